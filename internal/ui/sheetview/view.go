// Package sheetview is the screen of a sheet that is not a handout: the questions of a quiz, a checklist of
// skills or a certificate, as it prints.
package sheetview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A Press makes the PDFs of sheets.
type Press interface {
	QuizSheet(ctx context.Context, m catalog.ModuleID, form paper.QuizForm) (paper.Sheet, error)
	Checklist(ctx context.Context, m catalog.ModuleID, form paper.Form) (paper.Sheet, error)
	// Certificate prints the name, if there is one, and keeps it nowhere else.
	Certificate(ctx context.Context, c progress.Certificate, name string, size paper.Size) (paper.Sheet, error)
}

// A Recorded has the learner's record; *learner.Learner does.
type Recorded interface{ Record() progress.Record }

// Deps is what the screen needs.
type Deps struct {
	Catalog *catalog.Catalog
	Learner Recorded
	Nav     nav.Navigator
	Now     func() time.Time
	Press   Press
	Desk    printout.Deps
}

// A Screen shows one sheet. Its methods run on the UI goroutine.
type Screen struct {
	d     Deps
	model model
	desk  *printout.Desk // nil when there is no such sheet
	parts *parts
	root  fyne.CanvasObject
}

// New makes the screen of a route to nav.Sheet, and begins to make the sheet. ctx ends when the screen is left, and
// with it a name that was typed.
func New(ctx context.Context, d Deps, r nav.Route) *Screen {
	s := &Screen{d: d, model: newModel(d.Catalog, d.Learner.Record(), r, d.Now())}
	st := s.model.state()
	if st.Missing != nil {
		s.root = s.missing(*st.Missing)
		return s
	}
	s.desk = printout.New(ctx, d.Desk, s.render)
	s.parts = newParts(s, st)
	s.root = s.desk.Show(s.parts.panel(st, s.desk)...)
	s.make()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// HandleKey turns pages and scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.desk != nil && s.desk.HandleKey(e) }

func (s *Screen) onName(name string) {
	s.model.name = name
	s.make()
}

func (s *Screen) onShow(i int) {
	s.model.form.Show = shows()[i]
	s.make()
}

func (s *Screen) onLarge(on bool) {
	s.model.form.Large = on
	s.make()
}

func (s *Screen) onPaper(i int) {
	s.model.form.Size = papers()[i]
	s.make()
}

func (s *Screen) onStep(by int) {
	s.model.step(by)
	s.make()
}

// make has the sheet made as it was chosen.
func (s *Screen) make() {
	m := &s.model
	job := printout.Job{
		Make: s.press(), Name: m.called(), File: m.fileName(), Size: m.form.Size, Warnings: m.warnings(), Across: m.proof != nil,
	}
	if m.proof != nil && m.named() {
		job.Private, job.SaveNote = true, "The name that you typed will be in the file. Keep the file where only you can read it."
	}
	s.desk.Make(job)
}

// press is what makes the sheet, with what is chosen now.
func (s *Screen) press() func(context.Context) (paper.Sheet, error) {
	press, form := s.d.Press, s.model.form
	switch s.model.kind {
	case nav.CertificateSheet:
		c, name := *s.model.proof, s.model.name
		return func(ctx context.Context) (paper.Sheet, error) { return press.Certificate(ctx, c, name, form.Size) }
	case nav.ChecklistSheet:
		id := s.model.module.ID
		return func(ctx context.Context) (paper.Sheet, error) { return press.Checklist(ctx, id, form.Form) }
	}
	id := s.model.module.ID
	return func(ctx context.Context) (paper.Sheet, error) { return press.QuizSheet(ctx, id, form) }
}

func (s *Screen) render() {
	s.model.pages = 0
	if made, ok := s.desk.Made(); ok {
		s.model.pages = made.Pages
	}
	s.parts.render(s.model.state())
}

// missing is the screen of a sheet that there is not.
func (s *Screen) missing(m missing) fyne.CanvasObject {
	leave := widgets.NewButton(widgets.Primary, m.Action, look.NoIcon, func() { s.d.Nav.Replace(m.To) })
	return widgets.NewPageColumn(widgets.Reading, widgets.NewEmptyState(look.IconFileText, m.Heading, m.Text, leave))
}
