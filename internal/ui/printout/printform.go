package printout

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A printForm is what the print dialog asks.
type printForm struct {
	d *printDialog

	trouble  *widgets.ErrorPanel
	looking  fyne.CanvasObject
	none     fyne.CanvasObject
	fields   fyne.CanvasObject
	printers *widgets.ChoiceGroup
	paper    *widgets.Text
	lack     *widgets.Text // what the printer lacks, in lacks
	lacks    fyne.CanvasObject
	copies   *widgets.Entry
	less     *widgets.IconButton
	more     *widgets.IconButton
	which    fyne.CanvasObject
	all      *widgets.Segmented
	pages    *widgets.Entry
	layout   fyne.CanvasObject
	layouts  *widgets.Segmented
	sides    fyne.CanvasObject
	both     *widgets.Segmented
	sideNote *widgets.Text
	test     fyne.CanvasObject
	tested   *widgets.Text
	ink      fyne.CanvasObject
	colour   *widgets.Segmented
	place    *widgets.Entry
}

func newPrintForm(d *printDialog) *printForm {
	f := &printForm{d: d}
	f.trouble = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Look again", look.IconRefresh, d.look))
	f.looking = widgets.Muted("Looking for printers…")
	f.none = widgets.NewCallout(catalog.Note, "No printer is set up on this computer",
		widgets.Body("Set one up in the system's settings and look again, or save the PDF and print it elsewhere."))
	f.printers = widgets.NewChoiceGroup(false, func(i int) { d.change(func(m *printModel) { m.chosen = i }) })
	f.paper, f.lack = widgets.Muted(""), widgets.Body("")
	f.lacks = widgets.NewCallout(catalog.Caution, "Paper", f.lack)
	f.copies = widgets.NewEntry("", "", func(text string) { d.change(func(m *printModel) { m.copies = text }) })
	f.less = widgets.NewIconButton(look.IconMinus, "One copy less", func() { d.change(func(m *printModel) { m.step(-1) }) })
	f.more = widgets.NewIconButton(look.IconPlus, "One copy more", func() { d.change(func(m *printModel) { m.step(1) }) })
	f.place = widgets.NewEntry("For which place?", "", func(text string) { d.model.place = text })
	f.place.SetHint("May stay empty. It is kept in the print log on this computer.")
	f.place.SetText(d.model.place)
	f.ofPages()
	f.ofSides()
	f.colour = widgets.NewSegmented([]string{"Colour", "Black and white"}, func(i int) { d.change(func(m *printModel) { m.mono = i == 1 }) })
	f.ink = widgets.FormRow("Ink", "", f.colour)
	f.fields = widgets.VStack(look.Gap24,
		widgets.FormRow("Printer", "", widgets.VStack(look.Gap8, f.printers, f.paper, f.lacks)),
		widgets.FormRow("Copies", "", widgets.HStackTop(look.Gap8, f.less, narrow{}.around(f.copies), f.more)),
		f.which, f.layout, f.sides, f.test, f.ink, f.place)
	return f
}

func (f *printForm) ofPages() {
	f.all = widgets.NewSegmented([]string{"All pages", "Some pages"}, func(i int) {
		f.d.change(func(m *printModel) { m.some = i == 1 })
		if i == 1 {
			f.pages.Focus()
		}
	})
	f.pages = widgets.NewEntry("Which pages?", "2-5, 8", func(text string) { f.d.change(func(m *printModel) { m.pages = text }) })
	f.which = widgets.FormRow("Pages", "", widgets.VStack(look.Gap12, f.all, f.pages))
	var labels []string
	for _, l := range f.d.model.layouts() {
		labels = append(labels, l.words())
	}
	f.layouts = widgets.NewSegmented(labels, func(i int) {
		f.d.change(func(m *printModel) { m.layout = m.layouts()[i] })
	})
	f.layout = widgets.FormRow("Pages on a side", "", f.layouts)
}

func (f *printForm) ofSides() {
	f.both = widgets.NewSegmented([]string{"One side", "Both sides"}, func(i int) {
		f.d.change(func(m *printModel) { m.twoSided = i == 1 })
	})
	f.sideNote = widgets.Muted("")
	f.sides = widgets.FormRow("Sides of the paper", "", widgets.VStack(look.Gap8, f.both, f.sideNote))
	f.tested = widgets.Muted("")
	f.test = widgets.VStack(look.Gap4, f.tested,
		widgets.Inset(-look.Gap8, 0, widgets.Wrap(0, widgets.NewButton(widgets.Quiet, "Test this printer", look.IconClipboardCheck, f.d.askTest))))
}

// body is the form with what has to be read before it.
func (f *printForm) body(warnings []Warning) *fyne.Container {
	body := widgets.VStack(look.Gap16, f.trouble)
	for _, w := range warnings {
		body.Add(widgets.NewCallout(catalog.Caution, w.Title, widgets.Body(w.Text)))
	}
	for _, o := range []fyne.CanvasObject{f.looking, f.none, f.fields} {
		body.Add(o)
	}
	return body
}

func (f *printForm) render(st printState) {
	widgets.SetVisible(f.looking, st.Loading)
	widgets.SetVisible(f.none, st.None)
	widgets.SetVisible(f.fields, len(st.Printers) > 0)
	f.trouble.Tell(st.Trouble)
	f.renderPrinters(st)
	f.copies.SetText(st.Copies)
	f.copies.SetError(st.CopiesError)
	widgets.SetEnabled(f.less, st.CanLess)
	widgets.SetEnabled(f.more, st.CanMore)
	widgets.SetVisible(f.which, st.HasPages)
	f.all.Set(index(st.Some))
	widgets.SetVisible(f.pages, st.Some)
	f.pages.SetError(st.PagesError)
	widgets.SetVisible(f.layout, len(st.Layouts) > 0)
	if len(st.Layouts) > 0 {
		f.layouts.Set(st.Layout)
	}
	widgets.SetVisible(f.sides, st.Sides || st.SidesNote != "")
	widgets.SetVisible(f.both, st.Sides)
	f.both.Set(index(st.TwoSided))
	f.sideNote.SetText(st.SidesNote)
	widgets.SetVisible(f.sideNote, st.SidesNote != "")
	widgets.SetVisible(f.test, st.CanTest)
	f.tested.SetText(st.Tested)
	widgets.SetVisible(f.ink, st.Ink)
	f.colour.Set(index(st.Mono))
	widgets.SetVisible(f.place, st.HasPlace)
}

func (f *printForm) renderPrinters(st printState) {
	choices := make([]widgets.Choice, len(st.Printers))
	for i, p := range st.Printers {
		choices[i] = widgets.Choice{Text: p.Name, Note: p.Note}
		if i == st.Chosen {
			choices[i].State = widgets.ChoiceSelected
		}
	}
	f.printers.Set(choices)
	note, lacks := st.PaperNote, ""
	if st.PaperLacks {
		note, lacks = "", st.PaperNote
	}
	f.paper.SetText(note)
	widgets.SetVisible(f.paper, note != "")
	f.lack.SetText(lacks)
	widgets.SetVisible(f.lacks, lacks != "")
}

// index is which of two choices holds: the second one when on.
func index(on bool) int {
	if on {
		return 1
	}
	return 0
}

// narrow keeps a field for a number from being as wide as one for text.
type narrow struct{}

func (n narrow) around(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(n, o)
}

func (narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(140, objects[0].MinSize().Width), objects[0].MinSize().Height)
}

func (narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widgets.Fit(objects[0], size.Width)
}
