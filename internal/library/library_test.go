package library_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library"
	"github.com/passalong/passalong/internal/manifest"
)

// files is a small library: path to text.
type files map[string]string

// starter is the content that comes with the program in these tests.
func starter() files {
	return files{
		"library.yaml":          "passalong",
		"sources.yaml":          "who: World Health Organization",
		"naloxone/module.yaml":  "naloxone 1.0",
		"naloxone/en/01.md":     "# Naloxone\n",
		"naloxone/images/a.svg": "<svg/>",
		"safer/module.yaml":     "safer 1.0",
		"safer/en/01.md":        "# Safer use\n",
	}
}

// with is the content with other files; an empty text removes one.
func (c files) with(changes ...string) files {
	next := files{}
	for name, text := range c {
		next[name] = text
	}
	for i := 0; i < len(changes); i += 2 {
		if next[changes[i]] = changes[i+1]; changes[i+1] == "" {
			delete(next, changes[i])
		}
	}
	return next
}

func (c files) fs() fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range c {
		m[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return m
}

func build(tree fs.FS, channel string, sequence int64, issued time.Time, reviewBy string) (catalog.Manifest, []byte, error) {
	return manifest.Build(tree, catalog.Manifest{
		Channel: channel, Title: "Passalong", Publisher: "Example", Sequence: sequence, Issued: issued, ReviewBy: reviewBy,
	})
}

// parse is a loader of such content: library.yaml holds the library's id and perhaps the source of updates,
// and a file with the word BROKEN is a problem.
func parse(ctx context.Context, fsys fs.FS) (*catalog.Catalog, []catalog.Problem, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	head, err := fs.ReadFile(fsys, "library.yaml")
	if err != nil {
		return nil, nil, &catalog.ContentError{Problems: []catalog.Problem{{File: "library.yaml", Message: err.Error()}}}
	}
	id, update, _ := strings.Cut(string(head), " ")
	c := &catalog.Catalog{Library: catalog.Library{ID: id, Title: "Passalong", Publisher: "Example", Update: update, Issued: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}, Files: fsys}
	var problems []catalog.Problem
	err = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		if bytes.Contains(text, []byte("BROKEN")) {
			problems = append(problems, catalog.Problem{File: name, Line: 1, Message: "is broken"})
		}
		if path.Base(name) == "module.yaml" {
			c.Modules = append(c.Modules, catalog.Module{ID: catalog.ModuleID(path.Dir(name)), Version: string(text), ReviewBy: time.Date(2027, 5, 21, 0, 0, 0, 0, time.UTC)})
		}
		return err
	})
	return c, problems, err
}

func always() bool { return true }

func now() time.Time { return time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC) }

func open(t *testing.T, dir string, changes ...func(*library.Config)) *library.Library {
	t.Helper()
	cfg := library.Config{Dir: dir, Bundled: starter().fs(), Parse: parse, Reparse: parse, Now: now, Version: "1.0.0", AllowUnsigned: always}
	for _, change := range changes {
		change(&cfg)
	}
	l, err := library.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// A shelfSource is a working source in memory.
type shelfSource struct {
	name string

	mu      sync.Mutex
	states  []files
	raw     [][]byte
	asked   int // how often for the newest state
	sent    []string
	fault   func(path string, data []byte) ([]byte, error)
	channel string
}

func newSource(name string) *shelfSource { return &shelfSource{name: name, channel: "passalong"} }

// publish makes c the newest state, with the next number.
func (s *shelfSource) publish(t *testing.T, c files) {
	t.Helper()
	s.publishAs(t, c, int64(len(s.states)+1))
}

func (s *shelfSource) publishAs(t *testing.T, c files, sequence int64) {
	t.Helper()
	_, raw, err := build(c.fs(), s.channel, sequence, now(), "2027-05-21")
	if err != nil {
		t.Fatal(err)
	}
	s.publishRaw(c, raw)
}

func (s *shelfSource) publishRaw(c files, raw []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.states, s.raw = append(s.states, c), append(s.raw, raw)
}

func (s *shelfSource) Name() string { return s.name }

func (s *shelfSource) Latest(ctx context.Context, known string) (catalog.Published, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return catalog.Published{}, err
	}
	s.asked++
	mark := fmt.Sprint(len(s.states))
	if len(s.states) == 0 {
		return catalog.Published{}, catalog.ErrNotFound
	}
	if known == mark {
		return catalog.Published{}, catalog.ErrUpToDate
	}
	return catalog.Published{Mark: mark, Manifest: s.raw[len(s.raw)-1]}, nil
}

func (s *shelfSource) Fetch(ctx context.Context, mark string, f catalog.File, w io.Writer, progress func(int64)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	var n int
	fmt.Sscan(mark, &n)
	text, ok := s.states[n-1][strings.TrimPrefix(f.Path, "modules/")]
	s.sent = append(s.sent, f.Path)
	fault := s.fault
	s.mu.Unlock()
	if !ok {
		return catalog.ErrNotFound
	}
	data := []byte(text)
	if fault != nil {
		var err error
		if data, err = fault(f.Path, data); err != nil {
			return err
		}
	}
	if _, err := w.Write(data); err != nil {
		return err
	}
	progress(int64(len(data)))
	return nil
}

func (s *shelfSource) KeySet(context.Context, string, int) (catalog.SignedKeySet, error) {
	return catalog.SignedKeySet{}, catalog.ErrNotFound
}

// described is what List says of a library.
func described(t *testing.T, l *library.Library, id string) catalog.InstalledLibrary {
	t.Helper()
	all, err := l.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if d.ID == id {
			return d
		}
	}
	t.Fatalf("there is no library %s among %d", id, len(all))
	return catalog.InstalledLibrary{}
}

func previous(t *testing.T, l *library.Library) (catalog.Revision, bool) {
	t.Helper()
	d := described(t, l, "passalong")
	return d.Previous, d.HasPrevious
}

// install brings the library to the newest state of a source.
func install(t *testing.T, l *library.Library, src library.Source) catalog.Revision {
	t.Helper()
	u, err := l.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.Install(t.Context(), src, u, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func load(t *testing.T, l *library.Library) *catalog.Catalog {
	t.Helper()
	c, err := l.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func read(t *testing.T, c *catalog.Catalog, name string) string {
	t.Helper()
	data, err := fs.ReadFile(c.Files, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
