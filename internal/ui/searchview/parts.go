package searchview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/popup"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A resultRow shows one result, with what matches in bold.
type resultRow struct {
	panel                 *widgets.TapPanel
	icon                  *widgets.Icon
	title, snippet, where *widgets.Text
}

func newResultRow(press func()) *resultRow {
	r := &resultRow{
		icon:    widgets.NewIcon(look.IconSearch, look.ColorPrimary),
		title:   widgets.NewText(widgets.TextStyle{Size: look.SizeSmall}),
		snippet: widgets.Muted(""), where: widgets.Caption(""),
	}
	words := widgets.VStack(look.Gap4, r.title, r.snippet, r.where)
	r.panel = widgets.NewTapPanel(widgets.HStackTop(look.Gap12, r.icon, widgets.Grow(words)), press)
	return r
}

func (r *resultRow) set(s row) {
	r.icon.Set(iconOf(s.Kind), look.ColorPrimary)
	r.title.SetRuns(runs(s.Title, look.ColorInk)...)
	r.snippet.SetRuns(runs(s.Snippet, look.ColorInk)...)
	r.snippet.Hidden = len(s.Snippet) == 0
	r.where.SetText(s.Where)
	r.where.Hidden = s.Where == ""
	r.panel.SetChosen(s.Chosen)
}

// runs writes matches in bold and in ink.
func runs(parts []part, ink fyne.ThemeColorName) []widgets.Run {
	out := make([]widgets.Run, 0, len(parts))
	for _, p := range parts {
		r := widgets.Run{Text: p.Text, Bold: p.Matches}
		if p.Matches {
			r.Ink = ink
		}
		out = append(out, r)
	}
	return out
}

func iconOf(k catalog.HitKind) look.IconName {
	switch k {
	case catalog.HitModule:
		return look.IconLayers
	case catalog.HitLesson:
		return look.IconBook
	case catalog.HitHandout:
		return look.IconPrinter
	case catalog.HitTerm:
		return look.IconMessageCircle
	case catalog.HitAlert:
		return look.IconWarning
	}
	return look.IconMapPin
}

// showService shows what is known of a service. Its page opens only after its address was shown.
func (s *Screen) showService(v catalog.Service) {
	rows := widgets.VStack(look.Gap12)
	for _, f := range facts(v) {
		value := widgets.Body(f.Value)
		if f.Name == phone {
			value = widgets.NewText(widgets.TextStyle{Size: look.SizeLead, Bold: true}, widgets.Run{Text: f.Value})
		}
		rows.Add(widgets.VStack(0, widgets.Caption(f.Name), value))
	}
	var d *widgets.Dialog
	shut := widgets.NewButton(widgets.Secondary, "Close", look.NoIcon, func() { d.Close() })
	buttons := []*widgets.Button{shut}
	if v.Web != "" {
		buttons = append(buttons, widgets.NewButton(widgets.Secondary, "Website", look.IconExternalLink, func() {
			d.Close()
			popup.Leave(s.deps.Canvas, v.Web, s.deps.Outside)
		}))
	}
	d = widgets.ShowDialog(s.deps.Canvas, widgets.DialogState{Title: v.Name, Content: rows, Buttons: buttons, Focus: shut})
}
