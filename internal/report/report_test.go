package report_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/report"
	"github.com/passalong/passalong/internal/scenario"
)

func ago(days int) time.Time { return today.AddDate(0, 0, -days) }

// trueFalse is an item about which the right answer is true.
func trueFalse(id quiz.ItemID, objective string) quiz.Item {
	return quiz.Item{
		ID: id, Kind: quiz.TrueFalse, Objective: objective, Lesson: "l", Prompt: "Is " + string(id) + " so?", Explanation: "It is.",
		Choices: []quiz.Choice{{ID: quiz.True, Correct: true}, {ID: quiz.False}, {ID: quiz.Unsure}},
	}
}

func module(id catalog.ModuleID) catalog.Module {
	return catalog.Module{
		ID: id, Title: "About " + string(id), Version: "1.1",
		Objectives: []catalog.Objective{{ID: "one", Text: "Do one"}, {ID: "two", Text: "Do two"}, {ID: "empty", Text: "Do more"}},
		Lessons:    []catalog.Lesson{{ID: "l", Objectives: []catalog.ObjectiveID{"one"}}},
		Quiz:       quiz.Quiz{ID: quiz.ID(id) + "-quiz", Pass: 50, Items: []quiz.Item{trueFalse("a", "one"), trueFalse("b", "two")}},
	}
}

// attempt answers the first items of a module in turn, ten seconds each: S and s sure and right or wrong, N and n not sure, X and x
// not asked, d sure of not knowing.
func attempt(m catalog.Module, id string, p quiz.Purpose, at time.Time, answers string) quiz.Attempt {
	a := quiz.Attempt{ID: id, Purpose: p, Module: string(m.ID), ModuleVersion: "1.0", Started: at, Quiz: m.Quiz}
	for i, letter := range answers {
		r := quiz.Response{Item: m.Quiz.Items[i].ID, Took: 10 * time.Second, At: at.Add(time.Duration(i+1) * time.Minute)}
		r.Choices, r.Correct, r.Credit = []quiz.ChoiceID{quiz.True}, true, quiz.Full
		switch letter {
		case 's', 'n', 'x':
			r.Choices, r.Correct, r.Credit = []quiz.ChoiceID{quiz.False}, false, 0
		case 'd':
			r.Choices, r.Correct, r.Credit = []quiz.ChoiceID{quiz.Unsure}, false, 0
		}
		switch letter {
		case 'S', 's', 'd':
			r.Sure = quiz.Sure
		case 'N', 'n':
			r.Sure = quiz.NotSure
		}
		a.Responses = append(a.Responses, r)
	}
	return a
}

func library(modules ...catalog.Module) *catalog.Catalog {
	c := &catalog.Catalog{Modules: modules}
	t := catalog.Track{ID: "t", Title: "All"}
	for _, m := range modules {
		t.Modules = append(t.Modules, m.ID)
	}
	c.Library.Tracks = []catalog.Track{t}
	return c
}

func TestNothingIsKnownOfANewRecord(t *testing.T) {
	r := report.New(library(module("m")), progress.Record{}, nil, today)
	want := report.Totals{Modules: 1, Objectives: 3}
	if diff := cmp.Diff(want, r.Totals); diff != "" {
		t.Error(diff)
	}
	if !r.Curve.Empty() || !strings.Contains(r.Curve.Words(), "Nothing to show yet") || len(r.Modules) != 1 || len(r.Tracks) != 1 {
		t.Errorf("the report is %+v", r)
	}
	if none := report.New(&catalog.Catalog{}, progress.Record{}, nil, time.Time{}); none.Totals.Modules != 0 {
		t.Errorf("of no library there are %d modules", none.Totals.Modules)
	}
}

func TestARecordIsAddedUp(t *testing.T) {
	done, gone := module("done"), module("gone")
	c := library(done, module("new"))
	r := progress.Record{
		Visits: []progress.Visit{
			{Module: "done", Lesson: "l", Opened: ago(40), Finished: ago(41), Spent: 5 * time.Minute},
			{Module: "gone", Lesson: "l", Opened: ago(40), Spent: time.Minute},
		},
		Attempts: []quiz.Attempt{
			attempt(done, "1", quiz.ForPass, ago(40), "SS"), attempt(gone, "2", quiz.ForPass, ago(30), "Xx"), attempt(done, "3", quiz.Practice, ago(20), "n"),
			{ID: "4", Purpose: quiz.Refresher, Started: ago(10), Quiz: quiz.Mixed("refresher", mixed(done, 0), mixed(done, 1)), Responses: []quiz.Response{
				{Item: "done/a", Choices: []quiz.ChoiceID{quiz.True}, Sure: quiz.Sure, Correct: true, Credit: quiz.Full, Took: 20 * time.Second, At: ago(10)},
			}},
			{ID: "5", Purpose: quiz.Imported, Started: ago(9), Quiz: done.Quiz, Responses: []quiz.Response{{Item: "a", Took: time.Second, At: ago(9)}}},
		},
		Certificates: []progress.Certificate{{Number: "n", Modules: []progress.CertifiedModule{{Module: "gone", Title: "It was about this"}}}},
	}
	got := report.New(c, r, nil, today)
	want := report.Totals{
		Modules: 2, Completed: 1, Objectives: 6, ObjectivesMet: 2, Fading: 2, Due: 2, Reading: 6 * time.Minute, Answering: 71 * time.Second,
		Time: 7*time.Minute + 11*time.Second, Attempts: 5, Answers: 7, Right: 4, DaysActive: 5, Certificates: 1,
		Sure: report.Sureness{SureRight: 3, UnsureWrong: 1},
	}
	if diff := cmp.Diff(want, got.Totals); diff != "" {
		t.Error(diff)
	}
	if len(got.Modules) != 3 || !got.Modules[2].Gone || got.Modules[2].Title != "It was about this" || got.Modules[2].Answers != 2 {
		t.Errorf("the modules are %+v", got.Modules)
	}
	var list []string
	for _, a := range got.Attempts {
		list = append(list, fmt.Sprint(a.ID, " ", a.Purpose, " ", a.Title, " ", a.Complete, " ", a.Result.Percent))
	}
	wantList := []string{"5 imported  false 0", "4 refresher  false 50", "3 practice About done false 0", "2  It was about this true 50", "1  About done true 100"}
	if diff := cmp.Diff(wantList, list); diff != "" {
		t.Error(diff)
	}
	track := report.Track{ID: "t", Title: "All", Modules: []catalog.ModuleID{"done", "new"}, Completed: 1, Objectives: 6, ObjectivesMet: 2, Time: 5*time.Minute + 50*time.Second}
	if diff := cmp.Diff([]report.Track{track}, got.Tracks); diff != "" {
		t.Error(diff)
	}
}

func mixed(m catalog.Module, item int) quiz.Item {
	it := m.Quiz.Items[item]
	it.Module = string(m.ID)
	return it
}

func TestTheStateOfObjectives(t *testing.T) {
	m := module("m")
	check := attempt(m, "c", quiz.PreCheck, ago(60), "Xx")
	cases := []struct {
		name     string
		attempts []quiz.Attempt
		want     string
	}{
		{"not begun", nil, "not-yet not-yet not-yet"},
		{"a pre-check shows one", []quiz.Attempt{check}, "known not-yet not-yet"},
		{"completed today", []quiz.Attempt{attempt(m, "1", quiz.ForPass, ago(0), "XX")}, "learned learned not-yet"},
		{"completed long ago", []quiz.Attempt{attempt(m, "1", quiz.ForPass, ago(60), "XX")}, "fading fading not-yet"},
		{"refreshed in part", []quiz.Attempt{attempt(m, "1", quiz.ForPass, ago(60), "XX"), attempt(m, "2", quiz.Booster, ago(0), "X")}, "learned fading not-yet"},
		{"passed without one", []quiz.Attempt{attempt(m, "1", quiz.ForPass, ago(0), "Xx")}, "learned not-yet not-yet"},
		{"practised only", []quiz.Attempt{attempt(m, "1", quiz.Practice, ago(0), "XX")}, "not-yet not-yet not-yet"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := report.New(library(m), progress.Record{Attempts: c.attempts}, nil, today.Add(time.Hour))
			var states []string
			for _, o := range got.Modules[0].Objectives {
				states = append(states, string(o.State))
				if (o.Strength > 0) != (o.Retrievability > 0) || o.Retrievability > 1 {
					t.Errorf("%s has the chance %v and the strength %v", o.ID, o.Retrievability, o.Strength)
				}
			}
			if got := strings.Join(states, " "); got != c.want {
				t.Errorf("the states are %s, want %s", got, c.want)
			}
		})
	}
}

func TestWhatWasSureButWrongIsAMythUntilItIsRight(t *testing.T) {
	m := module("m")
	m.Quiz.Items[1].Critical = true
	changed := module("m")
	changed.Quiz.Items[0].Choices[0].Correct, changed.Quiz.Items[0].Choices[1].Correct = false, true
	without := module("m")
	without.Quiz.Items = without.Quiz.Items[1:]
	one, two := attempt(m, "1", quiz.ForPass, ago(9), "ss"), attempt(m, "2", quiz.Practice, ago(8), "s")
	cases := []struct {
		name     string
		today    catalog.Module
		attempts []quiz.Attempt
		want     []string
	}{
		{"critical first", m, []quiz.Attempt{one, two}, []string{"b 1", "a 2"}},
		{"right since", m, []quiz.Attempt{one, two, attempt(m, "3", quiz.Refresher, ago(7), "N")}, []string{"b 1"}},
		{"wrong since, but not sure", m, []quiz.Attempt{one, attempt(m, "3", quiz.Practice, ago(7), "n")}, []string{"b 1"}},
		{"wrong again", m, []quiz.Attempt{one, attempt(m, "3", quiz.Practice, ago(7), "S"), attempt(m, "4", quiz.Practice, ago(6), "s")}, []string{"b 1", "a 2"}},
		{"not knowing is no belief", m, []quiz.Attempt{attempt(m, "3", quiz.Practice, ago(7), "dd")}, nil},
		{"never asked how sure", m, []quiz.Attempt{attempt(m, "3", quiz.Practice, ago(7), "xx")}, nil},
		{"the right answer has changed", changed, []quiz.Attempt{one}, []string{"b 1"}},
		{"the question has gone", without, []quiz.Attempt{one}, []string{"b 1"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.today.Quiz.Items[len(c.today.Quiz.Items)-1].ID == "b" {
				c.today.Quiz.Items[len(c.today.Quiz.Items)-1].Critical = true
			}
			r := report.New(library(c.today), progress.Record{Attempts: c.attempts}, nil, today)
			var got []string
			for _, myth := range r.Myths {
				got = append(got, fmt.Sprint(myth.Item, " ", myth.Times))
				if myth.Prompt == "" || len(myth.Chosen) != 1 || myth.Chosen[0] != "False" || myth.Right[0] != "True" || myth.Explanation != "It is." {
					t.Errorf("the myth is %+v", myth)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRunsOfScenarios(t *testing.T) {
	stay := scenario.Action{ID: "stay", Text: "Stay", Takes: 1, Weight: scenario.Helped, Why: "Good."}
	s := scenario.Scenario{
		ID: "s", Title: "Staying", Limit: 2, Start: "room", Variants: []scenario.Variant{{ID: "v", Title: "At night"}},
		Scenes: []scenario.Scene{{ID: "room", Actions: []scenario.Action{stay}}}, Endings: []scenario.Ending{{ID: "e", Title: "You stayed", Good: true}},
	}
	run := scenario.Run{
		ID: "r1", Module: "m", Variant: "v", Started: ago(3), Scenario: s,
		Steps: []scenario.Step{{Action: "stay", At: ago(3).Add(30 * time.Second)}, {Action: "stay", At: ago(3).Add(time.Hour)}},
	}
	open := scenario.Run{ID: "r2", Module: "m", Variant: "v", Started: ago(2), Scenario: s}
	broken := scenario.Run{ID: "r3", Module: "m", Started: ago(1), Scenario: s, Steps: []scenario.Step{{Action: "fly", At: ago(1)}}}
	got := report.New(library(module("m")), progress.Record{Runs: []scenario.Run{run, open, broken}}, nil, today)
	want := []report.Run{
		{ID: "r3", Module: "m", Scenario: "s", Title: "Staying", Started: ago(1), Ended: ago(1), Steps: 1},
		{ID: "r2", Module: "m", Scenario: "s", Title: "Staying", Variant: "At night", Started: ago(2), Ended: ago(2)},
		{
			ID: "r1", Module: "m", Scenario: "s", Title: "Staying", Variant: "At night", Started: ago(3), Ended: ago(3).Add(time.Hour),
			Took: 150 * time.Second, Steps: 2, Minutes: 2, Over: true, Ending: "You stayed", Good: true,
		},
	}
	if diff := cmp.Diff(want, got.Runs); diff != "" {
		t.Error(diff)
	}
	if got.Totals.Playing != 150*time.Second || got.Modules[0].Playing != 150*time.Second || got.Totals.Runs != 3 || got.Totals.DaysActive != 2 {
		t.Errorf("the totals are %+v", got.Totals)
	}
}

func TestDaysAreThoseOfTheLearner(t *testing.T) {
	east := time.FixedZone("east", 11*3600)
	m := module("m")
	a := attempt(m, "1", quiz.ForPass, time.Date(2026, 5, 1, 12, 58, 0, 0, time.UTC), "XX") // 23:59 and 00:00 in the east
	for zone, want := range map[*time.Location]int{time.UTC: 1, east: 2} {
		if got := report.New(library(m), progress.Record{Attempts: []quiz.Attempt{a}}, nil, today.In(zone)).Totals.DaysActive; got != want {
			t.Errorf("in %v there are %d days, want %d", zone, got, want)
		}
	}
}

func TestACurveInWords(t *testing.T) {
	m := module("m")
	words := func(days int) string {
		r := report.New(library(m), progress.Record{Attempts: []quiz.Attempt{attempt(m, "1", quiz.ForPass, ago(days), "XX")}}, nil, today.Add(time.Hour))
		if len(r.Curve.Points) != 181 || r.Curve.Today != 90 || !r.Curve.Points[90].At.Equal(today.Add(time.Hour)) {
			t.Fatalf("the curve has %d points, today at %d", len(r.Curve.Points), r.Curve.Today)
		}
		if diff := cmp.Diff(r.Modules[0].Curve, r.Curve); diff != "" {
			t.Error("the curve of the only module is another:", diff)
		}
		return r.Curve.Words()
	}
	for _, c := range []struct {
		days int
		said []string
		not  string
	}{
		{0, []string{"Today you would know about 100 in 100 of what you were asked (2 questions).", "in 30 days and", "It falls below 90 in 100 about 24 November 2026."}, "ago"},
		{60, []string{"30 days ago it was about", "It is below 90 in 100 now, so a refresher would help."}, "falls below"},
	} {
		got := words(c.days)
		for _, said := range c.said {
			if !strings.Contains(got, said) {
				t.Errorf("after %d days %q is missing in %q", c.days, said, got)
			}
		}
		if strings.Contains(got, c.not) {
			t.Errorf("after %d days it says %q", c.days, got)
		}
	}
}

func TestTheCurveOfAllIsTheMeanOfItsItems(t *testing.T) {
	a, b := module("a"), module("b")
	b.Quiz.Items = append(b.Quiz.Items, trueFalse("c", "one"))
	r := report.New(library(a, b), progress.Record{Attempts: []quiz.Attempt{attempt(a, "1", quiz.ForPass, ago(50), "XX"), attempt(b, "2", quiz.ForPass, ago(5), "XXX")}}, nil, today)
	x, y, all := r.Modules[0].Curve.Points[90], r.Modules[1].Curve.Points[90], r.Curve.Points[90]
	if want := (2*x.Known + 3*y.Known) / 5; all.Items != 5 || math.Abs(all.Known-want) > 1e-9 {
		t.Errorf("it is %+v of %+v and %+v", all, x, y)
	}
}
