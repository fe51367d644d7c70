package refresher

import (
	"cmp"
	"slices"
	"time"

	fsrs "github.com/open-spaced-repetition/go-fsrs/v4"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// A Completion is a module whose items come back, and since when.
type Completion struct {
	Module catalog.ModuleID
	At     time.Time // of the first pass
}

// Completed gives the modules that a learner completed, in the order of the catalog: those that
// progress.StatusOf calls so.
func Completed(c *catalog.Catalog, r progress.Record) []Completion {
	var out []Completion
	for i := range c.Modules {
		if s := progress.StatusOf(&c.Modules[i], r); s.Stage == progress.Completed {
			out = append(out, Completion{c.Modules[i].ID, s.CompletedAt})
		}
	}
	return out
}

// NewDeck works out the schedule from the responses to the items of completed modules, whatever they were
// given for, ordered by their times. An item keeps its schedule by its permanent id, however content is
// updated, unless its right answer has changed (see Card.Changed). Survey items never come back.
func NewDeck(c *catalog.Catalog, r progress.Record) *Deck {
	d := &Deck{model: newModel(), modules: Completed(c, r), at: map[Ref]int{}}
	for _, done := range d.modules {
		m, ok := c.Module(done.Module)
		if !ok {
			continue
		}
		for i := range m.Quiz.Items {
			if it := &m.Quiz.Items[i]; !it.Survey {
				d.at[Ref{Module: m.ID, Item: it.ID}] = len(d.cards)
				d.cards = append(d.cards, Card{
					Ref: Ref{Module: m.ID, Item: it.ID}, Objective: catalog.ObjectiveID(it.Objective), Critical: it.Critical, Due: done.At,
				})
				d.keys = append(d.keys, it.Key())
			}
		}
	}
	d.replay(d.reviewsIn(r))
	return d
}

// A review is one response as FSRS sees it.
type review struct {
	card  int
	grade fsrs.Rating
	stale bool // the item had another right answer then
	at    time.Time
	in    string // id of the attempt
}

// reviewsIn finds the responses to the deck's items.
func (d *Deck) reviewsIn(r progress.Record) []review {
	n := 0
	for i := range r.Attempts {
		n += len(r.Attempts[i].Responses)
	}
	reviews := make([]review, 0, n)
	judge := judge{deck: d, last: make([]judged, len(d.cards))}
	for a := range progress.Answers(r) {
		if rv, ok := judge.review(a); ok {
			reviews = append(reviews, rv)
		}
	}
	return reviews
}

// A judge turns answers into reviews. Attempts of one version of a module give an item alike, so it remembers for each
// card the item as given that it compared last: working out the key of each of them would take most of the time.
type judge struct {
	deck *Deck
	last []judged // beside the deck's cards
}

type judged struct {
	given *quiz.Item
	stale bool
}

func (j *judge) review(a progress.Answer) (review, bool) {
	card, ok := j.deck.at[a.Ref]
	if !ok || a.Given.Survey {
		return review{}, false
	}
	if l := &j.last[card]; l.given == nil || !sameAnswers(l.given, a.Given) {
		*l = judged{a.Given, a.Given.Key() != j.deck.keys[card]}
	}
	return review{card, grade(a.Given, a.Response), j.last[card].stale, a.Response.At, a.Attempt.ID}, true
}

// sameAnswers reports whether two items are so much alike that their keys are the same.
func sameAnswers(a, b *quiz.Item) bool {
	if a == b {
		return true
	}
	if a.Kind != b.Kind || a.Survey != b.Survey || a.Partial != b.Partial || a.Unit != b.Unit || len(a.Choices) != len(b.Choices) {
		return false
	}
	for i := range a.Choices {
		x, y := &a.Choices[i], &b.Choices[i]
		if x.ID != y.ID || x.Correct != y.Correct || x.Credit != y.Credit || x.Text != y.Text || x.Match != y.Match ||
			x.Tolerance != y.Tolerance || x.Place != y.Place {
			return false
		}
	}
	return true
}

// grade says how well an item was known. Nothing is Easy, not even what was right and sure: with choices to pick
// from, being sure costs nothing and a guess can be right, and Easy would put an item off for about eight days the
// first time instead of two. A response that was worth a part counts as known with difficulty from half
// of the credit on, but never for a safety-critical item.
func grade(it *quiz.Item, r *quiz.Response) fsrs.Rating {
	switch {
	case r.Correct && r.Sure != quiz.NotSure && !r.Hinted:
		return fsrs.Good
	case r.Correct, !it.Critical && r.Credit >= quiz.Full/2:
		return fsrs.Hard
	}
	return fsrs.Again
}

// replay applies reviews, in any order, to the cards.
func (d *Deck) replay(reviews []review) {
	counts := make([]int, len(d.cards)+1)
	for i := range reviews {
		counts[reviews[i].card+1]++
	}
	for i := range d.cards {
		counts[i+1] += counts[i]
	}
	byCard := make([]review, len(reviews))
	next := slices.Clone(counts)
	for _, rv := range reviews {
		byCard[next[rv.card]] = rv
		next[rv.card]++
	}
	past := make([]memory, len(reviews))
	for i := range d.cards {
		from, to := counts[i], counts[i+1]
		own := byCard[from:to]
		if !slices.IsSortedFunc(own, inTime) {
			slices.SortFunc(own, inTime)
		}
		d.cards[i].past = past[from:from:to]
		for _, rv := range own {
			d.model.step(&d.cards[i], rv)
		}
	}
}

// inTime orders reviews by time. Those of one moment have an order too, so that a schedule does not depend on
// the order of the attempts in a record.
func inTime(a, b review) int {
	return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.in, b.in), cmp.Compare(a.grade, b.grade), first(a.stale, b.stale))
}

const day = 24 * time.Hour

// soonest is how long an item stays away at least. FSRS counts whole days, and half a day and more is one, so
// an item that is asked when it is due is never a repetition on the same day.
const soonest = day / 2

// step is one review of a card, not before those that it has seen.
func (m *model) step(c *Card, rv review) {
	elapsed := rv.at.Sub(c.Last)
	c.Last, c.Right = rv.at, rv.grade != fsrs.Again
	if rv.stale {
		c.Reviews, c.Lapses, c.Stability, c.difficulty, c.Due, c.Changed = 0, 0, 0, 0, rv.at, true
		c.past = append(c.past, memory{at: rv.at})
		return
	}
	known := fsrs.MemoryState{Stability: c.Stability, Difficulty: c.difficulty} // without stability it is a first review
	days := (uint64(max(0, elapsed)) + uint64(soonest)) / uint64(day)
	next := m.fsrs.NextState(&known, retention, days, rv.grade)
	c.Stability, c.difficulty, c.Changed = next.Memory.Stability, next.Memory.Difficulty, false
	c.Due = rv.at.Add(max(soonest, time.Duration(next.Interval*float64(day))))
	c.Reviews++
	if rv.grade == fsrs.Again {
		c.Lapses++
	}
	c.past = append(c.past, memory{rv.at, c.Stability})
}
