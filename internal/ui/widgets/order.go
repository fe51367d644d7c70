package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// OrderEvents are what an OrderList calls. Rows are counted from 0.
type OrderEvents struct {
	Lift   func(row int)      // Space or a tap: take the row up, or put down what is up
	Move   func(row, to int)  // the row is wanted in another place
	Return func(row int)      // Return was pressed on the row
	Drop   func()             // Esc: put down what is up
	Lifted func(row int) bool // whether the row is up, so that arrows move it
}

// An OrderList shows rows that are put in order, with their places. Up and Down go from row to row and move a row
// that is up; Alt with Up or Down moves a row at once, and so do the two arrows drawn on it. A row can be dragged too.
type OrderList struct {
	widget.BaseWidget
	answerRows[Choice, *orderRow]
	on   OrderEvents
	drag *drag // nil while none is dragged
}

// A drag is a row on its way along with the pointer.
type drag struct {
	row int
	by  float32 // how far the pointer has gone from the middle of the row's place
}

// NewOrderList makes an empty list. The owner keeps the order and shows it with Set,
// where a Choice that is selected is one that is up.
func NewOrderList(on OrderEvents) *OrderList {
	l := &OrderList{on: on}
	l.answerRows = newAnswerRows[Choice](look.Gap8, func(i int) *orderRow { return newOrderRow(l, i) })
	l.ExtendBaseWidget(l)
	return l
}

// Focus gives the keyboard to a row.
func (l *OrderList) Focus(row int) { focusRow(l, l.rows, row) }

// Current is the row that has the keyboard; -1 is none.
func (l *OrderList) Current() int { return currentRow(l, l.rows) }

// Up and Down are what is tapped to move the row at a place, for tests.
func (l *OrderList) Up(row int) fyne.Tappable { return l.rows[row].up }

// Down is like Up.
func (l *OrderList) Down(row int) fyne.Tappable { return l.rows[row].down }

func (l *OrderList) move(row, to int) bool {
	if row < 0 || row >= l.n || to < 0 || to >= l.n || l.rows[row].locked {
		return false
	}
	l.on.Move(row, to)
	return true
}

// dragged moves the row that is dragged when the pointer has come to the middle of the next one.
func (l *OrderList) dragged(row int, dy float32) {
	if l.rows[row].locked {
		return
	}
	if l.drag == nil {
		l.drag = &drag{row: row}
		l.on.Drop()
		l.on.Lift(row)
	}
	d := l.drag
	d.by += dy
	to := d.row + 1
	if d.by < 0 {
		to = d.row - 1
	}
	if to < 0 || to >= l.n {
		return
	}
	step := (l.rows[to].Size().Height + l.rows[d.row].Size().Height) / 2
	switch {
	case d.by > step/2:
		d.by -= step
	case d.by < -step/2:
		d.by += step
	default:
		return
	}
	from := d.row
	d.row = to
	l.move(from, to)
}

// dragEnd puts down what was dragged.
func (l *OrderList) dragEnd() {
	if l.drag != nil {
		l.drag = nil
		l.on.Drop()
	}
}

// orderRow is one place of an OrderList.
type orderRow struct {
	surface
	list       *OrderList
	index      int
	place      *Text
	text, note *Text
	verdict    *Icon
	up, down   *nudge
	state      ChoiceState
	locked     bool
}

func (r *orderRow) lock(locked bool) {
	r.locked = locked
	r.draw()
	r.Refresh()
}

func newOrderRow(l *OrderList, index int) *orderRow {
	r := &orderRow{
		list: l, index: index, text: Body(""), note: Body(""), verdict: NewIcon(look.NoIcon, look.ColorInk),
		place: NewText(TextStyle{Bold: true, NoWrap: true}, Run{Text: strconv.Itoa(index + 1)}),
	}
	r.up = newNudge(look.IconChevronUp, func() { l.move(r.index, r.index-1) })
	r.down = newNudge(look.IconChevronDown, func() { l.move(r.index, r.index+1) })
	words := VStack(look.Gap4, r.text, r.note)
	r.content = Inset(look.Gap16, look.Gap8, HStack(look.Gap12, r.place, r.verdict, Grow(words), HStack(0, r.up, r.down)))
	r.radius, r.tall = look.Gap12, true
	r.keys = r.key
	r.Be(r, func() {
		if !r.locked {
			l.on.Lift(r.index)
		}
	})
	r.draw()
	return r
}

// Dragged moves along what is dragged, which began at this row.
func (r *orderRow) Dragged(e *fyne.DragEvent) { r.list.dragged(r.index, e.Dragged.DY) }

// DragEnd puts it down.
func (r *orderRow) DragEnd() { r.list.dragEnd() }

// TypedKey is Pressable.TypedKey, but Return goes to the owner of the list.
func (r *orderRow) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		r.list.on.Return(r.index)
		return
	}
	r.surface.TypedKey(e)
}

// TypedShortcut moves the row for Alt with Up or Down; what else is typed goes to the window.
func (r *orderRow) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierAlt && !r.locked {
		switch c.KeyName {
		case fyne.KeyUp:
			r.list.move(r.index, r.index-1)
			return
		case fyne.KeyDown:
			r.list.move(r.index, r.index+1)
			return
		}
	}
	if next, ok := canvasOf(r).(fyne.Shortcutable); ok {
		next.TypedShortcut(s)
	}
}

func (r *orderRow) key(e *fyne.KeyEvent) bool {
	by := 0
	switch e.Name {
	case fyne.KeyUp:
		by = -1
	case fyne.KeyDown:
		by = 1
	case fyne.KeyEscape:
		r.list.on.Drop()
		return false // the window counts how often Esc is pressed
	default:
		return false
	}
	if r.list.on.Lifted(r.index) {
		r.list.move(r.index, r.index+by)
		return true // at the end too: what is up must not leave the learner behind
	}
	to := r.index + by
	if to < 0 || to >= r.list.n {
		return false
	}
	r.list.Focus(to)
	return true
}

func (r *orderRow) set(c Choice) {
	r.text.SetText(c.Text)
	r.note.SetText(c.Note)
	r.note.Hidden = c.Note == ""
	r.state = c.State
	r.draw()
	r.Refresh()
}

func (r *orderRow) draw() {
	r.drawChoice(r.state)
	setVerdict(r.verdict, r.state)
	r.up.set(!r.locked, r.index > 0)
	r.down.set(!r.locked, r.index < r.list.n-1)
}
