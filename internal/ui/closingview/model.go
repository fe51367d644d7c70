package closingview

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/place"
)

// Limits of what is entered.
const (
	mostPeople  = session.MostCounted
	mostMinutes = 9999
	mostCopies  = 999
	mostSaid    = 20
)

// state is everything that the screen says.
type state struct {
	Title     string
	Rehearsal bool

	Present  evaluation.Present
	Total    string
	Venues   []string
	Venue    int // of Venues
	Minutes  int
	Handouts []handoutState
	Said     []string
	SaidFull bool
	Walls    []wallState
	Matched  string // about before and after; empty where nothing was asked
	TooFew   bool
	Keep     bool // sheets for answers that come late

	Busy    bool
	Trouble explain.Trouble // empty What: none
}

type handoutState struct {
	Title  string
	Copies int
}

type wallState struct {
	Poll   plan.PollID
	Prompt string
	Keep   bool
}

type model struct {
	desk    session.DeskView
	closing session.Closed
	changed bool // since it was kept
	keep    bool
	busy    bool
	err     error
}

// newModel takes what is known already: handouts of the plan that nobody has counted yet are there with no copies.
func newModel(desk session.DeskView, region catalog.Region, handout func(catalog.HandoutID) (catalog.Handout, bool)) *model {
	m := &model{desk: desk, closing: desk.Closing}
	m.closing.Words = maps.Clone(m.closing.Words)
	m.closing.Said, m.closing.Handouts = slices.Clone(m.closing.Said), slices.Clone(m.closing.Handouts)
	if m.closing.Region == "" {
		m.closing.Region = region
	}
	for _, s := range desk.Plan.Sections {
		if s.Off {
			continue
		}
		for _, id := range s.Handouts {
			h, ok := handout(id)
			if !ok || slices.ContainsFunc(m.closing.Handouts, func(g evaluation.HandoutGiven) bool { return g.ID == id }) {
				continue
			}
			m.closing.Handouts = append(m.closing.Handouts, evaluation.HandoutGiven{ID: id, Title: h.Title, Version: h.Version})
		}
	}
	return m
}

func (m *model) state() state {
	p := m.closing.Present
	s := state{
		Title: m.desk.Plan.Title, Rehearsal: m.desk.Rehearsal, Present: p, Minutes: m.closing.Minutes,
		Venue: slices.Index(venues(), m.closing.Place), Said: m.closing.Said, SaidFull: len(m.closing.Said) >= mostSaid,
		Keep: m.keep, Busy: m.busy,
	}
	switch n := p.All(); n {
	case 0:
		s.Total = "Nobody is counted yet."
	case 1:
		s.Total = "1 person in all."
	default:
		s.Total = fmt.Sprintf("%d people in all.", n)
	}
	for _, v := range venues() {
		s.Venues = append(s.Venues, place.Venue(v))
	}
	for _, h := range m.closing.Handouts {
		s.Handouts = append(s.Handouts, handoutState{h.Title, h.Copies})
	}
	for _, poll := range m.walls() {
		s.Walls = append(s.Walls, wallState{poll.ID, poll.Prompt, m.closing.Words[poll.ID]})
	}
	before, after := m.desk.Sheets[evaluation.Before], m.desk.Sheets[evaluation.After]
	switch {
	case before+after > 0:
		s.Matched = fmt.Sprintf("%s before, %s after, %d matched.", sheets(before), sheets(after), m.desk.Paired)
		s.TooFew = m.desk.Paired < evaluation.LeastPairs
	case len(m.desk.Plan.Check) > 0 && !m.desk.Plan.Brief:
		s.Matched = "No sheets are in."
	}
	if m.err != nil {
		s.Trouble = explain.Error(m.err)
	}
	return s
}

// venues are the kinds of place, after none.
func venues() []evaluation.Place { return append([]evaluation.Place{""}, evaluation.Places()...) }

func sheets(n int) string {
	if n == 1 {
		return "1 sheet"
	}
	return fmt.Sprintf("%d sheets", n)
}

// walls are the polls of the session on which people wrote.
func (m *model) walls() []plan.Poll {
	var walls []plan.Poll
	for _, section := range m.desk.Plan.Sections {
		for _, step := range section.Steps {
			if step.Poll != nil && step.Poll.Kind == plan.WallPoll && !section.Off {
				walls = append(walls, *step.Poll)
			}
		}
	}
	return walls
}

// say keeps a line that somebody said. It reports whether there was one, and room for it.
func (m *model) say(line string) bool {
	line = strings.Join(strings.Fields(line), " ")
	if line == "" || len(m.closing.Said) >= mostSaid {
		return false
	}
	m.closing.Said = append(slices.Clip(m.closing.Said), line)
	m.changed = true
	return true
}

func (m *model) unsay(i int) {
	m.closing.Said = slices.Delete(slices.Clone(m.closing.Said), i, i+1)
	m.changed = true
}

func (m *model) keepWords(id plan.PollID, on bool) {
	words := map[plan.PollID]bool{}
	maps.Copy(words, m.closing.Words)
	words[id] = on
	m.closing.Words, m.changed = words, true
}

func (m *model) setCopies(i, copies int) {
	m.closing.Handouts = slices.Clone(m.closing.Handouts)
	m.closing.Handouts[i].Copies = copies
	m.changed = true
}

// closed is what is kept: handouts of which nothing was given are left out.
func (m *model) closed() session.Closed {
	c := m.closing
	c.Handouts = slices.DeleteFunc(slices.Clone(c.Handouts), func(g evaluation.HandoutGiven) bool { return g.Copies == 0 })
	return c
}
