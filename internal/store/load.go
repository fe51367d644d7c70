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
	items        []givenItemRow
	quizzes      []givenQuizRow
	attempts     []attemptRow
	responses    []responseRow
	scenarios    []givenScenarioRow
	runs         []runRow
	steps        []stepRow
	observations []observationRow
	certificates []certificateRow
	favourites   []favouriteRow
	alertsRead   []alertReadRow
	modulesSeen  []moduleSeenRow
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
		tx.Find(&r.items).Error,
		tx.Find(&r.quizzes).Error,
		tx.Order("started, rowid").Find(&r.attempts).Error,
		r.readResponses(tx),
		tx.Find(&r.scenarios).Error,
		tx.Order("started, rowid").Find(&r.runs).Error,
		tx.Order("run, n").Find(&r.steps).Error,
		tx.Order("seen, rowid").Find(&r.observations).Error,
		tx.Order("issued, rowid").Find(&r.certificates).Error,
		tx.Order("n").Find(&r.favourites).Error,
		tx.Find(&r.alertsRead).Error,
		tx.Find(&r.modulesSeen).Error,
	)
}

// readResponses scans by hand, because there are many and GORM takes twice as long.
func (r *recordRows) readResponses(tx *gorm.DB) (err error) {
	rows, err := tx.Raw(`select attempt, item, choices, correct, answered, text, sure, hinted, took_ms, credit
		from response order by id`).Rows()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var o responseRow
		err := rows.Scan(&o.Attempt, &o.Item, &o.Choices, &o.Correct, &o.Answered, &o.Text, &o.Sure, &o.Hinted, &o.TookMs, &o.Credit)
		if err != nil && rows.Err() == nil { // not because the context has ended
			return fmt.Errorf("%w: a response cannot be read: %w", progress.ErrDamagedProfile, err)
		}
		r.responses = append(r.responses, o)
	}
	return rows.Err()
}

// record makes of the rows what they say.
func (r *recordRows) record() (record progress.Record, err error) {
	if record.Attempts, err = r.attemptsAsGiven(); err != nil {
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
	record.Favourites, record.AlertsRead = favouritesOf(r.favourites), alertsReadOf(r.alertsRead)
	record.ModulesSeen = modulesSeenOf(r.modulesSeen)
	return record, nil
}

// attemptsAsGiven joins the attempts with their quizzes and responses.
func (r *recordRows) attemptsAsGiven() ([]quiz.Attempt, error) {
	given, err := r.givenQuizzes()
	if err != nil {
		return nil, err
	}
	var attempts []quiz.Attempt
	at := make(map[string]int, len(r.attempts))
	for _, row := range r.attempts {
		q, ok := given[row.GivenQuiz]
		if !ok {
			return nil, fmt.Errorf("%w: the quiz of an attempt is missing", progress.ErrDamagedProfile)
		}
		at[row.ID] = len(attempts)
		attempts = append(attempts, row.attempt(q))
	}
	lists := make(map[string][]quiz.ChoiceID)
	for i := range r.responses {
		row := &r.responses[i]
		a, ok := at[row.Attempt]
		if !ok {
			return nil, fmt.Errorf("%w: the attempt of a response is missing", progress.ErrDamagedProfile)
		}
		choices, ok := lists[row.Choices]
		if !ok {
			if choices, err = choicesOf(row.Choices); err != nil {
				return nil, err
			}
			lists[row.Choices] = choices
		}
		attempts[a].Responses = append(attempts[a].Responses, row.response(choices))
	}
	return attempts, nil
}

// givenQuizzes reads the quizzes as they were given, by their keys.
func (r *recordRows) givenQuizzes() (map[string]quiz.Quiz, error) {
	items := make(map[string]quiz.Item, len(r.items))
	for _, row := range r.items {
		it, err := row.item()
		if err != nil {
			return nil, err
		}
		items[row.SHA256] = it
	}
	given := make(map[string]quiz.Quiz, len(r.quizzes))
	for _, row := range r.quizzes {
		q, err := row.quiz(items)
		if err != nil {
			return nil, err
		}
		given[row.SHA256] = q
	}
	return given, nil
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
