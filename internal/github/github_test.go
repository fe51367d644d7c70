package github_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/github"
	"github.com/passalong/passalong/internal/github/githubtest"
)

// A world is a server, and a source that reads it without waiting between tries.
type world struct {
	*githubtest.Server
	source *github.Source
	commit string
	lesson []byte

	mu    sync.Mutex
	slept []time.Duration
	log   []catalog.NetworkEntry
}

var lessonPath = "modules/naloxone/en/01.md"

func start(t *testing.T, changes ...func(*github.Config)) *world {
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
	w := &world{Server: server, lesson: bytes.Repeat([]byte("Stay with the person.\n"), 10_000)}
	w.commit, err = server.Commit(map[string][]byte{
		"channel/manifest.json":         []byte(`{"format":1}`),
		"channel/manifest.json.minisig": []byte("signed"),
		lessonPath:                      w.lesson,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.source = w.open(t, changes...)
	return w
}

func (w *world) open(t *testing.T, changes ...func(*github.Config)) *github.Source {
	t.Helper()
	cfg := github.Config{
		Repository: githubtest.Repository, Transport: w.Transport, Now: time.Now,
		BaseURL: w.BaseURL, RawURL: w.RawURL, SiteURL: w.SiteURL, AssetsURL: w.AssetsURL,
		Sleep: func(ctx context.Context, d time.Duration) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.slept = append(w.slept, d)
			return ctx.Err()
		},
		Log: func(e catalog.NetworkEntry) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.log = append(w.log, e)
		},
	}
	for _, change := range changes {
		change(&cfg)
	}
	s, err := github.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (w *world) file() catalog.File {
	sum := sha256.Sum256(w.lesson)
	return catalog.File{Path: lessonPath, Size: int64(len(w.lesson)), SHA256: hex.EncodeToString(sum[:])}
}

func (w *world) fetch(ctx context.Context) ([]byte, error) {
	var b bytes.Buffer
	err := w.source.Fetch(ctx, w.commit, w.file(), &b, func(int64) {})
	return b.Bytes(), err
}

// count says how many requests arrived for each place, since the last count.
func (w *world) count() map[githubtest.Place]int {
	n := map[githubtest.Place]int{}
	for _, r := range w.Requests() {
		n[r.Place]++
	}
	return n
}

func TestLatestIsTheCommitAndItsManifest(t *testing.T) {
	w := start(t)
	got, err := w.source.Latest(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	want := catalog.Published{Mark: w.commit, Manifest: []byte(`{"format":1}`), Signature: []byte("signed")}
	if d := cmp.Diff(got, want); d != "" {
		t.Errorf("(-got +want):\n%s", d)
	}
	if d := cmp.Diff(w.count(), map[githubtest.Place]int{githubtest.API: 1, githubtest.Manifest: 2}); d != "" {
		t.Errorf("requests (-got +want):\n%s", d)
	}
}

func TestLibraryWithoutASignature(t *testing.T) {
	w := start(t)
	if _, err := w.Commit(map[string][]byte{"channel/manifest.json": []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	if got, err := w.source.Latest(t.Context(), ""); err != nil || got.Signature != nil {
		t.Errorf("got %q, %v", got.Signature, err)
	}
	w.Inject(githubtest.Manifest, 1, func(next http.Handler) http.Handler { return next })
	w.Inject(githubtest.Manifest, githubtest.Always, githubtest.Status(403))
	if got, err := w.source.Latest(t.Context(), ""); !errors.Is(err, catalog.ErrRefused) || got.Signature != nil {
		t.Errorf("one that cannot be read counts as none: %v", err)
	}
}

func TestNothingChangedIsOneQuestion(t *testing.T) {
	w := start(t)
	if _, err := w.source.Latest(t.Context(), w.commit); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("got %v", err)
	}
	if d := cmp.Diff(w.count(), map[githubtest.Place]int{githubtest.API: 1}); d != "" {
		t.Errorf("requests (-got +want):\n%s", d)
	}
	if len(w.log) != 1 || w.log[0].Status != http.StatusNotModified || w.log[0].Method != "GET" ||
		w.log[0].URL != w.BaseURL+"repos/example/library/commits/published" {
		t.Errorf("log %+v", w.log)
	}
}

func TestFetchReadsTheCommitThatWasAskedFor(t *testing.T) {
	w := start(t)
	if _, err := w.Commit(map[string][]byte{lessonPath: []byte("newer")}); err != nil {
		t.Fatal(err)
	}
	var steps []int64
	var b bytes.Buffer
	if err := w.source.Fetch(t.Context(), w.commit, w.file(), &b, func(n int64) { steps = append(steps, n) }); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), w.lesson) || len(steps) < 2 || steps[len(steps)-1] != w.file().Size {
		t.Errorf("got %d bytes, progress %v", b.Len(), steps)
	}
	if e := w.log[0]; e.Status != 200 || e.Bytes != w.file().Size || e.At.IsZero() {
		t.Errorf("log %+v", e)
	}
}

func TestRenamedRepositoryIsFollowed(t *testing.T) {
	w := start(t)
	w.Rename("example/renamed")
	if got, err := w.source.Latest(t.Context(), ""); err != nil || got.Mark != w.commit {
		t.Errorf("got %q, %v", got.Mark, err)
	}
	if _, err := w.source.Latest(t.Context(), w.commit); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("unchanged: %v", err)
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"owner/repo": "owner/repo", " o-1/r.e_p-o ": "o-1/r.e_p-o",
		"https://github.com/owner/repo": "owner/repo", "github.com/owner/repo.git": "owner/repo", "https://www.github.com/owner/repo/": "owner/repo",
		"": "", "owner": "", "owner/": "", "/repo": "", "o/../../users": "", "o/..": "", "o/r?x=1": "", "o/r/tree/main": "", "-o/r": "", "o w/r": "",
		"https://gitlab.com/owner/repo": "", "o/r#x": "", "ö/r": "", strings.Repeat("o", 40) + "/r": "", "o/" + strings.Repeat("r", 101): "",
	} {
		s, err := github.New(github.Config{Repository: name, Now: time.Now})
		if want == "" {
			if !errors.Is(err, catalog.ErrUnknownName) {
				t.Errorf("%q: %v", name, err)
			}
		} else if err != nil || s.Name() != want {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, branch := range []string{"a..b", "a b", "a?b", "%2e"} {
		if _, err := github.New(github.Config{Repository: "o/r", Branch: branch, Now: time.Now}); !errors.Is(err, catalog.ErrUnknownName) {
			t.Errorf("branch %q: %v", branch, err)
		}
	}
}

func TestOnlyThisMachineMayDoWithoutTLS(t *testing.T) {
	for address, ok := range map[string]bool{
		"http://127.0.0.1:1/": true, "http://localhost:1": true, "http://[::1]:1/": true, "https://mirror.example.org": true,
		"http://mirror.example.org/": false, "http://127.0.0.1.example.org/": false, "ftp://127.0.0.1/": false, "file:///etc": false,
	} {
		_, err := github.New(github.Config{Repository: "o/r", RawURL: address, Now: time.Now})
		if (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestServerWithoutTLSOnThisMachine(t *testing.T) {
	server, err := githubtest.Start(true)
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	if _, err := server.Commit(map[string][]byte{"channel/manifest.json": []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	s, err := github.New(github.Config{Repository: githubtest.Repository, BaseURL: server.BaseURL, RawURL: server.RawURL, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Latest(t.Context(), ""); err != nil {
		t.Error(err)
	}
}

// A refusing transport is how the program keeps the promise never to connect.
type refusing struct{ err error }

func (r refusing) RoundTrip(*http.Request) (*http.Response, error) { return nil, r.err }

func TestNeverConnect(t *testing.T) {
	w := start(t, func(c *github.Config) { c.Transport = refusing{catalog.ErrNeverOnline} })
	if _, err := w.source.Latest(t.Context(), ""); !errors.Is(err, catalog.ErrNeverOnline) || errors.Is(err, catalog.ErrOffline) {
		t.Errorf("latest: %v", err)
	}
	if _, err := w.fetch(t.Context()); !errors.Is(err, catalog.ErrNeverOnline) {
		t.Errorf("fetch: %v", err)
	}
	if len(w.slept) > 0 || len(w.Requests()) > 0 {
		t.Errorf("tried again: %v", w.slept)
	}
}

func TestNoNetwork(t *testing.T) {
	w := start(t, func(c *github.Config) { c.Transport = refusing{io.ErrClosedPipe} })
	if _, err := w.source.Latest(t.Context(), ""); !errors.Is(err, catalog.ErrOffline) {
		t.Errorf("latest: %v", err)
	}
	if _, err := w.fetch(t.Context()); !errors.Is(err, catalog.ErrOffline) {
		t.Errorf("fetch: %v", err)
	}
	if d := cmp.Diff(w.slept, []time.Duration{1e9, 2e9, 1e9, 2e9, 4e9, 8e9, 16e9}); d != "" {
		t.Errorf("waits between tries (-got +want):\n%s", d)
	}
	for _, e := range w.log {
		if e.Status != 0 || e.Error == "" {
			t.Errorf("log %+v", e)
		}
	}
}

func TestForeignCertificateIsASignInPage(t *testing.T) {
	w := start(t, func(c *github.Config) { c.Transport = http.DefaultTransport })
	if _, err := w.source.Latest(t.Context(), ""); !errors.Is(err, catalog.ErrSignInPage) {
		t.Errorf("got %v", err)
	}
}

func TestMessagesSayWhatWasTried(t *testing.T) {
	w := start(t)
	w.Inject(githubtest.Anywhere, githubtest.Always, githubtest.Status(404))
	_, err := w.source.Latest(t.Context(), "")
	want := "asking for the newest revision of example/library: there is no such repository, or no published library in it: 404 Not Found"
	if fmt.Sprint(err) != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if err := w.source.Fetch(t.Context(), "main", w.file(), io.Discard, nil); !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("a mark that is no commit: %v", err)
	}
}
