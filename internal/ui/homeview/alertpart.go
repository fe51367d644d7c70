package homeview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// An alertPart shows the drug alerts to be read, in little room: what is next must stay in sight.
type alertPart struct {
	root *fyne.Container
	rows *fyne.Container
	more *widgets.Link
	nav  nav.Navigator
	to   nav.Route // of more
	on   []alert   // in rows
}

func newAlertPart(to nav.Navigator) *alertPart {
	p := &alertPart{nav: to, rows: widgets.VStack(look.Gap8)}
	p.more = widgets.NewLink("", func() { to.Go(p.to) })
	p.root = widgets.VStack(look.Gap4, p.rows, p.more)
	return p
}

func (p *alertPart) set(s alertsState) {
	p.to = s.To
	p.more.SetLabel(s.More)
	widgets.SetVisible(p.more, s.More != "")
	widgets.SetVisible(p.root, len(s.Unread) > 0)
	if same(p.on, s.Unread) {
		return
	}
	p.on, p.rows.Objects = s.Unread, nil
	for _, a := range s.Unread {
		p.rows.Add(alertRow(a, func() { p.nav.Go(a.To) }))
	}
}

func same(a, b []alert) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// alertRow is one alert. How urgent it is shows in a word, a shape and a colour.
func alertRow(a alert, open func()) fyne.CanvasObject {
	icon, ink := look.IconInfo, look.ColorNoteInk
	switch a.Urgency {
	case catalog.Deadly:
		icon, ink = look.IconStop, look.ColorWrongInk
	case catalog.Serious:
		icon, ink = look.IconWarning, look.ColorWaitInk
	}
	words := widgets.VStack(0, widgets.NewText(widgets.TextStyle{Bold: true, Ink: ink}, widgets.Run{Text: a.Title}), widgets.Caption(a.Note))
	return widgets.NewTapPanel(widgets.HStack(look.Gap12, widgets.NewIconScaled(icon, ink, 1.3), widgets.Grow(words),
		widgets.NewIcon(look.IconChevronRight, look.ColorMuted)), open)
}
