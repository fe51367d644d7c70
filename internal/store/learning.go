package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/scenario"
)

// StartRun keeps the run and the scenario as it is given.
func (k *keeper) StartRun(ctx context.Context, r scenario.Run) error {
	if err := k.startRun(ctx, r); err != nil {
		return fmt.Errorf("starting a scenario: %w", err)
	}
	return nil
}

func (k *keeper) startRun(ctx context.Context, r scenario.Run) error {
	if len(r.Steps) > 0 {
		return errors.New("a new run has no steps yet")
	}
	given, err := givenScenarioRowOf(r.Scenario)
	if err != nil {
		return err
	}
	row := runRowOf(r, given.SHA256)
	return k.transact(ctx, func(tx *gorm.DB) error {
		if err := tx.Clauses(keepFirst).Create(&given).Error; err != nil {
			return err
		}
		return keepOnce(tx, row, "id = ?", row.ID)
	})
}

// SaveStep keeps one step for good.
func (k *keeper) SaveStep(ctx context.Context, runID string, n int, s scenario.Step) error {
	row := stepRow{Run: runID, N: n, Action: string(s.Action), Taken: millis(s.At)}
	if err := k.transact(ctx, func(tx *gorm.DB) error { return saveStep(tx, row) }); err != nil {
		return fmt.Errorf("saving a step of a scenario: %w", err)
	}
	return nil
}

func saveStep(tx *gorm.DB, row stepRow) error {
	var kept []stepRow
	if err := tx.Find(&kept, "run = ? and n = ?", row.Run, row.N).Error; err != nil {
		return err
	}
	if len(kept) > 0 {
		if kept[0].Action != row.Action {
			return progress.ErrAlreadyKept
		}
		return nil
	}
	// The next step of a run that is there, or nothing is inserted.
	inserted := tx.Exec(`insert into step (run, n, action, taken)
		select id, ?, ?, ? from run where id = ? and ? = (select count(*) from step where step.run = run.id)`,
		row.N, row.Action, row.Taken, row.Run, row.N)
	if inserted.Error == nil && inserted.RowsAffected == 0 {
		return progress.ErrNoRun
	}
	return inserted.Error
}

// SaveObservation keeps what a facilitator saw, for good.
func (k *keeper) SaveObservation(ctx context.Context, o progress.Observation) error {
	row, err := observationRowOf(o)
	if err == nil {
		err = k.transact(ctx, func(tx *gorm.DB) error { return keepOnce(tx, row, "id = ?", row.ID) })
	}
	if err != nil {
		return fmt.Errorf("saving what a facilitator saw: %w", err)
	}
	return nil
}

// SaveCertificate keeps a certificate for good.
func (k *keeper) SaveCertificate(ctx context.Context, c progress.Certificate) error {
	row, err := certificateRowOf(c)
	if err == nil {
		err = k.transact(ctx, func(tx *gorm.DB) error { return keepOnce(tx, row, "number = ?", row.Number) })
	}
	if err != nil {
		return fmt.Errorf("saving a certificate: %w", err)
	}
	return nil
}

// keepOnce inserts a row. The same row again is no error; another one in its place, which where and its id
// find, is ErrAlreadyKept.
func keepOnce[R comparable](tx *gorm.DB, row R, where, id string) error {
	created := tx.Clauses(keepFirst).Create(&row)
	if created.Error != nil || created.RowsAffected == 1 {
		return created.Error
	}
	var kept R
	if err := tx.Take(&kept, where, id).Error; err != nil {
		return err
	}
	if kept != row {
		return progress.ErrAlreadyKept
	}
	return nil
}
