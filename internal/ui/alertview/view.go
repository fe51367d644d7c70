// Package alertview is the screen of a drug alert: what it says, until when it holds, and the poster, flyer or receipt
// to hand out. Without an alert it lists all of them.
package alertview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A Press makes the PDF of an alert, in the background.
type Press interface {
	MakeAlert(ctx context.Context, id catalog.AlertID, form paper.HandoutForm, service catalog.ServiceID) (paper.Sheet, error)
}

// A Reader knows what was read; *learner.Learner does.
type Reader interface {
	Record() progress.Record
	MarkAlertRead(id catalog.AlertID, version string, done func(error))
}

// A Directory has the local services of this computer. It is called in the background.
type Directory interface {
	List() ([]catalog.Service, error)
}

// Deps is what the screen needs.
type Deps struct {
	Catalog   *catalog.Catalog
	Nav       nav.Navigator
	Run       bg.Runner
	Now       func() time.Time
	Learner   Reader
	Region    func() catalog.Region // whose alerts count
	Directory Directory
	Press     Press
	Desk      printout.Deps
	Log       printout.Log
	Logs      func() bool // whether what is printed is kept in the log
}

// A Screen shows one alert, or all of them. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model model
	desk  *printout.Desk // nil for the list
	parts *parts
	page  *widgets.PageColumn // of the list
	first fyne.Focusable      // of the list
	root  fyne.CanvasObject
}

// New makes the screen of an alert, which then counts as read, or the list of all for an empty id. ctx ends when the
// screen is left.
func New(ctx context.Context, d Deps, id catalog.AlertID) *Screen {
	s := &Screen{ctx: ctx, d: d, model: model{catalog: d.Catalog, today: d.Now(), region: d.Region()}}
	if id == "" {
		s.root = s.list()
		return s
	}
	a, ok := d.Catalog.Alert(id)
	if !ok {
		leave := widgets.NewButton(widgets.Primary, "See all alerts", look.NoIcon, func() { d.Nav.Replace(nav.Route{Screen: nav.Alert}) })
		s.root = widgets.NewPageColumn(widgets.Reading, widgets.NewEmptyState(look.IconShieldAlert, "This alert is not here any more",
			"The library does not have it now. If a printed copy hangs somewhere, take it down.", leave))
		return s
	}
	s.model.alert = a
	if !d.Learner.Record().AlertRead(a) {
		d.Learner.MarkAlertRead(a.ID, a.Version, nil) // what is not kept is shown again, and that is right
	}
	s.desk = printout.New(ctx, d.Desk, s.render)
	s.parts = newParts(s)
	s.root = s.desk.Show(s.parts.panel(s.model.state(), s.desk)...)
	s.make()
	s.services()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Focus is the first alert of the list; nil for a single one.
func (s *Screen) Focus() fyne.Focusable { return s.first }

// HandleKey turns pages and scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool {
	switch {
	case s.desk != nil:
		return s.desk.HandleKey(e)
	case s.page != nil:
		return s.page.HandleKey(e)
	}
	return false
}

// services reads the local services, of which one can go on the page.
func (s *Screen) services() {
	directory := s.d.Directory
	work := func(context.Context) ([]catalog.Service, error) { return directory.List() }
	bg.Start(s.ctx, s.d.Run, work, func(all []catalog.Service, err error) {
		s.parts.complain(explain.Error(err))
		s.model.services = all
		s.render()
		s.desk.Relayout()
	})
}

func (s *Screen) onForm(i int) {
	s.model.form = i
	s.make()
}

func (s *Screen) onMono(on bool) {
	s.model.mono = on
	s.make()
}

func (s *Screen) onService(i int) {
	s.model.service = ""
	if i > 0 {
		s.model.service = s.model.services[i-1].ID
	}
	s.make()
}

// make has the page made as it was chosen.
func (s *Screen) make() {
	press, id, form, service := s.d.Press, s.model.alert.ID, s.model.paperForm(), s.model.service
	job := printout.Job{
		Make: func(ctx context.Context) (paper.Sheet, error) { return press.MakeAlert(ctx, id, form, service) },
		Name: "this alert", File: s.model.fileName(), Size: sizeOf(form.Format), Mono: form.Mono, Warnings: s.warnings(),
	}
	if s.d.Logs() {
		job.Printed, job.Place = s.printed(form), s.serviceName()
	}
	s.desk.Make(job)
}

func sizeOf(f paper.Format) paper.Size {
	switch f {
	case paper.LeafletA5:
		return paper.A5
	case paper.LeafletLetter:
		return paper.Letter
	case paper.Receipt:
		return paper.Roll80
	}
	return paper.A4
}

// warnings are to be read before it is printed.
func (s *Screen) warnings() []printout.Warning {
	var out []printout.Warning
	st := s.model.state()
	if st.Over {
		out = append(out, printout.Warning{Title: "This alert is over", Text: st.Status + " It prints with a band that says so, and not as a current one."})
	}
	if st.Coming {
		out = append(out, printout.Warning{Title: "Not yet", Text: st.Status})
	}
	for _, sv := range s.model.services {
		if sv.ID == s.model.service && sv.UncheckedOn(s.model.today) {
			out = append(out, printout.Warning{Title: "Check these details first", Text: "Nobody has checked " + sv.Name + " for 90 days. Ring or go there before you print."})
		}
	}
	return out
}

func (s *Screen) serviceName() string {
	for _, sv := range s.model.services {
		if sv.ID == s.model.service {
			return sv.Name
		}
	}
	return ""
}

// printed keeps what a printer has taken in the log.
func (s *Screen) printed(form paper.HandoutForm) func(copies int, place string) {
	a, log, now := s.model.alert, s.d.Log, s.d.Now
	return func(copies int, place string) {
		s.desk.Keep(log, recall.OfAlert(a, form, copies, place, now()))
	}
}

func (s *Screen) render() { s.parts.render(s.model.state()) }
