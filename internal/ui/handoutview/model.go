package handoutview

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/printout"
)

// state is everything that the screen says of the handout.
type state struct {
	Title, Audience string
	Draft           bool
	Fresh           catalog.Freshness
	Warning         string // to be read before anything is printed; empty while the handout is fresh
	Facts           []fact
	Service         string // the local service printed on the page, or "None set"
	ServiceSet      bool
	ServiceNote     string
}

// A fact is one line of what is on the page.
type fact struct{ Name, Value string }

// model is what is known of the handout.
type model struct {
	handout *catalog.Handout
	module  *catalog.Module
	today   time.Time
	service string
	pages   int // 0 while there are none
}

func (m *model) state() state {
	h := m.handout
	fresh := catalog.FreshnessOn(h.ReviewBy, m.today)
	s := state{
		Title: h.Title, Audience: h.Audience, Draft: m.module.Draft(), Fresh: fresh,
		Warning: m.warning(), Facts: m.facts(), Service: m.service, ServiceSet: m.service != "",
	}
	s.ServiceNote = "It is printed at the end, so that people know where to go."
	if !s.ServiceSet {
		s.Service = "None set"
		s.ServiceNote = "Add it once in Settings, and it is printed on every handout."
	}
	return s
}

// warning is what has to be read before an old handout is given to anybody.
func (m *model) warning() string { return printout.OldWarning(m.handout.ReviewBy, m.today) }

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
	if m.pages > 0 {
		paper = "A4, " + printout.PagesInWords(m.pages)
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
