package handout_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/quiz"
)

// everyKind is a quiz with each kind of item, in an order that no number changes.
func everyKind() quiz.Quiz {
	return quiz.Quiz{ID: "steps-quiz", Pass: 80, AskSure: true, Items: []quiz.Item{
		{
			ID: "first", Kind: quiz.Single, Critical: true, Prompt: "Robin cannot be woken. What comes first?", Explanation: "Nobody can help who is not called.",
			Sources: []string{"who-od"}, Choices: []quiz.Choice{
				{ID: "call", Text: "Call 000 and say where you are", Correct: true, Feedback: "Yes."}, {ID: "coffee", Text: "Make coffee, and walk Robin up and down", Feedback: "No."},
				{ID: "shower", Text: "Put Robin under a cold shower", Feedback: "No."},
			},
		},
		{
			ID: "signs", Kind: quiz.Multiple, Partial: true, Prompt: "What are signs of an overdose?", Choices: []quiz.Choice{
				{ID: "blue", Text: "Blue or grey lips", Correct: true, Feedback: "Blue lips mean too little air."}, {ID: "slow", Text: "Slow breathing, or none", Correct: true, Feedback: "Breathing slows first."},
				{ID: "hungry", Text: "Being hungry", Feedback: "No."}, {ID: "snore", Text: "Deep snoring in somebody who cannot be woken", Correct: true, Feedback: "Snoring is a sign."},
			},
		},
		{ID: "wears-off", Kind: quiz.TrueFalse, Prompt: "Naloxone can wear off before the opioid does.", Explanation: "It lasts 30 to 90 minutes.", Choices: []quiz.Choice{
			{ID: quiz.True, Correct: true, Feedback: "Yes."}, {ID: quiz.False, Feedback: "No."}, {ID: quiz.Unsure, Feedback: "It does."},
		}},
		{ID: "steps", Kind: quiz.Order, Partial: true, Prompt: "Put the steps of the response in order.", Explanation: "Call before you do anything that takes time.", Choices: []quiz.Choice{
			{ID: "shout", Text: "Shout and squeeze the shoulder"}, {ID: "call", Text: "Call 000"}, {ID: "breathe", Text: "Tip the head back and breathe for them"}, {ID: "spray", Text: "Give naloxone and note the time"},
		}},
		{ID: "what-for", Kind: quiz.Match, Prompt: "What is each of these for?", Explanation: "Each has one job.", Choices: []quiz.Choice{
			{ID: "n", Text: "Naloxone", Match: "takes the place of opioids for a while"}, {ID: "m", Text: "Mask", Match: "keeps breath apart"},
			{ID: "r", Text: "Recovery position", Match: "keeps the airway open"}, {ID: "z", Match: "cools the body"},
		}},
		{ID: "name", Kind: quiz.Short, Prompt: "Which medicine undoes an opioid overdose?", Choices: []quiz.Choice{
			{ID: "a", Text: "naloxone", Correct: true, Feedback: "Naloxone it is."}, {ID: "b", Text: "nalox*", Correct: true}, {ID: "c", Text: "*salt*", Feedback: "Salt does nothing."},
		}},
		{ID: "minutes", Kind: quiz.Number, Unit: "minutes", Prompt: "How long do you wait before the next spray?", Explanation: "Two to three minutes.", Choices: []quiz.Choice{
			{ID: "a", Text: "2.5", Tolerance: "0.5", Correct: true}, {ID: "other", Text: "*"},
		}},
		{ID: "ready", Kind: quiz.Single, Survey: true, Prompt: "How ready do you feel to respond?", Choices: []quiz.Choice{
			{ID: "not", Text: "Not ready"}, {ID: "some", Text: "Somewhat ready"}, {ID: "very", Text: "Very ready"},
		}},
		{ID: "wish", Kind: quiz.Short, Survey: true, Prompt: "What should we practise more?"},
	}}
}

func quizInput(show paper.QuizShow) handout.QuizInput {
	in := sample()
	in.Module.Title, in.Module.Quiz = "Responding to an opioid overdose", everyKind()
	return handout.QuizInput{Module: in.Module, Library: in.Library, Sources: in.Sources, Form: paper.QuizForm{Show: show, Number: 7}}
}

func quizPDF(t *testing.T, in handout.QuizInput) handout.Sheet {
	t.Helper()
	sheet, err := newPress(t).Quiz(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, sheet.PDF)
	return sheet
}

// keep leaves a PDF where a person can look at it, in the folder that PASSALONG_SHEETS names.
func keep(t *testing.T, pdf []byte) {
	t.Helper()
	dir := os.Getenv("PASSALONG_SHEETS")
	if dir == "" {
		return
	}
	name := strings.NewReplacer("/", "_", " ", "_").Replace(t.Name())
	if err := os.WriteFile(dir+"/"+name+".pdf", pdf, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestQuizSheets(t *testing.T) {
	for _, c := range []struct {
		name string
		show paper.QuizShow
		form paper.Form
	}{
		{"blank", paper.Blank, paper.Form{}},
		{"blank letter", paper.Blank, paper.Form{Size: paper.Letter}},
		{"blank large", paper.Blank, paper.Form{Large: true}},
		{"answers", paper.WithAnswers, paper.Form{}},
		{"key", paper.AnswerKey, paper.Form{}},
		{"key large", paper.AnswerKey, paper.Form{Large: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := quizInput(c.show)
			in.Form.Form = c.form
			first := quizPDF(t, in)
			again := quizPDF(t, in)
			if !bytes.Equal(first.PDF, again.PDF) {
				t.Error("the same input gave different bytes")
			}
			t.Logf("%d pages at %g points", first.Pages, first.TextSize)
		})
	}
}
