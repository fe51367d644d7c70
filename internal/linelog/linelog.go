// Package linelog keeps lists in files of one JSON value a line, to which lines are only ever added. A line that was
// cut off costs that line and no other, and the newest lines are kept.
package linelog

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"

	"github.com/passalong/passalong/internal/atomicfile"
)

// A Log is a file of values. Its methods may be called from several goroutines; its fields are set before.
type Log[E any] struct {
	Path string // made with the first line
	Kept int    // how many lines survive: the newest
	Sync bool   // whether a line is on the disk when Add returns

	mu      sync.Mutex
	counted bool
	lines   int // in the file, when counted
}

// Add appends a value.
func (l *Log[E]) Add(e E) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.counted || l.lines >= 2*l.Kept {
		if err := l.trim(); err != nil {
			return err
		}
	}
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := l.append(append(line, '\n')); err != nil {
		return err
	}
	l.lines++
	return nil
}

func (l *Log[E]) append(line []byte) error {
	f, err := os.OpenFile(l.Path, os.O_APPEND|os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	whole, err := endsWhole(f)
	if !whole {
		line = append([]byte{'\n'}, line...)
	}
	if err == nil {
		_, err = f.Write(line)
	}
	if err == nil && l.Sync {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// endsWhole reports whether the last line has its end, which it has not after a crash.
func endsWhole(f *os.File) (bool, error) {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return true, err
	}
	last := make([]byte, 1)
	_, err = f.ReadAt(last, info.Size()-1)
	return last[0] == '\n', err
}

// Newest reads the newest values, at most Kept, the newest last. Lines that are damaged are left out.
func (l *Log[E]) Newest() ([]E, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, values, err := l.read()
	return values, err
}

// Clear forgets every line. The file is emptied on the disk before it goes, so that nothing is left of it for
// whoever looks into what was deleted.
func (l *Log[E]) Clear() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.counted = false
	if err := empty(l.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Remove(l.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// empty writes zeros over a file and cuts it off.
func empty(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil {
		_, err = io.CopyN(f, zeros{}, info.Size())
	}
	err = errors.Join(err, f.Sync(), f.Truncate(0), f.Sync())
	return errors.Join(err, f.Close())
}

type zeros struct{}

// Read gives zeros without end.
func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// read gives the newest whole lines and what they say.
func (l *Log[E]) read() (lines [][]byte, values []E, err error) {
	data, err := os.ReadFile(l.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	for line := range bytes.Lines(data) {
		var e E
		if json.Unmarshal(line, &e) == nil {
			lines, values = append(lines, bytes.TrimSuffix(line, []byte{'\n'})), append(values, e)
		}
	}
	from := max(0, len(lines)-l.Kept)
	return lines[from:], values[from:], nil
}

// trim counts the lines, and rewrites the file with the newest only when there are too many.
func (l *Log[E]) trim() error {
	before, err := os.ReadFile(l.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	l.lines = bytes.Count(before, []byte{'\n'})
	if l.lines > l.Kept {
		lines, _, err := l.read()
		if err != nil {
			return err
		}
		if err := atomicfile.Write(l.Path, append(bytes.Join(lines, []byte{'\n'}), '\n'), 0o600); err != nil {
			return err
		}
		l.lines = len(lines)
	}
	l.counted = true
	return nil
}
