package quizview

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/quiz"
)

// A draft is what a learner has put together for one item and not answered with yet.
type draft struct {
	kind    quiz.Kind
	chosen  []quiz.ChoiceID // as quiz.Given.Choices, but with all gaps of a Match
	rights  []quiz.Choice   // right sides of a Match, as shown
	text    string
	up      int    // place of the row of an Order that is taken up; -1 is none
	says    string // where a row went that was moved
	touched bool   // anything was done
	asked   bool   // whether to answer with what looks unfinished was asked
	hinted  bool
	sure    quiz.Sureness
	took    time.Duration // until it was answered for the first time
	problem string        // what is missing before the item can be answered
}

func newDraft(it quiz.Item, seed uint64) draft {
	d := draft{kind: it.Kind, up: -1}
	switch it.Kind {
	case quiz.Order:
		for _, c := range it.Choices {
			d.chosen = append(d.chosen, c.ID)
		}
	case quiz.Match:
		d.rights = it.Rights(seed)
		d.chosen = make([]quiz.ChoiceID, len(lefts(it)))
	}
	return d
}

// lefts are the choices of a Match that have a left side.
func lefts(it quiz.Item) []quiz.Choice {
	var out []quiz.Choice
	for _, c := range it.Choices {
		if c.Text != "" {
			out = append(out, c)
		}
	}
	return out
}

// given is the draft as an answer.
func (d *draft) given() quiz.Given {
	return quiz.Given{Choices: d.chosen, Text: d.text, Sure: d.sure, Hinted: d.hinted, Took: d.took}
}

func (d *draft) isChosen(id quiz.ChoiceID) bool { return slices.Contains(d.chosen, id) }

// touch notes that something was changed, so that what was said about the draft holds no longer.
func (d *draft) touch() { d.touched, d.asked, d.problem = true, false, "" }

// choose selects a choice: the only one, or one more or less of several.
func (d *draft) choose(id quiz.ChoiceID, survey bool) {
	d.touch()
	switch i := slices.Index(d.chosen, id); {
	case i >= 0 && (d.kind == quiz.Multiple || survey): // a survey may be left open again
		d.chosen = slices.Delete(slices.Clone(d.chosen), i, i+1)
	case d.kind != quiz.Multiple:
		d.chosen = []quiz.ChoiceID{id}
	default:
		d.chosen = append(slices.Clip(d.chosen), id)
	}
}

// lift takes up the row of an Order, or puts it down.
func (d *draft) lift(row int) {
	if d.up == row {
		row = -1
	}
	d.up, d.says = row, ""
}

// move puts the row of an Order in another place; those between move by one. It says whether it did.
func (d *draft) move(it quiz.Item, row, to int) bool {
	n := len(d.chosen)
	if row < 0 || row >= n || to < 0 || to >= n || row == to {
		return false
	}
	d.touch()
	id := d.chosen[row]
	d.chosen = slices.Insert(slices.Delete(slices.Clone(d.chosen), row, row+1), to, id)
	if d.up >= 0 {
		d.up = to
	}
	for _, c := range it.Choices {
		if c.ID == id {
			d.says = fmt.Sprintf("“%s” is now number %d of %d.", c.Words(), to+1, n)
		}
	}
	return true
}

// put sets the right side beside a row of a Match; -1 is none. One that is beside another row, and that only one
// row can have, leaves that row.
func (d *draft) put(it quiz.Item, row, right int) {
	if row < 0 || row >= len(d.chosen) || right >= len(d.rights) {
		return
	}
	d.touch()
	d.chosen = slices.Clone(d.chosen)
	d.chosen[row] = ""
	if right < 0 {
		return
	}
	id := d.rights[right].ID
	for i := range d.chosen {
		if d.chosen[i] == id && d.left(it, right) == 0 {
			d.chosen[i] = ""
		}
	}
	d.chosen[row] = id
}

// left is how often a right side of a Match can still be put beside a row: two left sides may have the same one.
func (d *draft) left(it quiz.Item, right int) int {
	n := 0
	for _, c := range lefts(it) {
		if c.Match == d.rights[right].Match {
			n++
		}
	}
	n = max(n, 1) // one that belongs to nothing looks like the others
	for _, id := range d.chosen {
		if id == d.rights[right].ID {
			n--
		}
	}
	return n
}

// cycle puts the next right side that is left beside a row of a Match, or the one before; past the end comes none.
func (d *draft) cycle(it quiz.Item, row, by int) {
	if row < 0 || row >= len(d.chosen) {
		return
	}
	n := len(d.rights) + 1 // the last one is none
	at := d.beside(row)
	if at < 0 {
		at = n - 1
	}
	for range n {
		at = (at + by + n) % n
		if at == n-1 {
			d.put(it, row, -1)
			return
		}
		if d.left(it, at) > 0 {
			d.put(it, row, at)
			return
		}
	}
}

// beside is the right side that stands beside a row of a Match; -1 is none.
func (d *draft) beside(row int) int {
	return slices.IndexFunc(d.rights, func(c quiz.Choice) bool { return c.ID == d.chosen[row] })
}

func (d *draft) write(text string) {
	if d.text != text {
		d.touch()
		d.text = text
	}
}

// missing says in words what is still to do before the item can be answered; "" is nothing. About what looks
// unfinished it asks once.
func (d *draft) missing(it quiz.Item) string {
	if err := it.Accepts(d.given()); err != nil {
		return d.words(it, err)
	}
	if d.asked {
		return ""
	}
	ask := ""
	switch open := d.gaps(); {
	case it.Kind == quiz.Order && !d.touched:
		ask = "Nothing is moved yet. Move the rows into order, or answer once more to leave them like this."
	case it.Kind == quiz.Match && open == 1:
		ask = "One row has nothing beside it yet. Choose for it, or answer once more to leave it open."
	case it.Kind == quiz.Match && open > 1:
		ask = fmt.Sprintf("%d rows have nothing beside them yet. Choose for them, or answer once more to leave them open.", open)
	}
	d.asked = ask != ""
	return ask
}

// gaps are the rows of a Match with nothing beside them.
func (d *draft) gaps() int {
	n := 0
	for _, id := range d.chosen {
		if id == "" {
			n++
		}
	}
	return n
}

func (d *draft) words(it quiz.Item, err error) string {
	switch {
	case errors.Is(err, quiz.ErrNotANumber) && it.Unit != "":
		return fmt.Sprintf("That is not a number yet. Write it in figures, such as 2 or 0.5, in %s.", it.Unit)
	case errors.Is(err, quiz.ErrNotANumber):
		return "That is not a number yet. Write it in figures, such as 2 or 0.5."
	case errors.Is(err, quiz.ErrTooLong):
		return "That is too long. A few words are enough."
	}
	switch it.Kind {
	case quiz.Short, quiz.Number:
		return "Write an answer first. A guess is fine."
	case quiz.Match:
		return "Put at least one pair together first. It is fine not to be sure."
	}
	return "Choose an answer first. It is fine not to be sure."
}

// takenBy says that a right side of a Match stands beside another row than this one, which would lose it; "" is
// that it does not.
func (d *draft) takenBy(it quiz.Item, right, row int) string {
	if d.left(it, right) > 0 {
		return ""
	}
	for i, l := range lefts(it) {
		if i != row && d.chosen[i] == d.rights[right].ID {
			return fmt.Sprintf("Now beside “%s”.", l.Text)
		}
	}
	return ""
}
