// Package atomicfile replaces files so that a crash at any moment leaves the old file or the new one,
// whole.
package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// Write puts data at path with these permissions. When it returns nil the data is on the disk under that
// name; when it fails, what was there before is still there. The folder must exist.
func Write(path string, data []byte, perm fs.FileMode) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", filepath.Base(path), err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("writing %s: %w", filepath.Base(path), err), ignoreMissing(os.Remove(f.Name())))
		}
	}()
	if err := fill(f, data, perm); err != nil {
		return err
	}
	return Rename(f.Name(), path)
}

func fill(f *os.File, data []byte, perm fs.FileMode) error {
	_, err := f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(f.Name(), perm)
	}
	return err
}

// Rename moves a file, whose content is on the disk already, over another of the same folder and makes
// the new name last. On Windows it tries for a few seconds, because a virus scanner may hold either file.
func Rename(from, to string) error {
	const tries = 20
	var err error
	for i := range tries {
		if err = os.Rename(from, to); err == nil {
			return SyncDir(filepath.Dir(to))
		}
		if runtime.GOOS != "windows" || errors.Is(err, fs.ErrNotExist) {
			break
		}
		time.Sleep(time.Duration(min(5<<i, 400)) * time.Millisecond)
	}
	return err
}

// SyncDir makes the names in a folder last. Windows has no such call and needs none.
func SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if closed := d.Close(); err == nil {
		err = closed
	}
	return err
}

// DiskFull reports whether err says that there is no space left.
func DiskFull(err error) bool {
	const windowsDiskFull, windowsHandleDiskFull = syscall.Errno(112), syscall.Errno(39)
	if runtime.GOOS == "windows" && (errors.Is(err, windowsDiskFull) || errors.Is(err, windowsHandleDiskFull)) {
		return true
	}
	return errors.Is(err, syscall.ENOSPC)
}

// CannotWrite reports whether err says that the folder or disk may not be written to.
func CannotWrite(err error) bool {
	const windowsWriteProtect = syscall.Errno(19)
	if runtime.GOOS == "windows" && errors.Is(err, windowsWriteProtect) {
		return true
	}
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// SetAside renames a damaged file by the time at which it was written, as settings.json becomes
// settings-damaged-20261121-083000.json, and gives its new path. Nothing is overwritten. It gives "" when the file
// is still where it was.
func SetAside(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	const most = 100
	extension := filepath.Ext(path)
	name := strings.TrimSuffix(path, extension) + "-damaged-" + info.ModTime().UTC().Format("20060102-150405")
	for n := range most {
		aside := name + extension
		if n > 0 {
			aside = fmt.Sprintf("%s-%d%s", name, n+1, extension)
		}
		if _, err := os.Lstat(aside); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if os.Rename(path, aside) != nil {
			return ""
		}
		return aside
	}
	return ""
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
