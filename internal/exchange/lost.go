package exchange

import (
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/quiz"
)

// losses gathers what a format cannot carry.
type losses struct {
	list []Lost
	item string
	line int
}

func (l *losses) lose(format string, args ...any) {
	l.list = append(l.list, Lost{Item: l.item, What: fmt.Sprintf(format, args...), Line: l.line})
}

// begin says whose losses come next: those of the item at a position, from 0.
func (l *losses) begin(it quiz.Item, position int) { l.item, l.line = string(it.ID), position+1 }

// quiz notes what no format has: the rules of the quiz.
func (l *losses) quiz(q quiz.Quiz) {
	l.lose("the pass mark of %d %%", q.Pass)
	if q.ShuffleItems {
		l.lose("that the questions are shuffled")
	}
	if q.Feedback == quiz.AtTheEnd {
		l.lose("that feedback comes at the end")
	}
	if q.AskSure {
		l.lose("that learners are asked how sure they are")
	}
	for _, d := range q.Draws {
		from := "all"
		if named := strings.Trim(d.Bank+" "+d.Objective, " "); named != "" {
			from = named
		}
		l.lose("the draw of %d from %s", d.Count, from)
	}
}

// shared notes what neither format has.
func (l *losses) shared(it quiz.Item) {
	switch {
	case it.Survey && it.Kind == quiz.Number:
		l.lose("that the answer is a number (it is a text there)")
	case it.Survey && it.Kind != quiz.Short:
		l.lose("that it has no right answer (every answer is right there)")
	case it.Kind == quiz.TrueFalse:
		l.lose("the choice “I don't know” and its feedback")
	case it.Kind == quiz.Match:
		if n := feedbacks(it); n > 0 {
			l.lose("the feedback for %s", count(n, "pair"))
		}
	}
	if (it.Kind == quiz.Multiple || it.Kind == quiz.Match) && !it.Partial && !it.Survey {
		l.lose("all or nothing (part of the answer is worth part of the credit there)")
	}
	if evened(it) {
		l.lose("what each right answer is worth (they are worth equal shares there)")
	}
}

// evened reports whether the right choices of an item are worth other than what weights gives them.
func evened(it quiz.Item) bool {
	sum := 0
	for _, c := range it.Choices {
		if c.Correct {
			sum += c.Credit
		}
	}
	return it.Kind == quiz.Multiple && it.Partial && hasCredits(it) && sum != quiz.Full
}

func feedbacks(it quiz.Item) int {
	n := 0
	for _, c := range it.Choices {
		if c.Feedback != "" {
			n++
		}
	}
	return n
}

// clean is a text as other programs take it: without space around it and characters that cannot be seen.
func (l *losses) clean(s string) string {
	out, whole := seen(s)
	if !whole {
		l.lose("characters that cannot be seen")
	}
	return strings.TrimSpace(out)
}

// weights gives what each choice is worth to a program that adds up weights. All choices of a survey are right:
// other programs refuse questions without a right answer.
func weights(it quiz.Item) []int {
	out := make([]int, len(it.Choices))
	right, sum := 0, 0
	for _, c := range it.Choices {
		if c.Correct || it.Survey {
			right++
			sum += c.Credit
		}
	}
	stated := it.Partial && hasCredits(it)
	given := 0
	for i, c := range it.Choices {
		switch isRight := c.Correct || it.Survey; {
		case isRight && it.Kind != quiz.Multiple:
			out[i] = quiz.Full
		case isRight && !(stated && sum == quiz.Full):
			given++ // shares that make Full together, whatever is left of the division
			out[i] = quiz.Full*given/right - quiz.Full*(given-1)/right
		case stated:
			out[i] = c.Credit
		case it.Kind == quiz.Multiple && right > 0:
			out[i] = -quiz.Full / right
		}
	}
	return out
}
