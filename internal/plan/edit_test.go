package plan_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// changes are all that can be done to a plan.
func changes() map[string]func(plan.Plan) plan.Plan {
	slide := plan.Step{Slide: &plan.Slide{Kind: plan.SayingSlide, Title: "New", Lines: []string{"A line"}}}
	return map[string]func(plan.Plan) plan.Plan{
		"duplicate":        func(p plan.Plan) plan.Plan { return p.Duplicate("other") },
		"move":             func(p plan.Plan) plan.Plan { return p.Move(1, 3) },
		"move nowhere":     func(p plan.Plan) plan.Plan { return p.Move(1, 99) },
		"set minutes":      func(p plan.Plan) plan.Plan { return p.SetMinutes(1, 12) },
		"set off":          func(p plan.Plan) plan.Plan { return p.SetOff(1, true) },
		"set section":      func(p plan.Plan) plan.Plan { return p.SetSection(1, plan.Section{Kind: plan.Talk, Title: "Mine"}) },
		"insert":           func(p plan.Plan) plan.Plan { return p.Insert(2, p.Sections[1]) },
		"insert nowhere":   func(p plan.Plan) plan.Plan { return p.Insert(-1, plan.Section{}) },
		"remove":           func(p plan.Plan) plan.Plan { return p.Remove(2) },
		"remove nothing":   func(p plan.Plan) plan.Plan { return p.Remove(99) },
		"add a step":       func(p plan.Plan) plan.Plan { return p.AddStep(1, 0, slide) },
		"add it nowhere":   func(p plan.Plan) plan.Plan { return p.AddStep(1, 99, slide) },
		"remove a step":    func(p plan.Plan) plan.Plan { return p.RemoveStep(1, 0) },
		"remove no step":   func(p plan.Plan) plan.Plan { return p.RemoveStep(1, -1) },
		"move a step":      func(p plan.Plan) plan.Plan { return p.MoveStep(1, 0, 2) },
		"move no step":     func(p plan.Plan) plan.Plan { return p.MoveStep(99, 0, 2) },
		"fit":              func(p plan.Plan) plan.Plan { return p.Fit(30) },
		"set section none": func(p plan.Plan) plan.Plan { return p.SetSection(99, plan.Section{}) },
	}
}

// spoil writes over everything that a plan points to.
func spoil(p plan.Plan) {
	for i := range p.Sections {
		s := &p.Sections[i]
		s.Title = "spoiled"
		for j := range s.Notes {
			s.Notes[j].Text = "spoiled"
		}
		for _, text := range [][]string{s.Aims, s.Materials} {
			for j := range text {
				text[j] = "spoiled"
			}
		}
		for j := range s.Steps {
			if slide := s.Steps[j].Slide; slide != nil {
				slide.Title = "spoiled"
				for k := range slide.Lines {
					slide.Lines[k] = "spoiled"
				}
				continue
			}
			spoilPoll(s.Steps[j].Poll)
		}
	}
	for i := range p.Check {
		spoilPoll(&p.Check[i])
	}
	for i := range p.Modules {
		p.Modules[i].Objectives[0].Text = "spoiled"
	}
	p.Prepare[0], p.Care[0].Do = "spoiled", "spoiled"
}

func spoilPoll(p *plan.Poll) {
	if p.Item != nil {
		p.Item.Prompt, p.Item.Choices[0].Text = "spoiled", "spoiled"
	}
	if p.Scenario != nil {
		p.Scenario.Scenes[0].Parts[0].Text = "spoiled"
	}
	p.Prompt = "spoiled"
}

func TestEveryChangeGivesAPlanOfItsOwn(t *testing.T) {
	p, same := made(t, 0, ids[2]), made(t, 0, ids[2])
	for name, change := range changes() {
		t.Run(name, func(t *testing.T) {
			q := change(p)
			if err := q.Validate(); err != nil {
				t.Error(err)
			}
			spoil(q)
			if diff := cmp.Diff(same, p); diff != "" {
				t.Errorf("the first plan changed:\n%s", diff)
			}
		})
	}
	poll, _ := p.Poll("overdose-response/public-toilet")
	spoilPoll(&poll)
	spoil(made(t, 0, ids[2]))
	if diff := cmp.Diff(same, p); diff != "" {
		t.Errorf("the first plan changed:\n%s", diff)
	}
}

func TestMakingAPlanLeavesTheLibraryAlone(t *testing.T) {
	c := library(t)
	p, err := plan.Make(c, ids, 0)
	if err != nil {
		t.Fatal(err)
	}
	spoil(p)
	if diff := cmp.Diff(library(t).Modules, c.Modules); diff != "" {
		t.Errorf("the library changed:\n%s", diff)
	}
}

func TestSectionsAndStepsGoWhereTheyArePut(t *testing.T) {
	p := planOf([4]any{plan.Opening, 10, 5, ""}, [4]any{plan.Activity, 10, 5, ""}, [4]any{plan.Talk, 10, 5, ""})
	order := func(p plan.Plan) string {
		var all []string
		for _, s := range p.Sections {
			all = append(all, string(s.ID))
		}
		return strings.Join(all, " ")
	}
	for _, test := range []struct {
		name string
		got  plan.Plan
		want string
	}{
		{"down", p.Move(0, 2), "s1 s2 s0"},
		{"up", p.Move(2, 0), "s2 s0 s1"},
		{"where it is", p.Move(1, 1), "s0 s1 s2"},
		{"inserted", p.Insert(1, plan.Section{Kind: plan.Talk, Title: "Mine", Minutes: 4}), "s0 own-1 s1 s2"},
		{"inserted twice", p.Insert(0, p.Sections[1]).Insert(4, p.Sections[1]), "own-1 s0 s1 s2 own-2"},
		{"removed", p.Remove(1), "s0 s2"},
		{"replaced", p.SetSection(1, plan.Section{ID: "s2", Kind: plan.Talk, Title: "Mine"}), "s0 s1 s2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := order(test.got); got != test.want || test.got.Validate() != nil {
				t.Errorf("got %s, %v", got, test.got.Validate())
			}
		})
	}
	if s := p.Insert(0, plan.Section{Kind: plan.Talk, Title: "Mine", Minutes: 8}).Sections[0]; s.Usual != 8 || s.Least != 4 {
		t.Errorf("got %+v", s)
	}
	if q := p.SetMinutes(1, 25).SetOff(2, true); q.Used() != 35 {
		t.Errorf("%d minutes are used", q.Used())
	}
	p.Minutes = 20
	if p.Over() != 10 || p.Fit(60).Over() != -15 {
		t.Errorf("over by %d, and by %d", p.Over(), p.Fit(60).Over())
	}
}

func TestPollsGetIDsOfTheirOwn(t *testing.T) {
	p := planOf([4]any{plan.Opening, 10, 5, ""}, [4]any{plan.Activity, 10, 5, "!"})
	again := p.Sections[1].Steps[0]
	for range 3 {
		wall := plan.WallOf(" What now? ")
		p = p.AddStep(0, len(p.Sections[0].Steps), plan.Step{Poll: &wall}).AddStep(1, 0, again)
	}
	var got []plan.PollID
	for _, s := range p.Sections {
		for _, step := range s.Steps {
			got = append(got, step.Poll.ID)
		}
	}
	want := []plan.PollID{"wall-1", "wall-2", "wall-3", "m/1-4", "m/1-3", "m/1-2", "m/1"}
	if diff := cmp.Diff(want, got); diff != "" || p.Validate() != nil {
		t.Errorf("%v, -want +got:\n%s", p.Validate(), diff)
	}
	if w, ok := p.Poll("wall-2"); !ok || w.Prompt != "What now?" {
		t.Errorf("got %+v, %v", w, ok)
	}
	if _, ok := p.Poll("wall-9"); ok {
		t.Error("there is no such poll")
	}
}

func TestWhatAPollAsks(t *testing.T) {
	for want, p := range map[string]plan.Poll{
		"Do they breathe?": {Kind: plan.ItemPoll, Item: &quiz.Item{Prompt: "Do they breathe?"}},
		"In the toilet":    {Kind: plan.ScenarioPoll, Scenario: &scenario.Scenario{Title: "In the toilet"}},
		"What helps?":      plan.WallOf("What helps?"),
	} {
		if got := p.Asks(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestPollsOfItemsAskHowSureWhereTheQuizDoes(t *testing.T) {
	found, ok := library(t).Module("overdose-response")
	if !ok {
		t.Fatal("the module is not there")
	}
	m := *found
	m.Quiz.AskSure = true
	if p := plan.PollOf(&m, quiz.Item{ID: "a"}); !p.AskSure || p.ID != plan.PollID(m.ID)+"/a" || p.ModuleVersion != m.Version {
		t.Errorf("got %+v", p)
	}
	if p := plan.PollOf(&m, quiz.Item{ID: "a", Survey: true}); p.AskSure {
		t.Error("nobody can be sure of what has no right answer")
	}
	if p := plan.ScenarioPollOf(&m, &m.Scenarios[0]); p.Scenario == &m.Scenarios[0] || p.Kind != plan.ScenarioPoll {
		t.Errorf("got %+v", p)
	}
}

func TestWhatIsWrongWithAPlanIsSaidWithItsPlace(t *testing.T) {
	item := func() *quiz.Item {
		return &quiz.Item{ID: "i", Kind: quiz.TrueFalse, Prompt: "?", Choices: []quiz.Choice{{ID: quiz.True}}}
	}
	poll := func() *plan.Poll { return &plan.Poll{ID: "m/i", Kind: plan.ItemPoll, Item: item()} }
	steps := func(s ...plan.Step) func(*plan.Plan) { return func(p *plan.Plan) { p.Sections[1].Steps = s } }
	slide := func(s plan.Slide) func(*plan.Plan) { return steps(plan.Step{Slide: &s}) }
	ask := func(change func(*plan.Poll)) func(*plan.Plan) {
		q := poll()
		change(q)
		return steps(plan.Step{Poll: q})
	}
	for _, test := range []struct {
		name, want string
		spoil      func(*plan.Plan)
	}{
		{"no title", "The plan needs a title of at most 300 characters.", func(p *plan.Plan) { p.Title = "" }},
		{"a session without end", "A session lasts at most 1440 minutes.", func(p *plan.Plan) { p.Minutes = 1441 }},
		{"fewer people than none", "The number of people is below zero.", func(p *plan.Plan) { p.People = -1 }},
		{"no section", "The plan has no section.", func(p *plan.Plan) { p.Sections = nil }},
		{"sections without end", "A plan has at most 200 sections.", func(p *plan.Plan) { p.Sections = make([]plan.Section, 201) }},
		{"a check without end", "At most 100 questions are asked before and after.", func(p *plan.Plan) { p.Check = make([]plan.Poll, 101) }},
		{"two of one id", "section 2: The section needs an id of its own.", func(p *plan.Plan) { p.Sections[1].ID = "s0" }},
		{"an unknown kind of section", "section 1: There is no kind of section “party”.", func(p *plan.Plan) { p.Sections[0].Kind = "party" }},
		{"a section without a title", "section 1: The section needs a title of at most 300 characters.", func(p *plan.Plan) { p.Sections[0].Title = "" }},
		{"no minutes", "section 1: A section takes 1 to 1440 minutes.", func(p *plan.Plan) { p.Sections[0].Minutes = 0 }},
		{"more at least than usually", "section 1: The least minutes are from 1 to what the section usually takes.", func(p *plan.Plan) { p.Sections[0].Least = 11 }},
		{"steps without end", "section 2: A section has at most 300 steps.", steps(make([]plan.Step, 301)...)},
		{"an unknown kind of note", "section 1, note 1: There is no kind of note “sing”.", func(p *plan.Plan) { p.Sections[0].Notes = []plan.Note{{Kind: "sing"}} }},
		{"a note without end", "section 1, note 1: A note has at most 20000 bytes.", func(p *plan.Plan) {
			p.Sections[0].Notes = []plan.Note{{Kind: plan.Do, Text: strings.Repeat("a", 20_001)}}
		}},
		{"a step of nothing", "section 2, step 1: A step is a slide or a poll.", steps(plan.Step{})},
		{"a step of two things", "section 2, step 1: A step is a slide or a poll.", steps(plan.Step{Slide: &plan.Slide{}, Poll: poll()})},
		{"an unknown kind of slide", "section 2, step 1: There is no kind of slide “film”.", slide(plan.Slide{Kind: "film", Title: "T"})},
		{"a slide without a title", "section 2, step 1: The slide needs a title of at most 300 characters.", slide(plan.Slide{Kind: plan.PointsSlide})},
		{"seven lines", "section 2, step 1: A slide has at most 6 lines.", slide(plan.Slide{Kind: plan.PointsSlide, Title: "T", Lines: make([]string, 7)})},
		{"a long line", "section 2, step 1: A line of a slide has 1 to 90 characters.", slide(plan.Slide{Kind: plan.PointsSlide, Title: "T", Lines: []string{strings.Repeat("é", 91)}})},
		{"a picture without words", "section 2, step 1: The picture or the words that stand for it are missing.", slide(plan.Slide{Kind: plan.PictureSlide, Title: "T", Picture: "a.svg"})},
		{"two polls of one id", "section 2, step 2: Another step asks “m/i” too.", steps(plan.Step{Poll: poll()}, plan.Step{Poll: poll()})},
		{"a poll without an id", "section 2, step 1: The poll has no id.", ask(func(p *plan.Poll) { p.ID = "" })},
		{"a poll of another kind", "section 2, step 1: The poll does not ask what its kind, “wall”, says.", ask(func(p *plan.Poll) { p.Kind = plan.WallPoll })},
		{"a poll of two things", "section 2, step 1: The poll does not ask what its kind, “item”, says.", ask(func(p *plan.Poll) { p.Prompt = "What?" })},
		{"a wall without end", "section 2, step 1: The question has at most 20000 bytes.", ask(func(p *plan.Poll) { *p = plan.WallOf(strings.Repeat("a", 20_001)) })},
		{"a scenario of nothing", "section 2, step 1: The scenario has no id, scene or ending.", ask(func(p *plan.Poll) { p.Kind, p.Item, p.Scenario = plan.ScenarioPoll, nil, &scenario.Scenario{} })},
		{"an unknown kind of item", "section 2, step 1: There is no kind of question “riddle”.", ask(func(p *plan.Poll) { p.Item.Kind = "riddle" })},
		{"an item without choices", "section 2, step 1: The question has no id, words or choices.", ask(func(p *plan.Poll) { p.Item.Choices = nil })},
		{"choices of one id", "section 2, step 1: The choices of the question need an id each.", ask(func(p *plan.Poll) { p.Item.Choices = append(p.Item.Choices, p.Item.Choices[0]) })},
		{"a wall before and after", "before and after, question 1: Only questions with a right answer are asked before and after.", func(p *plan.Plan) { p.Check = []plan.Poll{plan.WallOf("What?")} }},
		{"one question twice", "before and after, question 2: The question is asked twice.", func(p *plan.Plan) { p.Check = []plan.Poll{*poll(), *poll()} }},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := planOf([4]any{plan.Opening, 10, 5, ""}, [4]any{plan.Activity, 10, 5, ""})
			if err := p.Validate(); err != nil {
				t.Fatal(err)
			}
			test.spoil(&p)
			err := p.Validate()
			var problem *plan.Problem
			if !errors.As(err, &problem) || err.Error() != test.want {
				t.Errorf("got %v", err)
			}
			if _, err := p.Encode(); err == nil {
				t.Error("it can be kept")
			}
		})
	}
}

func TestWhatIsNoPlanIsRefused(t *testing.T) {
	good, err := planOf([4]any{plan.Opening, 10, 5, ""}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, data string
		want       error
	}{
		{"nothing", "", plan.ErrNotAPlan},
		{"another thing", `[1]`, plan.ErrNotAPlan},
		{"no plan in it", `{"format":1}`, plan.ErrNotAPlan},
		{"no format", `{"plan":{}}`, plan.ErrNotAPlan},
		{"an unknown field", strings.Replace(string(good), `"title"`, `"titel"`, 1), plan.ErrNotAPlan},
		{"more behind it", string(good) + "{}", plan.ErrNotAPlan},
		{"a later format", `{"format":2,"plan":{"new":1}}`, plan.ErrNewer},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := plan.Decode([]byte(test.data)); !errors.Is(err, test.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	var problem *plan.Problem
	if _, err := plan.Decode([]byte(`{"format":1,"plan":{"title":"T"}}`)); !errors.As(err, &problem) {
		t.Errorf("got %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	data, err := made(f, 30, ids[0]).Encode()
	if err != nil {
		f.Fatal(err)
	}
	small, err := planOf([4]any{plan.Opening, 10, 5, "!"}, [4]any{plan.Talk, 10, 5, ""}).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(small)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := plan.Decode(data)
		if err != nil {
			return
		}
		again, err := p.Encode()
		if err != nil {
			t.Fatal(err)
		}
		q, err := plan.Decode(again)
		if err != nil || !cmp.Equal(p.Fit(30), q.Fit(30), cmpopts.EquateEmpty()) {
			t.Errorf("read again it is another: %v", err)
		}
		if err := p.Fit(45).Validate(); err != nil {
			t.Error(err)
		}
	})
}
