// Package lint reads a library as an editor would: what a person will find hard to read, hurtful, out of date or
// without a source, although the app can show it. What cannot be shown is for package content to say.
package lint

import (
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/yuin/goldmark/parser"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/spelling"
)

// Options are what the rules need besides the library.
type Options struct {
	Today time.Time
	// Found are the problems that the loader has found. A file with a broken one is left out: what is in it can
	// change while it is mended, and nothing guarantees that it can be read in good time.
	Found []catalog.Problem
}

// Check holds the library in fsys against the rules; cat is that library as loaded. The problems are advice, all of
// them, each with the id of its rule. They come in a fixed order: the library's own files first, then module by module and
// handout by handout, by name, each file from top to bottom. What lint.yaml allows is not among them. The error is that of
// ctx, or says that a folder cannot be listed.
func Check(ctx context.Context, fsys fs.FS, cat *catalog.Catalog, o Options) ([]catalog.Problem, error) {
	c, err := newChecker(fsys, cat, o)
	if err != nil {
		return nil, err
	}
	tasks, err := c.tasks()
	if err != nil {
		return nil, fmt.Errorf("listing the library: %w", err)
	}
	found, err := c.sideBySide(ctx, tasks)
	if err != nil {
		return nil, fmt.Errorf("looking through the library: %w", err)
	}
	kept := c.allowed.filter(slices.Concat(found...))
	c.suggest(kept)
	problems := make([]catalog.Problem, 0, len(kept))
	for _, f := range kept {
		problems = append(problems, f.Problem)
	}
	return problems, nil
}

// A task looks at some files. Tasks run side by side, each with a checker that no other uses at that time.
type task func(*checker) []finding

// sideBySide runs the tasks on all processors, and gives what they found in their order.
func (c *checker) sideBySide(ctx context.Context, tasks []task) ([][]finding, error) {
	found := make([][]finding, len(tasks))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(tasks)) {
		workers.Go(func() {
			own := c.alone()
			for i := range next {
				found[i] = tasks[i](own)
			}
		})
	}
	var err error
	for i := range tasks {
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
	return found, err
}

// A checker holds what all files are held against. But for its weights, it does not change while they are looked at.
type checker struct {
	weights  map[string]int // syllables of words, once they were counted
	fsys     fs.FS
	cat      *catalog.Catalog
	today    time.Time
	broken   map[string]bool // files that the loader could not use
	words    *spelling.Dictionary
	labels   finder
	markdown parser.Parser
	terms    vocabulary
	allowed  *exceptions
	language catalog.Language // the main one of the library
}

func newChecker(fsys fs.FS, cat *catalog.Catalog, o Options) (*checker, error) {
	c := &checker{fsys: fsys, cat: cat, today: o.Today, broken: make(map[string]bool), labels: newFinder(), markdown: markdownParser(), language: "en"}
	for _, p := range o.Found {
		if p.Severity == catalog.Broken {
			c.broken[p.File] = true
		}
	}
	if len(cat.Library.Languages) > 0 {
		c.language = cat.Library.Languages[0]
	}
	c.allowed = readExceptions(fsys)
	c.terms = newVocabulary(cat, c.allowed.words)
	var err error
	if slices.ContainsFunc(cat.Library.Languages, english) {
		c.words, err = spelling.English()
	}
	return c, err
}

// alone is the checker for one worker.
func (c *checker) alone() *checker {
	own := *c
	own.weights = make(map[string]int)
	return &own
}

// english reports whether the rules about words and sentences hold for a language.
func english(l catalog.Language) bool {
	return l == "en" || len(l) > 2 && l[:3] == "en-"
}
