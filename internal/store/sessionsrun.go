package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
)

const (
	lockExtension = ".lock"
	secretSize    = 32
	// holdPatience covers the moment in which another process looks whether a session is held.
	holdPatience = 200 * time.Millisecond
)

var errOutOfOrder = errors.New("an event is not the next one of its session")

// Begin keeps the first event of a session, which is a session.Began, makes the session's key and holds the session for
// this process. A rehearsal is not kept anywhere: Begin refuses it with session.ErrBadEvent.
func (s *Sessions) Begin(ctx context.Context, first session.Entry) (_ session.ID, key []byte, err error) {
	defer explain(&err, "beginning a session")
	began, ok := first.Event.(session.Began)
	if !ok || began.Rehearsal || first.Number != 1 {
		return "", nil, session.ErrBadEvent
	}
	id := session.ID(newID())
	events, err := eventRowsOf(id, []session.Entry{first})
	if err != nil {
		return "", nil, err
	}
	if _, err := s.writing(ctx); err != nil { // makes the folder, for the lock
		return "", nil, err
	}
	if err := s.hold(ctx, id); err != nil {
		return "", nil, err
	}
	secret := make([]byte, secretSize)
	rand.Read(secret) // never fails
	row := sessionRow{ID: string(id), Title: began.Plan.Title, Began: millis(first.At), Secret: secret}
	err = s.transact(ctx, func(tx *gorm.DB) error {
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return tx.Create(&events).Error
	})
	if err != nil {
		return "", nil, errors.Join(err, s.drop(id))
	}
	return id, secret, nil
}

// hold locks a session for this process, until Leave or its end.
func (s *Sessions) hold(ctx context.Context, id session.ID) error {
	if !ownID.MatchString(string(id)) {
		return session.ErrNoSession
	}
	s.holding.Lock()
	defer s.holding.Unlock()
	if s.held[id] != nil {
		return nil
	}
	lock, err := lockWithin(ctx, s.holdPath(id), holdPatience)
	if err != nil {
		return err
	}
	s.held[id] = lock
	return nil
}

func (s *Sessions) holds(id session.ID) bool {
	s.holding.Lock()
	defer s.holding.Unlock()
	return s.held[id] != nil
}

func (s *Sessions) holdPath(id session.ID) string {
	return strings.TrimSuffix(s.path, extension) + "-" + string(id) + lockExtension
}

// Leave lets another process open a session that this one began or opened. The session stays open.
func (s *Sessions) Leave(id session.ID) error {
	s.holding.Lock()
	defer s.holding.Unlock()
	lock := s.held[id]
	if lock == nil {
		return nil
	}
	delete(s.held, id)
	if err := lock.Unlock(); err != nil {
		return fmt.Errorf("leaving a session: %w", err)
	}
	return nil
}

// drop leaves a session that is over, or never was.
func (s *Sessions) drop(id session.ID) error {
	return errors.Join(s.Leave(id), removeAll([]string{s.holdPath(id)}))
}

// Append keeps the next events of a session, all or none, and returns once they are on the disk. It returns
// session.ErrNoSession for one that is not open, and session.ErrInUse when another process has it.
func (s *Sessions) Append(ctx context.Context, id session.ID, entries []session.Entry) (err error) {
	defer explain(&err, "saving what happened in a session")
	if len(entries) == 0 {
		return nil
	}
	rows, err := eventRowsOf(id, entries)
	if err != nil {
		return err
	}
	if !s.holds(id) {
		if err := s.opened(ctx, id); err != nil {
			return err
		}
	}
	return s.transact(ctx, func(tx *gorm.DB) error {
		last, err := lastNumber(tx, id)
		if err != nil {
			return err
		}
		for i, r := range rows {
			if r.N != last+1+i {
				return errOutOfOrder
			}
		}
		return tx.CreateInBatches(rows, rowsAtOnce).Error
	})
}

// lastNumber gives session.ErrNoSession for a session without events: an open one has at least its first.
func lastNumber(tx *gorm.DB, id session.ID) (int, error) {
	var last int
	err := tx.Model(&eventRow{}).Where("session = ?", string(id)).Select("coalesce(max(n), 0)").Scan(&last).Error
	if err == nil && last == 0 {
		err = session.ErrNoSession
	}
	return last, err
}

// opened holds a session that is there.
func (s *Sessions) opened(ctx context.Context, id session.ID) error {
	there := false
	err := s.read(ctx, func(tx *gorm.DB) error {
		_, err := lastNumber(tx, id)
		there = err == nil
		return err
	})
	if err == nil && !there { // no file
		err = session.ErrNoSession
	}
	if err != nil {
		return err
	}
	return s.hold(ctx, id)
}

// Entries opens a session that was begun: it gives all of its events and its key, and holds it for this process. It
// returns session.ErrInUse while another process has it.
func (s *Sessions) Entries(ctx context.Context, id session.ID) (_ []session.Entry, key []byte, err error) {
	defer explain(&err, "opening a session")
	held := s.holds(id)
	if err := s.opened(ctx, id); err != nil {
		return nil, nil, err
	}
	var row sessionRow
	var entries []session.Entry
	err = s.read(ctx, func(tx *gorm.DB) error {
		err := tx.Take(&row, "id = ?", string(id)).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return session.ErrNoSession
		}
		if err != nil {
			return err
		}
		entries, err = entriesOf(tx, id)
		return err
	})
	if err != nil {
		if !held {
			err = errors.Join(err, s.Leave(id))
		}
		return nil, nil, err
	}
	return entries, row.Secret, nil
}

func entriesOf(tx *gorm.DB, id session.ID) ([]session.Entry, error) {
	var rows []eventRow
	if err := tx.Where("session = ?", string(id)).Order("n").Find(&rows).Error; err != nil {
		return nil, err
	}
	entries := make([]session.Entry, len(rows))
	for i, r := range rows {
		event, err := session.Decode(r.Kind, []byte(r.Data))
		if err != nil || r.N != i+1 {
			return nil, fmt.Errorf("%w: event %d of a session is missing or cannot be read: %w", progress.ErrDamagedProfile, i+1, errors.Join(err))
		}
		entries[i] = session.Entry{Number: r.N, At: fromMillis(r.At), Event: event}
	}
	return entries, nil
}

// Sessions lists the sessions that are open, the one in which something happened last first. One that another process
// has is listed with session.ErrInUse.
func (s *Sessions) Sessions(ctx context.Context) (_ []session.Listed, err error) {
	defer explain(&err, "listing the sessions")
	var list []session.Listed
	err = s.read(ctx, func(tx *gorm.DB) error {
		var rows []sessionRow
		if err := tx.Omit("secret").Find(&rows).Error; err != nil {
			return err
		}
		for _, r := range rows {
			l := session.Listed{ID: session.ID(r.ID), Title: r.Title, Began: fromMillis(r.Began)}
			if err := s.span(tx, &l); err != nil {
				return err
			}
			list = append(list, l)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Problem = s.inUse(ctx, list[i].ID)
	}
	slices.SortFunc(list, func(a, b session.Listed) int { return cmp.Or(b.Last.Compare(a.Last), cmp.Compare(a.ID, b.ID)) })
	return list, nil
}

// span finds when something happened in a session, and on how many days, as days are where this computer is. No zone
// begins its day inside a quarter of an hour.
func (s *Sessions) span(tx *gorm.DB, l *session.Listed) error {
	const quarter = 15 * 60 * 1000
	var quarters []int64
	events := tx.Model(&eventRow{}).Where("session = ?", string(l.ID))
	if err := events.Session(&gorm.Session{}).Distinct().Pluck(fmt.Sprintf("at / %d", quarter), &quarters).Error; err != nil {
		return err
	}
	days := map[string]bool{}
	for _, q := range quarters {
		days[fromMillis(q*quarter).In(s.now().Location()).Format(time.DateOnly)] = true
	}
	l.Days = len(days)
	var last int64
	err := events.Session(&gorm.Session{}).Select("coalesce(max(at), 0)").Scan(&last).Error
	l.Last = fromMillis(last)
	return err
}

// inUse looks whether another process has a session, without making a file.
func (s *Sessions) inUse(ctx context.Context, id session.ID) error {
	if s.holds(id) || !exists(s.holdPath(id)) {
		return nil
	}
	lock, err := lockWithin(ctx, s.holdPath(id), 0)
	if err != nil {
		return err
	}
	return lock.Unlock()
}
