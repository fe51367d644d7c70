package handoutsview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A readyView shows a ready-made pack.
type readyView struct {
	root fyne.CanvasObject
	said *widgets.Text
}

// ofPacks makes the section of ready-made packs, which stay the same while the screen is shown.
func (p *parts) ofPacks() {
	p.packs = widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap4, widgets.Heading("Ready-made packs"), widgets.Muted("Handouts that are given out together.")))
	tiles := widgets.Tiles(look.Gap16, 340)
	for _, pack := range p.s.model.catalog.Packs {
		v := newReadyView(p.s, pack.ID, p.s.model.ready(pack))
		p.ready = append(p.ready, v)
		tiles.Add(v.root)
	}
	p.packs.Add(tiles)
}

func newReadyView(s *Screen, id catalog.PackID, r readyPack) *readyView {
	v := &readyView{said: widgets.Body("")}
	items := widgets.VStack(look.Gap4)
	for _, it := range r.Items {
		items.Add(widgets.Caption(it))
	}
	v.root = widgets.NewCard(widgets.VStack(look.Gap12,
		widgets.SmallHeading(r.Title), widgets.Body(r.About), items,
		widgets.Wrap(0, widgets.NewButton(widgets.Secondary, "Put in the pack", look.IconPackage, func() { s.onReady(id) })), v.said))
	return v
}

func (p *parts) renderPacks(packs []readyPack) {
	widgets.SetVisible(p.packs, len(packs) > 0)
	for i, v := range p.ready {
		v.said.SetText(packs[i].Said)
		widgets.SetVisible(v.said, packs[i].Said != "")
	}
}
