package packview

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// filepathIn is a path in a folder, for what shows the folder of a file.
func filepathIn(dir string) string { return filepath.Join(dir, listFile) }

// parts are the widgets of the screen.
type parts struct {
	s       *Screen
	page    *widgets.PageColumn
	title   *widgets.Text
	notice  *widgets.Notice
	said    string
	unsaved *widgets.ErrorPanel
	trouble *widgets.ErrorPanel
	batch   *batchPart
	empty   fyne.CanvasObject

	full   *fyne.Container // everything that only a pack with something in it has
	rows   *fyne.Container
	shown  map[key]*packRow
	things *widgets.Text
	paper  *widgets.Text
	bar    *widgets.Progress
	notes  *fyne.Container
	cover  *widgets.Switch
	print  *widgets.Button
	save   *widgets.Button

	languages    *widgets.ChoiceGroup
	drafts       *widgets.Switch
	services     *widgets.ChoiceGroup
	none         *widgets.Text
	choices      [2]*fyne.Container // of languages and services
	ready        []*readyCard
	readySection *fyne.Container
}

// A key tells rows apart.
type key struct {
	handout catalog.HandoutID
	form    paper.HandoutForm
}

func newParts(s *Screen) *parts {
	p := &parts{s: s, title: widgets.Title(""), notice: widgets.NewNotice(), shown: map[key]*packRow{}, unsaved: widgets.NewErrorPanel(nil)}
	p.trouble = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, s.list))
	p.batch = newBatchPart(s)
	find := widgets.NewButton(widgets.Secondary, "See the handouts", look.NoIcon, func() { s.d.Nav.Go(nav.Route{Screen: nav.Handouts}) })
	p.empty = widgets.NewEmptyState(look.IconLayers, "Nothing in the pack yet",
		"Put handouts in from their own screens, or begin with a ready-made pack. Then everything prints in one go, with a list on top.", find)
	p.rows = widgets.VStack(look.Gap16)
	p.cover = widgets.NewSwitch("Begin with a list of the pack", "One sheet that says what is in it, in which version and until when it is good, with boxes to tick.", s.onCover)
	p.full = widgets.VStack(look.Gap24, p.sum(), widgets.NewCard(p.rows), widgets.Readable(p.cover), p.chosen())
	p.readySection = widgets.VStack(look.Gap16)
	p.makeReady()
	p.page = widgets.NewPageColumn(widgets.Wide,
		widgets.VStack(look.Gap8, p.title, widgets.Readable(widgets.Muted("What is in it stays when you leave or close Passalong."))),
		p.unsaved, p.trouble, p.notice, p.batch.root, p.empty, p.full, p.readySection)
	return p
}

// sum is what the pack comes to, with the ways to get it in sight and what to know of it below them.
func (p *parts) sum() fyne.CanvasObject {
	p.things, p.paper, p.bar = widgets.SmallHeading(""), widgets.Body(""), widgets.NewProgress()
	p.notes = widgets.VStack(look.Gap12)
	p.print = widgets.NewButton(widgets.Primary, "Print all", look.IconPrinter, p.s.onPrint)
	p.save = widgets.NewButton(widgets.Secondary, "Save all as PDFs", look.IconDownload, p.s.onSaveAll)
	empty := widgets.NewButton(widgets.Quiet, "Empty the pack", look.IconTrash, p.s.onEmpty)
	return widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap4, p.things, p.paper, p.bar), widgets.Wrap(look.Gap12, p.print, p.save, empty), widgets.Readable(p.notes))
}

// chosen is the choice of languages and services.
func (p *parts) chosen() fyne.CanvasObject {
	p.languages, p.services = widgets.NewChoiceGroup(true, p.s.onLanguage), widgets.NewChoiceGroup(true, p.s.onService)
	p.drafts = widgets.NewSwitch("Machine drafts too", "Nobody has reviewed them. Use them only with someone who reads both languages.", p.s.onDrafts)
	p.none = widgets.Muted("None is entered on this computer yet. Handouts name the help lines of the region.")
	edit := widgets.NewButton(widgets.Quiet, "Edit local services", look.IconPencil, func() { p.s.d.Nav.Go(nav.Route{Screen: nav.Services}) })
	p.choices = [2]*fyne.Container{
		widgets.VStack(look.Gap16, widgets.SmallHeading("Languages"), p.languages, p.drafts),
		widgets.VStack(look.Gap16, widgets.SmallHeading("Local services"),
			widgets.Muted("One set is made for each that you choose."), p.none, p.services, widgets.Inset(-look.Gap12, 0, widgets.Wrap(0, edit))),
	}
	return widgets.Tiles(look.Gap24, 300, widgets.NewCard(p.choices[0]), widgets.NewCard(p.choices[1]))
}

func (p *parts) makeReady() {
	tiles := widgets.Tiles(look.Gap16, 300)
	for _, of := range p.s.d.Catalog.Packs {
		c := newReadyCard(p.s, of.ID)
		p.ready = append(p.ready, c)
		tiles.Add(c.root)
	}
	p.readySection.Add(widgets.Heading("Ready-made packs"))
	p.readySection.Add(tiles)
	p.readySection.Hidden = len(p.ready) == 0
}

func (p *parts) render(st state) {
	p.title.SetText(st.Title)
	p.unsaved.Tell(st.Unsaved)
	p.trouble.Tell(st.Trouble)
	p.renderNotice(st)
	widgets.SetVisible(p.empty, st.Empty)
	widgets.SetVisible(p.full, !st.Empty)
	p.renderRows(st.Rows)
	p.things.SetText(st.Total.Things)
	p.paper.SetText(st.Total.Paper)
	p.bar.Set(st.Total.Share)
	widgets.SetVisible(p.bar, st.Total.Counts)
	p.renderNotes(st)
	p.cover.Set(st.Cover)
	p.languages.Set(choices(st.Languages))
	p.drafts.Set(st.Drafts)
	widgets.SetVisible(p.drafts, st.HasDrafts)
	p.services.Set(choices(st.Services))
	widgets.SetVisible(p.services, !st.NoService)
	widgets.SetVisible(p.none, st.NoService)
	for i, r := range st.Ready {
		p.ready[i].set(r, st.Empty && i == 0)
	}
	p.page.Relayout()
	for _, c := range p.choices {
		c.Refresh() // its card may have kept its size, as high as the other, while what is in it has changed
	}
}

func choices(of []choice) []widgets.Choice {
	out := make([]widgets.Choice, len(of))
	for i, c := range of {
		out[i] = widgets.Choice{Text: c.Name, Note: c.Note}
		if c.On {
			out[i].State = widgets.ChoiceSelected
		}
	}
	return out
}

func (p *parts) renderNotice(st state) {
	if p.said == st.Said {
		return
	}
	if p.said = st.Said; st.Said == "" {
		p.notice.Clear()
		return
	}
	label := ""
	if st.CanUndo {
		label = "Undo"
	}
	p.notice.Say(widgets.ToneNote, st.Said, label, p.s.onUndo)
}

// renderRows keeps the rows that are there, so that the keyboard stays where it is.
func (p *parts) renderRows(rows []row) {
	p.rows.Objects = nil
	for i, r := range rows {
		k := key{r.Handout, r.Form}
		line, ok := p.shown[k]
		if !ok {
			line = newPackRow(p.s, k)
			p.shown[k] = line
		}
		line.set(r)
		if i > 0 {
			p.rows.Add(widgets.Divider())
		}
		p.rows.Add(line.root)
	}
}

// renderNotes says what is missing, what does not fit and what to know.
func (p *parts) renderNotes(st state) {
	p.notes.Objects = nil
	list := func(kind catalog.CalloutKind, title string, texts []string) {
		if len(texts) == 0 {
			return
		}
		lines := make([]fyne.CanvasObject, len(texts))
		for i, t := range texts {
			lines[i] = widgets.Body(t)
		}
		p.notes.Add(widgets.NewCallout(kind, title, lines...))
	}
	list(catalog.Caution, "This cannot be made", st.TooLong)
	list(catalog.Important, "Not in this pack", st.Missing)
	for _, w := range st.Warns {
		list(catalog.Warning, w.Title, []string{w.Text})
	}
	widgets.SetVisible(p.notes, len(p.notes.Objects) > 0)
}
