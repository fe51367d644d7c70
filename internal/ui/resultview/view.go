// Package resultview is the screen that shows how an attempt went: what to read again first, then every item
// with its answer explained. It works for any stored attempt, also when its module has left the library.
package resultview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
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
	// Deck is the learner's schedule, to say when a refresher comes again; nil where there is none.
	Deck func() *refresher.Deck
}

// A Screen shows one attempt. Its methods run on the UI goroutine.
type Screen struct {
	deps    Deps
	attempt string
	page    *w.PageColumn
	buttons []*w.Button // the ways on, the one to take first
}

// New makes the screen for an attempt of the learner's record. It starts no work, so nothing outlives ctx.
func New(_ context.Context, d Deps, attempt string) *Screen {
	s := &Screen{deps: d, attempt: attempt, page: w.NewPageColumn(w.Reading)}
	s.render()
	return s
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is nothing: the result is read from its top, and the first Tab reaches the way on.
func (s *Screen) Focus() fyne.Focusable { return nil }

// Refresh shows the attempt beside a library or record that has changed.
func (s *Screen) Refresh() { s.render() }

// HandleKey scrolls. It reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.page.HandleKey(e) }

// render makes the page show the attempt. Nothing else writes to it.
func (s *Screen) render() {
	m := newModel(s.deps.Catalog, s.deps.Learner.Record(), s.attempt)
	if p := m.attempt.Purpose; s.deps.Deck != nil && (p == quiz.Refresher || p == quiz.Booster) {
		m.deck, m.now = s.deps.Deck(), s.deps.Now()
	}
	st := m.state()
	if !st.Found {
		s.page.SetObjects(s.missing())
		return
	}
	objects := []fyne.CanvasObject{s.summary(st), s.actions(st)}
	objects = append(objects, s.path(st.Path)...)
	if len(st.Critical) > 0 {
		objects = append(objects, s.critical(st))
	}
	if len(st.Items) > 0 {
		objects = append(objects, w.Heading("Every question, explained"))
	}
	for _, it := range st.Items {
		objects = append(objects, s.card(it))
	}
	s.page.SetObjects(objects...)
}

func (s *Screen) missing() fyne.CanvasObject {
	learn := w.NewButton(w.Primary, "Go to Learn", look.IconBook, func() { s.deps.Nav.Go(nav.Route{Screen: nav.Learn}) })
	s.buttons = []*w.Button{learn}
	return w.NewEmptyState(look.IconClipboardList, "This result is not here",
		"It belongs to another profile, or was never saved.", learn)
}

func (s *Screen) summary(st state) fyne.CanvasObject {
	words := w.VStack(look.Gap8, heading(st))
	for _, line := range st.Summary {
		words.Add(w.Body(line))
	}
	row := w.HStackTop(look.Gap24, w.Grow(words))
	if st.Ring.Figure != "" {
		r := w.NewRing()
		r.Set(st.Ring.Share, st.Ring.Figure)
		row = w.HStackTop(look.Gap24, r, w.Grow(words))
	}
	return w.VStack(look.Gap16, w.Muted(st.About), w.NewCard(row))
}

func heading(st state) fyne.CanvasObject {
	icon, ink := look.IconSprout, look.ColorWaitInk
	if st.Good {
		icon, ink = look.IconCircleCheck, look.ColorRightInk
	}
	return w.HStack(look.Gap12, w.NewIconScaled(icon, ink, 1.5), w.Grow(w.Title(st.Heading)))
}

// path shows what a pre-check has shown to be known, and the lessons that are left.
func (s *Screen) path(p pathState) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if len(p.Known) > 0 {
		known := w.VStack(look.Gap8)
		for _, text := range p.Known {
			known.Add(marked(look.IconCircleCheck, look.ColorRightInk, text))
		}
		parts = append(parts, w.VStack(look.Gap12, w.Heading("You know how to"), w.NewCard(known)))
	}
	if len(p.Lessons) == 0 {
		return parts
	}
	left := w.VStack(look.Gap8)
	for _, l := range p.Lessons {
		words := w.VStack(0, flush(w.NewLink(l.Label, func() { s.deps.Nav.Go(l.Route) })), w.Caption(l.Meta))
		left.Add(w.HStackTop(look.Gap12, w.Inset(0, look.Gap8, w.NewIcon(look.IconBook, look.ColorMuted)), w.Grow(words)))
	}
	title := "Your short path"
	if p.All {
		title = "The lessons"
	}
	return append(parts, w.VStack(look.Gap12, w.Heading(title), w.NewCard(left)))
}

func (s *Screen) actions(st state) fyne.CanvasObject {
	row := w.Wrap(look.Gap12)
	s.buttons = nil
	for i, a := range st.Actions {
		kind := w.Secondary
		if i == 0 {
			kind = w.Primary
		}
		b := w.NewButton(kind, a.Label, a.Kind.icon(), func() { s.deps.Nav.Go(a.Route) })
		s.buttons = append(s.buttons, b)
		row.Add(b)
	}
	ways := w.VStack(look.Gap12)
	if st.Onward != "" {
		ways.Add(w.Body(st.Onward))
	}
	ways.Add(row)
	if st.Handout != nil {
		route := st.Handout.Route
		ways.Add(flush(w.NewLink(st.Handout.Label, func() { s.deps.Nav.Go(route) })))
	}
	return ways
}

func (k actionKind) icon() look.IconName {
	return [...]look.IconName{
		tryAgain: look.IconRefresh, goOn: look.IconArrowRight, nextStep: look.IconArrowRight,
		toModule: look.IconBook, toHandout: look.IconPrinter, toHome: look.IconHome, toLesson: look.IconArrowRight,
	}[k]
}
