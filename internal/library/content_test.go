package library_test

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/content/contenttest"
	"github.com/passalong/passalong/internal/library"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/modules"
)

// The real loader reads the same from the installed files as from the folder that was published.
func TestRealContentFromGitHub(t *testing.T) {
	tree := contenttest.Library(3)
	want, _, err := content.Load(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	_, raw, err := build(tree, want.Library.ID, 1, now(), "")
	if err != nil {
		t.Fatal(err)
	}
	repository := map[string][]byte{manifest.Path: raw}
	err = fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			repository["modules/"+name], err = fs.ReadFile(tree, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	g := newGitHub(t)
	publishAll := func() {
		if _, err := g.server.Commit(repository); err != nil {
			t.Fatal(err)
		}
	}
	publishAll()
	l := open(t, t.TempDir(), func(c *library.Config) {
		c.Parse, c.Reparse, c.Bundled = content.Load, content.Reload, contenttest.Library(1)
	})
	r := install(t, l, g.src)
	got := load(t, l)
	if got.Revision != r || len(got.Modules) != 3 {
		t.Errorf("loaded %d modules of %+v", len(got.Modules), got.Revision)
	}
	if d := cmp.Diff(got.Modules, catalog.Merge([]*catalog.Catalog{want}).Modules); d != "" {
		t.Errorf("modules (-installed +published):\n%s", d)
	}

	// A mistake in one file, published all the same.
	name := "modules/library.yaml"
	repository[name] = bytes.Replace(repository[name], []byte("title:"), []byte("titel:"), 1)
	if _, repository[manifest.Path], err = build(belowModules(repository).fs(), want.Library.ID, 2, now(), ""); err != nil {
		t.Fatal(err)
	}
	publishAll()
	u, err := l.Look(t.Context(), g.src, "")
	if err != nil {
		t.Fatal(err)
	}
	var bad *catalog.ContentError
	if _, err := l.Install(t.Context(), g.src, u, nil); !errors.As(err, &bad) || bad.Problems[0].File != "library.yaml" || bad.Problems[0].Line == 0 {
		t.Errorf("got %v", err)
	}
	if load(t, l).Revision != r {
		t.Error("a broken revision was put to use")
	}
}

// belowModules is the content of a repository.
func belowModules(repository map[string][]byte) files {
	c := files{}
	for name, data := range repository {
		if rest, ok := strings.CutPrefix(name, "modules/"); ok {
			c[rest] = string(data)
		}
	}
	return c
}

func TestBundledModulesCanBePublished(t *testing.T) {
	m, _, err := build(modules.FS, "passalong", 1, now(), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Files) < 10 {
		t.Errorf("only %d files", len(m.Files))
	}
}
