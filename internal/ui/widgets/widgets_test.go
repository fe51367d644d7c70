package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// start begins an app with the look of ours.
func start(t *testing.T) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 100))
}

// open shows o in a window, with text of percent size.
func open(t *testing.T, o fyne.CanvasObject, percent int, width, height float32) fyne.Window {
	t.Helper()
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, percent))
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

func key(w fyne.Window, names ...fyne.KeyName) {
	for _, n := range names {
		if n == fyne.KeyTab {
			w.Canvas().FocusNext()
			continue
		}
		if f := w.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: n})
		} else if on := w.Canvas().OnTypedKey(); on != nil {
			on(&fyne.KeyEvent{Name: n})
		}
	}
}

func TestEverythingPressableAnswersToTapSpaceAndReturn(t *testing.T) {
	start(t)
	presses := 0
	press := func() { presses++ }
	for name, build := range map[string]func() fyne.CanvasObject{
		"button":      func() fyne.CanvasObject { return widgets.NewButton(widgets.Primary, "Go", look.NoIcon, press) },
		"icon button": func() fyne.CanvasObject { return widgets.NewIconButton(look.IconClose, "Close", press) },
		"link":        func() fyne.CanvasObject { return widgets.NewLink("More", press) },
		"rail item":   func() fyne.CanvasObject { return widgets.NewRailItem(look.IconHome, "Home", press) },
		"card":        func() fyne.CanvasObject { return widgets.NewTapCard(press) },
		"switch":      func() fyne.CanvasObject { return widgets.NewSwitch("On", "", func(bool) { press() }) },
		"text": func() fyne.CanvasObject {
			return widgets.NewText(widgets.TextStyle{}, widgets.Run{Text: "term", OnTap: press})
		},
		"choice": func() fyne.CanvasObject {
			g := widgets.NewChoiceGroup(false, func(int) { press() })
			g.Set([]widgets.Choice{{Text: "one"}})
			return g
		},
		"segment": func() fyne.CanvasObject {
			return widgets.NewSegmented([]string{"one"}, func(int) { press() })
		},
	} {
		t.Run(name, func(t *testing.T) {
			presses = 0
			w := open(t, widgets.VStack(0, build()), 100, 300, 200)
			key(w, fyne.KeyTab)
			focused := w.Canvas().Focused()
			if focused == nil {
				t.Fatal("Tab does not reach it")
			}
			key(w, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter)
			test.Tap(focused.(fyne.Tappable))
			if presses != 4 {
				t.Errorf("pressed %d times, want 4", presses)
			}
			if w.Canvas().Focused() != focused {
				t.Error("it lost the keyboard when it was pressed")
			}
			if disable, ok := focused.(fyne.Disableable); ok {
				disable.Disable()
				key(w, fyne.KeySpace)
				test.Tap(focused.(fyne.Tappable))
				if presses != 4 {
					t.Error("it answers while it is disabled")
				}
			}
		})
	}
}

func TestWhatCanBePressedIsLargeEnough(t *testing.T) {
	start(t)
	group := widgets.NewChoiceGroup(false, func(int) {})
	group.Set([]widgets.Choice{{Text: "x"}})
	for name, o := range map[string]fyne.CanvasObject{
		"button": widgets.NewButton(widgets.Quiet, "x", look.NoIcon, nil), "icon": widgets.NewIconButton(look.IconClose, "x", nil),
		"link": widgets.NewLink("x", nil), "rail": widgets.NewRailItem(look.IconHome, "x", nil), "card": widgets.NewTapCard(nil),
		"switch": widgets.NewSwitch("x", "", nil), "choice": group.Row(0), "segment": widgets.NewSegmented([]string{"x"}, nil).Item(0),
		"search": widgets.NewSearchField("", nil),
	} {
		if got := o.MinSize(); got.Height < 44 || got.Width < 44 {
			t.Errorf("%s is %v, want at least 44 by 44", name, got)
		}
	}
}

func TestUnusedKeysGoToTheWindow(t *testing.T) {
	start(t)
	w := open(t, widgets.VStack(0, widgets.NewButton(widgets.Primary, "Go", look.NoIcon, nil), widgets.NewEntry("Name", "", nil)), 100, 300, 200)
	var got []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { got = append(got, e.Name) })
	key(w, fyne.KeyTab, fyne.KeyEscape, fyne.KeyTab, fyne.KeyEscape, fyne.KeyPageDown)
	if len(got) != 3 {
		t.Errorf("the window got %v, want Esc from the button, Esc and Page Down from the entry", got)
	}
}

func TestBusyButtonIgnoresPressesAndKeepsTheKeyboard(t *testing.T) {
	start(t)
	presses := 0
	b := widgets.NewButton(widgets.Primary, "Save", look.NoIcon, func() { presses++ })
	w := open(t, b, 100, 300, 100)
	key(w, fyne.KeyTab)
	b.SetBusy(true)
	key(w, fyne.KeySpace, fyne.KeyReturn)
	test.Tap(b)
	b.Press()
	if presses != 0 {
		t.Errorf("pressed %d times while busy", presses)
	}
	if w.Canvas().Focused() != b {
		t.Error("the keyboard is gone")
	}
	b.SetBusy(false)
	key(w, fyne.KeySpace)
	if presses != 1 {
		t.Errorf("pressed %d times afterwards, want 1", presses)
	}
}

func TestArrowsMoveBetweenChoices(t *testing.T) {
	start(t)
	var pressed []int
	g := widgets.NewChoiceGroup(false, func(i int) { pressed = append(pressed, i) })
	g.Set([]widgets.Choice{{Text: "a"}, {Text: "b"}, {Text: "c"}})
	w := open(t, g, 100, 300, 300)
	key(w, fyne.KeyTab, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeySpace)
	if len(pressed) != 1 || pressed[0] != 1 {
		t.Errorf("pressed %v, want [1]", pressed)
	}
	g.Set([]widgets.Choice{{Text: "a"}, {Text: "b", State: widgets.ChoiceSelected}, {Text: "c"}})
	if w.Canvas().Focused() != g.Row(1).(fyne.Focusable) {
		t.Error("showing the selection took the keyboard away")
	}
	g.Set([]widgets.Choice{{Text: "a"}, {Text: "b"}})
	key(w, fyne.KeyDown)
	if w.Canvas().Focused() != g.Row(1).(fyne.Focusable) {
		t.Error("Down left the group for a row that is not shown")
	}
}

func TestLockedChoicesCanBeReadButNotPressed(t *testing.T) {
	start(t)
	g := widgets.NewChoiceGroup(true, func(int) { t.Error("pressed") })
	g.Set([]widgets.Choice{{Text: "a", State: widgets.ChoiceRight, Note: "Yes."}})
	g.SetLocked(true)
	w := open(t, g, 100, 300, 300)
	key(w, fyne.KeyTab, fyne.KeySpace)
	test.Tap(g.Row(0).(fyne.Tappable))
}

func TestLeftAndRightMoveBetweenSegments(t *testing.T) {
	start(t)
	chosen := -1
	s := widgets.NewSegmented([]string{"a", "b"}, func(i int) { chosen = i })
	w := open(t, s, 100, 400, 100)
	key(w, fyne.KeyTab, fyne.KeyRight, fyne.KeySpace)
	if chosen != 1 {
		t.Errorf("chosen = %d, want 1", chosen)
	}
}

func TestStepperStopsAtItsLimits(t *testing.T) {
	start(t)
	less, more := 0, 0
	s := widgets.NewStepper("Text size", func() { less++ }, func() { more++ })
	s.Set("100 %", false, true)
	open(t, s, 100, 300, 100)
	test.Tap(s.Less())
	test.Tap(s.More())
	if less != 0 || more != 1 {
		t.Errorf("less %d, more %d; want 0 and 1", less, more)
	}
}

func TestSwitchAsksAndShowsWhatItIsTold(t *testing.T) {
	start(t)
	var asked []bool
	s := widgets.NewSwitch("Never connect", "", func(on bool) { asked = append(asked, on) })
	open(t, s, 100, 300, 100)
	test.Tap(s)
	if s.On() {
		t.Error("it changed by itself")
	}
	s.Set(true)
	test.Tap(s)
	if len(asked) != 2 || !asked[0] || asked[1] {
		t.Errorf("asked for %v, want on and then off", asked)
	}
}

func TestEntryReportsWhatIsTypedAndNothingElse(t *testing.T) {
	start(t)
	var changes []string
	submitted := ""
	e := widgets.NewEntry("Name", "", func(s string) { changes = append(changes, s) })
	e.OnSubmit(func(s string) { submitted = s })
	w := open(t, e, 100, 300, 200)
	e.SetText("Jo")
	e.Focus()
	test.Type(e.Field(), "!")
	key(w, fyne.KeyReturn)
	if len(changes) != 1 || changes[0] != "!Jo" && changes[0] != "Jo!" {
		t.Errorf("changes = %q, want one with the letter that was typed", changes)
	}
	if submitted != e.Text() {
		t.Errorf("submitted %q, want %q", submitted, e.Text())
	}
}

func TestEntryWithAnErrorIsTaller(t *testing.T) {
	start(t)
	e := widgets.NewEntry("Name", "", nil)
	open(t, widgets.VStack(0, e), 100, 300, 300)
	before := e.MinSize().Height
	e.SetError("Write a name.")
	if e.MinSize().Height <= before {
		t.Error("the error has no room")
	}
	e.SetError("")
	if e.MinSize().Height != before {
		t.Error("the error leaves a gap")
	}
}

func TestEscEmptiesTheSearchFieldAndReachesTheWindow(t *testing.T) {
	start(t)
	last := "?"
	s := widgets.NewSearchField("Search", func(text string) { last = text })
	w := open(t, s, 100, 300, 100)
	escapes := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { escapes++ })
	s.Focus()
	test.Type(s.Field(), "nal")
	key(w, fyne.KeyEscape)
	if last != "" || s.Text() != "" || escapes != 1 {
		t.Errorf("after one Esc: %q told, %q written, %d passed on", last, s.Text(), escapes)
	}
	key(w, fyne.KeyEscape)
	if escapes != 2 {
		t.Error("Esc in an empty field must go to the window")
	}
}

func TestEscThatClosesTheLastDialogReachesTheWindow(t *testing.T) {
	start(t)
	w := open(t, widgets.Body("below"), 100, 600, 400)
	escapes := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { escapes++ })
	widgets.ShowDialog(w.Canvas(), widgets.DialogState{Title: "Outer"})
	widgets.ShowDialog(w.Canvas(), widgets.DialogState{Title: "Inner"})
	key(w, fyne.KeyEscape)
	if w.Canvas().Overlays().Top() == nil || escapes != 0 {
		t.Fatalf("the outer dialog went with the inner one; %d passed on", escapes)
	}
	key(w, fyne.KeyEscape)
	if w.Canvas().Overlays().Top() != nil || escapes != 1 {
		t.Errorf("the outer dialog is open or Esc stays in it; %d passed on", escapes)
	}
}

func TestErrorPanelShowsDetailsOnRequest(t *testing.T) {
	start(t)
	e := widgets.NewErrorPanel(nil)
	w := open(t, widgets.VStack(0, e), 100, 400, 300)
	if e.Visible() {
		t.Error("it is shown before anything went wrong")
	}
	e.Set(widgets.ErrorState{What: "The update could not be checked.", Next: "Try again.", Details: "connection refused"})
	closed := e.MinSize().Height
	key(w, fyne.KeyTab, fyne.KeySpace)
	if e.MinSize().Height <= closed {
		t.Error("the details have no room")
	}
	key(w, fyne.KeySpace)
	if e.MinSize().Height != closed {
		t.Error("the details stay")
	}
}

func TestNoticeIsThereUntilItIsDismissed(t *testing.T) {
	start(t)
	acted := 0
	n := widgets.NewNotice()
	w := open(t, widgets.VStack(0, n), 100, 500, 200)
	n.Say(widgets.ToneRight, "Saved.", "Open", func() { acted++ })
	key(w, fyne.KeyTab, fyne.KeySpace, fyne.KeyTab, fyne.KeySpace)
	if acted != 1 || n.Visible() {
		t.Errorf("acted %d times, visible %v; want once, and gone", acted, n.Visible())
	}
}

func TestPageColumnScrollsByKeyAndRevealsWhatIsFocused(t *testing.T) {
	start(t)
	last := widgets.NewButton(widgets.Primary, "Last", look.NoIcon, nil)
	objects := []fyne.CanvasObject{widgets.NewButton(widgets.Secondary, "First", look.NoIcon, nil)}
	for range 30 {
		objects = append(objects, widgets.Body("Stay with the person until help comes."))
	}
	p := widgets.NewPageColumn(widgets.Reading, append(objects, last)...)
	w := open(t, p, 100, 500, 300)
	top := fyne.CurrentApp().Driver().AbsolutePositionForObject(last).Y
	key(w, fyne.KeyTab, fyne.KeyTab)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(last).Y
	if w.Canvas().Focused() != last || at > 300 || at == top {
		t.Errorf("the focused button is at %v, out of sight in 300", at)
	}
	p.HandleKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if back := fyne.CurrentApp().Driver().AbsolutePositionForObject(last).Y; back != top {
		t.Errorf("after Home the button is at %v, want %v", back, top)
	}
	if p.HandleKey(&fyne.KeyEvent{Name: fyne.KeyF1}) {
		t.Error("F1 does not scroll")
	}
}

func TestTheWheelScrollsThePageAlsoOverAnEntry(t *testing.T) {
	start(t)
	e := widgets.NewEntry("Name", "", func(string) {})
	page := widgets.NewPageColumn(widgets.Reading, e, widgets.Space(10, 2000))
	open(t, page, 100, 400, 300)
	var wheels []fyne.Scrollable
	for _, o := range test.LaidOutObjects(page) {
		if s, ok := o.(fyne.Scrollable); ok {
			wheels = append(wheels, s)
		}
	}
	wheels[len(wheels)-1].Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -120)}) // what lies on top has it
	if page.Shows(e) {
		t.Error("the entry is where it was")
	}
}
