package conduct

import (
	"context"

	"github.com/passalong/passalong/internal/session"
)

// news is a number that rises, and those who wait for it. It has no lock of its own.
type news struct {
	number int
	risen  chan struct{} // closed when the number rises: that wakes everybody at once
	ended  bool
}

func newNews() news { return news{risen: make(chan struct{})} }

func (n *news) tell(number int) {
	if number <= n.number || n.ended {
		return
	}
	n.number = number
	close(n.risen)
	n.risen = make(chan struct{})
}

func (n *news) end() {
	n.ended = true
	close(n.risen)
}

// Wait waits until the session has more events than these, and gives how many. It gives session.ErrLeft when the session was
// left, and the error of ctx.
func (c *Conductor) Wait(ctx context.Context, since int) (int, error) {
	return c.wait(ctx, &c.number, since)
}

// WaitPublic is Wait for session.Session.Public.
func (c *Conductor) WaitPublic(ctx context.Context, since int) (int, error) {
	return c.wait(ctx, &c.public, since)
}

func (c *Conductor) wait(ctx context.Context, n *news, since int) (int, error) {
	for {
		c.mu.Lock()
		number, risen, ended := n.number, n.risen, n.ended
		c.mu.Unlock()
		switch {
		case number > since:
			return number, nil
		case ended:
			return number, session.ErrLeft
		}
		select {
		case <-risen:
		case <-ctx.Done():
			return number, ctx.Err()
		}
	}
}
