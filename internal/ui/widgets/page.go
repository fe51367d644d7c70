package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// A ColumnWidth is how wide a PageColumn may become.
type ColumnWidth int

// The widths of a column.
const (
	Reading ColumnWidth = iota // fewer than 75 characters a line
	Wide                       // cards side by side, tables
)

// readingSample has the letters of ordinary English text in their usual shares.
const readingSample = "stay with the person until help comes and tell them what you gave "

// ReadingWidth is the width of 70 characters of body text at the text size of w.
func ReadingWidth(w fyne.Widget) float32 {
	m := fyne.MeasureText(readingSample, size(w, look.SizeBody), fyne.TextStyle{})
	return m.Width / float32(len(readingSample)) * 70
}

// WideWidth is the width of a column of cards, at the text size of w.
func WideWidth(w fyne.Widget) float32 { return 1.6 * ReadingWidth(w) }

// within is the width of a column at the text size of w, with margins in what there is.
func (c ColumnWidth) within(w fyne.Widget, avail float32) float32 {
	most := ReadingWidth(w)
	if c == Wide {
		most = WideWidth(w)
	}
	return max(0, min(most, avail-2*pageMargin))
}

// Readable keeps o from becoming wider than text should be.
func Readable(o fyne.CanvasObject) *fyne.Container {
	return container.New(readable{Caption("")}, o)
}

type readable struct{ sample *Text }

func (l readable) MinSize(objects []fyne.CanvasObject) fyne.Size { return vstack{}.MinSize(objects) }

func (l readable) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		Fit(o, min(s.Width, ReadingWidth(l.sample)+look.Gap48))
		o.Move(fyne.NewPos(0, 0))
	}
}

// A PageColumn is the body of a screen: a column of things that scrolls, with margins.
type PageColumn struct {
	widget.BaseWidget
	width  ColumnWidth
	stack  *fyne.Container
	column *fyne.Container
	scroll *container.Scroll
}

// NewPageColumn makes a column of objects, look.Gap24 apart.
func NewPageColumn(width ColumnWidth, objects ...fyne.CanvasObject) *PageColumn {
	p := &PageColumn{width: width, stack: VStack(look.Gap24, objects...)}
	p.column = container.New(columnLayout{p}, p.stack)
	p.scroll = container.NewVScroll(p.column)
	p.ExtendBaseWidget(p)
	return p
}

// SetObjects replaces what the column holds.
func (p *PageColumn) SetObjects(objects ...fyne.CanvasObject) {
	p.stack.Objects = objects
	p.Relayout()
}

// Relayout gives everything its place again, after something in the column has become taller or shorter.
func (p *PageColumn) Relayout() {
	p.stack.Refresh()
	p.settle()
}

// ScrollToTop shows the beginning.
func (p *PageColumn) ScrollToTop() { p.scroll.ScrollToTop() }

// ScrollTo brings the top of o, which is in the column, to the top, as far as the column's length lets it.
func (p *PageColumn) ScrollTo(o fyne.CanvasObject) {
	if at, ok := yWithin(p.column, o); ok {
		end := p.scroll.Content.Size().Height - p.scroll.Size().Height
		p.scroll.ScrollToOffset(fyne.NewPos(p.scroll.Offset.X, max(0, min(end, at-look.Gap8))))
	}
}

// ScrollToEnd shows as much of the end of the column as it can while the top of from, which is in the column, is on
// screen, and reports whether that is all of it. From may be nil. It needs no painted objects, so it works for what
// has just been shown.
func (p *PageColumn) ScrollToEnd(from fyne.CanvasObject) (whole bool) {
	end := p.scroll.Content.Size().Height - p.scroll.Size().Height
	y := end
	if from != nil {
		if at, ok := yWithin(p.column, from); ok {
			y = min(end, at-look.Gap16)
		}
	}
	p.scroll.ScrollToOffset(fyne.NewPos(p.scroll.Offset.X, max(0, y)))
	return end-y <= pageMargin // the margin below the column may stay out of sight
}

// Shows reports whether all of o, which is in the column, is on screen. It needs no painted objects.
func (p *PageColumn) Shows(o fyne.CanvasObject) bool {
	at, ok := yWithin(p.column, o)
	return ok && at >= p.scroll.Offset.Y && at+o.Size().Height <= p.scroll.Offset.Y+p.scroll.Size().Height
}

// HandleKey scrolls for Page Up, Page Down, Home, End and the arrows; it reports whether it used the key.
func (p *PageColumn) HandleKey(e *fyne.KeyEvent) bool { return ScrollKey(p.scroll, e) }

// ScrollKey scrolls s for the keys that scroll; it reports whether it used the key.
func ScrollKey(s *container.Scroll, e *fyne.KeyEvent) bool {
	page := s.Size().Height * 0.85
	y := s.Offset.Y
	switch e.Name {
	case fyne.KeyDown:
		y += 48
	case fyne.KeyUp:
		y -= 48
	case fyne.KeyPageDown, fyne.KeySpace:
		y += page
	case fyne.KeyPageUp:
		y -= page
	case fyne.KeyHome:
		y = 0
	case fyne.KeyEnd:
		y = s.Content.Size().Height
	default:
		return false
	}
	y = max(0, min(y, s.Content.Size().Height-s.Size().Height))
	s.ScrollToOffset(fyne.NewPos(s.Offset.X, y))
	return true
}

// settle makes the column as high as its text needs at its width, which scrolling has to know.
func (p *PageColumn) settle() {
	w := p.scroll.Size().Width
	if w <= 0 {
		return
	}
	h := max(Fit(p.column, w), p.scroll.Size().Height)
	p.column.Resize(fyne.NewSize(w, h))
	p.scroll.Refresh()
}

// Children is what the column holds.
func (p *PageColumn) Children() []fyne.CanvasObject { return []fyne.CanvasObject{p.scroll} }

// CreateRenderer is for Fyne.
func (p *PageColumn) CreateRenderer() fyne.WidgetRenderer { return &pageRenderer{p} }

type pageRenderer struct{ p *PageColumn }

func (r *pageRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 120) }

func (r *pageRenderer) Layout(s fyne.Size) {
	if s.Width > 0 {
		Fit(r.p.column, s.Width)
	}
	r.p.scroll.Resize(s)
	r.p.settle()
}

func (r *pageRenderer) Refresh() {
	r.p.settle()
	canvas.Refresh(r.p)
}

func (r *pageRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.p.scroll} }

func (r *pageRenderer) Destroy() {}

// columnLayout centres the column between margins.
type columnLayout struct{ p *PageColumn }

const pageMargin = look.Gap32

func (l columnLayout) columnWidth(avail float32) float32 {
	return l.p.width.within(l.p, avail)
}

func (l columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return vstack{}.MinSize(objects).AddWidthHeight(0, 2*pageMargin)
}

func (l columnLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	w := l.columnWidth(s.Width)
	for _, o := range objects {
		Fit(o, w)
		o.Move(fyne.NewPos((s.Width-w)/2, pageMargin))
	}
}
