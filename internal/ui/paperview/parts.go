package paperview

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/picker"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

const (
	noCodes     = "Tickets and own codes are not kept and not shown. Only a mark is made of each, which cannot be turned back. "
	privacy     = noCodes + "When the session ends, the marks go too, unless you ask to keep the sheets."
	privacyLate = noCodes + "Marks and answers stay until you delete them where the report is."
)

// parts are the widgets of the screen.
type parts struct {
	page    *w.PageColumn
	lead    *w.Text
	notice  *w.Notice
	privacy fyne.CanvasObject
	mode    *w.Segmented
	nothing fyne.CanvasObject
	reason  *w.Text
	sheet   *sheetPart
	slips   *slipsPart
}

func newParts(s *Screen) *parts {
	p := &parts{
		notice: w.NewNotice(), lead: w.Muted(""), reason: w.Body(""),
		mode:  w.NewSegmented([]string{"Sheets before and after", "Slips, one question at a time"}, s.onMode),
		sheet: newSheetPart(s), slips: newSlipsPart(s),
	}
	p.nothing = w.NewCard(p.reason)
	title, kept := "Answers on paper", privacy
	if s.d.Late {
		title, kept = "Sheets that came late", privacyLate
	}
	p.privacy = w.HStackTop(look.Gap12, w.NewIcon(look.IconLock, look.ColorMuted), w.Grow(w.Readable(w.Muted(kept))))
	p.page = w.NewPageColumn(w.Wide, w.VStack(look.Gap24,
		w.VStack(look.Gap8, w.Title(title), w.Readable(p.lead)),
		p.notice, p.mode, p.nothing, p.sheet.root, p.slips.root, p.privacy))
	return p
}

func (p *parts) render(st state) {
	p.lead.SetText(st.Lead)
	p.reason.SetText(st.Nothing)
	w.SetVisible(p.nothing, st.Nothing != "")
	w.SetVisible(p.mode, st.Modes)
	w.SetVisible(p.sheet.root, st.Nothing == "" && !st.Single)
	w.SetVisible(p.slips.root, st.Nothing == "" && st.Single)
	w.SetVisible(p.privacy, st.Nothing == "" && !st.Single)
	mode := 0
	if st.Single {
		mode = 1
	}
	p.mode.Set(mode)
	if st.Single {
		p.slips.render(st)
		return
	}
	p.sheet.render(st)
}

// slipsPart are the widgets on which slips are counted.
type slipsPart struct {
	screen  *Screen
	root    fyne.CanvasObject
	which   *picker.Picker
	pad     *line
	rows    []*slipLine
	grid    *fyne.Container
	total   *w.Text
	undo    *w.Button
	save    *w.Button
	problem *w.ErrorPanel
}

// A slipLine is one answer that slips have.
type slipLine struct {
	key   *keycap
	text  *w.Text
	count *w.Counter
	root  *fyne.Container
	id    string // of the row
}

func newSlipsPart(s *Screen) *slipsPart {
	p := &slipsPart{
		screen: s, which: picker.New("Question", s.onQuestion), grid: w.VStack(look.Gap8), total: w.NewText(w.TextStyle{Bold: true}),
		undo: w.NewButton(w.Secondary, "Take the last one back", look.IconUndo, s.onSlipBack),
		save: w.NewButton(w.Primary, "Save the counts", look.IconCheck, s.onSlipSave),
	}
	p.problem = w.NewErrorPanel(w.NewButton(w.Secondary, "Try again", look.IconRefresh, s.onSlipSave))
	p.pad = newLine(w.VStack(look.Gap12, w.Muted("Press a letter for each slip. Backspace takes the last one back. Return saves."), p.grid, p.total), keys{
		rune: s.onSlip, back: s.onSlipBack, next: s.onSlipSave, skip: func() {}, move: func(int) {},
	})
	p.root = w.VStack(look.Gap16, p.which, p.pad, w.Wrap(look.Gap8, p.save, p.undo), p.problem)
	return p
}

func (p *slipsPart) render(st state) {
	options := make([]picker.Option, len(st.Slips.Questions))
	for i, q := range st.Slips.Questions {
		options[i].Text = q
	}
	p.which.Set(options, st.Slips.At)
	for i := len(p.rows); i < len(st.Slips.Rows); i++ {
		p.rows = append(p.rows, p.newLine())
	}
	objects := make([]fyne.CanvasObject, len(st.Slips.Rows))
	for i, r := range st.Slips.Rows {
		row := p.rows[i]
		row.id = r.Key
		row.key.set(capState{Label: r.Sign, Name: r.Text})
		row.text.SetText(r.Text)
		row.count.Set(r.Count)
		objects[i] = row.root
	}
	p.grid.Objects = objects
	p.grid.Refresh()
	words := slipWords(st.Slips.Total, st.Slips.Multiple) + " counted"
	if st.Slips.Round > 1 {
		words += fmt.Sprintf(", of asking number %d", st.Slips.Round)
	}
	p.total.SetText(words)
	p.save.SetBusy(st.Busy)
	w.SetVisible(p.undo, st.Slips.CanBack)
	p.problem.Tell(st.Trouble)
	p.pad.Refresh()
}

func (p *slipsPart) newLine() *slipLine {
	l := &slipLine{text: w.Body("")}
	l.key = newKeycap(func() { p.screen.onSlipCap(l.id) })
	l.count = w.NewCounter("Slips", session.MostCounted, func(n int) { p.screen.onSlipCount(l.id, n) })
	l.root = w.HStack(look.Gap12, l.key, w.Grow(l.text), l.count)
	return l
}
