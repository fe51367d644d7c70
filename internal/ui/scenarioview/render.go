package scenarioview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// render makes the widgets show the model. Nothing else writes to them, but for the clock, which changes each second.
func (s *Screen) render() {
	st := s.model.state()
	now := s.showing()
	fresh := s.shown == nil || s.shown.phase != now.phase
	switch st.Phase {
	case starting:
		s.start.set(st)
		if fresh {
			s.page.SetObjects(w.Readable(w.VStack(look.Gap24, s.start.objects()...)))
		}
	case playing:
		s.play.set(st)
		if fresh {
			s.page.SetObjects(s.play.objects()...)
		}
	case lookback:
		if fresh {
			s.page.SetObjects(s.debrief.objects(st)...)
		}
	case missing:
		s.page.SetObjects(s.missingState(st))
	}
	s.page.Relayout()
	s.countSeconds()
	if s.shown == nil || *s.shown != now {
		s.arrive(now)
	}
}

// countSeconds begins to count once there is a clock, and goes on until the screen is left.
func (s *Screen) countSeconds() {
	if !s.timed && s.model.now.Clock > 0 && s.deps.Clock.Every != nil {
		s.timed = true
		s.deps.Clock.Every(s.ctx, s.tick)
	}
}

func (s *Screen) showing() showing {
	m := s.model
	now := showing{phase: m.phase, run: m.run.ID, steps: len(m.run.Steps)}
	if now.steps > 0 {
		now.waits = m.run.Steps[now.steps-1].Action == ""
	}
	return now
}

// arrive puts the learner where a new page begins. A minute that passed by itself leaves them where they are.
func (s *Screen) arrive(now showing) {
	before := s.shown
	s.shown = &now
	if now.phase != playing || before == nil {
		return // the window decides about the keyboard when the screen opens
	}
	if now.waits && before.phase == playing {
		s.keepRow()
		return
	}
	s.page.ScrollToTop()
	s.focusActions()
}

// keepRow leaves the keyboard on the list when the action that had it is no longer offered.
func (s *Screen) keepRow() {
	at, n := s.play.row(s.deps.Canvas.Focused()), len(s.model.now.Offered)
	switch {
	case s.model.now.Ended:
		s.deps.Canvas.Focus(s.play.over)
	case at >= n:
		s.focusRow(n - 1)
	}
}

// focusActions gives the keyboard to the first action where it is on screen together with the words above it. Else
// the keys scroll first: nobody should be led past what was not read.
func (s *Screen) focusActions() {
	var first fyne.Focusable = s.play.over
	var at fyne.CanvasObject = s.play.over
	if len(s.model.now.Offered) > 0 {
		first, at = s.play.rows[0].panel, s.play.rows[0].panel
	}
	if s.page.Shows(at) {
		s.deps.Canvas.Focus(first)
		return
	}
	s.deps.Canvas.Unfocus()
}

// lead takes the learner to the button that tries again, after a failure.
func (s *Screen) lead(again *w.Button) {
	if s.model.problem != nil {
		s.deps.Canvas.Focus(again)
	}
}

func (s *Screen) missingState(st state) fyne.CanvasObject {
	learn := w.NewButton(w.Primary, "Go to Learn", look.IconBook, func() { s.deps.Nav.Go(nav.Route{Screen: nav.Learn}) })
	if st.Broken {
		return w.NewEmptyState(look.IconInfo, "This run cannot be shown",
			"It does not fit its scenario. What you have learned is kept, and the scenario can be played again.", learn)
	}
	return w.NewEmptyState(look.IconInfo, "This scenario is not here",
		"It may have left the library with an update. What you have played before is still saved.", learn)
}
