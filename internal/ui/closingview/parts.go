package closingview

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/picker"
	"github.com/passalong/passalong/internal/ui/place"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen.
type parts struct {
	rehearsal bool
	heading   fyne.CanvasObject

	people   [3]*w.Counter
	total    *w.Text
	venue    *picker.Picker
	minutes  *w.Counter
	copies   []*w.Counter
	line     *w.Entry
	add      *w.Button
	said     *fyne.Container
	lines    []string // in said
	walls    []*w.Switch
	matched  *w.Text
	few      fyne.CanvasObject
	keep     *w.Switch
	about    fyne.CanvasObject
	trouble  *w.ErrorPanel
	finish   *w.Button
	back     *w.Button
	discard  *w.Button
	cards    []fyne.CanvasObject
	unsaid   func(int)
	venueSet []picker.Option
}

func newParts(s *Screen, st state) *parts {
	p := &parts{rehearsal: st.Rehearsal, unsaid: s.onUnsay, trouble: w.NewErrorPanel(nil)}
	p.heading = w.VStack(look.Gap4, w.Title("End the session"), w.Muted(st.Title))
	p.finish = w.NewButton(w.Primary, "Finish and make the report", look.IconCheck, s.finish)
	p.back = w.NewButton(w.Secondary, "Back to the session", look.IconArrowLeft, s.d.Nav.Back)
	p.discard = w.NewButton(w.Quiet, "Throw it away…", look.IconTrash, s.askDiscard)
	if st.Rehearsal {
		p.heading = w.VStack(look.Gap4, w.Title("End the rehearsal"), w.Muted(st.Title))
		p.finish.SetLabel("End the rehearsal")
		p.line = w.NewEntry("", "", nil)
		return p
	}
	p.cards = []fyne.CanvasObject{p.whoCard(s), p.whereCard(s, st)}
	if len(st.Handouts) > 0 {
		p.cards = append(p.cards, p.handoutsCard(s, st))
	}
	p.cards = append(p.cards, p.saidCard(s))
	if len(st.Walls) > 0 {
		p.cards = append(p.cards, p.wallsCard(s, st))
	}
	return p.withMatched(s)
}

func (p *parts) whoCard(s *Screen) fyne.CanvasObject {
	p.people = [3]*w.Counter{
		w.NewCounter(place.InPeerRoles, mostPeople, s.onPresent(func(c *evaluation.Present, n int) { c.Designated = n })),
		w.NewCounter(place.InOtherRoles, mostPeople, s.onPresent(func(c *evaluation.Present, n int) { c.OtherRole = n })),
		w.NewCounter(place.OfCommunity, mostPeople, s.onPresent(func(c *evaluation.Present, n int) { c.Community = n })),
	}
	p.total = w.Muted("")
	return w.NewCard(w.VStack(look.Gap16, w.SmallHeading("Who was there"),
		row(place.InPeerRoles, p.people[0]), row(place.InOtherRoles, p.people[1]), row(place.OfCommunity, p.people[2]), p.total))
}

func (p *parts) whereCard(s *Screen, st state) fyne.CanvasObject {
	p.venue = picker.New("Kind of place", s.onVenue)
	for _, v := range st.Venues {
		p.venueSet = append(p.venueSet, picker.Option{Text: v})
	}
	p.minutes = w.NewCounter("Minutes", mostMinutes, s.onMinutes)
	return w.NewCard(w.VStack(look.Gap16, w.SmallHeading("Where and how long"), p.venue,
		w.Caption("Only the kind of place is kept, never its name."), row("Minutes, breaks included", p.minutes)))
}

func (p *parts) handoutsCard(s *Screen, st state) fyne.CanvasObject {
	rows := []fyne.CanvasObject{w.SmallHeading("Handouts that were given out")}
	for i, h := range st.Handouts {
		c := w.NewCounter(h.Title, mostCopies, func(n int) { s.onCopies(i, n) })
		p.copies = append(p.copies, c)
		rows = append(rows, row(h.Title, c))
	}
	return w.NewCard(w.VStack(look.Gap16, rows...))
}

func (p *parts) saidCard(s *Screen) fyne.CanvasObject {
	p.line = w.NewEntry("One thing that somebody said", "I will keep naloxone where my friends find it.", func(string) {})
	p.line.OnSubmit(func(string) { s.onSay() })
	p.line.SetHint("No names, and nothing that shows who said it. The report is read by others.")
	p.add = w.NewButton(w.Secondary, "Add", look.IconPlus, s.onSay)
	p.said = w.VStack(look.Gap8)
	return w.NewCard(w.VStack(look.Gap16, w.SmallHeading("What people said"), p.said, p.line, w.Wrap(look.Gap8, p.add)))
}

func (p *parts) wallsCard(s *Screen, st state) fyne.CanvasObject {
	rows := []fyne.CanvasObject{
		w.SmallHeading("Words on the wall"),
		w.Muted("Words go into the report only where you say so. Read them first: nothing in them may show who wrote them."),
	}
	for i, wall := range st.Walls {
		sw := w.NewSwitch("Keep the words of “"+wall.Prompt+"”", "", func(on bool) { s.onWall(i, on) })
		p.walls = append(p.walls, sw)
		rows = append(rows, sw)
	}
	return w.NewCard(w.VStack(look.Gap16, rows...))
}

func (p *parts) withMatched(s *Screen) *parts {
	p.matched = w.Body("")
	p.few = w.NewCallout(catalog.Note, "Fewer than five are matched",
		w.Body("So the report will not tell what changed: with so few, somebody could be recognised. Are there sheets that were not keyed in yet?"))
	paper := w.NewButton(w.Secondary, "Key in paper sheets", look.IconFileText, func() { s.d.Nav.Go(nav.Route{Screen: nav.PaperEntry}) })
	p.keep = w.NewSwitch("Keep the answers, for sheets that come late",
		"Without names or codes, until you delete them. Otherwise only the report stays.", s.onKeep)
	p.about = w.NewCard(w.VStack(look.Gap16, w.SmallHeading("Before and after"), p.matched, p.few, w.Wrap(look.Gap8, paper), p.keep))
	p.cards = append(p.cards, p.about)
	return p
}

func row(label string, control fyne.CanvasObject) fyne.CanvasObject {
	return w.HStack(look.Gap16, w.Grow(w.Body(label)), control)
}

func (p *parts) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{p.heading}
	if p.rehearsal {
		objects = append(objects, w.Body("This was a rehearsal with people who are not there. Nothing of it is kept, and there is no report."))
	} else {
		objects = append(objects, w.Body("What you say here goes into the report. Everything is a count: no names, no codes, no phones. All else is deleted from this computer."))
	}
	objects = append(objects, p.cards...)
	buttons := []fyne.CanvasObject{p.finish, p.back}
	if !p.rehearsal {
		buttons = append(buttons, p.discard)
	}
	return append(objects, p.trouble, w.Wrap(look.Gap12, buttons...))
}

// first is what has the keyboard when the screen opens.
func (p *parts) first() fyne.Focusable {
	if p.rehearsal {
		return p.finish
	}
	return p.people[0].Field()
}

func (p *parts) render(st state) {
	p.trouble.Tell(st.Trouble)
	p.finish.SetBusy(st.Busy)
	if st.Rehearsal {
		return
	}
	for i, n := range [3]int{st.Present.Designated, st.Present.OtherRole, st.Present.Community} {
		p.people[i].Set(n)
	}
	p.total.SetText(st.Total)
	p.venue.Set(p.venueSet, st.Venue)
	p.minutes.Set(st.Minutes)
	for i, h := range st.Handouts {
		p.copies[i].Set(h.Copies)
	}
	p.renderSaid(st)
	for i, wall := range st.Walls {
		p.walls[i].Set(wall.Keep)
	}
	w.SetVisible(p.about, st.Matched != "")
	p.matched.SetText(st.Matched)
	w.SetVisible(p.few, st.TooFew)
	p.keep.Set(st.Keep)
}

func (p *parts) renderSaid(st state) {
	w.SetVisible(p.said, len(st.Said) > 0)
	p.add.SetLabel("Add")
	if st.SaidFull {
		p.line.SetHint("The report has no room for more. Take one out to add another.")
	}
	if slices.Equal(p.lines, st.Said) {
		return
	}
	p.lines, p.said.Objects = slices.Clone(st.Said), nil
	for i, line := range st.Said {
		out := w.NewIconButton(look.IconClose, "Take out “"+line+"”", func() { p.unsaid(i) })
		p.said.Add(w.HStackTop(look.Gap8, w.Grow(w.Body("“"+line+"”")), out))
	}
	p.said.Refresh()
}
