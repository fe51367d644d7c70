package sessionsview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen: the lists or the form, on one page.
type parts struct {
	page *widgets.PageColumn
	list *listPart
	form *formPart
	open bool // the form is shown
}

func newParts(s *Screen) *parts {
	p := &parts{page: widgets.NewPageColumn(widgets.Wide)}
	p.list, p.form = newListPart(s), newFormPart(s)
	p.page.SetObjects(p.list.objects...)
	return p
}

func (p *parts) render(st state) {
	p.list.render(st)
	if st.Form != nil {
		p.form.render(*st.Form)
	}
	if open := st.Form != nil; open != p.open {
		p.open = open
		objects := p.list.objects
		if open {
			objects = p.form.objects
		}
		p.page.SetObjects(objects...)
	}
	p.page.Relayout()
}

// A formPart is where a plan is asked for.
type formPart struct {
	s       *Screen
	objects []fyne.CanvasObject
	title   *widgets.Text
	note    *widgets.Text
	trouble *widgets.ErrorPanel
	modules *widgets.ChoiceGroup
	wrongs  [2]*problem // with the modules, with the time
	lengths [2]*widgets.Segmented
	minutes *widgets.Counter
	people  *widgets.Counter
	crowd   fyne.CanvasObject
	make    *widgets.Button
	start   *widgets.Button
}

// A problem says below a control what is missing.
type problem struct {
	root fyne.CanvasObject
	text *widgets.Text
}

func newProblem() *problem {
	p := &problem{text: widgets.NewText(widgets.TextStyle{Bold: true, Ink: look.ColorWrongInk})}
	p.root = widgets.HStackTop(look.Gap8, widgets.NewIcon(look.IconProblem, look.ColorWrongInk), widgets.Grow(p.text))
	return p
}

func (p *problem) set(words string) {
	p.text.SetText(words)
	widgets.SetVisible(p.root, words != "")
}

func newFormPart(s *Screen) *formPart {
	p := &formPart{s: s, title: widgets.Title(""), note: widgets.Body(""), trouble: widgets.NewErrorPanel(nil)}
	p.modules = widgets.NewChoiceGroup(true, s.onTurn)
	for i := range p.wrongs {
		p.wrongs[i] = newProblem()
	}
	times := widgets.VStack(look.Gap12)
	for i, brief := range []bool{false, true} {
		var words []string
		for _, n := range lengths(brief) {
			words = append(words, glance.Minutes(n))
		}
		p.lengths[i] = widgets.NewSegmented(words, s.onLength)
		times.Add(p.lengths[i])
	}
	p.minutes = widgets.NewCounter("Minutes", mostMinutes, s.onMinutes)
	times.Add(widgets.Wrap(look.Gap12, widgets.Label("Or as many minutes as you like:"), p.minutes))
	times.Add(p.wrongs[1].root)
	p.people = widgets.NewCounter("People", mostPeople, s.onPeople)
	p.crowd = group("How many people do you expect?", widgets.Muted("For the number of copies. Leave it at 0 if you do not know."), widgets.Wrap(0, p.people))
	p.make = widgets.NewButton(widgets.Primary, "Make the plan", look.IconClipboardList, func() { s.onMake(false) })
	p.start = widgets.NewButton(widgets.Secondary, "Start it now", look.IconPlay, func() { s.onMake(true) })
	cancel := widgets.NewButton(widgets.Quiet, "Cancel", look.NoIcon, s.onCancel)
	p.objects = []fyne.CanvasObject{
		widgets.VStack(look.Gap8, widgets.NewLink("All sessions", s.onCancel), p.title, widgets.Readable(p.note)), p.trouble,
		group("What is it about?", p.modules, p.wrongs[0].root),
		group("How much time is there?", times),
		p.crowd,
		widgets.Wrap(look.Gap12, p.make, p.start, cancel),
	}
	return p
}

func group(heading string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewCard(widgets.VStack(look.Gap16, append([]fyne.CanvasObject{widgets.SmallHeading(heading)}, objects...)...))
}

func (p *formPart) render(st formState) {
	p.title.SetText(st.Title)
	p.note.SetText(st.Note)
	p.trouble.Tell(st.Trouble)
	choices := make([]widgets.Choice, len(st.Modules))
	for i, c := range st.Modules {
		choices[i] = widgets.Choice{Text: c.Title, Note: c.Note}
		if c.On {
			choices[i].State = widgets.ChoiceSelected
		}
	}
	p.modules.SetMultiple(st.Multiple)
	p.modules.Set(choices)
	p.wrongs[0].set(st.Error)
	p.wrongs[1].set(st.TimeError)
	for i, brief := range []bool{false, true} {
		widgets.SetVisible(p.lengths[i], st.Brief == brief)
		p.lengths[i].Set(st.Length)
	}
	p.minutes.Set(st.Minutes)
	p.people.Set(st.People)
	widgets.SetVisible(p.crowd, !st.Brief)
	p.make.SetBusy(st.Busy)
	p.make.SetLabel("Make the plan")
	if st.Brief {
		p.make.SetLabel("Make the script")
	}
	widgets.SetEnabled(p.start, !st.Busy)
}

// focus is the module that is chosen, or the first one.
func (p *formPart) focus() fyne.Focusable {
	for i, c := range p.s.model.formState().Modules {
		if c.On {
			return p.row(i)
		}
	}
	return p.row(0)
}

// wrong is where to put right what is missing.
func (p *formPart) wrong(st formState) fyne.Focusable {
	if st.Error != "" {
		return p.row(0)
	}
	return p.minutes.Field()
}

func (p *formPart) row(i int) fyne.Focusable {
	if len(p.s.model.modules()) == 0 {
		return p.make
	}
	f, _ := p.modules.Row(i).(fyne.Focusable)
	return f
}
