package plan

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// ErrNoModule says that the catalog has no module with one of the ids, or that no id was given.
var ErrNoModule = errors.New("there is no such module")

// Make makes a plan of the guides of one or several modules, in their order, for the minutes there are; with 0 minutes,
// for as long as it usually takes. A module without a guide gives its lessons. Of several modules the first welcomes
// and the last closes. A break is put in when there is none and the session goes over 75 minutes.
//
// It is up to the caller to give the plan an id. Everything else depends on the catalog alone.
func Make(c *catalog.Catalog, ids []catalog.ModuleID, minutes int) (Plan, error) {
	modules, err := find(c, ids)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{Title: joinedTitle(modules), Language: modules[0].Language, Minutes: minutes, Check: checkOf(modules, mostChecked, onPaper)}
	var closing *Section
	for _, m := range modules {
		p.Modules = append(p.Modules, moduleOf(m))
		p.Group = cmp.Or(p.Group, m.Guide.Group)
		g := preparedGuide(m)
		p.Prepare = appendNew(p.Prepare, g.prepare...)
		p.Care = appendNew(p.Care, g.care...)
		for _, s := range g.sections {
			switch opened := len(p.Sections) > 0 && p.Sections[0].Kind == Opening; {
			case s.Kind == Closing:
				closing = closeWith(closing, s)
			case s.Kind == Opening && opened:
				openWith(&p.Sections[0], s)
			case s.Kind == Opening:
				p.Sections = slices.Insert(p.Sections, 0, s)
			default:
				p.Sections = append(p.Sections, s)
			}
		}
	}
	if closing != nil {
		p.Sections = append(p.Sections, *closing)
	}
	p.keepHandouts(c)
	p.addTitle()
	p.addBreak()
	p.numberPolls()
	if minutes <= 0 {
		minutes = p.usual()
	}
	return p.Fit(minutes), nil
}

func find(c *catalog.Catalog, ids []catalog.ModuleID) ([]*catalog.Module, error) {
	var modules []*catalog.Module
	for _, id := range ids {
		m, ok := c.Module(id)
		if !ok {
			return nil, fmt.Errorf("%w: %s", ErrNoModule, id)
		}
		if !slices.Contains(modules, m) {
			modules = append(modules, m)
		}
	}
	if len(modules) == 0 {
		return nil, ErrNoModule
	}
	return modules, nil
}

func moduleOf(m *catalog.Module) Module {
	return Module{ID: m.ID, Version: m.Version, Title: m.Title, Objectives: slices.Clone(m.Objectives), Draft: m.Draft()}
}

func joinedTitle(modules []*catalog.Module) string {
	titles := make([]string, 0, len(modules))
	for _, m := range modules {
		titles = append(titles, m.Title)
	}
	joined := strings.Join(titles, " · ")
	if badTitle(joined) {
		return titles[0]
	}
	return joined
}

func appendNew[T comparable](to []T, more ...T) []T {
	for _, v := range more {
		if !slices.Contains(to, v) {
			to = append(to, v)
		}
	}
	return to
}

// preparedGuide reads a module's guide, with slides where it shows none, aims, materials and handouts.
func preparedGuide(m *catalog.Module) guide {
	g := readGuide(m)
	if len(g.sections) == 0 {
		g.sections = lessonSections(m)
	}
	g.showLessons(m)
	for i := range g.sections {
		g.sections[i].aimByPolls(m)
	}
	left := g.spreadMaterials(m.Guide.Materials, false)
	g.sections[0].Materials = append(left, g.sections[0].Materials...)
	g.handOut(m)
	return g
}

// openWith keeps what another welcome asks the room: later sections may come back to it. The hellos are said once.
func openWith(s *Section, more Section) {
	for _, n := range more.Notes {
		if n.Kind == Ask || n.Kind == Expect {
			s.Notes = append(s.Notes, n)
		}
	}
	for _, step := range more.Steps {
		if step.Poll != nil {
			s.Steps = append(s.Steps, step)
		}
	}
	s.Aims, s.Materials, s.Handouts = appendNew(s.Aims, more.Aims...), appendNew(s.Materials, more.Materials...), appendNew(s.Handouts, more.Handouts...)
}

// closeWith takes the later closing, with what the earlier one gives out and asks.
func closeWith(earlier *Section, s Section) *Section {
	if earlier == nil {
		return &s
	}
	s.Steps = append(slices.DeleteFunc(slices.Clone(earlier.Steps), func(st Step) bool { return st.Poll == nil }), s.Steps...)
	s.Aims, s.Materials = appendNew(slices.Clone(earlier.Aims), s.Aims...), appendNew(slices.Clone(earlier.Materials), s.Materials...)
	s.Handouts = appendNew(slices.Clone(earlier.Handouts), s.Handouts...)
	return &s
}

// keepHandouts drops the ids of handouts that the catalog does not have.
func (p *Plan) keepHandouts(c *catalog.Catalog) {
	for i := range p.Sections {
		s := &p.Sections[i]
		s.Handouts = slices.DeleteFunc(s.Handouts, func(id catalog.HandoutID) bool {
			_, _, ok := c.Handout(id)
			return !ok
		})
		if len(s.Handouts) == 0 {
			s.Handouts = nil
		}
	}
}

// addTitle begins with a slide of the session's title.
func (p *Plan) addTitle() {
	title := Slide{Kind: TitleSlide, Title: p.Title}
	p.Sections[0].Steps = slices.Insert(p.Sections[0].Steps, 0, Step{Slide: &title})
}

// addBreak puts a break in the middle of a long session, between two activities or talks.
func (p *Plan) addBreak() {
	most := 0
	for _, s := range p.Sections {
		if s.Kind == Break {
			return
		}
		most += s.most()
	}
	total := p.Minutes
	if total <= 0 {
		total = p.usual()
	}
	if min(total, most) <= withoutBreak {
		return
	}
	at, nearest, before := -1, 0, 0
	for i := range p.Sections {
		if off := abs(2*before - p.usual()); i > 0 && p.Sections[i].Kind != Closing && p.Sections[i-1].Kind != Opening && (at < 0 || off < nearest) {
			at, nearest = i, off
		}
		before += p.Sections[i].usual()
	}
	if at < 0 {
		return
	}
	s := Section{ID: "break", Kind: Break, Title: breakTitle, Minutes: breakMinutes, Usual: breakMinutes, Least: leastOf(breakMinutes)}
	p.Sections = slices.Insert(p.Sections, at, s)
}

const breakTitle = "Break"

func abs(n int) int { return max(n, -n) }

func (p *Plan) usual() int {
	sum := 0
	for _, s := range p.Sections {
		sum += s.usual()
	}
	return sum
}

// numberPolls gives each poll an id of its own.
func (p *Plan) numberPolls() {
	sections := p.Sections
	p.Sections = make([]Section, len(sections))
	for i, s := range sections {
		steps := s.Steps
		s.Steps = nil
		p.Sections[i] = s
		for _, step := range steps {
			p.addStep(i, len(p.Sections[i].Steps), step)
		}
	}
}
