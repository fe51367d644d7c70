// Package printlog keeps on this machine what was printed, so that copies can be called back. It holds handouts and
// places, never who was at the machine.
package printlog

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/linelog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/recall"
)

// Kept is how many lines survive, of entries and of what was said to be gone: the newest.
const Kept = 2000

// longestText is how many characters of a title or place are kept.
const longestText = 300

// A Log is a file of one JSON line an entry. Its methods may be called from several goroutines.
type Log struct{ file linelog.Log[line] }

// Open names the file; it is made with the first entry.
func Open(path string) *Log {
	return &Log{linelog.Log[line]{Path: path, Kept: Kept, Sync: true}}
}

// A line is an entry, or says which earlier ones are settled.
type line struct {
	ID         string    `json:"id,omitempty"`
	Handout    string    `json:"handout,omitempty"`
	Alert      string    `json:"alert,omitempty"`
	Title      string    `json:"title,omitempty"`
	Version    string    `json:"version,omitempty"`
	Translates string    `json:"translates,omitempty"`
	ReviewBy   time.Time `json:"review_by,omitzero"`
	Language   string    `json:"language,omitempty"`
	Format     string    `json:"format,omitempty"`
	Stock      string    `json:"stock,omitempty"`
	Points     float64   `json:"points,omitempty"`
	Mono       bool      `json:"mono,omitempty"`
	Copies     int       `json:"copies,omitempty"`
	Place      string    `json:"place,omitempty"`
	At         time.Time `json:"at,omitzero"`

	Settles []string  `json:"settles,omitempty"` // ids
	Settled time.Time `json:"settled,omitzero"`
}

// Add appends an entry and makes an id for one that has none. It is on the disk when Add returns. It returns
// progress.ErrDiskFull or progress.ErrCannotWrite when that is why the entry is lost.
func (l *Log) Add(ctx context.Context, p recall.Print) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if p.ID == "" {
		p.ID = rand.Text()
	}
	return said("writing the print log", l.file.Add(lineOf(p)))
}

// Entries gives the entries, newest first. Lines that are damaged are left out.
func (l *Log) Entries() ([]recall.Print, error) {
	lines, err := l.file.Newest()
	if err != nil {
		return nil, said("reading the print log", err)
	}
	settled := map[string]time.Time{}
	var prints []recall.Print
	for _, e := range slices.Backward(lines) {
		for _, id := range e.Settles {
			settled[id] = e.Settled // what was said first counts
		}
		if e.ID != "" {
			p := e.print()
			p.Settled = settled[p.ID]
			prints = append(prints, p)
		}
	}
	return prints, nil
}

// Settle keeps that the copies of these entries are gone. An entry that is settled stays so.
func (l *Log) Settle(ctx context.Context, ids []string, at time.Time) error {
	if err := ctx.Err(); err != nil || len(ids) == 0 {
		return err
	}
	return said("settling entries of the print log", l.file.Add(line{Settles: ids, Settled: at.UTC()}))
}

// Clear forgets every entry, and leaves nothing of them on the disk.
func (l *Log) Clear() error {
	return said("clearing the print log", l.file.Clear())
}

func said(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case atomicfile.DiskFull(err):
		return fmt.Errorf("%s: %w: %w", doing, progress.ErrDiskFull, err)
	case atomicfile.CannotWrite(err):
		return fmt.Errorf("%s: %w: %w", doing, progress.ErrCannotWrite, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

func lineOf(p recall.Print) line {
	return line{
		ID: p.ID, Handout: string(p.Handout), Alert: string(p.Alert), Title: short(p.Title), Version: p.Version, Translates: p.Translates,
		ReviewBy: p.ReviewBy, Language: string(p.Language), Format: string(p.Form.Format), Stock: string(p.Form.Stock),
		Points: p.Form.Points, Mono: p.Form.Mono, Copies: p.Copies, Place: short(p.Place), At: p.At.UTC(),
	}
}

func (e line) print() recall.Print {
	return recall.Print{
		ID: e.ID, Handout: catalog.HandoutID(e.Handout), Alert: catalog.AlertID(e.Alert), Title: e.Title, Version: e.Version,
		Translates: e.Translates, ReviewBy: e.ReviewBy, Language: catalog.Language(e.Language),
		Form:   paper.HandoutForm{Format: paper.Format(e.Format), Stock: paper.Size(e.Stock), Points: e.Points, Mono: e.Mono},
		Copies: e.Copies, Place: e.Place, At: e.At,
	}
}

func short(s string) string {
	if utf8.RuneCountInString(s) <= longestText {
		return s
	}
	return string([]rune(s)[:longestText])
}
