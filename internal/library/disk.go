package library

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"github.com/passalong/passalong/internal/catalog"
)

// A disk is the library's folder. It is wider than interfaces here usually are because the tests stand in
// for the machine itself: they cut the power after each of its steps. Names are relative and separated by
// slashes; "." is the folder. A missing file is fs.ErrNotExist.
type disk interface {
	// Lock makes the folder and locks it until unlock. It fails with catalog.ErrBusy when another
	// process has the lock.
	Lock() (unlock func() error, err error)
	// MkdirAll makes a folder and those above it, and whatever it made lasts after a SyncDir of the folder
	// that it is in.
	MkdirAll(dir string) error
	// Create makes a file that must not exist yet.
	Create(name string) (diskFile, error)
	// Rename puts a file in the place of another in one step.
	Rename(from, to string) error
	Remove(name string) error
	ReadFile(name string) ([]byte, error)
	ReadDir(dir string) ([]string, error)
	// SyncDir makes the names in a folder last.
	SyncDir(dir string) error
	// Free says how many bytes can still be written, where the system tells.
	Free() (bytes int64, known bool)
}

// A diskFile is a file being written. Sync makes its bytes last.
type diskFile interface {
	io.Writer
	Sync() error
	Close() error
}

// An osDisk is a folder of this machine.
type osDisk struct{ dir string }

func (d osDisk) path(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

func (d osDisk) Lock() (func() error, error) {
	if err := mkdirLasting(d.dir); err != nil {
		return nil, diskError(err)
	}
	// The lock lives as long as the value does: when the garbage collector takes it, the file is closed and
	// the lock is gone. The method value that is returned keeps it.
	f := flock.New(d.path("lock"), flock.SetPermissions(0o600))
	held, err := f.TryLock()
	if err != nil {
		return nil, diskError(err)
	}
	if !held {
		return nil, catalog.ErrBusy
	}
	return f.Unlock, nil
}

// mkdirLasting makes a folder and those above it, and makes their names last.
func mkdirLasting(dir string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	above := filepath.Dir(dir)
	if above != dir {
		if err := mkdirLasting(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(above)
}

func (d osDisk) MkdirAll(dir string) error { return diskError(os.MkdirAll(d.path(dir), 0o700)) }

func (d osDisk) Create(name string) (diskFile, error) {
	f, err := os.OpenFile(d.path(name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, diskError(err)
	}
	return osFile{f}, nil
}

// An osFile is an os.File whose errors are those of catalog.
type osFile struct{ *os.File }

func (f osFile) Write(p []byte) (int, error) {
	n, err := f.File.Write(p)
	return n, diskError(err)
}

func (f osFile) Sync() error  { return diskError(f.File.Sync()) }
func (f osFile) Close() error { return diskError(f.File.Close()) }

// Rename tries again for a while where virus scanners hold files open for a moment.
func (d osDisk) Rename(from, to string) error {
	err := patiently(renameTries, time.Sleep, func() error { return os.Rename(d.path(from), d.path(to)) })
	return diskError(err)
}

// patiently does something that others may stand in the way of for a moment, and up to so many times again.
func patiently(tries int, sleep func(time.Duration), do func() error) error {
	err := do()
	for try := 1; try <= tries && err != nil && !errors.Is(err, fs.ErrNotExist); try++ {
		sleep(5*time.Millisecond + rand.N(time.Duration(try)*20*time.Millisecond))
		err = do()
	}
	return err
}

func (d osDisk) Remove(name string) error             { return diskError(os.Remove(d.path(name))) }
func (d osDisk) SyncDir(dir string) error             { return diskError(syncFolder(d.path(dir))) }
func (d osDisk) ReadFile(name string) ([]byte, error) { return os.ReadFile(d.path(name)) }
func (d osDisk) Free() (int64, bool)                  { return freeSpace(d.dir) }

func (d osDisk) ReadDir(dir string) ([]string, error) {
	entries, err := os.ReadDir(d.path(dir))
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names, err
}

// diskError says in the words of catalog why something could not be written.
func diskError(err error) error {
	switch {
	case err == nil:
		return nil
	case isFull(err):
		return fmt.Errorf("%w: %w", catalog.ErrNoSpace, err)
	case isReadOnly(err):
		return fmt.Errorf("%w: %w", catalog.ErrReadOnly, err)
	}
	return err
}
