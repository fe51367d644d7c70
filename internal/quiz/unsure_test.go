package quiz_test

import (
	"slices"
	"testing"

	"github.com/passalong/passalong/internal/quiz"
)

func TestEveryScoredItemTakesIDontKnow(t *testing.T) {
	g := quiz.Given{Choices: []quiz.ChoiceID{quiz.Unsure}}
	for _, kind := range []quiz.Kind{quiz.Single, quiz.Multiple, quiz.TrueFalse, quiz.Order, quiz.Match, quiz.Short, quiz.Number} {
		t.Run(string(kind), func(t *testing.T) {
			it := quiz.Item{ID: "i", Kind: kind, Partial: true, Critical: true, Choices: []quiz.Choice{
				{ID: "a", Text: "1", Match: "x", Correct: true}, {ID: "b", Text: "2", Match: "y"}, {ID: "c", Text: "3", Match: "z"},
			}}
			if kind == quiz.TrueFalse {
				it = trueFalse("i", quiz.True)
			}
			if err := it.Accepts(g); err != nil {
				t.Fatal(err)
			}
			if got := it.GivenWords(g); it.Credit(g) != 0 || it.Correct(g) || !slices.Equal(got, []string{"I don't know"}) {
				t.Errorf("credit %d, in words %q", it.Credit(g), got)
			}
			next, r, err := quiz.Attempt{Quiz: quiz.Quiz{Items: []quiz.Item{it}}}.Answer(g, noon)
			if err != nil || !r.Given().DontKnow() || !next.Complete() || next.Score().Right != 0 {
				t.Errorf("kept is %+v, %v", r, err)
			}
		})
	}
}

func TestASurveyAsksNothingThatCouldBeKnown(t *testing.T) {
	it := quiz.Item{ID: "i", Kind: quiz.Single, Survey: true, Choices: []quiz.Choice{{ID: "a", Text: "A"}, {ID: "b", Text: "B"}}}
	if err := it.Accepts(quiz.Given{Choices: []quiz.ChoiceID{quiz.Unsure}}); err == nil {
		t.Error("a survey took what it does not offer")
	}
}
