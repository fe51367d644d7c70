package packview

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A printDialog asks on which printer, and says what to know before.
type printDialog struct {
	s     *Screen
	model printModel
	ctx   context.Context // ends with the dialog
	box   *widgets.Dialog

	body     *fyne.Container
	things   *widgets.Text
	paper    *widgets.Text
	warns    *fyne.Container
	warned   []warning // in warns
	trouble  *widgets.ErrorPanel
	looking  *widgets.Text
	none     fyne.CanvasObject
	form     *fyne.Container
	printers *widgets.ChoiceGroup
	notes    *widgets.Text
	where    *widgets.Entry
	print    *widgets.Button
}

func (s *Screen) askPrint() {
	ctx, end := context.WithCancel(s.ctx)
	d := &printDialog{s: s, ctx: ctx, model: printModel{logs: s.d.Logs()}}
	d.model.take(&s.model)
	d.build()
	cancel := widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, func() { d.box.Close() })
	d.box = widgets.ShowDialog(s.d.Canvas, widgets.DialogState{
		Title: "Print the pack", Content: d.body, Buttons: []*widgets.Button{d.print, cancel}, Focus: cancel, OnClose: func() {
			s.asking = nil
			end()
		},
	})
	s.asking = d
	d.look()
}

func (d *printDialog) build() {
	st := d.model.state()
	d.trouble = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Look again", look.IconRefresh, d.look))
	d.looking = widgets.Muted("Looking for printers…")
	d.none = widgets.NewCallout(catalog.Note, "No printer is set up on this computer",
		widgets.Body("Set one up in the system's settings and look again, or save all as PDFs and print them elsewhere."))
	d.printers = widgets.NewChoiceGroup(false, func(i int) {
		d.model.chosen = i
		d.render()
	})
	d.notes = widgets.Muted("")
	d.where = widgets.NewEntry("Where will they be given out?", "the van", func(string) {})
	d.where.SetHint("For the print log, so that they can be found again. It may stay empty.")
	d.where.SetText(st.Place)
	d.things, d.paper, d.warns = widgets.Body(""), widgets.Muted(""), widgets.VStack(0)
	d.print = widgets.NewButton(widgets.Primary, st.Action, look.IconPrinter, d.onPrint)
	d.form = widgets.VStack(look.Gap24, widgets.VStack(look.Gap12, widgets.FormRow("Printer", "", d.printers), d.notes))
	if st.HasPlace {
		d.form.Add(d.where)
	}
	d.body = widgets.VStack(look.Gap16, widgets.VStack(look.Gap4, d.things, d.paper), d.trouble, d.warns, d.looking, d.none, d.form)
}

// renderWarnings says what to know before, as soon as it is known.
func (d *printDialog) renderWarnings(warns []warning) {
	widgets.SetVisible(d.warns, len(warns) > 0)
	if slices.Equal(warns, d.warned) {
		return
	}
	d.warned, d.warns.Objects = warns, nil
	if len(warns) > 0 {
		d.warns.Add(widgets.NewCallout(catalog.Warning, "Before you print", warnLines(warns)...))
	}
}

// refresh takes what has become known of the pack.
func (d *printDialog) refresh() {
	d.model.take(&d.s.model)
	d.render()
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
	d.model.look()
	d.render()
	bg.Start(d.ctx, d.s.d.Run, d.s.d.Printing.Printers, func(found []paper.Printer, err error) {
		d.model.found(found, err)
		d.render()
	})
}

func (d *printDialog) onPrint() {
	p, ok := d.model.printer()
	if !ok || !d.model.state().CanPrint || d.s.d.Batch.busy() {
		return
	}
	place := ""
	if d.model.state().HasPlace {
		place = strings.TrimSpace(d.where.Text())
	}
	items := d.s.model.items(d.s.d.Press, place)
	d.box.Close()
	d.s.d.Batch.print(p, d.s.d.Printing, d.s.d.Backs, d.s.d.Log.Add, items)
	d.s.d.Canvas.Focus(d.s.parts.batch.stop)
	d.s.parts.page.ScrollToTop()
}

func (d *printDialog) render() {
	st := d.model.state()
	d.trouble.Tell(st.Trouble)
	widgets.SetVisible(d.looking, st.Looking)
	widgets.SetVisible(d.none, st.None)
	widgets.SetVisible(d.form, len(st.Printers) > 0)
	d.printers.Set(choices(st.Printers))
	d.notes.SetText(strings.Join(st.Notes, "\n"))
	widgets.SetVisible(d.notes, len(st.Notes) > 0)
	d.things.SetText(st.Things)
	d.paper.SetText(st.Paper)
	d.renderWarnings(st.Warns)
	d.print.SetLabel(st.Action)
	could := !d.print.Disabled()
	widgets.SetEnabled(d.print, st.CanPrint)
	if st.CanPrint && !could {
		d.s.d.Canvas.Focus(d.print)
	}
	d.body.Refresh()
	if top := d.s.d.Canvas.Overlays().Top(); top != nil {
		top.Refresh()
	}
}
