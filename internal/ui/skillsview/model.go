package skillsview

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/glance"
)

// A model is the checklist of a module, and what a facilitator is ticking.
type model struct {
	module   *catalog.Module // nil when it is not in the library
	open     int             // in the module's skills; none for the list
	seen     []bool          // by step of the open skill
	initials string          // as typed; stays for the next skill
	hint     string          // what is missing before it can be saved
	mistake  string          // what is wrong with the initials
	saving   bool
	problem  error
	saved    string // what has just been saved
}

const none = -1

// mostInitials is how many letters initials may have.
const mostInitials = 4

// state is everything that the screen shows.
type state struct {
	Found                   bool
	Module                  string
	Skills                  []skill
	Open                    bool
	Title                   string // of the open skill
	Steps                   []step
	Count                   string // of the ticked steps
	Initials, Mistake, Hint string
	Earlier                 []observation // of the open skill, else of the whole module; newest first
	Saved                   string
	Saving                  bool
	Problem                 error
}

// A skill is one line of the list.
type skill struct {
	Title string
	Meta  string
	Met   bool
	Begun bool // seen in part
}

// A step is one thing to look for.
type step struct {
	Text string
	Seen bool
}

// An observation is what a facilitator saw at an earlier time.
type observation struct {
	Title, When string
	Outcome     string
	Missing     []string
	Met         bool
}

func newModel(c *catalog.Catalog, id catalog.ModuleID) *model {
	m := &model{open: none}
	if mod, ok := c.Module(id); ok && len(mod.Skills) > 0 {
		m.module = mod
		if len(mod.Skills) == 1 {
			m.choose(0)
		}
	}
	return m
}

// choose opens the checklist of a skill.
func (m *model) choose(index int) {
	if m.module == nil || m.saving || index < 0 || index >= len(m.module.Skills) {
		return
	}
	m.open, m.seen = index, make([]bool, len(m.module.Skills[index].Steps))
	m.hint, m.mistake, m.problem, m.saved = "", "", nil, ""
}

// close goes back to the list.
func (m *model) close() {
	if !m.saving {
		m.open, m.seen, m.problem = none, nil, nil
	}
}

// single reports whether the module has one skill, so that there is no list to go back to.
func (m *model) single() bool { return m.module != nil && len(m.module.Skills) == 1 }

// tick marks a step as seen, or takes that back.
func (m *model) tick(index int) {
	if index < 0 || index >= len(m.seen) || m.saving {
		return
	}
	m.seen = slices.Clone(m.seen)
	m.seen[index] = !m.seen[index]
	m.hint, m.saved = "", ""
}

// write takes what was typed as initials.
func (m *model) write(text string) { m.initials, m.mistake = text, "" }

// observe is what the facilitator saw, to be kept. ok is false when something is missing; the screen then says what.
func (m *model) observe(id string, at time.Time) (o progress.Observation, ok bool) {
	if m.open == none || m.saving {
		return progress.Observation{}, false
	}
	initials, good := cleanInitials(m.initials)
	m.hint, m.mistake = "", ""
	if !slices.Contains(m.seen, true) {
		m.hint = "Tick what you saw first."
	}
	switch {
	case initials == "":
		m.mistake = "Type your initials."
	case !good:
		m.mistake = fmt.Sprintf("Initials have 1 to %d letters.", mostInitials)
	}
	if m.hint != "" || m.mistake != "" {
		return progress.Observation{}, false
	}
	sk := m.module.Skills[m.open]
	o = progress.Observation{
		ID: id, Module: m.module.ID, ModuleVersion: m.module.Version, Skill: sk.ID, Title: sk.Title, Initials: initials, At: at,
	}
	for i, s := range sk.Steps {
		if m.seen[i] {
			o.Steps = append(o.Steps, s.Text)
		} else {
			o.Missing = append(o.Missing, s.Text)
		}
	}
	m.saving, m.problem = true, nil
	return o, true
}

// cleanInitials makes initials out of what was typed: dots and spaces do not count.
func cleanInitials(text string) (string, bool) {
	text = strings.Map(func(r rune) rune {
		if r == '.' || unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, text)
	n := utf8.RuneCountInString(text)
	return text, n >= 1 && n <= mostInitials && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
}

// kept takes in how saving ended. After a failure everything stays as it was.
func (m *model) kept(o progress.Observation, err error) {
	m.saving, m.problem = false, err
	if err != nil {
		return
	}
	m.saved = fmt.Sprintf("Saved: %s, seen by %s.", o.Title, o.Initials)
	m.seen = make([]bool, len(m.seen))
	if !m.single() {
		m.open, m.seen = none, nil
	}
}

func (m *model) state(r progress.Record) state {
	if m.module == nil {
		return state{}
	}
	st := state{
		Found: true, Module: m.module.Title, Open: m.open != none, Initials: m.initials, Mistake: m.mistake, Hint: m.hint,
		Saved: m.saved, Saving: m.saving, Problem: m.problem,
	}
	for _, sk := range m.module.Skills {
		st.Skills = append(st.Skills, skillOf(sk, ofSkill(m.module.ID, sk.ID, r)))
	}
	if st.Open {
		m.showOpen(&st)
	}
	for _, o := range slices.Backward(r.Observations) {
		if o.Module == m.module.ID && (!st.Open || o.Skill == m.module.Skills[m.open].ID) {
			st.Earlier = append(st.Earlier, earlier(o))
		}
	}
	return st
}

func (m *model) showOpen(st *state) {
	sk := m.module.Skills[m.open]
	st.Title = sk.Title
	n := 0
	for i, s := range sk.Steps {
		st.Steps = append(st.Steps, step{s.Text, m.seen[i]})
		if m.seen[i] {
			n++
		}
	}
	st.Count = fmt.Sprintf("%d of %s seen", n, steps(len(sk.Steps)))
}

// ofSkill is the best that was seen of a skill: the newest observation in which it was met, else the newest.
func ofSkill(module catalog.ModuleID, id catalog.SkillID, r progress.Record) *progress.Observation {
	var best *progress.Observation
	for i := range r.Observations {
		o := &r.Observations[i]
		if o.Module == module && o.Skill == id && (best == nil || len(o.Missing) == 0 || len(best.Missing) > 0) {
			best = o
		}
	}
	return best
}

func skillOf(sk catalog.Skill, o *progress.Observation) skill {
	s := skill{Title: sk.Title, Meta: steps(len(sk.Steps))}
	switch {
	case o == nil:
	case len(o.Missing) == 0:
		s.Met, s.Meta = true, "Seen "+when(*o)
	default:
		s.Begun, s.Meta = true, fmt.Sprintf("%s seen %s", outOf(*o), when(*o))
	}
	return s
}

func when(o progress.Observation) string { return "on " + glance.Date(o.At) + " by " + o.Initials }

func outOf(o progress.Observation) string {
	return fmt.Sprintf("%d of %s", len(o.Steps), steps(len(o.Steps)+len(o.Missing)))
}

func earlier(o progress.Observation) observation {
	e := observation{
		Title: o.Title, When: glance.Join(glance.Date(o.At), "seen by "+o.Initials), Missing: o.Missing,
		Met: len(o.Missing) == 0, Outcome: outOf(o),
	}
	if e.Met {
		e.Outcome = "Every step was seen."
	} else {
		e.Outcome += " seen. Still to practise:"
	}
	return e
}

func steps(n int) string {
	if n == 1 {
		return "1 step"
	}
	return fmt.Sprintf("%d steps", n)
}
