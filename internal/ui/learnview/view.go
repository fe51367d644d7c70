// Package learnview is the screen with every module of the library.
package learnview

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/learner"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/picker"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Deps are what the screen uses.
type Deps struct {
	Catalog *catalog.Catalog
	Learner *learner.Learner
	Nav     nav.Navigator
}

// Screen lists the modules, by track. Its methods run on the UI goroutine.
type Screen struct {
	deps    Deps
	model   *model
	list    *widgets.LazyColumn
	summary *widgets.Text
	track   *picker.Picker
	cards   map[int]*widgets.TapCard // of the modules whose row was made, by their place in the list
}

// New builds the screen with the modules of a track, or with all of them when the library has no such track; rows are
// made when they come near the window. It reads nothing, so that ctx is not used.
func New(_ context.Context, d Deps, track catalog.TrackID) *Screen {
	s := &Screen{deps: d, model: newModel(d.Catalog, track), cards: make(map[int]*widgets.TapCard)}
	s.summary = widgets.Lead("")
	s.track = picker.New("Track", func(i int) { d.Nav.Replace(nav.Route{Screen: nav.Learn, Query: string(s.model.chosen(i))}) })
	s.list = widgets.NewLazyColumn(widgets.Wide, len(s.model.items), s.makeRow, s.gapAbove)
	s.render()
	return s
}

// Content is what to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.list }

// Focus is nothing: reading comes first, and Tab goes to the first module.
func (s *Screen) Focus() fyne.Focusable { return nil }

// HandleKey scrolls; it reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.list.HandleKey(e) }

// Refresh shows what the learner's record says now.
func (s *Screen) Refresh() {
	s.render()
	s.list.Refresh()
}

// render makes the rows that exist show the model. Nothing else writes to them.
func (s *Screen) render() {
	r := s.deps.Learner.Record()
	s.summary.SetText(s.model.summary(r))
	s.summary.Hidden = s.summary.Text() == ""
	choices, chosen := s.model.choices(r)
	options := make([]picker.Option, len(choices))
	for i, c := range choices {
		options[i] = picker.Option{Text: c.Text, Note: c.Note}
	}
	s.track.Set(options, chosen)
	for i, c := range s.cards {
		c.Set(cardState(s.model.module(s.model.items[i].module, r)))
	}
}

func (s *Screen) gapAbove(i int) float32 {
	switch s.model.items[i].kind {
	case titleItem:
		return 0
	case trackItem:
		return look.Gap32
	case noteItem:
		return look.Gap8
	}
	return look.Gap12
}

func (s *Screen) makeRow(i int) fyne.CanvasObject {
	it := s.model.items[i]
	switch it.kind {
	case titleItem:
		return widgets.VStack(look.Gap8, widgets.Title(it.text), s.summary)
	case chooseItem:
		return s.track
	case trackItem:
		return widgets.Heading(it.text)
	case noteItem:
		return widgets.Muted(it.text)
	case missingItem:
		return makeMissing(s.model.missing(it.module))
	case emptyItem:
		again := widgets.NewButton(widgets.Primary, "Look for newer content", look.IconRefresh, func() { s.deps.Nav.Go(nav.Route{Screen: nav.Update}) })
		return widgets.NewEmptyState(look.IconBook, "There are no modules", "This library has nothing to learn in it yet. Newer content may have.", again)
	}
	return s.makeModule(i)
}

func (s *Screen) makeModule(i int) fyne.CanvasObject {
	v := s.model.module(s.model.items[i].module, s.deps.Learner.Record())
	c := widgets.NewTapCard(func() { s.deps.Nav.Go(nav.Route{Screen: nav.Module, Module: v.ID}) })
	c.Set(cardState(v))
	s.cards[i] = c
	return c
}

func cardState(m module) widgets.CardState {
	c := widgets.CardState{Icon: look.IconBook, Heading: m.Title, Text: m.Summary, Meta: m.Meta, Progress: m.Share}
	if m.Draft {
		c.Badge = widgets.BadgeState{Tone: widgets.ToneWait, Text: "Draft"}
	}
	if m.Stage == progress.Completed {
		c.Icon, c.Progress = look.IconCircleCheck, -1
		c.Badge = widgets.BadgeState{Tone: widgets.ToneRight, Text: "Done", Icon: look.IconCheck}
	}
	return c
}

// makeMissing draws a module that cannot be shown.
func makeMissing(m missing) fyne.CanvasObject {
	words := widgets.VStack(look.Gap4, widgets.SmallHeading(m.Name), widgets.Body(m.What), widgets.Caption(m.Reason))
	return widgets.NewCard(widgets.HStackTop(look.Gap16, widgets.NewIconScaled(look.IconWarning, look.ColorWaitInk, 1.3), widgets.Grow(words)))
}
