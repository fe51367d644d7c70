// Package handoutview is the screen of one handout: the very page that prints, what goes on it, and ways to
// give it to people.
package handoutview

import (
	"context"
	"image"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/nav"
)

// A Press makes the PDF of a handout, with the learner's local service on it.
type Press interface {
	PDF(ctx context.Context, id catalog.HandoutID) ([]byte, error)
}

// Pages draws the pages of a PDF. Pages are counted from 0.
type Pages interface {
	Pages(ctx context.Context, pdf []byte) (int, error)
	Page(ctx context.Context, pdf []byte, page, dpi int) (image.Image, error)
}

// Printing is the machine's print system. Its errors are those of package paper.
type Printing interface {
	Printers(ctx context.Context) ([]paper.Printer, error)
	Print(ctx context.Context, printer string, job paper.Job, pdf []byte) error
}

// Files keeps a PDF where the learner wants it.
type Files interface {
	// SuggestPath is a whole path for a file of a name: in the folder for downloads, or else at home.
	SuggestPath(name string) string
	// Save writes the file whole or not at all. Unless it is to replace one, it returns fs.ErrExist where
	// there is a file already. It returns fs.ErrNotExist when the folder is missing, fs.ErrPermission when
	// it cannot be written to and progress.ErrDiskFull when the disk is full.
	Save(ctx context.Context, path string, pdf []byte, replace bool) error
	// ShowFolder opens the folder of a file in the system's file manager.
	ShowFolder(ctx context.Context, path string) error
}

// Viewer opens handouts in other programs.
type Viewer interface {
	OpenFile(ctx context.Context, pdf []byte, name string) error
	OpenWebPage(ctx context.Context, id catalog.HandoutID) error
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
	ctx context.Context
	d   Deps
	id  catalog.HandoutID

	model   model
	stop    context.CancelFunc // ends the making of the page
	drawing bool               // a page is being drawn

	parts *parts // nil when there is no such handout
	root  fyne.CanvasObject
}

// New makes the screen and begins to make the page. ctx ends when the screen is left.
func New(ctx context.Context, d Deps, id catalog.HandoutID) *Screen {
	s := &Screen{ctx: ctx, d: d, id: id, stop: func() {}}
	h, m, ok := d.Catalog.Handout(id)
	if !ok {
		s.root = s.missing()
		return s
	}
	s.model = model{handout: h, module: m, today: d.Now(), service: d.Service()}
	s.parts = newParts(s)
	s.root = s.parts.root
	s.make()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Refresh makes the page again when the local service has changed.
func (s *Screen) Refresh() {
	if s.parts == nil {
		return
	}
	if now := s.d.Service(); now != s.model.service {
		s.model.service = now
		s.make()
		return
	}
	s.render()
}

// HandleKey turns pages and scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool {
	return s.parts != nil && s.parts.key(e)
}

// make has the PDF made.
func (s *Screen) make() {
	s.stop()
	ctx, stop := context.WithCancel(s.ctx)
	s.stop = stop
	s.model.begin(s.d.FirstUse != nil && s.d.FirstUse())
	s.render()

	type made struct {
		pdf   []byte
		pages int
	}
	press, pages, id := s.d.Press, s.d.Pages, s.id
	work := func(ctx context.Context) (made, error) {
		pdf, err := press.PDF(ctx, id)
		if err != nil {
			return made{}, err
		}
		n, err := pages.Pages(ctx, pdf)
		return made{pdf, n}, err
	}
	bg.Start(ctx, s.d.Run, work, func(v made, err error) {
		if err != nil {
			s.model.fail(err)
		} else {
			s.model.made(v.pdf, v.pages)
		}
		s.render()
		s.draw()
	})
}

func (s *Screen) onCancel() {
	s.stop()
	s.model.stop()
	s.render()
}

// draw has the page drawn that is shown, in the resolution it is shown in. There is one drawing at a time:
// while the window is being resized, those in between are left out.
func (s *Screen) draw() {
	if s.drawing {
		return
	}
	d, ok := s.model.missing(s.parts.preview.dpi(s.model.zoom))
	if !ok {
		return
	}
	s.drawing = true
	pages, pdf := s.d.Pages, s.model.pdf
	work := func(ctx context.Context) (image.Image, error) { return pages.Page(ctx, pdf, d.page-1, d.dpi) }
	bg.Start(s.ctx, s.d.Run, work, func(img image.Image, err error) {
		s.drawing = false
		if s.model.phase != ready {
			return // it is being made anew
		}
		if err != nil {
			s.model.fail(err)
			s.render()
			return
		}
		s.model.show(d, img)
		s.render()
		s.draw()
	})
}

func (s *Screen) onTurn(by int) {
	if s.model.turn(by) {
		s.parts.preview.toTop()
		s.render()
		s.draw()
	}
}

func (s *Screen) onZoom(z int) {
	s.model.zoom = zoom(z)
	s.render()
	s.draw()
}

// open hands the handout to another program.
func (s *Screen) open(with func(context.Context) error) {
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, with(ctx) }
	bg.Start(s.ctx, s.d.Run, work, func(_ struct{}, err error) {
		s.parts.complain(explain.Error(err))
	})
}

func (s *Screen) onOpenFile() {
	viewer, pdf, name := s.d.Viewer, s.model.pdf, s.model.fileName()
	s.open(func(ctx context.Context) error { return viewer.OpenFile(ctx, pdf, name) })
}

func (s *Screen) onOpenWebPage() {
	viewer, id := s.d.Viewer, s.id
	s.open(func(ctx context.Context) error { return viewer.OpenWebPage(ctx, id) })
}

func (s *Screen) render() { s.parts.render(s.model.state()) }

// canvas is where the screen is shown; nil while it is not.
func (s *Screen) canvas() fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(s.root)
}
