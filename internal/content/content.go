// Package content reads a library, the folder of YAML and Markdown that docs/content-format.md describes,
// into a catalog. It is strict, reports every problem with its place, and writes nothing.
package content

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"

	"github.com/yuin/goldmark/parser"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/scenario"
)

// Load reads the library whose library.yaml is at the root of fsys. The catalog keeps fsys for its pictures.
//
// Problems come in a fixed order: those of the whole library first, then module by module in the order of
// the tracks, then the handouts and alerts that stand alone, each file from top to bottom. A module with a Broken
// problem is in Catalog.Unavailable and takes no other module with it. A faulty translation, alert, pack,
// withdrawal or stand-alone handout is left out, and so is a source note, service or glossary entry, of which only
// what depends on it fails.
//
// The catalog is nil, and the error not nil, only when ctx ends or library.yaml cannot be read at all. In
// the latter case the error is a *catalog.ContentError with the problems.
func Load(ctx context.Context, fsys fs.FS) (*catalog.Catalog, []catalog.Problem, error) {
	return load(ctx, fsys, false)
}

// Reload is Load for content that Load has found sound before, byte for byte: it does not play through the scenarios
// once more, which takes longer than all the rest, and of pictures it reads no more than their size.
func Reload(ctx context.Context, fsys fs.FS) (*catalog.Catalog, []catalog.Problem, error) {
	return load(ctx, fsys, true)
}

func load(ctx context.Context, fsys fs.FS, known bool) (*catalog.Catalog, []catalog.Problem, error) {
	t, err := walk(ctx, fsys)
	if err != nil {
		return nil, nil, fmt.Errorf("listing the library: %w", err)
	}
	l := &loader{tree: t, markdown: markdownParser(), known: known}
	lib, ok := l.library()
	if !ok {
		problems := l.allProblems()
		return nil, problems, &catalog.ContentError{Problems: problems}
	}
	l.sources = l.readSources()
	l.glossaries = l.readGlossaries()
	services := l.readServices()
	order := l.moduleOrder()
	results, err := l.loadModules(ctx, order)
	if err != nil {
		return nil, nil, fmt.Errorf("loading modules: %w", err)
	}
	if err := playScenarios(ctx, results); err != nil {
		return nil, nil, fmt.Errorf("playing scenarios: %w", err)
	}
	taken := checkHandoutIDs(results)
	alone := l.readAlone(taken)
	l.crossCheck(results, alone)
	checkGivenOut(results, taken, alone.names)

	c := &catalog.Catalog{
		Library: lib, Revision: catalog.Revision{Issued: lib.Issued}, Handouts: alone.handouts, Alerts: alone.alerts,
		Sources: l.sources.notes, Services: services, Glossary: l.terms(), Files: fsys,
	}
	modules := l.takeModules(c, results)
	names := namesOf(c, taken, alone.names)
	c.Packs, c.Withdrawn = l.readPacks(names), l.readWithdrawn(names)
	return c, slices.Concat(l.allProblems(), modules, alone.problems()), nil
}

// takeModules puts the modules into the catalog, those that can be used and those that cannot, and gives the
// problems of them all.
func (l *loader) takeModules(c *catalog.Catalog, results []*moduleResult) []catalog.Problem {
	var problems []catalog.Problem
	for _, r := range results {
		own := append(r.problems(), l.problemsOf(r.id)...)
		problems = append(problems, r.problems()...)
		for _, t := range r.translations {
			problems = append(problems, t.problems()...)
		}
		if broken := slices.ContainsFunc(own, isBroken); broken {
			c.Unavailable = append(c.Unavailable, catalog.UnavailableModule{ID: r.id, Problems: own})
			continue
		}
		c.Modules = append(c.Modules, r.module)
	}
	return problems
}

func isBroken(p catalog.Problem) bool { return p.Severity == catalog.Broken }

// A loader holds what all modules of one library share. It does not change while modules are loaded.
type loader struct {
	tree       *tree
	known      bool // the content was found sound before
	markdown   parser.Parser
	head       libraryHead
	sources    sources
	glossaries map[catalog.Language]*glossary
	files      []*file   // read for the library as a whole, in the order of reading
	rooms      sync.Pool // of *room
}

// allProblems lists the problems of the library as a whole.
func (l *loader) allProblems() []catalog.Problem {
	problems := slices.Clone(l.tree.problems)
	for _, f := range l.files {
		problems = append(problems, f.sorted()...)
	}
	return problems
}

// problemsOf lists the problems that the library's own files have with a module.
func (l *loader) problemsOf(id catalog.ModuleID) []catalog.Problem {
	return slices.DeleteFunc(l.allProblems(), func(p catalog.Problem) bool { return p.Module != id })
}

// open reads a file of the library as a whole.
func (l *loader) open(name string, limit int) (*file, bool) {
	f, ok := l.tree.read(name, "", limit)
	l.files = append(l.files, f)
	return f, ok
}

// loadModules loads modules side by side, and returns the results in the order of ids.
func (l *loader) loadModules(ctx context.Context, ids []catalog.ModuleID) ([]*moduleResult, error) {
	results := make([]*moduleResult, len(ids))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), max(len(ids), 1)) {
		workers.Go(func() {
			for i := range next {
				results[i] = l.module(ids[i])
				results[i].release()
			}
		})
	}
	var err error
	for i := range ids {
		select {
		case next <- i:
			continue
		case <-ctx.Done():
			err = context.Cause(ctx)
		}
		break
	}
	close(next)
	workers.Wait()
	return results, err
}

// playScenarios checks the scenarios of all modules, in the order of the modules. Those that differ in words alone are
// played once.
func playScenarios(ctx context.Context, results []*moduleResult) error {
	var checker scenario.Checker
	played := make(map[[sha256.Size]byte][]scenario.Fault)
	play := func(s *scenario.Scenario) []scenario.Fault {
		key, ok := courseOf(s)
		faults, done := played[key]
		if !done || !ok {
			faults = checker.Check(s)
			played[key] = faults
		}
		return faults
	}
	for _, r := range results {
		for _, check := range r.scenarioChecks {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			check(play)
		}
	}
	return nil
}

// crossCheck looks at what only all modules together show.
func (l *loader) crossCheck(results []*moduleResult, alone *alone) {
	checkPrerequisiteCycles(results)
	used := make(map[string]bool)
	for _, r := range results {
		maps.Copy(used, r.used)
		for _, t := range r.translations {
			maps.Copy(used, t.used)
		}
	}
	for _, u := range alone.units {
		maps.Copy(used, u.used)
	}
	alone.checkUnused(used)
	for _, r := range results {
		if !slices.ContainsFunc(r.problems(), isBroken) {
			l.checkUnused(r, used)
		}
	}
}

// checkHandoutIDs wants handout ids to be unique in the library: the module that comes later is at fault. It gives
// the module of each id.
func checkHandoutIDs(results []*moduleResult) map[catalog.HandoutID]catalog.ModuleID {
	owner := make(map[catalog.HandoutID]catalog.ModuleID)
	for _, r := range results {
		for _, h := range r.handoutIDs {
			id := catalog.HandoutID(h.text)
			if other, taken := owner[id]; taken && other != r.id {
				r.manifest.broken(h.at, "choose another id: handout ids are unique in the library",
					"handout id “%s” is taken by module “%s”", id, other)
				continue
			}
			owner[id] = r.id
		}
	}
	return owner
}

// checkPrerequisiteCycles reports every module that has to be finished before itself.
func checkPrerequisiteCycles(results []*moduleResult) {
	byID := make(map[catalog.ModuleID]*moduleResult, len(results))
	for _, r := range results {
		byID[r.id] = r
	}
	for _, r := range results {
		seen := make(map[catalog.ModuleID]bool)
		var reaches func(id catalog.ModuleID) bool
		reaches = func(id catalog.ModuleID) bool {
			if id == r.id {
				return true
			}
			other := byID[id]
			if other == nil || seen[id] {
				return false
			}
			seen[id] = true
			return slices.ContainsFunc(other.prerequisites, func(p scalar) bool { return reaches(catalog.ModuleID(p.text)) })
		}
		for _, p := range r.prerequisites {
			if reaches(catalog.ModuleID(p.text)) {
				r.manifest.broken(p.at, "", "“%s” cannot come before this module, which it needs itself", p.text)
			}
		}
	}
}

// errTooMany says that a tree is larger than any library.
var errTooMany = errors.New("the folder holds more files than a library may have")
