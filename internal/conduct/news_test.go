package conduct_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/session"
)

func TestEverybodyWhoWaitsIsWoken(t *testing.T) {
	const waiters = 500
	c := open(t, &keeper{}, opening(1))
	before := c.Desk()
	woken := make(chan error, 2*waiters)
	for range waiters {
		go func() {
			n, err := c.Wait(t.Context(), before.Number)
			if err == nil && n <= before.Number {
				err = errors.New("woken for nothing")
			}
			woken <- err
		}()
		go func() {
			n, err := c.WaitPublic(t.Context(), before.Public)
			if err == nil && n <= before.Public {
				err = errors.New("woken for nothing")
			}
			woken <- err
		}()
	}
	begin := time.Now()
	if err := c.Do(t.Context(), session.Stopped{Poll: breathing}); err != nil {
		t.Fatal(err)
	}
	for range 2 * waiters {
		if err := <-woken; err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d were woken within %v", 2*waiters, time.Since(begin))
}

func TestAnAnswerWakesTheFacilitatorAndNotThePhones(t *testing.T) {
	c := open(t, &keeper{}, opening(1))
	before := c.Desk()
	if err := c.Do(t.Context(), answerOf(0)); err != nil {
		t.Fatal(err)
	}
	if n, err := c.Wait(t.Context(), before.Number); err != nil || n != before.Number+1 {
		t.Errorf("got %d, %v; want %d", n, err, before.Number+1)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if n, err := c.WaitPublic(ctx, before.Public); !errors.Is(err, context.Canceled) || n != before.Public {
		t.Errorf("got %d, %v; want %d and Canceled", n, err, before.Public)
	}
}

func TestWhatHappenedBeforeNeedsNoWaiting(t *testing.T) {
	c := open(t, &keeper{}, opening(1))
	d := c.Desk()
	if n, err := c.Wait(t.Context(), 0); err != nil || n != d.Number {
		t.Errorf("got %d, %v; want %d", n, err, d.Number)
	}
	if n, err := c.WaitPublic(t.Context(), 0); err != nil || n != d.Public {
		t.Errorf("got %d, %v; want %d", n, err, d.Public)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.WaitPublic(t.Context(), d.Public); !errors.Is(err, session.ErrLeft) {
		t.Errorf("after it was closed: got %v, want ErrLeft", err)
	}
}
