package picker_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/picker"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func open(t *testing.T, chosen func(int)) (*picker.Picker, *uitest.Shown) {
	t.Helper()
	shown := uitest.Window(t)
	p := picker.New("Format", chosen)
	shown.Show(p)
	return p, shown
}

func TestSaysWhatHolds(t *testing.T) {
	p, shown := open(t, func(int) {})
	p.Set([]picker.Option{{Text: "A4 sheet"}, {Text: "Wallet card"}}, 1)
	shown.Reads("Format", "Wallet card")
	shown.Hides("A4 sheet")
	p.Set(nil, 0)
	shown.Hides("Wallet card")
	shown.Press("Format")
	if shown.Canvas.Overlays().Top() != nil {
		t.Error("a list of nothing is opened")
	}
}

func TestAPressInTheListChooses(t *testing.T) {
	chosen := -1
	p, shown := open(t, func(i int) { chosen = i })
	p.Set([]picker.Option{{Text: "A4 sheet"}, {Text: "Wallet card", Note: "Ten to a sheet"}}, 0)
	shown.Press("A4 sheet")
	shown.Reads("Ten to a sheet")
	test.AssertRendersToMarkup(t, "open.xml", shown.Canvas)
	shown.Press("Wallet card")
	if chosen != 1 || shown.Canvas.Overlays().Top() != nil {
		t.Errorf("chose %d, and the list is open: %v", chosen, shown.Canvas.Overlays().Top() != nil)
	}
	shown.Reads("A4 sheet") // until the owner sets it
}

func TestKeyboardBeginsAtWhatHoldsAndComesBack(t *testing.T) {
	chosen := -1
	p, shown := open(t, func(i int) { chosen = i })
	p.Set([]picker.Option{{Text: "A4 sheet"}, {Text: "A5 flyer"}, {Text: "Wallet card"}}, 1)
	shown.Return("Format")
	shown.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	shown.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if chosen != 2 {
		t.Errorf("chose %d", chosen)
	}
	if shown.Canvas.Focused() != p.Field() {
		t.Error("the keyboard is not at the picker")
	}
	shown.Return("Format")
	shown.Canvas.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if shown.Canvas.Overlays().Top() != nil || chosen != 2 {
		t.Error("Esc does not close the list without a choice")
	}
}

func TestOfALongListWhatHoldsIsInSight(t *testing.T) {
	p, shown := open(t, func(int) {})
	var all []picker.Option
	for i := range 30 {
		all = append(all, picker.Option{Text: fmt.Sprint("Region ", i)})
	}
	p.Set(all, 28)
	shown.Return("Format")
	row, ok := shown.Canvas.Focused().(fyne.CanvasObject)
	if !ok {
		t.Fatal("nothing has the keyboard")
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(row)
	if at.Y < 0 || at.Y+row.Size().Height > shown.Canvas.Size().Height {
		t.Errorf("what holds is at %v of %v", at, shown.Canvas.Size())
	}
}
