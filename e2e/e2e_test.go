// Package e2e_test drives the real app in a real window, with keyboard and mouse, from its first start.
package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/e2e/journey"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/modules"
)

// TestFromFirstStartToAPassedQuizAndAPDF makes a profile, reads a module, passes its quiz, saves its handout, fetches
// newer content, is killed, and finds everything again.
func TestFromFirstStartToAPassedQuizAndAPDF(t *testing.T) {
	_, module := library(t)
	bin := programs(t)
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Minute)
	defer cancel()
	publisher, err := journey.Publish(ctx, filepath.Join(bin, "pal"))
	if err != nil {
		t.Fatal(err)
	}
	defer publisher.Close()
	pdf := filepath.Join(t.TempDir(), "overdose.pdf")
	j := &journey.Journey{App: app(t, ctx, bin), Module: module, Source: "example/library", Fingerprint: publisher.Fingerprint, PDF: pdf}
	j.GitHub = strings.TrimSuffix(publisher.Server.BaseURL, "/api/")
	output, err := j.Walk(ctx)
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	checkOutput(t, output)
	checkPDF(t, pdf, "Overdose: what to do", "1800 888 236")
}

func library(t *testing.T) (*catalog.Catalog, *catalog.Module) {
	t.Helper()
	cat, _, err := content.Load(t.Context(), modules.FS)
	if err != nil {
		t.Fatal(err)
	}
	module, ok := cat.Module("overdose-response")
	if !ok {
		t.Fatal("the bundled library has lost its module on overdose")
	}
	return cat, module
}

// app is the app on a desk of its own, with an empty data folder.
func app(t *testing.T, ctx context.Context, bin string) journey.App {
	t.Helper()
	return appOn(t, ctx, bin, 1100, 720)
}

// appOn is app on a desk of another size.
func appOn(t *testing.T, ctx context.Context, bin string, width, height int) journey.App {
	t.Helper()
	d, err := desk.Open(ctx, width, height)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	began := time.Now()
	return journey.App{
		Desk: d, Program: filepath.Join(bin, "passalong"), Data: t.TempDir(),
		Picture: func(name string) error {
			t.Log(time.Since(began).Round(time.Second), name)
			folder := os.Getenv("PASSALONG_PICTURES") // of all stops, where somebody wants them
			if folder == "" && strings.HasSuffix(name, "-stuck") {
				folder = os.TempDir()
			}
			if folder == "" {
				return nil
			}
			return d.Shot(filepath.Join(folder, "passalong-"+name+".png"))
		},
	}
}

// TestMain throws the programs away at the end.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "passalong-e2e")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	built = sync.OnceValues(func() (string, error) { return dir, build(dir) })
	code := m.Run()
	_ = os.RemoveAll(dir) // the system does, sooner or later
	os.Exit(code)
}

// built is where the app and pal are, which all tests share: linking them takes as long as some journeys. TestMain sets it.
var built func() (string, error)

func build(dir string) error {
	out, err := exec.Command("go", "build", "-tags=x11,no_animations", "-o", dir, "../cmd/passalong", "../cmd/pal").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("building the programs: %w\n%s", err, out)
	}
	return err
}

// programs builds the app without the tag that switches Fyne's checks of goroutines off, and pal.
func programs(t *testing.T) string {
	t.Helper()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
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

func checkPDF(t *testing.T, path string, words ...string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Errorf("the PDF begins with %q", data[:min(8, len(data))])
	}
	out, err := exec.CommandContext(t.Context(), "pdftotext", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	for _, w := range words {
		if !bytes.Contains(out, []byte(w)) {
			t.Errorf("the PDF does not say %q:\n%s", w, out)
		}
	}
}
