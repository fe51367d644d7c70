package printlogview

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/place"
)

// How many lines of the log are shown, at first and more each time.
const (
	few  = 30
	many = 100
)

// model is what is in the log, and what was said of it.
type model struct {
	catalog *catalog.Catalog
	now     func() time.Time
	prints  []recall.Print
	read    bool
	keeps   bool
	gone    []string // ids that were just said to be gone, and are not written yet
	wiped   bool
	most    int
	trouble explain.Trouble // with the log as a whole
	unkept  explain.Trouble // with what was said to be gone
}

// state is everything that the screen shows.
type state struct {
	Loading bool
	Trouble explain.Trouble
	Keeps   bool
	Empty   bool
	Off     bool // the log is switched off, and what is in it is old

	Bin     []card // to be thrown away
	Newer   []card // that need not be
	AllGood bool   // there are entries, and nothing is to be done
	Said    string
	CanUndo bool

	Days []day
	More string // label of what shows older ones; empty when all are shown
}

// A card is one recall.
type card struct {
	ID      string
	Title   string
	Printed string // "You printed 40 of version 2.1 for the van on 3 May 2026."
	Do      string // "Bin them."
	Why     string
	Changes []string
	To      nav.Route // what to hand out now; zero for nothing
	Open    string    // label of the way there
}

// A day is what was printed on it.
type day struct {
	Date  string
	Lines []line
}

// A line is one entry of the log.
type line struct{ What, Where string }

// recalls are those that are not settled, nor said to be gone.
func (m *model) recalls() []recall.Recall {
	found := recall.Find(m.prints, m.catalog, m.now())
	return slices.DeleteFunc(found, func(r recall.Recall) bool { return slices.Contains(m.gone, r.Print.ID) })
}

func (m *model) state() state {
	s := state{
		Loading: !m.read && m.trouble.What == "", Trouble: m.trouble, Keeps: m.keeps,
		Empty: m.read && len(m.prints) == 0, Off: !m.keeps && len(m.prints) > 0,
	}
	if s.Trouble.What == "" {
		s.Trouble = m.unkept
	}
	for _, r := range m.recalls() {
		if r.Cause.Bin() {
			s.Bin = append(s.Bin, m.card(r))
		} else {
			s.Newer = append(s.Newer, m.card(r))
		}
	}
	s.AllGood = m.read && !s.Empty && len(s.Bin)+len(s.Newer) == 0
	switch n := len(m.gone); {
	case m.wiped:
		s.Said = "The print log is wiped. Nothing of it is left on this computer."
	case n > 0:
		s.Said, s.CanUndo = "Good: they are off the list.", true
	}
	m.days(&s)
	return s
}

// days fills in the log.
func (m *model) days(s *state) {
	for _, p := range m.prints[:min(len(m.prints), m.most)] {
		date := glance.Date(p.At.In(m.now().Location()))
		if len(s.Days) == 0 || s.Days[len(s.Days)-1].Date != date {
			s.Days = append(s.Days, day{Date: date})
		}
		d := &s.Days[len(s.Days)-1]
		d.Lines = append(d.Lines, line{m.what(p), m.where(p)})
	}
	if rest := len(m.prints) - m.most; rest > 0 {
		s.More = fmt.Sprintf("Show %d older", min(rest, many))
	}
}

// what is an entry in words, such as "40 × Overdose steps, version 2.1".
func (m *model) what(p recall.Print) string {
	return fmt.Sprintf("%d × %s%s", p.Copies, p.Title, versionOf(p, ", version "))
}

func versionOf(p recall.Print, before string) string {
	if p.Version == "" {
		return ""
	}
	return before + p.Version
}

func (m *model) where(p recall.Print) string {
	var parts []string
	if p.Alert == "" || p.Form.Format != "" {
		parts = append(parts, p.Form.Name())
	}
	if p.Language != "" {
		parts = append(parts, place.Language(p.Language))
	}
	if p.Place != "" {
		parts = append(parts, "for "+p.Place)
	}
	if !p.Settled.IsZero() {
		parts = append(parts, "gone since "+glance.Date(p.Settled.In(m.now().Location())))
	}
	return glance.Join(parts...)
}

// card says in words what to do about a recall.
func (m *model) card(r recall.Recall) card {
	p := r.Print
	c := card{ID: p.ID, Title: p.Title, Do: "Bin them."}
	if p.Copies == 1 {
		c.Do = "Bin it."
	}
	c.Printed = fmt.Sprintf("You printed %d%s%s on %s.", p.Copies, versionOf(p, " of version "), forPlace(p.Place), glance.Date(p.At.In(m.now().Location())))
	switch r.Cause {
	case recall.Withdrawn:
		c.Why = "The library has taken it back."
		if r.Withdrawal != nil {
			c.Why = sentence(fmt.Sprintf("The library took it back on %s: %s", glance.Date(r.Withdrawal.On), r.Withdrawal.Why))
			m.instead(&c, r.Withdrawal.Instead)
		}
	case recall.Changed:
		c.Why = "Earlier versions must not be handed out any more. What changed:"
	case recall.Expired:
		c.Why = fmt.Sprintf("The alert held until %s. It is over.", glance.Date(r.ReviewBy))
	case recall.OutOfDate:
		c.Why = fmt.Sprintf("It was to be reviewed by %s, and that day has passed.", glance.Date(r.ReviewBy))
	case recall.Gone:
		c.Why = "The library does not have it any more, and does not say why."
	case recall.Newer:
		c.Do, c.Why = "You can use these up.", fmt.Sprintf("Version %s is out.", r.Now)
		if len(r.Changes) > 0 {
			c.Why += " What changed:"
		}
	}
	for _, a := range r.Changes {
		c.Changes = append(c.Changes, sentence(fmt.Sprintf("Version %s, %s: %s", a.Version, glance.Date(a.Date), a.What)))
	}
	if _, _, ok := m.catalog.Handout(p.Handout); ok && c.To == (nav.Route{}) {
		c.To, c.Open = nav.Route{Screen: nav.Handout, Handout: p.Handout}, "Open the handout"
		if r.Cause == recall.Changed || r.Cause == recall.Newer {
			c.Open = "Print the new version"
		}
	}
	return c
}

// instead leads to what is handed out in place of what was taken back.
func (m *model) instead(c *card, id catalog.HandoutID) {
	if h, _, ok := m.catalog.Handout(id); ok {
		c.Why += " Hand out “" + h.Title + "” in its place."
		c.To, c.Open = nav.Route{Screen: nav.Handout, Handout: id}, "Open “"+h.Title+"”"
	}
}

func forPlace(name string) string {
	if name == "" {
		return ""
	}
	return " for " + name
}

// sentence ends a text with a full stop, unless it has an end.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// settle says that copies are gone. What was said before is written then; it is returned.
func (m *model) settle(ids []string) (write []string) {
	write, m.gone, m.wiped, m.unkept = m.gone, ids, false, explain.Trouble{}
	m.mark(write)
	return write
}

// flush gives what was said and is not written yet.
func (m *model) flush() (write []string) {
	write, m.gone = m.gone, nil
	m.mark(write)
	return write
}

// mark settles entries here.
func (m *model) mark(ids []string) {
	m.prints = slices.Clone(m.prints)
	for i := range m.prints {
		if slices.Contains(ids, m.prints[i].ID) {
			m.prints[i].Settled = m.now()
		}
	}
}
