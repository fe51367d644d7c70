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

	"github.com/gofrs/flock"
	"gorm.io/gorm"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/progress"
)

// Create makes a profile and opens it. Two profiles may have one nickname. It returns ErrBadNickname,
// ErrDiskFull or ErrCannotWrite, and then nothing is left behind.
func (p *Profiles) Create(ctx context.Context, nickname string) (_ progress.Keeper, err error) {
	defer wrap(&err, "making a profile")
	nickname, err = progress.CleanNickname(nickname)
	if err != nil {
		return nil, err
	}
	id := newID()
	lock, err := p.acquire(id)
	if err != nil {
		return nil, err
	}
	if err := p.make(ctx, id, nickname); err != nil {
		return nil, errors.Join(err, p.removeFiles(id, lock))
	}
	k, err := p.openLocked(ctx, id, lock)
	if err != nil {
		return nil, err
	}
	return k, nil
}

// make writes a whole profile under another name first, so that no half-made one is ever listed.
func (p *Profiles) make(ctx context.Context, id progress.ProfileID, nickname string) error {
	path := filepath.Join(p.dir, string(id)+newExtension)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return domainError(err)
	}
	if err := p.fill(ctx, target{name: path, journal: "DELETE"}, nickname); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return domainError(err)
	}
	return domainError(atomicfile.Rename(path, p.path(id)))
}

// fill gives an empty database the schema and the row that names the learner.
func (p *Profiles) fill(ctx context.Context, t target, nickname string) error {
	if err := p.migrate(ctx, t, nothingToCopy); err != nil {
		return err
	}
	db, err := open(ctx, t, p.now)
	if err != nil {
		return err
	}
	now := millis(p.now())
	row := profileRow{One: 1, Nickname: nickname, Created: now, LastUsed: now, Pseudonym: string(newID())}
	err = domainError(db.WithContext(ctx).Create(&row).Error)
	return errors.Join(err, closeDB(db))
}

func nothingToCopy(*sql.DB) error { return nil }

// migrate brings a database to the newest version. before is given the database as it was.
func (p *Profiles) migrate(ctx context.Context, t target, before func(*sql.DB) error) error {
	return migrateFile(ctx, t, applicationID, p.steps, before)
}

func migrateFile(ctx context.Context, t target, application int, steps []migration, before func(*sql.DB) error) error {
	t.rebuilding = true
	pool, err := openPool(ctx, t)
	if err != nil {
		return err
	}
	err = migrate(ctx, pool, application, steps, func() error { return before(pool) })
	return errors.Join(err, domainError(pool.Close()))
}

// Open opens a profile for as long as its keeper is not closed. It returns ErrNoProfile, ErrProfileInUse,
// ErrNotAProfile, ErrNewerProfile or, as a *progress.DamageError, ErrDamagedProfile; in all these cases the
// file is as it was. ErrDiskFull and ErrCannotWrite say that nothing could be saved.
func (p *Profiles) Open(ctx context.Context, id progress.ProfileID) (_ progress.Keeper, err error) {
	defer wrap(&err, "opening a profile")
	k, err := p.openProfile(ctx, id)
	if err != nil {
		return nil, err
	}
	return k, nil
}

func (p *Profiles) openProfile(ctx context.Context, id progress.ProfileID) (*keeper, error) {
	if !isPlain(id) || !exists(p.path(id)) {
		return nil, progress.ErrNoProfile
	}
	// The lock comes second, so that it leaves no file beside one that is not a profile.
	if err := checkHeader(p.path(id), applicationID, ownID.MatchString(string(id))); err != nil {
		return nil, p.withCopy(ctx, id, err)
	}
	lock, err := p.acquire(id)
	if err != nil {
		return nil, err
	}
	return p.openLocked(ctx, id, lock)
}

// acquire locks a profile for this process. The lock lasts until Unlock or the end of the process, but
// only as long as something refers to it: its finalizer lets go.
func (p *Profiles) acquire(id progress.ProfileID) (*flock.Flock, error) {
	lock := flock.New(p.lockPath(id))
	locked, err := lock.TryLock()
	if err != nil {
		return nil, domainError(err)
	}
	if !locked {
		return nil, progress.ErrProfileInUse
	}
	return lock, nil
}

func (p *Profiles) lockPath(id progress.ProfileID) string {
	return filepath.Join(p.dir, string(id)+".lock")
}

// openLocked opens a profile whose lock is held, and gives the lock up when it fails.
func (p *Profiles) openLocked(ctx context.Context, id progress.ProfileID, lock *flock.Flock) (*keeper, error) {
	db, err := p.openNewest(ctx, id)
	if err != nil {
		return nil, errors.Join(p.withCopy(ctx, id, err), lock.Unlock())
	}
	k := &keeper{db: db, explain: func(ctx context.Context, err error) error { return p.withCopy(ctx, id, err) }}
	k.release = func() error {
		p.mu.Lock()
		delete(p.open, id)
		p.mu.Unlock()
		return lock.Unlock()
	}
	if err := p.begin(ctx, id, k); err != nil {
		return nil, errors.Join(p.withCopy(ctx, id, err), k.Close())
	}
	p.mu.Lock()
	p.open[id] = k
	p.mu.Unlock()
	return k, nil
}

// openNewest opens a profile after looking at all of it and bringing it to the newest version.
func (p *Profiles) openNewest(ctx context.Context, id progress.ProfileID) (*gorm.DB, error) {
	t := target{name: p.path(id)}
	v, err := checkContents(ctx, t.name, len(p.steps))
	if err != nil {
		return nil, err
	}
	db, err := openFile(ctx, t, p.now)
	if err != nil || v == len(p.steps) {
		return db, err
	}
	if err := closeDB(db); err != nil {
		return nil, domainError(err)
	}
	keepCopy := func(pool *sql.DB) error { return p.keepCopy(ctx, id, pool) }
	if err := p.migrate(ctx, t, keepCopy); err != nil {
		return nil, err
	}
	return openFile(ctx, t, p.now)
}

// begin notes that the profile is used now, and keeps a copy when one is due. A full disk stops neither:
// the learner can read on, and hears of it when something is to be saved.
func (p *Profiles) begin(ctx context.Context, id progress.ProfileID, k *keeper) error {
	err := k.transact(ctx, func(tx *gorm.DB) error {
		return tx.Model(&profileRow{}).Where("one = 1").Update("last_used", millis(p.now())).Error
	})
	if err != nil && !errors.Is(err, progress.ErrDiskFull) {
		return err
	}
	var row profileRow
	err = k.db.WithContext(ctx).Take(&row, "one = 1").Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fmt.Errorf("%w: it does not say whose it is", progress.ErrDamagedProfile)
	}
	if err != nil {
		return domainError(err)
	}
	k.profile = row.profile(id)
	pool, err := k.db.DB()
	if err != nil {
		return err
	}
	if err := p.copyIfDue(ctx, id, pool); err != nil && !errors.Is(err, progress.ErrDiskFull) {
		return err
	}
	return nil
}

// Guest opens a record in memory, of which nothing is written to the disk. It ends when it is closed.
func (p *Profiles) Guest(ctx context.Context) (_ progress.Keeper, err error) {
	defer wrap(&err, "starting without a profile")
	t := target{name: "/guest-" + string(newID()), vfs: "memdb"}
	// A database in memory ends with its last connection, and a cancelled transaction ends the connection it
	// ran on. So one connection is held that does nothing.
	hold, err := openPool(ctx, t)
	if err != nil {
		return nil, err
	}
	if err := p.migrate(ctx, t, nothingToCopy); err != nil {
		return nil, errors.Join(err, hold.Close())
	}
	db, err := open(ctx, t, p.now)
	if err != nil {
		return nil, errors.Join(err, hold.Close())
	}
	now := fromMillis(millis(p.now()))
	return &keeper{
		db:      db,
		release: hold.Close,
		explain: func(_ context.Context, err error) error { return err },
		profile: progress.Profile{Guest: true, Created: now, LastUsed: now, Pseudonym: string(newID())},
	}, nil
}

// Rename changes a nickname, also of a profile that this process has open. The old one does not stay in the
// file nor in its copies. It returns ErrBadNickname and what Open returns.
func (p *Profiles) Rename(ctx context.Context, id progress.ProfileID, nickname string) (err error) {
	defer wrap(&err, "renaming a profile")
	nickname, err = progress.CleanNickname(nickname)
	if err != nil {
		return err
	}
	p.mu.Lock()
	k := p.open[id]
	p.mu.Unlock()
	if k != nil {
		return p.rename(ctx, id, k, nickname)
	}
	k, err = p.openProfile(ctx, id)
	if err != nil {
		return err
	}
	return errors.Join(p.rename(ctx, id, k, nickname), k.Close())
}

func (p *Profiles) rename(ctx context.Context, id progress.ProfileID, k *keeper, nickname string) error {
	if err := k.rename(ctx, nickname); err != nil {
		return err
	}
	if err := k.run(ctx, "pragma wal_checkpoint(truncate)"); err != nil {
		return err
	}
	old, err := p.copies(id)
	if err != nil {
		return err
	}
	pool, err := k.db.DB()
	if err != nil {
		return err
	}
	if err := p.keepCopy(ctx, id, pool); err != nil {
		return err
	}
	return domainError(removeAll(paths(old)))
}

func paths(copies []safetyCopy) []string {
	out := make([]string, len(copies))
	for i, c := range copies {
		out[i] = c.path
	}
	return out
}

// Delete removes a profile, its copies and what was set aside, also when the profile is damaged or newer.
// It returns ErrProfileInUse while a keeper of it is open, in this process or another, and ErrNotAProfile
// for a file that this program did not make. A disk may keep old blocks for a while: only encryption would
// help against that.
func (p *Profiles) Delete(_ context.Context, id progress.ProfileID) (err error) {
	defer wrap(&err, "deleting a profile")
	if !isPlain(id) || !exists(p.path(id)) {
		return progress.ErrNoProfile
	}
	if !ownID.MatchString(string(id)) {
		if err := checkHeader(p.path(id), applicationID, false); err != nil {
			return err
		}
	}
	lock, err := p.acquire(id)
	if err != nil {
		return err
	}
	return p.removeFiles(id, lock)
}

// removeFiles removes every file of a profile, the database last so that a profile that is half deleted is
// still listed.
func (p *Profiles) removeFiles(id progress.ProfileID, lock *flock.Flock) error {
	files, err := p.filesOf(id)
	if err == nil {
		err = domainError(removeAll(files))
	}
	// Windows removes no file that is open.
	return errors.Join(err, lock.Unlock(), removeAll([]string{p.lockPath(id)}), domainError(atomicfile.SyncDir(p.dir)))
}

func (p *Profiles) filesOf(id progress.ProfileID) ([]string, error) {
	kept, err := p.copies(id)
	if err != nil {
		return nil, err
	}
	part := p.copyFolder().part(string(id))
	files := append(paths(kept), part, part+"-journal")
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return nil, domainError(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), string(id)+".damaged-") {
			files = append(files, filepath.Join(p.dir, e.Name()))
		}
	}
	for _, name := range []string{filepath.Join(p.dir, string(id)+newExtension), p.path(id)} {
		for _, suffix := range append(sidecars(), "") {
			files = append(files, name+suffix)
		}
	}
	return files, nil
}

func removeAll(files []string) error {
	var errs []error
	for _, f := range files {
		if err := os.Remove(f); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
