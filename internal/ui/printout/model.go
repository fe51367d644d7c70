package printout

import (
	"errors"
	"fmt"
	"image"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/explain"
)

// phase is how far the pages have come.
type phase int

const (
	making phase = iota // being typeset
	ready
	stopped // by the learner, before there was a page
	failed
)

// A zoom is how large the page is shown.
type zoom int

const (
	wholePage zoom = iota
	actualSize
	twiceActual
)

// zooms are the words for each zoom.
func zooms() []string { return []string{"Fit", "100 %", "200 %"} }

// state is everything that the desk shows, but for its dialogs.
type state struct {
	Phase   phase
	Busy    string // what is being waited for; empty when nothing is
	Slow    bool   // the wait takes so long that a bar is shown
	Trouble explain.Trouble
	// CanRetry says that the same may go well when it is tried again.
	CanRetry bool

	Show             bool // there is a page to look at
	CanUse           bool // it may be printed, saved and opened
	CanOpen          bool // in another program
	PageText         string
	CanBack, CanNext bool
	Zoom             zoom
	Page             image.Image // nil while there is none
}

// model is what is known of the pages.
type model struct {
	job     Job
	round   int // counts the jobs
	phase   phase
	slow    bool
	sheet   paper.Sheet // empty while there is none
	shape   inches      // of a page: of those to come, until they are there
	page    int         // shown, from 1
	zoom    zoom
	picture image.Image
	drawn   drawing // what picture is
	old     bool    // picture is of the pages before these
	failure error
}

// A drawing is a page in a resolution. The zero value is none.
type drawing struct{ page, dpi int }

// begin is called when the pages are asked for. Slow says that the press has to be made ready first. A page that is
// there stays to be looked at, unless that takes long.
func (m *model) begin(job Job, slow bool) {
	keep := m.picture != nil && m.phase != failed && !slow
	m.job, m.phase, m.slow, m.failure = job, making, slow, nil
	m.sheet, m.old = paper.Sheet{}, true
	m.round++
	if !keep {
		m.shape = shapeOf(job.Size, job.Across)
		m.page, m.picture, m.drawn = 0, nil, drawing{}
	}
}

func (m *model) made(s paper.Sheet) {
	if s.Size == "" {
		s.Size, s.Across = m.job.Size, m.job.Across
	}
	m.phase, m.sheet, m.shape = ready, s, shapeOf(s.Size, s.Across)
	m.page = min(max(m.page, 1), s.Pages)
}

// stop leaves no page, so that nobody takes the one before for what was asked.
func (m *model) stop() {
	m.phase, m.sheet, m.page, m.picture, m.drawn = stopped, paper.Sheet{}, 0, nil, drawing{}
}

func (m *model) fail(err error) { m.phase, m.failure = failed, err }

// turn shows the page by pages on, and reports whether there is one.
func (m *model) turn(by int) bool {
	if next := m.page + by; m.phase == ready && next >= 1 && next <= m.sheet.Pages {
		m.page = next
		return true
	}
	return false
}

// missing is the drawing that is needed where the shown one is not it; ok is false when nothing is missing.
func (m *model) missing(dpi int) (d drawing, ok bool) {
	d = drawing{m.page, dpi}
	return d, m.phase == ready && dpi > 0 && (m.old || d != m.drawn)
}

func (m *model) show(d drawing, img image.Image) {
	m.drawn, m.picture, m.old = d, img, false
	if m.sheet.Size == paper.Roll80 { // only a drawing tells how long it is
		m.shape.height = float64(img.Bounds().Dy()) / float64(d.dpi)
	}
}

func (m *model) state() state {
	s := state{
		Phase: m.phase, Trouble: explain.Error(m.failure), CanUse: m.phase == ready, CanOpen: m.phase == ready && !m.job.Private,
		CanRetry: !errors.As(m.failure, new(*paper.TooLongError)), Zoom: m.zoom, Page: m.picture, Show: m.phase == ready || m.phase == making && m.picture != nil,
	}
	switch {
	case m.phase == making && m.slow:
		s.Slow = true
		s.Busy = GettingReady
	case m.phase == making:
		s.Busy = "Setting the page…"
		s.PageText = s.Busy
	case m.phase == ready:
		s.PageText = fmt.Sprintf("Page %d of %d", m.page, m.sheet.Pages)
		s.CanBack, s.CanNext = m.page > 1, m.page < m.sheet.Pages
	}
	return s
}

// PagesInWords says how many pages there are.
func PagesInWords(n int) string {
	if n == 1 {
		return "1 page"
	}
	return fmt.Sprintf("%d pages", n)
}
