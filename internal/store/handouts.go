package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/passalong/passalong/internal/catalog"
)

type (
	favouriteRow struct {
		N       int64 `gorm:"primaryKey"`
		Handout string
	}
	alertReadRow struct {
		Alert   string `gorm:"primaryKey"`
		Version string
	}
)

func (favouriteRow) TableName() string { return "favourite" }
func (alertReadRow) TableName() string { return "alert_read" }

// SetFavourite marks a handout, or takes the mark back.
func (k *keeper) SetFavourite(ctx context.Context, id catalog.HandoutID, on bool) error {
	err := k.transact(ctx, func(tx *gorm.DB) error {
		if !on {
			return tx.Where("handout = ?", string(id)).Delete(&favouriteRow{}).Error
		}
		return tx.Clauses(keepFirst).Create(&favouriteRow{Handout: string(id)}).Error
	})
	if err != nil {
		return fmt.Errorf("marking a handout: %w", err)
	}
	return nil
}

// SaveAlertRead keeps the version that was read last.
func (k *keeper) SaveAlertRead(ctx context.Context, id catalog.AlertID, version string) error {
	row := alertReadRow{Alert: string(id), Version: version}
	err := k.transact(ctx, func(tx *gorm.DB) error {
		return tx.Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "alert"}}, DoUpdates: clause.AssignmentColumns([]string{"version"}),
		}).Create(&row).Error
	})
	if err != nil {
		return fmt.Errorf("saving which alert was read: %w", err)
	}
	return nil
}

func favouritesOf(rows []favouriteRow) []catalog.HandoutID {
	var ids []catalog.HandoutID
	for _, r := range rows {
		ids = append(ids, catalog.HandoutID(r.Handout))
	}
	return ids
}

func alertsReadOf(rows []alertReadRow) map[catalog.AlertID]string {
	if len(rows) == 0 {
		return nil
	}
	read := make(map[catalog.AlertID]string, len(rows))
	for _, r := range rows {
		read[catalog.AlertID(r.Alert)] = r.Version
	}
	return read
}
