package journey

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/internal/quiz"
)

func (j *Journey) beginQuiz(ctx context.Context) error {
	return j.click(ctx, "Start the quiz", asked)
}

func (j *Journey) answerFirst(ctx context.Context) error {
	if err := j.AnswerItem(ctx, true); err != nil {
		return err
	}
	return j.see(ctx, "Right")
}

func (j *Journey) finishQuiz(ctx context.Context) error {
	for i := 2; i <= len(j.Module.Quiz.Items); i++ {
		if err := j.goOn(ctx, asked); err != nil {
			return err
		}
		if err := j.AnswerItem(ctx, true); err != nil {
			return fmt.Errorf("item %d: %w", i, err)
		}
	}
	return j.goOn(ctx, "Passed")
}

// asked stands below every item that waits for its answer.
const asked = "Enter answers"

// goOn presses Enter until a phrase can be seen: where the feedback is longer than the window, the first Enter
// brings the button for what is next into view.
func (j *Journey) goOn(ctx context.Context, then string) error {
	const presses, wait = 4, 8 * time.Second
	var err error
	for range presses {
		if err = j.Desk.Key(ctx, "Return"); err != nil {
			return err
		}
		soon, cancel := context.WithTimeout(ctx, wait)
		err = j.see(soon, then)
		cancel()
		if err == nil {
			return nil
		}
	}
	return err
}

// AnswerItem reads the item on screen, finds the choices that are right (or, if not right, the first that is
// wrong) by their words, clicks on them and presses Enter.
func (j *Journey) AnswerItem(ctx context.Context, right bool) error {
	words, err := j.Desk.Read(ctx)
	if err != nil {
		return err
	}
	item, err := j.onScreen(words)
	if err != nil {
		return err
	}
	for _, c := range item.Choices {
		if c.Correct != right {
			continue
		}
		if err := j.Desk.ClickText(ctx, opening(c, item)); err != nil {
			return err
		}
		if !right {
			break
		}
	}
	if err := j.Desk.Key(ctx, "Return"); err != nil {
		return err
	}
	return nil
}

// onScreen finds the item whose prompt has the most of its words on screen.
func (j *Journey) onScreen(words []desk.Word) (quiz.Item, error) {
	var seen []string
	for _, w := range words {
		seen = append(seen, strings.ToLower(strings.Trim(w.Text, ".,:;?!\"'“”‘’()")))
	}
	best, most := quiz.Item{}, 0.0
	for _, it := range j.Module.Quiz.Items {
		found, all := 0, strings.Fields(strings.ToLower(it.Prompt))
		for _, f := range all {
			if slices.Contains(seen, strings.Trim(f, ".,:;?!\"'“”‘’()")) {
				found++
			}
		}
		if share := float64(found) / float64(len(all)); share > most {
			best, most = it, share
		}
	}
	if most < 0.7 {
		return best, errors.New("no item can be read on screen")
	}
	return best, nil
}

// opening is the beginning of a choice, enough to tell it from the others.
func opening(c quiz.Choice, it quiz.Item) string {
	all := strings.Fields(c.Words())
	for n := min(4, len(all)); n < len(all); n++ {
		start := strings.Join(all[:n], " ")
		same := 0
		for _, o := range it.Choices {
			if strings.HasPrefix(o.Words(), start) {
				same++
			}
		}
		if same == 1 {
			return start
		}
	}
	return c.Words()
}
