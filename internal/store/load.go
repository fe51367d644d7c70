package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// Load reads the whole record.
func (k *keeper) Load(ctx context.Context) (progress.Record, error) {
	r, err := k.load(ctx)
	if err != nil {
		return progress.Record{}, fmt.Errorf("reading the record: %w", k.explain(ctx, err))
	}
	return r, nil
}

// recordRows are all rows of a record.
type recordRows struct {
	visits       []visitRow
	quizzes      []givenQuizRow
	attempts     []attemptRow
	responses    []responseRow
	scenarios    []givenScenarioRow
	runs         []runRow
	steps        []stepRow
	observations []observationRow
	certificates []certificateRow
}

func (k *keeper) load(ctx context.Context) (progress.Record, error) {
	var rows recordRows
	// One transaction, so that no attempt is seen without a response that was given before another.
	err := domainError(k.db.WithContext(ctx).Transaction(rows.read, &sql.TxOptions{ReadOnly: true}))
	if err != nil {
		return progress.Record{}, err
	}
	return rows.record()
}

func (r *recordRows) read(tx *gorm.DB) error {
	return errors.Join(
		tx.Order("module, lesson").Find(&r.visits).Error,
		tx.Find(&r.quizzes).Error,
		tx.Order("started, rowid").Find(&r.attempts).Error,
		tx.Order("id").Find(&r.responses).Error,
		tx.Find(&r.scenarios).Error,
		tx.Order("started, rowid").Find(&r.runs).Error,
		tx.Order("run, n").Find(&r.steps).Error,
		tx.Order("seen, rowid").Find(&r.observations).Error,
		tx.Order("issued, rowid").Find(&r.certificates).Error,
	)
}

// record makes of the rows what they say.
func (r *recordRows) record() (record progress.Record, err error) {
	if record.Attempts, err = attemptsOf(r.attempts, r.quizzes, r.responses); err != nil {
		return progress.Record{}, err
	}
	if record.Runs, err = runsOf(r.runs, r.scenarios, r.steps); err != nil {
		return progress.Record{}, err
	}
	for _, v := range r.visits {
		record.Visits = append(record.Visits, v.visit())
	}
	for _, row := range r.observations {
		o, err := row.observation()
		if err != nil {
			return progress.Record{}, err
		}
		record.Observations = append(record.Observations, o)
	}
	for _, row := range r.certificates {
		c, err := row.certificate()
		if err != nil {
			return progress.Record{}, err
		}
		record.Certificates = append(record.Certificates, c)
	}
	return record, nil
}

// attemptsOf joins the rows of attempts with their quizzes and responses.
func attemptsOf(rows []attemptRow, quizzes []givenQuizRow, responses []responseRow) ([]quiz.Attempt, error) {
	given := make(map[string]quiz.Quiz, len(quizzes))
	for _, r := range quizzes {
		q, err := r.quiz()
		if err != nil {
			return nil, err
		}
		given[r.SHA256] = q
	}
	var attempts []quiz.Attempt
	at := make(map[string]int, len(rows))
	for _, r := range rows {
		q, ok := given[r.GivenQuiz]
		if !ok {
			return nil, fmt.Errorf("%w: the quiz of an attempt is missing", progress.ErrDamagedProfile)
		}
		at[r.ID] = len(attempts)
		attempts = append(attempts, r.attempt(q))
	}
	for _, r := range responses {
		i, ok := at[r.Attempt]
		if !ok {
			return nil, fmt.Errorf("%w: the attempt of a response is missing", progress.ErrDamagedProfile)
		}
		resp, err := r.response()
		if err != nil {
			return nil, err
		}
		attempts[i].Responses = append(attempts[i].Responses, resp)
	}
	return attempts, nil
}

// runsOf joins the rows of runs with their scenarios and steps.
func runsOf(rows []runRow, scenarios []givenScenarioRow, steps []stepRow) ([]scenario.Run, error) {
	given := make(map[string]scenario.Scenario, len(scenarios))
	for _, r := range scenarios {
		s, err := r.scenario()
		if err != nil {
			return nil, err
		}
		given[r.SHA256] = s
	}
	var runs []scenario.Run
	at := make(map[string]int, len(rows))
	for _, r := range rows {
		s, ok := given[r.GivenScenario]
		if !ok {
			return nil, fmt.Errorf("%w: the scenario of a run is missing", progress.ErrDamagedProfile)
		}
		at[r.ID] = len(runs)
		runs = append(runs, r.run(s))
	}
	for _, r := range steps {
		i, ok := at[r.Run]
		if !ok {
			return nil, fmt.Errorf("%w: the run of a step is missing", progress.ErrDamagedProfile)
		}
		if r.N != len(runs[i].Steps) {
			return nil, fmt.Errorf("%w: a step of a run is missing", progress.ErrDamagedProfile)
		}
		runs[i].Steps = append(runs[i].Steps, r.step())
	}
	return runs, nil
}
