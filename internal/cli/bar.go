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
	w     io.Writer
	drawn bool

	mu   sync.Mutex // transfers report from several goroutines
	last int        // percent that is drawn
}

func newBar(w io.Writer, terminal bool) *bar {
	if !terminal {
		w = nil
	}
	return &bar{w: w, last: -1}
}

func (b *bar) show(t catalog.Transfer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.w == nil || t.Total <= 0 {
		return
	}
	percent := int(100 * t.Done / t.Total)
	if percent == b.last {
		return
	}
	const width = 30
	full := width * percent / 100
	fmt.Fprintf(b.w, "\r[%s%s] %3d%%  %s of %s ", strings.Repeat("#", full), strings.Repeat(".", width-full), percent, size(t.Done), size(t.Total))
	b.last, b.drawn = percent, true
}

func (b *bar) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.drawn {
		fmt.Fprintln(b.w)
	}
}
