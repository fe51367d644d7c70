package widgets

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// A Counter is a number from 0 that is typed, or changed one by one with its buttons or the up and down keys.
type Counter struct {
	widget.BaseWidget
	less, more *IconButton
	field      *countField
	box        *box
	row        *fyne.Container

	number, least, most int
	changed             func(number int)
}

// NewCounter makes a counter of what name says, at 0. Changed is called with each other number, which is never over most;
// the owner may show another one with Set.
func NewCounter(name string, most int, changed func(number int)) *Counter {
	c := &Counter{most: most, changed: changed}
	c.less = NewIconButton(look.IconMinus, name+": less", func() { c.step(-1) })
	c.more = NewIconButton(look.IconPlus, name+": more", func() { c.step(1) })
	c.less.SetKind(Secondary)
	c.more.SetKind(Secondary)
	c.field = newCountField(c)
	c.box = newBox(container.New(narrow{c}, c.field))
	c.field.frame = func(focused bool) {
		c.box.focused = focused
		c.box.Refresh()
	}
	c.field.OnChanged = c.typed
	c.row = HStack(look.Gap8, c.less, c.box, c.more)
	c.ExtendBaseWidget(c)
	c.show()
	return c
}

// Set shows a number.
func (c *Counter) Set(number int) {
	if number != c.number {
		c.number = number
		c.show()
	}
}

// SetLeast sets the least number there is. What is typed below it is on its way to more, and is not told of.
func (c *Counter) SetLeast(least int) {
	c.least = least
	c.enable()
}

// Number is what it shows.
func (c *Counter) Number() int { return c.number }

// Field is where the number is typed.
func (c *Counter) Field() fyne.Focusable { return c.field }

// Less is the button for a smaller number, for tests to tap.
func (c *Counter) Less() *IconButton { return c.less }

// More is the button for a larger number, for tests to tap.
func (c *Counter) More() *IconButton { return c.more }

// Children is what the counter holds.
func (c *Counter) Children() []fyne.CanvasObject { return []fyne.CanvasObject{c.row} }

// CreateRenderer is for Fyne.
func (c *Counter) CreateRenderer() fyne.WidgetRenderer { return newSimple(c.row, c.row.Refresh) }

func (c *Counter) step(by int) { c.be(c.number + by) }

// be goes to a number, or to the nearest that there is.
func (c *Counter) be(number int) {
	number = min(max(number, c.least), c.most)
	if number == c.number {
		return
	}
	c.number = number
	c.show()
	c.changed(number)
}

// typed reads what stands in the field: an empty one is 0, and only digits count.
func (c *Counter) typed(text string) {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
	number := c.most
	if len(digits) < 6 {
		number, _ = strconv.Atoi(digits) // nothing is 0
	}
	number = min(number, c.most)
	if number < c.least {
		return
	}
	if number != c.number {
		c.number = number
		c.changed(number)
	}
	if text != "" && text != strconv.Itoa(c.number) {
		c.show()
		return
	}
	c.enable()
}

func (c *Counter) show() {
	setQuietly(&c.field.field, strconv.Itoa(c.number))
	c.enable()
}

func (c *Counter) enable() {
	c.less.setDisabled(c.number <= c.least)
	c.more.setDisabled(c.number >= c.most)
	c.Refresh()
}

// A countField counts with the up and down keys, and is ready to be typed over when it gets the keyboard.
type countField struct {
	field
	of *Counter
}

func newCountField(c *Counter) *countField {
	f := &countField{of: c}
	f.self = f
	f.Scroll = container.ScrollHorizontalOnly
	f.ExtendBaseWidget(f)
	return f
}

// FocusGained shows the ring and selects the number, so that typing replaces it.
func (f *countField) FocusGained() {
	f.field.FocusGained()
	f.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// FocusLost hides the ring, and shows the number where nothing was typed that is one.
func (f *countField) FocusLost() {
	f.field.FocusLost()
	f.of.show()
}

// TypedRune takes digits.
func (f *countField) TypedRune(r rune) {
	if r >= '0' && r <= '9' {
		f.field.TypedRune(r)
	}
}

// TypedKey counts up and down.
func (f *countField) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		f.of.step(1)
	case fyne.KeyDown:
		f.of.step(-1)
	default:
		f.field.TypedKey(e)
	}
}

// narrow gives a field the width of the longest number.
type narrow struct{ of *Counter }

func (n narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	digits := float32(max(2, len(strconv.Itoa(n.of.most))))
	return fyne.NewSize(digits*size(n.of, look.SizeBody)*0.75+2*look.Gap12, objects[0].MinSize().Height)
}

// Layout leaves the frame of the box in sight, which the ground of the field would cover.
func (narrow) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	objects[0].Resize(s.SubtractWidthHeight(4, 2))
	objects[0].Move(fyne.NewPos(2, 1))
}
