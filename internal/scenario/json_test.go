package scenario_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/scenario"
)

// Records hold scenarios in this form for ever, and know them by its digest.
func TestTheFormInWhichScenariosAreKeptNeverChanges(t *testing.T) {
	when := scenario.Condition{{Variable: "v", Op: scenario.AtLeast, Values: []string{"1"}}}
	parts := []scenario.Part{{When: when, Text: "t", Picture: "p", Alt: "a"}}
	changes := []scenario.Change{{Variable: "v", To: "x"}, {Variable: "v", By: -1}}
	s := scenario.Scenario{
		ID: "s", Title: "t", Summary: "u", Minutes: 5, Objectives: []string{"o"}, Clock: 20, Limit: 9,
		Variants: []scenario.Variant{{ID: "v", Title: "t", Note: "n"}},
		State:    []scenario.Declared{{Name: "v", Label: "l", Values: []string{"a"}, Words: []string{"A"}, Start: "a", Most: 3}},
		Start:    "x",
		Scenes: []scenario.Scene{{ID: "x", Parts: parts, Actions: []scenario.Action{{
			ID: "a", When: when, Text: "t", Takes: 2, Once: true, Changes: changes, To: "x", Says: parts, Weight: scenario.Harmed, Why: "w",
		}}}},
		Rules:   []scenario.Rule{{ID: "r", When: when, Repeats: true, Changes: changes, Says: "s", To: "x", Critical: true, Why: "w"}},
		Endings: []scenario.Ending{{ID: "e", When: when, Title: "t", Text: "u", Good: true}},
		Sources: []string{"k"},
	}
	const kept = `{"id":"s","title":"t","summary":"u","minutes":5,"objectives":["o"],"clock":20,"limit":9,` +
		`"variants":[{"id":"v","title":"t","note":"n"}],` +
		`"state":[{"name":"v","label":"l","values":["a"],"words":["A"],` +
		`"start":"a","most":3}],` +
		`"start":"x",` +
		`"scenes":[{"id":"x","parts":[{"when":[{"variable":"v","op":"at-least","values":["1"]}],"text":"t","picture":"p","alt":"a"}],` +
		`"actions":[{"id":"a","when":[{"variable":"v","op":"at-least","values":["1"]}],"text":"t","takes":2,"once":true,"changes":[{"variable":"v","to":"x"},{"variable":"v","by":-1}],"to":"x",` +
		`"says":[{"when":[{"variable":"v","op":"at-least","values":["1"]}],"text":"t","picture":"p","alt":"a"}],"weight":"harmed","why":"w"}]}],` +
		`"rules":[{"id":"r","when":[{"variable":"v","op":"at-least","values":["1"]}],"repeats":true,"changes":[{"variable":"v","to":"x"},{"variable":"v","by":-1}],"says":"s","to":"x","critical":true,"why":"w"}],` +
		`"endings":[{"id":"e","when":[{"variable":"v","op":"at-least","values":["1"]}],"title":"t","text":"u","good":true}],"sources":["k"]}`
	text, err := json.Marshal(s)
	if diff := cmp.Diff(kept, string(text)); err != nil || diff != "" {
		t.Errorf("%v, written (-want +got):\n%s", err, diff)
	}
	var read scenario.Scenario
	err = json.Unmarshal([]byte(kept), &read)
	if diff := cmp.Diff(s, read); err != nil || diff != "" {
		t.Errorf("%v, read (-want +got):\n%s", err, diff)
	}
}
