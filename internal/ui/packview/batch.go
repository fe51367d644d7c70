package packview

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/printout"
)

// An item is one thing to print or save.
type item struct {
	title  string // what it is called on screen
	file   string
	copies int
	mono   bool
	screen bool          // it is for a screen, and not for paper
	log    *recall.Print // what the print log keeps of it; nil for nothing
	make   func(ctx context.Context) (paper.Sheet, error)
}

// A result is what became of an item.
type result struct {
	title string
	err   error
}

// phase is what a batch is doing.
type phase int

const (
	resting phase = iota
	printing
	saving
	over
)

// standing is how far a batch has come.
type standing struct {
	phase   phase
	saves   bool   // files, and does not print
	at      int    // item that is being worked on, from 1
	total   int    // of items
	title   string // of the item
	waits   string // why the printer waits, in words; may be empty
	turn    bool   // the fronts are printed, and somebody has to put the stack back for the backs
	stopped bool   // before everything was done
	place   string // printer or folder
	done    []result
	unkept  error // why the print log is not whole
}

// good counts what was done.
func (p standing) good() int {
	n := 0
	for _, r := range p.done {
		if r.err == nil {
			n++
		}
	}
	return n
}

// A Batch prints or saves many things, one after the other. It outlives the screen, so that a long job goes on while
// somebody looks at something else. One batch at a time is under way. Its methods run on the UI goroutine.
type Batch struct {
	ctx  context.Context
	run  bg.Runner
	poll time.Duration

	now     standing
	changed func()
	stop    context.CancelFunc // that somebody has asked for
	turned  chan struct{}      // somebody has put the stack back
}

// NewBatch makes a batch with nothing to do. It ends with ctx, which is that of the window.
func NewBatch(ctx context.Context, run bg.Runner) *Batch {
	return &Batch{ctx: ctx, run: run, poll: time.Second, changed: func() {}, stop: func() {}}
}

func (b *Batch) busy() bool { return b.now.phase == printing || b.now.phase == saving }

// begin works items off in the background.
func (b *Batch) begin(now standing, items []item, each doing, log keeping) {
	if b.busy() || len(items) == 0 {
		return
	}
	ctx, stop := context.WithCancelCause(b.ctx)
	b.stop = func() { stop(errStopped) }
	now.total, now.at, now.title = len(items), 1, items[0].title
	b.now = now
	tell := func(change func(*standing)) {
		b.run.Do(func() {
			change(&b.now)
			b.changed()
		})
	}
	work := func(context.Context) (struct{}, error) {
		defer stop(nil)
		return struct{}{}, workOff(ctx, items, each, log, tell)
	}
	bg.Start(b.ctx, b.run, work, func(_ struct{}, err error) {
		b.now.phase, b.now.waits, b.now.turn, b.now.stopped = over, "", false, err != nil
		b.changed()
	})
	b.changed()
}

// tell changes what is said of a batch, on the UI goroutine.
type tell func(change func(*standing))

// doing prints or saves one item. It goes on in the background until ctx ends.
type doing func(ctx context.Context, it item, say tell) error

// keeping writes down what was printed.
type keeping func(ctx context.Context, p recall.Print) error

// workOff does one item after the other until ctx ends. What goes wrong with one does not keep the others. What may
// have come out of a printer is logged, also when it was stopped.
func workOff(ctx context.Context, items []item, each doing, log keeping, say tell) error {
	for i, it := range items {
		if err := ctx.Err(); err != nil {
			return err
		}
		say(func(p *standing) { p.at, p.title, p.waits, p.turn = i+1, it.title, "", false })
		err := each(ctx, it, say)
		var unkept error
		if it.log != nil && log != nil && (err == nil || errors.Is(err, errSome)) {
			unkept = log(context.WithoutCancel(ctx), *it.log)
		}
		say(func(p *standing) {
			p.done = append(p.done, result{it.title, err})
			if unkept != nil {
				p.unkept = unkept
			}
		})
	}
	return ctx.Err()
}

// goOn says that the stack is back in the printer, so that the backs can be printed.
func (b *Batch) goOn() {
	if !b.now.turn {
		return
	}
	b.now.turn = false
	b.turned <- struct{}{} // has room for one, and nobody says it twice
	b.changed()
}

// print has items printed, one after the other: the next is sent when the one before has come out, so that they lie in
// order and can be stopped at any time.
func (b *Batch) print(p paper.Printer, with printout.Printing, backs Backs, log keeping, items []item) {
	if b.busy() {
		return
	}
	b.turned = make(chan struct{}, 1)
	r := run{printer: p, with: with, backs: backs, poll: b.poll, turned: b.turned}
	b.begin(standing{phase: printing, place: p.Description}, items, r.each, log)
}

// save has items saved in a folder; there is what to replace.
func (b *Batch) save(folder string, replace bool, files filebox.Files, items []item) {
	each := func(ctx context.Context, it item, _ tell) error {
		sheet, err := it.make(ctx)
		if err != nil {
			return err
		}
		return files.Save(context.WithoutCancel(ctx), filepath.Join(folder, it.file), sheet.PDF, replace)
	}
	b.begin(standing{phase: saving, saves: true, place: folder}, items, each, nil)
}

// clear forgets what was done.
func (b *Batch) clear() {
	if !b.busy() {
		b.now = standing{}
	}
}
