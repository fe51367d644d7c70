package bundle_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/bundle"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library"
)

// A computer has libraries installed: the one of these tests, or only what came with the program.
type computer struct {
	dir string
	lib *library.Library
}

// newComputer has installed these publications, one after the other, from packs.
func newComputer(t *testing.T, before ...publication) computer {
	t.Helper()
	dir := t.TempDir()
	parse := func(_ context.Context, tree fs.FS) (*catalog.Catalog, []catalog.Problem, error) {
		head, err := fs.ReadFile(tree, "library.yaml")
		id, _, _ := strings.Cut(strings.TrimPrefix(string(head), "id: "), "\n")
		return &catalog.Catalog{Library: catalog.Library{ID: id}, Files: tree}, nil, err
	}
	lib, err := library.Open(library.Config{
		Dir: dir, Bundled: fstest.MapFS{"library.yaml": {Data: []byte("id: bundled\n")}}, Parse: parse, Reparse: parse, Version: "1.0.0",
		Now: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
	})
	c := computer{dir, lib}
	for _, p := range before {
		if err := c.install(t, put(t, filepath.Join(t.TempDir(), "good.passalong"), p.pack(t))); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// install does what the app does with a file, for somebody who agrees to everything.
func (c computer) install(t *testing.T, path string) (err error) {
	t.Helper()
	b, err := bundle.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	u, err := c.lib.Look(t.Context(), b, "")
	if err != nil {
		return err
	}
	_, err = c.lib.Install(t.Context(), b, u, nil)
	return err
}

// kept is every file that is kept of libraries, with its hash. What a source was last seen to offer is not among
// them: that is noted of every manifest that is signed.
func (c computer) kept(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "seen" || d.Name() == "lock" {
			return err
		}
		data, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, c.dir)] = fmt.Sprintf("%x", sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// refuses tries a pack, which must be refused with an error and leave no trace.
func (c computer) refuses(t *testing.T, path string, want error) {
	t.Helper()
	before := c.kept(t)
	err := c.install(t, path)
	switch {
	case err == nil:
		t.Error("it was installed")
	case want != nil && !errors.Is(err, want):
		t.Errorf("refused with %v, want %v", err, want)
	case !strings.Contains(err.Error(), path):
		t.Errorf("it does not say where: %v", err)
	}
	if diff := cmp.Diff(before, c.kept(t)); diff != "" {
		t.Errorf("it left something: %s", diff)
	}
}

// A bad pack has something wrong with it.
type bad struct {
	name string
	data []byte
	want error // nil for any
}

// refuseAll tries bad packs on a computer that has the library, and on one that does not.
func refuseAll(t *testing.T, packs []bad) {
	t.Helper()
	has, hasNot := newComputer(t, publish(t, 1, small())), newComputer(t)
	dir := t.TempDir()
	for _, p := range packs {
		t.Run(p.name, func(t *testing.T) {
			path := put(t, filepath.Join(dir, "bad.passalong"), p.data)
			has.refuses(t, path, p.want)
			hasNot.refuses(t, path, p.want)
		})
	}
	t.Run("and a good one is still taken", func(t *testing.T) {
		good := put(t, filepath.Join(dir, "good.passalong"), newer(t).pack(t))
		if err := errors.Join(has.install(t, good), hasNot.install(t, good)); err != nil {
			t.Error(err)
		}
	})
}
