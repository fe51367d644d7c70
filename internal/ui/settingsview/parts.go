package settingsview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen. One section is shown at a time.
type parts struct {
	page     *widgets.PageColumn
	items    []*widgets.RailItem
	list     *fyne.Container // of the items
	beside   *beside
	trouble  *widgets.ErrorPanel // settings could not be saved
	sections []section

	reading  readingPart
	learning learningPart
	profile  profilePart
	handouts handoutPart
	content  contentPart
	computer computerPart
	network  networkPart
}

// A section is a part of the screen that is shown by itself.
type section struct {
	key     string
	icon    look.IconName
	label   string
	content fyne.CanvasObject
}

func newParts(s *Screen) *parts {
	p := &parts{trouble: widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, s.save))}
	p.sections = []section{
		{SectionReading, look.IconTextSize, "Reading", p.reading.build(s)},
		{SectionLearning, look.IconSprout, "Learning", p.learning.build(s)},
		{SectionProfile, look.IconUser, "Profile", p.profile.build(s)},
		{SectionService, look.IconPrinter, "Handouts", p.handouts.build(s)},
		{SectionContent, look.IconBook, "Content", p.content.build(s)},
		{SectionComputer, look.IconMonitor, "This computer", p.computer.build(s)},
		{SectionNetwork, look.IconGlobe, "Network log", p.network.build(s)},
		{SectionAbout, look.IconInfo, "About", about(s)},
	}
	p.beside = &beside{}
	list, bodies := container.New(&places{of: p.beside}), widgets.VStack(0)
	for i, sec := range p.sections {
		item := widgets.NewRailItem(sec.icon, sec.label, func() { p.choose(i) })
		p.items = append(p.items, item)
		list.Add(item)
		bodies.Add(sec.content)
	}
	p.page = widgets.NewPageColumn(widgets.Wide)
	p.list, p.beside.measure, p.beside.items = list, p.page, p.items
	p.page.SetObjects(widgets.Title("Settings"), p.trouble, container.New(p.beside, list, bodies))
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
	for i, sec := range p.sections {
		p.items[i].SetSelected(i == index)
		widgets.SetVisible(sec.content, i == index)
	}
	p.page.Relayout()
	p.page.ScrollToTop()
}

// choose shows the section whose item was pressed. Where a high list is above it, the page scrolls so that both
// can be seen.
func (p *parts) choose(index int) {
	p.show(index)
	if p.beside.stacked && p.list.Size().Height > p.page.Size().Height/4 {
		p.page.ScrollTo(p.list)
	}
}

func (p *parts) render(st state) {
	p.trouble.Tell(st.SaveTrouble)
	p.reading.render(st)
	p.learning.render(st)
	p.profile.render(st)
	p.handouts.render(st.Handouts)
	p.content.render(st.Content)
	p.network.render(st)
	p.page.Relayout()
}

// folderTrouble says why the data folder could not be opened, or nothing.
func (p *parts) folderTrouble(err error) {
	t := explain.Error(err)
	if err != nil {
		t.What, t.Next = "The folder could not be opened.", "Copy its path, and open it in your file manager."
	}
	p.computer.trouble.Tell(t)
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
