package facilitatorview

import (
	"reflect"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A storyPanel plays a scenario with the room.
type storyPanel struct {
	s        *Screen
	root     *fyne.Container
	head     *w.Text
	title    *w.Text
	now      *w.Text
	begin    *w.Button
	variants *fyne.Container
	choice   *w.Segmented
	titles   []string
	buttons  *askButtons
	counts   *counts
	ways     *w.Text
	ending   *w.Text
	was      *storyState
}

func newStoryPanel(s *Screen) *storyPanel {
	p := &storyPanel{
		s: s, head: muted(""), title: w.NewText(w.TextStyle{Size: look.SizeLead, Bold: true}), now: w.Body(""), variants: w.VStack(look.Gap8),
		buttons: newAskButtons(s), counts: newCounts(s), ways: w.Caption(""), ending: w.NewText(w.TextStyle{Bold: true}),
	}
	p.buttons.askWord, p.buttons.resultsWord, p.buttons.whyWord = "Let the room choose (A)", "votes (R)", "what helped (W)"
	p.begin = w.NewButton(w.Secondary, "Begin the scenario", look.IconPlay, func() { s.play("") })
	p.root = w.VStack(look.Gap12, w.VStack(look.Gap4, p.head, p.title), p.now, p.variants, w.Wrap(look.Gap8, p.begin), p.ending, p.buttons.root, p.ways, p.counts.root)
	p.root.Hide()
	return p
}

func (p *storyPanel) set(st *storyState) (changed bool) {
	if draw, changed := fresh(p.root, &p.was, st); !draw {
		return changed
	}
	setText(p.head, st.Head)
	setText(p.title, st.Title)
	showText(p.now, strings.Join(st.Now, " · "))
	w.SetVisible(p.begin, !st.Begun)
	p.setVariants(st)
	showText(p.ending, st.Ending)
	p.buttons.set(st.Buttons)
	showText(p.ways, st.Ways)
	var rows []rowState
	var extras []extra
	for _, a := range st.Actions {
		rows = append(rows, a.Row)
		note := ""
		if a.Helps != "" {
			note = "Only you see: " + a.Helps
		}
		extras = append(extras, extra{label: "Do this", note: note, press: func() { p.s.play(a.ID) }})
	}
	p.counts.set(rows, extras, st.Begun, st.Way)
	return true
}

func (p *storyPanel) setVariants(st *storyState) {
	show := !st.Begun && len(st.Variants) > 1
	w.SetVisible(p.variants, show)
	if !show {
		return
	}
	if !reflect.DeepEqual(p.titles, st.Variants) {
		p.titles = st.Variants
		p.choice = w.NewSegmented(st.Variants, func(i int) {
			p.s.model.variant = p.s.model.desk.Scenario.Poll.Scenario.Variants[i].ID
			p.s.render()
		})
		p.variants.Objects = []fyne.CanvasObject{muted("Where, and with what"), p.choice}
	}
	p.choice.Set(st.Variant)
}
