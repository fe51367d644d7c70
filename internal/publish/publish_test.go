package publish_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/publish"
)

// parse reads a library of a few words: library.yaml holds its id, and "BROKEN" is a mistake anywhere.
func parse(ctx context.Context, tree fs.FS) (*catalog.Catalog, []catalog.Problem, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	id, err := fs.ReadFile(tree, "library.yaml")
	if err != nil {
		return nil, nil, err
	}
	cat := &catalog.Catalog{Library: catalog.Library{ID: string(id), Title: "Example library", Publisher: "Example Org"}}
	var problems []catalog.Problem
	err = fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(tree, name)
		if bytes.Contains(text, []byte("BROKEN")) {
			problems = append(problems, catalog.Problem{File: name, Line: 1, Message: "is broken", Severity: catalog.Broken})
		}
		if path.Base(name) == "module.yaml" {
			cat.Modules = append(cat.Modules, catalog.Module{ID: catalog.ModuleID(path.Dir(name)), ReviewBy: time.Date(2027, 5, 21, 0, 0, 0, 0, time.UTC)})
		}
		return err
	})
	return cat, problems, err
}

func now() time.Time { return time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC) }

// checkout is a folder with a library to publish.
func checkout(t *testing.T) publish.Checkout {
	t.Helper()
	c := publish.Checkout{Dir: filepath.Join(t.TempDir(), "checkout"), Parse: parse, Now: now, Random: rand.Reader}
	for name, text := range map[string]string{
		"modules/library.yaml":         "org.example.hr",
		"modules/naloxone/module.yaml": "naloxone 1.0",
		"modules/naloxone/en/01.md":    "# Naloxone\n",
		"modules/safer/module.yaml":    "safer 1.0",
		"modules/safer/en/01.md":       "# Safer use\n",
	} {
		put(t, c, name, text)
	}
	return c
}

func put(t *testing.T, c publish.Checkout, name, text string) {
	t.Helper()
	name = filepath.Join(c.Dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, c publish.Checkout, name string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(c.Dir, filepath.FromSlash(name))); err != nil {
		t.Fatal(err)
	}
}

// snapshot is every file of a checkout.
func snapshot(t *testing.T, c publish.Checkout) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(c.Dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(c.Dir, name))
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// unchanged runs something that must fail with an error and leave a checkout as it was.
func unchanged(t *testing.T, c publish.Checkout, want error, run func() error) {
	t.Helper()
	before := snapshot(t, c)
	if err := run(); !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
	if diff := cmp.Diff(before, snapshot(t, c)); diff != "" {
		t.Errorf("the checkout has changed:\n%s", diff)
	}
}

func published(t *testing.T, c publish.Checkout) catalog.Publication {
	t.Helper()
	p, err := c.Publish(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func manifestOf(t *testing.T, c publish.Checkout) catalog.Manifest {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(c.Dir, manifest.Path))
	if err != nil {
		t.Fatal(err)
	}
	m, err := manifest.Parse(raw, "")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestPublishWritesTheManifest(t *testing.T) {
	c := checkout(t)
	p := published(t, c)
	if d := cmp.Diff(p.Written, []string{".gitattributes", "channel/manifest.json"}); d != "" {
		t.Errorf("written (-got +want):\n%s", d)
	}
	if p.Revision.Sequence != 1 || len(p.Changes) != 3 || len(p.Next) != 4 || !strings.HasSuffix(p.Next[3], ":published") {
		t.Errorf("publication %+v", p)
	}
	m := manifestOf(t, c)
	want := catalog.Manifest{
		Format: 1, Channel: "org.example.hr", Title: "Example library", Publisher: "Example Org", Sequence: 1, Issued: now(),
		ReviewBy: "2027-05-21", Files: m.Files,
	}
	if d := cmp.Diff(m, want); d != "" || len(m.Files) != 5 {
		t.Errorf("%d files; manifest (-got +want):\n%s", len(m.Files), d)
	}
}

func TestPublishAgain(t *testing.T) {
	c := checkout(t)
	first := published(t, c)
	put(t, c, manifest.SignaturePath, "of the first")
	if again := published(t, c); len(again.Written) != 0 || again.Revision != first.Revision || again.Next != nil {
		t.Errorf("without a change: %+v", again)
	}
	put(t, c, "modules/safer/en/01.md", "changed")
	second := published(t, c)
	want := []catalog.Change{{Kind: catalog.Changed, Module: "safer", Files: 1, Bytes: 7}}
	if d := cmp.Diff(second.Changes, want); d != "" || second.Revision.Sequence != 2 {
		t.Errorf("number %d, changes (-got +want):\n%s", second.Revision.Sequence, d)
	}
	if _, err := os.Stat(filepath.Join(c.Dir, manifest.SignaturePath)); err == nil {
		t.Error("the signature of the manifest before is still there")
	}
}

func TestPublishKeepsTheMirrors(t *testing.T) {
	c := checkout(t)
	mirrors := []string{"https://example.github.io/library/"}
	if _, err := c.Publish(t.Context(), mirrors); err != nil {
		t.Fatal(err)
	}
	if again := published(t, c); len(again.Written) != 0 {
		t.Errorf("without naming them again: %+v", again)
	}
	put(t, c, "modules/safer/en/01.md", "changed")
	published(t, c)
	if d := cmp.Diff(manifestOf(t, c).Mirrors, mirrors); d != "" {
		t.Error(d)
	}
	if _, err := c.Publish(t.Context(), []string{}); err != nil || len(manifestOf(t, c).Mirrors) != 0 {
		t.Errorf("taking them away: %v", err)
	}
	unchanged(t, c, catalog.ErrNotLibrary, func() error {
		_, err := c.Publish(t.Context(), []string{"http://example.org/"})
		return err
	})
}

func TestPublishRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, file, text string
		want             string // of the first problem
	}{
		{"broken content", "modules/safer/en/01.md", "BROKEN", "safer/en/01.md:1: is broken"},
		{"line ends of Windows", "modules/safer/en/01.md", "one\ntwo\r\n", "safer/en/01.md:2: has the line ends of Windows"},
		{"a pointer of Git LFS", "modules/safer/en/01.md", "version https://git-lfs.github.com/spec/v1\n", "safer/en/01.md: is kept in Git LFS"},
		{"a name in upper case", "modules/safer/en/Notes.md", "x", "safer/en/Notes.md: not every computer"},
		{"another kind of file", "modules/safer/notes.docx", "x", "safer/notes.docx: a library is not published"},
		{"attributes of its own", "modules/safer/.gitattributes", "* text", "safer/.gitattributes: attributes"},
		{"attributes for Git LFS", ".gitattributes", "*.png filter=lfs diff=lfs\n", `.gitattributes: "filter=lfs"`},
		{"attributes that expand", ".gitattributes", "*.md ident\n", `.gitattributes: "ident"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := checkout(t)
			put(t, c, tt.file, tt.text)
			before := snapshot(t, c)
			_, err := c.Publish(t.Context(), nil)
			var bad *catalog.ContentError
			if !errors.As(err, &bad) || !strings.HasPrefix(bad.Problems[0].Error(), tt.want) {
				t.Errorf("got %v", err)
			}
			if d := cmp.Diff(before, snapshot(t, c)); d != "" {
				t.Errorf("something was written all the same:\n%s", d)
			}
		})
	}
}

func TestPublishKeepsToWhatWasPublished(t *testing.T) {
	c := checkout(t)
	published(t, c)
	put(t, c, "modules/library.yaml", "other")
	again := func() error { _, err := c.Publish(t.Context(), nil); return err }
	unchanged(t, c, catalog.ErrOtherOne, again)
	put(t, c, manifest.Path, "{")
	put(t, c, "modules/library.yaml", "org.example.hr")
	unchanged(t, c, catalog.ErrDamaged, again)
}

func TestPublishKeepsOtherAttributes(t *testing.T) {
	c := checkout(t)
	put(t, c, ".gitattributes", "# ours\n*.md text eol=crlf")
	published(t, c)
	if got, want := snapshot(t, c)[".gitattributes"], "# ours\n*.md text eol=crlf\n* -text\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPublishStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := checkout(t)
	unchanged(t, c, context.Canceled, func() error { _, err := c.Publish(ctx, nil); return err })
}

func TestPublishWritesAllOrNothing(t *testing.T) {
	c := checkout(t)
	put(t, c, manifest.Path+"/a-folder-in-its-place", "")
	before := snapshot(t, c)
	if _, err := c.Publish(t.Context(), nil); err == nil {
		t.Error("no error")
	}
	if d := cmp.Diff(before, snapshot(t, c)); d != "" {
		t.Errorf("half of it was written:\n%s", d)
	}
}
