// Package printlogview is the screen of what was printed on this computer: what of it should not be handed out any
// more comes first.
package printlogview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A Log has what was printed on this computer. Its methods are called in the background.
type Log interface {
	Entries() ([]recall.Print, error) // newest first
	// Settle keeps that the copies of entries are gone.
	Settle(ctx context.Context, ids []string, at time.Time) error
	Clear() error
}

// A Press makes the list of what to throw away and what has changed, in the background.
type Press interface {
	MakeChanges(ctx context.Context, recalls []recall.Recall) (paper.Sheet, error)
}

// Deps is what the screen needs.
type Deps struct {
	Catalog *catalog.Catalog
	Nav     nav.Navigator
	Run     bg.Runner
	Canvas  fyne.Canvas // of the window that the screen is shown in
	Now     func() time.Time
	Log     Log
	Press   Press
	Desk    printout.Deps
	// Keeps reports whether what is printed is written down; OnKeep changes that and calls done on the UI goroutine.
	Keeps  func() bool
	OnKeep func(on bool, done func(error))
}

// A Screen shows the print log. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model model
	parts *parts
	root  *fyne.Container
	desk  *printout.Desk // while the list of changes is shown
}

// New makes the screen and begins to read the log. ctx ends when the screen is left.
func New(ctx context.Context, d Deps) *Screen {
	s := &Screen{ctx: ctx, d: d, model: model{catalog: d.Catalog, now: d.Now, keeps: d.Keeps(), most: few}}
	s.parts = newParts(s)
	s.root = widgets.Stack(s.parts.page)
	s.render()
	s.read()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// HandleKey scrolls, or turns the pages of the list.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool {
	if s.desk != nil {
		return s.desk.HandleKey(e)
	}
	return s.parts.page.HandleKey(e)
}

// Refresh reads the log again.
func (s *Screen) Refresh() {
	s.model.keeps = s.d.Keeps()
	if gone := s.model.flush(); len(gone) > 0 {
		s.write(gone, s.read)
		return
	}
	s.read()
}

// Leave writes what was said last: until then it can be taken back.
func (s *Screen) Leave() { s.write(s.model.flush(), func() {}) }

func (s *Screen) render() { s.parts.render(s.model.state()) }

func (s *Screen) read() {
	log := s.d.Log
	work := func(context.Context) ([]recall.Print, error) { return log.Entries() }
	bg.Start(s.ctx, s.d.Run, work, func(prints []recall.Print, err error) {
		s.model.trouble = explain.Error(err)
		if err == nil {
			s.model.prints, s.model.read = prints, true
		}
		s.render()
		if f := s.Focus(); f != nil && s.d.Canvas.Focused() == nil {
			s.d.Canvas.Focus(f)
		}
	})
}

// Focus is what to do about the first recall; nil while there is none.
func (s *Screen) Focus() fyne.Focusable {
	if len(s.parts.cards) > 0 {
		return s.parts.cards[0].done
	}
	return nil
}

// write keeps that copies are gone, and then does what comes next on the screen. It goes on when the screen is left.
func (s *Screen) write(ids []string, next func()) {
	if len(ids) == 0 {
		return
	}
	log, at := s.d.Log, s.d.Now()
	ctx := context.WithoutCancel(s.ctx)
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, log.Settle(ctx, ids, at) }
	bg.Start(ctx, s.d.Run, work, func(_ struct{}, err error) {
		switch {
		case s.ctx.Err() != nil:
		case err != nil:
			s.model.unkept = explain.Error(err)
			s.read() // what is in the log still calls them back
		default:
			next()
		}
	})
}

func (s *Screen) onGone(id string) {
	s.write(s.model.settle([]string{id}), func() {})
	s.render()
	s.focusAfter()
}

// onAllGone says it of everything that is to be thrown away.
func (s *Screen) onAllGone() {
	var ids []string
	for _, c := range s.model.state().Bin {
		ids = append(ids, c.ID)
	}
	s.write(s.model.settle(ids), func() {})
	s.render()
	s.focusAfter()
}

func (s *Screen) focusAfter() {
	if f := s.Focus(); f != nil {
		s.d.Canvas.Focus(f)
		return
	}
	s.d.Canvas.Unfocus()
	s.parts.page.ScrollToTop()
}

func (s *Screen) onUndo() {
	s.model.gone = nil
	s.render()
	s.focusAfter()
}

func (s *Screen) onMore() {
	s.model.most += many
	s.render()
}

func (s *Screen) onKeep(on bool) {
	s.model.keeps = on
	s.render()
	s.d.OnKeep(on, func(err error) {
		if err == nil || s.ctx.Err() != nil {
			return
		}
		s.model.keeps, s.model.trouble = !on, explain.Error(err)
		s.render()
	})
}

// askWipe asks before the log is gone for good.
func (s *Screen) askWipe() {
	var box *widgets.Dialog
	wipe := widgets.NewButton(widgets.Danger, "Wipe it", look.IconTrash, func() {
		box.Close()
		s.wipe()
	})
	keep := widgets.NewButton(widgets.Secondary, "Keep it", look.NoIcon, func() { box.Close() })
	box = widgets.ShowDialog(s.d.Canvas, widgets.DialogState{
		Title: "Wipe the print log?",
		Content: widgets.Body("Everything in it goes from this computer. If a handout turns out to be wrong later, Passalong cannot say which " +
			"copies to bin. This cannot be undone."),
		Buttons: []*widgets.Button{wipe, keep}, Focus: keep,
	})
}

func (s *Screen) wipe() {
	log := s.d.Log
	s.model.gone = nil
	work := func(context.Context) (struct{}, error) { return struct{}{}, log.Clear() }
	bg.Start(context.WithoutCancel(s.ctx), s.d.Run, work, func(_ struct{}, err error) {
		if s.ctx.Err() != nil {
			return
		}
		s.model.trouble = explain.Error(err)
		if err == nil {
			s.model.prints, s.model.wiped = nil, true
		}
		s.render()
		s.focusAfter()
	})
}

// onPrintList shows the list of changes as it prints.
func (s *Screen) onPrintList() {
	recalls, press := s.model.recalls(), s.d.Press
	s.desk = printout.New(s.ctx, s.d.Desk, func() {})
	back := widgets.NewButton(widgets.Quiet, "Back to the print log", look.IconArrowLeft, s.onBack)
	s.root.Objects = []fyne.CanvasObject{s.desk.Show(
		widgets.VStack(look.Gap12, widgets.Inset(-look.Gap12, 0, widgets.Wrap(0, back)), widgets.Title("What to bin"),
			widgets.Muted("A list to take along: what to look for, what to throw away, and what has changed.")),
		s.desk.Actions(), s.desk.Done(), s.desk.Trouble(),
	)}
	s.root.Refresh()
	s.desk.Make(printout.Job{
		Make: func(ctx context.Context) (paper.Sheet, error) { return press.MakeChanges(ctx, recalls) },
		Name: "this list", File: "what-to-bin.pdf", Size: paper.A4,
	})
	s.d.Canvas.Focus(back)
}

func (s *Screen) onBack() {
	s.desk = nil
	s.root.Objects = []fyne.CanvasObject{s.parts.page}
	s.root.Refresh()
	s.d.Canvas.Focus(s.parts.list)
}
