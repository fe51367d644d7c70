package session

import (
	"slices"
	"time"
)

// longestGap is how long nothing may happen before a session counts as left: from then until the next event its clocks
// stand still.
const longestGap = 3 * time.Hour

// A clock measures sections by the times of entries alone.
type clock struct {
	sections []SectionTime
	section  int       // whose clock runs
	since    time.Time // it runs since then; zero while it stands
	last     time.Time // of the last entry
	spans    []span    // when something happened, without the gaps
}

// A span is a time in which a session went on.
type span struct{ from, to time.Time }

func (c *clock) begin(sections, first int) {
	c.sections = make([]SectionTime, sections)
	c.section = first
	c.sections[first].Begun = true
}

// tick notes that something happens at a time. Times that go back, as when the computer's clock was set, count for nothing.
// What is done at the desk afterwards does not make the session longer.
func (c *clock) tick(at time.Time, e Event) {
	if gap := at.Sub(c.last); !c.since.IsZero() && (gap > longestGap || gap < 0) {
		c.spend(c.last)
		c.since = at
	}
	c.last = at
	n := len(c.spans)
	left := n == 0 || at.Sub(c.spans[n-1].to) > longestGap || at.Before(c.spans[n-1].to)
	switch {
	case !left && lively(e):
		c.spans[n-1].to = at
	case left && lively(e) && e != Event(Paused{On: true}): // a program that is started again pauses what was left
		c.spans = append(c.spans, span{at, at})
	}
}

// spend adds the time until then to the section whose clock runs.
func (c *clock) spend(until time.Time) {
	if !c.since.IsZero() {
		c.sections[c.section].Spent += max(until.Sub(c.since), 0)
	}
}

// move lets the clock of another section run from the last entry on.
func (c *clock) move(section int) {
	if section == c.section {
		return
	}
	c.sections = slices.Clone(c.sections)
	c.spend(c.last)
	if !c.since.IsZero() {
		c.since = c.last
	}
	c.section = section
	c.sections[section].Begun = true
}

// stand stops the clock, or lets it go on.
func (c *clock) stand(at time.Time, running bool) {
	switch {
	case running && c.since.IsZero():
		c.since = at
	case !running && !c.since.IsZero():
		c.spend(at)
		c.since = time.Time{}
	}
}

// minutes are how long the session went on, without the times in which it was left.
func (c *clock) minutes() int {
	var all time.Duration
	for _, s := range c.spans {
		all += s.to.Sub(s.from)
	}
	return int(all.Round(time.Minute) / time.Minute)
}

// days are on how many days the session went on. One that goes on after midnight is of the day before.
func (c *clock) days(in *time.Location) int {
	var days []string
	for _, s := range c.spans {
		if day := s.from.In(in).Format(time.DateOnly); !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	return len(days)
}

// lively reports whether an event is part of what goes on in the room, and not of the desk work about it.
func lively(e Event) bool {
	switch e := e.(type) {
	case Keyed:
		return e.By != ""
	case Paused:
		return e.On
	case Unkeyed, Closed:
		return false
	}
	return true
}
