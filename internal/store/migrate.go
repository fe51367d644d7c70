package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/passalong/passalong/internal/progress"
)

// What marks a file as ours.
const (
	applicationID         = 0x50617373 // a profile: "Pass" in ASCII
	sessionsApplicationID = 0x50617353 // the sessions: "PasS"
)

//go:embed migrations/*.sql migrations/sessions/*.sql
var migrationFiles embed.FS

// A migration is one numbered step from an empty file to the newest schema. A released one never changes.
type migration struct {
	name string
	sql  string
}

// migrationsIn reads the steps of a folder, which are named NNNN_what.sql and numbered from 1 without gaps.
func migrationsIn(fsys fs.FS) ([]migration, error) {
	names, err := fs.Glob(fsys, "*.sql")
	if err != nil {
		return nil, err
	}
	steps := make([]migration, 0, len(names))
	for i, name := range names {
		var number int
		if _, err := fmt.Sscanf(name, "%04d_", &number); err != nil || number != i+1 {
			return nil, fmt.Errorf("migration %s is not number %d", name, i+1)
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, migration{name, string(text)})
	}
	return steps, nil
}

// version reads what a file says of itself.
func version(ctx context.Context, db *sql.DB) (application, version int, err error) {
	if err := db.QueryRowContext(ctx, "pragma application_id").Scan(&application); err != nil {
		return 0, 0, err
	}
	if err := db.QueryRowContext(ctx, "pragma user_version").Scan(&version); err != nil {
		return 0, 0, err
	}
	return application, version, nil
}

// migrate takes a database from the version it has to the newest, each step in a transaction of its own, and marks it
// with the application id.
// The pool must have been opened for rebuilding. before is called once, before the first step; when it
// fails nothing is changed.
func migrate(ctx context.Context, pool *sql.DB, application int, steps []migration, before func() error) error {
	_, from, err := version(ctx, pool)
	if err != nil {
		return domainError(err)
	}
	if from > len(steps) {
		return progress.ErrNewerProfile
	}
	if from == len(steps) {
		return nil
	}
	if err := before(); err != nil {
		return fmt.Errorf("keeping a copy before the change: %w", err)
	}
	for i := from; i < len(steps); i++ {
		if err := apply(ctx, pool, application, steps[i], i+1); err != nil {
			return fmt.Errorf("migration %s: %w", steps[i].name, domainError(err))
		}
	}
	return nil
}

func apply(ctx context.Context, pool *sql.DB, application int, step migration, number int) (err error) {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, rollback(tx))
		}
	}()
	if _, err := tx.ExecContext(ctx, step.sql); err != nil {
		return err
	}
	var broken int
	if err := tx.QueryRowContext(ctx, "select count(*) from pragma_foreign_key_check").Scan(&broken); err != nil {
		return err
	}
	if broken > 0 {
		return fmt.Errorf("%d rows refer to rows that are not there", broken)
	}
	mark := fmt.Sprintf("pragma application_id = %d; pragma user_version = %d", application, number)
	if _, err := tx.ExecContext(ctx, mark); err != nil {
		return err
	}
	return tx.Commit()
}

func rollback(tx *sql.Tx) error {
	if err := tx.Rollback(); !errors.Is(err, sql.ErrTxDone) {
		return err
	}
	return nil
}
