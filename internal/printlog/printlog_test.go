package printlog_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/printlog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/recall"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func entry(n int) recall.Print {
	return recall.Print{
		ID: fmt.Sprint("p", n), Handout: "naloxone", Title: "Naloxone “nasal”", Version: "2.1", Translates: "2.0", ReviewBy: noon.AddDate(1, 0, 0),
		Language: "vi", Form: paper.HandoutForm{Format: paper.Card, Stock: paper.Letter, Points: 18, Mono: true},
		Copies: 40, Place: "the van", At: noon.Add(time.Duration(n) * time.Minute),
	}
}

func logOf(t *testing.T, prints ...recall.Print) (*printlog.Log, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "print.log")
	l := printlog.Open(path)
	for _, p := range prints {
		if err := l.Add(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	return l, path
}

func entries(t *testing.T, l *printlog.Log) []recall.Print {
	t.Helper()
	got, err := l.Entries()
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestEntriesComeBackNewestFirst(t *testing.T) {
	alert := recall.Print{ID: "a", Alert: "strong", Title: "Strong", Version: "1.0", ReviewBy: noon, Language: "en", Copies: 1, At: noon}
	l, path := logOf(t, entry(0), alert, entry(1))
	want := []recall.Print{entry(1), alert, entry(0)}
	if diff := cmp.Diff(want, entries(t, l)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, entries(t, printlog.Open(path))); diff != "" {
		t.Error("opened again:", diff)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("the file can be read by others: %v, %v", info.Mode(), err)
	}
}

func TestAnEntryGetsAnID(t *testing.T) {
	bare := recall.Print{Handout: "naloxone", At: noon}
	l, _ := logOf(t, bare, bare)
	got := entries(t, l)
	if len(got) != 2 || got[0].ID == "" || got[0].ID == got[1].ID {
		t.Errorf("got %+v", got)
	}
	if diff := cmp.Diff(bare, got[0], cmpopts.IgnoreFields(recall.Print{}, "ID")); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsGoneIsSettled(t *testing.T) {
	l, path := logOf(t, entry(0), entry(1), entry(2))
	first, second := noon.Add(time.Hour), noon.Add(2*time.Hour)
	for _, c := range []struct {
		ids []string
		at  time.Time
	}{{[]string{"p0", "p1"}, first}, {[]string{"p1", "nothing"}, second}, {nil, second}} {
		if err := l.Settle(t.Context(), c.ids, c.at); err != nil {
			t.Fatal(err)
		}
	}
	want := []recall.Print{entry(2), entry(1), entry(0)}
	want[1].Settled, want[2].Settled = first, first
	if diff := cmp.Diff(want, entries(t, printlog.Open(path))); diff != "" {
		t.Error(diff)
	}
}

func TestTheLogIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("writes thousands of lines")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "print.log")
	line := `{"id":"p%d","handout":"naloxone","copies":1,"at":"2026-11-22T12:00:00Z"}` + "\n"
	var b strings.Builder
	for n := range 2 * printlog.Kept {
		fmt.Fprintf(&b, line, n)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	l := printlog.Open(path)
	if err := l.Add(t.Context(), entry(-1)); err != nil {
		t.Fatal(err)
	}
	got := entries(t, l)
	if len(got) != printlog.Kept || got[0].ID != "p-1" || got[1].ID != fmt.Sprint("p", 2*printlog.Kept-1) {
		t.Errorf("%d entries, the newest %+v", len(got), got[0])
	}
	after, err := os.ReadFile(path)
	if err != nil || strings.Count(string(after), "\n") > printlog.Kept+1 {
		t.Errorf("the file has %d lines, %v", strings.Count(string(after), "\n"), err)
	}
}

func TestTextIsKeptShort(t *testing.T) {
	p := entry(0)
	p.Place, p.Title = strings.Repeat("ỗ", 100_000), strings.Repeat("x", 100_000)
	l, _ := logOf(t, p, entry(1))
	got := entries(t, l)
	if len(got) != 2 || got[1].Place != strings.Repeat("ỗ", 300) || len(got[1].Title) != 300 {
		t.Errorf("got %d entries", len(got))
	}
}

func TestClearLeavesNothing(t *testing.T) {
	l, path := logOf(t, entry(0))
	if err := l.Clear(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the file is there: %v", err)
	}
	if got := entries(t, l); got != nil {
		t.Errorf("got %+v", got)
	}
}

func TestWhatCannotBeKeptIsSaid(t *testing.T) {
	t.Run("nobody waits", func(t *testing.T) {
		l, _ := logOf(t)
		ctx, end := context.WithCancel(t.Context())
		end()
		err := errors.Join(l.Add(ctx, entry(0)), l.Settle(ctx, []string{"p0"}, noon))
		if got := entries(t, l); !errors.Is(err, context.Canceled) || got != nil {
			t.Errorf("got %+v, %v", got, err)
		}
	})
	t.Run("a folder that may not be written to", func(t *testing.T) {
		if os.Geteuid() <= 0 {
			t.Skip("everything may be written by this user")
		}
		dir := t.TempDir()
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		err := printlog.Open(filepath.Join(dir, "print.log")).Add(t.Context(), entry(0))
		if !errors.Is(err, progress.ErrCannotWrite) || !strings.HasPrefix(err.Error(), "writing the print log: ") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a folder in its place", func(t *testing.T) {
		l := printlog.Open(t.TempDir())
		if _, err := l.Entries(); err == nil || !strings.HasPrefix(err.Error(), "reading the print log: ") {
			t.Errorf("got %v", err)
		}
		if err := l.Clear(); err == nil || !strings.HasPrefix(err.Error(), "clearing the print log: ") {
			t.Errorf("got %v", err)
		}
	})
}
