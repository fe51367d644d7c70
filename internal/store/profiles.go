// Package store keeps the learner's record, one SQLite file for each profile in one folder (Profiles), and what
// facilitators keep of sessions, in another file (Sessions). Nothing else opens databases.
//
// Files of a profile: ID.db with SQLite's own ID.db-wal and ID.db-shm, ID.lock, at most three copies in
// backups/, and ID.damaged-DATE after a restore. ID is random: no name of a file says whose record it is.
package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/progress"
)

// Profiles is a folder of profiles. Its methods may be called from several goroutines and from several
// processes.
type Profiles struct {
	dir   string
	now   func() time.Time
	steps []migration

	mu   sync.Mutex
	open map[progress.ProfileID]*keeper // by this process
}

// OpenProfiles opens a folder of profiles and makes it when it is not there. There is nothing to close but
// the keepers. It returns ErrCannotWrite or ErrDiskFull when the folder cannot be made.
func OpenProfiles(dir string, now func() time.Time) (_ *Profiles, err error) {
	defer wrap(&err, "opening the folder of profiles")
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, domainError(err)
	}
	folder, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	steps, err := migrationsIn(folder)
	if err != nil {
		return nil, err
	}
	p := &Profiles{dir: dir, now: now, steps: steps, open: map[progress.ProfileID]*keeper{}}
	return p, p.sweep()
}

const (
	extension    = ".db"
	newExtension = ".new" // of a profile that is being made
)

var ownID = regexp.MustCompile(`^[0-9a-f]{32}$`)

func newID() progress.ProfileID {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return progress.ProfileID(hex.EncodeToString(b[:]))
}

// sidecars are what SQLite adds to the name of a database for files of its own.
func sidecars() []string { return []string{"-wal", "-shm", "-journal"} }

func (p *Profiles) path(id progress.ProfileID) string {
	return filepath.Join(p.dir, string(id)+extension)
}

// isPlain reports whether an id names a file of the folder and nothing else.
func isPlain(id progress.ProfileID) bool {
	s := string(id)
	return s != "" && filepath.IsLocal(s) && filepath.Base(s) == s && !strings.HasPrefix(s, ".") && !strings.ContainsAny(s, `/\:`)
}

// sweep removes what was left when the program died while it made a profile.
func (p *Profiles) sweep() error {
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return domainError(err)
	}
	for _, e := range entries {
		id, isNew := strings.CutSuffix(e.Name(), newExtension)
		if !isNew || !ownID.MatchString(id) {
			continue
		}
		lock, err := p.acquire(progress.ProfileID(id))
		if errors.Is(err, progress.ErrProfileInUse) || errors.Is(err, progress.ErrCannotWrite) {
			continue
		}
		if err != nil {
			return err
		}
		if err := p.removeFiles(progress.ProfileID(id), lock); err != nil {
			return err
		}
	}
	return nil
}

// List gives the profiles, the one used last first. A file that cannot be opened comes after the others
// with its Problem and is not touched.
func (p *Profiles) List(ctx context.Context) (_ []progress.Profile, err error) {
	defer wrap(&err, "listing the profiles")
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return nil, domainError(err)
	}
	var profiles []progress.Profile
	for _, e := range entries {
		id, ok := strings.CutSuffix(e.Name(), extension)
		if ok && !e.IsDir() && isPlain(progress.ProfileID(id)) {
			profiles = append(profiles, p.describe(ctx, progress.ProfileID(id)))
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(profiles, func(a, b progress.Profile) int {
		return cmp.Or(boolOrder(a.Problem != nil, b.Problem != nil), b.LastUsed.Compare(a.LastUsed), cmp.Compare(a.ID, b.ID))
	})
	return profiles, nil
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func (p *Profiles) describe(ctx context.Context, id progress.ProfileID) progress.Profile {
	err := checkHeader(p.path(id), applicationID, ownID.MatchString(string(id)))
	var row profileRow
	if err == nil {
		row, err = look(ctx, p.path(id), len(p.steps))
	}
	if errors.Is(err, progress.ErrDamagedProfile) {
		// Another process may have been writing while this one looked: only what is damaged twice is.
		row, err = look(ctx, p.path(id), len(p.steps))
		err = p.withCopy(ctx, id, err)
	}
	profile := progress.Profile{ID: id, Problem: err}
	if row.Nickname != "" {
		profile = row.profile(id)
		profile.Problem = err
	}
	return profile
}
