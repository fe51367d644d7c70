package store

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// keeper implements progress.Keeper over one open database.
type keeper struct {
	db      *gorm.DB
	release func() error                       // gives up the lock, or the memory of a guest
	explain func(context.Context, error) error // adds to an error of damage what there is to go back to

	mu      sync.Mutex
	profile progress.Profile

	close    sync.Once
	closeErr error
}

// Profile gives the profile as it was opened or last renamed.
func (k *keeper) Profile() progress.Profile {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.profile
}

// Close ends the connections, which folds the WAL into the file, and gives up the lock.
func (k *keeper) Close() error {
	k.close.Do(func() {
		err := closeDB(k.db)
		if released := k.release(); err == nil {
			err = released
		}
		if err != nil {
			k.closeErr = fmt.Errorf("closing the profile: %w", err)
		}
	})
	return k.closeErr
}

func closeDB(db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	return pool.Close()
}

func (k *keeper) transact(ctx context.Context, f func(tx *gorm.DB) error) error {
	return transact(ctx, k.db, f)
}

// transact does everything that f does, or nothing of it.
func transact(ctx context.Context, db *gorm.DB, f func(tx *gorm.DB) error) error {
	err := db.WithContext(ctx).Transaction(f)
	if err != nil && ctx.Err() != nil && !errors.Is(err, ctx.Err()) {
		// The driver and database/sql each have their own word for it.
		return fmt.Errorf("%w: %w", ctx.Err(), err)
	}
	return domainError(err)
}

// SaveVisit replaces what is known of the lesson, but keeps the first time its end was reached.
func (k *keeper) SaveVisit(ctx context.Context, v progress.Visit) error {
	row := visitRowOf(v)
	err := k.transact(ctx, func(tx *gorm.DB) error {
		updates := clause.AssignmentColumns([]string{"module_version", "block", "opened", "spent_ms"})
		updates = append(updates, clause.Assignments(map[string]any{
			"finished": gorm.Expr("coalesce(visit.finished, excluded.finished)"),
		})...)
		return tx.Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "module"}, {Name: "lesson"}},
			DoUpdates: updates,
		}).Create(&row).Error
	})
	if err != nil {
		return fmt.Errorf("saving where the learner is in a lesson: %w", err)
	}
	return nil
}

var keepFirst = clause.OnConflict{DoNothing: true}

// StartAttempt keeps the attempt and the quiz as it is given.
func (k *keeper) StartAttempt(ctx context.Context, a quiz.Attempt) error {
	err := k.startAttempt(ctx, a)
	if err != nil {
		return fmt.Errorf("starting an attempt: %w", err)
	}
	return nil
}

func (k *keeper) startAttempt(ctx context.Context, a quiz.Attempt) error {
	if len(a.Responses) > 0 {
		return errors.New("a new attempt has no responses yet")
	}
	given, items, err := givenRowsOf(a.Quiz)
	if err != nil {
		return err
	}
	row := attemptRowOf(a, given.SHA256)
	return k.transact(ctx, func(tx *gorm.DB) error {
		if len(items) > 0 {
			if err := tx.Clauses(keepFirst).Create(&items).Error; err != nil {
				return err
			}
		}
		if err := tx.Clauses(keepFirst).Create(&given).Error; err != nil {
			return err
		}
		return keepOnce(tx, row, "id = ?", row.ID)
	})
}

// SaveResponse keeps one response for good.
func (k *keeper) SaveResponse(ctx context.Context, attemptID string, r quiz.Response) error {
	row, err := responseRowOf(attemptID, r)
	if err == nil {
		err = k.transact(ctx, func(tx *gorm.DB) error { return saveResponse(tx, row) })
	}
	if err != nil {
		return fmt.Errorf("saving a response: %w", err)
	}
	return nil
}

func saveResponse(tx *gorm.DB, row responseRow) error {
	created := tx.Clauses(keepFirst).Create(&row)
	if created.Error != nil || created.RowsAffected == 1 {
		return created.Error
	}
	var kept responseRow
	if err := tx.Take(&kept, "attempt = ? and item = ?", row.Attempt, row.Item).Error; err != nil {
		return err
	}
	row.ID, row.Answered, row.TookMs = kept.ID, kept.Answered, kept.TookMs // those of the first
	if kept != row {
		return progress.ErrAlreadyKept
	}
	return nil
}

// rename changes the nickname in the database and in what Profile gives.
func (k *keeper) rename(ctx context.Context, nickname string) error {
	err := k.transact(ctx, func(tx *gorm.DB) error {
		return tx.Model(&profileRow{}).Where("one = 1").Update("nickname", nickname).Error
	})
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.profile.Nickname = nickname
	return nil
}

// run executes a statement outside any transaction.
func (k *keeper) run(ctx context.Context, statement string) error {
	return domainError(k.db.WithContext(ctx).Exec(statement).Error)
}
