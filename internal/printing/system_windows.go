package printing

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sys/windows"

	"github.com/passalong/passalong/internal/paper"
)

// A System is the print system of this machine. Any number of goroutines may use it.
type System struct {
	drawer Drawer

	mu   sync.Mutex
	jobs map[paper.Ticket]sent // since the program began: the spooler forgets what is over
}

// A sent job is what to say of it when the spooler does not know it any more.
type sent struct {
	sides    int
	canceled bool
}

// Open gives the print system of Windows. The drawer draws the pages that are printed.
func Open(_ func(string) string, drawer Drawer) *System {
	return &System{drawer: drawer, jobs: map[paper.Ticket]sent{}}
}

// List lists the printers, the default one first, then by description. The error matches paper.ErrNoPrintSystem
// when the spooler does not answer.
func (s *System) List(ctx context.Context) ([]paper.Printer, error) {
	found, err := enumPrinters()
	if err != nil {
		return nil, fmt.Errorf("listing the printers: %w", wrap(err))
	}
	standard := defaultPrinter()
	var printers []paper.Printer
	for _, info := range found {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		state, reasons := windowsCondition(info.status, info.attributes)
		p := paper.Printer{
			Name: info.name, Description: info.name, Location: info.location, Default: info.name == standard,
			State: state, Reason: joined(reasons),
		}
		capabilities(&p, info.port)
		printers = append(printers, p)
	}
	slices.SortFunc(printers, byUse)
	return printers, nil
}

// Print draws the pages of a PDF, hands them to the driver of a printer that List named, and returns when the
// spooler has all of them: paper may come later. When ctx ends before, nothing is printed. The error matches
// paper.ErrNoPrinter, paper.ErrRefused or paper.ErrNoPrintSystem, or is the drawer's.
func (s *System) Print(ctx context.Context, printer string, job paper.Job, pdf []byte) (paper.Ticket, error) {
	if job.Copies < 1 || len(pdf) == 0 {
		return paper.Ticket{}, fmt.Errorf("printing %q: %w: %d copies of %d bytes", job.Title, paper.ErrRefused, job.Copies, len(pdf))
	}
	pages, err := s.drawer.Pages(ctx, pdf)
	if err != nil {
		return paper.Ticket{}, fmt.Errorf("counting the pages of %q: %w", job.Title, err)
	}
	width, height := job.Size.Millimetres()
	if job.Size == paper.Roll80 {
		if height, err = longest(ctx, s.drawer, pdf); err != nil {
			return paper.Ticket{}, fmt.Errorf("measuring %q: %w", job.Title, err)
		}
	}
	r := run{drawer: s.drawer, pdf: pdf, pages: pages, colour: job.Colour}
	number, err := r.on(ctx, printer, job, extent{width, height})
	if err != nil {
		return paper.Ticket{}, fmt.Errorf("printing on %q: %w", printer, wrap(err))
	}
	ticket := paper.Ticket{Printer: printer, Number: number}
	s.note(ticket, sent{sides: pages * job.Copies})
	return ticket, nil
}

// on prints the pages on a printer, on paper of a size that is given upright, and gives the number of the job.
func (r run) on(ctx context.Context, printer string, job paper.Job, size extent) (number int, err error) {
	// A device context belongs to the thread that made it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	dc, repeat, err := openContext(printer, job, size.height)
	if err != nil {
		return 0, err
	}
	defer dc.close()
	if job.Across {
		size = extent{size.height, size.width}
	}
	if job.Size != paper.Roll80 && !dc.page.isFor(size.width, size.height) {
		return 0, fmt.Errorf("%w: its driver does not take %s", paper.ErrRefused, job.Size)
	}
	if number, err = dc.begin(job.Title); err != nil {
		return 0, err
	}
	r.to, r.page, r.dpi = dc, dc.page, dc.page.resolution(size.width, size.height)
	if err := r.all(ctx, repeat, job.Sides != paper.OneSide); err != nil {
		dc.abort()
		return 0, err
	}
	return number, dc.end()
}

// Follow tells how far a job has come. Windows forgets jobs that are over, so that a job of this System that is not
// known any more counts as printed. The error matches paper.ErrNoJob for others.
func (s *System) Follow(_ context.Context, ticket paper.Ticket) (paper.Progress, error) {
	before, ours := s.noted(ticket)
	if before.canceled {
		return paper.Progress{State: paper.Canceled}, nil
	}
	state, err := readJob(ticket)
	switch {
	case err == nil:
		return windowsProgress(state.status, state.printed, state.printer), nil
	case forgotten(err) && ours:
		return paper.Progress{State: paper.Printed, Sides: before.sides}, nil
	case forgotten(err):
		return paper.Progress{}, fmt.Errorf("following job %d: %w", ticket.Number, paper.ErrNoJob)
	}
	return paper.Progress{}, fmt.Errorf("following job %d: %w", ticket.Number, wrap(err))
}

// Cancel takes a job back. What is over already stays as it is, without an error. The error matches
// paper.ErrNoJob when this System did not print the job and the spooler does not know it.
func (s *System) Cancel(_ context.Context, ticket paper.Ticket) error {
	err := deleteJob(ticket)
	before, ours := s.noted(ticket)
	switch {
	case err == nil:
		before.canceled = true
		s.note(ticket, before)
		return nil
	case forgotten(err) && ours:
		return nil
	case forgotten(err):
		return fmt.Errorf("cancelling job %d: %w", ticket.Number, paper.ErrNoJob)
	}
	return fmt.Errorf("cancelling job %d: %w", ticket.Number, wrap(err))
}

func (s *System) note(ticket paper.Ticket, job sent) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.jobs[ticket] = job
}

func (s *System) noted(ticket paper.Ticket) (sent, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	job, ok := s.jobs[ticket]
	return job, ok
}

// forgotten reports whether the spooler does not know a job any more. Wine gives no reason at all.
func forgotten(err error) bool {
	var number windows.Errno
	return errors.As(err, &number) && (number == windows.ERROR_INVALID_PARAMETER || number == windows.ERROR_SUCCESS)
}

// wrap adds what an error of Windows means.
func wrap(err error) error {
	var number windows.Errno
	if errors.As(err, &number) {
		return fmt.Errorf("%w: %w", windowsError(uint32(number)), err)
	}
	return err
}

// capabilities adds what a driver says that its printer can do.
func capabilities(p *paper.Printer, port string) {
	offered := paperSizes(p.Name, port)
	if p.CannotSay = len(offered) == 0; p.CannotSay {
		return
	}
	p.OneSided = capability(p.Name, port, dcDuplex) == 0
	p.Mono = capability(p.Name, port, dcColorDevice) == 0
	var known []extent
	var least, most extent
	for _, m := range offered {
		known = append(known, m.extent)
	}
	if slices.ContainsFunc(offered, func(m media) bool { return m.code == customPaper }) {
		least, most = extentOfPoints(capability(p.Name, port, dcMinExtent)), extentOfPoints(capability(p.Name, port, dcMaxExtent))
	}
	p.Sizes = sizesIn(known, least, most)
}

// extentOfPoints takes width and height apart, which come in tenths of a millimetre in one number.
func extentOfPoints(packed int) extent {
	if packed <= 0 {
		return extent{}
	}
	return extent{float64(packed&0xffff) / 10, float64(packed>>16&0xffff) / 10}
}
