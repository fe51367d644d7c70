package app

import (
	"context"
	"sync"

	"github.com/passalong/passalong/internal/session"
)

// claims are the sessions that this process runs. The file keeps other processes out; this keeps two conductors of one
// process from writing events of the same number.
type claims struct {
	mu sync.Mutex
	of map[session.ID]*claim
}

type claim struct {
	leaving bool
	left    chan struct{} // closed when the session is free again
}

// take waits for a session that is being left, and gives session.ErrInUse for one that is running.
func (c *claims) take(ctx context.Context, id session.ID) (*claim, error) {
	for {
		mine, running, leaving := c.try(id)
		switch {
		case mine != nil:
			return mine, nil
		case !leaving:
			return nil, session.ErrInUse
		}
		select {
		case <-running.left:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (c *claims) try(id session.ID) (mine, running *claim, leaving bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if running = c.of[id]; running != nil {
		return nil, running, running.leaving
	}
	mine = &claim{left: make(chan struct{})}
	c.of[id] = mine
	return mine, nil, false
}

// leave says that a session will be free soon.
func (c *claims) leave(mine *claim) {
	c.mu.Lock()
	defer c.mu.Unlock()
	mine.leaving = true
}

// free gives a session up, once.
func (c *claims) free(id session.ID, mine *claim) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.of, id)
	close(mine.left)
}
