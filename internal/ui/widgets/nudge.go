package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// nudge is a small arrow for the pointer. Tab passes it by: the row that it is on has keys for the same.
type nudge struct {
	widget.BaseWidget
	icon    *Icon
	glyph   look.IconName
	press   func()
	able    bool
	hovered bool
}

var (
	_ fyne.Tappable      = (*nudge)(nil)
	_ desktop.Hoverable  = (*nudge)(nil)
	_ desktop.Cursorable = (*nudge)(nil)
)

func newNudge(glyph look.IconName, press func()) *nudge {
	n := &nudge{glyph: glyph, icon: NewIcon(glyph, look.ColorInk), press: press}
	n.ExtendBaseWidget(n)
	return n
}

// set shows the arrow or leaves it out, and says whether it does anything.
func (n *nudge) set(shown, able bool) {
	n.Hidden, n.able = !shown, able
	ink := look.ColorInk
	if !able {
		ink = look.ColorDisabledInk
	}
	n.icon.Set(n.glyph, ink)
	n.Refresh()
}

// Tapped does what the arrow is for.
func (n *nudge) Tapped(*fyne.PointEvent) {
	if n.able {
		n.press()
	}
}

// MouseIn shows the hover state.
func (n *nudge) MouseIn(*desktop.MouseEvent) { n.hover(true) }

// MouseMoved does nothing.
func (n *nudge) MouseMoved(*desktop.MouseEvent) {}

// MouseOut hides the hover state.
func (n *nudge) MouseOut() { n.hover(false) }

func (n *nudge) hover(on bool) {
	n.hovered = on
	n.Refresh()
}

// Cursor is a pointing hand while the arrow does something.
func (n *nudge) Cursor() desktop.Cursor {
	if n.able {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer is for Fyne.
func (n *nudge) CreateRenderer() fyne.WidgetRenderer {
	r := &nudgeRenderer{n: n, back: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type nudgeRenderer struct {
	n    *nudge
	back *canvas.Rectangle
}

func (r *nudgeRenderer) MinSize() fyne.Size {
	return fyne.NewSquareSize(size(r.n, look.SizeTarget) * 0.9)
}

func (r *nudgeRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	i := r.n.icon.MinSize()
	r.n.icon.Resize(i)
	r.n.icon.Move(fyne.NewPos((s.Width-i.Width)/2, (s.Height-i.Height)/2))
}

func (r *nudgeRenderer) Refresh() {
	fill := fyne.ThemeColorName("")
	if r.n.hovered && r.n.able {
		fill = look.ColorQuietHover
	}
	paint(r.back, r.n, fill, "", 0, look.Gap8)
	canvas.Refresh(r.n)
}

func (r *nudgeRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.n.icon}
}

func (r *nudgeRenderer) Destroy() {}
