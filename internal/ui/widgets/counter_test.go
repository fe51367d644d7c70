package widgets_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

func TestCounterIsTypedStepsAndStaysInBounds(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	var got []int
	c := widgets.NewCounter("People", 30, func(n int) { got = append(got, n) })
	win := test.NewTempWindow(t, c)
	field := c.Field()
	win.Canvas().Focus(field)
	enter := func(text string) {
		for _, r := range text {
			field.TypedRune(r)
		}
	}
	key := func(k fyne.KeyName) { field.TypedKey(&fyne.KeyEvent{Name: k}) }

	enter("1x2") // replaces the 0, and x is no digit
	if c.Number() != 12 {
		t.Errorf("12 was typed, and the counter has %d", c.Number())
	}
	key(fyne.KeyUp)
	key(fyne.KeyDown)
	key(fyne.KeyDown)
	enter("9")
	if c.Number() != 30 {
		t.Errorf("119 was typed, and the counter has %d, want its most", c.Number())
	}
	test.Tap(c.More())
	test.Tap(c.Less())
	c.Set(0)
	test.Tap(c.Less())
	key(fyne.KeyDown)
	if want := []int{1, 12, 13, 12, 11, 30, 29}; !slices.Equal(got, want) {
		t.Errorf("changed was told %v, want %v", got, want)
	}
}

func TestCounterThatIsEmptyIsZero(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	var got []int
	c := widgets.NewCounter("People", 30, func(n int) { got = append(got, n) })
	win := test.NewTempWindow(t, c)
	c.Set(7)
	win.Canvas().Focus(c.Field())
	c.Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	win.Canvas().Unfocus()
	if c.Number() != 0 || !slices.Equal(got, []int{0}) {
		t.Errorf("an emptied counter has %d and told %v", c.Number(), got)
	}
}

func TestCounterNeverTellsOfLessThanItsLeast(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	var got []int
	c := widgets.NewCounter("Minutes", 90, func(n int) { got = append(got, n) })
	c.SetLeast(5)
	win := test.NewTempWindow(t, c)
	c.Set(7)
	win.Canvas().Focus(c.Field())
	c.Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	test.Type(c.Field(), "20") // by way of nothing and 2
	for range 30 {
		test.Tap(c.Less())
	}
	c.Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	c.Field().TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	win.Canvas().Unfocus()
	if c.Number() != 5 || got[0] != 20 || slices.Min(got) != 5 || !c.Less().Disabled() {
		t.Errorf("the counter has %d and told %v", c.Number(), got)
	}
}

func TestKeysThatACounterHasNoUseForGoToTheWindow(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	c := widgets.NewCounter("People", 30, func(int) {})
	win := test.NewTempWindow(t, c)
	var got []fyne.KeyName
	win.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { got = append(got, e.Name) })
	win.Canvas().Focus(c.Field())
	want := []fyne.KeyName{fyne.KeyEscape, fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyReturn}
	for _, k := range want {
		c.Field().TypedKey(&fyne.KeyEvent{Name: k})
	}
	if !slices.Equal(got, want) {
		t.Errorf("the window got %v, want %v", got, want)
	}
}
