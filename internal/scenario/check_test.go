package scenario_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/scenario"
)

func TestTheSampleHasNoFault(t *testing.T) {
	s := sample()
	if diff := cmp.Diff([]scenario.Fault(nil), scenario.Check(&s)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// room is the scene of the sample in which most happens.
const room = 1

func TestCheckFindsWhatIsPlanted(t *testing.T) {
	unreachable := func(f scenario.Fault) []scenario.Fault {
		f.Kind = scenario.Unreachable
		return []scenario.Fault{f}
	}
	twoDoses := when(scenario.Test{Variable: "doses", Op: scenario.AtMost, Values: []string{"1"}})
	for _, test := range []struct {
		name  string
		plant func(s *scenario.Scenario)
		want  []scenario.Fault
	}{
		{"a dead end", func(s *scenario.Scenario) {
			for i := range s.Scenes[room].Actions {
				if i != 1 { // that one has the condition
					s.Scenes[room].Actions[i].When = twoDoses
				}
			}
		}, []scenario.Fault{{
			Kind: scenario.DeadEnd, Scene: "room",
			Sentence: "the scene “room” offers nothing after enter, spray, spray " +
				"(minutes: 2, air: steady, doses: 2, called: no, worry: 0, variant: near)",
		}}},
		{"a dead end in one variant", func(s *scenario.Scenario) {
			for i := range s.Scenes[0].Actions {
				s.Scenes[0].Actions[i].When = when(is("variant", "near"))
			}
		}, []scenario.Fault{
			{Kind: scenario.DeadEnd, Scene: "door", Sentence: "the scene “door” offers nothing at the start (minutes: 0, air: slow, doses: 0, called: no, worry: 0, variant: far)"},
			{Kind: scenario.NoGoodEnd, Sentence: "the scenario has no good ending that can be reached in the variant “far” without waiting"},
		}},
		{"a dead end after waiting", func(s *scenario.Scenario) {
			s.Scenes[0].Actions[0].When = when(scenario.Test{Variable: "minutes", Op: scenario.AtMost, Values: []string{"0"}})
			s.Scenes[0].Actions[1].When = s.Scenes[0].Actions[0].When
		}, []scenario.Fault{
			{Kind: scenario.DeadEnd, Scene: "door", Sentence: "the scene “door” offers nothing after knock (minutes: 1, air: slow, doses: 0, called: no, worry: 0, variant: near)"},
		}},
		{"an action that never ends", func(s *scenario.Scenario) { s.Scenes[0].Actions[1].Takes = 0 }, []scenario.Fault{
			{Kind: scenario.Endless, Scene: "door", Action: "knock", Sentence: "the action “knock” takes no time and can be repeated for ever"},
		}},
		{"a scene that nothing leads to", func(s *scenario.Scenario) {
			s.Scenes = append(s.Scenes, scenario.Scene{ID: "roof", Actions: s.Scenes[0].Actions})
		}, unreachable(scenario.Fault{Scene: "roof", Sentence: "the scene “roof” is never reached"})},
		{"an action that is never offered", func(s *scenario.Scenario) {
			s.Scenes[room].Actions[2].When = when(atLeast("worry", "1"), is("doses", "2"), is("called", "no"), is("air", "none"))
		}, unreachable(scenario.Fault{Scene: "room", Action: "wait", Sentence: "the action “wait” is never offered"})},
		{"an action offered only after the end", func(s *scenario.Scenario) {
			s.Scenes[room].Actions[2].When = when(is("minutes", "8"))
		}, unreachable(scenario.Fault{Scene: "room", Action: "wait", Sentence: "the action “wait” is never offered"})},
		{"a rule that never fires", func(s *scenario.Scenario) {
			s.Rules[2].When = when(is("air", "none"), atLeast("doses", "1"))
		}, unreachable(scenario.Fault{Rule: "worse", Sentence: "the rule “worse” never fires"})},
		{"an ending behind another", func(s *scenario.Scenario) {
			s.Endings[1].When = when(is("air", "steady"), is("called", "yes"))
		}, unreachable(scenario.Fault{Ending: "woken", Sentence: "the ending “woken” never comes about"})},
		{"nothing that comes out well", func(s *scenario.Scenario) { s.Endings[0].Good = false }, []scenario.Fault{
			{Kind: scenario.NoGoodEnd, Sentence: "the scenario has no good ending that can be reached in the variant “near” without waiting"},
			{Kind: scenario.NoGoodEnd, Sentence: "the scenario has no good ending that can be reached in the variant “far” without waiting"},
		}},
		{"more states than can be walked through", func(s *scenario.Scenario) {
			for i := range 20 {
				name := scenario.Variable(fmt.Sprintf("v%d", i))
				s.State = append(s.State, scenario.Declared{Name: name, Most: 9, Start: "0"})
				s.Scenes[0].Actions = append(s.Scenes[0].Actions, scenario.Action{
					ID: scenario.ActionID("do-" + name), Once: true, Changes: add(name, 1), Weight: scenario.Neutral,
				})
			}
		}, []scenario.Fault{
			{Kind: scenario.TooMany, Sentence: "the scenario has more states than can be walked through; 200000 is the most"},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := sample()
			test.plant(&s)
			if diff := cmp.Diff(test.want, scenario.Check(&s), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// A learner may turn the clock off.
func TestAGoodEndingMustNotNeedTheClock(t *testing.T) {
	s := scenario.Scenario{
		Limit: 3, Clock: 10, Start: "here",
		State: []scenario.Declared{{Name: "acted", Values: []string{"no", "yes"}, Start: "no"}},
		Scenes: []scenario.Scene{{ID: "here", Actions: []scenario.Action{
			{ID: "act", Takes: 1, Changes: set("acted", "yes"), Weight: scenario.Harmed},
		}}},
		Endings: []scenario.Ending{{ID: "patient", When: when(is("acted", "no")), Good: true}, {ID: "otherwise"}},
	}
	want := []scenario.Fault{{Kind: scenario.NoGoodEnd, Sentence: "the scenario has no good ending that can be reached without waiting"}}
	if diff := cmp.Diff(want, scenario.Check(&s)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	s.Endings[1].Good = true
	if faults := scenario.Check(&s); len(faults) > 0 {
		t.Errorf("the ending that needs the clock is not met: %v", faults)
	}
	s.Clock = 0
	want = []scenario.Fault{{Kind: scenario.Unreachable, Ending: "patient", Sentence: "the ending “patient” never comes about"}}
	if diff := cmp.Diff(want, scenario.Check(&s)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestCheckSaysWhatNamesNothing(t *testing.T) {
	for _, test := range []struct {
		name  string
		plant func(s *scenario.Scenario)
		want  string
	}{
		{"a start", func(s *scenario.Scenario) { s.Start = "roof" }, "the scenario names the scene “roof”, which is not there"},
		{"where an action leads", func(s *scenario.Scenario) { s.Scenes[0].Actions[0].To = "roof" }, "the action “enter” names the scene “roof”, which is not there"},
		{"where a rule leads", func(s *scenario.Scenario) { s.Rules[0].To = "roof" }, "the rule “stop” names the scene “roof”, which is not there"},
		{"a variable", func(s *scenario.Scenario) { s.Rules[0].When = when(is("mood", "good")) }, "the rule “stop” tests “mood”, which is no variable"},
		{"a value", func(s *scenario.Scenario) { s.Rules[0].When = when(is("air", "fast")) }, "the rule “stop” tests “air” for “fast”, which is none of its values"},
		{"a number beyond the greatest", func(s *scenario.Scenario) { s.Rules[0].When = when(atLeast("doses", "3")) }, "the rule “stop” tests “doses” for “3”, which is none of its values"},
		{"a minute after the limit", func(s *scenario.Scenario) { s.Rules[0].When = when(atLeast("minutes", "9")) }, "the rule “stop” tests “minutes” for “9”, which is none of its values"},
		{"a variant", func(s *scenario.Scenario) { s.Rules[0].When = when(is("variant", "here")) }, "the rule “stop” tests “variant” for “here”, which is none of its values"},
		{"a scene", func(s *scenario.Scenario) { s.Rules[0].When = when(is("scene", "roof")) }, "the rule “stop” tests “scene” for “roof”, which is none of its values"},
		{"an order of what is no number", func(s *scenario.Scenario) { s.Rules[0].When = when(atLeast("air", "none")) }, "the rule “stop” tests “air” in a way that makes no sense"},
		{"a test of nothing", func(s *scenario.Scenario) { s.Rules[0].When = when(is("air")) }, "the rule “stop” tests “air” in a way that makes no sense"},
		{"a part that tests", func(s *scenario.Scenario) { s.Scenes[0].Parts[0].When = when(is("mood", "x")) }, "the scene “door” tests “mood”, which is no variable"},
		{"what is set", func(s *scenario.Scenario) { s.Rules[0].Changes = set("minutes", "1") }, "the rule “stop” sets “minutes”, which is no variable that can be set"},
		{"what it is set to", func(s *scenario.Scenario) { s.Rules[0].Changes = set("air", "fast") }, "the rule “stop” sets “air” to what it cannot be"},
		{"adding to what is no number", func(s *scenario.Scenario) { s.Rules[0].Changes = add("air", 1) }, "the rule “stop” sets “air” to what it cannot be"},
		{"a start of a variable", func(s *scenario.Scenario) { s.State[0].Start = "fast" }, "the variable “air” starts with “fast”, which is none of its values"},
		{"a name of every scenario", func(s *scenario.Scenario) { s.State[3].Name = "scene"; s.Rules[2].Changes = nil }, "the variable “scene” has a name that is taken"},
		{"two scenes of one id", func(s *scenario.Scenario) {
			s.Scenes[2].ID = "door"
			s.Scenes[1].Actions[3].To = ""
			s.Rules[3].When = nil
		}, "the scene “door” has the id of another one"},
		{"a last ending with a condition", func(s *scenario.Scenario) { s.Endings[2].When = s.Endings[1].When }, "the ending “otherwise” breaks the rule that the last ending has no condition, and every other one has one"},
		{"no ending", func(s *scenario.Scenario) { s.Endings = nil }, "the scenario has no ending"},
		{"no limit", func(s *scenario.Scenario) { s.Limit = 0; s.Rules[0].When = nil }, "the scenario has no limit of minutes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := sample()
			test.plant(&s)
			faults := scenario.Check(&s)
			if len(faults) != 1 || faults[0].Kind != scenario.Unsound || faults[0].Sentence != test.want {
				t.Errorf("got %v, want %s", faults, test.want)
			}
		})
	}
	if faults := scenario.Check(new(scenario.Scenario)); len(faults) == 0 {
		t.Error("an empty scenario has no fault")
	}
}

// hub is a scenario of the size that people write: places between which one goes to and fro, and variables
// that depend on little else.
func hub(scenes, variables, once int) scenario.Scenario {
	s := scenario.Scenario{Limit: max(20, 2*variables), Clock: 20, Start: "s0", Endings: []scenario.Ending{{ID: "end", Good: true}}}
	for i := range variables {
		s.State = append(s.State, scenario.Declared{Name: scenario.Variable(fmt.Sprintf("v%d", i)), Values: []string{"no", "yes"}, Start: "no"})
	}
	for i := range scenes {
		sc := scenario.Scene{ID: scenario.SceneID(fmt.Sprintf("s%d", i))}
		act := func(a scenario.Action) {
			a.ID, a.Weight = scenario.ActionID(fmt.Sprintf("%s-%d", sc.ID, len(sc.Actions))), scenario.Neutral
			sc.Actions = append(sc.Actions, a)
		}
		act(scenario.Action{Takes: 1, To: scenario.SceneID(fmt.Sprintf("s%d", (i+1)%scenes))})
		act(scenario.Action{Takes: 2})
		if i < variables {
			act(scenario.Action{Takes: 1, Changes: set(scenario.Variable(fmt.Sprintf("v%d", i)), "yes")})
		}
		if i < once {
			act(scenario.Action{Once: true})
		}
		s.Scenes = append(s.Scenes, sc)
	}
	for i := range 2 * variables {
		s.Rules = append(s.Rules, scenario.Rule{
			ID: scenario.RuleID(fmt.Sprintf("r%d", i)), Repeats: i%2 == 0,
			When: when(is(scenario.Variable(fmt.Sprintf("v%d", i/2)), "yes"), atLeast("minutes", strconv.Itoa(i))),
		})
	}
	return s
}

func TestCheckIsFastForWhatPeopleWriteAndBoundedForTheRest(t *testing.T) {
	slow := hub(200, 12, 200)
	for i := range slow.Scenes {
		for j := range slow.Scenes[i].Actions {
			slow.Scenes[i].Actions[j].Takes = 240
		}
	}
	slow.Limit = 240
	for _, test := range []struct {
		name    string
		s       scenario.Scenario
		tooMany bool
	}{
		{"a scenario as people write it", hub(8, 6, 4), false},
		{"a very large one", hub(200, 30, 200), true},
		{"one with much to do at each step", slow, false},
		{"one state after the other", chain(150, 200), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			started := time.Now()
			faults := scenario.Check(&test.s)
			const most = 30 * time.Second // a quarter of a second on a quiet machine, 7 s under the race detector on a busy one
			if took := time.Since(started); took > most {
				t.Errorf("took %v", took)
			} else {
				t.Logf("took %v", took)
			}
			var said []string
			for _, f := range faults {
				said = append(said, f.Sentence)
			}
			if got := strings.Contains(strings.Join(said, "\n"), "more states"); got != test.tooMany {
				t.Errorf("too many: %t, want %t", got, test.tooMany)
			}
		})
	}
}

// chain is a scenario in which scene follows scene, each for a minute.
func chain(scenes, limit int) scenario.Scenario {
	s := hub(scenes, 0, 0)
	s.Limit = limit
	return s
}

func BenchmarkCheck(b *testing.B) {
	for _, bench := range []struct {
		name string
		s    scenario.Scenario
	}{{"sample", sample()}, {"as people write them", hub(8, 6, 4)}, {"too large", hub(200, 30, 200)}} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				scenario.Check(&bench.s)
			}
		})
	}
}
