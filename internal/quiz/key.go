package quiz

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"
)

// Key is a digest of what makes the right answer, so that somebody who learned the item can be told when that
// changed. It is 64 hexadecimal digits. It depends on the kind, on the choices that earn credit and how much,
// on the order of an Order, the pairs of a Match, and on what is accepted as a Short or Number. It does not depend on
// the wording of prompts, feedback and choices that are picked, nor on wrong choices that earn nothing.
func (it Item) Key() string {
	h := sha256.New()
	field(h, string(it.Kind), fmt.Sprint(it.Survey, it.Partial))
	choices := slices.Clone(it.inOrder())
	if it.Kind != Order && it.Kind != Short && it.Kind != Number { // there, the first that fits counts
		slices.SortStableFunc(choices, func(a, b Choice) int { return strings.Compare(string(a.ID), string(b.ID)) })
	}
	for _, c := range choices {
		switch {
		case it.Kind == Order:
			field(h, string(c.ID))
		case it.Kind == Match && c.Text == "": // a right side that belongs to nothing
		case it.Kind == Match:
			field(h, string(c.ID), plainText(c.Text), plainText(c.Match))
		case !c.Correct && c.Credit == 0:
		case it.Kind == Short:
			field(h, string(appendPlain(nil, c.Text, true, ' ')), fmt.Sprint(c.Correct, c.Credit))
		case it.Kind == Number:
			value, tolerance, _ := c.known()
			field(h, it.Unit, value.rational().RatString(), tolerance.rational().RatString(), fmt.Sprint(c.takesAny(), c.Correct, c.Credit))
		default:
			field(h, string(c.ID), fmt.Sprint(c.Correct, c.Credit))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

func plainText(s string) string { return string(appendPlain(nil, s, false, ' ')) }

// field adds texts so that no two lists of them are alike.
func field(h hash.Hash, texts ...string) {
	for _, t := range texts {
		fmt.Fprintf(h, "%d:%s", len(t), t)
	}
}
