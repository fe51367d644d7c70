package sessionreportview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/printout"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the panel that change.
type parts struct {
	s      *Screen
	papers *w.Segmented
	saved  *filebox.Outcome
	late   fyne.CanvasObject
	gone   *w.Notice // in the place of late
	left   *w.Text
}

func newParts(s *Screen) *parts {
	p := &parts{s: s}
	p.papers = w.NewSegmented([]string{"A4", "Letter"}, s.onPaper)
	p.late, p.gone, p.left = newLate(s), w.NewNotice(), w.Caption("")
	p.saved = filebox.NewOutcome(s.ctx, filebox.Deps{Run: s.d.Run, Files: s.d.Desk.Files}, func() { s.desk.Relayout() })
	return p
}

// panel is everything but the page.
func (p *parts) panel(st state, desk *printout.Desk) []fyne.CanvasObject {
	head := []fyne.CanvasObject{w.Title(st.Title), w.Muted(st.About)}
	if st.Draft {
		head = append(head, w.Wrap(look.Gap8, printout.DraftBadge()))
	}
	data := w.NewButton(w.Secondary, "Save the data (CSV)", look.IconDownload, p.s.onData)
	remove := w.NewButton(w.Quiet, "Delete the report…", look.IconTrash, p.s.askDelete)
	present := []fyne.CanvasObject{w.SmallHeading("Who was there")}
	for _, f := range st.Present {
		present = append(present, printout.Fact(f.Name, f.Value))
	}
	panel := []fyne.CanvasObject{
		w.VStack(look.Gap12, head...), desk.Actions(), desk.Done(), desk.Trouble(),
		w.NewCard(w.VStack(look.Gap8, present...)),
	}
	if told := changed(st); told != nil {
		panel = append(panel, told)
	}
	return append(panel, p.late, p.gone,
		w.NewCard(w.VStack(look.Gap16, w.FormRow("Paper", "", p.papers), w.Wrap(look.Gap8, data, remove), p.saved.Content())),
		p.left)
}

// changed is the card about before and after; nil where nothing was asked.
func changed(st state) fyne.CanvasObject {
	rows := []fyne.CanvasObject{w.SmallHeading("What changed")}
	for _, c := range st.Changes {
		text := c.Text
		if !c.Clear {
			text += " That may be chance."
		}
		rows = append(rows, w.VStack(2, w.NewText(w.TextStyle{Bold: true}, w.Run{Text: c.Name}), w.Muted(text)))
	}
	switch {
	case st.NotTold != "":
		rows = append(rows, w.Muted(st.NotTold))
	case len(st.Changes) == 0:
		return nil
	}
	return w.NewCard(w.VStack(look.Gap12, rows...))
}

// newLate is the card about the answers that are kept.
func newLate(s *Screen) fyne.CanvasObject {
	add := w.NewButton(w.Secondary, "Key in late sheets", look.IconClipboardList, s.onLate)
	drop := w.NewButton(w.Quiet, "Delete these answers…", look.IconTrash, s.askDrop)
	return w.NewCard(w.VStack(look.Gap12, w.SmallHeading("Answers are kept for sheets that come late"),
		w.Body("They have no names and no codes. Each sheet that you key in makes this report anew. Delete them once no more sheets come."),
		w.Wrap(look.Gap8, add, drop)))
}

func (p *parts) render(st state) {
	p.papers.Set(st.Paper)
	w.SetVisible(p.late, st.Late)
	p.left.SetText(st.Left)
}
