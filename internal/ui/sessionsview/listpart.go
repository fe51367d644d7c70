package sessionsview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// leastTile is the least width of a tile of a module.
const leastTile = 280

// A listPart is what the screen lists.
type listPart struct {
	s        *Screen
	objects  []fyne.CanvasObject
	troubles *fyne.Container
	panels   []*widgets.ErrorPanel
	damaged  fyne.CanvasObject
	aside    *widgets.Button
	notice   *widgets.Notice
	noticed  string
	lead     *widgets.Text
	loading  fyne.CanvasObject

	underway *fyne.Container
	going    map[session.ID]*goingCard
	first    *goingCard // of those that can be gone on with

	empty     fyne.CanvasObject
	make      *widgets.Button
	brief     *widgets.Button
	none      fyne.CanvasObject // why no plan can be made
	begin     fyne.CanvasObject
	tiles     *fyne.Container
	modules   map[catalog.ModuleID]*widgets.TapCard
	plans     *planList
	templates *planList

	past     fyne.CanvasObject
	rows     *fyne.Container
	pastRows map[string]*reportRow
	all      *widgets.Link
}

func newListPart(s *Screen) *listPart {
	p := &listPart{
		s: s, lead: widgets.Lead(leadText), notice: widgets.NewNotice(), loading: widgets.Muted("Looking for your plans …"), troubles: widgets.VStack(look.Gap12),
		underway: widgets.VStack(look.Gap16), going: map[session.ID]*goingCard{}, tiles: widgets.Tiles(look.Gap16, leastTile),
		modules: map[catalog.ModuleID]*widgets.TapCard{}, rows: widgets.VStack(look.Gap8), pastRows: map[string]*reportRow{},
	}
	p.empty = widgets.NewEmptyState(look.IconPresentation, emptyTitle, emptyText, nil)
	p.make = widgets.NewButton(widgets.Primary, "New plan", look.IconPlus, s.onNew)
	p.brief = widgets.NewButton(widgets.Secondary, "Brief talk", look.IconMessageCircle, s.onBrief)
	p.aside = widgets.NewButton(widgets.Secondary, "Set it aside and begin anew", look.IconFolder, s.onSetAside)
	p.damaged = widgets.NewCard(widgets.VStack(look.Gap12, widgets.Readable(widgets.Body(asideNote)), widgets.Wrap(0, p.aside)))
	p.none = widgets.NewCallout(catalog.Note, "", widgets.Body("The library has no module, so there is nothing to plan yet. Settings shows how to add one."))
	p.begin = widgets.VStack(look.Gap12, widgets.Heading("Choose what it is about"), p.tiles)
	p.plans, p.templates = newPlanList(s, "Prepared", ""), newPlanList(s, "Templates", "Make as many plans from a template as you like. It stays as it is.")
	p.all = widgets.NewLink("", s.onAll)
	p.past = widgets.VStack(look.Gap12, widgets.Heading("Past sessions"), p.rows, p.all)
	year := widgets.NewButton(widgets.Secondary, "Summary of a year", look.IconCalendar, s.onYear)
	support := widgets.NewButton(widgets.Secondary, "Support for peer workers", look.IconHandHeart, s.onSupport)
	records := widgets.VStack(look.Gap12, widgets.Heading("For your funder"),
		widgets.Readable(widgets.Muted("Counts alone, of the sessions you ran and of the support you gave to peer workers.")), widgets.Wrap(look.Gap12, year, support))
	p.objects = []fyne.CanvasObject{
		widgets.VStack(look.Gap8, widgets.Title("Sessions"), p.lead), p.troubles, p.damaged, p.notice, p.underway, p.empty,
		widgets.Wrap(look.Gap12, p.make, p.brief), p.none, p.loading, p.begin, p.plans.root, p.templates.root, p.past, widgets.Divider(), records,
	}
	return p
}

// focus is what to do first.
func (p *listPart) focus() fyne.Focusable {
	if p.first != nil {
		return p.first.goOn
	}
	return p.make
}

func (p *listPart) render(st state) {
	p.renderTroubles(st)
	p.renderNotice(st)
	widgets.SetVisible(p.loading, st.Loading)
	widgets.SetVisible(p.empty, st.Empty)
	widgets.SetVisible(p.lead, !st.Empty) // which says the same in more words
	p.renderUnderway(st.Underway)
	kind := widgets.Secondary
	if st.Primary && !st.NoModules {
		kind = widgets.Primary
	}
	p.make.SetKind(kind)
	widgets.SetEnabled(p.make, !st.NoModules)
	widgets.SetEnabled(p.brief, !st.NoModules)
	widgets.SetVisible(p.none, st.NoModules)
	p.renderTiles(st)
	p.plans.render(st.Prepared)
	p.templates.render(st.Templates)
	p.renderPast(st)
}

func (p *listPart) renderTroubles(st state) {
	for len(p.panels) < len(st.Troubles) {
		panel := widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Look again", look.IconRefresh, p.s.onRetry))
		p.panels = append(p.panels, panel)
		p.troubles.Add(panel)
	}
	for i, panel := range p.panels {
		if i < len(st.Troubles) {
			panel.Tell(st.Troubles[i])
		} else {
			panel.Set(widgets.ErrorState{})
		}
	}
	widgets.SetVisible(p.troubles, len(st.Troubles) > 0)
	widgets.SetVisible(p.damaged, st.Damaged)
	p.aside.SetBusy(st.Setting)
}

func (p *listPart) renderNotice(st state) {
	if p.noticed == st.Notice {
		return
	}
	p.noticed = st.Notice
	if st.Notice == "" {
		p.notice.Clear()
		return
	}
	undo := ""
	if st.Undo {
		undo = "Undo"
	}
	p.notice.Say(widgets.ToneNote, st.Notice, undo, p.s.onUndo)
}

func (p *listPart) renderUnderway(all []underway) {
	p.underway.Objects, p.first = nil, nil
	for _, u := range all {
		c, ok := p.going[u.ID]
		if !ok {
			c = newGoingCard(p.s, u.ID)
			p.going[u.ID] = c
		}
		c.set(u)
		if u.Primary {
			p.first = c
		}
		p.underway.Add(c.root)
	}
	widgets.SetVisible(p.underway, len(all) > 0)
}

func (p *listPart) renderTiles(st state) {
	show := st.Empty && !st.NoModules
	widgets.SetVisible(p.begin, show)
	p.tiles.Objects = nil
	for _, m := range st.Modules {
		c, ok := p.modules[m.ID]
		if !ok {
			c = widgets.NewTapCard(func() { p.s.onModule(m.ID) })
			p.modules[m.ID] = c
		}
		card := widgets.CardState{Icon: look.IconPresentation, Heading: m.Title, Meta: m.About, Progress: -1}
		if m.Draft {
			card.Badge = widgets.BadgeState{Tone: widgets.ToneWait, Text: "Draft", Icon: look.IconPencil}
		}
		c.Set(card)
		p.tiles.Add(c)
	}
}

func (p *listPart) renderPast(st state) {
	p.rows.Objects = nil
	for _, r := range st.Past {
		row, ok := p.pastRows[r.Report]
		if !ok {
			row = newReportRow(p.s, r.Report)
			p.pastRows[r.Report] = row
		}
		row.set(r)
		p.rows.Add(row.root)
	}
	p.all.SetLabel("Show " + itoa(st.Hidden) + " more")
	widgets.SetVisible(p.all, st.Hidden > 0)
	widgets.SetVisible(p.past, len(st.Past) > 0)
}

// A goingCard is a session that is under way.
type goingCard struct {
	root        fyne.CanvasObject
	title, when *widgets.Text
	trouble     *widgets.ErrorPanel
	goOn, end   *widgets.Button
}

func newGoingCard(s *Screen, id session.ID) *goingCard {
	c := &goingCard{title: widgets.Heading(""), when: widgets.Body(""), trouble: widgets.NewErrorPanel(nil)}
	c.goOn = widgets.NewButton(widgets.Secondary, "", look.IconPlay, func() { s.onGoOn(id) })
	c.end = widgets.NewButton(widgets.Quiet, "End it and make its report", look.IconFlag, func() { s.onEnd(id) })
	badge := widgets.NewBadge(widgets.BadgeState{Tone: widgets.ToneRight, Text: "Under way", Icon: look.IconCirclePlay})
	c.root = widgets.NewCard(widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap8, widgets.Wrap(0, badge), c.title, c.when), c.trouble, widgets.Wrap(look.Gap12, c.goOn, c.end)))
	return c
}

func (c *goingCard) set(u underway) {
	c.title.SetText(u.Title)
	c.when.SetText(u.When)
	c.trouble.Tell(u.Problem)
	c.goOn.SetLabel("Go on with the session")
	c.goOn.SetKind(widgets.Secondary)
	if u.Primary {
		c.goOn.SetKind(widgets.Primary)
	}
	fine := u.Problem.What == ""
	widgets.SetVisible(c.goOn, fine)
	widgets.SetVisible(c.end, fine)
}

// A reportRow is a session that is over.
type reportRow struct {
	root              fyne.CanvasObject
	date, title, told *widgets.Text
}

func newReportRow(s *Screen, id string) *reportRow {
	r := &reportRow{date: widgets.Caption(""), title: widgets.NewText(widgets.TextStyle{Bold: true}), told: widgets.Caption("")}
	words := widgets.VStack(look.Gap4, r.title, widgets.Wrap(look.Gap12, r.date, r.told))
	r.root = widgets.NewTapPanel(widgets.HStack(look.Gap12, widgets.NewIcon(look.IconFileText, look.ColorPrimary), widgets.Grow(words),
		widgets.NewIcon(look.IconChevronRight, look.ColorMuted)), func() { s.onReport(id) })
	return r
}

func (r *reportRow) set(p pastRow) {
	r.date.SetText(p.Date)
	r.title.SetText(p.Title)
	r.told.Say(p.Told)
}

// A planList is the plans of one kind.
type planList struct {
	s     *Screen
	root  fyne.CanvasObject
	rows  *fyne.Container
	cards map[plan.ID]*planRow
}

func newPlanList(s *Screen, heading, note string) *planList {
	l := &planList{s: s, rows: widgets.VStack(look.Gap12), cards: map[plan.ID]*planRow{}}
	head := widgets.VStack(look.Gap4, widgets.Heading(heading))
	if note != "" {
		head.Add(widgets.Muted(note))
	}
	l.root = widgets.VStack(look.Gap12, head, l.rows)
	return l
}

func (l *planList) render(cards []planCard) {
	l.rows.Objects = nil
	for _, c := range cards {
		row, ok := l.cards[c.ID]
		if !ok {
			row = newPlanRow(l.s, c.ID, c.Template)
			l.cards[c.ID] = row
		}
		row.set(c)
		l.rows.Add(row.root)
	}
	widgets.SetVisible(l.root, len(cards) > 0)
}

// A planRow is one plan, with what can be done with it.
type planRow struct {
	root                  fyne.CanvasObject
	title, about, changed *widgets.Text
	badge                 *widgets.Badge
	start, more           *widgets.Button // start is nil for a template
	others                *fyne.Container
}

func newPlanRow(s *Screen, id plan.ID, template bool) *planRow {
	r := &planRow{title: widgets.SmallHeading(""), about: widgets.Body(""), changed: widgets.Caption(""), badge: widgets.NewBadge(widgets.BadgeState{})}
	quiet := func(label string, icon look.IconName, press func()) *widgets.Button {
		return widgets.NewButton(widgets.Quiet, label, icon, press)
	}
	buttons := widgets.Wrap(look.Gap12)
	r.others = widgets.Wrap(look.Gap4)
	if template {
		buttons.Add(widgets.NewButton(widgets.Secondary, "Make a plan from it", look.IconPlus, func() { s.onUse(id) }))
	} else {
		r.start = widgets.NewButton(widgets.Secondary, "Start the session", look.IconPlay, func() { s.onStart(id, false) })
		buttons.Add(r.start)
		r.others.Add(quiet("Rehearse", look.IconUsers, func() { s.onStart(id, true) }))
		r.others.Add(quiet("Print everything", look.IconPrinter, func() { s.onBox(id) }))
	}
	buttons.Add(widgets.NewButton(widgets.Secondary, "Open", look.IconPencil, func() { s.openPlan(id) }))
	r.more = quiet("More", look.IconChevronDown, func() { s.onMore(id) })
	buttons.Add(r.more)
	r.others.Add(quiet("Duplicate", look.IconCopy, func() { s.onDuplicate(id) }))
	if !template {
		r.others.Add(quiet("Save as a template", look.IconBookmark, func() { s.onTemplate(id) }))
	}
	r.others.Add(quiet("Delete", look.IconTrash, func() { s.onDelete(id) }))
	r.root = widgets.NewCard(widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap4, widgets.Wrap(look.Gap12, r.title, r.badge), r.about, r.changed), widgets.VStack(look.Gap8, buttons, r.others)))
	return r
}

func (r *planRow) set(c planCard) {
	r.title.SetText(c.Title)
	r.about.Say(c.About)
	r.changed.Say(c.Changed)
	r.badge.Set(widgets.BadgeState{Tone: widgets.ToneQuiet, Text: c.Badge})
	if r.start != nil {
		r.start.SetBusy(c.Busy)
	}
	label, icon := "More", look.IconChevronDown
	if c.More {
		label, icon = "Less", look.IconChevronUp
	}
	r.more.SetLabel(label)
	r.more.SetIcon(icon)
	widgets.SetVisible(r.others, c.More)
}
