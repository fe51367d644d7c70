package newsview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen.
type parts struct {
	s       *Screen
	page    *w.PageColumn
	lead    *w.Text
	trouble *w.ErrorPanel
	loading *w.Text
	empty   fyne.CanvasObject
	bin     *fyne.Container
	cards   *fyne.Container
	more    *w.Button
	seen    *w.Button
	ways    *fyne.Container // of seen and more
	round   int             // of what is on the cards
}

func newParts(s *Screen) *parts {
	p := &parts{s: s, lead: w.Muted(""), loading: w.Muted("Looking for what is new…"), trouble: w.NewErrorPanel(nil)}
	home := w.NewButton(w.Secondary, "Go to Home", look.IconHome, s.goTo(nav.Route{Screen: nav.Home}))
	p.empty = w.NewEmptyState(look.IconCircleCheck, "Nothing is new",
		"You have seen everything that changed. When newer content is installed, Home tells you.", home)
	p.bin, p.cards = w.VStack(look.Gap12), w.VStack(look.Gap24)
	p.more = w.NewButton(w.Secondary, "", look.IconChevronDown, s.onMore)
	p.seen = w.NewButton(w.Primary, "Got it", look.IconCheck, s.onSeen)
	p.ways = w.VStack(look.Gap8, w.Wrap(0, p.seen), w.Caption("Home stops telling you of these. What you answered stays as it is."))
	p.page = w.NewPageColumn(w.Reading, w.VStack(look.Gap8, w.Title("What's new"), p.lead),
		p.loading, p.bin, p.cards, w.Wrap(0, p.more), p.empty, p.trouble, p.ways)
	return p
}

func (p *parts) render(st state) {
	w.SetVisible(p.loading, st.Loading)
	p.lead.Say(st.Lead)
	p.trouble.Tell(st.Trouble)
	w.SetVisible(p.empty, st.Empty)
	p.renderBin(st.Bin)
	p.renderCards(st)
	p.more.SetLabel(st.More)
	w.SetVisible(p.more, st.More != "")
	p.seen.SetBusy(st.Saving)
	w.SetVisible(p.ways, st.CanMark)
	p.page.Relayout()
}

// renderBin says what to throw away. The print log says more, and is where it is settled.
func (p *parts) renderBin(b binState) {
	w.SetVisible(p.bin, len(b.Lines) > 0)
	p.bin.Objects = nil
	if len(b.Lines) == 0 {
		return
	}
	words := w.VStack(look.Gap8, w.SmallHeading("Handouts to bin"))
	for _, l := range b.Lines {
		words.Add(w.Body(l))
	}
	if b.More != "" {
		words.Add(w.Muted(b.More))
	}
	open := w.NewButton(w.Secondary, "Open the print log", look.IconPrinter, p.s.goTo(nav.Route{Screen: nav.PrintLog}))
	p.bin.Add(w.NewCard(w.Led(look.Gap16, w.NewIconScaled(look.IconTrash, look.ColorWrongInk, 1.3), w.VStack(look.Gap16, words, w.Wrap(0, open)))))
}

// renderCards makes the cards anew only when there is something else to show: the keyboard may be on one of them.
func (p *parts) renderCards(st state) {
	w.SetVisible(p.cards, len(st.Modules) > 0)
	if p.round == st.Round {
		return
	}
	p.round, p.cards.Objects = st.Round, nil
	for _, c := range st.Modules {
		p.cards.Add(p.card(c))
	}
}

// card shows one module.
func (p *parts) card(c card) fyne.CanvasObject {
	icon, ink := look.IconBook, look.ColorPrimary
	head := w.VStack(look.Gap4, w.Heading(c.Title))
	switch c.Kind {
	case added:
		icon = look.IconPlus
	case left:
		icon, ink = look.IconInfo, look.ColorMuted
	}
	if c.Library != "" {
		head.Add(w.Caption("From " + c.Library))
	}
	head.Add(w.Muted(c.When))
	words := w.VStack(look.Gap16, head)
	if c.Text != "" {
		words.Add(w.Body(c.Text))
	}
	for _, n := range c.Notes {
		words.Add(noted(n))
	}
	if len(c.Ways) > 0 {
		words.Add(p.links(c.Ways))
	}
	for _, h := range c.Handouts {
		words.Add(p.handout(h))
	}
	if len(c.Corrected) > 0 {
		words.Add(p.corrected(c))
	}
	return w.NewCard(w.Led(look.Gap16, w.NewIconScaled(icon, ink, 1.3), words))
}

// noted is what the author says.
func noted(n note) fyne.CanvasObject {
	part := w.VStack(look.Gap4)
	if n.Head != "" {
		part.Add(w.Caption(n.Head))
	}
	part.Add(w.Body(n.What))
	if n.Why != "" {
		part.Add(w.NewText(w.TextStyle{}, w.Run{Text: "Why: ", Bold: true}, w.Run{Text: n.Why}))
	}
	return part
}

// links are ways below each other: titles of lessons are long, and a button does not wrap.
func (p *parts) links(ways []way) fyne.CanvasObject {
	list := w.VStack(0)
	for _, to := range ways {
		list.Add(p.link(to))
	}
	return list
}

// link puts the words of a link, which has room for its focus ring, in line with the text above.
func (p *parts) link(to way) fyne.CanvasObject {
	return w.Inset(-look.Gap4, 0, w.NewLink(to.Label, p.s.goTo(to.To)))
}

// handout says what is new in a handout.
func (p *parts) handout(h handout) fyne.CanvasObject {
	icon, ink := look.IconFileText, look.ColorMuted
	words := w.VStack(look.Gap4, w.Body(h.What))
	if h.Bin {
		icon, ink = look.IconTrash, look.ColorWrongInk
		words.Add(w.NewText(w.TextStyle{Bold: true, Ink: ink}, w.Run{Text: "Bin copies of earlier versions."}))
	}
	words.Add(p.link(h.Way))
	return w.HStackTop(look.Gap12, w.NewIcon(icon, ink), w.Grow(words))
}

// corrected shows questions as they were answered and as they are now.
func (p *parts) corrected(c card) fyne.CanvasObject {
	lead := "This question has been corrected since. You answered the old one."
	if len(c.Corrected) > 1 {
		lead = "These questions have been corrected since. You answered the old ones."
	}
	part := w.VStack(look.Gap16, w.Divider(), w.VStack(look.Gap4, w.SmallHeading("Corrected since you answered"), w.Body(lead)))
	for _, q := range c.Corrected {
		part.Add(question(q))
	}
	icon := look.IconRefresh
	if c.Again.To.Screen == nav.Module {
		icon = look.IconBook
	}
	part.Add(w.Wrap(0, w.NewButton(w.Secondary, c.Again.Label, icon, p.s.goTo(c.Again.To))))
	return part
}

// question shows the old one as something that is past, and the new one below it.
func question(q corrected) fyne.CanvasObject {
	you := w.VStack(look.Gap4, w.Caption(q.You))
	for _, g := range q.Given {
		you.Add(w.Muted(g))
	}
	then := w.VStack(look.Gap12, w.VStack(look.Gap4, w.Caption("You were asked"), w.Muted(q.Asked)), you)
	now := w.VStack(look.Gap8)
	if q.Now != "" {
		now.Add(w.VStack(look.Gap4, w.Caption("It is asked now"), bold(q.Now)))
	}
	now.Add(w.Caption("The right answer now"))
	for _, a := range q.Answer {
		now.Add(w.HStackTop(look.Gap12, w.NewIcon(look.IconCheck, look.ColorRightInk), w.Grow(w.Body(a))))
	}
	if q.Why != "" {
		now.Add(w.Body(q.Why))
	}
	if q.Stands != "" {
		now.Add(w.HStackTop(look.Gap12, w.NewIcon(look.IconInfo, look.ColorMuted), w.Grow(w.Muted(q.Stands))))
	}
	return w.VStack(look.Gap12, w.NewQuote(then), now)
}

func bold(text string) *w.Text { return w.NewText(w.TextStyle{Bold: true}, w.Run{Text: text}) }
