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
	"github.com/passalong/passalong/internal/session"
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

// Sheets are those of before and after that were kept when a session was finished, for others that come late. A session has
// the id of its report. The methods are called in the background.
type Sheets interface {
	WithSheets(ctx context.Context) ([]session.ID, error)
	DropSheets(ctx context.Context, id session.ID) error
}

// A Press makes the page.
type Press interface {
	SessionReport(ctx context.Context, r evaluation.Report, form paper.Form) (paper.Sheet, error)
}

// Deps are what the screen uses.
type Deps struct {
	Reports Reports
	Sheets  Sheets
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
	s.load(func(r found, err error) {
		switch {
		case err != nil:
			s.show(s.unreadable(err))
		case !r.there:
			s.show(s.missing())
		default:
			s.open(r)
		}
	})
}

// Refresh takes in sheets that came late.
func (s *Screen) Refresh() {
	if s.model == nil {
		return // it is being read, or there is none
	}
	s.load(func(r found, err error) {
		if err == nil && r.there && !s.model.shows(r) {
			s.open(r)
		}
	})
}

// found is the report, as it is kept.
type found struct {
	report evaluation.Report
	there  bool
	late   bool // its sheets are kept, for others that come late
}

func (s *Screen) load(done func(found, error)) {
	reports, sheets, id := s.d.Reports, s.d.Sheets, s.id
	bg.Start(s.ctx, s.d.Run, func(ctx context.Context) (found, error) {
		all, err := reports.Reports(ctx)
		i := slices.IndexFunc(all, func(r evaluation.Report) bool { return r.ID == id })
		if i < 0 {
			return found{}, err
		}
		kept, err := sheets.WithSheets(ctx) // whatever is wrong with other reports
		if err != nil {
			return found{}, err
		}
		return found{all[i], true, slices.Contains(kept, session.ID(id))}, nil
	}, done)
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
	panel := w.NewErrorPanel(w.NewButton(w.Secondary, "Try again", look.IconRefresh, s.read))
	panel.Tell(explain.Error(err))
	return w.NewPageColumn(w.Reading, w.Title("Report"), panel)
}

func (s *Screen) open(r found) {
	form := paper.Form{Size: paper.A4}
	if s.model != nil {
		form = s.model.form
	}
	s.model = &model{report: r.report, late: r.late, form: form}
	s.desk = printout.New(s.ctx, s.d.Desk, func() {})
	s.parts = newParts(s)
	s.parts.render(s.model.state())
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
