package bg

import (
	"context"
	"time"
)

// A News says when something has changed by itself. Wait returns its number once that is higher than since.
type News interface {
	Wait(ctx context.Context, since int) (int, error)
}

// Follow keeps a screen up to date with something that changes by itself, from number since on. Look reads how it is,
// away from the UI goroutine, and changed takes that in on the UI goroutine. Changes that come within pace of each other
// are one, and nothing is read while changed is still at work. Follow ends with ctx, or when Wait fails.
func Follow[T any](ctx context.Context, r Runner, pace time.Duration, since int, n News, look func() T, changed func(T)) {
	r.Go(func() {
		for {
			at, err := n.Wait(ctx, since)
			if err != nil || ctx.Err() != nil {
				return
			}
			since = at
			v, taken := look(), make(chan struct{})
			r.Do(func() {
				defer close(taken)
				if ctx.Err() == nil {
					changed(v)
				}
			})
			rest := time.NewTimer(pace)
			if !received(ctx, taken) || !received(ctx, rest.C) {
				rest.Stop()
				return
			}
		}
	})
}

// received waits for c, and reports false when ctx ended first.
func received[T any](ctx context.Context, c <-chan T) bool {
	select {
	case <-c:
		return true
	case <-ctx.Done():
		return false
	}
}
