package scenarioview

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/scenario"
)

// A model is one scenario and a run of it, as far as the screen knows them.
type model struct {
	catalog  *catalog.Catalog
	module   *catalog.Module // nil when it is no longer there
	scenario scenario.Scenario
	listed   bool // the library has the scenario
	phase    phase
	broken   error // why a run cannot be shown

	chosen  int           // variant of a new run
	clock   bool          // whether a new run has the clock, as far as the scenario has one
	open    *scenario.Run // one that was stopped; nil when there is none
	earlier []finished

	run     scenario.Run
	now     scenario.Moment
	before  scenario.Moment // before the last step
	review  scenario.Debrief
	next    scenario.Run // with the step that is being saved, or was not saved
	saving  bool
	problem error // why nothing was saved

	seconds int // that have counted towards the next minute of the story
	paused  bool
	shifted time.Time // when the clock last changed what can be done; zero when it did not
}

// A place is what a route says about the screen.
type place struct {
	module   catalog.ModuleID
	scenario scenario.ID
	run      string
}

// newModel finds out where the learner stands: a run to go on with or to look back at, or a start.
func newModel(c *catalog.Catalog, at place, r progress.Record, clock bool) *model {
	m := &model{catalog: c, phase: missing, clock: clock}
	if at.run != "" {
		m.take(at, r)
		return m
	}
	m.find(at.module, at.scenario)
	if m.listed {
		m.phase, m.chosen, m.earlier = starting, m.home(), ended(r, at)
		if run, ok := progress.OpenRun(m.module, at.scenario, r); ok {
			m.open = &run
		}
	}
	return m
}

// find looks for the scenario in the library.
func (m *model) find(module catalog.ModuleID, id scenario.ID) {
	mod, ok := m.catalog.Module(module)
	if !ok {
		return
	}
	m.module = mod
	if s, ok := mod.Scenario(id); ok {
		m.scenario, m.listed = *s, true
	}
}

// take goes on with a run, with the scenario as it was given, or shows its debrief.
func (m *model) take(at place, r progress.Record) {
	run, ok := r.Run(at.run)
	if !ok {
		return
	}
	m.find(catalog.ModuleID(run.Module), run.Scenario.ID)
	m.scenario = run.Scenario
	m.come(run)
	m.paused = m.now.Clock > 0
	if m.phase == playing && m.now.Ended {
		m.phase = lookback
	}
}

// come shows where a run has come to.
func (m *model) come(run scenario.Run) {
	m.run, m.next, m.saving, m.problem, m.seconds = run, scenario.Run{}, false, nil, 0
	if m.now, m.broken = run.Now(); m.broken != nil {
		m.phase = missing
		return
	}
	m.before = m.now
	if n := len(run.Steps); n > 0 {
		earlier := run
		earlier.Steps = run.Steps[:n-1]
		m.before, _ = earlier.Now() // a part of what can be played can be played
	}
	if m.now.Ended {
		m.review, m.broken = run.Debrief()
	}
	m.phase = playing
}

// A finished run can be looked back at.
type finished struct {
	run    scenario.Run
	ending string
}

// mostEarlier is how many finished runs the start lists.
const mostEarlier = 5

// ended lists the newest runs of a scenario that came to an end, newest first.
func ended(r progress.Record, at place) []finished {
	var all []finished
	for _, run := range slices.Backward(r.Runs) {
		if run.Module != string(at.module) || run.Scenario.ID != at.scenario || len(all) == mostEarlier {
			continue
		}
		if now, err := run.Now(); err == nil && now.Ended {
			all = append(all, finished{run, now.Ending.Title})
		}
	}
	return all
}

// home is the variant of the region that the library is for, or of the nearest around it; else the first.
func (m *model) home() int {
	home, best, length := string(m.catalog.Library.HomeRegion), 0, -1
	for i, v := range m.scenario.Variants {
		if (v.ID == home || strings.HasPrefix(home, v.ID+"-")) && len(v.ID) > length {
			best, length = i, len(v.ID)
		}
	}
	return best
}

// begin is a new run as the learner wants it, to be kept. ok is false when there is nothing to begin.
func (m *model) begin(id string, at time.Time) (run scenario.Run, ok bool) {
	if m.phase != starting || m.saving {
		return scenario.Run{}, false
	}
	variant := ""
	if m.chosen < len(m.scenario.Variants) {
		variant = m.scenario.Variants[m.chosen].ID
	}
	run, err := m.scenario.Begin(variant, m.clock, at)
	if err != nil {
		m.problem = fmt.Errorf("beginning the scenario: %w", err)
		return scenario.Run{}, false
	}
	run.ID, run.Module, run.ModuleVersion = id, string(m.module.ID), m.module.Version
	m.saving = true
	return run, true
}

// resume goes on with the run that was stopped.
func (m *model) resume() {
	if m.phase == starting && m.open != nil && !m.saving {
		m.come(*m.open)
		m.paused = m.now.Clock > 0
	}
}

// settleTime is how long the keys for actions do nothing after the clock has changed what they mean.
const settleTime = 700 * time.Millisecond

// act is the run with something done, to be kept.
func (m *model) act(index int, at time.Time) (next scenario.Run, ok bool) {
	if m.phase != playing || m.saving || index < 0 || index >= len(m.now.Offered) || at.Sub(m.shifted) < settleTime {
		return scenario.Run{}, false
	}
	next, err := m.run.Act(m.now.Offered[index].ID, at)
	return m.step(next, err)
}

// wait is the run with a minute gone, to be kept.
func (m *model) wait(at time.Time) (next scenario.Run, ok bool) {
	if m.phase != playing || m.saving {
		return scenario.Run{}, false
	}
	next, err := m.run.Wait(at)
	return m.step(next, err)
}

func (m *model) step(next scenario.Run, err error) (scenario.Run, bool) {
	if err != nil {
		m.problem = err
		return scenario.Run{}, false
	}
	m.next, m.saving = next, true
	return next, true
}

// again is the step that was not saved.
func (m *model) again() (next scenario.Run, ok bool) {
	if m.saving || m.problem == nil || len(m.next.Steps) == 0 {
		return scenario.Run{}, false
	}
	m.saving = true
	return m.next, true
}

// saved takes in how saving a step ended. After a failure everything stays as it was.
func (m *model) saved(next scenario.Run, err error, at time.Time) {
	if err != nil {
		m.saving, m.problem = false, err
		return
	}
	was := m.now.Offered
	m.come(next)
	m.shifted = time.Time{}
	if waited := next.Steps[len(next.Steps)-1].Action == ""; waited && !sameActions(was, m.now.Offered) {
		m.shifted = at
	}
}

func sameActions(a, b []scenario.Action) bool {
	return slices.EqualFunc(a, b, func(a, b scenario.Action) bool { return a.ID == b.ID })
}

// ticking reports whether the clock runs.
func (m *model) ticking() bool {
	return m.phase == playing && !m.now.Ended && m.now.Clock > 0 && !m.saving && m.problem == nil && !m.paused
}

// tick lets a second pass. A minute of the story is due when enough of them have.
func (m *model) tick() (due bool) {
	if !m.ticking() {
		return false
	}
	m.seconds++
	return m.seconds >= m.now.Clock
}

// pause stops the clock, or lets it go on.
func (m *model) pause(on bool) { m.paused = on && m.now.Clock > 0 }
