package updateview

import (
	"context"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// reportEvery is how often the bar moves at most: more often nobody sees, and it would keep the window from
// doing anything else.
const reportEvery = 100 * time.Millisecond

// reporter gives a function for other goroutines to report how far the download has come.
func (s *Screen) reporter(ctx context.Context) func(catalog.Transfer) {
	t := &throttle{now: s.d.Now}
	return func(transfer catalog.Transfer) {
		if !t.due(transfer) {
			return
		}
		s.d.Run.Do(func() {
			if ctx.Err() == nil && s.model.phase == installing {
				s.model.transfer = transfer
				s.parts.renderTransfer(s.model.state())
			}
		})
	}
}

// A throttle lets a report through now and then, and always the last one.
type throttle struct {
	now func() time.Time

	mu   sync.Mutex
	last time.Time
}

func (t *throttle) due(transfer catalog.Transfer) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	if transfer.Done < transfer.Total && !t.last.IsZero() && now.Sub(t.last) < reportEvery {
		return false
	}
	t.last = now
	return true
}
