// Package facilitatorview is the screen from which a facilitator runs a session: what the room sees and what comes
// next, notes, time, and everything that is asked. What is pressed is on disk before the screen shows that it happened.
package facilitatorview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/roomwindow"
	"github.com/passalong/passalong/internal/ui/slides"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A Conductor runs the session. Its methods are called away from the UI goroutine.
type Conductor interface {
	// Do, Forward and Back return once what happened is on disk. Their errors are those of package session and of the disk;
	// after one nothing has changed.
	Do(ctx context.Context, e session.Event) error
	Forward(ctx context.Context) error
	Back(ctx context.Context) error
	Desk() session.DeskView
	bg.News // of the session's events
}

// Phones is the page for phones. Its methods are called away from the UI goroutine.
type Phones interface {
	Start(ctx context.Context, a session.Address) error
	Stop(ctx context.Context) error
	Phones() session.Phones
	bg.News // of Phones
}

// A Room is the window on the projector. It is shown what the room sees by others; here it is opened and closed.
type Room interface {
	Open()
	Close()
	Move()
	SetFull(on bool)
	SetColours(slides.Colours)
	State() roomwindow.State
	Aspect() float32
	Watch(roomwindow.Events)
}

// Deps are what the screen uses.
type Deps struct {
	ID        session.ID
	Session   Conductor
	Phones    Phones
	Addresses func() ([]session.Address, error) // of this computer; called away from the UI goroutine
	Room      Room
	Catalog   *catalog.Catalog // to add questions from; nil leaves that out
	Nav       nav.Navigator
	Run       bg.Runner
	Canvas    fyne.Canvas                   // of the window that the screen is shown in
	Every     func(context.Context, func()) // calls a function each second on the UI goroutine, until ctx ends
	Now       func() time.Time
	Pictures  slides.Pictures      // for previews
	Colours   slides.Colours       // of the room's screen
	OnColours func(slides.Colours) // keeps that choice; may be nil
}

// pace is the shortest time between two changes of the screen that nobody pressed anything for: much less would keep an old
// computer busy drawing, and more would be seen as waiting.
const pace = 75 * time.Millisecond

// A Screen runs a session. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	deps  Deps
	model *model
	queue queue
	view  *cockpit
	care  *w.Dialog // nil while it is closed
}

// New makes the screen of a session as it is at desk. The screen changes nothing after ctx has ended, but what was pressed
// is kept all the same, and the keys of a presenter remote in the room's window still work.
func New(ctx context.Context, d Deps, desk session.DeskView) *Screen {
	s := &Screen{ctx: ctx, deps: d, model: newModel(d.Now(), desk)}
	s.queue.s = s
	s.view = newCockpit(s)
	d.Room.Watch(roomwindow.Events{Forward: s.forward, Back: s.back, Dark: s.dark, Changed: s.roomChanged})
	s.model.room = roomState(d.Room.State())
	s.render()
	d.Every(ctx, s.tick)
	bg.Follow(ctx, d.Run, pace, desk.Number, d.Session, d.Session.Desk, s.took)
	bg.Start(ctx, d.Run, func(context.Context) (session.Phones, error) { return d.Phones.Phones(), nil },
		func(p session.Phones, _ error) { s.tookPhones(p) })
	bg.Follow(ctx, d.Run, pace, -1, d.Phones, d.Phones.Phones, s.tookPhones)
	return s
}

// Content is the object to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.view.root }

// Focus is nil: the keys of a remote work where nothing has the keyboard.
func (s *Screen) Focus() fyne.Focusable { return nil }

// Refresh takes in how things are.
func (s *Screen) Refresh() {
	bg.Start(s.ctx, s.deps.Run, func(context.Context) (session.DeskView, error) { return s.deps.Session.Desk(), nil },
		func(d session.DeskView, _ error) { s.took(d) })
}

func (s *Screen) took(d session.DeskView) {
	s.model.take(d)
	s.render()
}

func (s *Screen) tookPhones(p session.Phones) {
	s.model.phones = p
	s.render()
}

func (s *Screen) roomChanged() {
	s.model.room = roomState(s.deps.Room.State())
	if s.ctx.Err() == nil {
		s.render()
	}
}

// tick is one second.
func (s *Screen) tick() {
	s.model.now = s.deps.Now()
	s.model.room = roomState(s.deps.Room.State())
	s.render()
}

// render brings everything into line with the model. Each part draws only what changed.
func (s *Screen) render() {
	if s.ctx.Err() == nil {
		s.view.set(s.model)
	}
}

func (s *Screen) openTab(t tab) {
	s.model.tab = t
	if t == phonesTab && !s.model.lookedAt {
		s.lookAround()
	}
	s.render()
	s.view.body.ScrollToTop()
	if here := s.view.plan.here(); t == planTab && here != nil {
		s.view.body.Centre(here)
	}
}

// lookAround asks which networks this computer is in.
func (s *Screen) lookAround() {
	bg.Start(s.ctx, s.deps.Run, func(context.Context) ([]session.Address, error) { return s.deps.Addresses() },
		func(all []session.Address, err error) {
			s.model.addresses, s.model.lookedAt, s.model.phoneErr = all, true, err
			s.model.chosen = usual(all)
			s.render()
		})
}

// usual is the address that is chosen until another one is.
func usual(all []session.Address) int {
	for i, a := range all {
		if a.Usual {
			return i
		}
	}
	return 0
}

func (s *Screen) goTo(screen nav.Screen) {
	s.deps.Nav.Go(nav.Route{Screen: screen, Session: s.deps.ID})
}

// HandleKey does what the keys of a presenter remote say, and has keys of its own: F1 for hard moments, F5 for
// the room's screen, B for a dark one, J for how to join, A, S, R, T, W and H for what is asked, Y and X for the first word that waits, 1 to 5 for the tabs.
// It reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd:
		return s.view.body.HandleKey(e)
	case fyne.KeyF1:
		s.showCare()
		return true
	case fyne.KeyF5:
		s.deps.Room.Open()
		return true
	case fyne.KeyJ:
		if s.model.phones.On {
			s.join()
		}
		return s.model.phones.On
	}
	switch roomwindow.KeyOf(e.Name) {
	case roomwindow.Forward:
		s.forward()
		return true
	case roomwindow.Back:
		s.back()
		return true
	case roomwindow.Dark:
		s.dark()
		return true
	}
	if t, ok := tabKeys[e.Name]; ok {
		s.openTab(t)
		return true
	}
	return s.askKey(e.Name)
}

var tabKeys = map[fyne.KeyName]tab{fyne.Key1: nowTab, fyne.Key2: planTab, fyne.Key3: phonesTab, fyne.Key4: moreTab, fyne.Key5: slideTab}
