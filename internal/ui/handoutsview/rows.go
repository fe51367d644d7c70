package handoutsview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A rowView shows one handout: a panel that opens it, and beside it what can be done with it at once.
type rowView struct {
	id    catalog.HandoutID
	root  fyne.CanvasObject
	panel *widgets.TapPanel

	title, audience, meta *widgets.Text
	fresh, draft, machine *widgets.Badge
	star, add             *widgets.Button
}

func newRowView(s *Screen, id catalog.HandoutID) *rowView {
	v := &rowView{
		id: id, title: widgets.SmallHeading(""), audience: widgets.Body(""), meta: widgets.Caption(""),
		fresh: widgets.NewBadge(widgets.BadgeState{}), machine: widgets.NewBadge(widgets.BadgeState{}),
		draft: printout.DraftBadge(),
	}
	v.panel = widgets.NewTapPanel(widgets.VStack(look.Gap8,
		widgets.VStack(look.Gap4, v.title, v.audience, v.meta), widgets.Wrap(look.Gap8, v.fresh, v.draft, v.machine)),
		func() { s.d.Nav.Go(nav.Route{Screen: nav.Handout, Handout: id}) })
	v.star = widgets.NewButton(widgets.Quiet, "", look.IconStar, func() { s.onStar(id) })
	v.add = widgets.NewButton(widgets.Quiet, "", look.IconPackage, func() { s.onAdd(id) })
	v.root = container.New(&besideLayout{}, v.panel, v.star, v.add)
	return v
}

func (v *rowView) set(r row) {
	v.title.SetText(r.Title)
	v.audience.SetText(r.Audience)
	v.meta.SetText(r.Meta)
	v.fresh.Set(printout.FreshBadge(r.Fresh))
	widgets.SetVisible(v.draft, r.Draft)
	v.machine.Set(widgets.BadgeState{})
	if r.Machine != "" {
		v.machine.Set(widgets.BadgeState{Tone: widgets.ToneWrong, Icon: look.IconWarning, Text: r.Machine + ": machine draft, not reviewed"})
	}
	widgets.SetVisible(v.machine, r.Machine != "")
	v.star.SetIcon(look.IconStar)
	v.star.SetLabel("Favourite")
	if r.Favourite {
		v.star.SetIcon(look.IconStarred)
		v.star.SetLabel("A favourite")
	}
	v.add.SetLabel(r.Pack)
}

// besideLayout puts actions beside a panel, below each other, where there is room, and under it where there is not.
type besideLayout struct{ width float32 } // of the last layout

// letters is the least width of a panel with actions beside it, in heights of a letter.
const letters = 24

func (l *besideLayout) beside(actions float32) bool {
	return l.width-actions-look.Gap8 >= letters*theme.Size(look.SizeBody)
}

// actionLetters is the least width of the actions, in heights of a letter: what the longest say, so that all panels
// end on one line.
const actionLetters = 9

// widest is what the actions take.
func widest(actions []fyne.CanvasObject) (width, height float32) {
	width = actionLetters * theme.Size(look.SizeBody)
	for _, o := range actions {
		m := o.MinSize()
		width, height = max(width, m.Width), height+m.Height
	}
	return width, height
}

// MinSize is for Fyne. Its height is right for the width of the last layout.
func (l *besideLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	width, height := widest(o[1:])
	panel := o[0].MinSize()
	if l.beside(width) {
		return fyne.NewSize(panel.Width, max(panel.Height, height))
	}
	return fyne.NewSize(panel.Width, panel.Height+look.Gap4+o[1].MinSize().Height)
}

// Layout is for Fyne.
func (l *besideLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	width, height := widest(o[1:])
	o[0].Move(fyne.NewPos(0, 0))
	if !l.beside(width) {
		at := fyne.NewPos(0, widgets.Fit(o[0], size.Width)+look.Gap4)
		for _, a := range o[1:] {
			a.Resize(a.MinSize())
			a.Move(at)
			at.X += a.MinSize().Width
		}
		return
	}
	panel := max(widgets.Fit(o[0], size.Width-width-look.Gap8), height)
	o[0].Resize(fyne.NewSize(size.Width-width-look.Gap8, panel))
	at := fyne.NewPos(size.Width-width, 0)
	for _, a := range o[1:] {
		a.Resize(a.MinSize())
		a.Move(at)
		at.Y += a.MinSize().Height
	}
}
