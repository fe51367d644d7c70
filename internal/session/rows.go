package session

import (
	"slices"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
)

// Rows are what the answers to an item are counted by: its choices with their letters, in the order in which they are
// written, and "I don't know" where it is scored; for an item whose answers are put in order, matched or typed, how right
// they were. A survey item without choices has none.
func Rows(item quiz.Item) []Row {
	if !picked(item.Kind) {
		return rowsOfCredit(item)
	}
	rows := make([]Row, 0, len(item.Choices)+1)
	for i, c := range item.Choices {
		rows = append(rows, Row{Key: string(c.ID), Letter: Letter(i), Text: c.Words()})
	}
	if !item.Survey && item.Kind != quiz.TrueFalse {
		rows = append(rows, dontKnow())
	}
	return rows
}

func rowsOfCredit(item quiz.Item) []Row {
	if item.Survey {
		return nil
	}
	rows := []Row{{Key: RowRight, Text: "Right"}}
	if item.Partial {
		rows = append(rows, Row{Key: RowPartly, Text: "Partly right"})
	}
	return append(rows, Row{Key: RowWrong, Text: "Not right"}, dontKnow())
}

func dontKnow() Row {
	return Row{Key: RowDontKnow, Text: quiz.Choice{ID: quiz.Unsure}.Words()}
}

// picked reports whether choices of the kind are picked and not put in order, matched or typed.
func picked(k quiz.Kind) bool { return k == quiz.Single || k == quiz.Multiple || k == quiz.TrueFalse }

// Letter is what choice number i, counted from 0, is called out by: "A" to "Z", then "27".
func Letter(i int) string {
	const alphabet = 26
	if i < 0 || i >= alphabet {
		return strconv.Itoa(i + 1)
	}
	return string(rune('A' + i))
}

// rightRows are the keys of the rows that are right.
func rightRows(item *quiz.Item) []string {
	switch {
	case item.Survey:
		return nil
	case !picked(item.Kind):
		return []string{RowRight}
	}
	var keys []string
	for _, c := range item.Choices {
		if c.Correct {
			keys = append(keys, string(c.ID))
		}
	}
	return keys
}

// Shown are the item of a poll as the room, phones and paper show it, and the right sides of a Match: what is put in order
// or matched is shuffled, everywhere alike, and everything else stands as it is written. Both take the letters A, B, C … of
// Letter, in the order given here; the left sides of a Match do not.
func Shown(p plan.Poll) (item quiz.Item, rights []quiz.Choice) {
	if p.Item == nil {
		return quiz.Item{}, nil
	}
	switch p.Item.Kind {
	case quiz.Order:
		return p.Item.Shown(seed(p.ID)), nil
	case quiz.Match:
		return *p.Item, p.Item.Rights(seed(p.ID))
	}
	return *p.Item, nil
}

// seed is the FNV-1a hash of a poll's id.
func seed(id plan.PollID) uint64 {
	const fnvOffset, fnvPrime = 14695981039346656037, 1099511628211
	h := uint64(fnvOffset)
	for _, b := range []byte(id) {
		h = (h ^ uint64(b)) * fnvPrime
	}
	return h
}

// shownKey begins the keys of what is put in order or matched: "#1" is what is shown first. The ids of such choices would
// tell what belongs together, so they stay here.
const shownKey = "#"

func shownAt(i int) string { return shownKey + strconv.Itoa(i+1) }

// fromShown takes the keys in what was given for a poll to the ids of its choices. Ids stay as they are.
func fromShown(p *plan.Poll, chosen []quiz.ChoiceID) []quiz.ChoiceID {
	if p.Item.Kind != quiz.Order && p.Item.Kind != quiz.Match {
		return chosen
	}
	item, choices := Shown(*p)
	if p.Item.Kind == quiz.Order {
		choices = item.Choices
	}
	out := slices.Clone(chosen)
	for i, key := range out {
		rest, ok := strings.CutPrefix(string(key), shownKey)
		n, err := strconv.Atoi(rest)
		if ok && err == nil && n >= 1 && n <= len(choices) {
			out[i] = choices[n-1].ID
		}
	}
	return out
}

// toShown undoes fromShown.
func toShown(p *plan.Poll, chosen []quiz.ChoiceID) []quiz.ChoiceID {
	if p.Item.Kind != quiz.Order && p.Item.Kind != quiz.Match {
		return chosen
	}
	item, choices := Shown(*p)
	same := func(c quiz.Choice, id quiz.ChoiceID) bool { return c.ID == id }
	if p.Item.Kind == quiz.Order {
		choices = item.Choices
	} else { // of right sides that say the same, one is shown
		same = func(c quiz.Choice, id quiz.ChoiceID) bool {
			return slices.ContainsFunc(item.Choices, func(o quiz.Choice) bool { return o.ID == id && o.Match == c.Match })
		}
	}
	out := slices.Clone(chosen)
	for i, id := range out {
		at := slices.IndexFunc(choices, func(c quiz.Choice) bool { return same(c, id) })
		if at >= 0 {
			out[i] = quiz.ChoiceID(shownAt(at))
		}
	}
	return out
}
