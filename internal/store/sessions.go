package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"gorm.io/gorm"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
)

// Sessions is what facilitators keep: plans, sessions that are open, reports, and support that was given. It is one
// SQLite file. Its methods may be called from several goroutines and from several processes.
//
// Files, for sessions.db: SQLite's own -wal and -shm, sessions.lock, sessions-ID.lock for each session that is open, and
// backups/sessions-TIME.db from before a change of the schema.
//
// Errors are progress.ErrDiskFull and progress.ErrCannotWrite, and those of package session.
type Sessions struct {
	path  string
	now   func() time.Time
	steps []migration
	after func(step string) // of the end of a session, for tests that cut it off there

	mu     sync.Mutex // comes before holding
	closed bool
	db     *gorm.DB // nil until it is needed and there is a file

	holding sync.Mutex
	held    map[session.ID]*flock.Flock
}

// OpenSessions names the file. Nothing is read before something is asked for, and nothing is made on the disk before
// something is saved.
func OpenSessions(path string, now func() time.Time) (_ *Sessions, err error) {
	defer wrap(&err, "opening the sessions")
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	folder, err := fs.Sub(migrationFiles, "migrations/sessions")
	if err != nil {
		return nil, err
	}
	steps, err := migrationsIn(folder)
	if err != nil {
		return nil, err
	}
	return &Sessions{
		path: path, now: now, steps: steps, after: func(string) {}, held: map[session.ID]*flock.Flock{},
	}, nil
}

// Close gives up the sessions that are held, and the file. Nothing can be called afterwards.
func (s *Sessions) Close() (err error) {
	defer wrap(&err, "closing the sessions")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	var errs []error
	if s.db != nil {
		errs = append(errs, closeDB(s.db))
		s.db = nil
	}
	s.holding.Lock()
	defer s.holding.Unlock()
	for id, lock := range s.held {
		errs = append(errs, lock.Unlock())
		delete(s.held, id)
	}
	return errors.Join(errs...)
}

var (
	errClosed     = errors.New("the sessions are closed")
	errNotDamaged = errors.New("the file of the sessions is not damaged")
)

// reading gives the database, or nil when there is no file.
func (s *Sessions) reading(ctx context.Context) (*gorm.DB, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return nil, errClosed
	case s.db == nil && exists(s.path):
		if err := s.open(ctx); err != nil {
			return nil, err
		}
	case s.db == nil:
		return nil, nil
	}
	return s.db.WithContext(ctx), nil
}

// writing gives the database, and makes it when there is none.
func (s *Sessions) writing(ctx context.Context) (*gorm.DB, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errClosed
	}
	if s.db == nil {
		if err := s.make(ctx); err != nil {
			return nil, err
		}
		if err := s.open(ctx); err != nil {
			return nil, err
		}
	}
	return s.db.WithContext(ctx), nil
}

// transact does everything that f does, or nothing of it. The file is made when there is none.
func (s *Sessions) transact(ctx context.Context, f func(tx *gorm.DB) error) error {
	db, err := s.writing(ctx)
	if err != nil {
		return err
	}
	return transact(ctx, db, f)
}

// read calls f in a transaction that sees one state of the file, and does not call it when there is no file.
func (s *Sessions) read(ctx context.Context, f func(tx *gorm.DB) error) error {
	db, err := s.reading(ctx)
	if db == nil || err != nil {
		return err
	}
	return domainError(db.Transaction(f, &sql.TxOptions{ReadOnly: true}))
}

// make writes a whole empty file under another name first.
func (s *Sessions) make(ctx context.Context) (err error) {
	if exists(s.path) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return domainError(err)
	}
	lock, err := s.lock(ctx, s.lockPath())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	if exists(s.path) { // another process was faster
		return nil
	}
	part := s.path + newExtension
	left := []string{part}
	for _, suffix := range sidecars() {
		left = append(left, part+suffix)
	}
	if err := removeAll(left); err != nil { // of a process that died here
		return domainError(err)
	}
	if err := s.fill(ctx, part); err != nil {
		return errors.Join(domainError(err), removeAll(left))
	}
	return domainError(atomicfile.Rename(part, s.path))
}

func (s *Sessions) fill(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	t := target{name: path, journal: "DELETE"}
	if err := migrateFile(ctx, t, sessionsApplicationID, s.steps, nothingToCopy); err != nil {
		return errors.Join(err, f.Close())
	}
	return errors.Join(f.Sync(), f.Close())
}

// open looks at all of the file, brings it to the newest version and ends a clean-up that was cut off.
func (s *Sessions) open(ctx context.Context) error {
	v, err := s.check(ctx)
	if err != nil {
		return err
	}
	t := target{name: s.path}
	db, err := openFile(ctx, t, s.now)
	if err != nil {
		return err
	}
	if v < len(s.steps) {
		if err := closeDB(db); err != nil {
			return domainError(err)
		}
		if err := s.migrate(ctx, t); err != nil {
			return err
		}
		if db, err = openFile(ctx, t, s.now); err != nil {
			return err
		}
	}
	// A disk that refuses it now stops nobody from reading: it is tried again next time.
	if err := s.resweep(ctx, db); err != nil && !refused(err) {
		return errors.Join(err, closeDB(db))
	}
	s.db = db
	return nil
}

func refused(err error) bool {
	return errors.Is(err, progress.ErrDiskFull) || errors.Is(err, progress.ErrCannotWrite) || errors.Is(err, errBusy)
}

// check gives the version of the file. Another process may be writing while this one looks: only what is damaged twice
// is.
func (s *Sessions) check(ctx context.Context) (v int, err error) {
	for range 2 {
		if err = checkHeader(s.path, sessionsApplicationID, true); err == nil {
			v, err = checkContents(ctx, s.path, len(s.steps))
		}
		if !errors.Is(err, progress.ErrDamagedProfile) {
			break
		}
	}
	return v, err
}

func (s *Sessions) migrate(ctx context.Context, t target) (err error) {
	lock, err := s.lock(ctx, s.lockPath())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	return migrateFile(ctx, t, sessionsApplicationID, s.steps, func(pool *sql.DB) error {
		return s.copies().keep(ctx, copiesOfSessions, pool)
	})
}

// SetAside renames a damaged file, so that facilitators can begin anew, and gives its new name. What can be read of
// sessions that were open is still in it: whoever does not need it should delete it. A file that is not damaged stays.
func (s *Sessions) SetAside(ctx context.Context) (aside string, err error) {
	defer explain(&err, "setting the sessions aside")
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || s.db != nil || !exists(s.path) {
		return "", errNotDamaged
	}
	lock, err := s.lock(ctx, s.lockPath())
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	if _, err := s.check(ctx); !errors.Is(err, progress.ErrDamagedProfile) {
		return "", errors.Join(errNotDamaged, err)
	}
	aside = strings.TrimSuffix(s.path, extension) + ".damaged-" + s.now().UTC().Format(copyStamp) + extension
	// The database comes last: SQLite would put a log that was left into the next one.
	for _, suffix := range append(sidecars(), "") {
		if err := os.Rename(s.path+suffix, aside+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", domainError(err)
		}
	}
	return aside, domainError(atomicfile.SyncDir(filepath.Dir(s.path)))
}

const copiesOfSessions = "sessions"

func (s *Sessions) copies() copyFolder {
	return copyFolder{dir: filepath.Join(filepath.Dir(s.path), copiesFolder), now: s.now}
}

// lockPath names what is locked while the file is made, changed or swept.
func (s *Sessions) lockPath() string { return strings.TrimSuffix(s.path, extension) + lockExtension }

// How long another process may hold a lock that is only ever held for a moment.
const (
	lockPatience = 10 * time.Second
	lockEvery    = 20 * time.Millisecond
)

// lock waits for a lock that nobody holds for long.
func (s *Sessions) lock(ctx context.Context, path string) (*flock.Flock, error) {
	return lockWithin(ctx, path, lockPatience)
}

// lockWithin gives session.ErrInUse when another process does not give the lock up in time. It tries at least once.
func lockWithin(ctx context.Context, path string, patience time.Duration) (*flock.Flock, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	lock := flock.New(path)
	locked, err := lock.TryLock()
	if err == nil && !locked && patience > 0 {
		waiting, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		locked, err = lock.TryLockContext(waiting, lockEvery)
	}
	switch {
	case locked:
		return lock, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err == nil || errors.Is(err, context.DeadlineExceeded):
		return nil, session.ErrInUse
	}
	return nil, domainError(err)
}

// explain says at the boundary what was being done, in the words of sessions.
func explain(err *error, doing string) {
	if *err == nil {
		return
	}
	for profile, sessions := range map[error]error{
		progress.ErrDamagedProfile: session.ErrDamaged,
		progress.ErrNewerProfile:   session.ErrNewer,
		progress.ErrNotAProfile:    session.ErrForeign,
	} {
		if errors.Is(*err, profile) {
			*err = fmt.Errorf("%w (%v)", sessions, *err) // not to be taken for a profile's
		}
	}
	*err = fmt.Errorf("%s: %w", doing, *err)
}
