package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/progress"
)

// SuggestPath is a whole path for a file of a name: in the folder for downloads, or else at home.
func (h *Handouts) SuggestPath(name string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = h.opened
	}
	if downloads := filepath.Join(home, "Downloads"); isDir(downloads) {
		return filepath.Join(downloads, name)
	}
	return filepath.Join(home, name)
}

// CanSave says why Save could not write to path, before the work that makes the file; nil when it could. It
// leaves nothing behind.
func (h *Handouts) CanSave(path string) error {
	path, plain, err := target(path)
	if err != nil || !plain {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return saveError(path, err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// Save writes a file where somebody asked for it, whole or not at all; to a device or a pipe it just writes.
// Unless it is to replace one, it returns fs.ErrExist where there is a file already. It returns
// fs.ErrNotExist when the folder is missing, fs.ErrPermission when it cannot be written to and
// progress.ErrDiskFull when the disk is full.
func (h *Handouts) Save(ctx context.Context, path string, data []byte, replace bool) error {
	return SaveFile(ctx, path, data, replace)
}

// SaveFile is Handouts.Save for those who have no data folder open.
func SaveFile(ctx context.Context, path string, data []byte, replace bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := os.Lstat(path); err == nil && !replace {
		return fmt.Errorf("saving %s: %w", filepath.Base(path), fs.ErrExist)
	}
	path, plain, err := target(path)
	if err != nil {
		return err
	}
	if plain {
		return saveError(path, atomicfile.Write(path, data, 0o644))
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return saveError(path, err)
	}
	_, err = f.Write(data)
	return saveError(path, errors.Join(err, f.Close()))
}

// target follows links to the file that is meant, so that a link stays one. It is plain unless it is a
// device or a pipe, which cannot be replaced.
func target(path string) (_ string, plain bool, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, true, nil
	case err != nil:
		return "", false, saveError(path, err)
	case info.IsDir():
		return "", false, fmt.Errorf("saving %s: %w", path, errFolder)
	case !info.Mode().IsRegular():
		return path, false, nil
	}
	path, err = filepath.EvalSymlinks(path)
	return path, true, saveError(path, err)
}

var errFolder = errors.New("it is a folder")

func saveError(path string, err error) error {
	switch {
	case err == nil:
		return nil
	case atomicfile.DiskFull(err):
		return fmt.Errorf("saving %s: %w: %w", filepath.Base(path), progress.ErrDiskFull, err)
	case atomicfile.CannotWrite(err) && !errors.Is(err, fs.ErrPermission): // such as a disk that is read only
		return fmt.Errorf("saving %s: %w: %w", filepath.Base(path), fs.ErrPermission, err)
	}
	return fmt.Errorf("saving %s: %w", filepath.Base(path), err)
}

// Shown writes a file for another program to show, and returns its path. It is removed with Close.
func (h *Handouts) Shown(_ context.Context, name string, data []byte) (string, error) {
	if err := os.MkdirAll(h.opened, 0o700); err != nil {
		return "", fmt.Errorf("making a file for another program: %w", err)
	}
	path := filepath.Join(h.opened, filepath.Base(name))
	if err := atomicfile.Write(path, data, 0o600); err != nil {
		return "", fmt.Errorf("making a file for another program: %w", err)
	}
	return path, nil
}
