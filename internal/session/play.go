package session

import (
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/scenario"
)

// A play is a scenario that the room goes through together. It has no clock: minutes pass by what is done.
type play struct {
	begun   bool
	run     scenario.Run
	moment  scenario.Moment
	debrief scenario.Debrief
}

// done is how many actions were done.
func (p *play) done() int { return len(p.run.Steps) }

// going reports whether something can be done now.
func (p *play) going() bool { return p.begun && !p.moment.Ended }

// rows are what can be voted for now.
func (p *play) rows() []Row {
	rows := make([]Row, len(p.moment.Offered))
	for i, a := range p.moment.Offered {
		rows[i] = Row{Key: string(a.ID), Letter: Letter(i), Text: a.Text}
	}
	return rows
}

func (s *Session) played(e Played, at time.Time) (func(), error) {
	a, err := s.findKind(e.Poll, plan.ScenarioPoll)
	if err != nil {
		return nil, err
	}
	if a != s.current() {
		return nil, fmt.Errorf("%w: %q is not what the room sees", ErrNotOpen, e.Poll)
	}
	if len(a.rounds) >= mostRounds {
		return nil, ErrFull
	}
	next, err := a.play.next(a.poll.Scenario, e, at)
	if err != nil {
		return nil, err
	}
	return func() {
		a.play, a.shown = next, reveals{}
		if a.open = next.going(); a.open {
			r := newRound()
			r.done, r.rows = next.done(), next.rows()
			a.begin(r)
		}
	}, nil
}

// next is the play after an event.
func (p *play) next(sc *scenario.Scenario, e Played, at time.Time) (play, error) {
	var run scenario.Run
	var err error
	switch {
	case e.Action == "":
		run, err = sc.Begin(e.Variant, false, at)
	case !p.begun:
		return play{}, fmt.Errorf("%w: the scenario has not begun", ErrNotOpen)
	default:
		run, err = p.run.Act(e.Action, at)
	}
	if err != nil {
		return play{}, fmt.Errorf("%w: %w", ErrBadAnswer, err)
	}
	moment, err := run.Now()
	if err != nil {
		return play{}, fmt.Errorf("%w: %w", ErrBadEvent, err)
	}
	debrief, err := run.Debrief()
	if err != nil {
		return play{}, fmt.Errorf("%w: %w", ErrBadEvent, err)
	}
	return play{begun: true, run: run, moment: moment, debrief: debrief}, nil
}

// forRoom is a moment with nothing that tells what an action would bring about or whether it helps. Why a failure was
// critical is told with the debrief.
func forRoom(m scenario.Moment, why bool) scenario.Moment {
	m.State = m.Shown()
	m.Parts = slices.Clone(m.Parts)
	for i := range m.Parts {
		m.Parts[i].When = nil
	}
	m.Said, m.Critical = saidToRoom(m.Said, why), saidToRoom(m.Critical, why)
	offered := make([]scenario.Action, len(m.Offered))
	for i, a := range m.Offered {
		offered[i] = scenario.Action{ID: a.ID, Text: a.Text}
	}
	m.Offered = offered
	m.Ending.When = nil
	return m
}

func saidToRoom(all []scenario.Said, why bool) []scenario.Said {
	all = slices.Clone(all)
	for i := range all {
		all[i].Part.When = nil
		if !why {
			all[i].Why = ""
		}
	}
	return all
}

// leading is the action with the most votes, the first of those with as many; empty without any vote.
func (a *asking) leading() scenario.ActionID {
	best := Bar{}
	if a.last() == nil {
		return ""
	}
	for _, bar := range a.tally(a.last()).Bars {
		if bar.Count > best.Count {
			best = bar
		}
	}
	return scenario.ActionID(best.Key)
}
