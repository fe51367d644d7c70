package library_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library"
	"github.com/passalong/passalong/internal/manifest"
)

// checkout writes content as a folder to publish.
func checkout(t *testing.T, c files) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range c {
		put(t, dir, "modules/"+name, text)
	}
	return dir
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func publish(t *testing.T, dir string) catalog.Publication {
	t.Helper()
	p, err := library.Publish(t.Context(), dir, parse, now)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestManifestIsTheSameEveryTime(t *testing.T) {
	c := starter().with(".hidden/x", "no", "embed.go", "package modules")
	m, first, err := build(c.fs(), "passalong", 3, now().Add(time.Nanosecond).In(time.FixedZone("", 3600)), "2027-01-01")
	if err != nil {
		t.Fatal(err)
	}
	if _, second, _ := build(c.fs(), "passalong", 3, now(), "2027-01-01"); !bytes.Equal(first, second) {
		t.Error("the second time it differs")
	}
	if len(m.Files) != len(starter()) || m.Files[0].Path != "modules/library.yaml" || m.Files[0].Size != 9 {
		t.Errorf("files %+v", m.Files)
	}
	var back catalog.Manifest
	if err := json.Unmarshal(first, &back); err != nil || cmp.Diff(back, m) != "" {
		t.Errorf("read back: %v %s", err, cmp.Diff(back, m))
	}
}

func TestPublishWritesAManifestThatInstalls(t *testing.T) {
	dir := checkout(t, starter().with("safer/en/01.md", "published"))
	p := publish(t, dir)
	if d := cmp.Diff(p.Written, []string{".gitattributes", "channel/manifest.json"}); d != "" {
		t.Errorf("written (-got +want):\n%s", d)
	}
	if p.Revision.Sequence != 1 || len(p.Changes) != 3 || len(p.Next) != 3 || !strings.HasSuffix(p.Next[2], ":published") {
		t.Errorf("publication %+v", p)
	}
	raw, err := os.ReadFile(filepath.Join(dir, manifest.Path))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(raw, []byte(`"review_by": "2027-05-21"`)) {
		t.Error("the review date is not that of the modules")
	}
	l, src := open(t, t.TempDir()), newSource("example/library")
	src.publishRaw(starter().with("safer/en/01.md", "published"), raw)
	if r := install(t, l, src); r.Manifest != p.Revision.Manifest {
		t.Errorf("installed %+v, published %+v", r, p.Revision)
	}
}

func TestPublishAgain(t *testing.T) {
	dir := checkout(t, starter())
	first := publish(t, dir)
	put(t, dir, manifest.SignaturePath, "of the first")
	if again := publish(t, dir); len(again.Written) != 0 || again.Revision != first.Revision || again.Next != nil {
		t.Errorf("without a change: %+v", again)
	}
	put(t, dir, "modules/safer/en/01.md", "changed")
	second := publish(t, dir)
	want := []catalog.Change{{Kind: catalog.Changed, Module: "safer", Files: 1, Bytes: 7}}
	if d := cmp.Diff(second.Changes, want); d != "" || second.Revision.Sequence != 2 {
		t.Errorf("number %d, changes (-got +want):\n%s", second.Revision.Sequence, d)
	}
	if _, err := os.Stat(filepath.Join(dir, manifest.SignaturePath)); err == nil {
		t.Error("the signature of the manifest before is still there")
	}
}

func TestPublishRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, file, text string
		want             string // of the first problem
	}{
		{"broken content", "modules/safer/en/01.md", "BROKEN", "safer/en/01.md:1: is broken"},
		{"line ends of Windows", "modules/safer/en/01.md", "one\ntwo\r\n", "safer/en/01.md:2: has the line ends of Windows"},
		{"a pointer of Git LFS", "modules/safer/en/01.md", "version https://git-lfs.github.com/spec/v1\n", "safer/en/01.md: is kept in Git LFS"},
		{"a name in upper case", "modules/safer/en/README.md", "x", "safer/en/README.md: is a name"},
		{"another kind of file", "modules/safer/notes.docx", "x", "safer/notes.docx: is a name"},
		{"attributes of its own", "modules/safer/.gitattributes", "* text", "safer/.gitattributes: attributes"},
		{"attributes for Git LFS", ".gitattributes", "*.png filter=lfs diff=lfs\n", `.gitattributes: "filter=lfs"`},
		{"attributes that expand", ".gitattributes", "*.md ident\n", `.gitattributes: "ident"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := checkout(t, starter())
			put(t, dir, tt.file, tt.text)
			_, err := library.Publish(t.Context(), dir, parse, now)
			var bad *catalog.ContentError
			if !errors.As(err, &bad) || !strings.HasPrefix(bad.Problems[0].Error(), tt.want) {
				t.Errorf("got %v", err)
			}
			if _, err := os.Stat(filepath.Join(dir, manifest.Path)); err == nil {
				t.Error("a manifest was written all the same")
			}
		})
	}
}

func TestPublishKeepsToWhatWasPublished(t *testing.T) {
	dir := checkout(t, starter())
	publish(t, dir)
	put(t, dir, "modules/library.yaml", "other")
	if _, err := library.Publish(t.Context(), dir, parse, now); !errors.Is(err, catalog.ErrOtherOne) {
		t.Errorf("another library: %v", err)
	}
	put(t, dir, manifest.Path, "{")
	put(t, dir, "modules/library.yaml", "passalong")
	if _, err := library.Publish(t.Context(), dir, parse, now); !errors.Is(err, catalog.ErrDamaged) {
		t.Errorf("a damaged manifest: %v", err)
	}
}

func TestPublishKeepsOtherAttributes(t *testing.T) {
	dir := checkout(t, starter())
	put(t, dir, ".gitattributes", "# ours\n*.md text eol=crlf")
	publish(t, dir)
	got, err := os.ReadFile(filepath.Join(dir, ".gitattributes"))
	if want := "# ours\n*.md text eol=crlf\n* -text\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

func TestPublishStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := library.Publish(ctx, checkout(t, starter()), parse, now); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
