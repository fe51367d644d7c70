package library_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/github"
	"github.com/passalong/passalong/internal/github/githubtest"
	"github.com/passalong/passalong/internal/library"
	"github.com/passalong/passalong/internal/manifest"
)

// A publisher puts content where its source finds it.
type publisher interface {
	source() library.Source
	publish(t *testing.T, c files)
}

type inMemory struct{ *shelfSource }

func (m inMemory) source() library.Source { return m.shelfSource }

// onGitHub publishes in a repository of a server that answers as GitHub does.
type onGitHub struct {
	server   *githubtest.Server
	src      *github.Source
	sequence int64
}

func newGitHub(t *testing.T) *onGitHub {
	t.Helper()
	server, err := githubtest.Start(false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	src, err := github.New(github.Config{
		Repository: githubtest.Repository, BaseURL: server.BaseURL, RawURL: server.RawURL, Transport: server.Transport, Now: time.Now,
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	return &onGitHub{server: server, src: src}
}

func (g *onGitHub) source() library.Source { return g.src }

func (g *onGitHub) publish(t *testing.T, c files) {
	t.Helper()
	g.sequence++
	_, raw, err := build(c.fs(), "passalong", g.sequence, now(), "2027-05-21")
	if err != nil {
		t.Fatal(err)
	}
	repository := map[string][]byte{manifest.Path: raw}
	for name, text := range c {
		repository["modules/"+name] = []byte(text)
	}
	if _, err := g.server.Commit(repository); err != nil {
		t.Fatal(err)
	}
}

// Every source keeps the contract of library.Source.
func TestSources(t *testing.T) {
	for name, start := range map[string]func(*testing.T) publisher{
		"in memory": func(*testing.T) publisher { return inMemory{newSource("example/library")} },
		"on GitHub": func(t *testing.T) publisher { return newGitHub(t) },
	} {
		t.Run(name, func(t *testing.T) { testSource(t, start(t)) })
	}
}

func testSource(t *testing.T, p publisher) {
	src := p.source()
	if src.Name() == "" {
		t.Error("no name")
	}
	if _, err := src.Latest(t.Context(), ""); !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("before anything is published: %v", err)
	}
	p.publish(t, starter())
	first, err := src.Latest(t.Context(), "")
	if err != nil || first.Mark == "" {
		t.Fatalf("got %q, %v", first.Mark, err)
	}
	if _, err := src.Latest(t.Context(), first.Mark); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("unchanged: %v", err)
	}
	m, want, err := build(starter().fs(), "passalong", 1, now(), "2027-05-21")
	if err != nil || !bytes.Equal(first.Manifest, want) {
		t.Errorf("another manifest than was published, %v", err)
	}
	p.publish(t, starter().with("safer/en/01.md", "newer"))
	second, err := src.Latest(t.Context(), first.Mark)
	if err != nil || second.Mark == first.Mark || bytes.Equal(second.Manifest, first.Manifest) {
		t.Errorf("after a change: %q, %v", second.Mark, err)
	}
	for _, f := range m.Files {
		var b bytes.Buffer
		var last int64
		if err := src.Fetch(t.Context(), first.Mark, f, &b, func(n int64) { last = n }); err != nil {
			t.Fatal(err)
		}
		if want := starter()[strings.TrimPrefix(f.Path, "modules/")]; b.String() != want || last != f.Size {
			t.Errorf("%s: %q, %d bytes told", f.Path, b.String(), last)
		}
	}
	if err := src.Fetch(t.Context(), first.Mark, catalog.File{Path: "modules/none.md", Size: 1}, io.Discard, func(int64) {}); !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("a file that is not there: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := src.Latest(ctx, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if err := src.Fetch(ctx, first.Mark, m.Files[0], io.Discard, func(int64) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// requests counts what arrived at the server since the last call.
func (g *onGitHub) requests() map[githubtest.Place]int {
	n := map[githubtest.Place]int{}
	for _, r := range g.server.Requests() {
		n[r.Place]++
	}
	return n
}

func TestUpdateFromGitHubCostsFewRequests(t *testing.T) {
	g, l := newGitHub(t), open(t, t.TempDir())
	big := starter()
	for i := range 30 {
		big = big.with(fmt.Sprintf("safer/en/%02d.md", i), fmt.Sprintf("lesson %d", i))
	}
	g.publish(t, big)
	install(t, l, g.src)
	if d := cmp.Diff(g.requests(), map[githubtest.Place]int{githubtest.API: 1, githubtest.Manifest: 2, githubtest.Files: 30}); d != "" {
		t.Errorf("first installation (-got +want):\n%s", d)
	}
	if _, err := l.Look(t.Context(), g.src, ""); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("nothing changed: %v", err)
	}
	if d := cmp.Diff(g.requests(), map[githubtest.Place]int{githubtest.API: 1}); d != "" {
		t.Errorf("nothing changed (-got +want):\n%s", d)
	}
	g.publish(t, big.with("safer/en/01.md", "one", "safer/en/02.md", "two", "naloxone/images/a.svg", "<svg id='3'/>"))
	u, err := l.Look(t.Context(), g.src, "")
	if err != nil || u.Files != 3 {
		t.Fatalf("update %+v, %v", u, err)
	}
	if r, err := l.Install(t.Context(), g.src, u, nil); err != nil || load(t, l).Revision != r {
		t.Fatal(err)
	}
	if d := cmp.Diff(g.requests(), map[githubtest.Place]int{githubtest.API: 1, githubtest.Manifest: 2, githubtest.Files: 3}); d != "" {
		t.Errorf("three files changed (-got +want):\n%s", d)
	}
}

func TestUpdateFromGitHubWhenThingsGoWrong(t *testing.T) {
	upper := githubtest.Changed(bytes.ToUpper)
	for _, tt := range []struct {
		name   string
		inject func(*githubtest.Server)
		want   error
		files  int // requests for files, at most
	}{
		{"wrong bytes", func(s *githubtest.Server) { s.Inject(githubtest.Files, githubtest.Always, upper) }, catalog.ErrDamaged, 2},
		{"wrong bytes once", func(s *githubtest.Server) { s.Inject(githubtest.Files, 1, upper) }, nil, 2},
		{"endless", func(s *githubtest.Server) { s.Inject(githubtest.Files, githubtest.Always, githubtest.Endless()) }, catalog.ErrDamaged, 2},
		{"cut off", func(s *githubtest.Server) { s.Inject(githubtest.Files, 2, githubtest.Cut(10)) }, nil, 3},
		{"limited", func(s *githubtest.Server) {
			s.Inject(githubtest.Files, githubtest.Always, githubtest.Status(429, "Retry-After", "3600"))
		}, catalog.ErrRefused, 1},
		{"gone", func(s *githubtest.Server) { s.Inject(githubtest.Files, githubtest.Always, githubtest.Status(404)) }, catalog.ErrNotFound, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g, l := newGitHub(t), open(t, t.TempDir())
			g.publish(t, starter().with("safer/en/01.md", strings.Repeat("a lesson\n", 100)))
			u, err := l.Look(t.Context(), g.src, "")
			if err != nil {
				t.Fatal(err)
			}
			tt.inject(g.server)
			g.requests()
			if _, err := l.Install(t.Context(), g.src, u, nil); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if n := g.requests()[githubtest.Files]; n > tt.files {
				t.Errorf("%d requests, want %d", n, tt.files)
			}
			if installed := !load(t, l).Revision.Bundled(); installed != (tt.want == nil) {
				t.Errorf("installed: %v", installed)
			}
		})
	}
}

func TestStoppingAnUpdateFromGitHub(t *testing.T) {
	g, l := newGitHub(t), open(t, t.TempDir())
	g.publish(t, starter().with("safer/en/01.md", strings.Repeat("a lesson\n", 1000)))
	u, err := l.Look(t.Context(), g.src, "")
	if err != nil {
		t.Fatal(err)
	}
	g.server.Inject(githubtest.Files, githubtest.Always, githubtest.Slow(100, 5*time.Millisecond))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var seen atomic.Int64
	_, err = l.Install(ctx, g.src, u, func(tr catalog.Transfer) {
		seen.Store(tr.Done)
		cancel()
	})
	if !errors.Is(err, context.Canceled) || seen.Load() == 0 {
		t.Errorf("got %v after %d bytes", err, seen.Load())
	}
	if !load(t, l).Revision.Bundled() {
		t.Error("something was installed")
	}
}
