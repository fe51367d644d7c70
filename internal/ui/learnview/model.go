package learnview

import (
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/glance"
)

// model is what the screen knows.
type model struct {
	catalog *catalog.Catalog
	at      map[catalog.ModuleID]int // in Catalog.Modules
	tracks  []catalog.Track          // that have modules
	track   int                      // the one that is shown alone; -1 for all
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
	chooseItem
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

// A choice is what the list can be narrowed to.
type choice struct{ Text, Note string }

// enough modules make a list so long that people want one track of it.
const enough = 8

// newModel lists the modules of all tracks, or of one. A track that the library does not have is all of them.
func newModel(c *catalog.Catalog, track catalog.TrackID) *model {
	m := &model{catalog: c, at: make(map[catalog.ModuleID]int, len(c.Modules)), track: -1, items: []item{{kind: titleItem, text: "Learn"}}}
	for i := range c.Modules {
		m.at[c.Modules[i].ID] = i
	}
	if len(c.Modules)+len(c.Unavailable) == 0 {
		m.items = append(m.items, item{kind: emptyItem})
		return m
	}
	for _, t := range c.Library.Tracks {
		t.Modules = slices.DeleteFunc(slices.Clone(t.Modules), func(id catalog.ModuleID) bool { _, is := m.at[id]; return !is })
		if len(t.Modules) > 0 {
			m.tracks = append(m.tracks, t)
		}
	}
	if len(m.tracks) > 1 && len(c.Modules) >= enough {
		m.items = append(m.items, item{kind: chooseItem})
		m.track = slices.IndexFunc(m.tracks, func(t catalog.Track) bool { return t.ID == track && track != "" })
	}
	if m.track >= 0 {
		m.addModules(m.tracks[m.track].Modules)
		return m
	}
	m.addTracks()
	m.addUnavailable()
	return m
}

func (m *model) addModules(ids []catalog.ModuleID) {
	for _, id := range ids {
		m.items = append(m.items, item{kind: moduleItem, module: m.at[id]})
	}
}

// addTracks lists every module once, under the first track that has it. What else belongs to a track is named below it.
func (m *model) addTracks() {
	listed := make(map[catalog.ModuleID]bool, len(m.catalog.Modules))
	add := func(title string, ids []catalog.ModuleID) {
		var fresh []catalog.ModuleID
		var also []string
		for _, id := range ids {
			if listed[id] {
				also = append(also, m.catalog.Modules[m.at[id]].Title)
				continue
			}
			listed[id] = true
			fresh = append(fresh, id)
		}
		m.items = append(m.items, item{kind: trackItem, text: title})
		m.addModules(fresh)
		if len(also) > 0 {
			m.items = append(m.items, item{kind: noteItem, text: "Also in this track: " + strings.Join(also, " · ")})
		}
	}
	for _, t := range m.tracks {
		add(t.Title, t.Modules)
	}
	var rest []catalog.ModuleID
	for i := range m.catalog.Modules {
		if id := m.catalog.Modules[i].ID; !listed[id] {
			rest = append(rest, id)
		}
	}
	if len(rest) > 0 {
		add("More", rest)
	}
}

func (m *model) addUnavailable() {
	if len(m.catalog.Unavailable) == 0 {
		return
	}
	m.items = append(m.items,
		item{kind: trackItem, text: "Cannot be shown"},
		item{kind: noteItem, text: "Something is wrong with the content of these. The other modules work. Newer content may put it right."})
	for i := range m.catalog.Unavailable {
		m.items = append(m.items, item{kind: missingItem, module: i})
	}
}

// choices are what the list can be narrowed to: everything first, and then each track with how far the learner has come.
func (m *model) choices(r progress.Record) (options []choice, chosen int) {
	done, _ := progress.CompletedModules(m.catalog, r)
	options = []choice{{Text: "All tracks", Note: glance.Modules(len(m.catalog.Modules))}}
	for _, t := range m.tracks {
		n := 0
		for _, id := range t.Modules {
			if done[id] {
				n++
			}
		}
		note := glance.Modules(len(t.Modules))
		if n > 0 {
			note = fmt.Sprintf("%d of %s done", n, note)
		}
		options = append(options, choice{Text: t.Title, Note: note})
	}
	return options, m.track + 1
}

// chosen is the track at a place among the choices; empty for all.
func (m *model) chosen(i int) catalog.TrackID {
	if i < 1 || i > len(m.tracks) {
		return ""
	}
	return m.tracks[i-1].ID
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
	completed, _ := progress.CompletedModules(m.catalog, r)
	done, n := len(completed), len(m.catalog.Modules)
	switch {
	case n == 0:
		return ""
	case done == 0:
		return "Short lessons, then a quiz that explains every answer. Begin anywhere."
	case done == n:
		return "You have finished every module."
	}
	return fmt.Sprintf("%d of %s done.", done, glance.Modules(n))
}
