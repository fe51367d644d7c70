package handoutview

import (
	"fmt"
	"image"
	"net/url"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
)

// phase is how far the page has come.
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

// state is everything that the screen shows, but for its dialogs.
type state struct {
	Title, Audience string
	Draft           bool
	Fresh           catalog.Freshness
	Mark            string
	Warning         string // to be read before anything is printed; empty while the handout is fresh
	Facts           []fact
	Service         string // the local service printed on the page, or "None set"
	ServiceSet      bool
	ServiceNote     string

	Phase   phase
	Busy    string // what is being waited for; empty when nothing is
	Slow    bool   // the wait takes so long that a bar is shown
	Trouble explain.Trouble
	Stopped bool

	CanUse           bool // there is a page to print, save and open
	PageText         string
	CanBack, CanNext bool
	Zoom             zoom
	Page             image.Image // nil while there is none
}

// A fact is one line of what is on the page.
type fact struct{ Name, Value string }

// model is what is known of the handout and its page.
type model struct {
	handout *catalog.Handout
	module  *catalog.Module
	today   time.Time
	service string

	phase   phase
	slow    bool
	pdf     []byte
	pages   int
	page    int // shown, from 1
	zoom    zoom
	picture image.Image
	drawn   drawing // what picture is
	trouble explain.Trouble
}

// A drawing is a page in a resolution. The zero value is none.
type drawing struct{ page, dpi int }

// begin is called when the page is asked for. Slow says that the press has to be made ready first.
func (m *model) begin(slow bool) {
	m.phase, m.slow, m.trouble = making, slow, explain.Trouble{}
	m.pdf, m.pages, m.page = nil, 0, 0
	m.picture, m.drawn = nil, drawing{}
}

func (m *model) made(pdf []byte, pages int) {
	m.phase, m.pdf, m.pages, m.page = ready, pdf, pages, 1
}

func (m *model) stop() { m.phase = stopped }

func (m *model) fail(err error) { m.phase, m.trouble = failed, explain.Error(err) }

// turn shows the page by pages on, and reports whether there is one.
func (m *model) turn(by int) bool {
	if next := m.page + by; m.phase == ready && next >= 1 && next <= m.pages {
		m.page = next
		return true
	}
	return false
}

// missing is the drawing that is needed where the shown one is not it; ok is false when nothing is missing.
func (m *model) missing(dpi int) (d drawing, ok bool) {
	d = drawing{m.page, dpi}
	return d, m.phase == ready && dpi > 0 && d != m.drawn
}

func (m *model) show(d drawing, img image.Image) { m.drawn, m.picture = d, img }

func (m *model) state() state {
	h := m.handout
	fresh := catalog.FreshnessOn(h.ReviewBy, m.today)
	s := state{
		Title: h.Title, Audience: h.Audience, Draft: m.module.Draft(), Fresh: fresh, Mark: mark(fresh),
		Warning: m.warning(), Facts: m.facts(), Service: m.service, ServiceSet: m.service != "",
		Phase: m.phase, Trouble: m.trouble, Stopped: m.phase == stopped, CanUse: m.phase == ready, Zoom: m.zoom, Page: m.picture,
	}
	s.ServiceNote = "It is printed at the end, so that people know where to go."
	if !s.ServiceSet {
		s.Service = "None set"
		s.ServiceNote = "Add it once in Settings, and it is printed on every handout."
	}
	switch {
	case m.phase == making && m.slow:
		s.Slow = true
		s.Busy = "Getting the printing press ready: only the first time, about 15 seconds."
	case m.phase == making:
		s.Busy = "Setting the page…"
	case m.phase == ready:
		s.PageText = fmt.Sprintf("Page %d of %d", m.page, m.pages)
		s.CanBack, s.CanNext = m.page > 1, m.page < m.pages
	}
	return s
}

// warning is what has to be read before an old handout is given to anybody.
func (m *model) warning() string {
	if catalog.FreshnessOn(m.handout.ReviewBy, m.today) != catalog.OutOfDate {
		return ""
	}
	return fmt.Sprintf("It was to be reviewed by %s. Check with someone who knows before you hand it out, or look for new content.",
		glance.Date(m.handout.ReviewBy))
}

func (m *model) facts() []fact {
	h := m.handout
	facts := []fact{{"Version", h.Version}, {"Review by", glance.Date(h.ReviewBy)}}
	if n := len(h.Body.Cited()); n > 0 {
		facts = append(facts, fact{"Sources", fmt.Sprintf("%d named at the end", n)})
	}
	if h.Link != "" {
		facts = append(facts, fact{"Square code", "opens " + host(h.Link)})
	}
	paper := "A4"
	if m.phase == ready {
		paper = "A4, " + pagesInWords(m.pages)
	}
	return append(facts, fact{"Paper", paper})
}

// host is what people call an address.
func host(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return link
	}
	return strings.TrimPrefix(u.Host, "www.")
}

// fileName is what the PDF is called when it is kept.
func (m *model) fileName() string {
	return fmt.Sprintf("%s-%s.pdf", m.handout.ID, m.handout.Version)
}

func pagesInWords(n int) string {
	if n == 1 {
		return "1 page"
	}
	return fmt.Sprintf("%d pages", n)
}

func mark(f catalog.Freshness) string {
	switch f {
	case catalog.OutOfDate:
		return "Out of date"
	case catalog.ReviewSoon:
		return "Review soon"
	default:
		return "Fresh"
	}
}
