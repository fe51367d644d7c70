package planview

import (
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/glance"
)

// An option is something that can be put into the plan.
type option struct {
	Text, Note string
	On         bool

	poll    plan.Poll
	slides  []plan.Slide
	handout catalog.HandoutID
}

// questions are the items that a section can ask, those of its module first.
func (m *model) questions(of catalog.ModuleID) []option {
	modules := m.modules(of)
	var out []option
	for _, mod := range modules {
		for i := range mod.Quiz.Items {
			it := mod.Quiz.Items[i]
			p := plan.PollOf(mod, it)
			note := askWords(&it)
			if it.Critical {
				note = glance.Join("Must be right", note)
			}
			if in := m.askedIn(p.ID); in != "" {
				note = glance.Join(note, "already in “"+in+"”")
			}
			out = append(out, option{Text: it.Prompt, Note: withModule(note, mod, modules), poll: p})
		}
	}
	return out
}

// scenarios are those that a section can play with the room.
func (m *model) scenarios(of catalog.ModuleID) []option {
	modules := m.modules(of)
	var out []option
	for _, mod := range modules {
		for i := range mod.Scenarios {
			sc := &mod.Scenarios[i]
			p := plan.ScenarioPollOf(mod, sc)
			note := glance.Join(sc.Summary, glance.Minutes(sc.Minutes))
			if in := m.askedIn(p.ID); in != "" {
				note = glance.Join(note, "already in “"+in+"”")
			}
			out = append(out, option{Text: sc.Title, Note: withModule(note, mod, modules), poll: p})
		}
	}
	return out
}

// lessons are those that slides can be made of.
func (m *model) lessons(of catalog.ModuleID) []option {
	modules := m.modules(of)
	var out []option
	for _, mod := range modules {
		for _, l := range mod.Lessons {
			slides := plan.SlidesOf(mod, l.ID)
			if len(slides) > 0 {
				out = append(out, option{Text: l.Title, Note: withModule(glance.Count(len(slides), "slide", "slides"), mod, modules), slides: slides})
			}
		}
	}
	return out
}

// withModule names the module where there are several.
func withModule(note string, m *catalog.Module, all []*catalog.Module) string {
	if len(all) > 1 {
		return glance.Join(note, m.Title)
	}
	return note
}

// askedIn is the section that asks a poll already.
func (m *model) askedIn(id plan.PollID) string {
	for _, s := range m.plan.Sections {
		for _, step := range s.Steps {
			if step.Poll != nil && step.Poll.ID == id {
				return s.Title
			}
		}
	}
	return ""
}

// checks are the scored items, those that are asked before and after chosen.
func (m *model) checks() []option {
	modules := m.modules("")
	var out []option
	for _, c := range m.plan.Check {
		if !m.has(c) {
			st := checkOf(c)
			out = append(out, option{Text: st.Prompt, Note: glance.Join(st.Note, "not in the library any more"), On: true, poll: c})
		}
	}
	for _, mod := range modules {
		for i := range mod.Quiz.Items {
			it := mod.Quiz.Items[i]
			if it.Survey || it.Kind == quiz.Short { // what is typed has to be read by somebody
				continue
			}
			p := plan.PollOf(mod, it)
			st := checkOf(p)
			out = append(out, option{
				Text: st.Prompt, Note: withModule(st.Note, mod, modules), poll: p,
				On: slices.ContainsFunc(m.plan.Check, func(c plan.Poll) bool { return c.ID == p.ID }),
			})
		}
	}
	return out
}

// has reports whether the library still has the item of a poll.
func (m *model) has(p plan.Poll) bool {
	mod, ok := m.catalog.Module(p.Module)
	if !ok || p.Item == nil {
		return false
	}
	_, ok = mod.Quiz.Item(p.Item.ID)
	return ok
}

// setCheck asks what is on before and after. What was asked already stays as it was, in its place.
func (m *model) setCheck(options []option) {
	p := m.plan.Duplicate(m.plan.ID)
	off := map[plan.PollID]bool{}
	for _, o := range options {
		off[o.poll.ID] = !o.On
	}
	p.Check = slices.DeleteFunc(p.Check, func(c plan.Poll) bool { return off[c.ID] })
	for _, o := range options {
		if o.On && !slices.ContainsFunc(p.Check, func(c plan.Poll) bool { return c.ID == o.poll.ID }) {
			p.Check = append(p.Check, o.poll)
		}
	}
	m.change(p)
}

// handouts are those that a section can give out: of the plan's modules, and the others of the library.
func (m *model) handouts(s plan.Section) []option {
	var out []option
	for _, near := range []bool{true, false} {
		for h := range m.catalog.AllHandouts() {
			ours := slices.ContainsFunc(m.plan.Modules, func(p plan.Module) bool { return p.ID == h.Module })
			if ours == near {
				out = append(out, option{Text: h.Title, Note: h.Audience, On: slices.Contains(s.Handouts, h.ID), handout: h.ID})
			}
		}
	}
	return out
}

// setHandouts gives out what is on. What the library has no more stays.
func (m *model) setHandouts(id plan.SectionID, options []option) {
	m.edit(id, func(s *plan.Section) {
		for _, o := range options {
			at := slices.Index(s.Handouts, o.handout)
			switch {
			case o.On && at < 0:
				s.Handouts = append(s.Handouts, o.handout)
			case !o.On && at >= 0:
				s.Handouts = slices.Delete(s.Handouts, at, at+1)
			}
		}
	})
}

// add puts steps at the end of a section.
func (m *model) add(id plan.SectionID, steps ...plan.Step) {
	i, ok := m.index(id)
	if !ok {
		return
	}
	p := m.plan
	for _, s := range steps {
		p = p.AddStep(i, len(p.Sections[i].Steps), s)
	}
	m.change(p)
}
