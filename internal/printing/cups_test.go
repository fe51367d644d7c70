//go:build !windows

package printing_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/printing"
	"github.com/passalong/passalong/internal/printing/cupstest"
)

// ruler is a drawer that knows how long pages are and draws nothing on them.
type ruler struct{ millimetres int }

func (ruler) Pages(context.Context, []byte) (int, error) { return 1, nil }

func (r ruler) Page(_ context.Context, _ []byte, _, dpi int) (image.Image, error) {
	return image.NewGray(image.Rect(0, 0, 1, r.millimetres*dpi*10/254)), nil
}

func openCUPS(server *cupstest.Server) *printing.System {
	return printing.Open(func(key string) string { return map[string]string{"CUPS_SERVER": server.Socket, "USER": "tester"}[key] }, ruler{300})
}

// listed gives the printer of a queue.
func listed(t *testing.T, system *printing.System, queue string) paper.Printer {
	t.Helper()
	printers, err := system.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range printers {
		if p.Name == queue {
			return p
		}
	}
	t.Fatalf("there is no printer %q among %+v", queue, printers)
	return paper.Printer{}
}

// follow asks for a job until something is so of it.
func follow(t *testing.T, system *printing.System, ticket paper.Ticket, what string, so func(paper.Progress) bool) paper.Progress {
	t.Helper()
	return until(t, "the job "+what, so, func() paper.Progress {
		progress, err := system.Follow(t.Context(), ticket)
		if err != nil {
			t.Fatal(err)
		}
		return progress
	})
}

// until asks until something is so of the answer.
func until[T any](t *testing.T, what string, so func(T) bool, ask func() T) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	often := time.NewTicker(100 * time.Millisecond)
	defer often.Stop()
	for {
		answer := ask()
		if so(answer) {
			return answer
		}
		select {
		case <-often.C:
		case <-ctx.Done():
			t.Fatalf("waiting until %s; there is %+v", what, answer)
		}
	}
}

func mustPrint(t *testing.T, system *printing.System, queue string, job paper.Job, pdf []byte) paper.Ticket {
	t.Helper()
	ticket, err := system.Print(t.Context(), queue, job, pdf)
	if err != nil {
		t.Fatal(err)
	}
	if ticket.Printer != queue || ticket.Number < 1 {
		t.Fatalf("the ticket says %+v", ticket)
	}
	return ticket
}

var oneSheet = paper.Job{Title: "Handout", Copies: 1, Size: paper.A4, Sides: paper.OneSide}

func TestCUPSTellsWhatPrintersCanDo(t *testing.T) {
	t.Parallel() // it mostly waits
	server := cupstest.Start(t)
	server.AddPlainPrinter(t, "plain")
	server.AddRawQueue(t, "raw")
	got, err := openCUPS(server).List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []paper.Printer{
		{
			Name: cupstest.Queue, Default: true, State: paper.Idle,
			Sizes: []paper.Size{paper.A3, paper.A4, paper.Letter, paper.A5, paper.A6, paper.A7},
		},
		{Name: "plain", State: paper.Idle, OneSided: true, Mono: true, Sizes: []paper.Size{paper.A4, paper.Letter}},
		{Name: "raw", State: paper.Idle, CannotSay: true},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(paper.Printer{}, "Description", "Location")); diff != "" {
		t.Error(diff)
	}
	for _, p := range got {
		if p.Description == "" {
			t.Errorf("%s has no description", p.Name)
		}
	}
}

// What arrives is what was sent: number of pages, their order, and every pixel.
func TestPagesArriveAsTheyWereSent(t *testing.T) {
	t.Parallel() // it mostly waits
	server := cupstest.Start(t)
	system := openCUPS(server)
	for i, c := range []struct {
		job   paper.Job
		pages int
		media string // in hundredths of a millimetre, as the printer is told
	}{
		{paper.Job{Copies: 1, Size: paper.A4, Sides: paper.OneSide, Colour: true}, 1, "x-dimension=21000 y-dimension=29700"},
		{paper.Job{Copies: 3, Size: paper.A4, Sides: paper.LongEdge}, 2, "x-dimension=21000 y-dimension=29700"},
		{paper.Job{Copies: 2, Size: paper.A4, Across: true, Sides: paper.ShortEdge, Colour: true}, 4, "x-dimension=21000 y-dimension=29700"},
		{paper.Job{Copies: 1, Size: paper.A4, Sides: paper.LongEdge, Colour: true}, 12, "x-dimension=21000 y-dimension=29700"},
		{paper.Job{Copies: 1, Size: paper.A3, Sides: paper.OneSide, Colour: true}, 1, "x-dimension=29700 y-dimension=42000"},
		{paper.Job{Copies: 1, Size: paper.A3, Across: true, Sides: paper.OneSide, Colour: true}, 1, "x-dimension=29700 y-dimension=42000"},
		{paper.Job{Copies: 1, Size: paper.A5, Sides: paper.LongEdge, Colour: true}, 2, "x-dimension=14800 y-dimension=21000"},
		{paper.Job{Copies: 1, Size: paper.A5, Across: true, Sides: paper.ShortEdge}, 2, "x-dimension=14800 y-dimension=21000"},
		{paper.Job{Copies: 4, Size: paper.A6, Sides: paper.OneSide, Colour: true}, 1, "x-dimension=10500 y-dimension=14800"},
		{paper.Job{Copies: 1, Size: paper.Letter, Sides: paper.ShortEdge, Colour: true}, 2, "x-dimension=21590 y-dimension=27940"},
		{paper.Job{Copies: 5, Size: paper.Roll80, Sides: paper.OneSide}, 1, "x-dimension=7972 y-dimension=29986"},
	} {
		c.job.Title = fmt.Sprintf("Handout %d", i)
		t.Run(fmt.Sprintf("%s across %t %s of %d pages", c.job.Size, c.job.Across, c.job.Sides, c.pages), func(t *testing.T) {
			width, height := extentOf(c.job.Size, c.job.Across)
			pdf := newPDF(width, height, c.pages)
			ticket := mustPrint(t, system, cupstest.Queue, c.job, pdf)
			arrived := server.Received(t, i+1)[i]
			compareAttributes(t, c.job, c.media, arrived.Attributes)
			comparePages(t, c.job, draw(t, pdf), draw(t, arrived.Data))
			if spooled := server.Spooled(t); len(spooled) > 0 && !slices.ContainsFunc(spooled, func(s []byte) bool { return bytes.Equal(s, pdf) }) {
				t.Error("the print system was handed other bytes than the PDF")
			}
			end := follow(t, system, ticket, "is printed", func(p paper.Progress) bool { return p.State.Over() })
			if end.State != paper.Printed {
				t.Errorf("the job ended as %+v", end)
			}
		})
	}
}

func compareAttributes(t *testing.T, job paper.Job, media string, got map[string]string) {
	t.Helper()
	sides := map[paper.Sides]string{paper.OneSide: "one-sided", paper.LongEdge: "two-sided-long-edge", paper.ShortEdge: "two-sided-short-edge"}[job.Sides]
	colour := map[bool]string{true: "color", false: "monochrome"}[job.Colour]
	if got["IPP_SIDES"] != sides || got["IPP_PRINT_COLOR_MODE"] != colour || got["CONTENT_TYPE"] != "application/pdf" {
		t.Errorf("asked for %s in %s, the printer was asked for %v", sides, colour, got)
	}
	if copiesOf(t, got["IPP_COPIES"]) != job.Copies {
		t.Errorf("asked for %d copies, the printer for %s", job.Copies, got["IPP_COPIES"])
	}
	if !strings.Contains(got["IPP_MEDIA_COL"], media) {
		t.Errorf("asked for paper of %s, the printer for %v", media, got)
	}
}

// comparePages takes a sheet that lies across for the same when it arrives turned: all its sides the same way.
func comparePages(t *testing.T, job paper.Job, sent, arrived []drawn) {
	t.Helper()
	if len(sent) != len(arrived) {
		t.Fatalf("%d pages were sent and %d arrived", len(sent), len(arrived))
	}
	turns := 0
	if job.Across && arrived[0].width < arrived[0].height {
		if turns = 1; differing(turn(sent[0], turns), arrived[0], 1, 0) != 0 {
			turns = 3
		}
	}
	beside := min(turns, 1)
	if job.Size == paper.Roll80 {
		beside = 1 // CUPS rounds what is cut to measure down to points
	}
	for i := range sent {
		if n := differing(turn(sent[i], turns), arrived[i], beside, 0); n != 0 {
			t.Errorf("page %d of %d, turned %d times: %d pixels differ", i+1, len(sent), turns, n)
		}
	}
}

func turn(page drawn, times int) drawn {
	for range times {
		page = page.turned()
	}
	return page
}

func TestLongJobShowsItsProgress(t *testing.T) {
	t.Parallel() // it mostly waits
	server := cupstest.Start(t)
	system := openCUPS(server)
	const sides = 24
	server.Behave(t, fmt.Sprintf(`for i in $(seq %d); do echo "ATTR: job-impressions-completed=$i job-media-sheets-completed=$i"; sleep 0.3; done`, sides))
	ticket := mustPrint(t, system, cupstest.Queue, oneSheet, newPDF(210, 297, sides))
	var seen []int
	end := follow(t, system, ticket, "is over", func(p paper.Progress) bool {
		if len(seen) == 0 || p.Sides != seen[len(seen)-1] {
			seen = append(seen, p.Sides)
		}
		return p.State.Over()
	})
	if end.State != paper.Printed || end.Sides != sides {
		t.Errorf("the job ended as %+v", end)
	}
	if len(seen) < 4 || !slices.IsSorted(seen) {
		t.Errorf("the sides that had come out were %v in turn", seen)
	}
	t.Logf("the sides that had come out were %v in turn", seen)
}

func TestCanceledJobEnds(t *testing.T) {
	t.Parallel() // it mostly waits
	server := cupstest.Start(t)
	system := openCUPS(server)
	server.Behave(t, "sleep 60")
	running := mustPrint(t, system, cupstest.Queue, oneSheet, newPDF(210, 297, 1))
	waiting := mustPrint(t, system, cupstest.Queue, oneSheet, newPDF(210, 297, 2))
	server.Received(t, 1)
	follow(t, system, running, "prints", func(p paper.Progress) bool { return p.State == paper.Printing })
	if p := follow(t, system, waiting, "waits", func(paper.Progress) bool { return true }); p.State != paper.Waiting {
		t.Errorf("the job behind is %+v", p)
	}
	for _, ticket := range []paper.Ticket{waiting, running} {
		if err := system.Cancel(t.Context(), ticket); err != nil {
			t.Fatal(err)
		}
		follow(t, system, ticket, "is cancelled", func(p paper.Progress) bool { return p.State == paper.Canceled })
		if err := system.Cancel(t.Context(), ticket); err != nil {
			t.Errorf("cancelling once more: %v", err)
		}
	}
	none := paper.Ticket{Printer: cupstest.Queue, Number: 999}
	if _, err := system.Follow(t.Context(), none); !errors.Is(err, paper.ErrNoJob) {
		t.Errorf("following a job that never was: %v", err)
	}
	if err := system.Cancel(t.Context(), none); !errors.Is(err, paper.ErrNoJob) {
		t.Errorf("cancelling a job that never was: %v", err)
	}
}

func TestPrinterThatNeedsHelp(t *testing.T) {
	t.Parallel() // it mostly waits
	server := cupstest.Start(t)
	system := openCUPS(server)
	pdf := newPDF(210, 297, 1)

	t.Run("it is out of paper", func(t *testing.T) {
		server.Behave(t, "echo STATE: +media-empty-warning; sleep 8; echo STATE: -media-empty-warning")
		ticket := mustPrint(t, system, cupstest.Queue, oneSheet, pdf)
		halted := follow(t, system, ticket, "waits for paper", func(p paper.Progress) bool { return p.State == paper.Halted })
		if !strings.HasPrefix(halted.Reason, "media-empty") {
			t.Errorf("the job waits because of %q", halted.Reason)
		}
		if p := listed(t, system, cupstest.Queue); !strings.HasPrefix(p.Reason, "media-empty") {
			t.Errorf("the printer is listed as %+v", p)
		}
		follow(t, system, ticket, "is printed", func(p paper.Progress) bool { return p.State == paper.Printed })
	})
	server.Behave(t, "")
	t.Run("somebody stopped it", func(t *testing.T) {
		server.Run(t, "cupsdisable", "-r", "Back on Monday", cupstest.Queue)
		if p := listed(t, system, cupstest.Queue); p.State != paper.Stopped || p.Reason != "paused" {
			t.Errorf("the printer is listed as %+v", p)
		}
		ticket := mustPrint(t, system, cupstest.Queue, oneSheet, pdf)
		if p := follow(t, system, ticket, "waits", func(paper.Progress) bool { return true }); p.State != paper.Halted || !strings.HasPrefix(p.Reason, "paused") {
			t.Errorf("the job is %+v", p)
		}
		server.Run(t, "cupsenable", cupstest.Queue)
		follow(t, system, ticket, "is printed", func(p paper.Progress) bool { return p.State == paper.Printed })
	})
	t.Run("it takes no jobs", func(t *testing.T) {
		server.Run(t, "cupsreject", cupstest.Queue)
		if p := listed(t, system, cupstest.Queue); p.State != paper.Stopped || p.Reason != "not-accepting-jobs" {
			t.Errorf("the printer is listed as %+v", p)
		}
		if _, err := system.Print(t.Context(), cupstest.Queue, oneSheet, pdf); !errors.Is(err, paper.ErrRefused) {
			t.Errorf("printing: error %v", err)
		}
		server.Run(t, "cupsaccept", cupstest.Queue)
	})
	t.Run("it is unplugged in the middle of a job", func(t *testing.T) {
		server.Behave(t, "sleep 60")
		before := len(server.Received(t, 0))
		ticket := mustPrint(t, system, cupstest.Queue, oneSheet, pdf)
		server.Received(t, before+1)
		server.Unplug() // CUPS goes on saying that it prints
		halted := follow(t, system, ticket, "waits", func(p paper.Progress) bool { return p.State == paper.Halted })
		if !strings.HasPrefix(halted.Reason, "offline") {
			t.Errorf("the job waits because of %q", halted.Reason)
		}
	})
}

func TestPrinterThatIsNotThere(t *testing.T) {
	t.Parallel() // it mostly waits
	server := cupstest.Start(t)
	system := openCUPS(server)
	server.AddQueueTo(t, "off", "ipp://localhost:1/ipp/print")
	server.AddQueueTo(t, "gone", "ipp://localhost:1/ipp/print")
	pdf := newPDF(210, 297, 3)

	ticket := mustPrint(t, system, "off", oneSheet, pdf)
	halted := follow(t, system, ticket, "waits", func(p paper.Progress) bool { return p.State == paper.Halted })
	if !strings.HasPrefix(halted.Reason, "offline") || halted.Sides != 0 {
		t.Errorf("the job for a printer that is off is %+v", halted)
	}
	off := until(t, "CUPS has noticed", func(p paper.Printer) bool { return p.State == paper.Stopped },
		func() paper.Printer { return listed(t, system, "off") })
	if !strings.HasPrefix(off.Reason, "offline") {
		t.Errorf("the printer that is off is listed as %+v", off)
	}
	if err := system.Cancel(t.Context(), ticket); err != nil {
		t.Error(err)
	}
	follow(t, system, ticket, "is cancelled", func(p paper.Progress) bool { return p.State == paper.Canceled })

	ticket = mustPrint(t, system, "gone", oneSheet, pdf)
	server.Run(t, "lpadmin", "-x", "gone")
	if _, err := system.Print(t.Context(), "gone", oneSheet, pdf); !errors.Is(err, paper.ErrNoPrinter) {
		t.Errorf("printing on a queue that was deleted: error %v", err)
	}
	if p, err := system.Follow(t.Context(), ticket); err == nil && !p.State.Over() || err != nil && !errors.Is(err, paper.ErrNoJob) {
		t.Errorf("the job of a queue that was deleted is %+v, error %v", p, err)
	}
}
