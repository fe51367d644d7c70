// Package compare says what differs between two states of a library, and which of it an author has to mend before
// learners get it: ids that vanish or come back, and content that changed behind a version that did not.
package compare

import (
	"slices"

	"github.com/passalong/passalong/internal/catalog"
)

// A Thing is a kind of what can differ.
type Thing string

// The things.
const (
	Module   Thing = "module" // what it has of its own: title, objectives, guide and so on
	Lesson   Thing = "lesson"
	Item     Thing = "item"
	Choice   Thing = "choice"
	Scenario Thing = "scenario"
	Skill    Thing = "skill"
	Handout  Thing = "handout" // in any language; a version is that of the original
	Alert    Thing = "alert"
	Service  Thing = "service"
)

// A Difference is one thing that was added, removed or changed, or one whose version or past has a fault although
// nothing else of it differs.
type Difference struct {
	Of       Thing
	Module   catalog.ModuleID // that it belongs to; empty for what stands alone
	Item     string           // that a choice belongs to
	ID       string
	Title    string // its title or text, the new one where there is one
	Change   catalog.ChangeKind
	From, To string // versions of a module, a handout or an alert, or of the module that it belongs to
	Faults   []Fault
}

// A Fault is what an author has to look at.
type Fault string

// The faults. What Severe says are errors: a learner or a reader could be harmed, or a record would say what is not so.
const (
	Vanished      Fault = "vanished"       // the id is gone and is not among those that were retired
	UsedAgain     Fault = "used-again"     // the id was retired, and is in use
	Unretired     Fault = "unretired"      // the id was retired, and the new state does not say so any more
	VersionDown   Fault = "version-down"   // the version is lower than it was
	AnswerFlipped Fault = "answer-flipped" // the right answer is another, and no newer version says that it corrected the item
	ItemReworded  Fault = "item-reworded"  // the item says something else under the same version of the module
	SameVersion   Fault = "same-version"   // the content differs under the same version
	NoNote        Fault = "no-note"        // the version was raised, and the changes say nothing of it
)

// Severe reports whether the fault is an error, and not only worth a second look.
func (f Fault) Severe() bool {
	return slices.Contains([]Fault{Vanished, UsedAgain, VersionDown, AnswerFlipped}, f)
}

// Severe reports whether one of the faults is.
func (d Difference) Severe() bool { return slices.ContainsFunc(d.Faults, Fault.Severe) }

// Compare gives the differences in a fixed order: module by module in the order of the new library, each followed by
// what belongs to it; then the modules that are gone, and handouts, alerts and services that stand alone. Of a module
// that was added or is gone only the handouts are listed besides, whose ids are the library's, and nothing of a module
// that cannot be used in one of the two.
//
// Citations count by their keys and pictures by their paths: what a source note says of itself, or a picture shows,
// is not compared. Neither are review dates and reviewers, nor which words the glossary explains.
func Compare(before, after *catalog.Catalog) []Difference {
	c := &comparison{before: before, after: after}
	old := make(map[catalog.ModuleID]*catalog.Module)
	for i := range before.Modules {
		old[before.Modules[i].ID] = &before.Modules[i]
	}
	for i := range after.Modules {
		m := &after.Modules[i]
		if o := old[m.ID]; o != nil {
			c.module(o, m)
			continue
		}
		if !unavailable(before, m.ID) {
			c.add(Difference{Of: Module, Module: m.ID, ID: string(m.ID), Title: m.Title, Change: catalog.Added, To: m.Version},
				when(slices.Contains(before.Library.Retired, m.ID), UsedAgain))
			c.handouts(m.ID, nil, m.Handouts)
		}
	}
	c.goneModules()
	c.handouts("", before.Handouts, after.Handouts)
	c.alerts()
	c.services()
	return c.found
}

func unavailable(c *catalog.Catalog, id catalog.ModuleID) bool {
	return slices.ContainsFunc(c.Unavailable, func(u catalog.UnavailableModule) bool { return u.ID == id })
}

// A comparison collects what differs.
type comparison struct {
	before, after *catalog.Catalog
	found         []Difference
}

// add takes a difference with those of its faults that are not empty.
func (c *comparison) add(d Difference, faults ...Fault) {
	for _, f := range faults {
		if f != "" {
			d.Faults = append(d.Faults, f)
		}
	}
	if d.Change != "" || len(d.Faults) > 0 {
		c.found = append(c.found, d)
	}
}

// when is a fault where it holds, and none otherwise.
func when(holds bool, f Fault) Fault {
	if holds {
		return f
	}
	return ""
}

func changedIf(differs bool) catalog.ChangeKind {
	if differs {
		return catalog.Changed
	}
	return ""
}

func (c *comparison) goneModules() {
	for i := range c.before.Modules {
		o := &c.before.Modules[i]
		if _, is := c.after.Module(o.ID); is || unavailable(c.after, o.ID) {
			continue
		}
		c.add(Difference{Of: Module, Module: o.ID, ID: string(o.ID), Title: o.Title, Change: catalog.Removed, From: o.Version},
			when(!slices.Contains(c.after.Library.Retired, o.ID), Vanished))
		c.handouts(o.ID, o.Handouts, nil)
	}
	for _, id := range c.before.Library.Retired {
		_, used := c.after.Module(id)
		if !used && !unavailable(c.after, id) && !slices.Contains(c.after.Library.Retired, id) {
			c.add(Difference{Of: Module, Module: id, ID: string(id)}, Unretired)
		}
	}
}

// versions gives the faults of a version that is raised, kept or lowered. told says that the changes speak of it.
func versions(before, after string, differs, told bool) []Fault {
	switch by := catalog.CompareVersions(after, before); {
	case by < 0:
		return []Fault{VersionDown}
	case by == 0:
		return []Fault{when(differs, SameVersion)}
	default:
		return []Fault{when(!told, NoNote)}
	}
}

// handouts compares those of a module, or those that stand alone.
func (c *comparison) handouts(module catalog.ModuleID, before, after []catalog.Handout) {
	for i := range after {
		h := &after[i]
		d := Difference{Of: Handout, Module: module, ID: string(h.ID), Title: h.Title, To: h.Version}
		o, was, ok := c.before.Handout(h.ID)
		if !ok {
			again := slices.ContainsFunc(c.before.Withdrawn, func(w catalog.Withdrawal) bool { return w.Handout == h.ID }) || c.retired(h.ID)
			d.Change = catalog.Added
			c.add(d, when(again, UsedAgain))
			continue
		}
		differs := !same(o, h, handoutText)
		moved := was == nil && module != "" || was != nil && was.ID != module
		d.From = o.Version
		d.Change = changedIf(differs || moved || translationsDiffer(o, h))
		told := slices.ContainsFunc(h.Changes, func(a catalog.Amendment) bool { return a.Version == h.Version })
		c.add(d, versions(o.Version, h.Version, differs, told)...)
	}
	for i := range before {
		o := &before[i]
		if _, _, is := c.after.Handout(o.ID); is {
			continue
		}
		said := slices.ContainsFunc(c.after.Withdrawn, func(w catalog.Withdrawal) bool { return w.Handout == o.ID })
		if m, ok := c.after.Module(module); ok {
			said = said || m.IsRetired("handout", string(o.ID))
		}
		c.add(Difference{Of: Handout, Module: module, ID: string(o.ID), Title: o.Title, Change: catalog.Removed, From: o.Version}, when(!said, Vanished))
	}
}

// retired reports whether a module of the old state had retired the id of a handout: their ids are one space.
func (c *comparison) retired(id catalog.HandoutID) bool {
	return slices.ContainsFunc(c.before.Modules, func(m catalog.Module) bool { return m.IsRetired("handout", string(id)) })
}

func translationsDiffer(before, after *catalog.Handout) bool {
	return !slices.EqualFunc(before.Translations, after.Translations, func(a, b catalog.Handout) bool {
		return a.Language == b.Language && a.Version == b.Version && a.MachineDraft == b.MachineDraft && handoutText(&a) == handoutText(&b)
	})
}

// alerts end by themselves, so that one which is gone is no fault.
func (c *comparison) alerts() {
	for i := range c.after.Alerts {
		a := &c.after.Alerts[i]
		d := Difference{Of: Alert, ID: string(a.ID), Title: a.Title, To: a.Version}
		o, ok := c.before.Alert(a.ID)
		if !ok {
			d.Change = catalog.Added
			c.add(d)
			continue
		}
		differs := alertText(o) != alertText(a)
		d.From, d.Change = o.Version, changedIf(differs)
		c.add(d, versions(o.Version, a.Version, differs, true)...)
	}
	for i := range c.before.Alerts {
		if o := &c.before.Alerts[i]; !has(c.after.Alert(o.ID)) {
			c.add(Difference{Of: Alert, ID: string(o.ID), Title: o.Title, Change: catalog.Removed, From: o.Version})
		}
	}
}

func (c *comparison) services() {
	for _, s := range c.after.Services {
		o, ok := c.before.Service(s.ID)
		d := Difference{Of: Service, ID: string(s.ID), Title: s.Name}
		if !ok {
			d.Change = catalog.Added
		} else {
			d.Change = changedIf(serviceText(o) != serviceText(s))
		}
		c.add(d)
	}
	for _, o := range c.before.Services {
		if !has(c.after.Service(o.ID)) {
			c.add(Difference{Of: Service, ID: string(o.ID), Title: o.Name, Change: catalog.Removed})
		}
	}
}

func has[T any](_ T, is bool) bool { return is }
