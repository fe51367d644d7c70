// Package servicesview is the screen of the local services of this computer: the places near here that handouts
// send people to, and the help lines that the library brings for the region.
package servicesview

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
)

// A Directory has the local services of this computer. Its methods are called in the background.
type Directory interface {
	List() ([]catalog.Service, error)
	// Save keeps a service. One without an ID is new and gets one; one that was deleted comes back. It returns a
	// *catalog.ServiceError for details that cannot be kept.
	Save(ctx context.Context, s catalog.Service) (catalog.Service, error)
	Delete(ctx context.Context, id catalog.ServiceID) error
}

// Logos reads pictures from files.
type Logos interface {
	// ReadLogo reads a picture that can be printed as a logo, and drawn here: one that is too large or holds more
	// than a drawing is a *catalog.ServiceError. It is called in the background.
	ReadLogo(ctx context.Context, path string) ([]byte, error)
}

// Deps is what the screen needs.
type Deps struct {
	Catalog   *catalog.Catalog
	Nav       nav.Navigator
	Run       bg.Runner
	Canvas    fyne.Canvas // of the window that the screen is shown in
	Now       func() time.Time
	Directory Directory
	Logos     Logos
	Folders   filebox.Folders
	// Region is the region that was chosen, empty for that of the library; OnRegion keeps another one and calls
	// done on the UI goroutine.
	Region   func() catalog.Region
	OnRegion func(r catalog.Region, done func(error))
	Draft    *Draft // one for all screens of the window
}

// A Draft keeps what was being written when the screen was left and could not be saved, until it is opened again. The
// zero value is empty. It is used on the UI goroutine.
type Draft struct{ form *form }

// A Screen shows the local services. Its methods run on the UI goroutine.
type Screen struct {
	ctx    context.Context
	d      Deps
	model  model
	parts  *parts
	direct catalog.ServiceID // the service that the screen was opened for; empty for the list
}

// New makes the screen and begins to read the list. With the id of a service it opens that one. ctx ends when the
// screen is left; what was written is saved all the same.
func New(ctx context.Context, d Deps, id catalog.ServiceID) *Screen {
	s := &Screen{ctx: ctx, d: d, direct: id, model: model{catalog: d.Catalog, now: d.Now, region: d.Region()}}
	if f := d.Draft.form; f != nil {
		s.model.form, s.model.found, d.Draft.form = f, true, nil
		s.direct = ""
	}
	s.parts = newParts(s)
	s.render()
	s.list()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.parts.page }

// Focus is the name of the service that is being written, or the way to add one.
func (s *Screen) Focus() fyne.Focusable {
	if s.model.form != nil {
		return s.parts.form.fields[fieldName].Field()
	}
	return s.parts.list.add
}

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.parts.page.HandleKey(e) }

// Refresh shows what was changed elsewhere. What is being written stays.
func (s *Screen) Refresh() {
	s.model.region = s.d.Region()
	s.render()
	s.list()
}

// Leave saves what was being written. What cannot be saved is there when the screen is opened again.
func (s *Screen) Leave() {
	f := s.model.form
	if f == nil || !f.changed() || s.model.saving {
		return
	}
	f.typing, s.d.Draft.form = noField, f
	if f.right(s.d.Now()) {
		s.keep(f)
	}
}

func (s *Screen) render() { s.parts.render(s.model.state()) }

func (s *Screen) list() {
	directory := s.d.Directory
	work := func(context.Context) ([]catalog.Service, error) { return directory.List() }
	bg.Start(s.ctx, s.d.Run, work, func(all []catalog.Service, err error) {
		s.model.trouble = explain.Error(err)
		if err == nil {
			s.model.services, s.model.listed = all, true
		}
		s.render()
		if of, ok := s.model.find(s.direct); ok && s.model.form == nil {
			s.open(newForm(of))
		}
	})
}

// open shows a form.
func (s *Screen) open(f *form) {
	s.model.form, s.model.said, s.model.found = f, nothing, false
	s.render()
	s.parts.page.ScrollToTop()
	s.d.Canvas.Focus(s.Focus())
}

// close goes back to the list, or to where the service was opened from.
func (s *Screen) close(said said, id catalog.ServiceID) {
	direct := s.direct != "" && s.direct == id
	s.model.form, s.model.found, s.model.said = nil, false, said
	s.render()
	s.parts.page.ScrollToTop()
	if direct && said == saved {
		s.d.Nav.Back()
		return
	}
	s.d.Canvas.Focus(s.parts.list.focus(id))
}

func (s *Screen) onAdd() { s.open(newForm(catalog.Service{})) }

func (s *Screen) onEdit(id catalog.ServiceID) {
	if of, ok := s.model.find(id); ok {
		s.open(newForm(of))
	}
}

func (s *Screen) onField(at field, text string) {
	s.model.form.write(at, text)
	s.render()
}

func (s *Screen) onKind(kind string) {
	s.model.form.turn(kind)
	s.render()
}

func (s *Screen) onToday() {
	s.model.form.write(fieldChecked, glance.Date(s.d.Now()))
	s.model.form.typing = noField
	s.render()
}

func (s *Screen) onLogo() {
	logos, f := s.d.Logos, s.model.form
	filebox.Open(s.ctx, s.d.Canvas, filebox.OpenDeps{Run: s.d.Run, Folders: s.d.Folders}, filebox.Request{
		Title: "Choose a logo", Endings: []string{".png", ".jpg", ".jpeg", ".svg"}, Explain: explainLogo,
		Note: "A PNG, JPEG or SVG file. It is copied, so the file can be moved afterwards.",
	}, logos.ReadLogo, func(_ string, logo []byte) {
		f.setLogo(logo)
		s.render()
	})
}

func (s *Screen) onNoLogo() {
	s.model.form.setLogo(nil)
	s.render()
	s.d.Canvas.Focus(s.parts.form.choose)
}

// onSave keeps what is written, or goes to the first mistake.
func (s *Screen) onSave() {
	f := s.model.form
	if f == nil || s.model.saving {
		return
	}
	f.tried, f.typing = true, noField
	if !f.right(s.d.Now()) {
		s.render()
		if at := first(f.mistakes(s.d.Now())); at != noField {
			s.d.Canvas.Focus(s.parts.form.fields[at].Field())
		}
		return
	}
	if !f.changed() && !f.fresh() {
		s.close(nothing, f.was.ID)
		return
	}
	s.keep(f)
}

// keep saves a form. It goes on when the screen is left; what is refused then is a draft.
func (s *Screen) keep(f *form) {
	s.model.saving = true
	s.render()
	directory, of := s.d.Directory, f.service()
	ctx := context.WithoutCancel(s.ctx)
	work := func(ctx context.Context) (catalog.Service, error) { return directory.Save(ctx, of) }
	bg.Start(ctx, s.d.Run, work, func(kept catalog.Service, err error) {
		s.model.saving = false
		if s.ctx.Err() != nil {
			s.leftWith(f, err)
			return
		}
		if err != nil {
			f.deny(err)
			s.render()
			return
		}
		s.model.put(kept)
		s.close(saved, kept.ID)
	})
}

// leftWith takes how saving ended after the screen was left.
func (s *Screen) leftWith(f *form, err error) {
	switch {
	case err != nil:
		f.deny(err)
		s.d.Draft.form = f
	case s.d.Draft.form == f:
		s.d.Draft.form = nil
	}
}

// onCancel goes back to the list. What was written can be had back until something else is done.
func (s *Screen) onCancel() {
	f := s.model.form
	if f == nil || s.model.saving {
		return
	}
	said := nothing
	if f.changed() {
		said, s.model.lost = dropped, f
	}
	s.close(said, f.was.ID)
}

// onChecked marks a service as checked today.
func (s *Screen) onChecked(id catalog.ServiceID) {
	of, ok := s.model.find(id)
	if !ok {
		return
	}
	of.Checked = glance.Day(s.d.Now())
	s.change(of, checked)
}

func (s *Screen) onDelete(id catalog.ServiceID) {
	of, ok := s.model.find(id)
	if !ok || s.model.saving {
		return
	}
	s.model.saving = true
	directory := s.d.Directory
	work := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, directory.Delete(context.WithoutCancel(ctx), id)
	}
	bg.Start(s.ctx, s.d.Run, work, func(_ struct{}, err error) {
		s.model.saving = false
		if err != nil {
			s.model.refuse(err)
			s.render()
			return
		}
		s.model.drop(id)
		s.model.gone, s.model.trouble = &of, explain.Trouble{}
		s.close(deleted, "")
	})
}

// onUndo takes back what the notice speaks of.
func (s *Screen) onUndo() {
	switch s.model.said {
	case deleted:
		s.change(*s.model.gone, restored)
	case dropped:
		s.open(s.model.lost)
	}
}

// change keeps a service that is not being written.
func (s *Screen) change(of catalog.Service, then said) {
	if s.model.saving {
		return
	}
	s.model.saving = true
	directory := s.d.Directory
	work := func(ctx context.Context) (catalog.Service, error) {
		return directory.Save(context.WithoutCancel(ctx), of)
	}
	bg.Start(s.ctx, s.d.Run, work, func(kept catalog.Service, err error) {
		s.model.saving = false
		s.model.trouble = explain.Error(err)
		if err == nil {
			s.model.put(kept)
			s.model.said = then
		}
		s.render()
		s.d.Canvas.Focus(s.parts.list.focus(of.ID))
	})
}

func (s *Screen) onRegion(index int) {
	before := s.model.region
	s.model.region = s.model.state().Regions[index].Region
	s.render()
	s.d.OnRegion(s.model.region, func(err error) {
		if s.ctx.Err() != nil || err == nil {
			return
		}
		s.model.region, s.model.trouble = before, explain.Error(err)
		s.render()
	})
}

// explainLogo says why a picture cannot be a logo.
func explainLogo(err error) explain.Trouble {
	t := explain.Error(err)
	if errors.Is(err, catalog.ErrBadService) {
		t.What = "This file cannot be used as a logo."
	}
	return t
}
