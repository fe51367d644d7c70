package exchange_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/passalong/passalong/internal/quiz"
)

// nasty are pieces of text that mean something to one of the formats.
var nasty = []string{
	"naloxone", "two words", "->", "=", "~", "#", "####", "{", "}", "{}", "\\", "\\n", "\\\\", "::", ":", "//", "[html]", "[plain]", "%50%", "%", "*", "<b>bold</b>",
	"<", ">", "&", "&lt;", "&amp;", "]]>", "<![CDATA[", "<!-- x -->", "\"", "'", "`", "$CATEGORY: x", "T", "TRUE", "é", "ơ", "薬", "🙂", "👩\u200d⚕", "\n", "a\nb", "3..5", "3:2",
	"[id:x]", "[tag:y]", "@@PLUGINFILE@@/x.png", "_____", "**", "__", "=%50%", "~%-50%", "</text>", "<question type=\"x\">",
}

type random struct{ *rand.Rand }

func newRandom(seed uint64) random { return random{rand.New(rand.NewPCG(seed, 7))} }

func (r random) pick(words ...string) string { return words[r.IntN(len(words))] }

func (r random) chance(percent int) bool { return r.IntN(100) < percent }

// text is a text as quiz.yaml has it: not empty, without space around its lines.
func (r random) text() string {
	for {
		var parts []string
		for range 1 + r.IntN(5) {
			parts = append(parts, r.pick(nasty...))
		}
		s := strings.Join(parts, r.pick("", " "))
		var lines []string
		for line := range strings.Lines(s) {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		if s = strings.Join(lines, "\n"); s != "" {
			return s
		}
	}
}

func (r random) optional() string {
	if r.chance(50) {
		return ""
	}
	return r.text()
}

var kinds = []quiz.Kind{quiz.Single, quiz.Multiple, quiz.TrueFalse, quiz.Order, quiz.Match, quiz.Short, quiz.Number}

// quiz makes a quiz that keeps the rules of quiz.yaml.
func (r random) quiz() quiz.Quiz {
	q := quiz.Quiz{ID: "random", Pass: 80}
	for i := range 1 + r.IntN(6) {
		q.Items = append(q.Items, r.item(i))
	}
	return q
}

func (r random) item(i int) quiz.Item {
	it := quiz.Item{
		ID: quiz.ItemID(fmt.Sprintf("%s-%d", r.pick("steps", "a", "9", "what-adds-risk"), i)), Kind: kinds[r.IntN(len(kinds))],
		Bank: r.pick("", "extra", "more"), Critical: r.chance(20), Prompt: r.text(), Explanation: r.optional(),
	}
	it.Survey = r.chance(20) && (it.Kind == quiz.Single || it.Kind == quiz.Multiple || it.Kind == quiz.Short || it.Kind == quiz.Number)
	if it.Survey {
		it.Bank, it.Critical = "", false
	}
	if !it.Survey || r.chance(50) {
		it.Objective, it.Lesson = r.pick("recognise", "breathing"), r.pick("one", "lesson-2")
	}
	for range r.IntN(3) {
		it.Sources = append(it.Sources, r.pick("who-od", "psu-2"))
	}
	r.choices(&it)
	for j := range it.Choices {
		switch {
		case it.Kind == quiz.TrueFalse:
		case r.chance(70):
			it.Choices[j].ID = quiz.ChoiceID('a' + rune(j))
		default:
			it.Choices[j].ID = quiz.ChoiceID(fmt.Sprintf("own-%d", j))
		}
	}
	return it
}

func (r random) choices(it *quiz.Item) {
	n := 2 + r.IntN(4)
	switch it.Kind {
	case quiz.TrueFalse:
		right := r.chance(50)
		it.Choices = []quiz.Choice{
			{ID: quiz.True, Correct: right, Feedback: r.optional()}, {ID: quiz.False, Correct: !right, Feedback: r.optional()}, {ID: quiz.Unsure},
		}
	case quiz.Order:
		it.Partial = r.chance(50)
		for range n {
			it.Choices = append(it.Choices, quiz.Choice{Text: r.text(), Feedback: r.optional()})
		}
	case quiz.Match:
		it.Partial = r.chance(50)
		for j := range n {
			c := quiz.Choice{Text: r.text(), Match: r.text()}
			if j > 1 && r.chance(30) {
				c.Text = ""
			}
			it.Choices = append(it.Choices, c)
		}
	case quiz.Number:
		if it.Survey {
			return
		}
		for range n {
			it.Choices = append(it.Choices, quiz.Choice{Text: r.pick("2", "-3.5", "1000", "0"), Tolerance: r.pick("", "0.5", "10"), Feedback: r.optional()})
		}
		if r.chance(50) {
			it.Choices = append(it.Choices, quiz.Choice{Text: "*", Feedback: r.optional()})
		}
	default:
		if it.Survey && it.Kind == quiz.Short {
			return
		}
		for range n {
			it.Choices = append(it.Choices, quiz.Choice{Text: r.text(), Feedback: r.optional()})
		}
	}
	r.credits(it)
}

// credits says what is right, and sometimes what the choices are worth.
func (r random) credits(it *quiz.Item) {
	switch {
	case it.Survey:
		for i := range it.Choices {
			it.Choices[i].Feedback = ""
		}
	case it.Kind == quiz.Multiple && r.chance(50):
		it.Partial = true
		it.Choices[0].Correct, it.Choices[0].Credit = true, 33_333
		it.Choices[1].Correct, it.Choices[1].Credit = true, 66_667
		for i := range it.Choices[2:] {
			it.Choices[2+i].Credit = r.IntN(3) * -12_345
		}
	case it.Kind == quiz.Multiple:
		it.Partial = r.chance(50)
		it.Choices[0].Correct = true
		it.Choices[1].Correct = r.chance(50)
	case it.Kind == quiz.Single || it.Kind == quiz.Short || it.Kind == quiz.Number:
		it.Choices[0].Correct = true
		if it.Partial = r.chance(40); it.Partial && r.chance(80) {
			it.Choices[1].Credit = 1 + r.IntN(quiz.Full-1)
		}
	}
}
