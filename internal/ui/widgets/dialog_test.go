package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

type dialogCase struct {
	window          fyne.Window
	opener, keep    *widgets.Button
	remove          *widgets.Button
	dialog          *widgets.Dialog
	closed, removed int
}

func openDialog(t *testing.T) *dialogCase {
	t.Helper()
	start(t)
	c := &dialogCase{}
	c.opener = widgets.NewButton(widgets.Primary, "Open", look.NoIcon, nil)
	c.window = open(t, widgets.VStack(0, c.opener), 100, 600, 400)
	c.window.Canvas().Focus(c.opener)
	c.keep = widgets.NewButton(widgets.Secondary, "Keep it", look.NoIcon, func() { c.dialog.Close() })
	c.remove = widgets.NewButton(widgets.Primary, "Remove", look.NoIcon, func() { c.removed++ })
	c.dialog = widgets.ShowDialog(c.window.Canvas(), widgets.DialogState{
		Title: "Remove this?", Content: widgets.Body("It cannot be brought back."),
		Buttons: []*widgets.Button{c.keep, c.remove}, OnClose: func() { c.closed++ },
	})
	return c
}

func TestDialogTakesTheKeyboardAndGivesItBack(t *testing.T) {
	c := openDialog(t)
	if c.window.Canvas().Focused() != c.keep {
		t.Fatalf("focus is on %T, want the first button", c.window.Canvas().Focused())
	}
	for range 5 {
		key(c.window, fyne.KeyTab)
		if c.window.Canvas().Focused() == c.opener {
			t.Fatal("Tab left the dialog")
		}
	}
	c.dialog.Close()
	c.dialog.Close()
	if c.window.Canvas().Focused() != c.opener || c.closed != 1 || c.window.Canvas().Overlays().Top() != nil {
		t.Errorf("focus on %T, closed %d times, top %v", c.window.Canvas().Focused(), c.closed, c.window.Canvas().Overlays().Top())
	}
}

func TestEscClosesTheDialogFromAnyOfItsButtons(t *testing.T) {
	c := openDialog(t)
	c.window.Canvas().Focus(c.remove)
	key(c.window, fyne.KeyEscape)
	if c.closed != 1 || c.removed != 0 {
		t.Errorf("closed %d, removed %d; want 1 and 0", c.closed, c.removed)
	}
}

func TestReturnPressesThePrimaryButtonWhereNothingHasTheKeyboard(t *testing.T) {
	c := openDialog(t)
	c.window.Canvas().Unfocus()
	key(c.window, fyne.KeyReturn)
	if c.removed != 1 {
		t.Errorf("removed %d times, want 1", c.removed)
	}
}

func TestDialogGivesTheWindowItsKeysBack(t *testing.T) {
	start(t)
	w := test.NewTempWindow(t, widgets.Body("x"))
	keys := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { keys++ })
	d := widgets.ShowDialog(w.Canvas(), widgets.DialogState{Title: "x"})
	key(w, fyne.KeyF1)
	d.Close()
	key(w, fyne.KeyF1)
	if keys != 1 {
		t.Errorf("the window got %d keys, want the one after the dialog", keys)
	}
}

func TestDialogLook(t *testing.T) {
	c := openDialog(t)
	test.AssertRendersToMarkup(t, "dialog.xml", c.window.Canvas())
}

func TestChoicesLook(t *testing.T) {
	start(t)
	g := widgets.NewChoiceGroup(false, func(int) {})
	g.Set([]widgets.Choice{
		{Text: "Shout their name", State: widgets.ChoiceIdle},
		{Text: "Let them sleep", State: widgets.ChoiceWrong, Note: "Snoring can be an airway that is closing."},
		{Text: "Call 000", State: widgets.ChoiceMissed},
	})
	w := open(t, g, 100, 400, 260)
	test.AssertRendersToMarkup(t, "choices.xml", w.Canvas())
}
