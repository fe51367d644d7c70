package homeview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A sharpPart offers to keep what was learned: the questions that are due, and a booster for a module.
type sharpPart struct {
	root                         *fyne.Container
	card                         fyne.CanvasObject
	heading, text, changed, fail *widgets.Text
	action                       *widgets.Button
	minutes                      *widgets.Segmented
	boosters                     *fyne.Container
	tiles                        []*widgets.TapCard
	modules                      []catalog.ModuleID // of the tiles
	nav                          nav.Navigator
	to                           nav.Route
	primary                      bool // its button is the screen's primary one
}

func newSharpPart(to nav.Navigator, onMinutes func(index int)) *sharpPart {
	p := &sharpPart{
		nav: to, heading: widgets.Heading(""), text: widgets.Body(""), fail: widgets.Caption(""),
		changed: widgets.NewText(widgets.TextStyle{Ink: look.ColorNoteInk}), boosters: widgets.Tiles(look.Gap16, leastTile),
	}
	p.action = widgets.NewButton(widgets.Secondary, "Begin", look.NoIcon, func() { to.Go(p.to) })
	var labels []string
	for _, n := range choices() {
		labels = append(labels, glance.Minutes(n))
	}
	p.minutes = widgets.NewSegmented(labels, onMinutes)
	words := widgets.VStack(look.Gap12, widgets.Readable(widgets.VStack(look.Gap4, p.heading, p.text, p.changed)), widgets.Wrap(0, p.action),
		widgets.VStack(look.Gap8, widgets.Caption("Never more than:"), p.minutes, p.fail))
	p.card = widgets.NewCard(widgets.Led(look.Gap24, widgets.NewIconScaled(look.IconClock, look.ColorPrimary, 2.2), words))
	p.root = widgets.VStack(look.Gap16, p.card, p.boosters)
	return p
}

func (p *sharpPart) set(s sharpState) {
	p.to, p.primary = s.To, s.Primary
	p.heading.SetText(s.Heading)
	p.text.SetText(s.Text)
	p.changed.Say(s.Changed)
	p.fail.Say(s.Trouble)
	p.action.SetLabel(s.Action)
	kind := widgets.Secondary
	if s.Primary {
		kind = widgets.Primary
	}
	p.action.SetKind(kind)
	p.minutes.Set(s.Minutes)
	widgets.SetVisible(p.card, s.Shown)
	p.setBoosters(s.Boosters)
	widgets.SetVisible(p.root, s.Shown || len(s.Boosters) > 0)
}

func (p *sharpPart) setBoosters(bs []booster) {
	for i := len(p.tiles); i < len(bs); i++ {
		p.tiles = append(p.tiles, widgets.NewTapCard(func() {
			p.nav.Go(nav.Route{Screen: nav.Quiz, Module: p.modules[i], Purpose: quiz.Booster})
		}))
	}
	p.boosters.Objects, p.modules = nil, nil
	for i, b := range bs {
		p.modules = append(p.modules, b.Module)
		p.tiles[i].Set(widgets.CardState{Icon: look.IconSprout, Heading: b.Title, Text: b.Text, Progress: -1})
		p.boosters.Add(p.tiles[i])
	}
	widgets.SetVisible(p.boosters, len(bs) > 0)
}
