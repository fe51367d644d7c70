// Package bg runs slow work away from the UI goroutine and brings its result back.
// It is the only package of the interface that uses the go statement or fyne.Do.
package bg

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// A Runner decides where work and its completion run.
type Runner interface {
	Go(f func()) // runs f away from the UI goroutine; returns at once
	Do(f func()) // runs f on the UI goroutine, later; returns at once
}

// Live is the Runner of the running app.
type Live struct{ work sync.WaitGroup }

// Go runs f on a goroutine of its own.
func (l *Live) Go(f func()) { l.work.Go(f) }

// Do runs f on the goroutine of the interface.
func (l *Live) Do(f func()) { fyne.Do(f) }

// Wait returns when all work has ended, or after limit. It is for the end of the program: nothing is started
// any more.
func (l *Live) Wait(limit time.Duration) {
	ended := make(chan struct{})
	go func() {
		l.work.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(limit):
	}
}

// Start runs work and then done on the UI goroutine. It drops done when ctx has ended by then, so that a screen
// that was left never changes.
//
// Work must not touch the screen or its model: give it values and services. Work that writes uses
// context.WithoutCancel, since leaving a screen ends reads but never writes.
func Start[T any](ctx context.Context, r Runner, work func(context.Context) (T, error), done func(T, error)) {
	r.Go(func() {
		v, err := work(ctx)
		r.Do(func() {
			if ctx.Err() == nil {
				done(v, err)
			}
		})
	})
}

// Every calls tick on the UI goroutine each time that much time has passed, until ctx ends. A machine that slept has
// not lived through that time: there is one call after it, not many.
func Every(ctx context.Context, r Runner, interval time.Duration, tick func()) {
	r.Go(func() {
		t := time.NewTicker(interval)
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-t.C:
				r.Do(func() {
					if ctx.Err() == nil {
						tick()
					}
				})
			}
		}
	})
}
