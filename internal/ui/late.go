package ui

import (
	"context"
	"errors"

	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/paperview"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A Late takes in sheets that come after a session was finished.
type Late interface {
	paperview.Conductor
	Close() error
}

// A lateEntry is the screen on which late sheets are keyed in.
type lateEntry struct {
	*paperview.Screen
	close func()
}

// Leave keeps what was keyed in.
func (s lateEntry) Leave() {
	s.Screen.Leave()
	s.close()
}

// openLate opens what was kept for late sheets, and then its screen.
func (w *Window) openLate(ctx context.Context, report string) Screen {
	sessions := w.s.Sessions
	bg.Start(w.ctx, w.run, func(context.Context) (Late, error) { return sessions.Late(ctx, report) }, func(l Late, err error) {
		switch {
		case err == nil && ctx.Err() != nil: // somebody went elsewhere
			w.closeLate(l, report)
		case ctx.Err() != nil:
		case err != nil:
			w.screen = w.noLate(err, report)
			w.frame.show(w.screen.Content())
		default:
			s := paperview.New(ctx, paperview.Deps{Conductor: l, Late: true, Nav: w, Run: w.run, Canvas: w.win.Canvas(), Tell: w.complain})
			w.screen = lateEntry{s, func() { w.closeLate(l, report) }}
			w.frame.show(s.Content())
			w.win.Canvas().Focus(s.Focus())
		}
	})
	return message{widgets.NewEmptyState(look.IconClipboardList, "Opening the answers", "They were kept for sheets that come late.", nil)}
}

// closeLate lets go of what was opened, and shows what a sheet that was still being saved did to the report.
func (w *Window) closeLate(l Late, report string) {
	w.change(func(context.Context) error { return l.Close() }, func(err error) {
		if err != nil {
			w.complain(err)
		}
		if r, _ := w.history.Current(); r.Screen == nav.SessionReport && r.Report == report {
			w.refresh()
		}
	})
}

// noLate says why no sheets can be keyed in.
func (w *Window) noLate(err error, report string) Screen {
	t := explain.Error(err)
	switch {
	case errors.Is(err, session.ErrNoSession):
		t = explain.Trouble{What: "The answers of this session are not kept any more.", Next: "Late sheets cannot be counted. The report is as it was."}
	case errors.Is(err, session.ErrInUse):
		t = explain.Trouble{What: "Late sheets are being keyed in in another window of Passalong.", Next: "Go on there, or close that window first."}
	}
	back := widgets.NewButton(widgets.Primary, "See the report", look.IconFileText, func() {
		w.Replace(nav.Route{Screen: nav.SessionReport, Report: report})
	})
	panel := widgets.NewErrorPanel(back)
	panel.Tell(t)
	return message{widgets.NewPageColumn(widgets.Reading, panel)}
}
