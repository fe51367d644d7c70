package catalog

import (
	"cmp"
	"maps"
	"slices"
)

// Merge puts libraries side by side. Of each id the first library that has it wins; the ids of handouts are one
// space, whether they stand alone or belong to a module. What that hides is in Hidden. A source note or a picture that
// has the name of another in an earlier library is found under a name of its own, everywhere it is used. What is the same
// in both, word by word and picture by picture, is not counted as hidden.
//
// A library's withdrawal counts where no other library has the handout. A track of the same id is one track, with
// the modules of all.
//
// The parts are not changed, and what needs no change is shared with them. No parts make an empty catalog.
func Merge(parts []*Catalog) *Catalog {
	m := &merger{
		out: &Catalog{Sources: make(map[SourceKey]Source)}, terms: make(map[termKey]bool), modules: make(map[ModuleID]string),
		handouts: make(map[HandoutID]string), alerts: make(map[AlertID]string), packs: make(map[PackID]string),
		services: make(map[ServiceID]string), parts: make(map[string]*index),
	}
	files := new(shelf)
	for i, p := range parts {
		r := renames{prefix: files.add(p.Library.ID, p.Files), sources: m.addSources(p)}
		if i == 0 {
			m.out.Library, m.out.Revision, r.prefix = p.Library, p.Revision, ""
		} else {
			m.out.Library = m.out.Library.with(p.Library)
		}
		m.out.Parts = append(m.out.Parts, Part{p.Library, p.Revision})
		if m.parts[p.Library.ID] == nil {
			m.parts[p.Library.ID] = newIndex(p)
		}
		m.addPart(p, r)
	}
	m.addWithdrawals(parts)
	m.out.Files = files
	m.out.orderModules()
	slices.SortStableFunc(m.out.Alerts, func(a, b Alert) int { return cmp.Or(b.From.Compare(a.From), cmp.Compare(a.ID, b.ID)) })
	return m.out
}

// LibraryOf is the library of an id, such as Module.Library: one of Parts. It is Library for an id that is none of
// theirs, so that what nobody merged has one too.
func (c *Catalog) LibraryOf(id string) Library {
	for _, p := range c.Parts {
		if p.Library.ID == id {
			return p.Library
		}
	}
	return c.Library
}

// A merger knows which library has an id.
type merger struct {
	out      *Catalog
	terms    map[termKey]bool
	modules  map[ModuleID]string
	handouts map[HandoutID]string
	alerts   map[AlertID]string
	packs    map[PackID]string
	services map[ServiceID]string
	parts    map[string]*index // by the library's id
}

type termKey struct {
	language Language
	headword string
}

func (m *merger) addPart(p *Catalog, r renames) {
	id := p.Library.ID
	m.addModules(p, r)
	m.addAlone(p, r)
	for _, a := range p.Alerts {
		again := func(shown *index) bool {
			b, has := shown.Alert(a.ID)
			return has && same(&a, b, usesOfAlert(&a), p, shown.Catalog)
		}
		if claim(m, m.alerts, a.ID, Hidden{id, "alert", string(a.ID), a.Title, ""}, again) {
			a.Library, a.Body = id, r.document(a.Body)
			m.out.Alerts = append(m.out.Alerts, a)
		}
	}
	m.addPacks(p)
	for _, s := range p.Services {
		again := func(shown *index) bool {
			b, has := shown.Service(s.ID)
			return has && same(s, b, uses{sources: []SourceKey{s.Source}}, p, shown.Catalog)
		}
		if claim(m, m.services, s.ID, Hidden{id, "service", string(s.ID), s.Name, ""}, again) {
			s.Source = r.source(s.Source)
			m.out.Services = append(m.out.Services, s)
		}
	}
	for _, t := range p.Glossary {
		if key := (termKey{t.Language, t.Headword}); !m.terms[key] {
			m.terms[key] = true
			m.out.Glossary = append(m.out.Glossary, t)
		}
	}
}

// claim gives an id to a library, unless an earlier one has it: then it notes what is hidden, if that is not the same
// thing again.
func claim[ID ~string](m *merger, taken map[ID]string, id ID, what Hidden, again func(shown *index) bool) bool {
	by, is := taken[id]
	if !is {
		taken[id] = what.Library
		return true
	}
	what.By = by
	m.hide(what, again)
	return false
}

// hide notes what is not shown, unless what is shown in its place is the same thing again.
func (m *merger) hide(what Hidden, again func(shown *index) bool) {
	if shown := m.parts[what.By]; shown != nil && again(shown) {
		return
	}
	what.Title = cmp.Or(what.Title, what.ID)
	m.out.Hidden = append(m.out.Hidden, what)
}

// otherwise is for what is never the same thing again.
func otherwise(*index) bool { return false }

// addModules takes the modules first, so that a handout of a hidden module cannot take an id from one that is shown.
func (m *merger) addModules(p *Catalog, r renames) {
	id := p.Library.ID
	var covered []*Module
	m.out.Modules = slices.Grow(m.out.Modules, len(p.Modules))
	for i := range p.Modules {
		mod := &p.Modules[i]
		again := func(shown *index) bool {
			b, has := shown.modules[mod.ID]
			return has && same(mod, b, usesOfModule(mod), p, shown.Catalog)
		}
		if !claim(m, m.modules, mod.ID, Hidden{id, "module", string(mod.ID), mod.Title, ""}, again) {
			covered = append(covered, mod)
			continue
		}
		own := r.module(mod, id)
		own.Handouts = slices.DeleteFunc(own.Handouts, func(h Handout) bool {
			return !m.claimHandout(p, &h)
		})
		m.out.Modules = append(m.out.Modules, own)
	}
	for _, u := range p.Unavailable {
		if claim(m, m.modules, u.ID, Hidden{id, "module", string(u.ID), "", ""}, otherwise) {
			m.out.Unavailable = append(m.out.Unavailable, u)
		}
	}
	for _, mod := range covered {
		for i := range mod.Handouts {
			h := &mod.Handouts[i]
			by := cmp.Or(m.handouts[h.ID], m.modules[mod.ID])
			m.hide(Hidden{id, "handout", string(h.ID), h.Title, by}, func(shown *index) bool { return sameHandout(h, p, shown) })
		}
	}
}

func (m *merger) claimHandout(p *Catalog, h *Handout) bool {
	what := Hidden{p.Library.ID, "handout", string(h.ID), h.Title, ""}
	return claim(m, m.handouts, h.ID, what, func(shown *index) bool { return sameHandout(h, p, shown) })
}

func (m *merger) addAlone(p *Catalog, r renames) {
	for _, h := range p.Handouts {
		if m.claimHandout(p, &h) {
			m.out.Handouts = append(m.out.Handouts, r.handout(h, p.Library.ID))
		}
	}
}

// addPacks lets the packs of a library hold what is shown of their handouts: another library's handout of the same
// id, in a format that it comes in. A pack of which nothing is left is hidden.
func (m *merger) addPacks(p *Catalog) {
	id := p.Library.ID
	for _, pack := range p.Packs {
		if by, is := m.packs[pack.ID]; is {
			m.hide(Hidden{id, "pack", string(pack.ID), pack.Title, by}, func(shown *index) bool {
				b, has := shown.Pack(pack.ID)
				return has && same(pack, b, uses{}, p, shown.Catalog)
			})
			continue
		}
		pack.Items = slices.Clone(pack.Items)
		by := ""
		pack.Items = slices.DeleteFunc(pack.Items, func(it PackItem) bool {
			gone := m.handouts[it.Handout] == ""
			if gone {
				by = cmp.Or(by, m.coverOf(p, it.Handout))
			}
			return gone
		})
		for i := range pack.Items {
			m.offer(&pack.Items[i], id)
		}
		if len(pack.Items) == 0 && by != "" {
			m.hide(Hidden{id, "pack", string(pack.ID), pack.Title, by}, otherwise)
			continue
		}
		m.packs[pack.ID] = id
		m.out.Packs = append(m.out.Packs, pack)
	}
}

// coverOf is the library whose module hides a handout of p; empty when p does not have it.
func (m *merger) coverOf(p *Catalog, id HandoutID) string {
	h, _, ok := p.Handout(id)
	if !ok {
		return ""
	}
	return m.modules[h.Module]
}

// offer gives a part of a pack a format in which the handout comes that is shown.
func (m *merger) offer(it *PackItem, library string) {
	if m.handouts[it.Handout] == library {
		return
	}
	h, _, ok := m.out.Handout(it.Handout)
	if !ok {
		return
	}
	if offers := h.Offers(); len(offers) > 0 && !slices.Contains(offers, it.Format) {
		it.Format = offers[0]
	}
}

// addSources takes the source notes of a part, and gives those that have to go by another name.
func (m *merger) addSources(p *Catalog) map[SourceKey]SourceKey {
	renamed := make(map[SourceKey]SourceKey)
	for _, key := range slices.Sorted(maps.Keys(p.Sources)) {
		note, name := p.Sources[key], key
		for is, taken := m.out.Sources[name]; taken && !sameNote(is, note); is, taken = m.out.Sources[name] {
			name += SourceKey("@" + p.Library.ID) // no key has an @, so this ends with the first unless ids are the same
		}
		note.Key = name
		m.out.Sources[name] = note
		if name != key {
			renamed[key] = name
		}
	}
	return renamed
}

func sameNote(a, b Source) bool {
	same := a.Checked.Equal(b.Checked)
	a.Key, a.Checked = b.Key, b.Checked
	return same && a == b
}

// addWithdrawals takes those that are about no other library's handout.
func (m *merger) addWithdrawals(parts []*Catalog) {
	have := make([]map[HandoutID]bool, len(parts))
	for i, p := range parts {
		have[i] = make(map[HandoutID]bool)
		for h := range p.AllHandouts() {
			have[i][h.ID] = true
		}
	}
	said := make(map[HandoutID]bool)
	for at, p := range parts {
		for _, w := range p.Withdrawn {
			elsewhere := false
			for i := range parts {
				elsewhere = elsewhere || i != at && have[i][w.Handout]
			}
			if said[w.Handout] || m.handouts[w.Handout] != "" || elsewhere {
				continue
			}
			if m.handouts[w.Instead] == "" {
				w.Instead = ""
			}
			said[w.Handout] = true
			m.out.Withdrawn = append(m.out.Withdrawn, w)
		}
	}
}

// with adds what a later library says of the whole.
func (l Library) with(later Library) Library {
	l.Languages = union(l.Languages, later.Languages, func(lang Language) Language { return lang })
	l.Topics = union(l.Topics, later.Topics, func(t Topic) TopicID { return t.ID })
	l.Audiences = union(l.Audiences, later.Audiences, func(a Audience) AudienceID { return a.ID })
	tracks := slices.Clone(l.Tracks)
	for _, t := range later.Tracks {
		i := slices.IndexFunc(tracks, func(o Track) bool { return o.ID == t.ID })
		if i < 0 {
			tracks = append(tracks, t)
			continue
		}
		tracks[i].Modules = union(tracks[i].Modules, t.Modules, func(id ModuleID) ModuleID { return id })
	}
	l.Tracks = tracks
	return l
}

// union is a list with what the other has besides, by their keys. Neither is changed.
func union[T any, K comparable](list, more []T, key func(T) K) []T {
	out, have := slices.Clip(list), make(map[K]bool, len(list)+len(more))
	for _, t := range list {
		have[key(t)] = true
	}
	for _, t := range more {
		if k := key(t); !have[k] {
			have[k] = true
			out = append(out, t)
		}
	}
	return out
}

// orderModules puts the modules into the order of the tracks; those of no track stay in theirs, at the end.
func (c *Catalog) orderModules() {
	place := make(map[ModuleID]int)
	for _, t := range c.Library.Tracks {
		for _, id := range t.Modules {
			if _, is := place[id]; !is {
				place[id] = len(place)
			}
		}
	}
	at := func(id ModuleID) int {
		if p, is := place[id]; is {
			return p
		}
		return len(place)
	}
	slices.SortStableFunc(c.Modules, func(a, b Module) int { return cmp.Compare(at(a.ID), at(b.ID)) })
	slices.SortStableFunc(c.Unavailable, func(a, b UnavailableModule) int { return cmp.Compare(at(a.ID), at(b.ID)) })
}
