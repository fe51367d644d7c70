package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/store"
)

// finished is a session that was finished with its sheets kept. Its report has its id.
func finished(t *testing.T, s *store.Sessions, c *clock) fullSession {
	t.Helper()
	f := fill(t, s, c)
	if err := s.Finish(t.Context(), f.id, aReport(string(f.id)), true); err != nil {
		t.Fatal(err)
	}
	return f
}

func markOf(n int) evaluation.Mark { return evaluation.Mark(hexOf("mark", n)) }

func TestLateSheetsAndTheirReportTakeThePlaceOfTheOnesBefore(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	s := openSessions(t, dir, c.Now)
	f := finished(t, s, c)
	sheets := []evaluation.Sheet{aSheet(evaluation.Before, markOf(0)), aSheet(evaluation.After, markOf(0)), aSheet(evaluation.After, "")}
	r := aReport(string(f.id))
	r.Change = evaluation.Change{Before: 1, After: 2, Paired: 1}
	if err := s.SaveLate(t.Context(), f.id, sheets, r); err != nil {
		t.Fatal(err)
	}
	again := openSessions(t, dir, c.Now)
	got, key, err := again.Sheets(t.Context(), f.id)
	if diff := cmp.Diff(sheets, got); err != nil || diff != "" || string(key) != f.secrets["key"][0] {
		t.Errorf("%v, key %x, sheets %s", err, key, diff)
	}
	reports, err := again.Reports(t.Context())
	if err != nil || len(reports) != 1 || reports[0].Change.After != 2 {
		t.Errorf("got %+v, %v; want the one new report", reports, err)
	}
	if err := s.SaveLate(t.Context(), f.id, nil, r); err != nil {
		t.Fatal(err)
	}
	if got, _, err := again.Sheets(t.Context(), f.id); err != nil || len(got) > 0 {
		t.Errorf("after all were taken back: %d sheets, %v", len(got), err)
	}
}

func TestLateSheetsOfWhatIsNotKept(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	s := openSessions(t, dir, c.Now)
	refused := func(name string, id session.ID) {
		t.Helper()
		if err := s.SaveLate(t.Context(), id, nil, aReport("late")); !errors.Is(err, session.ErrNoSession) {
			t.Errorf("%s: saving gave %v, want ErrNoSession", name, err)
		}
		if _, _, err := s.TakeSheets(t.Context(), id); !errors.Is(err, session.ErrNoSession) {
			t.Errorf("%s: taking gave %v, want ErrNoSession", name, err)
		}
	}
	refused("no file", "0123")
	if files := tree(t, dir); len(files) > 0 {
		t.Errorf("a file was made: %v", files)
	}
	open, _, _ := begun(t, s, c)
	refused("a session that is open", open)
	refused("another name", "../other")
	f := finished(t, s, c)
	if err := s.DropSheets(t.Context(), f.id); err != nil {
		t.Fatal(err)
	}
	refused("sheets that were dropped", f.id)
	checkReports(t, s, string(f.id))
	checkEntries(t, s, open, []session.Entry{entry(1, newClock().Now(), session.Began{Plan: aPlan("p")})})
}

func TestLateSheetsWithoutAReportAreNotKept(t *testing.T) {
	c := newClock()
	s := openSessions(t, t.TempDir(), c.Now)
	f := finished(t, s, c)
	if s.SaveLate(t.Context(), f.id, nil, aReport("")) == nil {
		t.Error("a report without an id was kept")
	}
	if got, _, err := s.Sheets(t.Context(), f.id); err != nil || len(got) != 40 {
		t.Errorf("%d sheets, %v; want the 40 from before", len(got), err)
	}
}

func TestSheetsAreChangedByOneProcessAtATime(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	s, other := openSessions(t, dir, c.Now), openSessions(t, dir, c.Now)
	f := finished(t, s, c)
	if sheets, _, err := s.TakeSheets(t.Context(), f.id); err != nil || len(sheets) != 40 {
		t.Fatalf("%d sheets, %v", len(sheets), err)
	}
	if _, _, err := other.TakeSheets(t.Context(), f.id); !errors.Is(err, session.ErrInUse) {
		t.Errorf("the other process got %v, want ErrInUse", err)
	}
	if err := s.Leave(f.id); err != nil {
		t.Fatal(err)
	}
	if sheets, _, err := other.TakeSheets(t.Context(), f.id); err != nil || len(sheets) != 40 {
		t.Errorf("afterwards: %d sheets, %v", len(sheets), err)
	}
	if err := other.DropSheets(t.Context(), f.id); err != nil {
		t.Fatal(err)
	}
	f.checkGone(t, dir, allSecrets...)
}

func TestADeletedReportTakesItsSheetsAlong(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	s := openSessions(t, dir, c.Now)
	f := finished(t, s, c)
	if _, _, err := s.TakeSheets(t.Context(), f.id); err != nil { // leaves a lock
		t.Fatal(err)
	}
	if err := s.SaveReport(t.Context(), aReport("other")); err != nil {
		t.Fatal(err)
	}
	f.checkThere(t, dir, "mark", "key")
	if err := s.DeleteReport(t.Context(), "other"); err != nil {
		t.Fatal(err)
	}
	f.checkThere(t, dir, "mark", "key")
	if err := s.DeleteReport(t.Context(), string(f.id)); err != nil {
		t.Fatal(err)
	}
	f.checkGone(t, dir, allSecrets...)
	checkReports(t, s)
	if ids, err := s.WithSheets(t.Context()); err != nil || len(ids) > 0 {
		t.Errorf("sheets of %v are kept, %v", ids, err)
	}
	if err := s.DeleteReport(t.Context(), string(f.id)); err != nil {
		t.Errorf("deleting it twice: %v", err)
	}
}

func TestADeletedReportThatIsNotSweptSaysSo(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	s := openSessions(t, dir, c.Now)
	f := finished(t, s, c)
	if err := os.WriteFile(filepath.Join(dir, "backups"), nil, 0o600); err != nil { // where the folder of copies would be
		t.Fatal(err)
	}
	if err := s.DeleteReport(t.Context(), string(f.id)); !errors.Is(err, session.ErrNotSwept) {
		t.Errorf("got %v, want ErrNotSwept", err)
	}
	checkReports(t, s)
}
