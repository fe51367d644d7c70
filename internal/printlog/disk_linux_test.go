package printlog_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/atomicfile/atomicfiletest"
	"github.com/passalong/passalong/internal/printlog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/recall"
)

func TestAFullDiskLosesNoEntryThatWasKept(t *testing.T) {
	dir := atomicfiletest.SmallDisk(t, "64k")
	l := printlog.Open(filepath.Join(dir, "print.log"))
	var kept []recall.Print
	var err error
	for n := 0; err == nil; n++ {
		if err = l.Add(t.Context(), entry(n)); err == nil {
			kept = append([]recall.Print{entry(n)}, kept...)
		}
		if n == 20 {
			atomicfiletest.Fill(t, dir)
		}
	}
	if !errors.Is(err, progress.ErrDiskFull) || len(kept) < 20 {
		t.Fatalf("after %d entries: %v", len(kept), err)
	}
	if diff := cmp.Diff(kept, entries(t, l)); diff != "" {
		t.Error(diff)
	}
	if err := l.Clear(); err != nil {
		t.Error("clearing:", err)
	}
}

func TestADiskThatCanOnlyBeReadIsRead(t *testing.T) {
	dir := atomicfiletest.SmallDisk(t, "64k")
	l := printlog.Open(filepath.Join(dir, "print.log"))
	if err := l.Add(t.Context(), entry(0)); err != nil {
		t.Fatal(err)
	}
	atomicfiletest.Freeze(t, dir)
	for doing, err := range map[string]error{
		"adding": l.Add(t.Context(), entry(1)), "settling": l.Settle(t.Context(), []string{"p0"}, noon), "clearing": l.Clear(),
	} {
		if !errors.Is(err, progress.ErrCannotWrite) {
			t.Errorf("%s: %v", doing, err)
		}
	}
	if diff := cmp.Diff([]recall.Print{entry(0)}, entries(t, l)); diff != "" {
		t.Error(diff)
	}
}
