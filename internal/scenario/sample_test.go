package scenario_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/scenario"
)

func is(name scenario.Variable, values ...string) scenario.Test {
	return scenario.Test{Variable: name, Op: scenario.Is, Values: values}
}

func when(tests ...scenario.Test) scenario.Condition { return tests }

func set(name scenario.Variable, to string) []scenario.Change {
	return []scenario.Change{{Variable: name, To: to}}
}

func add(name scenario.Variable, by int) []scenario.Change {
	return []scenario.Change{{Variable: name, By: by}}
}

// sample is a scenario without a fault that has something of everything.
func sample() scenario.Scenario {
	return scenario.Scenario{
		ID: "sample", Title: "A sample", Limit: 8, Clock: 20, Start: "door",
		Variants: []scenario.Variant{{ID: "near", Title: "Near"}, {ID: "far", Title: "Far"}},
		State: []scenario.Declared{
			{Name: "air", Label: "Breathing", Values: []string{"slow", "none", "steady"}, Words: []string{"Slow", "Stopped", "Steady"}, Start: "slow"},
			{Name: "doses", Label: "Sprays", Start: "0", Most: 2},
			{Name: "called", Values: []string{"no", "yes"}, Start: "no"},
			{Name: "worry", Start: "0", Most: 2},
		},
		Scenes: []scenario.Scene{
			{
				ID: "door", Parts: []scenario.Part{{Text: "A door."}},
				Actions: []scenario.Action{
					{ID: "enter", Text: "Go in", To: "room", Once: true, Weight: scenario.Helped, Why: "You can see them.", Says: []scenario.Part{{Text: "You go in."}}},
					{ID: "knock", Text: "Knock", Takes: 1, Weight: scenario.Neutral, Why: "Nobody answers."},
				},
			},
			{
				ID: "room", Parts: []scenario.Part{
					{Text: "They snore.", When: when(is("air", "slow"))},
					{Text: "They are blue.", When: when(is("air", "none")), Picture: "m/blue.svg", Alt: "Blue lips."},
				},
				Actions: []scenario.Action{
					{ID: "call", Text: "Call", Once: true, Takes: 1, Changes: set("called", "yes"), Weight: scenario.Helped, Why: "Help comes.", Says: []scenario.Part{
						{Text: "They come soon.", When: when(is("variant", "near"))},
						{Text: "They come late.", When: when(scenario.Test{Variable: "variant", Op: scenario.IsNot, Values: []string{"near"}})},
					}},
					{
						ID: "spray", Text: "Spray", Takes: 1, Changes: add("doses", 1), Weight: scenario.Helped, Why: "It lets them breathe.",
						When: when(scenario.Test{Variable: "doses", Op: scenario.AtMost, Values: []string{"1"}}),
					},
					{ID: "wait", Text: "Wait", Takes: 2, Weight: scenario.Neutral, Why: "You stayed."},
					{ID: "leave", Text: "Leave", Takes: 2, To: "street", Weight: scenario.Harmed, Why: "They are alone."},
				},
			},
			{ID: "street", Parts: []scenario.Part{{Text: "The street."}}},
		},
		Rules: []scenario.Rule{
			{ID: "stop", When: when(is("air", "slow"), atLeast("minutes", "3")), Changes: set("air", "none"), Says: "They stop breathing."},
			{ID: "works", When: when(is("air", "slow", "none"), atLeast("doses", "1")), Changes: set("air", "steady"), Says: "They breathe."},
			{ID: "worse", When: when(is("air", "none")), Repeats: true, Changes: add("worry", 1)},
			{ID: "alone", When: when(is("scene", "street")), Critical: true, Says: "They are alone.", Why: "Never leave them."},
		},
		Endings: []scenario.Ending{
			{ID: "safe", When: when(is("air", "steady"), is("called", "yes")), Title: "Safe", Good: true},
			{ID: "woken", When: when(is("air", "steady")), Title: "Awake"},
			{ID: "otherwise", Title: "Not safe"},
		},
	}
}

func atLeast(name scenario.Variable, value string) scenario.Test {
	return scenario.Test{Variable: name, Op: scenario.AtLeast, Values: []string{value}}
}

// begin starts a run of a scenario with its clock on.
func begin(t testing.TB, s scenario.Scenario, variant string) scenario.Run {
	t.Helper()
	r, err := s.Begin(variant, true, noon())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// waiting stands for a minute of waiting in a list of actions.
const waiting scenario.ActionID = ""

// played does these things one after the other.
func played(t testing.TB, r scenario.Run, steps ...scenario.ActionID) scenario.Run {
	t.Helper()
	for i, id := range steps {
		at := r.Started.Add(time.Duration(i) * time.Second)
		next, err := r.Act(id, at)
		if id == waiting {
			next, err = r.Wait(at)
		}
		if err != nil {
			t.Fatalf("step %d, %q: %v", i+1, id, err)
		}
		r = next
	}
	return r
}

func now(t testing.TB, r scenario.Run) scenario.Moment {
	t.Helper()
	m, err := r.Now()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// anyScenario makes up a scenario. Most of them are sound, many have faults, and some of what they name is
// not there.
func anyScenario(seed uint64) scenario.Scenario {
	g := generator{rand.New(rand.NewPCG(seed, 1))}
	s := scenario.Scenario{Limit: g.IntN(8), Clock: g.IntN(2), Start: g.scene()}
	for i := range g.IntN(3) {
		s.Variants = append(s.Variants, scenario.Variant{ID: fmt.Sprintf("v%d", i)})
	}
	s.State = []scenario.Declared{
		{Name: "a", Values: []string{"x", "y", "z"}, Start: "x"},
		{Name: "n", Label: "N", Start: strconv.Itoa(g.IntN(4)), Most: 3},
	}
	for i := range 1 + g.IntN(4) {
		sc := scenario.Scene{ID: scenario.SceneID(fmt.Sprintf("s%d", i))}
		for j := range g.IntN(4) {
			sc.Actions = append(sc.Actions, scenario.Action{
				ID: scenario.ActionID(fmt.Sprintf("a%d-%d", i, j)), When: g.condition(), Takes: g.IntN(3), Once: g.IntN(2) == 0,
				Changes: g.changes(), To: g.sceneOr(""), Weight: []scenario.Weight{scenario.Helped, scenario.Neutral, scenario.Harmed}[g.IntN(3)],
				Says: []scenario.Part{{When: g.condition(), Text: "It happens."}},
			})
		}
		s.Scenes = append(s.Scenes, sc)
	}
	for i := range g.IntN(4) {
		s.Rules = append(s.Rules, scenario.Rule{
			ID: scenario.RuleID(fmt.Sprintf("r%d", i)), When: g.condition(), Repeats: g.IntN(2) == 0, Changes: g.changes(),
			To: g.sceneOr(""), Critical: g.IntN(4) == 0, Says: "So it is.",
		})
	}
	for i := range g.IntN(3) {
		s.Endings = append(s.Endings, scenario.Ending{ID: fmt.Sprintf("e%d", i), When: when(g.test()), Good: g.IntN(2) == 0})
	}
	s.Endings = append(s.Endings, scenario.Ending{ID: "last", Good: g.IntN(2) == 0})
	return s
}

type generator struct{ *rand.Rand }

func (g generator) scene() scenario.SceneID {
	if g.IntN(40) == 0 {
		return "nowhere"
	}
	return scenario.SceneID(fmt.Sprintf("s%d", g.IntN(2)))
}

func (g generator) sceneOr(other scenario.SceneID) scenario.SceneID {
	if g.IntN(3) > 0 {
		return other
	}
	return g.scene()
}

func (g generator) condition() scenario.Condition {
	var c scenario.Condition
	for range max(g.IntN(4)-1, 0) {
		c = append(c, g.test())
	}
	return c
}

func (g generator) test() scenario.Test {
	switch g.IntN(60) {
	case 0:
		return is("nothing", "x")
	case 1:
		return scenario.Test{Variable: "n", Op: "like", Values: []string{"1"}}
	case 2:
		return atLeast("a", "x")
	case 3:
		return is("variant", "v0")
	}
	number := strconv.Itoa(g.IntN(3))
	switch g.IntN(5) {
	case 0:
		return atLeast("minutes", "1")
	case 1:
		return scenario.Test{Variable: "n", Op: scenario.AtMost, Values: []string{number}}
	case 2:
		return scenario.Test{Variable: "a", Op: scenario.IsNot, Values: []string{"x"}}
	case 3:
		return is("n", number, "3")
	}
	return is("a", "x", "y")
}

func (g generator) changes() []scenario.Change {
	switch g.IntN(6) {
	case 0:
		return add("n", g.IntN(5)-2)
	case 1:
		return set("a", string("xyz"[g.IntN(3)]))
	case 2:
		return append(set("n", "9"), set("b", "x")...)
	}
	return add("n", 1)
}
