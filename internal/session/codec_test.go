package session_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// oneOfEach is an event of each type, with something in every field.
func oneOfEach() map[string]session.Event {
	return map[string]session.Event{
		"began": session.Began{Plan: workshop(), Rehearsal: true}, "went": atSigns, "darkened": session.Darkened{On: true},
		"paused": session.Paused{On: true}, "added": session.Added{Poll: *item("a/b", matched())},
		"asked": session.Asked{Poll: wall, Again: true}, "stopped": session.Stopped{Poll: wall}, "showed": reveal(wall, session.Shift),
		"counted":     session.Counted{Poll: wall, Way: evaluation.Hands, Counts: map[string]int{"a": 3}},
		"judged":      session.Judged{Poll: wall, Word: 3, On: true},
		"played":      session.Played{Poll: toilet, Variant: "here", Action: "spray"},
		"teamed":      session.Teamed{Names: []string{"Red"}},
		"showed-join": session.ShowedJoin{On: true}, "locked": session.Locked{On: true},
		"opened": session.Opened{Phase: evaluation.After, On: true}, "keyed": sheet("before", 1, 2, "call"),
		"unkeyed": session.Unkeyed{Phase: "before", Mark: aMark(1), Number: 2},
		"closed": session.Closed{
			Place: evaluation.Street, Region: "au-vic", Present: evaluation.Present{Designated: 1}, Minutes: 2, Said: []string{"x"},
			Handouts: []evaluation.HandoutGiven{{ID: "card", Title: "Card", Version: "1", Copies: 3}}, Words: map[plan.PollID]bool{wall: true},
		},
		"joined":   session.Joined{Phone: aPhone(1), Team: 2},
		"answered": session.Answered{Poll: wall, Round: 2, Phone: aPhone(1), Given: quiz.Given{Choices: []quiz.ChoiceID{"a"}, Text: "ü", Sure: quiz.Sure, Hinted: true, Took: time.Second}},
		"voted":    vote(1, 2, "spray"), "wrote": wrote(1, "Hello"), "liked": session.Liked{Poll: wall, Word: 1, Phone: aPhone(1)},
	}
}

func TestEventsAreKept(t *testing.T) {
	for kind, e := range oneOfEach() {
		t.Run(kind, func(t *testing.T) {
			got, data, err := session.Encode(e)
			if err != nil || got != kind {
				t.Fatalf("as %q: %v", got, err)
			}
			again, err := session.Decode(kind, data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(e, again); diff != "" {
				t.Errorf("read again (-was +is):\n%s", diff)
			}
		})
	}
}

// TestKeptEventsAreStillRead reads events as earlier versions of the program wrote them. Never change what is here: add to it.
func TestKeptEventsAreStillRead(t *testing.T) {
	for kind, c := range map[string]struct {
		data string
		want session.Event
	}{
		"went":     {`{"section":3,"step":1}`, atSigns},
		"answered": {`{"poll":"a/b","round":1,"phone":"x","given":{"Choices":["c"],"Text":"","Sure":"sure","Hinted":false,"Took":0}}`, session.Answered{Poll: "a/b", Round: 1, Phone: "x", Given: quiz.Given{Choices: []quiz.ChoiceID{"c"}, Sure: quiz.Sure}}},
		"counted":  {`{"poll":"a/b","way":"hands","counts":{"c":3}}`, session.Counted{Poll: "a/b", Way: evaluation.Hands, Counts: map[string]int{"c": 3}}},
		"showed":   {`{"poll":"a/b","what":"answer","on":true}`, reveal("a/b", session.RightAnswer)},
	} {
		if got, err := session.Decode(kind, []byte(c.data)); err != nil || !cmp.Equal(c.want, got) {
			t.Errorf("%s: %+v, %v", c.data, got, err)
		}
	}
}

func TestWhatIsNoEvent(t *testing.T) {
	for name, c := range map[string]struct{ kind, data, says string }{
		"an unknown kind":  {"exploded", `{}`, `there is no event "exploded"`},
		"an unknown field": {"went", `{"section":1,"far":true}`, `reading the event "went"`},
		"two of them":      {"went", `{} {}`, "something stands behind it"},
		"half of one":      {"went", `{"section":`, `reading the event "went"`},
		"nothing":          {"went", ``, `reading the event "went"`},
		"another type":     {"joined", `{"phone":12}`, `reading the event "joined"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := session.Decode(c.kind, []byte(c.data))
			if !errors.Is(err, session.ErrBadEvent) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v", err)
			}
		})
	}
	if _, _, err := session.Encode(nil); !errors.Is(err, session.ErrBadEvent) {
		t.Errorf("writing nothing: %v", err)
	}
}

// FuzzDecode reads anything as an event and lets it happen in sessions that have come to different places.
func FuzzDecode(f *testing.F) {
	for kind, e := range oneOfEach() {
		_, data, err := session.Encode(e)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(kind, data)
	}
	scenarioPoll, err := json.Marshal(session.Added{Poll: *workshop().Sections[4].Steps[0].Poll})
	if err != nil {
		f.Fatal(err)
	}
	f.Add("added", scenarioPoll)
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		e, err := session.Decode(kind, data)
		if err != nil {
			return
		}
		for _, m := range places(t) {
			before := everythingOf(m.Session)
			if m.try(e) != nil {
				if !cmp.Equal(before, everythingOf(m.Session)) {
					t.Errorf("%T %+v was refused and changed something", e, e)
				}
				continue
			}
			everythingOf(m.Session)
			if again, ok := e.(session.Added); ok { // and what was added is played
				m.do(session.Went{Section: m.Desk().At.Section, Step: m.Desk().At.Step + 1})
				for range 20 {
					if next, ok := m.Forward(); ok && m.try(next) != nil {
						t.Errorf("%+v cannot be asked", again.Poll)
					}
				}
				everythingOf(m.Session)
			}
		}
	})
}

// places are sessions before they begin, and at different steps.
func places(t *testing.T) []*meeting {
	all := []*meeting{{t: t, Session: session.New(), at: noon()}}
	for _, at := range []session.Went{atWall, atSnoring, atSteps, atPairs, atNumber, atScenario} {
		m := began(t, workshop())
		m.join(2)
		m.do(session.Opened{Phase: evaluation.Before, On: true}, at)
		for range 2 {
			if e, ok := m.Forward(); ok && at != atWall {
				m.do(e)
			}
		}
		all = append(all, m)
	}
	return all
}
