package quizview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/quiz"
)

// HandleKey chooses with numbers and letters, shows the hint with H, says or chooses "I don't know" with 0, answers as sure with S and as not sure with N,
// answers and goes on with Return, and scrolls. It reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		return s.proceed()
	}
	if s.model.canAnswer() && s.answerKey(e.Name) {
		return true
	}
	return s.page.HandleKey(e)
}

// answerKey uses a key that means something for the item.
func (s *Screen) answerKey(k fyne.KeyName) bool {
	m := s.model
	switch {
	case k == fyne.KeyH && m.hintKey():
		s.hint()
		return true
	case k == fyne.Key0 && m.takesSkip():
		s.skip()
		return true
	case k == fyne.Key0 && m.unsureAt() >= 0:
		s.choose(m.unsureAt())
		s.item.choices.group.Focus(m.unsureAt())
		return true
	case k == fyne.KeyS && m.asksSure():
		s.answer(quiz.Sure)
		return true
	case k == fyne.KeyN && m.asksSure():
		s.answer(quiz.NotSure)
		return true
	}
	i, figure, ok := choiceKey(k)
	if !ok {
		return false
	}
	switch m.item.Kind {
	case quiz.Order:
		row := s.item.order.list.Current()
		if figure && row >= 0 {
			s.move(row, i)
		}
		return figure && row >= 0
	case quiz.Match:
		row := s.item.match.list.Current()
		if row < 0 || i >= len(m.given.rights) {
			return false
		}
		m.given.put(m.item, row, i)
		s.render()
		return true
	case quiz.Short, quiz.Number:
		return false
	}
	if i >= len(m.item.Choices) {
		return false
	}
	s.choose(i)
	s.item.choices.group.Focus(i)
	return true
}

// choiceKey is the position that a key stands for, and whether it is a figure.
func choiceKey(k fyne.KeyName) (i int, figure, ok bool) {
	if len(k) != 1 {
		return 0, false, false
	}
	switch c := k[0]; {
	case c >= '1' && c <= '9':
		return int(c - '1'), true, true
	case c >= 'A' && c <= 'I':
		return int(c - 'A'), false, true
	}
	return 0, false, false
}

// proceed does what the primary button of the page does. Where an answer says how sure it is, it leads to the two
// buttons that say so: neither is what is meant by default.
func (s *Screen) proceed() bool {
	m := s.model
	switch m.phase {
	case intro:
		s.start()
	case answering:
		if !m.canAnswer() {
			return true
		}
		if !m.asksSure() || !m.ready() {
			s.answer(quiz.NotAsked)
			return true
		}
		s.render()
		s.deps.Canvas.Focus(s.item.sure[0])
	case explained:
		s.next()
	default:
		return false
	}
	return true
}

// onReturn answers with what is chosen. On a choice that is not chosen while nothing is, it chooses; on feedback it
// leads to the way on.
func (s *Screen) onReturn(index int) {
	m := s.model
	if m.phase == explained {
		s.leadOn()
		return
	}
	if m.canAnswer() && index < len(m.item.Choices) && !m.given.isChosen(m.item.Choices[index].ID) &&
		(m.item.Kind != quiz.Multiple || len(m.given.chosen) == 0) {
		s.choose(index)
		return
	}
	s.proceed()
}

// returnOnRow puts down the row of an Order that is up, or answers.
func (s *Screen) returnOnRow(row int) {
	switch {
	case s.model.phase == explained:
		s.leadOn()
	case s.model.given.up >= 0:
		s.lift(row)
	default:
		s.proceed()
	}
}

// returnOnPair chooses for the row of a Match that has nothing yet, or answers.
func (s *Screen) returnOnPair(row int) {
	switch {
	case s.model.phase == explained:
		s.leadOn()
	case s.model.canAnswer() && s.model.given.beside(row) < 0 && !s.model.given.asked:
		s.pick(row)
	default:
		s.proceed()
	}
}

// leadOn takes the learner from feedback to the way on.
func (s *Screen) leadOn() {
	s.deps.Canvas.Focus(s.item.next)
	s.page.ScrollToEnd(nil)
}
