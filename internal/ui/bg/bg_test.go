package bg_test

import (
	"context"
	"errors"
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
