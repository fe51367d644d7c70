package printout

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A flipDialog prints the test sheet and asks what came out.
type flipDialog struct {
	of      *printDialog
	printer paper.Printer
	model   flipModel
	box     *widgets.Dialog

	body    *fyne.Container
	text    *widgets.Text
	trouble *widgets.ErrorPanel
	answers fyne.CanvasObject
	yes, no *widgets.TapPanel
	start   *widgets.Button
	close   *widgets.Button
}

// flipModel is how far the test of a printer has come.
type flipModel struct {
	name    string
	busy    bool
	printed bool
	trouble explain.Trouble
}

// flipState is everything that the dialog shows.
type flipState struct {
	Text    string
	Action  string // words of the button that prints
	First   bool   // nothing was printed yet
	Asks    bool   // what came out
	Busy    bool
	Trouble explain.Trouble
}

func (m *flipModel) state() flipState {
	s := flipState{Busy: m.busy, Trouble: m.trouble, First: !m.printed, Asks: m.printed, Action: "Print the test sheet"}
	if m.printed {
		s.Action = "Print it once more"
		s.Text = fmt.Sprintf("The test sheet is on its way to %s. Hold it so that you can read its front. "+
			"Turn it over like the page of a book. Does the back stand upright?", m.name)
		return s
	}
	s.Text = "This prints one sheet on both sides. Passalong then asks what you see, and remembers it for this printer."
	return s
}

// askTest opens the test of the chosen printer, above the print dialog.
func (d *printDialog) askTest() {
	p, ok := d.model.printer()
	c := d.k.canvas()
	if !ok || c == nil {
		return
	}
	f := &flipDialog{of: d, printer: p, model: flipModel{name: p.Description}, text: widgets.Body(""), trouble: widgets.NewErrorPanel(nil)}
	f.yes = answer("Yes, the arrow points up", look.IconChevronUp, func() { f.onAnswer(false) })
	f.no = answer("No, it points down", look.IconChevronDown, func() { f.onAnswer(true) })
	f.answers = widgets.Tiles(look.Gap12, 180, f.yes, f.no)
	f.start = widgets.NewButton(widgets.Primary, "", look.IconPrinter, f.onPrint)
	f.close = widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, func() { f.box.Close() })
	f.body = widgets.VStack(look.Gap16, f.trouble, f.text, f.answers)
	f.render()
	f.box = widgets.ShowDialog(c, widgets.DialogState{
		Title: "Test " + p.Description, Content: f.body, Buttons: []*widgets.Button{f.start, f.close}, Focus: f.start,
	})
}

// answer is one of the two things that can have come out, as a picture: the front, and the back after it was turned.
func answer(words string, back look.IconName, press func()) *widgets.TapPanel {
	side := func(name string, icon look.IconName) fyne.CanvasObject {
		return widgets.VStack(look.Gap4,
			widgets.NewPlate(look.ColorRail, widgets.Inset(look.Gap12, look.Gap16, widgets.NewIconScaled(icon, look.ColorPrimary, 1.4))),
			widgets.Caption(name))
	}
	return widgets.NewTapPanel(widgets.VStack(look.Gap12,
		widgets.HStack(look.Gap16, side("Front", look.IconChevronUp), side("Back", back)),
		widgets.NewText(widgets.TextStyle{Bold: true}, widgets.Run{Text: words})), press)
}

// onPrint prints the test sheet.
func (f *flipDialog) onPrint() {
	if f.model.busy {
		return
	}
	f.model.busy, f.model.trouble = true, explain.Trouble{}
	f.render()
	k := f.of.k
	flips, printing, printer, size := k.d.Flips, k.d.Printing, f.printer.Name, f.of.model.sheet.Size
	work := func(ctx context.Context) (paper.Ticket, error) {
		s, err := flips.TestSheet(ctx, size)
		if err != nil {
			return paper.Ticket{}, err
		}
		o := order{copies: 1, both: true, mono: true}
		return printing.Print(context.WithoutCancel(ctx), printer, o.job(s), s.PDF)
	}
	bg.Start(f.of.ctx, k.d.Run, work, func(_ paper.Ticket, err error) {
		f.model.busy, f.model.trouble = false, explain.Error(err)
		f.model.printed = f.model.printed || err == nil
		f.render()
		if c := k.canvas(); c != nil && f.model.printed {
			c.Focus(f.yes)
		}
	})
}

// onAnswer remembers what came out.
func (f *flipDialog) onAnswer(turns bool) {
	k := f.of.k
	flips, printer := k.d.Flips, f.printer.Name
	work := func(context.Context) (struct{}, error) { return struct{}{}, flips.SetTurnsBacks(printer, turns) }
	bg.Start(f.of.ctx, k.d.Run, work, func(_ struct{}, err error) {
		if err != nil {
			f.model.trouble = explain.Error(err)
			f.render()
			return
		}
		f.box.Close()
		f.of.change(func(m *printModel) { m.turnings[printer] = turning{turns, true} })
		k.canvas().Focus(f.of.print)
	})
}

func (f *flipDialog) render() {
	st := f.model.state()
	f.text.SetText(st.Text)
	f.trouble.Tell(st.Trouble)
	widgets.SetVisible(f.answers, st.Asks)
	f.start.SetLabel(st.Action)
	f.start.SetBusy(st.Busy)
	f.start.SetKind(widgets.Primary)
	if !st.First {
		f.start.SetKind(widgets.Secondary)
	}
	f.of.k.relayoutDialog(f.body)
}
