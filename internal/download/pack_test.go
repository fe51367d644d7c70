package download_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/download"
	"github.com/passalong/passalong/internal/github/githubtest"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/packfile"
)

// A packed revision has 50 files of 8,000 bytes, two of them the same.
type packed struct {
	manifest catalog.Manifest
	content  map[string][]byte // by hash
	pack     []byte
}

func pack(t *testing.T, seed uint64) packed {
	t.Helper()
	dice := rand.NewChaCha8([32]byte{byte(seed)})
	p := packed{manifest: catalog.Manifest{Sequence: 3}, content: map[string][]byte{}}
	var out bytes.Buffer
	w := packfile.NewWriter(&out)
	add := func(name string, data []byte) {
		if err := w.Add(name, data); err != nil {
			t.Fatal(err)
		}
	}
	add(packfile.Manifest, []byte("{}"))
	add(packfile.Signature, []byte("signed"))
	for i := range 50 {
		data := make([]byte, 8000)
		dice.Read(data)
		if i == 49 {
			data = p.content[p.manifest.Files[0].SHA256]
		}
		sum := manifest.Sum(data)
		p.manifest.Files = append(p.manifest.Files, catalog.File{Path: fmt.Sprintf("modules/a/%02d.png", i), Size: int64(len(data)), SHA256: sum})
		if p.content[sum] == nil {
			add(packfile.Object(sum), data)
		}
		p.content[sum] = data
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	p.pack = out.Bytes()
	return p
}

// ask reads from the pack of a release what is needed, and returns what was kept.
func (b *bench) ask(ctx context.Context, p packed, need []catalog.File, open func() (download.Spool, error)) (map[string]bool, []int64, error) {
	kept, steps := map[string]bool{}, []int64(nil)
	err := b.client.GetPack(ctx, download.Pack{
		URL:      b.SiteURL + githubtest.Repository + "/releases/download/content-3/content-3.passalong",
		Manifest: p.manifest, Need: need,
		Keep: func(f catalog.File, data []byte) error {
			if kept[f.SHA256] || !bytes.Equal(data, p.content[f.SHA256]) {
				return errors.New("given twice, or wrong")
			}
			kept[f.SHA256] = true
			return nil
		},
		Progress: func(n int64) { steps = append(steps, n) },
	}, open)
	return kept, steps, err
}

func (b *bench) release(t *testing.T, data []byte) {
	t.Helper()
	if err := b.Release("content-3", map[string][]byte{"content-3.passalong": data}); err != nil {
		t.Fatal(err)
	}
}

func TestPackIsReadInOneRequest(t *testing.T) {
	b, p := start(t), pack(t, 1)
	b.release(t, p.pack)
	need := append([]catalog.File{}, p.manifest.Files[5:45]...)
	need = append(need, p.manifest.Files[49])
	kept, steps, err := b.ask(t.Context(), p, need, download.Temporary)
	if err != nil || len(kept) != 41 {
		t.Fatalf("%d files, %v", len(kept), err)
	}
	if last := steps[len(steps)-1]; last != 41*8000 {
		t.Errorf("progress ends at %d", last)
	}
	want := []githubtest.Request{{Place: githubtest.Site, Status: 302}, {Place: githubtest.Assets, Status: 200}}
	got := b.Requests()
	for i := range got {
		got[i].Path = ""
	}
	if d := cmp.Diff(got, want); d != "" {
		t.Errorf("requests (-got +want):\n%s", d)
	}
}

// Where a request was cut off, the next one goes on; also after the program was closed.
func TestPackIsContinuedTheNextTime(t *testing.T) {
	b, p := start(t), pack(t, 1)
	b.release(t, p.pack)
	open := download.Folder(filepath.Join(t.TempDir(), "parts"))
	ctx, cancel := context.WithCancel(t.Context())
	b.Inject(githubtest.Assets, 1, githubtest.Cut(150_000))
	b.client = b.open(t, func(c *download.Config) {
		c.Sleep = func(context.Context, time.Duration) error { cancel(); return ctx.Err() }
	})
	if kept, _, err := b.ask(ctx, p, p.manifest.Files, open); !errors.Is(err, context.Canceled) || len(kept) > 0 {
		t.Fatalf("the first time: %d files, %v", len(kept), err)
	}
	b.Requests()
	b.client = b.open(t)
	kept, _, err := b.ask(t.Context(), p, p.manifest.Files, open)
	if err != nil || len(kept) != 49 {
		t.Fatalf("the second time: %d files, %v", len(kept), err)
	}
	if rs := b.Requests(); len(rs) != 2 || rs[1].Range != "bytes=150000-" || rs[1].Status != 206 {
		t.Errorf("requests %+v", rs)
	}
	if spool, err := open(); err != nil {
		t.Error(err)
	} else if size, err := spool.Size(); size != 0 || err != nil {
		t.Errorf("%d bytes stay, %v", size, err)
	}
}

func TestPartThatDoesNotFitIsForgotten(t *testing.T) {
	p, other := pack(t, 1), pack(t, 2)
	for name, change := range map[string]func(*testing.T, *bench, string){
		"a newer pack on the server": func(t *testing.T, b *bench, _ string) {
			t.Helper()
			b.release(t, other.pack)
		},
		"garbage in its place": func(t *testing.T, _ *bench, part string) {
			t.Helper()
			write(t, part, bytes.Repeat([]byte("x"), 10_000))
		},
		"cut inside its head": func(t *testing.T, _ *bench, part string) {
			t.Helper()
			write(t, part, []byte(`{"url":`))
		},
		"longer than the whole": func(t *testing.T, _ *bench, part string) {
			t.Helper()
			f, err := os.OpenFile(part, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if _, err := f.Write(make([]byte, len(p.pack))); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b, dir := start(t), filepath.Join(t.TempDir(), "parts")
			b.release(t, p.pack)
			open := download.Folder(dir)
			b.Inject(githubtest.Assets, 1, githubtest.Cut(150_000))
			b.Inject(githubtest.Assets, githubtest.Always, githubtest.Status(404))
			if _, _, err := b.ask(t.Context(), p, p.manifest.Files, open); !errors.Is(err, catalog.ErrNotFound) {
				t.Fatal(err)
			}
			b.Mend()
			change(t, b, filepath.Join(dir, "part"))
			want := p
			if name == "a newer pack on the server" {
				want = other
			}
			if kept, _, err := b.ask(t.Context(), want, want.manifest.Files, open); err != nil || len(kept) != 49 {
				t.Errorf("%d files, %v", len(kept), err)
			}
		})
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestPacksThatAreRefused(t *testing.T) {
	p, other := pack(t, 1), pack(t, 2)
	flipped := bytes.Clone(p.pack)
	flipped[len(flipped)/2] ^= 1
	for _, tt := range []struct {
		name string
		pack []byte
		want error
	}{
		{"no tar", []byte("<html>"), catalog.ErrDamaged},
		{"nothing", nil, catalog.ErrDamaged},
		{"one bit other", flipped, catalog.ErrDamaged},
		{"cut", p.pack[:len(p.pack)/2], catalog.ErrDamaged},
		{"of another revision", other.pack, catalog.ErrDamaged},
		{"far too long", make([]byte, 16<<20), catalog.ErrDamaged},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := start(t)
			b.release(t, tt.pack)
			if kept, _, err := b.ask(t.Context(), p, p.manifest.Files, download.Temporary); !errors.Is(err, tt.want) || len(kept) > 48 {
				t.Errorf("%d files, %v", len(kept), err)
			}
			if n := len(b.Requests()); n != 2 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

// A large pack is not read whole for a few files: only the places where they are.
func TestFewFilesAreReadFromTheirPlaces(t *testing.T) {
	b, p := start(t), pack(t, 1)
	p.enlarge(t, 4<<20)
	b.release(t, p.pack)
	b.Traffic()
	need := []catalog.File{p.manifest.Files[40], p.manifest.Files[2], p.manifest.Files[3], p.manifest.Files[4]}
	kept, steps, err := b.ask(t.Context(), p, need, download.Temporary)
	if err != nil || len(kept) != 4 {
		t.Fatalf("%d files, %v", len(kept), err)
	}
	if last := steps[len(steps)-1]; last != 4*8000 {
		t.Errorf("progress ends at %d", last)
	}
	if wire := b.Traffic().Out; wire > 60_000 {
		t.Errorf("%d bytes for 32,000", wire)
	}
	if n := len(b.Requests()); n != 6 { // how long it is, and two places; each by way of the release
		t.Errorf("%d requests", n)
	}
}

// enlarge puts a file of that size before the last.
func (p *packed) enlarge(t *testing.T, size int) {
	t.Helper()
	big := bytes.Repeat([]byte("film"), size/4)
	sum := manifest.Sum(big)
	p.content[sum] = big
	p.manifest.Files = slices.Insert(p.manifest.Files, 30, catalog.File{Path: "modules/a/29b.png", Size: int64(size), SHA256: sum})
	var out bytes.Buffer
	w := packfile.NewWriter(&out)
	if err := errors.Join(w.Add(packfile.Manifest, []byte("{}")), w.Add(packfile.Signature, []byte("signed"))); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range p.manifest.Files {
		if seen[f.SHA256] {
			continue
		}
		seen[f.SHA256] = true
		if err := w.Add(packfile.Object(f.SHA256), p.content[f.SHA256]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	p.pack = out.Bytes()
}

func TestPlacesThroughTrouble(t *testing.T) {
	garbled := githubtest.Headers("Content-Range", "bytes 5-9/10")
	for _, tt := range []struct {
		name   string
		inject func(*githubtest.Server)
		want   error
	}{
		{"cut", func(s *githubtest.Server) { s.Inject(githubtest.Assets, 3, githubtest.Cut(0)) }, nil},
		{"cut in the middle", func(s *githubtest.Server) { s.Inject(githubtest.Assets, 9, githubtest.Cut(5000)) }, nil},
		{"trouble at first", func(s *githubtest.Server) { s.Inject(githubtest.Assets, 3, githubtest.Status(503)) }, nil},
		{"the wrong place once", func(s *githubtest.Server) { s.Inject(githubtest.Assets, 1, garbled) }, nil},
		{"always the wrong place", func(s *githubtest.Server) { s.Inject(githubtest.Assets, githubtest.Always, garbled) }, catalog.ErrServer},
		{"no places", func(s *githubtest.Server) { s.Inject(githubtest.Assets, githubtest.Always, githubtest.WithoutRange()) }, catalog.ErrNotFound},
		{"limited", func(s *githubtest.Server) { s.Inject(githubtest.Site, githubtest.Always, githubtest.Status(429)) }, catalog.ErrRefused},
		{"changed meanwhile", func(s *githubtest.Server) {
			s.Inject(githubtest.Assets, 1, func(next http.Handler) http.Handler { return next })
			s.Inject(githubtest.Assets, githubtest.Always, changedSince())
		}, catalog.ErrNotFound},
		{"gone", func(s *githubtest.Server) { s.Inject(githubtest.Assets, githubtest.Always, githubtest.Status(404)) }, catalog.ErrNotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, p := start(t), pack(t, 1)
			p.enlarge(t, 4<<20)
			b.release(t, p.pack)
			tt.inject(b.Server)
			need := []catalog.File{p.manifest.Files[2], p.manifest.Files[40]}
			kept, _, err := b.ask(t.Context(), p, need, download.Temporary)
			if !errors.Is(err, tt.want) || tt.want == nil && len(kept) != 2 {
				t.Errorf("%d files, %v", len(kept), err)
			}
			if n := len(b.Requests()); n > 30 {
				t.Errorf("%d requests", n)
			}
			if out := b.Traffic().Out; out > 100_000 && tt.want == nil {
				t.Errorf("%d bytes", out)
			}
		})
	}
}

func TestPlacesInAnotherPackAreRefused(t *testing.T) {
	b, p := start(t), pack(t, 1)
	p.enlarge(t, 4<<20)
	for name, data := range map[string][]byte{
		"shorter": p.pack[:len(p.pack)-2048], "a block longer": append(bytes.Clone(p.pack), make([]byte, 512)...), "odd": p.pack[:len(p.pack)-1], "tiny": []byte("x"),
		"of the same length": bytes.ToUpper(p.pack),
	} {
		b.release(t, data)
		if _, _, err := b.ask(t.Context(), p, p.manifest.Files[:2], download.Temporary); !errors.Is(err, catalog.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

var errFull = errors.New("no space left")

// A full spool is on a disk that takes no more than room bytes.
type full struct {
	download.Spool
	room int64
}

func (f full) WriteAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > f.room {
		return 0, errFull
	}
	return f.Spool.WriteAt(p, at)
}

func TestDiskThatIsFullIsToldAndNotTriedAgain(t *testing.T) {
	for _, room := range []int64{0, 100_000} {
		b, p := start(t), pack(t, 1)
		b.release(t, p.pack)
		_, _, err := b.ask(t.Context(), p, p.manifest.Files, func() (download.Spool, error) {
			s, err := download.Temporary()
			return full{s, room}, err
		})
		if !errors.Is(err, errFull) || errors.Is(err, catalog.ErrOffline) || len(b.Requests()) != 2 {
			t.Errorf("room for %d: %v", room, err)
		}
	}
	b, p := start(t), pack(t, 1)
	if _, _, err := b.ask(t.Context(), p, p.manifest.Files, func() (download.Spool, error) { return nil, errFull }); !errors.Is(err, errFull) {
		t.Errorf("no spool: %v", err)
	}
}

func TestTemporarySpoolsLeaveNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	b, p := start(t), pack(t, 1)
	b.release(t, p.pack)
	if _, _, err := b.ask(t.Context(), p, p.manifest.Files, download.Temporary); err != nil {
		t.Fatal(err)
	}
	b.Inject(githubtest.Assets, 1, githubtest.Status(404))
	if _, _, err := b.ask(t.Context(), p, p.manifest.Files, download.Temporary); !errors.Is(err, catalog.ErrNotFound) {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*.part")); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestTreeOfPlainFiles(t *testing.T) {
	b := start(t)
	commit, err := b.Commit(map[string][]byte{
		manifest.Path: []byte("{}"), manifest.SignaturePath: []byte("signed"), manifest.KeySetPath: []byte("set 3"), path: b.data,
		manifest.KeyChangePath(1): []byte("set 1"), manifest.KeyChangePath(2): []byte("set 2"), manifest.KeyChangePath(3): []byte("set 3"),
		manifest.KeySignaturePath(2, 1): []byte("a"), manifest.KeySignaturePath(2, 2): []byte("b"), manifest.KeySignaturePath(3, 2): []byte("after a gap"),
	})
	if err != nil {
		t.Fatal(err)
	}
	tree := download.Tree{Client: b.client, Base: origins(t, b.RawURL)[0].JoinPath(githubtest.Repository, commit)}
	for n, want := range map[int]catalog.SignedKeySet{
		0: {Set: []byte("set 3")}, 1: {Set: []byte("set 1")}, 2: {Set: []byte("set 2"), Signatures: [][]byte{[]byte("a"), []byte("b")}}, 3: {Set: []byte("set 3")},
	} {
		got, err := tree.KeySet(t.Context(), n)
		if d := cmp.Diff(got, want); d != "" || err != nil {
			t.Errorf("set %d: %v (-got +want):\n%s", n, err, d)
		}
	}
	if _, err := tree.KeySet(t.Context(), 4); !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("set 4: %v", err)
	}
	b.Inject(githubtest.Manifest, 1, githubtest.Changed(func([]byte) []byte { return make([]byte, manifest.MaxKeySet+1) }))
	if _, err := tree.KeySet(t.Context(), 1); !errors.Is(err, catalog.ErrDamaged) {
		t.Errorf("a set that is too long: %v", err)
	}
	for _, f := range []catalog.File{
		{Path: "modules/../channel/manifest.json", Size: 2}, {Path: "../x.md", Size: 2}, {Path: "modules/a.md?x=.md", Size: 2}, {Path: "modules/a%2f.md", Size: 2},
		{Path: path, Size: -1}, {Path: path, Size: manifest.MaxFile + 1},
	} {
		b.Requests()
		if err := tree.Fetch(t.Context(), f, io.Discard, nil); err == nil || len(b.Requests()) > 0 {
			t.Errorf("%+v: %v", f, err)
		}
	}
	var got bytes.Buffer
	f := catalog.File{Path: path, Size: int64(len(b.data)), SHA256: manifest.Sum(b.data)}
	if err := tree.Fetch(t.Context(), f, &got, nil); err != nil || !bytes.Equal(got.Bytes(), b.data) {
		t.Errorf("%d bytes, %v", got.Len(), err)
	}
}

// unpacked answers with the bytes as they are.
func unpacked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Accept-Encoding")
		next.ServeHTTP(w, r)
	})
}

// Lessons are short and come packed; what arrives is held to the size all the same.
func TestShortTextsComePacked(t *testing.T) {
	b := start(t)
	data := bytes.Repeat([]byte("Call an ambulance.\n"), 1000)
	commit, err := b.Commit(map[string][]byte{"modules/a.md": data, "modules/a.png": data})
	if err != nil {
		t.Fatal(err)
	}
	tree := download.Tree{Client: b.client, Base: origins(t, b.RawURL)[0].JoinPath(githubtest.Repository, commit)}
	fetch := func(path string, size int) (int, int64, error) {
		var got bytes.Buffer
		b.Traffic()
		b.Requests()
		err := tree.Fetch(t.Context(), catalog.File{Path: path, Size: int64(size)}, &got, nil)
		if err == nil && !bytes.Equal(got.Bytes(), data) {
			t.Errorf("%s: %d other bytes", path, got.Len())
		}
		return len(b.Requests()), b.Traffic().Out, err
	}
	fetch("modules/a.md", len(data)) // makes the connection
	if n, wire, err := fetch("modules/a.md", len(data)); n != 1 || wire > 2000 || err != nil {
		t.Errorf("a text: %d requests, %d bytes, %v", n, wire, err)
	}
	if n, wire, err := fetch("modules/a.png", len(data)); n != 1 || wire < int64(len(data)) || err != nil {
		t.Errorf("a picture: %d requests, %d bytes, %v", n, wire, err)
	}
	b.Inject(githubtest.Files, 2, githubtest.Cut(20))
	if n, _, err := fetch("modules/a.md", len(data)); n != 3 || err != nil {
		t.Errorf("cut twice: %d requests, %v", n, err)
	}
	for _, size := range []int{len(data) - 1, len(data) + 1} {
		if n, _, err := fetch("modules/a.md", size); n != 1 || !errors.Is(err, catalog.ErrDamaged) {
			t.Errorf("of another size: %d requests, %v", n, err)
		}
		b.Inject(githubtest.Files, 1, unpacked)
		if n, _, err := fetch("modules/a.md", size); n != 1 || !errors.Is(err, catalog.ErrDamaged) {
			t.Errorf("of another size, as it is: %d requests, %v", n, err)
		}
	}
}
