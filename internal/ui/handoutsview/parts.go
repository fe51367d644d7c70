package handoutsview

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/picker"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen.
type parts struct {
	s *Screen

	page    *widgets.PageColumn
	trouble *widgets.ErrorPanel
	alerts  *fyne.Container
	warned  []alert // in alerts
	recall  fyne.CanvasObject
	toBin   *widgets.Text
	pack    *widgets.Button
	log     *widgets.Button

	filter                            *widgets.SearchField
	topic, audience, language, format *picker.Picker
	favourites, drafts                *widgets.Switch
	clear                             *widgets.Button
	count                             *widgets.Text
	found, narrowing                  *fyne.Container

	list  *fyne.Container
	rows  []*rowView // those shown, in order
	more  *widgets.Button
	packs *fyne.Container
	ready []*readyView
}

func newParts(s *Screen) *parts {
	p := &parts{s: s, trouble: widgets.NewErrorPanel(nil), alerts: widgets.VStack(look.Gap8), toBin: widgets.Body(""), count: widgets.Caption("")}
	p.recall = line(look.ColorWrongFill, look.IconWarning, look.ColorWrongInk, p.toBin)
	p.pack = widgets.NewButton(widgets.Secondary, "", look.IconPackage, p.goTo(nav.Pack))
	p.log = widgets.NewButton(widgets.Secondary, "", look.IconHistory, p.goTo(nav.PrintLog))
	services := widgets.NewButton(widgets.Secondary, "Local services", look.IconMapPin, p.goTo(nav.Services))
	head := widgets.Wrap(look.Gap12, widgets.Title("Handouts"), p.pack, services, p.log)
	p.list = widgets.VStack(look.Gap12)
	p.more = widgets.NewButton(widgets.Secondary, "", look.IconChevronDown, s.onMore)
	p.ofNarrowing()
	p.ofPacks()
	above := widgets.VStack(look.Gap16, head, p.trouble, p.alerts, p.recall, p.narrowing) // in little room: the handouts have to be seen
	p.page = widgets.NewPageColumn(widgets.Wide, above, p.list, widgets.Wrap(look.Gap8, p.more), p.drafts, p.packs)
	return p
}

func (p *parts) goTo(screen nav.Screen) func() {
	return func() { p.s.d.Nav.Go(nav.Route{Screen: screen}) }
}

// ofNarrowing makes what narrows the list.
func (p *parts) ofNarrowing() {
	s := p.s
	p.filter = widgets.NewSearchField("Find a handout", func(text string) { s.narrow(func(n *narrowing) { n.Text = text }) })
	p.topic = picker.New("Topic", func(i int) { s.narrow(func(n *narrowing) { n.Topic = s.model.topics()[i].value }) })
	p.audience = picker.New("Who it is for", func(i int) { s.narrow(func(n *narrowing) { n.Audience = s.model.audiences()[i].value }) })
	p.language = picker.New("Language", func(i int) { s.narrow(func(n *narrowing) { n.Language = s.model.languages()[i].value }) })
	p.format = picker.New("Format", func(i int) { s.narrow(func(n *narrowing) { n.Format = s.model.formats()[i].value }) })
	p.favourites = widgets.NewSwitch("Favourites only", "", func(on bool) { s.narrow(func(n *narrowing) { n.Favourites = on }) })
	p.drafts = widgets.NewSwitch("Show machine drafts (not reviewed)", "", func(on bool) {
		s.model.offerDrafts(on)
		s.render()
	})
	p.clear = widgets.NewButton(widgets.Quiet, "Clear", look.IconClose, s.onClear)
	p.found = widgets.Wrap(look.Gap8, p.count, p.clear)
	p.narrowing = widgets.VStack(look.Gap8, widgets.Tiles(look.Gap8, 280, p.filter, p.favourites),
		widgets.Tiles(look.Gap8, 170, p.topic, p.audience, p.language, p.format), p.found)
}

func (p *parts) render(st state) {
	p.renderAlerts(st.Alerts)
	p.toBin.SetRuns(runs(st.Recall+" ", "See what to bin", p.goTo(nav.PrintLog))...)
	widgets.SetVisible(p.recall, st.Recall != "")
	p.pack.SetLabel(st.Pack)
	p.log.SetLabel(st.Log)

	widgets.SetVisible(p.narrowing, st.Empty != noHandouts)
	show(p.topic, p.s.model.topics(), st.Narrow.Topic)
	show(p.audience, p.s.model.audiences(), st.Narrow.Audience)
	show(p.language, p.s.model.languages(), st.Narrow.Language)
	show(p.format, p.s.model.formats(), st.Narrow.Format)
	p.favourites.Set(st.Narrow.Favourites)
	p.drafts.Set(st.Drafts)
	widgets.SetVisible(p.drafts, st.HasDrafts)
	p.count.SetText(st.Count)
	widgets.SetVisible(p.found, st.Count != "")

	p.renderRows(st)
	p.more.SetLabel(st.More)
	widgets.SetVisible(p.more, st.More != "")
	p.renderPacks(st.Packs)
	p.page.Relayout()
}

// show sets a picker to one of its options. One without a choice is hidden.
func show[T comparable](p *picker.Picker, from []option[T], value T) {
	options := make([]picker.Option, len(from))
	at := 0
	for i, o := range from {
		options[i] = picker.Option{Text: o.text}
		if o.value == value {
			at = i
		}
	}
	p.Set(options, at)
	widgets.SetVisible(p, len(from) > 2 || at > 0)
}

// renderAlerts leads to the alerts that hold now.
func (p *parts) renderAlerts(alerts []alert) {
	widgets.SetVisible(p.alerts, len(alerts) > 0)
	if slices.Equal(alerts, p.warned) {
		return
	}
	p.warned, p.alerts.Objects = alerts, nil
	for _, a := range alerts {
		p.alerts.Add(line(look.ColorWaitFill, look.IconBell, look.ColorWaitInk, leading("Drug alert: ", a.Title, func() {
			p.s.d.Nav.Go(nav.Route{Screen: nav.Alert, Alert: a.ID})
		})))
	}
}

// leading is words before a link.
func leading(words, link string, press func()) *widgets.Text {
	return widgets.NewText(widgets.TextStyle{}, runs(words, link, press)...)
}

func runs(words, link string, press func()) []widgets.Run {
	return []widgets.Run{{Text: words}, {Text: link, Ink: look.ColorLink, Mark: widgets.Underlined, OnTap: press}}
}

// line is something to know before anything else, on a tinted ground.
func line(fill fyne.ThemeColorName, icon look.IconName, ink fyne.ThemeColorName, words fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewPlate(fill, widgets.Inset(look.Gap16, look.Gap8, widgets.Led(look.Gap12, widgets.NewIcon(icon, ink), words)))
}

// renderRows shows the handouts. Those that are there stay, so that the keyboard does.
func (p *parts) renderRows(st state) {
	same := len(st.Rows) == len(p.rows) && st.Empty == notEmpty
	for i := 0; same && i < len(p.rows); i++ {
		same = p.rows[i].id == st.Rows[i].ID
	}
	if !same {
		p.rows, p.list.Objects = nil, nil
		for _, r := range st.Rows {
			v := newRowView(p.s, r.ID)
			p.rows = append(p.rows, v)
			p.list.Add(v.root)
		}
		if e := p.empty(st.Empty); e != nil {
			p.list.Add(e)
		}
	}
	for i, r := range st.Rows {
		p.rows[i].set(r)
	}
}

func (p *parts) empty(e empty) fyne.CanvasObject {
	switch e {
	case noHandouts:
		return widgets.NewEmptyState(look.IconFileText, "No handouts here yet",
			"The library that is installed has none. They come with its modules.", nil)
	case noMatch:
		return widgets.NewEmptyState(look.IconSearch, "No handout like this",
			"Try one word of its title, or choose fewer things at once.",
			widgets.NewButton(widgets.Secondary, "Show all handouts", look.IconClose, p.s.onClear))
	}
	return nil
}
