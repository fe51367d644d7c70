package packview

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/printout"
)

// What keeps a thing from being printed with the others.
var (
	errOneSided = errors.New("the printer prints one side at a time")
	errNoPaper  = errors.New("it is for a screen")
	errAborted  = errors.New("the printer gave up")
	errTakenOff = errors.New("it was taken off the queue at the printer")
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
	stop    context.CancelFunc
}

// NewBatch makes a batch with nothing to do. It ends with ctx, which is that of the window.
func NewBatch(ctx context.Context, run bg.Runner) *Batch {
	return &Batch{ctx: ctx, run: run, poll: time.Second, changed: func() {}, stop: func() {}}
}

func (b *Batch) busy() bool { return b.now.phase == printing || b.now.phase == saving }

// begin works items off in the background.
func (b *Batch) begin(now standing, items []item, each func(ctx context.Context, it item, waits func(string)) error, log func(context.Context, recall.Print) error) {
	if b.busy() || len(items) == 0 {
		return
	}
	ctx, stop := context.WithCancel(b.ctx)
	b.stop = stop
	now.total, now.at, now.title = len(items), 1, items[0].title
	b.now = now
	tell := func(change func(*standing)) {
		b.run.Do(func() {
			change(&b.now)
			b.changed()
		})
	}
	work := func(context.Context) (struct{}, error) {
		defer stop()
		return struct{}{}, workOff(ctx, items, each, log, tell)
	}
	bg.Start(b.ctx, b.run, work, func(_ struct{}, err error) {
		b.now.phase, b.now.waits, b.now.stopped = over, "", err != nil
		b.changed()
	})
	b.changed()
}

// workOff does one item after the other until ctx ends. What goes wrong with one does not keep the others.
func workOff(ctx context.Context, items []item, each func(context.Context, item, func(string)) error, log func(context.Context, recall.Print) error, tell func(func(*standing))) error {
	for i, it := range items {
		if err := ctx.Err(); err != nil {
			return err
		}
		tell(func(p *standing) { p.at, p.title, p.waits = i+1, it.title, "" })
		err := each(ctx, it, func(waits string) { tell(func(p *standing) { p.waits = waits }) })
		var unkept error
		if it.log != nil && log != nil && (err == nil || errors.Is(err, errSome)) {
			unkept = log(context.WithoutCancel(ctx), *it.log)
		}
		tell(func(p *standing) {
			p.done = append(p.done, result{it.title, err})
			if unkept != nil {
				p.unkept = unkept
			}
		})
	}
	return ctx.Err()
}

// errSome says that sheets have come out before it was stopped.
var errSome = errors.New("some sheets have come out")

// A Backs turns the backs of sheets round for printers that print them upside down.
type Backs interface {
	TurnsBacks(printer string) (turns, known bool)
	Arrange(ctx context.Context, s paper.Sheet, a paper.Arrangement) (paper.Sheet, error)
}

// print has items printed, one after the other: the next is sent when the one before has come out, so that they lie in
// order and can be stopped at any time.
func (b *Batch) print(p paper.Printer, with printout.Printing, backs Backs, log func(context.Context, recall.Print) error, items []item) {
	poll := b.poll
	each := func(ctx context.Context, it item, waits func(string)) error {
		if it.screen {
			return errNoPaper
		}
		sheet, err := it.make(ctx)
		if err != nil {
			return err
		}
		if sheet.TwoSided && sheet.Pages > 1 && p.OneSided {
			return errOneSided
		}
		job := jobOf(it, sheet, p)
		if sheet, err = turned(ctx, sheet, job, p, backs); err != nil {
			return err
		}
		ticket, err := with.Print(context.WithoutCancel(ctx), p.Name, job, sheet.PDF)
		if err != nil {
			return err
		}
		return follow(ctx, with, ticket, poll, waits)
	}
	b.begin(standing{phase: printing, place: p.Description}, items, each, log)
}

// jobOf decides how a sheet is printed: on both sides where it has more than one and the printer can.
func jobOf(it item, s paper.Sheet, p paper.Printer) paper.Job {
	j := paper.Job{Title: "Handout", Copies: max(it.copies, 1), Size: s.Size, Across: s.Across, Sides: paper.OneSide, Colour: !it.mono && !p.Mono}
	if s.Pages > 1 && !p.OneSided && s.Size != paper.Roll80 {
		j.Sides = paper.LongEdge
		if s.ShortEdge || s.Across && !s.TwoSided {
			j.Sides = paper.ShortEdge
		}
	}
	return j
}

// turned turns the backs round where the printer is known to print them upside down.
func turned(ctx context.Context, s paper.Sheet, j paper.Job, p paper.Printer, backs Backs) (paper.Sheet, error) {
	if backs == nil || j.Sides == paper.OneSide {
		return s, nil
	}
	if turns, known := backs.TurnsBacks(p.Name); !turns || !known {
		return s, nil
	}
	return backs.Arrange(ctx, s, paper.Arrangement{TurnBacks: true})
}

// follow waits until a job is over. When ctx ends it takes the job off the queue.
func follow(ctx context.Context, with printout.Printing, t paper.Ticket, poll time.Duration, waits func(string)) error {
	sides, said := 0, ""
	for {
		now, err := with.Follow(context.WithoutCancel(ctx), t)
		if err != nil {
			return nil // a print system that tells nothing more has taken it all the same
		}
		sides = max(sides, now.Sides)
		switch {
		case now.State == paper.Aborted:
			return some(errAborted, sides)
		case now.State == paper.Canceled:
			return some(errTakenOff, sides)
		case now.State.Over():
			return nil
		}
		why := ""
		if now.State == paper.Halted {
			why = cmp.Or(printout.ReasonInWords(now.Reason), "somebody has to see to it")
		}
		if why != said {
			said = why
			waits(why)
		}
		select {
		case <-ctx.Done():
			if err := with.Cancel(context.WithoutCancel(ctx), t); err != nil {
				return some(fmt.Errorf("stopping the printer: %w", err), 1)
			}
			return some(ctx.Err(), sides)
		case <-time.After(poll):
		}
	}
}

// some adds to an error that sheets have come out.
func some(err error, sides int) error {
	if sides == 0 {
		return err
	}
	return fmt.Errorf("%w: %w", errSome, err)
}

// save has items saved in a folder; there is what to replace.
func (b *Batch) save(folder string, replace bool, files filebox.Files, items []item) {
	each := func(ctx context.Context, it item, _ func(string)) error {
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
