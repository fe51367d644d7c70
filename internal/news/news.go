// Package news says what is new for one learner since they were told last: which modules changed and why, which
// questions they answered as they were before, and what they printed that is to be thrown away. It judges no answer
// again: an attempt stays as it was given.
//
// What a learner was told is in progress.Record.ModulesSeen: for each module the version up to which they know what
// is new. A version with a "-" before it says that they know that the module, at that version, has left the library.
package news

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/recall"
)

// News is what is new for a learner.
type News struct {
	// Modules are those that the learner has begun, then the others, each in the order of the catalog, and at the end
	// those that have left, by their ids.
	Modules []Module
	// Bin is what was printed here and is to be thrown away, the most pressing first. It is new until the print log says
	// that it is gone, whatever the learner was told.
	Bin []recall.Recall
	// Seen is what to keep as progress.Record.ModulesSeen when the learner has seen this.
	Seen map[catalog.ModuleID]string
}

// A Module is what is new in one module.
type Module struct {
	Module    catalog.ModuleID
	Title     string // its id when the title is not known any more
	Library   string // title of its library; empty where there is only one
	From, To  string // versions; From is empty for a new one and To for one that has left
	Begun     bool   // the learner has read or answered something of it
	Changes   []catalog.ModuleChange
	Lessons   []Lesson // that changed, in the module's order
	Corrected []Item   // that the learner answered as they were before, in the quiz's order
	Handouts  []HandoutChange
}

// New reports whether the module was not there before.
func (m *Module) New() bool { return m.From == "" }

// Left reports whether the module is not there any more.
func (m *Module) Left() bool { return m.To == "" }

// Date is that of the newest change; zero when the author left no note.
func (m *Module) Date() time.Time {
	if len(m.Changes) == 0 {
		return time.Time{}
	}
	return m.Changes[0].Date
}

// A Lesson is one that changed.
type Lesson struct {
	ID    catalog.LessonID
	Title string
}

// A HandoutChange is what is new in a handout of a module.
type HandoutChange struct {
	Handout catalog.HandoutID
	Title   string
	catalog.Amendment
}

// Since gives what is new in a catalog for a learner with this record. recalled is what recall.Find found in the print
// log of this computer; nil leaves Bin empty.
func Since(c *catalog.Catalog, r progress.Record, recalled []recall.Recall) News {
	n := News{Seen: Quiet(c, r)}
	told := map[catalog.ModuleID]string{}
	maps.Copy(told, r.ModulesSeen)
	maps.Copy(told, n.Seen)
	if n.Seen == nil {
		n.Seen = map[catalog.ModuleID]string{}
	}
	p := past{record: r}
	for i := range c.Modules {
		if m, ok := p.module(c, &c.Modules[i], told); ok {
			n.Modules = append(n.Modules, m)
			n.Seen[m.Module] = m.To
		}
	}
	slices.SortStableFunc(n.Modules, begunFirst)
	for _, m := range p.left(c, told) {
		n.Modules = append(n.Modules, m)
		n.Seen[m.Module] = gone + m.From
	}
	for _, f := range recalled {
		if f.Cause.Bin() {
			n.Bin = append(n.Bin, f)
		}
	}
	return n
}

func begunFirst(a, b Module) int {
	switch {
	case a.Begun == b.Begun:
		return 0
	case a.Begun:
		return -1
	}
	return 1
}

// Quiet is what to keep as progress.Record.ModulesSeen without a word: for a learner who was never told anything, the
// versions that they have worked with and, of modules that they have not begun, those of today; and for modules that
// have come back, the version at which they left. It is nil when there is nothing to keep.
func Quiet(c *catalog.Catalog, r progress.Record) map[catalog.ModuleID]string {
	quiet := map[catalog.ModuleID]string{}
	if len(r.ModulesSeen) == 0 {
		p := past{record: r}
		for i := range c.Modules {
			quiet[c.Modules[i].ID] = c.Modules[i].Version
		}
		maps.Copy(quiet, p.versions())
	}
	for i := range c.Modules {
		id := c.Modules[i].ID
		if before, ok := strings.CutPrefix(r.ModulesSeen[id], gone); ok {
			quiet[id] = before
		}
	}
	if len(quiet) == 0 {
		return nil
	}
	return quiet
}

// gone stands before the version at which a module left.
const gone = "-"

// module compares a module with what the learner was told.
func (p *past) module(c *catalog.Catalog, m *catalog.Module, told map[catalog.ModuleID]string) (Module, bool) {
	from, known := told[m.ID]
	if !known { // nobody told of it, but it was begun before it changed
		from = p.versions()[m.ID]
	}
	if from != "" && !newer(m.Version, from) {
		return Module{}, false
	}
	n := Module{Module: m.ID, Title: m.Title, Library: libraryOf(c, m.Library), From: from, To: m.Version, Begun: p.begun(m.ID)}
	if n.New() {
		return n, true
	}
	n.Changes = changesSince(m, from)
	n.Lessons = lessonsIn(m, n.Changes)
	n.Corrected = p.corrected(m, from)
	n.Handouts = handoutChanges(m, from, n.Changes)
	return n, true
}

// left are modules that the learner has begun and the library does not have any more. One that cannot be loaded has
// not left.
func (p *past) left(c *catalog.Catalog, told map[catalog.ModuleID]string) []Module {
	here := map[catalog.ModuleID]bool{}
	for i := range c.Modules {
		here[c.Modules[i].ID] = true
	}
	for _, u := range c.Unavailable {
		here[u.ID] = true
	}
	var out []Module
	for _, id := range slices.Sorted(maps.Keys(told)) {
		if !here[id] && !strings.HasPrefix(told[id], gone) && p.begun(id) {
			out = append(out, Module{Module: id, Title: p.title(id), From: told[id], Begun: true})
		}
	}
	return out
}

// libraryOf is the title of a library where there are several.
func libraryOf(c *catalog.Catalog, id string) string {
	if len(c.Parts) < 2 {
		return ""
	}
	for _, p := range c.Parts {
		if p.Library.ID == id {
			return p.Library.Title
		}
	}
	return ""
}

// changesSince gives the author's notes after a version, up to the one of the module, newest first.
func changesSince(m *catalog.Module, version string) []catalog.ModuleChange {
	var out []catalog.ModuleChange
	for _, c := range m.Changes {
		if newer(c.Version, version) && !newer(c.Version, m.Version) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b catalog.ModuleChange) int {
		return cmp.Or(catalog.CompareVersions(b.Version, a.Version), b.Date.Compare(a.Date))
	})
	return out
}

func lessonsIn(m *catalog.Module, changes []catalog.ModuleChange) []Lesson {
	var out []Lesson
	for i := range m.Lessons {
		l := &m.Lessons[i]
		if slices.ContainsFunc(changes, func(c catalog.ModuleChange) bool { return slices.Contains(c.Lessons, l.ID) }) {
			out = append(out, Lesson{l.ID, l.Title})
		}
	}
	return out
}

// handoutChanges are those of the module's handouts, newest first. Handouts have versions of their own, so the dates
// of the module's notes say what is new: what came after the last note that the learner knows of or, where there is
// none, with the first that is new.
func handoutChanges(m *catalog.Module, version string, changes []catalog.ModuleChange) []HandoutChange {
	if len(changes) == 0 {
		return nil
	}
	var known time.Time
	for _, c := range m.Changes {
		if !newer(c.Version, version) && c.Date.After(known) {
			known = c.Date
		}
	}
	first := slices.MinFunc(changes, func(a, b catalog.ModuleChange) int { return a.Date.Compare(b.Date) }).Date
	var out []HandoutChange
	for i := range m.Handouts {
		h := &m.Handouts[i]
		for _, a := range h.Changes {
			isNew := a.Date.After(known)
			if known.IsZero() {
				isNew = !a.Date.Before(first)
			}
			if isNew && !newer(a.Version, h.Version) {
				out = append(out, HandoutChange{h.ID, h.Title, a})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b HandoutChange) int { return b.Date.Compare(a.Date) })
	return out
}

func newer(a, b string) bool { return catalog.CompareVersions(a, b) > 0 }
