package atomicfile_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/atomicfile"
)

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestWriteReplacesTheWholeFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	for _, content := range []string{"a long first version", "short", ""} {
		if err := atomicfile.Write(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != content {
			t.Errorf("got %q, %v; want %q", got, err, content)
		}
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("files were left behind: %v", got)
	}
}

func TestWriteSetsThePermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no permission bits")
	}
	path := filepath.Join(t.TempDir(), "f")
	for _, perm := range []fs.FileMode{0o600, 0o644, 0o400, 0o600} {
		if err := atomicfile.Write(path, nil, perm); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != perm {
			t.Errorf("got %v, %v; want %v", info.Mode(), err, perm)
		}
	}
}

func TestAFailedWriteLeavesWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	inTheWay := filepath.Join(dir, "folder")
	if err := os.MkdirAll(filepath.Join(inTheWay, "full"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.Write(inTheWay, []byte("x"), 0o600); err == nil {
		t.Error("a folder was replaced")
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("files were left behind: %v", got)
	}
	err := atomicfile.Write(filepath.Join(dir, "nowhere", "f"), nil, 0o600)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want fs.ErrNotExist", err)
	}
}

func TestAReaderNeverSeesHalfAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	versions := [][]byte{bytes.Repeat([]byte("a"), 100_000), bytes.Repeat([]byte("b"), 50_000)}
	if err := atomicfile.Write(path, versions[0], 0o600); err != nil {
		t.Fatal(err)
	}
	var writers sync.WaitGroup
	for _, v := range versions {
		writers.Go(func() {
			for range 50 {
				if err := atomicfile.Write(path, v, 0o600); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 200 {
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, versions[0]) && !bytes.Equal(got, versions[1]) {
			t.Fatalf("got %d bytes, %v", len(got), err)
		}
	}
	writers.Wait()
}

func TestRenameSaysWhatIsMissing(t *testing.T) {
	dir := t.TempDir()
	err := atomicfile.Rename(filepath.Join(dir, "a"), filepath.Join(dir, "b"))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want fs.ErrNotExist", err)
	}
}

func TestKindsOfFailure(t *testing.T) {
	cases := []struct {
		err                   error
		diskFull, cannotWrite bool
	}{
		{nil, false, false},
		{fs.ErrNotExist, false, false},
		{fmt.Errorf("writing: %w", syscall.ENOSPC), true, false},
		{&fs.PathError{Op: "open", Err: syscall.EACCES}, false, true},
		{&fs.PathError{Op: "open", Err: syscall.EROFS}, false, true},
		{fs.ErrPermission, false, true},
	}
	for _, c := range cases {
		if got := atomicfile.DiskFull(c.err); got != c.diskFull {
			t.Errorf("DiskFull(%v) = %v", c.err, got)
		}
		if got := atomicfile.CannotWrite(c.err); got != c.cannotWrite {
			t.Errorf("CannotWrite(%v) = %v", c.err, got)
		}
	}
}

func TestADamagedFileIsSetAsideByItsTime(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "kept.json")
	if got := atomicfile.SetAside(path); got != "" {
		t.Errorf("a file that is not there is now %q", got)
	}
	day := time.Date(2026, 11, 21, 8, 30, 0, 0, time.UTC)
	for n, want := range []string{"kept-damaged-20261121-083000.json", "kept-damaged-20261121-083000-2.json", "kept-damaged-20261121-083000-3.json"} {
		text := fmt.Sprint("damage ", n)
		if err := errors.Join(os.WriteFile(path, []byte(text), 0o600), os.Chtimes(path, day, day)); err != nil {
			t.Fatal(err)
		}
		got := atomicfile.SetAside(path)
		if b, err := os.ReadFile(got); got != filepath.Join(dir, want) || err != nil || string(b) != text {
			t.Errorf("it is now %q with %q, %v; want %s", got, b, err, want)
		}
	}
	if got := len(names(t, dir)); got != 3 {
		t.Errorf("%d files are there", got)
	}
}
