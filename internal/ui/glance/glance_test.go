package glance_test

import (
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/glance"
)

func TestStanding(t *testing.T) {
	begun := &quiz.Attempt{Quiz: quiz.Quiz{Items: make([]quiz.Item, 10)}, Responses: make([]quiz.Response, 4)}
	for name, c := range map[string]struct {
		status progress.ModuleStatus
		want   string
	}{
		"a module that was not begun shows its size":  {progress.ModuleStatus{Lessons: 1}, "1 lesson"},
		"a module that is being read":                 {progress.ModuleStatus{Stage: progress.Underway, Lessons: 5, LessonsRead: 3, NextLesson: "d"}, "3 of 5 lessons read"},
		"a module of which no lesson is finished yet": {progress.ModuleStatus{Stage: progress.Underway, Lessons: 5, NextLesson: "a"}, "Begun · 5 lessons"},
		"a module of which some was known":            {progress.ModuleStatus{Stage: progress.Underway, Lessons: 5, LessonsRead: 1, LessonsKnown: 2, NextLesson: "d"}, "1 of 5 lessons read, 2 known"},
		"a module that was known but for its quiz":    {progress.ModuleStatus{Stage: progress.ReadyForQuiz, Lessons: 5, LessonsKnown: 5}, "All lessons read or known, quiz to go"},
		"a module that waits for its quiz":            {progress.ModuleStatus{Stage: progress.ReadyForQuiz, Lessons: 5, LessonsRead: 5}, "All lessons read, quiz to go"},
		"a quiz that is open comes first":             {progress.ModuleStatus{Stage: progress.Completed, OpenAttempt: begun}, "Quiz begun: 4 of 10 questions answered"},
		"a quiz that was not passed, without a blame": {progress.ModuleStatus{Stage: progress.ReadyForQuiz, Lessons: 5, LessonsRead: 5, Attempts: 1, BestResult: quiz.Result{Right: 7, Items: 10}}, "Quiz not passed yet: 7 of 10 right"},
		"a module that is done":                       {progress.ModuleStatus{Stage: progress.Completed, BestResult: quiz.Result{Right: 9, Items: 10}}, "Done: 9 of 10 right"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := glance.Standing(c.status); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAgo(t *testing.T) {
	melbourne := time.FixedZone("AEST", 10*60*60)
	now := time.Date(2026, 5, 3, 0, 30, 0, 0, melbourne)
	for name, c := range map[string]struct {
		at   time.Time
		want string
	}{
		"earlier on the same day":               {now.Add(-20 * time.Minute), "today"},
		"an hour ago, before midnight":          {now.Add(-time.Hour), "yesterday"},
		"the day is the learner's, not UTC's":   {time.Date(2026, 5, 2, 14, 10, 0, 0, time.UTC), "today"},
		"within a week":                         {now.AddDate(0, 0, -6), "6 days ago"},
		"longer ago":                            {now.AddDate(0, 0, -7), "on 26 April 2026"},
		"a clock that was wrong gives the date": {now.AddDate(0, 0, 2), "on 5 May 2026"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := glance.Ago(c.at, now); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSizeAndLists(t *testing.T) {
	m := &catalog.Module{Minutes: 25, Lessons: make([]catalog.Lesson, 5)}
	for _, c := range []struct{ got, want string }{
		{glance.Size(m), "5 lessons · 25 minutes"},
		{glance.Size(&catalog.Module{Lessons: make([]catalog.Lesson, 1)}), "1 lesson"},
		{glance.Minutes(1), "1 minute"},
		{glance.Modules(1), "1 module"},
		{glance.List([]string{"clinical", "legal", "peer"}), "clinical, legal and peer"},
		{glance.List([]string{"legal", "peer"}), "legal and peer"},
		{glance.List([]string{"peer"}), "peer"},
		{glance.List(nil), ""},
		{glance.Date(time.Time{}), ""},
		{glance.Fresh(catalog.Fresh), "Fresh"},
		{glance.Fresh(catalog.ReviewSoon), "Review soon"},
		{glance.Fresh(catalog.OutOfDate), "Out of date"},
		{glance.Partly(quiz.Full * 2 / 3), "What you got right counts as 67 % of this question."},
		{glance.Minutes(glance.BoosterMinutes(8)), "4 minutes"},
		{glance.Minutes(glance.BoosterMinutes(0)), "1 minute"},
		{glance.Partly(1), "What you got right counts as 1 % of this question."},
		{glance.Partly(quiz.Full - 1), "What you got right counts as 99 % of this question."},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
