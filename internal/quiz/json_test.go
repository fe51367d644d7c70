package quiz_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/quiz"
)

// Records hold quizzes and items in this form for ever, and know them by its digest.
func TestTheFormInWhichQuizzesAreKeptNeverChanges(t *testing.T) {
	q := quiz.Quiz{
		ID: "q", Pass: 80, ShuffleItems: true, ShuffleChoices: true, Feedback: quiz.AtTheEnd, AskSure: true,
		Draws: []quiz.Draw{{Count: 2, Bank: "b", Objective: "o"}},
		Items: []quiz.Item{
			{
				ID: "m/i", Module: "m", Kind: quiz.Multiple, Bank: "b", Objective: "o", Lesson: "l", Critical: true, Survey: true, Partial: true,
				Prompt: "p", Hint: "h", Unit: "u", Explanation: "e", Sources: []string{"s"},
				Choices: []quiz.Choice{{ID: "c", Text: "t", Match: "m", Tolerance: "0.5", Correct: true, Credit: -5, Feedback: "f"}},
			},
			{ID: "j", Kind: quiz.TrueFalse, Choices: []quiz.Choice{{ID: quiz.Unsure}}},
		},
	}
	const kept = `{"id":"q","pass":80,"shuffle_items":true,"shuffle_choices":true,"feedback":"at-end","ask_sure":true,` +
		`"draws":[{"count":2,"bank":"b","objective":"o"}],"items":[` +
		`{"id":"m/i","module":"m","kind":"multiple","bank":"b","objective":"o","lesson":"l","critical":true,"survey":true,"partial":true,` +
		`"prompt":"p","hint":"h","unit":"u","choices":[{"id":"c","text":"t","match":"m","tolerance":"0.5","correct":true,"credit":-5,"feedback":"f"}],` +
		`"explanation":"e","sources":["s"]},` +
		`{"id":"j","kind":"true-false","objective":"","lesson":"","prompt":"","choices":[{"id":"unsure","text":"","feedback":""}]}]}`
	text, err := json.Marshal(q)
	if diff := cmp.Diff(kept, string(text)); err != nil || diff != "" {
		t.Errorf("%v, written (-want +got):\n%s", err, diff)
	}
	var read quiz.Quiz
	err = json.Unmarshal([]byte(kept), &read)
	if diff := cmp.Diff(q, read); err != nil || diff != "" {
		t.Errorf("%v, read (-want +got):\n%s", err, diff)
	}
}
