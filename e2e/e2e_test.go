// Package e2e_test drives the real app in a real window, with keyboard and mouse, from its first start.
package e2e_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/e2e/journey"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/modules"
)

// TestFromFirstStartToAPassedQuizAndAPDF makes a profile, reads a module, passes its quiz, saves its handout, fetches
// newer content, is killed, and finds everything again.
func TestFromFirstStartToAPassedQuizAndAPDF(t *testing.T) {
	cat, _, err := content.Load(t.Context(), modules.FS)
	if err != nil {
		t.Fatal(err)
	}
	module, ok := cat.Module("overdose-response")
	if !ok {
		t.Fatal("the bundled library has lost its module on overdose")
	}
	bin := programs(t)
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Minute)
	defer cancel()
	server, err := journey.Publish(ctx, filepath.Join(bin, "pal"))
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	d, err := desk.Open(ctx, 1100, 720)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	pdf := filepath.Join(t.TempDir(), "overdose.pdf")
	j := &journey.Journey{
		Desk: d, Module: module, Program: filepath.Join(bin, "passalong"), Data: t.TempDir(),
		GitHub: strings.TrimSuffix(server.BaseURL, "/api/"), Source: "example/library", PDF: pdf,
		Picture: func(name string) error {
			t.Log(name)
			if strings.HasSuffix(name, "-stuck") {
				return d.Shot(filepath.Join(os.TempDir(), "passalong-"+name+".png"))
			}
			return nil
		},
	}
	output, err := j.Walk(ctx)
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	checkOutput(t, output)
	checkPDF(t, pdf)
}

// programs builds the app without the tag that switches Fyne's checks of goroutines off, and pal.
func programs(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	for _, pkg := range []string{"../cmd/passalong", "../cmd/pal"} {
		build := exec.CommandContext(t.Context(), "go", "build", "-tags=x11,no_animations", "-o", bin, pkg)
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("building %s: %v\n%s", pkg, err, out)
		}
	}
	return bin
}

// checkOutput fails when a widget was touched on another goroutine than the interface's.
func checkOutput(t *testing.T, output string) {
	t.Helper()
	for line := range strings.Lines(output) {
		if strings.Contains(line, "Error in Fyne call thread") || strings.Contains(line, "panic") {
			t.Errorf("the app wrote: %s", line)
		}
	}
}

func checkPDF(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Errorf("the handout begins with %q", data[:min(8, len(data))])
	}
	if out, err := exec.CommandContext(t.Context(), "pdftotext", path, "-").Output(); err != nil {
		t.Errorf("pdftotext: %v", err)
	} else if !bytes.Contains(out, []byte("Overdose: what to do")) || !bytes.Contains(out, []byte("1800 888 236")) {
		t.Errorf("the handout does not name itself and the help line:\n%s", out)
	}
}
