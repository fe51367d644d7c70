package sheetview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen.
type parts struct {
	fresh   *widgets.Badge
	draft   *widgets.Badge
	warning fyne.CanvasObject
	warn    *widgets.Text
	name    *widgets.Entry
	shows   *widgets.Segmented
	large   *widgets.Switch
	papers  *widgets.Segmented
	number  *widgets.Stepper
	facts   *fyne.Container
	note    *widgets.Text
}

func newParts(s *Screen, st state) *parts {
	p := &parts{
		fresh: widgets.NewBadge(widgets.BadgeState{}), draft: printout.DraftBadge(), warn: widgets.Body(""),
		facts: widgets.VStack(look.Gap8), note: widgets.Caption(""),
	}
	p.warning = widgets.NewCallout(catalog.Caution, "Out of date", p.warn)
	p.name = widgets.NewEntry("Name on the certificate", "", s.onName)
	p.shows = widgets.NewSegmented(st.Shows, s.onShow)
	p.large = widgets.NewSwitch("Large print", "", s.onLarge)
	p.papers = widgets.NewSegmented(st.Papers, s.onPaper)
	p.number = widgets.NewStepper("sheet", func() { s.onStep(-1) }, func() { s.onStep(1) })
	return p
}

// panel is everything but the page.
func (p *parts) panel(st state, desk *printout.Desk) []fyne.CanvasObject {
	about := widgets.VStack(look.Gap16, widgets.SmallHeading("What is on it"), p.facts, widgets.Divider(), p.note)
	return []fyne.CanvasObject{
		widgets.VStack(look.Gap12, widgets.Title(st.Title), widgets.Muted(st.About), widgets.Wrap(look.Gap8, p.fresh, p.draft)),
		p.warning, desk.Actions(), desk.Done(), desk.Trouble(),
		widgets.NewCard(p.options(st)),
		widgets.NewCard(about),
	}
}

// options are what can be chosen.
func (p *parts) options(st state) fyne.CanvasObject {
	rows := []fyne.CanvasObject{widgets.SmallHeading("How it prints")}
	if st.HasName {
		rows = append(rows, p.name)
	}
	if len(st.Shows) > 0 {
		rows = append(rows,
			widgets.FormRow("What it shows", "", p.shows),
			widgets.FormRow("Number", "Each number mixes the questions in its own way. The answer key of a sheet has the same number.", p.number))
	}
	if st.HasLarge {
		rows = append(rows, p.large)
	}
	return widgets.VStack(look.Gap24, append(rows, widgets.FormRow("Paper", "", p.papers))...)
}

func (p *parts) render(st state) {
	widgets.SetVisible(p.fresh, st.Fresh != nil)
	if st.Fresh != nil {
		p.fresh.Set(printout.FreshBadge(*st.Fresh))
	}
	widgets.SetVisible(p.draft, st.Draft)
	p.warn.SetText(st.Warning)
	widgets.SetVisible(p.warning, st.Warning != "")
	p.name.SetHint(st.NameHint)
	if len(st.Shows) > 0 {
		p.shows.Set(st.Show)
		p.number.Set(st.Number, st.CanLess, st.CanMore)
	}
	p.large.Set(st.Large)
	p.papers.Set(st.Paper)
	p.facts.Objects = nil
	for _, f := range st.Facts {
		p.facts.Add(printout.Fact(f.Name, f.Value))
	}
	p.note.SetText(st.Note)
}
