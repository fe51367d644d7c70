package plan_test

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/plan"
)

// written loads a library of one module with this guide and these lessons.
func written(t testing.TB, guide string, lessons ...string) *catalog.Catalog {
	t.Helper()
	filler := strings.Repeat("A plain sentence of prose for the reader of this page. ", 15)
	files := map[string]string{
		"library.yaml": "id: lib\ntitle: A library\npublisher: Us\nlicence: CC0-1.0\nissued: 2026-11-21\nlanguages: [en]\nhome_region: au-vic\ntracks:\n  - {id: all, title: All, modules: [one]}\n",
		"sources.yaml": "who: {organisation: WHO, title: Guidelines, checked: 2026-11-21}\nnsw: {organisation: NSW, title: Leaflet, checked: 2026-11-21}\n",
		"one/en/quiz.yaml": `id: q
pass: 80
items:
  - {id: first, type: true-false, objective: see, lesson: l1, critical: true, prompt: "One?", choices: [{id: "true", correct: true, feedback: Yes.}, {id: "false", feedback: No.}, {id: unsure, feedback: Fine.}]}
  - {id: second, type: true-false, objective: act, lesson: l2, prompt: "Two?", choices: [{id: "true", correct: true, feedback: Yes.}, {id: "false", feedback: No.}, {id: unsure, feedback: Fine.}]}
`,
		"one/en/handouts/steps.md": "---\ntitle: Steps\naudience: All\nversion: 1.0\nreview_by: 2027-05-21\nformats: [a4]\n---\nCall.[^who]\n",
	}
	manifest := "id: one\nversion: 1.2\ntitle: Acting in time\nsummary: See it and act.\nminutes: 10\nlanguage: en\nreview_by: 2027-05-21\n" +
		"objectives:\n  - {id: see, text: See the signs}\n  - {id: act, text: Give naloxone in time}\nquiz: quiz.yaml\nhandouts: [{id: steps, file: handouts/steps.md}]\nlessons:\n"
	for len(lessons) < 2 {
		lessons = append(lessons, "")
	}
	for i, l := range lessons {
		n := string(rune('1' + i))
		if l == "" {
			l = map[int]string{0: "# Signs you see", 1: "# Naloxone"}[i] + "\n\n- A line " + n + ".\n"
		}
		files["one/en/l"+n+".md"] = l + "\n\n" + filler + "\n"
		manifest += "  - {id: l" + n + ", file: l" + n + ".md, minutes: 3, objectives: [" + map[bool]string{true: "see", false: "act"}[i == 0] + "]}\n"
	}
	if guide != "" {
		manifest += "guide: guide.md\n"
		files["one/en/guide.md"] = guide
	}
	files["one/module.yaml"] = manifest
	fsys := make(fstest.MapFS)
	for name, text := range maps.All(files) {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, problems, err := content.Load(t.Context(), fsys)
	for _, p := range problems {
		if p.Severity == catalog.Broken {
			t.Error(p)
		}
	}
	if err != nil || len(c.Modules) != 1 {
		t.Fatal("the library does not load: ", err)
	}
	return c
}

// guided makes a plan of a guide with these sections below its head; minutes are their sum.
func guided(t testing.TB, minutes, below string) plan.Plan {
	t.Helper()
	c := written(t, "---\nminutes: "+minutes+"\ngroup: six people\nmaterials: [training sprays, pens]\n---\n# Guide\n\n"+below)
	p, err := plan.Make(c, []catalog.ModuleID{"one"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAGuideBecomesSections(t *testing.T) {
	p := guided(t, "45", `First of all.[^who]

## Before you start

- Set up the room.

## Hello (10 min, at least 6)

Hi.

## Practise with sprays (20 min)

In pairs.

## Pause for tea (5 min)

Tea.

## Talk it over (5 min)

Talk.

## Wind down (5 min)

Bye.

## If it gets hard

- **Somebody cries.** Stop. *Sit* with them.
- They leave.

| When | What | Then |
|---|---|---|
| **A fall** | Help up | Call[^who] |

## At the counter: 10-minute version

1. Say it.
`)
	type short struct {
		Kind           plan.SectionKind
		Title          string
		Minutes, Least int
	}
	var got []short
	for _, s := range p.Sections {
		got = append(got, short{s.Kind, s.Title, s.Minutes, s.Least})
	}
	want := []short{
		{plan.Opening, "Hello", 10, 6}, {plan.Activity, "Practise with sprays", 20, 10}, {plan.Break, "Pause for tea", 5, 3},
		{plan.Talk, "Talk it over", 5, 3}, {plan.Closing, "Wind down", 5, 3},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	care := []plan.Care{{When: "Somebody cries", Do: "Stop. Sit with them."}, {When: "If it gets hard", Do: "They leave."}, {When: "A fall", Do: "Help up – Call"}}
	if diff := cmp.Diff(care, p.Care); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"First of all.", "Set up the room."}, p.Prepare); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if p.Group != "six people" || p.Sections[4].Handouts[0] != "steps" || p.Modules[0].Version != "1.2" || !p.Modules[0].Draft {
		t.Errorf("got %+v", p)
	}
	if diff := cmp.Diff([]plan.Material{{"pens", []string{"Hello"}}, {"training sprays", []string{"Practise with sprays"}}}, p.Materials()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestNotesKeepTheirKindOrderAndWords(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []plan.Note
	}{
		{"plain text is to do", "Give out the pens.[^who]", []plan.Note{{Kind: plan.Do, Text: "Give out the pens.", Sources: []catalog.SourceKey{"who"}}}},
		{"leads give the kind", "**Say:** \"Hi.\" Wait.\n\n**Ask:** \"What now?\"\n\n**Likely answers:** run, hide.\n\n**Watch for:** fear.\n\n**Listen for:** calls.", []plan.Note{
			{Kind: plan.Say, Text: `"Hi." Wait.`}, {Kind: plan.Ask, Text: `"What now?"`}, {Kind: plan.Expect, Text: "run, hide."}, {Kind: plan.Watch, Text: "fear."}, {Kind: plan.Watch, Text: "calls."},
		}},
		{"longer leads stay", "**Ask the visitors:** \"How was it?\"\n\n**Likely slips:** \"Never.\"\n\n**If someone laughs:** wait.", []plan.Note{
			{Kind: plan.Ask, Text: `Ask the visitors: "How was it?"`}, {Kind: plan.Expect, Text: `Likely slips: "Never."`}, {Kind: plan.Watch, Text: "If someone laughs: wait."},
		}},
		{"other bold text is text", "**Card 1:** read it. **Never** run. **Say it again**, please.", []plan.Note{{Kind: plan.Do, Text: "Card 1: read it. Never run. Say it again, please."}}},
		{"a lead within a paragraph begins a note", "Sit down.[^nsw] **Say:** \"Hi.\"[^who] **Ask:** \"Well?\"", []plan.Note{
			{Kind: plan.Do, Text: "Sit down.", Sources: []catalog.SourceKey{"nsw"}}, {Kind: plan.Say, Text: `"Hi."`, Sources: []catalog.SourceKey{"who"}}, {Kind: plan.Ask, Text: `"Well?"`},
		}},
		{"a lead within a sentence takes the sentence along", "No comments. Then **ask:** \"What came first?\"", []plan.Note{
			{Kind: plan.Do, Text: "No comments."}, {Kind: plan.Ask, Text: `Then ask: "What came first?"`},
		}},
		{"lists are notes in their order", "Read out:\n\n3. \"One.\"\n4. \"Two.\"\n   More.\n\n   Still more.\n", []plan.Note{
			{Kind: plan.Do, Text: "Read out:"}, {Kind: plan.Do, Text: `3. "One."`}, {Kind: plan.Do, Text: `4. "Two." More.`}, {Kind: plan.Do, Text: "Still more."},
		}},
		{"a list belongs to the lead before it", "**Watch for:**\n\n- gasps\n- **Ask:** \"Awake?\"\n", []plan.Note{{Kind: plan.Watch, Text: "gasps"}, {Kind: plan.Ask, Text: `"Awake?"`}}},
		{"tables keep head and rows", "| Card | Line |\n|---|---|\n| 1 | Call[^who] |\n| | Wait |\n", []plan.Note{
			{Kind: plan.Do, Text: "Card – Line"}, {Kind: plan.Do, Text: "1 – Call", Sources: []catalog.SourceKey{"who"}}, {Kind: plan.Do, Text: "Wait"},
		}},
		{"callouts and quotes", "> [!WARNING]\n> Never alone.\n\n> [!TIP]\n> Smile.\n\n> As she said.\n\n### Later\n\n`a b`", []plan.Note{
			{Kind: plan.Watch, Text: "Never alone."}, {Kind: plan.Do, Text: "Smile."}, {Kind: plan.Do, Text: "As she said."}, {Kind: plan.Do, Text: "Later"}, {Kind: plan.Do, Text: "a b"},
		}},
		{"what stands beside a poll stays", "**Poll:** `first` after the practice", []plan.Note{{Kind: plan.Do, Text: "after the practice"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := guided(t, "10", "## Practise (10 min)\n\n"+test.text)
			if diff := cmp.Diff(test.want, p.Sections[0].Notes); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// letters are those of a text alone: how words are joined is another matter.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

func TestNothingOfAGuideIsLost(t *testing.T) {
	c := library(t)
	for _, id := range ids {
		p := made(t, 0, id)
		all := letters(strings.Join(p.Prepare, " "))
		for _, s := range p.Sections {
			all += letters(s.Title)
			for _, n := range s.Notes {
				all += letters(n.Text)
			}
			for _, step := range s.Steps {
				if step.Poll != nil {
					all += letters(step.Poll.Prompt) // of a word wall
				}
			}
		}
		for _, care := range p.Care {
			all += letters(care.When) + letters(care.Do)
		}
		b, err := plan.Brief(c, id, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range b.Sections {
			all += letters(s.Title)
			for _, n := range s.Notes {
				all += letters(n.Text)
			}
		}
		m, _ := c.Module(id)
		m.Guide.Body.Spans(func(s catalog.Span) {
			lead := s.Bold && plan.LeadOf(s.Text) != plan.NoLead
			if text := letters(s.Text); s.Source == "" && s.Lesson == "" && !s.Code && !lead && !strings.Contains(all, strings.TrimSuffix(text, "min")) {
				if _, timed := plan.TimingOf(s.Text); !timed && !isBesides(s.Text) {
					t.Errorf("%s: %q is nowhere", id, s.Text)
				}
			}
		})
	}
}

// isBesides names what a plan says otherwise: minutes of a brief talk, heads of the care table, headings without minutes.
func isBesides(text string) bool {
	for _, part := range []string{"minutes):", "minute):", "What happens", "What you can do", "Before you start", "If ", "At the counter"} {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

func TestShowPollAndHandOutBecomeStepsInTheirOrder(t *testing.T) {
	p := guided(t, "10", "## Practise (10 min)\n\n**Show:** [Signs](l1.md)\n\nGo.\n\n**Poll:** `second`, \"What now?\" and `item first`\n\n**Poll:** \"What else?\" `first`\n\n**Hand out:** `steps`, `steps`\n")
	s := p.Sections[0]
	var got []string
	for _, step := range s.Steps {
		if step.Slide != nil {
			got = append(got, string(step.Slide.Kind)+" "+step.Slide.Title)
			continue
		}
		got = append(got, string(step.Poll.Kind)+" "+string(step.Poll.ID)+" "+step.Poll.Prompt)
	}
	want := []string{
		"title Acting in time", "points Signs you see", "item one/second ", "wall wall-1 What now?", "item one/first ",
		"wall wall-2 What else?", "item one/first-2 ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]plan.Note{{Kind: plan.Do, Text: "Go."}}, s.Notes); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"See the signs", "Give naloxone in time"}, s.Aims); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]catalog.HandoutID{"steps"}, s.Handouts); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAnAgreementIsASlideOfTheOpening(t *testing.T) {
	p := guided(t, "10", "## Welcome (10 min)\n\n**Offer for the agreement:** stories stay here; anyone can pass.[^who]\n")
	want := &plan.Slide{Kind: plan.PointsSlide, Title: "Welcome", Lines: []string{"Stories stay here", "Anyone can pass"}, Sources: []catalog.SourceKey{"who"}}
	if diff := cmp.Diff(want, p.Sections[0].Steps[1].Slide); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if p.Sections[0].Kind != plan.Opening || len(p.Sections[0].Notes) != 1 {
		t.Errorf("got %+v", p.Sections[0])
	}
}

func TestAGuideThatShowsNothingGetsTheLessons(t *testing.T) {
	p := guided(t, "30", "## Welcome (5 min)\n\nHi.\n\n## Practise naloxone (10 min)\n\nGo.\n\n## Another thing (10 min)\n\nGo.\n\n## Close (5 min)\n\nBye.\n")
	for i, want := range []string{"", "Naloxone", "Signs you see", ""} {
		title := ""
		for _, step := range p.Sections[i].Steps {
			if step.Slide.Kind == plan.PointsSlide {
				title = step.Slide.Title
			}
		}
		if title != want {
			t.Errorf("section %d shows %q, want %q", i+1, title, want)
		}
	}
	if diff := cmp.Diff([]string{"Give naloxone in time"}, p.Sections[1].Aims); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTheConventionsOfGuides(t *testing.T) {
	for heading, want := range map[string]plan.Timing{
		"Practise (10 min)":                  {Title: "Practise", Minutes: 10},
		"Practise (10 min, at least 5)":      {Title: "Practise", Minutes: 10, Least: 5},
		"Practise (again) (5 min)":           {Title: "Practise (again)", Minutes: 5},
		"(5 min)":                            {Minutes: 5},
		"Practise":                           {},
		"Practise (10 minutes)":              {},
		"At the counter: 10-minute version":  {},
		"Practise (10 min, at least a bit)":  {},
		"Practise (10 min, at least 5 min)":  {},
		"Practise (1000 min)":                {},
		"Practise (10 min) with everybody":   {},
		"Practise  over   there   (10 min) ": {Title: "Practise over there", Minutes: 10},
	} {
		if got, ok := plan.TimingOf(heading); got != want || ok != (want != plan.Timing{}) {
			t.Errorf("%q: got %+v, %v", heading, got, ok)
		}
	}
	for text, want := range map[string]plan.Lead{
		"Say:": plan.LeadSay, "SAY:": plan.LeadSay, "Say the limits:": plan.LeadSay, "Say": plan.NoLead, "Saying:": plan.NoLead,
		"ask:": plan.LeadAsk, "Likely slips:": plan.LeadExpect, "Look for:": plan.LeadWatch, "Look:": plan.NoLead, "Listen for:": plan.LeadWatch,
		"If someone leaves:": plan.LeadWatch, "Show:": plan.LeadShow, "Show them:": plan.NoLead, "Poll:": plan.LeadPoll, "Hand out:": plan.LeadHandOut, "": plan.NoLead, ":": plan.NoLead,
	} {
		if got := plan.LeadOf(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if diff := cmp.Diff([]string{"What now?", "Where to?"}, plan.Quoted(`first “What now?” then " Where  to? " and "" and "open`)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
