package livetest

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/live"
	"github.com/passalong/passalong/internal/session"
)

// A Desk is where the facilitator sits, such as a *conduct.Conductor.
type Desk interface {
	Wait(ctx context.Context, since int) (int, error)
	Desk() session.DeskView
}

// A Witness stands between phones and their room and looks over the facilitator's shoulder: it knows when an answer could be
// seen there. It is a live.Room.
type Witness struct {
	live.Room
	desk Desk
	now  func() time.Time

	mu   sync.Mutex
	kept map[session.Phone]bool // answered, and not seen yet
	seen map[session.Phone]time.Time
	most int // phones that answered, as the desk showed
}

// NewWitness makes one. It looks until ctx ends.
func NewWitness(ctx context.Context, r live.Room, d Desk, now func() time.Time) *Witness {
	w := &Witness{Room: r, desk: d, now: now, kept: map[session.Phone]bool{}, seen: map[session.Phone]time.Time{}}
	go w.look(ctx)
	return w
}

// Do passes an event on.
func (w *Witness) Do(ctx context.Context, e session.Event) error {
	err := w.Room.Do(ctx, e)
	if a, ok := e.(session.Answered); ok && err == nil {
		w.mu.Lock()
		w.kept[a.Phone] = true
		w.mu.Unlock()
	}
	return err
}

// frame is how often a window is drawn at most, and how long the witness waits before it looks again unasked.
const frame = 16 * time.Millisecond

func (w *Witness) look(ctx context.Context) {
	since := 0
	for ctx.Err() == nil {
		soon, cancel := context.WithTimeout(ctx, frame)
		if n, err := w.desk.Wait(soon, since); err == nil {
			since = n
		}
		cancel()
		w.mu.Lock()
		now := maps.Clone(w.kept)
		w.mu.Unlock()
		if len(now) == 0 {
			continue
		}
		view := w.desk.Desk()
		at := w.now()
		w.mu.Lock()
		for p := range now {
			w.seen[p] = at
			delete(w.kept, p)
		}
		if view.Poll != nil {
			w.most = max(w.most, view.Poll.Phones)
		}
		w.mu.Unlock()
		select { // the next frame
		case <-time.After(frame):
		case <-ctx.Done():
		}
	}
}

// Seen says when the facilitator could see the last answer of a phone.
func (w *Witness) Seen(p session.Phone) (time.Time, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	at, ok := w.seen[p]
	return at, ok
}

// Most is how many phones had answered, as the facilitator saw it.
func (w *Witness) Most() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.most
}
