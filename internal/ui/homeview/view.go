// Package homeview is the screen that says what to do next.
package homeview

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Deps are what the screen uses.
type Deps struct {
	Catalog *catalog.Catalog
	Learner *learner.Learner
	Nav     nav.Navigator
	// Source is the "owner/repo" that newer content is fetched from; empty while none is set.
	Source string
	// Notice is why the content is not the content that was installed; nil when all is well.
	Notice error
	// MakeProfile leaves the guest's record and offers to make a profile.
	MakeProfile func()
}

// Screen shows what is next. Its methods run on the UI goroutine.
type Screen struct {
	deps  Deps
	model model

	page    *widgets.PageColumn
	title   *widgets.Text
	notice  *widgets.ErrorPanel
	guest   fyne.CanvasObject
	next    *nextCard
	section *fyne.Container // of the modules, with its heading
	modules *fyne.Container
	tiles   []*widgets.TapCard
	shown   []catalog.ModuleID // on the tiles
	all     *widgets.Link
	draft   *line
	missing *line
	content *widgets.Link
}

// New builds the screen. It reads nothing, so that ctx is not used.
func New(_ context.Context, d Deps) *Screen {
	s := &Screen{deps: d, model: model{catalog: d.Catalog, source: d.Source, notice: d.Notice}}
	s.title = widgets.Title("")
	update := func() { d.Nav.Go(nav.Route{Screen: nav.Update}) }
	s.notice = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Look for newer content", look.IconRefresh, update))
	s.guest = makeGuestHint(d.MakeProfile)
	s.next = newNextCard(d.Nav)
	s.modules = widgets.Tiles(look.Gap16, leastTile)
	s.all = widgets.NewLink("", func() { d.Nav.Go(nav.Route{Screen: nav.Learn}) })
	s.draft = newLine(look.IconInfo)
	s.missing = newLine(look.IconWarning)
	s.content = widgets.NewLink("", update)
	s.section = widgets.VStack(look.Gap12, widgets.Heading("Your modules"), s.modules, widgets.Wrap(0, s.all))
	s.page = widgets.NewPageColumn(widgets.Wide,
		s.title, s.notice, s.guest, s.next.root,
		s.section,
		widgets.VStack(look.Gap8, widgets.Divider(), widgets.Space(0, look.Gap4), widgets.Readable(widgets.VStack(look.Gap12, s.draft.root, s.missing.root)), s.content))
	s.render()
	return s
}

// Content is what to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is the button of what is next.
func (s *Screen) Focus() fyne.Focusable { return s.next.action }

// HandleKey scrolls; it reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.page.HandleKey(e) }

// Refresh shows what the learner's record says now.
func (s *Screen) Refresh() { s.render() }

// leastTile is the width below which modules come below each other.
const leastTile = 300

// render makes the widgets show the model. Nothing else writes to them.
func (s *Screen) render() {
	st := s.model.state(s.deps.Learner.Profile(), s.deps.Learner.Record())
	s.title.SetText(st.Title)
	s.notice.Set(widgets.ErrorState{What: st.Notice.What, Next: st.Notice.Next, Details: st.Notice.Detail})
	s.guest.(*fyne.Container).Hidden = !st.Guest
	s.next.set(st.Next)
	s.renderTiles(st.Modules)
	s.section.Hidden = len(st.Modules) == 0
	s.all.SetLabel(st.All)
	s.all.Hidden = st.All == ""
	s.draft.set(st.Draft)
	s.missing.set(st.Missing)
	s.content.SetLabel(st.Content)
	s.page.Relayout()
}

func (s *Screen) renderTiles(tiles []tile) {
	for len(s.tiles) < len(tiles) {
		i := len(s.tiles)
		s.tiles = append(s.tiles, widgets.NewTapCard(func() { s.openTile(i) }))
	}
	s.modules.Objects, s.shown = nil, nil
	for i, t := range tiles {
		s.shown = append(s.shown, t.Module)
		s.tiles[i].Set(tileState(t))
		s.modules.Add(s.tiles[i])
	}
}

func (s *Screen) openTile(i int) {
	s.deps.Nav.Go(nav.Route{Screen: nav.Module, Module: s.shown[i]})
}

func tileState(t tile) widgets.CardState {
	c := widgets.CardState{Icon: look.IconBook, Heading: t.Title, Meta: t.Standing, Progress: t.Share}
	if t.Draft {
		c.Badge = widgets.BadgeState{Tone: widgets.ToneWait, Text: "Draft"}
	}
	if t.Done {
		c.Icon = look.IconCircleCheck
	}
	return c
}
