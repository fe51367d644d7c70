// Package scenarioview is the screen on which a learner plays a scenario: an introduction, then scene after scene,
// then a debrief. A step is on disk before what comes of it shows.
package scenarioview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/ui/bg"
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
	Run     bg.Runner
	Canvas  fyne.Canvas // of the window that the screen is shown in
	Outside popup.Outside
	Now     func() time.Time
	NewID   func() string // of a new run; never the same twice
	Clock   Clock
}

// Clock is how time passes on the screen.
type Clock struct {
	On    bool                          // whether a new run has the clock, as it was last chosen
	OnSet func(on bool)                 // keeps that choice
	Every func(context.Context, func()) // calls a function each second on the UI goroutine, until ctx ends
	Away  func() bool                   // reports that nobody can see the window; nil is never
}

// A Screen is one pass through a scenario, or its debrief. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	deps  Deps
	at    place
	model *model

	page    *w.PageColumn
	start   *startView
	play    *playView
	debrief *debriefView
	shown   *showing // what the page holds now; nil before the first render
	timed   bool     // seconds are being counted
}

// showing tells one page from another, to know when to begin at its top.
type showing struct {
	phase phase
	run   string
	steps int
	waits bool // the last step was a minute of waiting
}

// New makes the screen of a route. Its Run names a run to go on with or to look back at; when it is empty, a new one
// is offered. The screen changes nothing after ctx has ended, but what was done is saved all the same.
func New(ctx context.Context, d Deps, r nav.Route) *Screen {
	s := &Screen{ctx: ctx, deps: d, at: place{r.Module, r.Scenario, r.Run}}
	s.model = newModel(d.Catalog, s.at, d.Learner.Record(), d.Clock.On)
	s.start = newStartView(startEvents{
		start: s.begin, resume: s.resume, later: d.Nav.Back, variant: s.choose, clock: s.setClock, earlier: s.openRun,
	})
	pics := &pictures{ctx: ctx, run: d.Run, files: d.Catalog.Files, made: map[paragraph]fyne.CanvasObject{}}
	s.play = newPlayView(playEvents{act: s.act, again: s.again, pause: s.togglePause, stop: d.Nav.Back, over: s.lookBack}, pics)
	s.debrief = newDebriefView(debriefEvents{source: s.openSource, lesson: s.openLesson, again: s.playAgain, home: s.goHome})
	s.page = w.NewPageColumn(s.width())
	s.render()
	return s
}

// width is wide for a scene, whose drawing stands beside the words, and narrow for what is only read.
func (s *Screen) width() w.ColumnWidth {
	if s.model.phase == playing || s.model.phase == starting {
		return w.Wide
	}
	return w.Reading
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is what has the keyboard when the screen opens: the way on, where it is on screen together with what is said
// before it. Else nothing has, and Return goes on all the same.
func (s *Screen) Focus() fyne.Focusable {
	if s.model.phase != starting {
		return nil
	}
	if first := s.start.first(s.model.state()); s.page.Shows(first) {
		return first
	}
	return nil
}

// HandleKey does the actions with 1 to 9, moves between them with the arrows, pauses the clock with P, goes on with
// Return, and scrolls. It reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool {
	switch s.model.phase {
	case starting:
		if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
			s.proceed()
			return true
		}
	case playing:
		if s.playKey(e.Name) {
			return true
		}
	}
	return s.page.HandleKey(e)
}

// proceed does what the primary button of the start does.
func (s *Screen) proceed() {
	if s.model.open != nil {
		s.resume()
		return
	}
	s.begin()
}

func (s *Screen) playKey(k fyne.KeyName) bool {
	if i, ok := actionKey(k); ok && i < len(s.model.now.Offered) {
		s.act(i)
		return true
	}
	switch k {
	case fyne.KeyP:
		s.togglePause()
		return s.model.now.Clock > 0
	case fyne.KeyUp:
		return s.move(-1)
	case fyne.KeyDown:
		return s.move(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if s.model.now.Ended {
			s.lookBack()
			return true
		}
		return s.focusRow(0)
	}
	return false
}

// actionKey is the index of the action that a key stands for.
func actionKey(k fyne.KeyName) (int, bool) {
	if len(k) == 1 && k[0] >= '1' && k[0] <= '9' {
		return int(k[0] - '1'), true
	}
	return 0, false
}

// move gives the keyboard to the next action, or to the one before, when an action has it.
func (s *Screen) move(by int) bool {
	at := s.play.row(s.deps.Canvas.Focused())
	return at >= 0 && s.focusRow(at+by)
}

func (s *Screen) focusRow(index int) bool {
	if index < 0 || index >= len(s.model.now.Offered) {
		return false
	}
	s.deps.Canvas.Focus(s.play.rows[index].panel)
	return true
}

func (s *Screen) choose(variant int) {
	s.model.chosen = variant
	s.render()
}

func (s *Screen) setClock(on bool) {
	s.model.clock = on
	if s.deps.Clock.OnSet != nil {
		s.deps.Clock.OnSet(on)
	}
	s.render()
}

func (s *Screen) resume() {
	s.model.resume()
	s.render()
}

// begin keeps a new run, and shows its first scene once it is kept.
func (s *Screen) begin() {
	run, ok := s.model.begin(s.deps.NewID(), s.deps.Now())
	s.render()
	if !ok {
		return
	}
	s.deps.Learner.StartRun(run, func(err error) {
		if s.ctx.Err() != nil {
			return
		}
		if s.model.saving, s.model.problem = false, err; err == nil {
			s.model.come(run)
		}
		s.render()
		s.lead(s.start.again)
	})
}

func (s *Screen) act(index int) {
	if next, ok := s.model.act(index, s.deps.Now()); ok {
		s.save(next)
	}
	s.render()
}

// again saves the step that was not saved.
func (s *Screen) again() {
	if next, ok := s.model.again(); ok {
		s.save(next)
	}
	s.render()
}

// save keeps the last step of a run. Only when it is on disk does the screen show what came of it.
func (s *Screen) save(next scenario.Run) {
	n := len(next.Steps) - 1
	s.deps.Learner.SaveStep(next.ID, n, next.Steps[n], func(err error) {
		if s.ctx.Err() != nil {
			return
		}
		s.model.saved(next, err, s.deps.Now())
		s.render()
		s.lead(s.play.again)
	})
}

// tick is one second. The clock stands still while a dialog is open, and is paused when nobody looks.
func (s *Screen) tick() {
	if !s.model.ticking() || s.deps.Canvas.Overlays().Top() != nil {
		return
	}
	if away := s.deps.Clock.Away; away != nil && away() {
		s.model.pause(true)
		s.render()
		return
	}
	if s.model.tick() {
		if next, ok := s.model.wait(s.deps.Now()); ok {
			s.save(next)
		}
	}
	s.play.clock.set(s.model.clockState())
}

func (s *Screen) togglePause() {
	s.model.pause(!s.model.paused)
	s.play.clock.set(s.model.clockState())
}

// lookBack opens the debrief in place of the story.
func (s *Screen) lookBack() { s.deps.Nav.Replace(s.routeOf(s.model.run.ID)) }

// openRun opens the debrief of an earlier run.
func (s *Screen) openRun(run string) { s.deps.Nav.Go(s.routeOf(run)) }

func (s *Screen) routeOf(run string) nav.Route {
	module := s.at.module
	if kept := s.model.run.Module; kept != "" { // a route to a run need not name its module
		module = catalog.ModuleID(kept)
	}
	return nav.Route{Screen: nav.Scenario, Module: module, Scenario: s.model.scenario.ID, Run: run}
}

func (s *Screen) playAgain() {
	s.deps.Nav.Go(nav.Route{Screen: nav.Scenario, Module: catalog.ModuleID(s.model.run.Module), Scenario: s.model.scenario.ID})
}

func (s *Screen) goHome() {
	s.deps.Nav.Go(nav.Route{Screen: nav.Module, Module: catalog.ModuleID(s.model.run.Module)})
}

func (s *Screen) openLesson(l catalog.LessonID) {
	s.deps.Nav.Go(nav.Route{Screen: nav.Lesson, Module: s.model.module.ID, Lesson: l})
}

func (s *Screen) openSource(n catalog.Source) { popup.Source(s.deps.Canvas, n, s.deps.Outside) }
