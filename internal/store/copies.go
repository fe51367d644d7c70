package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/progress"
)

const (
	copiesFolder = "backups"
	copiesKept   = 3
	copyEvery    = 24 * time.Hour
	copyStamp    = "20060102T150405.000" // UTC, so that names sort by time
)

// A safetyCopy is a whole database as it was at a time.
type safetyCopy struct {
	path string
	at   time.Time
}

// copyFolder is where safety copies of databases are kept, each named after its database and the time.
type copyFolder struct {
	dir string
	now func() time.Time
}

// of lists the copies of a database, newest first.
func (c copyFolder) of(name string) ([]safetyCopy, error) {
	entries, err := os.ReadDir(c.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, domainError(err)
	}
	var found []safetyCopy
	for _, e := range entries {
		stamp, ok := strings.CutPrefix(e.Name(), name+"-")
		if !ok {
			continue
		}
		if at, err := time.Parse(copyStamp+".db", stamp); err == nil {
			found = append(found, safetyCopy{filepath.Join(c.dir, e.Name()), at})
		}
	}
	slices.SortFunc(found, func(a, b safetyCopy) int { return b.at.Compare(a.at) })
	return found, nil
}

// keep copies an open database and drops the oldest copies.
func (c copyFolder) keep(ctx context.Context, name string, pool *sql.DB) error {
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return domainError(err)
	}
	part := c.part(name)
	if err := copyInto(ctx, pool, part); err != nil {
		return errors.Join(domainError(err), removeAll([]string{part, part + "-journal"}))
	}
	whole := filepath.Join(c.dir, name+"-"+c.now().UTC().Format(copyStamp)+".db")
	if err := atomicfile.Rename(part, whole); err != nil {
		return domainError(err)
	}
	kept, err := c.of(name)
	if err != nil {
		return err
	}
	return domainError(removeAll(paths(kept[min(copiesKept, len(kept)):])))
}

// part names a copy that is being made.
func (c copyFolder) part(name string) string { return filepath.Join(c.dir, name+"-part") }

func (p *Profiles) copyFolder() copyFolder {
	return copyFolder{dir: filepath.Join(p.dir, copiesFolder), now: p.now}
}

// copies lists the copies of a profile, newest first.
func (p *Profiles) copies(id progress.ProfileID) ([]safetyCopy, error) {
	return p.copyFolder().of(string(id))
}

// keepCopy copies an open profile and drops the oldest copies.
func (p *Profiles) keepCopy(ctx context.Context, id progress.ProfileID, pool *sql.DB) error {
	return p.copyFolder().keep(ctx, string(id), pool)
}

// copyInto makes the file first, because SQLite would let everybody read it.
func copyInto(ctx context.Context, pool *sql.DB, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := pool.ExecContext(ctx, "vacuum into ?", path); err != nil {
		return errors.Join(err, f.Close())
	}
	return errors.Join(f.Sync(), f.Close())
}

// copyIfDue keeps a copy when the newest is a day old.
func (p *Profiles) copyIfDue(ctx context.Context, id progress.ProfileID, pool *sql.DB) error {
	kept, err := p.copies(id)
	if err != nil {
		return err
	}
	if len(kept) > 0 && p.now().Sub(kept[0].at) < copyEvery {
		return nil
	}
	return p.keepCopy(ctx, id, pool)
}

// newestWholeCopy finds the newest copy that can be opened.
func (p *Profiles) newestWholeCopy(ctx context.Context, id progress.ProfileID) (safetyCopy, error) {
	kept, err := p.copies(id)
	if err != nil {
		return safetyCopy{}, err
	}
	for _, c := range kept {
		if checkHeader(c.path, applicationID, true) != nil {
			continue
		}
		if _, err := checkContents(ctx, c.path, len(p.steps)); err == nil {
			return c, nil
		}
	}
	return safetyCopy{}, progress.ErrNoCopy
}

// withCopy adds to an error of damage where the file and its newest copy are.
func (p *Profiles) withCopy(ctx context.Context, id progress.ProfileID, err error) error {
	if !errors.Is(err, progress.ErrDamagedProfile) {
		return err
	}
	damage := &progress.DamageError{File: p.path(id), Err: err}
	// No copy, or none that can be read, leaves the fields empty: the damage is what matters.
	if c, failed := p.newestWholeCopy(ctx, id); failed == nil {
		damage.Copy, damage.CopiedAt = c.path, c.at
	}
	return damage
}

// Restore sets a damaged profile's file aside and puts its newest whole copy in its place. It returns
// ErrNoCopy when there is none, and then changes nothing. What was saved after the copy was made is only in
// the file that was set aside, which stays in the folder until the profile is deleted.
func (p *Profiles) Restore(ctx context.Context, id progress.ProfileID) (err error) {
	defer wrap(&err, "restoring a profile")
	lock, err := p.acquire(id)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	c, err := p.newestWholeCopy(ctx, id)
	if err != nil {
		return err
	}
	whole, err := os.ReadFile(c.path)
	if err != nil {
		return domainError(err)
	}
	aside := filepath.Join(p.dir, string(id)+".damaged-"+p.now().UTC().Format(copyStamp))
	for _, suffix := range append(sidecars(), "") {
		if err := os.Rename(p.path(id)+suffix, aside+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return domainError(err)
		}
	}
	return domainError(atomicfile.Write(p.path(id), whole, 0o600))
}

// wrap says at a boundary what was being done.
func wrap(err *error, doing string) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", doing, *err)
	}
}
