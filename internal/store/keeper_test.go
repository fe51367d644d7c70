package store_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// sampleQuiz has twelve items of all kinds.
func sampleQuiz() quiz.Quiz {
	q := quiz.Quiz{ID: "q", Pass: 80, ShuffleItems: true, ShuffleChoices: true}
	for i := range 12 {
		it := quiz.Item{
			ID: quiz.ItemID(fmt.Sprintf("item-%02d", i)), Kind: quiz.Single, Objective: "o", Lesson: "l",
			Critical: i == 3, Prompt: "Prompt “with” quotes\nand lines", Sources: []string{"s"},
			Choices: []quiz.Choice{
				{ID: "unmistakable-choice", Text: "yes", Correct: true, Feedback: "f"}, {ID: "b", Text: "no"}, {ID: "c", Text: "maybe"},
			},
		}
		if i%4 == 1 {
			it.Kind = quiz.Multiple
			it.Choices[1].Correct = true
		}
		if i%4 == 2 {
			it.Kind = quiz.TrueFalse
			it.Choices = []quiz.Choice{{ID: quiz.True, Correct: true}, {ID: quiz.False}, {ID: quiz.Unsure}}
		}
		q.Items = append(q.Items, it)
	}
	return q
}

var started = time.Date(2026, 11, 21, 10, 0, 0, 123e6, time.UTC)

// attempt is one of the sample quiz with nothing answered.
func attempt(id string) quiz.Attempt {
	return quiz.Attempt{
		ID: id, Module: "naloxone", ModuleVersion: "1.2", Revision: "", Seed: math.MaxUint64 - 41, Started: started, Quiz: sampleQuiz(),
	}
}

// answerNext answers the current item with its first choice.
func answerNext(t testing.TB, a quiz.Attempt) (quiz.Attempt, quiz.Response) {
	t.Helper()
	it, n, _ := a.Current()
	next, r, err := a.Answer(quiz.Given{Choices: []quiz.ChoiceID{it.Choices[0].ID}}, started.Add(time.Duration(n)*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	return next, r
}

// save keeps an attempt and answers all of it.
func save(t testing.TB, k progress.Keeper, a quiz.Attempt) quiz.Attempt {
	t.Helper()
	if err := k.StartAttempt(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	return answerRest(t, k, a)
}

func answerRest(t testing.TB, k progress.Keeper, a quiz.Attempt) quiz.Attempt {
	t.Helper()
	for !a.Complete() {
		var r quiz.Response
		a, r = answerNext(t, a)
		if err := k.SaveResponse(t.Context(), a.ID, r); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

func load(t testing.TB, k progress.Keeper) progress.Record {
	t.Helper()
	r, err := k.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestARecordComesBackAsItWasSaved(t *testing.T) {
	p := openProfiles(t, t.TempDir(), newClock().Now)
	k := create(t, p, "An")
	if diff := cmp.Diff(progress.Record{}, load(t, k)); diff != "" {
		t.Error("an empty record:", diff)
	}
	later := attempt("a-later")
	later.Started = started.Add(time.Hour)
	later.Quiz.Pass = 50
	later.Revision = "sha"
	var want progress.Record
	wantLater := save(t, k, later)
	want.Attempts = append(want.Attempts, save(t, k, attempt("b-earlier")), wantLater)
	want.Visits = []progress.Visit{
		{Module: "m", Lesson: "l1", ModuleVersion: "1.0", Block: 7, Opened: started, Finished: started.Add(time.Minute), Spent: 90500 * time.Millisecond},
		{Module: "m", Lesson: "l2", ModuleVersion: "1.1", Opened: started},
	}
	for _, v := range want.Visits {
		if err := k.SaveVisit(t.Context(), v); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, load(t, k), cmpopts.EquateEmpty()); diff != "" {
		t.Error("while open:", diff)
	}
	closeKeeper(t, k)
	if diff := cmp.Diff(want, load(t, reopen(t, p, k.Profile().ID)), cmpopts.EquateEmpty()); diff != "" {
		t.Error("after reopening:", diff)
	}
}

func TestAVisitMovesOnButStaysFinished(t *testing.T) {
	k := create(t, openProfiles(t, t.TempDir(), newClock().Now), "An")
	visits := []progress.Visit{
		{Module: "m", Lesson: "l", ModuleVersion: "1.0", Block: 3, Opened: started},
		{Module: "m", Lesson: "l", ModuleVersion: "1.0", Block: 9, Opened: started.Add(1 * time.Hour), Finished: started.Add(2 * time.Hour)},
		{Module: "m", Lesson: "l", ModuleVersion: "1.1", Block: 1, Opened: started.Add(3 * time.Hour)},
		{Module: "m", Lesson: "l", ModuleVersion: "1.1", Block: 2, Opened: started.Add(4 * time.Hour), Finished: started.Add(5 * time.Hour)},
	}
	for _, v := range visits {
		if err := k.SaveVisit(t.Context(), v); err != nil {
			t.Fatal(err)
		}
	}
	want := visits[3]
	want.Finished = visits[1].Finished
	if diff := cmp.Diff([]progress.Visit{want}, load(t, k).Visits); diff != "" {
		t.Error(diff)
	}
}

func TestSavingTwiceIsNoErrorButSavingSomethingElseIs(t *testing.T) {
	k := create(t, openProfiles(t, t.TempDir(), newClock().Now), "An")
	a := attempt("a1")
	for range 2 {
		if err := k.StartAttempt(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	other := a
	other.Seed = 1
	if err := k.StartAttempt(t.Context(), other); !errors.Is(err, progress.ErrAlreadyKept) {
		t.Errorf("another attempt of this id: got %v, want ErrAlreadyKept", err)
	}
	a, r := answerNext(t, a)
	for range 2 {
		if err := k.SaveResponse(t.Context(), a.ID, r); err != nil {
			t.Fatal(err)
		}
	}
	again := r
	again.At = r.At.Add(time.Hour)
	if err := k.SaveResponse(t.Context(), a.ID, again); err != nil {
		t.Errorf("the same response later: %v", err)
	}
	changed := r
	changed.Choices = append([]quiz.ChoiceID{"another"}, r.Choices...)
	if err := k.SaveResponse(t.Context(), a.ID, changed); !errors.Is(err, progress.ErrAlreadyKept) {
		t.Errorf("another choice: got %v, want ErrAlreadyKept", err)
	}
	rejudged := r
	rejudged.Correct = !r.Correct
	if err := k.SaveResponse(t.Context(), a.ID, rejudged); !errors.Is(err, progress.ErrAlreadyKept) {
		t.Errorf("another judgement: got %v, want ErrAlreadyKept", err)
	}
	if diff := cmp.Diff([]quiz.Response{r}, load(t, k).Attempts[0].Responses); diff != "" {
		t.Error(diff)
	}
	if err := k.SaveResponse(t.Context(), "nobody", r); !errors.Is(err, progress.ErrNoAttempt) {
		t.Errorf("an attempt that was never started: got %v, want ErrNoAttempt", err)
	} else if want := "saving a response: there is no such attempt"; len(err.Error()) < len(want) || err.Error()[:len(want)] != want {
		t.Errorf("got the message %q, want it to begin %q", err, want)
	}
	if err := k.StartAttempt(t.Context(), a); err == nil {
		t.Error("an attempt with responses was started")
	}
}

// cancelSaves saves with contexts that end before and during the save.
func cancelSaves(t testing.TB, k progress.Keeper, attemptID string) {
	t.Helper()
	for i := range 50 {
		ctx, cancel := context.WithCancel(t.Context())
		v := progress.Visit{Module: "cancelled", Lesson: "l", Block: i, Opened: started}
		var done sync.WaitGroup
		done.Go(func() {
			for range i * 200 { // some while the save is under way
				_ = ctx.Err()
			}
			cancel()
		})
		if err := k.SaveVisit(ctx, v); err != nil && !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v, want nil or context.Canceled", err)
		}
		done.Wait()
		if err := k.SaveResponse(ctx, attemptID, quiz.Response{Item: "never"}); !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v, want context.Canceled", err)
		}
	}
}

func TestACancelledSaveLeavesNothingHalfWritten(t *testing.T) {
	dir := t.TempDir()
	p := openProfiles(t, dir, newClock().Now)
	k := create(t, p, "An")
	want := save(t, k, attempt("a1"))
	cancelSaves(t, k, "a1")
	r := load(t, k)
	if diff := cmp.Diff([]quiz.Attempt{want}, r.Attempts, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if err := k.SaveVisit(t.Context(), progress.Visit{Module: "m", Lesson: "l"}); err != nil {
		t.Errorf("saving after a cancelled save: %v", err)
	}
	closeKeeper(t, k)
	integrity(t, dir, k.Profile().ID)
}

func TestEightWritersNeverFindTheFileLocked(t *testing.T) {
	dir := t.TempDir()
	p := openProfiles(t, dir, newClock().Now)
	k := create(t, p, "An")
	const writers, writes = 8, 200
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			a := attempt(fmt.Sprint("a", w))
			if err := k.StartAttempt(t.Context(), a); err != nil {
				t.Error(err)
			}
			for i := range writes {
				r := quiz.Response{Item: quiz.ItemID(fmt.Sprint(i)), Choices: []quiz.ChoiceID{"b"}, At: started}
				if err := k.SaveResponse(t.Context(), a.ID, r); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	var n int
	for _, a := range load(t, k).Attempts {
		n += len(a.Responses)
	}
	if n != writers*writes {
		t.Errorf("got %d responses, want %d", n, writers*writes)
	}
	closeKeeper(t, k)
	integrity(t, dir, k.Profile().ID)
}

func TestClosingTwiceIsNoErrorAndSavingAfterwardsIs(t *testing.T) {
	k := create(t, openProfiles(t, t.TempDir(), newClock().Now), "An")
	closeKeeper(t, k)
	closeKeeper(t, k)
	if err := k.SaveVisit(t.Context(), progress.Visit{Module: "m", Lesson: "l"}); err == nil {
		t.Error("a closed keeper saved")
	}
}
