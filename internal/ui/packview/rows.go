package packview

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A packRow is one handout of the pack, with its copies.
type packRow struct {
	root        fyne.CanvasObject
	title, note *widgets.Text
	copies      *widgets.Entry
	less, more  *widgets.IconButton
	counter     fyne.CanvasObject
	typed       bool // what is typed is no number of copies, and stays to be put right
	name        string
}

func newPackRow(s *Screen, k key) *packRow {
	r := &packRow{title: widgets.SmallHeading(""), note: widgets.Caption("")}
	step := func(by int) func() {
		return func() {
			r.right(true)
			s.onStep(k.handout, k.form, by)
		}
	}
	r.copies = widgets.NewEntry("", "", func(text string) {
		r.right(s.onCopies(k.handout, k.form, text))
		s.parts.page.Relayout()
	})
	r.less, r.more = widgets.NewIconButton(look.IconMinus, "", step(-1)), widgets.NewIconButton(look.IconPlus, "", step(1))
	remove := widgets.NewButton(widgets.Quiet, "Remove", look.IconTrash, func() { s.onRemove(k.handout, k.form, r.name) })
	r.counter = widgets.HStackTop(look.Gap4, r.less, container.New(narrow{}, r.copies), r.more)
	r.root = widgets.Tiles(look.Gap16, 280, widgets.VStack(look.Gap4, r.title, r.note), widgets.Wrap(look.Gap12, r.counter, remove))
	return r
}

func (r *packRow) right(ok bool) {
	r.typed = !ok
	text := ""
	if !ok {
		text = fmt.Sprintf("%d to %d", pack.LeastCopies, pack.MostCopies)
	}
	r.copies.SetError(text)
}

func (r *packRow) set(st row) {
	r.name = st.Title
	r.title.SetText(st.Title)
	r.note.SetText(st.Note)
	if !r.typed && r.copies.Text() != st.Copies {
		r.copies.SetText(st.Copies)
	}
	r.less.Name, r.more.Name = "One copy less of "+st.Title, "One copy more of "+st.Title
	widgets.SetEnabled(r.less, st.CanLess)
	widgets.SetEnabled(r.more, st.CanMore)
	widgets.SetVisible(r.counter, !st.Gone)
}

// narrow keeps a field for a number from being as wide as one for text.
type narrow struct{}

func (narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(100, objects[0].MinSize().Width), objects[0].MinSize().Height)
}

func (narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widgets.Fit(objects[0], size.Width)
}

// A readyCard is one ready-made pack.
type readyCard struct {
	root               fyne.CanvasObject
	title, text, holds *widgets.Text
	sets               *widgets.Stepper
	add                *widgets.Button
}

func newReadyCard(s *Screen, id catalog.PackID) *readyCard {
	c := &readyCard{title: widgets.SmallHeading(""), text: widgets.Muted(""), holds: widgets.Body("")}
	c.sets = widgets.NewStepper("sets", func() { s.onSets(id, -1) }, func() { s.onSets(id, 1) })
	c.add = widgets.NewButton(widgets.Secondary, "Put into the pack", look.IconPlus, func() { s.onReady(id) })
	c.root = widgets.NewCard(widgets.VStack(look.Gap12, c.title, c.text, c.holds, widgets.Wrap(0, c.sets), widgets.Wrap(0, c.add)))
	return c
}

func (c *readyCard) set(r ready, first bool) {
	c.title.SetText(r.Title)
	c.text.SetText(r.Text)
	widgets.SetVisible(c.text, r.Text != "")
	c.holds.SetText(r.Holds)
	c.sets.Set(r.Sets, r.CanLess, r.CanMore)
	kind := widgets.Secondary
	if first {
		kind = widgets.Primary
	}
	c.add.SetKind(kind)
}
