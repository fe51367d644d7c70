package quiz_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/quiz"
)

func TestEveryChoiceHasWords(t *testing.T) {
	for _, c := range []struct {
		choice quiz.Choice
		want   string
	}{
		{quiz.Choice{ID: "air", Text: "Give air"}, "Give air"},
		{quiz.Choice{ID: quiz.True, Text: "Yes, it does"}, "Yes, it does"},
		{quiz.Choice{ID: quiz.True}, "True"},
		{quiz.Choice{ID: quiz.False}, "False"},
		{quiz.Choice{ID: quiz.Unsure}, "I don't know"},
		{quiz.Choice{ID: "odd"}, "odd"},
	} {
		if got := c.choice.Words(); got != c.want {
			t.Errorf("the words of %+v are %q, want %q", c.choice, got, c.want)
		}
	}
}

func TestResponsesInWords(t *testing.T) {
	tf := trueFalse("t", quiz.False)
	number := unit(known(quiz.Number, "2 ± 0.5", "10", "!*"), "minutes")
	cases := []struct {
		name         string
		item         quiz.Item
		given        quiz.Given
		words, right []string
	}{
		{"single", single("s", "x", "x", "y"), chose("y"), []string{"y"}, []string{"x"}},
		{"multiple, in the item's order", multiple("m", ids{"x", "y"}, "x", "y", "z"), chose("z", "x"), []string{"x", "z"}, []string{"x", "y"}},
		{"true or false", tf, chose(quiz.Unsure), []string{"I don't know"}, []string{"False"}},
		{"a choice that is gone", tf, chose("maybe"), []string{"maybe"}, []string{"False"}},
		{"order", steps("o", "a", "b"), chose("b", "a"), []string{"1. step b", "2. step a"}, []string{"1. step a", "2. step b"}},
		{
			"match", pairs("One=odd", "Two=even", "=both"), chose("c", ""),
			[]string{"One → both", "Two → —"}, []string{"One → odd", "Two → even"},
		},
		{"match, short of one", pairs("One=odd", "Two=even"), chose("b"), []string{"One → even", "Two → —"}, []string{"One → odd", "Two → even"}},
		{"short", known(quiz.Short, "naloxone", "give * air", `5\*`, "!*"), wrote(" Narcan "), []string{"Narcan"}, []string{"naloxone", "5*"}},
		{"number", number, wrote("2,5"), []string{"2,5 minutes"}, []string{"from 1.5 to 2.5 minutes", "10 minutes"}},
		{"number with its unit", number, wrote("2 min"), []string{"2 min"}, []string{"from 1.5 to 2.5 minutes", "10 minutes"}},
		{"any number", known(quiz.Number, "*"), wrote("7"), []string{"7"}, []string{"any number"}},
		{"nothing", number, quiz.Given{}, nil, []string{"from 1.5 to 2.5 minutes", "10 minutes"}},
		{"nothing beside anything", pairs("One=odd"), quiz.Given{}, nil, []string{"One → odd"}},
		{"a survey", survey(single("s", "x", "x", "y")), chose("y"), []string{"y"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.words, c.item.GivenWords(c.given)); diff != "" {
				t.Error("given:", diff)
			}
			if diff := cmp.Diff(c.right, c.item.RightWords()); diff != "" {
				t.Error("right:", diff)
			}
		})
	}
}

func TestARangeIsWrittenExactly(t *testing.T) {
	for _, c := range []struct{ text, tolerance, low, high string }{
		{"2.5", "0.5", "2", "3"}, {"2", "0.25", "1.75", "2.25"}, {"30", "", "30", "30"}, {"*", "", "*", "*"}, {"100", "0", "100", "100"},
		{"-1", "2", "-3", "1"}, {"0.1", "0.2", "-0.1", "0.3"}, {"100", "10", "90", "110"},
		{"12345678901234567890.5", "0.25", "12345678901234567890.25", "12345678901234567890.75"},
	} {
		low, high := quiz.Choice{Text: c.text, Tolerance: c.tolerance}.Range()
		if low != c.low || high != c.high {
			t.Errorf("%s within %s goes from %s to %s, want %s to %s", c.text, c.tolerance, low, high, c.low, c.high)
		}
	}
}

func TestAPatternIsShownWhereNothingSaysItWhole(t *testing.T) {
	it := quiz.Item{Kind: quiz.Short, Choices: []quiz.Choice{{ID: "a", Text: "give * air", Correct: true}, {ID: "b", Text: "*"}}}
	if diff := cmp.Diff([]string{"give … air"}, it.RightWords()); diff != "" {
		t.Error(diff)
	}
}
