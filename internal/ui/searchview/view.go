// Package searchview is the screen with what was found for the words in the window's search field.
package searchview

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/popup"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Deps are what the screen uses.
type Deps struct {
	Catalog *catalog.Catalog
	Index   Finder
	Nav     nav.Navigator
	Canvas  fyne.Canvas // of the window that the screen is shown in
	Outside popup.Outside
}

// Screen shows results as somebody types. Its methods run on the UI goroutine.
type Screen struct {
	deps  Deps
	model model

	page   *widgets.PageColumn
	count  *widgets.Text
	groups *fyne.Container
	rows   []*resultRow // by their place among all results; used again for other results
}

// New builds the screen and searches. It reads nothing from the disk, so that ctx is not used.
func New(_ context.Context, d Deps, query string) *Screen {
	s := &Screen{deps: d, model: model{catalog: d.Catalog, finder: d.Index}}
	s.count = widgets.Muted("")
	s.groups = widgets.VStack(look.Gap24)
	s.page = widgets.NewPageColumn(widgets.Reading, widgets.VStack(look.Gap4, widgets.Title("Search"), s.count), s.groups)
	s.SetQuery(query)
	return s
}

// Content is what to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is nothing: the search field of the window keeps the keyboard.
func (s *Screen) Focus() fyne.Focusable { return nil }

// SetQuery shows what is found for other words.
func (s *Screen) SetQuery(query string) {
	s.model.setQuery(query)
	s.page.ScrollToTop()
	s.render()
}

// HandleKey walks through the results with the arrows and opens one with Return, also while the search field has
// the keyboard. It reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyDown, fyne.KeyUp:
		if len(s.model.hits) == 0 {
			return false
		}
		s.walk(e.Name)
		return true
	case fyne.KeyReturn, fyne.KeyEnter:
		if len(s.model.hits) == 0 {
			return false
		}
		s.open(s.model.chosen)
		return true
	}
	return s.page.HandleKey(e)
}

// walk moves the choice, and the keyboard with it when that is on a result.
func (s *Screen) walk(key fyne.KeyName) {
	within := false
	for i := range s.model.hits {
		if s.deps.Canvas.Focused() == fyne.Focusable(s.rows[i].panel) {
			s.model.chosen, within = i, true
		}
	}
	step := 1
	if key == fyne.KeyUp {
		step = -1
	}
	s.model.move(step)
	s.render()
	if panel := s.rows[s.model.chosen].panel; within {
		s.deps.Canvas.Focus(panel)
	} else {
		widgets.Reveal(panel)
	}
}

// open shows a result: on a screen of its own, or in place.
func (s *Screen) open(i int) {
	if i >= len(s.model.hits) {
		return
	}
	h := s.model.hits[i]
	switch h.Kind {
	case catalog.HitTerm:
		if t, ok := s.deps.Catalog.Term(h.Term); ok {
			popup.Term(s.deps.Canvas, t)
		}
	case catalog.HitService:
		if v, ok := s.deps.Catalog.Service(h.Service); ok {
			s.showService(v)
		}
	default:
		s.deps.Nav.Go(route(h))
	}
}

// render makes the widgets show the model. Nothing else writes to them.
func (s *Screen) render() {
	st := s.model.state()
	s.count.SetText(st.Count)
	s.count.Hidden = st.Count == ""
	s.groups.Objects = nil
	if st.Empty {
		s.groups.Add(s.makeEmpty(st))
	}
	for _, g := range st.Groups {
		stack := widgets.VStack(look.Gap8, widgets.SmallHeading(g.Title))
		for _, r := range g.Rows {
			stack.Add(s.row(r))
		}
		s.groups.Add(stack)
	}
	s.page.Relayout()
}

func (s *Screen) row(r row) fyne.CanvasObject {
	for len(s.rows) <= r.Index {
		i := len(s.rows)
		s.rows = append(s.rows, newResultRow(func() { s.open(i) }))
	}
	s.rows[r.Index].set(r)
	return s.rows[r.Index].panel
}

// makeEmpty says that there is nothing, and offers words.
func (s *Screen) makeEmpty(st state) fyne.CanvasObject {
	empty := widgets.NewEmptyState(look.IconSearch, st.Heading, st.Text, nil)
	if len(st.Suggestions) == 0 {
		return empty
	}
	words := widgets.Wrap(look.Gap8)
	for _, word := range st.Suggestions {
		words.Add(widgets.NewButton(widgets.Secondary, word, look.NoIcon, func() {
			s.deps.Nav.Replace(nav.Route{Screen: nav.Search, Query: word})
		}))
	}
	return widgets.VStack(look.Gap16, empty, widgets.Caption("For example:"), words)
}
