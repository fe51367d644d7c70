package quizview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// outcomeView says how a response went, and why.
type outcomeView struct {
	source func(catalog.Source)
	root   *fyne.Container
}

func newOutcomeView(source func(catalog.Source)) *outcomeView {
	return &outcomeView{source: source, root: w.VStack(0)}
}

func (v *outcomeView) set(o outcome, shown bool) {
	v.root.Hidden = !shown
	if !shown {
		return
	}
	v.root.Objects = nil
	verdict := w.HStack(0, w.NewBadge(o.Verdict.badge()), w.Grow())
	if len(o.Notes)+len(o.Answer)+len(o.Sources) == 0 && o.Explanation == "" {
		v.root.Add(verdict) // a verdict without a reason needs no card
		return
	}
	parts := w.VStack(look.Gap12, verdict)
	for _, n := range o.Notes {
		parts.Add(w.Muted(n))
	}
	if len(o.Answer) > 0 {
		parts.Add(rightOrder(o.Answer))
	}
	if o.Explanation != "" {
		parts.Add(w.Body(o.Explanation))
	}
	for _, s := range o.Sources {
		parts.Add(w.Inset(-look.Gap4, 0, w.NewLink("Source: "+s.Label, func() { v.source(s.Note) })))
	}
	v.root.Add(w.NewCard(parts))
}

func rightOrder(steps []string) fyne.CanvasObject {
	part := w.VStack(look.Gap4, w.Caption("The right order"))
	for _, s := range steps {
		part.Add(w.Body(s))
	}
	return part
}

func (v verdict) badge() w.BadgeState {
	switch v {
	case wasRight:
		return w.BadgeState{Tone: w.ToneRight, Text: "Right", Icon: look.IconCircleCheck}
	case wasPartly:
		return w.BadgeState{Tone: w.ToneWait, Text: "Partly right", Icon: look.IconCircleDot}
	case wasWrong:
		return w.BadgeState{Tone: w.ToneWrong, Text: "Not yet right", Icon: look.IconCircleX}
	case wasUnsure:
		return w.BadgeState{Tone: w.ToneNote, Text: "Good that you said so", Icon: look.IconHelp}
	case wasView:
		return w.BadgeState{Tone: w.ToneNote, Text: "Your view", Icon: look.IconMessageCircle}
	}
	return w.BadgeState{}
}
