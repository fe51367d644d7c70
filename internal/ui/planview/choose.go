package planview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A choosing is a dialog in which some of many are chosen.
type choosing struct {
	title   string
	none    string // said where there is nothing to choose
	add     string // on the button
	one     bool   // one is chosen, and that at once
	options []option
	take    func(options []option) // with what is on
}

// choose shows the options. What was chosen counts once the button is pressed.
func (s *Screen) choose(c choosing) {
	var d *widgets.Dialog
	if len(c.options) == 0 {
		closing := widgets.NewButton(widgets.Secondary, "Close", look.NoIcon, func() { d.Close() })
		d = widgets.ShowDialog(s.d.Canvas, widgets.DialogState{Title: c.title, Content: widgets.Body(c.none), Buttons: []*widgets.Button{closing}})
		return
	}
	take := func() {
		d.Close()
		c.take(c.options)
	}
	var group *widgets.ChoiceGroup
	group = widgets.NewChoiceGroup(!c.one, func(index int) {
		c.options[index].On = !c.options[index].On
		if c.one {
			take()
			return
		}
		group.Set(choices(c.options))
	})
	group.Set(choices(c.options))
	first, _ := group.Row(0).(fyne.Focusable)
	cancel := widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, func() { d.Close() })
	buttons := []*widgets.Button{widgets.NewButton(widgets.Primary, c.add, look.IconCheck, take), cancel}
	if c.one {
		buttons = buttons[1:]
	}
	d = widgets.ShowDialog(s.d.Canvas, widgets.DialogState{Title: c.title, Content: group, Buttons: buttons, Focus: first, Wide: true})
}

func choices(options []option) []widgets.Choice {
	out := make([]widgets.Choice, len(options))
	for i, o := range options {
		out[i] = widgets.Choice{Text: o.Text, Note: o.Note}
		if o.On {
			out[i].State = widgets.ChoiceSelected
		}
	}
	return out
}

// gone is said where the library has nothing to choose from.
const gone = "The library has none for the modules of this plan."

func (s *Screen) chooseQuestions(id plan.SectionID) {
	s.choose(choosing{
		title: "Add questions", none: gone, add: "Add these", options: s.model.questions(s.moduleOf(id)),
		take: func(all []option) { s.addPolls(id, all) },
	})
}

func (s *Screen) chooseScenario(id plan.SectionID) {
	s.choose(choosing{
		title: "Add a scenario", none: gone, one: true, options: s.model.scenarios(s.moduleOf(id)),
		take: func(all []option) { s.addPolls(id, all) },
	})
}

// addPolls puts what is on at the end of a section.
func (s *Screen) addPolls(id plan.SectionID, all []option) {
	var steps []plan.Step
	for _, o := range all {
		if o.On {
			p := o.poll
			steps = append(steps, plan.Step{Poll: &p})
		}
	}
	if len(steps) > 0 {
		s.change(func() { s.model.add(id, steps...) })
	}
}

func (s *Screen) chooseLesson(id plan.SectionID) {
	s.choose(choosing{
		title: "Add slides of a lesson", none: gone, one: true, options: s.model.lessons(s.moduleOf(id)),
		take: func(all []option) {
			var steps []plan.Step
			for _, o := range all {
				if !o.On {
					continue
				}
				for _, slide := range o.slides {
					steps = append(steps, plan.Step{Slide: &slide})
				}
			}
			s.change(func() { s.model.add(id, steps...) })
		},
	})
}

func (s *Screen) chooseHandouts(id plan.SectionID) {
	i, ok := s.model.index(id)
	if !ok {
		return
	}
	s.choose(choosing{
		title: "Handouts to give out", none: "The library has no handout.", add: "Save", options: s.model.handouts(s.model.plan.Sections[i]),
		take: func(all []option) { s.change(func() { s.model.setHandouts(id, all) }) },
	})
}

func (s *Screen) chooseCheck() {
	s.choose(choosing{
		title: "Questions before and after", none: gone, add: "Save", options: s.model.checks(),
		take: func(all []option) { s.change(func() { s.model.setCheck(all) }) },
	})
}

func (s *Screen) moduleOf(id plan.SectionID) catalog.ModuleID {
	if i, ok := s.model.index(id); ok {
		return s.model.plan.Sections[i].Module
	}
	return ""
}
