package scenarioview

import (
	"testing"
	"testing/fstest"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/scenario"
)

func is(v scenario.Variable, values ...string) scenario.Test {
	return scenario.Test{Variable: v, Op: scenario.Is, Values: values}
}

func atLeast(v scenario.Variable, value string) scenario.Test {
	return scenario.Test{Variable: v, Op: scenario.AtLeast, Values: []string{value}}
}

// toilet is a small scenario: someone behind a locked door.
func toilet(clock int) scenario.Scenario {
	return scenario.Scenario{
		ID: "toilet", Title: "Locked toilet", Summary: "Somebody does not answer behind a locked door.", Minutes: 8,
		Objectives: []string{"recognise"}, Clock: clock, Limit: 6, Start: "door", Sources: []string{"who", "gone"},
		Variants: []scenario.Variant{
			{ID: "elsewhere", Title: "Somewhere else", Note: "Find out which number to call where you are."},
			{ID: "au-vic", Title: "Victoria", Note: "Ambulances come without police here, unless somebody is in danger."},
		},
		State: []scenario.Declared{
			{Name: "breathing", Label: "Breathing", Values: []string{"slow", "stopped", "steady"}, Words: []string{"Slow and shallow", "Stopped", "Steady"}, Start: "slow"},
			{Name: "doses", Label: "Naloxone sprays given", Start: "0", Most: 2},
			{Name: "called", Label: "Ambulance called", Values: []string{"no", "yes"}, Words: []string{"Not yet", "Yes"}, Start: "no"},
			{Name: "secret", Values: []string{"no", "yes"}, Start: "no"},
		},
		Scenes: []scenario.Scene{
			{ID: "door", Parts: []scenario.Part{
				{Text: "You knock. Nobody answers. You hear one slow, rattling breath."},
				{Picture: "m/images/door.svg", Alt: "A closed door with a hand on it."},
			}, Actions: []scenario.Action{
				{ID: "open", Text: "Open the door with a coin", Takes: 1, To: "inside", Weight: scenario.Helped, Why: "Every minute without oxygen counts.", Says: []scenario.Part{{Text: "The lock turns."}}},
				{ID: "knock", Text: "Knock again and wait", When: scenario.Condition{is("breathing", "slow")}, Takes: 1, Weight: scenario.Harmed, Why: "A rattling breath is a sign of overdose. Waiting costs oxygen."},
				{ID: "leave", Text: "Walk away", Takes: 1, To: "away", Weight: scenario.Harmed, Why: "Nobody else knows that they are there."},
			}},
			{ID: "inside", Parts: []scenario.Part{
				{Text: "Robin sits on the floor, lips blue."},
				{When: scenario.Condition{is("breathing", "stopped")}, Text: "You see no breath at all."},
			}, Actions: []scenario.Action{
				{ID: "spray", Text: "Give a spray of naloxone", Takes: 2, Changes: []scenario.Change{{Variable: "doses", By: 1}, {Variable: "breathing", To: "steady"}}, To: "safe", Weight: scenario.Helped, Why: "Naloxone takes the opioid off."},
				{ID: "call", Text: "Call the ambulance", Takes: 1, Once: true, Changes: []scenario.Change{{Variable: "called", To: "yes"}}, Weight: scenario.Helped, Why: "Help is on its way while you act."},
			}},
			{ID: "safe", Parts: []scenario.Part{{Text: "Robin takes a deep breath."}}},
			{ID: "away", Parts: []scenario.Part{{Text: "The street is loud."}}},
		},
		Rules: []scenario.Rule{
			{ID: "no-air", When: scenario.Condition{is("breathing", "slow"), atLeast(scenario.Minutes, "3")}, Changes: []scenario.Change{{Variable: "breathing", To: "stopped"}}, Says: "The rattling stops.", Why: "Opioids slow the breath until it stops."},
			{ID: "alone", When: scenario.Condition{is(scenario.InScene, "away")}, Critical: true, Why: "Somebody who is left alone cannot be helped."},
		},
		Endings: []scenario.Ending{
			{ID: "breathing", When: scenario.Condition{is("breathing", "steady")}, Title: "Robin is breathing", Text: "You acted in time.", Good: true},
			{ID: "otherwise", Title: "Robin did not get enough air", Text: "You can go back and try something else."},
		},
	}
}

// library has one module with the scenario.
func library(clock int) *catalog.Catalog {
	return &catalog.Catalog{
		Library: catalog.Library{HomeRegion: "au-vic"},
		Modules: []catalog.Module{{
			ID: "m", Version: "1.0", Title: "Overdose", Scenarios: []scenario.Scenario{toilet(clock)},
			Lessons: []catalog.Lesson{
				{ID: "signs", Title: "Asleep or overdose?", Objectives: []catalog.ObjectiveID{"recognise"}},
				{ID: "stay", Title: "Stay", Objectives: []catalog.ObjectiveID{"stay"}},
			},
		}},
		Sources: map[catalog.SourceKey]catalog.Source{"who": {Key: "who", Organisation: "WHO", Title: "Community management"}},
		Files:   fstest.MapFS{"m/images/door.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="20" height="20" fill="#a00"/></svg>`)}},
	}
}

func TestTheSampleIsSound(t *testing.T) {
	for _, clock := range []int{0, 3} {
		s := toilet(clock)
		if faults := scenario.Check(&s); len(faults) > 0 {
			t.Errorf("with a clock of %d: %v", clock, faults)
		}
	}
}
