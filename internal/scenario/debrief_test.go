package scenario_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/scenario"
)

func debriefed(t testing.TB, r scenario.Run) scenario.Debrief {
	t.Helper()
	d, err := r.Debrief()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestADebriefTellsWhatHappenedAndWhy(t *testing.T) {
	d := debriefed(t, played(t, begin(t, sample(), "near"), "enter", waiting, "wait", "leave"))
	air := func(value, words string) scenario.Value {
		return scenario.Value{Variable: "air", Label: "Breathing", Value: value, Words: words}
	}
	worry := func(value string) scenario.Value {
		return scenario.Value{Variable: "worry", Value: value, Words: value}
	}
	call := scenario.Option{Scene: "room", Action: "call", Text: "Call", Why: "Help comes."}
	spray := scenario.Option{Scene: "room", Action: "spray", Text: "Spray", Why: "It lets them breathe."}
	late := func(o scenario.Option, minute int) scenario.Option {
		o.Minute = minute
		return o
	}
	entered := scenario.Event{Kind: scenario.Acted, Step: 1, Scene: "door", Action: "enter", Text: "Go in", To: "room", Weight: scenario.Helped, Why: "You can see them."}
	alone := scenario.Event{
		Kind: scenario.Fired, Step: 4, Minute: 4, Scene: "street", Rule: "alone", Text: "They are alone.", Weight: scenario.Critical, Why: "Never leave them.",
	}
	worse := func(step, minute int, scene scenario.SceneID, from, to string) scenario.Event {
		return scenario.Event{
			Kind: scenario.Fired, Step: step, Minute: minute, Scene: scene, Rule: "worse", Weight: scenario.Neutral,
			Changes: []scenario.Changed{{From: worry(from), To: worry(to)}},
		}
	}
	still := worse(4, 5, "street", "2", "2")
	still.Changes = nil
	want := scenario.Debrief{
		Well: []scenario.Event{entered},
		Path: []scenario.Event{
			entered,
			{Kind: scenario.Waited, Step: 2, Scene: "room", Weight: scenario.Neutral},
			{Kind: scenario.Acted, Step: 3, Minute: 1, Scene: "room", Action: "wait", Text: "Wait", Weight: scenario.Neutral, Why: "You stayed."},
			{
				Kind: scenario.Fired, Step: 3, Minute: 3, Scene: "room", Rule: "stop", Text: "They stop breathing.", Weight: scenario.Neutral,
				Changes: []scenario.Changed{{From: air("slow", "Slow"), To: air("none", "Stopped")}},
			},
			worse(3, 3, "room", "0", "1"),
			{
				Kind: scenario.Acted, Step: 4, Minute: 3, Scene: "room", Action: "leave", Text: "Leave", To: "street", Weight: scenario.Harmed,
				Why: "They are alone.", Better: []scenario.Option{late(call, 3), late(spray, 3)},
			},
			worse(4, 4, "street", "1", "2"),
			alone,
			still,
		},
		Critical: []scenario.Event{alone},
		Missed:   []scenario.Option{call, spray},
		Minutes:  5, Ended: true, Ending: scenario.Ending{ID: "otherwise", Title: "Not safe"},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if shown := d.Path[4].Shown(); len(shown) != 0 {
		t.Errorf("a variable without a label is shown: %v", shown)
	}
}

func TestADebriefIsThereBeforeTheEnd(t *testing.T) {
	d := debriefed(t, begin(t, sample(), "near"))
	if d.Ended || d.Ending.ID != "" || len(d.Path) != 0 || len(d.Missed) != 0 {
		t.Errorf("before the first step: %+v", d)
	}
	d = debriefed(t, played(t, begin(t, sample(), "near"), "knock", "enter"))
	if d.Ended || d.Minutes != 1 || len(d.Path) != 2 || len(d.Well) != 1 || len(d.Missed) != 0 {
		t.Errorf("after two steps: %+v", d)
	}
}
