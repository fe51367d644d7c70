package progresstest_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/progress/progresstest"
	"github.com/passalong/passalong/internal/quiz"
)

func TestARecordHasWhatItShould(t *testing.T) {
	end := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	c := progresstest.Catalog(20)
	r := progresstest.Record(c, 5001, end)
	if diff := cmp.Diff(r, progresstest.Record(progresstest.Catalog(20), 5001, end)); diff != "" {
		t.Error("it is another record the second time:", diff)
	}
	n, right := 0, 0
	purposes := make(map[quiz.Purpose]int)
	last := end.Add(-4 * 365 * 24 * time.Hour)
	for _, a := range r.Attempts {
		if a.Started.Before(last) || a.Started.After(end) {
			t.Fatalf("attempt %s began at %v, after %v", a.ID, a.Started, last)
		}
		last = a.Started
		purposes[a.Purpose]++
		for _, resp := range a.Responses {
			it, ok := a.Quiz.Item(resp.Item)
			if err := it.Accepts(resp.Given()); !ok || err != nil || it.Credit(resp.Given()) != resp.Credit {
				t.Fatalf("the response %+v to %+v cannot be: %v", resp, it, err)
			}
			n++
			if resp.Correct {
				right++
			}
		}
	}
	if n != 5001 || right < n/2 || right == n {
		t.Errorf("%d responses, of which %d are right; want 5001", n, right)
	}
	for _, p := range []quiz.Purpose{quiz.ForPass, quiz.Practice, quiz.Refresher, quiz.Booster} {
		if purposes[p] == 0 {
			t.Errorf("no attempt is for %q", p)
		}
	}
	good := 0
	for i := range c.Modules {
		good += progress.ScenarioStatusOf(&c.Modules[i], "waiting", r).Good
	}
	if len(r.Runs) != 20 || good == 0 || good == 20 {
		t.Errorf("%d runs, of which %d ended well; want 20", len(r.Runs), good)
	}
	done := func(s progress.ModuleStatus) bool { return s.Stage == progress.Completed && s.LessonsRead == 4 }
	for i := range c.Modules {
		if s := progress.StatusOf(&c.Modules[i], r); !done(s) {
			t.Errorf("%s: %+v", c.Modules[i].ID, s)
		}
	}
	if slices.ContainsFunc(r.Attempts[:len(r.Attempts)-1], func(a quiz.Attempt) bool { return !a.Complete() }) {
		t.Error("an attempt before the last is not complete")
	}
}
