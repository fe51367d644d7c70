package planview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A sidePart is what belongs to the plan as a whole.
type sidePart struct {
	s        *Screen
	root     fyne.CanvasObject
	checks   *fyne.Container
	rows     []*checkRow
	none     *widgets.Text
	bring    *fyne.Container
	handouts *widgets.Text
	prepare  *widgets.Text
	cares    *fyne.Container
	careRows []*careRow
}

func newSidePart(s *Screen) *sidePart {
	p := &sidePart{
		s: s, checks: widgets.VStack(look.Gap4), none: widgets.Muted("None yet."), bring: widgets.VStack(look.Gap4),
		handouts: widgets.Body(""), prepare: widgets.Body(""), cares: widgets.VStack(look.Gap8),
	}
	edit := func(label string, press func()) *widgets.Button {
		return widgets.NewButton(widgets.Secondary, label, look.IconPencil, press)
	}
	p.root = widgets.VStack(look.Gap16,
		card("Questions before and after",
			"People answer them at the beginning and again at the end, without a name. The report says what changed for the group. Five to ten are enough.",
			p.none, p.checks, widgets.Wrap(0, edit("Choose questions", s.chooseCheck))),
		card("What to bring", "Everything that the sections need.", p.bring),
		card("Handouts to print", "", p.handouts),
		card("Before you start", "", p.prepare, widgets.Wrap(0, edit("Change the list", s.askPrepare))),
		card("If it gets hard", "What to do when somebody is upset, tells of harm or is not well. Only you see this.",
			p.cares, widgets.Wrap(0, widgets.NewButton(widgets.Secondary, "Add a hard moment", look.IconPlus, func() { s.askCare(-1) }))))
	return p
}

func card(heading, note string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	head := widgets.VStack(look.Gap4, widgets.SmallHeading(heading))
	if note != "" {
		head.Add(widgets.Readable(widgets.Muted(note)))
	}
	return widgets.NewCard(widgets.VStack(look.Gap12, append([]fyne.CanvasObject{head}, objects...)...))
}

func (p *sidePart) render(st state) {
	p.renderCheck(st.Check)
	p.bring.Objects = nil
	for _, b := range st.Bring {
		p.bring.Add(widgets.Wrap(look.Gap8, widgets.Body("• "+b.Text), widgets.Caption(b.For)))
	}
	if len(st.Bring) == 0 {
		p.bring.Add(widgets.Muted("Nothing."))
	}
	bullets(p.handouts, st.Handouts)
	bullets(p.prepare, st.Prepare)
	p.renderCare(st.Care)
}

func (p *sidePart) renderCheck(all []checkState) {
	for len(p.rows) < len(all) {
		r := newCheckRow(p.s, len(p.rows))
		p.rows = append(p.rows, r)
		p.checks.Add(r.root)
	}
	for i, r := range p.rows {
		widgets.SetVisible(r.root, i < len(all))
		if i < len(all) {
			r.number.SetText(itoa(i+1) + ".")
			r.prompt.SetText(all[i].Prompt)
			r.note.Say(all[i].Note)
		}
	}
	widgets.SetVisible(p.none, len(all) == 0)
	widgets.SetVisible(p.checks, len(all) > 0)
}

func (p *sidePart) renderCare(all []careState) {
	for len(p.careRows) < len(all) {
		r := newCareRow(p.s, len(p.careRows))
		p.careRows = append(p.careRows, r)
		p.cares.Add(r.root)
	}
	for i, r := range p.careRows {
		widgets.SetVisible(r.root, i < len(all))
		if i < len(all) {
			r.when.Say(all[i].When)
			r.do.SetText(all[i].Do)
		}
	}
	widgets.SetVisible(p.cares, len(all) > 0)
}

// A checkRow is an item that is asked before and after.
type checkRow struct {
	root                 fyne.CanvasObject
	number, prompt, note *widgets.Text
}

func newCheckRow(s *Screen, at int) *checkRow {
	r := &checkRow{number: widgets.Label(""), prompt: widgets.Body(""), note: widgets.Caption("")}
	remove := widgets.NewIconButton(look.IconTrash, "Remove question "+itoa(at+1), func() { s.onRemoveCheck(at) })
	r.root = widgets.HStackTop(look.Gap8, widgets.Stack(widgets.Space(28, 0), r.number), widgets.Grow(widgets.Readable(widgets.VStack(2, r.prompt, r.note))), remove)
	return r
}

// A careRow is what to do in a hard moment.
type careRow struct {
	root     fyne.CanvasObject
	when, do *widgets.Text
}

func newCareRow(s *Screen, at int) *careRow {
	r := &careRow{when: widgets.NewText(widgets.TextStyle{Bold: true}), do: widgets.Body("")}
	edit := widgets.NewIconButton(look.IconPencil, "Change hard moment "+itoa(at+1), func() { s.askCare(at) })
	remove := widgets.NewIconButton(look.IconTrash, "Remove hard moment "+itoa(at+1), func() { s.onRemoveCare(at) })
	r.root = widgets.HStackTop(look.Gap8, widgets.Grow(widgets.Readable(widgets.VStack(look.Gap4, r.when, r.do))), edit, remove)
	return r
}
