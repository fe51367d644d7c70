package quiz_test

import (
	"testing"

	"github.com/passalong/passalong/internal/quiz"
)

func TestEveryChoiceHasWords(t *testing.T) {
	for _, c := range []struct {
		choice quiz.Choice
		want   string
	}{
		{quiz.Choice{ID: "air", Text: "Give air"}, "Give air"},
		{quiz.Choice{ID: quiz.True, Text: "Yes, it does"}, "Yes, it does"},
		{quiz.Choice{ID: quiz.True}, "True"},
		{quiz.Choice{ID: quiz.False}, "False"},
		{quiz.Choice{ID: quiz.Unsure}, "I don't know"},
		{quiz.Choice{ID: "odd"}, "odd"},
	} {
		if got := c.choice.Words(); got != c.want {
			t.Errorf("the words of %+v are %q, want %q", c.choice, got, c.want)
		}
	}
}
