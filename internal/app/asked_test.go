package app_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/app"
)

func TestASecondStartHandsOverWhatItWasOpenedWith(t *testing.T) {
	cfg := config(t)
	cfg.DataDir += " [1]" // which a pattern would take for something else
	a, data := open(t, cfg), cfg.DataDir
	pack := filepath.Join(t.TempDir(), "library.passalong")
	if err := os.WriteFile(pack, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	asked := app.Options{Data: data, Open: pack}
	if app.HandOver(asked) {
		t.Fatal("it was handed over to nobody")
	}
	ctx, cancel := context.WithCancel(t.Context())
	got, ended := make(chan string, 10), make(chan error, 1)
	go func() { ended <- a.Listen(ctx, func(what string) { got <- what }) }()
	late := time.After(20 * time.Second)
	for handed := false; !handed; handed = app.HandOver(asked) {
		select {
		case <-late:
			t.Fatal("nobody listens")
		case <-time.After(20 * time.Millisecond):
		}
	}
	select {
	case what := <-got:
		if what != pack {
			t.Errorf("asked for %q, want %q", what, pack)
		}
	case <-late:
		t.Fatal("it never arrived")
	}
	if app.HandOver(app.Options{Data: data}) {
		t.Error("a start that was opened with nothing was handed over")
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if app.HandOver(asked) {
		t.Error("it was handed over to a copy that has ended")
	}
	if left, err := os.ReadDir(filepath.Join(data, "asked")); err != nil || len(left) != 1 { // the lock
		t.Errorf("left behind: %v, %v", left, err)
	}
}
