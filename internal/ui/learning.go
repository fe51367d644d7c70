package ui

import (
	"context"
	"sync"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/answersview"
	"github.com/passalong/passalong/internal/ui/exchangeview"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/lessonview"
	"github.com/passalong/passalong/internal/ui/moduleview"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/progressview"
	"github.com/passalong/passalong/internal/ui/quizview"
	"github.com/passalong/passalong/internal/ui/resultview"
	"github.com/passalong/passalong/internal/ui/scenarioview"
	"github.com/passalong/passalong/internal/ui/skillsview"
)

// learning makes the screens on which somebody learns, and looks back at it.
func (w *Window) learning(ctx context.Context, r nav.Route) Screen {
	canvas := w.win.Canvas()
	switch r.Screen {
	case nav.Module:
		return moduleview.New(ctx, moduleview.Deps{
			Catalog: w.catalog, Learner: w.learner, Nav: w, Run: w.run, Canvas: canvas,
			Outside: w.outside(), Pages: w.opener(), Now: w.s.Now,
		}, r.Module)
	case nav.Lesson:
		return lessonview.New(ctx, lessonview.Deps{
			Catalog: w.catalog, Learner: w.learner, Nav: w, Run: w.run, Canvas: canvas,
			Outside: w.outside(), Pages: w.opener(), Now: w.s.Now,
		}, r.Module, r.Lesson)
	case nav.Quiz:
		return quizview.New(ctx, quizview.Deps{
			Catalog: w.catalog, Learner: w.learner, Nav: w, Canvas: canvas, Outside: w.outside(),
			Now: w.s.Now, NewID: w.s.NewID, Seed: w.s.Seed, Deck: w.deck(), Minutes: w.refresherMinutes,
		}, r)
	case nav.Result:
		return resultview.New(ctx, resultview.Deps{
			Catalog: w.catalog, Learner: w.learner, Nav: w, Canvas: canvas, Outside: w.outside(), Now: w.s.Now, Deck: w.deck(),
		}, r.Attempt)
	case nav.Scenario:
		return scenarioview.New(ctx, scenarioview.Deps{
			Catalog: w.catalog, Learner: w.learner, Nav: w, Run: w.run, Canvas: canvas, Outside: w.outside(),
			Now: w.s.Now, NewID: w.s.NewID, Clock: w.clock(),
		}, r)
	case nav.Skills:
		return skillsview.New(ctx, skillsview.Deps{
			Catalog: w.catalog, Learner: w.learner, Nav: w, Canvas: canvas, Now: w.s.Now, NewID: w.s.NewID,
		}, r.Module)
	case nav.Exchange:
		return exchangeview.New(ctx, exchangeview.Deps{
			Catalog: w.catalog, Learner: w.learner, Nav: w, Run: w.run, Canvas: canvas,
			Files: w.opener(), Folders: w.folders(), Quizzes: w.s.Exchange,
			Now: w.s.Now, NewID: w.s.NewID, Seed: w.s.Seed,
		}, r.Module)
	case nav.Answers:
		return answersview.New(ctx, answersview.Deps{Catalog: w.catalog, Learner: w.learner, Nav: w, Now: w.s.Now}, r.Module)
	}
	return progressview.New(ctx, progressview.Deps{
		Catalog: w.catalog, Learner: w.learner, Deck: w.deck(), Nav: w, Run: w.run, Now: w.s.Now, Random: w.s.Random,
		Files: w.opener(), Save: w.saver(ctx),
	}, r.Query)
}

// folders are where files of other programs lie.
type folders struct {
	opener
	Exchange
}

// Sticks is for filebox.Sticks.
func (f folders) Sticks(ctx context.Context) []string {
	if s, ok := f.Exchange.(filebox.Sticks); ok {
		return s.Sticks(ctx)
	}
	return nil
}

// saver offers to save a file.
func (w *Window) saver(ctx context.Context) func(filebox.Offer, func(string, error)) {
	return func(o filebox.Offer, done func(string, error)) {
		filebox.Save(ctx, w.win.Canvas(), filebox.Deps{Run: w.run, Files: w.opener()}, o, done)
	}
}

// clock is how time passes in a scenario.
func (w *Window) clock() scenarioview.Clock {
	return scenarioview.Clock{
		On:    w.s.Settings.Current().ScenarioClock,
		OnSet: func(on bool) { w.keep(func(s *settings.Settings) { s.ScenarioClock = on }, w.complainIf) },
		Every: w.every,
		Away:  func() bool { return w.away },
	}
}

func (w *Window) refresherMinutes() int { return w.s.Settings.Current().RefresherMinutes }

func (w *Window) setRefresherMinutes(minutes int, done func(error)) {
	w.keep(func(s *settings.Settings) { s.RefresherMinutes = minutes }, done)
}

// keep changes a setting.
func (w *Window) keep(change func(*settings.Settings), done func(error)) {
	s := w.s.Settings.Current()
	change(&s)
	w.change(func(ctx context.Context) error { return w.s.Settings.Save(ctx, s) }, done)
}

func (w *Window) complainIf(err error) {
	if err != nil {
		w.complain(err)
	}
}

// A decks keeps the schedule of the open record until the record or the library changes: replaying a long record
// takes longer than anything else that a screen does.
type decks struct {
	mu   sync.Mutex
	of   schedule
	deck *refresher.Deck
}

// A schedule is what a deck was made of.
type schedule struct {
	catalog *catalog.Catalog
	learner *learner.Learner
	changes int
}

// deck gives the schedule of the record as it is now. What it returns may be called on any goroutine.
func (w *Window) deck() func() *refresher.Deck {
	of, record, d := schedule{w.catalog, w.learner, w.learner.Changes()}, w.learner.Record(), &w.decks
	return func() *refresher.Deck {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.of != of {
			d.of, d.deck = of, refresher.NewDeck(of.catalog, record)
		}
		return d.deck
	}
}
