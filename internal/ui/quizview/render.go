package quizview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// render makes the widgets show the model. Nothing else writes to them.
func (s *Screen) render() {
	st := s.model.state()
	now := showing{phase: st.Phase, attempt: s.model.attempt.ID, item: s.model.number}
	fresh := s.shown == nil || *s.shown != now
	switch st.Phase {
	case intro:
		s.intro.set(st)
		if fresh {
			s.page.SetObjects(s.intro.objects()...)
		}
	case answering, explained:
		s.item.set(st)
		if fresh {
			s.page.SetObjects(s.item.objects()...)
		}
	case complete:
		s.page.SetObjects(s.completeState())
	case nothing:
		s.page.SetObjects(s.nothingState())
	case missing:
		s.page.SetObjects(s.missingState())
	}
	s.page.Relayout()
	if fresh {
		s.arrive(now)
	}
}

// arrive puts the learner where the new page begins: at its top with the keyboard on the choices, or on the
// button that goes on.
func (s *Screen) arrive(now showing) {
	before := s.shown
	s.shown = &now
	if before == nil {
		return // the window decides about the keyboard when the screen opens
	}
	switch now.phase {
	case answering:
		s.page.ScrollToTop()
		s.deps.Canvas.Focus(s.item.first(s.model.state()))
	case explained:
		s.showFeedback()
	}
}

// showFeedback gives the keyboard to the way on where that is on screen together with the feedback, else to the
// feedback: nobody should be led past what was not read.
func (s *Screen) showFeedback() {
	st := s.model.state()
	row := s.item.boardOf(st).marked(st)
	f, ok := row.(fyne.Focusable)
	if s.page.ScrollToEnd(row) || !ok {
		f = s.item.next
	}
	s.deps.Canvas.Focus(f)
}

// lead takes the learner to the button that tries again, after a failure.
func (s *Screen) lead() {
	if s.model.problem == nil {
		return
	}
	if s.model.phase == intro {
		s.deps.Canvas.Focus(s.intro.again)
	} else {
		s.deps.Canvas.Focus(s.item.again)
	}
	s.page.ScrollToEnd(nil)
}

func (s *Screen) completeState() fyne.CanvasObject {
	see := w.NewButton(w.Primary, s.model.ending(), look.IconArrowRight, s.result)
	return w.NewEmptyState(look.IconClipboardCheck, "Every question is answered", "Your answers are saved.", see)
}

func (s *Screen) nothingState() fyne.CanvasObject {
	home := w.NewButton(w.Primary, "Go to Home", look.IconHome, func() { s.deps.Nav.Go(nav.Route{Screen: nav.Home}) })
	return w.NewEmptyState(look.IconSprout, "Nothing is due now", s.model.nextDue(), home)
}

func (s *Screen) missingState() fyne.CanvasObject {
	learn := w.NewButton(w.Primary, "Go to Learn", look.IconBook, func() { s.deps.Nav.Go(nav.Route{Screen: nav.Learn}) })
	return w.NewEmptyState(look.IconClipboardList, "This quiz is not here",
		"It may have left the library with an update. What you answered before is still saved.", learn)
}
