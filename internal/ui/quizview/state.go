package quizview

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/quiz"
)

// state is everything that the screen shows.
type state struct {
	Phase     phase
	Module    string
	Intro     introState
	Resumed   string
	Progress  string // "Question 3 of 12"
	Share     float64
	Prompt    string
	Rule      string // how many choices to take
	Critical  bool
	Multiple  bool
	Choices   []choiceState
	Hint      string
	Saving    bool
	Problem   error
	Verdict   verdict
	Explained string
	Next      string // label of the button that goes on
}

type introState struct {
	Lead   string
	Points []point
}

// A point is one thing to know before the quiz.
type point struct {
	Kind pointKind
	Text string
}

type pointKind int

const (
	pointPass pointKind = iota
	pointCritical
	pointSaved
	pointStop
	pointRetry
)

type choiceState struct {
	Text string
	Note string // what it turned out to be, in words
	Mark mark
}

// A mark says what a choice turned out to be.
type mark int

const (
	unmarked mark = iota
	selected      // not judged yet
	right         // chosen, and right
	wrong         // chosen, and not right
	missed        // right, and not chosen
)

// A verdict is how a response is judged.
type verdict int

const (
	noVerdict verdict = iota
	wasRight
	wasWrong
	wasUnsure // "I don't know": not a mistake
)

func (m *model) state() state {
	st := state{
		Phase: m.phase, Module: m.title, Multiple: m.item.Kind == quiz.Multiple,
		Saving: m.saving, Problem: m.problem, Hint: m.hint,
	}
	switch m.phase {
	case intro:
		st.Intro = introOf(m.quiz)
	case answering, explained:
		m.showItem(&st)
	}
	return st
}

func (m *model) showItem(st *state) {
	items := len(m.attempt.Quiz.Items)
	st.Progress = fmt.Sprintf("Question %d of %d", m.number, items)
	st.Share = float64(len(m.attempt.Responses)) / float64(items)
	st.Prompt, st.Critical = m.item.Prompt, m.item.Critical
	st.Rule = "Choose one."
	if st.Multiple {
		st.Rule = "Choose all that apply."
	}
	if m.resumed {
		st.Resumed = fmt.Sprintf("You go on where you stopped. %s.", kept(len(m.attempt.Responses)))
	}
	for i, c := range m.item.Choices {
		cs := choiceState{Text: c.Words()}
		if m.isChosen(i) {
			cs.Mark = selected
		}
		if m.phase == explained {
			cs.Mark, cs.Note = judged(c, m.isChosen(i))
		}
		st.Choices = append(st.Choices, cs)
	}
	if m.phase == explained {
		st.Explained = m.item.Explanation
		st.Verdict = m.verdict()
		st.Next = "Next question"
		if m.attempt.Complete() {
			st.Next = "See your result"
		}
	}
}

// judged gives the mark of a choice and the same in words, with its feedback when it was chosen.
func judged(c quiz.Choice, chosen bool) (mark, string) {
	switch {
	case chosen && c.Correct:
		return right, cmp.Or(c.Feedback, "Right.")
	case chosen && c.ID == quiz.Unsure:
		return selected, c.Feedback
	case chosen:
		return wrong, strings.TrimSpace("Not this one. " + c.Feedback)
	case c.Correct:
		return missed, "This one is right."
	}
	return unmarked, ""
}

func (m *model) verdict() verdict {
	switch {
	case m.item.Correct(quiz.Given{Choices: m.chosen}):
		return wasRight
	case len(m.chosen) == 1 && m.chosen[0] == quiz.Unsure:
		return wasUnsure
	}
	return wasWrong
}

func kept(answers int) string {
	switch answers {
	case 0:
		return "No question is answered yet"
	case 1:
		return "Your first answer is saved"
	}
	return fmt.Sprintf("Your first %d answers are saved", answers)
}

func introOf(q quiz.Quiz) introState {
	n := len(q.Items)
	in := introState{Lead: fmt.Sprintf("%s. You see why after each one.", count(n, "question", "questions"))}
	in.Points = append(in.Points, point{pointPass, fmt.Sprintf("To pass, get %d of %d right.", needed(q.Pass, n), n)})
	critical := 0
	for _, it := range q.Items {
		if it.Critical {
			critical++
		}
	}
	if critical > 0 {
		in.Points = append(in.Points, point{pointCritical, fmt.Sprintf(
			"Questions marked with a shield matter most: they must be right. There %s.", isAre(critical))})
	}
	in.Points = append(
		in.Points,
		point{pointSaved, "Every answer is saved as you give it."},
		point{pointStop, "You can stop any time and go on later."},
		point{pointRetry, "You can always try again."},
	)
	return in
}

// needed is the least number of right items that reaches the pass mark.
func needed(pass, items int) int { return (pass*items + 99) / 100 }

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func isAre(n int) string {
	if n == 1 {
		return "is 1"
	}
	return fmt.Sprintf("are %d", n)
}
