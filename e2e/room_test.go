package e2e_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/e2e/journey"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
)

// sessions is somebody with two windows on a wide desk, who runs sessions about overdose. Everything that the app writes is
// in folders of its own, which are the second result.
func sessions(t *testing.T, ctx context.Context) (journey.Session, []string) {
	t.Helper()
	cat, _ := library(t)
	p, err := plan.Make(cat, []catalog.ModuleID{journey.WorkshopModule}, 90)
	if err != nil {
		t.Fatal(err)
	}
	width, height := journey.RoomDesk()
	a := appOn(t, ctx, programs(t), width, height)
	home := t.TempDir()
	temp := t.TempDir()
	a.Desk.Env = []string{"HOME=" + home, "TMPDIR=" + temp}
	for _, name := range []string{"CACHE", "CONFIG", "DATA", "STATE"} {
		folder := filepath.Join(home, strings.ToLower(name))
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		a.Desk.Env = append(a.Desk.Env, "XDG_"+name+"_HOME="+folder)
	}
	return journey.Session{App: a, Plan: p}, []string{a.Data, home, temp}
}

// TestRoom runs a workshop from its plan to its report, with twelve phones, hands and a sheet of paper. The room never sees
// what is not for it, and of those who were there nothing is left but counts.
func TestRoom(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Minute)
	defer cancel()
	s, folders := sessions(t, ctx)
	w := &journey.Workshop{Session: s, PDF: filepath.Join(t.TempDir(), "report.pdf"), Search: func(all []journey.Secret) ([]string, error) {
		return journey.Search(folders, all)
	}}
	output, err := w.Walk(ctx)
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	checkOutput(t, output)
	for _, s := range w.Secrets() {
		if strings.Contains(output, s.Text) {
			t.Errorf("the app wrote the %s %q", s.Kind, s.Text)
		}
	}
	checkPDF(t, w.PDF, s.Plan.Title, "16 people", "7 sheets before, 7 after", "40 %", "80 %", "+40")
}

// TestHostileRoom asks the room while somebody sends rubbish, floods the page and holds a thousand connections.
func TestHostileRoom(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	s, _ := sessions(t, ctx)
	h := &journey.Hostile{Session: s}
	output, err := h.Walk(ctx)
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	checkOutput(t, output)
}

// TestRehearsal runs a session alone from its beginning to its end, and leaves nothing.
func TestRehearsal(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	s, _ := sessions(t, ctx)
	r := &journey.Rehearsal{Session: s}
	output, err := r.Walk(ctx)
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	checkOutput(t, output)
}
