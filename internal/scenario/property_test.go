package scenario_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/scenario"
)

// longest is how many steps a run can have: each takes a minute or can be done once.
func longest(s scenario.Scenario) int {
	n := s.Limit
	for _, sc := range s.Scenes {
		for _, a := range sc.Actions {
			if a.Once {
				n++
			}
		}
	}
	return n
}

// playAny plays to the end, doing anything that can be done. It fails when a run gets longer than it can.
func playAny(t *testing.T, r scenario.Run, g *rand.Rand) scenario.Run {
	t.Helper()
	for {
		m := now(t, r)
		choices := len(m.Offered)
		if m.Clock > 0 {
			choices++
		}
		switch {
		case m.Ended:
			return r
		case len(m.Offered) == 0:
			t.Fatalf("nothing is offered in %q, and it has not ended", m.Scene)
		case len(r.Steps) >= longest(r.Scenario):
			t.Fatalf("no end after %d steps", len(r.Steps))
		}
		i, err := g.IntN(choices), error(nil)
		if i < len(m.Offered) {
			r, err = r.Act(m.Offered[i].ID, noon())
		} else {
			r, err = r.Wait(noon())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// stuck reports whether a run has ended only because nothing was offered.
func stuck(s scenario.Scenario, m scenario.Moment) bool {
	for _, sc := range s.Scenes {
		if sc.ID == m.Scene {
			return m.Ended && m.Minutes < s.Limit && len(sc.Actions) > 0
		}
	}
	return false
}

// FuzzPlay makes up a scenario and plays it. It ends, whatever the scenario holds; the same steps give the
// same; the debrief tells of each step; and one that Check has passed never leaves a learner with nothing
// to do, and has an ending for everything.
func FuzzPlay(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed, seed*7, seed%2 == 0)
	}
	f.Fuzz(func(t *testing.T, seed, chance uint64, clock bool) {
		s := anyScenario(seed)
		variant := ""
		g := rand.New(rand.NewPCG(chance, 2))
		if n := len(s.Variants); n > 0 {
			variant = s.Variants[g.IntN(n)].ID
		}
		r, err := s.Begin(variant, clock, noon())
		if err != nil {
			t.Fatal(err)
		}
		r = playAny(t, r, g)
		m := now(t, r)
		if diff := cmp.Diff(m, now(t, r)); diff != "" {
			t.Errorf("the same run gives something else: %s", diff)
		}
		if m.Minutes > s.Limit && s.Limit >= 0 {
			t.Errorf("%d minutes of %d", m.Minutes, s.Limit)
		}
		for _, v := range m.State {
			if v.Value == "" || v.Variable == "n" && (v.Value < "0" || v.Value > "3") {
				t.Errorf("%s is %q", v.Variable, v.Value)
			}
		}
		checkDebrief(t, r, m)
		if faults := scenario.Check(&s); len(faults) == 0 && (stuck(s, m) || m.Ending.ID == "") {
			t.Errorf("stuck in %q after %v, or no ending: %+v", m.Scene, r.Steps, m.Ending)
		}
	})
}

func checkDebrief(t *testing.T, r scenario.Run, m scenario.Moment) {
	t.Helper()
	d := debriefed(t, r)
	steps, well, critical := 0, 0, 0
	for _, e := range d.Path {
		if e.Kind != scenario.Fired {
			if e.Action != r.Steps[steps].Action {
				t.Errorf("step %d is %q, and %q in the debrief", steps+1, r.Steps[steps].Action, e.Action)
			}
			steps++
		}
		if e.Step != steps {
			t.Errorf("an event of step %d says %d", steps, e.Step)
		}
		switch e.Weight {
		case scenario.Helped:
			well++
		case scenario.Critical:
			critical++
		case scenario.Neutral, scenario.Harmed:
		default:
			t.Errorf("an event without weight: %+v", e)
		}
	}
	if steps != len(r.Steps) || well != len(d.Well) || critical != len(d.Critical) || critical != len(m.Critical) {
		t.Errorf("%d of %d steps, %d of %d helped, %d of %d critical", steps, len(r.Steps), len(d.Well), well, len(d.Critical), critical)
	}
	for _, o := range d.Missed {
		for _, s := range r.Steps {
			if s.Action == o.Action {
				t.Errorf("%q was done, and is said to be missed", s.Action)
			}
		}
	}
	if diff := cmp.Diff(m.Ending, d.Ending); diff != "" || d.Minutes != m.Minutes || d.Ended != m.Ended {
		t.Errorf("the debrief ends otherwise: %s", diff)
	}
}

func TestAScenarioThatCheckPassesNeverGetsStuck(t *testing.T) {
	const plays = 10_000
	sound := []scenario.Scenario{sample()}
	for seed := uint64(0); len(sound) < 50; seed++ {
		if s := anyScenario(seed); len(scenario.Check(&s)) == 0 {
			sound = append(sound, s)
		}
	}
	g := rand.New(rand.NewPCG(3, 4))
	for i := range plays {
		s := sound[i%len(sound)]
		variant := ""
		if n := len(s.Variants); n > 0 {
			variant = s.Variants[g.IntN(n)].ID
		}
		r, err := s.Begin(variant, i%2 == 0, noon())
		if err != nil {
			t.Fatal(err)
		}
		r = playAny(t, r, g)
		if m := now(t, r); stuck(s, m) || m.Ending.ID == "" {
			t.Fatalf("stuck in %q after %v", m.Scene, r.Steps)
		}
	}
}
