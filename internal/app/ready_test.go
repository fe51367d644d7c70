package app_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/typst"
	"github.com/passalong/passalong/ready"
)

var writeReady = flag.String("write-ready", "", "folder to write the sheets to that come with the program")

// TestSheetsThatComeWithTheProgramAreThoseItWouldMake makes what the screens show first: each handout in its usual
// format, each alert as a poster. On a machine on which the engine is not ready, nobody waits for these.
func TestSheetsThatComeWithTheProgramAreThoseItWouldMake(t *testing.T) {
	cfg := config(t)
	made := map[string]typst.Output{}
	cfg.Missed = func(key string, out typst.Output) { made[key] = out }
	if *writeReady == "" {
		prints, err := ready.Prints()
		if err != nil {
			t.Fatal(err)
		}
		cfg.Ready = prints
	}
	sheets := makeFirstSheets(t, open(t, cfg))
	if *writeReady == "" {
		if len(made) > 0 {
			t.Errorf("%d of the documents behind %d sheets are not in ready/prints: run make ready", len(made), sheets)
		}
		return
	}
	replaceReady(t, *writeReady, made)
}

func makeFirstSheets(t *testing.T, a *app.App) int {
	t.Helper()
	cat, err := a.Content.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for h := range cat.AllHandouts() {
		n++
		if _, err := a.Handouts.Make(t.Context(), pack.Line{Handout: h.ID, Form: paper.HandoutForm{Format: h.Formats[0]}}); err != nil {
			t.Errorf("%s: %v", h.ID, err)
		}
	}
	for _, alert := range cat.Alerts {
		n++
		if _, err := a.Handouts.MakeAlert(t.Context(), alert.ID, paper.HandoutForm{}, ""); err != nil {
			t.Errorf("%s: %v", alert.ID, err)
		}
	}
	return n
}

// replaceReady writes the sheets in place of those that were there.
func replaceReady(t *testing.T, dir string, made map[string]typst.Output) {
	t.Helper()
	for _, pattern := range []string{"*.pdf", "*.json"} {
		old, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range old {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
	}
	for key, out := range made {
		if err := os.WriteFile(filepath.Join(dir, key+".pdf"), out.PDF, 0o644); err != nil {
			t.Fatal(err)
		}
		if len(out.Answer) == 0 {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, key+".json"), out.Answer, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d documents written", len(made))
}
