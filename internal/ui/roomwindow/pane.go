package roomwindow

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// A pane lies over the stage: it takes the pointer, hides it, and holds the hint.
type pane struct {
	widget.BaseWidget
	double, moved func()
	hint          string
	hidden        bool // the pointer
}

var (
	_ desktop.Cursorable  = (*pane)(nil)
	_ desktop.Hoverable   = (*pane)(nil)
	_ fyne.DoubleTappable = (*pane)(nil)
)

func newPane(double, moved func()) *pane {
	p := &pane{double: double, moved: moved}
	p.ExtendBaseWidget(p)
	return p
}

// set shows a hint, or none, and hides the pointer or shows it; it changes when it moves next.
func (p *pane) set(hint string, hidden bool) {
	if p.hint == hint && p.hidden == hidden {
		return
	}
	p.hint, p.hidden = hint, hidden
	p.Refresh()
}

// Cursor is none while the room looks.
func (p *pane) Cursor() desktop.Cursor {
	if p.hidden {
		return desktop.HiddenCursor
	}
	return desktop.DefaultCursor
}

// DoubleTapped fills the screen, or no longer.
func (p *pane) DoubleTapped(*fyne.PointEvent) { p.double() }

// MouseIn does nothing.
func (p *pane) MouseIn(*desktop.MouseEvent) {}

// MouseMoved says that somebody looks for a way out.
func (p *pane) MouseMoved(*desktop.MouseEvent) { p.moved() }

// MouseOut does nothing.
func (p *pane) MouseOut() {}

// CreateRenderer is for Fyne.
func (p *pane) CreateRenderer() fyne.WidgetRenderer {
	r := &paneRenderer{p: p, ground: canvas.NewRectangle(color.NRGBA{A: 0xD0}), text: canvas.NewText("", color.White)}
	r.ground.CornerRadius = 8
	r.Refresh()
	return r
}

type paneRenderer struct {
	p      *pane
	ground *canvas.Rectangle
	text   *canvas.Text
}

func (r *paneRenderer) MinSize() fyne.Size { return fyne.Size{} }

// Layout puts the hint at the foot, in small letters: it is for one person.
func (r *paneRenderer) Layout(s fyne.Size) {
	const across, down = 14, 8
	r.text.TextSize = max(11, min(17, s.Width/40))
	m := r.text.MinSize()
	r.text.Resize(m)
	r.ground.Resize(m.AddWidthHeight(2*across, 2*down))
	at := fyne.NewPos((s.Width-r.ground.Size().Width)/2, s.Height-r.ground.Size().Height-2*down)
	r.ground.Move(at)
	r.text.Move(at.AddXY(across, down))
}

func (r *paneRenderer) Refresh() {
	r.text.Text = r.p.hint
	r.ground.Hidden, r.text.Hidden = r.p.hint == "", r.p.hint == ""
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

func (r *paneRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.ground, r.text} }

func (r *paneRenderer) Destroy() {}
