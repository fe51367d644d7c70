// Package lessonview is the screen on which a learner reads a lesson. It remembers where reading stopped.
package lessonview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/docview"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/popup"
)

// A PageOpener shows a lesson as a plain page in the browser, where screen readers and translators can read it.
type PageOpener interface {
	OpenLesson(ctx context.Context, m catalog.ModuleID, l catalog.LessonID) error
}

// Deps are what the screen uses.
type Deps struct {
	Catalog *catalog.Catalog
	Learner *learner.Learner
	Nav     nav.Navigator
	Run     bg.Runner
	Canvas  fyne.Canvas // of the window that the screen is shown in
	Outside popup.Outside
	Pages   PageOpener // may be nil: then there is nothing to open
	Now     func() time.Time
}

// A Screen shows one lesson. Its methods run on the UI goroutine.
type Screen struct {
	ctx     context.Context
	deps    Deps
	model   *model
	parts   *parts
	doc     *docview.View // nil when the lesson is not in the library
	content fyne.CanvasObject

	settled func(context.Context) // waits until a place in the lesson is worth keeping
	waiting bool                  // for settled
}

// settleTime is how long a learner rests before the place is kept: one write for a stretch of scrolling.
const settleTime = time.Second

func settle(ctx context.Context) {
	t := time.NewTimer(settleTime)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// New makes the screen for a lesson and goes to where its reading stopped. The screen changes nothing after ctx
// has ended.
func New(ctx context.Context, d Deps, m catalog.ModuleID, l catalog.LessonID) *Screen {
	s := &Screen{ctx: ctx, deps: d, settled: settle}
	s.model = newModel(d.Catalog, m, l, d.Learner.Record(), d.Now())
	s.parts = newParts()
	if !s.model.found() {
		s.content = s.missing()
		return s
	}
	s.doc = docview.New(ctx, docview.Deps{
		Run: d.Run, Pictures: d.Catalog.Files,
		OnSource: s.openSource, OnTerm: s.openTerm, OnLink: s.openLink, OnLesson: s.openLesson, OnPosition: s.onPosition,
	})
	s.build()
	s.doc.SetDocument(s.model.lesson.Body)
	if block := s.model.startBlock(); block > 0 {
		s.doc.ScrollTo(block)
	}
	s.save()
	return s
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus is nothing: a lesson is read from its top, and the keys scroll.
func (s *Screen) Focus() fyne.Focusable { return nil }

// Leave keeps where reading stopped, and how long it took.
func (s *Screen) Leave() {
	s.model.here(s.deps.Now())
	s.save()
}

// HandleKey scrolls, and goes to the next lesson with N and Right, to the one before with P and Left. It
// reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool {
	if s.doc == nil {
		return false
	}
	s.model.here(s.deps.Now())
	st := s.model.state()
	switch e.Name {
	case fyne.KeyN, fyne.KeyRight:
		return s.follow(st.Next)
	case fyne.KeyP, fyne.KeyLeft:
		return s.follow(st.Previous)
	}
	return s.doc.HandleKey(e)
}

func (s *Screen) follow(to *step) bool {
	if to != nil {
		s.deps.Nav.Go(to.Route)
	}
	return to != nil
}

// onPosition takes in what is on screen. The end is kept at once, a place in the middle when scrolling rests.
func (s *Screen) onPosition(block int, atEnd bool) {
	if s.model.moved(block, atEnd, s.deps.Now()) {
		s.save()
		return
	}
	if s.waiting {
		return
	}
	s.waiting = true
	rest := s.settled
	work := func(ctx context.Context) (struct{}, error) {
		rest(ctx)
		return struct{}{}, nil
	}
	bg.Start(s.ctx, s.deps.Run, work, func(struct{}, error) {
		s.waiting = false
		s.save()
	})
}

// save keeps the place in the background. Reading goes on however that ends.
func (s *Screen) save() {
	v, ok := s.model.unsaved()
	if !ok {
		return
	}
	s.deps.Learner.SaveVisit(v, func(err error) {
		if s.ctx.Err() != nil {
			return
		}
		s.model.saved(err)
		s.render()
	})
}

func (s *Screen) openSource(key catalog.SourceKey) {
	note, ok := s.deps.Catalog.Sources[key]
	if !ok {
		note = catalog.Source{Key: key}
	}
	popup.Source(s.deps.Canvas, note, s.deps.Outside)
}

func (s *Screen) openTerm(headword string) {
	if t, ok := s.deps.Catalog.Term(headword); ok {
		popup.Term(s.deps.Canvas, t)
	}
}

func (s *Screen) openLink(url string) { popup.Leave(s.deps.Canvas, url, s.deps.Outside) }

func (s *Screen) openLesson(l catalog.LessonID) {
	s.deps.Nav.Go(nav.Route{Screen: nav.Lesson, Module: s.model.module.ID, Lesson: l})
}

// openPage shows the lesson in the browser.
func (s *Screen) openPage() {
	if s.model.opening {
		return
	}
	s.model.opening, s.model.pageFail = true, nil
	s.render()
	pages, m, l := s.deps.Pages, s.model.module.ID, s.model.lesson.ID
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, pages.OpenLesson(ctx, m, l) }
	bg.Start(s.ctx, s.deps.Run, work, func(_ struct{}, err error) {
		s.model.opening, s.model.pageFail = false, err
		s.render()
	})
}
