package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"gorm.io/gorm"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/session"
)

// Finish ends a session: in one transaction the report is kept, and everything else of the session goes: events, phones,
// marks and key. Then the file is swept, so that nothing of it can be found in any file. With keepSheets the sheets stay,
// as marks and answers, with the key, until DropSheets.
//
// When it returns session.ErrNotSwept the session is over and the report is kept. After any other error the session is
// open as it was.
func (s *Sessions) Finish(ctx context.Context, id session.ID, r evaluation.Report, keepSheets bool) (err error) {
	defer explain(&err, "finishing a session")
	return s.end(ctx, id, func(tx *gorm.DB) error {
		if keepSheets {
			if err := s.keepSheets(tx, id); err != nil {
				return err
			}
		}
		return saveReport(tx, r)
	})
}

// Discard ends a session without a report. Its errors are those of Finish.
func (s *Sessions) Discard(ctx context.Context, id session.ID) (err error) {
	defer explain(&err, "discarding a session")
	return s.end(ctx, id, func(*gorm.DB) error { return nil })
}

// end deletes a session, and does keep in the same transaction.
func (s *Sessions) end(ctx context.Context, id session.ID, keep func(tx *gorm.DB) error) error {
	if err := s.opened(ctx, id); err != nil {
		return err
	}
	err := s.transact(ctx, func(tx *gorm.DB) error {
		if err := keep(tx); err != nil {
			return err
		}
		err := errors.Join(
			tx.Delete(&eventRow{}, "session = ?", string(id)).Error,
			tx.Delete(&sessionRow{}, "id = ?", string(id)).Error,
			toBeSwept(tx),
		)
		s.after("deleted")
		return err
	})
	if err != nil {
		return err
	}
	s.after("committed")
	return s.swept(ctx, id, true)
}

func notSwept(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", session.ErrNotSwept, err)
}

// toBeSwept notes in a transaction that deletes that the file is to be swept.
func toBeSwept(tx *gorm.DB) error {
	return tx.Clauses(keepFirst).Create(&sweepingRow{One: 1}).Error
}

// keepSheets keeps the sheets of a session and what made their marks.
func (s *Sessions) keepSheets(tx *gorm.DB, id session.ID) error {
	var row sessionRow
	if err := tx.Take(&row, "id = ?", string(id)).Error; err != nil {
		return err
	}
	entries, err := entriesOf(tx, id)
	if err != nil {
		return err
	}
	kept := keptSessionRow{ID: string(id), Secret: row.Secret, Since: millis(s.now())}
	if err := tx.Create(&kept).Error; err != nil {
		return err
	}
	sheets, err := sheetsOf(entries)
	if err != nil {
		return err
	}
	rows, err := keptRowsOf(id, sheets)
	if err != nil {
		return err
	}
	return createKept(tx, rows)
}

// sheetsOf gives the sheets as they count at the end, in an order that does not say when each came, and without the phones.
func sheetsOf(entries []session.Entry) ([]evaluation.Sheet, error) {
	replayed := session.New()
	for _, e := range entries {
		if err := replayed.Apply(e); err != nil {
			return nil, fmt.Errorf("replaying event %d: %w", e.Number, err)
		}
	}
	var sheets []evaluation.Sheet
	for _, keyed := range replayed.Sheets() {
		sheets = append(sheets, keyed.Sheet)
	}
	return sheets, nil
}

// Sheets gives the sheets that were kept when a session was finished, with the key that makes their marks, and
// session.ErrNoSession when none were.
func (s *Sessions) Sheets(ctx context.Context, id session.ID) (sheets []evaluation.Sheet, key []byte, err error) {
	defer explain(&err, "reading the sheets of a session")
	var kept []keptSessionRow
	var rows []keptSheetRow
	err = s.read(ctx, func(tx *gorm.DB) error {
		return errors.Join(
			tx.Find(&kept, "id = ?", string(id)).Error,
			tx.Order("n").Find(&rows, "session = ?", string(id)).Error,
		)
	})
	if err == nil && len(kept) == 0 {
		err = session.ErrNoSession
	}
	if err != nil {
		return nil, nil, err
	}
	for _, r := range rows {
		sheet, err := r.sheet()
		if err != nil {
			return nil, nil, err
		}
		sheets = append(sheets, sheet)
	}
	return sheets, kept[0].Secret, nil
}

// WithSheets gives the sessions whose sheets were kept.
func (s *Sessions) WithSheets(ctx context.Context) (ids []session.ID, err error) {
	defer explain(&err, "listing the sheets")
	err = s.read(ctx, func(tx *gorm.DB) error {
		return tx.Model(&keptSessionRow{}).Order("since, id").Pluck("id", &ids).Error
	})
	return ids, err
}

// DropSheets deletes the sheets of a session that is finished, with the key, if there are any. When it returns
// session.ErrNotSwept they are deleted.
func (s *Sessions) DropSheets(ctx context.Context, id session.ID) (err error) {
	defer explain(&err, "deleting the sheets of a session")
	if db, err := s.reading(ctx); db == nil || err != nil {
		return err
	}
	dropped := false
	err = s.transact(ctx, func(tx *gorm.DB) (err error) {
		dropped, err = dropKept(tx, id)
		return err
	})
	if err != nil {
		return err
	}
	return s.swept(ctx, id, dropped)
}

// swept sweeps the file after something was deleted. A session of which nothing is left is not held any more.
func (s *Sessions) swept(ctx context.Context, id session.ID, over bool) error {
	var err error
	if over {
		err = s.drop(id)
	}
	return notSwept(errors.Join(err, s.sweepNow(ctx)))
}

func (s *Sessions) sweepNow(ctx context.Context) error {
	db, err := s.reading(ctx)
	if db == nil || err != nil {
		return err
	}
	lock, err := s.lock(ctx, s.lockPath())
	if err != nil {
		return err
	}
	return errors.Join(s.sweep(ctx, db), lock.Unlock())
}

// resweep ends a sweep that was cut off, unless another process is at it.
func (s *Sessions) resweep(ctx context.Context, db *gorm.DB) error {
	var waiting int64
	if err := db.WithContext(ctx).Model(&sweepingRow{}).Count(&waiting).Error; err != nil || waiting == 0 {
		return domainError(err)
	}
	lock, err := lockWithin(ctx, s.lockPath(), 0)
	if errors.Is(err, session.ErrInUse) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(s.sweep(ctx, db.WithContext(ctx)), lock.Unlock())
}

var errBusy = errors.New("another program reads the file")

// sweep makes what was deleted impossible to find. Deleted rows are overwritten (secure_delete), but only in the newest
// state of each page: older states are in the log until it is cut off, and halves of pages that were rearranged keep
// what they held until the file is written anew. https://www.sqlite.org/pragma.html#pragma_secure_delete
func (s *Sessions) sweep(ctx context.Context, db *gorm.DB) error {
	steps := []struct {
		name string
		do   func() error
	}{
		{"log cut off", func() error { return cutLog(db) }}, // needs no room, unlike the next
		{"written anew", func() error { return domainError(db.Exec("vacuum").Error) }},
		{"log cut off again", func() error { return cutLog(db) }},
		{"copies removed", s.removeCopies},
		{"locks removed", func() error { return s.removeLocks(ctx, db) }},
		{"done", func() error {
			return transact(ctx, db, func(tx *gorm.DB) error { return tx.Delete(&sweepingRow{}, "one = 1").Error })
		}},
	}
	for _, step := range steps {
		if err := step.do(); err != nil {
			return err
		}
		s.after(step.name)
	}
	return nil
}

// cutLog puts what is in the log into the file and leaves the log empty.
func cutLog(db *gorm.DB) error {
	var busy, logged, moved int
	row := db.Raw("pragma wal_checkpoint(truncate)").Row()
	if err := row.Scan(&busy, &logged, &moved); err != nil {
		return domainError(err)
	}
	if busy != 0 {
		return errBusy
	}
	return nil
}

// removeCopies removes the copies from before a change of the schema, because a session that was open then is in them.
func (s *Sessions) removeCopies() error {
	kept, err := s.copies().of(copiesOfSessions)
	if err != nil {
		return err
	}
	part := s.copies().part(copiesOfSessions)
	return domainError(removeAll(append(paths(kept), part, part+"-journal")))
}

// removeLocks removes the locks of sessions that are over, which a process left that was ended there.
func (s *Sessions) removeLocks(ctx context.Context, db *gorm.DB) error {
	entries, err := os.ReadDir(filepath.Dir(s.path))
	if err != nil {
		return domainError(err)
	}
	begin := strings.TrimSuffix(filepath.Base(s.path), extension) + "-"
	for _, e := range entries {
		name, ours := strings.CutPrefix(e.Name(), begin)
		id, isLock := strings.CutSuffix(name, lockExtension)
		if !ours || !isLock || !ownID.MatchString(id) || s.holds(session.ID(id)) {
			continue
		}
		if err := s.removeLock(ctx, db, session.ID(id)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Sessions) removeLock(ctx context.Context, db *gorm.DB, id session.ID) error {
	var open int64
	if err := db.Model(&sessionRow{}).Where("id = ?", string(id)).Count(&open).Error; err != nil || open > 0 {
		return domainError(err)
	}
	lock, err := lockWithin(ctx, s.holdPath(id), 0)
	if errors.Is(err, session.ErrInUse) { // of one that is being begun
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(lock.Unlock(), removeAll([]string{s.holdPath(id)}))
}
