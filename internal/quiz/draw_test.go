package quiz_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/quiz"
)

// bank makes a quiz of items written as "id", "id!" (critical), "id?" (survey), "id@bank" or "id#objective".
func bank(items string, draws ...quiz.Draw) quiz.Quiz {
	q := quiz.Quiz{ID: "q", Pass: 80, Draws: draws}
	for word := range strings.FieldsSeq(items) {
		it := single("", "x", "x", "y")
		word, it.Objective, _ = strings.Cut(word, "#")
		word, it.Bank, _ = strings.Cut(word, "@")
		it.Critical, it.Survey = strings.HasSuffix(word, "!"), strings.HasSuffix(word, "?")
		it.ID = quiz.ItemID(strings.TrimRight(word, "!?"))
		q.Items = append(q.Items, it)
	}
	return q
}

func itemIDs(q quiz.Quiz) string {
	var words []string
	for _, it := range q.Items {
		words = append(words, string(it.ID))
	}
	return strings.Join(words, " ")
}

func TestADrawGivesTheRightItems(t *testing.T) {
	two := func(from string) quiz.Draw {
		d := quiz.Draw{Count: 2}
		d.Bank, d.Objective, _ = strings.Cut(from, "#")
		return d
	}
	cases := []struct {
		name   string
		quiz   quiz.Quiz
		always string // items that every seed gives
		count  int
	}{
		{"no draws", bank("a b c"), "a b c", 3},
		{"two of four", bank("a b c d", two("")), "", 2},
		{"critical ones first", bank("a b! c d!", two("")), "b d", 2},
		{"more critical ones than are drawn", bank("a! b! c! d", two("")), "", 2},
		{"of a bank", bank("a@x b@x c d", two("x")), "a b", 2},
		{"of an objective", bank("a#r b#s c#r d", two("#r")), "a c", 2},
		{"of both", bank("a@x#r b@x#s c@y#r d@x#r", two("x#r")), "a d", 2},
		{"the rest is what no other draw names", bank("a@x b@x c@x d e", two("x"), two("")), "d e", 4},
		{"what an earlier draw took is gone", bank("a@x#r b@x#r c@y#r d#s", two("x"), two("#r")), "a b c", 3},
		{"more than there is", bank("a b", quiz.Draw{Count: 9}), "a b", 2},
		{"a count under zero", bank("a b", quiz.Draw{Count: -1}), "", 0},
		{"a survey is always given", bank("a? b c d e?@x", quiz.Draw{Count: 1}), "a e", 3},
		{"a survey is not drawn", bank("a?@x b@x c", quiz.Draw{Count: 1, Bank: "x"}), "a b", 2},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			written := strings.Fields(itemIDs(c.quiz))
			for seed := range uint64(40) {
				got := c.quiz.Given(seed)
				have := strings.Fields(itemIDs(got))
				if len(have) != c.count || len(got.Draws) != 0 {
					t.Fatalf("seed %d gives %v and %d draws, want %d items", seed, have, len(got.Draws), c.count)
				}
				for _, id := range strings.Fields(c.always) {
					if !slices.Contains(have, id) {
						t.Errorf("seed %d leaves %s out: %v", seed, id, have)
					}
				}
				if !slices.IsSortedFunc(have, func(a, b string) int { return slices.Index(written, a) - slices.Index(written, b) }) {
					t.Errorf("seed %d: not in the order in which it is written: %v", seed, have)
				}
				if diff := cmp.Diff(got, c.quiz.Given(seed)); diff != "" {
					t.Errorf("seed %d gives something else the second time: %s", seed, diff)
				}
				if diff := cmp.Diff(got, got.Given(seed+1)); diff != "" {
					t.Errorf("what was given was drawn from again: %s", diff)
				}
			}
		})
	}
}

// As orders do, draws must hold for ever.
func TestADrawNeverChanges(t *testing.T) {
	q := bank("a b c d@x e@x f@x g h", quiz.Draw{Count: 2, Bank: "x"}, quiz.Draw{Count: 3})
	for seed, want := range map[uint64]string{0: "a e f g h", 1: "a b c d f", 1<<64 - 1: "a d e g h"} {
		if got := itemIDs(q.Given(seed)); got != want {
			t.Errorf("seed %d gives %s, want %s", seed, got, want)
		}
	}
}

func TestEveryItemIsDrawnAtTimes(t *testing.T) {
	q := bank("a b c d e f", quiz.Draw{Count: 2})
	times := map[string]int{}
	for seed := range uint64(600) {
		for id := range strings.FieldsSeq(itemIDs(q.Given(seed))) {
			times[id]++
		}
	}
	for _, it := range q.Items {
		if n := times[string(it.ID)]; n < 150 || n > 250 {
			t.Errorf("%s was drawn %d times of 600, want about 200", it.ID, n)
		}
	}
}

func FuzzGivenDrawsTheRightCounts(f *testing.F) {
	f.Add(uint64(1), "a b! c@x d#r e?", 2, 1)
	f.Fuzz(func(t *testing.T, seed uint64, items string, first, rest int) {
		q := bank(items, quiz.Draw{Count: first, Bank: "x"}, quiz.Draw{Count: rest})
		inX, surveys := 0, 0
		for _, it := range q.Items {
			switch {
			case it.Survey:
				surveys++
			case it.Bank == "x":
				inX++
			}
		}
		others := len(q.Items) - inX - surveys
		want := surveys + min(max(first, 0), inX) + min(max(rest, 0), others)
		if got := q.Given(seed); len(got.Items) != want {
			t.Errorf("%q gives %d items, want %d", items, len(got.Items), want)
		}
	})
}

func TestOnlyAndPractice(t *testing.T) {
	q := bank("a! b c? d!", quiz.Draw{Count: 1})
	q.AskSure, q.Feedback, q.ShuffleChoices = true, quiz.AtTheEnd, true
	critical := q.Only(func(it quiz.Item) bool { return it.Critical })
	if itemIDs(critical) != "a d" || critical.Draws != nil || critical.Pass != 80 || !critical.AskSure {
		t.Errorf("got %+v", critical)
	}
	p := q.Practice()
	if itemIDs(p) != "a b d" || len(p.Draws) != 1 || p.Feedback != quiz.AtOnce || p.AskSure || !p.ShuffleChoices {
		t.Errorf("got %+v", p)
	}
	if itemIDs(q) != "a b c d" {
		t.Error("the quiz was changed")
	}
}

func TestMixedItemsKnowWhereTheyComeFrom(t *testing.T) {
	item := func(module string, id quiz.ItemID) quiz.Item {
		it := single(id, "x", "x", "y")
		it.Module = module
		return it
	}
	q := quiz.Mixed("due", item("alpha", "one"), item("beta", "one"), item("alpha", "one"), item("", "two"))
	if got := itemIDs(q); got != "alpha/one beta/one two" {
		t.Errorf("got %s", got)
	}
	if got := itemIDs(quiz.Mixed("again", q.Items...)); got != itemIDs(q) {
		t.Errorf("mixed twice: %s", got)
	}
	want := []string{"alpha one", "beta one", "home two"}
	for i, it := range q.Items {
		module, id := it.Ref("home")
		if got := fmt.Sprint(module, " ", id); got != want[i] {
			t.Errorf("got %s, want %s", got, want[i])
		}
	}
}

func TestAnOrderIsNeverShownSolved(t *testing.T) {
	for n := 2; n < 6; n++ {
		it := steps("o", ids{"a", "b", "c", "d", "e"}[:n]...)
		first := map[quiz.ChoiceID]bool{}
		for seed := range uint64(300) {
			q := quiz.Quiz{Items: []quiz.Item{it}}
			var shown ids
			for _, c := range q.Order(seed)[0].Choices {
				shown = append(shown, c.ID)
			}
			if it.Correct(chose(shown...)) {
				t.Fatalf("seed %d shows %v", seed, shown)
			}
			if it.Accepts(chose(shown...)) != nil {
				t.Fatalf("seed %d: %v is not all of it", seed, shown)
			}
			first[shown[0]] = true
		}
		if n > 2 && len(first) != n {
			t.Errorf("of %d choices, only %v come first", n, first)
		}
	}
	if one := steps("o", "a").Shown(1); len(one.Choices) != 1 {
		t.Errorf("got %v", one.Choices)
	}
}

func TestRightSidesAreShuffledAndEachIsThereOnce(t *testing.T) {
	it := pairs("1=odd", "2=even", "3=odd", "=both")
	solved := pairs("1=a", "2=b", "3=c")
	orders := map[string]bool{}
	for seed := range uint64(200) {
		var words []string
		for _, c := range it.Rights(seed) {
			words = append(words, c.Match)
		}
		orders[strings.Join(words, " ")] = true
		slices.Sort(words)
		if got := strings.Join(words, " "); got != "both even odd" {
			t.Fatalf("got %s", got)
		}
		var beside ids
		for _, c := range solved.Rights(seed) {
			beside = append(beside, c.ID)
		}
		if solved.Correct(chose(beside...)) {
			t.Fatalf("seed %d shows %v beside their left sides", seed, beside)
		}
	}
	if len(orders) != 6 {
		t.Errorf("%d of 6 orders came up", len(orders))
	}
}

func TestWhatStaysAsWritten(t *testing.T) {
	q := quiz.Quiz{ShuffleChoices: true, Items: []quiz.Item{
		known(quiz.Short, "a", "b", "c", "!*"), known(quiz.Number, "1", "2", "3", "!*"), pairs("1=a", "2=b", "3=c"),
		survey(single("scale", "", "w", "x", "y", "z")), trueFalse("t", quiz.True),
	}}
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		if diff := cmp.Diff(q.Items, q.Order(r.Uint64())); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestShuffledStepsAndRightSidesNeverChange(t *testing.T) {
	o, p := steps("o", "a", "b", "c", "d", "e"), pairs("1=v", "2=w", "3=x", "=y", "=z")
	for seed, want := range map[uint64]string{0: "bdcae xvwyz", 1: "dabce yxwzv", 42: "dceba vywzx"} {
		got := ""
		for _, c := range o.Shown(seed).Choices {
			got += string(c.ID)
		}
		got += " "
		for _, c := range p.Rights(seed) {
			got += c.Match
		}
		if got != want {
			t.Errorf("seed %d gives %s, want %s", seed, got, want)
		}
	}
}
