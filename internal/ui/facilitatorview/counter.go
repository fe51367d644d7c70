package facilitatorview

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A counter is a number that is typed or stepped: digits replace it, Up and Down and its two ends change it by one,
// Return goes to the next one. It is one stop for Tab, so that a show of hands is typed as fast as it is counted.
type counter struct {
	w.Pressable
	n       int
	typing  bool // the next digit goes on with the number
	changed func(n int)
	next    func()
}

func newCounter(changed func(n int), next func()) *counter {
	c := &counter{changed: changed, next: next}
	c.Be(c, nil)
	return c
}

// Count is the number, for tests.
func (c *counter) Count() int { return c.n }

func (c *counter) set(n int) {
	if c.n != n {
		c.n = n
		c.Refresh()
	}
}

func (c *counter) change(n int) {
	n = min(max(n, 0), session.MostCounted)
	if n != c.n {
		c.set(n)
		c.changed(n)
	}
}

// Tapped makes the number smaller at the left end and larger at the right one, and takes the keyboard.
func (c *counter) Tapped(e *fyne.PointEvent) {
	c.Pressable.Tapped(e)
	c.typing = false
	third := c.Size().Width / 3
	switch {
	case c.Disabled():
	case e.Position.X < third:
		c.change(c.n - 1)
	case e.Position.X > 2*third:
		c.change(c.n + 1)
	}
}

// FocusGained begins a new number with the next digit.
func (c *counter) FocusGained() {
	c.typing = false
	c.Pressable.FocusGained()
}

// TypedRune takes digits.
func (c *counter) TypedRune(r rune) {
	switch {
	case r == '+':
		c.change(c.n + 1)
	case r == '-' || r == '−':
		c.change(c.n - 1)
	case r >= '0' && r <= '9':
		was := 0
		if c.typing {
			was = c.n
		}
		c.typing = true
		if n := was*10 + int(r-'0'); n <= session.MostCounted {
			c.change(n)
		}
	}
}

// TypedKey takes the keys that change the number, and leaves the others to the window.
func (c *counter) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		c.change(c.n + 1)
	case fyne.KeyDown:
		c.change(c.n - 1)
	case fyne.KeyBackspace, fyne.KeyDelete:
		c.change(c.n / 10)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.next()
	case fyne.KeySpace, fyne.KeyPlus, fyne.KeyMinus, fyne.Key0, fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9:
		// they arrive as letters too
	default:
		c.Pressable.TypedKey(e)
	}
}

// CreateRenderer is for Fyne.
func (c *counter) CreateRenderer() fyne.WidgetRenderer {
	r := &counterRenderer{c: c, box: canvas.NewRectangle(nil), ring: w.NewFocusRing()}
	for i := range r.texts {
		r.texts[i] = canvas.NewText("", nil)
		r.texts[i].Alignment = fyne.TextAlignCenter
	}
	r.Refresh()
	return r
}

type counterRenderer struct {
	c     *counter
	box   *canvas.Rectangle
	texts [3]*canvas.Text
	ring  *w.FocusRing
}

func (r *counterRenderer) MinSize() fyne.Size {
	side := theme.SizeForWidget(look.SizeTarget, r.c)
	return fyne.NewSize(max(2.7*side, 7*theme.SizeForWidget(look.SizeBody, r.c)), side)
}

func (r *counterRenderer) Layout(s fyne.Size) {
	r.box.Resize(s)
	r.ring.Fit(s)
	for i, t := range r.texts {
		h := t.MinSize().Height
		t.Resize(fyne.NewSize(s.Width/3, h))
		t.Move(fyne.NewPos(float32(i)*s.Width/3, (s.Height-h)/2))
	}
}

func (r *counterRenderer) Refresh() {
	colour := func(n fyne.ThemeColorName) { r.box.FillColor = theme.ColorForWidget(n, r.c) }
	colour(look.ColorField)
	r.box.StrokeColor, r.box.StrokeWidth = theme.ColorForWidget(look.ColorControl, r.c), 1
	r.box.CornerRadius = theme.SizeForWidget(look.SizeRadius, r.c)
	for i, s := range []string{"−", fmt.Sprint(r.c.n), "+"} {
		r.texts[i].Text, r.texts[i].TextSize = s, theme.SizeForWidget(look.SizeSmall, r.c)
		r.texts[i].TextStyle.Bold = true
		r.texts[i].Color = theme.ColorForWidget(look.ColorInk, r.c)
	}
	if r.c.n == 0 {
		r.texts[0].Color = theme.ColorForWidget(look.ColorDisabledInk, r.c)
	}
	r.box.Refresh()
	r.ring.Draw(r.c.Ringed(), r.box.CornerRadius, r.c)
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *counterRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.texts[0], r.texts[1], r.texts[2], r.ring.Rectangle}
}

func (r *counterRenderer) Destroy() {}
