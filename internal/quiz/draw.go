package quiz

import (
	"slices"
	"strings"
)

// Given is the quiz as an attempt with this seed gives it: with what was drawn, in the order in which it is
// written, and without draws. A draw takes what is there when there is less than it asks for, and nothing that
// an earlier draw took. Survey items are always given.
func (q Quiz) Given(seed uint64) Quiz {
	if len(q.Draws) == 0 {
		return q
	}
	taken := make([]bool, len(q.Items))
	for n, d := range q.Draws {
		const drawing = 0x64726177 // keeps the draws apart from what else the seed decides
		from := slices.DeleteFunc(q.DrawnFrom(n), func(i int) bool { return taken[i] })
		from = shuffled(from, seed, drawing+uint64(n))
		slices.SortStableFunc(from, func(a, b int) int { return rank(q.Items[a]) - rank(q.Items[b]) })
		for _, i := range from[:min(max(d.Count, 0), len(from))] {
			taken[i] = true
		}
	}
	items := q.Items
	q.Draws, q.Items = nil, nil
	for i, it := range items {
		if taken[i] || it.Survey {
			q.Items = append(q.Items, it)
		}
	}
	return q
}

// rank puts critical items first.
func rank(it Item) int {
	if it.Critical {
		return 0
	}
	return 1
}

// DrawnFrom are the positions of the items that draw number n, counted from 0, may take.
func (q Quiz) DrawnFrom(n int) []int {
	var from []int
	for i, it := range q.Items {
		if !it.Survey && q.drawTakes(n, it) {
			from = append(from, i)
		}
	}
	return from
}

func (q Quiz) drawTakes(n int, it Item) bool {
	if !q.Draws[n].open() {
		return q.Draws[n].names(it)
	}
	return !slices.ContainsFunc(q.Draws, func(d Draw) bool { return !d.open() && d.names(it) })
}

func (d Draw) open() bool { return d.Bank == "" && d.Objective == "" }

func (d Draw) names(it Item) bool {
	return (d.Bank == "" || d.Bank == it.Bank) && (d.Objective == "" || d.Objective == it.Objective)
}

// Only is the quiz of the items that keep wants, all of them: it has no draws.
func (q Quiz) Only(keep func(Item) bool) Quiz {
	items := q.Items
	q.Draws, q.Items = nil, nil
	for _, it := range items {
		if keep(it) {
			q.Items = append(q.Items, it)
		}
	}
	return q
}

// Practice is the quiz for practising: feedback at once, no question how sure one is, no survey items. Draws
// stay, so that each round can draw anew.
func (q Quiz) Practice() Quiz {
	draws := q.Draws
	q = q.Only(func(it Item) bool { return !it.Survey })
	q.Draws, q.Feedback, q.AskSure = draws, AtOnce, false
	return q
}

// Mixed makes a quiz of items of several modules, in this order, each with its Module. In the quiz an item's
// id begins with its module, as in "overdose-response/wears-off"; Item.Ref undoes that. An item that comes
// twice is in it once.
func Mixed(id ID, items ...Item) Quiz {
	q := Quiz{ID: id, ShuffleChoices: true}
	seen := make(map[ItemID]bool, len(items))
	for _, it := range items {
		module, own := it.Ref("")
		if module != "" {
			it.ID = ItemID(module) + "/" + own
		}
		if !seen[it.ID] {
			seen[it.ID] = true
			q.Items = append(q.Items, it)
		}
	}
	return q
}

// Ref is the module and the id that the item has there. attemptModule is the module of the attempt, to which
// items belong that come from no other.
func (it Item) Ref(attemptModule string) (module string, id ItemID) {
	if it.Module == "" {
		return attemptModule, it.ID
	}
	return it.Module, ItemID(strings.TrimPrefix(string(it.ID), it.Module+"/"))
}
