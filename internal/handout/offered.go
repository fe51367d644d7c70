package handout

import (
	"hash/fnv"
	"slices"
	"strconv"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
)

// An offer is an item as it is put to a group: on paper in the same order and with the same letters as on the screen.
type offer struct {
	item    quiz.Item // its choices in the order in which they are shown
	choices []offeredRow
	rights  []offeredRow
}

func offered(p plan.Poll) offer {
	h := fnv.New64a()
	_, _ = h.Write([]byte(p.ID)) // never fails
	seed := h.Sum64()
	o := offer{item: *p.Item}
	if o.item.Kind == quiz.Order {
		o.item = o.item.Shown(seed)
	}
	for _, c := range o.item.Choices {
		if c.Text == "" && o.item.Kind == quiz.Match || o.item.Kind == quiz.Short || o.item.Kind == quiz.Number {
			continue
		}
		o.choices = append(o.choices, offeredRow{Key: string(c.ID), Letter: letter(len(o.choices)), Text: c.Words()})
	}
	if o.item.Kind == quiz.Match {
		for i, c := range o.item.Rights(seed) {
			o.rights = append(o.rights, offeredRow{Key: string(c.ID), Letter: letter(i), Text: c.Match})
		}
	}
	return o
}

// right reports whether a choice is one to be made.
func (o offer) right(key string) bool {
	return slices.ContainsFunc(o.item.Choices, func(c quiz.Choice) bool { return string(c.ID) == key && c.Correct })
}

// places are the numbers to write before the choices of an Order, from the top down.
func (o offer) places() []string {
	var all []string
	for _, c := range o.item.Choices {
		all = append(all, strconv.Itoa(c.Place))
	}
	return all
}

// letters are those to write before the left sides of a Match, from the top down.
func (o offer) letters() []string {
	var all []string
	for _, c := range o.item.Choices {
		if c.Text == "" {
			continue
		}
		at := slices.IndexFunc(o.rights, func(r offeredRow) bool { return r.Text == c.Match })
		all = append(all, letter(at))
	}
	return all
}

// An offeredRow is one choice.
type offeredRow struct{ Key, Letter, Text string }
