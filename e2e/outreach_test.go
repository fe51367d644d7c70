//go:build !windows

package e2e_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/e2e/journey"
	"github.com/passalong/passalong/internal/printing/cupstest"
)

// TestOutreach enters a local service and prints a card with it on a real printer of the network: what arrives there
// is what was asked for.
func TestOutreach(t *testing.T) {
	for _, program := range []string{"pdftotext", "Xvfb", "xdotool", "tesseract"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("nobody can print in a window: %v", err)
		}
	}
	server := cupstest.Start(t)
	t.Setenv("CUPS_SERVER", server.Socket)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	o := &journey.Outreach{
		App: app(t, ctx, programs(t)), Service: "Harbour Street", Address: "12 Harbour Street", Phone: "03 9000 1234",
		Word: "spray", Handout: "Naloxone spray: how to use it", Format: "Wallet card", Copies: 4,
	}
	output, err := o.Walk(ctx)
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	checkOutput(t, output)

	job := server.Received(t, 1)[0]
	for name, want := range map[string]string{
		"IPP_COPIES": "4", "IPP_SIDES": "two-sided-long-edge", "IPP_PRINT_COLOR_MODE": "monochrome", "IPP_MEDIA_COL": "x-dimension=21000 y-dimension=29700",
	} {
		if got := job.Attributes[name]; !strings.Contains(got, want) {
			t.Errorf("the printer was asked for %s %q, want %q", name, got, want)
		}
	}
	pdf := filepath.Join(t.TempDir(), "arrived.pdf")
	if err := os.WriteFile(pdf, job.Data, 0o600); err != nil {
		t.Fatal(err)
	}
	checkPDF(t, pdf, o.Handout, o.Service, o.Address, o.Phone)
}
