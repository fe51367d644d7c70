package sessionsview

import (
	"errors"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
)

// A form is a plan as it is being asked for.
type form struct {
	brief   bool
	modules []catalog.ModuleID // in the order of the library
	minutes int
	people  int
	tried   bool // making it was tried, so that what is missing is said
	busy    bool
	trouble explain.Trouble
}

// lengths are the minutes that are offered.
func lengths(brief bool) []int {
	if brief {
		return []int{5, 10, 15}
	}
	return []int{10, 30, 90, 180}
}

// How long a plan may be.
const (
	mostMinutes = plan.MostMinutes
	mostPeople  = 500
)

// newForm begins with a module, or with none, and with the time that its guide takes.
func newForm(brief bool, m *catalog.Module) *form {
	f := &form{brief: brief, minutes: 90}
	if brief {
		f.minutes = 10
	}
	if m != nil {
		f.modules = []catalog.ModuleID{m.ID}
		if g := m.Guide.Minutes; g > 0 && !brief {
			f.minutes = g
		}
	}
	return f
}

// A formState is what the form shows.
type formState struct {
	Title, Note string
	Brief       bool
	Multiple    bool
	Modules     []choice
	Lengths     []string
	Length      int // in Lengths; -1 for another one
	Minutes     int
	People      int
	Error       string // with the modules
	TimeError   string
	Busy        bool
	Trouble     explain.Trouble
}

// A choice is a module that can be chosen.
type choice struct {
	Title, Note string
	On          bool
}

func (m *model) formState() formState {
	f := m.form
	s := formState{
		Title: "New plan", Note: longNote, Brief: f.brief, Multiple: !f.brief, Minutes: f.minutes, People: f.people, Busy: f.busy, Trouble: f.trouble,
	}
	if f.brief {
		s.Title, s.Note = "Brief talk", briefNote
	}
	for _, t := range m.modules() {
		c := choice{Title: t.Title, On: slices.Contains(f.modules, t.ID)}
		if !f.brief {
			c.Note = t.About
		}
		if t.Draft {
			c.Note = glance.Join(c.Note, "draft, not reviewed yet")
		}
		s.Modules = append(s.Modules, c)
	}
	for _, n := range lengths(f.brief) {
		s.Lengths = append(s.Lengths, glance.Minutes(n))
	}
	s.Length = slices.Index(lengths(f.brief), f.minutes)
	if f.tried {
		s.Error, s.TimeError = f.mistakes()
	}
	return s
}

// turn chooses a module, or takes the choice back. A brief talk has one.
func (m *model) turn(index int) {
	f := m.form
	all := m.modules()
	id := all[index].ID
	f.trouble = explain.Trouble{}
	if f.brief {
		f.modules = []catalog.ModuleID{id}
		return
	}
	chosen := map[catalog.ModuleID]bool{}
	for _, c := range f.modules {
		chosen[c] = true
	}
	chosen[id] = !chosen[id]
	f.modules = nil
	for _, t := range all {
		if chosen[t.ID] {
			f.modules = append(f.modules, t.ID)
		}
	}
}

// mistakes says what is missing.
func (f *form) mistakes() (modules, minutes string) {
	if len(f.modules) == 0 {
		modules = "Choose what the session is about."
	}
	switch {
	case f.brief && (f.minutes < plan.FewestBrief || f.minutes > plan.MostBrief):
		minutes = "A brief talk takes 5 to 15 minutes."
	case f.minutes < 1:
		minutes = "Say how many minutes there are."
	}
	return modules, minutes
}

func (f *form) right() bool {
	modules, minutes := f.mistakes()
	return modules == "" && minutes == ""
}

// plan makes what was asked for, without an id.
func (f *form) plan(c *catalog.Catalog) (plan.Plan, error) {
	p, err := f.make(c)
	if err == nil && f.people > 0 {
		p.People = f.people
	}
	return p, err
}

func (f *form) make(c *catalog.Catalog) (plan.Plan, error) {
	if f.brief {
		return plan.Brief(c, f.modules[0], f.minutes)
	}
	return plan.Make(c, f.modules, f.minutes)
}

// refuse takes why the plan was not made.
func (f *form) refuse(err error) {
	f.trouble = explain.Error(err)
	if errors.Is(err, plan.ErrNoModule) {
		f.trouble.What, f.trouble.Next = "This module is not in the library any more.", "Choose another one."
	}
}
