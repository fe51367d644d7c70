// Package sessionreportview is the screen of the report on one session: the page for a funder, its figures in words, and the
// data as a file.
package sessionreportview

import (
	"bytes"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// Reports are those that are kept on this computer. Its methods are called in the background.
type Reports interface {
	Reports(ctx context.Context) ([]evaluation.Report, error)
	DeleteReport(ctx context.Context, id string) error
}

// A Press makes the page.
type Press interface {
	SessionReport(ctx context.Context, r evaluation.Report, form paper.Form) (paper.Sheet, error)
}

// Deps are what the screen uses.
type Deps struct {
	Reports Reports
	Press   Press
	Desk    printout.Deps
	Nav     nav.Navigator
	Run     bg.Runner
	Canvas  fyne.Canvas
}

// A Screen is one report. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	id    string
	model *model // nil until the report is read
	root  *fyne.Container
	desk  *printout.Desk
	parts *parts
	box   *w.Dialog
}

// New makes the screen of a report, and begins to read it.
func New(ctx context.Context, d Deps, id string) *Screen {
	s := &Screen{ctx: ctx, d: d, id: id, root: container.NewStack()}
	s.read()
	return s
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// HandleKey turns pages and scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.desk != nil && s.desk.HandleKey(e) }

func (s *Screen) read() {
	s.root.Objects = nil
	bg.Start(s.ctx, s.d.Run, s.d.Reports.Reports, func(all []evaluation.Report, err error) {
		i := slices.IndexFunc(all, func(r evaluation.Report) bool { return r.ID == s.id })
		switch {
		case err != nil:
			s.show(s.unreadable(err))
		case i < 0:
			s.show(s.missing())
		default:
			s.open(all[i])
		}
	})
}

func (s *Screen) show(o fyne.CanvasObject) {
	s.root.Objects = []fyne.CanvasObject{o}
	s.root.Refresh()
}

func (s *Screen) missing() fyne.CanvasObject {
	back := w.NewButton(w.Primary, "See all sessions", look.IconUsers, func() { s.d.Nav.Replace(nav.Route{Screen: nav.Sessions}) })
	return w.NewPageColumn(w.Reading, w.NewEmptyState(look.IconFileText, "This report is not here", "It was deleted, or belongs to another computer.", back))
}

func (s *Screen) unreadable(err error) fyne.CanvasObject {
	t := explain.Error(err)
	panel := w.NewErrorPanel(w.NewButton(w.Secondary, "Try again", look.IconRefresh, s.read))
	panel.Set(w.ErrorState{What: t.What, Next: t.Next, Details: t.Detail})
	return w.NewPageColumn(w.Reading, w.Title("Report"), panel)
}

func (s *Screen) open(r evaluation.Report) {
	s.model = &model{report: r, form: paper.Form{Size: paper.A4}}
	s.desk = printout.New(s.ctx, s.d.Desk, func() {})
	s.parts = newParts(s)
	s.show(s.desk.Show(s.parts.panel(s.model.state(), s.desk)...))
	s.make()
}

func (s *Screen) make() {
	s.parts.render(s.model.state())
	press, report, form := s.d.Press, s.model.report, s.model.form
	s.desk.Make(printout.Job{
		Make: func(ctx context.Context) (paper.Sheet, error) { return press.SessionReport(ctx, report, form) },
		Name: "this report", File: s.model.fileName() + ".pdf", Size: form.Size,
	})
}

func (s *Screen) onPaper(i int) {
	s.model.form.Size = papers()[i]
	s.make()
}

func (s *Screen) onData() {
	var data bytes.Buffer
	if err := evaluation.WriteReportCSV(&data, s.model.report); err != nil {
		s.desk.Complain(err)
		return
	}
	s.parts.saved.Clear()
	filebox.Save(s.ctx, s.d.Canvas, filebox.Deps{Run: s.d.Run, Files: s.d.Desk.Files},
		filebox.Offer{Title: "Save the data of this report", Name: s.model.fileName() + ".csv", Data: data.Bytes()}, s.parts.saved.Show)
}

// askDelete asks before the report goes.
func (s *Screen) askDelete() {
	drop := w.NewButton(w.Danger, "Delete the report", look.IconTrash, func() {
		s.box.Close()
		s.remove()
	})
	cancel := w.NewButton(w.Secondary, "Cancel", look.NoIcon, func() { s.box.Close() })
	s.box = w.ShowDialog(s.d.Canvas, w.DialogState{
		Title: "Delete this report?", Content: w.Body("It is all that is left of the session, and cannot be brought back. The summary of the year will not count it any more."),
		Buttons: []*w.Button{drop, cancel}, Focus: cancel,
	})
}

func (s *Screen) remove() {
	reports, id := s.d.Reports, s.id
	bg.Start(s.ctx, s.d.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, reports.DeleteReport(context.WithoutCancel(ctx), id)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.desk.Complain(err)
			return
		}
		s.d.Nav.Replace(nav.Route{Screen: nav.Sessions})
	})
}
