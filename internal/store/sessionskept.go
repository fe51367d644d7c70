package store

import (
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
)

var (
	replace = clause.OnConflict{UpdateAll: true}
	errNoID = errors.New("it has no id")
)

// Plans gives the plans that were saved, the one that was saved last first. Those that cannot be read are left out and
// are in the error, beside the others.
func (s *Sessions) Plans(ctx context.Context) (plans []plan.Plan, err error) {
	defer explain(&err, "reading the plans")
	return readAll(ctx, s, "changed desc, id", planRow.plan)
}

// readAll gives what can be read of a table, and what is wrong with the rest.
func readAll[Row, T any](ctx context.Context, s *Sessions, order string, of func(Row) (T, error)) ([]T, error) {
	var rows []Row
	err := s.read(ctx, func(tx *gorm.DB) error { return tx.Order(order).Find(&rows).Error })
	errs := []error{err}
	var all []T
	for _, r := range rows {
		one, err := of(r)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, one)
	}
	return all, errors.Join(errs...)
}

// SavePlan keeps a plan, in place of one with the same id, and notes when.
func (s *Sessions) SavePlan(ctx context.Context, p plan.Plan) (err error) {
	defer explain(&err, "saving a plan")
	if p.ID == "" {
		return errNoID
	}
	p.Changed = fromMillis(millis(s.now()))
	row, err := planRowOf(p)
	if err != nil {
		return err
	}
	return s.transact(ctx, func(tx *gorm.DB) error { return tx.Clauses(replace).Create(&row).Error })
}

// DeletePlan deletes a plan, if it is there.
func (s *Sessions) DeletePlan(ctx context.Context, id plan.ID) (err error) {
	defer explain(&err, "deleting a plan")
	return s.remove(ctx, &planRow{}, string(id))
}

// remove deletes a row, if it is there, and makes no file for it.
func (s *Sessions) remove(ctx context.Context, row any, id string) error {
	if db, err := s.reading(ctx); db == nil || err != nil {
		return err
	}
	err := s.transact(ctx, func(tx *gorm.DB) error {
		return errors.Join(tx.Delete(row, "id = ?", id).Error, toBeSwept(tx))
	})
	if err == nil {
		// It is deleted. Where sweeping fails, it is noted and tried again.
		_ = s.sweepNow(ctx)
	}
	return err
}

// Reports gives the reports, the newest session first. Those that cannot be read are in the error, beside the others.
func (s *Sessions) Reports(ctx context.Context) (reports []evaluation.Report, err error) {
	defer explain(&err, "reading the reports")
	return readAll(ctx, s, "date desc, id", reportRow.report)
}

// SaveReport keeps a report, in place of one with the same id.
func (s *Sessions) SaveReport(ctx context.Context, r evaluation.Report) (err error) {
	defer explain(&err, "saving a report")
	return s.transact(ctx, func(tx *gorm.DB) error { return saveReport(tx, r) })
}

func saveReport(tx *gorm.DB, r evaluation.Report) error {
	if r.ID == "" {
		return errNoID
	}
	row, err := reportRowOf(r)
	if err != nil {
		return err
	}
	return tx.Clauses(replace).Create(&row).Error
}

// DeleteReport deletes a report, if it is there, and the sheets that were kept of its session: the one whose id it has. When
// it returns session.ErrNotSwept they are deleted, and marks of theirs may still be found on the disk.
func (s *Sessions) DeleteReport(ctx context.Context, id string) (err error) {
	defer explain(&err, "deleting a report")
	if db, err := s.reading(ctx); db == nil || err != nil {
		return err
	}
	dropped := false
	err = s.transact(ctx, func(tx *gorm.DB) (err error) {
		if err := tx.Delete(&reportRow{}, "id = ?", id).Error; err != nil {
			return err
		}
		dropped, err = dropKept(tx, session.ID(id))
		return err
	})
	if err != nil {
		return err
	}
	err = s.swept(ctx, session.ID(id), dropped)
	if !dropped {
		return nil // as remove does
	}
	return err
}

// Support gives the support that was logged, the newest first.
func (s *Sessions) Support(ctx context.Context) (support []evaluation.Support, err error) {
	defer explain(&err, "reading the support")
	return readAll(ctx, s, "date desc, id", supportRow.support)
}

// AddSupport logs support, in place of what has the same id. Without one it is given one.
func (s *Sessions) AddSupport(ctx context.Context, given evaluation.Support) (err error) {
	defer explain(&err, "saving support")
	if given.ID == "" {
		given.ID = string(newID())
	}
	row, err := supportRowOf(given)
	if err != nil {
		return err
	}
	return s.transact(ctx, func(tx *gorm.DB) error { return tx.Clauses(replace).Create(&row).Error })
}

// DeleteSupport deletes support that was logged, if it is there.
func (s *Sessions) DeleteSupport(ctx context.Context, id string) (err error) {
	defer explain(&err, "deleting support")
	return s.remove(ctx, &supportRow{}, id)
}
