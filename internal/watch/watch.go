// Package watch tells when files below a folder are saved.
package watch

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Folder calls saved each time something below dir was written, made, renamed or removed, once nothing more has
// happened for as long as settle: an editor saves one file in several steps. Folders that are made later are watched
// too; hidden ones, such as .git, are not. It returns when ctx ends, or with an error when dir cannot be watched.
// saved is never called twice at a time.
func Folder(ctx context.Context, dir string, settle time.Duration, saved func()) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watching %s: %w", dir, err)
	}
	defer w.Close()
	if err := add(w, dir); err != nil {
		return fmt.Errorf("watching %s: %w", dir, err)
	}
	quiet := time.NewTimer(settle)
	quiet.Stop()
	defer quiet.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-w.Events:
			if passes(e) {
				continue
			}
			if e.Has(fsnotify.Create) {
				_ = add(w, e.Name) // gone again, or no folder: nothing to watch
			}
			quiet.Reset(settle)
		case <-w.Errors: // such as too many events at once: whatever happened, look again
			quiet.Reset(settle)
		case <-quiet.C:
			saved()
		}
	}
}

// passes reports whether an event changes nothing that is read: of a hidden file, or of its attributes only.
func passes(e fsnotify.Event) bool {
	return isHidden(filepath.Base(e.Name)) || e.Op == fsnotify.Chmod
}

// add watches a folder and those below it.
func add(w *fsnotify.Watcher, dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && path == dir:
			return err
		case err != nil: // removed meanwhile
			return nil
		case !d.IsDir():
			return nil
		case path != dir && isHidden(d.Name()):
			return fs.SkipDir
		}
		return w.Add(path)
	})
}

func isHidden(name string) bool { return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") }
