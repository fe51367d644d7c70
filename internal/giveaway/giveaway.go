// Package giveaway measures what gives the right answers of a quiz away to somebody who has not learnt: how long they
// are beside the others, and where they stand.
package giveaway

import (
	"unicode/utf8"

	"github.com/passalong/passalong/internal/quiz"
)

// A Guess is what somebody would get right who knows nothing and has a way of choosing.
type Guess struct {
	Items  int     // in which there is one right choice among several
	Right  float64 // that the way gets right; a draw between n choices counts 1/n
	Chance float64 // that choosing blindly gets right
}

// Over reports whether the way does better than blind choice. Within a quiz the figures are small, so that up to the
// next whole item it is chance as well.
func (g Guess) Over() bool { return int(g.Right*1000) > 1000*ceil(g.Chance) }

func ceil(f float64) int {
	n := int(f)
	if f > float64(n) {
		n++
	}
	return n
}

// Plus is what both together come to.
func (g Guess) Plus(other Guess) Guess {
	return Guess{g.Items + other.Items, g.Right + other.Right, g.Chance + other.Chance}
}

// single lists the items with one right choice among several that are offered to read.
func single(items []quiz.Item) []quiz.Item {
	var all []quiz.Item
	for _, it := range items {
		if it.Kind == quiz.Single && !it.Survey && len(it.Choices) > 1 {
			all = append(all, it)
		}
	}
	return all
}

// Longest is what choosing the longest answer gets right.
func Longest(items []quiz.Item) Guess {
	return guess(items, letters)
}

// Shortest is what choosing the shortest answer gets right.
func Shortest(items []quiz.Item) Guess {
	return guess(items, func(c quiz.Choice) int { return -letters(c) })
}

// ByLength reports whether the length of answers gives right ones away: choosing the longest or the shortest does better than
// blind choice.
func ByLength(items []quiz.Item) bool { return Longest(items).Over() || Shortest(items).Over() }

// guess is what choosing one of the choices of the greatest weight gets right.
func guess(items []quiz.Item, weight func(quiz.Choice) int) Guess {
	var g Guess
	for _, it := range single(items) {
		best, drawn, right := 0, 0, 0
		for _, c := range it.Choices {
			w := weight(c)
			if drawn == 0 || w > best {
				best, drawn, right = w, 0, 0
			}
			if w == best {
				drawn++
				if c.Correct {
					right++
				}
			}
		}
		g.Items++
		g.Right += float64(right) / float64(drawn)
		g.Chance += 1 / float64(len(it.Choices))
	}
	return g
}

func letters(c quiz.Choice) int { return utf8.RuneCountInString(c.Text) }

// Places counts, for items with so many choices, how often the right one stands at each place as written: Places(items)[4][0]
// is how often it is the first of four.
func Places(items []quiz.Item) map[int][]int {
	places := make(map[int][]int)
	for _, it := range single(items) {
		n := len(it.Choices)
		if places[n] == nil {
			places[n] = make([]int, n)
		}
		for i, c := range it.Choices {
			if c.Correct {
				places[n][i]++
			}
		}
	}
	return places
}

// Letters is how long right and other choices are on average, of all items in which choices are offered to read.
func Letters(items []quiz.Item) (right, other float64) {
	var sum, n [2]float64
	for _, it := range items {
		if it.Survey || it.Kind != quiz.Single && it.Kind != quiz.Multiple {
			continue
		}
		for _, c := range it.Choices {
			i := 1
			if c.Correct {
				i = 0
			}
			sum[i] += float64(letters(c))
			n[i]++
		}
	}
	return sum[0] / max(1, n[0]), sum[1] / max(1, n[1])
}

// Truths counts the statements to judge that are true, and all of them.
func Truths(items []quiz.Item) (hold, all int) {
	for _, it := range items {
		if it.Kind != quiz.TrueFalse || it.Survey {
			continue
		}
		all++
		for _, c := range it.Choices {
			if c.ID == quiz.True && c.Correct {
				hold++
			}
		}
	}
	return hold, all
}
