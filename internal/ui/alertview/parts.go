package alertview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/picker"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen of one alert.
type parts struct {
	form    *picker.Picker
	service *picker.Picker
	mono    *widgets.Switch
	trouble *widgets.ErrorPanel
}

func newParts(s *Screen) *parts {
	return &parts{
		form: picker.New("Comes as", s.onForm), service: picker.New("Local service on it", s.onService),
		mono: widgets.NewSwitch("Black and white", "Survives a photocopier and saves ink.", s.onMono), trouble: widgets.NewErrorPanel(nil),
	}
}

// panel is everything but the page.
func (p *parts) panel(st state, desk *printout.Desk) []fyne.CanvasObject {
	badges := widgets.Wrap(look.Gap8, widgets.NewBadge(badge(st.Urgency)))
	if st.Over {
		badges.Add(widgets.NewBadge(widgets.BadgeState{Tone: widgets.ToneQuiet, Icon: look.IconClock, Text: "Over"}))
	}
	if st.Coming {
		badges.Add(widgets.NewBadge(widgets.BadgeState{Tone: widgets.ToneNote, Icon: look.IconClock, Text: "Not yet"}))
	}
	if st.Draft {
		badges.Add(printout.DraftBadge())
	}
	head := widgets.VStack(look.Gap12, badges, widgets.Title(st.Title), widgets.Muted(st.Status))
	if st.From != "" {
		head.Add(widgets.Muted(st.From))
	}
	panel := []fyne.CanvasObject{head}
	if st.Over {
		panel = append(panel, widgets.NewCallout(catalog.Caution, "This alert is over", widgets.Body("Do not hang it up as a current one. Expired alerts print with a band that says so.")))
	}
	options := widgets.VStack(look.Gap16, widgets.SmallHeading("How it prints"), p.form, p.service, p.mono)
	return append(panel, desk.Actions(), desk.Done(), desk.Trouble(), p.trouble, widgets.NewCard(options), widgets.NewCard(about(st)))
}

// about is what the alert says, for whoever reads it here.
func about(st state) fyne.CanvasObject {
	facts := widgets.VStack(look.Gap4)
	for _, f := range st.Facts {
		facts.Add(printout.Fact(f.Name, f.Value))
	}
	text := widgets.VStack(look.Gap12, widgets.SmallHeading("What it says"))
	for _, b := range st.Text {
		text.Add(blockObject(b))
	}
	text.Add(widgets.Divider())
	text.Add(facts)
	if len(st.Sources) > 0 {
		sources := widgets.VStack(look.Gap4, widgets.NewText(widgets.TextStyle{Bold: true}, widgets.Run{Text: "Sources"}))
		for _, src := range st.Sources {
			sources.Add(widgets.Caption(src))
		}
		text.Add(sources)
	}
	return text
}

func blockObject(b block) fyne.CanvasObject {
	text := widgets.NewText(widgets.TextStyle{Bold: b.Heading || b.Strong}, widgets.Run{Text: b.Text})
	if b.Item == "" {
		return text
	}
	return widgets.HStackTop(look.Gap8, widgets.Label(b.Item), widgets.Grow(text))
}

// badge says how urgent an alert is, in words and with a shape of its own.
func badge(u urgency) widgets.BadgeState {
	switch u.Level {
	case 2:
		return widgets.BadgeState{Tone: widgets.ToneWrong, Icon: look.IconStop, Text: u.Words}
	case 1:
		return widgets.BadgeState{Tone: widgets.ToneWait, Icon: look.IconWarning, Text: u.Words}
	}
	return widgets.BadgeState{Tone: widgets.ToneNote, Icon: look.IconInfo, Text: u.Words}
}

func icon(u urgency) look.IconName { return badge(u).Icon }

func (p *parts) render(st state) {
	p.form.Set(options(st.Forms), st.Form)
	p.service.Set(options(st.Services), st.Service)
	widgets.SetVisible(p.service, len(st.Services) > 0)
	p.mono.Set(st.Mono)
}

func options(names []string) []picker.Option {
	out := make([]picker.Option, len(names))
	for i, n := range names {
		out[i] = picker.Option{Text: n}
	}
	return out
}

func (p *parts) complain(t explain.Trouble) {
	p.trouble.Tell(t)
}

// list shows all alerts.
func (s *Screen) list() fyne.CanvasObject {
	record := s.d.Learner.Record()
	objects := []fyne.CanvasObject{widgets.VStack(look.Gap8, widgets.Title("Drug alerts"),
		widgets.Muted("Warnings that hold for a limited time. New ones come with the updates of the library."))}
	groups := s.model.groups(record.AlertRead)
	if len(groups) == 0 {
		objects = append(objects, widgets.NewEmptyState(look.IconShieldAlert, "There is no alert",
			"The library has none, neither now nor from before. That does not mean that what is sold is safe.", nil))
	}
	for _, g := range groups {
		cards := widgets.VStack(look.Gap12)
		for _, e := range g.Entries {
			card := widgets.NewTapCard(func() { s.d.Nav.Go(nav.Route{Screen: nav.Alert, Alert: e.ID}) })
			st := widgets.CardState{Icon: icon(e.Urgency), Heading: e.Title, Text: e.Urgency.Words, Meta: e.Meta, Progress: -1}
			if e.Unread {
				st.Badge = widgets.BadgeState{Tone: widgets.ToneNote, Text: "New"}
			}
			if e.Over {
				st.Icon, st.Badge = look.IconClock, widgets.BadgeState{Tone: widgets.ToneQuiet, Text: "Over"}
			}
			card.Set(st)
			if s.first == nil {
				s.first = card
			}
			cards.Add(card)
		}
		objects = append(objects, widgets.VStack(look.Gap12, widgets.Heading(g.Heading), cards))
	}
	s.page = widgets.NewPageColumn(widgets.Reading, objects...)
	return s.page
}
