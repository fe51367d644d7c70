// Package skillsview is the screen on which a facilitator watches a learner do something and signs what was seen.
package skillsview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
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
	NewID   func() string // of a new observation; never the same twice
}

// A Screen is the checklist of one module. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	deps  Deps
	id    catalog.ModuleID
	model *model

	page  *w.PageColumn
	list  *listView
	check *checkView
	shown *int // the skill that is open now; nil before the first render
}

// New makes the screen of a module. The screen changes nothing after ctx has ended, but what was to be saved is.
func New(ctx context.Context, d Deps, id catalog.ModuleID) *Screen {
	s := &Screen{ctx: ctx, deps: d, id: id, model: newModel(d.Catalog, id)}
	printing := func() { d.Nav.Go(nav.Route{Screen: nav.Sheet, Module: id, Sheet: nav.ChecklistSheet}) }
	s.list = newListView(s.open, printing)
	s.check = newCheckView(checkEvents{tick: s.tick, initials: s.write, save: s.save, back: s.back, print: printing})
	s.page = w.NewPageColumn(w.Reading)
	s.render()
	return s
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is what has the keyboard when the screen opens.
func (s *Screen) Focus() fyne.Focusable {
	switch {
	case s.model.module == nil:
		return nil
	case s.model.open == none:
		return s.list.cards[0]
	}
	return s.check.first()
}

// Refresh shows what the learner's record says now.
func (s *Screen) Refresh() { s.render() }

// HandleKey ticks steps with 1 to 9, and scrolls. It reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool {
	if i, ok := stepKey(e.Name); ok && i < len(s.model.seen) {
		s.tick(i)
		s.check.steps.Focus(i)
		return true
	}
	return s.page.HandleKey(e)
}

// stepKey is the index of the step that a key stands for.
func stepKey(k fyne.KeyName) (int, bool) {
	if len(k) == 1 && k[0] >= '1' && k[0] <= '9' {
		return int(k[0] - '1'), true
	}
	return 0, false
}

func (s *Screen) open(index int) {
	s.model.choose(index)
	s.render()
}

func (s *Screen) back() {
	s.model.close()
	s.render()
}

func (s *Screen) tick(index int) {
	s.model.tick(index)
	s.render()
}

func (s *Screen) write(text string) {
	s.model.write(text)
	s.render()
}

// save keeps what the facilitator saw. It goes on when the screen is left.
func (s *Screen) save() {
	o, ok := s.model.observe(s.deps.NewID(), s.deps.Now())
	s.render()
	if !ok {
		s.point()
		return
	}
	s.deps.Learner.SaveObservation(o, func(err error) { s.saved(o, err) })
}

// point leads to what is missing.
func (s *Screen) point() {
	switch {
	case s.model.hint != "":
		s.check.steps.Focus(0)
	case s.model.mistake != "":
		s.deps.Canvas.Focus(s.check.initials.Field())
	}
}

func (s *Screen) saved(o progress.Observation, err error) {
	if s.ctx.Err() != nil {
		return
	}
	s.model.kept(o, err)
	s.render()
	if err != nil {
		s.deps.Canvas.Focus(s.check.again)
	}
}

// render makes the widgets show the model. Nothing else writes to them.
func (s *Screen) render() {
	st := s.model.state(s.deps.Learner.Record())
	fresh := s.shown == nil || *s.shown != s.model.open
	switch {
	case !st.Found:
		s.page.SetObjects(s.missing())
	case st.Open:
		s.check.set(st, !s.model.single())
		if fresh {
			s.page.SetObjects(s.check.objects()...)
		}
	default:
		s.list.set(st)
		if fresh {
			s.page.SetObjects(s.list.objects()...)
		}
	}
	s.page.Relayout()
	if fresh {
		s.arrive()
	}
}

// arrive gives the keyboard to where the new page begins: the first step, or the skill that was left.
func (s *Screen) arrive() {
	before, open := s.shown, s.model.open
	s.shown = &open
	if before == nil {
		return // the window decides about the keyboard when the screen opens
	}
	s.page.ScrollToTop()
	if open != none {
		s.deps.Canvas.Focus(s.check.first())
		return
	}
	s.deps.Canvas.Focus(s.list.cards[max(*before, 0)])
}

func (s *Screen) missing() fyne.CanvasObject {
	learn := w.NewButton(w.Primary, "Go to Learn", look.IconBook, func() { s.deps.Nav.Go(nav.Route{Screen: nav.Learn}) })
	return w.NewEmptyState(look.IconClipboardList, "There is no checklist here",
		"This module has no skills to watch, or it is no longer in the library. What was seen before is kept.", learn)
}
