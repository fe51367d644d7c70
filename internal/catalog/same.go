package catalog

import (
	"bytes"
	"io/fs"
	"reflect"
	"slices"
)

// uses are what something names that is kept elsewhere in its library.
type uses struct {
	sources  []SourceKey
	pictures []string
}

// An index finds what a library has by its id, however much that is.
type index struct {
	*Catalog
	modules  map[ModuleID]*Module
	handouts map[HandoutID]*Handout
}

func newIndex(c *Catalog) *index {
	x := &index{c, make(map[ModuleID]*Module, len(c.Modules)), make(map[HandoutID]*Handout)}
	for i := range c.Modules {
		x.modules[c.Modules[i].ID] = &c.Modules[i]
	}
	for h := range c.AllHandouts() {
		x.handouts[h.ID] = h
	}
	return x
}

// same reports whether two things of two libraries are one and the same to whoever reads them: the things themselves,
// and the source notes and pictures that they use.
func same[T any](a, b T, of uses, one, other *Catalog) bool {
	return reflect.DeepEqual(a, b) && sameNotes(of.sources, one, other) && samePictures(of.pictures, one, other)
}

func sameNotes(keys []SourceKey, one, other *Catalog) bool {
	for _, k := range keys {
		a, has := one.Sources[k]
		b, too := other.Sources[k]
		if has != too || !sameNote(a, b) {
			return false
		}
	}
	return true
}

func samePictures(paths []string, one, other *Catalog) bool {
	for _, path := range paths {
		if one.Files == nil || other.Files == nil {
			return false
		}
		a, err1 := fs.ReadFile(one.Files, path)
		b, err2 := fs.ReadFile(other.Files, path)
		if err1 != nil || err2 != nil || !bytes.Equal(a, b) {
			return false
		}
	}
	return true
}

func (u *uses) documents(all ...Document) {
	for _, d := range all {
		u.sources = append(u.sources, d.Cited()...)
		d.Walk(func(b Block) {
			if p, is := b.(Picture); is {
				u.picture(p.Path)
			}
		})
	}
}

func (u *uses) picture(path string) {
	if path != "" && !slices.Contains(u.pictures, path) {
		u.pictures = append(u.pictures, path)
	}
}

func (u *uses) handout(h *Handout) {
	u.documents(h.Body)
	for i := range h.Translations {
		u.handout(&h.Translations[i])
	}
}

// sameHandout reports whether a library shows the same as a handout of another.
func sameHandout(h *Handout, of *Catalog, shown *index) bool {
	var u uses
	u.handout(h)
	b, has := shown.handouts[h.ID]
	return has && same(h, b, u, of, shown.Catalog)
}

func usesOfModule(m *Module) uses {
	u := uses{sources: m.Cited()}
	u.documents(m.Guide.Body)
	for i := range m.Lessons {
		u.documents(m.Lessons[i].Body)
		for _, v := range m.Lessons[i].Variants {
			u.documents(v.Body)
		}
	}
	for i := range m.Handouts {
		u.handout(&m.Handouts[i])
	}
	for i := range m.Scenarios {
		for _, scene := range m.Scenarios[i].Scenes {
			for _, p := range scene.Parts {
				u.picture(p.Picture)
			}
			for _, a := range scene.Actions {
				for _, p := range a.Says {
					u.picture(p.Picture)
				}
			}
		}
	}
	return u
}

func usesOfAlert(a *Alert) (u uses) {
	u.documents(a.Body)
	return u
}
