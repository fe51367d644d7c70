package quizview

import (
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// What a learner does with the item that waits for an answer. Each changes the draft and shows it.

func (s *Screen) choose(index int) {
	s.model.choose(index)
	s.render()
}

func (s *Screen) write(text string) {
	if s.model.canAnswer() {
		s.model.given.write(text)
	}
	s.render()
}

func (s *Screen) hint() {
	if s.model.canAnswer() && s.model.item.Hint != "" {
		s.model.given.hinted = true
		s.render()
		s.deps.Canvas.Focus(s.item.first(s.model.state())) // the button is gone
	}
}

func (s *Screen) lift(row int) {
	if s.model.canAnswer() {
		s.model.given.lift(row)
		s.render()
	}
}

func (s *Screen) drop() {
	if s.model.given.up >= 0 {
		s.lift(s.model.given.up)
	}
}

func (s *Screen) move(row, to int) {
	if s.model.canAnswer() && s.model.given.move(s.model.item, row, to) {
		s.render()
		s.item.order.list.Focus(to)
	}
}

func (s *Screen) cycle(row, by int) {
	if s.model.canAnswer() {
		s.model.given.cycle(s.model.item, row, by)
		s.render()
	}
}

// pick lists what can be put beside a row of a Match.
func (s *Screen) pick(row int) {
	m := s.model
	if !m.canAnswer() {
		return
	}
	var d *w.Dialog
	put := func(right int) {
		m.given.put(m.item, row, right)
		d.Close()
		s.render()
	}
	st := m.state()
	choices := make([]w.Choice, len(st.Rights))
	at := m.given.beside(row)
	for i, r := range st.Rights {
		choices[i] = w.Choice{Text: r.Letter + ". " + r.Text, Note: m.given.takenBy(m.item, i, row)}
		if i == at {
			choices[i].State = w.ChoiceSelected
		}
	}
	group := w.NewChoiceGroup(false, put)
	group.Set(choices)
	buttons := []*w.Button{w.NewButton(w.Quiet, "Nothing beside it", look.IconClose, func() { put(-1) })}
	d = w.ShowDialog(s.deps.Canvas, w.DialogState{
		Title: st.Pairs[row].Left, Content: group, Buttons: buttons, Focus: focusable(group.Row(max(0, at))),
	})
}
