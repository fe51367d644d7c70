package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/store"
)

func openSessions(t testing.TB, dir string, now func() time.Time) *store.Sessions {
	t.Helper()
	s, err := store.OpenSessions(filepath.Join(dir, "sessions.db"), now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func aPlan(id plan.ID) plan.Plan {
	item := quiz.Item{
		ID: "breathing", Kind: quiz.TrueFalse, Prompt: "Snoring can be an overdose.", Objective: "signs", Lesson: "l",
		Choices: []quiz.Choice{{ID: "true", Text: "True", Correct: true}, {ID: "false", Text: "False"}},
	}
	return plan.Plan{
		ID: id, Title: "Naloxone for " + string(id), Language: "en", Minutes: 90,
		Sections: []plan.Section{{
			ID: "welcome", Kind: plan.Opening, Title: "Welcome", Minutes: 10, Usual: 10, Least: 5,
			Steps: []plan.Step{
				{Poll: &plan.Poll{ID: "m/breathing", Kind: plan.ItemPoll, Item: &item}},
				{Poll: &plan.Poll{ID: "wall-1", Kind: plan.WallPoll, Prompt: "What would you miss?"}},
			},
		}},
		Check: []plan.Poll{{ID: "m/breathing", Kind: plan.ItemPoll, Item: &item}},
	}
}

func entry(n int, at time.Time, e session.Event) session.Entry {
	return session.Entry{Number: n, At: at, Event: e}
}

// begun begins a session at the time of the clock, and appends these events a minute apart.
func begun(t testing.TB, s *store.Sessions, c *clock, events ...session.Event) (session.ID, []byte, []session.Entry) {
	t.Helper()
	entries := []session.Entry{entry(1, c.Now(), session.Began{Plan: aPlan("p")})}
	id, key, err := s.Begin(t.Context(), entries[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		c.Add(time.Minute)
		next := entry(len(entries)+1, c.Now(), e)
		if err := s.Append(t.Context(), id, []session.Entry{next}); err != nil {
			t.Fatal(err)
		}
		entries = append(entries, next)
	}
	return id, key, entries
}

func aReport(id string) evaluation.Report {
	return evaluation.Report{ID: id, Title: "Naloxone", Date: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Days: 1, Minutes: 90, Said: []string{"Good to practise."}}
}

func checkEntries(t testing.TB, s *store.Sessions, id session.ID, want []session.Entry) {
	t.Helper()
	got, _, err := s.Entries(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

func TestNothingIsMadeBeforeSomethingIsSaved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := openSessions(t, dir, newClock().Now)
	ctx := t.Context()
	none := session.ID(strings.Repeat("0", 32))
	calls := map[string]struct {
		do   func() error
		want error
	}{
		"Plans":         {do: func() error { _, err := s.Plans(ctx); return err }},
		"Reports":       {do: func() error { _, err := s.Reports(ctx); return err }},
		"Support":       {do: func() error { _, err := s.Support(ctx); return err }},
		"Sessions":      {do: func() error { _, err := s.Sessions(ctx); return err }},
		"WithSheets":    {do: func() error { _, err := s.WithSheets(ctx); return err }},
		"DeletePlan":    {do: func() error { return s.DeletePlan(ctx, "p") }},
		"DeleteReport":  {do: func() error { return s.DeleteReport(ctx, "r") }},
		"DeleteSupport": {do: func() error { return s.DeleteSupport(ctx, "s") }},
		"DropSheets":    {do: func() error { return s.DropSheets(ctx, none) }},
		"Sheets":        {func() error { _, _, err := s.Sheets(ctx, none); return err }, session.ErrNoSession},
		"Entries":       {func() error { _, _, err := s.Entries(ctx, none); return err }, session.ErrNoSession},
		"Append": {func() error {
			return s.Append(ctx, none, []session.Entry{entry(1, time.Time{}, session.Darkened{})})
		}, session.ErrNoSession},
		"Finish":  {func() error { return s.Finish(ctx, none, aReport("r"), false) }, session.ErrNoSession},
		"Discard": {func() error { return s.Discard(ctx, none) }, session.ErrNoSession},
		"a rehearsal": {func() error {
			_, _, err := s.Begin(ctx, entry(1, time.Time{}, session.Began{Plan: aPlan("p"), Rehearsal: true}))
			return err
		}, session.ErrBadEvent},
	}
	for name, c := range calls {
		if err := c.do(); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	if matches, _ := filepath.Glob(filepath.Join(dir, "*")); len(matches) > 0 {
		t.Errorf("there are %v", matches)
	}
}

func TestPlansReportsAndSupportComeBackAsTheyWereSaved(t *testing.T) {
	c, dir, ctx := newClock(), t.TempDir(), t.Context()
	s := openSessions(t, dir, c.Now)
	var want []plan.Plan
	for _, id := range []plan.ID{"a", "b", "a"} {
		c.Add(time.Hour)
		p := aPlan(id)
		p.Minutes = len(want)
		if err := s.SavePlan(ctx, p); err != nil {
			t.Fatal(err)
		}
		p.Changed = c.Now()
		want = append([]plan.Plan{p}, want...)
	}
	want = want[:2] // the first was replaced
	support := evaluation.Support{ID: "s1", Date: c.Now(), Kind: evaluation.Debrief, Minutes: 30, People: evaluation.Present{Designated: 2}}
	err := errors.Join(s.SaveReport(ctx, aReport("r")), s.AddSupport(ctx, support), s.AddSupport(ctx, evaluation.Support{Date: c.Now().AddDate(0, 0, -1)}))
	if err != nil {
		t.Fatal(err)
	}
	again := openSessions(t, dir, c.Now)
	plans, err := again.Plans(ctx)
	if diff := cmp.Diff(want, plans, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Error(err, diff)
	}
	reports, err := again.Reports(ctx)
	if diff := cmp.Diff([]evaluation.Report{aReport("r")}, reports, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Error(err, diff)
	}
	given, err := again.Support(ctx)
	if err != nil || len(given) != 2 || given[1].ID == "" {
		t.Fatalf("got %+v, %v; want two, each with an id", given, err)
	}
	if diff := cmp.Diff(support, given[0]); diff != "" {
		t.Error(diff)
	}
	err = errors.Join(again.DeletePlan(ctx, "a"), again.DeleteReport(ctx, "r"), again.DeleteSupport(ctx, "s1"))
	plans, _ = s.Plans(ctx)
	reports, _ = s.Reports(ctx)
	given, _ = s.Support(ctx)
	if err != nil || len(plans) != 1 || plans[0].ID != "b" || len(reports) != 0 || len(given) != 1 {
		t.Errorf("after deleting: %v, %v, %v, %v", err, plans, reports, given)
	}
}

func TestWhatHasNoIDIsRefused(t *testing.T) {
	s := openSessions(t, t.TempDir(), newClock().Now)
	if s.SavePlan(t.Context(), aPlan("")) == nil {
		t.Error("a plan was taken")
	}
	if s.SaveReport(t.Context(), aReport("")) == nil {
		t.Error("a report was taken")
	}
}

func TestASessionGoesOnWhereItWas(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	s := openSessions(t, dir, c.Now)
	id, key, want := begun(t, s, c, session.Went{Section: 0, Step: 0}, session.Asked{Poll: "m/breathing"})
	if len(key) != 32 || slices.Equal(key, make([]byte, 32)) {
		t.Errorf("the key is %x", key)
	}
	checkEntries(t, s, id, want)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := openSessions(t, dir, c.Now)
	_, sameKey, err := again.Entries(t.Context(), id)
	if err != nil || !slices.Equal(key, sameKey) {
		t.Errorf("the key is %x and was %x (%v)", sameKey, key, err)
	}
	checkEntries(t, again, id, want)
	next := entry(4, c.Now(), session.Darkened{On: true})
	if err := again.Append(t.Context(), id, []session.Entry{next}); err != nil {
		t.Fatal(err)
	}
	checkEntries(t, again, id, append(want, next))
}

func TestOnlyTheNextEventsAreTaken(t *testing.T) {
	c := newClock()
	s := openSessions(t, t.TempDir(), c.Now)
	id, _, want := begun(t, s, c, session.Darkened{On: true})
	for _, numbers := range [][]int{{0}, {1}, {2}, {4}, {3, 3}, {3, 5}, {4, 3}} {
		var entries []session.Entry
		for _, n := range numbers {
			entries = append(entries, entry(n, c.Now(), session.Darkened{}))
		}
		if s.Append(t.Context(), id, entries) == nil {
			t.Errorf("%v were taken after 2", numbers)
		}
	}
	if err := s.Append(t.Context(), id, nil); err != nil {
		t.Errorf("nothing: %v", err)
	}
	checkEntries(t, s, id, want)
}

func TestSessionsAreListedWithTheirDays(t *testing.T) {
	sydney := time.FixedZone("AEDT", 11*60*60)
	adelaide := time.FixedZone("ACDT", 10*60*60+30*60)
	cases := []struct {
		name string
		zone *time.Location
		at   []string // of events, there
		days int
	}{
		{"one day around midnight in London", sydney, []string{"2026-11-21 09:00", "2026-11-21 10:59", "2026-11-21 15:00"}, 1},
		{"midnight between", sydney, []string{"2026-11-21 23:59", "2026-11-22 00:01"}, 2},
		{"a zone of half an hour", adelaide, []string{"2026-11-21 10:20", "2026-11-21 10:40"}, 1},
		{"four days with one between", sydney, []string{"2026-11-21 09:00", "2026-11-22 09:00", "2026-11-24 09:00"}, 3},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			c := newClock()
			s := openSessions(t, t.TempDir(), func() time.Time { return c.Now().In(tc.zone) })
			var id session.ID
			var last time.Time
			for i, text := range tc.at {
				at, err := time.ParseInLocation("2006-01-02 15:04", text, tc.zone)
				if err != nil {
					t.Fatal(err)
				}
				last = at
				if i == 0 {
					id, _, err = s.Begin(t.Context(), entry(1, at, session.Began{Plan: aPlan("p")}))
				} else {
					err = s.Append(t.Context(), id, []session.Entry{entry(i+1, at, session.Darkened{})})
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			list, err := s.Sessions(t.Context())
			if err != nil || len(list) != 1 {
				t.Fatalf("got %v, %v; want one session", list, err)
			}
			if l := list[0]; l.ID != id || l.Days != tc.days || !l.Last.Equal(last) || l.Title != "Naloxone for p" || l.Problem != nil {
				t.Errorf("got %+v, want %d days until %v", l, tc.days, last)
			}
		})
	}
}

func TestASecondCopyOfTheProgramMayListButNotRun(t *testing.T) {
	c, dir, ctx := newClock(), t.TempDir(), t.Context()
	first, second := openSessions(t, dir, c.Now), openSessions(t, dir, c.Now)
	id, _, want := begun(t, first, c)
	calls := map[string]func() error{
		"Entries": func() error { _, _, err := second.Entries(ctx, id); return err },
		"Append": func() error {
			return second.Append(ctx, id, []session.Entry{entry(2, c.Now(), session.Darkened{})})
		},
		"Finish":  func() error { return second.Finish(ctx, id, aReport("r"), false) },
		"Discard": func() error { return second.Discard(ctx, id) },
	}
	for name, call := range calls {
		if err := call(); !errors.Is(err, session.ErrInUse) {
			t.Errorf("%s: got %v, want ErrInUse", name, err)
		}
	}
	list, err := second.Sessions(ctx)
	if err != nil || len(list) != 1 || !errors.Is(list[0].Problem, session.ErrInUse) || list[0].Title != "Naloxone for p" {
		t.Errorf("got %+v, %v; want the session in use", list, err)
	}
	if err := second.SavePlan(ctx, aPlan("q")); err != nil {
		t.Errorf("the second saves a plan: %v", err)
	}
	if list, err = first.Sessions(ctx); err != nil || list[0].Problem != nil {
		t.Errorf("the first sees %+v, %v", list, err)
	}
	checkEntries(t, first, id, want)
	if err := first.Leave(id); err != nil {
		t.Fatal(err)
	}
	if list, err = second.Sessions(ctx); err != nil || list[0].Problem != nil {
		t.Errorf("after it was left: %+v, %v", list, err)
	}
	checkEntries(t, second, id, want)
	if _, _, err := first.Entries(ctx, id); !errors.Is(err, session.ErrInUse) {
		t.Errorf("after it was left: got %v, want ErrInUse", err)
	}
}

func TestManyBeginAtOnceInSeveralCopies(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	var wg sync.WaitGroup
	for range 4 {
		s := openSessions(t, dir, c.Now)
		for range 3 {
			wg.Go(func() {
				id, _, err := s.Begin(t.Context(), entry(1, c.Now(), session.Began{Plan: aPlan("p")}))
				for n := 2; err == nil && n < 6; n++ {
					err = s.Append(t.Context(), id, []session.Entry{entry(n, c.Now(), session.Darkened{})})
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	list, err := openSessions(t, dir, c.Now).Sessions(t.Context())
	if err != nil || len(list) != 12 {
		t.Errorf("got %d sessions, %v; want 12", len(list), err)
	}
}

func TestNothingHappensAfterClose(t *testing.T) {
	s := openSessions(t, t.TempDir(), newClock().Now)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Plans(t.Context()); err == nil {
		t.Error("plans were read")
	}
	if s.SavePlan(t.Context(), aPlan("p")) == nil {
		t.Error("a plan was saved")
	}
}

func TestACancelledSaveSavesNothing(t *testing.T) {
	c := newClock()
	s := openSessions(t, t.TempDir(), c.Now)
	id, _, want := begun(t, s, c)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Append(ctx, id, []session.Entry{entry(2, c.Now(), session.Darkened{})}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want Canceled", err)
	}
	if err := s.Finish(ctx, id, aReport("r"), false); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want Canceled", err)
	}
	checkEntries(t, s, id, want)
}

func TestFilesOfSessionsAreOnlyForTheirOwner(t *testing.T) {
	c := newClock()
	dir := filepath.Join(t.TempDir(), "data")
	id, _, _ := begun(t, openSessions(t, dir, c.Now), c)
	for name := range tree(t, dir) {
		if !slices.Contains([]string{"/sessions.db", "/sessions.db-wal", "/sessions.db-shm", "/sessions.lock", fmt.Sprintf("/sessions-%s.lock", id)}, filepath.ToSlash(name)) {
			t.Errorf("there is a file %s", name)
		}
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 { // Windows has no permission bits
			t.Errorf("%s has mode %v", name, info.Mode().Perm())
		}
	}
}
