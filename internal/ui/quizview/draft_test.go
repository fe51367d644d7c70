package quizview

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/passalong/passalong/internal/quiz"
)

// Whatever a learner does with rows, an Order has every step once, a Match has no right side more often than it can
// be had, and what is ready is accepted.
func TestADraftStaysWhole(t *testing.T) {
	match := pairs()
	match.Choices = append(match.Choices, quiz.Choice{ID: "mouth", Text: "Mouth to mouth", Match: "Bring oxygen"})
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 0))
		order := steps().Shown(seed)
		o, m := newDraft(order, seed), newDraft(match, seed)
		for step := range 60 {
			row, to := r.IntN(8)-1, r.IntN(8)-1
			switch r.IntN(4) {
			case 0:
				o.move(order, row, to)
				m.put(match, row, to)
			case 1:
				o.lift(max(row, 0))
				m.cycle(match, row, 1)
			case 2:
				m.cycle(match, row, -1)
			case 3:
				m.put(match, row, -1)
			}
			checkDraft(t, order, &o)
			for right := range m.rights {
				if m.left(match, right) < 0 {
					t.Fatalf("seed %d, step %d: right side %d is there too often: %v", seed, step, right, m.chosen)
				}
			}
			if m.missing(match) == "" && match.Accepts(m.given()) != nil {
				t.Fatalf("seed %d, step %d: ready with %v", seed, step, m.chosen)
			}
		}
	}
}

func checkDraft(t *testing.T, it quiz.Item, d *draft) {
	t.Helper()
	if len(d.chosen) != len(it.Choices) || it.Accepts(d.given()) != nil {
		t.Fatalf("the order is %v", d.chosen)
	}
}

func TestTwoLeftSidesMayShareARightSide(t *testing.T) {
	it := pairs()
	it.Choices = append(it.Choices, quiz.Choice{ID: "mouth", Text: "Mouth to mouth", Match: "Bring oxygen"})
	d := newDraft(it, 1)
	air := slices.IndexFunc(d.rights, func(c quiz.Choice) bool { return c.Match == "Bring oxygen" })
	d.put(it, 1, air)
	d.put(it, 2, air)
	if d.beside(1) != air || d.beside(2) != air {
		t.Fatalf("given %v", d.chosen)
	}
	d.put(it, 0, air) // a third one takes it from the first that has it
	if d.beside(0) != air || d.beside(1) != -1 || d.beside(2) != air {
		t.Errorf("given %v", d.chosen)
	}
}

func TestTypingTheSameAgainIsNoChange(t *testing.T) {
	d := newDraft(word(), 1)
	d.problem = "something"
	d.write("")
	if d.problem == "" {
		t.Error("nothing was written, and what was missing is gone")
	}
	d.write("a")
	if d.problem != "" || d.text != "a" {
		t.Errorf("%q, %q", d.problem, d.text)
	}
}
