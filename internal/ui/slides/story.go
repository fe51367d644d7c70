package slides

import (
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
)

// setScenario shows where the room has come to in a story.
func setScenario(p *pen, v session.RoomView) {
	s := *v.Scenario
	if s.Debrief != nil {
		setDebrief(p, s)
		return
	}
	if s.Moment.Scene == "" && len(s.Moment.Parts) == 0 && !s.Moment.Ended {
		setStoryTitle(p, v)
		return
	}
	p.status(storyStatus(s))
	if p.dense < 2 {
		p.corner(v.Join)
	}
	p.storyHead(s)
	m := s.Moment
	if pic := pictureOf(m); pic.Picture != "" && p.dense == 0 && s.Results == nil && v.Join == nil {
		p.beside(pic, 0.34)
	}
	voted := s.Results != nil // everybody has read it
	for _, said := range m.Said {
		if said.Part.Text != "" && !(voted && p.dense > 0) {
			p.para(said.Part.Text, style{bold: said.Critical, ink: toneOf(said)})
			p.gap(0.25)
		}
	}
	if m.Ended {
		p.gap(0.3)
		p.para(m.Ending.Title, style{size: 1.4, bold: true, ink: endInk(m.Ending)})
		p.gap(0.3)
		p.para(m.Ending.Text, style{})
		return
	}
	if p.dense == 0 || !voted && (p.dense < 2 || len(m.Said) == 0) {
		for _, part := range m.Parts {
			p.para(part.Text, style{})
			p.gap(0.25)
		}
	}
	p.gap(0.3)
	if len(s.Choices) > 0 && p.dense < 2 {
		p.para("What do we do?", style{bold: true, ink: accent})
		p.gap(0.2)
	}
	p.rows(storyRows(s), s.Results != nil)
}

// setStoryTitle is what the room sees before a story begins.
func setStoryTitle(p *pen, v session.RoomView) {
	p.corner(v.Join)
	first, top := len(p.marks), p.y
	p.kicker("A scenario that we decide together")
	p.para(v.Scenario.Title, style{size: 1.9, bold: true, even: true})
	p.gap(0.6)
	p.para("What happens next depends on what the room chooses.", style{ink: muted})
	p.middle(first, top)
}

func storyStatus(s session.RoomScenario) statusLine {
	switch {
	case s.Moment.Ended:
		return statusLine{}
	case s.Open:
		return statusLine{"Choose now by phone or by hand.", true}
	case s.Results != nil:
		return statusLine{answered(s.Results.Answered), false}
	}
	return statusLine{"Talk it over.", false}
}

// storyHead is the title and what can be seen at a glance.
func (p *pen) storyHead(s session.RoomScenario) {
	if p.dense < 2 {
		p.kicker(s.Title)
	}
	facts := []string{fmt.Sprintf("Minute %d", s.Moment.Minutes)}
	for _, v := range s.Moment.Shown() {
		said := v.Words
		if said == "" {
			said = v.Value
		}
		facts = append(facts, v.Label+": "+said)
	}
	if p.dense > 1 {
		p.para(strings.Join(facts, " · "), style{size: p.small(), bold: true, ink: accent})
		p.gap(0.2)
		return
	}
	x, size := p.x, p.small()
	pad, h := 0.4*p.u, (p.pitch()*size+0.3)*p.u
	for _, f := range facts {
		w := p.measure(f, size*p.u, true) + 2*pad
		if x > p.x && x+w > p.x+p.wide {
			x, p.y = p.x, p.y+h+0.2*p.u
		}
		p.box(x, p.y, w, h, track, clear, 0, 0.3*p.u)
		p.paraAt(f, style{size: size, bold: true}, x+pad, p.y+0.15*p.u, w)
		x += w + 0.3*p.u
	}
	p.y += h
	p.gap(0.5)
}

func toneOf(s scenario.Said) ink {
	if s.Critical {
		return warn
	}
	return text
}

func endInk(e scenario.Ending) ink {
	if e.Good {
		return right
	}
	return warn
}

// pictureOf is the first drawing of a scene.
func pictureOf(m scenario.Moment) plan.Slide {
	for _, part := range m.Parts {
		if part.Picture != "" {
			return plan.Slide{Picture: part.Picture, Alt: part.Alt}
		}
	}
	return plan.Slide{}
}

func storyRows(s session.RoomScenario) []row {
	var rows []row
	for _, c := range s.Choices {
		r := row{letter: c.Letter, text: c.Text, count: -1, before: -1}
		if b, ok := barOf(s.Results, c.Key); ok {
			r.count, r.of = b.Count, s.Results.Answered
		}
		rows = append(rows, r)
	}
	return rows
}

// setDebrief looks back with the room.
func setDebrief(p *pen, s session.RoomScenario) {
	d := *s.Debrief
	p.kicker(s.Title)
	p.para(d.Ending.Title, style{size: 1.3, bold: true, ink: endInk(d.Ending)})
	p.gap(0.4)
	p.lookBack("What helped", "circle-check", right, reasons(d.Well))
	p.lookBack("What to watch for", "triangle-alert", warn, reasons(d.Critical))
	var missed []string
	for _, o := range d.Missed {
		missed = append(missed, o.Text)
	}
	p.lookBack("What we could try", "lightbulb", accent, missed)
}

// reasons are what was done, each once.
func reasons(events []scenario.Event) []string {
	var said []string
	seen := map[string]bool{}
	for _, e := range events {
		s := e.Text
		if s == "" {
			s = e.Why
		}
		if s != "" && !seen[s] {
			seen[s] = true
			said = append(said, s)
		}
	}
	return said
}

// mostReasons keeps a screen from becoming a list that nobody reads; the facilitator has them all.
const mostReasons = 4

func (p *pen) lookBack(heading, name string, in ink, lines []string) {
	if len(lines) == 0 {
		return
	}
	size := 1.1 * p.u
	p.icon(name, p.x, p.y+0.1*p.u, size, in)
	p.paraAt(heading, style{bold: true, ink: in}, p.x+1.5*p.u, p.y, p.wide-1.5*p.u)
	p.y += p.pitch() * p.u
	x, wide := p.x, p.wide
	p.x, p.wide = x+1.5*p.u, wide-1.5*p.u
	for _, l := range lines[:min(len(lines), mostReasons)] {
		p.para(l, style{size: max(p.small(), 0.9)})
		p.gap(0.1)
	}
	p.x, p.wide = x, wide
	p.gap(0.4)
}
