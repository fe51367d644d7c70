package scenarioview

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/ui/glance"
)

func (m *model) state() state {
	st := state{Phase: m.phase, Title: m.scenario.Title, Broken: m.broken != nil, Saving: m.saving, Problem: m.problem}
	if m.module != nil {
		st.Module = m.module.Title
	}
	switch m.phase {
	case starting:
		st.Start = m.startState()
	case playing:
		st.Play = m.playState()
	case lookback:
		st.Debrief = m.debriefState()
	}
	return st
}

func (m *model) startState() startState {
	s := startState{Summary: m.scenario.Summary, Chosen: m.chosen, HasClock: m.scenario.Clock > 0, Clock: m.clock}
	if n := m.scenario.Minutes; n > 0 {
		s.Points = append(s.Points, point{pointTime, fmt.Sprintf("It takes about %s.", glance.Minutes(n))})
	}
	s.Points = append(s.Points,
		point{pointFree, "You choose what to do, and see what comes of it. Nothing is scored."},
		point{pointStop, "You can stop any time and go on later."})
	for _, v := range m.scenario.Variants {
		s.Variants = append(s.Variants, v.Title)
	}
	if m.chosen < len(m.scenario.Variants) {
		s.Note = m.scenario.Variants[m.chosen].Note
	}
	if m.open != nil {
		s.Resumed = "You stopped in the middle of this. " + m.soFar(*m.open)
	}
	for _, f := range m.earlier {
		s.Earlier = append(s.Earlier, earlierState{glance.Join(glance.Date(f.run.Started), f.ending, variantTitle(f.run)), f.run.ID})
	}
	return s
}

// soFar says which run it was, and how far it came.
func (m *model) soFar(r scenario.Run) string {
	where := ""
	if v := variantTitle(r); v != "" {
		where = ", " + v
	}
	return fmt.Sprintf("It was on %s%s, after %s.", glance.Date(r.Started), where, glance.Count(len(r.Steps), "step", "steps"))
}

// variantTitle is the variant of a run in words; empty when its scenario has none.
func variantTitle(r scenario.Run) string {
	i := slices.IndexFunc(r.Scenario.Variants, func(v scenario.Variant) bool { return v.ID == r.Variant })
	if i < 0 {
		return ""
	}
	return r.Scenario.Variants[i].Title
}

func (m *model) playState() playState {
	p := playState{Facts: m.facts(), Did: m.did(), Over: m.now.Ended, Clock: m.clockState()}
	for _, said := range m.now.Said {
		p.Happened = appendPart(p.Happened, said.Part)
	}
	for _, part := range m.now.Parts {
		p.Scene = appendPart(p.Scene, part)
	}
	for _, a := range m.now.Offered {
		p.Actions = append(p.Actions, a.Text)
	}
	return p
}

func appendPart(to []paragraph, p scenario.Part) []paragraph {
	if p.Text == "" && p.Picture == "" {
		return to // a rule without words
	}
	return append(to, paragraph{p.Text, p.Picture, p.Alt})
}

// facts are the minutes that are gone and what else the scenario shows of its state.
func (m *model) facts() []fact {
	facts := []fact{{Label: "Minutes gone", Value: strconv.Itoa(m.now.Minutes)}}
	before := m.before.Shown()
	for i, v := range m.now.Shown() {
		f := fact{Label: v.Label, Value: v.Words}
		if i < len(before) && before[i].Words != v.Words {
			f.Before = before[i].Words
		}
		facts = append(facts, f)
	}
	return facts
}

// did says what the last step was.
func (m *model) did() string {
	n := len(m.run.Steps)
	if n == 0 {
		return ""
	}
	id := m.run.Steps[n-1].Action
	if id == "" {
		return "You wait, and a minute passes."
	}
	for _, s := range m.scenario.Scenes {
		i := slices.IndexFunc(s.Actions, func(a scenario.Action) bool { return a.ID == id })
		if s.ID == m.before.Scene && i >= 0 {
			return s.Actions[i].Text
		}
	}
	return ""
}

func (m *model) clockState() clockState {
	if m.now.Clock <= 0 || m.now.Ended {
		return clockState{}
	}
	c := clockState{Shown: true, Paused: m.paused, Share: float64(m.seconds) / float64(m.now.Clock)}
	left := m.now.Clock - m.seconds
	c.Words = fmt.Sprintf("In %s, a minute passes in the story.", glance.Count(left, "second", "seconds"))
	if m.paused {
		c.Words = "The clock is paused. Take the time you need."
	}
	return c
}

func (m *model) debriefState() debriefState {
	d := m.review
	s := debriefState{
		About:  glance.Join(variantTitle(m.run), glance.Date(m.run.Started), glance.Count(d.Minutes, "minute of the story", "minutes of the story")),
		Kicker: thisTime, Heading: d.Ending.Title, Text: d.Ending.Text, Good: d.Ending.Good,
		Again: m.listed, Other: m.listed && len(m.scenario.Variants) > 1, Home: m.module != nil,
	}
	for _, e := range d.Critical {
		s.Critical = appendOnce(s.Critical, reason{e.Text, e.Why})
	}
	for _, e := range d.Well {
		s.Well = appendOnce(s.Well, reason{e.Text, e.Why})
	}
	var offered []string // instead of what was done last, if that did harm
	for _, e := range d.Path {
		if !told(e) {
			continue
		}
		t := momentOf(e)
		if slices.Equal(t.Better, offered) {
			t.Better = nil // said a moment ago
		} else if len(t.Better) > 0 {
			offered = t.Better
		}
		s.Path = append(s.Path, t)
	}
	if strings.HasPrefix(s.Heading, thisTime) {
		s.Kicker = "How it came out"
	}
	for _, o := range d.Missed {
		s.Else = append(s.Else, reason{o.Text, o.Why})
	}
	for _, key := range m.scenario.Sources {
		if n, ok := m.catalog.Sources[catalog.SourceKey(key)]; ok {
			s.Sources = append(s.Sources, sourceState{sourceLabel(n), n})
		}
	}
	s.Lessons = m.lessons()
	return s
}

// thisTime stands before an ending, since there will be other times. Many endings say it themselves.
const thisTime = "This time"

// appendOnce leaves out what was done more than once.
func appendOnce(to []reason, r reason) []reason {
	if slices.Contains(to, r) {
		return to
	}
	return append(to, r)
}

// told reports whether an event has anything to say: rules may only prepare what comes later.
func told(e scenario.Event) bool {
	return e.Kind != scenario.Fired || e.Text != "" || e.Why != "" || len(e.Shown()) > 0
}

func momentOf(e scenario.Event) moment {
	t := moment{Minute: fmt.Sprintf("After %s", glance.Minutes(e.Minute)), What: e.Text, Why: e.Why, Self: e.Kind == scenario.Fired}
	if e.Minute == 0 {
		t.Minute = "At the start"
	}
	switch {
	case e.Kind == scenario.Waited:
		t.What = "You waited"
	case e.Kind == scenario.Fired && e.Text == "":
		t.What = "What came of it:"
	}
	for _, c := range e.Shown() {
		t.Changed = append(t.Changed, change{c.To.Label, c.From.Words, c.To.Words})
	}
	for _, o := range e.Better {
		t.Better = append(t.Better, o.Text)
	}
	switch e.Weight {
	case scenario.Helped:
		t.Mark = helped
	case scenario.Harmed:
		t.Mark = harmed
	case scenario.Critical:
		t.Mark = critical
	}
	return t
}

// lessons are those that teach what the scenario is about.
func (m *model) lessons() []lessonState {
	if m.module == nil {
		return nil
	}
	var list []lessonState
	for _, l := range m.module.Lessons {
		if slices.ContainsFunc(l.Objectives, func(o catalog.ObjectiveID) bool {
			return slices.Contains(m.scenario.Objectives, string(o))
		}) {
			list = append(list, lessonState{l.Title, l.ID})
		}
	}
	return list
}

func sourceLabel(s catalog.Source) string {
	if s.Organisation == "" || s.Title == "" {
		return cmp.Or(s.Organisation, s.Title, string(s.Key))
	}
	return s.Organisation + ": " + s.Title
}
