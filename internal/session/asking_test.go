package session_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

func TestAskRevealDiscussAskAgain(t *testing.T) {
	const poll = "overdose/snoring"
	m := began(t, workshop())
	m.join(4)
	m.do(atSnoring, session.Asked{Poll: poll}, answer(poll, 1, 1, "sleep"), answer(poll, 1, 2, "call"), answer(poll, 1, 3, "sleep"), answer(poll, 1, 4, quiz.Unsure))
	if room := m.Room(); room.Poll.Answers != -1 || room.Poll.Results != nil || !room.Poll.Open || room.Poll.Round != 1 {
		t.Errorf("before results are shown the room sees %+v", *room.Poll)
	}
	m.do(session.Counted{Poll: poll, Way: evaluation.Hands, Counts: map[string]int{"sleep": 3, "call": 2, "bath": 0}},
		session.Counted{Poll: poll, Way: evaluation.Paper, Counts: map[string]int{"call": 1}},
		reveal(poll, session.Results))
	room := m.Room()
	want := []session.Bar{
		{Row: session.Row{Key: "sleep", Letter: "A", Text: "Let them sleep"}, Count: 5},
		{Row: session.Row{Key: "call", Letter: "B", Text: "Call for help"}, Count: 4},
		{Row: session.Row{Key: "bath", Letter: "C", Text: "Put them in a bath"}},
		{Row: session.Row{Key: session.RowDontKnow, Text: "I don't know"}, Count: 1},
	}
	if diff := cmp.Diff(want, room.Poll.Results.Bars); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	if room.Poll.Answers != 10 || room.Poll.Open || room.Poll.Right != nil || room.Poll.Why != "" || room.Poll.Results.Right != 0 {
		t.Errorf("with results alone the room sees %+v", *room.Poll)
	}
	m.do(session.Asked{Poll: poll, Again: true})
	if got := m.Room().Poll; got.Results != nil || got.Round != 2 || !got.Open {
		t.Errorf("in the second round the room sees %+v", *got)
	}
	for phone := range 4 {
		m.do(answer(poll, 2, phone+1, "call"))
	}
	m.do(reveal(poll, session.Results), reveal(poll, session.Shift), reveal(poll, session.RightAnswer), reveal(poll, session.Why))
	got := m.Room().Poll
	if got.Before == nil || got.Before.Answered != 10 || got.Before.Right != 4 || got.Results.Right != 4 || got.Results.Answered != 4 {
		t.Errorf("the shift is from %+v to %+v", got.Before, got.Results)
	}
	if !cmp.Equal(got.Right, []string{"call"}) || got.Why != "SECRET why of snoring" || !cmp.Equal(got.Words, []string{"Call for help"}) {
		t.Errorf("right %v, in words %v, because %q", got.Right, got.Words, got.Why)
	}
}

func TestASecondAnswerReplacesTheFirst(t *testing.T) {
	const poll = "overdose/signs"
	m := began(t, workshop())
	m.join(1)
	m.do(atSigns, session.Asked{Poll: poll}, answer(poll, 1, 1, "chatty", "blue"), answer(poll, 1, 1, "blue", "slow", "blue"))
	tally := m.Desk().Poll.Tally
	if tally.Answered != 1 || tally.Right != 1 || tally.Bars[2].Count != 0 || tally.Bars[0].Count != 1 {
		t.Errorf("after a changed answer the tally is %+v", tally)
	}
}

func TestWhatPollsRefuse(t *testing.T) {
	const poll = "overdose/snoring"
	m := began(t, workshop())
	m.join(2)
	m.do(atSnoring, session.Asked{Poll: poll}, answer(poll, 1, 1, "call"), session.Asked{Poll: poll, Again: true})
	for name, c := range map[string]struct {
		event session.Event
		want  error
	}{
		"an answer for the round before":  {answer(poll, 1, 1, "call"), session.ErrOldRound},
		"an answer for a round to come":   {answer(poll, 3, 1, "call"), session.ErrOldRound},
		"a phone that never joined":       {answer(poll, 2, 3, "call"), session.ErrNotJoined},
		"an unknown choice":               {answer(poll, 2, 1, "nothing"), session.ErrBadAnswer},
		"two choices of one":              {answer(poll, 2, 1, "call", "bath"), session.ErrBadAnswer},
		"no choice":                       {answer(poll, 2, 1), session.ErrBadAnswer},
		"an unknown sureness":             {session.Answered{Poll: poll, Round: 2, Phone: aPhone(1), Given: quiz.Given{Choices: []quiz.ChoiceID{"call"}, Sure: "very"}}, session.ErrBadAnswer},
		"a poll that is not open":         {answer("overdose/signs", 0, 1, "blue"), session.ErrNotOpen},
		"a poll that there is not":        {answer("overdose/nothing", 1, 1, "blue"), session.ErrNoPoll},
		"an answer for a wall":            {answer("wall-1", 1, 1, "blue"), session.ErrNoPoll},
		"asking what the room cannot see": {session.Asked{Poll: "overdose/signs"}, session.ErrNotOpen},
		"a negative count":                {session.Counted{Poll: poll, Way: evaluation.Hands, Counts: map[string]int{"call": -1}}, session.ErrBadCount},
		"a huge count":                    {session.Counted{Poll: poll, Way: evaluation.Hands, Counts: map[string]int{"call": 501}}, session.ErrBadCount},
		"a count for nothing":             {session.Counted{Poll: poll, Way: evaluation.Hands, Counts: map[string]int{"D": 1}}, session.ErrBadAnswer},
		"counts by phone":                 {session.Counted{Poll: poll, Way: evaluation.Phones, Counts: map[string]int{"call": 1}}, session.ErrBadEvent},
		"counts before it was asked":      {session.Counted{Poll: "overdose/signs", Way: evaluation.Hands}, session.ErrNotOpen},
		"results before it was asked":     {reveal("overdose/signs", session.Results), session.ErrBadEvent},
		"an unknown reveal":               {session.Showed{Poll: poll, What: "everything"}, session.ErrBadEvent},
		"a shift without two rounds":      {reveal("overdose/signs", session.Shift), session.ErrBadEvent},
		"a right answer to a survey":      {reveal("overdose/ready", session.RightAnswer), session.ErrBadEvent},
		"a section that is left out":      {session.Went{Section: 0, Step: 0}, session.ErrNoStep},
		"a step too far":                  {session.Went{Section: 1, Step: 3}, session.ErrNoStep},
		"a step before the title":         {session.Went{Section: 1, Step: -2}, session.ErrNoStep},
		"a section too far":               {session.Went{Section: 6, Step: -1}, session.ErrNoStep},
		"a section before the first":      {session.Went{Section: -1}, session.ErrNoStep},
		"beginning again":                 {session.Began{Plan: workshop()}, session.ErrBadEvent},
		"nothing":                         {nil, session.ErrBadEvent},
		"a pointer":                       {&session.Locked{}, session.ErrBadEvent},
		"a phone that is none":            {session.Joined{Phone: "0123"}, session.ErrBadEvent},
		"a team while there are none":     {session.Joined{Phone: aPhone(9), Team: 1}, session.ErrBadEvent},
	} {
		t.Run(name, func(t *testing.T) {
			before := m.Desk()
			if err := m.Check(c.event); !errors.Is(err, c.want) {
				t.Errorf("Check: %v, want %v", err, c.want)
			}
			if err := m.try(c.event); !errors.Is(err, c.want) {
				t.Errorf("Apply: %v, want %v", err, c.want)
			}
			if diff := cmp.Diff(before, m.Desk()); diff != "" {
				t.Errorf("what was refused changed (-before +after):\n%s", diff)
			}
		})
	}
}

func TestHandsForSeveralChoicesAreNotAddedUp(t *testing.T) {
	const poll = "overdose/signs"
	m := began(t, workshop())
	m.join(1)
	m.do(atSigns, session.Asked{Poll: poll}, answer(poll, 1, 1, "blue", "slow"),
		session.Counted{Poll: poll, Way: evaluation.Hands, Counts: map[string]int{"blue": 9, "slow": 7, "chatty": 2}},
		session.Counted{Poll: poll, Way: evaluation.Hands, Counts: map[string]int{"blue": 8, "slow": 7, "chatty": 2}})
	tally := m.Desk().Poll.Tally
	want := map[evaluation.Way]int{evaluation.Phones: 1, evaluation.Hands: 8}
	if tally.Answered != 9 || tally.Right != 1 || tally.Bars[0].Count != 9 || !cmp.Equal(tally.Ways, want) {
		t.Errorf("%+v", tally)
	}
}

func TestConfidenceStandsBesideCorrectness(t *testing.T) {
	const poll = "overdose/snoring"
	m := began(t, workshop())
	m.join(5)
	m.do(atSnoring, session.Asked{Poll: poll})
	say := func(phone int, choice quiz.ChoiceID, sure quiz.Sureness) {
		m.do(session.Answered{Poll: poll, Round: 1, Phone: aPhone(phone), Given: quiz.Given{Choices: []quiz.ChoiceID{choice}, Sure: sure}})
	}
	say(1, "call", quiz.Sure)
	say(2, "bath", quiz.Sure)
	say(3, "call", quiz.NotSure)
	say(4, "sleep", quiz.NotSure)
	say(4, "sleep", quiz.Sure)        // instead
	say(5, quiz.Unsure, quiz.NotSure) // nobody is sure of not knowing
	m.do(reveal(poll, session.Results), reveal(poll, session.RightAnswer))
	got := m.Room().Poll.Results
	if got.SureRight != 1 || got.SureWrong != 2 || got.NotSureRight != 1 || got.NotSureWrong != 0 || got.Right != 2 || got.Answered != 5 {
		t.Errorf("%+v", *got)
	}
}
