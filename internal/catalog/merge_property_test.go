package catalog_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// A dealer makes small libraries whose ids, source keys and picture paths are often the same, so that they collide.
type dealer struct {
	*rand.Rand
	files fstest.MapFS
	notes map[catalog.SourceKey]catalog.Source
}

func (d *dealer) one(of ...string) string { return of[d.IntN(len(of))] }

func (d *dealer) key() catalog.SourceKey { return catalog.SourceKey(d.one("a", "b", "c", "d")) }

func (d *dealer) picture() string { return d.one("x.svg", "m1/x.svg", "m2/images/y.png") }

func (d *dealer) spans() []catalog.Span {
	return []catalog.Span{{Text: d.one("One", "Two")}, {Text: "1", Source: d.key()}}
}

// document has blocks of all kinds, up to three in each other.
func (d *dealer) document(depth int) catalog.Document {
	var blocks []catalog.Block
	for range 1 + d.IntN(4) {
		kinds := 4
		if depth < 3 {
			kinds = 7
		}
		switch d.IntN(kinds) {
		case 0:
			blocks = append(blocks, catalog.Heading{Level: 2, Text: d.spans()})
		case 1:
			blocks = append(blocks, catalog.Paragraph{Text: d.spans()})
		case 2:
			blocks = append(blocks, catalog.Picture{Path: d.picture(), Alt: "A hand"})
		case 3:
			blocks = append(blocks, catalog.Table{Head: [][]catalog.Span{d.spans()}, Rows: [][][]catalog.Span{{d.spans()}, {d.spans()}}})
		case 4:
			blocks = append(blocks, catalog.Quote{Blocks: d.document(depth + 1).Blocks})
		case 5:
			blocks = append(blocks, catalog.Callout{Kind: catalog.Tip, Blocks: d.document(depth + 1).Blocks})
		case 6:
			blocks = append(blocks, catalog.List{Items: []catalog.ListItem{{Blocks: d.document(depth + 1).Blocks}, {Blocks: d.document(depth + 1).Blocks}}})
		}
	}
	return catalog.Document{Blocks: blocks}
}

func (d *dealer) handout(id string, m catalog.ModuleID) catalog.Handout {
	h := catalog.Handout{ID: catalog.HandoutID(id), Module: m, Title: id, Body: d.document(0)}
	if d.IntN(2) == 0 {
		h.Translations = []catalog.Handout{{ID: h.ID, Module: m, Language: "vi", Body: d.document(0)}}
	}
	return h
}

func (d *dealer) module(id string, handouts []string) catalog.Module {
	m := catalog.Module{
		ID: catalog.ModuleID(id), Title: id, Guide: catalog.Guide{Body: d.document(0)},
		Lessons: []catalog.Lesson{{ID: "one", Body: d.document(0)}, {ID: "two", Body: d.document(0)}},
		Quiz:    quiz.Quiz{Items: []quiz.Item{{ID: "q", Sources: []string{string(d.key()), string(d.key())}}}},
		Scenarios: []scenario.Scenario{{ID: "s", Sources: []string{string(d.key())}, Scenes: []scenario.Scene{{
			ID: "here", Parts: []scenario.Part{{Text: "Here."}, {Picture: d.picture()}},
			Actions: []scenario.Action{{ID: "go", Says: []scenario.Part{{Picture: d.picture()}}}},
		}}}},
	}
	for _, h := range handouts {
		m.Handouts = append(m.Handouts, d.handout(h, m.ID))
	}
	return m
}

// library deals the ids of handouts once each, as a library has them.
func (d *dealer) library(id string) *catalog.Catalog {
	d.files, d.notes = fstest.MapFS{}, map[catalog.SourceKey]catalog.Source{}
	for _, path := range []string{"x.svg", "m1/x.svg", "m2/images/y.png"} {
		d.files[path] = &fstest.MapFile{Data: []byte(id + " " + path)}
	}
	for _, key := range []catalog.SourceKey{"a", "b", "c", "d"} {
		d.notes[key] = catalog.Source{Key: key, Title: d.one("First", "Second")}
	}
	c := &catalog.Catalog{Library: catalog.Library{ID: id}, Sources: d.notes, Files: d.files}
	handouts := []string{"h1", "h2", "h3", "h4", "h5"}
	d.Shuffle(len(handouts), func(i, j int) { handouts[i], handouts[j] = handouts[j], handouts[i] })
	for _, m := range []string{"m1", "m2", "m3"} {
		if d.IntN(2) == 0 {
			n := d.IntN(2)
			c.Modules = append(c.Modules, d.module(m, handouts[:n]))
			handouts = handouts[n:]
		}
	}
	for _, h := range handouts[:d.IntN(len(handouts))] {
		c.Handouts = append(c.Handouts, d.handout(h, ""))
	}
	for _, a := range []string{"a1", "a2"} {
		if d.IntN(2) == 0 {
			c.Alerts = append(c.Alerts, catalog.Alert{ID: catalog.AlertID(a), Body: d.document(0)})
		}
	}
	if d.IntN(2) == 0 {
		c.Services = []catalog.Service{{ID: "line", Source: d.key()}}
	}
	return c
}

// resolved writes down all of a thing, with each source note in place of its key and each picture's bytes in place of its path.
func resolved(t *testing.T, c *catalog.Catalog, parts ...any) []string {
	t.Helper()
	var all []string
	note := func(key catalog.SourceKey) {
		n, ok := c.Sources[key]
		if !ok || n.Key != key {
			t.Errorf("the key %q leads to %+v", key, n)
		}
		all = append(all, "cites "+n.Title)
	}
	picture := func(path string) {
		if path == "" {
			return
		}
		raw, err := fs.ReadFile(c.Files, path)
		if err != nil {
			t.Error(err)
		}
		all = append(all, "shows "+string(raw))
	}
	for _, part := range parts {
		switch p := part.(type) {
		case catalog.Document:
			p.Walk(func(b catalog.Block) {
				all = append(all, fmt.Sprintf("%T", b))
				if pic, ok := b.(catalog.Picture); ok {
					picture(pic.Path)
				}
			})
			p.Spans(func(s catalog.Span) {
				if all = append(all, s.Text); s.Source != "" {
					note(s.Source)
				}
			})
		case []string:
			for _, key := range p {
				note(catalog.SourceKey(key))
			}
		case scenario.Scenario:
			for _, sc := range p.Scenes {
				for _, part := range sc.Parts {
					picture(part.Picture)
				}
				for _, a := range sc.Actions {
					for _, part := range a.Says {
						picture(part.Picture)
					}
				}
			}
		}
	}
	return all
}

func ofHandout(t *testing.T, c *catalog.Catalog, h *catalog.Handout) []string {
	all := resolved(t, c, h.Body)
	for _, tr := range h.Translations {
		all = append(all, resolved(t, c, tr.Body)...)
	}
	return all
}

func ofModule(t *testing.T, c *catalog.Catalog, m *catalog.Module) []string {
	all := resolved(t, c, m.Guide.Body)
	for _, l := range m.Lessons {
		all = append(all, resolved(t, c, l.Body)...)
	}
	return append(all, resolved(t, c, m.Quiz.Items[0].Sources, m.Scenarios[0].Sources, m.Scenarios[0])...)
}

// TestMergingChangesNoNoteAndNoPicture merges random libraries: whatever is shown cites the same notes and shows the same
// pictures as in its own library, each id is there once and from the first library that has it, and nothing that is
// not shown is forgotten.
func TestMergingChangesNoNoteAndNoPicture(t *testing.T) {
	d := &dealer{Rand: rand.New(rand.NewPCG(1, 2))}
	hidden, renamed, again := 0, 0, 0
	for range 400 {
		parts := []*catalog.Catalog{d.library("one"), d.library("two"), d.library("three")}[:1+d.IntN(3)]
		c := catalog.Merge(parts)
		of := func(id string) *catalog.Catalog {
			return parts[slices.IndexFunc(parts, func(p *catalog.Catalog) bool { return p.Library.ID == id })]
		}
		for i := range c.Modules {
			m := &c.Modules[i]
			was, _ := of(m.Library).Module(m.ID)
			if diff := cmp.Diff(ofModule(t, of(m.Library), was), ofModule(t, c, m)); diff != "" {
				t.Fatalf("module %s of %s: -before +after:\n%s", m.ID, m.Library, diff)
			}
		}
		seen := map[catalog.HandoutID]bool{}
		for h := range c.AllHandouts() {
			if seen[h.ID] {
				t.Fatalf("the handout %s is there twice", h.ID)
			}
			seen[h.ID] = true
			was, _, _ := of(h.Library).Handout(h.ID)
			if diff := cmp.Diff(ofHandout(t, of(h.Library), was), ofHandout(t, c, h)); diff != "" {
				t.Fatalf("handout %s of %s: -before +after:\n%s", h.ID, h.Library, diff)
			}
		}
		for i := range c.Alerts {
			a := &c.Alerts[i]
			was, _ := of(a.Library).Alert(a.ID)
			if diff := cmp.Diff(resolved(t, of(a.Library), was.Body), resolved(t, c, a.Body)); diff != "" {
				t.Fatalf("alert %s: -before +after:\n%s", a.ID, diff)
			}
		}
		again += checkHidden(t, c, parts)
		hidden, renamed = hidden+len(c.Hidden), renamed+max(0, len(c.Sources)-4)
	}
	if hidden < 100 || renamed < 100 || again < 20 {
		t.Errorf("only %d things were hidden, %d notes renamed and %d things there again", hidden, renamed, again)
	}
}

// checkHidden looks for what the libraries have: it is shown or hidden, or reads as what is shown in its place. What goes
// before comes from an earlier one.
func checkHidden(t *testing.T, c *catalog.Catalog, parts []*catalog.Catalog) (again int) {
	t.Helper()
	order := map[string]int{}
	listed := map[string]bool{}
	for i, p := range parts {
		order[p.Library.ID] = i
	}
	for _, h := range c.Hidden {
		listed[h.Library+" "+h.Kind+" "+h.ID] = true
		if order[h.By] >= order[h.Library] {
			t.Fatalf("%+v comes after what it hides", h)
		}
	}
	for _, p := range parts {
		check := func(kind, id string, shown bool, theirs, ours func() []string) {
			if shown || listed[p.Library.ID+" "+kind+" "+id] {
				return
			}
			if again++; !cmp.Equal(theirs(), ours()) {
				t.Fatalf("the %s %s of %s is neither shown nor listed: %v, not %v", kind, id, p.Library.ID, theirs(), ours())
			}
		}
		for i := range p.Modules {
			m := &p.Modules[i]
			is, _ := c.Module(m.ID)
			check("module", string(m.ID), is != nil && is.Library == p.Library.ID, func() []string { return ofModule(t, p, m) }, func() []string { return ofModule(t, c, is) })
		}
		for h := range p.AllHandouts() {
			is, _, _ := c.Handout(h.ID)
			check("handout", string(h.ID), is != nil && is.Library == p.Library.ID, func() []string { return ofHandout(t, p, h) }, func() []string { return ofHandout(t, c, is) })
		}
		for i := range p.Alerts {
			a := &p.Alerts[i]
			is, _ := c.Alert(a.ID)
			check("alert", string(a.ID), is.Library == p.Library.ID, func() []string { return resolved(t, p, a.Body) }, func() []string { return resolved(t, c, is.Body) })
		}
		for _, s := range p.Services {
			is, _ := c.Service(s.ID)
			check("service", string(s.ID), false, func() []string { return resolved(t, p, []string{string(s.Source)}) }, func() []string { return resolved(t, c, []string{string(is.Source)}) })
		}
	}
	return again
}
