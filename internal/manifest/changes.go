package manifest

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// Changes says for each module what files differ, and how much of it is to be fetched. Modules come in the
// order of their ids, the library as a whole last.
func Changes(old, now, fetch []catalog.File) []catalog.Change {
	var changes []catalog.Change
	for id, part := range parts(old, now, fetch) {
		if c, ok := part.change(id); ok {
			changes = append(changes, c)
		}
	}
	slices.SortFunc(changes, func(a, b catalog.Change) int {
		if (a.Module == "") != (b.Module == "") {
			return cmp.Compare(b.Module, a.Module)
		}
		return cmp.Compare(a.Module, b.Module)
	})
	return changes
}

// A part counts the files of one module: before, now, in both, and those that are new or differ.
type part struct {
	old, now, both, differ int
	bytes                  int64
}

func parts(old, now, fetch []catalog.File) map[catalog.ModuleID]*part {
	modules := moduleFolders(old, now)
	parts := map[catalog.ModuleID]*part{}
	at := func(p string) *part {
		id := modules[topFolder(p)]
		if parts[id] == nil {
			parts[id] = &part{}
		}
		return parts[id]
	}
	before := map[string]string{}
	for _, f := range old {
		before[f.Path] = f.SHA256
		at(f.Path).old++
	}
	for _, f := range now {
		part := at(f.Path)
		part.now++
		sum, ok := before[f.Path]
		if ok {
			part.both++
		}
		if sum != f.SHA256 {
			part.differ++
		}
	}
	for _, f := range fetch {
		at(f.Path).bytes += f.Size
	}
	return parts
}

func (p part) change(id catalog.ModuleID) (catalog.Change, bool) {
	c := catalog.Change{Kind: catalog.Changed, Module: id, Files: p.differ + p.old - p.both, Bytes: p.bytes}
	switch {
	case p.old == 0 && id != "":
		c.Kind = catalog.Added
	case p.now == 0 && id != "":
		c.Kind = catalog.Removed
	}
	return c, c.Files > 0 || c.Bytes > 0
}

// moduleFolders maps the folders that hold a module, before or now, to its id.
func moduleFolders(lists ...[]catalog.File) map[string]catalog.ModuleID {
	folders := map[string]catalog.ModuleID{}
	for _, files := range lists {
		for _, f := range files {
			if dir := topFolder(f.Path); f.Path == ContentDir+dir+"/module.yaml" {
				folders[dir] = catalog.ModuleID(path.Base(dir))
			}
		}
	}
	return folders
}

// topFolder is the folder below the content that a path is in; empty for a file of the content itself.
func topFolder(p string) string {
	dir, _, inside := strings.Cut(strings.TrimPrefix(p, ContentDir), "/")
	if !inside {
		return ""
	}
	return dir
}

// Fresh lists the files whose bytes are not among the old ones: those that learners with the old state fetch.
func Fresh(old, now []catalog.File) []catalog.File {
	have := map[string]bool{}
	for _, f := range old {
		have[f.SHA256] = true
	}
	return slices.DeleteFunc(slices.Clone(now), func(f catalog.File) bool { return have[f.SHA256] })
}
