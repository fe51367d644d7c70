package giveaway_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/giveaway"
	"github.com/passalong/passalong/internal/quiz"
)

// single is an item whose choices have these lengths; the one at right is right.
func single(right int, lengths ...int) quiz.Item {
	it := quiz.Item{Kind: quiz.Single}
	for i, n := range lengths {
		it.Choices = append(it.Choices, quiz.Choice{Text: strings.Repeat("é", n), Correct: i == right})
	}
	return it
}

func TestChoosingByLength(t *testing.T) {
	for _, test := range []struct {
		name              string
		items             []quiz.Item
		longest, shortest float64
		chance            float64
	}{
		{"the longest is right", []quiz.Item{single(0, 9, 3, 4, 5)}, 1, 0, 0.25},
		{"the shortest is right", []quiz.Item{single(1, 9, 3, 4)}, 0, 1, 1. / 3},
		{"two are the longest", []quiz.Item{single(1, 9, 9, 4, 4)}, 0.5, 0, 0.25},
		{"all are alike", []quiz.Item{single(2, 7, 7, 7)}, 1. / 3, 1. / 3, 1. / 3},
		{"what is in between", []quiz.Item{single(2, 9, 3, 5)}, 0, 0, 1. / 3},
		{"several together", []quiz.Item{single(0, 9, 3), single(0, 3, 9)}, 1, 1, 1},
		{"surveys and other kinds do not count", []quiz.Item{{Kind: quiz.Multiple, Choices: make([]quiz.Choice, 3)}, {Kind: quiz.Single, Survey: true, Choices: make([]quiz.Choice, 3)}}, 0, 0, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			long, short := giveaway.Longest(test.items), giveaway.Shortest(test.items)
			if !near(long.Right, test.longest) || !near(short.Right, test.shortest) || !near(long.Chance, test.chance) || !near(short.Chance, test.chance) {
				t.Errorf("longest %+v, shortest %+v", long, short)
			}
		})
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestChanceGoesUpToTheNextItem(t *testing.T) {
	for _, test := range []struct {
		right, chance float64
		over          bool
	}{
		{0, 0, false}, {1, 0.25, false}, {1.5, 0.25, true}, {2, 1.5, false}, {2, 2, false}, {2.34, 2, true}, {3, 1.5, true},
	} {
		if got := (giveaway.Guess{Right: test.right, Chance: test.chance}).Over(); got != test.over {
			t.Errorf("%v right where chance gives %v: over %t", test.right, test.chance, got)
		}
	}
	sum := giveaway.Guess{Items: 2, Right: 1, Chance: 0.5}.Plus(giveaway.Guess{Items: 1, Right: 0.5, Chance: 0.25})
	if sum != (giveaway.Guess{Items: 3, Right: 1.5, Chance: 0.75}) {
		t.Errorf("together %+v", sum)
	}
}

func TestEitherLengthGivesAway(t *testing.T) {
	for name, test := range map[string]struct {
		items []quiz.Item
		want  bool
	}{
		"the longest":  {[]quiz.Item{single(0, 9, 3, 4), single(0, 9, 3, 4)}, true},
		"the shortest": {[]quiz.Item{single(0, 1, 3, 4), single(0, 1, 3, 4)}, true},
		"one each":     {[]quiz.Item{single(0, 1, 3, 4), single(0, 9, 3, 4)}, false},
		"nothing":      {nil, false},
	} {
		if got := giveaway.ByLength(test.items); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestPlacesLettersAndTruths(t *testing.T) {
	items := []quiz.Item{
		single(0, 4, 4, 4), single(2, 2, 4, 6), single(1, 1, 1, 1, 1),
		{Kind: quiz.TrueFalse, Choices: []quiz.Choice{{ID: quiz.True, Correct: true}, {ID: quiz.False}}},
		{Kind: quiz.TrueFalse, Choices: []quiz.Choice{{ID: quiz.True}, {ID: quiz.False, Correct: true}}},
		{Kind: quiz.TrueFalse, Survey: true},
		{Kind: quiz.Multiple, Choices: []quiz.Choice{{Text: "abc", Correct: true}, {Text: "a"}}},
	}
	want := map[int][]int{3: {1, 0, 1}, 4: {0, 1, 0, 0}}
	if diff := cmp.Diff(want, giveaway.Places(items)); diff != "" {
		t.Errorf("places: -want +got:\n%s", diff)
	}
	if right, other := giveaway.Letters(items); !near(right, (4+6+1+3)/4.) || !near(other, (4+4+2+4+1+1+1+1)/8.) {
		t.Errorf("%v letters are right and %v are not", right, other)
	}
	if hold, all := giveaway.Truths(items); hold != 1 || all != 2 {
		t.Errorf("%d of %d hold", hold, all)
	}
	if right, other := giveaway.Letters(nil); right != 0 || other != 0 {
		t.Errorf("of nothing: %v and %v", right, other)
	}
}
