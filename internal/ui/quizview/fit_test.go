package quizview

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// long gives an item the longest words that a page has to hold.
func long(it quiz.Item) quiz.Item {
	const words = "Say clearly that somebody is not breathing, where you are, and that you stay with them until help comes"
	it.Prompt, it.Hint, it.Explanation = words+"?", words, words
	choices := make([]quiz.Choice, len(it.Choices))
	for i, c := range it.Choices {
		if it.Kind != quiz.Number && it.Kind != quiz.Short && c.Text != "" {
			c.Text = fmt.Sprintf("%d %s", i+1, words)
		}
		if c.Match != "" {
			c.Match = fmt.Sprintf("%s %d", words, i+1)
		}
		c.Feedback = words
		choices[i] = c
	}
	it.Choices = choices
	return it
}

// clipped names a text on screen that has less room than it needs; "" is none.
func clipped(c fyne.Canvas) string {
	width, seen := c.Size().Width, 0
	for _, o := range test.LaidOutObjects(c.Content()) {
		t, ok := o.(*w.Text)
		if !ok || !t.Visible() || t.Text() == "" {
			continue
		}
		seen++
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		least := t.MinSize()
		if t.Size().Height+0.5 < least.Height || t.Size().Width+0.5 < least.Width || at.X < 0 || at.X+t.Size().Width > width+0.5 {
			return fmt.Sprintf("%q at %v has %v and needs %v", t.Text(), at, t.Size(), least)
		}
	}
	if seen < 5 {
		return fmt.Sprintf("%d texts are too few to tell", seen)
	}
	return ""
}

func TestNothingIsClippedAtAnySize(t *testing.T) {
	items := append(sample().Items, steps(), pairs(), word(), number(), view())
	for _, it := range items {
		for _, size := range []fyne.Size{fyne.NewSize(800, 600), fyne.NewSize(560, 600)} {
			for _, percent := range []int{100, 200} {
				t.Run(fmt.Sprintf("%s at %v and %d percent", it.ID, size, percent), func(t *testing.T) {
					g := withQuiz(t, quiz.Quiz{ID: "q", AskSure: true, Items: []quiz.Item{long(it)}})
					fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, percent))
					g.resize(size)
					g.hint()
					if c := clipped(g.canvas); c != "" {
						t.Error("before it is answered:", c)
					}
					g.answerAnything()
					if c := clipped(g.canvas); c != "" {
						t.Error("after it is answered:", c)
					}
				})
			}
		}
	}
}

// answerAnything answers the current item.
func (g *rig) answerAnything() {
	g.t.Helper()
	switch g.model.item.Kind {
	case quiz.Short, quiz.Number:
		g.typed("17")
	case quiz.Order:
		g.move(0, 1)
	case quiz.Match:
		g.model.given.put(g.model.item, 0, 0)
		g.model.given.put(g.model.item, 1, 1)
	default:
		g.choose(1)
	}
	g.answer(quiz.Sure)
	g.work.Drain()
	if g.model.phase != explained {
		g.t.Fatalf("not answered: %q", g.model.given.problem)
	}
}
