package resultview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/popup"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// critical explains, before everything else, the items that stand in the way of passing, or matter most.
func (s *Screen) critical(st state) fyne.CanvasObject {
	content := []fyne.CanvasObject{w.Body(st.First)}
	for _, it := range st.Critical {
		part := w.VStack(look.Gap4, bold(it.Prompt))
		if len(it.Answer) == 1 {
			part.Add(marked(look.IconCheck, look.ColorRightInk, "Right answer: "+it.Answer[0]))
		} else if len(it.Answer) > 1 {
			part.Add(answers(it.Answer))
		}
		if it.Explanation != "" {
			part.Add(w.Body(it.Explanation))
		}
		if it.Lesson != "" {
			part.Add(s.lessonLink(it))
		}
		content = append(content, part)
	}
	return w.NewCallout(catalog.Important, "Start with these", w.VStack(look.Gap16, content...))
}

// card shows one item in full.
func (s *Screen) card(it itemState) fyne.CanvasObject {
	head := w.Wrap(look.Gap8, w.Muted(it.Number))
	if it.Outcome != wasGone {
		head.Add(w.NewBadge(it.Outcome.badge()))
	}
	if it.Critical != "" {
		head.Add(w.NewBadge(w.BadgeState{Tone: w.ToneWait, Text: it.Critical, Icon: look.IconShieldAlert}))
	}
	parts := w.VStack(look.Gap12, head, bold(it.Prompt), given(it))
	if len(it.Answer) > 0 {
		parts.Add(answers(it.Answer))
	}
	if it.Explanation != "" {
		parts.Add(w.Body(it.Explanation))
	}
	for _, n := range it.Notes {
		parts.Add(w.HStackTop(look.Gap12, w.NewIcon(look.IconInfo, look.ColorMuted), w.Grow(w.Muted(n))))
	}
	if links := s.links(it); len(links.Objects) > 0 {
		parts.Add(links)
	}
	return w.NewCard(parts)
}

func given(it itemState) fyne.CanvasObject {
	part := w.VStack(look.Gap8, w.Caption(it.You))
	for _, g := range it.Given {
		icon, ink := look.IconClose, look.ColorWrongInk
		switch {
		case it.Outcome == wasView, it.Outcome == wasGone:
			icon, ink = look.IconMessageCircle, look.ColorMuted
		case g.Right:
			icon, ink = look.IconCheck, look.ColorRightInk
		case it.Outcome == wasUnsure:
			icon, ink = look.IconHelp, look.ColorNoteInk
		}
		words := w.VStack(look.Gap4, bold(g.Text))
		if g.Feedback != "" {
			words.Add(w.Body(g.Feedback))
		}
		part.Add(w.HStackTop(look.Gap12, w.NewIcon(icon, ink), w.Grow(words)))
	}
	return part
}

func answers(texts []string) fyne.CanvasObject {
	part := w.VStack(look.Gap8, w.Caption("The right answer"))
	for _, t := range texts {
		part.Add(marked(look.IconCheck, look.ColorRightInk, t))
	}
	return part
}

func (s *Screen) links(it itemState) *fyne.Container {
	links := w.VStack(0)
	if it.Lesson != "" {
		links.Add(s.lessonLink(it))
	}
	for _, src := range it.Sources {
		links.Add(flush(w.NewLink("Source: "+src.Label, func() { popup.Source(s.deps.Canvas, src.Note, s.deps.Outside) })))
	}
	return links
}

func (s *Screen) lessonLink(it itemState) fyne.CanvasObject {
	return flush(w.NewLink(it.Lesson, func() { s.deps.Nav.Go(it.Route) }))
}

// flush puts the words of a link, which has room for its focus ring, in line with the text above.
func flush(l *w.Link) fyne.CanvasObject { return w.Inset(-look.Gap4, 0, l) }

func (o outcome) badge() w.BadgeState {
	switch o {
	case wasRight:
		return w.BadgeState{Tone: w.ToneRight, Text: "Right", Icon: look.IconCircleCheck}
	case wasPartly:
		return w.BadgeState{Tone: w.ToneWait, Text: "Partly right", Icon: look.IconCircleDot}
	case wasUnsure:
		return w.BadgeState{Tone: w.ToneNote, Text: "You didn't know", Icon: look.IconHelp}
	case wasView:
		return w.BadgeState{Tone: w.ToneNote, Text: "Your view", Icon: look.IconMessageCircle}
	default:
		return w.BadgeState{Tone: w.ToneWrong, Text: "Not yet right", Icon: look.IconCircleX}
	}
}

func bold(text string) *w.Text { return w.NewText(w.TextStyle{Bold: true}, w.Run{Text: text}) }

func marked(icon look.IconName, ink fyne.ThemeColorName, text string) fyne.CanvasObject {
	return w.HStackTop(look.Gap12, w.NewIcon(icon, ink), w.Grow(w.Body(text)))
}
