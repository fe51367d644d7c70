package sessionreportview

import (
	"context"
	"errors"

	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// onLate leads to where late sheets are keyed in.
func (s *Screen) onLate() { s.d.Nav.Go(nav.Route{Screen: nav.PaperEntry, Report: s.id}) }

// askDelete asks before the report goes.
func (s *Screen) askDelete() {
	text := "It is all that is left of the session, and cannot be brought back. The summary of the year will not count it any more."
	if s.model.late {
		text = "The report and the answers that are kept for late sheets are all that is left of the session, and cannot be brought back. " +
			"The summary of the year will not count it any more."
	}
	s.ask("Delete this report?", text, "Delete the report", s.remove)
}

// askDrop asks before the sheets go.
func (s *Screen) askDrop() {
	s.ask("Delete these answers?", "Sheets that come later cannot be counted then, nor matched. The report stays as it is now.",
		"Delete the answers", s.drop)
}

func (s *Screen) ask(title, text, yes string, do func()) {
	drop := w.NewButton(w.Danger, yes, look.IconTrash, func() {
		s.box.Close()
		do()
	})
	cancel := w.NewButton(w.Secondary, "Cancel", look.NoIcon, func() { s.box.Close() })
	s.box = w.ShowDialog(s.d.Canvas, w.DialogState{Title: title, Content: w.Body(text), Buttons: []*w.Button{drop, cancel}, Focus: cancel})
}

func (s *Screen) remove() {
	reports, id := s.d.Reports, s.id
	s.write(func(ctx context.Context) error { return reports.DeleteReport(ctx, id) }, func(err error) {
		leave := func() { s.d.Nav.Replace(nav.Route{Screen: nav.Sessions}) }
		switch {
		case errors.Is(err, session.ErrNotSwept):
			s.desk.Say("The report is deleted", notSwept, w.NewButton(w.Secondary, "See all sessions", look.IconUsers, leave))
			s.desk.Relayout()
		case err != nil:
			s.desk.Complain(err)
		default:
			leave()
		}
	})
}

func (s *Screen) drop() {
	sheets, id := s.d.Sheets, session.ID(s.id)
	s.write(func(ctx context.Context) error { return sheets.DropSheets(ctx, id) }, func(err error) {
		text := "The answers are deleted. The report stays."
		switch {
		case errors.Is(err, session.ErrNotSwept):
			text += " " + notSwept
		case err != nil:
			s.desk.Complain(err)
			return
		}
		s.model.late = false
		s.parts.render(s.model.state())
		s.parts.gone.Say(w.ToneRight, text, "", nil)
		s.desk.Relayout()
		s.d.Canvas.Unfocus() // the button that was pressed is gone
	})
}

const notSwept = "Until Passalong is opened the next time, what was deleted may still be found on the disk."

// write goes on when the screen is left.
func (s *Screen) write(work func(context.Context) error, done func(error)) {
	bg.Start(s.ctx, s.d.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, work(context.WithoutCancel(ctx))
	}, func(_ struct{}, err error) { done(err) })
}
