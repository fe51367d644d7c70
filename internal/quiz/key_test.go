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

// Keys are kept with a learner's schedule, so they must not change with the program.
func TestAKeyNeverChanges(t *testing.T) {
	const want = "6a018812ca1bcc796a37e1f133a677d3ef8552a45357c8f3f26dba44c95bd700"
	if got := unit(known(quiz.Number, "2 ± 0.5", "50 2 ± 1", "!*"), "minutes").Key(); got != want {
		t.Errorf("got %s", got)
	}
}
