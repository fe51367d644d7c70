package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
)

// smallDisk mounts a disk of this size, or skips the test and says why.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("cannot mount a small disk (%v): the test needs root. The same errors are tested without a disk in disk_test.go", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestAFullDiskLosesNothingThatWasSaved(t *testing.T) {
	dir := smallDisk(t, "3m")
	p := profilesIn(t, filepath.Join(dir, "p"), nil)
	k := openedKeeper(t, p, "An")
	kept, err := fillUp(t, k)
	if !errors.Is(err, progress.ErrDiskFull) || kept == 0 {
		t.Fatalf("after %d attempts: got %v, want ErrDiskFull", kept, err)
	}
	if r, err := k.Load(t.Context()); err != nil || len(r.Attempts) != kept {
		t.Errorf("got %d attempts, %v; want %d", len(r.Attempts), err, kept)
	}
	if _, err := p.Create(t.Context(), "Bo"); !errors.Is(err, progress.ErrDiskFull) {
		t.Errorf("another profile: got %v, want ErrDiskFull", err)
	}
	if ps, err := p.List(t.Context()); err != nil || len(ps) != 1 {
		t.Errorf("got %v, %v; want only An", ps, err)
	}
	for _, name := range []string{".new", ".new-journal"} {
		if left, _ := filepath.Glob(filepath.Join(dir, "p", "*"+name)); len(left) > 0 {
			t.Errorf("%v were left behind", left)
		}
	}
	if err := os.RemoveAll(filepath.Join(dir, "p", copiesFolder)); err != nil {
		t.Fatal(err)
	}
	if err := k.Close(); err != nil {
		t.Errorf("closing: %v", err)
	}
	reopened, err := p.Open(t.Context(), k.Profile().ID)
	if err != nil {
		t.Fatal(err)
	}
	defer reopened.Close()
	if r, err := reopened.Load(t.Context()); err != nil || len(r.Attempts) != kept {
		t.Errorf("after reopening: got %d attempts, %v; want %d", len(r.Attempts), err, kept)
	}
}

func TestAFullDiskLosesNothingOfASession(t *testing.T) {
	dir := filepath.Join(smallDisk(t, "2m"), "data")
	s := sessionsIn(t, dir, nil)
	id := beginSmall(t, s)
	kept, err := appendUntilRefused(t, s, id)
	if !errors.Is(err, progress.ErrDiskFull) || kept < 2 {
		t.Fatalf("after %d events: got %v, want ErrDiskFull", kept, err)
	}
	countEntries(t, s, id, kept)
	// It can be finished on the full disk: what cannot be swept now is told, and swept later.
	err = s.Finish(t.Context(), id, evaluation.Report{ID: "r", Title: "Naloxone", Date: noon()}, false)
	switch {
	case errors.Is(err, progress.ErrDiskFull) && !errors.Is(err, session.ErrNotSwept):
		countEntries(t, s, id, kept)
	case err != nil && !errors.Is(err, session.ErrNotSwept):
		t.Errorf("finishing: %v", err)
	default:
		t.Logf("finished on a full disk: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing: %v", err)
	}
	again := sessionsIn(t, dir, nil)
	reports, err := again.Reports(t.Context())
	list, listed := again.Sessions(t.Context())
	if err != nil || listed != nil || len(reports)+len(list) != 1 {
		t.Errorf("got %d reports, %d sessions, %v, %v; want one of them", len(reports), len(list), err, listed)
	}
}

func TestSessionsOnAReadOnlyDiskSaySo(t *testing.T) {
	disk := smallDisk(t, "3m")
	dir := filepath.Join(disk, "data")
	s := sessionsIn(t, dir, nil)
	id := beginSmall(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("cannot make the disk read-only: %v", err)
	}
	again := sessionsIn(t, dir, nil)
	nowhere := sessionsIn(t, filepath.Join(disk, "elsewhere"), nil)
	calls := map[string]func() error{
		"Entries":                  func() error { _, _, err := again.Entries(t.Context(), id); return err },
		"SavePlan":                 func() error { return again.SavePlan(t.Context(), smallPlan()) },
		"SavePlan, without a file": func() error { return nowhere.SavePlan(t.Context(), smallPlan()) },
	}
	for name, call := range calls {
		if err := call(); !errors.Is(err, progress.ErrCannotWrite) {
			t.Errorf("%s: got %v, want ErrCannotWrite", name, err)
		}
	}
	if plans, err := nowhere.Plans(t.Context()); err != nil || len(plans) > 0 {
		t.Errorf("without a file there are %v, %v", plans, err)
	}
}

func TestAReadOnlyFolderSaysSo(t *testing.T) {
	dir := smallDisk(t, "3m")
	p := profilesIn(t, filepath.Join(dir, "p"), nil)
	k := openedKeeper(t, p, "An")
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("cannot make the disk read-only: %v", err)
	}
	id := k.Profile().ID
	ps, err := p.List(t.Context())
	if err != nil || len(ps) != 1 || ps[0].Nickname != "An" || ps[0].Problem != nil {
		t.Errorf("got %+v, %v; want An", ps, err)
	}
	calls := map[string]func() error{
		"OpenProfiles": func() error { _, err := OpenProfiles(filepath.Join(dir, "q"), noon); return err },
		"Create":       func() error { _, err := p.Create(t.Context(), "Bo"); return err },
		"Open":         func() error { _, err := p.Open(t.Context(), id); return err },
		"Rename":       func() error { return p.Rename(t.Context(), id, "Bo") },
		"Delete":       func() error { return p.Delete(t.Context(), id) },
		"Restore":      func() error { return p.Restore(t.Context(), id) },
	}
	for name, call := range calls {
		if err := call(); !errors.Is(err, progress.ErrCannotWrite) {
			t.Errorf("%s: got %v, want ErrCannotWrite", name, err)
		} else if strings.Contains(err.Error(), "An") {
			t.Errorf("%s: the error names the learner: %v", name, err)
		}
	}
	if _, err := OpenProfiles(filepath.Join(dir, "p"), noon); err != nil {
		t.Errorf("the folder that is there cannot be opened: %v", err)
	}
	g, err := p.Guest(t.Context())
	if err != nil {
		t.Fatalf("a guest needs no disk, but: %v", err)
	}
	if err := errors.Join(g.SaveVisit(t.Context(), aVisit), g.Close()); err != nil {
		t.Error(err)
	}
}
