package packview

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A printDialog asks on which printer, and says what to know before.
type printDialog struct {
	s   *Screen
	ctx context.Context // ends with the dialog
	box *widgets.Dialog

	loading  bool
	found    []paper.Printer
	chosen   int
	problem  explain.Trouble
	body     *fyne.Container
	trouble  *widgets.ErrorPanel
	looking  *widgets.Text
	none     fyne.CanvasObject
	form     *fyne.Container
	printers *widgets.ChoiceGroup
	where    *widgets.Entry
	print    *widgets.Button
}

func (s *Screen) askPrint() {
	ctx, end := context.WithCancel(s.ctx)
	d := &printDialog{s: s, ctx: ctx}
	d.build(s.model.state())
	cancel := widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, func() { d.box.Close() })
	d.box = widgets.ShowDialog(s.d.Canvas, widgets.DialogState{
		Title: "Print the pack", Content: d.body, Buttons: []*widgets.Button{d.print, cancel}, Focus: cancel, OnClose: end,
	})
	d.look()
}

func (d *printDialog) build(st state) {
	d.trouble = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Look again", look.IconRefresh, d.look))
	d.looking = widgets.Muted("Looking for printers…")
	d.none = widgets.NewCallout(catalog.Note, "No printer is set up on this computer",
		widgets.Body("Set one up in the system's settings and look again, or save all as PDFs and print them elsewhere."))
	d.printers = widgets.NewChoiceGroup(false, func(i int) {
		d.chosen = i
		d.render()
	})
	d.where = widgets.NewEntry("Where will they be given out?", "the van", func(string) {})
	d.where.SetHint("For the print log, so that they can be found again. It may stay empty.")
	d.print = widgets.NewButton(widgets.Primary, "Print all", look.IconPrinter, d.onPrint)
	d.form = widgets.VStack(look.Gap24, widgets.FormRow("Printer", "", d.printers))
	if d.s.d.Logs() {
		d.form.Add(d.where)
	}
	d.body = widgets.VStack(look.Gap16, widgets.VStack(look.Gap4, widgets.Body(st.Total.Things), widgets.Muted(st.Total.Paper)), d.trouble)
	if n := len(st.TooLong); n > 0 {
		st.Warns = append(st.Warns, warning{"Left out", count(n, "handout does", "handouts do") + " not fit the format. The screen behind says by how much."})
	}
	if len(st.Warns) > 0 {
		d.body.Add(widgets.NewCallout(catalog.Warning, "Before you print", warnLines(st.Warns)...))
		d.print.SetLabel("Print anyway")
	}
	for _, o := range []fyne.CanvasObject{d.looking, d.none, d.form} {
		d.body.Add(o)
	}
}

func warnLines(of []warning) []fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, w := range of {
		lines = append(lines, widgets.NewText(widgets.TextStyle{}, widgets.Run{Text: w.Title + ". ", Bold: true}, widgets.Run{Text: w.Text}))
	}
	return lines
}

// look asks the print system for printers.
func (d *printDialog) look() {
	d.loading, d.problem = true, explain.Trouble{}
	d.render()
	bg.Start(d.ctx, d.s.d.Run, d.s.d.Printing.Printers, func(found []paper.Printer, err error) {
		d.loading, d.found, d.chosen, d.problem = false, found, 0, explain.Error(err)
		for i, p := range found {
			if p.Default {
				d.chosen = i
			}
		}
		d.render()
		if !d.print.Disabled() {
			d.s.d.Canvas.Focus(d.print)
		}
	})
}

func (d *printDialog) onPrint() {
	if d.chosen >= len(d.found) || d.s.d.Batch.busy() {
		return
	}
	p, items := d.found[d.chosen], d.s.model.items(d.s.d.Press, d.where.Text())
	d.box.Close()
	d.s.d.Batch.print(p, d.s.d.Printing, d.s.d.Backs, keeps(d.s.d.Log), items)
	d.s.d.Canvas.Focus(d.s.parts.batch.stop)
	d.s.parts.page.ScrollToTop()
}

func (d *printDialog) render() {
	setTrouble(d.trouble, d.problem)
	widgets.SetVisible(d.looking, d.loading)
	widgets.SetVisible(d.none, !d.loading && len(d.found) == 0 && d.problem.What == "")
	widgets.SetVisible(d.form, len(d.found) > 0)
	choices := make([]widgets.Choice, len(d.found))
	for i, p := range d.found {
		choices[i] = widgets.Choice{Text: p.Description, Note: printout.PrinterInWords(p)}
		if i == d.chosen {
			choices[i].State = widgets.ChoiceSelected
		}
	}
	d.printers.Set(choices)
	widgets.SetEnabled(d.print, d.chosen < len(d.found))
	d.body.Refresh()
	if top := d.s.d.Canvas.Overlays().Top(); top != nil {
		top.Refresh()
	}
}
