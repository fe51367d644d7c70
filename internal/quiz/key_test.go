package quiz_test

import (
	"slices"
	"testing"

	"github.com/passalong/passalong/internal/quiz"
)

func TestAKeyFollowsTheRightAnswerOnly(t *testing.T) {
	base := map[string]quiz.Item{
		"single": single("s", "x", "x", "y"), "multiple": worth(multiple("m", ids{"x"}, "x", "y"), 100, -50), "order": steps("o", "a", "b", "c"),
		"match": pairs("1=odd", "2=even"), "short": known(quiz.Short, "naloxone", "!*"), "number": unit(known(quiz.Number, "2 ± 0.5", "!*"), "minutes"),
	}
	cases := []struct {
		name    string
		of      string
		edit    func(it *quiz.Item)
		changes bool
	}{
		{"wording", "single", func(it *quiz.Item) {
			it.Prompt, it.Hint, it.Explanation, it.Lesson, it.ID = "p", "h", "e", "l", "other"
			it.Choices[0].Text, it.Choices[0].Feedback = "t", "f"
		}, false},
		{"the order of what is picked", "single", func(it *quiz.Item) { slices.Reverse(it.Choices) }, false},
		{"one more wrong choice", "single", func(it *quiz.Item) { it.Choices = append(it.Choices, quiz.Choice{ID: "z"}) }, false},
		{"another right choice", "single", func(it *quiz.Item) { it.Choices[0].Correct, it.Choices[1].Correct = false, true }, true},
		{"another kind", "single", func(it *quiz.Item) { it.Kind = quiz.Multiple }, true},
		{"a survey now", "single", func(it *quiz.Item) { it.Survey = true }, true},
		{"part of the credit now", "single", func(it *quiz.Item) { it.Partial = true }, true},
		{"another credit", "multiple", func(it *quiz.Item) { it.Choices[1].Credit = -1 }, true},
		{"one more right choice", "multiple", func(it *quiz.Item) { it.Choices[1].Correct = true }, true},
		{"another order", "order", func(it *quiz.Item) { slices.Reverse(it.Choices) }, true},
		{"the wording of a step", "order", func(it *quiz.Item) { it.Choices[0].Text = "t" }, false},
		{"another pair", "match", func(it *quiz.Item) {
			it.Choices[0].Match, it.Choices[1].Match = it.Choices[1].Match, it.Choices[0].Match
		}, true},
		{"a capital in a pair", "match", func(it *quiz.Item) { it.Choices[0].Match = "Odd" }, false},
		{"a right side that belongs to nothing", "match", func(it *quiz.Item) { it.Choices = append(it.Choices, quiz.Choice{ID: "z", Match: "prime"}) }, false},
		{"the order of pairs", "match", func(it *quiz.Item) { slices.Reverse(it.Choices) }, false},
		{"another text", "short", func(it *quiz.Item) { it.Choices[0].Text = "narcan" }, true},
		{"the same text folded", "short", func(it *quiz.Item) { it.Choices[0].Text = " Nalóxone" }, false},
		{"a known mistake", "short", func(it *quiz.Item) { it.Choices[1].Text = "*salt*" }, false},
		{"one more variant", "short", func(it *quiz.Item) { it.Choices[1].Correct = true }, true},
		{"another number", "number", func(it *quiz.Item) { it.Choices[0].Text = "3" }, true},
		{"the same number", "number", func(it *quiz.Item) { it.Choices[0].Text, it.Choices[0].Tolerance = "2.00", "0.50" }, false},
		{"another tolerance", "number", func(it *quiz.Item) { it.Choices[0].Tolerance = "" }, true},
		{"another unit", "number", func(it *quiz.Item) { it.Unit = "hours" }, true},
	}
	for _, c := range cases {
		t.Run(c.of+": "+c.name, func(t *testing.T) {
			it := base[c.of]
			before := it.Key()
			it.Choices = slices.Clone(it.Choices)
			c.edit(&it)
			if after := it.Key(); (after != before) != c.changes {
				t.Errorf("the key changed: %v", after != before)
			}
		})
	}
	seen := map[string]string{}
	for name, it := range base {
		if len(it.Key()) != 64 || seen[it.Key()] != "" {
			t.Errorf("%s has the key %q, as %s", name, it.Key(), seen[it.Key()])
		}
		seen[it.Key()] = name
	}
}

// Keys name imported items in what other programs were given, so they must not change with the program.
func TestAKeyNeverChanges(t *testing.T) {
	for name, c := range map[string]struct {
		it   quiz.Item
		want string
	}{
		"single":   {single("s", "x", "x", "y"), "92e4c161d435687ee8b4f328d34bcff7b92d97558778fcf2ff4cc6873fb4ced0"},
		"multiple": {worth(multiple("m", ids{"x"}, "x", "y"), 100, -50), "9e4d2780c1bf6c580781a93d4907a2c9e57a3df74f7b433a01048a19924e9d82"},
		"order":    {steps("o", "a", "b", "c"), "1c6a26cab0b116ad5eca07b08390b485df553970788e853bf3a626548994f0a1"},
		"match":    {pairs("1=odd", "2=even"), "909eadef585e33cf87e45efb269e10c131695c0aedd88cb515ef53bbfc965b36"},
		"short":    {known(quiz.Short, "Take-home naloxóne", "50 narcan*", "!*"), "02ec0683fd07c2d0e8b3dc74b17461c4ee11416df078d990c6ff96631ae7a01a"},
		"number":   {unit(known(quiz.Number, "2 ± 0.5", "50 2 ± 1", "!*"), "minutes"), "6a018812ca1bcc796a37e1f133a677d3ef8552a45357c8f3f26dba44c95bd700"},
	} {
		if got := c.it.Key(); got != c.want {
			t.Errorf("%s has the key %s", name, got)
		}
	}
}
