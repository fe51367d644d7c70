package updateview

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/arrival"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen.
type parts struct {
	s    *Screen
	page *widgets.PageColumn

	trouble *widgets.ErrorPanel // the libraries could not be read
	reading *widgets.Text
	alarm   *fyne.Container
	alarmed string // what alarm shows
	said    *widgets.Text
	saying  fyne.CanvasObject // the row of said
	well    *widgets.Icon
	check   *widgets.Button
	cancel  *widgets.Button
	add     *widgets.Button
	toSet   *widgets.Button
	list    *fyne.Container
	cards   map[string]*cardPart
	order   []string // of the cards in list
}

func newParts(s *Screen) *parts {
	p := &parts{
		s: s, reading: widgets.Muted("Reading the libraries…"), alarm: widgets.VStack(0), said: widgets.Body(""),
		well: widgets.NewIcon(look.IconCircleCheck, look.ColorRightInk), list: widgets.VStack(look.Gap24), cards: map[string]*cardPart{},
	}
	p.trouble = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, s.read))
	p.check = widgets.NewButton(widgets.Primary, "Check for new content", look.IconRefresh, s.onCheckAll)
	p.cancel = widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, s.onCancelChecks)
	p.add = widgets.NewButton(widgets.Secondary, "Add a library", look.IconPlus, func() { s.d.Nav.Go(nav.Route{Screen: nav.Add}) })
	p.toSet = widgets.NewButton(widgets.Secondary, "Open Settings", look.IconSettings, func() { s.d.Nav.Go(nav.Route{Screen: nav.Settings, Query: "content"}) })
	p.alarm.Hide()
	p.saying = widgets.HStackTop(look.Gap8, p.well, widgets.Grow(p.said))
	p.page = widgets.NewPageColumn(widgets.Reading,
		widgets.VStack(look.Gap8, widgets.Title("Libraries on this computer"),
			widgets.Muted("All lessons, quizzes and handouts come from these.")),
		p.alarm, p.trouble, p.reading,
		widgets.VStack(look.Gap16, p.saying, widgets.Wrap(look.Gap12, p.check, p.cancel, p.add, p.toSet)),
		p.list)
	return p
}

func (p *parts) render(st state) {
	widgets.SetVisible(p.reading, st.Reading)
	p.trouble.Tell(st.Trouble)
	p.renderAlarm(st.Alarm)
	p.said.SetText(st.Said)
	widgets.SetVisible(p.saying, st.Said != "")
	widgets.SetVisible(p.well, st.SaidWell)
	p.check.SetKind(widgets.Secondary)
	if st.Main {
		p.check.SetKind(widgets.Primary)
	}
	widgets.SetVisible(p.check, st.CanCheck)
	widgets.SetVisible(p.cancel, st.Checking)
	widgets.SetEnabled(p.add, st.CanAdd)
	widgets.SetVisible(p.toSet, st.Never)
	p.renderCards(st.Libraries)
	p.page.Relayout()
}

// renderCards shows a card for each library. Those that stay keep their widgets, since the keyboard may be on one.
func (p *parts) renderCards(cards []card) {
	order := make([]string, len(cards))
	objects := make([]fyne.CanvasObject, len(cards))
	for i, c := range cards {
		part, ok := p.cards[c.ID]
		if !ok {
			part = newCardPart(p.s, c.ID)
			p.cards[c.ID] = part
		}
		part.render(c)
		order[i], objects[i] = c.ID, part.root
	}
	if slices.Equal(order, p.order) {
		return
	}
	p.order, p.list.Objects = order, objects
	p.list.Refresh()
}

// renderAlarm says that keys have changed.
func (p *parts) renderAlarm(a arrival.Alarm) {
	now := a.Heading + a.Text + a.Known + a.Offered
	if now == p.alarmed {
		return
	}
	p.alarmed, p.alarm.Objects = now, nil
	if a.Heading != "" {
		p.alarm.Objects = []fyne.CanvasObject{arrival.AlarmPanel(a)}
	}
	widgets.SetVisible(p.alarm, a.Heading != "")
}

// renderTransfer moves the bar of a library, and nothing else.
func (p *parts) renderTransfer(id string, t catalog.Transfer) {
	if c, ok := p.cards[id]; ok {
		c.moving.Set(true, t)
	}
}

// saved says where a pack is now.
func (p *parts) saved(id, path string, err error) {
	if c, ok := p.cards[id]; ok {
		c.packed.Show(path, err)
	}
}

// focusOn gives the keyboard to what stops a download.
func (p *parts) focusOn(id string) {
	if c, ok := p.cards[id]; ok && c.cancel.Visible() {
		p.s.d.Canvas.Focus(c.cancel)
		p.showAll(c.cancel, c.moving.Content())
	}
}

// focusAfter gives the keyboard to what is to be done next, where the button that was pressed is gone. After an alarm
// there is nothing to do but to read.
func (p *parts) focusAfter() {
	if p.alarmed != "" {
		p.s.d.Canvas.Unfocus()
		p.page.ScrollToTop()
		return
	}
	for _, id := range p.order {
		if c := p.cards[id]; c.install.Visible() {
			p.s.d.Canvas.Focus(c.install)
			p.showAll(c.install, c.now)
			return
		}
	}
	for _, id := range p.order {
		switch c := p.cards[id]; {
		case c.cancel.Visible(): // it waits
			p.s.d.Canvas.Focus(c.cancel)
			p.showAll(c.cancel, c.now)
			return
		case c.trouble.Visible():
			p.s.d.Canvas.Focus(c.again)
			p.showAll(c.again, c.trouble)
			return
		}
	}
	for _, b := range []*widgets.Button{p.cancel, p.check, p.add} {
		if b.Visible() {
			p.s.d.Canvas.Focus(b)
			return
		}
	}
}

// focusMove gives the keyboard to what moves a library on in the same direction, or back.
func (p *parts) focusMove(id string, by int) {
	c, ok := p.cards[id]
	if !ok {
		return
	}
	on, back := c.more.down, c.more.up
	if by < 0 {
		on, back = back, on
	}
	if on.Disabled() {
		on = back
	}
	p.s.d.Canvas.Focus(on)
	p.showAll(on, c.root)
}

// showAll scrolls to where from begins, unless what has the keyboard is on screen already.
func (p *parts) showAll(focused, from fyne.CanvasObject) {
	p.page.Relayout() // new text knows its height only now
	if !p.page.Shows(focused) {
		p.page.ScrollTo(from)
	}
}
