package app_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
)

// evening is a plan of the bundled library's module with skills.
func evening(t *testing.T, a *app.App) plan.Plan {
	t.Helper()
	m, _ := someModules(t, a)
	cat, err := a.Content.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p, err := plan.Make(cat, []catalog.ModuleID{m}, 90)
	if err != nil {
		t.Fatal(err)
	}
	p.ID, p.People = "evening", 4
	return p
}

func do(t *testing.T, r *app.Running, events ...session.Event) {
	t.Helper()
	for _, e := range events {
		if err := r.Do(t.Context(), e); err != nil {
			t.Fatalf("%T: %v", e, err)
		}
	}
}

func TestSessionGoesOnWhereItWasAndLeavesOnlyItsReport(t *testing.T) {
	cfg := config(t)
	a := open(t, cfg)
	r, err := a.Sessions.Begin(t.Context(), evening(t, a), false)
	if err != nil {
		t.Fatal(err)
	}
	phone := session.Phone("0123456789abcdef0123456789abcdef")
	do(t, r, session.Joined{Phone: phone})
	id := r.ID
	if err := a.Close(); err != nil { // and not r: as a window that was torn down would leave it
		t.Fatal(err)
	}

	a = open(t, cfg)
	open, err := a.Sessions.Sessions(t.Context())
	if err != nil || len(open) != 1 || open[0].ID != id {
		t.Fatalf("open sessions: %v, %v", open, err)
	}
	r, err = a.Sessions.Resume(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if r.Desk().Phones != 1 {
		t.Errorf("%d phones joined, want the one from before", r.Desk().Phones)
	}
	do(t, r, session.Closed{Present: evaluation.Present{Community: 3}, Minutes: 80, Said: []string{"I will carry it."}})
	report, err := r.Finish(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	reports, err := a.Sessions.Reports(t.Context())
	if err != nil || len(reports) != 1 || reports[0].ID != report || reports[0].Present.Community != 3 || reports[0].Minutes != 80 {
		t.Errorf("reports: %+v, %v", reports, err)
	}
	if open, err := a.Sessions.Sessions(t.Context()); err != nil || len(open) > 0 {
		t.Errorf("still open: %v, %v", open, err)
	}
	if _, err := a.Sessions.Resume(t.Context(), id); !errors.Is(err, session.ErrNoSession) {
		t.Errorf("a finished session was opened: %v", err)
	}
	for path, data := range contents(t, a.DataDir) {
		if bytes.Contains(data, []byte(phone)) {
			t.Errorf("%s has the phone", path)
		}
	}
}

// contents are the bytes of all files below a folder.
func contents(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		found[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestRehearsalLeavesNothing(t *testing.T) {
	a := open(t, config(t))
	p := evening(t, a)
	before := files(t, a.DataDir)
	r, err := a.Sessions.Begin(t.Context(), p, true)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for d := r.Desk(); d.Phones < p.People; d = r.Desk() { // they come in by themselves
		if _, err := r.Wait(ctx, d.Number); err != nil {
			t.Fatalf("%d of %d people came: %v", d.Phones, p.People, err)
		}
	}
	if report, err := r.Finish(t.Context(), false); err != nil || report != "" {
		t.Errorf("report %q, %v", report, err)
	}
	if diff := cmp.Diff(before, files(t, a.DataDir)); diff != "" {
		t.Errorf("a rehearsal changed the data folder: %s", diff)
	}
}

func TestSessionIsRunOnceAtATime(t *testing.T) {
	a := open(t, config(t))
	r, err := a.Sessions.Begin(t.Context(), evening(t, a), false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Sessions.Resume(t.Context(), r.ID); !errors.Is(err, session.ErrInUse) {
		t.Errorf("what is open was opened again: %v", err)
	}
	do(t, r, session.Darkened{On: true})
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	next, err := a.Sessions.Resume(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil { // must not take it from the other
		t.Error(err)
	}
	if _, err := a.Sessions.Resume(t.Context(), r.ID); !errors.Is(err, session.ErrInUse) {
		t.Errorf("what was opened again was opened once more: %v", err)
	}
	do(t, next, session.Darkened{})
	if err := next.Close(); err != nil {
		t.Error(err)
	}
}

func TestDiscardedSessionIsGone(t *testing.T) {
	a := open(t, config(t))
	r, err := a.Sessions.Begin(t.Context(), evening(t, a), false)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Discard(t.Context()); err != nil {
		t.Fatal(err)
	}
	reports, err := a.Sessions.Reports(t.Context())
	if err != nil || len(reports) > 0 {
		t.Errorf("reports: %v, %v", reports, err)
	}
	if err := r.Do(t.Context(), session.Darkened{On: true}); err == nil {
		t.Error("a discarded session goes on")
	}
}

func TestBoxOfEveryBundledPlan(t *testing.T) {
	a := open(t, config(t))
	cat, err := a.Content.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range cat.Modules {
		p, err := plan.Make(cat, []catalog.ModuleID{m.ID}, 90)
		if err != nil {
			t.Fatal(err)
		}
		brief, err := plan.Brief(cat, m.ID, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []plan.Plan{p, brief} {
			form := paper.BoxForm{Form: paper.Form{Size: paper.A4}, People: 3, Seed: [32]byte{1}}
			whole := pagesOf(t, a, p, form)
			sum := 0
			for _, part := range paper.BoxParts() {
				if p.Brief && part != paper.BoxPlan && part != paper.BoxHandouts && part != paper.BoxEvaluation {
					continue
				}
				form.Part = part
				sum += pagesOf(t, a, p, form)
			}
			if whole < sum {
				t.Errorf("%s, brief %v: everything has %d pages, and the parts %d", m.ID, p.Brief, whole, sum)
			}
		}
	}
}

func pagesOf(t *testing.T, a *app.App, p plan.Plan, form paper.BoxForm) int {
	t.Helper()
	sheet, err := a.Sheets.Box(t.Context(), p, form)
	if err != nil {
		t.Fatalf("%s, part %q: %v", p.Title, form.Part, err)
	}
	pages, err := a.Handouts.Pages(t.Context(), sheet.PDF)
	if err != nil || pages < 1 {
		t.Errorf("%s, part %q: %d pages, %v", p.Title, form.Part, pages, err)
	}
	return pages
}

func TestReportsAreMade(t *testing.T) {
	a := open(t, config(t))
	r := evaluation.Report{ID: "r", Title: "Tuesday", Date: noon, Minutes: 90, Present: evaluation.Present{Community: 6}, Modules: evening(t, a).Modules}
	page, err := a.Sheets.SessionReport(t.Context(), r, paper.Form{})
	if err != nil || page.Pages != 1 {
		t.Errorf("the report has %d pages, %v", page.Pages, err)
	}
	sum := evaluation.Year([]evaluation.Report{r}, nil, noon.AddDate(-1, 0, 0), noon)
	if pages, err := a.Sheets.YearReport(t.Context(), sum, paper.Form{}); err != nil || pages.Pages < 1 {
		t.Errorf("the year has %d pages, %v", pages.Pages, err)
	}
}
