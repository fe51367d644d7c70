package moduleview

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A head says what to do next: the one primary button, and what is offered beside it.
type head struct {
	root        *fyne.Container
	next        *widgets.Button
	check       *widgets.Button
	certificate *widgets.Button
	note        *widgets.Text
	checkNote   *widgets.Text
	path        *fyne.Container
	pathWords   *widgets.Text
	st          state // as shown
}

func newHead(to nav.Navigator) *head {
	h := &head{note: widgets.Muted(""), checkNote: widgets.Muted(""), pathWords: widgets.Body("")}
	h.next = widgets.NewButton(widgets.Primary, "", look.NoIcon, func() { to.Go(h.st.Next.To) })
	h.check = widgets.NewButton(widgets.Secondary, "", look.IconSprout, func() { to.Go(h.st.Check.To) })
	h.certificate = widgets.NewButton(widgets.Secondary, "Your certificate", look.IconAward, func() { to.Go(h.st.Certificate) })
	h.root = widgets.VStack(look.Gap8, widgets.Wrap(look.Gap12, h.next, h.check, h.certificate), h.note, h.checkNote)
	h.path = widgets.HStackTop(look.Gap12, widgets.NewIcon(look.IconSprout, look.ColorRightInk), widgets.Grow(h.pathWords))
	return h
}

func (h *head) set(st state) {
	h.st = st
	h.next.SetLabel(st.Next.Label)
	h.next.Hidden = st.Next.Label == ""
	h.check.SetLabel(st.Check.Label)
	h.check.Hidden = st.Check.Label == ""
	h.certificate.Hidden = st.Certificate == (nav.Route{})
	h.note.Say(st.Next.Note)
	h.checkNote.Say(st.Check.Note)
	h.root.Hidden = h.next.Hidden && h.check.Hidden && h.certificate.Hidden
	h.pathWords.SetText(st.Path)
	h.path.Hidden = st.Path == ""
}

// leastTile is the width below which cards come below each other.
const leastTile = 320

// addPractice lists what can be played and practised. Nothing of it is scored.
func (s *Screen) addPractice(p *parts, st state) {
	tiles := widgets.Tiles(look.Gap16, leastTile)
	for _, sc := range st.Scenarios {
		c := widgets.NewTapCard(s.leadTo(nav.Route{Screen: nav.Scenario, Module: s.model.id, Scenario: sc.ID}))
		p.scenes = append(p.scenes, c)
		tiles.Add(c)
	}
	if st.Practice {
		c := widgets.NewTapCard(s.leadTo(nav.Route{Screen: nav.Quiz, Module: s.model.id, Purpose: quiz.Practice}))
		c.Set(widgets.CardState{Icon: look.IconTarget, Heading: "Practise the questions", Text: "Every answer is explained.", Progress: -1})
		tiles.Add(c)
	}
	if len(tiles.Objects) > 0 {
		p.add(look.Gap12, widgets.VStack(look.Gap4, widgets.Heading("Practise"), widgets.Muted("Nothing here is scored.")), tiles)
	}
}

func sceneState(sc scene) widgets.CardState {
	c := widgets.CardState{Icon: look.IconCirclePlay, Heading: sc.Heading, Text: sc.Text, Meta: sc.Meta, Progress: -1}
	switch {
	case sc.Open:
		c.Badge = widgets.BadgeState{Tone: widgets.ToneWait, Text: "Stopped in the middle"}
	case sc.Good:
		c.Badge = widgets.BadgeState{Tone: widgets.ToneRight, Text: "Came out well", Icon: look.IconCheck}
	}
	return c
}

// addGroup lists what helps to teach the module to others.
func (s *Screen) addGroup(p *parts, st state) {
	tiles := widgets.Tiles(look.Gap16, leastTile)
	if st.Guide.Shown {
		p.guide = widgets.NewTapCard(s.openGuide)
		p.guide.Set(widgets.CardState{Icon: look.IconPresentation, Heading: "Facilitator’s guide", Text: "To teach this to a group", Meta: st.Guide.Meta, Progress: -1})
		tiles.Add(p.guide)
	}
	if st.Skills.Shown {
		p.skills = widgets.NewTapCard(s.leadTo(nav.Route{Screen: nav.Skills, Module: s.model.id}))
		tiles.Add(p.skills)
	}
	if st.Quiz.Shown {
		c := widgets.NewTapCard(s.leadTo(nav.Route{Screen: nav.Sheet, Module: s.model.id, Sheet: nav.QuizSheet}))
		c.Set(widgets.CardState{Icon: look.IconPrinter, Heading: "Print the quiz", Text: "On paper, with a sheet of answers", Progress: -1})
		tiles.Add(c)
	}
	if len(tiles.Objects) > 0 {
		p.add(look.Gap12, widgets.Heading("In a group"), tiles)
	}
}

func skillsCard(s skillsState) widgets.CardState {
	c := widgets.CardState{Icon: look.IconClipboardList, Heading: "Skills to show", Text: "Somebody watches you do it", Meta: s.Meta, Progress: -1}
	if s.Met {
		c.Icon, c.Badge = look.IconClipboardCheck, widgets.BadgeState{Tone: widgets.ToneRight, Text: "All seen", Icon: look.IconCheck}
	}
	return c
}

// addHandouts lists what to give to the people it is about.
func (s *Screen) addHandouts(p *parts, st state) {
	tiles := widgets.Tiles(look.Gap16, leastTile)
	for _, h := range st.Handouts {
		c := widgets.NewTapCard(s.leadTo(nav.Route{Screen: nav.Handout, Handout: h.ID}))
		c.Set(widgets.CardState{Icon: look.IconHandHeart, Heading: h.Title, Text: "Handout", Meta: h.Meta, Progress: -1})
		tiles.Add(c)
	}
	if len(tiles.Objects) > 0 {
		p.add(look.Gap12, widgets.Heading("Pass it along"), tiles)
	}
}

// A moreList leads to what is needed now and then.
type moreList struct {
	root *fyne.Container
	list *fyne.Container
	to   nav.Navigator
	ways []way // as shown
}

func newMoreList(to nav.Navigator) *moreList {
	m := &moreList{to: to, list: widgets.VStack(look.Gap8)}
	m.root = widgets.VStack(look.Gap4, widgets.Heading("More"), m.list)
	return m
}

// set keeps the links that are there already, and the keyboard with them.
func (m *moreList) set(ways []way) {
	if slices.Equal(m.ways, ways) {
		return
	}
	m.ways, m.list.Objects = ways, nil
	for _, w := range ways {
		m.list.Add(widgets.VStack(0, widgets.NewLink(w.Label, func() { m.to.Go(w.To) }), widgets.Inset(look.Gap4, 0, widgets.Caption(w.Note))))
	}
	m.root.Hidden = len(ways) == 0
}
