package settingsview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen. One section is shown at a time.
type parts struct {
	page     *widgets.PageColumn
	choice   *widgets.Segmented
	trouble  *widgets.ErrorPanel // settings could not be saved
	sections []section

	reading  readingPart
	profile  profilePart
	service  servicePart
	content  contentPart
	computer computerPart
	network  networkPart
}

// A section is a part of the screen that is shown by itself.
type section struct {
	key, label string
	content    fyne.CanvasObject
}

func newParts(s *Screen) *parts {
	p := &parts{trouble: widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, s.save))}
	p.sections = []section{
		{SectionReading, "Reading", p.reading.build(s)},
		{SectionProfile, "Profile", p.profile.build(s)},
		{SectionService, "Local service", p.service.build(s)},
		{SectionContent, "Content", p.content.build(s)},
		{SectionComputer, "This computer", p.computer.build(s)},
		{SectionNetwork, "Network log", p.network.build(s)},
		{SectionAbout, "About", about(s)},
	}
	labels := make([]string, len(p.sections))
	bodies := make([]fyne.CanvasObject, len(p.sections))
	for i, sec := range p.sections {
		labels[i], bodies[i] = sec.label, sec.content
	}
	p.choice = widgets.NewSegmented(labels, p.show)
	p.page = widgets.NewPageColumn(widgets.Reading, append([]fyne.CanvasObject{
		widgets.VStack(look.Gap16, widgets.Title("Settings"), p.choice), p.trouble,
	}, bodies...)...)
	return p
}

// open shows the section of a key.
func (p *parts) open(key string) {
	for i, sec := range p.sections {
		if sec.key == key {
			p.show(i)
			return
		}
	}
	p.show(0)
}

// show shows the section at index.
func (p *parts) show(index int) {
	p.choice.Set(index)
	for i, sec := range p.sections {
		show(sec.content, i == index)
	}
	p.page.Relayout()
}

func (p *parts) render(st state) {
	setTrouble(p.trouble, st.SaveTrouble)
	p.reading.render(st)
	p.profile.render(st)
	p.service.render(st.Service)
	p.content.render(st)
	p.network.render(st)
	p.page.Relayout()
}

// folderTrouble says why the data folder could not be opened, or nothing.
func (p *parts) folderTrouble(err error) {
	t := explain.Error(err)
	if err != nil {
		t.What, t.Next = "The folder could not be opened.", "Copy its path, and open it in your file manager."
	}
	setTrouble(p.computer.trouble, t)
	p.page.Relayout()
}

func (p *parts) copied() {
	p.computer.copied.Show()
	p.page.Relayout()
}

// group is a card with a heading above what belongs together.
func group(heading, text string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	head := widgets.VStack(look.Gap4, widgets.SmallHeading(heading))
	if text != "" {
		head.Add(widgets.Muted(text))
	}
	return widgets.NewCard(widgets.VStack(look.Gap16, append([]fyne.CanvasObject{head}, objects...)...))
}

func setTrouble(p *widgets.ErrorPanel, t explain.Trouble) {
	p.Set(widgets.ErrorState{What: t.What, Next: t.Next, Details: t.Detail})
}

func show(o fyne.CanvasObject, on bool) {
	if on != o.Visible() {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

func enable(b *widgets.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}
