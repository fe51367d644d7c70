package resultview

import (
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

// sample is a quiz of three items; the first one is critical.
func sample() quiz.Quiz {
	return quiz.Quiz{ID: "q", Pass: 60, Items: []quiz.Item{
		{ID: "first", Kind: quiz.Single, Lesson: "air", Critical: true, Prompt: "What comes first?", Explanation: "Air comes first.", Sources: []string{"who", "gone"}, Choices: []quiz.Choice{
			{ID: "air", Text: "Air", Correct: true, Feedback: "Yes, air."},
			{ID: "tea", Text: "Tea", Feedback: "Tea can wait."},
		}},
		{ID: "which", Kind: quiz.Multiple, Lesson: "gone", Prompt: "Which help?", Choices: []quiz.Choice{
			{ID: "call", Text: "Call", Correct: true, Feedback: "Yes, call."},
			{ID: "stay", Text: "Stay", Correct: true, Feedback: "Yes, stay."},
			{ID: "run", Text: "Run", Feedback: "They need you."},
		}},
		{ID: "true", Kind: quiz.TrueFalse, Lesson: "air", Prompt: "It wears off.", Choices: []quiz.Choice{
			{ID: quiz.True, Correct: true, Feedback: "Yes."},
			{ID: quiz.False, Feedback: "It does."},
			{ID: quiz.Unsure, Feedback: "Fair enough."},
		}},
	}}
}

func library() *catalog.Catalog {
	return &catalog.Catalog{
		Modules: []catalog.Module{
			{
				ID: "m", Version: "1.0", Title: "Overdose", Quiz: sample(), Lessons: []catalog.Lesson{{ID: "air", Title: "Air first"}},
				Handouts: []catalog.Handout{{ID: "h", Title: "Five steps"}},
			},
			{ID: "n", Title: "Needles", Lessons: []catalog.Lesson{{ID: "a", Title: "A"}}},
		},
		Sources: map[catalog.SourceKey]catalog.Source{"who": {Key: "who", Organisation: "WHO", Title: "Guidelines"}},
	}
}

// record is a record with one attempt in which the items were answered so, in order.
func record(answers ...[]quiz.ChoiceID) progress.Record {
	a := quiz.Attempt{ID: "a", Module: "m", ModuleVersion: "1.0", Started: noon, Quiz: sample()}
	for _, chosen := range answers {
		a, _, _ = a.Answer(quiz.Given{Choices: chosen}, noon)
	}
	return progress.Record{
		Attempts: []quiz.Attempt{a},
		Visits:   []progress.Visit{{Module: "m", Lesson: "air", Opened: noon, Finished: noon}},
	}
}

type ids = []quiz.ChoiceID

func TestTheSummarySaysHowItWentAndWhatIsNext(t *testing.T) {
	quizRoute := nav.Route{Screen: nav.Quiz, Module: "m"}
	for name, c := range map[string]struct {
		record  progress.Record
		heading string
		figure  string
		first   action
		says    string
	}{
		"passed": {
			record(ids{"air"}, ids{"call", "stay"}, ids{quiz.Unsure}), "Passed", "2/3",
			action{"Next module", nextStep, nav.Route{Screen: nav.Module, Module: "n"}}, "It takes 2 to pass.",
		},
		"too few right": {
			record(ids{"air"}, ids{"call"}, ids{quiz.False}), "Not yet", "1/3",
			action{"Try again", tryAgain, quizRoute}, "You got 1 of 3 right. It takes 2 to pass.",
		},
		"a critical item missed": {
			record(ids{"tea"}, ids{"call", "stay"}, ids{quiz.True}), "Not yet", "2/3",
			action{"Try again", tryAgain, quizRoute}, "That is enough to pass.",
		},
		"not finished": {
			record(ids{"air"}), "Not finished", "1/3",
			action{"Go on with the quiz", goOn, nav.Route{Screen: nav.Quiz, Module: "m", Attempt: "a"}}, "You have answered 1 of 3 questions.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			st := newModel(library(), c.record, "a").state()
			if st.Heading != c.heading || st.Ring.Figure != c.figure {
				t.Errorf("%q, %q; want %q, %q", st.Heading, st.Ring.Figure, c.heading, c.figure)
			}
			if diff := cmp.Diff(c.first, st.Actions[0]); diff != "" {
				t.Error(diff)
			}
			if !strings.Contains(strings.Join(st.Summary, " "), c.says) {
				t.Errorf("summary %q does not say %q", st.Summary, c.says)
			}
		})
	}
}

func TestEveryItemIsExplained(t *testing.T) {
	st := newModel(library(), record(ids{"tea"}, ids{"call", "run"}, ids{quiz.Unsure}), "a").state()
	toLesson := nav.Route{Screen: nav.Lesson, Module: "m", Lesson: "air"}
	want := []itemState{
		{
			Number: "Question 1", Prompt: "What comes first?", Critical: "Must be right", Outcome: wasWrong,
			You: "You chose", Given: []givenState{{"Tea", "Tea can wait.", false}}, Answer: []string{"Air"}, Explanation: "Air comes first.",
			Sources: []sourceState{{"WHO: Guidelines", library().Sources["who"]}}, Lesson: "Read: Air first", Route: toLesson,
		},
		{
			Number: "Question 2", Prompt: "Which help?", Outcome: wasWrong, Answer: []string{"Call", "Stay"},
			You: "You chose", Given: []givenState{{"Call", "Yes, call.", true}, {"Run", "They need you.", false}},
		},
		{
			Number: "Question 3", Prompt: "It wears off.", Outcome: wasUnsure, Answer: []string{"True"},
			You: "You said", Given: []givenState{{"I don't know", "Fair enough.", false}}, Lesson: "Read: Air first", Route: toLesson,
		},
	}
	if diff := cmp.Diff(want, st.Items); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[:1], st.Critical); diff != "" {
		t.Error("critical items", diff)
	}
}

func TestItemsStandInTheOrderInWhichTheyWereGiven(t *testing.T) {
	r := record()
	a := &r.Attempts[0]
	a.Quiz.ShuffleItems, a.Seed = true, 5
	for range 3 {
		it, _, _ := a.Current()
		*a, _, _ = a.Answer(quiz.Given{Choices: ids{it.Choices[0].ID}}, noon)
	}
	var want, got []string
	for _, it := range a.Quiz.Order(a.Seed) {
		want = append(want, it.Prompt)
	}
	for _, it := range newModel(library(), r, "a").state().Items {
		got = append(got, it.Prompt)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnAttemptOutlivesItsModule(t *testing.T) {
	st := newModel(&catalog.Catalog{}, record(ids{"air"}, ids{"call", "stay"}, ids{quiz.True}), "a").state()
	if !st.Good || len(st.Items) != 3 || st.About != "3 May 2026" || st.Handout != nil || st.Items[0].Lesson != "" {
		t.Errorf("without its module: %+v", st)
	}
	if diff := cmp.Diff([]action{{"Go to Learn", toModule, nav.Route{Screen: nav.Learn}}}, st.Actions); diff != "" {
		t.Error(diff)
	}
}

func TestAnUnknownAttemptIsNotFound(t *testing.T) {
	if st := newModel(library(), record(), "b").state(); st.Found {
		t.Errorf("found %+v", st)
	}
}

func TestAPassWithNothingLeftLeadsHome(t *testing.T) {
	c := library()
	c.Modules = c.Modules[:1]
	st := newModel(c, record(ids{"air"}, ids{"call", "stay"}, ids{quiz.True}), "a").state()
	if diff := cmp.Diff(action{"Go to Home", nextStep, nav.Route{Screen: nav.Home}}, st.Actions[0]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&action{"Print the handout: Five steps", toHandout, nav.Route{Screen: nav.Handout, Handout: "h"}}, st.Handout); diff != "" {
		t.Error(diff)
	}
}
