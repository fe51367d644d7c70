package paperview

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// sheetPart are the widgets on which a sheet is keyed in.
type sheetPart struct {
	screen  *Screen
	root    fyne.CanvasObject
	figures [3]*w.Text
	match   *w.Text
	phase   *w.Segmented
	kind    *w.Segmented
	ticket  *w.Entry
	own     []*w.Entry
	ownBox  *fyne.Container
	code    *w.Text
	rows    []*rowPart
	list    *fyne.Container
	save    *w.Button
	say     *w.Text
	problem *w.ErrorPanel
}

func newSheetPart(s *Screen) *sheetPart {
	p := &sheetPart{
		screen: s, phase: w.NewSegmented([]string{"Before", "After"}, s.onPhase),
		kind: w.NewSegmented([]string{"Ticket", "Own code", "No code"}, s.onKind),
		code: w.Muted(""), match: w.Caption(""), list: w.VStack(look.Gap12), ownBox: w.Tiles(look.Gap16, 300),
		save: w.NewButton(w.Primary, "Save the sheet", look.IconCheck, s.save),
		say:  w.NewText(w.TextStyle{Bold: true, Ink: look.ColorWaitInk}),
	}
	p.ticket = w.NewEntry("Ticket", "", s.onTicket)
	p.ticket.SetHint("Six letters and digits, in capitals or not.")
	p.ticket.OnSubmit(func(string) { s.onCodeDone(0) })
	p.problem = w.NewErrorPanel(w.NewButton(w.Secondary, "Try again", look.IconRefresh, s.save))
	head := w.NewCard(w.VStack(look.Gap16, w.Tiles(look.Gap24, 300, named("When it was filled in", p.phase), p.newFigures()),
		named("What is on it", p.kind), w.MaxWidth(320, false, p.ticket), p.ownBox, p.code, p.say))
	p.root = w.VStack(look.Gap16, head, p.list, w.Wrap(look.Gap8, p.save), p.problem)
	return p
}

// named puts a label above something.
func named(name string, o fyne.CanvasObject) fyne.CanvasObject {
	return w.VStack(look.Gap4, w.NewText(w.TextStyle{Bold: true}, w.Run{Text: name}), o)
}

// newFigures makes the table of what is in.
func (p *sheetPart) newFigures() fyne.CanvasObject {
	columns := make([]fyne.CanvasObject, len(p.figures))
	for i, name := range []string{"before", "after", "matched"} {
		p.figures[i] = w.NewText(w.TextStyle{Size: look.SizeHeading, Bold: true})
		columns[i] = w.VStack(0, p.figures[i], w.Caption(name))
	}
	return named("Sheets that are in", w.VStack(look.Gap4, w.Tiles(look.Gap8, 80, columns...), p.match))
}

// first is what has the keyboard at the beginning of a sheet.
func (p *sheetPart) first(kind codeKind) fyne.Focusable {
	switch {
	case kind == byTicket:
		return p.ticket.Field()
	case kind == byOwnCode && len(p.own) > 0:
		return p.own[0].Field()
	case len(p.rows) > 0:
		return p.rows[0].line
	}
	return p.save
}

// clear empties the fields of the code.
func (p *sheetPart) clear() {
	p.ticket.SetText("")
	for _, e := range p.own {
		e.SetText("")
	}
}

func (p *sheetPart) render(st state) {
	for i, n := range []int{st.Before, st.After, st.Paired} {
		p.figures[i].SetText(strconv.Itoa(n))
	}
	p.match.SetText(st.Matching)
	p.phase.Set(map[evaluation.Phase]int{evaluation.Before: 0, evaluation.After: 1}[st.Phase])
	p.kind.Set(int(st.Kind))
	w.SetVisible(p.ticket, st.Kind == byTicket)
	p.ticket.SetError(st.Problem)
	p.askOwn(st.Own)
	ink := look.ColorMuted
	if st.Loaded {
		ink = look.ColorNoteInk
	}
	p.code.SetRuns(w.Run{Text: st.Code, Bold: st.Loaded})
	p.code.SetInk(ink)
	w.SetVisible(p.code, st.Code != "")
	for i := len(p.rows); i < len(st.Rows); i++ {
		p.rows = append(p.rows, newRowPart(p.screen, i))
		p.list.Add(p.rows[i].line)
	}
	for i, row := range p.rows {
		w.SetVisible(row.line, i < len(st.Rows))
		if i < len(st.Rows) {
			row.render(st.Rows[i])
		}
	}
	label := "Save the sheet"
	if st.Loaded {
		label = "Save the change"
	}
	p.save.SetLabel(label)
	p.save.SetBusy(st.Busy)
	p.say.SetText(st.Say)
	w.SetVisible(p.say, st.Say != "")
	p.problem.Tell(st.Trouble)
}

// askOwn shows the questions of an own code, as they stand on the sheet.
func (p *sheetPart) askOwn(questions []evaluation.Question) {
	for i := len(p.own); i < len(questions); i++ {
		q := questions[i]
		e := w.NewEntry(fmt.Sprintf("%d. %s", i+1, q.Text), "", func(text string) { p.screen.onOwn(i, text) })
		e.SetHint(q.Hint)
		e.OnSubmit(func(string) { p.screen.onCodeDone(i) })
		p.own = append(p.own, e)
		p.ownBox.Add(e)
	}
	w.SetVisible(p.ownBox, len(questions) > 0)
}

// A rowPart is one item of the sheet.
type rowPart struct {
	line    *line
	prompt  *w.Text
	how     *w.Text
	caps    []*keycap
	capBox  *fyne.Container
	sure    [2]*keycap
	sureBox *fyne.Container
	words   *w.Text
	problem *w.Text
	screen  *Screen
	index   int
}

func newRowPart(s *Screen, index int) *rowPart {
	r := &rowPart{
		screen: s, index: index, prompt: w.Body(""), how: w.Caption(""), capBox: w.Wrap(look.Gap8), words: w.Caption(""),
		problem: w.NewText(w.TextStyle{Bold: true, Ink: look.ColorWaitInk}),
	}
	r.sure = [2]*keycap{
		newKeycap(func() { s.onSure(index, quiz.Sure) }), newKeycap(func() { s.onSure(index, quiz.NotSure) }),
	}
	r.sureBox = w.HStack(look.Gap8, r.sure[0], small("Sure"), r.sure[1], small("Not sure"))
	content := w.Tiles(look.Gap24, 330, w.VStack(look.Gap4, r.prompt, r.how), w.VStack(look.Gap8, r.capBox, r.sureBox, r.words, r.problem))
	r.line = newLine(content, keys{
		rune: func(c rune) { s.onRune(index, c) }, back: func() { s.onBack(index) }, next: func() { s.onReturn(index) },
		skip: func() { s.onSkip(index) }, move: func(by int) { s.onMove(index, by) },
	})
	return r
}

func (r *rowPart) render(st rowState) {
	r.prompt.SetRuns(w.Run{Text: fmt.Sprintf("%d. ", st.Number), Bold: true}, w.Run{Text: st.Prompt})
	r.how.SetText(st.How)
	w.SetVisible(r.how, st.How != "")
	for i := len(r.caps); i < len(st.Caps); i++ {
		r.caps = append(r.caps, newKeycap(func() { r.screen.onCap(r.index, i) }))
		r.capBox.Add(r.caps[i])
	}
	for i, c := range st.Caps {
		r.caps[i].set(c)
	}
	for i, c := range st.Sure {
		r.sure[i].set(c)
	}
	w.SetVisible(r.sureBox, st.AskSure)
	r.words.SetText(st.Words)
	w.SetVisible(r.words, st.Words != "" || st.Problem == "") // its place is kept, so that nothing moves with each key
	r.problem.SetText(st.Problem)
	w.SetVisible(r.problem, st.Problem != "")
	r.line.Refresh()
}

// small is a caption in one line.
func small(text string) fyne.CanvasObject {
	return w.NewText(w.TextStyle{Size: look.SizeCaption, Ink: look.ColorMuted, NoWrap: true}, w.Run{Text: text})
}
