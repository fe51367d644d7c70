package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// One row type for each table. Their columns are those of migrations/.
type (
	profileRow struct {
		One       int `gorm:"primaryKey"` // always 1
		Nickname  string
		Created   int64
		LastUsed  int64
		Pseudonym string
	}
	visitRow struct {
		Module        string `gorm:"primaryKey"`
		Lesson        string `gorm:"primaryKey"`
		ModuleVersion string
		Block         int
		Opened        int64
		Finished      *int64
		SpentMs       int64
	}
	givenQuizRow struct {
		SHA256 string `gorm:"primaryKey;column:sha256"`
		Body   string
		Items  string
	}
	givenItemRow struct {
		SHA256 string `gorm:"primaryKey;column:sha256"`
		Body   string
	}
	attemptRow struct {
		ID            string `gorm:"primaryKey"`
		Module        string
		ModuleVersion string
		Revision      string
		Seed          int64
		Started       int64
		GivenQuiz     string
		Purpose       string
	}
	responseRow struct {
		ID       int64 `gorm:"primaryKey"`
		Attempt  string
		Item     string
		Choices  string
		Correct  bool
		Answered int64
		Text     string
		Sure     string
		Hinted   bool
		TookMs   int64
		Credit   int
	}
)

func (profileRow) TableName() string   { return "profile" }
func (visitRow) TableName() string     { return "visit" }
func (givenQuizRow) TableName() string { return "given_quiz" }
func (givenItemRow) TableName() string { return "given_item" }
func (attemptRow) TableName() string   { return "attempt" }
func (responseRow) TableName() string  { return "response" }

func millis(t time.Time) int64      { return t.UnixMilli() }
func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

func (r profileRow) profile(id progress.ProfileID) progress.Profile {
	return progress.Profile{
		ID: id, Nickname: r.Nickname, Created: fromMillis(r.Created), LastUsed: fromMillis(r.LastUsed), Pseudonym: r.Pseudonym,
	}
}

func visitRowOf(v progress.Visit) visitRow {
	r := visitRow{
		Module: string(v.Module), Lesson: string(v.Lesson), ModuleVersion: v.ModuleVersion,
		Block: v.Block, Opened: millis(v.Opened), SpentMs: v.Spent.Milliseconds(),
	}
	if !v.Finished.IsZero() {
		ms := millis(v.Finished)
		r.Finished = &ms
	}
	return r
}

func (r visitRow) visit() progress.Visit {
	v := progress.Visit{
		Module: catalog.ModuleID(r.Module), Lesson: catalog.LessonID(r.Lesson), ModuleVersion: r.ModuleVersion,
		Block: r.Block, Opened: fromMillis(r.Opened), Spent: time.Duration(r.SpentMs) * time.Millisecond,
	}
	if r.Finished != nil {
		v.Finished = fromMillis(*r.Finished)
	}
	return v
}

// givenRowsOf takes a quiz apart, because quizzes that mix what is due share their items and little else.
func givenRowsOf(q quiz.Quiz) (givenQuizRow, []givenItemRow, error) {
	items := make([]givenItemRow, len(q.Items))
	keys := make([]string, len(q.Items))
	for i, it := range q.Items {
		body, err := json.Marshal(it)
		if err != nil {
			return givenQuizRow{}, nil, fmt.Errorf("encoding item %s: %w", it.ID, err)
		}
		items[i] = givenItemRow{SHA256: digest(string(body)), Body: string(body)}
		keys[i] = items[i].SHA256
	}
	q.Items = nil
	body, err := json.Marshal(q)
	if err != nil {
		return givenQuizRow{}, nil, fmt.Errorf("encoding quiz %s: %w", q.ID, err)
	}
	row := givenQuizRow{Body: string(body), Items: strings.Join(keys, " ")}
	row.SHA256 = digest(row.Body + row.Items)
	return row, items, nil
}

// item checks the digest, because SQLite itself does not notice a byte that changed on the disk.
func (r givenItemRow) item() (quiz.Item, error) {
	if digest(r.Body) != r.SHA256 {
		return quiz.Item{}, fmt.Errorf("%w: an item is not as it was given", progress.ErrDamagedProfile)
	}
	var it quiz.Item
	if err := json.Unmarshal([]byte(r.Body), &it); err != nil {
		return quiz.Item{}, fmt.Errorf("%w: an item cannot be read: %w", progress.ErrDamagedProfile, err)
	}
	return it, nil
}

// quiz checks the digest too, and puts the items back.
func (r givenQuizRow) quiz(items map[string]quiz.Item) (quiz.Quiz, error) {
	if digest(r.Body+r.Items) != r.SHA256 {
		return quiz.Quiz{}, fmt.Errorf("%w: a quiz is not as it was given", progress.ErrDamagedProfile)
	}
	var q quiz.Quiz
	if err := json.Unmarshal([]byte(r.Body), &q); err != nil {
		return quiz.Quiz{}, fmt.Errorf("%w: a quiz cannot be read: %w", progress.ErrDamagedProfile, err)
	}
	for key := range strings.FieldsSeq(r.Items) {
		it, ok := items[key]
		if !ok {
			return quiz.Quiz{}, fmt.Errorf("%w: an item of a quiz is missing", progress.ErrDamagedProfile)
		}
		q.Items = append(q.Items, it)
	}
	return q, nil
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func attemptRowOf(a quiz.Attempt, givenQuiz string) attemptRow {
	return attemptRow{
		ID: a.ID, Module: a.Module, ModuleVersion: a.ModuleVersion, Revision: a.Revision,
		Seed: int64(a.Seed), Started: millis(a.Started), GivenQuiz: givenQuiz, Purpose: string(a.Purpose),
	}
}

func (r attemptRow) attempt(q quiz.Quiz) quiz.Attempt {
	return quiz.Attempt{
		ID: r.ID, Purpose: quiz.Purpose(r.Purpose), Module: r.Module, ModuleVersion: r.ModuleVersion, Revision: r.Revision,
		Seed: uint64(r.Seed), Started: fromMillis(r.Started), Quiz: q,
	}
}

func responseRowOf(attemptID string, r quiz.Response) (responseRow, error) {
	choices, err := json.Marshal(r.Choices)
	if err != nil {
		return responseRow{}, fmt.Errorf("encoding a response: %w", err)
	}
	return responseRow{
		Attempt: attemptID, Item: string(r.Item), Choices: string(choices), Correct: r.Correct, Answered: millis(r.At),
		Text: r.Text, Sure: string(r.Sure), Hinted: r.Hinted, TookMs: r.Took.Milliseconds(), Credit: r.Credit,
	}, nil
}

// choicesOf reads a list of choices. Nobody appends to it, because responses with the same list share it.
func choicesOf(list string) ([]quiz.ChoiceID, error) {
	var choices []quiz.ChoiceID
	if err := json.Unmarshal([]byte(list), &choices); err != nil {
		return nil, fmt.Errorf("%w: a response cannot be read: %w", progress.ErrDamagedProfile, err)
	}
	return slices.Clip(choices), nil
}

func (r *responseRow) response(choices []quiz.ChoiceID) quiz.Response {
	return quiz.Response{
		Item: quiz.ItemID(r.Item), Choices: choices, Text: r.Text, Sure: quiz.Sureness(r.Sure), Hinted: r.Hinted,
		Took: time.Duration(r.TookMs) * time.Millisecond, Credit: r.Credit, Correct: r.Correct, At: fromMillis(r.Answered),
	}
}
