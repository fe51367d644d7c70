package homeview

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// learned is a library whose first module has so many items, and the record of having passed it a time ago.
func learned(items int, ago time.Duration) (*catalog.Catalog, progress.Record) {
	c := uitest.Library()
	m := &c.Modules[0]
	choices := []quiz.Choice{{ID: "yes", Text: "Yes", Correct: true}, {ID: "no", Text: "No"}}
	m.Quiz.Items = nil
	for i := range items {
		m.Quiz.Items = append(m.Quiz.Items, quiz.Item{ID: quiz.ItemID(fmt.Sprint("i", i)), Kind: quiz.Single, Critical: i == 0, Choices: choices})
	}
	a := uitest.Attempt(m, "passed", items, 0)
	at := uitest.Noon.Add(-ago)
	a.Started = at
	for i := range a.Responses {
		a.Responses[i].At, a.Responses[i].Credit = at, quiz.Full
	}
	return c, progress.Record{Attempts: []quiz.Attempt{a}}
}

const ages = 400 * oneDay // after which everything is due

func sharpOf(c *catalog.Catalog, r progress.Record, minutes int) sharpState {
	m := model{catalog: c, now: uitest.Now, minutes: minutes, deck: refresher.NewDeck(c, r)}
	return m.state(progress.Profile{}, r).Sharp
}

func TestNeverMoreIsOfferedThanAskedFor(t *testing.T) {
	for _, x := range []struct {
		items, minutes int
		heading, text  string
	}{
		{20, 1, "1 minute to stay sharp", "3 questions, about 1 minute. What matters most comes first."},
		{20, 2, "2 minutes to stay sharp", "6 questions, about 2 minutes. What matters most comes first."},
		{20, 5, "5 minutes to stay sharp", "15 questions, about 5 minutes. What matters most comes first."},
		{20, 10, "7 minutes to stay sharp", "20 questions, about 7 minutes. What matters most comes first."},
		{1, 10, "1 minute to stay sharp", "1 question, about 1 minute. What matters most comes first."},
	} {
		c, r := learned(x.items, ages)
		s := sharpOf(c, r, x.minutes)
		if !s.Shown || s.Heading != x.heading || s.Text != x.text || choices()[s.Minutes] != x.minutes {
			t.Errorf("%d items in %d minutes: %+v", x.items, x.minutes, s)
		}
	}
}

func TestNothingIsOfferedWithoutNeed(t *testing.T) {
	c, r := learned(8, ages)
	fresh, just := learned(8, time.Hour)
	for name, s := range map[string]sharpState{
		"it was switched off":           sharpOf(c, r, 0),
		"everything is fresh":           sharpOf(fresh, just, 2),
		"no module is completed":        sharpOf(c, progress.Record{}, 2),
		"the schedule is not known yet": (&model{catalog: c, now: uitest.Now, minutes: 2}).state(progress.Profile{}, r).Sharp,
	} {
		if s.Shown || s.Boosters != nil {
			t.Errorf("%s, and this is offered: %+v", name, s)
		}
	}
}

func TestChangedAnswersAreSaid(t *testing.T) {
	for changed, want := range map[int]string{
		0: "", 1: "The right answer to 1 of them has changed since you gave yours.", 2: "The right answers to 2 of them have changed since you gave yours.",
	} {
		c, r := learned(6, ages)
		c.Modules[0].Quiz.Items = slices.Clone(c.Modules[0].Quiz.Items) // the attempt keeps what was asked
		for i := range changed {
			it := &c.Modules[0].Quiz.Items[i]
			it.Choices = []quiz.Choice{{ID: "yes", Text: "Yes"}, {ID: "no", Text: "No", Correct: true}}
		}
		if s := sharpOf(c, r, 2); s.Changed != want {
			t.Errorf("%d changed: %q", changed, s.Changed)
		}
	}
}

func TestARefresherThatWasStoppedIsGoneOnWith(t *testing.T) {
	c, r := learned(6, ages)
	a := r.Attempts[0]
	a.ID, a.Purpose, a.Module, a.Started, a.Responses = "open", quiz.Refresher, "", uitest.Noon.Add(-time.Hour), a.Responses[:2]
	r.Attempts = append(r.Attempts, a)
	if s := sharpOf(c, r, 2); s.Text != "2 of 6 questions answered. They are saved." || s.Action != "Go on" {
		t.Errorf("%+v", s)
	}
	r.Attempts[1].Started = uitest.Noon.Add(-2 * oneDay)
	if s := sharpOf(c, r, 2); s.Action != "Begin" {
		t.Errorf("an old one is gone on with: %+v", s)
	}
}

func TestWhatWasAskedForIsEnoughForTheDay(t *testing.T) {
	for ago, enough := range map[time.Duration]bool{time.Hour: true, oneDay: false} {
		c, r := learned(20, ages)
		a := r.Attempts[0]
		a.ID, a.Purpose, a.Module, a.Quiz.Items = "fresh", quiz.Refresher, "", a.Quiz.Items[:1]
		a.Responses = slices.Clone(a.Responses[:1])
		a.Started, a.Responses[0].At = uitest.Noon.Add(-ago), uitest.Noon.Add(-ago)
		r.Attempts = append(r.Attempts, a)
		c.Modules = c.Modules[:1] // nothing else has to be done
		m := model{catalog: c, now: uitest.Now, minutes: 1, deck: refresher.NewDeck(c, r)}
		s := m.state(progress.Profile{}, r).Sharp
		if s.More != enough || s.Primary == enough || !s.Shown {
			t.Errorf("%v after one was done: %+v", ago, s)
		}
		if enough && (s.Action != "Go on refreshing" || s.Text != "3 questions, about 1 minute. You have done enough for today: this is only if you like.") {
			t.Errorf("%q, %q", s.Action, s.Text)
		}
	}
}

func TestABoosterThatWasBegunSaysHowFar(t *testing.T) {
	c, r := learned(8, ages)
	a := r.Attempts[0]
	a.ID, a.Purpose, a.Quiz.ID, a.Responses = "boost", quiz.Booster, refresher.BoosterID, a.Responses[:3]
	r.Attempts = append(r.Attempts, a)
	want := []booster{{"basics", "The basics", "You have begun to keep this fresh. 3 of 8 questions answered."}}
	if diff := cmp.Diff(want, sharpOf(c, r, 2).Boosters); diff != "" {
		t.Error(diff)
	}
}

func TestBoostersSayWhy(t *testing.T) {
	boosted := func(r progress.Record, ago time.Duration) progress.Record {
		a := r.Attempts[0]
		a.ID, a.Purpose, a.Started = "boost", quiz.Booster, uitest.Noon.Add(-ago)
		a.Quiz.ID, a.Responses = refresher.BoosterID, append([]quiz.Response(nil), a.Responses...)
		for i := range a.Responses {
			a.Responses[i].At = a.Started
		}
		r.Attempts = append(r.Attempts, a)
		return r
	}
	for name, x := range map[string]struct {
		items      int
		ago, boost time.Duration
		want       []booster
	}{
		"too early":               {8, 69 * oneDay, 0, nil},
		"after ten weeks":         {8, 70 * oneDay, 0, []booster{{"basics", "The basics", "It is ten weeks since you finished this. 4 minutes keep it fresh."}}},
		"after twelve":            {8, 85 * oneDay, 0, []booster{{"basics", "The basics", "It is twelve weeks since you finished this. 4 minutes keep it fresh."}}},
		"much later":              {8, 200 * oneDay, 0, []booster{{"basics", "The basics", "It is 6 months since you finished this. 4 minutes keep it fresh."}}},
		"a year and a half later": {8, 550 * oneDay, 0, []booster{{"basics", "The basics", "It is 18 months since you finished this. 4 minutes keep it fresh."}}},
		"years later":             {8, 1100 * oneDay, 0, []booster{{"basics", "The basics", "It is 3 years since you finished this. 4 minutes keep it fresh."}}},
		"a small module":          {1, 78 * oneDay, 0, []booster{{"basics", "The basics", "It is eleven weeks since you finished this. 1 minute keeps it fresh."}}},
		"boosted not long ago":    {8, 200 * oneDay, 20 * oneDay, nil},
		"boosted long ago":        {8, 200 * oneDay, 71 * oneDay, []booster{{"basics", "The basics", "It is ten weeks since you last kept this fresh. 4 minutes keep it fresh."}}},
	} {
		t.Run(name, func(t *testing.T) {
			c, r := learned(x.items, x.ago)
			if x.boost > 0 {
				r = boosted(r, x.boost)
			}
			if diff := cmp.Diff(x.want, sharpOf(c, r, 2).Boosters); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOneButtonIsPrimary(t *testing.T) {
	c, r := learned(6, ages)
	m := model{catalog: c, now: uitest.Now, minutes: 2, deck: refresher.NewDeck(c, r)}
	if s := m.state(progress.Profile{}, r); s.Next.Calm || s.Sharp.Primary {
		t.Errorf("with a module to begin: next calm %v, refresher primary %v", s.Next.Calm, s.Sharp.Primary)
	}
	c.Modules = c.Modules[:1]
	if s := m.state(progress.Profile{}, r); !s.Next.Calm || !s.Sharp.Primary {
		t.Errorf("with everything done: next calm %v, refresher primary %v", s.Next.Calm, s.Sharp.Primary)
	}
}

func TestWhatHasThePrimaryButtonComesFirst(t *testing.T) {
	c, r := learned(6, ages)
	c.Modules = c.Modules[:1]
	w, work := uitest.Window(t), new(bgtest.Queue)
	s := New(t.Context(), Deps{
		Catalog: c, Learner: uitest.Learner(t, progress.Profile{Nickname: "Kit"}, r), Nav: &uitest.Way{},
		Refresher: Refresher{Run: work, Canvas: w.Canvas, Deck: func() *refresher.Deck { return refresher.NewDeck(c, r) }, Now: uitest.Now, Minutes: func() int { return 2 }},
	})
	w.Show(s.Content())
	w.Canvas.Focus(s.Focus())
	work.Drain()
	if w.Canvas.Focused() != s.Focus() || w.Canvas.Focused() != fyne.Focusable(w.Find("Begin")) {
		t.Error("the keyboard is not on what is due")
	}
	texts := w.Texts()
	if slices.Index(texts, "2 minutes to stay sharp") > slices.Index(texts, "You have finished every module") {
		t.Errorf("the page reads %q", texts)
	}
}

func TestStayingSharpByKeyboard(t *testing.T) {
	c, r := learned(8, 200*oneDay)
	w, way, work := uitest.Window(t), &uitest.Way{}, new(bgtest.Queue)
	var kept []int
	var failing error
	s := New(t.Context(), Deps{
		Catalog: c, Learner: uitest.Learner(t, progress.Profile{Nickname: "Kit"}, r), Nav: way,
		Refresher: Refresher{
			Run: work, Canvas: w.Canvas, Deck: func() *refresher.Deck { return refresher.NewDeck(c, r) }, Now: uitest.Now, Minutes: func() int { return 2 },
			OnMinutes: func(n int, done func(error)) { kept = append(kept, n); done(failing) },
		},
	})
	w.Show(s.Content())
	w.Hides("2 minutes to stay sharp") // it is being worked out
	work.Drain()
	w.Reads("2 minutes to stay sharp", "6 questions, about 2 minutes. What matters most comes first.")
	w.Markup(t, "sharp.xml")
	w.Return("Begin")
	if want := (nav.Route{Screen: nav.Quiz, Purpose: quiz.Refresher}); way.Last() != want {
		t.Errorf("went to %+v", way.Last())
	}
	w.Return("It is 6 months since you finished this. 4 minutes keep it fresh.")
	if want := (nav.Route{Screen: nav.Quiz, Module: "basics", Purpose: quiz.Booster}); way.Last() != want {
		t.Errorf("went to %+v", way.Last())
	}
	w.Return("See how far you have come")
	if way.Last().Screen != nav.Progress {
		t.Errorf("went to %+v", way.Last())
	}
	w.Return("1 minute")
	w.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	failing = uitest.ErrAny
	w.Canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	w.Reads("Your choice could not be saved. It holds until you close Passalong.", "6 questions, about 2 minutes. What matters most comes first.")
	if diff := cmp.Diff([]int{1, 2}, kept); diff != "" {
		t.Error(diff)
	}
}

func TestARefresherWithoutQuestionsIsNoRefresher(t *testing.T) {
	r := progress.Record{Attempts: []quiz.Attempt{{ID: "empty", Purpose: quiz.Refresher}}}
	if refreshedOn(r, uitest.Noon) {
		t.Error("it counts as done for today")
	}
}
