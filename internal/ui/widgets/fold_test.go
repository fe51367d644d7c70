package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// show puts objects into the column of a window.
func show(t *testing.T, objects ...fyne.CanvasObject) fyne.Canvas {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
	w := test.NewTempWindow(t, widgets.NewPageColumn(widgets.Reading, objects...))
	w.Resize(fyne.NewSize(600, 500))
	return w.Canvas()
}

func TestAFoldOpensByKeyAndMakesRoom(t *testing.T) {
	inside, below := widgets.Body("WHO: Guidelines"), widgets.Body("Next lesson")
	fold := widgets.NewFold("Show the source", "Hide the source", inside)
	c := show(t, fold, below)
	if inside.Visible() {
		t.Fatal("it is open from the beginning")
	}
	shut := below.Position().Y
	c.(interface{ FocusNext() }).FocusNext()
	button, ok := c.Focused().(*widgets.Button)
	if !ok || button.Label() != "Show the source" {
		t.Fatalf("the keyboard is on %v", c.Focused())
	}
	button.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !inside.Visible() || button.Label() != "Hide the source" {
		t.Errorf("open: content shown %v, button %q", inside.Visible(), button.Label())
	}
	if got := below.Position().Y; got < shut+inside.MinSize().Height {
		t.Errorf("what is below moved from %v to %v, and %v is shown", shut, got, inside.MinSize().Height)
	}
	button.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if inside.Visible() || below.Position().Y != shut {
		t.Errorf("shut again: content shown %v, what is below at %v, want %v", inside.Visible(), below.Position().Y, shut)
	}
}

func TestDetailsOfAnErrorMakeRoomForThemselves(t *testing.T) {
	panel, below := widgets.NewErrorPanel(nil), widgets.Body("In use")
	panel.Set(widgets.ErrorState{What: "The source cannot be reached.", Next: "Try again.", Details: "dial tcp: connection refused"})
	c := show(t, panel, below)
	before := below.Position().Y
	c.(interface{ FocusNext() }).FocusNext()
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := below.Position().Y; got <= before {
		t.Errorf("what is below stays at %v and is covered", got)
	}
	if end := panel.Position().Y + panel.Size().Height; end > below.Position().Y {
		t.Errorf("the panel ends at %v, what is below begins at %v", end, below.Position().Y)
	}
}

func TestARailItemCanBeNarrow(t *testing.T) {
	item := widgets.NewRailItem(look.IconPrinter, "Handouts", nil)
	show(t, item)
	wide := item.MinSize()
	if wide.Width != item.Wide() {
		t.Errorf("it is %v wide and says %v", wide.Width, item.Wide())
	}
	item.SetNarrow(true)
	narrow := item.MinSize()
	if narrow.Width >= wide.Width || narrow.Height <= wide.Height {
		t.Errorf("narrow %v, wide %v", narrow, wide)
	}
	if item.Wide() != wide.Width || item.Label() != "Handouts" {
		t.Errorf("narrow, it says %v for wide, and %q", item.Wide(), item.Label())
	}
	item.SetNarrow(false)
	if item.MinSize() != wide {
		t.Errorf("wide again: %v, want %v", item.MinSize(), wide)
	}
}

func TestALeadingIconGivesWayToWords(t *testing.T) {
	icon, words := widgets.NewIconScaled(look.IconBook, look.ColorPrimary, 2), widgets.Body("What harm reduction is")
	row := widgets.Led(look.Gap24, icon, words)
	show(t, row)
	row.Resize(fyne.NewSize(500, 100))
	if !icon.Visible() || words.Position().X != icon.MinSize().Width+look.Gap24 {
		t.Errorf("with room: icon shown %v, words at %v", icon.Visible(), words.Position().X)
	}
	row.Resize(fyne.NewSize(200, 100))
	if icon.Visible() || words.Position().X != 0 || words.Size().Width != 200 {
		t.Errorf("without room: icon shown %v, words at %v, %v wide", icon.Visible(), words.Position().X, words.Size().Width)
	}
}

func TestBadgeAndCaptionStandOnOneLine(t *testing.T) {
	badge, caption := widgets.NewBadge(widgets.BadgeState{Text: "Draft"}), widgets.Caption("5 lessons")
	row := widgets.Wrap(look.Gap12, badge, caption)
	show(t, row)
	middle := func(o fyne.CanvasObject) float32 { return o.Position().Y + o.Size().Height/2 }
	if d := middle(badge) - middle(caption); d > 0.5 || d < -0.5 {
		t.Errorf("the middles are %v apart", d)
	}
	row.Resize(fyne.NewSize(80, 100)) // room for one in a row
	if caption.Position().Y < badge.Size().Height+look.Gap12-0.5 {
		t.Errorf("in a second row it is at %v", caption.Position())
	}
}

func TestColumnsNeedMoreRoomForLargerText(t *testing.T) {
	a, b := widgets.Body("a"), widgets.Body("b")
	tiles := widgets.Tiles(look.Gap16, 300, a, b)
	show(t, tiles)
	for _, c := range []struct {
		percent int
		beside  bool
	}{{100, true}, {200, false}} {
		fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, c.percent))
		tiles.Resize(fyne.NewSize(800, 100))
		tiles.Refresh()
		if got := b.Position().Y == 0; got != c.beside {
			t.Errorf("%d %%: beside each other %v, want %v", c.percent, got, c.beside)
		}
	}
}

func TestALongTextStaysInItsField(t *testing.T) {
	e := widgets.NewEntry("Nickname", "", nil)
	show(t, e)
	before := e.MinSize()
	e.SetText("a very long nickname that somebody has typed and that does not fit into the field by far")
	if e.MinSize().Width > before.Width+1 {
		t.Errorf("the text made the field need %v instead of %v", e.MinSize(), before)
	}
}
