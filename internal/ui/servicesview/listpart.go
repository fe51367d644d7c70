package servicesview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/picker"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A listPart is the list of local services, above the help lines of the library.
type listPart struct {
	s       *Screen
	objects []fyne.CanvasObject
	trouble *widgets.ErrorPanel
	notice  *widgets.Notice
	said    string // in the notice
	loading *widgets.Text
	empty   fyne.CanvasObject
	add     *widgets.Button
	rows    *fyne.Container
	shown   map[catalog.ServiceID]*serviceRow
	region  *picker.Picker
	lines   *fyne.Container
	drawn   []line // in lines
}

func newListPart(s *Screen) *listPart {
	p := &listPart{s: s, notice: widgets.NewNotice(), loading: widgets.Muted("Looking for local services…"), shown: map[catalog.ServiceID]*serviceRow{}}
	p.trouble = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, s.list))
	p.add = widgets.NewButton(widgets.Primary, "Add a local service", look.IconPlus, s.onAdd)
	p.empty = widgets.NewEmptyState(look.IconMapPin, "No local service yet",
		"Enter the van, the clinic or the program near you once. Then every handout can say where to go, and you never need a designer to change a phone number.", nil)
	p.rows, p.lines = widgets.VStack(look.Gap16), widgets.VStack(look.Gap24)
	p.region = picker.New("Region", s.onRegion)
	regional := widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap4, widgets.Heading("Help lines of your region"),
			widgets.Muted("They come with the library and are printed where a handout asks for them. They change with its updates, and not here.")),
		widgets.MaxWidth(420, false, p.region), widgets.NewCard(p.lines))
	p.objects = []fyne.CanvasObject{
		widgets.VStack(look.Gap8, widgets.Title("Local services"),
			widgets.Muted("Places near you that handouts send people to. Enter them once, and choose on each handout which one goes on it.")),
		p.trouble, p.notice, widgets.Wrap(0, p.add), p.loading, p.empty, p.rows, widgets.Divider(), regional,
	}
	return p
}

func (p *listPart) render(st state) {
	p.trouble.Tell(st.Trouble)
	p.renderNotice(st)
	widgets.SetVisible(p.loading, st.Loading)
	widgets.SetVisible(p.empty, st.Empty)
	p.rows.Objects = nil
	for _, r := range st.Rows {
		line, ok := p.shown[r.ID]
		if !ok {
			line = newServiceRow(p.s, r.ID)
			p.shown[r.ID] = line
		}
		line.set(r)
		p.rows.Add(line.root)
	}
	widgets.SetVisible(p.rows, len(st.Rows) > 0)
	options := make([]picker.Option, len(st.Regions))
	for i, r := range st.Regions {
		options[i] = picker.Option{Text: r.Name}
	}
	p.region.Set(options, st.Chosen)
	widgets.SetVisible(p.region, len(options) > 1)
	p.renderLines(st.Lines)
}

func (p *listPart) renderNotice(st state) {
	if p.said == st.Notice {
		return
	}
	p.said = st.Notice
	if st.Notice == "" {
		p.notice.Clear()
		return
	}
	p.notice.Say(widgets.ToneNote, st.Notice, st.Undo, p.s.onUndo)
}

func (p *listPart) renderLines(lines []line) {
	if len(lines) == len(p.drawn) && equal(lines, p.drawn) {
		return
	}
	p.drawn, p.lines.Objects = lines, nil
	if len(lines) == 0 {
		p.lines.Add(widgets.Muted("The library has no help line for this region."))
	}
	for _, l := range lines {
		m := newMark()
		m.set(l.Checked, l.Again)
		entry := widgets.VStack(look.Gap4, widgets.NewText(widgets.TextStyle{Bold: true}, widgets.Run{Text: l.Name}))
		for _, text := range []string{l.Reach, l.Note} {
			if text != "" {
				entry.Add(widgets.Body(text))
			}
		}
		if l.Kinds != "" {
			entry.Add(widgets.Caption(l.Kinds))
		}
		entry.Add(m.root)
		p.lines.Add(entry)
	}
}

func equal(a, b []line) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// focus is what has the keyboard when the list comes back from a service.
func (p *listPart) focus(id catalog.ServiceID) fyne.Focusable {
	if r, ok := p.shown[id]; ok && r.root.Visible() {
		return r.edit
	}
	return p.add
}

// A serviceRow is one local service in the list.
type serviceRow struct {
	root               fyne.CanvasObject
	logo               *logo
	name, kinds, reach *widgets.Text
	mark               *mark
	edit, today        *widgets.Button
}

func newServiceRow(s *Screen, id catalog.ServiceID) *serviceRow {
	r := &serviceRow{logo: newLogo(rowLogo), name: widgets.SmallHeading(""), kinds: widgets.Caption(""), reach: widgets.Body(""), mark: newMark()}
	r.edit = widgets.NewButton(widgets.Secondary, "Edit", look.IconPencil, func() { s.onEdit(id) })
	r.today = widgets.NewButton(widgets.Secondary, "Checked today", look.IconCheck, func() { s.onChecked(id) })
	remove := widgets.NewButton(widgets.Quiet, "Delete", look.IconTrash, func() { s.onDelete(id) })
	words := widgets.VStack(look.Gap4, r.name, r.reach, r.kinds, r.mark.root)
	r.root = widgets.NewCard(widgets.VStack(look.Gap16,
		widgets.HStackTop(look.Gap16, widgets.Grow(words), r.logo.root), widgets.Wrap(look.Gap12, r.edit, r.today, remove)))
	return r
}

func (r *serviceRow) set(st row) {
	r.logo.set(st.Logo)
	r.name.SetText(st.Name)
	r.kinds.Say(st.Kinds)
	r.reach.Say(st.Reach)
	r.mark.set(st.Checked, st.Again)
	widgets.SetVisible(r.today, st.Again)
}
