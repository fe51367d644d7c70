package progress

import (
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// OpenAttempt is the newest attempt for a purpose in a module, when it is not complete: one that was given up
// for a later one is not open any more. The module of a Refresher and of Imported is empty.
func OpenAttempt(r Record, purpose quiz.Purpose, module catalog.ModuleID) (quiz.Attempt, bool) {
	for i := len(r.Attempts) - 1; i >= 0; i-- {
		if a := &r.Attempts[i]; a.Purpose == purpose && a.Module == string(module) {
			return *a, !a.Complete()
		}
	}
	return quiz.Attempt{}, false
}

// OpenRun is the newest run of a scenario of the module, when it has not ended.
func OpenRun(m *catalog.Module, id scenario.ID, r Record) (scenario.Run, bool) {
	s := ScenarioStatusOf(m, id, r)
	if s.Open == nil {
		return scenario.Run{}, false
	}
	return *s.Open, true
}

// A ScenarioStatus is where a learner stands with one scenario.
type ScenarioStatus struct {
	Ended        int           // runs that came to an ending
	Good         int           // of these, the ones with a good ending and no critical failure
	Open         *scenario.Run // the newest run, when it has not ended; else nil
	LastActivity time.Time
}

// ScenarioStatusOf derives where a learner stands with a scenario of the module. A run whose steps do not fit
// its scenario counts for nothing.
func ScenarioStatusOf(m *catalog.Module, id scenario.ID, r Record) ScenarioStatus {
	var s ScenarioStatus
	for i := range r.Runs {
		run := &r.Runs[i]
		if run.Module != string(m.ID) || run.Scenario.ID != id {
			continue
		}
		now, err := run.Now()
		if err != nil {
			continue
		}
		s.LastActivity = run.Started
		if len(run.Steps) > 0 {
			s.LastActivity = run.Steps[len(run.Steps)-1].At
		}
		s.Open = nil
		switch {
		case !now.Ended:
			s.Open = run
		case now.Ending.Good && len(now.Critical) == 0:
			s.Good++
			s.Ended++
		default:
			s.Ended++
		}
	}
	return s
}

// Run finds a run of a scenario by its id.
func (r Record) Run(id string) (scenario.Run, bool) {
	i := slices.IndexFunc(r.Runs, func(o scenario.Run) bool { return o.ID == id })
	if i < 0 {
		return scenario.Run{}, false
	}
	return r.Runs[i], true
}
