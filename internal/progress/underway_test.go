package progress_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

func TestTheNewestAttemptIsOpenWhileItIsNotComplete(t *testing.T) {
	m := taught()
	practice := func(id string, at int) quiz.Attempt { return answered(m, id, quiz.Practice, at) }
	refresher := answered(m, "r", quiz.Refresher, 5)
	refresher.Module = ""
	cases := []struct {
		name    string
		record  progress.Record
		purpose quiz.Purpose
		module  catalog.ModuleID
		want    string // id; empty for none
	}{
		{"nothing was begun", record(), quiz.Practice, "m", ""},
		{"the newest is open", record(practice("a", 1), unfinished(practice("b", 2))), quiz.Practice, "m", "b"},
		{"the newest is complete", record(unfinished(practice("a", 1)), practice("b", 2)), quiz.Practice, "m", ""},
		{"another purpose", record(unfinished(practice("a", 1))), quiz.ForPass, "m", ""},
		{"another purpose came later", record(unfinished(practice("a", 1)), check(m, "c", 2)), quiz.Practice, "m", "a"},
		{"another module", record(unfinished(practice("a", 1))), quiz.Practice, "n", ""},
		{"a refresher belongs to no module", record(unfinished(refresher)), quiz.Refresher, "", "r"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, ok := progress.OpenAttempt(c.record, c.purpose, c.module)
			if ok != (c.want != "") || ok && a.ID != c.want {
				t.Errorf("got %q, %v; want %q", a.ID, ok, c.want)
			}
		})
	}
}

// toilet is a scenario that one action ends well, another badly, and a third not at all.
func toilet() scenario.Scenario {
	return scenario.Scenario{
		ID: "toilet", Limit: 9, Start: "door",
		State: []scenario.Declared{{Name: "helped", Values: []string{"no", "yes"}, Start: "no"}, {Name: "left", Values: []string{"no", "yes"}, Start: "no"}},
		Scenes: []scenario.Scene{
			{ID: "door", Actions: []scenario.Action{
				{ID: "knock", Takes: 1}, {ID: "leave", Takes: 1, Changes: []scenario.Change{{Variable: "left", To: "yes"}}},
				{ID: "help", Takes: 1, To: "out", Changes: []scenario.Change{{Variable: "helped", To: "yes"}}}, {ID: "go", Takes: 1, To: "out"},
			}},
			{ID: "out"},
		},
		Rules: []scenario.Rule{{ID: "alone", When: scenario.Condition{{Variable: "left", Op: scenario.Is, Values: []string{"yes"}}}, Critical: true}},
		Endings: []scenario.Ending{
			{ID: "well", When: scenario.Condition{{Variable: "helped", Op: scenario.Is, Values: []string{"yes"}}}, Good: true}, {ID: "badly"},
		},
	}
}

// played is a run of the toilet with an action a minute.
func played(id string, at int, actions ...scenario.ActionID) scenario.Run {
	r := scenario.Run{ID: id, Module: "m", Started: minute(at), Scenario: toilet()}
	for i, a := range actions {
		r.Steps = append(r.Steps, scenario.Step{Action: a, At: minute(at + i + 1)})
	}
	return r
}

func TestWhereALearnerStandsWithAScenario(t *testing.T) {
	m := taught()
	open, elsewhere, other := played("a", 1, "knock"), played("e", 1, "help"), played("o", 1, "help")
	elsewhere.Module = "n"
	other.Scenario.ID = "counter"
	fresh := played("f", 30)
	cases := []struct {
		name string
		runs []scenario.Run
		want progress.ScenarioStatus
	}{
		{"never played", nil, progress.ScenarioStatus{}},
		{"begun", []scenario.Run{open}, progress.ScenarioStatus{Open: &open, LastActivity: minute(2)}},
		{"ended well", []scenario.Run{played("a", 1, "knock", "help")}, progress.ScenarioStatus{Ended: 1, Good: 1, LastActivity: minute(3)}},
		{"ended well after a critical failure", []scenario.Run{played("a", 1, "leave", "help")}, progress.ScenarioStatus{Ended: 1, LastActivity: minute(3)}},
		{
			"badly, then well, then once more", []scenario.Run{played("a", 1, "go"), played("b", 9, "help"), fresh},
			progress.ScenarioStatus{Ended: 2, Good: 1, Open: &fresh, LastActivity: minute(30)},
		},
		{"given up for one that ended", []scenario.Run{open, played("b", 9, "go")}, progress.ScenarioStatus{Ended: 1, LastActivity: minute(10)}},
		{"a run that does not fit its scenario", []scenario.Run{played("a", 1, "fly")}, progress.ScenarioStatus{}},
		{"another module and another scenario", []scenario.Run{elsewhere, other}, progress.ScenarioStatus{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := progress.Record{Runs: c.runs}
			if diff := cmp.Diff(c.want, progress.ScenarioStatusOf(&m, "toilet", r)); diff != "" {
				t.Error(diff)
			}
			run, ok := progress.OpenRun(&m, "toilet", r)
			if ok != (c.want.Open != nil) || ok && run.ID != c.want.Open.ID {
				t.Errorf("open is %q, %v", run.ID, ok)
			}
			if diff := cmp.Diff(progress.StatusOf(&m, record()), progress.StatusOf(&m, r)); diff != "" {
				t.Error("a scenario changed the module:", diff)
			}
		})
	}
}

func TestRunsAreSearchedById(t *testing.T) {
	r := progress.Record{Runs: []scenario.Run{played("a", 1), played("b", 2)}}
	if got, ok := r.Run("b"); !ok || !got.Started.Equal(minute(2)) {
		t.Errorf("got %+v, %v", got, ok)
	}
	if _, ok := r.Run("c"); ok {
		t.Error("a run was found that never was")
	}
}
