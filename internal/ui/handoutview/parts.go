package handoutview

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/picker"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen.
type parts struct {
	s *Screen

	title, audience *widgets.Text
	from            *widgets.Text
	star            *widgets.IconButton
	fresh           *widgets.Badge
	draft           *widgets.Badge
	machine         *widgets.Badge
	warnings        *fyne.Container
	shown           []warning // in warnings
	notes           *fyne.Container
	noted           []warning // in notes
	facts           *fyne.Container
	web, pack       *widgets.Button

	format, stock, language, service *picker.Picker
	drafts                           *widgets.Switch
	points, inks                     *widgets.Segmented
	size, ink                        fyne.CanvasObject
}

func newParts(s *Screen) *parts {
	p := &parts{
		s: s, title: widgets.Title(""), audience: widgets.Muted(""), from: widgets.Muted(""), fresh: widgets.NewBadge(widgets.BadgeState{}), draft: printout.DraftBadge(),
		machine:  widgets.NewBadge(widgets.BadgeState{Tone: widgets.ToneWrong, Icon: look.IconWarning, Text: "Machine draft, not reviewed"}),
		warnings: widgets.VStack(look.Gap12), notes: widgets.VStack(look.Gap12), facts: widgets.VStack(look.Gap8),
	}
	p.star = widgets.NewIconButton(look.IconStar, "", s.onFavourite)
	p.web = widgets.NewButton(widgets.Quiet, "Open as web page", look.IconGlobe, s.onOpenWebPage)
	p.pack = widgets.NewButton(widgets.Quiet, "Add to the pack", look.IconPackage, s.onPack)
	p.format = picker.New("Format", func(i int) { s.choose(func(m *model) { m.form.Format = m.formats()[i] }) })
	p.language = picker.New("Language", func(i int) { s.choose(func(m *model) { m.language = m.languages()[i] }) })
	p.service = picker.New("Local service", p.onService)
	p.drafts = widgets.NewSwitch("Offer machine drafts", "Translations that nobody has reviewed", func(on bool) {
		s.choose(func(m *model) { m.offerDrafts(on) })
	})
	p.stock = picker.New("Paper", func(i int) { s.choose(func(m *model) { m.form.Stock = stocks(m.form.Format)[i] }) })
	p.points = widgets.NewSegmented([]string{"Usual", "18 pt", "24 pt"}, func(i int) { s.choose(func(m *model) { m.form.Points = points()[i] }) })
	p.inks = widgets.NewSegmented([]string{"Colour", "Black and white"}, func(i int) { s.choose(func(m *model) { m.form.Mono = i == 1 }) })
	p.size = widgets.FormRow("Size of type", "", widgets.VStack(look.Gap4, p.points, widgets.Caption("Large print begins at 18 pt.")))
	p.ink = widgets.FormRow("Ink", "", widgets.VStack(look.Gap4, p.inks, widgets.Caption("Black and white uses little ink and survives a photocopier.")))
	return p
}

// onService prints another local service, or goes to where one is added.
func (p *parts) onService(i int) {
	services := p.s.model.services
	switch {
	case i > len(services):
		p.s.d.Nav.Go(nav.Route{Screen: nav.Services})
	case i == 0:
		p.s.choose(func(m *model) { m.service = "" })
	default:
		p.s.choose(func(m *model) { m.service = services[i-1].ID })
	}
}

// panel is everything but the page.
func (p *parts) panel(desk *printout.Desk) []fyne.CanvasObject {
	choices := widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap8, p.format, p.stock, p.language, p.drafts, p.service),
		p.size, p.ink)
	return []fyne.CanvasObject{
		widgets.VStack(look.Gap12, widgets.HStackTop(look.Gap4, widgets.Grow(p.title), p.star), p.audience, p.from, widgets.Wrap(look.Gap8, p.fresh, p.draft, p.machine)),
		p.warnings, desk.Actions(), desk.Done(), desk.Trouble(), choices, p.notes,
		widgets.NewCard(widgets.VStack(look.Gap16, widgets.SmallHeading("What is on it"), p.facts)),
	}
}

func (p *parts) render(st state) {
	p.title.SetText(st.Title)
	p.audience.SetText(st.Audience)
	p.from.SetText(st.From)
	widgets.SetVisible(p.from, st.From != "")
	p.fresh.Set(printout.FreshBadge(st.Fresh))
	widgets.SetVisible(p.draft, st.Draft)
	widgets.SetVisible(p.machine, st.MachineDraft)
	if st.Favourite {
		p.star.SetIcon(look.IconStarred)
		p.star.Name = "Take the star away"
	} else {
		p.star.SetIcon(look.IconStar)
		p.star.Name = "Make it a favourite"
	}
	p.shown = p.callouts(p.warnings, p.shown, st.Warnings, catalog.Caution)
	p.noted = p.callouts(p.notes, p.noted, st.Notes, catalog.Note)
	p.facts.Objects = nil
	for _, f := range st.Facts {
		p.facts.Add(printout.Fact(f.Name, f.Value))
	}
	widgets.SetEnabled(p.pack, st.CanPack)
	p.renderChoices(st.Choices)
}

func (p *parts) renderChoices(c choices) {
	p.format.Set(options(c.Formats), c.Format)
	p.language.Set(options(c.Languages), c.Language)
	widgets.SetVisible(p.language, len(c.Languages) > 1)
	widgets.SetVisible(p.drafts, c.HasDrafts)
	p.drafts.Set(c.Drafts)
	p.service.Set(options(c.Services), c.Service)
	p.stock.Set(options(c.Stocks), c.Stock)
	widgets.SetVisible(p.stock, len(c.Stocks) > 1)
	widgets.SetVisible(p.size, c.HasPoints)
	p.points.Set(c.Points)
	widgets.SetVisible(p.ink, c.HasMono)
	p.inks.Set(0)
	if c.Mono {
		p.inks.Set(1)
	}
}

// callouts shows what to know in box, in which was shown already. It leaves the box alone while nothing changes, since
// the keyboard may be in it.
func (p *parts) callouts(box *fyne.Container, was, now []warning, kind catalog.CalloutKind) []warning {
	widgets.SetVisible(box, len(now) > 0)
	if slices.Equal(was, now) {
		return was
	}
	box.Objects = nil
	for _, w := range now {
		words := []fyne.CanvasObject{widgets.Body(w.Text)}
		if w.Check {
			words = append(words, widgets.Wrap(0, widgets.NewButton(widgets.Secondary, "Check the details", look.IconPencil, p.onCheck)))
		}
		box.Add(widgets.NewCallout(kind, w.Title, words...))
	}
	return now
}

// onCheck opens the local service, whose details have to be checked.
func (p *parts) onCheck() {
	p.s.d.Nav.Go(nav.Route{Screen: nav.Services, Service: p.s.model.service})
}

func options(from []option) []picker.Option {
	to := make([]picker.Option, len(from))
	for i, o := range from {
		to[i] = picker.Option{Text: o.Text, Note: o.Note}
	}
	return to
}

// missing is the screen of a handout that is not in the library, as after an update that took it out.
func (s *Screen) missing() fyne.CanvasObject {
	all := widgets.NewButton(widgets.Primary, "See all handouts", look.IconPrinter, func() {
		s.d.Nav.Replace(nav.Route{Screen: nav.Handouts})
	})
	return widgets.NewPageColumn(widgets.Reading, widgets.NewEmptyState(look.IconFileText, "This handout is not here any more",
		"The content in use does not have it. It may have been taken out, or put together with another one.", all))
}
