package scenarioview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// debriefEvents are what the debrief calls.
type debriefEvents struct {
	source      func(catalog.Source)
	lesson      func(catalog.LessonID)
	again, home func()
}

// debriefView is the page after the end. It is made once: nothing on it changes.
type debriefView struct {
	on    debriefEvents
	again *w.Button
	home  *w.Button
}

func newDebriefView(on debriefEvents) *debriefView {
	return &debriefView{
		on:    on,
		again: w.NewButton(w.Primary, "Play it again", look.IconRefresh, on.again),
		home:  w.NewButton(w.Secondary, "Back to the module", look.IconArrowLeft, on.home),
	}
}

func (v *debriefView) objects(st state) []fyne.CanvasObject {
	d := st.Debrief
	objects := []fyne.CanvasObject{v.head(st)}
	if len(d.Critical) > 0 {
		words := []fyne.CanvasObject{w.Body("It happens to many people the first time. It matters more than anything else here:")}
		objects = append(objects, w.NewCallout(catalog.Important, "What to hold on to", append(words, reasons(d.Critical)...)...))
	}
	if len(d.Well) > 0 {
		objects = append(objects, section("What went well", listOf(d.Well, look.IconCircleCheck, look.ColorRightInk)))
	}
	objects = append(objects, section("What you did, minute by minute", path(d.Path)))
	if len(d.Else) > 0 {
		choices := w.VStack(look.Gap12, w.Muted("Choices you did not make, and how they would have helped:"), listOf(d.Else, look.IconLightbulb, look.ColorPrimary))
		objects = append(objects, section("What else was possible", choices))
	}
	if len(d.Lessons) > 0 {
		objects = append(objects, v.lessons(d.Lessons))
	}
	if len(d.Sources) > 0 {
		objects = append(objects, v.sources(d.Sources))
	}
	return append(objects, v.onward(d))
}

func (v *debriefView) head(st state) fyne.CanvasObject {
	d := st.Debrief
	icon := look.IconSprout
	if d.Good {
		icon = look.IconHandHeart
	}
	ending := w.VStack(look.Gap8, w.NewText(w.TextStyle{Size: look.SizeCaption, Ink: look.ColorLink, Bold: true}, w.Run{Text: d.Kicker}),
		w.Heading(d.Heading), w.Body(d.Text))
	about := w.VStack(look.Gap4, w.Muted(st.Module), w.Title(st.Title), w.Caption(d.About))
	about.Objects[0].(*w.Text).Hidden = st.Module == ""
	return w.VStack(look.Gap16, about, w.NewCard(w.Led(look.Gap24, w.NewIconScaled(icon, look.ColorPrimary, 2), ending)))
}

// reasons writes what happened, and why it matters, without marks.
func reasons(rs []reason) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, r := range rs {
		out = append(out, reasonWords(r))
	}
	return out
}

func reasonWords(r reason) fyne.CanvasObject {
	words := w.VStack(2)
	if r.What != "" {
		words.Add(w.NewText(w.TextStyle{Bold: true}, w.Run{Text: r.What}))
	}
	if r.Why != "" {
		words.Add(w.Body(r.Why))
	}
	return words
}

func section(heading string, content fyne.CanvasObject) fyne.CanvasObject {
	return w.VStack(look.Gap12, w.Heading(heading), content)
}

func listOf(rs []reason, icon look.IconName, ink fyne.ThemeColorName) fyne.CanvasObject {
	list := w.VStack(look.Gap12)
	for _, r := range rs {
		list.Add(w.HStackTop(look.Gap12, w.NewIcon(icon, ink), w.Grow(reasonWords(r))))
	}
	return list
}

// path is the timeline: what was done in which minute, what it changed, and why that helped or harmed.
func path(moments []moment) fyne.CanvasObject {
	list := w.VStack(look.Gap8)
	for _, m := range moments {
		list.Add(w.NewCard(momentWords(m)))
	}
	return list
}

func momentWords(m moment) fyne.CanvasObject {
	what := w.NewText(w.TextStyle{Bold: !m.Self}, w.Run{Text: m.What, Italic: m.Self})
	words := w.VStack(look.Gap8, w.Wrap(look.Gap12, w.NewText(w.TextStyle{Size: look.SizeCaption, Ink: look.ColorMuted, NoWrap: true}, w.Run{Text: m.Minute}), m.Mark.badge()), what)
	for _, c := range m.Changed {
		words.Add(w.NewText(w.TextStyle{Ink: look.ColorMuted}, w.Run{Text: c.Label + ": " + c.From + " → "}, w.Run{Text: c.To, Bold: true, Ink: look.ColorInk}))
	}
	if m.Why != "" {
		words.Add(w.Body(m.Why))
	}
	if len(m.Better) > 0 {
		words.Add(w.Muted("What would have helped here:"))
		for _, b := range m.Better {
			words.Add(w.HStackTop(look.Gap8, w.NewIcon(look.IconLightbulb, look.ColorPrimary), w.Grow(w.Body(b))))
		}
	}
	return words
}

func (k mark) badge() *w.Badge {
	switch k {
	case helped:
		return w.NewBadge(w.BadgeState{Tone: w.ToneRight, Text: "Helped", Icon: look.IconCheck})
	case harmed:
		return w.NewBadge(w.BadgeState{Tone: w.ToneWait, Text: "Did harm", Icon: look.IconWarning})
	case critical:
		return w.NewBadge(w.BadgeState{Tone: w.ToneWrong, Text: "Matters most", Icon: look.IconShieldAlert})
	}
	return w.NewBadge(w.BadgeState{})
}

func (v *debriefView) lessons(ls []lessonState) fyne.CanvasObject {
	list := w.VStack(0)
	for _, l := range ls {
		list.Add(w.NewLink(l.Title, func() { v.on.lesson(l.ID) }))
	}
	return w.VStack(look.Gap4, w.Heading("Read about it"), list)
}

func (v *debriefView) sources(ss []sourceState) fyne.CanvasObject {
	list := w.VStack(0)
	for _, s := range ss {
		list.Add(w.NewLink(s.Label, func() { v.on.source(s.Note) }))
	}
	return w.VStack(look.Gap4, w.Heading("Sources"), list)
}

func (v *debriefView) onward(d debriefState) fyne.CanvasObject {
	v.again.Hidden, v.home.Hidden = !d.Again, !d.Home
	buttons := w.VStack(look.Gap12, w.Divider(), w.Wrap(look.Gap12, v.again, v.home))
	if d.Other {
		buttons.Add(w.Caption("You can choose another place when you play it again."))
	}
	return buttons
}
