package moduleview

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func modelOf(c *catalog.Catalog, id catalog.ModuleID) *model {
	return &model{catalog: c, id: id, now: uitest.Now}
}

func TestWhatIsNextInAModule(t *testing.T) {
	c := uitest.Library()
	basics := &c.Modules[0]
	read := uitest.Read(basics, 2)
	lesson := func(l catalog.LessonID) nav.Route {
		return nav.Route{Screen: nav.Lesson, Module: "basics", Lesson: l}
	}
	for name, x := range map[string]struct {
		record progress.Record
		want   action
	}{
		"it starts":         {progress.Record{}, action{"Start", "Lesson 1: What it is", lesson("what")}},
		"it goes on":        {progress.Record{Visits: uitest.Read(basics, 1)}, action{"Continue", "Lesson 2: Why it works", lesson("why")}},
		"the quiz is next":  {progress.Record{Visits: read}, action{"Take the quiz", "You have read every lesson", nav.Route{Screen: nav.Quiz, Module: "basics"}}},
		"the quiz is open":  {progress.Record{Visits: read, Attempts: []quiz.Attempt{uitest.Attempt(basics, "a", 1, 0)}}, action{"Go on with the quiz", "Your answers so far are saved", nav.Route{Screen: nav.Quiz, Module: "basics", Attempt: "a"}}},
		"not yet passed":    {progress.Record{Visits: read, Attempts: []quiz.Attempt{uitest.Attempt(basics, "a", 0, 2)}}, action{"Try the quiz again", "Not yet passed", nav.Route{Screen: nav.Quiz, Module: "basics"}}},
		"nothing is needed": {progress.Record{Visits: read, Attempts: []quiz.Attempt{uitest.Attempt(basics, "a", 2, 0)}}, action{}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(x.want, modelOf(c, "basics").state(x.record).Next); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheQuizCard(t *testing.T) {
	c := uitest.Library()
	basics := &c.Modules[0]
	take := nav.Route{Screen: nav.Quiz, Module: "basics"}
	result := nav.Route{Screen: nav.Result, Module: "basics", Attempt: "done"}
	const meta = "2 questions · 80 % to pass"
	for name, x := range map[string]struct {
		attempts []quiz.Attempt
		want     quizState
	}{
		"not begun": {nil, quizState{
			Text: "1 question matters most: it must be right, whatever the score.", Action: "Take the quiz", To: take,
		}},
		"open": {[]quiz.Attempt{uitest.Attempt(basics, "open", 1, 0)}, quizState{
			Text: "1 of 2 questions answered. They are saved.", Action: "Go on with the quiz", To: nav.Route{Screen: nav.Quiz, Module: "basics", Attempt: "open"},
		}},
		"passed": {[]quiz.Attempt{uitest.Attempt(basics, "done", 2, 0)}, quizState{
			Text: "Your best result is 2 of 2 right. You passed on 22 November 2026.", Passed: true, Action: "Take it again", To: take, LastTime: result,
		}},
		"not yet": {[]quiz.Attempt{uitest.Attempt(basics, "done", 1, 1)}, quizState{
			Text:   "Your best result so far is 1 of 2 right. Every answer is explained, and you can try as often as you like.",
			NotYet: true, Action: "Try again", To: take, LastTime: result,
		}},
		"passed and open again": {[]quiz.Attempt{uitest.Attempt(basics, "done", 2, 0), uitest.Attempt(basics, "open", 1, 0)}, quizState{
			Text: "1 of 2 questions answered. They are saved.", Passed: true, Action: "Go on with the quiz",
			To: nav.Route{Screen: nav.Quiz, Module: "basics", Attempt: "open"}, LastTime: result,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			x.want.Shown, x.want.Heading, x.want.Meta = true, "Quiz", meta
			if diff := cmp.Diff(x.want, modelOf(c, "basics").state(progress.Record{Attempts: x.attempts}).Quiz); diff != "" {
				t.Error(diff)
			}
		})
	}
	basics.Quiz.Items = nil
	if modelOf(c, "basics").state(progress.Record{}).Quiz.Shown {
		t.Error("a quiz without items is shown")
	}
}

func TestLessonsHaveTheirMarks(t *testing.T) {
	c := uitest.Library()
	visits := append(uitest.Read(&c.Modules[0], 1), progress.Visit{Module: "basics", Lesson: "why", Opened: uitest.Noon})
	want := []lesson{
		{ID: "what", Heading: "1. What it is", Meta: "Read · 5 minutes", Read: true},
		{ID: "why", Heading: "2. Why it works", Meta: "Begun · 7 minutes", Next: true},
	}
	if diff := cmp.Diff(want, modelOf(c, "basics").state(progress.Record{Visits: visits}).Lessons); diff != "" {
		t.Error(diff)
	}
}

func TestDraftsAndDatesAreSaid(t *testing.T) {
	c := uitest.Library()
	s := modelOf(c, "basics").state(progress.Record{})
	if s.Draft != "" || s.Stale != "" || len(s.Reviewers) != 3 || s.Reviewers[0] != "Reviewed by A. Nurse, Clinic (clinical), on 22 November 2026" {
		t.Errorf("draft %q, stale %q, reviewers %q", s.Draft, s.Stale, s.Reviewers)
	}
	if want := "Version 1.0 · To be reviewed again by 3 May 2027"; s.Edition != want {
		t.Errorf("edition %q", s.Edition)
	}
	c.Modules[0].Reviewers = c.Modules[0].Reviewers[:1]
	if got, want := modelOf(c, "basics").state(progress.Record{}).Draft, "This module still waits for its legal and peer review. Until then, check what it says with somebody qualified before you teach it."; got != want {
		t.Errorf("got %q", got)
	}
	for reviewBy, want := range map[time.Time]string{
		uitest.Noon.AddDate(0, 0, 30): "This module is to be reviewed by 22 December 2026. Look for newer content then.",
		uitest.Noon.AddDate(0, 0, -2): "This module was to be reviewed by 20 November 2026, and was not. Some of it may be out of date: look for newer content.",
	} {
		c.Modules[0].ReviewBy = reviewBy
		if got := modelOf(c, "basics").state(progress.Record{}).Stale; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWhatIsBestReadBefore(t *testing.T) {
	c := uitest.Library()
	done := progress.Record{Attempts: []quiz.Attempt{uitest.Attempt(&c.Modules[0], "a", 2, 0)}}
	want := []prerequisite{
		{Text: "The basics (done)", To: nav.Route{Screen: nav.Module, Module: "basics"}},
		{Text: "elsewhere (not in this library)"},
	}
	if diff := cmp.Diff(want, modelOf(c, "overdose").state(done).Before); diff != "" {
		t.Error(diff)
	}
}

func TestSourcesAreListedAsCited(t *testing.T) {
	c := uitest.Library()
	want := []source{{Key: "note", Title: "Community management", Meta: "WHO · 2014 · checked on 22 November 2026"}}
	if diff := cmp.Diff(want, modelOf(c, "basics").state(progress.Record{}).Sources); diff != "" {
		t.Error(diff)
	}
	delete(c.Sources, "note")
	if got := modelOf(c, "basics").state(progress.Record{}).Sources; len(got) != 1 || got[0].Title != "note" {
		t.Errorf("a source note that is not there: %v", got)
	}
}

func TestAModuleThatIsNotThere(t *testing.T) {
	c := uitest.Library()
	c.Unavailable = []catalog.UnavailableModule{{ID: "broken"}}
	for id, want := range map[catalog.ModuleID]string{"gone": "This module is not here", "broken": "This module cannot be shown"} {
		if s := modelOf(c, id).state(progress.Record{}); !s.Missing || s.Title != want {
			t.Errorf("%s: %+v", id, s)
		}
	}
}

func TestAModuleNamesItsLibraryAmongSeveral(t *testing.T) {
	c := uitest.Library()
	c.Modules[0].Library = "van"
	c.Parts = []catalog.Part{{Library: catalog.Library{ID: "van", Title: "Our van", Publisher: "Harbour Street NSP"}}}
	if got := modelOf(c, "basics").state(progress.Record{}).From; got != "" {
		t.Errorf("there is one library, and it says %q", got)
	}
	c.Parts = append(c.Parts, catalog.Part{Library: catalog.Library{ID: "au"}})
	if got := modelOf(c, "basics").state(progress.Record{}).From; got != "From: Our van, Harbour Street NSP" {
		t.Error(got)
	}
}
