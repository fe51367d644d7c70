// Package refresher decides which items of completed modules come back, and when. Nothing is kept: the
// schedule is what FSRS makes of the responses in a record, so it can never disagree with them.
package refresher

import (
	"cmp"
	"slices"
	"time"

	fsrs "github.com/open-spaced-repetition/go-fsrs/v4"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
)

// A Ref names an item of a module, for ever.
type Ref = progress.Ref

// A Card is where one item stands.
type Card struct {
	Ref
	Objective catalog.ObjectiveID
	Critical  bool
	Reviews   int       // responses that the schedule was made of; 0 for an item that was never asked or has changed
	Lapses    int       // of Reviews, those that were wrong
	Right     bool      // the last response was
	Last      time.Time // last response; zero for an item that was never asked
	Due       time.Time // never before Last
	Stability float64   // days after which the chance of knowing it has fallen to 90 in 100; 0 without Reviews
	// Changed says that the right answer of the item has changed since the last response, so that its
	// schedule begins anew and the learner is told why.
	Changed bool

	difficulty float64
	past       []memory // after each response, oldest first
}

// A memory is what FSRS knew of an item from a time on. A stability of 0 is nothing: the item has changed.
type memory struct {
	at        time.Time
	stability float64
}

// A Deck is the schedule of one learner. It does not change, so any number of goroutines may read it.
type Deck struct {
	model   *model
	modules []Completion
	cards   []Card // in the order of the catalog
	keys    []string
	at      map[Ref]int // position in cards
}

// Cards gives every item of the completed modules, in the order of the catalog. The caller must not change them.
func (d *Deck) Cards() []Card { return d.cards }

// Completed gives the modules whose items the deck holds, in the order of the catalog.
func (d *Deck) Completed() []Completion { return d.modules }

// Card finds an item.
func (d *Deck) Card(ref Ref) (Card, bool) {
	i, ok := d.at[ref]
	if !ok {
		return Card{}, false
	}
	return d.cards[i], true
}

// Count is how many items are due.
func (d *Deck) Count(now time.Time) int {
	n := 0
	for i := range d.cards {
		if d.cards[i].IsDue(now) {
			n++
		}
	}
	return n
}

// IsDue reports whether the item is to be asked. It is as Due says, unless a response lies ahead of now: then a
// clock was wrong, and the item would stay away until then. It is due by the responses before now instead, and at once
// without any.
func (c *Card) IsDue(now time.Time) bool { return !c.dueAsOf(now).After(now) }

func (c *Card) dueAsOf(now time.Time) time.Time {
	n := c.pastAsOf(now)
	switch {
	case n == 0 && ahead(c.Due, now): // never asked, or never before now
		return now
	case n == len(c.past):
		return c.Due
	}
	was := c.past[n-1]
	return was.at.Add(max(soonest, time.Duration(was.stability*float64(day)))) // which is the interval for retention
}

// pastAsOf is how many of the card's memories are not ahead of now.
func (c *Card) pastAsOf(now time.Time) int {
	n := len(c.past)
	for n > 0 && ahead(c.past[n-1].at, now) {
		n--
	}
	return n
}

// ahead reports whether a moment of the record cannot have been yet. A day is for clocks that differ a little, and for
// time zones that were set wrong.
func ahead(at, now time.Time) bool { return at.Sub(now) > day }

// Due gives the items that are due, at most so many: safety-critical ones first, then those whose right answer
// has changed, then what is longest overdue for how well it is known, which is what is least likely to be
// known still.
func (d *Deck) Due(now time.Time, most int) []Card {
	type overdue struct {
		card  int
		known float64
	}
	due := make([]overdue, 0, len(d.cards))
	for i := range d.cards {
		if c := &d.cards[i]; c.IsDue(now) {
			due = append(due, overdue{i, d.model.known(c, now)})
		}
	}
	slices.SortFunc(due, func(a, b overdue) int {
		x, y := &d.cards[a.card], &d.cards[b.card]
		return cmp.Or(first(x.Critical, y.Critical), first(x.Changed, y.Changed), cmp.Compare(a.known, b.known),
			x.Due.Compare(y.Due), a.card-b.card)
	})
	out := make([]Card, max(0, min(most, len(due))))
	for i := range out {
		out[i] = d.cards[due[i].card]
	}
	return out
}

// first orders what is so before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Next is when the next item falls due after a time; zero when none will.
func (d *Deck) Next(now time.Time) time.Time {
	var next time.Time
	for i := range d.cards {
		if due := d.cards[i].dueAsOf(now); due.After(now) && (next.IsZero() || due.Before(next)) {
			next = due
		}
	}
	return next
}

// perItem is how long a learner takes for one item, with reading what it teaches when it went wrong. It is
// the time that the offer on the screen rests on: two minutes are six items.
const perItem = 20 * time.Second

// Fits is how many items fit into what the learner asked for, so that a session is never longer than that.
func Fits(minutes int) int { return max(0, minutes) * int(time.Minute/perItem) }

// A model is FSRS with what this package asks of it.
type model struct {
	fsrs fsrs.Parameters
}

// retention is the chance of knowing an item that is allowed for when it falls due: 90 in 100, on which FSRS
// defines its stability and for which its default weights are fitted.
const retention = 0.9

// newModel takes the default weights of FSRS-6. There are no learning steps of minutes: within one sitting
// the quiz itself gives the right answer, and an item is not asked twice. There is no fuzz: it spreads out cards
// that were learned together, and here they may come together.
func newModel() *model {
	p := fsrs.DefaultParam()
	p.RequestRetention = retention
	p.EnableFuzz = false
	return &model{fsrs.NewFSRS(p).Parameters}
}
