package quizview

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// tap taps what is on top and says label: a row of choices, a button or a link.
func (g *rig) tap(label string) {
	g.t.Helper()
	root := g.canvas.Overlays().Top()
	if root == nil {
		root = g.canvas.Content()
	}
	var found fyne.Tappable // the innermost
	for _, o := range test.LaidOutObjects(root) {
		p, ok := o.(fyne.Tappable)
		if !ok || !o.Visible() {
			continue
		}
		for _, in := range test.LaidOutObjects(o) {
			if t, ok := in.(*w.Text); ok && t.Text() == label {
				found = p
			}
		}
	}
	if found == nil {
		g.t.Fatalf("nothing says %q", label)
	}
	test.Tap(found)
}

func TestRowsAreMovedWithThePointer(t *testing.T) {
	g := with(t, steps())
	before := g.model.given.chosen
	test.Tap(g.item.order.list.Down(0))
	test.Tap(g.item.order.list.Up(2))
	if diff := cmp.Diff(ids{before[1], before[2], before[0]}, g.model.given.chosen); diff != "" {
		t.Error(diff)
	}
	test.Tap(g.item.answer)
	g.only()
}

func TestPairsAreMadeWithThePointer(t *testing.T) {
	g := with(t, pairs())
	test.Tap(g.item.match.list.Row(1).(fyne.Tappable))
	g.tap("A. " + g.model.given.rights[0].Match)
	if g.model.given.beside(1) != 0 || g.canvas.Overlays().Top() != nil {
		t.Fatalf("beside row 1 is %d", g.model.given.beside(1))
	}
	test.Tap(g.item.match.list.Row(0).(fyne.Tappable))
	if note := g.model.given.takenBy(g.model.item, 0, 0); note != "Now beside “Breaths”." {
		t.Errorf("the list says %q", note)
	}
	g.tap("A. " + g.model.given.rights[0].Match) // takes it from the other row
	if g.model.given.beside(0) != 0 || g.model.given.beside(1) != -1 {
		t.Errorf("given %v", g.model.given.chosen)
	}
	test.Tap(g.item.match.list.Row(0).(fyne.Tappable))
	g.tap("Nothing beside it")
	if g.model.given.gaps() != 2 {
		t.Errorf("given %v", g.model.given.chosen)
	}
	test.Tap(g.item.answer)
	if g.model.state().Missing != "Put at least one pair together first. It is fine not to be sure." {
		t.Errorf("missing %q", g.model.state().Missing)
	}
}

func TestSurenessIsSaidWithThePointer(t *testing.T) {
	q := sample()
	q.AskSure = true
	g := withQuiz(t, q)
	test.Tap(g.item.sure[1])
	if g.model.state().Missing == "" {
		t.Error("an answer without a choice is taken")
	}
	g.tap("Tea")
	g.tap("Answer: I'm sure")
	if r := g.only(); r.Sure != quiz.Sure {
		t.Errorf("kept %+v", r)
	}
	if notes := g.model.state().Outcome.Notes; len(notes) != 1 || notes[0] != "You were sure of this, so it is worth a second look." {
		t.Errorf("notes %q", notes)
	}
}

func TestASourceOpensFromTheFeedback(t *testing.T) {
	it := sample().Items[0]
	it.Sources = []string{"who", "gone"}
	g := with(t, it)
	g.answerAnything()
	g.tap("Source: WHO: Guidelines")
	if g.canvas.Overlays().Top() == nil {
		t.Error("the source note does not open")
	}
}

func TestNothingDueLeadsHome(t *testing.T) {
	g := openTo(t, &disk{}, nav.Route{Screen: nav.Quiz, Purpose: quiz.Refresher})
	test.Tap(buttonOf(t, g.canvas, "Go to Home"))
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Home}}, g.way.went); diff != "" {
		t.Error(diff)
	}
}

func TestFeedbackOnRowsLeadsOn(t *testing.T) {
	for name, it := range map[string]quiz.Item{"an order": steps(), "pairs": pairs()} {
		t.Run(name, func(t *testing.T) {
			g := with(t, it, view())
			g.answerAnything()
			g.canvas.Focus(g.item.boardOf(g.model.state()).first())
			g.key(fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn)
			if g.canvas.Focused() != g.item.next {
				t.Error("Return on feedback does not lead to the way on")
			}
			g.key(fyne.KeyReturn)
			if g.model.item.ID != "view" {
				t.Errorf("at %q", g.model.item.ID)
			}
		})
	}
}

func TestARefresherByKeyboard(t *testing.T) {
	r := passed(90 * 24 * time.Hour)
	g := openTo(t, record(r.Attempts...), nav.Route{Screen: nav.Quiz, Purpose: quiz.Refresher})
	g.key(fyne.KeyReturn) // start
	g.work.Drain()
	for range 3 {
		g.key(fyne.Key1, fyne.KeyN)
		g.work.Drain()
		g.key(fyne.KeyReturn)
	}
	a := g.keeper.started[0]
	if a.Purpose != quiz.Refresher || a.Module != "" || a.Quiz.Items[0].ID != "m/first" || len(g.keeper.saved) != 3 {
		t.Errorf("%d kept of %+v", len(g.keeper.saved), a)
	}
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Result, Attempt: "fresh"}}, g.way.replaced); diff != "" {
		t.Error(diff)
	}
}

func TestAnOpenRefresherIsBegunAnewAlsoByItsAttemptAlone(t *testing.T) {
	r := passed(90 * 24 * time.Hour)
	open := quiz.Attempt{ID: "open", Purpose: quiz.Refresher, Started: noon, Quiz: sample(), Responses: all()[:1]}
	g := openTo(t, record(append(r.Attempts, open)...), nav.Route{Screen: nav.Quiz, Attempt: "open"})
	if g.item.anew.Hidden {
		t.Error("it cannot be begun anew")
	}
}

func TestPracticeIsKeptAsPractice(t *testing.T) {
	g := openTo(t, record(passed(0).Attempts...), nav.Route{Screen: nav.Quiz, Module: "m", Purpose: quiz.Practice})
	g.key(fyne.KeyReturn) // start
	g.work.Drain()
	for range 3 {
		g.key(fyne.Key1, fyne.KeyReturn)
		g.work.Drain()
		g.key(fyne.KeyReturn)
	}
	if len(g.keeper.started) != 1 || g.keeper.started[0].Purpose != quiz.Practice || len(g.keeper.saved) != 3 {
		t.Fatalf("%d started, %d kept", len(g.keeper.started), len(g.keeper.saved))
	}
	if diff := cmp.Diff([]nav.Route{{Screen: nav.Result, Module: "m", Attempt: "fresh"}}, g.way.replaced); diff != "" {
		t.Error(diff)
	}
}
