package planview

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/chart"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/uitest"
)

func known(p plan.Plan) *model {
	return &model{catalog: library(), now: uitest.Now, plan: p, loaded: true, open: map[plan.SectionID]bool{}}
}

func TestTimeInWords(t *testing.T) {
	for name, c := range map[string]struct {
		minutes int
		want    timeState
	}{
		"five too many": {90, timeState{Minutes: 90, Length: 2, Over: true, Words: "95 minutes planned of 90: 5 too many."}},
		"some left":     {100, timeState{Minutes: 100, Length: -1, Words: "95 minutes planned of 100: 5 left."}},
		"just enough":   {95, timeState{Minutes: 95, Length: -1, Words: "95 minutes planned of 95: it fits exactly."}},
	} {
		t.Run(name, func(t *testing.T) {
			m := known(prepared())
			m.plan.Minutes = c.minutes
			c.want.Parts = []float32{10, 60, 15, 10}
			if diff := cmp.Diff(c.want, m.time()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheBarShowsWhatIsOverAndWhatIsLeft(t *testing.T) {
	full, over, left := look.ColorPrimary, look.ColorWrongInk, look.ColorControl
	for name, c := range map[string]struct {
		t    timeState
		want []chart.Share
	}{
		"left": {timeState{Minutes: 30, Parts: []float32{10, 5}}, []chart.Share{{Part: 10, Fill: full}, {Part: 5, Fill: full}, {Part: 15, Fill: left, Hollow: true}}},
		"over": {timeState{Minutes: 12, Parts: []float32{10, 5, 4}}, []chart.Share{{Part: 10, Fill: full}, {Part: 2, Fill: full}, {Part: 3, Fill: over}, {Part: 4, Fill: over}}},
		"full": {timeState{Minutes: 5, Parts: []float32{5}}, []chart.Share{{Part: 5, Fill: full}}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, shares(c.t)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSectionsSayWhenTheyAre(t *testing.T) {
	p := prepared().SetOff(1, true).SetMinutes(2, 5)
	m := known(p)
	m.open["b"] = true
	got := m.state().Sections
	var when []string
	for _, s := range got {
		when = append(when, s.When)
	}
	if want := []string{"Minute 0 to 10", "Left out this time", "Minute 10 to 15", "Minute 15 to 25"}; !slices.Equal(when, want) {
		t.Errorf("%q, want %q", when, want)
	}
	if got[2].Short != "Better with at least 10 minutes, or left out." || got[0].Short != "" {
		t.Errorf("%q, %q", got[2].Short, got[0].Short)
	}
	if got[1].About != "Activity · 1 slide · 2 questions · 2 notes · 1 handout" {
		t.Error(got[1].About)
	}
	if got[0].Notes != nil || len(got[1].Notes) != 2 || len(got[1].Steps) != 3 || got[1].Handouts[0] != "Pocket card" {
		t.Errorf("%+v", got[1])
	}
}

func TestStepsInWords(t *testing.T) {
	m := &library().Modules[0]
	survey, critical := plan.PollOf(m, m.Quiz.Items[3]), plan.PollOf(m, m.Quiz.Items[0])
	critical.AskSure = true
	wall, play := plan.WallOf("Why?"), plan.ScenarioPollOf(m, &m.Scenarios[0])
	saying := plan.Slide{Kind: plan.SayingSlide, Title: "Take home", Lines: []string{"Stay."}}
	picture := plan.Slide{Kind: plan.PictureSlide, Title: "The vein", Picture: "x.svg", Alt: "A vein"}
	for name, c := range map[string]struct {
		step plan.Step
		want stepState
	}{
		"a saying":              {plan.Step{Slide: &saying}, stepState{Slide: &saying, Title: "Take home", Text: "Stay.", Kind: "Slide", Edit: true}},
		"a picture":             {plan.Step{Slide: &picture}, stepState{Slide: &picture, Title: "The vein", Text: "Picture: A vein", Kind: "Slide", Edit: true}},
		"a wall":                {plan.Step{Poll: &wall}, stepState{Title: "Why?", Kind: "Word wall", Text: "People send words and short sentences. You choose which the room sees.", Edit: true}},
		"a scenario":            {plan.Step{Poll: &play}, stepState{Title: "On the bench", Kind: "Scenario", Text: "Somebody does not answer."}},
		"a critical question":   {plan.Step{Poll: &critical}, stepState{Title: "Does he breathe?", Kind: "Must be right · Question", Sure: true, CanAsk: true}},
		"one without any right": {plan.Step{Poll: &survey}, stepState{Title: "How was it?", Kind: "Question without a right answer"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, stepOf(c.step)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPreviewsAreWhatTheRoomSeesFirst(t *testing.T) {
	m := known(prepared())
	mod := &library().Modules[0]
	play, order := plan.ScenarioPollOf(mod, &mod.Scenarios[0]), plan.PollOf(mod, mod.Quiz.Items[1])
	order.Item.Kind = quiz.Order
	m.plan = m.plan.AddStep(1, 3, plan.Step{Poll: &play}).AddStep(1, 4, plan.Step{Poll: &order})
	m.open["b"] = true
	var got []string
	for _, step := range m.state().Sections[1].Steps {
		v := step.Seen
		words := string(v.Kind) + ": "
		switch {
		case v.Slide != nil:
			words += v.Slide.Title
		case v.Wall != nil:
			words += v.Wall.Prompt
		case v.Poll != nil:
			words += v.Poll.Prompt
			for _, c := range v.Poll.Choices {
				words += " " + c.Letter + " " + c.Text
			}
			if v.Poll.Answers != -1 || v.Poll.Right != nil || v.Poll.Why != "" {
				t.Errorf("%q shows more than the question", v.Poll.Prompt)
			}
		}
		if v.Section != "Act fast" || v.Language != "en" {
			t.Errorf("%+v", v)
		}
		got = append(got, words)
	}
	want := []string{"slide: Three steps", "poll: Does he breathe? A Yes B No  I don't know", "wall: What scares you?", "slide: On the bench", "poll: Who do you call?"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryKindHasWords(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range []quiz.Kind{quiz.Single, quiz.Multiple, quiz.TrueFalse, quiz.Order, quiz.Match, quiz.Number, quiz.Short} {
		w := askWords(&quiz.Item{Kind: k})
		if seen[w] {
			t.Errorf("%s is said as %q, as another kind is", k, w)
		}
		seen[w] = true
	}
	for _, k := range noteKinds() {
		if w := noteWords(k); seen[w] || w == "" {
			t.Errorf("%s is said as %q", k, w)
		} else {
			seen[w] = true
		}
	}
	for _, k := range []plan.SectionKind{plan.Opening, plan.Activity, plan.Talk, plan.Break, plan.Closing} {
		if w := kindWords(k); w == string(k) {
			t.Errorf("%s has no words", k)
		}
	}
}

func TestFittingSaysWhatItDid(t *testing.T) {
	m := known(prepared())
	m.plan.Minutes = 25
	m.fit()
	if m.plan.Used() > 25 || m.undo == nil || len(m.undo.Sections) != 4 {
		t.Fatalf("%d minutes are used", m.plan.Used())
	}
	if !strings.HasPrefix(m.said, "Left out: ") || !strings.Contains(m.said, "“Act fast”") {
		t.Errorf("%q", m.said)
	}
	m.plan.Minutes = 95
	m.fit()
	if !strings.HasPrefix(m.said, "Put back: ") || m.plan.Used() != 95 {
		t.Errorf("%q, %d minutes", m.said, m.plan.Used())
	}
	m.fit()
	if m.said != "Nothing had to change." {
		t.Errorf("%q", m.said)
	}
	m.plan.Minutes = 4
	m.fit()
	if !strings.HasSuffix(m.said, "too long: these sections cannot be shorter.") {
		t.Errorf("%q", m.said)
	}
}

func TestOwnSectionsComeBeforeTheClosing(t *testing.T) {
	m := known(prepared())
	first := m.insertOwn(plan.Section{Kind: plan.Activity, Title: "Mine", Minutes: 10})
	second := m.insertOwn(plan.Section{Kind: plan.Break, Title: "Break", Minutes: 10})
	if want := []string{"Welcome", "Act fast", "The law", "Mine", "Break", "Goodbye"}; !slices.Equal(titles(m.plan), want) {
		t.Errorf("%q, want %q", titles(m.plan), want)
	}
	if first == second || !m.open[first] || m.open[second] {
		t.Errorf("%q and %q; open: %v", first, second, m.open)
	}
	if err := m.plan.Validate(); err != nil {
		t.Error(err)
	}
	m = known(plan.Plan{Title: "Empty"})
	m.insertOwn(plan.Section{Kind: plan.Activity, Title: "Mine", Minutes: 10})
	if err := m.plan.Validate(); err != nil {
		t.Error(err)
	}
}

func TestAProblemIsSaidWhereItIs(t *testing.T) {
	for name, c := range map[string]struct {
		change func(p *plan.Plan)
		words  string
		at     int
	}{
		"nothing":        {func(*plan.Plan) {}, "", -1},
		"a section":      {func(p *plan.Plan) { p.Sections[2].Title = "" }, "The section needs a title of at most 300 characters.", 2},
		"the whole plan": {func(p *plan.Plan) { p.Sections = nil }, "The plan has no section.", -1},
	} {
		t.Run(name, func(t *testing.T) {
			m := known(prepared())
			c.change(&m.plan)
			if words, at := m.problem(); words != c.words || at != c.at {
				t.Errorf("%q at %d, want %q at %d", words, at, c.words, c.at)
			}
		})
	}
}

func TestQuestionsBeforeAndAfterAreChosen(t *testing.T) {
	m := known(prepared())
	options := m.checks()
	var prompts []string
	for _, o := range options {
		prompts = append(prompts, o.Text)
	}
	// What is typed has to be read by somebody, and a survey has no right answer.
	if want := []string{"Does he breathe?", "Who do you call?"}; !slices.Equal(prompts, want) || !options[0].On || options[1].On {
		t.Fatalf("%q", prompts)
	}
	options[1].On = true
	m.setCheck(options)
	if len(m.plan.Check) != 2 || m.plan.Validate() != nil {
		t.Errorf("%d questions, %v", len(m.plan.Check), m.plan.Validate())
	}
	options[0].On = false
	m.setCheck(options)
	if len(m.plan.Check) != 1 || m.plan.Check[0].Item.ID != "call" {
		t.Errorf("%+v", m.plan.Check)
	}
}

func TestWhatTheLibraryHasNoMoreCanStay(t *testing.T) {
	m := known(prepared())
	m.plan.Check[0].ID, m.plan.Check[0].Module = "gone/x", "gone"
	m.plan.Sections[1].Handouts = []catalog.HandoutID{"gone"}
	options := m.checks()
	if !options[0].On || options[0].Note != "Must be right · Question · not in the library any more" {
		t.Errorf("%+v", options[0])
	}
	m.setHandouts("b", m.handouts(m.plan.Sections[1]))
	m.open["b"] = true
	if got := m.state().Sections[1].Handouts; !slices.Equal(got, []string{"gone (not in the library any more)"}) {
		t.Errorf("%q", got)
	}
	m.plan.Modules[0].ID = "gone"
	if len(m.questions("gone"))+len(m.scenarios("gone"))+len(m.lessons("gone")) != 0 {
		t.Error("something is offered of a module that is gone")
	}
}

func TestOptionsSayWhatIsInThePlanAlready(t *testing.T) {
	m := known(prepared())
	all := m.questions("basics")
	if len(all) != 4 || all[0].Note != "Must be right · Question · already in “Act fast”" || all[1].Note != "Question" {
		t.Errorf("%+v", all)
	}
	m.plan.Modules = append(m.plan.Modules, plan.Module{ID: "overdose"})
	if all = m.questions("overdose"); all[0].Note != "Must be right · Question · Overdose" {
		t.Errorf("the section's own module is not first: %q", all[0].Note)
	}
	if got := m.scenarios("basics"); len(got) != 1 || got[0].Note != "Somebody does not answer. · 5 minutes · The basics" {
		t.Errorf("%+v", got)
	}
	if got := m.lessons("basics"); len(got) != 1 || got[0].Text != "Why it works" || len(got[0].slides) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestSlidesMustBeReadable(t *testing.T) {
	for name, c := range map[string]struct {
		s    plan.Slide
		want string
	}{
		"fine":         {plan.Slide{Title: "T", Lines: []string{"a"}}, ""},
		"no title":     {plan.Slide{Lines: []string{"a"}}, "Give the slide a title."},
		"seven lines":  {plan.Slide{Title: "T", Lines: slices.Repeat([]string{"a"}, 7)}, "These are 7 lines, and there is room for 6. Make two slides of it."},
		"a long line":  {plan.Slide{Title: "T", Lines: []string{strings.Repeat("ă", 91)}}, "“" + strings.Repeat("ă", 40) + "…” has 91 letters, and there is room for 90."},
		"just as long": {plan.Slide{Title: "T", Lines: []string{strings.Repeat("ă", 90)}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := wrongSlide(c.s); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestSavedInWords(t *testing.T) {
	for name, c := range map[string]struct {
		m       model
		problem string
		words   string
		stopped bool
	}{
		"all kept":   {model{}, "", "Saved", false},
		"on its way": {model{saving: true, changes: 1}, "", "Saving …", false},
		"about to":   {model{changes: 1}, "", "Saving …", false},
		"a mistake":  {model{changes: 1}, "No title.", "Not saved yet", true},
	} {
		t.Run(name, func(t *testing.T) {
			if words, stopped := c.m.savedWords(c.problem); words != c.words || stopped != c.stopped {
				t.Errorf("%q %v", words, stopped)
			}
		})
	}
}
