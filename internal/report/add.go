package report

import (
	"cmp"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/scenario"
)

// An adder makes a report in one pass through each part of a record.
type adder struct {
	report  Report
	deck    *refresher.Deck
	modules map[catalog.ModuleID]*sums
	order   []*sums // of the library, then as they were met
	days    days
	newest  progress.Newest
	myths   map[progress.Ref]int // answers that were sure and wrong
}

// sums is a module being added up.
type sums struct {
	Module
	source     *catalog.Module // nil when gone
	objectives map[catalog.ObjectiveID]*Objective
}

func newAdder(c *catalog.Catalog, r progress.Record, d *refresher.Deck, now time.Time) *adder {
	a := &adder{
		report: Report{
			Now: now, Observations: r.Observations, Certificates: r.Certificates, catalog: c, record: r,
		},
		deck: d, modules: map[catalog.ModuleID]*sums{}, newest: progress.Newest{}, myths: map[progress.Ref]int{},
		days: days{in: now.Location(), seen: map[int64]bool{}},
	}
	for i := range c.Modules {
		m := &c.Modules[i]
		s := &sums{source: m, objectives: map[catalog.ObjectiveID]*Objective{}}
		s.ID, s.Title, s.Version, s.Status = m.ID, m.Title, m.Version, progress.StatusOf(m, r)
		s.Objectives = make([]Objective, len(m.Objectives))
		for k, o := range m.Objectives {
			s.Objectives[k].Objective = o
			s.objectives[o.ID] = &s.Objectives[k]
		}
		a.modules[m.ID] = s
		a.order = append(a.order, s)
	}
	return a
}

// module finds a module's sums. One that the library does not have begins here.
func (a *adder) module(id catalog.ModuleID) *sums {
	s, ok := a.modules[id]
	if !ok {
		s = &sums{Module: Module{ID: id, Title: a.titleOf(id), Gone: true}}
		a.modules[id] = s
		a.order = append(a.order, s)
	}
	return s
}

// titleOf is the title of a module that the library may not have any more: a certificate still knows it.
func (a *adder) titleOf(id catalog.ModuleID) string {
	if s, ok := a.modules[id]; ok {
		return s.Title
	}
	for _, c := range slices.Backward(a.report.record.Certificates) {
		for _, m := range c.Modules {
			if m.Module == id {
				return m.Title
			}
		}
	}
	return string(id)
}

func (a *adder) addLessons() {
	for _, v := range a.report.record.Visits {
		m := a.module(v.Module)
		m.Reading += v.Spent
		a.report.Totals.Reading += v.Spent
		a.days.add(v.Opened)
	}
}

func (a *adder) addAttempts() {
	attempts := a.report.record.Attempts
	a.report.Attempts = make([]Attempt, 0, len(attempts))
	for i := range attempts {
		at := &attempts[i]
		out := Attempt{
			ID: at.ID, Purpose: at.Purpose, Module: catalog.ModuleID(at.Module), Version: at.ModuleVersion, Started: at.Started,
			Ended: at.Started, Complete: at.Complete(), Result: at.Score(),
		}
		if at.Module != "" {
			out.Title = a.module(out.Module).Title
		}
		for j := range at.Responses {
			r := &at.Responses[j]
			out.Took += r.Took
			out.Ended = latest(out.Ended, r.At)
		}
		a.report.Attempts = append(a.report.Attempts, out)
	}
	slices.Reverse(a.report.Attempts) // mostly that is all: a record has the oldest first
	order := func(x, y Attempt) int { return newestFirst(x.Started, y.Started, x.ID, y.ID) }
	if !slices.IsSortedFunc(a.report.Attempts, order) {
		slices.SortFunc(a.report.Attempts, order)
	}
	a.report.Totals.Attempts = len(attempts)
}

// newestFirst orders two by their times, and what is of one time by its id.
func newestFirst(a, b time.Time, aID, bID string) int {
	return cmp.Or(b.Compare(a), cmp.Compare(bID, aID))
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// longestStep is how much of the time between two steps of a run counts as somebody's being there.
const longestStep = 2 * time.Minute

func (a *adder) addRuns() {
	runs := a.report.record.Runs
	a.report.Runs = make([]Run, 0, len(runs))
	for i := range runs {
		run := runOf(&runs[i])
		a.report.Runs = append(a.report.Runs, run)
		a.module(run.Module).Playing += run.Took
		a.report.Totals.Playing += run.Took
		for _, s := range runs[i].Steps {
			a.days.add(s.At)
		}
	}
	slices.SortFunc(a.report.Runs, func(x, y Run) int { return newestFirst(x.Started, y.Started, x.ID, y.ID) })
	a.report.Totals.Runs = len(runs)
}

func runOf(r *scenario.Run) Run {
	out := Run{
		ID: r.ID, Module: catalog.ModuleID(r.Module), Scenario: r.Scenario.ID, Title: r.Scenario.Title, Variant: r.Variant,
		Started: r.Started, Ended: r.Started, Steps: len(r.Steps),
	}
	for _, v := range r.Scenario.Variants {
		if v.ID == r.Variant {
			out.Variant = v.Title
		}
	}
	for _, s := range r.Steps {
		out.Took += min(max(s.At.Sub(out.Ended), 0), longestStep)
		out.Ended = latest(out.Ended, s.At)
	}
	now, err := r.Now()
	if err != nil {
		return out // of another program's making: what was kept still shows
	}
	out.Minutes, out.Over, out.Critical = now.Minutes, now.Ended, len(now.Critical)
	if now.Ended {
		out.Ending, out.Good = now.Ending.Title, now.Ending.Good && len(now.Critical) == 0
	}
	return out
}

func (a *adder) addAnswers() {
	t := &a.report.Totals
	var m *sums
	for answer := range progress.Answers(a.report.record) {
		r := answer.Response
		t.Answers++
		t.Answering += r.Took
		a.days.add(r.At)
		sure, scored := surenessOf(answer), !answer.Given.Survey
		right := 0
		if scored && r.Correct {
			right = 1
		}
		t.Right += right
		t.Sure.add(sure)
		if answer.Module == "" {
			continue // from a file
		}
		if m == nil || m.ID != answer.Module {
			m = a.module(answer.Module)
		}
		m.Answers++
		m.Answering += r.Took
		m.Right += right
		m.Sure.add(sure)
		if sure.SureWrong > 0 {
			a.myths[answer.Ref]++
		}
		if o := m.objectives[catalog.ObjectiveID(answer.Given.Objective)]; o != nil {
			o.Sure.add(sure)
		}
		a.newest.Add(answer)
	}
}

// surenessOf is one answer, in the quarter where it belongs, or nothing when it was not asked. "I don't know" is
// never a belief.
func surenessOf(a progress.Answer) Sureness {
	r := a.Response
	if a.Given.Survey || r.Sure == quiz.NotAsked {
		return Sureness{}
	}
	sure := r.Sure == quiz.Sure && !r.Given().DontKnow()
	switch {
	case sure && r.Correct:
		return Sureness{SureRight: 1}
	case sure:
		return Sureness{SureWrong: 1}
	case r.Correct:
		return Sureness{UnsureRight: 1}
	}
	return Sureness{UnsureWrong: 1}
}

// days counts the days on which something happened. Neighbours in a record are mostly of one day, so the day that
// was seen last is looked at first.
type days struct {
	in       *time.Location
	seen     map[int64]bool
	from, to int64 // Unix seconds of the day that was seen last
}

func (d *days) add(t time.Time) {
	if t.IsZero() {
		return
	}
	now := t.Unix()
	if d.from <= now && now < d.to {
		return
	}
	y, m, day := t.In(d.in).Date()
	d.from = time.Date(y, m, day, 0, 0, 0, 0, d.in).Unix()
	d.to = time.Date(y, m, day+1, 0, 0, 0, 0, d.in).Unix()
	d.seen[d.from] = true
}
