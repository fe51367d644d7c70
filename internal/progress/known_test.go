package progress_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// taught is a module with objectives o1 to o3: l1 teaches o1, l2 teaches o1 and o2, l3 teaches o3, and l4 none.
// Each objective has three items such as o1-a, o1-b and o1-c, of which o2-a is critical; s is a survey item.
func taught() catalog.Module {
	m := catalog.Module{ID: "m", Quiz: quiz.Quiz{ID: "m-quiz", Pass: 80, Draws: []quiz.Draw{{Count: 4}}, ShuffleItems: true}}
	for _, o := range []catalog.ObjectiveID{"o1", "o2", "o3"} {
		m.Objectives = append(m.Objectives, catalog.Objective{ID: o})
		for _, letter := range "abc" {
			id := quiz.ItemID(fmt.Sprintf("%s-%c", o, letter))
			m.Quiz.Items = append(m.Quiz.Items, quiz.Item{ID: id, Kind: quiz.TrueFalse, Objective: string(o), Critical: id == "o2-a"})
		}
	}
	m.Quiz.Items = append(m.Quiz.Items, quiz.Item{ID: "s", Kind: quiz.Single, Objective: "o1", Survey: true})
	m.Lessons = []catalog.Lesson{
		{ID: "l1", Objectives: []catalog.ObjectiveID{"o1"}},
		{ID: "l2", Objectives: []catalog.ObjectiveID{"o1", "o2"}},
		{ID: "l3", Objectives: []catalog.ObjectiveID{"o3"}},
		{ID: "l4"},
	}
	return m
}

// check is a pre-check of a module with all of its items, answered at a time; all but the wrong ones are right.
func check(m catalog.Module, id string, at int, wrong ...quiz.ItemID) quiz.Attempt {
	a := answered(m, id, quiz.PreCheck, at, wrong...)
	a.Quiz.ID += "-pre-check"
	return a
}

func answered(m catalog.Module, id string, p quiz.Purpose, at int, wrong ...quiz.ItemID) quiz.Attempt {
	a := quiz.Attempt{ID: id, Purpose: p, Module: string(m.ID), Started: minute(at), Quiz: m.Quiz}
	a.Quiz.Draws = nil
	for _, it := range m.Quiz.Items {
		a.Responses = append(a.Responses, quiz.Response{
			Item: it.ID, Correct: !it.Survey && !slices.Contains(wrong, it.ID), At: minute(at + 1),
		})
	}
	return a
}

func unfinished(a quiz.Attempt) quiz.Attempt {
	a.Responses = a.Responses[:len(a.Responses)-1]
	return a
}

func TestKnownObjectives(t *testing.T) {
	m := taught()
	other := taught()
	other.ID = "other"
	mixed := answered(m, "mix", quiz.Refresher, 30, "m/o2-a")
	mixed.Module = ""
	mixed.Quiz.Items = []quiz.Item{{ID: "m/o2-a", Module: "m", Objective: "o2", Critical: true}}
	mixed.Responses = []quiz.Response{{Item: "m/o2-a", At: minute(31)}}
	elsewhere := mixed
	elsewhere.Quiz.Items = []quiz.Item{{ID: "m/o2-a", Module: "other", Objective: "o2", Critical: true}}
	gone := check(m, "gone", 10)
	gone.Quiz.Items = append(slices.Clone(gone.Quiz.Items), quiz.Item{ID: "z", Objective: "o9"})
	gone.Responses = append(gone.Responses, quiz.Response{Item: "z", Correct: true, At: minute(11)})
	all := []catalog.ObjectiveID{"o1", "o2", "o3"}
	cases := []struct {
		name   string
		record progress.Record
		want   []catalog.ObjectiveID
	}{
		{"nothing is known of somebody who did no pre-check", record(answered(m, "q", quiz.ForPass, 5)), nil},
		{"everything right", record(check(m, "c", 10)), all},
		{"one item wrong leaves its objective out", record(check(m, "c", 10, "o1-b")), []catalog.ObjectiveID{"o2", "o3"}},
		{"everything wrong", record(check(m, "c", 10, "o1-a", "o2-c", "o3-a")), nil},
		{"a pre-check that was not finished shows nothing", record(unfinished(check(m, "c", 10))), nil},
		{"one that was not finished does not undo one that was", record(check(m, "c", 10), unfinished(check(m, "d", 20, "o1-a"))), all},
		{"the newest one wins when it is worse", record(check(m, "c", 10), check(m, "d", 20, "o3-a")), []catalog.ObjectiveID{"o1", "o2"}},
		{"the newest one wins when it is better", record(check(m, "c", 10, "o2-a"), check(m, "d", 20)), all},
		{"a pre-check of another module", record(check(other, "c", 10)), nil},
		{"a critical item missed later, in practice", record(check(m, "c", 10), answered(m, "p", quiz.Practice, 20, "o2-a")), []catalog.ObjectiveID{"o1", "o3"}},
		{"a critical item missed later, in a mix of modules", record(check(m, "c", 10), mixed), []catalog.ObjectiveID{"o1", "o3"}},
		{"a critical item of another module missed in a mix", record(check(m, "c", 10), elsewhere), all},
		{"a critical item missed before", record(answered(m, "p", quiz.ForPass, 2, "o2-a"), check(m, "c", 10)), all},
		{"another item missed later", record(check(m, "c", 10), answered(m, "p", quiz.Practice, 20, "o1-a", "o2-b")), all},
		{"an objective that the module no longer has", record(gone), all},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := progress.KnownObjectives(&m, c.record)
			if diff := cmp.Diff(c.want, slices.Sorted(maps.Keys(got)), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			var newest time.Time
			for _, a := range c.record.Attempts {
				if a.Purpose == quiz.PreCheck && a.Complete() {
					newest = a.Started.Add(time.Minute)
				}
			}
			for id, at := range got {
				if !at.Equal(newest) {
					t.Errorf("%s is known since %v, want %v", id, at, newest)
				}
			}
		})
	}
}

func TestWhatIsKnownMakesTheWayShorter(t *testing.T) {
	m := taught()
	cases := []struct {
		name   string
		record progress.Record
		path   []catalog.LessonID
		want   progress.ModuleStatus
		share  float64
		step   progress.Step
	}{
		{
			"without a pre-check every lesson is on the way", record(read("m", "l1", 1)), []catalog.LessonID{"l1", "l2", "l3", "l4"},
			progress.ModuleStatus{Stage: progress.Underway, LessonsRead: 1, Lessons: 4, NextLesson: "l2", LastActivity: minute(1)},
			0.2, progress.Step{Kind: progress.ContinueRead, Module: "m", Lesson: "l2"},
		},
		{
			"an objective that no lesson is about alone", record(check(m, "c", 10, "o1-a", "o3-a")), []catalog.LessonID{"l1", "l2", "l3", "l4"},
			progress.ModuleStatus{Stage: progress.NotStarted, Lessons: 4, NextLesson: "l1", Known: []catalog.ObjectiveID{"o2"}},
			0, progress.Step{Kind: progress.StartModule, Module: "m", Lesson: "l1"},
		},
		{
			"the first lesson is known", record(check(m, "c", 10, "o2-a", "o3-a")), []catalog.LessonID{"l2", "l3", "l4"},
			progress.ModuleStatus{
				Stage: progress.Underway, LessonsKnown: 1, Lessons: 4, NextLesson: "l2", Known: []catalog.ObjectiveID{"o1"}, LastActivity: minute(11),
			},
			0.2, progress.Step{Kind: progress.ContinueRead, Module: "m", Lesson: "l2"},
		},
		{
			"a lesson that was read and is known counts once, as read", record(read("m", "l1", 1), check(m, "c", 10)), []catalog.LessonID{"l4"},
			progress.ModuleStatus{
				Stage: progress.Underway, LessonsRead: 1, LessonsKnown: 2, Lessons: 4, NextLesson: "l4",
				Known: []catalog.ObjectiveID{"o1", "o2", "o3"}, LastActivity: minute(11),
			},
			0.6, progress.Step{Kind: progress.ContinueRead, Module: "m", Lesson: "l4"},
		},
		{
			"what is left was read", record(check(m, "c", 10), read("m", "l4", 20)), []catalog.LessonID{"l4"},
			progress.ModuleStatus{
				Stage: progress.ReadyForQuiz, LessonsRead: 1, LessonsKnown: 3, Lessons: 4,
				Known: []catalog.ObjectiveID{"o1", "o2", "o3"}, LastActivity: minute(20),
			},
			0.8, progress.Step{Kind: progress.TakeQuiz, Module: "m"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.path, progress.ShortPath(&m, c.record)); diff != "" {
				t.Error(diff)
			}
			got := progress.StatusOf(&m, c.record)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if got.Fraction() != c.share {
				t.Errorf("the share done is %v, want %v", got.Fraction(), c.share)
			}
			if diff := cmp.Diff(c.step, progress.StepIn(&m, c.record)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSomebodyWhoKnowsEverythingGoesToTheQuiz(t *testing.T) {
	m := taught()
	m.Lessons = m.Lessons[:3]
	s := progress.StatusOf(&m, record(check(m, "c", 10)))
	if s.Stage != progress.ReadyForQuiz || s.NextLesson != "" || s.Fraction() != 0.75 || !s.LessonKnown(&m.Lessons[1]) {
		t.Errorf("got %+v", s)
	}
}

func TestOnlyAttemptsForAPassCount(t *testing.T) {
	m := taught()
	for _, p := range []quiz.Purpose{quiz.Practice, quiz.PreCheck, quiz.Refresher, quiz.Booster, quiz.Imported} {
		t.Run(string(p), func(t *testing.T) {
			worst := answered(m, "a", p, 10, "o1-a", "o2-a", "o3-a") // so that a pre-check shows nothing
			for name, a := range map[string]quiz.Attempt{"complete": worst, "open": unfinished(worst)} {
				if diff := cmp.Diff(progress.StatusOf(&m, record()), progress.StatusOf(&m, record(a))); diff != "" {
					t.Errorf("%s, before the quiz: %s", name, diff)
				}
				passed := answered(m, "q", quiz.ForPass, 1)
				passed.Quiz.Items, passed.Responses = passed.Quiz.Items[:9], passed.Responses[:9]
				before := progress.StatusOf(&m, record(passed))
				if diff := cmp.Diff(before, progress.StatusOf(&m, record(passed, a))); diff != "" || before.Stage != progress.Completed {
					t.Errorf("%s, after the quiz in stage %v: %s", name, before.Stage, diff)
				}
			}
		})
	}
}

func TestAPreCheckAsksWhatMattersAndEveryObjective(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		m := someModule(r)
		seed := r.Uint64()
		q := progress.PreCheck(&m, seed)
		if diff := cmp.Diff(q, progress.PreCheck(&m, seed)); diff != "" {
			t.Fatal("the same seed gives another quiz:", diff)
		}
		if q.ID != "m-quiz-pre-check" || q.Feedback != quiz.AtTheEnd || len(q.Draws) > 0 || len(m.Quiz.Draws) == 0 {
			t.Fatalf("got %+v", q)
		}
		in := make(map[string]int)
		at := -1
		for _, it := range q.Items {
			in[it.Objective]++
			place := slices.IndexFunc(m.Quiz.Items, func(o quiz.Item) bool { return o.ID == it.ID })
			if place <= at || it.Survey {
				t.Fatalf("%s is out of order or asks for an opinion", it.ID)
			}
			at = place
		}
		critical, has := make(map[string]int), make(map[string]int)
		for _, it := range m.Quiz.Items {
			switch _, asked := q.Item(it.ID); {
			case it.Survey:
				continue
			case it.Critical && !asked:
				t.Fatalf("the critical item %s is not asked", it.ID)
			case it.Critical:
				critical[it.Objective]++
			}
			has[it.Objective]++
		}
		for _, o := range m.Objectives {
			if id := string(o.ID); in[id] != max(critical[id], min(2, has[id])) {
				t.Fatalf("%s has %d items, of which %d are critical, and %d are asked", id, has[id], critical[id], in[id])
			}
		}
	}
}

// someModule is a module with items in any order, some critical and some survey items.
func someModule(r *rand.Rand) catalog.Module {
	m := catalog.Module{ID: "m", Quiz: quiz.Quiz{ID: "m-quiz", Draws: []quiz.Draw{{Count: 1}}}}
	for i := range 1 + r.IntN(4) {
		m.Objectives = append(m.Objectives, catalog.Objective{ID: catalog.ObjectiveID(fmt.Sprint("o", i))})
	}
	for i := range r.IntN(20) {
		m.Quiz.Items = append(m.Quiz.Items, quiz.Item{
			ID: quiz.ItemID(fmt.Sprint("i", i)), Objective: fmt.Sprint("o", r.IntN(4)), Critical: r.IntN(4) == 0, Survey: r.IntN(5) == 0,
		})
	}
	return m
}

func TestAnotherSeedAsksOtherItems(t *testing.T) {
	m := taught()
	seen := make(map[quiz.ItemID]bool)
	for seed := range uint64(50) {
		for _, it := range progress.PreCheck(&m, seed).Items {
			seen[it.ID] = true
		}
	}
	if len(seen) != 9 {
		t.Errorf("only %d of 9 items are ever asked", len(seen))
	}
}

func TestPracticeAsksWhatHasAnAnswer(t *testing.T) {
	m := taught()
	m.Quiz.Feedback = quiz.AtTheEnd
	q := progress.PracticeQuiz(&m)
	if q.ID != "m-quiz-practice" || q.Feedback != quiz.AtOnce || len(q.Given(1).Items) != 4 {
		t.Errorf("got %+v", q)
	}
	if diff := cmp.Diff(m.Quiz.Items[:9], q.Items); diff != "" || len(m.Quiz.Items) != 10 {
		t.Error(diff)
	}
}
