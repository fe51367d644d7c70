// Package updateview is the screen that brings newer content, when it is asked to and never by itself.
package updateview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/nav"
)

// Updates is the installed library and the source that the settings name. Its errors are those of package
// catalog.
type Updates interface {
	// Check asks the source what is newer; it returns catalog.ErrUpToDate when nothing is.
	Check(ctx context.Context) (catalog.Update, error)
	// Install fetches an update and puts it to use. It calls progress from other goroutines. Whatever
	// fails, and when ctx ends, nothing is changed.
	Install(ctx context.Context, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error)
}

// Earlier is the content that was in use before.
type Earlier interface {
	Previous(ctx context.Context) (catalog.Revision, bool)
	RollBack(ctx context.Context) (catalog.Revision, error)
}

// Settings are what is set on this computer.
type Settings interface {
	Current() settings.Settings
	Save(ctx context.Context, s settings.Settings) error
}

// Deps is what the screen needs.
type Deps struct {
	Catalog *catalog.Catalog
	Nav     nav.Navigator
	Run     bg.Runner
	Now     func() time.Time

	Updates  Updates
	Earlier  Earlier
	Settings Settings
	// LastCheck says when a source last answered; nil when nobody knows.
	LastCheck func() (time.Time, bool)
	// OnInstalled is called when other content is in use, so that the window reads it anew.
	OnInstalled func()
}

// A Screen checks for newer content and installs it. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model model
	stop  context.CancelFunc // ends what is under way
	parts *parts
}

// New makes the screen. It asks nothing of the network. ctx ends when the screen is left.
func New(ctx context.Context, d Deps) *Screen {
	s := &Screen{ctx: ctx, d: d, model: newModel(d.Catalog, d.Now), stop: func() {}}
	if d.LastCheck != nil {
		if at, ok := d.LastCheck(); ok {
			s.model.checked = at
		}
	}
	s.readSettings()
	s.parts = newParts(s)
	s.render()
	s.lookForEarlier()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.parts.page }

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.parts.page.HandleKey(e) }

// Refresh shows settings that have changed.
func (s *Screen) Refresh() {
	s.readSettings()
	s.render()
}

// readSettings takes the source that is used: the one that was entered, or else the library's own.
func (s *Screen) readSettings() {
	set := s.d.Settings.Current()
	s.model.never = set.NeverConnect
	s.model.source = set.UpdateSource
	if s.model.source == "" {
		s.model.source = s.d.Catalog.Library.Update
	}
}

func (s *Screen) render() { s.parts.render(s.model.state()) }

// begin starts a step that can be stopped.
func (s *Screen) begin(step step) context.Context {
	s.stop()
	ctx, stop := context.WithCancel(s.ctx)
	s.stop = stop
	s.model.begin(step)
	s.render()
	return ctx
}

func (s *Screen) onCheck() {
	if s.model.busy() {
		return
	}
	bg.Start(s.begin(checkStep), s.d.Run, s.d.Updates.Check, func(u catalog.Update, err error) {
		s.model.checkDone(u, err)
		s.render()
		s.parts.focusAfter(s.model.state())
	})
}

// onInstall fetches the update. Leaving the screen stops it, and nothing is changed: what has arrived is
// kept for the next time.
func (s *Screen) onInstall() {
	if s.model.busy() {
		return
	}
	ctx := s.begin(installStep)
	updates, u := s.d.Updates, s.model.update
	report := s.reporter(ctx)
	work := func(context.Context) (catalog.Revision, error) { return updates.Install(ctx, u, report) }
	// It may have been too late to stop it, so that its end is always heard of.
	bg.Start(context.WithoutCancel(s.ctx), s.d.Run, work, func(r catalog.Revision, err error) {
		if s.ctx.Err() != nil {
			s.tell(err)
			return
		}
		s.model.installDone(r, err)
		s.render()
		s.parts.focusAfter(s.model.state())
		s.changed(err)
	})
	s.parts.focusAfter(s.model.state())
}

func (s *Screen) onRollBack() {
	if s.model.busy() {
		return
	}
	earlier := s.d.Earlier
	s.begin(returnStep)
	// The switch is not stopped half-way by leaving.
	work := func(ctx context.Context) (catalog.Revision, error) {
		return earlier.RollBack(context.WithoutCancel(ctx))
	}
	bg.Start(context.WithoutCancel(s.ctx), s.d.Run, work, func(r catalog.Revision, err error) {
		if s.ctx.Err() != nil {
			s.tell(err)
			return
		}
		s.model.returnDone(r, err)
		s.render()
		s.changed(err)
	})
}

// changed has the window read the content that is in use now.
func (s *Screen) changed(err error) {
	if err != nil {
		return
	}
	s.lookForEarlier()
	s.tell(nil)
}

func (s *Screen) tell(err error) {
	if err == nil && s.d.OnInstalled != nil {
		s.d.OnInstalled()
	}
}

func (s *Screen) onRetry() {
	switch s.model.last {
	case checkStep:
		s.onCheck()
	case installStep:
		s.onInstall()
	case returnStep:
		s.onRollBack()
	}
}

func (s *Screen) onCancel() {
	s.stop()
	s.model.stop()
	s.render()
}

// lookForEarlier asks which content there is to go back to.
func (s *Screen) lookForEarlier() {
	type found struct {
		r  catalog.Revision
		ok bool
	}
	earlier := s.d.Earlier
	work := func(ctx context.Context) (found, error) {
		r, ok := earlier.Previous(ctx)
		return found{r, ok}, nil
	}
	bg.Start(s.ctx, s.d.Run, work, func(f found, _ error) {
		s.model.previous, s.model.hasPrevious = f.r, f.ok
		s.render()
	})
}

func (s *Screen) onSource(text string) {
	s.model.typeSource(text)
	s.render()
}

func (s *Screen) onSaveSource() {
	name, ok := s.model.cleanSource()
	s.render()
	if !ok {
		return
	}
	set := s.d.Settings.Current()
	set.UpdateSource = name
	store := s.d.Settings
	work := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, store.Save(context.WithoutCancel(ctx), set)
	}
	bg.Start(s.ctx, s.d.Run, work, func(_ struct{}, err error) {
		s.model.setSource(name, err)
		s.render()
		s.parts.focusAfter(s.model.state())
	})
}

func (s *Screen) onEditSource() {
	s.model.editing = true
	s.model.typeSource(s.model.source)
	s.render()
	s.parts.source.Focus()
}
