package moduleview

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the sections of the page. What the record changes is kept by name.
type parts struct {
	sections []fyne.CanvasObject

	head    *head
	lessons []*widgets.TapCard
	quiz    *quizCard
	scenes  []*widgets.TapCard
	skills  *widgets.TapCard
	guide   *widgets.TapCard
	more    *moreList
	web     *widgets.Button
	trouble *widgets.ErrorPanel
}

func (p *parts) add(gap float32, objects ...fyne.CanvasObject) {
	p.sections = append(p.sections, widgets.VStack(gap, objects...))
}

func (s *Screen) makeParts(st state) *parts {
	p := &parts{head: newHead(s.deps.Nav), more: newMoreList(s.deps.Nav)}
	from := widgets.Muted("")
	from.Say(st.From)
	p.add(look.Gap8, widgets.Title(st.Title), widgets.Lead(st.Summary), widgets.Muted(st.Size), from)
	p.sections = append(p.sections, p.head.root, p.head.path)
	if st.Draft != "" {
		p.sections = append(p.sections, widgets.NewCallout(catalog.Warning, "Draft", widgets.Body(st.Draft)))
	}
	if st.Stale != "" {
		p.sections = append(p.sections, widgets.NewCallout(catalog.Note, "Review", widgets.Body(st.Stale)))
	}
	s.addBefore(p, st)
	addObjectives(p, st)
	s.addLessons(p, st)
	if st.Quiz.Shown {
		p.quiz = newQuizCard(s.deps.Nav)
		p.sections = append(p.sections, p.quiz.root)
	}
	s.addPractice(p, st)
	s.addGroup(p, st)
	s.addHandouts(p, st)
	p.sections = append(p.sections, p.more.root)
	s.addSources(p, st)
	s.addEdition(p, st)
	return p
}

func (s *Screen) addBefore(p *parts, st state) {
	if len(st.Before) == 0 {
		return
	}
	objects := []fyne.CanvasObject{widgets.Heading("Best read before this one")}
	for _, b := range st.Before {
		if b.To == (nav.Route{}) {
			objects = append(objects, widgets.Muted(b.Text))
			continue
		}
		objects = append(objects, widgets.NewLink(b.Text, s.leadTo(b.To)))
	}
	p.add(look.Gap4, objects...)
}

func addObjectives(p *parts, st state) {
	if len(st.Objectives) == 0 {
		return
	}
	objects := []fyne.CanvasObject{widgets.Heading("Afterwards you can")}
	for _, o := range st.Objectives {
		objects = append(objects, widgets.HStackTop(look.Gap12, widgets.NewIcon(look.IconTarget, look.ColorPrimary), widgets.Grow(widgets.Body(o))))
	}
	p.add(look.Gap12, objects...)
}

func (s *Screen) addLessons(p *parts, st state) {
	objects := []fyne.CanvasObject{widgets.Heading("Lessons")}
	for _, l := range st.Lessons {
		c := widgets.NewTapCard(s.leadTo(nav.Route{Screen: nav.Lesson, Module: s.model.id, Lesson: l.ID}))
		p.lessons = append(p.lessons, c)
		objects = append(objects, c)
	}
	p.add(look.Gap12, objects...)
}

func (s *Screen) addSources(p *parts, st state) {
	if len(st.Sources) == 0 {
		return
	}
	list := widgets.VStack(look.Gap4)
	for _, n := range st.Sources {
		list.Add(widgets.VStack(0, widgets.NewLink(n.Title, func() { s.openSource(n.Key) }),
			widgets.Inset(look.Gap4, 0, widgets.Caption(n.Meta))))
	}
	show := fmt.Sprintf("Show the %d sources", len(st.Sources))
	if len(st.Sources) == 1 {
		show = "Show the source"
	}
	p.add(look.Gap4, widgets.Heading("Sources"),
		widgets.Muted("Where the facts come from. Choose one to see its address before anything opens."),
		widgets.NewFold(show, "Hide the sources", list))
}

// addEdition says which edition this is, who reviewed it, and how else to read it.
func (s *Screen) addEdition(p *parts, st state) {
	objects := []fyne.CanvasObject{widgets.Divider(), widgets.Muted(st.Edition)}
	for _, r := range st.Reviewers {
		objects = append(objects, widgets.Muted(r))
	}
	if s.deps.Pages != nil {
		p.web = widgets.NewButton(widgets.Secondary, "", look.IconExternalLink, s.openPage)
		p.trouble = widgets.NewErrorPanel(nil)
		objects = append(objects, widgets.Space(0, look.Gap4),
			widgets.Wrap(0, p.web), widgets.Caption("A plain page in your browser, for screen readers and translators. It comes from this computer."), p.trouble)
	}
	p.add(look.Gap8, objects...)
}

// set shows what the record says.
func (p *parts) set(st state) {
	p.head.set(st)
	for i, l := range st.Lessons {
		p.lessons[i].Set(lessonState(l))
	}
	if p.quiz != nil {
		p.quiz.set(st.Quiz)
	}
	for i, sc := range st.Scenarios {
		p.scenes[i].Set(sceneState(sc))
	}
	if p.skills != nil {
		p.skills.Set(skillsCard(st.Skills))
	}
	p.more.set(st.More)
	if p.web != nil {
		p.web.SetBusy(st.Opening)
		p.web.SetLabel("Open as a web page")
		if st.Opening {
			p.web.SetLabel("Making the page …")
		}
		p.trouble.Tell(st.PageTrouble)
	}
}

func lessonState(l lesson) widgets.CardState {
	c := widgets.CardState{Icon: look.IconCircle, Heading: l.Heading, Meta: l.Meta, Progress: -1, Chosen: l.Next}
	switch {
	case l.Read:
		c.Icon = look.IconCircleCheck
	case l.Known:
		c.Icon = look.IconSprout
		c.Badge = widgets.BadgeState{Tone: widgets.ToneRight, Text: "You know this", Icon: look.IconCheck}
	case l.Next:
		c.Icon = look.IconCirclePlay
		c.Badge = widgets.BadgeState{Tone: widgets.ToneNote, Text: "Next"}
	}
	return c
}

// A quizCard shows where the learner stands with the quiz.
type quizCard struct {
	root       fyne.CanvasObject
	text, meta *widgets.Text
	badge      *widgets.Badge
	take       *widgets.Button
	last       *widgets.Button
	to, back   nav.Route
}

func newQuizCard(to nav.Navigator) *quizCard {
	q := &quizCard{text: widgets.Body(""), meta: widgets.Caption(""), badge: widgets.NewBadge(widgets.BadgeState{})}
	q.take = widgets.NewButton(widgets.Secondary, "", look.IconClipboardCheck, func() { to.Go(q.to) })
	q.last = widgets.NewButton(widgets.Quiet, "See your last result", look.NoIcon, func() { to.Go(q.back) })
	q.root = widgets.NewCard(widgets.VStack(look.Gap12,
		widgets.HStack(look.Gap12, widgets.Heading("Quiz"), q.badge, widgets.Grow()),
		widgets.VStack(look.Gap4, q.text, q.meta), widgets.Wrap(look.Gap12, q.take, q.last)))
	return q
}

func (q *quizCard) set(s quizState) {
	q.to, q.back = s.To, s.LastTime
	q.text.SetText(s.Text)
	q.text.Hidden = s.Text == ""
	q.meta.SetText(s.Meta)
	q.take.SetLabel(s.Action)
	q.last.Hidden = s.LastTime == (nav.Route{})
	switch {
	case s.Passed:
		q.badge.Set(widgets.BadgeState{Tone: widgets.ToneRight, Text: "Passed", Icon: look.IconCheck})
	case s.NotYet:
		q.badge.Set(widgets.BadgeState{Tone: widgets.ToneWait, Text: "Not yet"})
	default:
		q.badge.Set(widgets.BadgeState{})
	}
}

// makeGuideHead stands above the facilitator's guide.
func makeGuideHead(back *widgets.Button, module string, g guideState) []fyne.CanvasObject {
	head := widgets.VStack(look.Gap8, widgets.Caption(module), widgets.Title("Facilitator’s guide"), widgets.Muted(g.Meta))
	objects := []fyne.CanvasObject{widgets.Wrap(0, back), head}
	if len(g.Materials) > 0 {
		list := widgets.VStack(look.Gap4, widgets.SmallHeading("You need"))
		for _, m := range g.Materials {
			list.Add(widgets.HStackTop(look.Gap8, widgets.NewIcon(look.IconCheck, look.ColorPrimary), widgets.Grow(widgets.Body(m))))
		}
		objects = append(objects, list)
	}
	return objects
}
