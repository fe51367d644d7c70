package progress_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

var start = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func minute(n int) time.Time { return start.Add(time.Duration(n) * time.Minute) }

// module has lessons l1, l2 and so on, and a quiz of two items that takes all of them to pass.
func module(id catalog.ModuleID, lessons int) catalog.Module {
	m := catalog.Module{ID: id, Quiz: quiz.Quiz{ID: quiz.ID(id) + "-quiz", Pass: 100}}
	for i := range lessons {
		m.Lessons = append(m.Lessons, catalog.Lesson{ID: catalog.LessonID(fmt.Sprint("l", i+1))})
	}
	for _, item := range []quiz.ItemID{"a", "b"} {
		m.Quiz.Items = append(m.Quiz.Items, quiz.Item{ID: item, Kind: quiz.Single})
	}
	return m
}

// opened is a visit that did not reach the end, read one that did.
func opened(m catalog.ModuleID, lesson catalog.LessonID, at int) progress.Visit {
	return progress.Visit{Module: m, Lesson: lesson, Opened: minute(at)}
}

func read(m catalog.ModuleID, lesson catalog.LessonID, at int) progress.Visit {
	v := opened(m, lesson, at)
	v.Finished = minute(at)
	return v
}

// attempt answers the items of the module's quiz in turn, a minute each: x right, y wrong.
func attempt(m catalog.Module, id string, at int, answers string) quiz.Attempt {
	a := quiz.Attempt{ID: id, Module: string(m.ID), Started: minute(at), Quiz: m.Quiz}
	for i, letter := range answers {
		a.Responses = append(a.Responses, quiz.Response{Item: m.Quiz.Items[i].ID, Correct: letter == 'x', At: minute(at + i + 1)})
	}
	return a
}

func record(parts ...any) progress.Record {
	var r progress.Record
	for _, p := range parts {
		switch p := p.(type) {
		case progress.Visit:
			r.Visits = append(r.Visits, p)
		case quiz.Attempt:
			r.Attempts = append(r.Attempts, p)
		}
	}
	return r
}

func TestStatusAndNextStepOfOneModule(t *testing.T) {
	m := module("m", 2)
	other := module("other", 2)
	otherQuiz := module("m", 2)
	otherQuiz.Quiz.ID = "older-quiz"
	open := attempt(m, "a2", 50, "x")
	cases := []struct {
		name   string
		record progress.Record
		want   progress.ModuleStatus
		step   progress.Step
	}{
		{
			"nothing is known", record(),
			progress.ModuleStatus{Lessons: 2, NextLesson: "l1"},
			progress.Step{Kind: progress.StartModule, Module: "m", Lesson: "l1"},
		},
		{
			"what belongs to other modules and quizzes counts for nothing",
			record(read("other", "l1", 1), read("m", "gone", 1), attempt(other, "a1", 2, "xx"), attempt(otherQuiz, "a2", 2, "xx")),
			progress.ModuleStatus{Lessons: 2, NextLesson: "l1"},
			progress.Step{Kind: progress.StartModule, Module: "m", Lesson: "l1"},
		},
		{
			"a lesson was opened", record(opened("m", "l1", 3)),
			progress.ModuleStatus{Stage: progress.Underway, Lessons: 2, NextLesson: "l1", LastActivity: minute(3)},
			progress.Step{Kind: progress.ContinueRead, Module: "m", Lesson: "l1"},
		},
		{
			"the second lesson was read before the first", record(read("m", "l2", 3)),
			progress.ModuleStatus{Stage: progress.Underway, LessonsRead: 1, Lessons: 2, NextLesson: "l1", LastActivity: minute(3)},
			progress.Step{Kind: progress.ContinueRead, Module: "m", Lesson: "l1"},
		},
		{
			"every lesson was read", record(read("m", "l1", 3), read("m", "l2", 5)),
			progress.ModuleStatus{Stage: progress.ReadyForQuiz, LessonsRead: 2, Lessons: 2, LastActivity: minute(5)},
			progress.Step{Kind: progress.TakeQuiz, Module: "m"},
		},
		{
			"an attempt is open", record(read("m", "l1", 3), open),
			progress.ModuleStatus{Stage: progress.Underway, LessonsRead: 1, Lessons: 2, NextLesson: "l2", OpenAttempt: &open, LastActivity: minute(51)},
			progress.Step{Kind: progress.ContinueQuiz, Module: "m", Attempt: "a2"},
		},
		{
			"an attempt did not pass and lessons are left", record(read("m", "l1", 3), attempt(m, "a1", 10, "xy")),
			progress.ModuleStatus{
				Stage: progress.Underway, LessonsRead: 1, Lessons: 2, NextLesson: "l2", Attempts: 1, LastActivity: minute(12),
				BestResult: quiz.Result{Items: 2, Answered: 2, Right: 1, Percent: 50},
			},
			progress.Step{Kind: progress.ContinueRead, Module: "m", Lesson: "l2"},
		},
		{
			"an attempt did not pass and every lesson was read",
			record(read("m", "l1", 3), read("m", "l2", 5), attempt(m, "a1", 10, "xy"), attempt(m, "a2", 20, "yy")),
			progress.ModuleStatus{
				Stage: progress.ReadyForQuiz, LessonsRead: 2, Lessons: 2, Attempts: 2, LastActivity: minute(22),
				BestResult: quiz.Result{Items: 2, Answered: 2, Right: 1, Percent: 50},
			},
			progress.Step{Kind: progress.RetakeQuiz, Module: "m"},
		},
		{
			"passed twice, with nothing read", record(attempt(m, "a1", 10, "xx"), attempt(m, "a2", 20, "yx"), attempt(m, "a3", 30, "xx")),
			progress.ModuleStatus{
				Stage: progress.Completed, Lessons: 2, NextLesson: "l1", Attempts: 3, CompletedAt: minute(12), LastActivity: minute(32),
				BestResult: quiz.Result{Items: 2, Answered: 2, Right: 2, Percent: 100, Passed: true},
			},
			progress.Step{Kind: progress.AllDone, Module: "m"},
		},
		{
			"passed, and another attempt is open", record(attempt(m, "a1", 10, "xx"), open),
			progress.ModuleStatus{
				Stage: progress.Completed, Lessons: 2, NextLesson: "l1", OpenAttempt: &open, Attempts: 1, CompletedAt: minute(12), LastActivity: minute(51),
				BestResult: quiz.Result{Items: 2, Answered: 2, Right: 2, Percent: 100, Passed: true},
			},
			progress.Step{Kind: progress.ContinueQuiz, Module: "m", Attempt: "a2"},
		},
		{
			"an attempt that was given up for a later one is not open any more", record(attempt(m, "a1", 10, "x"), attempt(m, "a2", 20, "xx")),
			progress.ModuleStatus{
				Stage: progress.Completed, Lessons: 2, NextLesson: "l1", Attempts: 1, CompletedAt: minute(22), LastActivity: minute(22),
				BestResult: quiz.Result{Items: 2, Answered: 2, Right: 2, Percent: 100, Passed: true},
			},
			progress.Step{Kind: progress.AllDone, Module: "m"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, progress.StatusOf(&m, c.record)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.step, progress.StepIn(&m, c.record)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAPassIsBetterThanAHigherScoreThatMissedACriticalItem(t *testing.T) {
	m := module("m", 1)
	m.Quiz.Pass = 50
	m.Quiz.Items = append(m.Quiz.Items, quiz.Item{ID: "c", Critical: true}, quiz.Item{ID: "d"})
	s := progress.StatusOf(&m, record(attempt(m, "a1", 1, "xxyx"), attempt(m, "a2", 9, "yyxx"), attempt(m, "a3", 18, "xxyx")))
	if !s.BestResult.Passed || s.BestResult.Percent != 50 || s.Stage != progress.Completed {
		t.Errorf("got %+v in stage %v; want the pass", s.BestResult, s.Stage)
	}
}

func TestAnAttemptAtAQuizWithoutItemsIsNoPass(t *testing.T) {
	m := module("m", 1)
	m.Quiz.Items = nil
	s := progress.StatusOf(&m, record(attempt(m, "a1", 1, "")))
	if s.Stage != progress.Underway || s.BestResult.Passed || !s.CompletedAt.IsZero() {
		t.Errorf("got %+v", s)
	}
}

func TestAnAttemptKeepsItsOwnQuiz(t *testing.T) {
	m := module("m", 1)
	a := attempt(m, "a1", 1, "xx")
	m.Quiz.Items = append(m.Quiz.Items, quiz.Item{ID: "new", Critical: true})
	if s := progress.StatusOf(&m, record(a)); s.Stage != progress.Completed {
		t.Errorf("a newer version of the quiz took the pass away: stage %v", s.Stage)
	}
}

func TestFraction(t *testing.T) {
	m := module("m", 3)
	cases := []struct {
		name   string
		record progress.Record
		want   float64
	}{
		{"nothing", record(), 0},
		{"opened only", record(opened("m", "l1", 1)), 0},
		{"one of three lessons", record(read("m", "l1", 1)), 0.25},
		{"all lessons", record(read("m", "l1", 1), read("m", "l2", 1), read("m", "l3", 1)), 0.75},
		{"a quiz that was not passed", record(attempt(m, "a", 1, "yy")), 0},
		{"passed with nothing read", record(attempt(m, "a", 1, "xx")), 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := progress.StatusOf(&m, c.record).Fraction(); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestNextStep(t *testing.T) {
	m1, m2, m3 := module("m1", 1), module("m2", 1), module("m3", 1)
	c := &catalog.Catalog{Modules: []catalog.Module{m1, m2, m3}}
	passed := func(m catalog.Module, at int) quiz.Attempt { return attempt(m, "p"+string(m.ID), at, "xx") }
	cases := []struct {
		name   string
		record progress.Record
		want   progress.Step
	}{
		{"a beginner starts the first module", record(), progress.Step{Kind: progress.StartModule, Module: "m1", Lesson: "l1"}},
		{
			"what was touched last goes on, whatever the order of modules", record(opened("m1", "l1", 9), read("m3", "l1", 20), opened("m2", "l1", 15)),
			progress.Step{Kind: progress.TakeQuiz, Module: "m3"},
		},
		{
			"what was read after the last answer goes on", record(opened("m2", "l1", 12), attempt(m1, "a1", 10, "x"), opened("m3", "l1", 10)),
			progress.Step{Kind: progress.ContinueRead, Module: "m2", Lesson: "l1"},
		},
		{
			"the last answer counts, not only the start of the attempt", record(opened("m2", "l1", 10), attempt(m1, "a1", 10, "x")),
			progress.Step{Kind: progress.ContinueQuiz, Module: "m1", Attempt: "a1"},
		},
		{
			"after a module is completed comes the first that is not begun", record(passed(m1, 5)),
			progress.Step{Kind: progress.StartModule, Module: "m2", Lesson: "l1"},
		},
		{
			"one that is begun comes before one that is not", record(passed(m1, 30), opened("m3", "l1", 1)),
			progress.Step{Kind: progress.ContinueRead, Module: "m3", Lesson: "l1"},
		},
		{
			"an open attempt at a completed module goes on", record(passed(m1, 5), passed(m2, 5), passed(m3, 5), attempt(m2, "again", 60, "x")),
			progress.Step{Kind: progress.ContinueQuiz, Module: "m2", Attempt: "again"},
		},
		{"all is done", record(passed(m1, 1), passed(m2, 1), passed(m3, 1)), progress.Step{Kind: progress.AllDone}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, progress.NextStep(c, tc.record)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if got := progress.NextStep(&catalog.Catalog{}, record()); got.Kind != progress.AllDone {
		t.Errorf("with no modules: got %+v, want AllDone", got)
	}
}

// Whatever is done next is possible, and doing it again and again comes to an end.
func TestFollowingTheNextStepCompletesEverything(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		c := &catalog.Catalog{}
		for i := range 1 + r.IntN(4) {
			c.Modules = append(c.Modules, module(catalog.ModuleID(fmt.Sprint("m", i)), 1+r.IntN(4)))
		}
		var rec progress.Record
		steps := 0
		for step := progress.NextStep(c, rec); step.Kind != progress.AllDone; step = progress.NextStep(c, rec) {
			if steps++; steps > 500 {
				t.Fatalf("no end: at %+v", step)
			}
			follow(t, c, &rec, step, steps, r)
		}
		for i := range c.Modules {
			if s := progress.StatusOf(&c.Modules[i], rec); s.Fraction() != 1 || s.CompletedAt.IsZero() {
				t.Fatalf("%s is not completed: %+v", c.Modules[i].ID, s)
			}
		}
	}
}

func follow(t *testing.T, c *catalog.Catalog, rec *progress.Record, step progress.Step, at int, r *rand.Rand) {
	t.Helper()
	m, ok := c.Module(step.Module)
	if !ok {
		t.Fatalf("%+v is in no module", step)
	}
	switch step.Kind {
	case progress.StartModule, progress.ContinueRead:
		if _, _, ok := m.Lesson(step.Lesson); !ok {
			t.Fatalf("%+v is no lesson", step)
		}
		rec.Visits = append(rec.Visits, read(m.ID, step.Lesson, at))
	case progress.TakeQuiz, progress.RetakeQuiz:
		answers := []string{"", "x", "xy", "xx"}[r.IntN(4)]
		rec.Attempts = append(rec.Attempts, attempt(*m, fmt.Sprint("a", at), at, answers))
	case progress.ContinueQuiz:
		for i, a := range rec.Attempts {
			if a.ID == step.Attempt {
				rec.Attempts[i] = attempt(*m, a.ID, at, "xx")
				return
			}
		}
		t.Fatalf("%+v is no attempt", step)
	default:
		t.Fatalf("unknown step %+v", step)
	}
}

func TestRecordsAreSearchedById(t *testing.T) {
	m := module("m", 1)
	r := record(read("m", "l1", 1), attempt(m, "a1", 1, "x"))
	if v, ok := r.Visit("m", "l1"); !ok || !v.Finished.Equal(minute(1)) {
		t.Errorf("got %+v, %v", v, ok)
	}
	if _, ok := r.Visit("m", "l2"); ok {
		t.Error("a visit was found that never was")
	}
	if a, ok := r.Attempt("a1"); !ok || a.ID != "a1" {
		t.Errorf("got %+v, %v", a, ok)
	}
	if _, ok := r.Attempt("a2"); ok {
		t.Error("an attempt was found that never was")
	}
}

func TestCleanNickname(t *testing.T) {
	cases := []struct {
		in, want string
	}{
		{"An", "An"},
		{"  Bảo Nguyễn\n", "Bảo Nguyễn"},
		{"Zoë 🙂", "Zoë 🙂"},
		{strings.Repeat("ữ", 40), strings.Repeat("ữ", 40)},
		{strings.Repeat("ữ", 41), ""},
		{"", ""},
		{" \t ", ""},
		{"a\nb", ""},
		{"a\u202eb", ""},
		{"a\u200bb", ""},
		{"a\x00b", ""},
		{"\xff\xfe", ""},
	}
	for _, c := range cases {
		got, err := progress.CleanNickname(c.in)
		if got != c.want || errors.Is(err, progress.ErrBadNickname) != (c.want == "") {
			t.Errorf("CleanNickname(%q) = %q, %v; want %q", c.in, got, err, c.want)
		}
	}
}

func TestDamageNamesTheFileAndTheCopy(t *testing.T) {
	found := errors.New("page 3 is not a page")
	e := &progress.DamageError{File: "p.db", Err: found}
	if got, want := e.Error(), "p.db: page 3 is not a page (there is no copy of it)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	e.Copy = "copies/p.db"
	if got, want := e.Error(), "p.db: page 3 is not a page (the newest copy is copies/p.db)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if !errors.Is(e, progress.ErrDamagedProfile) || !errors.Is(e, found) || errors.Is(e, progress.ErrNewerProfile) {
		t.Error("it does not match what it should")
	}
}
