// Package updateview is the screen of the libraries on this computer: what they are, who vouches for them, and what is
// newer. It asks the network only when it is asked to.
package updateview

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/arrival"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/nav"
)

// A Screen shows the libraries. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model model
	stop  context.CancelFunc // ends what is under way
	parts *parts
	ticks context.CancelFunc // ends the clock; nil while nothing waits
	moved func()             // gives the keyboard back after the order has changed; nil for elsewhere
}

// New makes the screen. It asks nothing of the network. ctx ends when the screen is left.
func New(ctx context.Context, d Deps) *Screen {
	s := &Screen{ctx: ctx, d: d, model: newModel(d.Catalog, d.Now), stop: func() {}}
	s.model.never = d.Settings.Current().NeverConnect
	s.parts = newParts(s)
	s.render()
	s.read()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.parts.page }

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.parts.page.HandleKey(e) }

// Refresh shows settings that have changed.
func (s *Screen) Refresh() {
	s.model.never = s.d.Settings.Current().NeverConnect
	s.render()
}

func (s *Screen) render() {
	s.parts.render(s.model.state())
	s.keepTime()
}

// keepTime runs the clock for as long as a source has asked to wait.
func (s *Screen) keepTime() {
	switch {
	case s.model.patient() && s.ticks == nil:
		ctx, end := context.WithCancel(s.ctx)
		s.ticks = end
		s.d.Every(ctx, s.tick)
	case !s.model.patient() && s.ticks != nil:
		s.ticks()
		s.ticks = nil
	}
}

// tick goes on with a library whose source may be asked again.
func (s *Screen) tick() {
	if l, ok := s.model.due(); ok {
		s.again(l)
	}
}

// read asks which libraries there are.
func (s *Screen) read() {
	bg.Start(s.ctx, s.d.Run, s.d.Shelf.Libraries, func(libs []catalog.InstalledLibrary, err error) {
		s.model.take(libs, err)
		s.render()
		if s.moved != nil {
			s.moved()
			s.moved = nil
		}
	})
}

// begin starts a step that can be stopped.
func (s *Screen) begin(l *shelved, st step) context.Context {
	s.stop()
	ctx, stop := context.WithCancel(s.ctx)
	s.stop = stop
	s.model.begin(l, st)
	s.render()
	return ctx
}

func (s *Screen) onCheckAll() {
	if s.model.working() != nil || s.model.never {
		return
	}
	s.model.checkAll()
	s.checkNext()
}

// checkNext checks the libraries one after the other: they may share a source that counts requests.
func (s *Screen) checkNext() {
	id, ok := s.model.next()
	if !ok {
		s.render()
		s.parts.focusAfter()
		return
	}
	if l, ok := s.model.find(id); ok {
		s.check(l)
	}
}

func (s *Screen) check(l *shelved) {
	ctx, courier, id := s.begin(l, checkStep), s.d.Courier, l.lib.ID
	work := func(ctx context.Context) (catalog.Update, error) { return courier.Check(ctx, id) }
	bg.Start(ctx, s.d.Run, work, func(u catalog.Update, err error) {
		s.model.checkDone(l, u, err)
		s.checkNext()
	})
}

// install fetches an update. Leaving the screen stops it, and nothing is changed: what has arrived is kept for the
// next time.
func (s *Screen) install(l *shelved) {
	ctx, courier, u := s.begin(l, installStep), s.d.Courier, l.update
	report := s.reporter(ctx, l)
	work := func(context.Context) (catalog.Revision, error) { return courier.Install(ctx, u, report) }
	// It may have been too late to stop it, so that its end is always heard of.
	bg.Start(context.WithoutCancel(s.ctx), s.d.Run, work, func(_ catalog.Revision, err error) {
		s.ended(err, func() { s.model.installDone(l, err) })
	})
	s.parts.focusOn(l.lib.ID)
}

// reporter gives a function for other goroutines to report how far the download has come.
func (s *Screen) reporter(ctx context.Context, l *shelved) func(catalog.Transfer) {
	t := &arrival.Throttle{Now: s.d.Now}
	return func(transfer catalog.Transfer) {
		if !t.Due(transfer) {
			return
		}
		s.d.Run.Do(func() {
			if ctx.Err() == nil && l.phase == installing {
				l.transfer = transfer
				s.parts.renderTransfer(l.lib.ID, transfer)
			}
		})
	}
}

// change does what is not stopped half-way by leaving.
func (s *Screen) change(l *shelved, st step, do func(ctx context.Context) error) {
	s.begin(l, st)
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }
	bg.Start(context.WithoutCancel(s.ctx), s.d.Run, work, func(_ struct{}, err error) {
		s.ended(err, func() { s.model.done(l, err) })
	})
}

// ended shows how something went that leaving the screen does not stop, and has the window read the content that is in
// use now.
func (s *Screen) ended(err error, show func()) {
	if s.ctx.Err() == nil {
		show()
		s.render()
		if s.moved == nil || err != nil {
			s.parts.focusAfter()
		}
		if err != nil {
			s.moved = nil
		} else {
			s.read()
		}
	}
	if err == nil {
		s.d.OnChanged()
	}
}

// again does once more what was tried last.
func (s *Screen) again(l *shelved) {
	if s.model.working() != nil {
		return
	}
	id := l.lib.ID
	switch l.last {
	case checkStep:
		s.check(l)
	case installStep:
		s.install(l)
	case returnStep:
		s.onReturn(id)
	case removeStep:
		s.remove(id)
	case upStep:
		s.onMove(id, -1)
	case downStep:
		s.onMove(id, +1)
	}
}

func (s *Screen) onAgain(id string) {
	if l, ok := s.model.find(id); ok {
		s.again(l)
	}
}

func (s *Screen) onInstall(id string) {
	switch l, ok := s.model.find(id); {
	case !ok || s.model.working() != nil:
	case l.mustCompare():
		s.d.Nav.Go(nav.Route{Screen: nav.Add, Query: l.update.Source})
	default:
		s.install(l)
	}
}

func (s *Screen) onReturn(id string) {
	if l, ok := s.model.find(id); ok && s.model.working() == nil {
		courier := s.d.Courier
		s.change(l, returnStep, func(ctx context.Context) error {
			_, err := courier.RollBack(ctx, id)
			return err
		})
	}
}

func (s *Screen) onMove(id string, by int) {
	l, ok := s.model.find(id)
	ids, possible := s.model.moved(id, by)
	if !ok || !possible || s.model.working() != nil {
		return
	}
	st, shelf := downStep, s.d.Shelf
	if by < 0 {
		st = upStep
	}
	s.moved = func() { s.parts.focusMove(id, by) }
	s.change(l, st, func(ctx context.Context) error { return shelf.Order(ctx, ids) })
}

func (s *Screen) remove(id string) {
	if l, ok := s.model.find(id); ok && s.model.working() == nil {
		shelf := s.d.Shelf
		s.change(l, removeStep, func(ctx context.Context) error { return shelf.Remove(ctx, id) })
	}
}

func (s *Screen) onCancel(id string) {
	l, ok := s.model.find(id)
	if !ok {
		return
	}
	if l.phase == installing || l.phase == checking {
		s.stop()
	}
	s.model.stop(l)
	s.render()
}

// onCancelChecks ends the check of all.
func (s *Screen) onCancelChecks() {
	s.stop()
	s.model.stopChecks()
	s.render()
	s.parts.focusAfter()
}
