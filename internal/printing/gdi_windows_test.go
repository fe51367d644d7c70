package printing_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/printing"
)

// album is a drawer of pages that were drawn before: page-1-600.png and so on, in a folder.
type album struct {
	dir   string
	pages int
	drawn map[int]bool // at which resolutions
}

func (a album) Pages(context.Context, []byte) (int, error) { return a.pages, nil }

func (a album) Page(_ context.Context, _ []byte, page, dpi int) (image.Image, error) {
	a.drawn[dpi] = true
	file, err := os.Open(filepath.Join(a.dir, fmt.Sprintf("page-%d-%d.png", page, dpi)))
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	return png.Decode(file)
}

// An order is what a test of another system has this one print.
type order struct {
	Printer string
	Dir     string // of the pages
	Pages   int
	Job     paper.Job
}

// TestPrintsWhatWasOrdered prints on the printers of this machine, so that it does nothing by itself: the test of
// Wine runs it, and so can a person with a printer to spare.
func TestPrintsWhatWasOrdered(t *testing.T) {
	file := os.Getenv("PASSALONG_PRINT_ORDERS")
	if file == "" {
		t.Skip("PASSALONG_PRINT_ORDERS names no file of orders")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var orders []order
	if err := json.Unmarshal(data, &orders); err != nil {
		t.Fatal(err)
	}
	printers, err := printing.Open(os.Getenv, nil).List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range printers {
		t.Logf("printer %+v", p)
	}
	stopInTheMiddle(t, orders[0])
	for _, o := range orders {
		pages := album{dir: o.Dir, pages: o.Pages, drawn: map[int]bool{}}
		system := printing.Open(os.Getenv, pages)
		ticket, err := system.Print(t.Context(), o.Printer, o.Job, []byte("%PDF"))
		if err != nil {
			t.Fatal(err)
		}
		progress, err := system.Follow(t.Context(), ticket)
		t.Logf("job %d at %v dpi: %+v, error %v", ticket.Number, pages.drawn, progress, err)
		if err != nil {
			t.Error(err)
		}
	}
}

// stopInTheMiddle begins an order and ends its context at its second page, after which nothing may come out.
func stopInTheMiddle(t *testing.T, o order) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	system := printing.Open(os.Getenv, impatient{album{dir: o.Dir, pages: 2, drawn: map[int]bool{}}, cancel})
	if _, err := system.Print(ctx, o.Printer, o.Job, []byte("%PDF")); !errors.Is(err, context.Canceled) {
		t.Errorf("a job whose context ended: error %v", err)
	}
}

// impatient is an album that gives up at the second page.
type impatient struct {
	album
	cancel context.CancelFunc
}

func (i impatient) Page(ctx context.Context, pdf []byte, page, dpi int) (image.Image, error) {
	if page == 2 {
		i.cancel()
	}
	return i.album.Page(ctx, pdf, page, dpi)
}

func TestWindowsRefusals(t *testing.T) {
	system := printing.Open(os.Getenv, album{pages: 1})
	job := paper.Job{Title: "Handout", Copies: 1, Size: paper.A4}
	_, nobody := system.Print(t.Context(), "nobody", job, []byte("%PDF"))
	_, noCopies := system.Print(t.Context(), "nobody", paper.Job{}, []byte("%PDF"))
	_, noJob := system.Follow(t.Context(), paper.Ticket{Printer: "nobody", Number: 1})
	for name, c := range map[string]struct{ got, want error }{
		"no such printer": {nobody, paper.ErrNoPrinter}, "no copies": {noCopies, paper.ErrRefused}, "no such printer to follow": {noJob, paper.ErrNoPrinter},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%s: error %v", name, c.got)
		}
	}
	if _, err := system.List(t.Context()); err != nil {
		t.Error(err)
	}
}
