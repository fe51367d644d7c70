package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
)

// A Match is one row of a MatchList.
type Match struct {
	Left  string
	Right string // what was put beside it; "" is nothing yet
	Note  string // feedback below both; may be empty
	State ChoiceState
}

// MatchEvents are what a MatchList calls. Rows are counted from 0.
type MatchEvents struct {
	Open   func(row int)     // Space or a tap: choose what goes beside the row
	Cycle  func(row, by int) // Right or Left: the next or the one before of what is left
	Return func(row int)     // Return was pressed on the row
}

// A MatchList shows left sides, each with the right side that was put beside it. Up and Down go from row to row.
type MatchList struct {
	widget.BaseWidget
	answerRows[Match, *matchRow]
	on    MatchEvents
	empty string
}

// NewMatchList makes an empty list; empty is what stands where nothing was put yet. The owner keeps the pairs and
// shows them with Set.
func NewMatchList(empty string, on MatchEvents) *MatchList {
	l := &MatchList{on: on, empty: empty}
	l.answerRows = newAnswerRows[Match](look.Gap8, func(i int) *matchRow { return newMatchRow(l, i) })
	l.ExtendBaseWidget(l)
	return l
}

// SetEmpty changes what stands where nothing was put, from the next Set on.
func (l *MatchList) SetEmpty(empty string) { l.empty = empty }

// Focus gives the keyboard to a row.
func (l *MatchList) Focus(row int) { focusRow(l, l.rows, row) }

// Current is the row that has the keyboard; -1 is none.
func (l *MatchList) Current() int { return currentRow(l, l.rows) }

// matchRow is one left side and what is beside it.
type matchRow struct {
	surface
	list              *MatchList
	index             int
	left, right, note *Text
	verdict, more     *Icon
	state             ChoiceState
	put               bool // something was put beside it
	locked            bool
}

func (r *matchRow) lock(locked bool) {
	r.locked = locked
	r.draw()
	r.Refresh()
}

func newMatchRow(l *MatchList, index int) *matchRow {
	r := &matchRow{
		list: l, index: index, left: NewText(TextStyle{Bold: true}), right: Body(""), note: Body(""),
		verdict: NewIcon(look.NoIcon, look.ColorInk), more: NewIcon(look.IconChevronDown, look.ColorInk),
	}
	arrow := NewIcon(look.IconArrowRight, look.ColorMuted)
	right := HStackTop(look.Gap8, arrow, Grow(r.right), r.verdict, r.more)
	r.content = Inset(look.Gap16, look.Gap12, VStack(look.Gap4, container.New(pair{}, r.left, right), r.note))
	r.radius, r.tall = look.Gap12, true
	r.keys = r.key
	r.Be(r, func() {
		if !r.locked {
			l.on.Open(r.index)
		}
	})
	r.draw()
	return r
}

// TypedKey is Pressable.TypedKey, but Return goes to the owner of the list.
func (r *matchRow) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		r.list.on.Return(r.index)
		return
	}
	r.surface.TypedKey(e)
}

func (r *matchRow) key(e *fyne.KeyEvent) bool {
	to := r.index
	switch e.Name {
	case fyne.KeyUp:
		to--
	case fyne.KeyDown:
		to++
	case fyne.KeyLeft, fyne.KeyRight:
		if r.locked {
			return false
		}
		by := 1
		if e.Name == fyne.KeyLeft {
			by = -1
		}
		r.list.on.Cycle(r.index, by)
		return true
	default:
		return false
	}
	if to < 0 || to >= r.list.n {
		return false
	}
	r.list.Focus(to)
	return true
}

func (r *matchRow) set(m Match) {
	r.left.SetText(m.Left)
	r.put = m.Right != ""
	r.right.SetText(m.Right)
	if !r.put {
		r.right.SetText(r.list.empty)
	}
	r.note.SetText(m.Note)
	r.note.Hidden = m.Note == ""
	r.state = m.State
	r.draw()
	r.Refresh()
}

func (r *matchRow) draw() {
	r.drawChoice(r.state)
	ink := look.ColorInk
	switch {
	case !r.put && r.locked:
		ink = look.ColorMuted
	case !r.put:
		ink = look.ColorLink
	}
	r.right.SetInk(ink)
	setVerdict(r.verdict, r.state)
	r.more.Hidden = r.locked
}

// pair puts two things beside each other, or below each other where that would leave them too narrow for words.
type pair struct{}

const (
	leftShare   = 0.4 // of the width; the right side has icons beside it
	pairLetters = 9   // least width of the left side, in letter heights
)

func (pair) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	// Which of the two ways it will be is known once there is a width; the objects then have their places.
	for _, o := range objects {
		s.Height = max(s.Height, o.Position().Y+o.MinSize().Height)
	}
	return s
}

func (pair) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, right := objects[0], objects[1]
	width := (size.Width - look.Gap16) * leftShare
	if width < pairLetters*theme.Size(look.SizeBody) {
		left.Move(fyne.NewPos(0, 0))
		right.Move(fyne.NewPos(0, Fit(left, size.Width)+look.Gap4))
		Fit(right, size.Width)
		return
	}
	left.Move(fyne.NewPos(0, 0))
	Fit(left, width)
	right.Move(fyne.NewPos(width+look.Gap16, 0))
	Fit(right, size.Width-look.Gap16-width)
}
