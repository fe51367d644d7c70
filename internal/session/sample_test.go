package session_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
)

// noon is when the sessions of these tests begin.
func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// aPhone is the phone of participant n.
func aPhone(n int) session.Phone { return session.Phone(fmt.Sprintf("%032x", n)) }

func aMark(n int) evaluation.Mark { return evaluation.Mark(fmt.Sprintf("%032x", 1_000_000+n)) }

func single() *quiz.Item {
	return &quiz.Item{
		ID: "snoring", Kind: quiz.Single, Prompt: "A friend snores and does not wake. What now?", Objective: "see",
		Choices: []quiz.Choice{
			{ID: "sleep", Text: "Let them sleep", Feedback: "SECRET feedback of sleep"},
			{ID: "call", Text: "Call for help", Correct: true, Feedback: "SECRET feedback of call"},
			{ID: "bath", Text: "Put them in a bath", Feedback: "SECRET feedback of bath"},
		},
		Hint: "SECRET hint", Explanation: "SECRET why of snoring", Sources: []string{"SECRET-source"},
	}
}

func multiple() *quiz.Item {
	return &quiz.Item{
		ID: "signs", Kind: quiz.Multiple, Prompt: "Which are signs?", Partial: true, Explanation: "SECRET why of signs",
		Choices: []quiz.Choice{
			{ID: "blue", Text: "Blue lips", Correct: true, Feedback: "SECRET feedback of blue"},
			{ID: "slow", Text: "Slow breath", Correct: true, Feedback: "SECRET feedback of slow"},
			{ID: "chatty", Text: "Talking a lot", Feedback: "SECRET feedback of chatty"},
		},
	}
}

func trueFalse() *quiz.Item {
	return &quiz.Item{
		ID: "wears-off", Kind: quiz.TrueFalse, Prompt: "Naloxone wears off.", Explanation: "SECRET why of wearing off",
		Choices: []quiz.Choice{{ID: quiz.True, Correct: true, Feedback: "SECRET yes"}, {ID: quiz.False, Feedback: "SECRET no"}, {ID: quiz.Unsure, Feedback: "SECRET hm"}},
	}
}

func ordered() *quiz.Item {
	return &quiz.Item{
		ID: "steps", Kind: quiz.Order, Partial: true, Prompt: "Put in order.", Explanation: "SECRET why of the order",
		Choices: []quiz.Choice{{ID: "SECRET-one", Text: "Look"}, {ID: "SECRET-two", Text: "Shout"}, {ID: "SECRET-three", Text: "Ring"}, {ID: "SECRET-four", Text: "Spray"}},
	}
}

func matched() *quiz.Item {
	return &quiz.Item{
		ID: "pairs", Kind: quiz.Match, Prompt: "What belongs together?",
		Choices: []quiz.Choice{
			{ID: "SECRET-lips", Text: "Lips", Match: "Blue"}, {ID: "SECRET-breath", Text: "Breath", Match: "Slow"},
			{ID: "SECRET-eyes", Text: "Eyes", Match: "Small"}, {ID: "SECRET-none", Match: "Loud"},
		},
	}
}

func short() *quiz.Item {
	return &quiz.Item{
		ID: "number", Kind: quiz.Short, Prompt: "Whom do you ring?", Explanation: "SECRET why of the number",
		Choices: []quiz.Choice{{ID: "zeros", Text: "SECRET000", Correct: true, Feedback: "SECRET fine"}, {ID: "nines", Text: "SECRET999", Feedback: "SECRET not here"}},
	}
}

func survey() *quiz.Item {
	return &quiz.Item{
		ID: "ready", Kind: quiz.Single, Survey: true, Prompt: "How ready do you feel?",
		Choices: []quiz.Choice{{ID: "not", Text: "Not yet"}, {ID: "some", Text: "A bit"}, {ID: "very", Text: "Very"}},
	}
}

func item(id plan.PollID, it *quiz.Item) *plan.Poll {
	return &plan.Poll{ID: id, Kind: plan.ItemPoll, Module: "overdose", Item: it, AskSure: true}
}

func is(name scenario.Variable, value string) scenario.Condition {
	return scenario.Condition{{Variable: name, Op: scenario.Is, Values: []string{value}}}
}

// story is a scenario of at most three minutes.
func story() *scenario.Scenario {
	return &scenario.Scenario{
		ID: "toilet", Title: "In the toilet", Limit: 3, Start: "room",
		State: []scenario.Declared{
			{Name: "air", Label: "Breathing", Values: []string{"slow", "steady"}, Words: []string{"Slow", "Steady"}, Start: "slow"},
			{Name: "SECRETvar", Values: []string{"no", "yes"}, Start: "no"},
		},
		Scenes: []scenario.Scene{{
			ID: "room", Parts: []scenario.Part{{Text: "They snore.", When: is("air", "slow")}, {Text: "They breathe.", When: is("air", "steady")}},
			Actions: []scenario.Action{
				{
					ID: "spray", Text: "Give a spray", Takes: 1, Weight: scenario.Helped, Why: "SECRET it helps", Once: true,
					Changes: []scenario.Change{{Variable: "air", To: "steady"}}, Says: []scenario.Part{{Text: "You spray."}},
				},
				{
					ID: "slap", Text: "Slap them", Takes: 1, Weight: scenario.Harmed, Why: "SECRET it hurts",
					Changes: []scenario.Change{{Variable: "SECRETvar", To: "yes"}},
				},
			},
		}},
		Rules:   []scenario.Rule{{ID: "hurt", When: is("SECRETvar", "yes"), Critical: true, Says: "They bleed.", Why: "SECRET never hit"}},
		Endings: []scenario.Ending{{ID: "good", When: is("air", "steady"), Title: "Safe", Text: "They live.", Good: true}, {ID: "bad", Title: "Not safe", Text: "They do not wake."}},
	}
}

// workshop is a plan with a poll of every kind.
func workshop() plan.Plan {
	poll := func(p *plan.Poll) plan.Step { return plan.Step{Poll: p} }
	slide := func(title string) plan.Step {
		return plan.Step{Slide: &plan.Slide{Kind: plan.PointsSlide, Title: title}}
	}
	secret := []plan.Note{{Kind: plan.Say, Text: "SECRET note"}, {Kind: plan.Watch, Text: "SECRET watch"}}
	return plan.Plan{
		ID: "workshop", Title: "Overdose", Language: "en", Minutes: 60,
		Prepare: []string{"SECRET prepare"}, Care: []plan.Care{{When: "SECRET upset", Do: "SECRET care"}},
		Modules: []plan.Module{{ID: "overdose", Version: "1.0", Title: "Overdose"}},
		Sections: []plan.Section{
			{ID: "left-out", Title: "Left out", Off: true, Steps: []plan.Step{slide("Never seen")}},
			{ID: "welcome", Kind: plan.Opening, Title: "Welcome", Minutes: 10, Notes: secret, Aims: []string{"SECRET aim"}, Materials: []string{"SECRET kit"}, Steps: []plan.Step{
				slide("Hello"), poll(&plan.Poll{ID: "wall-1", Kind: plan.WallPoll, Prompt: "What worries you?"}), poll(item("overdose/ready", survey())),
			}},
			{ID: "off", Title: "Off", Off: true},
			{ID: "signs", Kind: plan.Activity, Title: "Signs", Minutes: 30, Notes: secret, Steps: []plan.Step{
				poll(item("overdose/snoring", single())), poll(item("overdose/signs", multiple())), poll(item("overdose/wears-off", trueFalse())),
				poll(item("overdose/steps", ordered())), poll(item("overdose/pairs", matched())), poll(item("overdose/number", short())), slide("Signs"),
			}},
			{ID: "practice", Kind: plan.Activity, Title: "Practice", Minutes: 15, Notes: secret, Steps: []plan.Step{
				poll(&plan.Poll{ID: "overdose/toilet", Kind: plan.ScenarioPoll, Scenario: story()}),
			}},
			{ID: "end", Kind: plan.Closing, Title: "Goodbye", Minutes: 5, Steps: []plan.Step{slide("Thank you")}},
		},
		Check: []plan.Poll{*item("overdose/snoring", single()), *item("overdose/signs", multiple()), *item("overdose/steps", ordered())},
	}
}

// Places of steps in workshop.
var (
	atWall     = session.Went{Section: 1, Step: 1}
	atSurvey   = session.Went{Section: 1, Step: 2}
	atSnoring  = session.Went{Section: 3, Step: 0}
	atSigns    = session.Went{Section: 3, Step: 1}
	atWearsOff = session.Went{Section: 3, Step: 2}
	atSteps    = session.Went{Section: 3, Step: 3}
	atPairs    = session.Went{Section: 3, Step: 4}
	atNumber   = session.Went{Section: 3, Step: 5}
	atScenario = session.Went{Section: 4, Step: 0}
)

// A meeting is a session with its entries, one each ten seconds.
type meeting struct {
	t testing.TB
	*session.Session
	entries []session.Entry
	at      time.Time
}

// began is a meeting that has begun with a plan.
func began(t testing.TB, p plan.Plan) *meeting {
	t.Helper()
	m := &meeting{t: t, Session: session.New(), at: noon()}
	m.do(session.Began{Plan: p})
	return m
}

// do lets things happen that are expected to.
func (m *meeting) do(events ...session.Event) {
	m.t.Helper()
	for _, e := range events {
		if err := m.try(e); err != nil {
			m.t.Fatalf("%T %+v: %v", e, e, err)
		}
	}
}

// try lets something happen if it can.
func (m *meeting) try(e session.Event) error {
	entry := session.Entry{Number: m.Number() + 1, At: m.at, Event: e}
	err := m.Apply(entry)
	if err == nil {
		m.entries = append(m.entries, entry)
		m.at = m.at.Add(10 * time.Second)
	}
	return err
}

// join lets phones 1 to n join.
func (m *meeting) join(n int) {
	m.t.Helper()
	for i := range n {
		m.do(session.Joined{Phone: aPhone(i + 1)})
	}
}

func given(choices ...quiz.ChoiceID) quiz.Given { return quiz.Given{Choices: choices} }

func answer(poll plan.PollID, round, phone int, choices ...quiz.ChoiceID) session.Answered {
	return session.Answered{Poll: poll, Round: round, Phone: aPhone(phone), Given: given(choices...)}
}

func reveal(poll plan.PollID, what session.Reveal) session.Showed {
	return session.Showed{Poll: poll, What: what, On: true}
}
