package session_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
)

// every visits each text in a value, wherever it is, with its path.
func every(v reflect.Value, path string, visit func(path, text string)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			every(v.Elem(), path, visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			every(v.Field(i), path+"."+v.Type().Field(i).Name, visit)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			every(v.Index(i), fmt.Sprintf("%s[%d]", path, i), visit)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			every(key, path+"[key]", visit)
			every(v.MapIndex(key), fmt.Sprintf("%s[%v]", path, key), visit)
		}
	case reflect.String:
		visit(path, v.String())
	}
}

// canaries stand in every text of workshop that must not be seen before it is revealed, and in every word that a phone
// writes.
var canaries = []string{"SECRET", "UNSEEN"}

// leaks are the texts in a view that nobody revealed.
func leaks(view any, revealed []string) []string {
	var found []string
	every(reflect.ValueOf(view), reflect.TypeOf(view).Name(), func(path, text string) {
		hidden := slices.ContainsFunc(canaries, func(c string) bool { return strings.Contains(text, c) })
		if hidden && !slices.Contains(revealed, text) {
			found = append(found, path+": "+text)
		}
	})
	return found
}

// revealed are the texts that the facilitator's view says may be seen, of the current step.
func revealed(d session.DeskView) []string {
	var texts []string
	add := func(v any) {
		every(reflect.ValueOf(v), "", func(_, text string) { texts = append(texts, text) })
	}
	switch {
	case d.Poll != nil:
		if d.Poll.Shown[session.RightAnswer] {
			add(d.Poll.Words)
		}
		if d.Poll.Shown[session.Why] {
			add(d.Poll.Poll.Item.Explanation)
		}
	case d.Wall != nil:
		for _, w := range d.Wall.Wall {
			add(w.Text)
		}
	case d.Scenario != nil && d.Scenario.Shown[session.Why]:
		for _, e := range d.Scenario.Debrief.Path {
			add([]string{e.Text, e.Why})
			add(e.Better)
		}
		add(d.Scenario.Debrief.Missed)
	}
	return texts
}

// own are the texts that a phone sent itself.
func own(m *meeting, p session.Phone) []string {
	var texts []string
	for _, e := range m.entries {
		switch e := e.Event.(type) {
		case session.Wrote:
			if e.Phone == p {
				texts = append(texts, strings.TrimSpace(e.Text))
			}
		case session.Answered:
			if e.Phone == p {
				texts = append(texts, e.Given.Text)
			}
		}
	}
	return texts
}

func TestNothingIsSeenBeforeItIsRevealed(t *testing.T) {
	seenRevealed := map[string]bool{}
	for seed := range uint64(walks) {
		m := begunBy4(t)
		walk(t, m, seed, steps, func(e session.Event, _ error) {
			d := m.Desk()
			may := revealed(d)
			for _, found := range leaks(m.Room(), may) {
				t.Fatalf("walk %d: after %T %+v the room sees %s", seed, e, e, found)
			}
			for n := range 7 {
				for _, found := range leaks(m.Phone(aPhone(n)), slices.Concat(may, own(m, aPhone(n)))) {
					t.Fatalf("walk %d: after %T %+v phone %d sees %s", seed, e, e, n, found)
				}
			}
			checkCounts(t, d, m.Room())
			every(reflect.ValueOf(m.Room()), "", func(path, text string) {
				if slices.ContainsFunc(canaries, func(c string) bool { return strings.Contains(text, c) }) {
					seenRevealed[strings.NewReplacer("0", "", "1", "", "2", "", "3", "", "4", "", "5", "").Replace(path)] = true
				}
			})
		})
	}
	for _, path := range []string{".Poll.Why", ".Poll.Words[]", ".Wall.Words[].Text", ".Scenario.Debrief.Path[].Why"} {
		if !seenRevealed[path] {
			t.Errorf("the walks never revealed %s, so they show little; only %v", path, seenRevealed)
		}
	}
}

// checkCounts looks for counts that were not revealed.
func checkCounts(t *testing.T, d session.DeskView, room session.RoomView) {
	t.Helper()
	if p := room.Poll; p != nil {
		shown := d.Poll.Shown
		switch {
		case !shown[session.Results] && (p.Results != nil || p.Answers != -1 || room.Teams != nil),
			!shown[session.Shift] && p.Before != nil,
			!shown[session.RightAnswer] && (p.Right != nil || p.Words != nil || p.Results != nil && p.Results.Right > 0):
			t.Fatalf("with %v revealed the room sees %+v", shown, *p)
		}
	}
	if p := room.Scenario; p != nil && !d.Scenario.Shown[session.Results] && p.Results != nil {
		t.Fatalf("with %v revealed the room sees %+v", d.Scenario.Shown, *p)
	}
}

func TestALeakWouldBeFound(t *testing.T) {
	room := session.RoomView{
		Slide: &plan.Slide{Lines: []string{""}}, Wall: &session.RoomWall{Words: make([]session.Word, 1)}, Teams: make([]session.TeamScore, 1), Join: &session.Join{},
		Poll: &session.RoomPoll{
			Choices: make([]session.Row, 1), Rights: []string{""}, Right: []string{""}, Words: []string{""},
			Results: &session.Tally{Bars: make([]session.Bar, 1)}, Before: &session.Tally{Bars: make([]session.Bar, 1)},
		},
		Scenario: &session.RoomScenario{
			Moment:  scenario.Moment{Offered: make([]scenario.Action, 1), Said: make([]scenario.Said, 1), State: make([]scenario.Value, 1), Critical: make([]scenario.Said, 1)},
			Choices: make([]session.Row, 1), Debrief: &scenario.Debrief{Path: make([]scenario.Event, 1)},
		},
	}
	phone := session.PhoneView{Poll: room.Poll, Mine: &quiz.Given{Choices: []quiz.ChoiceID{""}}, Items: []session.RoomPoll{*room.Poll}, Mywords: make([]session.Word, 1), Teams: []string{""}}
	for _, view := range []reflect.Value{reflect.ValueOf(&room).Elem(), reflect.ValueOf(&phone).Elem()} {
		planted := 0
		plant(view, func(place reflect.Value) {
			place.SetString("a SECRET")
			if len(leaks(view.Interface(), nil)) == 0 {
				t.Errorf("a leak in %v is not found", view.Type())
			}
			place.SetString("")
			planted++
		})
		if planted < 40 {
			t.Errorf("only %d places for a leak in %v", planted, view.Type())
		}
	}
}

// plant visits each text in a value that can be changed.
func plant(v reflect.Value, visit func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			plant(v.Elem(), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			plant(v.Field(i), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			plant(v.Index(i), visit)
		}
	case reflect.String:
		visit(v)
	}
}

// otherSecrets is workshop with other right answers, notes, reasons, hidden variables and weights.
func otherSecrets() plan.Plan {
	p := workshop()
	for i := range p.Sections {
		p.Sections[i].Notes = nil
		for _, step := range p.Sections[i].Steps {
			switch {
			case step.Poll == nil:
			case step.Poll.Item != nil:
				otherRight(step.Poll.Item)
			case step.Poll.Scenario != nil:
				actions := step.Poll.Scenario.Scenes[0].Actions
				actions[0].Weight, actions[1].Weight = actions[1].Weight, actions[0].Weight
				actions[0].Why, actions[1].Why = actions[1].Why, "Another reason"
				step.Poll.Scenario.Rules[0].Why = "Another reason"
			}
		}
	}
	for i := range p.Check {
		otherRight(p.Check[i].Item)
	}
	p.Care, p.Prepare = nil, nil
	return p
}

func otherRight(it *quiz.Item) {
	it.Explanation, it.Hint = "Another explanation", ""
	if it.Survey || it.Kind == quiz.Order || it.Kind == quiz.Match {
		return
	}
	for i := range it.Choices {
		c := &it.Choices[i]
		c.Correct, c.Feedback = !c.Correct && c.ID != quiz.Unsure, "Another feedback"
	}
}

// TestTheRoomCannotTellSecretsApart lets the same happen in two sessions that differ only in what is hidden. As long as no
// right answer and no reason is revealed, the room and phones see the same, although results are shown.
func TestTheRoomCannotTellSecretsApart(t *testing.T) {
	for seed := range uint64(walks) {
		m := begunBy4(t)
		walk(t, m, seed, steps, func(e session.Event, err error) {
			if show, ok := e.(session.Showed); ok && err == nil && (show.What == session.RightAnswer || show.What == session.Why) {
				show.On = false
				m.do(show)
			}
			if m.Number()%10 == 0 { // often enough
				compareViews(t, seed, e, m, replayed(t, m, otherSecrets()))
			}
		})
	}
}

// replayed is a session with another plan in which the same happened.
func replayed(t *testing.T, m *meeting, p plan.Plan) *session.Session {
	t.Helper()
	s := session.New()
	for _, e := range m.entries {
		if _, ok := e.Event.(session.Began); ok {
			e.Event = session.Began{Plan: p}
		}
		if err := s.Apply(e); err != nil {
			t.Fatalf("%T %+v: %v", e.Event, e.Event, err)
		}
	}
	return s
}

func compareViews(t *testing.T, seed uint64, e session.Event, m *meeting, other *session.Session) {
	t.Helper()
	if d := m.Desk(); d.Poll != nil && d.Poll.Poll.ID == "overdose/number" {
		return // the results of what is typed say how much of it was right
	}
	if diff := cmp.Diff(m.Room(), other.Room(), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("walk %d: after %T %+v the room can tell (-one +other):\n%s", seed, e, e, diff)
	}
	for n := range 6 {
		if diff := cmp.Diff(m.Phone(aPhone(n)), other.Phone(aPhone(n)), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("walk %d: after %T %+v phone %d can tell (-one +other):\n%s", seed, e, e, n, diff)
		}
	}
}

// TestTheRoomCannotTellAnswersApart lets people answer differently in two sessions in which nothing is revealed.
func TestTheRoomCannotTellAnswersApart(t *testing.T) {
	one, other := begunBy4(t), begunBy4(t)
	same := func(events ...session.Event) {
		one.do(events...)
		other.do(events...)
	}
	same(session.Teamed{Names: []string{"Red", "Blue"}}, atSnoring, session.Asked{Poll: "overdose/snoring"})
	one.do(answer("overdose/snoring", 1, 1, "call"), answer("overdose/snoring", 1, 2, "call"))
	other.do(answer("overdose/snoring", 1, 1, "bath"))
	one.do(session.Counted{Poll: "overdose/snoring", Way: evaluation.Hands, Counts: map[string]int{"call": 9}})
	same(session.Stopped{Poll: "overdose/snoring"})
	if diff := cmp.Diff(one.Room(), other.Room()); diff != "" {
		t.Errorf("the room can tell (-one +other):\n%s", diff)
	}
	if diff := cmp.Diff(one.Phone(aPhone(3)), other.Phone(aPhone(3)), cmpopts.IgnoreFields(session.PhoneView{}, "Public")); diff != "" {
		t.Errorf("a phone can tell (-one +other):\n%s", diff)
	}
}
