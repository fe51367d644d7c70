package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/conduct"
	"github.com/passalong/passalong/internal/live"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/store"
)

// kept is the file of sessions; by this name its method Sessions is one of Sessions, too.
type kept = store.Sessions

// Sessions are the plans, the sessions and the reports of this computer.
type Sessions struct {
	*kept
	now    func() time.Time
	late   chan struct{} // full while late sheets are keyed in
	claims claims
}

// A Running session is one that a facilitator has open. Its methods may be called from several goroutines.
type Running struct {
	*conduct.Conductor
	ID     session.ID // empty for a rehearsal
	Phones *live.Server

	kept *store.Sessions // nil for a rehearsal

	leaving func()       // says that it is being left
	free    func() error // gives it up

	cancel context.CancelFunc // of the participants of a rehearsal
	others sync.WaitGroup
}

// keySize is that of the key of a rehearsal, in bytes.
const keySize = 32

// Begin starts a session with a plan, or a rehearsal of it with this many simulated participants, of which nothing is kept.
func (s *Sessions) Begin(ctx context.Context, p plan.Plan, rehearsal bool) (*Running, error) {
	first := session.Entry{Number: 1, At: s.now(), Event: session.Began{Plan: p, Rehearsal: rehearsal}}
	if rehearsal {
		return s.rehearse(first)
	}
	id, key, err := s.kept.Begin(ctx, first)
	if err != nil {
		return nil, err
	}
	mine, err := s.claims.take(ctx, id)
	if err != nil { // cannot be: the session is new
		return nil, errors.Join(err, s.Leave(id))
	}
	return s.run(id, mine, []session.Entry{first}, key)
}

// Resume goes on with a session where it was left, also by a program that was killed. It waits for one that is being
// closed, and returns session.ErrInUse for one that is open here or in another process.
func (s *Sessions) Resume(ctx context.Context, id session.ID) (*Running, error) {
	mine, err := s.claims.take(ctx, id)
	if err != nil {
		return nil, err
	}
	entries, key, err := s.Entries(ctx, id)
	if err != nil {
		s.claims.free(id, mine)
		return nil, err
	}
	r, err := s.run(id, mine, entries, key)
	if err != nil || s.now().Sub(entries[len(entries)-1].At) < pause {
		return r, err
	}
	if err := r.Do(ctx, session.Paused{On: true}); err != nil { // until somebody is there
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// pause is after how long nobody is in the room any more.
const pause = 30 * time.Minute

func (s *Sessions) run(id session.ID, mine *claim, entries []session.Entry, key []byte) (*Running, error) {
	free := sync.OnceValue(func() error {
		defer s.claims.free(id, mine)
		return s.Leave(id)
	})
	c, err := conduct.Open(s.kept, id, entries, key, s.now)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening a session: %w", err), free())
	}
	return s.running(&Running{Conductor: c, ID: id, kept: s.kept, leaving: func() { s.claims.leave(mine) }, free: free}), nil
}

func (s *Sessions) running(r *Running) *Running {
	r.cancel = func() {}
	r.Phones = live.New(live.Config{Room: r.Conductor, Now: s.now, Random: rand.Reader})
	return r
}

// rehearse begins a session in memory, in which simulated participants do what people might.
func (s *Sessions) rehearse(first session.Entry) (*Running, error) {
	key := make([]byte, keySize)
	rand.Read(key) // never fails
	c, err := conduct.Open(conduct.InMemory{}, "", []session.Entry{first}, key, s.now)
	if err != nil {
		return nil, fmt.Errorf("opening a rehearsal: %w", err)
	}
	r := s.running(&Running{Conductor: c, leaving: func() {}, free: func() error { return nil }})
	people := first.Event.(session.Began).Plan.People
	if people == 0 {
		people = usualPeople
	}
	ctx, cancel := context.WithCancel(context.Background())
	r.cancel = cancel
	r.others.Go(func() { takePart(ctx, c, session.NewRehearsal(mathrand.Uint64(), people)) })
	return r, nil
}

// usualPeople is how many take part in a rehearsal of a plan that does not say how many are expected.
const usualPeople = 10

// takePart does what simulated participants do, until ctx ends.
func takePart(ctx context.Context, c *conduct.Conductor, r *session.Rehearsal) {
	for {
		desk := c.Desk()
		event, wait, ok := r.Next(desk, c.Room())
		if !ok { // until something happens
			if _, err := c.Wait(ctx, desk.Number); err != nil {
				return
			}
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		_ = c.Do(ctx, event) // what the facilitator has ended meanwhile is refused, as it would be in a room
	}
}

// Finish keeps the report and nothing else, or with keepSheets the sheets of before and after too, and gives the report's
// id. Of a rehearsal nothing is kept, and the id is empty. Phones are told that the session is over first, so that no answer
// is acknowledged that the report does not count. After an error the session is open as it was, but for
// session.ErrNotSwept: then it is over, and the report is kept.
func (r *Running) Finish(ctx context.Context, keepSheets bool) (report string, err error) {
	goodbye := r.Phones.End // which tells them that nothing is kept
	if keepSheets {
		goodbye = r.Phones.Stop
	}
	if err := goodbye(ctx); err != nil {
		return "", err
	}
	if r.kept == nil {
		return "", r.letGo()
	}
	made := r.Report(string(r.ID))
	if keepSheets {
		made.Check = r.Desk().Plan.Check // which is what late sheets answer, also where none came in time
	}
	err = r.kept.Finish(ctx, r.ID, made, keepSheets)
	if err != nil && !errors.Is(err, session.ErrNotSwept) {
		return "", err
	}
	return made.ID, errors.Join(err, r.letGo())
}

// Discard drops the session without a report. Its errors are those of Finish.
func (r *Running) Discard(ctx context.Context) error {
	if err := r.Phones.End(ctx); err != nil {
		return err
	}
	var err error
	if r.kept != nil {
		if err = r.kept.Discard(ctx, r.ID); err != nil && !errors.Is(err, session.ErrNotSwept) {
			return err
		}
	}
	return errors.Join(err, r.letGo())
}

// Close leaves the session as it is, to go on with it later. Closing it twice is no error.
func (r *Running) Close() error {
	r.leaving()
	return errors.Join(r.Phones.Stop(context.Background()), r.letGo())
}

// letGo ends what goes on here, and gives the session up.
func (r *Running) letGo() error {
	r.cancel()
	r.others.Wait()
	return errors.Join(r.Conductor.Close(), r.free())
}

// Addresses are those of this computer on which phones could reach it.
func (s *Sessions) Addresses() ([]session.Address, error) { return live.Addresses() }
