package refresher

import (
	"cmp"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// BoosterAfter is how long after a module was completed, or boosted, a booster of a few minutes is due. In a
// trial with medical students (PMC10581504) knowledge of overdose response had fallen by three months, and one booster of
// six and a half minutes at two and a half months kept it up.
const BoosterAfter = 70 * day

// A Booster is a short quiz of one module that is due.
type Booster struct {
	Module catalog.ModuleID
	Due    time.Time
}

// BoostersOf gives the boosters of completed modules, such as those of Deck.Completed, that are due, longest due
// first.
func BoostersOf(completed []Completion, r progress.Record, now time.Time) []Booster {
	var due []Booster
	for _, done := range completed {
		if b := boosterAfter(done, r, now); !b.Due.After(now) {
			due = append(due, b)
		}
	}
	slices.SortStableFunc(due, func(a, b Booster) int { return a.Due.Compare(b.Due) })
	return due
}

// boosterAfter says when the next booster of a completed module is due. Only one that was answered to its end counts
// as given. What lies ahead of now counts as long ago.
func boosterAfter(done Completion, r progress.Record, now time.Time) Booster {
	last := done.At
	if ahead(last, now) {
		last = now.Add(-BoosterAfter)
	}
	for i := range r.Attempts {
		a := &r.Attempts[i]
		if a.Purpose != quiz.Booster || a.Module != string(done.Module) || len(a.Responses) == 0 || !a.Complete() {
			continue
		}
		for _, rs := range a.Responses {
			if rs.At.After(last) && !ahead(rs.At, now) {
				last = rs.At
			}
		}
	}
	return Booster{done.Module, last.Add(BoosterAfter)}
}

// The quizzes that this package makes. They are not those of a module, so a result in them never completes one.
const (
	SessionID quiz.ID = "refresher"
	BoosterID quiz.ID = "booster"
)

// A booster has at least and at most so many items, where the module has them: three to four minutes with
// reading what went wrong.
const (
	leastBoosted = 6
	mostBoosted  = 8
)

// BoosterQuiz gives the booster of a module: its safety-critical items, then one for each objective that these leave
// out, then what was wrong the last time or has faded, most faded first. It has what the module has when that is
// less than six items.
func BoosterQuiz(m *catalog.Module, d *Deck, now time.Time) quiz.Quiz {
	q := quiz.Quiz{ID: BoosterID, ShuffleChoices: m.Quiz.ShuffleChoices, AskSure: true}
	ranked := ranking(m, d, now)
	covered := map[string]bool{}
	take := func(most int, wanted func(candidate) bool) {
		for i := range ranked {
			if c := &ranked[i]; len(q.Items) < most && !c.taken && wanted(*c) {
				c.taken = true
				covered[c.item.Objective] = true
				q.Items = append(q.Items, c.item)
			}
		}
	}
	take(mostBoosted, func(c candidate) bool { return c.item.Critical })
	take(mostBoosted, func(c candidate) bool { return !covered[c.item.Objective] })
	take(mostBoosted, func(c candidate) bool { return !c.right || c.known < retention })
	take(leastBoosted, func(candidate) bool { return true })
	return q
}

// A candidate is an item that a booster may ask.
type candidate struct {
	item  quiz.Item
	right bool // the last time
	known float64
	taken bool
}

// ranking puts a module's scored items in the order in which a booster wants them: wrong the last time first, then
// by what is least likely to be known.
func ranking(m *catalog.Module, d *Deck, now time.Time) []candidate {
	var ranked []candidate
	for _, it := range m.Quiz.Items {
		if it.Survey {
			continue
		}
		card, _ := d.Card(Ref{Module: m.ID, Item: it.ID}) // without one it is as never asked
		ranked = append(ranked, candidate{item: it, right: card.Right, known: d.Known(card, now)})
	}
	slices.SortStableFunc(ranked, func(a, b candidate) int {
		return cmp.Or(first(!a.right, !b.right), cmp.Compare(a.known, b.known))
	})
	return ranked
}
