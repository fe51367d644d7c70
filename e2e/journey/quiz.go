package journey

import (
	"context"
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/quiz"
)

// asked is what stands above an item while it waits for its answer, and after.
func asked(item, of int) string { return fmt.Sprintf("Question %d of %d", item, of) }

// items is how many items an attempt at the quiz has; which ones is left to chance.
func (j *Journey) items() int { return len(j.Module.Quiz.Given(0).Items) }

func (j *Journey) answerer() *Answerer {
	return &Answerer{Desk: j.Desk, Items: j.Module.Quiz.Items, Shuffled: j.Module.Quiz.ShuffleChoices, AsksSure: j.Module.Quiz.AskSure}
}

func (j *Journey) beginQuiz(ctx context.Context) error {
	return j.Desk.Follow(ctx, "Start the quiz", asked(1, j.items()))
}

func (j *Journey) answerFirst(ctx context.Context) error {
	item, err := j.answerer().Answer(ctx)
	if err != nil {
		return err
	}
	if item.Survey {
		return j.Desk.SeeAll(ctx, "Your view")
	}
	return j.Desk.SeeAll(ctx, "Right")
}

func (j *Journey) finishQuiz(ctx context.Context) error {
	a, n := j.answerer(), j.items()
	for i := 2; i <= n; i++ {
		if err := a.GoOn(ctx, asked(i, n)); err != nil {
			return err
		}
		if _, err := a.Answer(ctx); err != nil {
			return fmt.Errorf("item %d: %w", i, err)
		}
	}
	if err := a.GoOn(ctx, "Passed"); err != nil {
		return err
	}
	scored := len(slices.DeleteFunc(slices.Clone(j.Module.Quiz.Given(0).Items), func(it quiz.Item) bool { return it.Survey }))
	return j.Desk.SeeAll(ctx, fmt.Sprintf("You got %d of %d right", scored, scored))
}
