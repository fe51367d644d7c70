// Package newsview is the screen of what is new: what changed in the modules and why, which questions were answered as
// they were before, and what was printed that is to be thrown away.
package newsview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/news"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Prints are what was printed on this computer. It is called in the background.
type Prints interface {
	Entries() ([]recall.Print, error)
}

// Deps are what the screen uses.
type Deps struct {
	Catalog *catalog.Catalog
	Learner *learner.Learner
	Nav     nav.Navigator
	Run     bg.Runner
	Canvas  fyne.Canvas // of the window that the screen is shown in
	Now     func() time.Time
	Prints  Prints
}

// A Screen shows what is new. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model model
	parts *parts
}

// New makes the screen and works out what is new in the background, until ctx ends.
func New(ctx context.Context, d Deps) *Screen {
	s := &Screen{ctx: ctx, d: d, model: model{catalog: d.Catalog}}
	s.parts = newParts(s)
	s.render()
	s.look()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.parts.page }

// HandleKey scrolls; it reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.parts.page.HandleKey(e) }

// Refresh works out again what is new.
func (s *Screen) Refresh() {
	if !s.model.saving {
		s.look()
	}
}

func (s *Screen) render() { s.parts.render(s.model.state()) }

// look works out what is new. What is marked as seen later is what it found, not what came meanwhile.
func (s *Screen) look() {
	type found struct {
		news   news.News
		unread error
	}
	c, r, prints, now := s.d.Catalog, s.d.Learner.Record(), s.d.Prints, s.d.Now()
	work := func(context.Context) (found, error) {
		printed, err := prints.Entries()
		return found{news.Since(c, r, recall.Find(printed, c, now)), err}, nil
	}
	bg.Start(s.ctx, s.d.Run, work, func(f found, _ error) {
		s.model.zone = now.Location()
		s.model.found(r, f.news, f.unread)
		s.render()
	})
}

func (s *Screen) onMore() {
	s.model.showAll()
	s.render()
}

// onSeen keeps that everything was seen, and goes back.
func (s *Screen) onSeen() {
	if s.model.saving {
		return
	}
	s.model.saving = true
	s.render()
	s.d.Learner.SaveModulesSeen(s.model.news.Seen, func(err error) {
		if s.ctx.Err() != nil {
			return
		}
		done := s.model.marked(err)
		s.render()
		if done {
			s.d.Nav.Back()
			return
		}
		widgets.Reveal(s.parts.trouble)
	})
}

func (s *Screen) goTo(to nav.Route) func() { return func() { s.d.Nav.Go(to) } }
