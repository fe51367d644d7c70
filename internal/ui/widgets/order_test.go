package widgets_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/ui/widgets"
)

// An ordering is the owner of an OrderList.
type ordering struct {
	list     *widgets.OrderList
	texts    []string
	up       int // -1 is none
	returned []int
}

func order(texts ...string) *ordering {
	o := &ordering{texts: texts, up: -1}
	o.list = widgets.NewOrderList(widgets.OrderEvents{
		Lift: func(row int) {
			if o.up == row {
				row = -1
			}
			o.up = row
			o.show()
		},
		Move: func(row, to int) {
			o.texts[row], o.texts[to] = o.texts[to], o.texts[row]
			if o.up == row {
				o.up = to
			}
			o.show()
			o.list.Focus(to)
		},
		Return: func(row int) { o.returned = append(o.returned, row) },
		Drop: func() {
			o.up = -1
			o.show()
		},
		Lifted: func(row int) bool { return o.up == row },
	})
	o.show()
	return o
}

func (o *ordering) show() {
	rows := make([]widgets.Choice, len(o.texts))
	for i, s := range o.texts {
		rows[i].Text = s
		if i == o.up {
			rows[i].State = widgets.ChoiceSelected
		}
	}
	o.list.Set(rows)
}

// alt types a key while Alt is held.
func alt(w fyne.Window, k fyne.KeyName) {
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierAlt})
}

func TestAnOrderListIsPutInOrderByKeyboard(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(w fyne.Window)
		want []string
		at   int // row that has the keyboard afterwards
	}{
		"arrows alone go from row to row":      {func(w fyne.Window) { key(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp) }, []string{"a", "b", "c"}, 1},
		"Alt and an arrow move a row":          {func(w fyne.Window) { alt(w, fyne.KeyDown); alt(w, fyne.KeyDown) }, []string{"b", "c", "a"}, 2},
		"Alt and Up at the top does nothing":   {func(w fyne.Window) { alt(w, fyne.KeyUp) }, []string{"a", "b", "c"}, 0},
		"Space takes a row up, arrows move it": {func(w fyne.Window) { key(w, fyne.KeyDown, fyne.KeySpace, fyne.KeyUp) }, []string{"b", "a", "c"}, 0},
		"a row that is up stops at the end":    {func(w fyne.Window) { key(w, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown) }, []string{"b", "c", "a"}, 2},
		"Space again puts it down":             {func(w fyne.Window) { key(w, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace, fyne.KeyDown) }, []string{"b", "a", "c"}, 2},
		"Esc puts it down":                     {func(w fyne.Window) { key(w, fyne.KeySpace, fyne.KeyEscape, fyne.KeyDown) }, []string{"a", "b", "c"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			start(t)
			o := order("a", "b", "c")
			w := open(t, o.list, 100, 500, 400)
			o.list.Focus(0)
			c.do(w)
			if !slices.Equal(o.texts, c.want) || o.list.Current() != c.at {
				t.Errorf("%v at %d, want %v at %d", o.texts, o.list.Current(), c.want, c.at)
			}
		})
	}
}

func TestAnOrderListIsPutInOrderByPointer(t *testing.T) {
	start(t)
	o := order("a", "b", "c")
	open(t, o.list, 100, 500, 400)
	test.Tap(o.list.Down(0))
	test.Tap(o.list.Up(2))
	test.Tap(o.list.Up(0))
	test.Tap(o.list.Down(2))
	if want := []string{"b", "c", "a"}; !slices.Equal(o.texts, want) {
		t.Errorf("%v, want %v", o.texts, want)
	}
}

func TestARowIsDragged(t *testing.T) {
	for name, c := range map[string]struct {
		row   int
		moves []float32 // of the pointer
		want  []string
	}{
		"past the next one":              {0, []float32{20, 20, 20}, []string{"b", "a", "c"}},
		"to the end and further":         {0, []float32{60, 60, 60, 60}, []string{"b", "c", "a"}},
		"up to the top":                  {2, []float32{-40, -40, -40}, []string{"c", "a", "b"}},
		"down and back":                  {0, []float32{60, -30, -30}, []string{"a", "b", "c"}},
		"a little leaves it where it is": {1, []float32{10, -5}, []string{"a", "b", "c"}},
	} {
		t.Run(name, func(t *testing.T) {
			start(t)
			o := order("a", "b", "c")
			open(t, o.list, 100, 500, 400)
			row := o.list.Row(c.row).(fyne.Draggable)
			for _, dy := range c.moves {
				row.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DY: dy}})
			}
			if o.up < 0 {
				t.Error("what is dragged is not up")
			}
			row.DragEnd()
			if !slices.Equal(o.texts, c.want) || o.up != -1 {
				t.Errorf("%v, want %v; up %d", o.texts, c.want, o.up)
			}
		})
	}
}

func TestALockedOrderListMovesNothing(t *testing.T) {
	start(t)
	o := order("a", "b", "c")
	w := open(t, o.list, 100, 500, 400)
	o.list.SetLocked(true)
	o.list.Focus(0)
	alt(w, fyne.KeyDown)
	key(w, fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn)
	o.list.Row(0).(fyne.Draggable).Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DY: 90}})
	o.list.Row(0).(fyne.Draggable).DragEnd()
	test.Tap(o.list.Down(0))
	if want := []string{"a", "b", "c"}; !slices.Equal(o.texts, want) || o.up != -1 || !slices.Equal(o.returned, []int{1}) {
		t.Errorf("%v, up %d, Return on %v", o.texts, o.up, o.returned)
	}
}

func TestAMatchListByKeyboard(t *testing.T) {
	start(t)
	var opened, returned []int
	var cycled [][2]int
	l := widgets.NewMatchList("Choose", widgets.MatchEvents{
		Open:   func(row int) { opened = append(opened, row) },
		Cycle:  func(row, by int) { cycled = append(cycled, [2]int{row, by}) },
		Return: func(row int) { returned = append(returned, row) },
	})
	l.Set([]widgets.Match{{Left: "a", Right: "one"}, {Left: "b"}, {Left: "c"}})
	w := open(t, l, 100, 600, 400)
	l.Focus(0)
	key(w, fyne.KeyDown, fyne.KeySpace, fyne.KeyRight, fyne.KeyDown, fyne.KeyLeft, fyne.KeyReturn)
	if !slices.Equal(opened, []int{1}) || !slices.Equal(cycled, [][2]int{{1, 1}, {2, -1}}) || !slices.Equal(returned, []int{2}) {
		t.Errorf("opened %v, cycled %v, Return on %v", opened, cycled, returned)
	}
	l.SetLocked(true)
	key(w, fyne.KeySpace, fyne.KeyRight, fyne.KeyUp)
	test.Tap(l.Row(0).(fyne.Tappable))
	if len(opened) != 1 || len(cycled) != 2 || l.Current() != 0 {
		t.Errorf("locked: opened %v, cycled %v, at %d", opened, cycled, l.Current())
	}
}

func TestSidesOfAMatchAreNeverTooNarrow(t *testing.T) {
	left, right := "What reverses an opioid overdose", "Naloxone, sprayed into the nose"
	high := map[float32]float32{}
	for _, width := range []float32{340, 900} {
		start(t)
		l := widgets.NewMatchList("Choose", widgets.MatchEvents{})
		l.Set([]widgets.Match{{Left: left, Right: right}})
		open(t, l, 200, width, 600)
		high[width] = l.MinSize().Height
		if row := l.Row(0); row.Size().Height < row.MinSize().Height {
			t.Errorf("at %v the row is %v high and needs %v", width, row.Size().Height, row.MinSize().Height)
		}
	}
	if high[340] <= high[900] {
		t.Errorf("the sides do not stack where it is narrow: %v high, and %v where it is wide", high[340], high[900])
	}
}
