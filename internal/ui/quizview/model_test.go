package quizview

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/nav"
)

var noon = time.Date(2026, 5, 3, 12, 0, 0, 0, time.UTC)

// sample is a quiz of one item of each kind; the first one is critical.
func sample() quiz.Quiz {
	return quiz.Quiz{ID: "q", Pass: 60, Items: []quiz.Item{
		{ID: "first", Kind: quiz.Single, Critical: true, Prompt: "What comes first?", Explanation: "Air comes first.", Choices: []quiz.Choice{
			{ID: "air", Text: "Air", Correct: true, Feedback: "Yes, air."},
			{ID: "tea", Text: "Tea", Feedback: "Tea can wait."},
		}},
		{ID: "which", Kind: quiz.Multiple, Prompt: "Which help?", Choices: []quiz.Choice{
			{ID: "call", Text: "Call", Correct: true, Feedback: "Yes, call."},
			{ID: "stay", Text: "Stay", Correct: true, Feedback: "Yes, stay."},
			{ID: "run", Text: "Run", Feedback: "They need you."},
		}},
		{ID: "true", Kind: quiz.TrueFalse, Prompt: "It wears off.", Choices: []quiz.Choice{
			{ID: quiz.True, Correct: true, Feedback: "Yes."},
			{ID: quiz.False, Feedback: "It does."},
			{ID: quiz.Unsure, Feedback: "Fair enough."},
		}},
	}}
}

func library() *catalog.Catalog {
	return &catalog.Catalog{
		Modules: []catalog.Module{{
			ID: "m", Version: "1.0", Title: "Overdose", Quiz: sample(), Lessons: []catalog.Lesson{{ID: "l"}},
		}},
		Sources: map[catalog.SourceKey]catalog.Source{"who": {Key: "who", Organisation: "WHO", Title: "Guidelines"}},
	}
}

func attempt(responses ...quiz.Response) quiz.Attempt {
	return quiz.Attempt{ID: "a", Module: "m", Quiz: sample(), Started: noon, Responses: responses}
}

func response(item quiz.ItemID, choices ...quiz.ChoiceID) quiz.Response {
	return quiz.Response{Item: item, Choices: choices, At: noon}
}

func all() []quiz.Response {
	return []quiz.Response{response("first", "air"), response("which", "call"), response("true", quiz.True)}
}

// stands is the model of a learner with a record, on the way to module "m" and, if it is named, an attempt.
func stands(r progress.Record, attempt string) *model {
	return newModel(library(), r, memory{now: noon}, nav.Route{Module: "m", Attempt: attempt})
}

// in is the model of an open attempt with responses.
func in(responses ...quiz.Response) *model {
	return stands(progress.Record{Attempts: []quiz.Attempt{attempt(responses...)}}, "a")
}

func TestWhereTheLearnerStandsDecidesWhatOpens(t *testing.T) {
	open := attempt(response("first", "air"))
	done := attempt(all()...)
	for name, c := range map[string]struct {
		module  catalog.ModuleID
		attempt string
		record  progress.Record
		want    phase
		item    quiz.ItemID
	}{
		"nothing answered yet opens the introduction":         {"m", "", progress.Record{}, intro, ""},
		"an open attempt goes on at its next item":            {"m", "", progress.Record{Attempts: []quiz.Attempt{open}}, answering, "which"},
		"a named attempt goes on at its next item":            {"m", "a", progress.Record{Attempts: []quiz.Attempt{open}}, answering, "which"},
		"a complete attempt leads to a new introduction":      {"m", "", progress.Record{Attempts: []quiz.Attempt{done}}, intro, ""},
		"a complete attempt that is named is complete":        {"m", "a", progress.Record{Attempts: []quiz.Attempt{done}}, complete, ""},
		"a named attempt needs no module":                     {"gone", "a", progress.Record{Attempts: []quiz.Attempt{open}}, answering, "which"},
		"a module that is not there has no quiz":              {"gone", "", progress.Record{}, missing, ""},
		"an attempt that is not there cannot be gone on with": {"m", "b", progress.Record{Attempts: []quiz.Attempt{open}}, missing, ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := newModel(library(), c.record, memory{now: noon}, nav.Route{Module: c.module, Attempt: c.attempt})
			if m.phase != c.want || m.item.ID != c.item {
				t.Errorf("phase %d at %q, want %d at %q", m.phase, m.item.ID, c.want, c.item)
			}
		})
	}
}

func TestAnOpenAttemptKeepsTheQuizAsItWasGiven(t *testing.T) {
	old := attempt(response("first", "air"))
	old.Quiz.Items[1].Prompt = "Which helped then?"
	m := stands(progress.Record{Attempts: []quiz.Attempt{old}}, "")
	st := m.state()
	if st.Prompt != "Which helped then?" || !strings.HasPrefix(st.Resumed, "You go on where you stopped.") {
		t.Errorf("shown is %q, %q", st.Prompt, st.Resumed)
	}
}

func TestChoosingFollowsTheKindOfTheItem(t *testing.T) {
	for name, c := range map[string]struct {
		answered []quiz.Response
		press    []int
		want     []quiz.ChoiceID
	}{
		"single keeps the last one":            {nil, []int{0, 1}, []quiz.ChoiceID{"tea"}},
		"single pressed twice stays chosen":    {nil, []int{1, 1}, []quiz.ChoiceID{"tea"}},
		"multiple adds":                        {all()[:1], []int{2, 0}, []quiz.ChoiceID{"run", "call"}},
		"multiple pressed twice takes it away": {all()[:1], []int{2, 0, 2}, []quiz.ChoiceID{"call"}},
		"true or false keeps the last one":     {all()[:2], []int{0, 2}, []quiz.ChoiceID{quiz.Unsure}},
		"a number too high does nothing":       {nil, []int{7, -1}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			m := in(c.answered...)
			for _, i := range c.press {
				m.choose(i)
			}
			if diff := cmp.Diff(c.want, m.given.chosen); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnsweringWithoutAChoiceSaysWhatIsMissing(t *testing.T) {
	m := in()
	if _, _, ok := m.answer(quiz.NotAsked, noon); ok || m.saving || !strings.HasPrefix(m.state().Missing, "Choose an answer first.") {
		t.Errorf("ok %v, saving %v, missing %q", ok, m.saving, m.state().Missing)
	}
	m.choose(0)
	if m.state().Missing != "" {
		t.Error("what was missing stays after something was chosen")
	}
}

func TestAFailedSaveKeepsTheItemAndTheChoice(t *testing.T) {
	m := in()
	m.choose(1)
	next, r, _ := m.answer(quiz.NotAsked, noon)
	m.choose(0) // too late: it is being saved
	m.saved(next, r, errors.New("disk full"))
	st := m.state()
	if st.Phase != answering || st.Problem == nil || st.Choices[1].Mark != selected || st.Outcome.Verdict != noVerdict {
		t.Errorf("after a failure: %+v", st)
	}
	next, r, ok := m.answer(quiz.NotAsked, noon)
	m.saved(next, r, nil)
	if !ok || r.Choices[0] != "tea" || m.state().Problem != nil || m.phase != explained {
		t.Errorf("after another try: ok %v, response %+v, phase %d", ok, r, m.phase)
	}
}

func TestFeedbackMarksEveryChoice(t *testing.T) {
	for name, c := range map[string]struct {
		answered []quiz.Response
		press    []int
		verdict  verdict
		want     []choiceState
	}{
		"a right choice": {nil, []int{0}, wasRight, []choiceState{
			{"Air", "Yes, air.", right}, {"Tea", "", unmarked},
		}},
		"a wrong choice": {nil, []int{1}, wasWrong, []choiceState{
			{"Air", "This one is right.", missed}, {"Tea", "Not this one. Tea can wait.", wrong},
		}},
		"one of two": {all()[:1], []int{0, 2}, wasWrong, []choiceState{
			{"Call", "Yes, call.", right}, {"Stay", "This one is right.", missed}, {"Run", "Not this one. They need you.", wrong},
		}},
		"not knowing is not a mistake": {all()[:2], []int{2}, wasUnsure, []choiceState{
			{"True", "This one is right.", missed}, {"False", "", unmarked}, {"I don't know", "Fair enough.", selected},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			m := in(c.answered...)
			for _, i := range c.press {
				m.choose(i)
			}
			next, r, _ := m.answer(quiz.NotAsked, noon)
			m.saved(next, r, nil)
			st := m.state()
			if st.Outcome.Verdict != c.verdict {
				t.Errorf("verdict %d, want %d", st.Outcome.Verdict, c.verdict)
			}
			if diff := cmp.Diff(c.want, st.Choices); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGoingOnEndsWithTheLastItem(t *testing.T) {
	m := in(all()[:1]...)
	for n, want := range []string{"Next question", "See your result"} {
		m.choose(0)
		next, r, _ := m.answer(quiz.NotAsked, noon)
		m.saved(next, r, nil)
		if got := m.state().Next; got != want {
			t.Errorf("after item %d the button says %q, want %q", n+2, got, want)
		}
		if done := m.advance(noon); done != (n == 1) {
			t.Errorf("after item %d done is %v", n+2, done)
		}
	}
	if m.advance(noon) {
		t.Error("there is something after the end")
	}
}

func TestProgressCountsWhatIsAnswered(t *testing.T) {
	m := in(all()[:1]...)
	st := m.state()
	if st.Progress != "Question 2 of 3" || st.Share < 0.33 || st.Share > 0.34 || st.Rule != "Choose all that apply." {
		t.Errorf("shown is %q, %v, %q", st.Progress, st.Share, st.Rule)
	}
}

func TestTheIntroductionSaysWhatItTakes(t *testing.T) {
	st := stands(progress.Record{}, "").state().Intro
	if st.Lead != "3 questions. You see why after each one." {
		t.Errorf("lead %q", st.Lead)
	}
	want := []point{
		{pointPass, "To pass, get 2 of 3 right."},
		{pointCritical, "Questions marked with a shield matter most: they must be right. There is 1."},
	}
	if diff := cmp.Diff(want, st.Points[:2]); diff != "" {
		t.Error(diff)
	}
	for views, want := range map[int]string{
		1: "1 question asks for your view. It has no right answer and is not counted.",
		2: "2 questions ask for your view. They have no right answer and are not counted.",
	} {
		c := library()
		for range views {
			c.Modules[0].Quiz.Items = append(c.Modules[0].Quiz.Items, view())
		}
		in := newModel(c, progress.Record{}, memory{}, nav.Route{Module: "m"}).state().Intro
		if !slices.Contains(in.Points, point{pointView, want}) || !slices.Contains(in.Points, point{pointPass, "To pass, get 2 of 3 right."}) {
			t.Errorf("%d views: %+v", views, in.Points)
		}
	}
	plain := library()
	plain.Modules[0].Quiz.Items[0].Critical = false
	for _, p := range newModel(plain, progress.Record{}, memory{}, nav.Route{Module: "m"}).state().Intro.Points {
		if p.Kind == pointCritical {
			t.Error("a quiz without critical items speaks of them")
		}
	}
}

func TestNeededAgreesWithScoring(t *testing.T) {
	for items := 1; items <= 25; items++ {
		for pass := 0; pass <= 100; pass += 5 {
			least := needed(pass, items)
			if 100*least/items < pass || least > 0 && 100*(least-1)/items >= pass {
				t.Errorf("%d of %d items for %d %%", least, items, pass)
			}
		}
	}
}
