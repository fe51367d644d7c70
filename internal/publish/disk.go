package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/catalog"
)

// A file is one to be written, by its path in the checkout.
type file struct {
	path string
	data []byte
}

func (c Checkout) path(name string) string { return filepath.Join(c.Dir, filepath.FromSlash(name)) }

// read reads a file of at most that many bytes. It returns nil and no error when there is none.
func (c Checkout) read(name string, most int) ([]byte, error) {
	data, err := readFile(c.path(name), most)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return data, nil
}

func readFile(path string, most int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, int64(most)+1))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil && len(data) > most {
		err = fmt.Errorf("it has more than %d bytes", most)
	}
	return data, err
}

// writeAll writes files in their order and removes others, so that a reader who begins with the last one finds what
// belongs to it. When a step fails, everything is as it was before.
func (c Checkout) writeAll(files []file, remove ...string) (err error) {
	var undo []func() error
	defer func() {
		for i := len(undo) - 1; i >= 0 && err != nil; i-- {
			err = errors.Join(err, undo[i]())
		}
	}()
	put := func(name string, data []byte) error {
		before, err := c.read(name, largest)
		if err != nil {
			return err
		}
		path := c.path(name)
		if before == nil {
			undo = append(undo, func() error { return ignoreMissing(os.Remove(path)) })
		} else {
			undo = append(undo, func() error { return atomicfile.Write(path, before, 0o644) })
		}
		if data == nil {
			return ignoreMissing(os.Remove(path))
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return atomicfile.Write(path, data, 0o644)
	}
	for _, name := range remove {
		files = append(files, file{path: name})
	}
	for _, f := range files {
		if err := put(f.path, f.data); err != nil {
			return diskError(err)
		}
	}
	return nil
}

// largest is more than any file has that is written over, in bytes.
const largest = 16 << 20

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// diskError gives the errors of a disk the names that package catalog has for them.
func diskError(err error) error {
	switch {
	case err == nil:
		return nil
	case atomicfile.DiskFull(err):
		return fmt.Errorf("%w: %w", catalog.ErrNoSpace, err)
	case atomicfile.CannotWrite(err):
		return fmt.Errorf("%w: %w", catalog.ErrReadOnly, err)
	}
	return err
}
