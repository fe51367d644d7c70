package facilitatorview

import (
	"reflect"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A planPanel lists the sections, to go to any of them.
type planPanel struct {
	s    *Screen
	root *fyne.Container
	was  []sectionState
}

func newPlanPanel(s *Screen) *planPanel {
	return &planPanel{s: s, root: w.VStack(look.Gap4)}
}

func (p *planPanel) set(m *model) (changed bool) {
	now := m.sections()
	if reflect.DeepEqual(now, p.was) {
		return false
	}
	focus := -1
	if held := p.s.deps.Canvas.Focused(); held != nil {
		for i, o := range p.root.Objects {
			if f, ok := o.(fyne.Focusable); ok && f == held {
				focus = i
			}
		}
	}
	p.was = now
	p.root.Objects = nil
	for _, st := range now {
		icon, ink := look.IconCircle, look.ColorMuted
		switch {
		case st.Here:
			icon, ink = look.IconCircleDot, look.ColorPrimary
		case st.Done:
			icon, ink = look.IconCircleCheck, look.ColorRightInk
		}
		note := muted(st.Note)
		if st.Here {
			note.SetText("Here, " + st.Note)
		}
		row := w.HStack(look.Gap12, w.NewIcon(icon, ink), w.Grow(w.NewText(w.TextStyle{Bold: st.Here}, w.Run{Text: st.Title}), note))
		p.root.Add(w.NewTapPanel(row, func() { p.s.jump(st.Index) }))
	}
	if f, ok := at(p.root.Objects, focus).(fyne.Focusable); ok {
		p.s.deps.Canvas.Focus(f)
	}
	return true
}

// here is the section that the session is in; nil where the list has not been made or the section was left out.
func (p *planPanel) here() fyne.CanvasObject {
	return at(p.root.Objects, slices.IndexFunc(p.was, func(st sectionState) bool { return st.Here }))
}

func at(objects []fyne.CanvasObject, i int) fyne.CanvasObject {
	if i < 0 || i >= len(objects) {
		return nil
	}
	return objects[i]
}

// showCare opens what to do when it gets hard: somebody is upset, tells of harm, is drowsy. The room sees nothing of it.
func (s *Screen) showCare() {
	if s.care != nil {
		s.care.Close()
		return
	}
	list := w.VStack(look.Gap16)
	for _, c := range s.model.desk.Plan.Care {
		list.Add(careObject(c))
	}
	if len(s.model.desk.Plan.Care) == 0 {
		list.Add(careObject(plan.Care{When: "Somebody is upset, or tells of harm", Do: "Stop the exercise. Make the screen dark or take a pause. Offer to step outside with one of you. Nobody has to tell anything. Have the numbers of local help at hand."}))
	}
	darken := w.NewButton(w.Secondary, "Pause the session", look.IconPause, func() {
		if !s.model.desk.Paused {
			s.pause()
		}
		s.care.Close()
	})
	shut := w.NewButton(w.Secondary, "Close", look.IconClose, func() { s.care.Close() })
	s.care = w.ShowDialog(s.deps.Canvas, w.DialogState{
		Title: "If it gets hard", Content: list, Buttons: []*w.Button{shut, darken}, Focus: shut, OnClose: func() { s.care = nil },
	})
}

func careObject(c plan.Care) fyne.CanvasObject {
	when := w.NewText(w.TextStyle{Bold: true, Size: look.SizeSmall}, w.Run{Text: c.When})
	return w.VStack(look.Gap4, when, w.Body(c.Do))
}
