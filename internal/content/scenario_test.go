package content_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/scenario"
)

const scenarioFile = "alpha/en/scenario-door.yaml"

func TestLoadReadsAScenario(t *testing.T) {
	c, problems, err := content.Load(t.Context(), edited(t))
	if err != nil || len(problems) > 0 {
		t.Fatalf("got %v, %v", problems, err)
	}
	is := func(name scenario.Variable, values ...string) scenario.Test {
		return scenario.Test{Variable: name, Op: scenario.Is, Values: values}
	}
	order := func(name scenario.Variable, op scenario.Op, value string) scenario.Test {
		return scenario.Test{Variable: name, Op: op, Values: []string{value}}
	}
	set := func(name scenario.Variable, to string) []scenario.Change {
		return []scenario.Change{{Variable: name, To: to}}
	}
	want := scenario.Scenario{
		ID: "alpha-door", Title: "A door", Summary: "Somebody is behind it.", Minutes: 5, Objectives: []string{"recognise"}, Clock: 20, Limit: 6,
		Variants: []scenario.Variant{{ID: "near", Title: "Near", Note: "Help is near."}, {ID: "far", Title: "Far"}},
		State: []scenario.Declared{
			{Name: "air", Label: "Breathing", Values: []string{"slow", "steady"}, Words: []string{"Slow", "Steady"}, Start: "slow"},
			{Name: "doses", Label: "Sprays", Start: "0", Most: 2},
			{Name: "called", Values: []string{"no", "yes"}, Start: "no"},
		},
		Start: "room",
		Scenes: []scenario.Scene{
			{
				ID: "room",
				Parts: []scenario.Part{
					{Text: "A small room.", Picture: "alpha/images/door.svg", Alt: "A door."},
					{Text: "They snore.", When: scenario.Condition{is("air", "slow"), order("minutes", scenario.AtLeast, "1")}},
				},
				Actions: []scenario.Action{
					{
						ID: "call", Text: "Call", When: scenario.Condition{is("called", "no")}, Once: true, Changes: set("called", "yes"),
						Says:   []scenario.Part{{Text: "They come soon.", When: scenario.Condition{order("variant", scenario.IsNot, "far")}}},
						Weight: scenario.Helped, Why: "Help comes.",
					},
					{
						ID: "spray", Text: "Give a spray", Takes: 1, Changes: []scenario.Change{{Variable: "doses", By: 1}},
						When: scenario.Condition{is("doses", "0", "1"), order("minutes", scenario.AtLeast, "0"), order("minutes", scenario.AtMost, "5")},
						Says: []scenario.Part{{Text: "You give it."}}, Weight: scenario.Helped, Why: "It lets them breathe.",
					},
					{ID: "leave", Text: "Leave", Takes: 2, To: "street", Weight: scenario.Harmed, Why: "They are alone."},
				},
			},
			{ID: "street", Parts: []scenario.Part{{Text: "The street."}}},
		},
		Rules: []scenario.Rule{
			{ID: "works", When: scenario.Condition{order("doses", scenario.AtLeast, "1")}, Changes: set("air", "steady"), Says: "They breathe."},
			{ID: "alone", When: scenario.Condition{is("scene", "street")}, Repeats: true, Critical: true, Says: "They are alone.", Why: "Never leave them."},
		},
		Endings: []scenario.Ending{
			{ID: "safe", When: scenario.Condition{is("air", "steady"), is("called", "yes")}, Title: "Safe", Text: "They are safe.", Good: true},
			{ID: "otherwise", Title: "Not yet", Text: "Look back."},
		},
		Sources: []string{"manual"},
	}
	m, _ := c.Module("alpha")
	if diff := cmp.Diff([]scenario.Scenario{want}, m.Scenarios); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestProblemsOfAScenario(t *testing.T) {
	in := func(old, new string) []edit { return one(scenarioFile, old, new) }
	checkProblems(t, "scenario", []problemCase{
		{name: "a file that is not there", edits: one(manifest, "[scenario-door.yaml]", "[scenario-dor.yaml]")},
		{name: "a file listed twice", edits: one(manifest, "[scenario-door.yaml]", "[scenario-door.yaml, scenario-door.yaml]")},
		{name: "a file of another kind", edits: one(manifest, "[scenario-door.yaml]", "[guide.md]")},
		{name: "two of one id", edits: []edit{
			{manifest, "[scenario-door.yaml]", "[scenario-door.yaml, scenario-twin.yaml]"},
			{"alpha/en/scenario-twin.yaml", "", strings.ReplaceAll(goodScenario, "MODULE", "alpha")},
		}},
		{name: "a file that nothing lists", edits: []edit{{manifest, "scenarios: [scenario-door.yaml]\n", ""}}},
		{name: "a list instead of keys", edits: in("", "- a\n")},
		{name: "a mistyped key", edits: in("limit: 6", "limits: 6")},
		{name: "a key of an action that is mistyped", edits: in("        takes: 1", "        take: 1")},
		{name: "an unknown objective", edits: in("objectives: [recognise]", "objectives: [recognize]")},
		{name: "no objective", edits: in("objectives: [recognise]", "objectives: []")},
		{name: "an unknown source", edits: in("[manual]", "[manuel]")},
		{name: "a limit beyond any story", edits: in("limit: 6", "limit: 241")},
		{name: "a clock without seconds", edits: in("clock: 20", "clock: 0")},
		{name: "an id in capitals", edits: in("id: room", "id: Room")},

		{name: "a variable that is tested and not there", edits: in("{air: slow, minutes", "{ear: slow, minutes")},
		{name: "a value that is tested and not there", edits: in("{air: slow, minutes", "{air: slo, minutes")},
		{name: "a variant that is tested and not there", edits: in("not far", "not fat")},
		{name: "a variant where there are none", edits: in("variants:\n  - {id: near, title: Near, note: Help is near.}\n  - {id: far, title: Far}\n", "")},
		{name: "a scene that is tested and not there", edits: in("{scene: street}", "{scene: steet}")},
		{name: "an order of what is no number", edits: in("{air: slow, minutes", "{air: at least slow, minutes")},
		{name: "a number in words", edits: in("minutes: at least 1", "minutes: at least one")},
		{name: "a number beyond the greatest", edits: in("{doses: at least 1}", "{doses: at least 3}")},
		{name: "a minute after the limit", edits: in("at most 5", "at most 7")},
		{name: "values and comparisons in one list", edits: in("doses: [0, 1]", "doses: [0, at most 1]")},
		{name: "a value listed twice", edits: in("doses: [0, 1]", "doses: [0, 0]")},
		{name: "a condition without a test", edits: in("when: {called: no}", "when: {}")},
		{name: "a condition that is a text", edits: in("when: {called: no}", "when: called")},
		{name: "a test for an empty list", edits: in("doses: [0, 1]", "doses: []")},
		{name: "a test for a set of keys", edits: in("doses: [0, 1]", "doses: {a: 1}")},

		{name: "setting what is not there", edits: in("set: {called: yes}", "set: {caled: yes}")},
		{name: "setting a value that is not there", edits: in("set: {called: yes}", "set: {called: true}")},
		{name: "setting the minutes", edits: in("set: {called: yes}", "set: {minutes: 1}")},
		{name: "adding to what is no number", edits: in("set: {called: yes}", "set: {called: +1}")},
		{name: "adding nothing", edits: in("doses: +1", "doses: +0")},
		{name: "adding too much", edits: in("doses: +1", "doses: +3")},
		{name: "setting a list", edits: in("set: {called: yes}", "set: {called: [no, yes]}")},

		{name: "a variable declared twice", edits: in("name: called", "name: air")},
		{name: "a variable that every scenario has", edits: in("name: called", "name: scene")},
		{name: "a start that is no value", edits: in("values: [no, yes], start: no", "values: [no, yes], start: maybe")},
		{name: "a start beyond the greatest number", edits: in("start: 0, most: 2", "start: 3, most: 2")},
		{name: "a number without a greatest", edits: in("start: 0, most: 2", "start: 0")},
		{name: "a word too few", edits: in("words: [Slow, Steady]", "words: [Slow]")},
		{name: "words of a number", edits: in("start: 0, most: 2", "start: 0, most: 2, words: [None]")},
		{name: "values and a greatest number", edits: in("values: [no, yes], start: no", "values: [no, yes], start: no, most: 2")},
		{name: "a value that is no id", edits: in("values: [no, yes], start: no", "values: [no, not yet], start: no")},
		{name: "a value twice", edits: in("values: [no, yes], start: no", "values: [no, no], start: no")},

		{name: "a start that is not there", edits: in("start: room", "start: rom")},
		{name: "an action that leads nowhere", edits: in("to: street", "to: sreet")},
		{name: "a scene twice", edits: in("- id: street", "- id: room")},
		{name: "an action twice", edits: in("- id: leave", "- id: call")},
		{name: "a rule twice", edits: in("- id: alone", "- id: works")},
		{name: "an ending twice", edits: in("{id: otherwise", "{id: safe")},
		{name: "a scene that shows nothing", edits: in("    text: The street.\n", "    parts: []\n")},
		{name: "a part that shows nothing", edits: in(", text: They snore.}", "}")},
		{name: "an action that nobody weighs", edits: in("        harmed: They are alone.\n", "")},
		{name: "an action that is weighed twice", edits: in("harmed: They are alone.", "harmed: They are alone.\n        neutral: Or not.")},
		{name: "a rule without a condition", edits: in("    when: {doses: at least 1}\n", "")},
		{name: "a rule that does nothing", edits: in("    set: {air: steady}\n    says: They breathe.\n", "")},
		{name: "a critical rule without a reason", edits: in("    why: Never leave them.\n", "")},
		{name: "a last ending with a condition", edits: in("{id: otherwise,", "{id: otherwise, when: {called: no},")},
		{name: "an ending in the middle that holds always", edits: in("{id: safe, when: {air: steady, called: yes},", "{id: safe,")},

		{name: "a picture that is not there", edits: in("images/door.svg", "images/dor.svg")},
		{name: "a picture out of the tree", edits: in("images/door.svg", "../beta/images/hand.svg")},
		{name: "a picture without words", edits: in(", alt: A door.}", "}")},
		{name: "a picture that is none", edits: in("images/door.svg", "en/guide.md")},
		{name: "a picture with a script", edits: []edit{
			{"alpha/images/door.svg", "", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>`},
		}},

		{name: "more actions than a scene may have", edits: in("      - id: leave\n", moreActions(10)+"      - id: leave\n")},
		{name: "more values than a variable may have", edits: in("values: [no, yes], start: no", "values: [no, yes, a, b, c, d, e, f, g, h, i, j, k], start: no")},
		{name: "a dead end", edits: []edit{
			{scenarioFile, "        takes: 2\n", "        takes: 2\n        when: {called: no}\n"},
		}},
		{name: "an action that never ends", edits: in("        takes: 2\n", "")},
		{name: "a scene that nothing leads to", edits: in("        to: street\n", "")},
		{name: "an action that is never offered", edits: in("when: {doses: [0, 1], minutes: [at least 0, at most 5]}", "when: {doses: 1}")},
		{name: "a rule that never fires", edits: in("when: {doses: at least 1}", "when: {doses: at least 1, called: yes, minutes: 0}")},
		{name: "an ending that never comes about", edits: in("  - {id: otherwise", "  - {id: asleep, when: {air: slow, doses: 1}, title: Asleep, text: They sleep.}\n  - {id: otherwise")},
		{name: "nothing that comes out well", edits: in(", good: true", "")},
		{name: "more states than can be walked through", edits: manyStates()},
	})
}

// manyStates makes every action of a long list possible once, in any order.
func manyStates() []edit {
	var rules, names strings.Builder
	for i := range 24 {
		fmt.Fprintf(&names, "  - {name: v%d, start: 0, most: 99}\n", i)
		fmt.Fprintf(&rules, "  - {id: r%d, when: {minutes: at least 0}, repeats: true, set: {v%[1]d: +1}}\n", i)
	}
	many := "limit: 240"
	return []edit{
		{scenarioFile, "limit: 6", many}, {scenarioFile, "start: room\n", names.String() + "start: room\n"},
		{scenarioFile, "rules:\n", "rules:\n" + rules.String()},
		{scenarioFile, "      - id: leave\n", hubActions()},
	}
}

func hubActions() string {
	var b strings.Builder
	for i := range 8 {
		fmt.Fprintf(&b, "      - {id: h%d, text: Do, takes: 1, set: {v%[1]d: +%d}, neutral: So.}\n", i, i+2)
	}
	return b.String() + "      - id: leave\n"
}

func moreActions(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "      - {id: more-%d, text: Do more, takes: 1, neutral: So.}\n", i)
	}
	return b.String()
}

func TestProblemsOfSkills(t *testing.T) {
	in := func(old, new string) []edit { return one(manifest, old, new) }
	checkProblems(t, "skills", []problemCase{
		{name: "an unknown objective", edits: in("    objective: recognise", "    objective: recognize")},
		{name: "one step", edits: in("      - {id: push, text: Pushes the glass in}\n", "")},
		{name: "no step", edits: in("\n      - {id: twist, text: Twists the cap off}\n      - {id: push, text: Pushes the glass in}", " []")},
		{name: "a step twice", edits: in("id: push", "id: twist")},
		{name: "a step without words", edits: in("{id: push, text: Pushes the glass in}", "{id: push}")},
		{name: "a skill twice", edits: in("skills:\n", "skills:\n  - {id: assemble, title: A, objective: recognise, steps: [{id: a, text: A}, {id: b, text: B}]}\n")},
		{name: "a mistyped key", edits: in("    title: Assemble", "    titel: Assemble")},
		{name: "a text", edits: in("skills:\n", "skills:\n  - assemble\n")},
	})
}

// Scenarios that are within the limits of size, and made to be slow to play in every way.
func TestHostileScenariosAreReadInTime(t *testing.T) {
	const limit = 10 * time.Second // the slowest takes under a second on a quiet machine
	rules := func(prefix string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "  - {id: %s%d, when: {minutes: at least 0, doses: at least 0, air: [slow, steady], called: [no, yes]}, repeats: true, set: {doses: +1}}\n", prefix, i)
		}
		return b.String()
	}
	for name, edits := range map[string][]edit{
		"states without end": manyStates(),
		"rules without end":  {{scenarioFile, "rules:\n", "rules:\n" + rules("q", 98)}, {scenarioFile, "limit: 6", "limit: 240"}},
		"both":               append(manyStates(), edit{scenarioFile, "endings:\n", rules("q", 74) + "endings:\n"}),
	} {
		t.Run(name, func(t *testing.T) {
			fsys := edited(t, edits...)
			started := time.Now()
			if _, _, err := content.Load(t.Context(), fsys); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(started); took > limit {
				t.Errorf("took %v", took)
			} else {
				t.Logf("took %v", took)
			}
		})
	}
}

// A library of the largest scenarios that a module may have, in each of its modules.
func TestScenariosAreBoundedTogether(t *testing.T) {
	const limit = 60 * time.Second // one on a quiet machine, eight without the bound; many times that under the race detector
	fsys := edited(t, manyStates()...)
	large := string(fsys[scenarioFile].Data)
	for _, module := range []string{"alpha", "beta"} {
		var names []string
		for i := range 20 {
			name := fmt.Sprintf("scenario-%d.yaml", i)
			names = append(names, name)
			text := strings.NewReplacer("id: alpha-door", fmt.Sprint("id: door-", i), "alpha/", module+"/").Replace(large)
			fsys[module+"/en/"+name] = &fstest.MapFile{Data: []byte(text)}
		}
		manifest := fsys[module+"/module.yaml"]
		manifest.Data = []byte(strings.Replace(string(manifest.Data), "[scenario-door.yaml]", "["+strings.Join(names, ", ")+"]", 1))
		delete(fsys, module+"/en/scenario-door.yaml")
	}
	started := time.Now()
	_, problems, err := content.Load(t.Context(), fsys)
	if took := time.Since(started); err != nil || took > limit {
		t.Errorf("took %v: %v", took, err)
	} else {
		t.Logf("took %v", took)
	}
	alone, together := 0, 0
	for _, p := range problems {
		switch {
		case strings.Contains(p.Error(), "has more states than"):
			alone++
		case strings.Contains(p.Error(), "the scenarios of the library have more than 2000000 states together"):
			together++
		}
	}
	if alone == 0 || together == 0 || alone+together != 40 {
		t.Errorf("%d are too large alone, %d together: %v", alone, together, problems)
	}
}
