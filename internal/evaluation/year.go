package evaluation

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// A Summary is what sessions amounted to from one day to another. Who came to two sessions is counted twice, since nobody
// knows that it was the same person: People are places taken, not persons.
type Summary struct {
	From, To time.Time // days, both of them in it
	Total    Sum
	Brief    int // of Total.Sessions, brief talks
	Months   []MonthSum
	Places   []PlaceSum
	Modules  []ModuleSum
	Change   Pooled
	Handouts []HandoutGiven // most copies first; of several versions together, with the newest title
	Copies   int
	Support  []SupportSum
	Helped   SupportSum // all kinds together
}

// A Sum adds up sessions.
type Sum struct {
	Sessions int
	Minutes  int
	People   Present
}

// A MonthSum is a Sum of a month. Months without a session between the first and the last are there too.
type MonthSum struct {
	Month time.Time // its first day, in UTC
	Sum
}

// A PlaceSum is a Sum for a kind of place, in the order of the constants; an empty one, last, where none was given.
type PlaceSum struct {
	Place Place
	Sum
}

// A ModuleSum is a Sum of the sessions in which a module was taught. A session of two modules is in both.
type ModuleSum struct {
	Module catalog.ModuleID
	Title  string // of the latest session
	Sum
}

// Pooled is the change of several sessions together: of those alone that tell of theirs, so that no small group can be
// worked out from the sum.
type Pooled struct {
	Sessions   int // that tell of a change
	Untold     int // that had sheets, and too few pairs to tell of
	Paired     int // in Sessions
	Whole      Share
	Objectives []PooledObjective // by module and id
}

// A PooledObjective is a Share for the sessions that asked about an objective.
type PooledObjective struct {
	Module   catalog.ModuleID
	ID       catalog.ObjectiveID
	Text     string
	Sessions int
	Paired   int
	Share    Share
}

// A SupportSum adds up support.
type SupportSum struct {
	Kind    SupportKind
	Times   int
	Minutes int // of Times
	People  Present
	Hours   float64 // of people: an hour with three of them is three
}

// All is how many there are.
func (p Present) All() int { return p.Designated + p.OtherRole + p.Community }

func (p Present) plus(q Present) Present {
	return Present{p.Designated + q.Designated, p.OtherRole + q.OtherRole, p.Community + q.Community}
}

func (s *Sum) add(r Report) {
	s.Sessions++
	s.Minutes += r.Minutes
	s.People = s.People.plus(r.Present)
}

// Places lists all kinds of place.
func Places() []Place {
	return []Place{
		NeedleProgram, HealthService, Community, Housing, Prison, Street, Festival, Education, Workplace, Online, OtherPlace,
	}
}

// SupportKinds lists all kinds of support.
func SupportKinds() []SupportKind {
	return []SupportKind{Supervision, Debrief, Mentoring, Coreflect, OtherHelp}
}

// Year adds up the sessions and the support of the days from one to another, both included. A day is the one that it was
// where the session was.
func Year(reports []Report, support []Support, from, to time.Time) Summary {
	s := Summary{From: from, To: to}
	in := func(t time.Time) bool { return day(from) <= day(t) && day(t) <= day(to) }
	var within []Report
	for _, r := range reports {
		if in(r.Date) {
			within = append(within, r)
		}
	}
	slices.SortStableFunc(within, func(a, b Report) int { return a.Date.Compare(b.Date) })
	for _, r := range within {
		s.Total.add(r)
		if r.Brief {
			s.Brief++
		}
	}
	s.Months, s.Places, s.Modules = byMonth(within), byPlace(within), byModule(within)
	s.Change = pool(within)
	s.Handouts, s.Copies = given(within)
	s.addSupport(support, in)
	return s
}

// day numbers the days of a calendar, in any time zone.
func day(t time.Time) int {
	y, m, d := t.Date()
	return (y*13+int(m))*32 + d
}

func byMonth(reports []Report) []MonthSum {
	var months []MonthSum
	for _, r := range reports {
		y, m, _ := r.Date.Date()
		first := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
		const most = 1200 // months: a wrong clock shall not make a list without end
		for n := len(months); n > 0 && n < most && months[n-1].Month.AddDate(0, 1, 0).Before(first); n++ {
			months = append(months, MonthSum{Month: months[n-1].Month.AddDate(0, 1, 0)})
		}
		at := slices.IndexFunc(months, func(s MonthSum) bool { return s.Month.Equal(first) })
		if at < 0 {
			months, at = append(months, MonthSum{Month: first}), len(months)
		}
		months[at].add(r)
	}
	slices.SortStableFunc(months, func(a, b MonthSum) int { return a.Month.Compare(b.Month) })
	return months
}

func byPlace(reports []Report) []PlaceSum {
	var places []PlaceSum
	for _, p := range append(Places(), "") {
		sum := PlaceSum{Place: p}
		for _, r := range reports {
			if r.Place == p || p == "" && !slices.Contains(Places(), r.Place) {
				sum.add(r)
			}
		}
		if sum.Sessions > 0 {
			places = append(places, sum)
		}
	}
	return places
}

func byModule(reports []Report) []ModuleSum {
	sums := map[catalog.ModuleID]*ModuleSum{}
	for _, r := range reports {
		counted := map[catalog.ModuleID]bool{}
		for _, m := range r.Modules {
			if counted[m.ID] {
				continue
			}
			counted[m.ID] = true
			if sums[m.ID] == nil {
				sums[m.ID] = &ModuleSum{Module: m.ID}
			}
			sums[m.ID].Title = m.Title
			sums[m.ID].add(r)
		}
	}
	var modules []ModuleSum
	for _, s := range sums {
		modules = append(modules, *s)
	}
	slices.SortFunc(modules, func(a, b ModuleSum) int {
		if a.Sessions != b.Sessions {
			return b.Sessions - a.Sessions
		}
		return strings.Compare(string(a.Module), string(b.Module))
	})
	return modules
}

func given(reports []Report) (handouts []HandoutGiven, copies int) {
	sums := map[catalog.HandoutID]HandoutGiven{}
	for _, r := range reports {
		for _, h := range r.Handouts {
			h.Copies += sums[h.ID].Copies
			sums[h.ID] = h
		}
	}
	for _, h := range sums {
		copies += h.Copies
		handouts = append(handouts, h)
	}
	slices.SortFunc(handouts, func(a, b HandoutGiven) int {
		if a.Copies != b.Copies {
			return b.Copies - a.Copies
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return handouts, copies
}

func (s *Summary) addSupport(support []Support, in func(time.Time) bool) {
	for _, kind := range SupportKinds() {
		sum := SupportSum{Kind: kind}
		for _, given := range support {
			if in(given.Date) && (given.Kind == kind || kind == OtherHelp && !slices.Contains(SupportKinds(), given.Kind)) {
				sum.add(given)
				s.Helped.add(given)
			}
		}
		if sum.Times > 0 {
			s.Support = append(s.Support, sum)
		}
	}
}

func (s *SupportSum) add(given Support) {
	s.Times++
	s.Minutes += given.Minutes
	s.People = s.People.plus(given.People)
	s.Hours += float64(given.Minutes*given.People.All()) / 60
}

func pool(reports []Report) Pooled {
	var p Pooled
	var whole []part
	type key struct {
		module catalog.ModuleID
		id     catalog.ObjectiveID
	}
	objectives := map[key][]part{}
	texts := map[key]string{}
	for _, r := range reports {
		c := r.Change
		if !c.Told {
			if c.Before+c.After > 0 {
				p.Untold++
			}
			continue
		}
		p.Sessions++
		p.Paired += c.Paired
		whole = append(whole, part{c.Paired, c.Whole})
		for _, o := range c.Objectives {
			k := key{o.Module, o.ID}
			objectives[k], texts[k] = append(objectives[k], part{c.Paired, o.Share}), o.Text
		}
	}
	if p.Sessions == 0 {
		return p
	}
	p.Whole = pooledShare(whole)
	for k, parts := range objectives {
		o := PooledObjective{Module: k.module, ID: k.id, Text: texts[k], Sessions: len(parts), Share: pooledShare(parts)}
		for _, each := range parts {
			o.Paired += each.pairs
		}
		p.Objectives = append(p.Objectives, o)
	}
	slices.SortFunc(p.Objectives, func(a, b PooledObjective) int {
		if c := strings.Compare(string(a.Module), string(b.Module)); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return p
}

// A part is the share of one session.
type part struct {
	pairs int
	share Share
}

// pooledShare weighs sessions by their pairs. The interval of the sum is made of theirs by the method of variance
// estimates recovery: the distances of their ends from their changes, weighed, squared and added (G. Y. Zou and
// A. Donner, Construction of confidence limits about effect measures: a general approach, Statistics in Medicine 27, 2008,
// 1693–1702). It is about groups like these; how much sessions differ from each other is not in it.
func pooledShare(parts []part) Share {
	pairs := 0
	for _, p := range parts {
		pairs += p.pairs
	}
	var s Share
	var below, above float64
	for _, p := range parts {
		w := float64(p.pairs) / float64(pairs)
		s.Before += w * p.share.Before
		s.After += w * p.share.After
		down, up := w*(p.share.Change-p.share.Low), w*(p.share.High-p.share.Change)
		below, above = below+down*down, above+up*up
	}
	s.Change = s.After - s.Before
	s.Low, s.High = max(s.Change-math.Sqrt(below), -1), min(s.Change+math.Sqrt(above), 1)
	return s
}
