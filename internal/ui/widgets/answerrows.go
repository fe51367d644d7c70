package widgets

import (
	"fyne.io/fyne/v2"
)

// An answerRow is one row of a list that is answered with.
type answerRow[S any] interface {
	fyne.Widget
	set(S)
	lock(bool)
	setHidden(bool)
}

// answerRows are the rows of a list. They are kept by place, so the keyboard stays where it was.
type answerRows[S any, R answerRow[S]] struct {
	rows   []R
	n      int // rows that show
	box    *fyne.Container
	newRow func(index int) R
}

func newAnswerRows[S any, R answerRow[S]](gap float32, newRow func(index int) R) answerRows[S, R] {
	return answerRows[S, R]{box: VStack(gap), newRow: newRow}
}

// Set shows rows, from the first.
func (l *answerRows[S, R]) Set(states []S) {
	for len(l.rows) < len(states) {
		l.rows = append(l.rows, l.newRow(len(l.rows)))
		l.box.Add(l.rows[len(l.rows)-1])
	}
	l.n = len(states)
	for i, r := range l.rows {
		r.setHidden(i >= l.n)
		if i < l.n {
			r.set(states[i])
		}
	}
	l.box.Refresh()
}

// SetLocked makes the rows show without answering, once a response is given. They can still be reached, to be read.
func (l *answerRows[S, R]) SetLocked(locked bool) {
	for _, r := range l.rows {
		r.lock(locked)
	}
}

// Row is the row at index, for tests.
func (l *answerRows[S, R]) Row(index int) fyne.Widget { return l.rows[index] }

// Children is what the list holds.
func (l *answerRows[S, R]) Children() []fyne.CanvasObject { return []fyne.CanvasObject{l.box} }

// CreateRenderer is for Fyne.
func (l *answerRows[S, R]) CreateRenderer() fyne.WidgetRenderer {
	return newSimple(l.box, l.refreshRows)
}

func (l *answerRows[S, R]) refreshRows() {
	for _, r := range l.rows {
		r.Refresh()
	}
}

func (s *surface) setHidden(hidden bool) { s.Hidden = hidden }
