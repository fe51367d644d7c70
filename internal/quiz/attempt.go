package quiz

import (
	"errors"
	"slices"
	"time"
)

// ErrComplete says that there is nothing left to answer.
var ErrComplete = errors.New("every item of this attempt has been answered")

// Item finds an item by its id.
func (q Quiz) Item(id ItemID) (Item, bool) {
	i := slices.IndexFunc(q.Items, func(it Item) bool { return it.ID == id })
	if i < 0 {
		return Item{}, false
	}
	return q.Items[i], true
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
	i := a.answerTo(id)
	if i < 0 {
		return Response{}, false
	}
	return a.Responses[i], true
}

// answerTo is the position of the response to an item, -1 for none.
func (a *Attempt) answerTo(id ItemID) int {
	for i := range a.Responses {
		if a.Responses[i].Item == id {
			return i
		}
	}
	return -1
}

// Complete reports whether every item has a response.
func (a Attempt) Complete() bool {
	for i := range a.Quiz.Items { // in no need of the order, which Current works out: a record has thousands of attempts
		if a.answerTo(a.Quiz.Items[i].ID) < 0 {
			return false
		}
	}
	return true
}

// Answer responds to the current item. A choice that is named twice counts once. It returns the response
// and the attempt with it, and leaves a as it was. It returns ErrComplete or what Item.Accepts says, with a as
// it was.
func (a Attempt) Answer(g Given, at time.Time) (Attempt, Response, error) {
	it, _, ok := a.Current()
	if !ok {
		return a, Response{}, ErrComplete
	}
	g = it.clean(g)
	if err := it.Accepts(g); err != nil {
		return a, Response{}, err
	}
	r := Response{
		Item: it.ID, Choices: g.Choices, Text: g.Text, Sure: g.Sure, Hinted: g.Hinted, Took: g.Took,
		Credit: it.Credit(g), At: at,
	}
	r.Correct = r.Credit == Full
	a.Responses = append(slices.Clip(a.Responses), r)
	return a, r, nil
}

// clean copies what was given without what the item does not ask for.
func (it Item) clean(g Given) Given {
	switch {
	case !it.Kind.typed() || !it.Survey && g.DontKnow():
		g.Text = ""
		g.Choices = it.distinct(g.Choices)
	default:
		g.Choices = nil
	}
	if it.Survey {
		g.Sure = NotAsked
	}
	g.Took = max(g.Took, 0)
	return g
}

// distinct copies choices; where a repeat says nothing, without repeats, in the order in which they were first
// named.
func (it Item) distinct(chosen []ChoiceID) []ChoiceID {
	if it.Kind == Match || it.Kind == Order {
		return slices.Clone(chosen)
	}
	out := make([]ChoiceID, 0, len(chosen))
	for _, id := range chosen {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// A Result is what an attempt is worth so far. Survey items are no part of it.
type Result struct {
	Items          int // that are scored
	Answered       int
	Right          int
	MissedCritical []ItemID // critical items answered wrongly, in the quiz's own order
	Percent        int      // credit of all there is, rounded down
	Passed         bool     // every scored item answered, at or over the pass mark, and no critical item missed
}

// Score derives the result from the responses alone, as they were judged when they were given. Responses
// to items that the quiz does not have count for nothing. Practice, also with imported items, is never passed.
func (a Attempt) Score() Result {
	var res Result
	credit := 0
	for i := range a.Quiz.Items {
		it := &a.Quiz.Items[i]
		if it.Survey {
			continue
		}
		res.Items++
		n := a.answerTo(it.ID)
		if n < 0 {
			continue
		}
		r := &a.Responses[n]
		res.Answered++
		credit += r.worth()
		switch {
		case r.Correct:
			res.Right++
		case it.Critical:
			res.MissedCritical = append(res.MissedCritical, it.ID)
		}
	}
	if res.Items == 0 {
		return res
	}
	res.Percent = 100 * credit / (Full * res.Items)
	counts := a.Purpose != Practice && a.Purpose != Imported
	res.Passed = counts && res.Answered == res.Items && res.Percent >= a.Quiz.Pass && len(res.MissedCritical) == 0
	return res
}

// worth is the credit of a response. Records from before credits say only whether it was right.
func (r Response) worth() int {
	if r.Correct {
		return Full
	}
	return min(max(r.Credit, 0), Full-1)
}
