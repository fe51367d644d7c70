package quiz

import (
	"math/rand/v2"
	"slices"
)

// Order returns the items as an attempt with this seed shows them. The same quiz and seed give the same
// order on every machine. How the choices of an item are ordered, Item.Shown says.
func (q Quiz) Order(seed uint64) []Item {
	items := slices.Clone(q.Items)
	if q.ShuffleItems {
		r := rand.New(rand.NewPCG(seed, 0))
		r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	}
	for i, it := range items {
		if q.ShuffleChoices || it.Kind == Order {
			items[i] = it.Shown(seed)
		}
	}
	return items
}

// Shown is the item with its choices in the order in which a learner sees them. An Order is always shuffled
// and, if it has two choices or more, never solved already; its choices then have their Place. Single and
// Multiple are shuffled, but not the scale of a survey. TrueFalse, Short, Number and the left sides of a Match
// stay as written; the right sides are Rights. What is graded does not depend on what is shown.
func (it Item) Shown(seed uint64) Item {
	switch {
	case it.Kind == Order:
		it.Choices = slices.Clone(it.inOrder())
		for i := range it.Choices {
			it.Choices[i].Place = i + 1
		}
		it.Choices = shuffled(it.Choices, seed, it.stream())
		if len(it.Choices) > 1 && slices.IsSortedFunc(it.Choices, byPlace) {
			it.Choices = append(it.Choices[1:], it.Choices[0])
		}
	case (it.Kind == Single || it.Kind == Multiple) && !it.Survey:
		it.Choices = shuffled(it.Choices, seed, it.stream())
	}
	return it
}

func byPlace(a, b Choice) int { return a.Place - b.Place }

// inOrder gives the choices of an Order as they should be.
func (it Item) inOrder() []Choice {
	if len(it.Choices) == 0 || it.Choices[0].Place == 0 {
		return it.Choices
	}
	return slices.SortedFunc(slices.Values(it.Choices), byPlace)
}

// Rights are the right sides of a Match as a learner sees them: shuffled, each text once, and not all of them
// beside the left side they belong to, if that can be.
func (it Item) Rights(seed uint64) []Choice {
	var rights []Choice
	for _, c := range it.Choices {
		if c.Match != "" && !slices.ContainsFunc(rights, func(r Choice) bool { return r.Match == c.Match }) {
			rights = append(rights, c)
		}
	}
	rights = shuffled(rights, seed, it.stream()+1)
	if len(rights) > 1 && it.solvedBy(rights) {
		rights = append(rights[1:], rights[0])
	}
	return rights
}

// solvedBy reports whether each of these right sides stands beside its left side.
func (it Item) solvedBy(rights []Choice) bool {
	n := 0
	for _, c := range it.Choices {
		if c.Text == "" {
			continue
		}
		if n >= len(rights) || rights[n].Match != c.Match {
			return false
		}
		n++
	}
	return true
}

// stream depends on the item's id, not its position, so that adding an item to a quiz does not move the
// choices of the others. It is the FNV-1a hash of the id.
func (it Item) stream() uint64 {
	const fnvOffset, fnvPrime = 14695981039346656037, 1099511628211
	h := uint64(fnvOffset)
	for _, c := range []byte(it.ID) {
		h = (h ^ uint64(c)) * fnvPrime
	}
	return h
}

func shuffled[T any](all []T, seed, stream uint64) []T {
	all = slices.Clone(all)
	r := rand.New(rand.NewPCG(seed, stream))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}
