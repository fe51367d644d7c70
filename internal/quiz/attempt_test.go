package quiz_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/quiz"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func single(id quiz.ItemID, right quiz.ChoiceID, all ...quiz.ChoiceID) quiz.Item {
	it := quiz.Item{ID: id, Kind: quiz.Single}
	for _, c := range all {
		it.Choices = append(it.Choices, quiz.Choice{ID: c, Correct: c == right})
	}
	return it
}

func trueFalse(id quiz.ItemID, right quiz.ChoiceID) quiz.Item {
	it := single(id, right, quiz.True, quiz.False, quiz.Unsure)
	it.Kind = quiz.TrueFalse
	return it
}

func multiple(id quiz.ItemID, right []quiz.ChoiceID, all ...quiz.ChoiceID) quiz.Item {
	it := single(id, "", all...)
	it.Kind = quiz.Multiple
	for i := range it.Choices {
		it.Choices[i].Correct = slices.Contains(right, it.Choices[i].ID)
	}
	return it
}

// of makes a quiz of n items, a, b, c and so on, whose right choice is "x".
func of(n, pass int) quiz.Quiz {
	q := quiz.Quiz{ID: "q", Pass: pass}
	for i := range n {
		q.Items = append(q.Items, single(quiz.ItemID(rune('a'+i)), "x", "x", "y", "z"))
	}
	return q
}

// order writes an order as "item:choices" words.
func order(items []quiz.Item) string {
	var words []string
	for _, it := range items {
		w := string(it.ID) + ":"
		for _, c := range it.Choices {
			w += string(c.ID[0])
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

// An attempt keeps its seed and not its order, so these orders must hold for ever: a change here, also
// after an upgrade of Go, would move the items of attempts that are under way.
func TestAnOrderNeverChanges(t *testing.T) {
	q := of(5, 80)
	q.Items[2] = trueFalse("c", quiz.True)
	q.Items = append(q.Items, multiple("m", []quiz.ChoiceID{"x", "y"}, "w", "x", "y", "z"))
	cases := []struct {
		name           string
		items, choices bool
		seed           uint64
		want           string
	}{
		{"as written", false, false, 7, "a:xyz b:xyz c:tfu d:xyz e:xyz m:wxyz"},
		{"items, seed 0", true, false, 0, "a:xyz c:tfu m:wxyz e:xyz d:xyz b:xyz"},
		{"items, seed 1", true, false, 1, "b:xyz m:wxyz e:xyz c:tfu a:xyz d:xyz"},
		{"items, the largest seed", true, false, 1<<64 - 1, "c:tfu a:xyz d:xyz m:wxyz e:xyz b:xyz"},
		{"choices, seed 0", false, true, 0, "a:xyz b:yzx c:tfu d:zyx e:xyz m:yxwz"},
		{"choices, seed 1", false, true, 1, "a:yxz b:xyz c:tfu d:zxy e:zyx m:yzxw"},
		{"both, seed 42", true, true, 42, "c:tfu b:xzy a:yzx d:zyx e:yzx m:wxzy"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			q := q
			q.ShuffleItems, q.ShuffleChoices = c.items, c.choices
			if got := order(q.Order(c.seed)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestAnOrderIsTheSameItemsAndLeavesTheQuizAlone(t *testing.T) {
	q := of(12, 80)
	q.ShuffleItems, q.ShuffleChoices = true, true
	written := order(q.Items)
	sorted := func(items []quiz.Item) string {
		words := strings.Fields(order(items))
		for i, w := range words {
			letters := strings.Split(w, "")
			slices.Sort(letters)
			words[i] = strings.Join(letters, "")
		}
		slices.Sort(words)
		return strings.Join(words, " ")
	}
	moved := 0
	for seed := range uint64(500) {
		got := q.Order(seed)
		if sorted(got) != sorted(q.Items) {
			t.Fatalf("seed %d: other items or choices: %s", seed, order(got))
		}
		if order(got) != order(q.Order(seed)) {
			t.Fatalf("seed %d: the second order differs from the first", seed)
		}
		if order(got) != written {
			moved++
		}
	}
	if order(q.Items) != written {
		t.Error("ordering changed the quiz")
	}
	if moved < 490 {
		t.Errorf("only %d of 500 seeds moved anything", moved)
	}
}

func TestAddingAnItemMovesNoChoices(t *testing.T) {
	short, long := of(3, 80), of(4, 80)
	short.ShuffleChoices, long.ShuffleChoices = true, true
	for seed := range uint64(50) {
		if diff := cmp.Diff(short.Order(seed), long.Order(seed)[:3]); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
}

func TestCorrect(t *testing.T) {
	type chosen = []quiz.ChoiceID
	m := multiple("m", chosen{"x", "y"}, "x", "y", "z")
	cases := []struct {
		name   string
		item   quiz.Item
		chosen chosen
		want   bool
	}{
		{"single, right", single("s", "x", "x", "y"), chosen{"x"}, true},
		{"single, wrong", single("s", "x", "x", "y"), chosen{"y"}, false},
		{"single, nothing", single("s", "x", "x", "y"), nil, false},
		{"single, unknown", single("s", "x", "x", "y"), chosen{"q"}, false},
		{"single, right and unknown", single("s", "x", "x", "y"), chosen{"x", "q"}, false},
		{"multiple, all right", m, chosen{"x", "y"}, true},
		{"multiple, in another order", m, chosen{"y", "x"}, true},
		{"multiple, one missing", m, chosen{"x"}, false},
		{"multiple, one too many", m, chosen{"x", "y", "z"}, false},
		{"multiple, only a wrong one", m, chosen{"z"}, false},
		{"multiple, nothing", m, nil, false},
		{"multiple of which none is right, nothing chosen", multiple("m", nil, "x"), nil, false},
		{"true, right", trueFalse("t", quiz.True), chosen{quiz.True}, true},
		{"true, wrong", trueFalse("t", quiz.True), chosen{quiz.False}, false},
		{"false, right", trueFalse("t", quiz.False), chosen{quiz.False}, true},
		{"I don't know is never right", trueFalse("t", quiz.True), chosen{quiz.Unsure}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.item.Correct(quiz.Given{Choices: c.chosen}); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestAnswerRefusesWhatTheItemDoesNotTake(t *testing.T) {
	type chosen = []quiz.ChoiceID
	s := quiz.Attempt{Quiz: quiz.Quiz{Items: []quiz.Item{single("s", "x", "x", "y")}}}
	tf := quiz.Attempt{Quiz: quiz.Quiz{Items: []quiz.Item{trueFalse("t", quiz.True)}}}
	m := quiz.Attempt{Quiz: quiz.Quiz{Items: []quiz.Item{multiple("m", chosen{"x"}, "x", "y")}}}
	done, _, err := s.Answer(quiz.Given{Choices: chosen{"x"}}, noon)
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name    string
		attempt quiz.Attempt
		chosen  chosen
		want    error
	}{
		{"nothing", s, nil, quiz.ErrNothingChosen},
		{"an empty list", s, chosen{}, quiz.ErrNothingChosen},
		{"two for a single item", s, chosen{"x", "y"}, quiz.ErrOneChoice},
		{"two for true or false", tf, chosen{quiz.True, quiz.Unsure}, quiz.ErrOneChoice},
		{"a choice of another item", s, chosen{quiz.True}, quiz.ErrUnknownChoice},
		{"one known and one unknown", m, chosen{"x", "q"}, quiz.ErrUnknownChoice},
		{"when all is answered", done, chosen{"x"}, quiz.ErrComplete},
		{"when there are no items", quiz.Attempt{}, chosen{"x"}, quiz.ErrComplete},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, r, err := c.attempt.Answer(quiz.Given{Choices: c.chosen}, noon)
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if diff := cmp.Diff(c.attempt, got); diff != "" || r.Item != "" {
				t.Errorf("something was answered: %v %s", r, diff)
			}
		})
	}
}

func TestAnswerKeepsWhatWasChosen(t *testing.T) {
	a := quiz.Attempt{Quiz: quiz.Quiz{Items: []quiz.Item{multiple("m", []quiz.ChoiceID{"x", "y"}, "x", "y", "z")}}}
	chosen := []quiz.ChoiceID{"y", "x", "y"}
	next, r, err := a.Answer(quiz.Given{Choices: chosen}, noon)
	if err != nil {
		t.Fatal(err)
	}
	want := quiz.Response{Item: "m", Choices: []quiz.ChoiceID{"y", "x"}, Credit: quiz.Full, Correct: true, At: noon}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Error(diff)
	}
	chosen[0] = "z"
	if diff := cmp.Diff([]quiz.Response{want}, next.Responses); diff != "" {
		t.Error("the response shares the caller's list:", diff)
	}
	if len(a.Responses) != 0 {
		t.Error("the attempt before was changed")
	}
	one, _, err := quiz.Attempt{Quiz: of(1, 80)}.Answer(quiz.Given{Choices: []quiz.ChoiceID{"x", "x"}}, noon)
	if err != nil || len(one.Responses) != 1 {
		t.Errorf("the one choice of a single item, named twice: %v", err)
	}
}

func TestTwoWaysOnFromOneAttemptDoNotMix(t *testing.T) {
	a := quiz.Attempt{Quiz: of(4, 80)}
	a.Responses = make([]quiz.Response, 0, 8) // room that both could write to
	left, _, _ := a.Answer(quiz.Given{Choices: []quiz.ChoiceID{"x"}}, noon)
	right, _, _ := a.Answer(quiz.Given{Choices: []quiz.ChoiceID{"y"}}, noon)
	if left.Responses[0].Choices[0] != "x" || right.Responses[0].Choices[0] != "y" {
		t.Errorf("got %v and %v", left.Responses, right.Responses)
	}
}

func TestAnAttemptGoesThroughEveryItemOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		q := of(1+r.IntN(20), r.IntN(101))
		q.ShuffleItems, q.ShuffleChoices = r.IntN(2) == 0, r.IntN(2) == 0
		a := quiz.Attempt{Seed: r.Uint64(), Quiz: q}
		want := q.Order(a.Seed)
		right := 0
		for n, it := range want {
			got, number, ok := a.Current()
			if !ok || got.ID != it.ID || number != n+1 || a.Complete() || a.Score().Passed {
				t.Fatalf("at %d of %d: item %s, number %d, ok %v", n+1, len(want), got.ID, number, ok)
			}
			next, resp, err := a.Answer(quiz.Given{Choices: []quiz.ChoiceID{got.Choices[r.IntN(3)].ID}}, noon)
			if err != nil {
				t.Fatal(err)
			}
			if resp.Correct {
				right++
			}
			if kept, ok := next.Response(it.ID); !ok || !cmp.Equal(kept, resp) {
				t.Fatalf("the response to %s is not found", it.ID)
			}
			a = next
		}
		res := a.Score()
		passed := 100*right >= q.Pass*len(q.Items)
		if _, _, ok := a.Current(); ok || !a.Complete() || res.Answered != len(q.Items) || res.Right != right || res.Passed != passed {
			t.Fatalf("at the end, with %d right of %d and pass at %d: %+v", right, len(q.Items), q.Pass, res)
		}
	}
}

func TestScore(t *testing.T) {
	cases := []struct {
		name     string
		items    int
		pass     int
		critical string // letters of the critical items
		answers  string // x is right, y wrong, - not answered
		want     quiz.Result
	}{
		{"nothing answered", 3, 60, "", "---", quiz.Result{Items: 3}},
		{"no items", 0, 0, "", "", quiz.Result{}},
		{"all right", 3, 100, "a", "xxx", quiz.Result{Items: 3, Answered: 3, Right: 3, Percent: 100, Passed: true}},
		{"two of three are 66 percent", 3, 66, "", "xxy", quiz.Result{Items: 3, Answered: 3, Right: 2, Percent: 66, Passed: true}},
		{"and not 67", 3, 67, "", "xxy", quiz.Result{Items: 3, Answered: 3, Right: 2, Percent: 66}},
		{"exactly the pass mark", 10, 80, "", "xxxxxxxxyy", quiz.Result{Items: 10, Answered: 10, Right: 8, Percent: 80, Passed: true}},
		{"just under", 10, 80, "", "xxxxxxxyyy", quiz.Result{Items: 10, Answered: 10, Right: 7, Percent: 70}},
		{"a critical item missed", 10, 80, "c", "xxyxxxxxxx", quiz.Result{Items: 10, Answered: 10, Right: 9, Percent: 90, MissedCritical: []quiz.ItemID{"c"}}},
		{"two critical items missed, in the quiz's order", 4, 0, "bd", "xyxy", quiz.Result{Items: 4, Answered: 4, Right: 2, Percent: 50, MissedCritical: []quiz.ItemID{"b", "d"}}},
		{"a critical item right", 4, 50, "a", "xyxy", quiz.Result{Items: 4, Answered: 4, Right: 2, Percent: 50, Passed: true}},
		{"a critical item not answered is not missed", 3, 60, "c", "xx-", quiz.Result{Items: 3, Answered: 2, Right: 2, Percent: 66}},
		{"a pass mark of nothing still asks for an end", 2, 0, "", "y-", quiz.Result{Items: 2, Answered: 1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := quiz.Attempt{Quiz: of(c.items, c.pass)}
			for i, letter := range c.answers {
				it := &a.Quiz.Items[i]
				it.Critical = strings.Contains(c.critical, string(it.ID))
				if letter != '-' {
					a.Responses = append(a.Responses, quiz.Response{Item: it.ID, Correct: letter == 'x'})
				}
			}
			slices.Reverse(a.Responses) // the order of the answers does not matter
			if diff := cmp.Diff(c.want, a.Score()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAResponseCountsAsItWasJudged(t *testing.T) {
	a := quiz.Attempt{Quiz: of(1, 100), Responses: []quiz.Response{{Item: "a", Choices: []quiz.ChoiceID{"y"}, Correct: true}}}
	if !a.Score().Passed {
		t.Error("a response that was judged right was judged again")
	}
}

func TestResponsesToUnknownItemsCountForNothing(t *testing.T) {
	a := quiz.Attempt{Quiz: of(2, 50)}
	for i := range 5 {
		a.Responses = append(a.Responses, quiz.Response{Item: quiz.ItemID(fmt.Sprint("gone", i)), Correct: true})
	}
	if diff := cmp.Diff(quiz.Result{Items: 2}, a.Score()); diff != "" {
		t.Error(diff)
	}
	if _, n, ok := a.Current(); !ok || n != 1 {
		t.Errorf("got item %d, %v; want the first", n, ok)
	}
}

func TestItemsAreFoundById(t *testing.T) {
	q := of(3, 80)
	if it, ok := q.Item("b"); !ok || it.ID != "b" {
		t.Errorf("got %v, %v", it, ok)
	}
	if it, ok := q.Item("nobody"); ok || it.ID != "" {
		t.Errorf("got %v, %v for an unknown id", it, ok)
	}
}
