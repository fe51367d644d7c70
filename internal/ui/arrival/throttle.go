package arrival

import (
	"sync"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// reportEvery is how often a bar moves at most: more often nobody sees, and it would keep the window from doing
// anything else.
const reportEvery = 100 * time.Millisecond

// A Throttle lets a report of how far a download is through now and then, and always the last one. It may be used by
// several goroutines.
type Throttle struct {
	Now func() time.Time

	mu   sync.Mutex
	last time.Time
}

// Due reports whether a report is to be shown.
func (t *Throttle) Due(transfer catalog.Transfer) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.Now()
	if transfer.Done < transfer.Total && !t.last.IsZero() && now.Sub(t.last) < reportEvery {
		return false
	}
	t.last = now
	return true
}
