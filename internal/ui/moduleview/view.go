// Package moduleview is the screen of one module: what it teaches, its lessons, its quiz, what there is to print,
// the facilitator's guide and the sources.
package moduleview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/docview"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/popup"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A PageOpener shows a module as a plain page in the browser, where screen readers and translators can read it.
type PageOpener interface {
	OpenModule(ctx context.Context, m catalog.ModuleID) error
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

// A Screen shows one module. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	deps  Deps
	model model

	root  *fyne.Container
	page  *widgets.PageColumn
	parts *parts
	guide *docview.View // nil until it was opened
}

// New makes the screen of a module. What it reads ends with ctx.
func New(ctx context.Context, d Deps, id catalog.ModuleID) *Screen {
	s := &Screen{ctx: ctx, deps: d, model: model{catalog: d.Catalog, id: id, now: d.Now}}
	s.root = container.NewStack()
	s.build()
	s.render()
	return s
}

// build makes everything that does not change while the screen is shown.
func (s *Screen) build() {
	st := s.model.state(s.deps.Learner.Record())
	if st.Missing {
		back := widgets.NewButton(widgets.Primary, "See all modules", look.IconBook, func() { s.deps.Nav.Go(nav.Route{Screen: nav.Learn}) })
		s.page = widgets.NewPageColumn(widgets.Reading, widgets.NewEmptyState(look.IconBook, st.Title, st.Why, back))
		return
	}
	s.parts = s.makeParts(st)
	s.page = widgets.NewPageColumn(widgets.Reading, s.parts.sections...)
}

// Content is what to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Focus is the button of what is next in the module.
func (s *Screen) Focus() fyne.Focusable {
	if s.parts == nil || s.parts.head.next.Hidden {
		return nil
	}
	return s.parts.head.next
}

// HandleKey scrolls; it reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool {
	if s.model.guide {
		return s.guide.HandleKey(e)
	}
	return s.page.HandleKey(e)
}

// Refresh shows what the learner's record says now.
func (s *Screen) Refresh() { s.render() }

// render makes the widgets show the model. Nothing else writes to them.
func (s *Screen) render() {
	var shown fyne.CanvasObject = s.page
	if s.model.guide {
		shown = s.guide
	}
	if len(s.root.Objects) != 1 || s.root.Objects[0] != shown {
		s.root.Objects = []fyne.CanvasObject{shown}
		s.root.Refresh()
	}
	if s.parts != nil {
		s.parts.set(s.model.state(s.deps.Learner.Record()))
		s.page.Relayout()
	}
}

// leadTo is what a press does that leads to another screen.
func (s *Screen) leadTo(to nav.Route) func() { return func() { s.deps.Nav.Go(to) } }

// openGuide shows the facilitator's guide in place of the page.
func (s *Screen) openGuide() {
	mod, ok := s.deps.Catalog.Module(s.model.id)
	if !ok {
		return
	}
	back := widgets.NewButton(widgets.Secondary, "Back to the module", look.IconArrowLeft, s.closeGuide)
	if s.guide == nil {
		s.guide = docview.New(s.ctx, docview.Deps{
			Run: s.deps.Run, Pictures: s.deps.Catalog.Files, OnSource: s.openSource, OnTerm: s.openTerm, OnLink: s.openLink,
			OnLesson: func(l catalog.LessonID) {
				s.deps.Nav.Go(nav.Route{Screen: nav.Lesson, Module: s.model.id, Lesson: l})
			},
		})
		s.guide.SetHead(makeGuideHead(back, mod.Title, s.model.guideOf(mod))...)
		s.guide.SetDocument(mod.Guide.Body)
	}
	s.model.guide = true
	s.render()
	s.deps.Canvas.Unfocus() // so that the keys scroll
}

func (s *Screen) closeGuide() {
	s.model.guide = false
	s.render()
	s.deps.Canvas.Focus(s.parts.guide)
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

// openPage shows the module in the browser.
func (s *Screen) openPage() {
	if s.model.opening {
		return
	}
	s.model.opening, s.model.pageFail = true, nil
	s.render()
	pages, id := s.deps.Pages, s.model.id
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, pages.OpenModule(ctx, id) }
	bg.Start(s.ctx, s.deps.Run, work, func(_ struct{}, err error) {
		s.model.opening, s.model.pageFail = false, err
		s.render()
	})
}
