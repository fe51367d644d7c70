package paperview

import (
	"fmt"

	w "github.com/passalong/passalong/internal/ui/widgets"
)

// onQuestion counts slips of another question. Those that were counted are saved first.
func (s *Screen) onQuestion(index int) {
	if s.model.busy || index == s.model.slips.at {
		return
	}
	open := func() {
		s.model.slips.open(index)
		s.parts.notice.Clear()
	}
	if s.model.slips.dirty {
		s.saveSlips(open)
		return
	}
	open()
	s.render()
	s.d.Canvas.Focus(s.Focus())
}

func (s *Screen) onSlip(r rune) {
	if !s.model.busy && s.model.slips.key(r) {
		s.render()
	}
}

func (s *Screen) onSlipCap(key string) {
	if !s.model.busy && s.model.slips.add(key) {
		s.render()
	}
	s.d.Canvas.Focus(s.parts.slips.pad)
}

func (s *Screen) onSlipBack() {
	if !s.model.busy && s.model.slips.back() {
		s.render()
	}
}

func (s *Screen) onSlipCount(key string, n int) {
	s.model.slips.set(key, n)
	s.render()
}

func (s *Screen) onSlipSave() {
	if s.model.busy || s.model.slips.at < 0 {
		return
	}
	st := s.model.slips.state()
	s.saveSlips(func() {
		s.parts.notice.Say(w.ToneRight, fmt.Sprintf("%s saved.", slipWords(st.Total, st.Multiple)), "", nil)
	})
}

// saveSlips keeps the counts. Until they are kept, they stay on the screen.
func (s *Screen) saveSlips(then func()) {
	s.model.busy, s.model.err = true, nil
	s.render()
	s.do(s.model.slips.event(), func() {
		s.model.slips.dirty = false
		s.look()
		then()
	})
}

// slipWords counts slips, or the letters on them where each may have several.
func slipWords(n int, multiple bool) string {
	word := "slip"
	if multiple {
		word = "letter"
	}
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
