package yearview

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/picker"
	"github.com/passalong/passalong/internal/ui/printout"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the panel that change.
type parts struct {
	s       *Screen
	period  *picker.Picker
	papers  *w.Segmented
	facts   *fyne.Container
	shown   []fact
	change  *w.Text
	changed fyne.CanvasObject
	support fyne.CanvasObject
	helps   *fyne.Container
	helped  []fact
	saved   *filebox.Outcome
}

func newParts(s *Screen) *parts {
	p := &parts{s: s, facts: w.VStack(look.Gap8), helps: w.VStack(look.Gap8), change: w.Body("")}
	p.period = picker.New("Which year", s.onPeriod)
	p.papers = w.NewSegmented([]string{"A4", "Letter"}, s.onPaper)
	p.changed = w.NewCard(w.VStack(look.Gap8, w.SmallHeading("What changed"), p.change))
	p.support = w.NewCard(w.VStack(look.Gap8, w.SmallHeading("Support for peer workers"), p.helps))
	p.saved = filebox.NewOutcome(s.ctx, filebox.Deps{Run: s.d.Run, Files: s.d.Desk.Files}, func() { s.desk.Relayout() })
	return p
}

// panel is everything but the pages.
func (p *parts) panel(desk *printout.Desk) []fyne.CanvasObject {
	data := w.NewButton(w.Secondary, "Save the data (CSV)", look.IconDownload, p.s.onData)
	return []fyne.CanvasObject{
		w.Title("The year in sessions"), p.period, desk.Actions(), desk.Done(), desk.Trouble(),
		w.NewCard(w.VStack(look.Gap8, w.SmallHeading("In figures"), p.facts,
			w.Caption("Somebody who came twice took two places: nobody knows that it was the same person."))),
		p.changed, p.support,
		w.NewCard(w.VStack(look.Gap16, w.FormRow("Paper", "", p.papers), w.Wrap(look.Gap8, data), p.saved.Content())),
	}
}

func (p *parts) render(st state) {
	var options []picker.Option
	for _, name := range st.Periods {
		options = append(options, picker.Option{Text: name})
	}
	p.period.Set(options, st.Period)
	p.papers.Set(st.Paper)
	p.shown = list(p.facts, p.shown, st.Facts)
	w.SetVisible(p.changed, st.Change != "")
	p.change.SetText(st.Change)
	w.SetVisible(p.support, len(st.Support) > 0)
	p.helped = list(p.helps, p.helped, st.Support)
}

// list shows facts, unless it does already.
func list(into *fyne.Container, shown, facts []fact) []fact {
	if slices.Equal(shown, facts) {
		return shown
	}
	into.Objects = nil
	for _, f := range facts {
		into.Add(printout.Fact(f.Name, f.Value))
	}
	return facts
}
