// Package quizview is the screen on which a learner takes a quiz, for whatever purpose: an introduction, then one
// item after the other. A response is on disk before its feedback or the next item shows.
package quizview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/popup"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// Deps are what the screen uses.
type Deps struct {
	Catalog *catalog.Catalog
	Learner *learner.Learner
	Nav     nav.Navigator
	Canvas  fyne.Canvas // of the window that the screen is shown in
	Outside popup.Outside
	Now     func() time.Time
	NewID   func() string // of a new attempt; never the same twice
	Seed    func() uint64 // of the order of a new attempt
	// Deck is the learner's schedule, for refreshers and boosters; nil where there are none.
	Deck func() *refresher.Deck
	// Minutes is how long a refresher may take, as the learner asked for. It is asked for with Deck alone.
	Minutes func() int
}

// A Screen is one pass through a quiz. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	deps  Deps
	model *model
	retry func() // what failed last

	page  *w.PageColumn
	intro *introView
	item  *itemView
	shown *showing // what the page holds now; nil before the first render
}

// showing tells one page from another, to know when to begin at its top.
type showing struct {
	phase   phase
	attempt string
	item    int
}

// New makes the screen for a route. It names an attempt to go on with; where it names none, the open attempt for its
// purpose and module is gone on with, or a new one offered. The screen changes nothing after ctx has ended, but what
// was answered is saved all the same.
func New(ctx context.Context, d Deps, to nav.Route) *Screen {
	s := &Screen{ctx: ctx, deps: d, retry: func() {}}
	if a, ok := d.Learner.Record().Attempt(to.Attempt); ok {
		to.Purpose = a.Purpose
	}
	mem := memory{now: d.Now()}
	if d.Deck != nil && (to.Purpose == quiz.Refresher || to.Purpose == quiz.Booster) {
		mem.deck, mem.minutes = d.Deck(), d.Minutes()
	}
	s.model = newModel(d.Catalog, d.Learner.Record(), mem, to)
	s.intro = newIntroView(s.start, d.Nav.Back)
	s.item = newItemView(s.events())
	s.page = w.NewPageColumn(w.Reading)
	s.render()
	return s
}

func (s *Screen) events() itemEvents {
	return itemEvents{
		choose: s.choose, onReturn: s.onReturn,
		order: w.OrderEvents{
			Lift: s.lift, Move: s.move, Drop: s.drop, Return: s.returnOnRow,
			Lifted: func(row int) bool { return s.model.given.up == row },
		},
		match: w.MatchEvents{Open: s.pick, Cycle: s.cycle, Return: s.returnOnPair},
		write: s.write, enter: func() { s.proceed() },
		answer: s.answer, skip: s.skip, hint: s.hint, next: s.next, stop: s.deps.Nav.Back, anew: s.start, retry: func() { s.retry() },
		source: func(note catalog.Source) { popup.Source(s.deps.Canvas, note, s.deps.Outside) },
	}
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is what has the keyboard when the screen opens.
func (s *Screen) Focus() fyne.Focusable {
	switch s.model.phase {
	case intro:
		return s.intro.start
	case answering:
		return s.item.first(s.model.state())
	}
	return nil
}

// start keeps a new attempt, and shows its first item once it is kept. An open attempt is put aside by that.
func (s *Screen) start() {
	m := s.model
	if m.saving || m.phase != intro && m.phase != answering {
		return
	}
	a := m.newAttempt(s.deps.NewID(), s.deps.Seed(), s.deps.Now())
	m.saving = true
	s.retry = s.start
	s.render()
	s.deps.Learner.StartAttempt(a, func(err error) {
		if s.ctx.Err() != nil {
			return
		}
		if err != nil {
			m.saving, m.problem = false, err
		} else {
			m.resumed = false
			m.begin(a, s.deps.Now())
		}
		s.render()
		s.lead()
	})
}

// answer saves the response. Only when it is on disk does the feedback show, or the next item where feedback comes
// at the end.
func (s *Screen) answer(sure quiz.Sureness) {
	next, r, ok := s.model.answer(sure, s.deps.Now())
	s.retry = func() { s.answer(sure) }
	s.render()
	if !ok {
		s.backToWork()
		return
	}
	s.save(next, r)
}

// skip answers "I don't know".
func (s *Screen) skip() {
	if next, r, ok := s.model.skip(s.deps.Now()); ok {
		s.retry = s.skip
		s.render()
		s.save(next, r)
	}
}

func (s *Screen) save(next quiz.Attempt, r quiz.Response) {
	s.deps.Learner.SaveResponse(next.ID, r, func(err error) {
		if s.ctx.Err() != nil {
			return
		}
		s.model.saved(next, r, err)
		if err == nil && !s.model.tells() {
			s.next()
			return
		}
		s.render()
		s.lead()
	})
}

// backToWork gives the keyboard back to what is written on, where an answer was not taken.
func (s *Screen) backToWork() {
	if k := s.model.item.Kind; k == quiz.Short || k == quiz.Number {
		s.deps.Canvas.Focus(s.item.first(s.model.state()))
	}
}

// next goes on to the next item, or to the result.
func (s *Screen) next() {
	if s.model.phase != explained {
		return
	}
	if s.model.advance(s.deps.Now()) {
		s.result()
		return
	}
	s.render()
}

func (s *Screen) result() {
	a := s.model.attempt
	s.deps.Nav.Replace(nav.Route{Screen: nav.Result, Module: catalog.ModuleID(a.Module), Attempt: a.ID})
}
