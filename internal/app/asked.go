package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/watch"
)

// Somebody who double-clicks a pack while the window is open starts the program a second time. That one leaves what
// was asked in this folder and ends; the first one shows it. The first one holds the lock in it.
const (
	askedFolder    = "asked"
	askedLock      = "lock"
	askedExtension = ".asked"
)

// HandOver leaves what somebody opened the program with to the copy of it that is open already, and reports whether
// there is one. It changes nothing when nothing was asked.
func HandOver(o Options) bool {
	data, _, err := Folders(o.Data)
	if o.Open == "" || o.Preview != "" || err != nil {
		return false
	}
	dir := filepath.Join(data, askedFolder)
	if !isDir(dir) {
		return false
	}
	lock := flock.New(filepath.Join(dir, askedLock))
	if first, err := lock.TryLock(); first || err != nil {
		_ = lock.Close()
		return false
	}
	name := filepath.Join(dir, fmt.Sprint(time.Now().UnixNano())+askedExtension)
	if err := atomicfile.Write(name, []byte(absolute(o.Open)), 0o600); err != nil {
		return false
	}
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return os.Remove(name) != nil // the other copy does not answer, unless it did just now
}

// patience is how long a start waits for the copy that is open to take what was asked.
const patience = 3 * time.Second

// absolute is the whole path of what was asked for, if it is a path: the other copy has another working folder.
func absolute(asked string) string {
	if _, err := os.Stat(asked); err != nil {
		return asked // an address, or for the other copy to say what is wrong
	}
	if path, err := filepath.Abs(asked); err == nil {
		return path
	}
	return asked
}

// Listen calls ask with what further starts of the program were opened with, until ctx ends. Where another copy
// listens already, or the folder cannot be written to, it returns at once.
func (a *App) Listen(ctx context.Context, ask func(what string)) error {
	dir := filepath.Join(a.DataDir, askedFolder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil // every start is on its own
	}
	lock := flock.New(filepath.Join(dir, askedLock), flock.SetPermissions(0o600))
	if held, err := lock.TryLock(); !held || err != nil {
		return nil
	}
	defer lock.Close()
	a.answer(dir, func(string) {}) // what a copy left that ended before it was read
	return watch.Folder(ctx, dir, 20*time.Millisecond, func() { a.answer(dir, ask) })
}

func (a *App) answer(dir string, ask func(string)) {
	found, _ := os.ReadDir(dir) // without it nothing was asked that could be read
	for _, e := range found {
		name := filepath.Join(dir, e.Name())
		if filepath.Ext(name) != askedExtension || !e.Type().IsRegular() {
			continue
		}
		what, err := os.ReadFile(name)
		if err == nil && os.Remove(name) == nil {
			ask(strings.TrimSpace(string(what)))
		}
	}
}
