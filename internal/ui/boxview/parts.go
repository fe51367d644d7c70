package boxview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/printout"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the panel that change.
type parts struct {
	s      *Screen
	which  *w.ChoiceGroup
	people *w.Counter
	codes  *w.Segmented
	note   *w.Text
	large  *w.Switch
	papers *w.Segmented
}

func newParts(s *Screen) *parts {
	p := &parts{s: s, note: w.Muted("")}
	p.which = w.NewChoiceGroup(false, func(i int) { s.change(func(f *paper.BoxForm) { f.Part = s.model.parts[i] }) })
	p.people = w.NewCounter("People", mostPeople, func(n int) { s.change(func(f *paper.BoxForm) { f.People = max(n, 1) }) })
	p.codes = w.NewSegmented([]string{"Draw a ticket", "Make an own code"}, func(i int) { s.change(func(f *paper.BoxForm) { f.OwnCodes = i == 1 }) })
	p.large = w.NewSwitch("Large print", "", func(on bool) { s.change(func(f *paper.BoxForm) { f.Large = on }) })
	p.papers = w.NewSegmented([]string{"A4", "Letter"}, func(i int) { s.change(func(f *paper.BoxForm) { f.Size = papers()[i] }) })
	return p
}

// panel is everything but the pages.
func (p *parts) panel(st state, desk *printout.Desk) []fyne.CanvasObject {
	head := []fyne.CanvasObject{w.Title(st.Title), w.Muted(st.About)}
	if st.Draft {
		head = append(head, w.Wrap(look.Gap8, printout.DraftBadge()))
	}
	how := []fyne.CanvasObject{
		w.SmallHeading("How it prints"),
		w.HStack(look.Gap16, w.Grow(w.Body("People")), p.people),
	}
	if st.HasCodes {
		how = append(how, w.FormRow("How answers before and after are matched", "", p.codes), p.note)
	}
	return []fyne.CanvasObject{
		w.VStack(look.Gap12, head...), desk.Actions(), desk.Done(), desk.Trouble(),
		w.NewCard(w.VStack(look.Gap12, w.SmallHeading("What to print"), p.which)),
		w.NewCard(w.VStack(look.Gap16, append(how, p.large, w.FormRow("Paper", "", p.papers))...)),
	}
}

func (p *parts) render(st state) {
	choices := make([]w.Choice, len(st.Parts))
	for i, part := range st.Parts {
		choices[i] = w.Choice{Text: part.Text, Note: part.Note}
		if i == st.Part {
			choices[i].State = w.ChoiceSelected
		}
	}
	p.which.Set(choices)
	p.people.Set(st.People)
	p.codes.Set(map[bool]int{true: 1}[st.OwnCodes])
	p.note.SetText(st.CodesNote)
	p.large.Set(st.Large)
	p.papers.Set(st.Paper)
}
