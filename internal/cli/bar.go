package cli

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

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

// steps draws which of several files is being made, on a terminal only.
type steps struct {
	w         io.Writer // nil when it is not a terminal
	at, total int
	drawn     int // letters that are drawn
}

func newSteps(w io.Writer, terminal bool, total int) *steps {
	if !terminal {
		w = nil
	}
	return &steps{w: w, total: total}
}

func (s *steps) next(name string) {
	s.at++
	if s.w == nil {
		return
	}
	line := fmt.Sprintf("%d of %d: %s", s.at, s.total, name)
	length := utf8.RuneCountInString(line)
	fmt.Fprintf(s.w, "\r%s%s", line, strings.Repeat(" ", max(0, s.drawn-length))) // what was drawn before may have been longer
	s.drawn = length
}

// end goes on below what was drawn.
func (s *steps) end() {
	if s.w != nil && s.drawn > 0 {
		fmt.Fprintln(s.w)
	}
}
