package printout

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A printDialog asks how to print.
type printDialog struct {
	k     *Desk
	model printModel
	pdf   []byte
	box   *widgets.Dialog
	ctx   context.Context // ends with the dialog

	body     *fyne.Container
	trouble  *widgets.ErrorPanel
	looking  fyne.CanvasObject
	none     fyne.CanvasObject
	form     fyne.CanvasObject
	printers *widgets.ChoiceGroup
	copies   *widgets.Entry
	less     *widgets.IconButton
	more     *widgets.IconButton
	sides    *widgets.Switch
	colour   *widgets.Segmented
	print    *widgets.Button
	cancel   *widgets.Button
}

func (k *Desk) askPrint() {
	c := k.canvas()
	if c == nil || k.model.phase != ready {
		return
	}
	ctx, end := context.WithCancel(k.ctx)
	d := &printDialog{k: k, model: newPrintModel(k.model.pages, k.model.job), pdf: k.model.pdf, ctx: ctx}
	d.build()
	d.render()
	d.box = widgets.ShowDialog(c, widgets.DialogState{
		Title: "Print " + k.model.job.Name, Content: d.body, Buttons: []*widgets.Button{d.print, d.cancel}, Focus: d.cancel, OnClose: end,
	})
	d.look()
}

func (d *printDialog) build() {
	d.trouble = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Look again", look.IconRefresh, d.look))
	d.looking = widgets.Muted("Looking for printers…")
	d.none = widgets.NewCallout(catalog.Note, "No printer is set up on this computer",
		widgets.Body("Set one up in the system's settings and look again, or save the PDF and print it elsewhere."))
	d.printers = widgets.NewChoiceGroup(false, func(i int) {
		d.model.chosen = i
		d.render()
	})
	d.copies = widgets.NewEntry("", "", func(text string) {
		d.model.copies = text
		d.render()
	})
	d.less = widgets.NewIconButton(look.IconMinus, "One copy less", func() { d.onStep(-1) })
	d.more = widgets.NewIconButton(look.IconPlus, "One copy more", func() { d.onStep(1) })
	d.sides = widgets.NewSwitch("Print on both sides", "Turned over along the long edge", func(on bool) {
		d.model.twoSided = on
		d.render()
	})
	d.colour = widgets.NewSegmented([]string{"Colour", "Black and white"}, func(i int) {
		d.model.mono = i == 1
		d.render()
	})
	d.print = widgets.NewButton(widgets.Primary, "", look.IconPrinter, d.onPrint)
	d.cancel = widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, func() { d.box.Close() })
	d.form = widgets.VStack(look.Gap24,
		widgets.FormRow("Printer", "", d.printers),
		widgets.FormRow("Copies", "", widgets.HStackTop(look.Gap8, d.less, narrow{}.around(d.copies), d.more)),
		d.sides,
		widgets.FormRow("Ink", "", d.colour))
	d.body = widgets.VStack(look.Gap16, d.trouble)
	if d.model.warning != "" {
		d.body.Add(widgets.NewCallout(catalog.Caution, "Out of date", widgets.Body(d.model.warning)))
	}
	for _, o := range []fyne.CanvasObject{d.looking, d.none, d.form} {
		d.body.Add(o)
	}
}

// look asks the print system for printers.
func (d *printDialog) look() {
	d.model.loading, d.model.trouble = true, explain.Trouble{}
	d.render()
	bg.Start(d.ctx, d.k.d.Run, d.k.d.Printing.Printers, func(found []paper.Printer, err error) {
		d.model.found(found, err)
		d.render()
		if d.model.state().CanPrint {
			d.k.canvas().Focus(d.print)
		}
	})
}

func (d *printDialog) onStep(by int) {
	d.model.step(by)
	d.render()
}

// onPrint sends the job. It goes on when the dialog or the screen is left: half a job is worse than none.
func (d *printDialog) onPrint() {
	p, job, ok := d.model.job()
	if !ok || d.model.sending {
		return
	}
	d.model.sending, d.model.trouble = true, explain.Trouble{}
	d.render()
	printing, pdf := d.k.d.Printing, d.pdf
	work := func(ctx context.Context) (paper.Ticket, error) {
		return printing.Print(context.WithoutCancel(ctx), p.Name, job, pdf)
	}
	bg.Start(d.k.ctx, d.k.d.Run, work, func(_ paper.Ticket, err error) {
		d.model.sending = false
		if err != nil && d.ctx.Err() != nil {
			d.k.parts.complain(explain.Error(err)) // the dialog is closed by now
			return
		}
		if err != nil {
			d.model.trouble = explain.Error(err)
			d.render()
			return
		}
		d.box.Close()
		d.k.parts.say("Sent to the printer", sent(p, job), nil)
	})
}

func (d *printDialog) render() {
	st := d.model.state()
	widgets.SetVisible(d.looking, st.Loading)
	widgets.SetVisible(d.none, st.None)
	widgets.SetVisible(d.form, len(st.Printers) > 0)
	widgets.SetVisible(d.sides, st.Sides)
	d.trouble.Set(widgets.ErrorState{What: st.Trouble.What, Next: st.Trouble.Next, Details: st.Trouble.Detail})
	choices := make([]widgets.Choice, len(st.Printers))
	for i, p := range st.Printers {
		choices[i] = widgets.Choice{Text: p.Name, Note: p.Note}
		if i == st.Chosen {
			choices[i].State = widgets.ChoiceSelected
		}
	}
	d.printers.Set(choices)
	d.copies.SetText(st.Copies)
	d.copies.SetError(st.CopiesError)
	widgets.SetEnabled(d.less, st.CanLess)
	widgets.SetEnabled(d.more, st.CanMore)
	d.sides.Set(st.TwoSided)
	d.colour.Set(0)
	if st.Mono {
		d.colour.Set(1)
	}
	d.print.SetLabel(st.Action)
	d.print.SetBusy(st.Sending)
	if st.CanPrint {
		d.print.Enable()
	} else {
		d.print.Disable()
	}
	d.k.relayoutDialog(d.body)
}

// relayoutDialog gives an open dialog the height that its body needs now.
func (k *Desk) relayoutDialog(body *fyne.Container) {
	body.Refresh()
	if c := k.canvas(); c != nil {
		if top := c.Overlays().Top(); top != nil {
			top.Refresh()
		}
	}
}

// narrow keeps a field for a number from being as wide as one for text.
type narrow struct{}

func (n narrow) around(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(n, o)
}

func (narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(140, objects[0].MinSize().Width), objects[0].MinSize().Height)
}

func (narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widgets.Fit(objects[0], size.Width)
}
