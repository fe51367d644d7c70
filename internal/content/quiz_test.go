package content_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/quiz"
)

// everyKind is a quiz with an item of each type, without a problem.
const everyKind = `id: alpha-quiz
pass: 80
shuffle: [choices]
feedback: at-end
ask_sure: true
draw:
  - {count: 2, bank: extra}
  - {count: 5}
items:
  - id: several
    type: multiple
    objective: recognise
    lesson: first
    partial: true
    prompt: Which are signs?
    hint: Look at the lips.
    choices:
      - {id: blue, text: Blue lips, correct: true, credit: 33.33333, feedback: Yes.}
      - {id: slow, text: Slow breathing, correct: true, credit: 66.667, feedback: Yes.}
      - {id: cough, text: A cough, credit: -50, feedback: No.}
      - {id: hungry, text: Hunger, feedback: No.}
  - id: steps
    type: order
    objective: recognise
    lesson: first
    critical: true
    partial: true
    prompt: In which order?
    choices:
      - {id: call, text: Call, feedback: Help takes time.}
      - {id: air, text: Give air}
      - {id: spray, text: Give naloxone}
  - id: sides
    type: match
    objective: recognise
    lesson: first
    prompt: What belongs together?
    choices:
      - {id: lips, text: Lips, match: Blue, feedback: Oxygen.}
      - {id: eyes, text: Eyes, match: Small}
      - {id: none, match: Green}
  - id: word
    type: short
    objective: recognise
    lesson: first
    partial: true
    bank: extra
    prompt: What reverses it?
    choices:
      - {id: naloxone, text: naloxone, correct: true, feedback: Yes.}
      - {id: brand, text: n*xoid, credit: 50, feedback: That is a brand.}
      - {id: salt, text: "*salt*", feedback: Salt does nothing.}
      - {id: other, text: "*", feedback: Not yet.}
  - id: minutes
    type: number
    objective: recognise
    lesson: first
    bank: extra
    prompt: How long?
    unit: minutes
    choices:
      - {id: right, text: 2.50, tolerance: 0.5, correct: true, feedback: Yes.}
      - {id: other, text: "*", feedback: Not yet.}
  - id: wears-off
    type: true-false
    objective: recognise
    lesson: second
    prompt: It wears off.
    choices:
      - {id: unsure, feedback: Fair enough.}
      - {id: "true", correct: true, feedback: Right.}
      - {id: "false", feedback: It does.}
  - id: one
    type: single
    objective: recognise
    lesson: first
    prompt: What first?
    choices:
      - {id: shout, text: Shout, correct: true, feedback: Yes.}
      - {id: wait, text: Wait, feedback: No.}
  - id: extra-word
    type: short
    objective: recognise
    lesson: first
    prompt: And then?
    choices:
      - {id: stay, text: stay, correct: true, feedback: Yes.}
  - id: ready
    type: single
    survey: true
    prompt: How ready do you feel?
    choices:
      - {id: "no", text: Not yet}
      - {id: "yes", text: Ready}
  - id: tell-us
    type: short
    survey: true
    lesson: first
    prompt: What was missing?
`

func TestEveryTypeOfItemIsRead(t *testing.T) {
	c, problems, err := content.Load(t.Context(), edited(t, edit{quizFile, "", everyKind}))
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	m, _ := c.Module("alpha")
	want := quiz.Quiz{
		ID: "alpha-quiz", Pass: 80, ShuffleChoices: true, Feedback: quiz.AtTheEnd, AskSure: true,
		Draws: []quiz.Draw{{Count: 2, Bank: "extra"}, {Count: 5}},
	}
	got := m.Quiz
	got.Items = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	items := []quiz.Item{
		{
			ID: "several", Kind: quiz.Multiple, Objective: "recognise", Lesson: "first", Partial: true, Prompt: "Which are signs?",
			Hint: "Look at the lips.",
			Choices: []quiz.Choice{
				{ID: "blue", Text: "Blue lips", Correct: true, Credit: 33_333, Feedback: "Yes."},
				{ID: "slow", Text: "Slow breathing", Correct: true, Credit: 66_667, Feedback: "Yes."},
				{ID: "cough", Text: "A cough", Credit: -50_000, Feedback: "No."},
				{ID: "hungry", Text: "Hunger", Feedback: "No."},
			},
		},
		{
			ID: "sides", Kind: quiz.Match, Objective: "recognise", Lesson: "first", Prompt: "What belongs together?",
			Choices: []quiz.Choice{
				{ID: "lips", Text: "Lips", Match: "Blue", Feedback: "Oxygen."}, {ID: "eyes", Text: "Eyes", Match: "Small"}, {ID: "none", Match: "Green"},
			},
		},
		{
			ID: "minutes", Kind: quiz.Number, Bank: "extra", Objective: "recognise", Lesson: "first", Prompt: "How long?", Unit: "minutes",
			Choices: []quiz.Choice{
				{ID: "right", Text: "2.50", Tolerance: "0.5", Correct: true, Feedback: "Yes."}, {ID: "other", Text: "*", Feedback: "Not yet."},
			},
		},
		{ID: "tell-us", Kind: quiz.Short, Survey: true, Lesson: "first", Prompt: "What was missing?"},
	}
	for _, want := range items {
		it, _ := m.Quiz.Item(want.ID)
		if diff := cmp.Diff(want, it); diff != "" {
			t.Error(diff)
		}
	}
	if steps, _ := m.Quiz.Item("steps"); !steps.Critical || !steps.Correct(quiz.Given{Choices: []quiz.ChoiceID{"call", "air", "spray"}}) {
		t.Errorf("got %+v", steps)
	}
}

func TestProblemsOfItems(t *testing.T) {
	in := func(old, new string) []edit { return one(quizFile, old, new) }
	without := func(text string) []edit { return one(quizFile, text, "") }
	cases := []problemCase{
		{name: "feedback at another time", edits: in("feedback: at-end", "feedback: at-the-end")},
		{name: "a mistyped key", edits: in("hint: Look", "hnit: Look")},
		{name: "two steps", edits: without("      - {id: air, text: Give air}\n")},
		{name: "a right step", edits: in("text: Give air}", "text: Give air, correct: true}")},
		{name: "a step that is said twice", edits: in("text: Give air}", "text: call}")},
		{name: "a pair too few", edits: without("      - {id: none, match: Green}\n")},
		{name: "a left side alone", edits: in("text: Eyes, match: Small}", "text: Eyes}")},
		{name: "a right side twice", edits: in("match: Green", "match: small")},
		{name: "a left side twice", edits: in("text: Eyes", "text: Lips")},
		{name: "a credit for a pair", edits: in("match: Small}", "match: Small, credit: 50}")},
		{name: "a match for a choice", edits: in("text: Shout,", "text: Shout, match: Wait,")},
		{name: "a number in words", edits: in("text: 2.50", "text: two")},
		{name: "a number with a comma", edits: in("text: 2.50", `text: "2,50"`)},
		{name: "a tolerance under zero", edits: in("tolerance: 0.5", "tolerance: -0.5")},
		{name: "a tolerance in words", edits: in("tolerance: 0.5", "tolerance: a bit")},
		{name: "a tolerance of anything", edits: in(`text: "*", feedback: Not yet.}
  - id: wears-off`, `text: "*", tolerance: 1, feedback: Not yet.}
  - id: wears-off`)},
		{name: "a tolerance of words", edits: in("text: naloxone,", "text: naloxone, tolerance: 1,")},
		{name: "a unit for words", edits: in("    prompt: And then?", "    unit: minutes\n    prompt: And then?")},
		{name: "a number that is right nowhere", edits: in("tolerance: 0.5, correct: true,", "tolerance: 0.5,")},
		{name: "an answer that another takes", edits: in(`text: "*salt*"`, `text: NALOXONE`)},
		{name: "anything first", edits: in("text: n*xoid", `text: "*"`)},
		{name: "an answer without end", edits: in("text: n*xoid", "text: "+strings.Repeat("n*", 200))},
		{name: "a credit without partial", edits: in("partial: true\n    bank", "bank")},
		{name: "a credit for a whole answer", edits: in("credit: 50,", "credit: 100,")},
		{name: "a credit for the right answer", edits: in("text: naloxone, correct: true,", "text: naloxone, correct: true, credit: 90,")},
		{name: "a credit out of bounds", edits: in("credit: 50,", "credit: 101,")},
		{name: "a credit in words", edits: in("credit: 50,", "credit: half,")},
		{name: "a credit too exact", edits: in("credit: 33.33333", "credit: 33.333333")},
		{name: "a right choice that costs", edits: in("credit: 33.33333", "credit: -33.333")},
		{name: "credits that do not add up", edits: in("credit: 33.33333", "credit: 30")},
		{name: "part of no credit", edits: in("credit: 50, ", "")},
		{name: "part of true or false", edits: in("prompt: It wears off.", "partial: true\n    prompt: It wears off.")},
		{name: "a choice that is “I don't know”", edits: in("id: wait", "id: unsure")},
		{name: "a choice said twice", edits: in("text: Wait", "text: shout")},
		{name: "fifty-one choices", edits: in("      - {id: wait, text: Wait, feedback: No.}\n", manyChoices(50))},
		{name: "a survey with a right answer", edits: in("text: Not yet}", "text: Not yet, correct: true, feedback: No.}")},
		{name: "a survey in a bank", edits: in("survey: true\n    lesson", "survey: true\n    critical: true\n    bank: extra\n    lesson")},
		{name: "a survey with known answers", edits: in("What was missing?\n", "What was missing?\n    choices: [{id: a, text: b}]\n")},
		{name: "a survey of steps", edits: in("type: order", "type: order\n    survey: true")},
		{name: "a survey about a lesson that is not there", edits: in("survey: true\n    lesson: first", "survey: true\n    lesson: frist")},
		{name: "a survey with one choice", edits: without("      - {id: \"no\", text: Not yet}\n")},
		{name: "nothing but a survey", edits: []edit{{quizFile, "", surveyAlone}}},
	}
	for i := range cases {
		cases[i].edits = append([]edit{{quizFile, "", everyKind}}, cases[i].edits...)
	}
	checkProblems(t, "items", cases)
}

func manyChoices(n int) string {
	var b strings.Builder
	for i := range n {
		word := string(rune('a'+i/26)) + string(rune('a'+i%26))
		b.WriteString("      - {id: " + word + ", text: " + word + ", feedback: No.}\n")
	}
	return b.String()
}

const surveyAlone = `id: alpha-quiz
pass: 80
items:
  - id: ready
    type: short
    survey: true
    objective: recognise
    prompt: How was it?
`

func TestProblemsOfDraws(t *testing.T) {
	drawing := func(lines string) []edit {
		return []edit{{quizFile, "", everyKind}, {quizFile, "  - {count: 2, bank: extra}\n  - {count: 5}\n", lines}}
	}
	checkProblems(t, "draws", []problemCase{
		{name: "more than there is", edits: drawing("  - {count: 3, bank: extra}\n  - {count: 7}\n")},
		{name: "more than an earlier draw leaves", edits: drawing("  - {count: 1, bank: extra}\n  - {count: 8, objective: recognise}\n")},
		{name: "as much as an earlier draw leaves", edits: drawing("  - {count: 1, bank: extra}\n  - {count: 7, objective: recognise}\n")},
		{name: "an unknown bank", edits: drawing("  - {count: 1, bank: extras}\n")},
		{name: "an unknown objective", edits: drawing("  - {count: 1, objective: recognize}\n")},
		{name: "no count", edits: drawing("  - {bank: extra}\n")},
		{name: "nothing to draw", edits: drawing("  - {count: 0}\n")},
		{name: "the same twice", edits: drawing("  - {count: 1, bank: extra}\n  - {count: 1, bank: extra}\n")},
		{name: "what nobody draws", edits: drawing("  - {count: 1, bank: extra}\n")},
		{
			name: "critical items left to chance",
			edits: append(drawing("  - {count: 2}\n"), edit{quizFile, "    prompt: What first?", "    critical: true\n    prompt: What first?"},
				edit{quizFile, "    prompt: And then?", "    critical: true\n    prompt: And then?"}),
		},
		{name: "a draw that is a word", edits: drawing("  - two\n")},
		{name: "one draw for another", edits: drawing("  {count: 2}\n")},
		{name: "draws without end", edits: drawing(strings.Repeat("  - {count: 1}\n", 51))},
	})
}

func TestAHostileQuizIsReadInTime(t *testing.T) {
	known := func(i int) string { return strings.Repeat("a", 80+i) + "*" + strings.Repeat("a", 60-i) + "b*c" }
	var items, draws strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&items, "  - {id: i%d, type: short, objective: recognise, lesson: first, prompt: a, choices: [", i)
		for k := range 50 {
			fmt.Fprintf(&items, "{id: c%d, text: \"*%s\", correct: true, feedback: a},", k, known(k))
		}
		items.WriteString("]}\n")
		if items.Len() > 200<<10 {
			break
		}
	}
	for i := range 50 {
		fmt.Fprintf(&draws, "  - {count: 1, bank: b%d}\n", i)
	}
	started := time.Now()
	_, _, err := content.Load(t.Context(), edited(t, edit{quizFile, "", "id: q\npass: 1\ndraw:\n" + draws.String() + "items:\n" + items.String()}))
	const slow = 20 * time.Second // it takes a tenth of a second; machines that test are busy
	if took := time.Since(started); err != nil || took > slow {
		t.Errorf("took %v, %v", took, err)
	}
}
