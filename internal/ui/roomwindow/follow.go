package roomwindow

import (
	"context"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/bg"
)

// pace is the shortest time between two pictures that follow each other by themselves.
const pace = 100 * time.Millisecond

// A Source is a session as far as the room may see it. Its methods are called away from the UI goroutine.
type Source interface {
	Room() session.RoomView
	bg.News
}

// Phones is the page for phones, as far as the room must know of it.
type Phones interface {
	Phones() session.Phones
	bg.News
}

// Follow shows the session as it goes on, whatever screen the facilitator is at, until ctx ends. Locked reports whether
// no more phones can join; it is called away from the UI goroutine.
func (w *Window) Follow(ctx context.Context, run bg.Runner, s Source, p Phones, locked func() bool) {
	f := &follower{look: func() session.RoomView { return WithJoin(s.Room(), p.Phones(), locked()) }, show: w.Set}
	bg.Follow(ctx, run, pace, -1, s, f.see, f.take)
	bg.Follow(ctx, run, pace, -1, p, f.see, f.take)
}

// A follower puts what two goroutines saw into the order in which they saw it.
type follower struct {
	mu    sync.Mutex
	seen  int
	look  func() session.RoomView
	taken int
	show  func(session.RoomView)
}

type sight struct {
	number int
	view   session.RoomView
}

func (f *follower) see() sight {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seen++
	return sight{f.seen, f.look()}
}

// take runs on the UI goroutine.
func (f *follower) take(s sight) {
	if s.number > f.taken {
		f.taken = s.number
		f.show(s.view)
	}
}

// WithJoin adds to what the room sees how phones get in, where that belongs: on the page that says so, and beside what
// can be answered while more phones can join.
func WithJoin(v session.RoomView, p session.Phones, locked bool) session.RoomView {
	open := v.Kind == session.PhaseUp || v.Poll != nil && v.Poll.Open || v.Wall != nil && v.Wall.Open || v.Scenario != nil && v.Scenario.Open
	if p.On && (v.Kind == session.JoinUp || open && !locked) {
		join := p.Join
		v.Join = &join
	}
	return v
}
