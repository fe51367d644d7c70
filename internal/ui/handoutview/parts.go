package handoutview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen.
type parts struct {
	root *split

	fresh   *widgets.Badge
	warning fyne.CanvasObject
	warn    *widgets.Text
	print   *widgets.Button
	save    *widgets.Button
	view    *widgets.Button
	web     *widgets.Button
	done    *fyne.Container     // what the last action has done
	trouble *widgets.ErrorPanel // of the last action
	facts   *fyne.Container
	service *widgets.Text
	why     *widgets.Text
	change  *widgets.Button

	preview *preview
}

func newParts(s *Screen) *parts {
	p := &parts{
		fresh: widgets.NewBadge(widgets.BadgeState{}), warn: widgets.Body(""),
		done: widgets.VStack(0), trouble: widgets.NewErrorPanel(nil),
		facts: widgets.VStack(look.Gap8), service: widgets.Body(""), why: widgets.Caption(""),
	}
	p.warning = widgets.NewCallout(catalog.Caution, "Out of date", p.warn)
	p.print = widgets.NewButton(widgets.Primary, "Print", look.IconPrinter, s.askPrint)
	p.save = widgets.NewButton(widgets.Secondary, "Save PDF", look.IconDownload, s.askSave)
	p.view = widgets.NewButton(widgets.Quiet, "Open in viewer", look.IconFileText, s.onOpenFile)
	p.web = widgets.NewButton(widgets.Quiet, "Open as web page", look.IconGlobe, s.onOpenWebPage)
	p.change = widgets.NewButton(widgets.Secondary, "", look.IconPencil, func() { s.d.Nav.Go(nav.Route{Screen: nav.Settings, Query: "service"}) })
	p.done.Hide()
	p.preview = newPreview(s)
	p.root = newSplit(p.panel(s.model.state()), p.preview)
	return p
}

// panel is everything but the page.
func (p *parts) panel(st state) []fyne.CanvasObject {
	badges := widgets.Wrap(look.Gap8, p.fresh)
	if st.Draft {
		badges.Add(widgets.NewBadge(widgets.BadgeState{Tone: widgets.ToneWait, Icon: look.IconPencil, Text: "Draft, waiting for review"}))
	}
	onPage := widgets.VStack(look.Gap16,
		widgets.SmallHeading("What is on it"), p.facts,
		widgets.Divider(),
		widgets.VStack(look.Gap8,
			widgets.VStack(look.Gap4, widgets.NewText(widgets.TextStyle{Bold: true}, widgets.Run{Text: "Your local service"}), p.service, p.why),
			widgets.Wrap(0, p.change)))
	return []fyne.CanvasObject{
		widgets.VStack(look.Gap12, widgets.Title(st.Title), widgets.Muted(st.Audience), badges),
		p.warning,
		widgets.VStack(look.Gap8,
			widgets.Wrap(look.Gap12, p.print, p.save),
			widgets.Inset(-look.Gap12, 0, widgets.Wrap(0, p.view, p.web))),
		p.done, p.trouble,
		widgets.NewCard(onPage),
	}
}

func (p *parts) render(st state) {
	p.fresh.Set(freshBadge(st))
	p.warn.SetText(st.Warning)
	p.warning.Hide()
	if st.Warning != "" {
		p.warning.Show()
	}
	for _, b := range []*widgets.Button{p.print, p.save, p.view} {
		if st.CanUse {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	p.facts.Objects = nil
	for _, f := range st.Facts {
		p.facts.Add(widgets.NewText(widgets.TextStyle{},
			widgets.Run{Text: f.Name + ": ", Ink: look.ColorMuted}, widgets.Run{Text: f.Value}))
	}
	p.service.SetText(st.Service)
	p.why.SetText(st.ServiceNote)
	p.change.SetLabel("Change it in Settings")
	if !st.ServiceSet {
		p.change.SetLabel("Add it in Settings")
	}
	p.preview.render(st)
	p.root.relayout()
}

func freshBadge(st state) widgets.BadgeState {
	switch st.Fresh {
	case catalog.OutOfDate:
		return widgets.BadgeState{Tone: widgets.ToneWrong, Icon: look.IconWarning, Text: st.Mark}
	case catalog.ReviewSoon:
		return widgets.BadgeState{Tone: widgets.ToneWait, Icon: look.IconClock, Text: st.Mark}
	default:
		return widgets.BadgeState{Tone: widgets.ToneRight, Icon: look.IconCheck, Text: st.Mark}
	}
}

// complain shows what went wrong with an action, or nothing.
func (p *parts) complain(t explain.Trouble) {
	p.trouble.Set(widgets.ErrorState{What: t.What, Next: t.Next, Details: t.Detail})
	p.root.relayout()
}

// say shows what an action has done, with one thing to do about it where there is one.
func (p *parts) say(title, text string, next *widgets.Button) {
	words := []fyne.CanvasObject{widgets.Body(text)}
	if next != nil {
		words = append(words, widgets.Wrap(0, next))
	}
	p.done.Objects = []fyne.CanvasObject{widgets.NewCallout(catalog.Tip, title, words...)}
	p.done.Show()
	p.complain(explain.Trouble{})
}

// key turns pages where the whole page is shown, and scrolls.
func (p *parts) key(e *fyne.KeyEvent) bool {
	if p.root.narrow() {
		return p.root.column.HandleKey(e)
	}
	return p.preview.key(e) || p.root.column.HandleKey(e)
}

// missing is the screen of a handout that is not in the library, as after an update that took it out.
func (s *Screen) missing() fyne.CanvasObject {
	all := widgets.NewButton(widgets.Primary, "See all handouts", look.IconPrinter, func() {
		s.d.Nav.Replace(nav.Route{Screen: nav.Handouts})
	})
	return widgets.NewPageColumn(widgets.Reading, widgets.NewEmptyState(look.IconFileText, "This handout is not here any more",
		"The content in use does not have it. It may have been taken out, or put together with another one.", all))
}
