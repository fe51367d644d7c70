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
}

// Go runs f on a goroutine of its own.
func (q *Queue) Go(f func()) { q.work.Go(f) }

// Do keeps f for Drain.
func (q *Queue) Do(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.posted = append(q.posted, f)
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
