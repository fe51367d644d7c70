package quizview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/popup"
)

// showAnswered shows what the response turned out to be.
func (m *model) showAnswered(st *state) {
	st.Next = "Next question"
	if m.attempt.Complete() {
		st.Next = m.ending()
	}
	switch m.item.Kind {
	case quiz.Order:
		st.Choices = m.judgedOrder()
	case quiz.Match:
		st.Pairs = m.judgedPairs()
	case quiz.Short, quiz.Number:
		st.Choices = m.judgedText()
	default:
		for _, c := range m.item.Choices {
			mk, note := m.judgedChoice(c, slices.Contains(m.last.Choices, c.ID))
			st.Choices = append(st.Choices, choiceState{c.Words(), note, mk})
		}
	}
	st.Outcome = outcome{Verdict: m.verdict(), Notes: m.notes(), Explanation: m.item.Explanation}
	if m.item.Kind == quiz.Order && !m.last.Correct {
		st.Outcome.Answer = m.item.RightWords()
	}
	for _, key := range m.item.Sources {
		if s, ok := m.catalog.Sources[catalog.SourceKey(key)]; ok {
			st.Outcome.Sources = append(st.Outcome.Sources, sourceState{popup.SourceLabel(s), s})
		}
	}
}

// ending is the label of the button after the last item.
func (m *model) ending() string {
	if m.scores() {
		return "See your result"
	}
	return "See how it went"
}

// judgedChoice gives the mark of a choice and the same in words, with its feedback when it was chosen.
func (m *model) judgedChoice(c quiz.Choice, chosen bool) (mark, string) {
	switch {
	case m.item.Survey && chosen:
		return selected, c.Feedback
	case m.item.Survey:
		return unmarked, ""
	case chosen && c.Correct:
		return right, cmp.Or(c.Feedback, "Right.")
	case chosen && c.ID == quiz.Unsure:
		return selected, c.Feedback
	case chosen && m.item.Partial && c.Credit > 0:
		return selected, strings.TrimSpace("Partly right. " + c.Feedback)
	case chosen:
		return wrong, strings.TrimSpace("Not this one. " + c.Feedback)
	case c.Correct:
		return missed, "This one is right."
	}
	return unmarked, ""
}

// judgedOrder is the learner's order, with the place where each row belongs.
func (m *model) judgedOrder() []choiceState {
	var rows []choiceState
	if m.last.Given().DontKnow() {
		for _, c := range m.item.Choices {
			rows = append(rows, choiceState{Text: c.Words(), Mark: unmarked})
		}
		return rows
	}
	for i, id := range m.last.Choices {
		c := m.choice(id)
		row := choiceState{Text: c.Words(), Mark: right, Note: c.Feedback}
		if c.Place != i+1 {
			row.Mark = wrong
			if m.last.Credit > 0 { // it may stand right after the one that comes before it
				row.Mark = unmarked
			}
			row.Note = strings.TrimSpace(fmt.Sprintf("Comes at %d. %s", c.Place, c.Feedback))
		}
		rows = append(rows, row)
	}
	return rows
}

// judgedPairs are the pairs that were made, with what belongs beside each left side.
func (m *model) judgedPairs() []pairState {
	var rows []pairState
	for i, l := range lefts(m.item) {
		row := pairState{Left: l.Text, Mark: right, Note: l.Feedback}
		if i < len(m.last.Choices) && m.last.Choices[i] != "" && !m.last.Given().DontKnow() {
			row.Right = m.choice(m.last.Choices[i]).Match
		}
		if row.Right != l.Match {
			row.Mark = wrong
			if m.last.Given().DontKnow() {
				row.Mark = missed
			}
			row.Note = strings.TrimSpace(fmt.Sprintf("Goes with: %s. %s", strings.TrimSuffix(l.Match, "."), l.Feedback))
		}
		rows = append(rows, row)
	}
	return rows
}

// judgedText is what was typed, and what is right where that was not.
func (m *model) judgedText() []choiceState {
	given := choiceState{Text: strings.Join(m.item.GivenWords(m.last.Given()), " "), Mark: selected}
	if given.Text == "" {
		given.Text = "Left open"
	}
	if m.item.Survey {
		return []choiceState{given}
	}
	known, _ := m.item.Matched(m.last.Given())
	if m.last.Correct {
		given.Mark, given.Note = right, cmp.Or(known.Feedback, "Right.")
		return []choiceState{given}
	}
	switch {
	case m.last.Given().DontKnow():
	case m.last.Credit > 0:
		given.Mark, given.Note = selected, strings.TrimSpace("Partly right. "+known.Feedback)
	default:
		given.Mark, given.Note = wrong, cmp.Or(known.Feedback, "Not this one.")
	}
	rows := []choiceState{given}
	for i, words := range m.item.RightWords() {
		note := "This is right."
		if i > 0 {
			note = "So is this."
		}
		rows = append(rows, choiceState{words, note, missed})
	}
	return rows
}

// verdict takes the judgement from the response as it was kept.
func (m *model) verdict() verdict {
	switch {
	case m.item.Survey:
		return wasView
	case m.last.Correct:
		return wasRight
	case m.last.Credit > 0:
		return wasPartly
	case m.last.Given().DontKnow():
		return wasUnsure
	}
	return wasWrong
}

// notes say what else there is to a response.
func (m *model) notes() []string {
	var notes []string
	if m.last.Credit > 0 && !m.last.Correct && m.scores() {
		notes = append(notes, glance.Partly(m.last.Credit))
	}
	switch {
	case m.item.Survey:
		notes = append(notes, "Thank you. There is no right answer here.")
	case m.last.Correct && m.last.Sure == quiz.NotSure:
		notes = append(notes, "You were not sure, and you know it.")
	case !m.last.Correct && m.last.Sure == quiz.Sure:
		notes = append(notes, "You were sure of this, so it is worth a second look.")
	}
	return notes
}
