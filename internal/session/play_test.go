package session_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
)

const toilet = "overdose/toilet"

func vote(round, phone int, action scenario.ActionID) session.Voted {
	return session.Voted{Poll: toilet, Round: round, Phone: aPhone(phone), Action: action}
}

func TestTheRoomPlaysAScenario(t *testing.T) {
	m := began(t, workshop())
	m.join(3)
	m.do(atScenario)
	if room := m.Room().Scenario; room.Open || len(room.Choices) != 0 {
		t.Errorf("before it begins the room sees %+v", room)
	}
	if got := m.Phone(aPhone(1)).State; got != session.PhoneWaiting {
		t.Errorf("before it begins a phone is %s", got)
	}
	m.do(session.Played{Poll: toilet}, vote(0, 1, "slap"), vote(0, 1, "spray"), vote(0, 2, "slap"),
		session.Counted{Poll: toilet, Way: evaluation.Hands, Counts: map[string]int{"slap": 3}})
	room := m.Room().Scenario
	if !room.Open || room.Results != nil || len(room.Choices) != 2 || room.Choices[0].Letter != "A" {
		t.Errorf("while it is voted the room sees %+v", room)
	}
	if got := m.Phone(aPhone(1)); got.State != session.PhoneScenario || got.MyVote != "spray" {
		t.Errorf("the phone sees %+v", got)
	}
	m.do(reveal(toilet, session.Results))
	if bars := m.Room().Scenario.Results.Bars; bars[0].Count != 1 || bars[1].Count != 4 {
		t.Errorf("the votes are %+v", bars)
	}
	if e, _ := m.Forward(); !cmp.Equal(e, session.Event(session.Played{Poll: toilet, Action: "slap"})) {
		t.Errorf("forward does %+v", e)
	}
	m.do(session.Played{Poll: toilet, Action: "slap"})
	if got := m.Phone(aPhone(1)); got.MyVote != "" || got.Scenario.Round != 1 {
		t.Errorf("in the next round the phone sees %+v", got)
	}
	if err := m.try(vote(0, 1, "spray")); !errors.Is(err, session.ErrOldRound) {
		t.Errorf("a vote for the round before: %v", err)
	}
	if said := m.Room().Scenario.Moment.Critical; len(said) != 1 || said[0].Why != "" {
		t.Errorf("of the critical failure the room hears %+v", said)
	}
	m.do(vote(1, 3, "spray"), session.Played{Poll: toilet, Action: "spray"}, session.Played{Poll: toilet, Action: "slap"})
	if room := m.Room().Scenario; !room.Moment.Ended || room.Debrief != nil || room.Open || room.Moment.Ending.Title != "Safe" {
		t.Errorf("at the end the room sees %+v", room)
	}
	m.do(reveal(toilet, session.Why))
	if d := m.Room().Scenario.Debrief; d == nil || len(d.Well) != 1 || d.Well[0].Why != "SECRET it helps" {
		t.Errorf("the debrief is %+v", d)
	}
	res := m.Report("r", noon()).Polls[0]
	want := []evaluation.PollResultRow{{Key: "spray", Text: "Give a spray", Right: true}, {Key: "slap", Text: "Slap them"}}
	if diff := cmp.Diff(want, res.Rows); diff != "" || len(res.Rounds) != 3 || res.Rounds[0].Counts["slap"] != 4 || res.Rounds[1].Counts != nil {
		t.Errorf("the report says %+v (-want +got):\n%s", res, diff)
	}
}

func TestWhatAScenarioRefuses(t *testing.T) {
	m := began(t, workshop())
	m.join(1)
	m.do(atScenario)
	for name, c := range map[string]struct {
		event session.Event
		want  error
	}{
		"an action before it begins": {session.Played{Poll: toilet, Action: "spray"}, session.ErrNotOpen},
		"an unknown variant":         {session.Played{Poll: toilet, Variant: "mars"}, session.ErrBadAnswer},
		"votes before it begins":     {session.Asked{Poll: toilet}, session.ErrNotOpen},
		"a scenario that is none":    {session.Played{Poll: "overdose/snoring"}, session.ErrNoPoll},
		"a shift":                    {reveal(toilet, session.Shift), session.ErrBadEvent},
		"why before the end":         {reveal(toilet, session.Why), session.ErrBadEvent},
	} {
		t.Run(name, func(t *testing.T) {
			if err := m.try(c.event); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
	m.do(session.Played{Poll: toilet})
	if err := m.try(vote(0, 1, "dance")); !errors.Is(err, session.ErrBadAnswer) {
		t.Errorf("a vote for what is not offered: %v", err)
	}
	if err := m.try(session.Played{Poll: toilet, Action: "dance"}); !errors.Is(err, session.ErrBadAnswer) {
		t.Errorf("doing what is not offered: %v", err)
	}
	m.do(atSnoring)
	if err := m.try(session.Played{Poll: toilet, Action: "spray"}); !errors.Is(err, session.ErrNotOpen) {
		t.Errorf("playing what the room does not see: %v", err)
	}
}

func TestAScenarioCanBeVotedOnAgainAndBegunAgain(t *testing.T) {
	m := began(t, workshop())
	m.join(1)
	m.do(atScenario, session.Played{Poll: toilet}, vote(0, 1, "slap"), reveal(toilet, session.Results), session.Asked{Poll: toilet, Again: true})
	if got := m.Desk().Scenario; got.Tally.Answered != 0 || !got.Open || got.Shown[session.Results] {
		t.Errorf("voted again: %+v", got)
	}
	m.do(vote(0, 1, "spray"), session.Played{Poll: toilet, Action: "spray"}, session.Played{Poll: toilet})
	if got := m.Desk().Scenario; got.Moment.Minutes != 0 || len(got.Debrief.Path) != 0 {
		t.Errorf("begun again: %+v", got)
	}
}
