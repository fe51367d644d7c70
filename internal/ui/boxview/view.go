// Package boxview is the screen of everything on paper for a session: plan, list of materials, consent words, tickets, sheets,
// handouts and forms, together or one by one.
package boxview

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// Plans are those that are kept on this computer. Its method is called in the background.
type Plans interface {
	Plans(ctx context.Context) ([]plan.Plan, error)
}

// A Press makes the pages.
type Press interface {
	Box(ctx context.Context, p plan.Plan, form paper.BoxForm) (paper.Sheet, error)
}

// Deps are what the screen uses.
type Deps struct {
	Plans  Plans
	Press  Press
	Desk   printout.Deps
	Nav    nav.Navigator
	Run    bg.Runner
	Random func() [32]byte // decides the codes of tickets
}

// A Screen is a plan on paper. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	id    plan.ID
	part  paper.BoxPart
	model *model // nil until the plan is read
	root  *fyne.Container
	desk  *printout.Desk
	parts *parts
}

// New makes the screen of a plan, with a part of the box or, where it is empty, everything. It begins to read the plan.
func New(ctx context.Context, d Deps, id plan.ID, part paper.BoxPart) *Screen {
	s := &Screen{ctx: ctx, d: d, id: id, part: part, root: container.NewStack()}
	s.read()
	return s
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// HandleKey turns pages and scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.desk != nil && s.desk.HandleKey(e) }

func (s *Screen) read() {
	bg.Start(s.ctx, s.d.Run, s.d.Plans.Plans, func(all []plan.Plan, err error) {
		i := slices.IndexFunc(all, func(p plan.Plan) bool { return p.ID == s.id })
		switch {
		case i >= 0: // whatever is wrong with others
			s.open(all[i])
		case err != nil:
			panel := w.NewErrorPanel(w.NewButton(w.Secondary, "Try again", look.IconRefresh, s.read))
			panel.Tell(explain.Error(err))
			s.show(w.NewPageColumn(w.Reading, w.Title("Session in a box"), panel))
		default:
			back := w.NewButton(w.Primary, "See all sessions", look.IconUsers, func() { s.d.Nav.Replace(nav.Route{Screen: nav.Sessions}) })
			s.show(w.NewPageColumn(w.Reading, w.NewEmptyState(look.IconPrinter, "This plan is not here any more", "It was deleted.", back)))
		}
	})
}

func (s *Screen) show(o fyne.CanvasObject) {
	s.root.Objects = []fyne.CanvasObject{o}
	s.root.Refresh()
}

func (s *Screen) open(p plan.Plan) {
	s.model = newModel(p, s.part, s.d.Random())
	s.desk = printout.New(s.ctx, s.d.Desk, func() {})
	s.parts = newParts(s)
	s.show(s.desk.Show(s.parts.panel(s.model.state(), s.desk)...))
	s.make()
}

func (s *Screen) change(set func(f *paper.BoxForm)) {
	set(&s.model.form)
	s.make()
}

// make has the pages made as they were chosen.
func (s *Screen) make() {
	s.parts.render(s.model.state())
	press, p, form := s.d.Press, s.model.plan, s.model.form
	s.desk.Make(printout.Job{
		Make: func(ctx context.Context) (paper.Sheet, error) { return press.Box(ctx, p, form) },
		Name: "these sheets", File: s.model.fileName(), Size: form.Size,
	})
	s.desk.Relayout()
}
