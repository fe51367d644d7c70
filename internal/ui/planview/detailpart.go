package planview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/slides"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A detailPart is what an open section shows: everything of it can be changed here.
type detailPart struct {
	s     *Screen
	id    plan.SectionID
	root  fyne.CanvasObject
	title *widgets.Entry
	notes *lineList
	steps *lineList

	aims, materials, handouts *widgets.Text
}

func newDetailPart(s *Screen, id plan.SectionID) *detailPart {
	p := &detailPart{s: s, id: id, aims: widgets.Body(""), materials: widgets.Body(""), handouts: widgets.Body("")}
	p.title = widgets.NewEntry("Title of the section", "", func(text string) { s.onSectionTitle(id, text) })
	p.notes = newLineList(nil, lineEvents{
		move: func(from, to int) { s.onMoveNote(id, from, to) }, edit: func(at int) { s.askNote(id, at) }, remove: func(at int) { s.onRemoveNote(id, at) },
	})
	p.steps = newLineList(s.preview, lineEvents{
		move: func(from, to int) { s.onMoveStep(id, from, to) }, edit: func(at int) { s.askStep(id, at) }, remove: func(at int) { s.onRemoveStep(id, at) },
	})
	add := func(label string, press func()) *widgets.Button {
		return widgets.NewButton(widgets.Secondary, label, look.IconPlus, press)
	}
	edit := func(name string, press func()) *widgets.Button {
		return widgets.NewButton(widgets.Quiet, name, look.IconPencil, press)
	}
	p.root = widgets.VStack(look.Gap24, widgets.Divider(), p.title,
		block("What you say and do", p.notes.list, widgets.Wrap(look.Gap8, add("Add a note", func() { s.askNote(id, -1) }))),
		block("What the room sees", p.steps.list, widgets.Wrap(look.Gap8,
			add("Add questions", func() { s.chooseQuestions(id) }), add("Add a word wall", func() { s.askWall(id, -1) }),
			add("Add a scenario", func() { s.chooseScenario(id) }), add("Add a slide", func() { s.askSlide(id, -1) }),
			add("Add slides of a lesson", func() { s.chooseLesson(id) }))),
		block("What people can do afterwards", p.aims, widgets.Wrap(0, edit("Change the aims", func() { s.askAims(id) }))),
		block("What you need for it", p.materials, widgets.Wrap(0, edit("Change what you need", func() { s.askMaterials(id) }))),
		block("Handouts to give out", p.handouts, widgets.Wrap(0, edit("Choose handouts", func() { s.chooseHandouts(id) }))))
	return p
}

// block is a part of a section with its heading.
func block(heading string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	title := widgets.NewText(widgets.TextStyle{Bold: true}, widgets.Run{Text: heading})
	return widgets.VStack(look.Gap8, append([]fyne.CanvasObject{title}, objects...)...)
}

func (p *detailPart) set(st sectionState) {
	p.title.SetText(st.Title)
	notes := make([]line, len(st.Notes))
	for i, n := range st.Notes {
		notes[i] = line{Badge: noteWords(n.Kind), Tone: noteTone(n.Kind), Text: n.Text, CanEdit: true}
	}
	p.notes.set(notes)
	steps := make([]line, len(st.Steps))
	for i, step := range st.Steps {
		steps[i] = p.stepLine(step)
	}
	p.steps.set(steps)
	bullets(p.aims, st.Aims)
	bullets(p.materials, st.Materials)
	bullets(p.handouts, st.Handouts)
}

func (p *detailPart) stepLine(st stepState) line {
	l := line{Badge: st.Kind, Title: st.Title, Text: st.Text, CanEdit: st.Edit || st.CanAsk}
	if st.Slide == nil {
		l.Tone = widgets.ToneNote
	}
	if st.Sure {
		l.Text = join(l.Text, "It also asks: sure or not sure?")
	}
	l.Seen = st.Seen
	return l
}

// noteTone tells what is said from what is watched for; the word on the badge says the same.
func noteTone(k plan.NoteKind) widgets.Tone {
	switch k {
	case plan.Say:
		return widgets.ToneRight
	case plan.Ask, plan.Expect:
		return widgets.ToneNote
	case plan.Watch:
		return widgets.ToneWait
	}
	return widgets.ToneQuiet
}

// bullets lists words, or says that there are none.
func bullets(t *widgets.Text, words []string) {
	if len(words) == 0 {
		t.SetInk(look.ColorMuted)
		t.SetText("None.")
		return
	}
	t.SetInk(look.ColorInk)
	t.SetText("• " + strings.Join(words, "\n• "))
}

// How large a preview is: of the shape of the room's screen.
const (
	previewWidth  = 176
	previewHeight = 99
)

// preview makes a small screen of the room.
func (s *Screen) preview() *slides.Stage { return slides.New(slides.Light, s.d.Pictures) }

// lineEvents are what a lineList calls.
type lineEvents struct {
	move         func(from, to int)
	edit, remove func(at int)
}

// A line is a note or a step.
type line struct {
	Badge       string
	Tone        widgets.Tone
	Title, Text string
	CanEdit     bool
	Seen        session.RoomView // of a step
}

// A lineList is notes or steps that are put in order.
type lineList struct {
	list    *widgets.MoveList
	on      lineEvents
	rows    []*lineRow
	preview func() *slides.Stage // nil where there is nothing to see
}

func newLineList(preview func() *slides.Stage, on lineEvents) *lineList {
	l := &lineList{on: on, preview: preview}
	l.list = widgets.NewMoveList(look.Gap4, l.move)
	return l
}

// move lets the row go along with what it shows, so that it keeps the keyboard and the pointer.
func (l *lineList) move(from, to int) {
	r := l.rows[from]
	l.rows = slices.Insert(slices.Delete(l.rows, from, from+1), to, r)
	l.on.move(from, to)
}

func (l *lineList) set(lines []line) {
	for len(l.rows) < len(lines) {
		l.rows = append(l.rows, newLineRow(l))
	}
	l.rows = l.rows[:len(lines)]
	rows := make([]*widgets.MoveRow, len(lines))
	for i, r := range l.rows {
		r.set(lines[i])
		rows[i] = r.row
	}
	l.list.Set(rows...)
	widgets.SetVisible(l.list, len(lines) > 0)
}

// A lineRow is one note or step.
type lineRow struct {
	row         *widgets.MoveRow
	badge       *widgets.Badge
	title, text *widgets.Text
	stage       *slides.Stage // nil where there is nothing to see
	edit        *widgets.IconButton
}

func newLineRow(l *lineList) *lineRow {
	r := &lineRow{badge: widgets.NewBadge(widgets.BadgeState{}), title: widgets.NewText(widgets.TextStyle{Bold: true}), text: widgets.Body("")}
	at := func() int { return slices.Index(l.rows, r) }
	r.edit = widgets.NewIconButton(look.IconPencil, "Change", func() { l.on.edit(at()) })
	remove := widgets.NewIconButton(look.IconTrash, "Remove", func() { l.on.remove(at()) })
	words := widgets.Readable(widgets.VStack(look.Gap4, r.title, r.text))
	if l.preview != nil {
		r.stage = l.preview()
		words = widgets.Led(look.Gap12, widgets.NewPlate(look.ColorLine, widgets.Inset(1, 1, widgets.Stack(widgets.Space(previewWidth, previewHeight), r.stage))), words)
	}
	r.row = widgets.NewMoveRow("", widgets.Wrap(look.Gap4, r.badge, r.edit, remove), words)
	return r
}

func (r *lineRow) set(l line) {
	r.row.SetName("Move “" + short(l.Title+l.Text) + "”")
	r.badge.Set(widgets.BadgeState{Tone: l.Tone, Text: l.Badge})
	r.title.Say(l.Title)
	r.text.Say(l.Text)
	r.edit.Hidden = !l.CanEdit
	if r.stage != nil {
		r.stage.Set(l.Seen)
	}
}

// short is the beginning of a text.
func short(text string) string {
	const most = 40
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}
