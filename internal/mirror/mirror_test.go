package mirror_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/github/githubtest"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/mirror"
	"github.com/passalong/passalong/internal/packfile"
)

const lesson = "modules/naloxone/en/01.md"

// open starts a server of Pages, and a source that reads it without waiting between tries.
func open(t *testing.T, files map[string][]byte, idle time.Duration) (*githubtest.Server, *mirror.Source) {
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
	if _, err := server.Commit(files); err != nil {
		t.Fatal(err)
	}
	s, err := mirror.New(mirror.Config{
		Base: server.PagesURL, Transport: server.Transport, Now: time.Now, Idle: idle,
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	return server, s
}

func published() map[string][]byte {
	return map[string][]byte{
		manifest.Path: []byte("{}"), manifest.SignaturePath: []byte("signed"), manifest.KeySetPath: []byte("set 1"),
		manifest.KeyChangePath(2): []byte("set 2"), manifest.KeySignaturePath(2, 1): []byte("a"), manifest.KeySignaturePath(2, 2): []byte("b"),
		lesson: bytes.Repeat([]byte("Stay with the person.\n"), 5000),
	}
}

func file(files map[string][]byte) catalog.File {
	return catalog.File{Path: lesson, Size: int64(len(files[lesson])), SHA256: manifest.Sum(files[lesson])}
}

func TestNothingChangedIsOneRequest(t *testing.T) {
	files := published()
	server, s := open(t, files, 0)
	got, err := s.Latest(t.Context(), "")
	if err != nil || string(got.Manifest) != "{}" || string(got.Signature) != "signed" || !strings.HasPrefix(got.Mark, "etag:") {
		t.Fatalf("got %+v, %v", got, err)
	}
	if n := len(server.Requests()); n != 2 {
		t.Errorf("%d requests at first", n)
	}
	if _, err := s.Latest(t.Context(), got.Mark); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("asked again: %v", err)
	}
	if rs := server.Requests(); len(rs) != 1 || rs[0].Status != http.StatusNotModified {
		t.Errorf("requests %+v", rs)
	}
	files[manifest.Path] = []byte(`{"sequence":2}`)
	if _, err := server.Commit(files); err != nil {
		t.Fatal(err)
	}
	if next, err := s.Latest(t.Context(), got.Mark); err != nil || next.Mark == got.Mark {
		t.Errorf("after a change: %+v, %v", next, err)
	}
	if again, err := s.Latest(t.Context(), "0123456789012345678901234567890123456789"); err != nil || again.Mark == "" {
		t.Errorf("a mark of another kind of source: %+v, %v", again, err)
	}
}

func TestUnsignedAndMissing(t *testing.T) {
	_, s := open(t, map[string][]byte{manifest.Path: []byte("{}")}, 0)
	if got, err := s.Latest(t.Context(), ""); err != nil || got.Signature != nil {
		t.Errorf("unsigned: %+v, %v", got, err)
	}
	_, s = open(t, map[string][]byte{"index.html": []byte("<html>")}, 0)
	if got, err := s.Latest(t.Context(), ""); !errors.Is(err, catalog.ErrNotFound) || got.Mark != "" {
		t.Errorf("nothing published: %+v, %v", got, err)
	}
	if _, err := s.KeySet(t.Context(), "", 0); !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("no keys: %v", err)
	}
}

func TestFilesAndKeys(t *testing.T) {
	files := published()
	server, s := open(t, files, 0)
	server.Inject(githubtest.Pages, 1, githubtest.Cut(50_000))
	var got bytes.Buffer
	if err := s.Fetch(t.Context(), "any", file(files), &got, nil); err != nil || !bytes.Equal(got.Bytes(), files[lesson]) {
		t.Errorf("%d bytes, %v", got.Len(), err)
	}
	if rs := server.Requests(); len(rs) != 2 || rs[1].Range != "bytes=50000-" {
		t.Errorf("requests %+v", rs)
	}
	for n, want := range map[int]catalog.SignedKeySet{
		0: {Set: []byte("set 1")}, 2: {Set: []byte("set 2"), Signatures: [][]byte{[]byte("a"), []byte("b")}},
	} {
		if got, err := s.KeySet(t.Context(), "any", n); cmp.Diff(got, want) != "" || err != nil {
			t.Errorf("set %d: %+v, %v", n, got, err)
		}
	}
}

func TestPackBesideTheFiles(t *testing.T) {
	files := published()
	f := file(files)
	var b bytes.Buffer
	w := packfile.NewWriter(&b)
	for _, e := range [][2]string{{packfile.Manifest, "{}"}, {packfile.Signature, "signed"}, {packfile.Object(f.SHA256), string(files[lesson])}} {
		if err := w.Add(e[0], []byte(e[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	files["content-5.passalong"] = b.Bytes()
	server, s := open(t, files, 0)
	m := catalog.Manifest{Sequence: 5, Files: []catalog.File{f}}
	kept := 0
	keep := func(catalog.File, []byte) error { kept++; return nil }
	if err := s.FetchAll(t.Context(), "", m, m.Files, keep, nil); err != nil || kept != 1 {
		t.Errorf("kept %d, %v", kept, err)
	}
	if n := len(server.Requests()); n != 1 {
		t.Errorf("%d requests", n)
	}
	m.Sequence = 6
	if err := s.FetchAll(t.Context(), "", m, m.Files, keep, nil); !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("no such pack: %v", err)
	}
}

func TestWhatIsWrongWithTheServer(t *testing.T) {
	for name, tt := range map[string]struct {
		fault githubtest.Fault
		want  error
		asked int
	}{
		"sign-in page":      {githubtest.SignInPage(), catalog.ErrSignInPage, 1},
		"limited":           {githubtest.Status(429, "Retry-After", "60"), catalog.ErrRefused, 1},
		"trouble":           {githubtest.Status(500), catalog.ErrServer, 6},
		"leads elsewhere":   {githubtest.Redirect("https://other.example.org/"), catalog.ErrSignInPage, 1},
		"leads to no TLS":   {githubtest.Redirect("http://127.0.0.1/"), catalog.ErrSignInPage, 1},
		"too long":          {githubtest.Changed(func([]byte) []byte { return make([]byte, manifest.MaxManifest+1) }), catalog.ErrDamaged, 1},
		"endless":           {githubtest.Endless(), catalog.ErrDamaged, 1},
		"says nothing":      {githubtest.Silent(), catalog.ErrOffline, 6},
		"unchanged unasked": {githubtest.Status(304), catalog.ErrServer, 6},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()           // one waits for what never comes
			var idle time.Duration // the usual
			if name == "says nothing" {
				idle = time.Second
			}
			server, s := open(t, published(), idle)
			server.Inject(githubtest.Anywhere, githubtest.Always, tt.fault)
			if _, err := s.Latest(t.Context(), ""); !errors.Is(err, tt.want) {
				t.Errorf("got %v", err)
			}
			if n := len(server.Requests()); n != tt.asked {
				t.Errorf("%d requests, want %d", n, tt.asked)
			}
		})
	}
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"https://org.github.io/x": "https://org.github.io/x/", " https://org.github.io/x/ ": "https://org.github.io/x/", "https://org.github.io": "https://org.github.io/",
		"https://org.github.io/a/../b": "https://org.github.io/b/", "http://127.0.0.1:8000/x": "http://127.0.0.1:8000/x/",
		"": "", "org.github.io/x": "", "http://org.github.io/x": "", "https://u@org.github.io/": "", "https://org.github.io/?x": "", "https://org.github.io/#x": "",
		"owner/repo": "", "/media/stick": "", "file:///media/stick": "",
	} {
		s, err := mirror.New(mirror.Config{Base: address, Now: time.Now})
		if want == "" {
			if !errors.Is(err, catalog.ErrUnknownName) {
				t.Errorf("%q: %v", address, err)
			}
		} else if err != nil || s.Name() != want {
			t.Errorf("%q: %v", address, err)
		}
	}
	if _, err := mirror.New(mirror.Config{Base: "https://org.github.io/x"}); err == nil {
		t.Error("no clock, and no error")
	}
}
