package printlogview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen.
type parts struct {
	s       *Screen
	page    *widgets.PageColumn
	trouble *widgets.ErrorPanel
	loading *widgets.Text
	notice  *widgets.Notice
	said    string
	good    fyne.CanvasObject
	empty   fyne.CanvasObject

	bin, newer *fyne.Container // of cards
	binning    *fyne.Container // with its heading
	using      *fyne.Container
	cards      []*recallCard
	list       *widgets.Button
	all        *widgets.Button

	days    *fyne.Container
	log     *fyne.Container // with its heading
	more    *widgets.Button
	off     *widgets.Text
	keep    *widgets.Switch
	wipe    *widgets.Button
	wiping  *fyne.Container
	onCards []card
}

func newParts(s *Screen) *parts {
	p := &parts{s: s, loading: widgets.Muted("Reading the print log…"), notice: widgets.NewNotice()}
	p.trouble = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, s.read))
	p.list = widgets.NewButton(widgets.Primary, "Print this list", look.IconPrinter, s.onPrintList)
	p.all = widgets.NewButton(widgets.Secondary, "All of these are gone", look.IconCheck, s.onAllGone)
	p.bin, p.newer = widgets.VStack(look.Gap16), widgets.VStack(look.Gap16)
	p.binning = widgets.VStack(look.Gap16, widgets.Heading("Bin these"), p.bin, widgets.Wrap(look.Gap12, p.list, p.all))
	p.using = widgets.VStack(look.Gap16, widgets.Heading("There is a newer version"), p.newer)
	p.good = widgets.HStackTop(look.Gap12, widgets.NewIcon(look.IconCircleCheck, look.ColorRightInk),
		widgets.Grow(widgets.Body("Nothing that was printed here has to be called back.")))
	see := widgets.NewButton(widgets.Secondary, "See the handouts", look.NoIcon, func() { s.d.Nav.Go(nav.Route{Screen: nav.Handouts}) })
	p.empty = widgets.NewEmptyState(look.IconHistory, "Nothing is written down yet",
		"What you print is kept here: what, which version, how many and for which place. If it turns out to be wrong later, you know what to bin.", see)
	p.days = widgets.VStack(look.Gap24)
	p.more = widgets.NewButton(widgets.Quiet, "", look.IconChevronDown, s.onMore)
	p.log = widgets.VStack(look.Gap16, widgets.Heading("What was printed"), p.days, widgets.Wrap(0, p.more))
	p.off = widgets.Muted("The log is switched off: what you print now is not written down, and cannot be called back.")
	p.keep = widgets.NewSwitch("Write down what is printed", "Only on this computer. It never says who printed it.", s.onKeep)
	p.wipe = widgets.NewButton(widgets.Secondary, "Wipe the log", look.IconTrash, s.askWipe)
	p.wiping = widgets.Wrap(0, p.wipe)
	p.page = widgets.NewPageColumn(widgets.Reading,
		widgets.VStack(look.Gap8, widgets.Title("Print log"), widgets.Muted("What was printed on this computer, and what of it should not be handed out any more.")),
		p.trouble, p.loading, p.notice, p.good, p.binning, p.using, p.empty, p.log,
		widgets.NewCard(widgets.VStack(look.Gap16, p.keep, p.off, p.wiping)))
	return p
}

func (p *parts) render(st state) {
	p.trouble.Tell(st.Trouble)
	widgets.SetVisible(p.loading, st.Loading)
	p.renderNotice(st)
	widgets.SetVisible(p.good, st.AllGood)
	p.renderCards(st)
	widgets.SetVisible(p.empty, st.Empty)
	p.renderDays(st)
	p.keep.Set(st.Keeps)
	widgets.SetVisible(p.off, !st.Keeps)
	widgets.SetVisible(p.wiping, len(st.Days) > 0)
	p.page.Relayout()
}

func (p *parts) renderNotice(st state) {
	if p.said == st.Said {
		return
	}
	if p.said = st.Said; st.Said == "" {
		p.notice.Clear()
		return
	}
	label := ""
	if st.CanUndo {
		label = "Undo"
	}
	p.notice.Say(widgets.ToneRight, st.Said, label, p.s.onUndo)
}

// renderCards shows what to bin, and what can be used up.
func (p *parts) renderCards(st state) {
	widgets.SetVisible(p.binning, len(st.Bin) > 0)
	widgets.SetVisible(p.using, len(st.Newer) > 0)
	widgets.SetVisible(p.all, len(st.Bin) > 1)
	all := append(append([]card{}, st.Bin...), st.Newer...)
	if same(all, p.onCards) {
		return
	}
	p.onCards, p.cards, p.bin.Objects, p.newer.Objects = all, nil, nil, nil
	for i, c := range all {
		r := newRecallCard(p.s, c, i < len(st.Bin))
		p.cards = append(p.cards, r)
		if i < len(st.Bin) {
			p.bin.Add(r.root)
		} else {
			p.newer.Add(r.root)
		}
	}
}

func same(a, b []card) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].ID != b[i].ID {
			return false
		}
	}
	return true
}

func (p *parts) renderDays(st state) {
	widgets.SetVisible(p.log, len(st.Days) > 0)
	p.more.SetLabel(st.More)
	widgets.SetVisible(p.more, st.More != "")
	p.days.Objects = nil
	for _, d := range st.Days {
		lines := widgets.VStack(look.Gap12, widgets.NewText(widgets.TextStyle{Bold: true}, widgets.Run{Text: d.Date}))
		for _, l := range d.Lines {
			lines.Add(widgets.VStack(0, widgets.Body(l.What), widgets.Caption(l.Where)))
		}
		p.days.Add(lines)
	}
}

// A recallCard says what to do about copies that were printed.
type recallCard struct {
	root fyne.CanvasObject
	done *widgets.Button
}

func newRecallCard(s *Screen, c card, bin bool) *recallCard {
	r := &recallCard{}
	icon, ink := look.IconTrash, look.ColorWrongInk
	label := "Done: they are gone"
	if !bin {
		icon, ink, label = look.IconRefresh, look.ColorNoteInk, "They are used up"
	}
	r.done = widgets.NewButton(widgets.Secondary, label, look.IconCheck, func() { s.onGone(c.ID) })
	ways := widgets.Wrap(look.Gap12, r.done)
	if c.Open != "" {
		ways.Add(widgets.NewButton(widgets.Quiet, c.Open, look.NoIcon, func() { s.d.Nav.Go(c.To) }))
	}
	words := widgets.VStack(look.Gap8, widgets.SmallHeading(c.Title), widgets.Body(c.Printed),
		widgets.NewText(widgets.TextStyle{Bold: true, Ink: ink}, widgets.Run{Text: c.Do}), widgets.Body(c.Why))
	for _, change := range c.Changes {
		words.Add(widgets.NewQuote(widgets.Body(change)))
	}
	r.root = widgets.NewCard(widgets.Led(look.Gap16, widgets.NewIconScaled(icon, ink, 1.3), widgets.VStack(look.Gap16, words, ways)))
	return r
}
