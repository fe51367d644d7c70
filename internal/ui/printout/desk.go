// Package printout shows the very pages that print beside what a screen says of them, and gives them to people:
// on paper, as a file, or in another program. The screens of things to print are made with it.
package printout

import (
	"context"
	"image"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Pages draws the pages of a PDF. Pages are counted from 0.
type Pages interface {
	Pages(ctx context.Context, pdf []byte) (int, error)
	Page(ctx context.Context, pdf []byte, page, dpi int) (image.Image, error)
}

// Printing is the machine's print system. Its errors are those of package paper.
type Printing interface {
	Printers(ctx context.Context) ([]paper.Printer, error)
	Print(ctx context.Context, printer string, job paper.Job, pdf []byte) (paper.Ticket, error)
	Follow(ctx context.Context, t paper.Ticket) (paper.Progress, error)
	Cancel(ctx context.Context, t paper.Ticket) error
}

// An Arranger puts finished pages on paper in another way: some of them, several to a side, as a booklet.
type Arranger interface {
	Arrange(ctx context.Context, s paper.Sheet, a paper.Arrangement) (paper.Sheet, error)
}

// Flips remembers of each printer whether it turns the back of a sheet upside down, and has the sheet that shows it.
type Flips interface {
	TurnsBacks(printer string) (turns, known bool)
	SetTurnsBacks(printer string, turns bool) error
	TestSheet(ctx context.Context, size paper.Size) (paper.Sheet, error)
}

// Files keeps a PDF where the learner wants it.
type Files = filebox.Files

// Viewer opens PDFs in other programs.
type Viewer interface {
	OpenFile(ctx context.Context, pdf []byte, name string) error
}

// Deps is what a desk needs.
type Deps struct {
	Run      bg.Runner
	FirstUse func() bool // whether the press has to be made ready first; nil means never
	Pages    Pages
	Printing Printing
	Arranger Arranger // nil: pages are printed as they are
	Flips    Flips    // nil: printers are not tested
	// Every calls tick about once a second until ctx ends; nil: jobs are not followed once they were sent.
	Every  func(ctx context.Context, tick func())
	Files  Files
	Viewer Viewer
}

// A Desk has the pages of one job on it. Its methods run on the UI goroutine.
type Desk struct {
	ctx     context.Context
	d       Deps
	changed func()

	model   model
	stop    context.CancelFunc // ends the making of the pages
	drawing bool               // a page is being drawn

	delivery *delivery          // the job that was sent last; nil when nothing is said of it
	unfollow context.CancelFunc // ends the following of it

	parts *parts
}

// New makes a desk. ctx ends when its screen is left; changed is called whenever Ready may say something else.
// More stands beside the button that opens the pages in another program. The desk is to be given a panel with Show
// and a job with Make.
func New(ctx context.Context, d Deps, changed func(), more ...*widgets.Button) *Desk {
	k := &Desk{ctx: ctx, d: d, changed: changed, stop: func() {}, unfollow: func() {}}
	k.parts = newParts(k, more)
	return k
}

// Show puts the pages beside a panel, or between its last two parts where there is no room.
func (k *Desk) Show(panel ...fyne.CanvasObject) fyne.CanvasObject {
	k.parts.root = newSplit(panel, k.parts.preview)
	return k.parts.root
}

// Actions are the buttons that print, save and open.
func (k *Desk) Actions() fyne.CanvasObject { return k.parts.actions }

// Done says what the last action has done.
func (k *Desk) Done() fyne.CanvasObject { return k.parts.done }

// Trouble says what went wrong with the last action.
func (k *Desk) Trouble() fyne.CanvasObject { return k.parts.trouble }

// Made is what there is to print; ok is false while it is being made, or could not be.
func (k *Desk) Made() (s paper.Sheet, ok bool) { return k.model.sheet, k.model.phase == ready }

// Failure is why there is nothing to print; nil while there may be.
func (k *Desk) Failure() error { return k.model.failure }

// Say shows what an action has done, with one thing to do about it; next may be nil.
func (k *Desk) Say(title, text string, next *widgets.Button) { k.parts.say(title, text, next) }

// Complain shows what went wrong with an action.
func (k *Desk) Complain(err error) { k.parts.complain(explain.Error(err)) }

// Relayout gives everything its place after something in the panel has changed.
func (k *Desk) Relayout() { k.parts.root.relayout() }

// HandleKey turns pages and scrolls.
func (k *Desk) HandleKey(e *fyne.KeyEvent) bool { return k.parts.key(e) }

// Make has the pages of a job made. Nothing of the job before can be printed any more.
func (k *Desk) Make(job Job) {
	k.stop()
	ctx, stop := context.WithCancel(k.ctx)
	k.stop = stop
	k.model.begin(job, k.d.FirstUse != nil && k.d.FirstUse())
	k.render()

	pages := k.d.Pages
	work := func(ctx context.Context) (paper.Sheet, error) {
		sheet, err := job.Make(ctx)
		if err == nil {
			sheet.Pages, err = pages.Pages(ctx, sheet.PDF)
		}
		return sheet, err
	}
	bg.Start(ctx, k.d.Run, work, func(sheet paper.Sheet, err error) {
		if err != nil {
			k.model.fail(err)
		} else {
			k.model.made(sheet)
		}
		k.render()
		k.draw()
	})
}

// again makes the same once more.
func (k *Desk) again() { k.Make(k.model.job) }

func (k *Desk) onCancel() {
	k.stop()
	k.model.stop()
	k.render()
}

// draw has the page drawn that is shown, in the resolution it is shown in. There is one drawing at a time:
// while the window is being resized, those in between are left out.
func (k *Desk) draw() {
	if k.drawing {
		return
	}
	d, ok := k.model.missing(k.parts.preview.dpi(k.model.zoom))
	if !ok {
		return
	}
	k.drawing = true
	pages, pdf, round := k.d.Pages, k.model.sheet.PDF, k.model.round
	work := func(ctx context.Context) (image.Image, error) { return pages.Page(ctx, pdf, d.page-1, d.dpi) }
	bg.Start(k.ctx, k.d.Run, work, func(img image.Image, err error) {
		k.drawing = false
		if k.model.phase != ready {
			return // it is being made anew
		}
		if round != k.model.round {
			k.draw() // it was made anew meanwhile
			return
		}
		if err != nil {
			k.model.fail(err)
			k.render()
			return
		}
		k.model.show(d, img)
		k.render()
		k.draw()
	})
}

func (k *Desk) onTurn(by int) {
	if k.model.turn(by) {
		k.parts.preview.toTop()
		k.render()
		k.draw()
	}
}

func (k *Desk) onZoom(z int) {
	k.model.zoom = zoom(z)
	k.render()
	k.draw()
}

// Open hands something to another program, and shows what goes wrong.
func (k *Desk) Open(with func(context.Context) error) {
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, with(ctx) }
	bg.Start(k.ctx, k.d.Run, work, func(_ struct{}, err error) {
		k.parts.complain(explain.Error(err))
	})
}

func (k *Desk) onOpenFile() {
	viewer, pdf, name := k.d.Viewer, k.model.sheet.PDF, k.model.job.File
	k.Open(func(ctx context.Context) error { return viewer.OpenFile(ctx, pdf, name) })
}

func (k *Desk) render() {
	k.parts.render(k.model.state())
	k.changed()
	k.parts.relayout()
}

// canvas is where the desk is shown; nil while it is not.
func (k *Desk) canvas() fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(k.parts.root)
}
