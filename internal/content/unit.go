package content

import (
	"path"

	"github.com/passalong/passalong/internal/catalog"
)

// A unit is what is read, and used or left out, as a whole: a module, a translation, an alert, or a handout that
// stands alone.
type unit struct {
	loader      *loader
	of          catalog.ModuleID // the module whose problems these are; empty for what stands alone
	files       []*file
	used        map[string]bool // files of the library that it refers to
	pictures    map[string]picture
	lessonFiles map[string]string // path of a lesson -> its id
	room        *room
}

func (l *loader) unit(of catalog.ModuleID) *unit {
	return &unit{
		loader: l, of: of, used: make(map[string]bool), pictures: make(map[string]picture), lessonFiles: make(map[string]string),
		room: new(room),
	}
}

func (u *unit) open(name string, limit int) (*file, bool) {
	f, ok := u.loader.tree.read(name, u.of, limit)
	f.room = u.room
	u.files = append(u.files, f)
	u.used[name] = true
	return f, ok
}

// problems lists what is wrong with the files, in the order in which they were read.
func (u *unit) problems() []catalog.Problem {
	var all []catalog.Problem
	for _, f := range u.files {
		all = append(all, f.sorted()...)
	}
	return all
}

// sound reports whether nothing keeps the unit from being used.
func (u *unit) sound() bool {
	for _, f := range u.files {
		for _, p := range f.problems {
			if isBroken(p) {
				return false
			}
		}
	}
	return true
}

func (u *unit) similarFile(name string) string {
	var names []string
	for _, other := range u.loader.tree.folders[path.Dir(name)] {
		names = append(names, path.Base(other))
	}
	if c, ok := closest(path.Base(name), names); ok {
		return "did you mean “" + c + "”?"
	}
	return ""
}
