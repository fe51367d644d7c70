package facilitatorview

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// timed is a session of three sections of which the first has run for a while.
func timed(spent time.Duration) session.DeskView {
	return session.DeskView{
		Plan: plan.Plan{Minutes: 60, Sections: []plan.Section{
			{Title: "Welcome", Minutes: 10}, {Title: "Talk", Minutes: 20}, {Title: "Out", Minutes: 30, Off: true}, {Title: "Close", Minutes: 5},
		}},
		Sections: []session.SectionTime{{Begun: true}, {}, {}, {}}, Running: noon.Add(-spent),
	}
}

func TestClock(t *testing.T) {
	paused := timed(0)
	paused.Running, paused.Paused = time.Time{}, true
	paused.Sections[0].Spent = 4 * time.Minute
	again := timed(2 * time.Minute)
	again.Sections[0].Spent = 3 * time.Minute
	for _, test := range []struct {
		name string
		desk session.DeskView
		want clock
	}{
		{"at its start", timed(0), clock{Day: "12:00", Section: "10 min left", Session: "Ends about 12:35, 60 min left in all"}},
		{"a minute that has begun counts", timed(90 * time.Second), clock{Day: "12:00", Section: "9 min left", SectionShare: 0.15, Session: "Ends about 12:33, 59 min left in all"}},
		{"at its end", timed(10 * time.Minute), clock{Day: "12:00", Section: "time is up", SectionShare: 1, Session: "Ends about 12:25, 50 min left in all"}},
		{"over", timed(13*time.Minute + 59*time.Second), clock{Day: "12:00", Section: "3 min over", SectionShare: 1, Over: true, Session: "Ends about 12:25, 47 min left in all"}},
		{"longer than there is time", timed(62 * time.Minute), clock{Day: "12:00", Section: "52 min over", SectionShare: 1, Over: true, Session: "Ends about 12:25, 2 min over in all"}},
		{"paused", paused, clock{Day: "12:00", Section: "paused, 6 min left", SectionShare: 0.4, Session: "Ends about 12:31, 56 min left in all"}},
		{"come back to", again, clock{Day: "12:00", Section: "5 min left", SectionShare: 0.5, Session: "Ends about 12:30, 55 min left in all"}},
		{"without a plan", session.DeskView{}, clock{Day: "12:00"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, newModel(noon, test.desk).clock()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// A clock that was set back makes no time.
func TestClockThatGoesBack(t *testing.T) {
	m := newModel(noon, timed(0))
	m.now = noon.Add(-time.Hour)
	if got := m.clock().Section; got != "10 min left" {
		t.Errorf("it says %q", got)
	}
}

func TestForwardLabel(t *testing.T) {
	item := &quiz.Item{Explanation: "Because."}
	shown := func(what ...session.Reveal) map[session.Reveal]bool {
		m := map[session.Reveal]bool{}
		for _, w := range what {
			m[w] = true
		}
		return m
	}
	poll := func(it *quiz.Item, round int, what ...session.Reveal) session.DeskView {
		return session.DeskView{Poll: &session.DeskPoll{Poll: plan.Poll{Item: it}, Round: round, Shown: shown(what...)}}
	}
	votes := session.Tally{Bars: []session.Bar{{Count: 1}}}
	story := func(s session.DeskScenario) session.DeskView { return session.DeskView{Scenario: &s} }
	for want, desk := range map[string]session.DeskView{
		"Light the screen again": {Dark: true, Paused: true}, "End the pause": {Paused: true}, "Back to the session": {JoinShown: true},
		"Close the questions": {Room: session.RoomView{Kind: session.PhaseUp}}, "Next": {}, "Ask the room": poll(item, 0), "Show results": poll(item, 1),
		"Show the right answer": poll(item, 1, session.Results), "Show why": poll(item, 1, session.Results, session.RightAnswer),
		"Begin the scenario": story(session.DeskScenario{}), "Show the votes": story(session.DeskScenario{Begun: true}),
		"Do what most chose": story(session.DeskScenario{Begun: true, Shown: shown(session.Results), Tally: votes}),
		"Look back":          story(session.DeskScenario{Begun: true, Moment: scenario.Moment{Ended: true}}),
	} {
		if got := forwardLabel(desk); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for _, desk := range []session.DeskView{
		poll(item, 1, session.Results, session.RightAnswer, session.Why), poll(&quiz.Item{Survey: true}, 1, session.Results),
		story(session.DeskScenario{Begun: true, Shown: shown(session.Results)}), story(session.DeskScenario{Begun: true, Shown: shown(session.Why), Moment: scenario.Moment{Ended: true}}),
		{Wall: &session.DeskWall{Open: true}},
	} {
		if got := forwardLabel(desk); got != "Next" {
			t.Errorf("got %q after everything was shown", got)
		}
	}
	if got := forwardLabel(session.DeskView{Wall: &session.DeskWall{}}); got != "Ask the room" {
		t.Errorf("a wall: %q", got)
	}
}

func TestNextWords(t *testing.T) {
	for want, next := range map[string]*session.RoomView{
		"This is the end of the plan.": nil, "Question: Who?": {Poll: &session.RoomPoll{Prompt: "Who?"}}, "Words of the room: Why?": {Wall: &session.RoomWall{Prompt: "Why?"}},
		"Scenario: The door": {Scenario: &session.RoomScenario{Title: "The door"}}, "Signs": {Slide: &plan.Slide{Title: "Signs"}, Section: "Talk"}, "Talk": {Slide: &plan.Slide{}, Section: "Talk"},
	} {
		if got := nextWords(session.DeskView{Next: next}); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestCountsAreThoseOnDiskAndThoseTyped(t *testing.T) {
	m := newModel(noon, session.DeskView{Poll: &session.DeskPoll{
		Poll: plan.Poll{ID: "p"}, Round: 2, Counts: map[evaluation.Way]map[string]int{evaluation.Hands: {"a": 3, "b": 1}},
	}})
	m.setCount(evaluation.Hands, "a", 5)
	m.setCount(evaluation.Hands, "c", -4)
	m.setCount(evaluation.Paper, "a", 9000)
	want := session.Counted{Poll: "p", Way: evaluation.Hands, Counts: map[string]int{"a": 5, "b": 1, "c": 0}}
	if diff := cmp.Diff(want, m.counted(evaluation.Hands)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := m.count(evaluation.Paper, "a"); got != session.MostCounted {
		t.Errorf("on paper: %d", got)
	}
	m.setCount(evaluation.Hands, "b", 2) // while the others are on their way to the disk
	m.settled(want)
	if got := m.count(evaluation.Hands, "b"); got != 2 || m.count(evaluation.Hands, "a") != 3 {
		t.Errorf("b is %d, a is %d", got, m.count(evaluation.Hands, "a"))
	}
	m.desk.Poll.Round = 3
	if got := m.count(evaluation.Hands, "b"); got != 1 {
		t.Errorf("what was typed for a round counts in the next: %d", got)
	}
}

func TestAnOlderDeskIsDropped(t *testing.T) {
	m := newModel(noon, session.DeskView{Number: 5, Dark: true})
	m.take(session.DeskView{Number: 4})
	if !m.desk.Dark {
		t.Error("an older one was taken")
	}
	m.take(session.DeskView{Number: 6})
	if m.desk.Dark {
		t.Error("a newer one was not")
	}
}

func TestWordsThatAreLeftOutBelongToTheirWall(t *testing.T) {
	wall := func(id plan.PollID) session.DeskView {
		return session.DeskView{Wall: &session.DeskWall{Poll: plan.Poll{ID: id}, Waiting: []session.Word{{ID: 1}, {ID: 2}}}}
	}
	m := newModel(noon, session.DeskView{})
	m.take(wall("one"))
	m.leftOut[1] = true
	m.take(wall("one"))
	if got := m.waiting(); len(got) != 1 || got[0].ID != 2 {
		t.Errorf("waiting: %v", got)
	}
	m.take(wall("two"))
	if got := m.waiting(); len(got) != 2 {
		t.Errorf("on another wall: %v", got)
	}
}

func TestAddressesAreToldInPlainWords(t *testing.T) {
	seen := map[string]bool{}
	for _, kind := range []session.AddressKind{session.WiFi, session.Hotspot, session.Cable, session.Itself, session.Other} {
		name, note := addressWords(session.Address{Kind: kind, IP: "10.0.0.7", Interface: "en0"})
		if seen[name] || name == "" || note == "" {
			t.Errorf("%s: %q, %q", kind, name, note)
		}
		seen[name] = true
	}
}

func TestTroubleSaysWhetherAnythingIsLost(t *testing.T) {
	if got := troubleOf(nil); got.What != "" {
		t.Errorf("without an error: %+v", got)
	}
	for _, err := range []error{session.ErrNotOpen, session.ErrFull, session.ErrNoStep} {
		if got := troubleOf(fmt.Errorf("going on: %w", err)); got.Next != "Nothing was changed. The session goes on." || got.What == "" {
			t.Errorf("%v: %+v", err, got)
		}
	}
	for _, err := range []error{progress.ErrDiskFull, errors.New("the cable was cut")} {
		if got := troubleOf(err); got.What == "" || got.Next == "" || got.Details == "" {
			t.Errorf("%v: %+v", err, got)
		}
	}
}

func TestSureWords(t *testing.T) {
	if got := sureWords(session.Tally{}); got != "" {
		t.Errorf("nobody was asked: %q", got)
	}
	want := "Sure and right: 4 · sure, but not right: 3 · not so sure, but right: 2 · not so sure, not right: 1"
	if got := sureWords(session.Tally{SureRight: 4, SureWrong: 3, NotSureRight: 2, NotSureWrong: 1}); got != want {
		t.Errorf("got %q", got)
	}
}

func TestRoomLine(t *testing.T) {
	for _, r := range []roomState{{Lost: true}, {Lost: true, Second: true}, {}, {Second: true}} {
		m := model{room: r}
		if l := m.roomLine(); !l.Bad || l.Open == "" || l.Close {
			t.Errorf("%+v: %+v", r, l)
		}
	}
	for _, r := range []roomState{{Open: true}, {Open: true, Full: true}} {
		m := model{room: r}
		if l := m.roomLine(); l.Bad || l.Open != "" || !l.Close {
			t.Errorf("%+v: %+v", r, l)
		}
	}
}

func TestVariantsOfAStory(t *testing.T) {
	m := newModel(noon, session.DeskView{Scenario: &session.DeskScenario{Poll: plan.Poll{Scenario: &scenario.Scenario{
		Title: "The door", Variants: []scenario.Variant{{ID: "vic", Title: "In Victoria"}, {ID: "nsw", Title: "In New South Wales"}},
	}}}})
	if got := m.variantNow(); got != "vic" {
		t.Errorf("at first %q", got)
	}
	m.variant = "nsw"
	if st := m.storyPanel(); m.variantNow() != "nsw" || st.Variant != 1 || len(st.Variants) != 2 {
		t.Errorf("then %q, %+v", m.variantNow(), st)
	}
}
