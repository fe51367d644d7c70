//go:build !windows

package printing_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/printing"
	"github.com/passalong/passalong/internal/printing/cupstest"
)

// newPDF is an empty A4 page with a mark that makes it unlike others.
func newPDF(mark string) []byte {
	var b bytes.Buffer
	var offsets []int
	b.WriteString("%PDF-1.4\n%" + mark + "\n")
	for i, object := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
	} {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	b.WriteString("xref\n0 4\n0000000000 65535 f \n")
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", start)
	return b.Bytes()
}

func TestRealCUPS(t *testing.T) {
	server := cupstest.Start(t)
	system := printing.Open(func(key string) string { return map[string]string{"CUPS_SERVER": server.Socket, "USER": "tester"}[key] }, nil)

	printers, err := system.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []paper.Printer{{Name: cupstest.Queue, Description: cupstest.Queue, Default: true, State: paper.Idle}}
	for i := range printers { // the printer itself decides how it is called
		if printers[i].Description == "" {
			t.Error("a printer has no description")
		}
		printers[i].Description = printers[i].Name
		printers[i].Location = ""
	}
	if diff := cmp.Diff(want, printers); diff != "" {
		t.Error(diff)
	}

	pdf := newPDF("one")
	job := paper.Job{Title: "Handout", Copies: 3, Size: paper.A4, Sides: paper.LongEdge, Colour: false}
	begin := time.Now()
	if _, err := system.Print(t.Context(), cupstest.Queue, job, pdf); err != nil {
		t.Fatal(err)
	}
	t.Logf("the print system took the job in %v", time.Since(begin).Round(time.Millisecond))
	arrived := server.Received(t, 1)[0]
	if !bytes.HasPrefix(arrived.Data, []byte("%PDF-")) {
		t.Errorf("what came out begins with %q", arrived.Data[:min(8, len(arrived.Data))])
	}
	if spooled := server.Spooled(t); len(spooled) != 1 || !bytes.Equal(spooled[0], pdf) {
		t.Errorf("%d documents reached the print system, or other bytes than were sent", len(spooled))
	}
	got := arrived.Attributes
	if got["IPP_COPIES"] != "3" || got["IPP_SIDES"] != "two-sided-long-edge" || got["CONTENT_TYPE"] != "application/pdf" {
		t.Errorf("the printer was asked for %v", got)
	}
	if media := got["IPP_MEDIA_COL"] + got["IPP_MEDIA"]; !strings.Contains(media, "21000") && !strings.Contains(media, "iso_a4") {
		t.Errorf("the printer was asked for the paper %q", media)
	}

	if _, err := system.Print(t.Context(), "nobody", job, pdf); !errors.Is(err, paper.ErrNoPrinter) {
		t.Errorf("a queue that is not there: error %v", err)
	}
	server.Pause(t, "Out of paper")
	if printers, err = system.List(t.Context()); err != nil || len(printers) != 1 || printers[0].State != paper.Stopped || printers[0].Reason == "" {
		t.Errorf("a stopped queue: %+v, error %v", printers, err)
	}
}
