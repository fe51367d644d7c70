// Package printouttest has everything outside a desk, in memory: printers, a disk and other programs.
package printouttest

import (
	"context"
	"fmt"
	"image"
	"io/fs"
	"slices"
	"sync"

	"github.com/passalong/passalong/internal/paper"
)

// A World is what a desk works with. Its exported fields are set and read by tests while nothing is under way.
type World struct {
	mu sync.Mutex

	PageCount int
	Across    bool        // pages lie on their long side
	Sheet     paper.Sheet // what else the press says of them
	MakeErr   error
	First     bool          // the press has to be made ready first
	Hold      chan struct{} // when set, the press works until it is closed or told to stop

	Machines    []paper.Printer
	PrintersErr error
	PrintErr    error
	Printed     []paper.Job
	Sent        []string       // printer and "PDF" of each job
	Progress    paper.Progress // of every job
	FollowErr   error
	Canceled    []int // numbers of jobs
	CancelErr   error

	Arranged   []paper.Arrangement
	ArrangeErr error
	Turns      map[string]bool // what is known of printers: whether they turn backs upside down
	FlipErr    error
	ticks      []func() // that somebody waits for

	Kept    map[string]string // contents of files by path
	SaveErr error
	Shown   []string // files whose folder was shown
	OpenErr error
	Opened  []string

	Drawn []Drawing
}

// A Drawing is a page, counted from 0, in a resolution.
type Drawing struct{ Page, DPI int }

// New gives a world with two printers, in which everything works and has two pages.
func New() *World {
	return &World{PageCount: 2, Machines: Printers(), Kept: map[string]string{}, Turns: map[string]bool{}, Progress: paper.Progress{State: paper.Printed}}
}

// Printers are two, of which the second is the usual one.
func Printers() []paper.Printer {
	return []paper.Printer{
		{Name: "a", Description: "Front desk", Location: "Room 1", State: paper.Stopped, Reason: "media-empty-error"},
		{Name: "b", Description: "Office", Default: true, State: paper.Idle},
	}
}

// FirstUse reports First.
func (w *World) FirstUse() bool { return w.First }

// Press makes a "PDF", which is its text.
func (w *World) Press(ctx context.Context, text string) (paper.Sheet, error) {
	if w.Hold != nil {
		select {
		case <-w.Hold:
		case <-ctx.Done():
			return paper.Sheet{}, ctx.Err()
		}
	}
	s := w.Sheet
	s.PDF, s.Pages, s.Across = []byte(text), w.PageCount, w.Across
	return s, w.MakeErr
}

// Pages is PageCount.
func (w *World) Pages(context.Context, []byte) (int, error) { return w.PageCount, nil }

// Page draws an empty A4 page.
func (w *World) Page(_ context.Context, _ []byte, page, dpi int) (image.Image, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.Drawn = append(w.Drawn, Drawing{page, dpi})
	short, long := 827*dpi/100, 1169*dpi/100
	if w.Across {
		short, long = long, short
	}
	return image.NewGray(image.Rect(0, 0, short, long)), nil
}

// LastDrawn is the newest drawing.
func (w *World) LastDrawn() Drawing {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.Drawn) == 0 {
		return Drawing{}
	}
	return w.Drawn[len(w.Drawn)-1]
}

// Printers lists Machines.
func (w *World) Printers(context.Context) ([]paper.Printer, error) {
	return slices.Clone(w.Machines), w.PrintersErr
}

// Print takes note of the job. Its ticket is numbered from 1.
func (w *World) Print(_ context.Context, printer string, job paper.Job, pdf []byte) (paper.Ticket, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.PrintErr != nil {
		return paper.Ticket{}, w.PrintErr
	}
	w.Printed = append(w.Printed, job)
	w.Sent = append(w.Sent, printer+": "+string(pdf))
	return paper.Ticket{Printer: printer, Number: len(w.Printed)}, nil
}

// Follow gives Progress.
func (w *World) Follow(context.Context, paper.Ticket) (paper.Progress, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.Progress, w.FollowErr
}

// Cancel takes note of the number of the job.
func (w *World) Cancel(_ context.Context, t paper.Ticket) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.Canceled = append(w.Canceled, t.Number)
	return w.CancelErr
}

// Arrange takes note of how, and says it in the "PDF". A booklet lies across and is turned along its short edge.
func (w *World) Arrange(_ context.Context, s paper.Sheet, a paper.Arrangement) (paper.Sheet, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.Arranged = append(w.Arranged, a)
	s.PDF = fmt.Appendf(nil, "%s, arranged", s.PDF)
	if a.Booklet {
		s.Across, s.TwoSided, s.ShortEdge = true, true, true
	}
	return s, w.ArrangeErr
}

// TurnsBacks tells Turns.
func (w *World) TurnsBacks(printer string) (turns, known bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	turns, known = w.Turns[printer]
	return turns, known
}

// SetTurnsBacks keeps it in Turns.
func (w *World) SetTurnsBacks(printer string, turns bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.FlipErr == nil {
		w.Turns[printer] = turns
	}
	return w.FlipErr
}

// TestSheet makes two pages.
func (w *World) TestSheet(_ context.Context, size paper.Size) (paper.Sheet, error) {
	return paper.Sheet{PDF: []byte("test sheet"), Pages: 2, Size: size}, nil
}

// Every keeps what Tick calls, until ctx ends.
func (w *World) Every(ctx context.Context, tick func()) {
	w.ticks = append(w.ticks, func() {
		if ctx.Err() == nil {
			tick()
		}
	})
}

// Tick lets a second pass.
func (w *World) Tick() {
	for _, tick := range w.ticks {
		tick()
	}
}

// Progressed changes how far every job is.
func (w *World) Progressed(p paper.Progress, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.Progress, w.FollowErr = p, err
}

// SuggestPath is in Sam's downloads.
func (w *World) SuggestPath(name string) string { return "/home/sam/Downloads/" + name }

// Save keeps the file in Kept.
func (w *World) Save(_ context.Context, path string, pdf []byte, replace bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, there := w.Kept[path]; there && !replace {
		return fs.ErrExist
	}
	if w.SaveErr == nil {
		w.Kept[path] = string(pdf)
	}
	return w.SaveErr
}

// ShowFolder takes note of the file.
func (w *World) ShowFolder(_ context.Context, path string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.Shown = append(w.Shown, path)
	return nil
}

// OpenFile takes note of the name and the text of the PDF.
func (w *World) OpenFile(_ context.Context, pdf []byte, name string) error {
	return w.Open(name + ": " + string(pdf))
}

// Open takes note of what was opened.
func (w *World) Open(what string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.Opened = append(w.Opened, what)
	return w.OpenErr
}
