package app

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/passalong/passalong/internal/session"
)

func TestWhoOpensASessionThatIsBeingLeftWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := claims{of: map[session.ID]*claim{}}
		first, err := c.take(t.Context(), "evening")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.take(t.Context(), "evening"); !errors.Is(err, session.ErrInUse) {
			t.Errorf("one that is running: %v", err)
		}
		if _, err := c.take(t.Context(), "morning"); err != nil {
			t.Errorf("another one: %v", err)
		}
		c.leave(first)
		var second *claim
		go func() { second, err = c.take(t.Context(), "evening") }()
		synctest.Wait()
		if second != nil || err != nil {
			t.Fatal("it was given away before it was free")
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := c.take(gone, "evening"); !errors.Is(err, context.Canceled) {
			t.Errorf("whoever does not wait any more: %v", err)
		}
		c.free("evening", first)
		synctest.Wait()
		if second == nil || err != nil {
			t.Errorf("once it is free: %v", err)
		}
	})
}
