// Package handoutview is the screen of one handout: the very page that prints, what goes on it and how, and ways to
// give it to people.
package handoutview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/revision"
)

// A Press makes the PDF of a handout.
type Press interface {
	Make(ctx context.Context, l pack.Line) (paper.Sheet, error)
}

// WebPages shows handouts in the browser.
type WebPages interface {
	OpenWebPage(ctx context.Context, l pack.Line) error
}

// Services has the local services of this computer. It is called in the background.
type Services interface {
	List() ([]catalog.Service, error)
}

// Favourites are the handouts that the learner has marked; *learner.Learner has them.
type Favourites interface {
	Record() progress.Record
	SetFavourite(h catalog.HandoutID, on bool, done func(error))
}

// A Cart keeps the print pack that is being put together. It is called in the background.
type Cart interface {
	Current() pack.Pack
	Save(ctx context.Context, p pack.Pack) error
}

// Usual is what was chosen for the last handout and is likely wanted for the next one: one for all screens of the
// window. The zero value is good. It is used on the UI goroutine.
type Usual struct {
	Service catalog.ServiceID
	Stock   paper.Size
}

// Deps is what the screen needs.
type Deps struct {
	Catalog    *catalog.Catalog
	Nav        nav.Navigator
	Now        func() time.Time
	Press      Press
	Web        WebPages
	Services   Services
	Favourites Favourites
	Cart       Cart
	Log        printout.Log // nil while nothing is kept of what is printed
	Usual      *Usual       // nil for none
	Desk       printout.Deps
}

// A Screen shows one handout. Its methods run on the UI goroutine.
type Screen struct {
	ctx context.Context
	d   Deps

	model model
	desk  *printout.Desk // nil when there is no such handout
	parts *parts
	root  fyne.CanvasObject
}

// New makes the screen and begins to make the page. ctx ends when the screen is left.
func New(ctx context.Context, d Deps, id catalog.HandoutID) *Screen {
	if d.Usual == nil {
		d.Usual = new(Usual)
	}
	s := &Screen{ctx: ctx, d: d}
	h, m, ok := d.Catalog.Handout(id)
	if !ok {
		s.root = s.missing()
		return s
	}
	s.model = newModel(h, m, *d.Usual, d.Now())
	s.model.favourite = d.Favourites.Record().Favourite(id)
	s.model.from = revision.From(d.Catalog, h.Library)
	s.parts = newParts(s)
	s.desk = printout.New(ctx, d.Desk, s.render, s.parts.web, s.parts.pack)
	s.root = s.desk.Show(s.parts.panel(s.desk)...)
	s.render()
	s.look()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Refresh makes the page again when the local services have changed.
func (s *Screen) Refresh() {
	if s.desk != nil {
		s.model.favourite = s.d.Favourites.Record().Favourite(s.model.handout.ID)
		s.look()
	}
}

// HandleKey turns pages and scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.desk != nil && s.desk.HandleKey(e) }

// look reads the local services, and makes the page when there is none yet or another service is on it now.
func (s *Screen) look() {
	services := s.d.Services
	work := func(context.Context) ([]catalog.Service, error) { return services.List() }
	bg.Start(s.ctx, s.d.Desk.Run, work, func(found []catalog.Service, err error) {
		before, first := s.model.printed(), !s.model.known
		s.model.found(found)
		if err != nil {
			s.desk.Complain(err)
		}
		if first || before != s.model.printed() {
			s.make()
			return
		}
		s.render()
		s.desk.Relayout()
	})
}

// make has the PDF made as it was chosen.
func (s *Screen) make() {
	press, m := s.d.Press, &s.model
	line := m.line()
	job := printout.Job{
		Make: func(ctx context.Context) (paper.Sheet, error) { return press.Make(ctx, line) },
		Name: "this handout", File: m.fileName(), Fixed: fixed(line.Form.Format), Mono: line.Form.Mono,
	}
	job.Size, job.Across = size(line.Form)
	for _, w := range m.warnings() {
		job.Warnings = append(job.Warnings, printout.Warning{Title: w.Title, Text: w.Text})
	}
	if local, ok := m.local(); ok {
		job.Place = local.Name
	}
	if s.d.Log != nil {
		job.Printed = s.printed(line)
	}
	s.desk.Make(job)
}

// choose keeps a choice and makes the page anew.
func (s *Screen) choose(change func(m *model)) {
	change(&s.model)
	s.model.keepOffered()
	s.d.Usual.Service, s.d.Usual.Stock = s.model.service, s.model.form.Stock
	s.make()
}

func (s *Screen) render() {
	if s.desk == nil {
		return // while the screen is put together
	}
	s.model.made, s.model.failure = paper.Sheet{}, s.desk.Failure()
	if made, ok := s.desk.Made(); ok {
		s.model.made = made
	}
	s.parts.render(s.model.state())
}
