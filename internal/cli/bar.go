package cli

import (
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/passalong/passalong/internal/catalog"
)

// A bar draws how far a download has come, on a terminal only.
type bar struct {
	w io.Writer // nil when it is not a terminal

	mu      sync.Mutex // transfers report from goroutines of their own
	percent int        // that is drawn; -1 for nothing
}

func newBar(w io.Writer, terminal bool) *bar {
	if !terminal {
		w = nil
	}
	return &bar{w: w, percent: -1}
}

func (b *bar) show(t catalog.Transfer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.w == nil || t.Total <= 0 {
		return
	}
	percent := int(100 * t.Done / t.Total)
	if percent == b.percent {
		return
	}
	b.percent = percent
	const width = 30
	full := width * percent / 100
	of := size(t.Done) + " of " + size(t.Total)
	// What was drawn before may have been longer.
	fmt.Fprintf(b.w, "\r[%s%s] %3d%%  %-22s", strings.Repeat("#", full), strings.Repeat(".", width-full), percent, of)
}

// end leaves the bar as it is and goes on below it.
func (b *bar) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.percent >= 0 {
		fmt.Fprintln(b.w)
	}
}
