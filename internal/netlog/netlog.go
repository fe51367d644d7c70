// Package netlog keeps the list of everything the program asked the network for, so that a person can see
// it. It holds addresses and sizes, never who was at the machine.
package netlog

import (
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/linelog"
)

// Kept is how many entries survive: the newest.
const Kept = 200

// A Log is a file of one JSON entry a line. Its methods may be called from several goroutines.
type Log struct {
	file linelog.Log[catalog.NetworkEntry]
}

// Open names the file; it is made with the first entry.
func Open(path string) *Log {
	return &Log{linelog.Log[catalog.NetworkEntry]{Path: path, Kept: Kept}}
}

// Add appends an entry. A log that cannot be written keeps nobody from working: the error says so and the
// entry is lost.
func (l *Log) Add(e catalog.NetworkEntry) error {
	if err := l.file.Add(e); err != nil {
		return fmt.Errorf("writing the network log: %w", err)
	}
	return nil
}

// Entries returns the newest entries, newest first. Lines that are damaged are left out.
func (l *Log) Entries() ([]catalog.NetworkEntry, error) {
	entries, err := l.file.Newest()
	if err != nil {
		return nil, fmt.Errorf("reading the network log: %w", err)
	}
	slices.Reverse(entries)
	return entries, nil
}

// Clear forgets every entry.
func (l *Log) Clear() error {
	if err := l.file.Clear(); err != nil {
		return fmt.Errorf("clearing the network log: %w", err)
	}
	return nil
}
