// Package yearview is the screen that sums up the sessions of a year, for funders: pages with charts, figures, and the data as
// a file.
package yearview

import (
	"bytes"
	"context"
	"time"

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

// A Record is what is kept of sessions and of support. Its methods are called in the background.
type Record interface {
	Reports(ctx context.Context) ([]evaluation.Report, error)
	Support(ctx context.Context) ([]evaluation.Support, error)
}

// A Press makes the pages.
type Press interface {
	YearReport(ctx context.Context, s evaluation.Summary, form paper.Form) (paper.Sheet, error)
}

// Deps are what the screen uses.
type Deps struct {
	Record Record
	Press  Press
	Desk   printout.Deps
	Nav    nav.Navigator
	Run    bg.Runner
	Canvas fyne.Canvas
	Now    func() time.Time
}

// A Screen is the summary of one year at a time. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model *model // nil until everything is read
	root  *fyne.Container
	desk  *printout.Desk
	parts *parts
}

// New makes the screen and begins to read.
func New(ctx context.Context, d Deps) *Screen {
	s := &Screen{ctx: ctx, d: d, root: container.NewStack()}
	s.read()
	return s
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// HandleKey turns pages and scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.desk != nil && s.desk.HandleKey(e) }

// A kept is everything that is summed up.
type kept struct {
	reports []evaluation.Report
	support []evaluation.Support
}

func (s *Screen) read() {
	record := s.d.Record
	bg.Start(s.ctx, s.d.Run, func(ctx context.Context) (k kept, err error) {
		if k.reports, err = record.Reports(ctx); err != nil {
			return kept{}, err
		}
		k.support, err = record.Support(ctx)
		return k, err
	}, func(k kept, err error) {
		if err != nil {
			s.show(s.unreadable(err))
			return
		}
		s.open(k)
	})
}

func (s *Screen) show(o fyne.CanvasObject) {
	s.root.Objects = []fyne.CanvasObject{o}
	s.root.Refresh()
}

func (s *Screen) unreadable(err error) fyne.CanvasObject {
	panel := w.NewErrorPanel(w.NewButton(w.Secondary, "Try again", look.IconRefresh, s.read))
	panel.Tell(explain.Error(err))
	return w.NewPageColumn(w.Reading, w.Title("The year in sessions"), panel)
}

func (s *Screen) open(k kept) {
	if len(k.reports)+len(k.support) == 0 {
		back := w.NewButton(w.Primary, "Go to Sessions", look.IconUsers, func() { s.d.Nav.Replace(nav.Route{Screen: nav.Sessions}) })
		s.show(w.NewPageColumn(w.Reading, w.NewEmptyState(look.IconCalendar, "Nothing to sum up yet",
			"Once a session is finished, its report counts here: how many people, how long, and what changed.", back)))
		return
	}
	s.model = newModel(k.reports, k.support, s.d.Now())
	s.desk = printout.New(s.ctx, s.d.Desk, func() {})
	s.parts = newParts(s)
	s.show(s.desk.Show(s.parts.panel(s.desk)...))
	s.make()
}

func (s *Screen) make() {
	s.parts.render(s.model.state())
	press, sum, form := s.d.Press, s.model.summary(), s.model.form
	s.desk.Make(printout.Job{
		Make: func(ctx context.Context) (paper.Sheet, error) { return press.YearReport(ctx, sum, form) },
		Name: "this summary", File: s.model.fileName() + ".pdf", Size: form.Size,
	})
	s.desk.Relayout()
}

func (s *Screen) onPeriod(i int) {
	s.model.period = i
	s.make()
}

func (s *Screen) onPaper(i int) {
	s.model.form.Size = [...]paper.Size{paper.A4, paper.Letter}[i]
	s.make()
}

func (s *Screen) onData() {
	var data bytes.Buffer
	if err := evaluation.WriteYearCSV(&data, s.model.summary()); err != nil {
		s.desk.Complain(err)
		return
	}
	s.parts.saved.Clear()
	filebox.Save(s.ctx, s.d.Canvas, filebox.Deps{Run: s.d.Run, Files: s.d.Desk.Files},
		filebox.Offer{Title: "Save the data of the year", Name: s.model.fileName() + ".csv", Data: data.Bytes()}, s.parts.saved.Show)
}
