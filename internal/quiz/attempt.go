package quiz

import (
	"errors"
	"math/rand/v2"
	"slices"
	"time"
)

// Errors of answering.
var (
	ErrComplete      = errors.New("every item of this attempt has been answered")
	ErrNothingChosen = errors.New("nothing was chosen")
	ErrUnknownChoice = errors.New("the item has no such choice")
	ErrOneChoice     = errors.New("the item takes one choice")
)

// Item finds an item by its id.
func (q Quiz) Item(id ItemID) (Item, bool) {
	i := slices.IndexFunc(q.Items, func(it Item) bool { return it.ID == id })
	if i < 0 {
		return Item{}, false
	}
	return q.Items[i], true
}

// Order returns the items as an attempt with this seed shows them. The same quiz and seed give the same
// order on every machine. TrueFalse choices are never shuffled.
func (q Quiz) Order(seed uint64) []Item {
	items := slices.Clone(q.Items)
	if q.ShuffleItems {
		r := rand.New(rand.NewPCG(seed, 0))
		r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	}
	if q.ShuffleChoices {
		for i := range items {
			items[i].Choices = shuffledChoices(items[i], seed)
		}
	}
	return items
}

// shuffledChoices depends on the item's id, not its position, so that adding an item to a quiz does not
// move the choices of the others.
func shuffledChoices(it Item, seed uint64) []Choice {
	if it.Kind == TrueFalse {
		return it.Choices
	}
	const fnvOffset, fnvPrime = 14695981039346656037, 1099511628211
	h := uint64(fnvOffset)
	for _, c := range []byte(it.ID) {
		h = (h ^ uint64(c)) * fnvPrime
	}
	choices := slices.Clone(it.Choices)
	r := rand.New(rand.NewPCG(seed, h))
	r.Shuffle(len(choices), func(i, j int) { choices[i], choices[j] = choices[j], choices[i] })
	return choices
}

// Correct reports whether choosing exactly these is right. It is never right to choose nothing, or what
// the item does not offer.
func (it Item) Correct(chosen []ChoiceID) bool {
	for _, c := range it.Choices {
		if c.Correct != slices.Contains(chosen, c.ID) {
			return false
		}
	}
	return len(chosen) > 0 && it.offers(chosen)
}

func (it Item) offers(chosen []ChoiceID) bool {
	for _, id := range chosen {
		if !slices.ContainsFunc(it.Choices, func(c Choice) bool { return c.ID == id }) {
			return false
		}
	}
	return true
}

// Current is the first item, in the attempt's order, that has no response. ok is false when the attempt
// is complete.
func (a Attempt) Current() (item Item, number int, ok bool) {
	for i, it := range a.Quiz.Order(a.Seed) {
		if _, answered := a.Response(it.ID); !answered {
			return it, i + 1, true
		}
	}
	return Item{}, 0, false
}

// Response finds the response to an item.
func (a Attempt) Response(id ItemID) (Response, bool) {
	i := slices.IndexFunc(a.Responses, func(r Response) bool { return r.Item == id })
	if i < 0 {
		return Response{}, false
	}
	return a.Responses[i], true
}

// Complete reports whether every item has a response.
func (a Attempt) Complete() bool {
	_, _, ok := a.Current()
	return !ok
}

// Answer responds to the current item. A choice that is named twice counts once. It returns the response
// and the attempt with it, and leaves a as it was. It returns ErrComplete, ErrNothingChosen, ErrOneChoice
// or ErrUnknownChoice with a as it was.
func (a Attempt) Answer(g Given, at time.Time) (Attempt, Response, error) {
	chosen := g.Choices
	it, _, ok := a.Current()
	if !ok {
		return a, Response{}, ErrComplete
	}
	if len(chosen) == 0 {
		return a, Response{}, ErrNothingChosen
	}
	chosen = once(chosen)
	if it.Kind != Multiple && len(chosen) > 1 {
		return a, Response{}, ErrOneChoice
	}
	if !it.offers(chosen) {
		return a, Response{}, ErrUnknownChoice
	}
	r := Response{
		Item: it.ID, Choices: chosen, Text: g.Text, Sure: g.Sure, Hinted: g.Hinted, Took: g.Took,
		Correct: it.Correct(chosen), At: at,
	}
	if r.Correct {
		r.Credit = Full
	}
	a.Responses = append(slices.Clip(a.Responses), r)
	return a, r, nil
}

// once copies choices without repeats, in the order in which they were first named.
func once(chosen []ChoiceID) []ChoiceID {
	out := make([]ChoiceID, 0, len(chosen))
	for _, id := range chosen {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// A Result is what an attempt is worth so far.
type Result struct {
	Items          int
	Answered       int
	Right          int
	MissedCritical []ItemID // critical items answered wrongly, in the quiz's own order
	Percent        int      // of all items, rounded down
	Passed         bool     // complete, at or over the pass mark, and no critical item missed
}

// Score derives the result from the responses alone, as they were judged when they were given. Responses
// to items that the quiz does not have count for nothing.
func (a Attempt) Score() Result {
	res := Result{Items: len(a.Quiz.Items)}
	for _, it := range a.Quiz.Items {
		r, answered := a.Response(it.ID)
		switch {
		case !answered:
			continue
		case r.Correct:
			res.Right++
		case it.Critical:
			res.MissedCritical = append(res.MissedCritical, it.ID)
		}
		res.Answered++
	}
	if res.Items > 0 {
		res.Percent = 100 * res.Right / res.Items
	}
	res.Passed = a.Complete() && res.Items > 0 && res.Percent >= a.Quiz.Pass && len(res.MissedCritical) == 0
	return res
}
