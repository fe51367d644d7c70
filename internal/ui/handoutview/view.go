// Package handoutview is the screen of one handout: the very page that prints, what goes on it, and ways to
// give it to people.
package handoutview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A Press makes the PDF of a handout, with the learner's local service on it.
type Press interface {
	Make(ctx context.Context, l pack.Line) (paper.Sheet, error)
}

// What shows, prints and keeps any PDF.
type (
	Pages    = printout.Pages
	Printing = printout.Printing
	Files    = printout.Files
)

// Viewer opens handouts in other programs.
type Viewer interface {
	printout.Viewer
	OpenWebPage(ctx context.Context, l pack.Line) error
}

// Deps is what the screen needs.
type Deps struct {
	Catalog *catalog.Catalog
	Nav     nav.Navigator
	Run     bg.Runner
	Now     func() time.Time
	Service func() string // name of the local service that is printed on handouts; empty for none

	Press    Press
	FirstUse func() bool // whether the press has to be made ready first; nil means never
	Pages    Pages
	Printing Printing
	Files    Files
	Viewer   Viewer
}

// A Screen shows one handout. Its methods run on the UI goroutine.
type Screen struct {
	d  Deps
	id catalog.HandoutID

	model model
	desk  *printout.Desk // nil when there is no such handout
	parts *parts
	root  fyne.CanvasObject
}

// New makes the screen and begins to make the page. ctx ends when the screen is left.
func New(ctx context.Context, d Deps, id catalog.HandoutID) *Screen {
	s := &Screen{d: d, id: id}
	h, m, ok := d.Catalog.Handout(id)
	if !ok {
		s.root = s.missing()
		return s
	}
	s.model = model{handout: h, module: m, today: d.Now(), service: d.Service()}
	web := widgets.NewButton(widgets.Quiet, "Open as web page", look.IconGlobe, s.onOpenWebPage)
	s.desk = printout.New(ctx, printout.Deps{
		Run: d.Run, FirstUse: d.FirstUse, Pages: d.Pages, Printing: d.Printing, Files: d.Files, Viewer: d.Viewer,
	}, s.render, web)
	s.parts = newParts(s)
	s.root = s.desk.Show(s.parts.panel(s.model.state(), s.desk)...)
	s.make()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Refresh makes the page again when the local service has changed.
func (s *Screen) Refresh() {
	if s.desk == nil {
		return
	}
	if now := s.d.Service(); now != s.model.service {
		s.model.service = now
		s.make()
		return
	}
	s.render()
	s.desk.Relayout()
}

// HandleKey turns pages and scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.desk != nil && s.desk.HandleKey(e) }

// make has the PDF made.
func (s *Screen) make() {
	press, id := s.d.Press, s.id
	s.desk.Make(printout.Job{
		Make: func(ctx context.Context) (paper.Sheet, error) { return press.Make(ctx, pack.Line{Handout: id}) },
		Name: "this handout", File: s.model.fileName(), Warning: s.model.warning(),
	})
}

func (s *Screen) onOpenWebPage() {
	viewer, id := s.d.Viewer, s.id
	s.desk.Open(func(ctx context.Context) error { return viewer.OpenWebPage(ctx, pack.Line{Handout: id}) })
}

func (s *Screen) render() {
	s.model.pages = 0
	if n, ok := s.desk.Ready(); ok {
		s.model.pages = n
	}
	s.parts.render(s.model.state())
}
