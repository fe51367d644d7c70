package paperview

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// keys is what the keyboard does on a line.
type keys struct {
	rune func(rune)
	back func()
	next func() // Return
	skip func() // Space
	move func(by int)
}

// A line holds something that is answered with single keys while it has the keyboard.
type line struct {
	w.Pressable
	keys    keys
	content fyne.CanvasObject
}

func newLine(content fyne.CanvasObject, k keys) *line {
	l := &line{keys: k, content: w.Inset(look.Gap12, look.Gap8, content)}
	l.Be(l, nil)
	return l
}

// TypedRune takes a letter.
func (l *line) TypedRune(r rune) { l.keys.rune(r) }

// TypedKey goes on, back, up and down; what it has no use for goes to the window.
func (l *line) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyBackspace:
		l.keys.back()
	case fyne.KeyReturn, fyne.KeyEnter:
		l.keys.next()
	case fyne.KeySpace:
		l.keys.skip()
	case fyne.KeyUp:
		l.keys.move(-1)
	case fyne.KeyDown:
		l.keys.move(1)
	default:
		l.Pressable.TypedKey(e)
	}
}

// Cursor is the usual one: what is on the line has its own.
func (l *line) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// Children is what the line holds.
func (l *line) Children() []fyne.CanvasObject { return []fyne.CanvasObject{l.content} }

// CreateRenderer is for Fyne.
func (l *line) CreateRenderer() fyne.WidgetRenderer {
	r := &lineRenderer{l: l, back: canvas.NewRectangle(nil), ring: w.NewFocusRing()}
	r.Refresh()
	return r
}

type lineRenderer struct {
	l    *line
	back *canvas.Rectangle
	ring *w.FocusRing
}

func (r *lineRenderer) MinSize() fyne.Size { return r.l.content.MinSize() }

func (r *lineRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	r.ring.Fit(s)
	r.l.content.Resize(fyne.NewSize(s.Width, w.Fit(r.l.content, s.Width)))
}

func (r *lineRenderer) Refresh() {
	r.back.FillColor = theme.ColorForWidget(look.ColorCard, r.l)
	r.back.StrokeColor, r.back.StrokeWidth = theme.ColorForWidget(look.ColorLine, r.l), 1
	r.back.CornerRadius = look.Gap8
	r.back.Refresh()
	r.ring.Draw(r.l.Ringed(), look.Gap8, r.l)
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}

func (r *lineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.l.content, r.ring.Rectangle}
}

func (r *lineRenderer) Destroy() {}

// A keycap is a key that can be tapped as well. Tab passes it by: the line that it is on has the key itself.
type keycap struct {
	widget.BaseWidget
	label   *w.Text
	press   func()
	state   capState
	hovered bool
}

var (
	_ fyne.Tappable      = (*keycap)(nil)
	_ desktop.Hoverable  = (*keycap)(nil)
	_ desktop.Cursorable = (*keycap)(nil)
)

func newKeycap(press func()) *keycap {
	k := &keycap{label: w.NewText(w.TextStyle{Bold: true, NoWrap: true, Align: fyne.TextAlignCenter}), press: press}
	k.ExtendBaseWidget(k)
	return k
}

func (k *keycap) set(s capState) {
	if k.state == s {
		return
	}
	k.state = s
	ink := look.ColorInk
	if s.On {
		ink = look.ColorSelectedInk
	}
	k.label.SetText(s.Label)
	k.label.SetInk(ink)
	k.Refresh()
}

// Tapped presses the key.
func (k *keycap) Tapped(*fyne.PointEvent) { k.press() }

// MouseIn shows the hover state.
func (k *keycap) MouseIn(*desktop.MouseEvent) { k.hover(true) }

// MouseMoved does nothing.
func (k *keycap) MouseMoved(*desktop.MouseEvent) {}

// MouseOut hides the hover state.
func (k *keycap) MouseOut() { k.hover(false) }

func (k *keycap) hover(on bool) {
	k.hovered = on
	k.Refresh()
}

// Cursor is a pointing hand.
func (k *keycap) Cursor() desktop.Cursor { return desktop.PointerCursor }

// Children is what the key holds.
func (k *keycap) Children() []fyne.CanvasObject { return []fyne.CanvasObject{k.label} }

// CreateRenderer is for Fyne.
func (k *keycap) CreateRenderer() fyne.WidgetRenderer {
	r := &keycapRenderer{k: k, back: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type keycapRenderer struct {
	k    *keycap
	back *canvas.Rectangle
}

func (r *keycapRenderer) MinSize() fyne.Size {
	side := theme.SizeForWidget(look.SizeTarget, r.k)
	return fyne.NewSize(max(side, r.k.label.MinSize().Width+2*look.Gap12), side)
}

func (r *keycapRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	h := w.Fit(r.k.label, s.Width)
	r.k.label.Resize(fyne.NewSize(s.Width, h))
	r.k.label.Move(fyne.NewPos(0, (s.Height-h)/2))
}

func (r *keycapRenderer) Refresh() {
	fill, edge, width := color.Color(color.Transparent), look.ColorControl, float32(1)
	switch {
	case r.k.state.On:
		fill, edge, width = theme.ColorForWidget(look.ColorSelectedFill, r.k), look.ColorSelectedInk, 2
	case r.k.hovered:
		fill = theme.ColorForWidget(look.ColorQuietHover, r.k)
	}
	r.back.FillColor, r.back.StrokeColor = fill, theme.ColorForWidget(edge, r.k)
	r.back.StrokeWidth, r.back.CornerRadius = width, look.Gap8
	r.back.Refresh()
	r.Layout(r.k.Size())
	canvas.Refresh(r.k)
}

func (r *keycapRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.k.label}
}

func (r *keycapRenderer) Destroy() {}
