// Package handoutsview is the screen that lists every handout of the library, and the ways to what has to do with
// them: the print pack, the local services, the log of what was printed.
package handoutsview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/nav"
)

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

// A Log has what was printed. It is called in the background.
type Log interface {
	Entries() ([]recall.Print, error)
}

// Last is what the list was narrowed to when it was left, for the way back: one for all screens of the window. The zero
// value narrows nothing. It is used on the UI goroutine.
type Last struct {
	narrow narrowing
	drafts bool
}

// Deps is what the screen needs.
type Deps struct {
	Catalog    *catalog.Catalog
	Nav        nav.Navigator
	Run        bg.Runner
	Now        func() time.Time
	Favourites Favourites
	Cart       Cart
	Log        Log
	Region     func() catalog.Region // whose alerts are shown; empty for those of everywhere
	Last       *Last                 // nil for none
}

// A Screen lists the handouts. Its methods run on the UI goroutine.
type Screen struct {
	ctx    context.Context
	d      Deps
	model  model
	saving bool // the cart

	*parts
}

// New makes the screen and begins to read what is in the pack and what was printed. ctx ends when the screen is left.
func New(ctx context.Context, d Deps) *Screen {
	s := &Screen{ctx: ctx, d: d, model: newModel(d.Catalog, d.Favourites.Record().Favourites, d.Region(), d.Now())}
	s.parts = newParts(s)
	if d.Last != nil {
		s.model.drafts = d.Last.drafts
		s.model.setNarrow(func(n *narrowing) { *n = d.Last.narrow })
		s.filter.SetText(d.Last.narrow.Text)
	}
	s.render()
	s.look()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is the filter.
func (s *Screen) Focus() fyne.Focusable { return s.filter.Field() }

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.page.HandleKey(e) }

// Leave keeps what the list is narrowed to.
func (s *Screen) Leave() {
	if s.d.Last != nil {
		*s.d.Last = Last{s.model.narrow, s.model.drafts}
	}
}

// Refresh takes in what has changed elsewhere.
func (s *Screen) Refresh() {
	s.model.marked(s.d.Favourites.Record().Favourites)
	s.model.region = s.d.Region()
	s.render()
	s.look()
}

// look reads what is in the pack and what of the prints is to be binned.
func (s *Screen) look() {
	type found struct {
		cart    pack.Pack
		recalls []recall.Recall
	}
	cart, log, c, today := s.d.Cart, s.d.Log, s.d.Catalog, s.d.Now()
	work := func(context.Context) (found, error) {
		prints, err := log.Entries()
		return found{cart.Current(), recall.Find(prints, c, today)}, err
	}
	bg.Start(s.ctx, s.d.Run, work, func(f found, err error) {
		s.model.cart, s.model.recalls = f.cart, f.recalls
		s.complain(err)
		s.render()
	})
}

func (s *Screen) render() { s.parts.render(s.model.state()) }

// narrow changes what the list is narrowed to.
func (s *Screen) narrow(change func(n *narrowing)) {
	s.model.setNarrow(change)
	s.render()
}

// onClear shows everything again.
func (s *Screen) onClear() {
	s.filter.SetText("")
	s.narrow(func(n *narrowing) { *n = narrowing{} })
	s.filter.Focus()
}

func (s *Screen) onMore() {
	shown := len(s.rows)
	s.model.showMore()
	s.render()
	// The button may be gone: the keyboard goes to the first card that is new.
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.page); c != nil && shown < len(s.rows) {
		c.Focus(s.rows[shown].panel)
	}
}

// onStar marks a handout as a favourite, or takes the mark back.
func (s *Screen) onStar(id catalog.HandoutID) {
	s.d.Favourites.SetFavourite(id, !s.model.favourite[id], func(err error) {
		s.complain(err)
		s.model.marked(s.d.Favourites.Record().Favourites)
		s.render()
	})
}

// onAdd puts a handout into the pack.
func (s *Screen) onAdd(id catalog.HandoutID) {
	if h, _, ok := s.d.Catalog.Handout(id); ok {
		s.fill(func(p pack.Pack) pack.Pack { return withHandout(p, h) }, "")
	}
}

// onReady puts a ready-made pack into the pack.
func (s *Screen) onReady(id catalog.PackID) {
	if ready, ok := s.d.Catalog.Pack(id); ok {
		s.fill(func(p pack.Pack) pack.Pack { return withReady(p, ready) }, id)
	}
}

// fill changes what is in the pack. A press while it is being saved is dropped, or it might be lost.
func (s *Screen) fill(change func(pack.Pack) pack.Pack, ready catalog.PackID) {
	if s.saving {
		return
	}
	s.saving = true
	cart := s.d.Cart
	work := func(ctx context.Context) (pack.Pack, error) {
		err := cart.Save(context.WithoutCancel(ctx), change(cart.Current()))
		return cart.Current(), err
	}
	bg.Start(s.ctx, s.d.Run, work, func(p pack.Pack, err error) {
		s.saving = false
		s.model.cart, s.model.added = p, ready
		s.complain(err)
		s.render()
	})
}

// complain shows what went wrong, or nothing.
func (s *Screen) complain(err error) {
	s.trouble.Tell(explain.Error(err))
	if err != nil {
		s.page.ScrollToTop()
	}
}
