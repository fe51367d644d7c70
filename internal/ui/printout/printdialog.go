package printout

import (
	"context"

	"fyne.io/fyne/v2"

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
	box   *widgets.Dialog
	ctx   context.Context // ends with the dialog
	form  *printForm

	body   *fyne.Container
	print  *widgets.Button
	cancel *widgets.Button
}

func (k *Desk) askPrint() {
	c := k.canvas()
	if c == nil || k.model.phase != ready {
		return
	}
	ctx, end := context.WithCancel(k.ctx)
	d := &printDialog{k: k, model: newPrintModel(k.model.sheet, k.model.job), ctx: ctx}
	d.model.arranges, d.model.tests = k.d.Arranger != nil, k.d.Flips != nil
	d.print = widgets.NewButton(widgets.Primary, "", look.IconPrinter, d.onPrint)
	d.cancel = widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, func() { d.box.Close() })
	d.form = newPrintForm(d)
	d.body = d.form.body(d.model.job.Warnings)
	d.render()
	d.box = widgets.ShowDialog(c, widgets.DialogState{
		Title: "Print " + k.model.job.Name, Content: d.body, Buttons: []*widgets.Button{d.print, d.cancel}, Focus: d.cancel, OnClose: end,
	})
	d.look()
}

// change has the learner's choice kept and shown.
func (d *printDialog) change(choose func(m *printModel)) {
	choose(&d.model)
	d.render()
}

// look asks the print system for printers.
func (d *printDialog) look() {
	d.model.loading, d.model.trouble = true, explain.Trouble{}
	d.render()
	type found struct {
		printers []paper.Printer
		turnings map[string]turning
	}
	printing, flips := d.k.d.Printing, d.k.d.Flips
	work := func(ctx context.Context) (f found, err error) {
		f.turnings = map[string]turning{}
		f.printers, err = printing.Printers(ctx)
		for _, p := range f.printers {
			if flips != nil {
				turns, known := flips.TurnsBacks(p.Name)
				f.turnings[p.Name] = turning{turns, known}
			}
		}
		return f, err
	}
	bg.Start(d.ctx, d.k.d.Run, work, func(f found, err error) {
		d.model.found(f.printers, f.turnings, err)
		d.render()
		if d.model.state().CanPrint {
			d.k.canvas().Focus(d.print)
		}
	})
}

// onPrint sends the job.
func (d *printDialog) onPrint() {
	o, ok := d.model.order()
	if !ok || d.model.sending {
		return
	}
	if o.byHand {
		o.arrange.Half = paper.Fronts
	}
	d.model.sending, d.model.trouble = true, explain.Trouble{}
	d.render()
	d.k.send(d.model.sheet, o, func(t paper.Ticket, err error) {
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
		d.k.deliver(o, d.model.sheet, d.model.job.Printed, t)
	})
}

func (d *printDialog) render() {
	st := d.model.state()
	d.form.render(st)
	d.print.SetLabel(st.Action)
	d.print.SetBusy(st.Sending)
	widgets.SetEnabled(d.print, st.CanPrint)
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
