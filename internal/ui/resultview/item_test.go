package resultview

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

func TestEveryKindShowsWhatWasGiven(t *testing.T) {
	steps := quiz.Item{ID: "i", Kind: quiz.Order, Choices: []quiz.Choice{{ID: "a", Text: "Look", Feedback: "Safety first."}, {ID: "b", Text: "Call"}, {ID: "c", Text: "Give"}}}
	pairs := quiz.Item{ID: "i", Kind: quiz.Match, Choices: []quiz.Choice{{ID: "a", Text: "Naloxone", Match: "Reverses", Feedback: "A while."}, {ID: "b", Text: "Breaths", Match: "Oxygen"}, {ID: "c", Match: "Nothing"}}}
	word := quiz.Item{ID: "i", Kind: quiz.Short, Choices: []quiz.Choice{{ID: "a", Text: "naloxone", Correct: true, Feedback: "Yes."}, {ID: "b", Text: "*salt*", Feedback: "Salt does not help."}}}
	number := quiz.Item{ID: "i", Kind: quiz.Number, Unit: "minutes", Choices: []quiz.Choice{{ID: "a", Text: "2", Tolerance: "0.5", Correct: true}}}
	view := quiz.Item{ID: "i", Kind: quiz.Short, Survey: true}
	for name, c := range map[string]struct {
		item   quiz.Item
		given  quiz.Given
		you    string
		parts  []givenState
		answer []string
		out    outcome
	}{
		"an order": {steps, quiz.Given{Choices: ids{"b", "a", "c"}}, "Your order",
			[]givenState{{"1. Call", "", false}, {"2. Look", "Safety first.", false}, {"3. Give", "", true}}, []string{"1. Look", "2. Call", "3. Give"}, wasWrong},
		"pairs with a gap": {pairs, quiz.Given{Choices: ids{"a", ""}}, "You put together",
			[]givenState{{"Naloxone → Reverses", "A while.", true}, {"Breaths → —", "", false}}, []string{"Naloxone → Reverses", "Breaths → Oxygen"}, wasWrong},
		"a known mistake": {word, quiz.Given{Text: "Salt water"}, "You wrote",
			[]givenState{{"Salt water", "Salt does not help.", false}}, []string{"naloxone"}, wasWrong},
		"the right word":  {word, quiz.Given{Text: "Naloxone"}, "You wrote", []givenState{{"Naloxone", "Yes.", true}}, nil, wasRight},
		"a number":        {number, quiz.Given{Text: "2,5"}, "You wrote", []givenState{{"2,5 minutes", "", true}}, nil, wasRight},
		"a view":          {view, quiz.Given{Text: "It was fine"}, "You wrote", []givenState{{"It was fine", "", false}}, nil, wasView},
		"a view left out": {view, quiz.Given{}, "You left it open", []givenState{}, nil, wasView},
	} {
		t.Run(name, func(t *testing.T) {
			a := quiz.Attempt{ID: "a", Module: "m", Started: noon, Quiz: quiz.Quiz{Items: []quiz.Item{c.item}}}
			a, _, err := a.Answer(c.given, noon)
			if err != nil {
				t.Fatal(err)
			}
			is := newModel(library(), progress.Record{Attempts: []quiz.Attempt{a}}, "a").state().Items[0]
			if is.You != c.you || is.Outcome != c.out {
				t.Errorf("%q, outcome %d", is.You, is.Outcome)
			}
			if diff := cmp.Diff(c.parts, is.Given); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.answer, is.Answer); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNotesSayHowAnItemWasAnswered(t *testing.T) {
	for name, c := range map[string]struct {
		given quiz.Given
		want  []string
	}{
		"sure and right":   {quiz.Given{Choices: ids{"air"}, Sure: quiz.Sure}, []string{"You were sure."}},
		"sure and wrong":   {quiz.Given{Choices: ids{"tea"}, Sure: quiz.Sure}, []string{"You were sure of this, so it is worth a second look."}},
		"unsure and right": {quiz.Given{Choices: ids{"air"}, Sure: quiz.NotSure}, []string{"You were not sure, and you know it."}},
		"unsure and wrong": {quiz.Given{Choices: ids{"tea"}, Sure: quiz.NotSure}, []string{"You were not sure."}},
		"with the hint":    {quiz.Given{Choices: ids{"air"}, Hinted: true}, []string{"You looked at the hint: Breathe."}},
		"without either":   {quiz.Given{Choices: ids{"air"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			a := quiz.Attempt{ID: "a", Module: "m", Started: noon, Quiz: sample()}
			a.Quiz.Items[0].Hint = "Breathe."
			a, _, _ = a.Answer(c.given, noon)
			is := newModel(library(), progress.Record{Attempts: []quiz.Attempt{a}}, "a").state().Items[0]
			if diff := cmp.Diff(c.want, is.Notes); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNewerAdviceIsSaidAndChangesNothing(t *testing.T) {
	r := record(ids{"air"}, ids{"call", "stay"}, ids{quiz.True})
	c := library()
	c.Modules[0].Quiz.Items[0].Choices[0].Correct, c.Modules[0].Quiz.Items[0].Choices[1].Correct = false, true
	c.Modules[0].Quiz.Items = c.Modules[0].Quiz.Items[:2]
	st := newModel(c, r, "a").state()
	want := [][]string{{"The advice has changed since. What you read here is what stood then."}, nil, {"This question has left the module since."}}
	for i, is := range st.Items {
		if diff := cmp.Diff(want[i], is.Notes); diff != "" || is.Outcome != wasRight || is.Answer != nil {
			t.Errorf("item %d: outcome %d, %s", i+1, is.Outcome, diff)
		}
	}
}

func TestAQuestionThatWasCorrectedSinceIsSaid(t *testing.T) {
	reworded := library()
	reworded.Modules[0].Quiz.Items[0].Prompt += " And now?"
	named := library()
	named.Modules[0].Version = "9.0"
	named.Modules[0].Changes = []catalog.ModuleChange{{Version: "9.0", Corrected: []string{string(sample().Items[0].ID)}}}
	for name, c := range map[string]*catalog.Catalog{"it reads differently": reworded, "its authors say so": named} {
		t.Run(name, func(t *testing.T) {
			st := newModel(c, record(ids{"air"}, ids{"call", "stay"}, ids{quiz.True}), "a").state()
			if diff := cmp.Diff([]string{"This question has been corrected since. You answered the old one."}, st.Items[0].Notes); diff != "" {
				t.Error(diff)
			}
			if st.Items[1].Notes != nil || st.Items[0].Outcome != wasRight {
				t.Errorf("the other says %q, outcome %d", st.Items[1].Notes, st.Items[0].Outcome)
			}
		})
	}
}

func TestAResponseWithoutItsItemIsShown(t *testing.T) {
	r := record(ids{"air"}, ids{"call", "stay"}, ids{quiz.True})
	r.Attempts[0].Responses = append(r.Attempts[0].Responses, quiz.Response{Item: "gone", Choices: ids{"x"}, Text: "words"})
	is := newModel(library(), r, "a").state().Items[3]
	if diff := cmp.Diff([]givenState{{Text: "words"}, {Text: "x"}}, is.Given); diff != "" || is.Outcome != wasGone {
		t.Errorf("outcome %d, %s", is.Outcome, diff)
	}
}

func TestItemsOfSeveralModulesNameThem(t *testing.T) {
	it := sample().Items[0]
	it.Module = "m"
	a := quiz.Attempt{ID: "a", Purpose: quiz.Refresher, Started: noon, Quiz: quiz.Mixed("refresher", it)}
	a, _, _ = a.Answer(quiz.Given{Choices: ids{"air"}}, noon)
	is := newModel(library(), progress.Record{Attempts: []quiz.Attempt{a}}, "a").state().Items[0]
	if is.Number != "Question 1 · Overdose" || is.Lesson != "Read: Air first" || is.Notes != nil || is.Route.Module != catalog.ModuleID("m") {
		t.Errorf("%q, %q, %q", is.Number, is.Lesson, is.Notes)
	}
}
