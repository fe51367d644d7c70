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

func quizSheet(t *testing.T, in handout.QuizInput) paper.Sheet {
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

func TestBlankSheetAsksAndTellsNothing(t *testing.T) {
	sheet := quizSheet(t, quizInput(paper.Blank))
	text := textOf(t, sheet.PDF)
	for _, want := range []string{
		"Question sheet", "Responding to an opioid overdose", "Sheet 7", "Version 1.0", "21 November 2026", "Draft: awaiting clinical, legal and peer review",
		"Your code", "Make up a code of 4 letters or numbers", "80 percent right is a pass", "Must be right",
		"Robin cannot be woken. What comes first? Choose one.", "A Call 000", "C Put Robin", "Choose all that apply. A partly right answer counts in part.",
		"False", "I don't know", "Number the steps: 1 comes first.", "Write in each box the letter that belongs there.", "D cools the body",
		"Write a word or two.", "Write a number in minutes.", "Your view: no right answer. Choose one.", "Somewhat ready", "Not sure",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the sheet does not say %q", want)
		}
	}
	for _, unwanted := range []string{"Right answer", "Why", "Nobody can help", "naloxone or", "from 2 to 3", "Where this comes from", "No."} {
		if strings.Contains(text, unwanted) {
			t.Errorf("the sheet says %q", unwanted)
		}
	}
	if n := strings.Count(text, "How sure are you?"); n != 7 {
		t.Errorf("it is asked %d times how sure somebody is; there are 7 questions with a right answer", n)
	}
	if t.Failed() {
		t.Log(text)
	}
}

func TestSheetWithAnswersExplains(t *testing.T) {
	text := textOf(t, quizSheet(t, quizInput(paper.WithAnswers)).PDF)
	for _, want := range []string{
		"Questions with answers", "Call 000 and say where you are ← Right answer", "Why: Nobody can help who is not called.",
		"A: Blue lips mean too little air. B: Breathing slows first. D: Snoring is a sign.", "naloxone", "from 2 to 3 minutes",
		"Where this comes from", "World Health Organization",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the sheet does not say %q:\n%s", want, text)
		}
	}
	for _, unwanted := range []string{"Your code", "How sure are you?", "hungry ← Right"} {
		if strings.Contains(text, unwanted) {
			t.Errorf("the sheet says %q", unwanted)
		}
	}
}

func TestAnswerKeyIsOnePage(t *testing.T) {
	in := quizInput(paper.AnswerKey)
	sheet := quizSheet(t, in)
	text := textOf(t, sheet.PDF)
	for _, want := range []string{"Answer key", "Sheet 7", "A Call 000", "True", "from the top down", "naloxone", "from 2 to 3 minutes", "No right answer", "It lasts 30 to 90 minutes."} {
		if !strings.Contains(text, want) {
			t.Errorf("the key does not say %q:\n%s", want, text)
		}
	}
	for i := range 9 { // a long quiz takes smaller type before it takes a second page
		it := everyKind().Items[i%3]
		it.ID = quiz.ItemID(strings.Repeat("x", i+1))
		in.Module.Quiz.Items = append(in.Module.Quiz.Items, it)
	}
	long := quizSheet(t, in)
	if sheet.Pages != 1 || long.Pages != 1 || long.TextSize >= sheet.TextSize {
		t.Errorf("%d pages at %g points, and %d at %g for a long quiz", sheet.Pages, sheet.TextSize, long.Pages, long.TextSize)
	}
}

func TestAnotherNumberIsAnotherSheet(t *testing.T) {
	in := quizInput(paper.Blank)
	in.Module.Quiz.ShuffleItems, in.Module.Quiz.ShuffleChoices = true, true
	in.Module.Quiz.Draws = []quiz.Draw{{Count: 3}}
	first := quizSheet(t, in)
	in.Form.Number = 8
	if bytes.Equal(first.PDF, quizSheet(t, in).PDF) {
		t.Error("sheets 7 and 8 are the same")
	}
	if text := textOf(t, first.PDF); !strings.Contains(text, "Robin cannot be woken") || !strings.Contains(text, "How ready") {
		t.Errorf("a draw left out what is critical or a survey:\n%s", text)
	}
}

func TestLongQuestionsBreakInsteadOfBeingCutOff(t *testing.T) {
	in := quizInput(paper.Blank)
	in.Form.Large = true
	var choices []quiz.Choice
	for _, id := range strings.Fields("a b c d e f g h i j k l m n o p q r") {
		choices = append(choices, quiz.Choice{ID: quiz.ChoiceID(id), Text: "Choice " + id + " " + strings.Repeat("with a lot to read ", 12), Correct: id == "a"})
	}
	in.Module.Quiz.Items = []quiz.Item{{ID: "long", Kind: quiz.Multiple, Prompt: "Which?", Choices: choices}}
	sheet := quizSheet(t, in)
	if text := textOf(t, sheet.PDF); sheet.Pages < 3 || !strings.Contains(text, "Choice r with a lot") {
		t.Errorf("%d pages, and the last choice is not on them", sheet.Pages)
	}
}

func TestEmptyQuizIsASheetAllTheSame(t *testing.T) {
	for _, show := range []paper.QuizShow{paper.Blank, paper.WithAnswers, paper.AnswerKey} {
		in := quizInput(show)
		in.Module.Quiz.Items = nil
		if sheet := quizSheet(t, in); sheet.Pages != 1 {
			t.Errorf("%q has %d pages", show, sheet.Pages)
		}
	}
}

func TestSheetOfAnOldModuleSaysSo(t *testing.T) {
	for day, old := range map[int]bool{0: false, 1: true} {
		in := quizInput(paper.Blank)
		in.Today = reviewBy.AddDate(0, 0, day)
		list := checklistInput(paper.Form{})
		list.Today = in.Today
		checklist, err := newPress(t).Checklist(t.Context(), list)
		if err != nil {
			t.Fatal(err)
		}
		for _, pdf := range [][]byte{quizSheet(t, in).PDF, checklist.PDF} {
			if got := strings.Contains(textOf(t, pdf), "Out of date: do not hand out"); got != old {
				t.Errorf("%d days after the review date the sheet says that it is old: %v", day, got)
			}
		}
	}
}
