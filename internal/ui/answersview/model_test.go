package answersview

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

// attempt is an attempt for a purpose in the first module of the library, some days before now.
func attempt(id string, p quiz.Purpose, daysAgo, right, wrong int) quiz.Attempt {
	c := uitest.Library()
	a := uitest.Attempt(&c.Modules[0], id, right, wrong)
	a.Purpose, a.Started = p, uitest.Noon.AddDate(0, 0, -daysAgo)
	return a
}

func TestEveryAttemptSaysHowItWent(t *testing.T) {
	gone := attempt("gone", quiz.ForPass, 1, 2, 0)
	gone.Module = "old"
	mixed := attempt("mixed", quiz.Refresher, 1, 1, 1)
	mixed.Module = ""
	file := attempt("file", quiz.Imported, 1, 1, 1)
	file.Module = ""
	for name, c := range map[string]struct {
		attempt quiz.Attempt
		want    rowState
	}{
		"a pass":                  {attempt("a", quiz.ForPass, 0, 2, 0), rowState{"The basics", "Quiz", "today, 12:00", "Passed: 2 of 2 right", passed, to("basics", "a")}},
		"not a pass yet":          {attempt("a", quiz.ForPass, 1, 1, 1), rowState{"The basics", "Quiz", "yesterday, 12:00", "Not yet: 1 of 2 right", notYet, to("basics", "a")}},
		"an open one":             {attempt("a", quiz.ForPass, 3, 1, 0), rowState{"The basics", "Quiz", "3 days ago, 12:00", "Not finished: 1 of 2 questions answered", open, to("basics", "a")}},
		"practice has no score":   {attempt("a", quiz.Practice, 9, 1, 1), rowState{"The basics", "Practice", "on 13 November 2026, 12:00", "2 questions answered", neutral, to("basics", "a")}},
		"neither has a pre-check": {attempt("a", quiz.PreCheck, 1, 1, 1), rowState{"The basics", "Check of what you know", "yesterday, 12:00", "2 questions answered", neutral, to("basics", "a")}},
		"a refresher":             {mixed, rowState{"Several modules", "Refresher", "yesterday, 12:00", "2 questions answered", neutral, to("", "mixed")}},
		"a file":                  {file, rowState{"Questions from a file", "Practice with questions from a file", "yesterday, 12:00", "2 questions answered", neutral, to("", "file")}},
		"a module that is gone":   {gone, rowState{"A module that has left the library (old)", "Quiz", "yesterday, 12:00", "Passed: 2 of 2 right", passed, to("old", "gone")}},
	} {
		t.Run(name, func(t *testing.T) {
			m := newModel(uitest.Library(), progress.Record{Attempts: []quiz.Attempt{c.attempt}}, "", uitest.Noon)
			if diff := cmp.Diff(c.want, m.row(0)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func to(module catalog.ModuleID, attempt string) nav.Route {
	return nav.Route{Screen: nav.Result, Module: module, Attempt: attempt}
}

func TestAttemptsAreNewestFirstAndOfTheModule(t *testing.T) {
	other := attempt("other", quiz.ForPass, 2, 1, 1)
	other.Module = "overdose"
	mixed := attempt("mixed", quiz.Refresher, 1, 1, 1)
	mixed.Module = ""
	mixed.Quiz = quiz.Quiz{Items: []quiz.Item{{ID: "basics/a", Module: "basics"}}}
	r := progress.Record{Attempts: []quiz.Attempt{attempt("first", quiz.ForPass, 3, 1, 1), other, mixed, attempt("last", quiz.Practice, 0, 1, 1)}}
	for name, c := range map[string]struct {
		module catalog.ModuleID
		want   []string
		about  string
	}{
		"all":                          {"", []string{"last", "mixed", "other", "first"}, "4 attempts"},
		"of a module, with refreshers": {"basics", []string{"last", "mixed", "first"}, "The basics · 3 attempts"},
		"of a module with one":         {"overdose", []string{"other"}, "Overdose · 1 attempt"},
		"of a module with none":        {"nobody", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := newModel(uitest.Library(), r, c.module, uitest.Noon)
			var got []string
			for _, a := range m.attempts {
				got = append(got, a.ID)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if h := m.head(); h.About != c.about || h.Empty != (c.want == nil) {
				t.Errorf("head %+v", h)
			}
		})
	}
}

// many is a record of n attempts, an hour apart.
func many(n int) progress.Record {
	var r progress.Record
	for i := range n {
		a := attempt(string(rune('a'+i%26)), quiz.ForPass, 0, 1, 1)
		a.ID, a.Started = a.ID+time.Duration(i).String(), uitest.Noon.Add(-time.Duration(n-i)*time.Hour)
		r.Attempts = append(r.Attempts, a)
	}
	return r
}
