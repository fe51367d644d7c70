// Package docview shows a document: the text of a lesson, guide or handout. Only the blocks near what is on screen
// exist as objects, so that a long document opens as fast as a short one.
package docview

import (
	"context"
	"io/fs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Deps are what a View needs and whom it tells. Run and Pictures are required where a document has pictures;
// a callback that is nil leaves its text plain.
type Deps struct {
	Run      bg.Runner
	Pictures fs.FS // must be safe to read from several goroutines

	OnSource   func(catalog.SourceKey)     // a citation was pressed
	OnTerm     func(term string)           // a word of the glossary was pressed
	OnLink     func(url string)            // a link was pressed; nothing opens by itself
	OnLesson   func(catalog.LessonID)      // a link to another lesson was pressed
	OnPosition func(block int, atEnd bool) // the first block on screen changed, or the end came into view or left it
}

// A View shows one document at a time and scrolls it. Its methods run on the UI goroutine.
type View struct {
	widget.BaseWidget
	ctx     context.Context
	deps    Deps
	sheet   *sheet
	scroll  *container.Scroll
	head    *fyne.Container
	foot    *fyne.Container
	focused bool
	at      position
	told    bool // OnPosition has been called for this document
}

type position struct {
	block int
	atEnd bool
}

// New makes an empty view. Pictures that are being read when ctx ends are dropped.
func New(ctx context.Context, d Deps) *View {
	v := &View{ctx: ctx, deps: d, head: widgets.VStack(look.Gap16), foot: widgets.VStack(look.Gap16)}
	v.sheet = newSheet(v)
	v.scroll = container.NewVScroll(v.sheet)
	v.ExtendBaseWidget(v)
	return v
}

// SetDocument replaces the document and scrolls to its beginning.
func (v *View) SetDocument(doc catalog.Document) {
	v.told = false
	v.scroll.Offset = fyne.NewPos(0, 0)
	v.sheet.show(doc.Blocks)
}

// SetHead puts objects above the document: its title, what it is about. They scroll with it.
func (v *View) SetHead(objects ...fyne.CanvasObject) {
	v.head.Objects = objects
	v.sheet.relayout()
}

// Relayout gives everything its place again, after something in the head or foot has become taller or shorter.
func (v *View) Relayout() { v.sheet.relayout() }

// SetFoot puts objects below the document: its sources, where to go next. They scroll with it.
func (v *View) SetFoot(objects ...fyne.CanvasObject) {
	v.foot.Objects = objects
	v.sheet.relayout()
}

// ScrollTo brings the top of a block to the top of the view, as far as the document's length lets it. Before the
// view has a size, the block is kept for the first layout.
func (v *View) ScrollTo(block int) { v.sheet.scrollTo(block) }

// At is the first block on screen, and whether the end of the document is.
func (v *View) At() (block int, atEnd bool) { return v.at.block, v.at.atEnd }

// HandleKey scrolls for the arrows, Page Up, Page Down, Space, Home and End; it reports whether it used the key.
// The window calls it for keys that nothing else used.
func (v *View) HandleKey(e *fyne.KeyEvent) bool { return widgets.ScrollKey(v.scroll, e) }

// FocusGained shows that the keyboard scrolls the document.
func (v *View) FocusGained() {
	v.focused = true
	v.Refresh()
}

// FocusLost takes the ring away.
func (v *View) FocusLost() {
	v.focused = false
	v.Refresh()
}

// TypedRune does nothing.
func (v *View) TypedRune(rune) {}

// TypedKey scrolls; other keys go to the window.
func (v *View) TypedKey(e *fyne.KeyEvent) {
	if v.HandleKey(e) {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}

// Children is what the view holds.
func (v *View) Children() []fyne.CanvasObject { return []fyne.CanvasObject{v.scroll} }

func (v *View) tell(p position) {
	if v.told && p == v.at {
		return
	}
	v.at, v.told = p, true
	if v.deps.OnPosition != nil {
		v.deps.OnPosition(p.block, p.atEnd)
	}
}

// CreateRenderer is for Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	r := &viewRenderer{v: v, ring: canvas.NewRectangle(nil)}
	r.ring.StrokeWidth = look.RingWidth
	r.ring.Hide()
	return r
}

type viewRenderer struct {
	v    *View
	ring *canvas.Rectangle
}

func (r *viewRenderer) MinSize() fyne.Size { return fyne.NewSize(240, 160) }

func (r *viewRenderer) Layout(s fyne.Size) {
	r.ring.Resize(s)
	r.v.scroll.Resize(s)
	r.v.sheet.fit(s)
}

func (r *viewRenderer) Refresh() {
	r.ring.FillColor = nil
	r.ring.StrokeColor = colour(r.v, look.ColorFocus)
	r.ring.Hidden = !r.v.focused
	r.ring.Refresh()
	canvas.Refresh(r.v)
}

func (r *viewRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.v.scroll, r.ring}
}

func (r *viewRenderer) Destroy() {}
