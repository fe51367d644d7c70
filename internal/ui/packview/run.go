package packview

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/printout"
)

// What keeps a thing from being printed with the others.
var (
	errNoPaper  = errors.New("it is for a screen")
	errAborted  = errors.New("the printer gave up")
	errTakenOff = errors.New("it was taken off the queue at the printer")
	errStopped  = errors.New("somebody has stopped it")
	// errSome says that sheets have come out before it was stopped, or may have.
	errSome = errors.New("some sheets have come out")
)

// mostMisses is how often in a row a printer may fail to say how far a job is before it counts as taken.
const mostMisses = 5

// Backs puts the sides of sheets in order for printers that print one side at a time or turn the paper the other way.
type Backs interface {
	TurnsBacks(printer string) (turns, known bool)
	Arrange(ctx context.Context, s paper.Sheet, a paper.Arrangement) (paper.Sheet, error)
}

// A run prints things on one printer.
type run struct {
	printer paper.Printer
	with    printout.Printing
	backs   Backs
	poll    time.Duration
	turned  <-chan struct{} // the stack is back in the printer
}

// each prints one item, and returns when it has come out.
func (r run) each(ctx context.Context, it item, say tell) error {
	if it.screen {
		return errNoPaper
	}
	sheet, err := it.make(ctx)
	if err != nil {
		return err
	}
	job := jobOf(it, sheet, r.printer)
	if sheet.TwoSided && sheet.Pages > 1 && r.printer.OneSided {
		return r.byHand(ctx, job, sheet, say)
	}
	if turns, _ := r.backs.TurnsBacks(r.printer.Name); turns && job.Sides != paper.OneSide {
		return r.half(ctx, job, sheet, paper.Arrangement{TurnBacks: true}, say)
	}
	return r.send(ctx, job, sheet.PDF, say)
}

// byHand prints the fronts, waits until somebody has put the stack back, and prints the backs.
func (r run) byHand(ctx context.Context, job paper.Job, sheet paper.Sheet, say tell) error {
	if err := r.half(ctx, job, sheet, paper.Arrangement{Half: paper.Fronts}, say); err != nil {
		return err
	}
	say(func(p *standing) { p.waits, p.turn = "", true })
	select {
	case <-ctx.Done():
		return some(context.Cause(ctx), true)
	case <-r.turned:
	}
	return some(r.half(ctx, job, sheet, paper.Arrangement{Half: paper.Backs}, say), true)
}

// half prints a sheet in an arrangement.
func (r run) half(ctx context.Context, job paper.Job, sheet paper.Sheet, a paper.Arrangement, say tell) error {
	arranged, err := r.backs.Arrange(ctx, sheet, a)
	if err != nil {
		return err
	}
	return r.send(ctx, job, arranged.PDF, say)
}

func (r run) send(ctx context.Context, job paper.Job, pdf []byte, say tell) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	ticket, err := r.with.Print(context.WithoutCancel(ctx), r.printer.Name, job, pdf)
	if err != nil {
		return err
	}
	return r.follow(ctx, ticket, say)
}

// jobOf decides how a sheet is printed: on both sides where it has more than one and the printer can. The title shows
// in the print queue, where others can read it, so that it says nothing.
func jobOf(it item, s paper.Sheet, p paper.Printer) paper.Job {
	j := paper.Job{Title: "Handout", Copies: max(it.copies, 1), Size: s.Size, Across: s.Across, Sides: paper.OneSide, Colour: !it.mono && !p.Mono}
	if s.Pages > 1 && !p.OneSided && s.Size != paper.Roll80 {
		j.Sides = s.BothSides()
	}
	return j
}

// follow waits until a job is over. When somebody stops it, the job is taken off the queue; when the program ends, it
// stays in it.
func (r run) follow(ctx context.Context, t paper.Ticket, say tell) error {
	begun, said, misses := false, "", 0
	for {
		now, err := r.with.Follow(context.WithoutCancel(ctx), t)
		misses = missed(misses, err)
		begun = begun || now.Sides > 0 || now.State == paper.Printing
		switch {
		case misses >= mostMisses:
			return nil // a print system that tells nothing more has taken it all the same
		case now.State == paper.Aborted:
			return some(errAborted, begun)
		case now.State == paper.Canceled:
			return some(errTakenOff, begun)
		case now.State.Over():
			return nil
		}
		if why := waiting(now); why != said {
			said = why
			say(func(p *standing) { p.waits = why })
		}
		select {
		case <-ctx.Done():
			return r.end(ctx, t, begun)
		case <-time.After(r.poll):
		}
	}
}

// end takes a job off the queue that somebody has stopped.
func (r run) end(ctx context.Context, t paper.Ticket, begun bool) error {
	if !errors.Is(context.Cause(ctx), errStopped) {
		return nil // the printer has it, and prints it
	}
	if err := r.with.Cancel(context.WithoutCancel(ctx), t); err != nil {
		return some(fmt.Errorf("stopping the printer: %w", err), true)
	}
	return some(errStopped, begun)
}

// missed counts how often in a row nothing was told. A job that the print system does not know is over.
func missed(misses int, err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, paper.ErrNoJob):
		return mostMisses
	}
	return misses + 1
}

// waiting is why a printer waits, in words; empty while it does not.
func waiting(now paper.Progress) string {
	if now.State != paper.Halted {
		return ""
	}
	return cmp.Or(printout.ReasonInWords(now.Reason), "somebody has to see to it")
}

// some adds to an error that sheets may have come out.
func some(err error, begun bool) error {
	if err == nil || !begun || errors.Is(err, errSome) {
		return err
	}
	return fmt.Errorf("%w: %w", errSome, err)
}
