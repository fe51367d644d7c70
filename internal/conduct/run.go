package conduct

import (
	"context"
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/session"
)

// run takes what waits, until there will be no more.
func (c *Conductor) run() {
	defer close(c.done)
	for first := range c.queue {
		c.serve(c.group(first))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.number.end()
	c.public.end()
}

// group gives everything that waits now.
func (c *Conductor) group(first *request) []*request {
	group := []*request{first}
	for len(group) < mostAtOnce {
		select {
		case r, more := <-c.queue:
			if !more {
				return group
			}
			group = append(group, r)
		default:
			return group
		}
	}
	return group
}

// serve checks a group one after the other, puts what can be on the disk in one go, and answers everybody.
func (c *Conductor) serve(group []*request) {
	var taken []*request
	var entries []session.Entry
	for _, r := range group {
		e, ok, err := c.next(r)
		if err != nil || !ok {
			r.answer <- err
			continue
		}
		taken, entries = append(taken, r), append(entries, e)
	}
	if len(taken) == 0 {
		return
	}
	err := c.keep(taken[0].ctx, entries)
	for _, r := range taken {
		r.answer <- err
	}
}

// next checks what is wanted against everything before it, and makes an entry of it. Nobody waits any more for what was
// given up.
func (c *Conductor) next(r *request) (_ session.Entry, ok bool, err error) {
	if err := r.ctx.Err(); err != nil {
		return session.Entry{}, false, err
	}
	event, ok := r.event(c.ahead)
	if !ok {
		return session.Entry{}, false, nil
	}
	if err := c.ahead.Check(event); err != nil {
		return session.Entry{}, false, err
	}
	e := session.Entry{Number: c.ahead.Number() + 1, At: c.now().UTC().Truncate(time.Millisecond), Event: event}
	own, err := again(e)
	if err == nil {
		err = c.ahead.Apply(own)
	}
	return own, err == nil, err
}

// keep puts entries on the disk, whoever gives up waiting meanwhile, and then shows them. When the disk refuses, it is as
// if they had never been.
func (c *Conductor) keep(ctx context.Context, entries []session.Entry) error {
	if err := c.keeper.Append(context.WithoutCancel(ctx), c.id, entries); err != nil {
		before, failed := replay(c.kept)
		if failed != nil { // cannot be: it was replayed before
			return fmt.Errorf("%w, and then %w", err, failed)
		}
		c.ahead = before
		return err
	}
	c.kept = append(c.kept, entries...)
	return c.show(entries)
}

// show lets everybody see entries that are on the disk, and wakes those who wait for them.
func (c *Conductor) show(entries []session.Entry) error {
	own := make([]session.Entry, len(entries))
	for i, e := range entries {
		var err error
		if own[i], err = again(e); err != nil {
			return err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range own {
		if err := c.seen.Apply(e); err != nil {
			return err
		}
	}
	c.number.tell(c.seen.Number())
	c.public.tell(c.seen.Public())
	return nil
}
