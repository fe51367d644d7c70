package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// Pressable is what all widgets share that can be pressed: by pointer, by Space and by Return. It keeps the
// keyboard focus when pressed, which Fyne's own button does not.
type Pressable struct {
	widget.BaseWidget
	me               fyne.Widget // the widget that this is a part of
	press            func()
	keys             func(*fyne.KeyEvent) bool // keys of the widget's own; reports whether it used the key
	focused, hovered bool
	byPointer        bool // focus came from the pointer, so no ring is needed
	disabled         bool
}

// Be makes the Pressable a part of w, which is its only owner; press may be nil.
func (p *Pressable) Be(w fyne.Widget, press func()) {
	p.me, p.press = w, press
	p.ExtendBaseWidget(w)
}

var (
	_ fyne.Focusable     = (*Pressable)(nil)
	_ fyne.Tappable      = (*Pressable)(nil)
	_ fyne.Disableable   = (*Pressable)(nil)
	_ desktop.Hoverable  = (*Pressable)(nil)
	_ desktop.Cursorable = (*Pressable)(nil)
)

// Press does what a tap, Space or Return does.
func (p *Pressable) Press() {
	if !p.disabled && p.press != nil {
		p.press()
	}
}

// Tapped focuses the widget and presses it.
func (p *Pressable) Tapped(*fyne.PointEvent) {
	if p.disabled {
		return
	}
	p.focusFromPointer()
	p.Press()
}

func (p *Pressable) focusFromPointer() {
	me, ok := p.me.(fyne.Focusable)
	c := canvasOf(p.me)
	if !ok || c == nil || c.Focused() == me {
		return
	}
	p.byPointer = true
	c.Focus(me)
}

// FocusGained shows the ring and brings the widget into view.
func (p *Pressable) FocusGained() {
	p.focused = true
	if !p.byPointer {
		Reveal(p.me)
	}
	p.Refresh()
}

// FocusLost hides the ring.
func (p *Pressable) FocusLost() {
	p.focused, p.byPointer = false, false
	p.Refresh()
}

// TypedRune does nothing: Space arrives as a key.
func (p *Pressable) TypedRune(rune) {}

// TypedKey presses on Space and Return. A key that the widget has no use for goes to the window.
func (p *Pressable) TypedKey(e *fyne.KeyEvent) {
	if p.byPointer {
		p.byPointer = false
		p.Refresh()
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		p.Press()
		return
	}
	if p.keys != nil && p.keys(e) {
		return
	}
	passOn(p.me, e)
}

// passOn gives a key to the handler of the window.
func passOn(o fyne.CanvasObject, e *fyne.KeyEvent) {
	if c := canvasOf(o); c != nil {
		if next := c.OnTypedKey(); next != nil {
			next(e)
		}
	}
}

// MouseIn shows the hover state.
func (p *Pressable) MouseIn(*desktop.MouseEvent) {
	p.hovered = true
	p.Refresh()
}

// MouseMoved does nothing.
func (p *Pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut hides the hover state.
func (p *Pressable) MouseOut() {
	p.hovered = false
	p.Refresh()
}

// Cursor is a pointing hand while the widget can be pressed.
func (p *Pressable) Cursor() desktop.Cursor {
	if p.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// Enable makes the widget answer again.
func (p *Pressable) Enable() { p.setDisabled(false) }

// Disable makes the widget ignore everything; Tab passes it by.
func (p *Pressable) Disable() { p.setDisabled(true) }

// Disabled reports whether the widget ignores everything.
func (p *Pressable) Disabled() bool { return p.disabled }

func (p *Pressable) setDisabled(v bool) {
	if p.disabled == v {
		return
	}
	p.disabled = v
	p.Refresh()
}

// Ringed reports whether the focus ring shows.
func (p *Pressable) Ringed() bool { return p.focused && !p.byPointer }

func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	if o == nil || fyne.CurrentApp() == nil {
		return nil
	}
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}

// A FocusRing is the frame around what has the keyboard.
type FocusRing struct {
	*canvas.Rectangle
	inside bool // within the widget, for what touches its neighbours
}

// NewFocusRing makes a hidden ring, to be the last object of a widget.
func NewFocusRing() *FocusRing {
	r := &FocusRing{Rectangle: canvas.NewRectangle(nil)}
	r.StrokeWidth = look.RingWidth
	r.Rectangle.Hide()
	return r
}

// Fit puts the ring around a widget of a size.
func (r *FocusRing) Fit(size fyne.Size) {
	out := look.RingGap + look.RingWidth
	if r.inside {
		out = 0
	}
	r.Move(fyne.NewPos(-out, -out))
	r.Resize(size.AddWidthHeight(2*out, 2*out))
}

// Draw shows or hides the ring around w, whose corners have a radius.
func (r *FocusRing) Draw(on bool, radius float32, w fyne.Widget) {
	if !r.inside {
		radius += look.RingGap + look.RingWidth
	}
	r.CornerRadius = radius
	r.FillColor, r.StrokeColor = color.Transparent, colour(w, look.ColorFocus)
	r.Hidden = !on
	r.Refresh()
}
