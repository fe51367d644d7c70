package session_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
)

func TestARemoteGoesThroughTheWholePlan(t *testing.T) {
	m := began(t, workshop())
	var went []string
	note := func(e session.Event) {
		switch e := e.(type) {
		case session.Went:
			went = append(went, fmt.Sprintf("%d.%d", e.Section, e.Step))
		case session.Asked:
			went = append(went, "ask")
		case session.Showed:
			went = append(went, string(e.What))
		case session.Played:
			went = append(went, "play "+string(e.Action))
		default:
			t.Fatalf("%T %+v", e, e)
		}
	}
	m.join(1)
	for {
		e, ok := m.Forward()
		if !ok {
			break
		}
		note(e)
		m.do(e)
		if s := m.Desk().Scenario; s != nil && s.Open {
			m.do(vote(s.Moment.Minutes, 1, s.Moment.Offered[0].ID))
		}
	}
	scored := func(at string, what ...string) []string { return append([]string{at, "ask", "results"}, what...) }
	want := slices.Concat(
		[]string{"1.0", "1.1", "ask"}, scored("1.2"), []string{"3.-1"}, scored("3.0", "answer", "why"), scored("3.1", "answer", "why"),
		scored("3.2", "answer", "why"), scored("3.3", "answer", "why"), scored("3.4", "answer"), scored("3.5", "answer", "why"),
		[]string{"3.6", "4.-1", "4.0", "play ", "results", "play spray", "results", "play slap", "results", "play slap", "why", "5.-1", "5.0"},
	)
	if diff := cmp.Diff(want, went); diff != "" {
		t.Errorf("forward (-want +got):\n%s", diff)
	}
	before := m.Desk()
	went = nil
	for {
		e, ok := m.Back()
		if !ok {
			break
		}
		note(e)
		m.do(e)
	}
	want = []string{"5.-1", "4.0", "4.-1", "3.6", "3.5", "3.4", "3.3", "3.2", "3.1", "3.0", "3.-1", "1.2", "1.1", "1.0", "1.-1"}
	if diff := cmp.Diff(want, went); diff != "" || before.Next != nil {
		t.Errorf("back (-want +got):\n%s", diff)
	}
	m.do(atSnoring)
	if p := m.Room().Poll; p.Results == nil || p.Why == "" || p.Round != 1 {
		t.Errorf("going back has hidden something: %+v", p)
	}
}

func TestWhatCoversTheStepIsTakenAwayFirst(t *testing.T) {
	m := began(t, workshop())
	m.do(session.Opened{Phase: evaluation.Before, On: true}, session.ShowedJoin{On: true}, session.Paused{On: true}, session.Darkened{On: true})
	var kinds []session.RoomKind
	for range 5 {
		kinds = append(kinds, m.Room().Kind)
		e, _ := m.Forward()
		m.do(e)
	}
	want := []session.RoomKind{session.DarkUp, session.PauseUp, session.JoinUp, session.PhaseUp, session.SlideUp}
	if !cmp.Equal(kinds, want) {
		t.Errorf("the room sees %v, want %v", kinds, want)
	}
	if got := m.Room().Slide.Title; got != "Hello" {
		t.Errorf("then it sees %q", got)
	}
}

func TestLeavingAPollStopsIt(t *testing.T) {
	m := began(t, workshop())
	m.join(1)
	m.do(atSnoring, session.Asked{Poll: "overdose/snoring"}, atSigns)
	if err := m.try(answer("overdose/snoring", 1, 1, "call")); !errors.Is(err, session.ErrNotOpen) {
		t.Errorf("an answer to what was left: %v", err)
	}
	m.do(atSnoring, session.Asked{Poll: "overdose/snoring"}, answer("overdose/snoring", 1, 1, "call"))
	if got := m.Desk().Poll; got.Round != 1 || got.Phones != 1 {
		t.Errorf("asked on, it is %+v", got)
	}
}

func TestAPollIsAddedBehindTheStep(t *testing.T) {
	m := began(t, workshop())
	p := workshop()
	m.do(atSnoring, session.Added{Poll: plan.Poll{ID: "wall-2", Kind: plan.WallPoll, Prompt: "What else?"}})
	if e, ok := m.Back(); !ok || e != session.Event(session.Went{Section: 3, Step: -1}) {
		t.Errorf("the step has moved: back is %+v", e)
	}
	m.do(session.Went{Section: 3, Step: 1})
	if got := m.Room(); got.Wall == nil || got.Wall.Prompt != "What else?" {
		t.Errorf("the room sees %+v", got)
	}
	m.do(session.Went{Section: 3, Step: 2})
	if got := m.Room(); got.Poll == nil || got.Poll.ID != "overdose/signs" {
		t.Errorf("behind it the room sees %+v", got)
	}
	if diff := cmp.Diff(workshop(), p); diff != "" {
		t.Errorf("the plan that was given has changed: %s", diff)
	}
	if err := m.try(session.Added{Poll: plan.Poll{ID: "wall-2", Kind: plan.WallPoll, Prompt: "Again?"}}); !errors.Is(err, session.ErrBadEvent) {
		t.Errorf("added twice: %v", err)
	}
}

func TestTeams(t *testing.T) {
	const poll = "overdose/snoring"
	m := began(t, workshop())
	m.do(session.Teamed{Names: []string{"Red", "Blue"}})
	for n, team := range []int{1, 1, 1, 2, 0} {
		m.do(session.Joined{Phone: aPhone(n + 1), Team: team})
	}
	if got := m.Phone(aPhone(9)); !cmp.Equal(got.Teams, []string{"Red", "Blue"}) {
		t.Errorf("who joins can choose from %v", got.Teams)
	}
	m.do(atSnoring, session.Asked{Poll: poll}, answer(poll, 1, 1, "call"), answer(poll, 1, 2, "bath"), answer(poll, 1, 3, "sleep"),
		answer(poll, 1, 4, "call"), answer(poll, 1, 5, "call"))
	if m.Room().Teams != nil {
		t.Error("teams are shown while the poll is open")
	}
	m.do(reveal(poll, session.Results))
	for _, score := range m.Room().Teams {
		if score.Percent != 0 {
			t.Errorf("the score of %s tells what is right", score.Name)
		}
	}
	m.do(reveal(poll, session.RightAnswer))
	want := []session.TeamScore{{Team: 1, Name: "Red", Phones: 3, Percent: 33}, {Team: 2, Name: "Blue", Phones: 1, Percent: 100}}
	if diff := cmp.Diff(want, m.Room().Teams); diff != "" {
		t.Errorf("teams (-want +got):\n%s", diff)
	}
	m.do(session.Teamed{})
	if m.Room().Teams != nil || m.Desk().Teams != nil || m.Phone(aPhone(1)).Team != 0 {
		t.Error("without teams there are scores")
	}
}

func TestLocking(t *testing.T) {
	m := began(t, workshop())
	m.join(1)
	m.do(session.Locked{On: true})
	if err := m.try(session.Joined{Phone: aPhone(2)}); !errors.Is(err, session.ErrLocked) {
		t.Errorf("joining a locked session: %v", err)
	}
	m.do(session.Joined{Phone: aPhone(1)}) // after sleep
	m.do(session.Locked{})
	for n := range session.MostPhones - 1 {
		m.do(session.Joined{Phone: aPhone(n + 2)})
	}
	if err := m.try(session.Joined{Phone: aPhone(5000)}); !errors.Is(err, session.ErrFull) {
		t.Errorf("phone 1001: %v", err)
	}
}

func TestAnswersAreNoReasonToTellEveryPhone(t *testing.T) {
	m := began(t, workshop())
	m.join(3)
	m.do(atSnoring, session.Asked{Poll: "overdose/snoring"})
	public := m.Public()
	m.do(answer("overdose/snoring", 1, 1, "call"), session.Joined{Phone: aPhone(4)}, session.ShowedJoin{On: true}, session.Locked{On: true}, session.Closed{})
	if m.Public() != public {
		t.Errorf("it rose from %d to %d", public, m.Public())
	}
	m.do(session.Stopped{Poll: "overdose/snoring"})
	if m.Public() != m.Number() || m.Phone(aPhone(1)).Public != m.Public() {
		t.Errorf("stopped, it is %d", m.Public())
	}
}

func TestAPlanThatCannotBeRun(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*plan.Plan)
		want   error
	}{
		"nothing in it":            {func(p *plan.Plan) { p.Sections = nil }, session.ErrNoStep},
		"all left out":             {func(p *plan.Plan) { p.Sections = p.Sections[:1] }, session.ErrNoStep},
		"a step of nothing":        {func(p *plan.Plan) { p.Sections[1].Steps = []plan.Step{{}} }, session.ErrBadEvent},
		"a poll twice":             {func(p *plan.Plan) { p.Sections[5].Steps = p.Sections[1].Steps }, session.ErrBadEvent},
		"an item without an item":  {func(p *plan.Plan) { p.Sections[3].Steps[0].Poll.Item = nil }, session.ErrBadEvent},
		"an item without choices":  {func(p *plan.Plan) { p.Sections[3].Steps[0].Poll.Item.Choices = nil }, session.ErrBadEvent},
		"a choice twice":           {func(p *plan.Plan) { p.Sections[3].Steps[0].Poll.Item.Choices[0].ID = "call" }, session.ErrBadEvent},
		"a choice that is a place": {func(p *plan.Plan) { p.Sections[3].Steps[0].Poll.Item.Choices[0].ID = "#1" }, session.ErrBadEvent},
		"an unknown kind":          {func(p *plan.Plan) { p.Sections[3].Steps[0].Poll.Item.Kind = "riddle" }, session.ErrBadEvent},
		"an endless scenario":      {func(p *plan.Plan) { p.Sections[4].Steps[0].Poll.Scenario.Limit = 1 << 40 }, session.ErrBadEvent},
		"a check that is a wall":   {func(p *plan.Plan) { p.Check[0] = *p.Sections[1].Steps[1].Poll }, session.ErrBadEvent},
		"too many polls":           {func(p *plan.Plan) { p.Check = make([]plan.Poll, 501) }, session.ErrFull},
	} {
		t.Run(name, func(t *testing.T) {
			p := workshop()
			c.change(&p)
			s := session.New()
			if err := s.Apply(session.Entry{Number: 1, At: noon(), Event: session.Began{Plan: p}}); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
			if s.Number() != 0 || s.Room().Kind != session.DarkUp {
				t.Error("it has begun all the same")
			}
		})
	}
}

func TestBeforeItBegins(t *testing.T) {
	s := session.New()
	if err := s.Check(session.Joined{Phone: aPhone(1)}); !errors.Is(err, session.ErrNotBegun) {
		t.Errorf("joining: %v", err)
	}
	if err := s.Apply(session.Entry{Number: 2, Event: session.Began{Plan: workshop()}}); !errors.Is(err, session.ErrBadEvent) {
		t.Errorf("an entry that is not the next: %v", err)
	}
	_, forward := s.Forward()
	_, back := s.Back()
	if forward || back || s.Phone(aPhone(1)).State != session.PhoneStranger || s.Desk().Next != nil || len(s.Sheets()) != 0 || s.Report("r", noon()).Days != 0 {
		t.Error("something is there before it begins")
	}
}

func TestWhatClosingRefuses(t *testing.T) {
	m := began(t, workshop())
	for name, c := range map[string]struct {
		event session.Closed
		want  error
	}{
		"fewer than nobody":   {session.Closed{Present: evaluation.Present{Designated: -1}}, session.ErrBadCount},
		"a town":              {session.Closed{Present: evaluation.Present{Community: 1 << 30}}, session.ErrBadCount},
		"negative minutes":    {session.Closed{Minutes: -1}, session.ErrBadCount},
		"a place with a name": {session.Closed{Place: "Harbour Street 5"}, session.ErrBadEvent},
		"nothing said":        {session.Closed{Said: []string{" "}}, session.ErrBadAnswer},
		"negative copies":     {session.Closed{Handouts: []evaluation.HandoutGiven{{Copies: -1}}}, session.ErrBadCount},
		"words of no wall":    {session.Closed{Words: map[plan.PollID]bool{"overdose/snoring": true}}, session.ErrNoPoll},
		"too much said":       {session.Closed{Said: make([]string, 201)}, session.ErrBadEvent},
	} {
		t.Run(name, func(t *testing.T) {
			if err := m.try(c.event); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}
