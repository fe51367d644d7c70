package lessonview

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets around the lesson's body that change.
type parts struct {
	module, title, meta *w.Text
	draft, read, known  *w.Badge
	page                *w.Button // opens the web page
	next                *w.TapCard
	previous            *w.Button
	notice              *w.Notice
	said                string // by the notice, to leave it dismissed
}

func newParts() *parts {
	p := &parts{
		module: w.Muted(""), title: w.Title(""), meta: w.Muted(""),
		draft:  w.NewBadge(w.BadgeState{Tone: w.ToneWait, Icon: look.IconPencil}),
		read:   w.NewBadge(w.BadgeState{Tone: w.ToneRight, Text: "Read", Icon: look.IconCircleCheck}),
		known:  w.NewBadge(w.BadgeState{}),
		notice: w.NewNotice(),
	}
	return p
}

// build puts the head and foot around the body, once.
func (s *Screen) build() {
	p := s.parts
	st := s.model.state()
	p.page = w.NewButton(w.Quiet, "Open as a web page", look.IconGlobe, s.openPage)
	p.page.Hidden = s.deps.Pages == nil
	p.previous = w.NewButton(w.Quiet, "Previous lesson", look.IconArrowLeft, func() { s.follow(s.model.state().Previous) })
	p.next = w.NewTapCard(func() { s.follow(s.model.state().Next) })
	head := w.VStack(look.Gap12,
		w.VStack(look.Gap4, p.module, p.title),
		w.Wrap(look.Gap12, p.meta, p.read, p.known, p.draft), w.Inset(-look.Gap12, 0, w.HStack(0, p.page, w.Grow())))
	if st.Abroad != "" {
		head.Add(w.NewCallout(catalog.Warning, "Where you are", w.Body(st.Abroad)))
	}
	s.doc.SetHead(head)
	s.doc.SetFoot(s.foot(st))
	s.content = container.New(&aboveNotice{}, s.doc, w.Inset(look.Gap16, look.Gap8, p.notice))
	p.known.Set(w.BadgeState{Tone: w.ToneRight, Text: st.Known, Icon: look.IconSprout})
	p.read.Hidden = !st.Finished // when the screen opens: the head does not move while it is read
	s.render()
}

func (s *Screen) foot(st state) fyne.CanvasObject {
	p := s.parts
	onward := w.VStack(look.Gap12, p.next, w.HStack(0, w.Inset(-look.Gap12, 0, p.previous), w.Grow()),
		w.Caption("Keys: N for what is next, P for the lesson before."))
	// Whoever sees the foot has come to the end, so the line is always true.
	done := w.HStack(look.Gap8, w.NewIcon(look.IconCircleCheck, look.ColorRightInk),
		w.Grow(w.NewText(w.TextStyle{Bold: true, Ink: look.ColorRightInk}, w.Run{Text: "You have read this lesson."})))
	foot := w.VStack(look.Gap24, w.Divider(), done, onward)
	if len(st.Sources) > 0 {
		foot.Objects = slices.Insert(foot.Objects, 1, s.sources(st))
	}
	return foot
}

// sources lists what the lesson cites. It stays folded, so that the way on is what the end of the lesson shows.
func (s *Screen) sources(st state) fyne.CanvasObject {
	list := w.VStack(0)
	for _, src := range st.Sources {
		number := w.NewText(w.TextStyle{Ink: look.ColorMuted, NoWrap: true}, w.Run{Text: src.Number + "."})
		list.Add(w.HStackTop(look.Gap8, w.Inset(0, look.Gap8, number), w.Grow(w.NewLink(src.Label, func() { s.openSource(src.Key) }))))
	}
	show := fmt.Sprintf("Show the %d sources", len(st.Sources))
	if len(st.Sources) == 1 {
		show = "Show the source"
	}
	return w.VStack(0, w.SmallHeading("Sources"), w.NewFold(show, "Hide the sources", list))
}

// render makes the widgets show the model. Nothing else writes to them.
func (s *Screen) render() {
	p, st := s.parts, s.model.state()
	p.module.SetText(st.Module)
	p.title.SetText(st.Title)
	p.meta.SetText(st.Meta)
	p.draft.Set(w.BadgeState{Tone: w.ToneWait, Text: st.Draft, Icon: look.IconPencil})
	p.page.SetBusy(st.Opening)
	p.previous.Hidden = st.Previous == nil
	p.setNext(st.Next)
	s.tell(st)
}

func (p *parts) setNext(to *step) {
	p.next.Hidden = to == nil
	if to == nil {
		return
	}
	cs := w.CardState{Icon: look.IconBook, Heading: to.Title, Text: to.Label, Progress: -1, Chosen: true}
	if to.Quiz {
		cs.Icon, cs.Heading, cs.Text = look.IconClipboardCheck, to.Label, "This was the last lesson."
	}
	p.next.Set(cs)
}

// tell says quietly what did not work. What was dismissed is not said again.
func (s *Screen) tell(st state) {
	text := ""
	switch {
	case st.PageFail != nil:
		text = "The web page did not open. " + explain.Error(st.PageFail).Next
	case st.Problem != nil:
		text = explain.Error(st.Problem).What + " You can read on. Only your place in this lesson is not kept."
	}
	if text == s.parts.said {
		return
	}
	s.parts.said = text
	if text == "" {
		s.parts.notice.Clear()
	} else {
		s.parts.notice.Say(w.ToneNote, text, "", nil)
	}
	s.content.Refresh()
}

func (s *Screen) missing() fyne.CanvasObject {
	learn := w.NewButton(w.Primary, "Go to Learn", look.IconBook, func() { s.deps.Nav.Go(nav.Route{Screen: nav.Learn}) })
	return w.NewPageColumn(w.Reading, w.NewEmptyState(look.IconBook, "This lesson is not here",
		"It may have left the library with an update. What you have read before is still saved.", learn))
}

// aboveNotice gives the first object all the height that the second one does not need.
type aboveNotice struct{}

func (*aboveNotice) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (*aboveNotice) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	body, foot := objects[0], objects[1]
	h := w.Fit(foot, size.Width)
	body.Move(fyne.NewPos(0, 0))
	body.Resize(fyne.NewSize(size.Width, max(0, size.Height-h)))
	foot.Move(fyne.NewPos(0, size.Height-h))
}
