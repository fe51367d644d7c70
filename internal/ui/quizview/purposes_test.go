package quizview

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/ui/nav"
)

// passed is a record in which module "m" was passed some time before noon.
func passed(ago time.Duration) progress.Record {
	a := attempt()
	a.ID, a.Started = "p", noon.Add(-ago)
	for range a.Quiz.Items {
		it, _, _ := a.Current()
		a, _, _ = a.Answer(rightAnswer(it), a.Started)
	}
	return progress.Record{Attempts: []quiz.Attempt{a}}
}

func rightAnswer(it quiz.Item) quiz.Given {
	var g quiz.Given
	for _, c := range it.Choices {
		if c.Correct {
			g.Choices = append(g.Choices, c.ID)
		}
	}
	return g
}

// remember is what fades of a record, with two minutes for refreshing.
func remember(c *catalog.Catalog, r progress.Record) memory {
	return memory{deck: refresher.NewDeck(c, r), minutes: 2, now: noon}
}

func TestEachPurposeGivesItsQuiz(t *testing.T) {
	record := passed(90 * 24 * time.Hour)
	for name, c := range map[string]struct {
		purpose quiz.Purpose
		module  catalog.ModuleID
		items   int
		title   string
		lead    string
		scored  bool
	}{
		"the quiz":    {quiz.ForPass, "m", 3, "Quiz", "3 questions. You see why after each one.", true},
		"practice":    {quiz.Practice, "m", 3, "Practice", "3 questions. You see why after each one.", false},
		"a pre-check": {quiz.PreCheck, "m", 3, "I already know this", "3 questions about what this module teaches. You see how each one went at the end.", false},
		"a refresher": {quiz.Refresher, "", 3, "Stay sharp", "3 questions, about 1 minute.", false},
		"a booster":   {quiz.Booster, "m", 3, "Booster", "3 questions, about 2 minutes.", false},
	} {
		t.Run(name, func(t *testing.T) {
			l := library()
			l.Modules[0].Objectives = []catalog.Objective{{ID: "o", Text: "Act"}}
			for i := range l.Modules[0].Quiz.Items {
				l.Modules[0].Quiz.Items[i].Objective = "o"
			}
			l.Modules[0].Quiz.Items[2].Critical = true // a pre-check has every critical item
			l.Modules[0].Quiz.Items[1].Critical = true
			m := newModel(l, record, remember(l, record), nav.Route{Module: c.module, Purpose: c.purpose})
			in := m.state().Intro
			if m.phase != intro || in.Title != c.title || in.Lead != c.lead {
				t.Fatalf("phase %d, %q: %q", m.phase, in.Title, in.Lead)
			}
			a := m.newAttempt("x", 7, noon)
			if len(a.Quiz.Items) != c.items || a.Purpose != c.purpose || a.Module != string(c.module) {
				t.Errorf("%d items for %q in %q", len(a.Quiz.Items), a.Purpose, a.Module)
			}
			pass := slices.ContainsFunc(in.Points, func(p point) bool { return p.Kind == pointPass })
			open := slices.ContainsFunc(in.Points, func(p point) bool { return strings.HasPrefix(p.Text, "Nothing is scored.") })
			if pass != c.scored || open == c.scored {
				t.Errorf("speaks of passing %v, of no score %v", pass, open)
			}
		})
	}
}

func TestAQuizIsDrawnAnewForEachSeed(t *testing.T) {
	l := library()
	l.Modules[0].Quiz.Draws = []quiz.Draw{{Count: 2}}
	m := newModel(l, progress.Record{}, memory{now: noon}, nav.Route{Module: "m"})
	a := m.newAttempt("x", 7, noon)
	if len(a.Quiz.Items) != 2 || len(a.Quiz.Draws) != 0 || m.state().Intro.Points[0].Text != "To pass, get 2 of 2 right." {
		t.Errorf("given %d items, %d draws; %q", len(a.Quiz.Items), len(a.Quiz.Draws), m.state().Intro.Points[0].Text)
	}
}

func TestNothingDueSaysWhenItWillBe(t *testing.T) {
	l, record := library(), passed(time.Minute)
	for name, c := range map[string]struct {
		record progress.Record
		memory memory
		want   string
	}{
		"after a pass":       {record, remember(l, record), "The next ones come on "},
		"without any":        {progress.Record{}, remember(l, progress.Record{}), "Questions of the modules that you complete come back here"},
		"without a schedule": {progress.Record{}, memory{now: noon}, "Questions of the modules that you complete come back here"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newModel(l, c.record, c.memory, nav.Route{Purpose: quiz.Refresher})
			if m.phase != nothing || !strings.HasPrefix(m.nextDue(), c.want) {
				t.Errorf("phase %d, %q", m.phase, m.nextDue())
			}
		})
	}
}

func TestAnOldRefresherIsNotGoneOnWith(t *testing.T) {
	for name, c := range map[string]struct {
		ago  time.Duration
		want phase
	}{
		"one of this morning is":  {3 * time.Hour, answering},
		"one of last week is not": {7 * 24 * time.Hour, intro},
	} {
		t.Run(name, func(t *testing.T) {
			l, record := library(), passed(90*24*time.Hour)
			open := quiz.Attempt{ID: "open", Purpose: quiz.Refresher, Started: noon.Add(-c.ago), Quiz: sample()}
			record.Attempts = append(record.Attempts, open)
			m := newModel(l, record, remember(l, record), nav.Route{Purpose: quiz.Refresher})
			if m.phase != c.want {
				t.Errorf("phase %d, want %d", m.phase, c.want)
			}
		})
	}
}

func TestAPurposeGoesOnWithItsOwnAttempt(t *testing.T) {
	quizzed, practised := attempt(all()[0]), attempt(all()[:2]...)
	practised.ID, practised.Purpose = "practice", quiz.Practice
	r := progress.Record{Attempts: []quiz.Attempt{quizzed, practised}}
	for purpose, want := range map[quiz.Purpose]quiz.ItemID{quiz.ForPass: "which", quiz.Practice: "true"} {
		m := newModel(library(), r, memory{now: noon}, nav.Route{Module: "m", Purpose: purpose})
		if m.phase != answering || m.item.ID != want {
			t.Errorf("%q goes on at %q, want %q", purpose, m.item.ID, want)
		}
	}
}

func TestImportedItemsAreAskedAgain(t *testing.T) {
	done := attempt(all()...)
	done.Module, done.Purpose = "", quiz.Imported
	m := newModel(library(), progress.Record{Attempts: []quiz.Attempt{done}}, memory{now: noon}, nav.Route{Purpose: quiz.Imported})
	a := m.newAttempt("x", 7, noon)
	if m.phase != intro || len(a.Quiz.Items) != 3 || a.Module != "" || a.Purpose != quiz.Imported {
		t.Errorf("phase %d, %d items, module %q", m.phase, len(a.Quiz.Items), a.Module)
	}
}

func TestItemsOfAFileBeginWithoutAWordOfStopping(t *testing.T) {
	for answers, resumed := range []bool{false, true} {
		a := attempt(all()[:answers]...)
		a.Module, a.Purpose = "", quiz.Imported
		m := newModel(library(), progress.Record{Attempts: []quiz.Attempt{a}}, memory{now: noon}, nav.Route{Attempt: "a", Purpose: quiz.Imported})
		if m.phase != answering || m.resumed != resumed {
			t.Errorf("after %d answers: phase %d, resumed %v", answers, m.phase, m.resumed)
		}
	}
}

func TestAdviceThatChangedIsSaid(t *testing.T) {
	l, record := library(), passed(90*24*time.Hour)
	first := &l.Modules[0].Quiz.Items[0]
	first.Choices = slices.Clone(first.Choices)
	first.Choices[0].Correct, first.Choices[1].Correct = false, true
	m := newModel(l, record, remember(l, record), nav.Route{Purpose: quiz.Refresher})
	m.begin(m.newAttempt("x", 7, noon), noon)
	said := map[quiz.ItemID]bool{}
	for m.phase == answering {
		st := m.state()
		_, own := m.item.Ref("")
		said[own] = st.Changed == "The advice has changed since you last answered this."
		if st.Module != "Overdose" || st.Critical != map[bool]string{true: "Matters most"}[m.item.Critical] {
			t.Errorf("%s comes from %q, critical %q", own, st.Module, st.Critical)
		}
		m.choose(0)
		next, r, _ := m.answer(quiz.Sure, noon)
		m.saved(next, r, nil)
		m.advance(noon)
	}
	if diff := cmp.Diff(map[quiz.ItemID]bool{"first": true, "which": false, "true": false}, said); diff != "" {
		t.Error(diff)
	}
}

func TestAQuestionThatWasCorrectedSinceTheQuizBeganIsSaid(t *testing.T) {
	l := library()
	first := &l.Modules[0].Quiz.Items[0]
	first.Prompt += " And now?"
	m := newModel(l, progress.Record{Attempts: []quiz.Attempt{attempt()}}, remember(l, progress.Record{}), nav.Route{Screen: nav.Quiz, Module: "m"})
	const old = "This question has been corrected since you began. This is the old one."
	if !m.state().Again {
		t.Error("there is no way to the new one")
	}
	for m.phase == answering {
		before := m.state()
		m.choose(0)
		m.choose(1)
		next, r, ok := m.answer(quiz.Sure, noon)
		if !ok {
			t.Fatal(m.state().Missing)
		}
		m.saved(next, r, nil)
		want := ""
		if m.item.ID == first.ID {
			want = old
		}
		if after := m.state(); before.Changed != want || after.Changed != want || before.Prompt == first.Prompt {
			t.Errorf("%s says %q, then %q", m.item.ID, before.Changed, after.Changed)
		}
		m.advance(noon)
	}
}

func TestAnOpenAttemptCanBePutAside(t *testing.T) {
	g := open(t, record(attempt(all()[0])), "")
	g.canvas.Focus(g.item.anew)
	g.key(fyne.KeyReturn)
	g.work.Drain()
	if len(g.keeper.started) != 1 || g.keeper.started[0].ID != "fresh" || g.model.number != 1 || g.model.state().Resumed != "" {
		t.Errorf("%d started, at item %d, %q", len(g.keeper.started), g.model.number, g.model.state().Resumed)
	}
	if g.canvas.Focused() != g.item.choices.first() {
		t.Error("the keyboard is not on the first choice")
	}
}

func TestANewAttemptThatIsNotKeptLeavesTheOpenOne(t *testing.T) {
	g := open(t, record(attempt(all()[0])), "")
	g.keeper.err = progress.ErrDiskFull
	g.canvas.Focus(g.item.anew)
	g.key(fyne.KeyReturn)
	g.work.Drain()
	if !g.item.error.Visible() || g.model.attempt.ID != "a" {
		t.Fatalf("error shown %v, attempt %q", g.item.error.Visible(), g.model.attempt.ID)
	}
	g.keeper.err = nil
	g.key(fyne.KeyReturn) // on "Try again"
	g.work.Drain()
	if g.model.attempt.ID != "fresh" {
		t.Errorf("attempt %q after another try", g.model.attempt.ID)
	}
}

func TestAnAttemptWithoutItsModuleCannotBeBegunAnew(t *testing.T) {
	gone := attempt(all()[0])
	gone.Module = "gone"
	m := newModel(library(), progress.Record{Attempts: []quiz.Attempt{gone}}, memory{now: noon}, nav.Route{Module: "gone", Attempt: "a"})
	if st := m.state(); st.Again || st.Phase != answering {
		t.Errorf("phase %d, offered anew %v", st.Phase, st.Again)
	}
}
