// Package bgtest provides a bg.Runner for tests of screens.
package bgtest

import "sync"

// A Queue runs work on goroutines of its own and completions on one: the goroutine that calls Drain. Fyne does
// the same with its UI goroutine, but its test driver does not, so that fyne.Do in a test is a data race.
// The zero value is ready.
type Queue struct {
	work   sync.WaitGroup
	mu     sync.Mutex
	posted []func()
	more   *sync.Cond // of mu, when somebody waits for what is posted
}

// Go runs f on a goroutine of its own.
func (q *Queue) Go(f func()) { q.work.Go(f) }

// Do keeps f for Drain.
func (q *Queue) Do(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.posted = append(q.posted, f)
	if q.more != nil {
		q.more.Signal()
	}
}

// Drain waits for all work and runs what it posted, and what that posted in turn.
func (q *Queue) Drain() {
	for {
		q.work.Wait()
		q.mu.Lock()
		fs := q.posted
		q.posted = nil
		q.mu.Unlock()
		if len(fs) == 0 {
			return
		}
		for _, f := range fs {
			f()
		}
	}
}

// Await runs what work posts until happened, without waiting for the work to end: it may be waiting itself, for
// somebody to press something.
func (q *Queue) Await(happened func() bool) {
	for !happened() {
		q.mu.Lock()
		if q.more == nil {
			q.more = sync.NewCond(&q.mu)
		}
		for len(q.posted) == 0 {
			q.more.Wait()
		}
		f := q.posted[0]
		q.posted = q.posted[1:]
		q.mu.Unlock()
		f()
	}
}
