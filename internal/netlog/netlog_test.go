package netlog_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/netlog"
)

func entry(n int) catalog.NetworkEntry {
	return catalog.NetworkEntry{At: time.Date(2026, 1, 2, 3, 0, n, 0, time.UTC), Method: "GET", URL: fmt.Sprint("https://api.github.com/", n), Status: 200, Bytes: int64(n)}
}

func TestEntriesComeBackNewestFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "network.log")
	log := netlog.Open(path)
	if got, err := log.Entries(); err != nil || len(got) != 0 {
		t.Fatalf("a log without a file has %v, %v", got, err)
	}
	for n := range 3 {
		if err := log.Add(entry(n)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := netlog.Open(path).Entries()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]catalog.NetworkEntry{entry(2), entry(1), entry(0)}, got); diff != "" {
		t.Error(diff)
	}
	if err := log.Clear(); err != nil {
		t.Fatal(err)
	}
	if got, _ := log.Entries(); len(got) != 0 {
		t.Errorf("after Clear the log has %v", got)
	}
}

func TestOldEntriesAreForgotten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "network.log")
	log := netlog.Open(path)
	const n = 3*netlog.Kept + 7
	for i := range n {
		if err := log.Add(entry(i)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := log.Entries()
	if err != nil || len(got) != netlog.Kept || got[0].Bytes != n-1 {
		t.Fatalf("%d entries, newest %v, %v", len(got), got[0], err)
	}
	data, _ := os.ReadFile(path)
	if lines := len(data) / 90; lines > 2*netlog.Kept+50 {
		t.Errorf("the file grew to about %d lines", lines)
	}
}

func TestDamagedLinesAreLeftOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "network.log")
	log := netlog.Open(path)
	if err := log.Add(entry(1)); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("{half a li\n"); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if got, err := log.Entries(); err != nil || len(got) != 1 {
		t.Errorf("got %v, %v; want the whole entry alone", got, err)
	}
}

func TestALogThatCannotBeWrittenSaysSo(t *testing.T) {
	log := netlog.Open(filepath.Join(t.TempDir(), "missing", "network.log"))
	if err := log.Add(entry(1)); err == nil {
		t.Error("no error for a folder that is missing")
	}
}
