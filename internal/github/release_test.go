package github_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/download"
	"github.com/passalong/passalong/internal/github"
	"github.com/passalong/passalong/internal/github/githubtest"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/packfile"
)

// released is a world whose commit is released as well, as content-1.
func released(t *testing.T, changes ...func(*github.Config)) *world {
	t.Helper()
	w := start(t, changes...)
	if err := w.Release("content-1", map[string][]byte{
		"manifest.json": []byte(`{"format":1}`), "manifest.json.minisig": []byte("signed"), "content-1.passalong": w.pack(t),
	}); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) pack(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	p := packfile.NewWriter(&b)
	for _, e := range []struct {
		name string
		data []byte
	}{{packfile.Manifest, []byte(`{"format":1}`)}, {packfile.Signature, []byte("signed")}, {packfile.Object(w.file().SHA256), w.lesson}} {
		if err := p.Add(e.name, e.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type asked = map[githubtest.Place]int

// block lets servers refuse everything.
func (w *world) block(places ...githubtest.Place) {
	for _, p := range places {
		w.Inject(p, githubtest.Always, githubtest.Status(http.StatusTooManyRequests))
	}
}

func TestLatestReleaseIsReadWhenNothingElseAnswers(t *testing.T) {
	w := released(t)
	w.block(githubtest.API, githubtest.Manifest)
	got, err := w.source.Latest(t.Context(), "")
	want := catalog.Published{Mark: "release:content-1", Manifest: []byte(`{"format":1}`), Signature: []byte("signed"), Cached: true}
	if d := cmp.Diff(got, want); d != "" || err != nil {
		t.Fatalf("%v (-got +want):\n%s", err, d)
	}
	if d := cmp.Diff(w.count(), asked{githubtest.API: 1, githubtest.Manifest: 1, githubtest.Site: 3, githubtest.Assets: 2}); d != "" {
		t.Errorf("requests (-got +want):\n%s", d)
	}
	if _, err := w.source.Latest(t.Context(), got.Mark); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("asked again: %v", err)
	}
	if d := cmp.Diff(w.count(), asked{githubtest.API: 1, githubtest.Manifest: 1, githubtest.Site: 1}); d != "" {
		t.Errorf("requests when nothing is new (-got +want):\n%s", d)
	}
	var b bytes.Buffer
	if err := w.source.Fetch(t.Context(), got.Mark, w.file(), &b, nil); err != nil || !bytes.Equal(b.Bytes(), w.lesson) {
		t.Errorf("a file of it: %d bytes, %v", b.Len(), err)
	}
	if err := w.Release("content-2", map[string][]byte{"manifest.json": []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	if next, err := w.source.Latest(t.Context(), got.Mark); err != nil || next.Mark != "release:content-2" || next.Signature != nil {
		t.Errorf("the next release: %+v, %v", next, err)
	}
	for _, e := range w.log {
		if strings.Contains(e.URL, "sig=") {
			t.Errorf("the log has what only holds for a while: %s", e.URL)
		}
	}
}

func TestReleaseOfARenamedRepository(t *testing.T) {
	w := released(t)
	w.Rename("example/renamed")
	w.block(githubtest.API, githubtest.Manifest)
	if got, err := w.source.Latest(t.Context(), ""); err != nil || got.Mark != "release:content-1" || string(got.Signature) != "signed" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestReleasesThatAreNone(t *testing.T) {
	for name, tt := range map[string]struct {
		fault githubtest.Fault
		want  error
	}{
		"none yet":            {githubtest.Status(404), catalog.ErrRefused}, // the limit says more
		"leads elsewhere":     {githubtest.Redirect("https://portal.example.org/"), catalog.ErrRefused},
		"leads to no release": {githubtest.Redirect("/site/example/library/releases"), catalog.ErrRefused},
		"a strange tag":       {githubtest.Redirect("/site/example/library/releases/download/..%2f../manifest.json"), catalog.ErrRefused},
	} {
		t.Run(name, func(t *testing.T) {
			w := start(t)
			w.block(githubtest.API, githubtest.Manifest)
			w.Inject(githubtest.Site, githubtest.Always, tt.fault)
			if got, err := w.source.Latest(t.Context(), ""); !errors.Is(err, tt.want) || got.Mark != "" {
				t.Errorf("got %+v, %v", got, err)
			}
			if n := w.count()[githubtest.Site]; n > 4 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

// A limit of any way says when to come back, so it is what a person hears of.
func TestWhenNothingAnswersTheLimitIsTold(t *testing.T) {
	w := released(t)
	w.Inject(githubtest.API, githubtest.Always, githubtest.Status(500))
	w.Inject(githubtest.Manifest, githubtest.Always, githubtest.Status(500))
	w.Inject(githubtest.Site, githubtest.Always, githubtest.Status(429, "Retry-After", "60"))
	_, err := w.source.Latest(t.Context(), "")
	if limit := (*catalog.LimitError)(nil); !errors.As(err, &limit) || limit.Until.IsZero() {
		t.Errorf("got %v", err)
	}
	if d := cmp.Diff(w.count(), asked{githubtest.API: 3, githubtest.Manifest: 1, githubtest.Site: 1}); d != "" {
		t.Errorf("requests (-got +want):\n%s", d)
	}
}

// A drop-in centre asks sixty times in an hour; then the branch answers, and what is known is not read again.
func TestAfterSixtyQuestionsTheBranchAnswers(t *testing.T) {
	w := released(t)
	w.Limit(1)
	if _, err := w.source.Latest(t.Context(), w.commit); !errors.Is(err, catalog.ErrUpToDate) {
		t.Fatalf("the last question: %v", err)
	}
	got, err := w.source.Latest(t.Context(), w.commit)
	if err != nil || !strings.HasPrefix(got.Mark, "branch:") {
		t.Fatalf("the next: %q, %v", got.Mark, err)
	}
	w.count()
	if _, err := w.source.Latest(t.Context(), got.Mark); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("the one after: %v", err)
	}
	if d := cmp.Diff(w.count(), asked{githubtest.API: 1, githubtest.Manifest: 1}); d != "" {
		t.Errorf("requests (-got +want):\n%s", d)
	}
}

func TestKeysAreThoseOfTheMark(t *testing.T) {
	w := start(t)
	first, err := w.Commit(map[string][]byte{
		manifest.Path: []byte("{}"), manifest.KeySetPath: []byte("set 2"),
		manifest.KeyChangePath(2): []byte("set 2"), manifest.KeySignaturePath(2, 1): []byte("a"), manifest.KeySignaturePath(2, 2): []byte("b"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Commit(map[string][]byte{manifest.Path: []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	w.count()
	for n, want := range map[int]catalog.SignedKeySet{
		0: {Set: []byte("set 2")}, 2: {Set: []byte("set 2"), Signatures: [][]byte{[]byte("a"), []byte("b")}},
	} {
		if got, err := w.source.KeySet(t.Context(), first, n); cmp.Diff(got, want) != "" || err != nil {
			t.Errorf("set %d: %+v, %v", n, got, err)
		}
	}
	if d := cmp.Diff(w.count(), asked{githubtest.Files: 1, githubtest.Manifest: 4}); d != "" {
		t.Errorf("requests (-got +want):\n%s", d)
	}
	for mark, n := range map[string]int{first: 3, "": 0, "main": 0} {
		if _, err := w.source.KeySet(t.Context(), mark, n); !errors.Is(err, catalog.ErrNotFound) {
			t.Errorf("set %d at %q: %v", n, mark, err)
		}
	}
}

func TestPackOfARelease(t *testing.T) {
	w := released(t, func(c *github.Config) { c.Spool = download.Folder(filepath.Join(t.TempDir(), "parts")) })
	m := catalog.Manifest{Sequence: 1, Files: []catalog.File{w.file()}}
	w.Inject(githubtest.Assets, 1, githubtest.Cut(100_000))
	var kept []byte
	keep := func(_ catalog.File, data []byte) error { kept = data; return nil }
	if err := w.source.FetchAll(t.Context(), "", m, m.Files, keep, nil); err != nil || !bytes.Equal(kept, w.lesson) {
		t.Fatalf("%d bytes, %v", len(kept), err)
	}
	if d := cmp.Diff(w.count(), asked{githubtest.Site: 2, githubtest.Assets: 2}); d != "" {
		t.Errorf("requests (-got +want):\n%s", d)
	}
	m.Sequence = 2
	if err := w.source.FetchAll(t.Context(), "", m, m.Files, keep, nil); !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("one that was not released: %v", err)
	}
	bare := w.open(t, func(c *github.Config) { c.SiteURL = "" })
	if err := bare.FetchAll(t.Context(), "", m, m.Files, keep, nil); !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("without releases: %v", err)
	}
	w.count()
	w.block(githubtest.API, githubtest.Manifest)
	if _, err := bare.Latest(t.Context(), ""); !errors.Is(err, catalog.ErrRefused) || w.count()[githubtest.Site] > 0 {
		t.Errorf("without releases: %v", err)
	}
}

// A stand-in for GitHub is never left for the real one.
func TestStandInIsNeverLeft(t *testing.T) {
	w := start(t, func(c *github.Config) { c.SiteURL, c.AssetsURL = "", "" })
	for place, to := range map[githubtest.Place]string{
		githubtest.API: "https://api.github.com/x", githubtest.Manifest: "https://raw.githubusercontent.com/x",
	} {
		w.Inject(place, githubtest.Always, githubtest.Redirect(to))
	}
	if _, err := w.source.Latest(t.Context(), ""); !errors.Is(err, catalog.ErrSignInPage) {
		t.Errorf("got %v", err)
	}
	for _, e := range w.log {
		if !strings.HasPrefix(e.URL, "https://127.0.0.1:") {
			t.Errorf("asked %s", fmt.Sprint(e))
		}
	}
}
