package facilitatorview

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// mostWords is how many words stand in a list at once: a room writes faster than anybody reads, and the first ones come first.
const mostWords = 30

// A wordList shows words with buttons. A row stays the same while its word is there, so that the keyboard stays where it is
// although words arrive.
type wordList struct {
	s    *Screen
	root *fyne.Container
	make func(session.Word) []wordButton
	rows map[int]*wordRow // by the id of the word
	ids  []int            // as they stand
	more *w.Text
}

// A wordButton does something with a word.
type wordButton interface {
	fyne.CanvasObject
	fyne.Focusable
}

type wordRow struct {
	root    *fyne.Container
	text    *w.Text
	buttons []wordButton
}

func newWordList(s *Screen, make func(session.Word) []wordButton) *wordList {
	return &wordList{s: s, root: w.VStack(look.Gap8), make: make, rows: map[int]*wordRow{}, more: muted("")}
}

func (l *wordList) set(words []session.Word) {
	at, button := l.held()
	shown := words[:min(len(words), mostWords)]
	rows := map[int]*wordRow{}
	l.ids, l.root.Objects = nil, nil
	for _, word := range shown {
		row := l.rows[word.ID]
		if row == nil {
			row = l.row(word)
		}
		rows[word.ID] = row
		text := word.Text
		if word.Likes > 0 {
			text += fmt.Sprintf("  +%d", word.Likes)
		}
		setText(row.text, text)
		l.ids = append(l.ids, word.ID)
		l.root.Objects = append(l.root.Objects, row.root)
	}
	l.rows = rows
	if n := len(words) - len(shown); n > 0 {
		setText(l.more, fmt.Sprintf("and %d more", n))
		l.root.Objects = append(l.root.Objects, l.more)
	}
	l.root.Refresh()
	l.hold(at, button)
}

func (l *wordList) row(word session.Word) *wordRow {
	r := &wordRow{text: w.Body(""), buttons: l.make(word)}
	objects := []fyne.CanvasObject{w.Grow(r.text)}
	for _, b := range r.buttons {
		objects = append(objects, b)
	}
	r.root = w.HStack(look.Gap8, objects...)
	return r
}

// held is the row that has the keyboard, and the button in it; −1 is none.
func (l *wordList) held() (at, button int) {
	f := l.s.deps.Canvas.Focused()
	for i, id := range l.ids {
		for j, b := range l.rows[id].buttons {
			if f != nil && fyne.Focusable(b) == f {
				return i, j
			}
		}
	}
	return -1, -1
}

// hold gives the keyboard to what stands now where it was: the word before it may be gone.
func (l *wordList) hold(at, button int) {
	if at < 0 {
		return
	}
	if len(l.ids) == 0 {
		l.s.deps.Canvas.Unfocus()
		return
	}
	if now, _ := l.held(); now < 0 {
		l.s.deps.Canvas.Focus(l.rows[l.ids[min(at, len(l.ids)-1)]].buttons[button])
	}
}
