package session

import (
	"maps"
	"slices"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
)

// Desk is everything that the facilitator sees now.
func (s *Session) Desk() DeskView {
	v := DeskView{
		Number: s.number, Public: s.public, Plan: s.plan, Rehearsal: s.rehearsal, At: s.at,
		Sections: slices.Clone(s.clock.sections), Running: s.clock.since, Paused: s.paused, Dark: s.dark, JoinShown: s.joinShown,
		Locked: s.locked, Room: s.Room(), Next: s.next(), Phones: len(s.phones), Teams: s.scores(false), Phase: s.phase,
		Sheets: maps.Clone(s.sheets.count), Paired: s.sheets.paired, Closing: s.closing,
	}
	v.Plan.Sections = slices.Clone(s.plan.Sections) // Added changes them
	if len(s.clock.spans) > 0 {
		v.Began = s.clock.spans[0].from
	}
	if v.Closing.Minutes == 0 {
		v.Closing.Minutes = s.clock.minutes()
	}
	a := s.current()
	switch {
	case a == nil:
	case a.poll.Kind == plan.WallPoll:
		v.Wall = &DeskWall{Poll: *a.poll, Open: a.open, Waiting: a.wall.waiting(), Wall: a.wall.up()}
	case a.poll.Kind == plan.ScenarioPoll:
		v.Scenario = &DeskScenario{
			Poll: *a.poll, Begun: a.play.begun, Moment: a.play.moment, Tally: a.tally(a.last()), Counts: a.typed(),
			Debrief: a.play.debrief, Open: a.open, Shown: a.shown.shown(),
		}
	default:
		v.Poll = a.desk()
	}
	return v
}

// desk is an item with everything that is hidden from the room.
func (a *asking) desk() *DeskPoll {
	v := &DeskPoll{
		Poll: *a.poll, Rows: a.rows(nil), Round: len(a.rounds), Open: a.open, Shown: a.shown.shown(), Tally: a.tally(a.last()),
		Before: a.before(), Counts: a.typed(), Right: rightRows(a.poll.Item), Words: a.poll.Item.RightWords(),
	}
	if r := a.last(); r != nil {
		v.Phones = len(r.given)
	}
	return v
}

// Asked are the items that the room was asked, in the order of the plan, as the facilitator sees them.
func (s *Session) Asked() []DeskPoll {
	var all []DeskPoll
	s.everyPoll(func(a *asking) {
		if a.poll.Kind == plan.ItemPoll && a.last() != nil {
			all = append(all, *a.desk())
		}
	})
	return all
}

// typed are the counts of the last round that the facilitator typed.
func (a *asking) typed() map[evaluation.Way]map[string]int {
	if r := a.last(); r != nil {
		return maps.Clone(r.typed)
	}
	return nil
}

// next is what the room sees after Forward, nil when there is nothing more.
func (s *Session) next() *RoomView {
	e, ok := s.Forward()
	if !ok {
		return nil
	}
	after := *s // what Forward gives changes only what is copied here
	if a := s.current(); a != nil {
		copied := *a
		after.peek = &copied
	}
	do, err := after.prepare(e, s.clock.last)
	if err != nil {
		return nil
	}
	do()
	room := after.Room()
	return &room
}

// Forward is what a presenter remote does next: what covers the step is taken away; a poll is asked, then its results are
// shown, then the right answer and why, as far as it has them; a scenario does what most voted for, and at its end tells
// why; then the next step comes. ok is false at the end of the plan, and before the session has begun.
func (s *Session) Forward() (e Event, ok bool) {
	switch {
	case !s.begun:
		return nil, false
	case s.dark:
		return Darkened{}, true
	case s.paused:
		return Paused{}, true
	case s.joinShown:
		return ShowedJoin{}, true
	case s.phaseShown:
		return Opened{Phase: s.phase}, true
	}
	if a := s.current(); a != nil {
		if e := a.forward(); e != nil {
			return e, true
		}
	}
	return s.move(1)
}

// forward is what comes next of a poll, nil when nothing is left.
func (a *asking) forward() Event {
	id := a.poll.ID
	asked := a.last() != nil
	switch {
	case a.poll.Kind == plan.ScenarioPoll:
		return a.play.forward(a)
	case !asked:
		return Asked{Poll: id}
	case a.poll.Kind == plan.WallPoll:
		return nil
	case !a.shown.results:
		return Showed{Poll: id, What: Results, On: true}
	case !a.shown.right && a.has(RightAnswer):
		return Showed{Poll: id, What: RightAnswer, On: true}
	case !a.shown.why && a.has(Why):
		return Showed{Poll: id, What: Why, On: true}
	}
	return nil
}

func (p *play) forward(a *asking) Event {
	switch {
	case !p.begun:
		begin := Played{Poll: a.poll.ID}
		if variants := a.poll.Scenario.Variants; len(variants) > 0 {
			begin.Variant = variants[0].ID
		}
		return begin
	case p.moment.Ended && !a.shown.why:
		return Showed{Poll: a.poll.ID, What: Why, On: true}
	case p.moment.Ended:
		return nil
	case !a.shown.results:
		return Showed{Poll: a.poll.ID, What: Results, On: true}
	}
	if action := a.leading(); action != "" {
		return Played{Poll: a.poll.ID, Action: action}
	}
	return nil
}

// Back is the step before. It hides and reveals nothing. ok is false at the first step.
func (s *Session) Back() (e Event, ok bool) {
	if !s.begun {
		return nil, false
	}
	return s.move(-1)
}

// move is the next step, or the one before, over sections that are left out.
func (s *Session) move(by int) (Event, bool) {
	to := Went{s.at.Section, s.at.Step + by}
	for !s.has(to) {
		to.Section += by
		if to.Section < 0 || to.Section >= len(s.plan.Sections) {
			return nil, false
		}
		to.Step = -1
		if by < 0 {
			to.Step = len(s.plan.Sections[to.Section].Steps) - 1
		}
	}
	return to, true
}
