package printout

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// delivered shows a delivery. Its widgets stay while it changes, so that the keyboard does.
type delivered struct {
	root    fyne.CanvasObject
	backs   func() // prints the backs
	icon    *widgets.Icon
	title   *widgets.Text
	text    *widgets.Text
	bar     *widgets.Progress
	steps   *fyne.Container
	trouble *widgets.ErrorPanel
	second  *widgets.Button
	cancel  *widgets.Button
	dismiss *widgets.Button
	acts    fyne.CanvasObject // second and cancel
	away    fyne.CanvasObject // dismiss
}

func newDelivered(k *Desk) *delivered {
	d := &delivered{
		icon: widgets.NewIcon(look.IconPrinter, look.ColorPrimary), title: widgets.SmallHeading(""), text: widgets.Body(""),
		bar: widgets.NewProgress(), steps: widgets.VStack(look.Gap12), trouble: widgets.NewErrorPanel(nil),
	}
	d.second = widgets.NewButton(widgets.Secondary, "Print the backs", look.IconPrinter, func() { d.backs() })
	d.cancel = widgets.NewButton(widgets.Secondary, "Stop printing", look.IconStop, k.onCancelPrint)
	d.dismiss = widgets.NewButton(widgets.Quiet, "Put this away", look.NoIcon, k.dismiss)
	d.acts, d.away = widgets.Wrap(look.Gap8, d.second, d.cancel), widgets.Inset(-look.Gap12, 0, widgets.Wrap(0, d.dismiss))
	d.root = widgets.NewCard(widgets.VStack(look.Gap12,
		widgets.HStackTop(look.Gap8, d.icon, widgets.Grow(d.title)), d.text, d.bar, d.steps, d.trouble,
		d.acts, d.away))
	return d
}

func (d *delivered) render(st deliveryState) {
	icon, ink := look.IconPrinter, look.ColorPrimary
	switch {
	case st.Good:
		icon, ink = look.IconCircleCheck, look.ColorRightInk
	case st.Bad:
		icon, ink = look.IconProblem, look.ColorWrongInk
	}
	d.icon.Set(icon, ink)
	d.title.SetText(st.Title)
	d.text.SetText(st.Text)
	widgets.SetVisible(d.text, st.Text != "")
	widgets.SetVisible(d.bar, st.Share >= 0)
	d.bar.Set(max(0, st.Share))
	if len(st.Steps) != len(d.steps.Objects) {
		d.steps.Objects = nil
		for i, s := range st.Steps {
			d.steps.Add(widgets.NewText(widgets.TextStyle{}, widgets.Run{Text: fmt.Sprintf("%d. ", i+1), Bold: true}, widgets.Run{Text: s}))
		}
	}
	widgets.SetVisible(d.steps, len(st.Steps) > 0)
	d.trouble.Tell(st.Trouble)
	widgets.SetVisible(d.second, st.CanBacks)
	d.second.SetBusy(st.Busy)
	widgets.SetVisible(d.cancel, st.CanCancel)
	d.cancel.SetBusy(st.Busy)
	widgets.SetVisible(d.acts, st.CanBacks || st.CanCancel)
	widgets.SetVisible(d.away, st.CanDismiss)
}
