package widgets_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/widgets"
)

// movable is the owner of a MoveList: it keeps rows by their names.
type movable struct {
	list  *widgets.MoveList
	names []string
	rows  map[string]*widgets.MoveRow
	moves int
}

func moving(names ...string) *movable {
	m := &movable{names: names, rows: map[string]*widgets.MoveRow{}}
	for _, n := range names {
		m.rows[n] = widgets.NewMoveRow(n, widgets.SmallHeading(n), widgets.Body("What "+n+" is about."))
	}
	m.list = widgets.NewMoveList(8, func(from, to int) {
		m.moves++
		n := m.names[from]
		m.names = slices.Insert(slices.Delete(slices.Clone(m.names), from, from+1), to, n)
		m.show()
	})
	m.show()
	return m
}

func (m *movable) show() {
	var rows []*widgets.MoveRow
	for _, n := range m.names {
		rows = append(rows, m.rows[n])
	}
	m.list.Set(rows...)
}

func TestAMoveListByKeyboard(t *testing.T) {
	for name, c := range map[string]struct {
		first string // whose grip has the keyboard
		do    func(w fyne.Window)
		want  []string
		at    string // whose grip has it then
	}{
		"Alt and Down":          {"a", func(w fyne.Window) { alt(w, fyne.KeyDown) }, []string{"b", "a", "c"}, "a"},
		"Alt and Up, twice":     {"c", func(w fyne.Window) { alt(w, fyne.KeyUp); alt(w, fyne.KeyUp) }, []string{"c", "a", "b"}, "c"},
		"Alt and Up at the top": {"a", func(w fyne.Window) { alt(w, fyne.KeyUp) }, []string{"a", "b", "c"}, "a"},
		"taken up, moved, put down": {"a", func(w fyne.Window) {
			key(w, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp)
		}, []string{"b", "c", "a"}, "c"},
		"Esc puts it down":            {"b", func(w fyne.Window) { key(w, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyDown) }, []string{"a", "b", "c"}, "c"},
		"Down alone goes to the next": {"a", func(w fyne.Window) { key(w, fyne.KeyDown) }, []string{"a", "b", "c"}, "b"},
		"Up at the top stays":         {"a", func(w fyne.Window) { key(w, fyne.KeyUp) }, []string{"a", "b", "c"}, "a"},
		"other keys move nothing":     {"a", func(w fyne.Window) { key(w, fyne.KeyHome, fyne.KeyTab, fyne.KeyTab) }, []string{"a", "b", "c"}, "c"},
	} {
		t.Run(name, func(t *testing.T) {
			start(t)
			m := moving("a", "b", "c")
			w := open(t, m.list, 100, 500, 500)
			w.Canvas().Focus(m.rows[c.first].Grip())
			c.do(w)
			if !slices.Equal(m.names, c.want) {
				t.Errorf("%v, want %v", m.names, c.want)
			}
			if w.Canvas().Focused() != fyne.Focusable(m.rows[c.at].Grip()) {
				t.Errorf("the keyboard is not at %s", c.at)
			}
		})
	}
}

func TestWhatIsTakenUpIsPutDownWithTheKeyboardGone(t *testing.T) {
	start(t)
	m := moving("a", "b", "c")
	w := open(t, m.list, 100, 500, 500)
	w.Canvas().Focus(m.rows["a"].Grip())
	key(w, fyne.KeySpace)
	w.Canvas().Focus(m.rows["c"].Grip())
	w.Canvas().Focus(m.rows["a"].Grip())
	key(w, fyne.KeyDown)
	if m.moves != 0 {
		t.Error("a row that was put down is moved")
	}
}

func TestOtherShortcutsMoveNothing(t *testing.T) {
	start(t)
	m := moving("a", "b")
	open(t, m.list, 100, 500, 500)
	for _, s := range []fyne.Shortcut{
		&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierControl},
		&desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierAlt}, &fyne.ShortcutCopy{},
	} {
		m.rows["a"].Grip().(fyne.Shortcutable).TypedShortcut(s)
	}
	if m.moves != 0 {
		t.Errorf("moved %d times", m.moves)
	}
}

func TestTheArrowsOfARowMoveIt(t *testing.T) {
	start(t)
	m := moving("a", "b", "c")
	open(t, m.list, 100, 500, 500)
	test.Tap(m.rows["a"].Up()) // at the top
	test.Tap(m.rows["a"].Down())
	test.Tap(m.rows["c"].Up())
	if want := []string{"b", "c", "a"}; !slices.Equal(m.names, want) || m.moves != 2 {
		t.Errorf("%v after %d moves, want %v after two", m.names, m.moves, want)
	}
}

func TestARowIsDraggedByItsGrip(t *testing.T) {
	start(t)
	pitch := moving("a", "b").list.Row(0).MinSize().Height + 8
	for name, c := range map[string]struct {
		row   string
		moves []float32 // of the pointer, in rows
		want  []string
	}{
		"past the next one":              {"a", []float32{0.2, 0.2, 0.2}, []string{"b", "a", "c"}},
		"at once to the end and further": {"a", []float32{4}, []string{"b", "c", "a"}},
		"up to the top":                  {"c", []float32{-0.9, -0.9}, []string{"c", "a", "b"}},
		"down and back":                  {"a", []float32{0.8, -0.4, -0.4}, []string{"a", "b", "c"}},
		"a little leaves it where it is": {"b", []float32{0.2, -0.1}, []string{"a", "b", "c"}},
	} {
		t.Run(name, func(t *testing.T) {
			start(t)
			m := moving("a", "b", "c")
			w := open(t, m.list, 100, 500, 500)
			grip := m.rows[c.row].Grip()
			for _, dy := range c.moves {
				grip.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DY: dy * pitch}})
			}
			grip.DragEnd()
			if !slices.Equal(m.names, c.want) {
				t.Errorf("%v, want %v", m.names, c.want)
			}
			if w.Canvas().Focused() != fyne.Focusable(grip) {
				t.Error("the keyboard did not come along")
			}
			moved := m.moves
			key(w, fyne.KeyDown)
			if m.moves != moved {
				t.Error("what was dragged is still taken up")
			}
		})
	}
}

func TestAPageFollowsWhatIsDragged(t *testing.T) {
	start(t)
	m := moving("a", "b", "c", "d", "e", "f", "g", "h")
	page := widgets.NewPageColumn(widgets.Reading, m.list)
	w := open(t, page, 100, 500, 300)
	grip := m.rows["a"].Grip()
	grip.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DY: 220}})
	for range 200 { // the pointer is held at the lower end of the window
		grip.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(40, 290)}})
	}
	grip.DragEnd()
	if m.names[len(m.names)-1] != "a" {
		t.Errorf("it came only as far as %v", m.names)
	}
	if y := fyne.CurrentApp().Driver().AbsolutePositionForObject(m.rows["a"]).Y; y < 0 || y > 300 {
		t.Errorf("it is out of sight, at %v", y)
	}
	grip.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DY: -220}})
	for range 200 {
		grip.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(40, 5)}})
	}
	grip.DragEnd()
	if m.names[0] != "a" || w.Canvas().Content() == nil {
		t.Errorf("it came back only as far as %v", m.names)
	}
}

func TestAMoveListLooksLikeThis(t *testing.T) {
	start(t)
	m := moving("a", "b", "c")
	w := open(t, m.list, 100, 400, 330)
	m.rows["b"].SetQuiet(true)
	w.Canvas().Focus(m.rows["c"].Grip())
	key(w, fyne.KeySpace)
	test.AssertRendersToMarkup(t, "movelist.xml", w.Canvas())
}

func TestAnAreaTakesLinesAndLetsTabGo(t *testing.T) {
	start(t)
	var got string
	a := widgets.NewArea("Note", "", 4, func(s string) { got = s })
	next := widgets.NewButton(widgets.Secondary, "Next", "", func() {})
	w := open(t, widgets.VStack(8, a, next), 100, 400, 300)
	escapes := 0
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape {
			escapes++
		}
	})
	w.Canvas().Focus(a.Field())
	test.Type(a.Field(), "one")
	key(w, fyne.KeyReturn)
	test.Type(a.Field(), "two")
	key(w, fyne.KeyUp)
	test.Type(a.Field(), "!")
	key(w, fyne.KeyEscape)
	if got != "one!\ntwo" || a.Text() != got || escapes != 1 {
		t.Errorf("%q is written, and Esc came %d times", got, escapes)
	}
	if one := widgets.NewEntry("Note", "", nil).MinSize().Height; a.MinSize().Height < 1.5*one {
		t.Errorf("an area of four lines is %v high, and an entry %v", a.MinSize().Height, one)
	}
	if tab, ok := a.Field().(fyne.Tabbable); ok && tab.AcceptsTab() {
		t.Error("Tab does not leave the area")
	}
}
