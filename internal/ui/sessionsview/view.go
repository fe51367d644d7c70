// Package sessionsview is the screen of a facilitator: what is under way, what is prepared, how to begin anew, and
// what is over.
package sessionsview

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/nav"
)

// Plans are the plans of this computer. Its methods are called in the background.
type Plans interface {
	Plans(ctx context.Context) ([]plan.Plan, error)
	SavePlan(ctx context.Context, p plan.Plan) error // in place of the one with its ID
	DeletePlan(ctx context.Context, id plan.ID) error
}

// Sessions are the sessions that were begun and have not ended. Its methods are called in the background.
type Sessions interface {
	Sessions(ctx context.Context) ([]session.Listed, error)
}

// Reports are what is kept of sessions that are over. Its methods are called in the background.
type Reports interface {
	Reports(ctx context.Context) ([]evaluation.Report, error)
}

// A Keeper is the file of all this. Its method is called in the background.
type Keeper interface {
	// SetAside gives a damaged file another name, which it answers, so that one can begin anew. It deletes nothing.
	SetAside(ctx context.Context) (string, error)
}

// Deps is what the screen needs.
type Deps struct {
	Catalog  *catalog.Catalog
	Nav      nav.Navigator
	Run      bg.Runner
	Canvas   fyne.Canvas // of the window that the screen is shown in
	Now      func() time.Time
	NewID    func() string // of a plan
	Plans    Plans
	Sessions Sessions
	Reports  Reports
	Keeper   Keeper
	// OnBegin begins a session, or its rehearsal with simulated participants, and shows it. Only when that fails it calls
	// done, on the UI goroutine.
	OnBegin func(p plan.Plan, rehearsal bool, done func(error))
}

// A Screen shows sessions and plans. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model model
	parts *parts
	loads int // of the lists; an older one that comes late is dropped
}

// New makes the screen and begins to read. ctx ends when the screen is left; what is written is written all the same.
func New(ctx context.Context, d Deps) *Screen {
	s := &Screen{ctx: ctx, d: d, model: model{catalog: d.Catalog, now: d.Now}}
	s.parts = newParts(s)
	s.render()
	s.load()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.parts.page }

// Focus is the session that is under way, or else how to begin one.
func (s *Screen) Focus() fyne.Focusable {
	if s.model.form != nil {
		return s.parts.form.focus()
	}
	return s.parts.list.focus()
}

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.parts.page.HandleKey(e) }

// Refresh reads again what was changed elsewhere. What is being chosen stays.
func (s *Screen) Refresh() {
	s.render()
	s.load()
}

func (s *Screen) render() { s.parts.render(s.model.state()) }

// load reads the three lists, each by itself: one that cannot be read does not hide the others.
func (s *Screen) load() {
	s.loads++
	read(s, listPlans, s.d.Plans.Plans, s.model.take)
	read(s, listSessions, s.d.Sessions.Sessions, func(all []session.Listed) { s.model.sessions = all })
	read(s, listReports, s.d.Reports.Reports, func(all []evaluation.Report) { s.model.reports = all })
}

func read[T any](s *Screen, list int, work func(context.Context) ([]T, error), take func([]T)) {
	turn := s.loads
	bg.Start(s.ctx, s.d.Run, work, func(all []T, err error) {
		if turn != s.loads {
			return
		}
		before := s.Focus()
		s.model.troubles[list], s.model.damaged[list] = explain.Error(err), errors.Is(err, session.ErrDamaged)
		if err == nil || len(all) > 0 { // what can be read is there, whatever is wrong with the rest
			s.model.read[list] = true
			take(all)
		}
		s.render()
		s.lift(before)
	})
}

// lift brings the keyboard to what has become the first thing to do, where it was on the one before.
func (s *Screen) lift(before fyne.Focusable) {
	at := s.d.Canvas.Focused()
	if now := s.Focus(); now != before && (at == before || at == nil) && s.d.Canvas.Overlays().Top() == nil {
		s.d.Canvas.Focus(now)
		s.parts.page.ScrollToTop()
	}
}

// open shows the form.
func (s *Screen) open(f *form) {
	s.model.form = f
	s.model.say("", nil)
	s.render()
	s.parts.page.ScrollToTop()
	s.d.Canvas.Focus(s.Focus())
}

func (s *Screen) onNew()   { s.open(newForm(false, nil)) }
func (s *Screen) onBrief() { s.open(newForm(true, nil)) }

func (s *Screen) onModule(id catalog.ModuleID) {
	if m, ok := s.d.Catalog.Module(id); ok {
		s.open(newForm(false, m))
	}
}

func (s *Screen) onCancel() {
	if s.model.form.busy {
		return
	}
	brief := s.model.form.brief
	s.model.form = nil
	s.render()
	s.parts.page.ScrollToTop()
	if brief {
		s.d.Canvas.Focus(s.parts.list.brief)
		return
	}
	s.d.Canvas.Focus(s.parts.list.make)
}

func (s *Screen) onTurn(index int) {
	s.model.turn(index)
	s.render()
}

func (s *Screen) onLength(index int) { s.onMinutes(lengths(s.model.form.brief)[index]) }

func (s *Screen) onMinutes(n int) {
	s.model.form.minutes = n
	s.render()
}

func (s *Screen) onPeople(n int) {
	s.model.form.people = n
	s.render()
}

// onMake makes the plan and saves it, and then opens it or begins the session.
func (s *Screen) onMake(begin bool) {
	f := s.model.form
	if f.busy {
		return
	}
	f.tried, f.trouble = true, explain.Trouble{}
	if !f.right() {
		s.render()
		s.d.Canvas.Focus(s.parts.form.wrong(s.model.formState()))
		return
	}
	p, err := f.plan(s.d.Catalog)
	if err != nil {
		f.refuse(err)
		s.render()
		s.parts.page.ScrollToTop()
		return
	}
	p.ID = plan.ID(s.d.NewID())
	f.busy = true
	s.render()
	s.save(p, func(p plan.Plan, err error) {
		f.busy = false
		if err != nil {
			f.refuse(err)
			s.render()
			s.parts.page.ScrollToTop() // where it says so
			return
		}
		s.model.form = nil
		s.render()
		if begin {
			s.begin(p, false)
			return
		}
		s.openPlan(p.ID)
	})
}

// save keeps a plan as it is changed now. It goes on when the screen is left.
func (s *Screen) save(p plan.Plan, done func(plan.Plan, error)) {
	p.Changed = s.d.Now()
	plans := s.d.Plans
	work := func(ctx context.Context) (plan.Plan, error) { return p, plans.SavePlan(context.WithoutCancel(ctx), p) }
	bg.Start(s.ctx, s.d.Run, work, func(p plan.Plan, err error) {
		if err == nil {
			s.model.put(p)
		}
		done(p, err)
	})
}

func (s *Screen) openPlan(id plan.ID) { s.d.Nav.Go(nav.Route{Screen: nav.Plan, Plan: id}) }
