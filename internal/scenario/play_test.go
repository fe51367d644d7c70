package scenario_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/scenario"
)

func TestWhatStepsLeadTo(t *testing.T) {
	type outcome struct {
		Scene    scenario.SceneID
		Minutes  int
		Air      string
		Doses    string
		Worry    string
		Said     []string
		Critical int
		Offered  []scenario.ActionID
		Ending   string
	}
	inRoom := []scenario.ActionID{"call", "spray", "wait", "leave"}
	for _, test := range []struct {
		name    string
		variant string
		steps   []scenario.ActionID
		want    outcome
	}{
		{"nothing yet", "near", nil, outcome{
			Scene: "door", Air: "slow", Doses: "0", Worry: "0", Offered: []scenario.ActionID{"enter", "knock"},
		}},
		{"an action without time", "near", []scenario.ActionID{"enter"}, outcome{
			Scene: "room", Air: "slow", Doses: "0", Worry: "0", Said: []string{"You go in."}, Offered: inRoom,
		}},
		{"an action that takes time", "near", []scenario.ActionID{"knock"}, outcome{
			Scene: "door", Minutes: 1, Air: "slow", Doses: "0", Worry: "0", Offered: []scenario.ActionID{"enter", "knock"},
		}},
		{"what can be done once is gone", "near", []scenario.ActionID{"enter", "call"}, outcome{
			Scene: "room", Minutes: 1, Air: "slow", Doses: "0", Worry: "0", Said: []string{"They come soon."}, Offered: inRoom[1:],
		}},
		{"another variant", "far", []scenario.ActionID{"enter", "call"}, outcome{
			Scene: "room", Minutes: 1, Air: "slow", Doses: "0", Worry: "0", Said: []string{"They come late."}, Offered: inRoom[1:],
		}},
		{"rules in the middle of an action", "near", []scenario.ActionID{"enter", "wait", "wait"}, outcome{
			Scene: "room", Minutes: 4, Air: "none", Doses: "0", Worry: "2", Said: []string{"They stop breathing."}, Offered: inRoom,
		}},
		{"one rule after the other in a minute", "near", []scenario.ActionID{"enter", "wait", "spray"}, outcome{
			Scene: "room", Minutes: 3, Air: "steady", Doses: "1", Worry: "0", Said: []string{"They stop breathing.", "They breathe."}, Offered: inRoom,
		}},
		{"numbers stay within their bounds", "near", []scenario.ActionID{"enter", "wait", "wait", "wait"}, outcome{
			Scene: "room", Minutes: 6, Air: "none", Doses: "0", Worry: "2", Offered: inRoom,
		}},
		{"what is no longer offered", "near", []scenario.ActionID{"enter", "spray", "spray"}, outcome{
			Scene: "room", Minutes: 2, Air: "steady", Doses: "2", Worry: "0", Offered: []scenario.ActionID{"call", "wait", "leave"},
		}},
		{"a scene without actions ends it, when its time has passed", "near", []scenario.ActionID{"enter", "leave"}, outcome{
			Scene: "street", Minutes: 2, Air: "slow", Doses: "0", Worry: "0", Said: []string{"They are alone."}, Critical: 1, Ending: "otherwise",
		}},
		{"the limit ends it in the middle of an action", "near", []scenario.ActionID{"knock", "enter", "call", "spray", "wait", "wait", "wait"}, outcome{
			Scene: "room", Minutes: 8, Air: "steady", Doses: "1", Worry: "0", Ending: "safe",
		}},
		{"waiting", "near", []scenario.ActionID{waiting, waiting, waiting}, outcome{
			Scene: "door", Minutes: 3, Air: "none", Doses: "0", Worry: "1", Said: []string{"They stop breathing."},
			Offered: []scenario.ActionID{"enter", "knock"},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := now(t, played(t, begin(t, sample(), test.variant), test.steps...))
			got := outcome{
				Scene: m.Scene, Minutes: m.Minutes, Air: m.Value("air"), Doses: m.Value("doses"), Worry: m.Value("worry"),
				Critical: len(m.Critical), Ending: m.Ending.ID,
			}
			for _, said := range m.Said {
				got.Said = append(got.Said, said.Part.Text)
			}
			for _, a := range m.Offered {
				got.Offered = append(got.Offered, a.ID)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if m.Ended != (test.want.Ending != "") || m.Limit != 8 {
				t.Errorf("ended %t, limit %d", m.Ended, m.Limit)
			}
		})
	}
}

func TestAMomentShowsWhatTheLearnerSees(t *testing.T) {
	m := now(t, played(t, begin(t, sample(), "near"), "enter", "wait", "wait"))
	want := []scenario.Value{
		{Variable: "air", Label: "Breathing", Value: "none", Words: "Stopped"},
		{Variable: "doses", Label: "Sprays", Value: "0", Words: "0"},
	}
	if diff := cmp.Diff(want, m.Shown()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	parts := []scenario.Part{{Text: "They are blue.", Picture: "m/blue.svg", Alt: "Blue lips."}}
	if diff := cmp.Diff(parts, m.Parts); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if len(m.State) != 4 || m.Value("nothing") != "" {
		t.Errorf("got %d variables, %q", len(m.State), m.Value("nothing"))
	}
	said := []scenario.Said{{Minute: 3, Rule: "stop", Part: scenario.Part{Text: "They stop breathing."}}}
	if diff := cmp.Diff(said, m.Said); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestACriticalFailureStaysInSight(t *testing.T) {
	s := sample()
	s.Rules[0].Critical, s.Rules[0].Why = true, "Air first."
	r := played(t, begin(t, s, "near"), "enter", "wait", "wait", "spray")
	want := []scenario.Said{{Minute: 3, Rule: "stop", Critical: true, Part: scenario.Part{Text: "They stop breathing."}, Why: "Air first."}}
	if diff := cmp.Diff(want, now(t, r).Critical); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTheClockRunsOnlyWhereItIsWanted(t *testing.T) {
	withClock, without := sample(), sample()
	without.Clock = 0
	for _, test := range []struct {
		name  string
		s     scenario.Scenario
		asked bool
		want  int
	}{
		{"on", withClock, true, 20},
		{"turned off", withClock, false, 0},
		{"a scenario that has none", without, true, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, err := test.s.Begin("near", test.asked, noon())
			if err != nil {
				t.Fatal(err)
			}
			if got := now(t, r).Clock; got != test.want || r.Clock != (test.want > 0) {
				t.Errorf("got %d seconds, clock %t", got, r.Clock)
			}
			next, err := r.Wait(noon())
			if waits := err == nil; waits != (test.want > 0) {
				t.Errorf("waiting: %v", err)
			}
			if err != nil && (!errors.Is(err, scenario.ErrNotOffered) || len(next.Steps) > 0) {
				t.Errorf("got %v and %d steps", err, len(next.Steps))
			}
		})
	}
}

func TestAVariantHasToBeOneOfTheScenario(t *testing.T) {
	without := sample()
	without.Variants = nil
	for _, test := range []struct {
		name    string
		s       scenario.Scenario
		variant string
		want    error
	}{
		{"one of them", sample(), "far", nil},
		{"none although there are some", sample(), "", scenario.ErrUnknownVariant},
		{"another one", sample(), "elsewhere", scenario.ErrUnknownVariant},
		{"none where there is none", without, "", nil},
		{"one where there is none", without, "far", scenario.ErrUnknownVariant},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := test.s.Begin(test.variant, true, noon()); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}

func TestWhatCannotBeDoneIsRefused(t *testing.T) {
	for _, test := range []struct {
		name  string
		steps []scenario.ActionID
		act   scenario.ActionID
		want  error
	}{
		{"an action of another scene", nil, "call", scenario.ErrNotOffered},
		{"an action that does not exist", nil, "fly", scenario.ErrNotOffered},
		{"no action at all", nil, "", scenario.ErrNotOffered},
		{"an action whose condition does not hold", []scenario.ActionID{"enter", "spray", "spray"}, "spray", scenario.ErrNotOffered},
		{"an action that was done", []scenario.ActionID{"enter", "call"}, "call", scenario.ErrNotOffered},
		{"after the end", []scenario.ActionID{"enter", "leave"}, "call", scenario.ErrEnded},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := played(t, begin(t, sample(), "near"), test.steps...)
			after, err := before.Act(test.act, noon())
			if !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("the run has changed: %s", diff)
			}
		})
	}
	if _, err := played(t, begin(t, sample(), "near"), "enter", "leave").Wait(noon()); !errors.Is(err, scenario.ErrEnded) {
		t.Errorf("waiting after the end: %v", err)
	}
}

func TestStepsThatDoNotFitAreABadRun(t *testing.T) {
	good := played(t, begin(t, sample(), "near"), "enter", "leave")
	for _, test := range []struct {
		name  string
		spoil func(r *scenario.Run)
	}{
		{"an unknown variant", func(r *scenario.Run) { r.Variant = "elsewhere" }},
		{"an action that is not offered", func(r *scenario.Run) { r.Steps = r.Steps[1:] }},
		{"a step after the end", func(r *scenario.Run) { r.Steps = append(slices.Clone(r.Steps), scenario.Step{Action: "call"}) }},
		{"waiting without a clock", func(r *scenario.Run) { r.Clock, r.Steps = false, []scenario.Step{{}} }},
		{"another scenario", func(r *scenario.Run) { r.Scenario = scenario.Scenario{} }},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := good
			test.spoil(&r)
			if _, err := r.Now(); !errors.Is(err, scenario.ErrBadRun) {
				t.Errorf("Now: %v", err)
			}
			if _, err := r.Debrief(); !errors.Is(err, scenario.ErrBadRun) {
				t.Errorf("Debrief: %v", err)
			}
			if _, err := r.Act("enter", noon()); !errors.Is(err, scenario.ErrBadRun) {
				t.Errorf("Act: %v", err)
			}
		})
	}
	bad := good
	bad.Steps = bad.Steps[1:]
	_, err := bad.Now()
	if want := `the steps of this run do not fit its scenario: step 1, "leave": this cannot be done now`; err == nil || err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}

func TestARunIsAValue(t *testing.T) {
	start := played(t, begin(t, sample(), "near"), "enter")
	one, two := played(t, start, "call"), played(t, start, "wait")
	if len(start.Steps) != 1 || one.Steps[1].Action != "call" || two.Steps[1].Action != "wait" {
		t.Errorf("runs share their steps: %v, %v, %v", start.Steps, one.Steps, two.Steps)
	}
}

func TestARuleThatRepeatsFiresOnceAMinute(t *testing.T) {
	s := sample()
	s.Rules = []scenario.Rule{
		{ID: "more", When: when(is("scene", "room")), Repeats: true, Changes: add("worry", 1)},
		{ID: "once", When: when(is("scene", "room")), Changes: add("doses", 2)},
	}
	m := now(t, played(t, begin(t, s, "near"), "enter"))
	if m.Value("worry") != "0" || m.Value("doses") != "2" {
		t.Errorf("after no time: worry %s, doses %s", m.Value("worry"), m.Value("doses"))
	}
	m = now(t, played(t, begin(t, s, "near"), "enter", "call"))
	if m.Value("worry") != "1" || m.Value("doses") != "2" {
		t.Errorf("after a minute: worry %s, doses %s", m.Value("worry"), m.Value("doses"))
	}
}

func TestNoTimePassesAfterARuleHasEndedIt(t *testing.T) {
	s := sample()
	s.Rules = []scenario.Rule{{ID: "out", When: when(is("minutes", "1")), To: "street", Says: "They carry you out."}}
	m := now(t, played(t, begin(t, s, "near"), "enter", "wait"))
	if m.Minutes != 1 || m.Scene != "street" || !m.Ended {
		t.Errorf("got %d minutes in %q, ended %t", m.Minutes, m.Scene, m.Ended)
	}
}
