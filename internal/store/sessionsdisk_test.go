package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
)

// sessionsIn opens the sessions of a folder, with other migrations than the program's unless steps is nil.
func sessionsIn(t testing.TB, dir string, steps []migration) *Sessions {
	t.Helper()
	s, err := OpenSessions(filepath.Join(dir, "sessions.db"), noon)
	if err != nil {
		t.Fatal(err)
	}
	if steps != nil {
		s.steps = steps
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func smallPlan() plan.Plan {
	return plan.Plan{ID: "p", Title: "Naloxone", Language: "en", Minutes: 60, Sections: []plan.Section{{
		ID: "welcome", Kind: plan.Opening, Title: "Welcome", Minutes: 10, Usual: 10, Least: 5,
	}}}
}

func beginSmall(t testing.TB, s *Sessions) session.ID {
	t.Helper()
	id, _, err := s.Begin(t.Context(), session.Entry{Number: 1, At: noon(), Event: session.Began{Plan: smallPlan()}})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func wrote(n int) session.Entry {
	return session.Entry{Number: n, At: noon(), Event: session.Wrote{Poll: "wall-1", Text: strings.Repeat("x", 3000)}}
}

// appendUntilRefused appends events until one is refused, and gives how many events there are, and the refusal.
func appendUntilRefused(t testing.TB, s *Sessions, id session.ID) (kept int, err error) {
	t.Helper()
	for n := 2; n < 5000; n++ {
		if err := s.Append(t.Context(), id, []session.Entry{wrote(n)}); err != nil {
			return n - 1, err
		}
	}
	t.Fatal("nothing was refused")
	return 0, nil
}

func countEntries(t testing.TB, s *Sessions, id session.ID, want int) {
	t.Helper()
	if entries, _, err := s.Entries(t.Context(), id); err != nil || len(entries) != want {
		t.Errorf("got %d events, %v; want %d", len(entries), err, want)
	}
}

func TestASessionThatCannotGrowSaysThatTheDiskIsFull(t *testing.T) {
	s := sessionsIn(t, t.TempDir(), nil)
	id := beginSmall(t, s)
	pool, err := s.db.DB()
	if err != nil {
		t.Fatal(err)
	}
	limit(t, pool, t.Context())
	kept, err := appendUntilRefused(t, s, id)
	if !errors.Is(err, progress.ErrDiskFull) {
		t.Fatalf("got %v, want ErrDiskFull", err)
	}
	countEntries(t, s, id, kept)
	if err := s.SavePlan(t.Context(), bigPlan()); !errors.Is(err, progress.ErrDiskFull) {
		t.Errorf("a plan: got %v, want ErrDiskFull", err)
	}
	if _, err := pool.ExecContext(t.Context(), "pragma max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	if err := s.Append(t.Context(), id, []session.Entry{wrote(kept + 1)}); err != nil {
		t.Errorf("after space was made: %v", err)
	}
	countEntries(t, s, id, kept+1)
}

func bigPlan() plan.Plan {
	p := smallPlan()
	for range 200 {
		p.Prepare = append(p.Prepare, strings.Repeat("chairs ", 100))
	}
	return p
}

func TestSessionsThatCannotBeWrittenSaySo(t *testing.T) {
	s := sessionsIn(t, t.TempDir(), nil)
	id := beginSmall(t, s)
	pool, err := s.db.DB()
	if err != nil {
		t.Fatal(err)
	}
	pool.SetMaxOpenConns(1)
	if _, err := pool.ExecContext(t.Context(), "pragma query_only = 1"); err != nil {
		t.Fatal(err)
	}
	report := evaluation.Report{ID: "r", Title: "Naloxone", Date: noon()}
	calls := map[string]func() error{
		"Append":   func() error { return s.Append(t.Context(), id, []session.Entry{wrote(2)}) },
		"SavePlan": func() error { return s.SavePlan(t.Context(), smallPlan()) },
		"Finish":   func() error { return s.Finish(t.Context(), id, report, true) },
		"Discard":  func() error { return s.Discard(t.Context(), id) },
	}
	for name, call := range calls {
		if err := call(); !errors.Is(err, progress.ErrCannotWrite) {
			t.Errorf("%s: got %v, want ErrCannotWrite", name, err)
		}
	}
	countEntries(t, s, id, 1)
}

func TestAFileThatIsNotOursOrNewerIsNotTouched(t *testing.T) {
	whole := wholeSessions(t)
	changed := func(statement string) []byte {
		path := emptyFile(t)
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		pool := poolOf(t, target{name: path, journal: "DELETE"})
		if _, err := pool.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
		if err := pool.Close(); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	cases := []struct {
		name    string
		content []byte
		want    error
	}{
		{"newer", changed("pragma user_version = 99"), session.ErrNewer},
		{"a profile", changed(fmt.Sprintf("pragma application_id = %d", applicationID)), session.ErrForeign},
		{"another program's", changed("pragma application_id = 7"), session.ErrForeign},
		{"version 0", changed("pragma user_version = 0"), session.ErrDamaged},
		{"a table is missing", changed("drop table event"), session.ErrDamaged},
		{"text", []byte(strings.Repeat("Dear diary, ", 900)), session.ErrDamaged},
		{"empty", nil, session.ErrDamaged},
		{"cut", whole[:len(whole)/2], session.ErrDamaged},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "sessions.db")
			if err := os.WriteFile(path, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			s := sessionsIn(t, dir, nil)
			_, err := s.Sessions(t.Context())
			if !errors.Is(err, c.want) || errors.Is(err, progress.ErrDamagedProfile) {
				t.Errorf("Sessions: got %v, want %v", err, c.want)
			}
			if _, _, err := s.Begin(t.Context(), session.Entry{Number: 1, At: noon(), Event: session.Began{Plan: smallPlan()}}); !errors.Is(err, c.want) {
				t.Errorf("Begin: got %v, want %v", err, c.want)
			}
			if after, err := os.ReadFile(path); err != nil || c.name != "a table is missing" && !bytes.Equal(after, c.content) {
				t.Errorf("the file was changed (%v)", err)
			}
			entries, _ := os.ReadDir(dir)
			if c.name != "a table is missing" && len(entries) != 1 {
				t.Errorf("there are %v", entries)
			}
		})
	}
}

// wholeSessions is the file of closed sessions with something of everything in it.
func wholeSessions(t testing.TB) []byte {
	t.Helper()
	dir := t.TempDir()
	s := sessionsIn(t, dir, nil)
	for range 3 {
		id := beginSmall(t, s)
		for n := 2; n < 30; n++ {
			if err := s.Append(t.Context(), id, []session.Entry{wrote(n)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	err := errors.Join(
		s.SavePlan(t.Context(), bigPlan()), s.SaveReport(t.Context(), evaluation.Report{ID: "r", Title: "Naloxone", Date: noon()}),
		s.AddSupport(t.Context(), evaluation.Support{Date: noon()}), s.Close(),
	)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "sessions.db"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Whatever is done to the file, reading it gives what was there or says that it is damaged, and never ends the program.
func TestDamageIsNamed(t *testing.T) {
	whole := wholeSessions(t)
	r := rand.New(rand.NewPCG(1, 2))
	named, unnoticed := 0, 0
	for i := range 120 {
		damaged := bytes.Clone(whole)
		switch i % 4 {
		case 0:
			damaged = damaged[:r.IntN(len(damaged))]
		case 1:
			page := r.IntN(len(damaged)/4096) * 4096
			clear(damaged[page : page+4096])
		case 2:
			at := r.IntN(len(damaged) - 64)
			for j := range 64 {
				damaged[at+j] = byte(r.Uint32())
			}
		case 3:
			damaged[r.IntN(len(damaged))] ^= 1 << r.IntN(8)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "sessions.db"), damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		switch err := readEverything(t.Context(), sessionsIn(t, dir, nil)); {
		case err == nil:
			unnoticed++ // inside a text: SQLite has no checksums
		case errors.Is(err, session.ErrDamaged) || errors.Is(err, session.ErrForeign) || errors.Is(err, session.ErrNewer):
			named++
		default:
			t.Errorf("damage %d: got %v", i, err)
		}
	}
	t.Logf("%d named, %d unnoticed", named, unnoticed)
	if named < 60 {
		t.Errorf("only %d of 120 were found to be damaged", named)
	}
}

func readEverything(ctx context.Context, s *Sessions) error {
	list, err := s.Sessions(ctx)
	if err != nil {
		return err
	}
	for _, l := range list {
		if _, _, err := s.Entries(ctx, l.ID); err != nil {
			return err
		}
	}
	_, plans := s.Plans(ctx)
	_, reports := s.Reports(ctx)
	_, support := s.Support(ctx)
	return errors.Join(plans, reports, support)
}

func TestWhatCanBeReadOfTheReportsIsGiven(t *testing.T) {
	dir := t.TempDir()
	s := sessionsIn(t, dir, nil)
	err := errors.Join(
		s.SaveReport(t.Context(), evaluation.Report{ID: "whole", Title: "Naloxone", Date: noon()}),
		s.SaveReport(t.Context(), evaluation.Report{ID: "bad", Title: "Naloxone", Date: noon()}),
	)
	if err == nil {
		err = s.db.Exec(`update report set body = '{"format":99}' where id = 'bad'`).Error
	}
	if err != nil {
		t.Fatal(err)
	}
	reports, err := s.Reports(t.Context())
	if !errors.Is(err, session.ErrDamaged) || len(reports) != 1 || reports[0].ID != "whole" {
		t.Errorf("got %v, %v; want the whole one and ErrDamaged", reports, err)
	}
}

var laterSessions = []migration{{"0002_add_a_column.sql", "alter table report add column place text not null default ''"}}

func TestSessionsComeToTheNewestVersionWithACopyOfBefore(t *testing.T) {
	dir := t.TempDir()
	s := sessionsIn(t, dir, nil)
	id := beginSmall(t, s)
	released := s.steps
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	newer := sessionsIn(t, dir, upTo(released, laterSessions...))
	countEntries(t, newer, id, 1)
	kept, err := newer.copies().of(copiesOfSessions)
	if err != nil || len(kept) != 1 {
		t.Fatalf("got %v, %v; want one copy", kept, err)
	}
	pool := poolOf(t, target{name: kept[0].path})
	if app, v, err := version(t.Context(), pool); app != sessionsApplicationID || v != len(released) || err != nil {
		t.Errorf("the copy has application %x and version %d, %v", app, v, err)
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
	// The session is in the copy. When it ends, the copy goes.
	if err := newer.Finish(t.Context(), id, evaluation.Report{ID: "r", Date: noon()}, false); err != nil {
		t.Fatal(err)
	}
	if kept, err := newer.copies().of(copiesOfSessions); err != nil || len(kept) > 0 {
		t.Errorf("got %v, %v; want no copy", kept, err)
	}
	if err := newer.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := sessionsIn(t, dir, released).Reports(t.Context()); !errors.Is(err, session.ErrNewer) {
		t.Errorf("an older program: got %v, want ErrNewer", err)
	}
}

func TestAFailedChangeOfTheSessionsChangesNothing(t *testing.T) {
	dir := t.TempDir()
	s := sessionsIn(t, dir, nil)
	id := beginSmall(t, s)
	released := s.steps
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	bad := upTo(released, migration{"0002_bad.sql", "alter table event add column x integer; insert into nowhere values (1)"})
	if _, err := sessionsIn(t, dir, bad).Sessions(t.Context()); err == nil || !strings.Contains(err.Error(), "migration 0002_bad.sql") {
		t.Errorf("got %v, want the name of the step", err)
	}
	countEntries(t, sessionsIn(t, dir, released), id, 1)
}

func TestADamagedFileIsSetAsideAndAWholeOneIsNot(t *testing.T) {
	dir := t.TempDir()
	s := sessionsIn(t, dir, nil)
	beginSmall(t, s)
	if aside, err := s.SetAside(t.Context()); err == nil {
		t.Errorf("a whole file that is open was set aside as %s", aside)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if aside, err := sessionsIn(t, dir, nil).SetAside(t.Context()); err == nil {
		t.Errorf("a whole file was set aside as %s", aside)
	}
	for _, suffix := range []string{"", "-wal"} {
		if err := os.WriteFile(s.path+suffix, []byte("damaged"+suffix), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	again := sessionsIn(t, dir, nil)
	if err := again.SavePlan(t.Context(), smallPlan()); !errors.Is(err, session.ErrDamaged) {
		t.Fatalf("got %v, want ErrDamaged", err)
	}
	aside, err := again.SetAside(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal"} {
		if b, err := os.ReadFile(aside + suffix); err != nil || string(b) != "damaged"+suffix {
			t.Errorf("%s: got %q, %v", suffix, b, err)
		}
	}
	if err := again.SavePlan(t.Context(), smallPlan()); err != nil {
		t.Errorf("beginning anew: %v", err)
	}
}

// What a program that was ended while it made the file has left is in nobody's way.
func TestAHalfMadeFileIsMadeAnew(t *testing.T) {
	dir := t.TempDir()
	part := filepath.Join(dir, "sessions.db.new")
	for _, name := range []string{part, part + "-journal"} {
		if err := os.WriteFile(name, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := sessionsIn(t, dir, nil)
	if plans, err := s.Plans(t.Context()); err != nil || len(plans) > 0 {
		t.Errorf("got %v, %v; want no plans", plans, err)
	}
	if err := s.SavePlan(t.Context(), smallPlan()); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(part + "*"); len(left) > 0 {
		t.Errorf("%v were left", left)
	}
}

// A reader in another process holds the log for a moment; then the sweep comes through.
func TestASweepWaitsForWhoeverReads(t *testing.T) {
	dir := t.TempDir()
	s := sessionsIn(t, dir, nil)
	id := beginSmall(t, s)
	tx, err := poolOf(t, target{name: s.path}).BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if n := query[int](t, tx, "select count(*) from event"); n != 1 {
		t.Fatalf("%d events", n)
	}
	release := time.AfterFunc(300*time.Millisecond, func() { tx.Rollback() })
	defer release.Stop()
	if err := s.Discard(t.Context(), id); err != nil {
		t.Errorf("got %v, want that it waits", err)
	}
}
