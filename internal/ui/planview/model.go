package planview

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
)

// model is what the screen knows.
type model struct {
	catalog *catalog.Catalog
	now     func() time.Time

	plan    plan.Plan
	loaded  bool
	missing bool // there is no such plan
	trouble explain.Trouble
	open    map[plan.SectionID]bool

	changes int // made so far
	saved   int // of them
	saving  bool
	refused explain.Trouble // why the last save failed
	found   bool            // it was left in the middle, and is found again

	begins bool // a session is about to begin
	more   bool // more actions are shown
	said   string
	undo   *plan.Plan // what the notice takes back to
}

// change takes another plan, and forgets what could be taken back before.
func (m *model) change(p plan.Plan) {
	p.ID, p.Template = m.plan.ID, m.plan.Template
	m.plan = p
	m.changes++
	m.say("", nil)
}

// say takes what has just been done, in place of what was said before.
func (m *model) say(text string, undo *plan.Plan) {
	m.said, m.undo, m.found = text, undo, false
	m.trouble = explain.Trouble{}
}

// unsaved reports whether something is not kept yet.
func (m *model) unsaved() bool { return m.saved != m.changes }

// index finds a section.
func (m *model) index(id plan.SectionID) (int, bool) {
	i := slices.IndexFunc(m.plan.Sections, func(s plan.Section) bool { return s.ID == id })
	return i, i >= 0
}

// edit changes a copy of a section.
func (m *model) edit(id plan.SectionID, how func(*plan.Section)) {
	i, ok := m.index(id)
	if !ok {
		return
	}
	p := m.plan.Duplicate(m.plan.ID)
	s := p.Sections[i]
	how(&s)
	m.change(p.SetSection(i, s))
}

// fit plans the sections for the minutes there are, and says what that did.
func (m *model) fit() {
	before := m.plan
	m.change(before.Fit(before.Minutes))
	m.say(fitted(before, m.plan), &before)
}

// fitted says what is left out, what has come back and how many sections take another time.
func fitted(before, after plan.Plan) string {
	var out, back []string
	other := 0
	for i, s := range after.Sections {
		was := before.Sections[i]
		switch {
		case s.Off && !was.Off:
			out = append(out, "“"+s.Title+"”")
		case !s.Off && was.Off:
			back = append(back, "“"+s.Title+"”")
		case !s.Off && s.Minutes != was.Minutes:
			other++
		}
	}
	var words []string
	if len(out) > 0 {
		words = append(words, "Left out: "+list(out)+". You can put it back below.")
		if len(out) > 1 {
			words[0] = "Left out: " + list(out) + ". You can put them back below."
		}
	}
	if len(back) > 0 {
		words = append(words, "Put back: "+list(back)+".")
	}
	if other > 0 {
		words = append(words, glance.Count(other, "section takes", "sections take")+" another time.")
	}
	if len(words) == 0 {
		words = append(words, "Nothing had to change.")
	}
	if over := after.Over(); over > 0 {
		words = append(words, "It is still "+glance.Count(over, "minute", "minutes")+" too long: these sections cannot be shorter.")
	}
	return strings.Join(words, " ")
}

// insertOwn puts a section of the facilitator's own before the closing, or at the end, and opens it.
func (m *model) insertOwn(s plan.Section) plan.SectionID {
	at := len(m.plan.Sections)
	if at > 0 && m.plan.Sections[at-1].Kind == plan.Closing {
		at--
	}
	p := m.plan.Insert(at, s)
	m.change(p)
	id := p.Sections[at].ID
	m.open[id] = s.Kind != plan.Break
	return id
}

// remove takes a section out; it can be had back.
func (m *model) remove(id plan.SectionID) {
	i, ok := m.index(id)
	if !ok {
		return
	}
	before := m.plan
	m.change(before.Remove(i))
	m.say("“"+before.Sections[i].Title+"” is removed.", &before)
}

// takeBack goes back to what the notice speaks of.
func (m *model) takeBack() {
	if m.undo != nil {
		m.change(*m.undo)
	}
}

// problem says what keeps the plan from being used, and in which section; -1 for none of them.
func (m *model) problem() (words string, section int) {
	err := m.plan.Validate()
	if err == nil {
		return "", -1
	}
	for i, s := range m.plan.Sections {
		alone := plan.Plan{Title: "-", Sections: []plan.Section{s}}
		if wrong := alone.Validate(); wrong != nil {
			return what(wrong), i
		}
	}
	return what(err), -1
}

func what(err error) string {
	if p := (*plan.Problem)(nil); errors.As(err, &p) {
		return p.What
	}
	return explain.Error(err).What
}

// modules are the modules of the plan that the library has, that of a section first.
func (m *model) modules(first catalog.ModuleID) []*catalog.Module {
	var out []*catalog.Module
	for _, pm := range m.plan.Modules {
		mod, ok := m.catalog.Module(pm.ID)
		switch {
		case !ok:
		case pm.ID == first:
			out = slices.Insert(out, 0, mod)
		default:
			out = append(out, mod)
		}
	}
	return out
}

// lines cuts what was typed into its lines, without those that are empty.
func lines(text string) []string {
	var out []string
	for _, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
