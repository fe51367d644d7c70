package learnview

import (
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/glance"
)

// model is what the screen knows.
type model struct {
	catalog *catalog.Catalog
	items   []item
}

// An item is one line of the list. What a module's line says is worked out when it is needed: there may be a
// thousand of them.
type item struct {
	kind   itemKind
	text   string // of a heading or note
	module int    // in Catalog.Modules or, when missing, Catalog.Unavailable
}

type itemKind int

const (
	titleItem itemKind = iota
	trackItem
	noteItem
	moduleItem
	missingItem
	emptyItem
)

// A module is what its line shows.
type module struct {
	ID             catalog.ModuleID
	Title, Summary string
	Meta           string
	Share          float64 // below 0 there is no bar
	Stage          progress.Stage
	Draft          bool
}

// A missing module is what is shown of one that cannot be loaded.
type missing struct {
	Name   string
	What   string
	Reason string // for whoever publishes the library
}

func newModel(c *catalog.Catalog) *model {
	m := &model{catalog: c, items: []item{{kind: titleItem, text: "Learn"}}}
	if len(c.Modules)+len(c.Unavailable) == 0 {
		m.items = append(m.items, item{kind: emptyItem})
		return m
	}
	m.addTracks()
	if len(c.Unavailable) > 0 {
		m.items = append(m.items,
			item{kind: trackItem, text: "Cannot be shown"},
			item{kind: noteItem, text: "Something is wrong with the content of these. The other modules work. Newer content may put it right."})
		for i := range c.Unavailable {
			m.items = append(m.items, item{kind: missingItem, module: i})
		}
	}
	return m
}

// addTracks lists every module once, under the first track that has it.
func (m *model) addTracks() {
	at := make(map[catalog.ModuleID]int, len(m.catalog.Modules))
	for i := range m.catalog.Modules {
		at[m.catalog.Modules[i].ID] = i
	}
	add := func(title string, ids []catalog.ModuleID) {
		first := true
		for _, id := range ids {
			i, ok := at[id]
			if !ok {
				continue
			}
			delete(at, id)
			if first {
				m.items = append(m.items, item{kind: trackItem, text: title})
				first = false
			}
			m.items = append(m.items, item{kind: moduleItem, module: i})
		}
	}
	for _, t := range m.catalog.Library.Tracks {
		add(t.Title, t.Modules)
	}
	rest := make([]catalog.ModuleID, 0, len(at))
	for i := range m.catalog.Modules {
		if id := m.catalog.Modules[i].ID; len(at) > 0 && at[id] == i {
			rest = append(rest, id)
		}
	}
	add("More", rest)
}

func (m *model) module(i int, r progress.Record) module {
	mod := &m.catalog.Modules[i]
	st := progress.StatusOf(mod, r)
	v := module{
		ID: mod.ID, Title: mod.Title, Summary: mod.Summary, Share: st.Fraction(), Stage: st.Stage, Draft: mod.Draft(),
		Meta: glance.Join(glance.Standing(st), glance.Minutes(mod.Minutes)),
	}
	if st.Stage == progress.NotStarted {
		v.Share = -1
	}
	if st.Stage == progress.Completed && st.OpenAttempt == nil {
		v.Meta = glance.Join(glance.Score(st.BestResult), glance.Minutes(mod.Minutes))
		if v.Draft {
			v.Meta = glance.Join(v.Meta, "Draft")
		}
	}
	return v
}

func (m *model) missing(i int) missing {
	u := m.catalog.Unavailable[i]
	v := missing{Name: string(u.ID), What: "It could not be read."}
	mistakes := 0
	for _, p := range u.Problems {
		if p.Severity != catalog.Broken {
			continue
		}
		if mistakes++; mistakes == 1 {
			v.Reason = p.Error()
		}
	}
	switch {
	case mistakes == 1:
		v.What = "There is a mistake in it:"
	case mistakes > 1:
		v.What = fmt.Sprintf("There are %d mistakes in it, the first:", mistakes)
	}
	return v
}

// summary says how far the learner has come with everything.
func (m *model) summary(r progress.Record) string {
	done := make(map[string]bool)
	for _, a := range r.Attempts {
		if mod, ok := m.catalog.Module(catalog.ModuleID(a.Module)); ok && a.Quiz.ID == mod.Quiz.ID && a.Score().Passed {
			done[a.Module] = true
		}
	}
	n := len(m.catalog.Modules)
	switch {
	case n == 0:
		return ""
	case len(done) == 0:
		return "Short lessons, then a quiz that explains every answer. Begin anywhere."
	case len(done) == n:
		return "You have finished every module."
	}
	return fmt.Sprintf("%d of %s done.", len(done), glance.Modules(n))
}
