// Package conduct runs a session: it takes events from many goroutines, checks them in the order in which they come, and
// acknowledges each once it is on the disk.
package conduct

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/session"
)

// A Keeper puts what happened on the disk.
type Keeper interface {
	// Append keeps the next entries of a session, all or none, and returns once they last.
	Append(ctx context.Context, id session.ID, entries []session.Entry) error
}

// InMemory keeps nothing. It is for rehearsals.
type InMemory struct{}

// Append keeps nothing.
func (InMemory) Append(context.Context, session.ID, []session.Entry) error { return nil }

// How much waits, and how much of it is put on the disk in one go.
const (
	mostWaiting = 2048
	mostAtOnce  = 512
)

// A Conductor runs one session. Its methods may be called from any number of goroutines.
//
// There are two sessions in it. One goroutine owns the one that is ahead: it has the events that are being put on the
// disk. Everybody else sees the other, which gets them when they are there. When the disk refuses, the first is made
// anew from what was kept.
type Conductor struct {
	id     session.ID
	keeper Keeper
	now    func() time.Time
	marks  marker

	ahead *session.Session // of the goroutine alone
	kept  []session.Entry  // likewise

	mu      sync.Mutex
	seen    *session.Session
	number  news
	public  news
	closing sync.RWMutex // held for reading while something is handed over
	closed  bool
	queue   chan *request
	done    chan struct{} // closed when the goroutine has ended
}

// A request is an event that is wanted.
type request struct {
	ctx    context.Context
	event  func(*session.Session) (session.Event, bool)
	answer chan error // takes one without waiting
}

// Open goes on with a session where its entries end, of which there is at least the first. key makes marks of codes; it
// is the session's. Close ends it.
func Open(k Keeper, id session.ID, entries []session.Entry, key []byte, now func() time.Time) (*Conductor, error) {
	c := &Conductor{
		id: id, keeper: k, now: now, marks: newMarker(key), kept: copied(entries),
		number: newNews(), public: newNews(), queue: make(chan *request, mostWaiting), done: make(chan struct{}),
	}
	var err error
	if c.ahead, err = replay(c.kept); err != nil {
		return nil, err
	}
	if c.seen, err = replay(c.kept); err != nil {
		return nil, err
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("going on with a session: %w", session.ErrNotBegun)
	}
	c.number.tell(c.seen.Number())
	c.public.tell(c.seen.Public())
	go c.run()
	return c, nil
}

// copied is for a list that is appended to.
func copied(entries []session.Entry) []session.Entry {
	return append(make([]session.Entry, 0, len(entries)+mostAtOnce), entries...)
}

// replay makes a session of its entries, and shares nothing with them.
func replay(entries []session.Entry) (*session.Session, error) {
	s := session.New()
	for _, e := range entries {
		own, err := again(e)
		if err == nil {
			err = s.Apply(own)
		}
		if err != nil {
			return nil, fmt.Errorf("going on with a session at event %d: %w", e.Number, err)
		}
	}
	return s, nil
}

// again gives an entry as it would be read from the disk: what a session is told is what it would be told when it is
// opened again, and whoever made the event may change it.
func again(e session.Entry) (session.Entry, error) {
	kind, data, err := session.Encode(e.Event)
	if err != nil {
		return session.Entry{}, err
	}
	e.Event, err = session.Decode(kind, data)
	return e, err
}

// Do makes an event happen, and returns once it is on the disk. The errors are those of package session for an event that
// cannot be, those of the Keeper, and session.ErrLeft; after all of them nothing has changed. When ctx ends first, the event
// may happen or not.
func (c *Conductor) Do(ctx context.Context, e session.Event) error {
	return c.ask(ctx, func(*session.Session) (session.Event, bool) { return e, true })
}

// Forward does what comes next, as session.Session.Forward says. At the end nothing happens.
func (c *Conductor) Forward(ctx context.Context) error {
	return c.ask(ctx, (*session.Session).Forward)
}

// Back goes back, as session.Session.Back says. At the beginning nothing happens.
func (c *Conductor) Back(ctx context.Context) error {
	return c.ask(ctx, (*session.Session).Back)
}

func (c *Conductor) ask(ctx context.Context, event func(*session.Session) (session.Event, bool)) error {
	r := &request{ctx: ctx, event: event, answer: make(chan error, 1)}
	if err := c.hand(ctx, r); err != nil {
		return err
	}
	select {
	case err := <-r.answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// hand puts a request where the goroutine finds it.
func (c *Conductor) hand(ctx context.Context, r *request) error {
	c.closing.RLock()
	defer c.closing.RUnlock()
	if c.closed {
		return session.ErrLeft
	}
	select {
	case c.queue <- r:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close waits for what was begun. Whoever waits for news gets session.ErrLeft.
func (c *Conductor) Close() error {
	c.closing.Lock()
	if !c.closed {
		c.closed = true
		close(c.queue)
	}
	c.closing.Unlock()
	<-c.done
	return nil
}

// Desk gives what the facilitator sees.
func (c *Conductor) Desk() session.DeskView {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen.Desk()
}

// Room gives what the room sees.
func (c *Conductor) Room() session.RoomView {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen.Room()
}

// Phone gives what one phone sees.
func (c *Conductor) Phone(p session.Phone) session.PhoneView {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen.Phone(p)
}

// Report gives the report of the session as it is now, under this id.
func (c *Conductor) Report(id string) evaluation.Report {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen.Report(id, c.now())
}
