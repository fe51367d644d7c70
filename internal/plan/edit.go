package plan

import (
	"slices"
	"strconv"

	"github.com/passalong/passalong/internal/catalog"
)

// Every change gives a new plan that shares nothing with the old one. A position that the plan does not have changes
// nothing.

// Duplicate is a copy of the plan under another id. It is no template.
func (p Plan) Duplicate(id ID) Plan {
	to := clone(p)
	to.ID, to.Template = id, false
	return to
}

// Move puts a section elsewhere.
func (p Plan) Move(from, to int) Plan {
	q := clone(p)
	if p.has(from) && p.has(to) {
		q.Sections = moved(q.Sections, from, to)
	}
	return q
}

// SetMinutes plans a section's minutes, from 1 on.
func (p Plan) SetMinutes(i, minutes int) Plan {
	return p.change(i, func(s *Section) { s.Minutes = min(max(minutes, 1), MostMinutes) })
}

// SetOff leaves a section out this time, or takes it in again.
func (p Plan) SetOff(i int, off bool) Plan {
	return p.change(i, func(s *Section) { s.Off = off })
}

// SetSection puts a section in the place of another, and keeps that one's id.
func (p Plan) SetSection(i int, s Section) Plan {
	if !p.has(i) {
		return clone(p)
	}
	q := p.Remove(i).Insert(i, s)
	q.Sections[i].ID = p.Sections[i].ID
	return q
}

// Insert puts a section before the one at a position, or at the end. It gets an id of its own where it has none or one
// that is taken, and so do its polls; what its minutes may be where it does not say.
func (p Plan) Insert(i int, s Section) Plan {
	q, s := clone(p), clone(s)
	if i < 0 || i > len(q.Sections) {
		return q
	}
	s.ID = q.freeSection(s.ID)
	s.Minutes = max(s.Minutes, 1)
	if s.Usual == 0 {
		s.Usual = s.Minutes
	}
	if s.Least == 0 {
		s.Least = leastOf(s.Usual)
	}
	steps := s.Steps
	s.Steps = nil
	q.Sections = slices.Insert(q.Sections, i, s)
	for _, step := range steps {
		q.addStep(i, len(q.Sections[i].Steps), step)
	}
	return q
}

// Remove takes a section out.
func (p Plan) Remove(i int) Plan {
	q := clone(p)
	if q.has(i) {
		q.Sections = slices.Delete(q.Sections, i, i+1)
	}
	return q
}

// AddStep puts a step into a section, before the one at a position or at the end. Its poll gets an id that no other poll
// of the plan's sections has.
func (p Plan) AddStep(section, at int, s Step) Plan {
	q := clone(p)
	if q.has(section) && at >= 0 && at <= len(q.Sections[section].Steps) {
		q.addStep(section, at, clone(s))
	}
	return q
}

func (p *Plan) addStep(section, at int, s Step) {
	if s.Poll != nil {
		s.Poll.ID = p.freePoll(s.Poll.ID)
	}
	in := &p.Sections[section]
	in.Steps = slices.Insert(in.Steps, at, s)
}

// RemoveStep takes a step out of a section.
func (p Plan) RemoveStep(section, at int) Plan {
	return p.change(section, func(s *Section) {
		if at >= 0 && at < len(s.Steps) {
			s.Steps = slices.Delete(s.Steps, at, at+1)
		}
	})
}

// MoveStep puts a step elsewhere in its section.
func (p Plan) MoveStep(section, from, to int) Plan {
	return p.change(section, func(s *Section) {
		if from >= 0 && from < len(s.Steps) && to >= 0 && to < len(s.Steps) {
			s.Steps = moved(s.Steps, from, to)
		}
	})
}

// Handouts lists what is given out in the sections that are on, each once.
func (p Plan) Handouts() []catalog.HandoutID {
	var all []catalog.HandoutID
	for _, s := range p.on() {
		for _, h := range s.Handouts {
			if !slices.Contains(all, h) {
				all = append(all, h)
			}
		}
	}
	return all
}

// Poll finds a poll: one of a section, or else one of the check. An item that is both asked in a section and in the check
// has the same id in both.
func (p Plan) Poll(id PollID) (Poll, bool) {
	for _, s := range p.Sections {
		for _, step := range s.Steps {
			if step.Poll != nil && step.Poll.ID == id {
				return clone(*step.Poll), true
			}
		}
	}
	for _, c := range p.Check {
		if c.ID == id {
			return clone(c), true
		}
	}
	return Poll{}, false
}

// Used is how many minutes the sections that are on take.
func (p Plan) Used() int {
	used := 0
	for _, s := range p.on() {
		used += s.Minutes
	}
	return used
}

// Over is by how many minutes the plan is too long; negative when some are left.
func (p Plan) Over() int { return p.Used() - p.Minutes }

func (p Plan) on() []Section {
	var on []Section
	for _, s := range p.Sections {
		if !s.Off {
			on = append(on, s)
		}
	}
	return on
}

func (p Plan) has(i int) bool { return i >= 0 && i < len(p.Sections) }

func (p Plan) change(i int, how func(*Section)) Plan {
	q := clone(p)
	if q.has(i) {
		how(&q.Sections[i])
	}
	return q
}

func moved[T any](all []T, from, to int) []T {
	it := all[from]
	return slices.Insert(slices.Delete(all, from, from+1), to, it)
}

func (p Plan) freeSection(wanted SectionID) SectionID {
	taken := func(id SectionID) bool {
		return slices.ContainsFunc(p.Sections, func(s Section) bool { return s.ID == id })
	}
	if wanted != "" && !taken(wanted) {
		return wanted
	}
	for n := 1; ; n++ {
		if id := SectionID("own-" + strconv.Itoa(n)); !taken(id) {
			return id
		}
	}
}

func (p Plan) freePoll(wanted PollID) PollID {
	taken := make(map[PollID]bool)
	for _, s := range p.Sections {
		for _, step := range s.Steps {
			if step.Poll != nil {
				taken[step.Poll.ID] = true
			}
		}
	}
	id := wanted
	stem, first := string(wanted), 2
	if n, isWall := wallNumber(wanted); isWall {
		stem, first = "wall", n+1
	}
	for n := first; taken[id]; n++ {
		id = PollID(stem + "-" + strconv.Itoa(n))
	}
	return id
}
