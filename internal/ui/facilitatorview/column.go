package facilitatorview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A column scrolls one thing, with little margin: the cockpit has no room to spare.
type column struct {
	widget.BaseWidget
	in     *fyne.Container
	scroll *container.Scroll
}

// columnMargin is at the right, where the bar for scrolling is.
const columnMargin = look.Gap12

func newColumn() *column {
	c := &column{in: container.New(columnLayout{})}
	c.scroll = container.NewVScroll(c.in)
	c.ExtendBaseWidget(c)
	return c
}

// show changes what the column holds.
func (c *column) show(o fyne.CanvasObject) {
	if len(c.in.Objects) == 1 && c.in.Objects[0] == o {
		return
	}
	c.in.Objects = []fyne.CanvasObject{o}
	c.Relayout()
}

// Relayout gives everything its place again, after something has become taller or shorter.
func (c *column) Relayout() {
	c.in.Refresh()
	c.settle()
}

func (c *column) settle() {
	wide := c.scroll.Size().Width
	if wide <= 0 {
		return
	}
	h := max(w.Fit(c.in, wide), c.scroll.Size().Height)
	c.in.Resize(fyne.NewSize(wide, h))
	c.scroll.Refresh()
}

// ScrollToTop shows the beginning.
func (c *column) ScrollToTop() { c.scroll.ScrollToTop() }

// Centre scrolls to an object of what the column holds. It needs no canvas, which does not know what it has not painted.
func (c *column) Centre(o fyne.CanvasObject) {
	y := o.Position().Y + (o.Size().Height-c.scroll.Size().Height)/2
	c.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(y, c.in.Size().Height-c.scroll.Size().Height))))
}

// HandleKey scrolls; it reports whether it used the key.
func (c *column) HandleKey(e *fyne.KeyEvent) bool { return w.ScrollKey(c.scroll, e) }

// Children is what the column holds.
func (c *column) Children() []fyne.CanvasObject { return []fyne.CanvasObject{c.scroll} }

// CreateRenderer is for Fyne.
func (c *column) CreateRenderer() fyne.WidgetRenderer { return &columnRenderer{c} }

type columnRenderer struct{ c *column }

func (r *columnRenderer) MinSize() fyne.Size { return fyne.NewSize(160, 80) }

func (r *columnRenderer) Layout(s fyne.Size) {
	r.c.scroll.Resize(s)
	r.c.settle()
}

func (r *columnRenderer) Refresh() {
	r.c.settle()
	canvas.Refresh(r.c)
}

func (r *columnRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.c.scroll} }

func (r *columnRenderer) Destroy() {}

type columnLayout struct{}

func (columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	return s.AddWidthHeight(0, look.Gap16+look.Gap4)
}

func (columnLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		w.Fit(o, max(0, s.Width-columnMargin-look.Gap4))
		o.Move(fyne.NewPos(look.Gap4, look.Gap4)) // rings of what has the keyboard reach out
	}
}
