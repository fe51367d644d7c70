package supportview

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/place"
)

// Limits of what is entered.
const (
	mostPeople  = 500
	mostMinutes = 999
	usual       = 60 // minutes
)

// state is everything that the screen says.
type state struct {
	Kind    int // of place.Helps
	Date    string
	DateBad string // what is wrong with it
	Minutes int
	People  evaluation.Present
	CanAdd  bool
	Busy    bool

	Loading bool
	Rows    []row
	Trouble explain.Trouble
}

// A row is one entry of the log.
type row struct{ Heading, Text string }

type model struct {
	today time.Time
	kind  int
	date  string
	mins  int
	who   evaluation.Present

	loading bool
	log     []evaluation.Support // newest first
	busy    bool
	err     error
}

func newModel(today time.Time) *model {
	return &model{today: today, date: glance.Date(today), mins: usual, loading: true}
}

func (m *model) state() state {
	s := state{
		Kind: m.kind, Date: m.date, Minutes: m.mins, People: m.who, Busy: m.busy, Loading: m.loading,
		CanAdd: !m.busy && m.who.All() > 0 && m.mins > 0,
	}
	if _, problem := m.day(); problem != "" {
		s.DateBad, s.CanAdd = problem, false
	}
	for _, e := range m.log {
		s.Rows = append(s.Rows, row{place.Help(e.Kind), text(e)})
	}
	if m.err != nil {
		s.Trouble = explain.Error(m.err)
	}
	return s
}

// day is the date that was entered, or a sentence about what is wrong with it.
func (m *model) day() (day time.Time, problem string) {
	day, ok := glance.ReadDay(strings.TrimSpace(m.date))
	switch {
	case !ok:
		return day, "Write it as 22 November 2026 or 22/11/2026."
	case day.After(glance.Day(m.today)):
		return day, "That day has not come yet."
	}
	return day, ""
}

// entry is what was entered.
func (m *model) entry(id string) (evaluation.Support, bool) {
	day, problem := m.day()
	if problem != "" || m.who.All() == 0 || m.mins == 0 {
		return evaluation.Support{}, false
	}
	return evaluation.Support{ID: id, Date: day, Kind: evaluation.SupportKinds()[m.kind], Minutes: m.mins, People: m.who}, true
}

// added is called once an entry was kept.
func (m *model) added(e evaluation.Support) {
	m.log = append([]evaluation.Support{e}, m.log...)
	slices.SortStableFunc(m.log, func(a, b evaluation.Support) int { return b.Date.Compare(a.Date) })
	m.who = evaluation.Present{}
}

func (m *model) removed(id string) {
	m.log = slices.DeleteFunc(slices.Clone(m.log), func(e evaluation.Support) bool { return e.ID == id })
}

// text says an entry in one line.
func text(e evaluation.Support) string {
	var who []string
	for _, part := range []struct {
		n         int
		one, many string
	}{
		{e.People.Designated, "peer worker", "peer workers"}, {e.People.OtherRole, "other worker", "other workers"},
		{e.People.Community, "person from the community", "people from the community"},
	} {
		switch part.n {
		case 0:
		case 1:
			who = append(who, "1 "+part.one)
		default:
			who = append(who, fmt.Sprintf("%d %s", part.n, part.many))
		}
	}
	return fmt.Sprintf("%s · %s · %d min each", glance.Date(e.Date), strings.Join(who, ", "), e.Minutes)
}
