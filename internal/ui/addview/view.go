package addview

import (
	"context"
	"io/fs"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/arrival"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/filebox"
)

// A Screen adds a library, or installs an update that came as a file. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model model
	stop  context.CancelFunc // ends what is under way
	ticks context.CancelFunc // ends the clock; nil while nothing waits
	parts *parts
}

// New makes the screen. It looks at once at what lies at address, unless that is empty, and asks nothing of the network
// otherwise. ctx ends when the screen is left.
func New(ctx context.Context, d Deps, address string) *Screen {
	s := &Screen{ctx: ctx, d: d, model: newModel(d.Catalog, d.Now), stop: func() {}}
	s.take()
	s.model.write(address)
	s.parts = newParts(s)
	s.render()
	if address, ok := s.model.submit(); ok {
		s.ask(address)
	} else {
		s.model.write("") // nobody was asked yet
		s.render()
	}
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.parts.page }

// Focus is where the address is written, unless something is looked at already.
func (s *Screen) Focus() fyne.Focusable {
	if s.model.phase == asking {
		return s.parts.address.Field()
	}
	return s.parts.cancel
}

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.parts.page.HandleKey(e) }

// Refresh shows settings that have changed.
func (s *Screen) Refresh() {
	s.take()
	s.render()
}

// take reads the settings.
func (s *Screen) take() {
	set := s.d.Settings.Current()
	s.model.never, s.model.allows = set.NeverConnect, set.AllowUnsigned
}

func (s *Screen) render() {
	s.parts.render(s.model.state())
	s.keepTime()
}

// keepTime runs the clock for as long as a source has asked to wait.
func (s *Screen) keepTime() {
	switch waits := s.model.phase == waiting; {
	case waits && s.ticks == nil:
		ctx, end := context.WithCancel(s.ctx)
		s.ticks = end
		s.d.Every(ctx, func() {
			if s.model.due() {
				s.onAgain()
			}
		})
	case !waits && s.ticks != nil:
		s.ticks()
		s.ticks = nil
	}
}

// begin gives a context for what can be stopped.
func (s *Screen) begin() context.Context {
	s.stop()
	ctx, stop := context.WithCancel(s.ctx)
	s.stop = stop
	return ctx
}

func (s *Screen) look(address string) {
	s.ask(address)
	s.parts.focusAfter(s.model.phase)
}

// ask is look before the screen is in the window: nothing in it can have the keyboard yet.
func (s *Screen) ask(address string) {
	ctx, libraries := s.begin(), s.d.Libraries
	s.model.look(address)
	s.render()
	work := func(ctx context.Context) (catalog.Update, error) { return libraries.Look(ctx, address) }
	bg.Start(ctx, s.d.Run, work, func(u catalog.Update, err error) {
		s.model.looked(u, err)
		s.render()
		s.parts.focusAfter(s.model.phase)
	})
}

// install fetches what was found. Leaving the screen stops it, and nothing is changed.
func (s *Screen) install() {
	ctx, libraries, u := s.begin(), s.d.Libraries, s.model.update
	s.model.install()
	s.render()
	s.parts.focusAfter(s.model.phase)
	report := s.reporter(ctx)
	work := func(context.Context) (catalog.Revision, error) { return libraries.Install(ctx, u, report) }
	// It may have been too late to stop it, so that its end is always heard of.
	bg.Start(context.WithoutCancel(s.ctx), s.d.Run, work, func(_ catalog.Revision, err error) {
		if s.ctx.Err() == nil {
			s.model.done(err)
			s.render()
			s.parts.focusAfter(s.model.phase)
		}
		if err == nil {
			s.d.OnChanged()
		}
	})
}

// reporter gives a function for other goroutines to report how far the download has come.
func (s *Screen) reporter(ctx context.Context) func(catalog.Transfer) {
	t := &arrival.Throttle{Now: s.d.Now}
	return func(transfer catalog.Transfer) {
		if !t.Due(transfer) {
			return
		}
		s.d.Run.Do(func() {
			if ctx.Err() == nil && s.model.phase == installing {
				s.model.transfer = transfer
				s.parts.moving.Set(true, transfer)
			}
		})
	}
}

func (s *Screen) onAddress(text string) {
	s.model.write(text)
	s.parts.address.SetError("")
}

func (s *Screen) onLook() {
	address, ok := s.model.submit()
	if !ok {
		s.render()
		return
	}
	s.look(address)
}

func (s *Screen) onFile() {
	take := func(_ context.Context, path string) (string, error) { return path, nil }
	filebox.Open(s.ctx, s.d.Canvas, filebox.OpenDeps{Run: s.d.Run, Folders: s.d.Folders}, filebox.Request{
		Title: "Open the file of a library", Note: "It ends in .passalong.", Endings: []string{catalog.PackExtension},
	}, take, func(path, _ string) { s.look(path) })
}

func (s *Screen) onFolder() {
	filebox.Folder(s.ctx, s.d.Canvas, filebox.OpenDeps{Run: s.d.Run, Folders: s.d.Folders}, filebox.Request{
		Title: "Open the folder of a library", Note: "It has the folders “channel” and “modules” in it.",
	}, func(dir string, _ []fs.DirEntry) { s.look(dir) })
}

func (s *Screen) onSame() {
	s.model.compare(!s.model.same)
	s.render()
	s.parts.showAdd()
}

func (s *Screen) onAdd() {
	if s.model.canAdd() {
		s.install()
	}
}

func (s *Screen) onAgain() {
	if s.model.tried == installing {
		s.install()
		return
	}
	s.look(s.model.at)
}

func (s *Screen) onAnother() {
	s.model.another()
	s.render()
	s.parts.focusAfter(s.model.phase)
}

func (s *Screen) onCancel() {
	s.stop()
	s.model.stop()
	s.render()
	s.parts.focusAfter(s.model.phase)
}
