package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/session"
)

// TakeSheets gives what Sheets gives, and holds the session for this process until Leave, so that no other one changes its
// sheets meanwhile. It returns session.ErrInUse while another process has it.
func (s *Sessions) TakeSheets(ctx context.Context, id session.ID) (sheets []evaluation.Sheet, key []byte, err error) {
	if _, _, err := s.Sheets(ctx, id); err != nil { // before there is a lock for what is not there
		return nil, nil, err
	}
	held := s.holds(id)
	if err := s.hold(ctx, id); err != nil {
		return nil, nil, fmt.Errorf("reading the sheets of a session: %w", err)
	}
	sheets, key, err = s.Sheets(ctx, id) // as the process before left them
	if err != nil && !held {
		err = errors.Join(err, s.Leave(id))
	}
	return sheets, key, err
}

// SaveLate keeps the sheets of a session that is finished in place of those that were kept, and its report in place of the
// one before: both or nothing. It returns session.ErrNoSession where no sheets were kept, or not any more.
func (s *Sessions) SaveLate(ctx context.Context, id session.ID, sheets []evaluation.Sheet, r evaluation.Report) (err error) {
	defer explain(&err, "saving late sheets")
	if db, err := s.reading(ctx); db == nil || err != nil {
		return errors.Join(err, session.ErrNoSession)
	}
	rows, err := keptRowsOf(id, sheets)
	if err != nil {
		return err
	}
	return s.transact(ctx, func(tx *gorm.DB) error {
		err := tx.Omit("secret").Take(&keptSessionRow{}, "id = ?", string(id)).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return session.ErrNoSession
		}
		if err != nil {
			return err
		}
		if err := tx.Delete(&keptSheetRow{}, "session = ?", string(id)).Error; err != nil {
			return err
		}
		if err := createKept(tx, rows); err != nil {
			return err
		}
		return saveReport(tx, r)
	})
}

func keptRowsOf(id session.ID, sheets []evaluation.Sheet) ([]keptSheetRow, error) {
	rows := make([]keptSheetRow, len(sheets))
	for n, sheet := range sheets {
		body, err := json.Marshal(sheet)
		if err != nil {
			return nil, fmt.Errorf("encoding a sheet: %w", err)
		}
		rows[n] = keptSheetRow{Session: string(id), N: n, Body: string(body)}
	}
	return rows, nil
}

func createKept(tx *gorm.DB, rows []keptSheetRow) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.CreateInBatches(rows, rowsAtOnce).Error
}

// dropKept deletes in a transaction the sheets of a session with their key, notes that the file is to be swept, and says
// whether there were any.
func dropKept(tx *gorm.DB, id session.ID) (dropped bool, err error) {
	if err := tx.Delete(&keptSheetRow{}, "session = ?", string(id)).Error; err != nil {
		return false, err
	}
	gone := tx.Delete(&keptSessionRow{}, "id = ?", string(id))
	return gone.RowsAffected > 0, errors.Join(gone.Error, toBeSwept(tx))
}
