package servicesview

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A formPart is where a local service is written.
type formPart struct {
	objects []fyne.CanvasObject
	title   *widgets.Text
	found   fyne.CanvasObject
	trouble *widgets.ErrorPanel
	fields  [fieldCount]*widgets.Entry

	kinds  [2]*widgets.ChoiceGroup // beside each other
	order  []string                // the kinds in both
	tiles  *fyne.Container
	logo   *logo
	refuse *mark
	choose *widgets.Button
	remove *widgets.Button

	name    *widgets.Text
	lines   *widgets.Text
	checked *widgets.Text
	printed *logo

	save   *widgets.Button
	delete *widgets.Button
}

func newFormPart(s *Screen) *formPart {
	p := &formPart{title: widgets.Title(""), trouble: widgets.NewErrorPanel(nil)}
	back := widgets.NewLink("All local services", s.onCancel)
	p.found = widgets.NewCallout(catalog.Important, "Not saved yet", widgets.Body("You were writing this when you left. Save it, or cancel."))
	for at := range fieldCount {
		label, example, hint := fieldWords(at)
		e := widgets.NewEntry(label, example, func(text string) { s.onField(at, text) })
		e.SetHint(hint)
		e.OnSubmit(func(string) { s.onSave() })
		p.fields[at] = e
	}
	p.save = widgets.NewButton(widgets.Primary, "Save", look.IconCheck, s.onSave)
	cancel := widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, s.onCancel)
	p.delete = widgets.NewButton(widgets.Quiet, "Delete", look.IconTrash, func() { s.onDelete(s.model.form.was.ID) })
	p.objects = []fyne.CanvasObject{
		widgets.VStack(look.Gap8, back, p.title), p.found,
		group("How to find it", widgets.VStack(look.Gap16, p.fields[fieldName], p.fields[fieldAddress], p.fields[fieldHours], p.fields[fieldPhone], p.fields[fieldWeb])),
		group("What people get there", p.offers(s), p.fields[fieldLanguages], p.fields[fieldNote]),
		group("Logo", p.picture(s)),
		group("Is all this right?", p.fields[fieldChecked],
			widgets.Wrap(0, widgets.NewButton(widgets.Secondary, "I checked all this today", look.IconCalendar, s.onToday))),
		group("On a handout it will say", p.sheet()),
		p.trouble,
		widgets.Wrap(look.Gap12, p.save, cancel, p.delete),
	}
	return p
}

func group(heading string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewCard(widgets.VStack(look.Gap16, append([]fyne.CanvasObject{widgets.SmallHeading(heading)}, objects...)...))
}

// offers are the kinds of service, in two columns where there is room.
func (p *formPart) offers(s *Screen) fyne.CanvasObject {
	p.tiles = widgets.Tiles(look.Gap8, 200)
	for i := range p.kinds {
		p.kinds[i] = widgets.NewChoiceGroup(true, func(index int) {
			if i == 1 {
				index += half(len(p.order))
			}
			s.onKind(p.order[index])
		})
		p.tiles.Add(p.kinds[i])
	}
	return widgets.VStack(look.Gap8, widgets.Muted("A handout that asks for one of these can name this place."), p.tiles)
}

func half(n int) int { return (n + 1) / 2 }

func (p *formPart) picture(s *Screen) fyne.CanvasObject {
	p.logo, p.refuse = newLogo(formLogo), newMark()
	p.choose = widgets.NewButton(widgets.Secondary, "", look.IconFolder, s.onLogo)
	p.remove = widgets.NewButton(widgets.Quiet, "Remove it", look.IconTrash, s.onNoLogo)
	return widgets.VStack(look.Gap12, p.logo.root, p.refuse.root, widgets.Wrap(look.Gap12, p.choose, p.remove))
}

func (p *formPart) sheet() fyne.CanvasObject {
	p.name = widgets.NewText(widgets.TextStyle{Bold: true, Size: look.SizeSmall})
	p.lines, p.checked, p.printed = widgets.Body(""), widgets.Caption(""), newLogo(rowLogo)
	words := widgets.VStack(look.Gap4, p.name, p.lines, p.checked)
	return widgets.NewQuote(widgets.HStackTop(look.Gap16, widgets.Grow(words), p.printed.root))
}

func (p *formPart) render(st formState) {
	p.title.SetText(st.Title)
	widgets.SetVisible(p.found, st.Found)
	p.trouble.Tell(st.Trouble)
	for at, e := range p.fields {
		e.SetText(st.Text[at])
		e.SetError(st.Errors[at])
	}
	p.renderKinds(st.Kinds)
	p.logo.set(st.Logo)
	p.refuse.set(st.LogoError, true)
	widgets.SetVisible(p.refuse.root, st.LogoError != "")
	p.choose.SetLabel("Choose a picture")
	if st.Logo != nil {
		p.choose.SetLabel("Choose another picture")
	}
	widgets.SetVisible(p.remove, st.Logo != nil)
	p.name.SetText(st.Preview.Name)
	p.lines.SetText(strings.Join(st.Preview.Lines, "\n"))
	widgets.SetVisible(p.lines, len(st.Preview.Lines) > 0)
	p.checked.SetText(st.Preview.Checked)
	p.printed.set(st.Preview.Logo)
	p.save.SetBusy(st.Busy)
	widgets.SetVisible(p.delete, st.CanDelete)
}

func (p *formPart) renderKinds(kinds []kindState) {
	p.order = p.order[:0]
	choices := make([]widgets.Choice, len(kinds))
	for i, k := range kinds {
		p.order = append(p.order, k.Kind)
		choices[i] = widgets.Choice{Text: k.Name}
		if k.On {
			choices[i].State = widgets.ChoiceSelected
		}
	}
	p.kinds[0].Set(choices[:half(len(choices))])
	p.kinds[1].Set(choices[half(len(choices)):])
}
