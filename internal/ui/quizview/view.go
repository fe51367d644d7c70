// Package quizview is the screen on which a learner takes a quiz: an introduction, then one item after the
// other. A response is on disk before its feedback or the next item shows.
package quizview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// Deps are what the screen uses.
type Deps struct {
	Catalog *catalog.Catalog
	Learner *learner.Learner
	Nav     nav.Navigator
	Canvas  fyne.Canvas // of the window that the screen is shown in
	Now     func() time.Time
	NewID   func() string // of a new attempt; never the same twice
	Seed    func() uint64 // of the order of a new attempt
}

// A Screen is one pass through a quiz. Its methods run on the UI goroutine.
type Screen struct {
	ctx    context.Context
	deps   Deps
	module catalog.ModuleID
	model  *model

	page  *w.PageColumn
	intro *introView
	item  *itemView
	shown *showing // what the page holds now; nil before the first render
}

// showing tells one page from another, to know when to begin at its top.
type showing struct {
	phase phase
	item  int
}

// New makes the screen for a module's quiz. Attempt names an attempt to go on with; when it is empty, the open
// attempt is gone on with, or a new one offered. The screen changes nothing after ctx has ended, but what was
// answered is saved all the same.
func New(ctx context.Context, d Deps, module catalog.ModuleID, attempt string) *Screen {
	s := &Screen{ctx: ctx, deps: d, module: module}
	s.model = newModel(d.Catalog, module, attempt, d.Learner.Record())
	s.intro = newIntroView(s.start, d.Nav.Back)
	s.item = newItemView(itemEvents{choose: s.choose, onReturn: s.onReturn, answer: s.answer, next: s.next, stop: d.Nav.Back})
	s.page = w.NewPageColumn(w.Reading)
	s.render()
	return s
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is what has the keyboard when the screen opens.
func (s *Screen) Focus() fyne.Focusable {
	switch s.model.phase {
	case intro:
		return s.intro.start
	case answering:
		return s.item.first()
	}
	return nil
}

// HandleKey chooses with 1 to 9 and A to I, answers and goes on with Return, and scrolls. It reports whether
// it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		return s.proceed()
	}
	if i, ok := choiceKey(e.Name); ok && s.model.phase == answering && i < len(s.model.item.Choices) {
		s.choose(i)
		s.item.choices.Focus(i)
		return true
	}
	return s.page.HandleKey(e)
}

// choiceKey is the index of the choice that a key stands for.
func choiceKey(k fyne.KeyName) (int, bool) {
	if len(k) != 1 {
		return 0, false
	}
	switch c := k[0]; {
	case c >= '1' && c <= '9':
		return int(c - '1'), true
	case c >= 'A' && c <= 'I':
		return int(c - 'A'), true
	}
	return 0, false
}

// proceed does what the primary button of the page does.
func (s *Screen) proceed() bool {
	switch s.model.phase {
	case intro:
		s.start()
	case answering:
		s.answer()
	case explained:
		s.next()
	default:
		return false
	}
	return true
}

// start keeps a new attempt, and shows its first item once it is kept.
func (s *Screen) start() {
	if s.model.phase != intro || s.model.saving {
		return
	}
	m, _ := s.deps.Catalog.Module(s.module)
	a := quiz.Attempt{
		ID: s.deps.NewID(), Module: string(s.module), ModuleVersion: m.Version, Revision: s.deps.Catalog.Revision.Manifest,
		Seed: s.deps.Seed(), Started: s.deps.Now(), Quiz: m.Quiz,
	}
	s.model.saving = true
	s.render()
	s.deps.Learner.StartAttempt(a, func(err error) {
		if s.ctx.Err() != nil {
			return
		}
		if err != nil {
			s.model.saving, s.model.problem = false, err
		} else {
			s.model.begin(a)
		}
		s.render()
		s.lead(s.intro.again)
	})
}

func (s *Screen) choose(index int) {
	s.model.choose(index)
	s.render()
}

// onReturn answers with what is chosen. On a choice that is not chosen while nothing is, it chooses; on feedback it
// leads to the way on.
func (s *Screen) onReturn(index int) {
	m := s.model
	if m.phase == explained {
		s.deps.Canvas.Focus(s.item.next)
		s.page.ScrollToEnd(nil)
		return
	}
	if m.phase == answering && !m.isChosen(index) && (m.item.Kind != quiz.Multiple || len(m.chosen) == 0) {
		s.choose(index)
		return
	}
	s.proceed()
}

// answer saves the response. Only when it is on disk does the feedback show.
func (s *Screen) answer() {
	next, r, ok := s.model.answer(s.deps.Now())
	s.render()
	if !ok {
		return
	}
	s.deps.Learner.SaveResponse(next.ID, r, func(err error) {
		if s.ctx.Err() != nil {
			return
		}
		s.model.saved(next, err)
		s.render()
		s.lead(s.item.again)
	})
}

// next goes on to the next item, or to the result.
func (s *Screen) next() {
	if s.model.phase != explained {
		return
	}
	if s.model.advance() {
		s.result()
		return
	}
	s.render()
}

func (s *Screen) result() {
	s.deps.Nav.Replace(nav.Route{Screen: nav.Result, Module: s.module, Attempt: s.model.attempt.ID})
}
