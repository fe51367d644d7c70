// Package storetest writes profiles for tests and measurements, faster than a learner would.
package storetest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/store"
)

// Write makes a profile with a record in a folder of profiles. All of the record is written in one transaction.
func Write(ctx context.Context, dir, nickname string, now func() time.Time, r progress.Record) (progress.ProfileID, error) {
	profiles, err := store.OpenProfiles(dir, now)
	if err != nil {
		return "", err
	}
	k, err := profiles.Create(ctx, nickname)
	if err != nil {
		return "", err
	}
	id := k.Profile().ID
	if err := keep(ctx, k, r); err != nil {
		return "", errors.Join(err, k.Close())
	}
	if err := k.Close(); err != nil {
		return "", err
	}
	if err := insert(ctx, filepath.Join(dir, string(id)+".db"), r.Attempts); err != nil {
		return "", fmt.Errorf("writing the attempts of %s: %w", id, err)
	}
	return id, nil
}

// keep saves what there is little of, as a learner would.
func keep(ctx context.Context, k progress.Keeper, r progress.Record) error {
	var errs []error
	for _, v := range r.Visits {
		errs = append(errs, k.SaveVisit(ctx, v))
	}
	for _, run := range r.Runs {
		steps := run.Steps
		run.Steps = nil
		errs = append(errs, k.StartRun(ctx, run))
		for n, s := range steps {
			errs = append(errs, k.SaveStep(ctx, run.ID, n, s))
		}
	}
	for _, o := range r.Observations {
		errs = append(errs, k.SaveObservation(ctx, o))
	}
	for _, c := range r.Certificates {
		errs = append(errs, k.SaveCertificate(ctx, c))
	}
	for _, id := range r.Favourites {
		errs = append(errs, k.SetFavourite(ctx, id, true))
	}
	for id, version := range r.AlertsRead {
		errs = append(errs, k.SaveAlertRead(ctx, id, version))
	}
	errs = append(errs, k.SaveModulesSeen(ctx, r.ModulesSeen))
	return errors.Join(errs...)
}

// insert writes attempts as the keeper does, but all at once.
func insert(ctx context.Context, path string, attempts []quiz.Attempt) (err error) {
	db, err := sql.Open("sqlite", path) // the driver of package store
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := insertAll(ctx, tx, attempts); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func insertAll(ctx context.Context, tx *sql.Tx, attempts []quiz.Attempt) error {
	response, err := tx.PrepareContext(ctx, `insert into response
		(attempt, item, choices, correct, answered, text, sure, hinted, took_ms, credit) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	for _, a := range attempts {
		if err := insertAttempt(ctx, tx, a); err != nil {
			return err
		}
		for _, r := range a.Responses {
			choices, err := json.Marshal(r.Choices)
			if err != nil {
				return err
			}
			_, err = response.ExecContext(ctx, a.ID, string(r.Item), string(choices), r.Correct, r.At.UnixMilli(),
				r.Text, string(r.Sure), r.Hinted, r.Took.Milliseconds(), r.Credit)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func insertAttempt(ctx context.Context, tx *sql.Tx, a quiz.Attempt) error {
	given, err := insertQuiz(ctx, tx, a.Quiz)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into attempt (id, module, module_version, revision, seed, started, given_quiz, purpose)
		values (?, ?, ?, ?, ?, ?, ?, ?)`,
		a.ID, a.Module, a.ModuleVersion, a.Revision, int64(a.Seed), a.Started.UnixMilli(), given, string(a.Purpose))
	return err
}

// insertQuiz inserts a quiz as it was given and gives its key.
func insertQuiz(ctx context.Context, tx *sql.Tx, q quiz.Quiz) (string, error) {
	var keys []string
	for _, it := range q.Items {
		body, err := json.Marshal(it)
		if err != nil {
			return "", err
		}
		key := digest(string(body))
		if _, err := tx.ExecContext(ctx, "insert into given_item (sha256, body) values (?, ?) on conflict do nothing", key, string(body)); err != nil {
			return "", err
		}
		keys = append(keys, key)
	}
	q.Items = nil
	body, err := json.Marshal(q)
	if err != nil {
		return "", err
	}
	items := strings.Join(keys, " ")
	key := digest(string(body) + items)
	_, err = tx.ExecContext(ctx, "insert into given_quiz (sha256, body, items) values (?, ?, ?) on conflict do nothing", key, string(body), items)
	return key, err
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
