package content_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/quiz"
)

// reloaded writes a quiz and reads it in the place of alpha's.
func reloaded(t *testing.T, q quiz.Quiz) (quiz.Quiz, string, []catalog.Problem) {
	t.Helper()
	var out bytes.Buffer
	if err := content.WriteQuiz(&out, q); err != nil {
		t.Fatal(err)
	}
	c, problems, err := content.Load(t.Context(), edited(t, edit{quizFile, "", out.String()}))
	if err != nil {
		t.Fatal(err)
	}
	m, ok := c.Module("alpha")
	if !ok {
		return quiz.Quiz{}, out.String(), problems
	}
	return m.Quiz, out.String(), problems
}

func TestAWrittenQuizLoadsAsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for i := range 400 {
		q := randomQuiz(r)
		got, text, problems := reloaded(t, q)
		if diff := cmp.Diff(q, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("quiz %d: %s\n%v\n%s", i, diff, problems, text)
		}
	}
}

// Texts that YAML could take for something else.
func oddTexts() []string {
	return []string{
		"plain", "true", "null", "~", "yes", "1.20", "0x1f", "1e3", "2026-11-21", "- a", "? a", ": a", "a: b", "a #b", "#a", "&a", "*a", "!a", "%a", "@a",
		"`a`", `"a"`, "'a'", `a\b`, `\*`, "{a", "a, b", "[a]", "|", ">", "<<", "=", "...", "---", "é", "漢字", "👩\u200d⚕", "a\u00a0b", "a:", "don't", "-", ".",
	}
}

func randomQuiz(r *rand.Rand) quiz.Quiz {
	q := quiz.Quiz{ID: "alpha-quiz", Pass: 1 + r.IntN(100), ShuffleItems: r.IntN(2) == 0, ShuffleChoices: r.IntN(2) == 0, AskSure: r.IntN(2) == 0}
	if r.IntN(2) == 0 {
		q.Feedback = quiz.AtTheEnd
	}
	for i := range 2 + r.IntN(5) {
		q.Items = append(q.Items, randomItem(r, i))
	}
	q.Items[0] = withoutSurvey(r, q.Items[0])
	if r.IntN(2) == 0 {
		q.Items[0].Bank = "extra"
		q.Draws = []quiz.Draw{{Count: 1, Bank: "extra", Objective: "recognise"}}
		for i := range q.Items[1:] {
			q.Items[i+1].Critical = false
		}
	}
	return q
}

func withoutSurvey(r *rand.Rand, it quiz.Item) quiz.Item {
	for it.Survey || it.Objective == "" || it.Lesson == "" {
		it = randomItem(r, 0)
	}
	return it
}

func randomText(r *rand.Rand, n int) string {
	odd := oddTexts()
	return fmt.Sprintf("%s %d", odd[r.IntN(len(odd))], n)
}

func randomItem(r *rand.Rand, n int) quiz.Item {
	kinds := []quiz.Kind{quiz.Single, quiz.Multiple, quiz.TrueFalse, quiz.Order, quiz.Match, quiz.Short, quiz.Number}
	it := quiz.Item{
		ID: quiz.ItemID(fmt.Sprint("item-", n)), Kind: kinds[r.IntN(len(kinds))], Objective: "recognise", Lesson: "first", Prompt: randomText(r, n),
	}
	switch it.Kind {
	case quiz.Single, quiz.Multiple, quiz.Short, quiz.Number:
		it.Survey = r.IntN(4) == 0
	}
	it.Critical = !it.Survey && r.IntN(3) == 0
	it.Partial = !it.Survey && it.Kind != quiz.TrueFalse && r.IntN(2) == 0
	if r.IntN(2) == 0 {
		it.Hint, it.Explanation, it.Sources = randomText(r, 1), randomText(r, 2), []string{"who-od"}
	}
	if it.Kind == quiz.Number && r.IntN(2) == 0 {
		it.Unit = "minutes"
	}
	if it.Survey && r.IntN(2) == 0 {
		it.Objective, it.Lesson = "", ""
	}
	if !it.Survey || it.Kind == quiz.Single || it.Kind == quiz.Multiple {
		it.Choices = randomChoices(r, it)
	}
	return it
}

func randomChoices(r *rand.Rand, it quiz.Item) []quiz.Choice {
	var choices []quiz.Choice
	ids := []quiz.ChoiceID{"true", "false", "no", "null"}
	if it.Kind == quiz.TrueFalse {
		ids[2] = quiz.Unsure
	}
	for i, id := range ids[:3+r.IntN(2)] {
		c := quiz.Choice{ID: id, Text: randomText(r, i), Feedback: randomText(r, i), Correct: i == 0}
		switch it.Kind {
		case quiz.TrueFalse:
			c.Text = ""
			if i > 2 {
				continue
			}
		case quiz.Order:
			c.Correct, c.Feedback = false, []string{"", c.Feedback}[r.IntN(2)]
		case quiz.Match:
			c.Correct, c.Match = false, randomText(r, i)
			if i == 2 {
				c.Text, c.Feedback = "", ""
			}
		case quiz.Number:
			c.Text = []string{"1", "2.50", "-3", "*"}[i]
			if i < 3 && r.IntN(2) == 0 {
				c.Tolerance = "0.10"
			}
		}
		graded := it.Kind != quiz.TrueFalse && it.Kind != quiz.Order && it.Kind != quiz.Match
		if it.Partial && graded && i > 0 {
			c.Credit = r.IntN(2*quiz.Full-1) - quiz.Full + 1
		}
		if it.Survey {
			c.Correct, c.Credit, c.Feedback = false, 0, ""
		}
		choices = append(choices, c)
	}
	return choices
}

func TestAWrittenQuizIsPlainToRead(t *testing.T) {
	q := quiz.Quiz{
		ID: "alpha-quiz", Pass: 80, ShuffleChoices: true, Draws: []quiz.Draw{{Count: 1, Bank: "extra"}},
		Items: []quiz.Item{{
			ID: "minutes", Kind: quiz.Number, Bank: "extra", Objective: "recognise", Lesson: "first", Critical: true, Partial: true, Unit: "minutes",
			Prompt: "How long:\n  2 or 3?", Sources: []string{"who-od"},
			Choices: []quiz.Choice{
				{ID: "right", Text: "2", Tolerance: "0.5", Correct: true, Feedback: "Yes."},
				{ID: "other", Text: "*", Credit: 33_333, Feedback: "Not yet"},
			},
		}},
	}
	_, text, problems := reloaded(t, q)
	const want = `id: alpha-quiz
pass: 80
shuffle: [choices]
draw:
  - count: 1
    bank: extra
items:
  - id: minutes
    type: number
    bank: extra
    objective: recognise
    lesson: first
    critical: true
    partial: true
    prompt: "How long: 2 or 3?"
    unit: minutes
    choices:
      - id: right
        text: 2
        tolerance: 0.5
        correct: true
        feedback: Yes.
      - id: other
        text: "*"
        credit: 33.333
        feedback: Not yet
    sources: [who-od]
`
	if diff := cmp.Diff(want, text); diff != "" || len(problems) > 0 {
		t.Error(problems, diff)
	}
}

func TestAQuizThatCannotBeReadIsNotWritten(t *testing.T) {
	for name, prompt := range map[string]string{"bytes that are no UTF-8": "a\xff", "a change of direction": "10\u202e mg"} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			err := content.WriteQuiz(&out, quiz.Quiz{Items: []quiz.Item{{ID: "odd-one", Choices: []quiz.Choice{{Feedback: prompt}}}}})
			if err == nil || !strings.Contains(err.Error(), "odd-one") || out.Len() > 0 {
				t.Errorf("got %v and %q", err, out.String())
			}
		})
	}
}

// FuzzWriteQuiz puts any text anywhere: what is written loads with that text, or is refused.
func FuzzWriteQuiz(f *testing.F) {
	for _, text := range oddTexts() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' }), " ")
		if text == "" || len(text) > 200 {
			return
		}
		it := quiz.Item{
			ID: "one", Kind: quiz.Single, Objective: "recognise", Lesson: "first", Prompt: text, Hint: text, Explanation: text,
			Choices: []quiz.Choice{{ID: "a", Text: text, Correct: true, Feedback: text}, {ID: "b", Text: text + " b", Feedback: text}},
		}
		q := quiz.Quiz{ID: "alpha-quiz", Pass: 80, Items: []quiz.Item{it}}
		if content.WriteQuiz(&bytes.Buffer{}, q) != nil {
			return
		}
		got, written, problems := reloaded(t, q)
		if diff := cmp.Diff(q, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s\n%v\n%s", diff, problems, written)
		}
	})
}
