package bg_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
)

func TestStartDropsTheResultOfAnEndedContext(t *testing.T) {
	var q bgtest.Queue
	var got []string
	load := func(ctx context.Context, s string) {
		bg.Start(ctx, &q, func(context.Context) (string, error) { return s, nil },
			func(s string, _ error) { got = append(got, s) })
	}
	old, cancel := context.WithCancel(t.Context())
	load(old, "old")
	cancel()
	load(t.Context(), "new")
	q.Drain()
	if len(got) != 1 || got[0] != "new" {
		t.Errorf("got %q, want [new]", got)
	}
}

func TestStartHandsTheErrorToDone(t *testing.T) {
	var q bgtest.Queue
	want := errors.New("disk full")
	var got error
	bg.Start(t.Context(), &q, func(context.Context) (int, error) { return 0, want }, func(_ int, err error) { got = err })
	if got != nil {
		t.Error("done ran before Drain")
	}
	q.Drain()
	if !errors.Is(got, want) {
		t.Errorf("err = %v, want %v", got, want)
	}
}

func TestDrainRunsWhatCompletionsPost(t *testing.T) {
	var q bgtest.Queue
	steps := 0
	q.Do(func() {
		steps++
		q.Go(func() { q.Do(func() { steps++ }) })
	})
	q.Drain()
	if steps != 2 {
		t.Errorf("ran %d steps, want 2", steps)
	}
}

func TestLiveRunsWorkElsewhere(t *testing.T) {
	done := make(chan struct{})
	new(bg.Live).Go(func() { close(done) })
	<-done
}

func TestWaitLastsAsLongAsTheWorkUpToALimit(t *testing.T) {
	l := new(bg.Live)
	release, ended := make(chan struct{}), make(chan struct{})
	l.Go(func() {
		<-release
		close(ended)
	})
	l.Wait(time.Millisecond) // gives up
	select {
	case <-ended:
		t.Fatal("the work ended before it was let go")
	default:
	}
	close(release)
	l.Wait(time.Minute)
	select {
	case <-ended:
	default:
		t.Error("Wait returned before the work had ended")
	}
}

// inline runs work on goroutines and completions on the one that posts them.
type inline struct{ sync.WaitGroup }

func (r *inline) Go(f func()) { r.WaitGroup.Go(f) }
func (r *inline) Do(f func()) { f() }

func TestEveryCallsUntilItsContextEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithTimeout(t.Context(), 3500*time.Millisecond)
		defer end()
		calls, r := 0, new(inline)
		bg.Every(ctx, r, time.Second, func() { calls++ })
		<-ctx.Done()
		r.Wait() // nothing goes on after it
		if calls != 3 {
			t.Errorf("%d calls in three and a half seconds", calls)
		}
	})
}

func TestACallThatComesTooLateIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		defer end()
		var q bgtest.Queue
		calls := 0
		bg.Every(ctx, &q, time.Second, func() { calls++ })
		q.Drain() // waits until the work has ended, with the context
		if calls != 0 {
			t.Errorf("%d calls after the end", calls)
		}
	})
}

// numbers is News that tests make.
type numbers struct {
	at   chan int
	over error
}

func (n numbers) Wait(ctx context.Context, since int) (int, error) {
	for {
		select {
		case at, ok := <-n.at:
			if !ok {
				return 0, n.over
			}
			if at > since {
				return at, nil
			}
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

func TestFollowTakesChangesInAndKeepsAPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithCancel(t.Context())
		n, r := numbers{at: make(chan int, 10)}, new(inline)
		began := time.Now()
		var when []time.Duration
		bg.Follow(ctx, r, 100*time.Millisecond, 1, n, func() time.Duration { return time.Since(began) },
			func(d time.Duration) { when = append(when, d) })
		n.at <- 1 // is known
		n.at <- 2
		n.at <- 3
		time.Sleep(time.Second)
		n.at <- 4
		synctest.Wait()
		if want := []time.Duration{0, 100 * time.Millisecond, time.Second}; !slices.Equal(when, want) {
			t.Errorf("taken in at %v, want %v", when, want)
		}
		end()
		r.Wait()
	})
}

func TestFollowEndsWithItsNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, r := numbers{at: make(chan int, 1), over: errors.New("the session was left")}, new(inline)
		calls := 0
		bg.Follow(t.Context(), r, time.Second, 0, n, func() int { return 0 }, func(int) { calls++ })
		n.at <- 1
		close(n.at)
		r.Wait()
		if calls != 1 {
			t.Errorf("%d calls", calls)
		}
	})
}

func TestFollowTellsNothingToAScreenThatWasLeft(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	var q bgtest.Queue
	n := numbers{at: make(chan int, 1)}
	calls := 0
	bg.Follow(ctx, &q, time.Millisecond, 0, n, func() int { end(); return 0 }, func(int) { calls++ })
	n.at <- 1
	q.Drain()
	if calls != 0 {
		t.Errorf("%d calls", calls)
	}
}
