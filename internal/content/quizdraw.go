package content

import (
	"slices"

	"github.com/passalong/passalong/internal/quiz"
)

// draws holds the draws of a quiz against its items.
type draws struct {
	f     *file
	quiz  *quiz.Quiz
	items *ids
	at    []place
	bad   bool // a draw is broken by itself, so that what it takes is not known
}

// checkBank reports a bank that no item is in.
func (d *draws) checkBank(bank scalar) bool {
	if bank.text == "" {
		return false
	}
	var banks []string
	for _, it := range d.quiz.Items {
		if it.Bank != "" && !slices.Contains(banks, it.Bank) {
			banks = append(banks, it.Bank)
		}
	}
	if !slices.Contains(banks, bank.text) {
		d.f.broken(bank.at, didYouMean(bank.text, banks), "no item has the bank “%s”", bank.text)
		return false
	}
	return true
}

func (d *draws) add(draw quiz.Draw, at place, sound bool) {
	same := func(other quiz.Draw) bool { return other.Bank == draw.Bank && other.Objective == draw.Objective }
	if i := slices.IndexFunc(d.quiz.Draws, same); i >= 0 && sound {
		d.f.broken(at, "add the counts", "a draw of the same items is here already, in line %d", d.at[i].line)
		sound = false
	}
	d.bad = d.bad || !sound
	d.quiz.Draws, d.at = append(d.quiz.Draws, draw), append(d.at, at)
}

// check wants each draw to find as many items as it asks for whatever is drawn before it, and no critical item
// to be left out by chance.
func (d *draws) check() {
	if d.bad || len(d.quiz.Draws) == 0 {
		return
	}
	drawn := make([]bool, len(d.quiz.Items)) // by an earlier draw, at times
	var earlier [][]int
	for n, draw := range d.quiz.Draws {
		from := d.quiz.DrawnFrom(n)
		left, critical := len(from), 0
		for k, before := range earlier {
			left -= min(d.quiz.Draws[k].Count, shared(from, before))
		}
		for _, i := range from {
			if d.quiz.Items[i].Critical && !drawn[i] {
				critical++
			}
			drawn[i] = true
		}
		switch {
		case left < draw.Count:
			d.f.broken(d.at[n], "", "this draws %d of %d items", draw.Count, max(left, 0))
		case critical > draw.Count:
			d.f.broken(d.at[n], "draw at least as many", "this draws %d items of which %d are critical, so that chance would leave one out", draw.Count, critical)
		}
		earlier = append(earlier, from)
	}
	d.checkDrawn(drawn)
}

// shared counts what is in both lists, which are ordered.
func shared(a, b []int) int {
	n := 0
	for _, i := range a {
		if _, both := slices.BinarySearch(b, i); both {
			n++
		}
	}
	return n
}

// checkDrawn reports items that nobody will ever see.
func (d *draws) checkDrawn(drawn []bool) {
	const hint = "add a draw with only a count for whatever the others do not name"
	for i, it := range d.quiz.Items {
		at := d.items.first[string(it.ID)]
		switch {
		case drawn[i] || it.Survey:
		case it.Critical:
			d.f.broken(at, hint, "no draw takes the critical item “%s”", it.ID)
		default:
			d.f.advise(at, hint, "no draw takes the item “%s”", it.ID)
		}
	}
}
