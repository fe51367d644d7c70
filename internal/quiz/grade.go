package quiz

import (
	"errors"
	"slices"
	"strings"
)

// What an item does not take.
var (
	ErrNothingChosen = errors.New("nothing was chosen")
	ErrUnknownChoice = errors.New("the item has no such choice")
	ErrOneChoice     = errors.New("the item takes one choice")
	ErrNotAllPlaced  = errors.New("each choice has one place")
	ErrNotANumber    = errors.New("the answer is not a number")
	ErrTooLong       = errors.New("the answer is too long")
)

// MaxText is the longest text that is taken as an answer, and compared as a known one, in bytes.
const MaxText = 2000

// typed reports whether a learner types the answer.
func (k Kind) typed() bool { return k == Short || k == Number }

// Accepts reports whether what was given is a response to the item, right or wrong: nil, or one of the errors
// above. A survey may be left empty, and every other item takes "I don't know". A Match may have gaps, but not only gaps.
func (it Item) Accepts(g Given) error {
	switch {
	case it.Survey && len(g.Choices) == 0 && strings.TrimSpace(g.Text) == "":
		return nil
	case !it.Survey && g.DontKnow() && g.Text == "":
		return nil
	}
	switch it.Kind {
	case Short, Number:
		return it.acceptsText(g)
	case Order:
		return it.acceptsOrder(g.Choices)
	case Match:
		return it.acceptsMatch(g.Choices)
	case Multiple:
	default:
		for _, id := range g.Choices {
			if id != g.Choices[0] {
				return ErrOneChoice
			}
		}
	}
	if len(g.Choices) == 0 {
		return ErrNothingChosen
	}
	for _, id := range g.Choices {
		if it.at(id) < 0 {
			return ErrUnknownChoice
		}
	}
	return nil
}

func (it Item) acceptsText(g Given) error {
	switch {
	case len(g.Choices) > 0:
		return ErrUnknownChoice
	case strings.TrimSpace(g.Text) == "":
		return ErrNothingChosen
	case len(g.Text) > MaxText:
		return ErrTooLong
	}
	if _, ok := parseAnswer(g.Text, it.Unit); it.Kind == Number && !ok {
		return ErrNotANumber
	}
	return nil
}

func (it Item) acceptsOrder(placed []ChoiceID) error {
	if len(placed) == 0 {
		return ErrNothingChosen
	}
	for _, id := range placed {
		if it.at(id) < 0 {
			return ErrUnknownChoice
		}
	}
	for i := range it.Choices {
		if !slices.Contains(placed, it.Choices[i].ID) {
			return ErrNotAllPlaced
		}
	}
	if len(placed) != len(it.Choices) {
		return ErrNotAllPlaced
	}
	return nil
}

func (it Item) acceptsMatch(placed []ChoiceID) error {
	lefts, gaps := 0, 0
	for i := range it.Choices {
		if it.Choices[i].Text != "" {
			lefts++
		}
	}
	for _, id := range placed {
		i := it.at(id)
		switch {
		case id == "":
			gaps++
		case i < 0 || it.Choices[i].Match == "":
			return ErrUnknownChoice
		}
	}
	switch {
	case gaps == len(placed):
		return ErrNothingChosen
	case len(placed) != lefts:
		return ErrNotAllPlaced
	}
	return nil
}

// at is the position of a choice, -1 for an unknown one.
func (it Item) at(id ChoiceID) int {
	for i := range it.Choices {
		if it.Choices[i].ID == id {
			return i
		}
	}
	return -1
}

// Correct reports whether this is right: its Credit is Full.
func (it Item) Correct(g Given) bool { return it.Credit(g) == Full }

// Credit is what was given is worth, from 0 to Full. It is Full exactly for a right response, 0 for a survey
// and for what the item does not accept; anything between, rounded down, only where the item is Partial.
//
//   - Single, Short, Number: the Credit of the choice that was made or matched.
//   - Multiple: where a choice has a Credit, the sum of those chosen. Else each right choice earns an equal
//     share, and each wrong one costs as much.
//   - Order: the longest run of choices in the right relative order, without gaps counted, less one, of all
//     less one.
//   - Match: the share of left sides that have their right side.
//
// The rules are those of Moodle's question types, where a question's fractions add up likewise: multiple
// choice (several answers), ordering ("longest ordered subset") and matching. Ordering differs in that one
// choice alone, which is always in order, earns nothing.
func (it Item) Credit(g Given) int {
	if it.Survey || g.DontKnow() || it.Accepts(g) != nil {
		return 0
	}
	credit := 0
	switch it.Kind {
	case Short, Number:
		credit = it.credited(it.matched(g.Text))
	case Order:
		credit = it.orderCredit(g.Choices)
	case Match:
		credit = it.matchCredit(g.Choices)
	case Multiple:
		credit = it.multipleCredit(g.Choices)
	default:
		credit = it.credited(it.at(g.Choices[0]))
	}
	if credit < Full && !it.Partial {
		return 0
	}
	return credit
}

// belowFull limits the credit of a response that is not right.
func belowFull(credit int) int { return min(max(credit, 0), Full-1) }

// credited is the credit of the one choice at a position; -1 is none.
func (it Item) credited(at int) int {
	switch {
	case at < 0:
		return 0
	case it.Choices[at].Correct:
		return Full
	}
	return belowFull(it.Choices[at].Credit)
}

func (it Item) multipleCredit(chosen []ChoiceID) int {
	var all, right, wrong, sum int
	stated := false
	for i := range it.Choices {
		c := &it.Choices[i]
		stated = stated || c.Credit != 0
		if c.Correct {
			all++
		}
		if !slices.Contains(chosen, c.ID) {
			continue
		}
		sum += c.Credit
		if c.Correct {
			right++
		} else {
			wrong++
		}
	}
	switch {
	case all == 0:
		return 0
	case right == all && wrong == 0:
		return Full
	case stated:
		return belowFull(sum)
	}
	return belowFull(Full * (right - wrong) / all)
}

func (it Item) orderCredit(placed []ChoiceID) int {
	run, last := longestRun(it.inOrder(), placed), len(placed)-1
	if last == 0 {
		return Full
	}
	return Full * (run - 1) / last
}

// longestRun is how many of the placed choices are, with others between them, in the right order. It is the
// length of the longest increasing subsequence of their places.
func longestRun(right []Choice, placed []ChoiceID) int {
	ends := make([]int, 0, 16) // ends[n] is the least place that a run of n+1 can end with
	for _, id := range placed {
		place := slices.IndexFunc(right, func(c Choice) bool { return c.ID == id })
		n, _ := slices.BinarySearch(ends, place)
		if n == len(ends) {
			ends = append(ends, place)
		} else {
			ends[n] = place
		}
	}
	return len(ends)
}

// matchCredit compares the words of the right sides: two may say the same.
func (it Item) matchCredit(placed []ChoiceID) int {
	n, right := 0, 0
	for i := range it.Choices {
		c := &it.Choices[i]
		if c.Text == "" {
			continue
		}
		if at := it.at(placed[n]); placed[n] != "" && it.Choices[at].Match == c.Match {
			right++
		}
		n++
	}
	return Full * right / n
}

// Matched finds the known answer that a Short or Number response hit: the first in the item's order.
func (it Item) Matched(g Given) (Choice, bool) {
	if !it.Kind.typed() || it.Accepts(g) != nil {
		return Choice{}, false
	}
	i := it.matched(g.Text)
	if i < 0 {
		return Choice{}, false
	}
	return it.Choices[i], true
}

// matched is the position of the first known answer that a text hits, -1 for none.
func (it Item) matched(text string) int {
	if it.Kind == Number {
		return it.matchedNumber(text)
	}
	return it.matchedWords(text)
}
