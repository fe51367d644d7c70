package github_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/bundle"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/github"
	"github.com/passalong/passalong/internal/github/githubtest"
	"github.com/passalong/passalong/internal/library"
	"github.com/passalong/passalong/internal/library/librarytest"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/mirror"
)

// A large library has 20 modules of 20 files: lessons as long as ours, and pictures; 400 files and, with pictures of
// 100,000 bytes, 20 MB.
func largeLibrary(picture int) map[string]string {
	dice := rand.New(rand.NewPCG(1, 2))
	files := map[string]string{"library.yaml": "large"}
	for module := range 20 {
		for i := range 20 {
			name := fmt.Sprintf("module-%02d/en/%02d.md", module, i)
			if i >= 10 {
				files[fmt.Sprintf("module-%02d/pictures/%02d.png", module, i)] = noise(dice, picture)
				continue
			}
			files[name] = prose(dice, 4_000)
		}
	}
	delete(files, "module-19/en/09.md") // library.yaml makes it 400 again
	return files
}

// noise is packed as little as a picture.
func noise(dice *rand.Rand, n int) string {
	b := make([]byte, 0, n+8)
	for len(b) < n {
		b = binary.LittleEndian.AppendUint64(b, dice.Uint64())
	}
	return string(b[:n])
}

// prose is packed about as well as English.
func prose(dice *rand.Rand, n int) string {
	var b strings.Builder
	for b.Len() < n {
		word := dice.IntN(1 + dice.IntN(4000))
		for ; word > 0; word /= 20 {
			b.WriteByte("etaoinshrdlucmfwygpb"[word%20])
		}
		b.WriteByte(" \n"[dice.IntN(12)/11])
	}
	return b.String()
}

// A publication is a library in a repository with its releases, and a computer that may have it.
type publication struct {
	*githubtest.Server
	by  *librarytest.Publisher
	dir string // of the library on the computer
}

func publishLarge(tb testing.TB) *publication {
	tb.Helper()
	server, err := githubtest.Start(false)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := server.Close(); err != nil {
			tb.Error(err)
		}
	})
	return &publication{server, librarytest.NewPublisher("large", "", 3), tb.TempDir()}
}

// publish commits a revision and releases it.
func (p *publication) publish(tb testing.TB, files map[string]string) {
	tb.Helper()
	r := p.by.Release(files)
	repository := map[string][]byte{manifest.Path: r.Manifest, manifest.SignaturePath: r.Signature, ".gitattributes": []byte("* -text\n")}
	objects := map[string][]byte{}
	for path, data := range r.Files {
		repository[path] = data
		objects[manifest.Sum(data)] = data
	}
	m, err := manifest.Parse(r.Manifest, "")
	if err != nil {
		tb.Fatal(err)
	}
	var pack bytes.Buffer
	var keys []catalog.SignedKeySet
	for n := 2; n <= p.by.Version(); n++ {
		keys = append(keys, p.by.Changes[n])
	}
	err = bundle.Write(&pack, catalog.Contents{
		Manifest: r.Manifest, Signature: r.Signature, Keys: keys, Object: func(sum string) ([]byte, error) { return objects[sum], nil },
	}, m.Files)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := p.Commit(repository); err != nil {
		tb.Fatal(err)
	}
	tag := fmt.Sprintf("content-%d", m.Sequence)
	err = p.Release(tag, map[string][]byte{"manifest.json": r.Manifest, "manifest.json.minisig": r.Signature, tag + ".passalong": pack.Bytes()})
	if err != nil {
		tb.Fatal(err)
	}
}

// open opens the library of the computer, as a program does that was just started: without any connection.
func (p *publication) open(tb testing.TB, releases bool) (*library.Library, library.Source) {
	tb.Helper()
	transport := p.Transport.(*http.Transport).Clone()
	transport.MaxConnsPerHost = 2
	tb.Cleanup(transport.CloseIdleConnections)
	cfg := github.Config{
		Repository: githubtest.Repository, BaseURL: p.BaseURL, RawURL: p.RawURL, Transport: transport, Now: time.Now,
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	if releases {
		cfg.SiteURL, cfg.AssetsURL = p.SiteURL, p.AssetsURL
	}
	gh, err := github.New(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	pages, err := mirror.New(mirror.Config{Base: p.PagesURL, Transport: transport, Now: time.Now, Sleep: cfg.Sleep})
	if err != nil {
		tb.Fatal(err)
	}
	l, err := library.Open(library.Config{
		Dir: p.dir, Bundled: fstest.MapFS{"library.yaml": {Data: []byte("bundled")}}, Parse: parseName, Reparse: parseName, Now: time.Now,
	})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := l.Close(); err != nil {
			tb.Error(err)
		}
	})
	return l, library.Ways(githubtest.Repository, gh, pages)
}

// parseName reads of a library who it is, which is all that an update needs.
func parseName(_ context.Context, tree fs.FS) (*catalog.Catalog, []catalog.Problem, error) {
	name, err := fs.ReadFile(tree, "library.yaml")
	if err != nil {
		return nil, nil, err
	}
	return &catalog.Catalog{Library: catalog.Library{ID: string(name)}}, nil, nil
}

// update looks for a newer revision and installs it; when there is none, it only looks.
func (p *publication) update(tb testing.TB, releases bool) {
	tb.Helper()
	l, src := p.open(tb, releases)
	defer l.Close()
	u, err := l.Look(tb.Context(), src, "")
	if errors.Is(err, catalog.ErrUpToDate) {
		return
	}
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := l.Install(tb.Context(), src, u, nil); err != nil {
		tb.Fatal(err)
	}
}

// git runs git as a person would, against the same server.
func (p *publication) git(tb testing.TB, args ...string) {
	tb.Helper()
	cmd := exec.CommandContext(tb.Context(), "git", append([]string{"-c", "http.sslVerify=false"}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_TERMINAL_PROMPT=0", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// changed is a library of which three lessons are others.
func changed(files map[string]string) map[string]string {
	next, dice := map[string]string{}, rand.New(rand.NewPCG(3, 4))
	for name, text := range files {
		next[name] = text
	}
	for _, name := range []string{"module-03/en/01.md", "module-07/en/02.md", "module-07/en/03.md"} {
		text := next[name]
		next[name] = text[:1000] + prose(dice, 300) + text[1300:]
	}
	return next
}

// A spent is what something costs on the network.
type spent struct {
	requests, api int
	traffic       githubtest.Traffic
}

func (p *publication) spend(do func()) spent {
	p.Requests()
	p.Traffic()
	do()
	s := spent{traffic: p.Traffic()}
	for _, r := range p.Requests() {
		s.requests++
		if r.Place == githubtest.API {
			s.api++
		}
	}
	return s
}

func (s spent) bytes() int64 { return s.traffic.In + s.traffic.Out }

// What an update may cost at most: CI holds it, and the benchmark below says what it is.
func TestCostOfAnUpdate(t *testing.T) {
	p, files := publishLarge(t), largeLibrary(100_000)
	p.publish(t, files)
	first := p.spend(func() { p.update(t, true) })
	if first.api != 1 || first.requests > 7 || first.bytes() > 21<<20 {
		t.Errorf("the first installation: %+v", first)
	}
	if same := p.spend(func() { p.update(t, true) }); same.api != 1 || same.requests != 1 || same.bytes() > 10<<10 {
		t.Errorf("nothing changed: %+v", same)
	}
	p.publish(t, changed(files))
	if three := p.spend(func() { p.update(t, true) }); three.api != 1 || three.requests > 7 || three.bytes() > 60<<10 {
		t.Errorf("three files: %+v", three)
	}
}

// However GitHub answers, an update of three files arrives, and costs little, as long as one way is open.
func TestUpdateArrivesByWhateverWayIsOpen(t *testing.T) {
	files := largeLibrary(10_000)
	const everything = 4 << 20
	for name, tt := range map[string]struct {
		refused []githubtest.Place
		most    int64 // bytes on the wire
	}{
		"the API is used up":                  {[]githubtest.Place{githubtest.API}, 60 << 10},
		"plain files are refused":             {[]githubtest.Place{githubtest.Manifest, githubtest.Files}, 100 << 10},
		"only Pages answer":                   {[]githubtest.Place{githubtest.API, githubtest.Manifest, githubtest.Files, githubtest.Site, githubtest.Assets}, 100 << 10},
		"only releases answer":                {[]githubtest.Place{githubtest.API, githubtest.Manifest, githubtest.Files, githubtest.Pages}, 150 << 10},
		"files are refused, but the manifest": {[]githubtest.Place{githubtest.Files, githubtest.Pages}, 100 << 10},
	} {
		t.Run(name, func(t *testing.T) {
			p := publishLarge(t)
			p.publish(t, files)
			if first := p.spend(func() { p.update(t, true) }); first.bytes() > everything {
				t.Errorf("the first: %+v", first)
			}
			p.publish(t, changed(files))
			for _, place := range tt.refused {
				p.Inject(place, githubtest.Always, githubtest.Status(http.StatusTooManyRequests, "Retry-After", "3600"))
			}
			s := p.spend(func() { p.update(t, true) })
			if s.bytes() > tt.most || s.requests > 25 {
				t.Errorf("it costs %d bytes, %+v", s.bytes(), s)
			}
			p.Mend()
			if again := p.spend(func() { p.update(t, true) }); again.requests > 4 {
				t.Errorf("it is not all there: %+v", again)
			}
		})
	}
}

// A library is added, with keys that this computer has never seen, while nothing but releases answers.
func TestFirstInstallationFromTheReleaseAlone(t *testing.T) {
	p := publishLarge(t)
	p.by.Rotate(0)
	p.publish(t, largeLibrary(1000))
	for _, place := range []githubtest.Place{githubtest.API, githubtest.Manifest, githubtest.Files, githubtest.Pages} {
		p.Inject(place, githubtest.Always, githubtest.Status(http.StatusTooManyRequests))
	}
	l, src := p.open(t, true)
	u, err := l.Look(t.Context(), src, p.by.Fingerprint())
	if err != nil || u.Trust != catalog.NewKeys || !u.Compared {
		t.Fatalf("%+v, %v", u.Trust, err)
	}
	if got, err := src.KeySet(t.Context(), u.Mark, 2); err != nil || cmp.Diff(got, p.by.Changes[2]) != "" {
		t.Errorf("the change of keys: %+v, %v", got, err)
	}
	if _, err := src.KeySet(t.Context(), u.Mark, 3); !errors.Is(err, catalog.ErrRefused) {
		t.Errorf("one that is not there: %v", err)
	}
	if _, err := l.Install(t.Context(), src, u, nil); err != nil {
		t.Error(err)
	}
}

// BenchmarkUpdates says what updates cost, in requests and in bytes on the wire in both directions, with headers and
// TLS; and what git needs for the same states from the same server.
func BenchmarkUpdates(b *testing.B) {
	files := largeLibrary(100_000)
	run := func(name string, prepare func(*publication), do func(testing.TB, *publication)) {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				p := publishLarge(b)
				p.publish(b, files)
				prepare(p)
				s := p.spend(func() { do(b, p) })
				b.ReportMetric(float64(s.requests), "requests")
				b.ReportMetric(float64(s.api), "api")
				b.ReportMetric(float64(s.bytes()), "wire-B")
				b.ReportMetric(float64(s.traffic.Connections), "connections")
			}
		})
	}
	update := func(tb testing.TB, p *publication) { p.update(tb, true) }
	install := func(p *publication) { p.update(b, true) }
	clone := func(p *publication) { p.git(b, "clone", "--quiet", p.GitURL, filepath.Join(p.dir, "clone")) }
	fetch := func(tb testing.TB, p *publication) {
		p.git(tb, "-C", filepath.Join(p.dir, "clone"), "fetch", "--quiet", "--no-tags")
	}
	then := func(before func(*publication), more func(*publication)) func(*publication) {
		return func(p *publication) { before(p); more(p) }
	}
	next := func(p *publication) { p.publish(b, changed(files)) }
	limited := func(p *publication) { p.Limit(0) }
	again := func(p *publication) { p.update(b, true) }
	nothing := func(*publication) {}

	run("same/us", install, update)
	run("same/limited", then(then(install, limited), again), update)
	run("same/git", clone, fetch)
	run("three/us", then(install, next), update)
	run("three/limited", then(then(install, limited), next), update)
	run("three/git", then(clone, next), fetch)
	run("first/us", nothing, update)
	run("first/files", nothing, func(tb testing.TB, p *publication) { p.update(tb, false) })
	run("first/git", nothing, func(tb testing.TB, p *publication) {
		p.git(tb, "clone", "--quiet", "--depth", "1", "--no-tags", p.GitURL, filepath.Join(p.dir, "clone"))
	})
}
