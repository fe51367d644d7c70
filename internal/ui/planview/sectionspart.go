package planview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A sectionsPart is the sections of the plan, in order.
type sectionsPart struct {
	s     *Screen
	root  fyne.CanvasObject
	list  *widgets.MoveList
	cards map[plan.SectionID]*sectionCard
	add   *widgets.Button
}

func newSectionsPart(s *Screen) *sectionsPart {
	p := &sectionsPart{s: s, cards: map[plan.SectionID]*sectionCard{}}
	p.list = widgets.NewMoveList(look.Gap8, s.onMove)
	p.add = widgets.NewButton(widgets.Secondary, "Add a section of your own", look.IconPlus, s.onAddSection)
	pause := widgets.NewButton(widgets.Secondary, "Add a break", look.IconPlus, s.onAddBreak)
	p.root = widgets.VStack(look.Gap12, widgets.Heading("Sections"),
		widgets.Muted("Drag a section by its six dots to put it elsewhere. With the keyboard, use Alt and the up and down keys there."),
		p.list, widgets.Wrap(look.Gap12, p.add, pause))
	return p
}

func (p *sectionsPart) render(st state) {
	rows := make([]*widgets.MoveRow, len(st.Sections))
	for i, sec := range st.Sections {
		card, ok := p.cards[sec.ID]
		if !ok {
			card = newSectionCard(p.s, sec.ID)
			p.cards[sec.ID] = card
		}
		card.set(sec)
		rows[i] = card.row
	}
	p.list.Set(rows...)
}

// A sectionCard is one section.
type sectionCard struct {
	s                  *Screen
	id                 plan.SectionID
	row                *widgets.MoveRow
	title, when, about *widgets.Text
	short, wrong       *caution
	minutes            *widgets.Counter
	time               fyne.CanvasObject
	open, off          *widgets.Button
	body               *fyne.Container
	detail             *detailPart // nil until it is opened first
}

// A caution is a line that says what is not as it should be.
type caution struct {
	root fyne.CanvasObject
	text *widgets.Text
}

func newCaution() *caution {
	c := &caution{text: widgets.NewText(widgets.TextStyle{Ink: look.ColorWaitInk})}
	c.root = widgets.HStackTop(look.Gap8, widgets.NewIcon(look.IconWarning, look.ColorWaitInk), widgets.Grow(c.text))
	return c
}

func (c *caution) set(words string) {
	c.text.SetText(words)
	widgets.SetVisible(c.root, words != "")
}

func newSectionCard(s *Screen, id plan.SectionID) *sectionCard {
	c := &sectionCard{s: s, id: id, title: widgets.SmallHeading(""), when: widgets.Caption(""), about: widgets.Caption(""), short: newCaution(), wrong: newCaution()}
	c.minutes = widgets.NewCounter("Minutes", mostMinutes, func(n int) { s.onSectionMinutes(id, n) })
	c.minutes.SetLeast(1)
	c.time = widgets.HStack(look.Gap8, c.minutes, widgets.Label("minutes"))
	c.open = widgets.NewButton(widgets.Secondary, "", look.IconChevronDown, func() { s.onOpen(id) })
	c.off = widgets.NewButton(widgets.Quiet, "", look.IconEyeOff, func() { s.onOff(id) })
	remove := widgets.NewIconButton(look.IconTrash, "Remove", func() { s.onRemove(id) })
	head := widgets.VStack(look.Gap4, c.title, widgets.Wrap(look.Gap12, c.when, c.about))
	c.body = widgets.VStack(look.Gap12, c.wrong.root, c.short.root, widgets.Wrap(look.Gap8, c.time, c.open, c.off, remove))
	c.row = widgets.NewMoveRow("", head, c.body)
	return c
}

func (c *sectionCard) set(st sectionState) {
	c.row.SetName(st.grip())
	c.row.SetQuiet(st.Off)
	c.title.Say(st.Title)
	c.when.SetText(st.When)
	c.about.SetText(st.About)
	c.short.set(st.Short)
	c.wrong.set(st.Wrong)
	c.minutes.Set(st.Minutes)
	widgets.SetVisible(c.time, !st.Off)
	c.open.SetLabel("Open")
	c.open.SetIcon(look.IconChevronDown)
	if st.Open {
		c.open.SetLabel("Close")
		c.open.SetIcon(look.IconChevronUp)
	}
	c.off.SetLabel("Leave out")
	c.off.SetIcon(look.IconEyeOff)
	if st.Off {
		c.off.SetLabel("Put back")
		c.off.SetIcon(look.IconUndo)
	}
	if st.Open && c.detail == nil {
		c.detail = newDetailPart(c.s, c.id)
		c.body.Add(c.detail.root)
	}
	if c.detail != nil {
		widgets.SetVisible(c.detail.root, st.Open)
	}
	if st.Open {
		c.detail.set(st)
	}
}
