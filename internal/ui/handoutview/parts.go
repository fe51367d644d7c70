package handoutview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen.
type parts struct {
	fresh   *widgets.Badge
	warning fyne.CanvasObject
	warn    *widgets.Text
	facts   *fyne.Container
	service *widgets.Text
	why     *widgets.Text
	change  *widgets.Button
}

func newParts(s *Screen) *parts {
	p := &parts{
		fresh: widgets.NewBadge(widgets.BadgeState{}), warn: widgets.Body(""),
		facts: widgets.VStack(look.Gap8), service: widgets.Body(""), why: widgets.Caption(""),
	}
	p.warning = widgets.NewCallout(catalog.Caution, "Out of date", p.warn)
	p.change = widgets.NewButton(widgets.Secondary, "", look.IconPencil, func() { s.d.Nav.Go(nav.Route{Screen: nav.Settings, Query: "service"}) })
	return p
}

// panel is everything but the page.
func (p *parts) panel(st state, desk *printout.Desk) []fyne.CanvasObject {
	badges := widgets.Wrap(look.Gap8, p.fresh)
	if st.Draft {
		badges.Add(printout.DraftBadge())
	}
	onPage := widgets.VStack(look.Gap16,
		widgets.SmallHeading("What is on it"), p.facts,
		widgets.Divider(),
		widgets.VStack(look.Gap8,
			widgets.VStack(look.Gap4, widgets.NewText(widgets.TextStyle{Bold: true}, widgets.Run{Text: "Your local service"}), p.service, p.why),
			widgets.Wrap(0, p.change)))
	return []fyne.CanvasObject{
		widgets.VStack(look.Gap12, widgets.Title(st.Title), widgets.Muted(st.Audience), badges),
		p.warning, desk.Actions(), desk.Done(), desk.Trouble(),
		widgets.NewCard(onPage),
	}
}

func (p *parts) render(st state) {
	p.fresh.Set(printout.FreshBadge(st.Fresh))
	p.warn.SetText(st.Warning)
	widgets.SetVisible(p.warning, st.Warning != "")
	p.facts.Objects = nil
	for _, f := range st.Facts {
		p.facts.Add(printout.Fact(f.Name, f.Value))
	}
	p.service.SetText(st.Service)
	p.why.SetText(st.ServiceNote)
	p.change.SetLabel("Change it in Settings")
	if !st.ServiceSet {
		p.change.SetLabel("Add it in Settings")
	}
}

// missing is the screen of a handout that is not in the library, as after an update that took it out.
func (s *Screen) missing() fyne.CanvasObject {
	all := widgets.NewButton(widgets.Primary, "See all handouts", look.IconPrinter, func() {
		s.d.Nav.Replace(nav.Route{Screen: nav.Handouts})
	})
	return widgets.NewPageColumn(widgets.Reading, widgets.NewEmptyState(look.IconFileText, "This handout is not here any more",
		"The content in use does not have it. It may have been taken out, or put together with another one.", all))
}
