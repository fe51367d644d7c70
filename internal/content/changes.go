package content

import (
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

const (
	maxChanges = 200 // of a module
	maxRetired = 2000
)

// retirable are the kinds of what a module can retire. One may stand before the id, where a thing of another kind
// still has the same.
func retirable() []string { return []string{"lesson", "item", "scenario", "skill", "handout"} }

// readChanges reads what the versions of a module brought, newest first. It comes after all that it may name.
func (m *moduleResult) readChanges(r *record) {
	m.readRetired(r)
	seen := newIDs(r.f, "version")
	last := ""
	for _, n := range r.upTo(maxChanges, "changes", r.list("changes", r.value("changes"))) {
		c, ok := r.f.record(n, "a change")
		if !ok {
			continue
		}
		change := catalog.ModuleChange{Version: c.version(), Date: c.date("date"), What: c.text("what"), Why: c.optional("why")}
		for _, id := range c.texts("lessons") {
			if m.checkChanged(r.f, id, "lesson", m.lessonIDs) {
				change.Lessons = append(change.Lessons, catalog.LessonID(id.text))
			}
		}
		for _, id := range c.texts("corrected") {
			if m.checkChanged(r.f, id, "item", m.itemIDs) {
				change.Corrected = append(change.Corrected, id.text)
			}
		}
		c.done()
		if change.Version != "" {
			m.checkOrder(c, change, last, seen)
			last = change.Version
		}
		m.module.Changes = append(m.module.Changes, change)
	}
	if now := m.module.Version; last != "" && now != "" && seen.first[now] == (place{}) {
		r.f.advise(r.at("changes"), "say in a line what is new", "“changes” does not speak of version %s", now)
	}
}

// checkOrder wants the versions of changes to go down from that of the module, and none of them to come from the future.
func (m *moduleResult) checkOrder(r *record, c catalog.ModuleChange, last string, seen *ids) {
	at := r.at("version")
	switch first, taken := seen.first[c.Version]; {
	case taken:
		r.f.broken(at, "write one entry for each version", "version %s is in line %d already", c.Version, first.line)
	case m.module.Version != "" && catalog.CompareVersions(c.Version, m.module.Version) > 0:
		r.f.broken(at, "raise “version” of the module", "version %s is later than the module, which is %s", c.Version, m.module.Version)
	case last != "" && catalog.CompareVersions(c.Version, last) > 0:
		r.f.broken(at, "the newest stands first", "version %s stands below version %s", c.Version, last)
	}
	seen.first[c.Version] = at
	if issued := m.loader.head.issued; !c.Date.IsZero() && !issued.IsZero() && c.Date.After(issued) {
		r.f.advise(r.at("date"), "raise “issued” in "+libraryFile, "this change is later than the library, which is of %s", issued.Format(time.DateOnly))
	}
}

// checkChanged wants an id that a change names to be there, or retired.
func (m *moduleResult) checkChanged(f *file, id scalar, kind string, have *ids) bool {
	if m.module.IsRetired(kind, id.text) {
		return true
	}
	if have == nil || len(have.first) == 0 {
		return false // what it could name has a problem, which is listed
	}
	if _, ok := have.first[id.text]; ok {
		return true
	}
	f.broken(id.at, didYouMean(id.text, have.known()), "the module has no %s “%s”, and “retired” does not name it", kind, id.text)
	return false
}

// readRetired reads the ids that a module had once. None of them may be in use.
func (m *moduleResult) readRetired(r *record) {
	inUse := map[string][]string{"handout": texts(m.handoutIDs)}
	for _, of := range []struct {
		kind string
		ids  *ids
	}{{"lesson", m.lessonIDs}, {"item", m.itemIDs}, {"skill", m.skillIDs}} {
		if of.ids != nil {
			inUse[of.kind] = of.ids.known()
		}
	}
	for _, s := range m.module.Scenarios {
		inUse["scenario"] = append(inUse["scenario"], string(s.ID))
	}
	for _, s := range r.distinct("retired", r.upTo(maxRetired, "retired", r.list("retired", r.value("retired")))) {
		kind, id, named := strings.Cut(s.text, " ")
		if !named {
			kind, id = "", s.text
		}
		if named && !r.f.checkOneOf(scalar{kind, s.at}, "retired", retirable()) || !r.f.checkID(scalar{id, s.at}) {
			continue
		}
		if user := usedAs(inUse, kind, id); user != "" {
			hint := "an id that was retired is never used again: choose another for the " + user
			if other := retirable()[0]; kind == "" {
				if user == other {
					other = retirable()[1]
				}
				hint += "; or, if another kind of thing was retired, write its kind before the id, as in: " + other + " " + id
			}
			r.f.broken(s.at, hint, "“%s” is retired and in use: one %s has it", s.text, user)
			continue
		}
		m.module.Retired = append(m.module.Retired, s.text)
	}
}

// usedAs is the kind of what has an id, of one kind or of any; "" when nothing has.
func usedAs(inUse map[string][]string, kind, id string) string {
	for _, k := range retirable() {
		if (kind == "" || kind == k) && slices.Contains(inUse[k], id) {
			return k
		}
	}
	return ""
}

func texts(scalars []scalar) []string {
	var all []string
	for _, s := range scalars {
		all = append(all, s.text)
	}
	return all
}

// retiredModules reads the ids of the modules that the library had once.
func (l *loader) retiredModules(r *record) []catalog.ModuleID {
	var all []catalog.ModuleID
	for _, s := range r.distinct("retired", r.upTo(maxRetired, "retired", r.list("retired", r.value("retired")))) {
		switch {
		case !r.f.checkID(s):
		case l.tree.files[s.text+"/"+manifestFile] || slices.ContainsFunc(l.head.named, func(m scalar) bool { return m.text == s.text }):
			r.f.broken(s.at, "an id that was retired is never used again: choose another for the module", "“%s” is retired and in use: one module has it", s.text)
		default:
			all = append(all, catalog.ModuleID(s.text))
		}
	}
	return all
}
