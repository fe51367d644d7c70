package handoutsview

import (
	"fmt"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// atOnce is how many handouts are drawn before the learner asks for more: a large library would make the
// screen slow to open, and nobody reads a hundred cards.
const atOnce = 30

// state is everything that the screen shows.
type state struct {
	Groups []group
	Count  string // how many handouts match; empty while nothing is typed
	More   string // words of the button that shows the rest; empty when all are shown
	Empty  empty
}

// empty says why there is nothing to show.
type empty int

const (
	notEmpty empty = iota
	noHandouts
	noMatch
)

// A group is the handouts of one module.
type group struct {
	Module string
	Draft  bool
	Rows   []row
}

// A row is one handout.
type row struct {
	ID                    catalog.HandoutID
	Title, Audience, Meta string
	Fresh                 catalog.Freshness
	Mark                  string // Fresh in words
}

// model is the list and what the learner has typed to narrow it.
type model struct {
	groups []group
	filter string
	limit  int
}

func newModel(c *catalog.Catalog, today time.Time) model {
	m := model{limit: atOnce}
	for i := range c.Modules {
		mod := &c.Modules[i]
		if len(mod.Handouts) == 0 {
			continue
		}
		g := group{Module: mod.Title, Draft: mod.Draft()}
		for j := range mod.Handouts {
			g.Rows = append(g.Rows, rowOf(&mod.Handouts[j], today))
		}
		m.groups = append(m.groups, g)
	}
	return m
}

func rowOf(h *catalog.Handout, today time.Time) row {
	fresh := catalog.FreshnessOn(h.ReviewBy, today)
	return row{
		ID: h.ID, Title: h.Title, Audience: "For " + lowerFirst(h.Audience),
		Meta:  fmt.Sprintf("Version %s · review by %s", h.Version, h.ReviewBy.Format("2 January 2006")),
		Fresh: fresh, Mark: mark(fresh),
	}
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

// lowerFirst makes a heading's first word fit the middle of a sentence. Words in capitals stay.
func lowerFirst(s string) string {
	if len(s) < 2 || s[0] < 'A' || s[0] > 'Z' || s[1] < 'a' || s[1] > 'z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// setFilter narrows the list to what holds every word typed.
func (m *model) setFilter(text string) {
	m.filter = text
	m.limit = atOnce
}

func (m *model) showMore() { m.limit += atOnce }

func (m *model) state() state {
	var s state
	words := strings.Fields(strings.ToLower(m.filter))
	found, shown := 0, 0
	for _, g := range m.groups {
		rows := matching(g, words)
		found += len(rows)
		rows = rows[:min(len(rows), m.limit-shown)]
		shown += len(rows)
		if len(rows) > 0 {
			s.Groups = append(s.Groups, group{g.Module, g.Draft, rows})
		}
	}
	switch {
	case len(m.groups) == 0:
		s.Empty = noHandouts
	case found == 0:
		s.Empty = noMatch
	case len(words) > 0:
		s.Count = count(found)
	}
	if rest := found - shown; rest > 0 {
		s.More = fmt.Sprintf("Show %d more", min(rest, atOnce))
	}
	return s
}

func matching(g group, words []string) []row {
	if len(words) == 0 {
		return g.Rows
	}
	var rows []row
	for _, r := range g.Rows {
		text := strings.ToLower(strings.Join([]string{r.Title, r.Audience, r.Mark, g.Module}, "\n"))
		if containsAll(text, words) {
			rows = append(rows, r)
		}
	}
	return rows
}

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func count(n int) string {
	if n == 1 {
		return "1 handout"
	}
	return fmt.Sprintf("%d handouts", n)
}
