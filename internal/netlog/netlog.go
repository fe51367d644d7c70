// Package netlog keeps the list of everything the program asked the network for, so that a person can see
// it. It holds addresses and sizes, never who was at the machine.
package netlog

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"github.com/passalong/passalong/internal/catalog"
)

// Kept is how many entries survive: the newest.
const Kept = 200

// A Log is a file of one JSON entry a line. Its methods may be called from several goroutines.
type Log struct {
	path string

	mu    sync.Mutex
	lines int // in the file; negative while not counted
}

// Open names the file; it is made with the first entry.
func Open(path string) *Log { return &Log{path: path, lines: -1} }

// Add appends an entry. A log that cannot be written keeps nobody from working: the error says so and the
// entry is lost.
func (l *Log) Add(e catalog.NetworkEntry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lines < 0 || l.lines >= 2*Kept {
		if err := l.trim(); err != nil {
			return fmt.Errorf("writing the network log: %w", err)
		}
	}
	line, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("writing the network log: %w", err)
	}
	f, err := os.OpenFile(l.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("writing the network log: %w", err)
	}
	_, err = f.Write(append(line, '\n'))
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("writing the network log: %w", err)
	}
	l.lines++
	return nil
}

// Entries returns the newest entries, newest first. Lines that are damaged are left out.
func (l *Log) Entries() ([]catalog.NetworkEntry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	entries, err := l.read()
	if err != nil {
		return nil, err
	}
	newest := make([]catalog.NetworkEntry, 0, Kept)
	for i := len(entries) - 1; i >= 0 && len(newest) < Kept; i-- {
		newest = append(newest, entries[i])
	}
	return newest, nil
}

// Clear forgets every entry.
func (l *Log) Clear() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = -1
	if err := os.Remove(l.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clearing the network log: %w", err)
	}
	return nil
}

func (l *Log) read() ([]catalog.NetworkEntry, error) {
	data, err := os.ReadFile(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the network log: %w", err)
	}
	var entries []catalog.NetworkEntry
	for scan := bufio.NewScanner(bytes.NewReader(data)); scan.Scan(); {
		var e catalog.NetworkEntry
		if json.Unmarshal(scan.Bytes(), &e) == nil {
			entries = append(entries, e)
		}
	}
	return entries, nil
}

// trim rewrites the file with the newest entries only.
func (l *Log) trim() error {
	entries, err := l.read()
	if err != nil {
		return err
	}
	if len(entries) > Kept {
		entries = entries[len(entries)-Kept:]
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		for _, e := range entries {
			if err := enc.Encode(e); err != nil {
				return err
			}
		}
		if err := os.WriteFile(l.path, b.Bytes(), 0o600); err != nil {
			return err
		}
	}
	l.lines = len(entries)
	return nil
}
