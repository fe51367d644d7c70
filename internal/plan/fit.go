package plan

import (
	"cmp"
	"slices"
)

// Minutes that sections and plans may have.
const (
	MostMinutes   = 24 * 60
	withoutBreak  = 75 // minutes that people can go without a break
	breakMinutes  = 10
	fewestMinutes = 3
	// hurriedMinutes are enough to say who one is and what this is about, and to say goodbye.
	hurriedMinutes = 2
)

// leastOf is below how many minutes a section is better left out, where its author does not say: half of what it usually
// takes, and three minutes unless it usually takes fewer.
func leastOf(usual int) int { return min(max((usual+1)/2, fewestMinutes), max(usual, 1)) }

// Fit plans the sections for the minutes there are. It goes by what they usually take and by nothing that was planned
// before, so that it does not matter for how many minutes the plan was fitted earlier.
//
// Where there is too little time, sections get shorter, each by its share of what it can spare. Where even that is too
// long, the least necessary are left out: breaks first, if the session is short enough to do without; then talks and
// activities that ask the room nothing critical, and then the others, from the last to the first of each. Opening and
// Closing always stay; where they would leave no time for anything else, they are cut to two minutes each, so that ten
// minutes still teach something. With more time than usual, activities grow to at most one and a half times of what they
// usually take, and then talks, opening and closing.
func (p Plan) Fit(minutes int) Plan {
	q := clone(p)
	q.Minutes = min(max(minutes, 0), MostMinutes)
	least := Section.least
	on := q.choose(least)
	if !q.teaches(on) && q.Minutes <= withoutBreak {
		if brisk := q.choose(Section.hurried); q.teaches(brisk) {
			on, least = brisk, Section.hurried
		}
	}
	for i := range q.Sections {
		s := &q.Sections[i]
		s.Off, s.Minutes = true, max(s.Usual, 1)
	}
	for _, i := range on {
		q.Sections[i].Off = false
	}
	q.share(on, least)
	return q
}

// teaches reports whether there is more among sections than a welcome, a goodbye and a rest.
func (p Plan) teaches(on []int) bool {
	return slices.ContainsFunc(on, func(i int) bool { k := p.Sections[i].Kind; return k == Activity || k == Talk })
}

// choose says which sections there is time for, in their order, when each takes at least so many minutes.
func (p Plan) choose(least func(Section) int) []int {
	usual, on := 0, make([]int, 0, len(p.Sections))
	for i := range p.Sections {
		on = append(on, i)
		usual += p.Sections[i].usual()
	}
	if usual <= p.Minutes {
		return on
	}
	var out []int
	for _, i := range p.dispensable() {
		breather := p.Sections[i].Kind == Break && p.Minutes <= withoutBreak
		if !breather && p.sum(on, least) <= p.Minutes {
			continue
		}
		on = slices.DeleteFunc(on, func(j int) bool { return j == i })
		if !breather {
			out = append(out, i)
		}
	}
	for _, i := range slices.Backward(out) { // the last that went may have been larger than it had to be
		if p.sum(on, least)+least(p.Sections[i]) <= p.Minutes {
			on = append(on, i)
		}
	}
	slices.Sort(on)
	return on
}

// dispensable lists the sections that can be left out, the least necessary first.
func (p Plan) dispensable() []int {
	var all []int
	for i, s := range p.Sections {
		if s.Kind != Opening && s.Kind != Closing {
			all = append(all, i)
		}
	}
	slices.SortStableFunc(all, func(a, b int) int {
		return cmp.Or(cmp.Compare(p.Sections[a].necessity(p.Minutes), p.Sections[b].necessity(p.Minutes)), cmp.Compare(b, a))
	})
	return all
}

// necessity ranks a section that can be left out. Where there is no doing without a break, it goes last.
func (s Section) necessity(minutes int) int {
	switch {
	case s.Kind == Break && minutes > withoutBreak:
		return 4
	case s.Kind == Break:
		return -1
	}
	rank := 0
	if s.Kind == Activity {
		rank++
	}
	if s.critical() {
		rank += 2
	}
	return rank
}

// critical reports whether a section asks the room what must be right.
func (s Section) critical() bool {
	return slices.ContainsFunc(s.Steps, func(st Step) bool {
		return st.Poll != nil && st.Poll.Item != nil && st.Poll.Item.Critical
	})
}

func (p Plan) sum(on []int, minutes func(Section) int) int {
	sum := 0
	for _, i := range on {
		sum += minutes(p.Sections[i])
	}
	return sum
}

func (s Section) usual() int { return max(s.Usual, 1) }
func (s Section) least() int { return min(max(s.Least, 1), s.usual()) }
func (s Section) most() int  { return s.usual() + s.usual()/2 }

// hurried is the least where there is time for next to nothing.
func (s Section) hurried() int {
	if s.Kind == Opening || s.Kind == Closing {
		return min(s.least(), hurriedMinutes)
	}
	return s.least()
}

// share gives the sections that are on their minutes, and none less than its least.
func (p *Plan) share(on []int, least func(Section) int) {
	for _, i := range on {
		p.Sections[i].Minutes = least(p.Sections[i])
	}
	left := p.Minutes - p.sum(on, least)
	left = p.grow(on, left, Section.usual)
	for _, kinds := range [][]SectionKind{{Activity}, {Talk, Opening, Closing}, {Break}} {
		some := slices.DeleteFunc(slices.Clone(on), func(i int) bool { return !slices.Contains(kinds, p.Sections[i].Kind) })
		left = p.grow(some, left, Section.most)
	}
}

// grow gives sections more minutes, each by its share of what it can take up to a limit, and says how many are left.
// Minutes that do not divide go to those with the largest remainder, the earlier ones first.
func (p *Plan) grow(on []int, left int, limit func(Section) int) int {
	room := 0
	for _, i := range on {
		room += limit(p.Sections[i]) - p.Sections[i].Minutes
	}
	give := min(left, room)
	if give <= 0 {
		return max(left, 0)
	}
	type part struct{ section, rest int }
	parts, given := make([]part, 0, len(on)), 0
	for _, i := range on {
		s := &p.Sections[i]
		whole := (limit(*s) - s.Minutes) * give
		parts = append(parts, part{i, whole % room})
		s.Minutes += whole / room
		given += whole / room
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(b.rest, a.rest) })
	for _, part := range parts[:give-given] {
		p.Sections[part.section].Minutes++
	}
	return left - give
}
