package quizview

import (
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// state is everything that the screen shows.
type state struct {
	Phase    phase
	Module   string
	Intro    introState
	Resumed  string
	Again    bool   // whether to begin anew is offered
	Progress string // "Question 3 of 12"
	Share    float64
	Changed  string // that the advice is another one than before; may be empty
	Prompt   string
	Rule     string // how to answer
	Critical string // on the badge; empty for none
	Kind     quiz.Kind
	Choices  []choiceState // Single, Multiple, TrueFalse, Order; of a typed answer, how it was judged
	Pairs    []pairState   // Match
	Rights   []rightState  // Match, while it is answered
	Text     string        // Short, Number
	Unit     string
	Says     string // what has just happened to a row
	Hint     string // shown hint of the item
	CanHint  bool
	CanSkip  bool   // "I don't know" is offered beside the item
	Missing  string // before the item can be answered
	AskSure  bool
	Answer   string // label of the button that answers
	Keys     string
	Saving   bool
	Problem  error
	Outcome  outcome
	Next     string // label of the button that goes on
}

type choiceState struct {
	Text string
	Note string // what it turned out to be, in words
	Mark mark
}

// A pairState is a left side with what was put beside it.
type pairState struct {
	Left, Right, Note string
	Mark              mark
}

// A rightState is a right side that can be put beside a left one.
type rightState struct {
	Letter string
	Text   string
	Used   bool // as often as it can be
}

// A mark says what a choice turned out to be.
type mark int

const (
	unmarked mark = iota
	selected      // not judged, or neither right nor wrong
	right         // given, and right
	wrong         // given, and not right
	missed        // right, and not given
)

// An outcome is what is said about a response.
type outcome struct {
	Verdict     verdict
	Notes       []string // such as how much of it counts
	Answer      []string // what is right, where the rows do not say it
	Explanation string
	Sources     []sourceState
}

type sourceState struct {
	Label string
	Note  catalog.Source
}

// A verdict is how a response is judged.
type verdict int

const (
	noVerdict verdict = iota
	wasRight
	wasPartly
	wasWrong
	wasUnsure // "I don't know": not a mistake
	wasView   // the answer to a survey
)

func (m *model) state() state {
	st := state{Phase: m.phase, Saving: m.saving, Problem: m.problem}
	switch m.phase {
	case answering, explained:
		st.Module = m.subject()
		m.showItem(&st)
	default:
		if m.module != nil {
			st.Module = m.module.Title
		}
		st.Intro = m.introduce()
	}
	return st
}

func (m *model) showItem(st *state) {
	items := len(m.attempt.Quiz.Items)
	st.Progress = fmt.Sprintf("Question %d of %d", m.number, items)
	st.Share = float64(len(m.attempt.Responses)) / float64(items)
	st.Kind, st.Prompt, st.Unit = m.item.Kind, m.item.Prompt, m.item.Unit
	switch {
	case m.item.Critical && m.scores():
		st.Critical = "Must be right"
	case m.item.Critical:
		st.Critical = "Matters most"
	}
	st.Rule = m.rule()
	st.Text, st.Says = m.given.text, m.given.says
	if m.resumed {
		st.Resumed = fmt.Sprintf("You go on where you stopped. %s.", kept(len(m.attempt.Responses)))
		st.Again = (len(m.attempt.Responses) > 0 || m.old()) && m.renewable()
	}
	if m.given.hinted {
		st.Hint = m.item.Hint
	}
	if m.old() {
		st.Changed = "This question has been corrected since you began. This is the old one."
	}
	if m.phase == explained {
		m.showAnswered(st)
		return
	}
	if st.Changed == "" && m.changed() {
		st.Changed = "The advice has changed since you last answered this."
	}
	st.CanHint = m.item.Hint != "" && !m.given.hinted
	st.CanSkip = m.takesSkip()
	st.Missing = m.given.problem
	st.AskSure = m.asksSure()
	st.Answer = "Answer"
	if m.item.Survey && m.item.Accepts(quiz.Given{}) == nil && !m.answered() {
		st.Answer = "Leave it open"
	}
	st.Keys = m.keys()
	m.showDraft(st)
}

// answered reports whether anything is given for the item.
func (m *model) answered() bool { return len(m.given.chosen) > 0 || m.given.text != "" }

// scores reports whether the attempt has a score, so that critical items and parts of the credit matter.
func (m *model) scores() bool { return m.purpose == quiz.ForPass }

// rule says how the item is answered.
func (m *model) rule() string {
	s := ""
	switch m.item.Kind {
	case quiz.Multiple:
		s = "Choose all that apply."
	case quiz.Order:
		s = "Put these in order, the first at the top."
	case quiz.Match:
		s = "Choose for each row what belongs beside it."
	case quiz.Short:
		s = "Answer in a few words."
	case quiz.Number:
		s = "Answer with a number."
	default:
		s = "Choose one."
	}
	switch {
	case m.item.Survey:
		return s + " There is no right answer: this is your view, and you can leave it open."
	case m.item.Partial && m.scores():
		return s + " A partly right answer counts in part."
	}
	return s
}

// showDraft shows what is put together so far.
func (m *model) showDraft(st *state) {
	switch m.item.Kind {
	case quiz.Order:
		for i, id := range m.given.chosen {
			c := choiceState{Text: m.choice(id).Words()}
			if i == m.given.up {
				c.Mark = selected
			}
			st.Choices = append(st.Choices, c)
		}
	case quiz.Match:
		m.showPairs(st)
	case quiz.Short, quiz.Number:
	default:
		for _, c := range m.item.Choices {
			cs := choiceState{Text: c.Words()}
			if m.given.isChosen(c.ID) {
				cs.Mark = selected
			}
			st.Choices = append(st.Choices, cs)
		}
	}
}

func (m *model) showPairs(st *state) {
	for i, l := range lefts(m.item) {
		p := pairState{Left: l.Text}
		if at := m.given.beside(i); at >= 0 {
			p.Right, p.Mark = letter(at)+". "+m.given.rights[at].Match, selected
		}
		st.Pairs = append(st.Pairs, p)
	}
	for i, r := range m.given.rights {
		st.Rights = append(st.Rights, rightState{letter(i), r.Match, m.given.left(m.item, i) <= 0})
	}
}

// letter names a right side, counted from 0.
func letter(i int) string { return string(rune('A' + i)) }

// choice finds a choice of the item; one that is not there says its id.
func (m *model) choice(id quiz.ChoiceID) quiz.Choice {
	for _, c := range m.item.Choices {
		if c.ID == id {
			return c
		}
	}
	return quiz.Choice{ID: id}
}

// keys says which keys do what, beside Tab.
func (m *model) keys() string {
	s := ""
	switch m.item.Kind {
	case quiz.Order:
		s = "Keys: arrows go from row to row. Space takes a row up, arrows move it, Space puts it down. A number puts the row there."
	case quiz.Match:
		s = fmt.Sprintf("Keys: A to %s choose for the row, arrows left and right try one after the other, Space lists them.", letter(max(0, len(m.given.rights)-1)))
	case quiz.Short, quiz.Number:
		s = "Keys: Enter answers."
		if m.asksSure() {
			s = "Keys: Enter goes to the buttons."
		}
		return s
	default:
		s = fmt.Sprintf("Keys: 1 to %d choose.", len(m.item.Choices))
	}
	if m.hintKey() {
		s += " H shows a hint."
	}
	if m.takesSkip() {
		s += " 0 says you don't know."
	} else if m.unsureAt() >= 0 {
		s += " 0 chooses “I don't know”."
	}
	if m.asksSure() {
		return s + " S answers as sure, N as not sure."
	}
	return s + " Enter answers."
}

// hintKey reports whether H shows the hint; it may stand for a choice.
func (m *model) hintKey() bool {
	const h = 'H' - 'A'
	return m.item.Hint != "" && len(m.item.Choices) <= h
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
