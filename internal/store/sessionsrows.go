package store

import (
	"encoding/json"
	"fmt"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
)

// One row type for each table of the sessions. Their columns are those of migrations/sessions/.
type (
	planRow struct {
		ID      string `gorm:"primaryKey"`
		Changed int64
		Body    string
	}
	sessionRow struct {
		ID     string `gorm:"primaryKey"`
		Title  string
		Began  int64
		Secret []byte
	}
	eventRow struct {
		Session string `gorm:"primaryKey"`
		N       int    `gorm:"primaryKey;autoIncrement:false"`
		At      int64
		Kind    string
		Data    string
	}
	reportRow struct {
		ID   string `gorm:"primaryKey"`
		Date int64
		Body string
	}
	keptSessionRow struct {
		ID     string `gorm:"primaryKey"`
		Secret []byte
		Since  int64
	}
	keptSheetRow struct {
		Session string `gorm:"primaryKey"`
		N       int    `gorm:"primaryKey;autoIncrement:false"`
		Body    string
	}
	supportRow struct {
		ID   string `gorm:"primaryKey"`
		Date int64
		Body string
	}
	sweepingRow struct {
		One int `gorm:"primaryKey;autoIncrement:false"` // always 1
	}
)

func (planRow) TableName() string        { return "plan" }
func (sessionRow) TableName() string     { return "session" }
func (eventRow) TableName() string       { return "event" }
func (reportRow) TableName() string      { return "report" }
func (keptSessionRow) TableName() string { return "kept_session" }
func (keptSheetRow) TableName() string   { return "kept_sheet" }
func (supportRow) TableName() string     { return "support" }
func (sweepingRow) TableName() string    { return "sweeping" }

func eventRowsOf(id session.ID, entries []session.Entry) ([]eventRow, error) {
	rows := make([]eventRow, len(entries))
	for i, e := range entries {
		kind, data, err := session.Encode(e.Event)
		if err != nil {
			return nil, fmt.Errorf("encoding event %d: %w", e.Number, err)
		}
		rows[i] = eventRow{Session: string(id), N: e.Number, At: millis(e.At), Kind: kind, Data: string(data)}
	}
	return rows, nil
}

func planRowOf(p plan.Plan) (planRow, error) {
	body, err := p.Encode()
	if err != nil {
		return planRow{}, fmt.Errorf("encoding a plan: %w", err)
	}
	return planRow{ID: string(p.ID), Changed: millis(p.Changed), Body: string(body)}, nil
}

func (r planRow) plan() (plan.Plan, error) {
	p, err := plan.Decode([]byte(r.Body))
	if err != nil {
		return plan.Plan{}, fmt.Errorf("%w: a plan cannot be read: %w", progress.ErrDamagedProfile, err)
	}
	return p, nil
}

func reportRowOf(r evaluation.Report) (reportRow, error) {
	body, err := evaluation.EncodeReport(r)
	if err != nil {
		return reportRow{}, fmt.Errorf("encoding a report: %w", err)
	}
	return reportRow{ID: r.ID, Date: millis(r.Date), Body: string(body)}, nil
}

func (r reportRow) report() (evaluation.Report, error) {
	report, err := evaluation.DecodeReport([]byte(r.Body))
	if err != nil {
		return evaluation.Report{}, fmt.Errorf("%w: a report cannot be read: %w", progress.ErrDamagedProfile, err)
	}
	return report, nil
}

func supportRowOf(s evaluation.Support) (supportRow, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return supportRow{}, fmt.Errorf("encoding support: %w", err)
	}
	return supportRow{ID: s.ID, Date: millis(s.Date), Body: string(body)}, nil
}

func (r supportRow) support() (evaluation.Support, error) {
	var s evaluation.Support
	if err := json.Unmarshal([]byte(r.Body), &s); err != nil {
		return evaluation.Support{}, fmt.Errorf("%w: support cannot be read: %w", progress.ErrDamagedProfile, err)
	}
	return s, nil
}

func (r keptSheetRow) sheet() (evaluation.Sheet, error) {
	var s evaluation.Sheet
	if err := json.Unmarshal([]byte(r.Body), &s); err != nil {
		return evaluation.Sheet{}, fmt.Errorf("%w: a sheet cannot be read: %w", progress.ErrDamagedProfile, err)
	}
	return s, nil
}
