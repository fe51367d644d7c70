package library_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/github"
	"github.com/passalong/passalong/internal/github/githubtest"
	"github.com/passalong/passalong/internal/library"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/mirror"
)

// A road is a way that fails as it is told to.
type road struct {
	name string
	fail error
	data []byte
	said []string // what it was asked for
}

func (r *road) Name() string { return r.name }

func (r *road) ask(what, mark string) error {
	r.said = append(r.said, what+" "+mark)
	return r.fail
}

func (r *road) Latest(_ context.Context, known string) (catalog.Published, error) {
	return catalog.Published{Mark: "now", Manifest: r.data}, r.ask("latest", known)
}

func (r *road) Fetch(_ context.Context, mark string, _ catalog.File, w io.Writer, _ func(int64)) error {
	if err := r.ask("fetch", mark); err != nil {
		return err
	}
	_, err := w.Write(r.data)
	return err
}

func (r *road) KeySet(_ context.Context, mark string, n int) (catalog.SignedKeySet, error) {
	return catalog.SignedKeySet{Set: r.data}, r.ask(fmt.Sprint("keys ", n), mark)
}

// A highway has everything in one piece as well, until it ends.
type highway struct {
	road
	gives int
}

func (h *highway) FetchAll(_ context.Context, mark string, _ catalog.Manifest, need []catalog.File, keep func(catalog.File, []byte) error, _ func(int64)) error {
	for i, f := range need {
		if i == h.gives {
			break
		}
		if err := keep(f, []byte(f.Path)); err != nil {
			return err
		}
	}
	return h.ask(fmt.Sprint("all ", len(need)), mark)
}

func TestTheNextWayIsTriedOnlyWhenItMayHelp(t *testing.T) {
	limit := &catalog.LimitError{Until: time.Unix(1e9, 0)}
	disk := errors.New("disk")
	for _, tt := range []struct {
		name          string
		first, second error
		want          error
		asked         int // of the second
	}{
		{"the first answers", nil, nil, nil, 0},
		{"nothing new", catalog.ErrUpToDate, nil, catalog.ErrUpToDate, 0},
		{"offline", catalog.ErrOffline, nil, nil, 1},
		{"limited", limit, nil, nil, 1},
		{"refused", catalog.ErrRefused, nil, nil, 1},
		{"trouble", catalog.ErrServer, nil, nil, 1},
		{"sign-in page", catalog.ErrSignInPage, nil, nil, 1},
		{"missing", catalog.ErrNotFound, nil, nil, 1},
		{"damaged", catalog.ErrDamaged, nil, nil, 1},
		{"connections are off", catalog.ErrNeverOnline, nil, catalog.ErrNeverOnline, 0},
		{"trouble of our own", disk, nil, disk, 0},
		{"both fail: the first is told", catalog.ErrOffline, catalog.ErrNotFound, catalog.ErrOffline, 1},
		{"both fail, one says when to come back", catalog.ErrOffline, limit, limit, 1},
		{"the second knows that nothing is new", catalog.ErrOffline, catalog.ErrUpToDate, catalog.ErrUpToDate, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wrap := func(err error) error {
				if err == nil {
					return nil
				}
				return fmt.Errorf("asking: %w", err)
			}
			a, b := &road{name: "a", fail: wrap(tt.first)}, &road{name: "b", fail: wrap(tt.second)}
			_, err := library.Ways("both", a, b).Latest(t.Context(), "")
			if !errors.Is(err, tt.want) || (tt.want == nil) != (err == nil) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if len(a.said) != 1 || len(b.said) != tt.asked {
				t.Errorf("asked %v and %v", a.said, b.said)
			}
		})
	}
}

func TestMarksBelongToTheirWay(t *testing.T) {
	data := []byte("lesson")
	a, b := &road{name: "o/r", fail: catalog.ErrOffline, data: data}, &road{name: "https://m.example/", data: data}
	w := library.Ways("o/r", a, nil, b)
	pub, err := w.Latest(t.Context(), "o/r|old")
	if err != nil || pub.Mark != "https://m.example/|now" {
		t.Fatalf("got %q, %v", pub.Mark, err)
	}
	a.fail = nil
	f := catalog.File{Path: "modules/a.md", Size: 6, SHA256: manifest.Sum(data)}
	if err := w.Fetch(t.Context(), pub.Mark, f, io.Discard, nil); err != nil {
		t.Error(err)
	}
	if _, err := w.KeySet(t.Context(), pub.Mark, 2); err != nil {
		t.Error(err)
	}
	if _, err := w.Latest(t.Context(), pub.Mark); err != nil {
		t.Error(err)
	}
	if d := cmp.Diff([][]string{a.said, b.said}, [][]string{{"latest old", "latest "}, {"latest ", "fetch now", "keys 2 now"}}); d != "" {
		t.Errorf("asked (-got +want):\n%s", d)
	}
}

func TestAWayThatFailedIsLeftAlone(t *testing.T) {
	data := []byte("lesson")
	a := &road{name: "a", fail: &catalog.LimitError{}, data: data}
	b, c := &road{name: "b", data: []byte("other bytes")}, &road{name: "c", data: data}
	w := library.Ways("all", a, b, c)
	f := catalog.File{Path: "modules/a.md", Size: 6, SHA256: manifest.Sum(data)}
	for range 5 {
		var got bytes.Buffer
		if err := w.Fetch(t.Context(), "a|x", f, &got, nil); err != nil || got.String() != "lesson" {
			t.Fatalf("got %q, %v", &got, err)
		}
	}
	if len(a.said) != 1 || len(b.said) != 5 || len(c.said) != 5 {
		t.Errorf("asked %v, %v, %v", a.said, b.said, c.said)
	}
	c.fail = catalog.ErrNotFound
	if err := w.Fetch(t.Context(), "a|x", f, io.Discard, nil); !errors.As(err, new(*catalog.LimitError)) || len(a.said) != 1 {
		t.Errorf("the limit is not told, or asked for again: %v, %v", err, a.said)
	}
	b.fail, c.fail = catalog.ErrOffline, catalog.ErrOffline
	if err := w.Fetch(t.Context(), "a|x", f, io.Discard, nil); err == nil {
		t.Error("no error")
	}
	a.fail = nil
	if err := w.Fetch(t.Context(), "a|x", f, io.Discard, nil); err != nil {
		t.Errorf("with no other left: %v", err)
	}
	if err := library.Ways("none").Fetch(t.Context(), "", f, io.Discard, nil); !errors.Is(err, catalog.ErrNoSource) {
		t.Errorf("no ways: %v", err)
	}
}

func TestAllInOnePieceGoesOnWithTheNextWay(t *testing.T) {
	a := &road{name: "a"}
	b, c := &highway{road: road{name: "b", fail: catalog.ErrOffline}, gives: 2}, &highway{road: road{name: "c"}, gives: -1}
	w := library.Ways("all", a, b, c).(library.Whole)
	var need []catalog.File
	for i := range 5 {
		p := fmt.Sprintf("modules/%d.md", i)
		need = append(need, catalog.File{Path: p, Size: int64(len(p)), SHA256: manifest.Sum([]byte(p))})
	}
	var kept []string
	keep := func(f catalog.File, _ []byte) error { kept = append(kept, f.Path); return nil }
	if err := w.FetchAll(t.Context(), "a|x", catalog.Manifest{}, need, keep, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(kept, []string{need[0].Path, need[1].Path, need[2].Path, need[3].Path, need[4].Path}); d != "" {
		t.Errorf("kept (-got +want):\n%s", d)
	}
	if c.said[0] != "all 3 " {
		t.Errorf("the last was asked for %v", c.said)
	}
	full, tries := errors.New("full"), 0
	d, e := &highway{road: road{name: "d"}, gives: -1}, &highway{road: road{name: "e"}, gives: -1}
	err := library.Ways("two", d, e).(library.Whole).FetchAll(t.Context(), "", catalog.Manifest{}, need, func(catalog.File, []byte) error {
		tries++
		return full
	}, nil)
	if !errors.Is(err, full) || tries != 1 {
		t.Errorf("a full disk: %v, %d tries", err, tries)
	}
	if err := library.Ways("one", a).(library.Whole).FetchAll(t.Context(), "", catalog.Manifest{}, need, keep, nil); !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("single files only: %v", err)
	}
}

// The ways of a real library: whichever of GitHub's servers fails, the update comes, and nothing is asked in vain twice.
func TestEveryWayLeadsToTheSameBytes(t *testing.T) {
	const lesson = "modules/naloxone/en/01.md"
	for _, tt := range []struct {
		name    string
		blocked []githubtest.Place
		files   githubtest.Place // where the file came from
		inVain  int              // requests
	}{
		{"all is well", nil, githubtest.Files, 0},
		{"the API is used up", []githubtest.Place{githubtest.API}, githubtest.Files, 1},
		{"plain files are refused", []githubtest.Place{githubtest.Manifest, githubtest.Files}, githubtest.Pages, 2},
		{"GitHub is blocked", []githubtest.Place{githubtest.API, githubtest.Manifest, githubtest.Files, githubtest.Site, githubtest.Assets}, githubtest.Pages, 3},
		{"Pages are blocked", []githubtest.Place{githubtest.Pages}, githubtest.Files, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server, file := publishSmall(t, lesson)
			src := library.Ways(githubtest.Repository, bothWays(t, server)...)
			for _, p := range tt.blocked {
				server.Inject(p, githubtest.Always, githubtest.Status(http.StatusTooManyRequests, "Retry-After", "60"))
			}
			pub, err := src.Latest(t.Context(), "")
			if err != nil || string(pub.Manifest) != "{}" || string(pub.Signature) != "signed" {
				t.Fatalf("latest: %+v, %v", pub, err)
			}
			for range 3 {
				if err := src.Fetch(t.Context(), pub.Mark, file, io.Discard, func(int64) {}); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := src.Latest(t.Context(), pub.Mark); !errors.Is(err, catalog.ErrUpToDate) {
				t.Errorf("asked again: %v", err)
			}
			served, refused := 0, 0
			for _, r := range server.Requests() {
				if r.Status == http.StatusTooManyRequests {
					refused++
				}
				if r.Place == tt.files && r.Status == http.StatusOK {
					served++
				}
			}
			if most := 2*tt.inVain + 1; refused > most || served < 3 {
				t.Errorf("%d requests were refused, at most %d should be; %d came from %s", refused, most, served, tt.files)
			}
		})
	}
}

func publishSmall(t *testing.T, path string) (*githubtest.Server, catalog.File) {
	t.Helper()
	server, err := githubtest.Start(false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	data := bytes.Repeat([]byte("Stay with the person.\n"), 100)
	channel := map[string][]byte{"manifest.json": []byte("{}"), "manifest.json.minisig": []byte("signed")}
	files := map[string][]byte{path: data, manifest.Path: channel["manifest.json"], manifest.SignaturePath: channel["manifest.json.minisig"]}
	if _, err := server.Commit(files); err != nil {
		t.Fatal(err)
	}
	if err := server.Release("content-1", channel); err != nil {
		t.Fatal(err)
	}
	return server, catalog.File{Path: path, Size: int64(len(data)), SHA256: manifest.Sum(data)}
}

func bothWays(t *testing.T, server *githubtest.Server) []library.Source {
	t.Helper()
	noWait := func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	gh, err := github.New(github.Config{
		Repository: githubtest.Repository, Transport: server.Transport, Now: time.Now, Sleep: noWait,
		BaseURL: server.BaseURL, RawURL: server.RawURL, SiteURL: server.SiteURL, AssetsURL: server.AssetsURL,
	})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := mirror.New(mirror.Config{Base: server.PagesURL, Transport: server.Transport, Now: time.Now, Sleep: noWait})
	if err != nil {
		t.Fatal(err)
	}
	return []library.Source{gh, pages}
}
