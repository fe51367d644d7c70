package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/passalong/passalong/internal/catalog"
)

type moduleSeenRow struct {
	Module  string `gorm:"primaryKey"`
	Version string
}

func (moduleSeenRow) TableName() string { return "module_seen" }

// rowsAtOnce is how many rows go into one statement: SQLite takes 32,766 values in one.
const rowsAtOnce = 1000

// SaveModulesSeen keeps up to where the learner knows what is new.
func (k *keeper) SaveModulesSeen(ctx context.Context, seen map[catalog.ModuleID]string) error {
	if len(seen) == 0 {
		return nil
	}
	rows := make([]moduleSeenRow, 0, len(seen))
	for _, id := range slices.Sorted(maps.Keys(seen)) {
		rows = append(rows, moduleSeenRow{Module: string(id), Version: seen[id]})
	}
	err := k.transact(ctx, func(tx *gorm.DB) error {
		return tx.Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "module"}}, DoUpdates: clause.AssignmentColumns([]string{"version"}),
		}).CreateInBatches(rows, rowsAtOnce).Error
	})
	if err != nil {
		return fmt.Errorf("saving which news was seen: %w", err)
	}
	return nil
}

func modulesSeenOf(rows []moduleSeenRow) map[catalog.ModuleID]string {
	if len(rows) == 0 {
		return nil
	}
	seen := make(map[catalog.ModuleID]string, len(rows))
	for _, r := range rows {
		seen[catalog.ModuleID(r.Module)] = r.Version
	}
	return seen
}
