package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

func TestATapPanelIsPressedByPointerAndKeys(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	pressed := 0
	p := widgets.NewTapPanel(widgets.Body("Give naloxone"), func() { pressed++ })
	win := test.NewTempWindow(t, p)
	win.Resize(fyne.NewSize(300, 80))
	p.SetChosen(true)
	test.Tap(p)
	win.Canvas().Focus(p)
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if pressed != 3 {
		t.Errorf("pressed %d times, want 3", pressed)
	}
	if h := p.MinSize().Height; h < 44 {
		t.Errorf("%v high, too low for a finger", h)
	}
}

func TestArrowsInASearchFieldGoToTheWindow(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	s := widgets.NewSearchField("", func(string) {})
	win := test.NewTempWindow(t, s)
	var got []fyne.KeyName
	win.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { got = append(got, e.Name) })
	s.Focus()
	for _, k := range []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn} {
		s.Field().TypedKey(&fyne.KeyEvent{Name: k})
	}
	if len(got) != 3 {
		t.Errorf("the window got %v", got)
	}
}
