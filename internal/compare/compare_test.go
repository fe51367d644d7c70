package compare_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/compare"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/modules"
)

func para(text string) catalog.Document {
	return catalog.Document{Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: text}}}}}
}

// library makes the same small library each time.
func library() *catalog.Catalog {
	return &catalog.Catalog{
		Library: catalog.Library{ID: "small", Retired: []catalog.ModuleID{"old-module"}},
		Modules: []catalog.Module{
			{
				ID: "overdose", Version: "1.1", Title: "Overdose", Retired: []string{"old-lesson", "item old-item"},
				Changes: []catalog.ModuleChange{{Version: "1.1", What: "More."}},
				Lessons: []catalog.Lesson{{ID: "signs", Title: "Signs", Body: para("Slow breathing.")}, {ID: "stay", Title: "Stay", Body: para("Stay.")}},
				Quiz: quiz.Quiz{ID: "q", Pass: 80, Items: []quiz.Item{
					{ID: "first", Kind: quiz.Single, Prompt: "What first?", Choices: []quiz.Choice{{ID: "call", Text: "Call", Correct: true}, {ID: "wait", Text: "Wait"}}},
					{ID: "drug", Kind: quiz.Short, Prompt: "Which?", Choices: []quiz.Choice{{ID: "a", Text: "naloxone", Correct: true}, {ID: "b", Text: "*"}}},
				}},
				Scenarios: []scenario.Scenario{{ID: "door", Title: "The door", Limit: 10}},
				Skills:    []catalog.Skill{{ID: "spray", Title: "Give a spray", Steps: []catalog.SkillStep{{ID: "one", Text: "One"}}}},
				Handouts:  []catalog.Handout{{ID: "steps", Module: "overdose", Version: "1.0", Title: "Steps", Body: para("Call."), Translations: []catalog.Handout{{ID: "steps", Language: "vi", Version: "1.0", Body: para("Gọi.")}}}},
			},
			{ID: "safer", Version: "1.0", Title: "Safer use", Handouts: []catalog.Handout{{ID: "set", Module: "safer", Version: "1.0", Title: "A set"}}},
		},
		Unavailable: []catalog.UnavailableModule{{ID: "broken"}},
		Handouts:    []catalog.Handout{{ID: "veins", Version: "1.0", Title: "Veins", Body: para("Rest.")}},
		Alerts:      []catalog.Alert{{ID: "pills", Version: "1.0", Title: "Pills", Body: para("Strong.")}},
		Services:    []catalog.Service{{ID: "line", Name: "The line", Phone: "000"}},
		Withdrawn:   []catalog.Withdrawal{{Handout: "old-sheet"}},
	}
}

// said writes differences down, one in a line.
func said(all []compare.Difference) []string {
	var lines []string
	for _, d := range all {
		name := d.ID
		if d.Item != "" {
			name = d.Item + "/" + name
		}
		line := fmt.Sprintf("%s %s: %s", d.Of, name, d.Change)
		for _, f := range d.Faults {
			if f.Severe() {
				line += " ERROR"
			}
			line += " " + string(f)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestCompare(t *testing.T) {
	type lib = *catalog.Catalog
	first := func(c lib) *catalog.Module { return &c.Modules[0] }
	raise := func(c lib, corrected ...string) {
		m := first(c)
		m.Version = "1.2"
		m.Changes = append([]catalog.ModuleChange{{Version: "1.2", What: "It.", Corrected: corrected}}, m.Changes...)
	}
	for _, test := range []struct {
		name string
		edit func(c lib)
		want []string
	}{
		{"nothing", func(lib) {}, nil},
		{"a review by somebody else and a later review date", func(c lib) {
			first(c).ReviewBy, first(c).Reviewers = time.Unix(0, 0), []catalog.Reviewer{{Name: "A"}}
			c.Services[0].Checked = time.Unix(0, 0)
		}, nil},
		{"a word that the glossary explains now", func(c lib) {
			first(c).Lessons[0].Body = catalog.Document{Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: "Slow "}, {Text: "breathing", Term: "breath"}, {Text: "."}}}}}
		}, nil},

		{"a module is gone", func(c lib) { c.Modules = c.Modules[:1] }, []string{"module safer: removed ERROR vanished", "handout set: removed ERROR vanished"}},
		{"a module is gone and retired", func(c lib) {
			c.Modules, c.Library.Retired = c.Modules[:1], append(c.Library.Retired, "safer")
			c.Withdrawn = append(c.Withdrawn, catalog.Withdrawal{Handout: "set"})
		}, []string{"module safer: removed", "handout set: removed"}},
		{"a module cannot be used for now", func(c lib) {
			c.Modules, c.Unavailable = c.Modules[:1], append(c.Unavailable, catalog.UnavailableModule{ID: "safer"})
		}, nil},
		{"a module can be used again", func(c lib) { c.Modules = append(c.Modules, catalog.Module{ID: "broken"}) }, nil},
		{"a new module", func(c lib) { c.Modules = append(c.Modules, catalog.Module{ID: "new", Version: "1.0"}) }, []string{"module new: added"}},
		{"a retired module comes back", func(c lib) {
			c.Modules, c.Library.Retired = append(c.Modules, catalog.Module{ID: "old-module"}), nil
		}, []string{"module old-module: added ERROR used-again"}},
		{"a retired module is forgotten", func(c lib) { c.Library.Retired = nil }, []string{"module old-module:  unretired"}},
		{"a module has another title", func(c lib) { first(c).Title = "Overdoses" }, []string{"module overdose: changed same-version"}},
		{"a module has another title and version", func(c lib) { first(c).Title = "Overdoses"; raise(c) }, []string{"module overdose: changed"}},
		{"a version without a note", func(c lib) { first(c).Version = "1.10" }, []string{"module overdose:  no-note"}},
		{"a version goes down", func(c lib) { first(c).Version = "1.0" }, []string{"module overdose:  ERROR version-down"}},

		{"a lesson changes", func(c lib) { first(c).Lessons[0].Body = para("Slow breaths.") }, []string{"module overdose:  same-version", "lesson signs: changed"}},
		{"a lesson changes with the version", func(c lib) { first(c).Lessons[0].Body = para("Slow breaths."); raise(c) }, []string{"lesson signs: changed"}},
		{"a lesson is gone", func(c lib) { first(c).Lessons = first(c).Lessons[:1]; raise(c) }, []string{"lesson stay: removed ERROR vanished"}},
		{"a lesson is gone and retired", func(c lib) {
			first(c).Lessons, first(c).Retired = first(c).Lessons[:1], append(first(c).Retired, "stay")
			raise(c)
		}, []string{"lesson stay: removed"}},
		{"a retired lesson comes back", func(c lib) {
			first(c).Lessons, first(c).Retired = append(first(c).Lessons, catalog.Lesson{ID: "old-lesson"}), []string{"item old-item"}
			raise(c)
		}, []string{"lesson old-lesson: added ERROR used-again"}},
		{"a lesson has the id that an item had", func(c lib) {
			first(c).Lessons = append(first(c).Lessons, catalog.Lesson{ID: "old-item"})
			raise(c)
		}, []string{"lesson old-item: added"}},
		{"a retired id is forgotten", func(c lib) { first(c).Retired = first(c).Retired[:1] }, []string{"module item old-item:  unretired"}},

		{"an item is reworded", func(c lib) { first(c).Quiz.Items[0].Prompt = "What do you do first?" }, []string{"module overdose:  same-version", "item first: changed item-reworded"}},
		{"an item is reworded with the version", func(c lib) { first(c).Quiz.Items[0].Prompt = "What do you do first?"; raise(c) }, []string{"item first: changed"}},
		{"an item explains more", func(c lib) { first(c).Quiz.Items[0].Explanation = "More." }, []string{"module overdose:  same-version", "item first: changed"}},
		{"a right answer is flipped", func(c lib) {
			it := &first(c).Quiz.Items[0]
			it.Choices[0].Correct, it.Choices[1].Correct = false, true
			raise(c)
		}, []string{"item first: changed ERROR answer-flipped", "choice first/call: changed", "choice first/wait: changed"}},
		{"a right answer is flipped and corrected", func(c lib) {
			it := &first(c).Quiz.Items[0]
			it.Choices[0].Correct, it.Choices[1].Correct = false, true
			raise(c, "first")
		}, []string{"item first: changed", "choice first/call: changed", "choice first/wait: changed"}},
		{"a right answer is flipped, and an old version corrected it", func(c lib) {
			it := &first(c).Quiz.Items[0]
			it.Choices[0].Correct, it.Choices[1].Correct = false, true
			first(c).Changes[0].Corrected = []string{"first"}
			raise(c)
		}, []string{"item first: changed ERROR answer-flipped", "choice first/call: changed", "choice first/wait: changed"}},
		{"a right answer is another choice", func(c lib) {
			first(c).Quiz.Items[0].Choices[0].ID = "call-now"
			raise(c)
		}, []string{"item first: changed ERROR answer-flipped", "choice first/call-now: added", "choice first/call: removed"}},
		{"a wrong choice more", func(c lib) {
			it := &first(c).Quiz.Items[0]
			it.Choices = append(it.Choices, quiz.Choice{ID: "leave", Text: "Leave"})
			raise(c)
		}, []string{"item first: changed", "choice first/leave: added"}},
		{"one more spelling is right", func(c lib) {
			it := &first(c).Quiz.Items[1]
			it.Choices = slices.Insert(it.Choices, 1, quiz.Choice{ID: "c", Text: "naloxon", Correct: true})
			raise(c)
		}, []string{"item drug: changed", "choice drug/c: added"}},
		{"a spelling is right no more", func(c lib) {
			first(c).Quiz.Items[1].Choices[0].Text = "salt"
			raise(c)
		}, []string{"item drug: changed ERROR answer-flipped", "choice drug/a: changed"}},
		{"an item is gone", func(c lib) { first(c).Quiz.Items = first(c).Quiz.Items[1:]; raise(c) }, []string{"item first: removed ERROR vanished"}},

		{"a scenario changes", func(c lib) { first(c).Scenarios[0].Limit = 9 }, []string{"module overdose:  same-version", "scenario door: changed"}},
		{"a scenario is gone", func(c lib) { first(c).Scenarios = nil; raise(c) }, []string{"scenario door: removed ERROR vanished"}},
		{"a skill changes", func(c lib) { first(c).Skills[0].Title = "Give the spray" }, []string{"module overdose:  same-version", "skill spray: changed"}},
		{"a skill is another", func(c lib) { first(c).Skills[0].ID = "nasal"; raise(c) }, []string{"skill nasal: added", "skill spray: removed ERROR vanished"}},

		{"a handout changes", func(c lib) { first(c).Handouts[0].Body = para("Call now.") }, []string{"handout steps: changed same-version"}},
		{"a handout changes with its version and a note", func(c lib) {
			h := &first(c).Handouts[0]
			h.Body, h.Version, h.Changes = para("Call now."), "1.1", []catalog.Amendment{{Version: "1.1", What: "Now."}}
		}, []string{"handout steps: changed"}},
		{"a handout has a new version without a note", func(c lib) { first(c).Handouts[0].Version = "1.1" }, []string{"handout steps:  no-note"}},
		{"a translation changes", func(c lib) { first(c).Handouts[0].Translations[0].Body = para("Gọi ngay.") }, []string{"handout steps: changed"}},
		{"a handout is offered in other formats", func(c lib) { c.Handouts[0].Formats = []paper.Format{paper.Card} }, []string{"handout veins: changed same-version"}},
		{"a handout's version goes down", func(c lib) { c.Handouts[0].Version = "0.9" }, []string{"handout veins:  ERROR version-down"}},
		{"a handout stands alone now", func(c lib) {
			c.Handouts, c.Modules[1].Handouts = append(c.Handouts, catalog.Handout{ID: "set", Version: "1.0", Title: "A set"}), nil
		}, []string{"handout set: changed"}},
		{"a handout is gone", func(c lib) { c.Handouts = nil }, []string{"handout veins: removed ERROR vanished"}},
		{"a handout is taken back", func(c lib) {
			c.Handouts, c.Withdrawn = nil, append(c.Withdrawn, catalog.Withdrawal{Handout: "veins"})
		}, []string{"handout veins: removed"}},
		{"a handout of a module is gone and retired there", func(c lib) {
			first(c).Handouts, first(c).Retired = nil, append(first(c).Retired, "handout steps")
		}, []string{"handout steps: removed"}},
		{"a handout that was taken back is there again", func(c lib) {
			c.Handouts, c.Withdrawn = append(c.Handouts, catalog.Handout{ID: "old-sheet"}), nil
		}, []string{"handout old-sheet: added ERROR used-again"}},
		{"a handout has an id that a module retired", func(c lib) { c.Handouts = append(c.Handouts, catalog.Handout{ID: "old-lesson"}) }, []string{"handout old-lesson: added ERROR used-again"}},

		{"an alert changes", func(c lib) { c.Alerts[0].Body = para("Very strong.") }, []string{"alert pills: changed same-version"}},
		{"an alert has ended", func(c lib) { c.Alerts = nil }, []string{"alert pills: removed"}},
		{"a new alert", func(c lib) { c.Alerts = append(c.Alerts, catalog.Alert{ID: "heat"}) }, []string{"alert heat: added"}},
		{"a service has another number", func(c lib) { c.Services[0].Phone = "112" }, []string{"service line: changed"}},
		{"another service", func(c lib) { c.Services[0].ID = "other" }, []string{"service other: added", "service line: removed"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			after := library()
			test.edit(after)
			if diff := cmp.Diff(test.want, said(compare.Compare(library(), after))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestDifferencesSayWhoseTheyAre(t *testing.T) {
	after := library()
	after.Modules[0].Quiz.Items[0].Choices[1].Text = "Wait and see"
	got := compare.Compare(library(), after)
	want := []compare.Difference{
		{Of: compare.Module, Module: "overdose", ID: "overdose", Title: "Overdose", From: "1.1", To: "1.1", Faults: []compare.Fault{compare.SameVersion}},
		{Of: compare.Item, Module: "overdose", ID: "first", Title: "What first?", From: "1.1", To: "1.1", Change: catalog.Changed, Faults: []compare.Fault{compare.ItemReworded}},
		{Of: compare.Choice, Module: "overdose", Item: "first", ID: "wait", Title: "Wait and see", From: "1.1", To: "1.1", Change: catalog.Changed},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestEveryWordCounts changes one text after the other of the bundled library's lessons: each is a difference of that
// lesson, and of no other of its module.
func TestEveryWordCounts(t *testing.T) {
	load := func() *catalog.Catalog {
		c, _, err := content.Load(t.Context(), modules.FS)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	before, after := load(), load()
	if got := compare.Compare(before, after); len(got) > 0 {
		t.Fatalf("the same differs: %v", said(got))
	}
	alone := func(c *catalog.Catalog, i int) *catalog.Catalog { // so that not all modules are compared for each word
		one := *c
		one.Modules = c.Modules[i : i+1]
		return &one
	}
	tried := 0
	for i := range after.Modules {
		was, now := alone(before, i), alone(after, i)
		for j := range after.Modules[i].Lessons {
			l := &after.Modules[i].Lessons[j]
			texts(l.Body.Blocks, func(spans []catalog.Span, at int) {
				if strings.TrimSpace(spans[at].Text) == "" {
					return
				}
				tried++
				text := spans[at].Text
				spans[at].Text += "0"
				got := said(compare.Compare(was, now))
				spans[at].Text = text
				want := []string{fmt.Sprintf("module %s:  same-version", after.Modules[i].ID), fmt.Sprintf("lesson %s: changed", l.ID)}
				if spans[at].Source == "" && !slices.Equal(got, want) {
					t.Errorf("%q: got %v, want %v", text, got, want)
				}
			})
		}
	}
	if tried < 100 {
		t.Errorf("only %d texts were tried", tried)
	}
}

// texts visits the runs of paragraphs and of what is in lists and callouts.
func texts(blocks []catalog.Block, visit func([]catalog.Span, int)) {
	catalog.Document{Blocks: blocks}.Walk(func(b catalog.Block) {
		if p, ok := b.(catalog.Paragraph); ok {
			for i := range min(len(p.Text), 1) {
				visit(p.Text, i)
			}
		}
	})
}
