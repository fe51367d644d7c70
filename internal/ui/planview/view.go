// Package planview is the screen where a facilitator makes a plan their own: what comes in which order, how long it
// takes, what is said, shown and asked. Each change is saved by itself.
package planview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/slides"
)

// Plans are the plans of this computer. Its methods are called in the background.
type Plans interface {
	Plans(ctx context.Context) ([]plan.Plan, error)
	SavePlan(ctx context.Context, p plan.Plan) error // in place of the one with its ID
}

// A Print is something on paper that a plan makes.
type Print string

// What can be printed.
const (
	PrintPlan      Print = "plan"      // to read at the table
	PrintMaterials Print = "materials" // what to bring
	PrintBrief     Print = "brief"     // one page: script, check and kit
)

// Deps is what the screen needs.
type Deps struct {
	Catalog *catalog.Catalog
	Nav     nav.Navigator
	Run     bg.Runner
	Canvas  fyne.Canvas // of the window that the screen is shown in
	Now     func() time.Time
	NewID   func() string // of a plan
	Plans   Plans
	Draft   *Draft // one for all screens of the window
	// OnBegin begins a session, or its rehearsal with simulated participants, and shows it. Only when that fails it calls
	// done, on the UI goroutine.
	OnBegin func(p plan.Plan, rehearsal bool, done func(error))
	// OnPrint shows what is to be printed.
	OnPrint  func(p plan.Plan, what Print)
	Pictures slides.Pictures // for previews; nil leaves words in their places
}

// A Draft keeps plans that could not be saved before their screens were left, until they are opened again. The zero
// value is empty. It is used on the UI goroutine.
type Draft struct{ plans map[plan.ID]plan.Plan }

func (d *Draft) take(id plan.ID) (plan.Plan, bool) {
	p, ok := d.plans[id]
	delete(d.plans, id)
	return p, ok
}

func (d *Draft) put(p plan.Plan) {
	if d.plans == nil {
		d.plans = map[plan.ID]plan.Plan{}
	}
	d.plans[p.ID] = p
}

// A Screen shows one plan. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	id    plan.ID
	model model
	parts *parts
}

// New makes the screen of a plan and begins to read it. ctx ends when the screen is left; what was changed is saved
// all the same.
func New(ctx context.Context, d Deps, id plan.ID) *Screen {
	s := &Screen{ctx: ctx, d: d, id: id, model: model{catalog: d.Catalog, now: d.Now, open: map[plan.SectionID]bool{}}}
	s.parts = newParts(s)
	if p, ok := d.Draft.take(id); ok {
		s.model.plan, s.model.loaded, s.model.found, s.model.changes = p, true, true, 1
		s.render()
		s.save()
		return s
	}
	s.render()
	s.load()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.parts.page }

// Focus is how to begin the session; nil while the plan is read.
func (s *Screen) Focus() fyne.Focusable {
	switch {
	case s.model.loaded:
		return s.parts.head.start
	case s.model.missing:
		return s.parts.back
	}
	return nil
}

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.parts.page.HandleKey(e) }

// Refresh draws anew what the library says. What is being changed stays.
func (s *Screen) Refresh() { s.render() }

// Leave keeps what could not be saved until the plan is opened again.
func (s *Screen) Leave() {
	if s.model.loaded && s.model.unsaved() {
		s.d.Draft.put(s.model.plan)
		s.save()
	}
}

func (s *Screen) render() { s.parts.render(s.model.state()) }

func (s *Screen) load() {
	bg.Start(s.ctx, s.d.Run, s.d.Plans.Plans, func(all []plan.Plan, err error) {
		s.model.trouble = explain.Error(err)
		s.model.missing = err == nil
		for _, p := range all {
			if p.ID == s.id { // whatever is wrong with others
				s.model.plan, s.model.loaded, s.model.missing, s.model.trouble = p, true, false, explain.Trouble{}
			}
		}
		s.render()
		if f := s.Focus(); f != nil && s.d.Canvas.Focused() == nil {
			s.d.Canvas.Focus(f)
		}
	})
}

// change shows another plan and saves it.
func (s *Screen) change(how func()) {
	how()
	s.render()
	s.save()
}

// save keeps the plan as it is now, if it can be used. There is one save at a time; when it has ended, what was changed
// meanwhile follows. It goes on when the screen is left.
func (s *Screen) save() {
	m := &s.model
	if m.saving || !m.unsaved() || m.plan.Validate() != nil {
		return
	}
	m.saving, m.refused = true, explain.Trouble{}
	p, change, plans := m.plan, m.changes, s.d.Plans
	p.Changed = s.d.Now()
	s.render()
	ctx := context.WithoutCancel(s.ctx)
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, plans.SavePlan(ctx, p) }
	bg.Start(ctx, s.d.Run, work, func(_ struct{}, err error) {
		m.saving, m.refused = false, explain.Error(err)
		if err == nil {
			m.saved = change
		}
		s.ended(err)
	})
}

// ended goes on after a save.
func (s *Screen) ended(err error) {
	left := s.ctx.Err() != nil
	if left && !s.model.unsaved() {
		s.d.Draft.take(s.id)
	}
	if !left {
		s.render()
	}
	if err == nil {
		s.save()
	}
}
