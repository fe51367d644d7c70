package planview

import (
	"reflect"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/chart"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen.
type parts struct {
	s        *Screen
	page     *widgets.PageColumn
	head     *headPart
	said     *widgets.Notice
	noticed  string
	time     *timePart
	sections *sectionsPart
	side     *sidePart
	loading  fyne.CanvasObject
	missing  fyne.CanvasObject
	back     *widgets.Button // from there
	failed   *widgets.ErrorPanel
	shown    *state
	form     string // which of the objects are on the page
}

func newParts(s *Screen) *parts {
	p := &parts{s: s, page: widgets.NewPageColumn(widgets.Wide), said: widgets.NewNotice(), loading: widgets.Muted("Opening the plan …")}
	p.head, p.time, p.sections, p.side = newHeadPart(s), newTimePart(s), newSectionsPart(s), newSidePart(s)
	p.failed = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, s.load))
	p.back = widgets.NewButton(widgets.Primary, "See all sessions", look.IconPresentation, s.onAllSessions)
	p.missing = widgets.NewEmptyState(look.IconSearch, "This plan is not here any more", "It may have been deleted in another window.", p.back)
	return p
}

// render shows a state. Only what is another than before is drawn and laid out: a page of sections takes its time, and
// every letter of a title comes this way.
func (p *parts) render(st state) {
	var was state
	first := p.shown == nil
	if !first {
		was = *p.shown
	}
	p.shown = &st
	p.arrange(st)
	p.renderNotice(st)
	p.head.render(st)
	if first || !reflect.DeepEqual(was.Time, st.Time) || was.People != st.People || was.Brief != st.Brief {
		p.time.render(st)
	}
	if first || !reflect.DeepEqual(was.Sections, st.Sections) {
		p.sections.render(st)
	}
	if first || !reflect.DeepEqual(was.side(), st.side()) {
		p.side.render(st)
	}
	if first || !reflect.DeepEqual(was.settled(), st.settled()) {
		p.page.Relayout()
	}
}

// side is what the parts below the sections show.
func (s state) side() state {
	return state{Check: s.Check, Prepare: s.Prepare, Care: s.Care, Bring: s.Bring, Handouts: s.Handouts}
}

// settled is the state without what changes no place on the page.
func (s state) settled() state {
	s.Title, s.Saved, s.Unsaved = "", "", false
	return s
}

// arrange puts the plan on the page, or why there is none.
func (p *parts) arrange(st state) {
	form := "plan"
	objects := []fyne.CanvasObject{p.head.root, p.said, p.time.root, p.sections.root, p.side.root}
	switch {
	case st.Missing:
		form, objects = "missing", []fyne.CanvasObject{p.missing}
	case st.Loading:
		form, objects = "loading", []fyne.CanvasObject{p.loading}
	case !p.s.model.loaded:
		form, objects = "failed", []fyne.CanvasObject{p.failed}
		p.failed.Tell(st.Trouble)
	}
	if form != p.form {
		p.form = form
		p.page.SetObjects(objects...)
	}
}

func (p *parts) renderNotice(st state) {
	if p.noticed == st.Notice {
		return
	}
	p.noticed = st.Notice
	if st.Notice == "" {
		p.said.Clear()
		return
	}
	undo := ""
	if st.Undo {
		undo = "Undo"
	}
	p.said.Say(widgets.ToneNote, st.Notice, undo, p.s.onUndo)
}

// A headPart is the title of the plan and what can be done with all of it.
type headPart struct {
	root             fyne.CanvasObject
	title            *widgets.Entry
	about            *widgets.Text
	saved            *widgets.Text // in one line
	state            *fyne.Container
	mark             *widgets.Icon
	trouble, refused *widgets.ErrorPanel
	found, problem   fyne.CanvasObject
	words            *widgets.Text // of the problem
	start, rehearse  *widgets.Button
	brief            *widgets.Button
	more             *widgets.Button
	others           *fyne.Container
	template         *widgets.Button
}

func newHeadPart(s *Screen) *headPart {
	p := &headPart{about: widgets.Body(""), saved: widgets.NewText(widgets.TextStyle{Size: look.SizeCaption, NoWrap: true}), mark: widgets.NewIconScaled(look.IconCheck, look.ColorMuted, 0.85), words: widgets.Body("")}
	p.title = widgets.NewEntry("Title of the plan", "", s.onTitle)
	p.trouble = widgets.NewErrorPanel(nil)
	p.refused = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Save again", look.IconSave, s.save))
	p.found = widgets.NewCallout(catalog.Important, "This was not saved when you left", widgets.Body("Your changes are all here."))
	p.problem = widgets.NewCallout(catalog.Important, "Not ready yet", p.words)
	p.start = widgets.NewButton(widgets.Primary, "", look.IconPlay, func() { s.onBegin(false) })
	p.rehearse = widgets.NewButton(widgets.Secondary, "Rehearse", look.IconUsers, func() { s.onBegin(true) })
	p.more = widgets.NewButton(widgets.Secondary, "", look.IconChevronDown, s.onMore)
	quiet := func(label string, icon look.IconName, press func()) *widgets.Button {
		return widgets.NewButton(widgets.Quiet, label, icon, press)
	}
	p.brief = quiet("Print the brief page", look.IconPrinter, func() { s.onPrint(PrintBrief) })
	p.template = quiet("Save as a template", look.IconBookmark, s.onTemplate)
	p.others = widgets.Wrap(look.Gap4,
		quiet("Print the plan", look.IconPrinter, func() { s.onPrint(PrintPlan) }),
		quiet("Print what to bring", look.IconPrinter, func() { s.onPrint(PrintMaterials) }), p.brief,
		quiet("Print everything in a box", look.IconPackage, s.onBox),
		p.template, quiet("Duplicate", look.IconCopy, s.onDuplicate))
	p.state = widgets.HStack(look.Gap8, widgets.Grow(widgets.NewLink("All sessions", s.onAllSessions)), widgets.HStack(look.Gap4, p.mark, p.saved))
	p.root = widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap8, p.state, p.title, p.about),
		p.trouble, p.refused, p.found, p.problem,
		widgets.VStack(look.Gap8, widgets.Wrap(look.Gap12, p.start, p.rehearse, p.more), p.others))
	return p
}

func (p *headPart) render(st state) {
	p.title.SetText(st.Title)
	p.title.SetError(st.Wrong)
	p.about.Say(st.About)
	p.renderSaved(st)
	p.trouble.Tell(st.Trouble)
	p.refused.Tell(st.Refused)
	widgets.SetVisible(p.found, st.Found)
	p.words.SetText(st.Problem)
	widgets.SetVisible(p.problem, st.Problem != "")
	p.start.SetLabel("Start the session")
	p.start.SetIcon(look.IconPlay)
	if st.Template {
		p.start.SetLabel("Make a plan from it")
		p.start.SetIcon(look.IconPlus)
	}
	p.start.SetBusy(st.Begins)
	widgets.SetVisible(p.template, !st.Template)
	widgets.SetVisible(p.brief, st.Brief)
	p.more.SetLabel("Print and more")
	p.more.SetIcon(look.IconChevronDown)
	if st.More {
		p.more.SetIcon(look.IconChevronUp)
	}
	widgets.SetVisible(p.others, st.More)
}

func (p *headPart) renderSaved(st state) {
	icon, ink := look.IconCheck, look.ColorMuted
	switch {
	case st.Unsaved:
		icon, ink = look.IconWarning, look.ColorWaitInk
	case st.Saved != "Saved":
		icon = look.IconClock
	}
	if p.saved.Text() == st.Saved {
		return
	}
	p.saved.SetText(st.Saved)
	p.saved.SetInk(ink)
	p.mark.Set(icon, ink)
	p.state.Refresh()
}

// A timePart is the time there is, and how the sections fill it.
type timePart struct {
	root    fyne.CanvasObject
	lengths [2]*widgets.Segmented // of a plan, of a brief talk
	minutes *widgets.Counter
	people  *widgets.Counter
	bar     *chart.Shares
	words   *widgets.Text
	mark    *widgets.Icon
	fit     *widgets.Button
}

func newTimePart(s *Screen) *timePart {
	p := &timePart{bar: chart.NewShares(), words: widgets.NewText(widgets.TextStyle{Bold: true}), mark: widgets.NewIcon(look.IconClock, look.ColorMuted)}
	box := widgets.VStack(look.Gap12, widgets.SmallHeading("Time"))
	for i, brief := range []bool{false, true} {
		var labels []string
		for _, n := range offered(brief) {
			labels = append(labels, glance.Count(n, "minute", "minutes"))
		}
		p.lengths[i] = widgets.NewSegmented(labels, s.onLength)
		box.Add(p.lengths[i])
	}
	p.minutes = widgets.NewCounter("Minutes there are", mostMinutes, s.onMinutes)
	p.minutes.SetLeast(1)
	p.people = widgets.NewCounter("People expected", mostPeople, s.onPeople)
	p.fit = widgets.NewButton(widgets.Secondary, "Fit to the time", look.IconClock, s.onFit)
	box.Add(widgets.Wrap(look.Gap24, widgets.VStack(look.Gap4, widgets.Label("Minutes there are"), p.minutes), widgets.VStack(look.Gap4, widgets.Label("People expected"), p.people)))
	box.Add(p.bar)
	box.Add(widgets.HStack(look.Gap8, p.mark, widgets.Grow(p.words)))
	box.Add(widgets.Wrap(0, p.fit))
	p.root = widgets.NewCard(box)
	return p
}

func (p *timePart) render(st state) {
	for i, brief := range []bool{false, true} {
		widgets.SetVisible(p.lengths[i], st.Brief == brief)
		p.lengths[i].Set(st.Time.Length)
	}
	p.minutes.Set(st.Time.Minutes)
	p.people.Set(st.People)
	p.bar.Set(shares(st.Time)...)
	p.words.SetText(st.Time.Words)
	if st.Time.Over {
		p.mark.Set(look.IconWarning, look.ColorWaitInk)
		p.words.SetInk(look.ColorWaitInk)
	} else {
		p.mark.Set(look.IconClock, look.ColorMuted)
		p.words.SetInk(look.ColorInk)
	}
}

// shares draws the minutes of the sections, those over the time that there is in another colour, and hollow what is left.
func shares(t timeState) []chart.Share {
	var out []chart.Share
	left := float64(t.Minutes)
	for _, m := range t.Parts {
		within := min(float64(m), max(left, 0))
		if within > 0 {
			out = append(out, chart.Share{Part: within, Fill: look.ColorPrimary})
		}
		if over := float64(m) - within; over > 0 {
			out = append(out, chart.Share{Part: over, Fill: look.ColorWrongInk})
		}
		left -= float64(m)
	}
	if left > 0 {
		out = append(out, chart.Share{Part: left, Fill: look.ColorControl, Hollow: true})
	}
	return out
}
