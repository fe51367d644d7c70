package download_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/download"
	"github.com/passalong/passalong/internal/github/githubtest"
)

const path = "modules/naloxone/en/01.md"

// A bench is a server with one file, and a client that reads it without waiting between tries.
type bench struct {
	*githubtest.Server
	client *download.Client
	data   []byte

	mu    sync.Mutex
	slept []time.Duration
	log   []catalog.NetworkEntry
}

func start(t *testing.T, changes ...func(*download.Config)) *bench {
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
	b := &bench{Server: server, data: bytes.Repeat([]byte("Stay with the person.\n"), 10_000)}
	if _, err := server.Commit(map[string][]byte{path: b.data}); err != nil {
		t.Fatal(err)
	}
	b.client = b.open(t, changes...)
	return b
}

func (b *bench) open(t *testing.T, changes ...func(*download.Config)) *download.Client {
	t.Helper()
	cfg := download.Config{
		Origins: origins(t, b.RawURL, b.SiteURL, b.AssetsURL), Transport: b.Transport, Now: time.Now, Sleep: b.sleep,
		Log: func(e catalog.NetworkEntry) {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.log = append(b.log, e)
		},
	}
	for _, change := range changes {
		change(&cfg)
	}
	return download.New(cfg)
}

func (b *bench) sleep(ctx context.Context, d time.Duration) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.slept = append(b.slept, d)
	return ctx.Err()
}

func origins(t *testing.T, addresses ...string) []*url.URL {
	t.Helper()
	var all []*url.URL
	for _, a := range addresses {
		u, err := download.ParseBase(a)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, u)
	}
	return all
}

func (b *bench) address() string {
	return b.RawURL + githubtest.Repository + "/" + githubtest.Branch + "/" + path
}

func (b *bench) get(ctx context.Context) ([]byte, error) {
	size := int64(len(b.data))
	got, err := b.client.Get(ctx, download.File{URL: b.address(), Size: size, Limit: size})
	return got.Data, err
}

// Every way in which a network or a server is known to let a file down, what becomes of the file, and how many requests
// that costs. The file has 220,000 bytes.
func TestFaults(t *testing.T) {
	type server = *githubtest.Server
	always := func(f githubtest.Fault) func(server) {
		return func(s server) { s.Inject(githubtest.Files, githubtest.Always, f) }
	}
	times := func(n int, f githubtest.Fault) func(server) {
		return func(s server) { s.Inject(githubtest.Files, n, f) }
	}
	both := func(a, b func(server)) func(server) { return func(s server) { a(s); b(s) } }
	upper := func(n int) githubtest.Fault {
		return githubtest.Changed(func(b []byte) []byte { return append(b, make([]byte, n)...) })
	}
	for _, tt := range []struct {
		name     string
		inject   func(server)
		want     error // nil when the file arrives
		requests int
		patience time.Duration // 0 where time does not matter
	}{
		{"nothing wrong", func(server) {}, nil, 1, 0},
		{"cut every 50 KB", always(githubtest.Cut(50_000)), nil, 5, 0},
		{"cut every 10 KB", always(githubtest.Cut(10_000)), nil, 22, 0},
		{"cut before the first byte, three times", times(3, githubtest.Cut(0)), nil, 4, 0},
		{"trouble at first", times(3, githubtest.Status(503, "Retry-After", "3600")), nil, 4, 0},
		{"an overloaded gateway", times(5, githubtest.Status(502)), nil, 6, 0},
		{"still being made", times(1, githubtest.Status(202)), nil, 2, 0},
		{"parts not supported", both(times(1, githubtest.Cut(10_000)), always(githubtest.WithoutRange())), nil, 2, 0},
		{"the wrong part", both(times(1, githubtest.Cut(10_000)), times(1, githubtest.Headers("Content-Range", "bytes 5-9/10"))), nil, 3, 0},
		{"a part that is not there", both(times(1, githubtest.Cut(10_000)), times(1, githubtest.Status(416))), nil, 3, 0},
		{"changed between parts", both(times(1, githubtest.Cut(10_000)), times(1, changedSince())), nil, 2, 0},
		{"a version that names no bytes", times(1, weak(githubtest.Cut(10_000))), nil, 2, 0},
		{"a stall before the answer", times(1, githubtest.Silent()), nil, 2, 3 * time.Second},
		{"a stall in the middle", times(1, githubtest.Slow(100_000, time.Hour)), nil, 2, 3 * time.Second},
		{"unchanged, unasked, once", times(1, githubtest.Status(304)), nil, 2, 0},
		{"eleven bad tries with a part kept", both(times(1, githubtest.Cut(50_000)), times(10, githubtest.Cut(0))), nil, 12, 0},

		{"not found", always(githubtest.Status(404)), catalog.ErrNotFound, 1, 0},
		{"gone", always(githubtest.Status(410)), catalog.ErrNotFound, 1, 0},
		{"wants a password", always(githubtest.Status(401)), catalog.ErrRefused, 1, 0},
		{"too many requests, for an hour", always(githubtest.Status(429, "Retry-After", "3600")), catalog.ErrRefused, 1, 0},
		{"used up", always(githubtest.Status(403, "X-RateLimit-Remaining", "0")), catalog.ErrRefused, 1, 0},
		{"trouble that lasts", always(githubtest.Status(500)), catalog.ErrServer, 6, 0},
		{"sign-in page", always(githubtest.SignInPage()), catalog.ErrSignInPage, 1, 0},
		{"network wants a sign-in", always(githubtest.Status(511)), catalog.ErrSignInPage, 1, 0},
		{"led to another server", always(githubtest.Redirect("https://portal.example.org/login")), catalog.ErrSignInPage, 1, 0},
		{"led away from TLS", always(githubtest.Redirect("http://127.0.0.1:1/")), catalog.ErrSignInPage, 1, 0},
		{"led in circles", always(githubtest.Circle()), catalog.ErrServer, 6, 0},
		{"a few bytes too long", always(upper(4)), catalog.ErrDamaged, 1, 0},
		{"50 GB announced", always(announced("50000000000")), catalog.ErrDamaged, 1, 0},
		{"too short", always(githubtest.Changed(func(b []byte) []byte { return b[:9] })), catalog.ErrDamaged, 1, 0},
		{"endless", always(githubtest.Endless()), catalog.ErrDamaged, 1, 0},
		{"packed, unasked", always(githubtest.Packed()), catalog.ErrDamaged, 1, 0},
		{"always cut before the first byte", always(githubtest.Cut(0)), catalog.ErrOffline, 6, 0},
		{"always cut after a part", both(times(1, githubtest.Cut(50_000)), always(githubtest.Cut(0))), catalog.ErrOffline, 12, 0},
		{"a byte at a time", always(githubtest.Cut(1)), catalog.ErrOffline, 12, 0},
		{"silent", always(githubtest.Silent()), catalog.ErrOffline, 6, time.Second / 2},
		{"a trickle", always(githubtest.Slow(1, 5*time.Millisecond)), catalog.ErrOffline, 2, 2 * time.Second},
		{"unchanged, unasked, always", always(githubtest.Status(304)), catalog.ErrServer, 6, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel() // some wait for what never comes
			b := start(t, func(c *download.Config) { c.Idle, c.Window = tt.patience, tt.patience })
			tt.inject(b.Server)
			got, err := b.get(t.Context())
			if !errors.Is(err, tt.want) || tt.want != nil && len(got) > 0 || tt.want == nil && !bytes.Equal(got, b.data) {
				t.Errorf("got %d bytes, %v, want %v", len(got), err, tt.want)
			}
			if n := len(b.Requests()); n != tt.requests {
				t.Errorf("%d requests, want %d", n, tt.requests)
			}
		})
	}
}

// changedSince answers as for a version that is newer than the part that is here: with all of it.
func changedSince() githubtest.Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Header.Set("If-Range", `"another"`)
			next.ServeHTTP(w, r)
		})
	}
}

func weak(f githubtest.Fault) githubtest.Fault {
	return func(next http.Handler) http.Handler { return f(githubtest.Headers("ETag", `W/"x"`)(next)) }
}

func announced(length string) githubtest.Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", length)
			w.Header().Set("Content-Type", "application/octet-stream")
			w.WriteHeader(http.StatusOK)
		})
	}
}

// A link that loses three answers of ten and cuts the others somewhere still brings the file.
func TestAVeryBadLink(t *testing.T) {
	for seed := range uint64(20) {
		b := start(t)
		dice := rand.New(rand.NewPCG(seed, 1))
		var mu sync.Mutex
		b.Inject(githubtest.Files, githubtest.Always, func(next http.Handler) http.Handler {
			mu.Lock()
			defer mu.Unlock()
			if dice.IntN(10) < 3 {
				return githubtest.Status(502)(next)
			}
			return githubtest.Cut(dice.IntN(100_000))(next)
		})
		if got, err := b.get(t.Context()); err != nil || !bytes.Equal(got, b.data) {
			t.Errorf("seed %d: %d bytes after %d requests, %v", seed, len(got), len(b.Requests()), err)
		}
	}
}

func TestCutFileIsContinued(t *testing.T) {
	b := start(t)
	b.Inject(githubtest.Files, 2, githubtest.Cut(50_000))
	if _, err := b.get(t.Context()); err != nil {
		t.Fatal(err)
	}
	var ranges []string
	for _, r := range b.Requests() {
		ranges = append(ranges, r.Range)
	}
	if d := cmp.Diff(ranges, []string{"", "bytes=50000-", "bytes=100000-"}); d != "" {
		t.Errorf("asked for (-got +want):\n%s", d)
	}
	if len(b.log) != 3 || b.log[0].Status != 200 || b.log[1].Status != 206 || b.log[0].Error == "" || b.log[2].Bytes != int64(len(b.data))-100_000 {
		t.Errorf("log %+v", b.log)
	}
}

func TestWaitsGrowAndServersAreNotWaitedFor(t *testing.T) {
	b := start(t)
	b.Inject(githubtest.Files, githubtest.Always, githubtest.Status(503, "Retry-After", "3600"))
	if _, err := b.get(t.Context()); !errors.Is(err, catalog.ErrServer) {
		t.Errorf("got %v", err)
	}
	if d := cmp.Diff(b.slept, []time.Duration{1e9, 2e9, 4e9, 8e9, 16e9}); d != "" {
		t.Errorf("waits (-got +want):\n%s", d)
	}
}

func TestUnpackedSizeIsLimited(t *testing.T) {
	b := start(t)
	bomb := func(n int) githubtest.Fault {
		return func(next http.Handler) http.Handler {
			return githubtest.Packed()(githubtest.Changed(func([]byte) []byte { return make([]byte, n) })(next))
		}
	}
	b.Inject(githubtest.Files, 1, bomb(1<<20))
	if got, err := b.client.Get(t.Context(), download.File{URL: b.address(), Size: download.Unknown, Limit: 1 << 20}); err != nil || len(got.Data) != 1<<20 {
		t.Errorf("as much as may be: %d bytes, %v", len(got.Data), err)
	}
	b.Inject(githubtest.Files, 1, bomb(100<<20))
	if _, err := b.client.Get(t.Context(), download.File{URL: b.address(), Size: download.Unknown, Limit: 1 << 20}); !errors.Is(err, catalog.ErrDamaged) {
		t.Errorf("100 MiB packed: %v", err)
	}
}

func TestVersionThatIsKnownIsNotReadAgain(t *testing.T) {
	b := start(t)
	f := download.File{URL: b.address(), Size: download.Unknown, Limit: 1 << 20}
	first, err := b.client.Get(t.Context(), f)
	if err != nil || first.ETag == "" {
		t.Fatalf("version %q, %v", first.ETag, err)
	}
	f.ETag = first.ETag
	if _, err := b.client.Get(t.Context(), f); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("got %v", err)
	}
	if rs := b.Requests(); len(rs) != 2 || rs[1].Status != http.StatusNotModified {
		t.Errorf("requests %+v", rs)
	}
}

func TestAddressesThatAreLeftOut(t *testing.T) {
	b := start(t)
	for _, address := range []string{
		"https://example.org/x", "http" + b.RawURL[len("https"):], "https://user:word@" + b.RawURL[len("https://"):], "ftp://127.0.0.1/x",
	} {
		if _, err := b.client.Get(t.Context(), download.File{URL: address, Size: 1, Limit: 1}); !errors.Is(err, catalog.ErrSignInPage) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if n := len(b.Requests()); n != 0 {
		t.Errorf("%d requests arrived", n)
	}
}

func TestBases(t *testing.T) {
	for address, want := range map[string]string{
		"https://m.example.org": "https://m.example.org/", "https://m.example.org/a/b": "https://m.example.org/a/b/", "http://127.0.0.1:1/": "http://127.0.0.1:1/",
		"http://localhost:1": "http://localhost:1/", "http://[::1]:1/": "http://[::1]:1/",
		"http://m.example.org/": "", "http://127.0.0.1.example.org/": "", "ftp://127.0.0.1/": "", "file:///etc": "", "": "", "m.example.org": "",
		"https://": "", "https://u:p@m.example.org/": "", "https://m.example.org/?q=1": "", "https://m.example.org/#x": "", "https:m.example.org": "", "https://m .org": "",
	} {
		u, err := download.ParseBase(address)
		if (err == nil) != (want != "") || err == nil && u.String() != want {
			t.Errorf("%q: %v, %v", address, u, err)
		}
	}
}

func TestWhereAnAddressLeads(t *testing.T) {
	b := start(t)
	if err := b.Release("content-7", map[string][]byte{"manifest.json": nil}); err != nil {
		t.Fatal(err)
	}
	latest := b.SiteURL + githubtest.Repository + "/releases/latest/download/manifest.json"
	to, err := b.client.Leads(t.Context(), latest)
	if err != nil || to.Path != "/site/example/library/releases/download/content-7/manifest.json" {
		t.Errorf("got %v, %v", to, err)
	}
	if n := len(b.Requests()); n != 1 {
		t.Errorf("%d requests", n)
	}
	for name, tt := range map[string]struct {
		fault githubtest.Fault
		want  error
	}{
		"nowhere": {githubtest.Status(200), catalog.ErrServer}, "limited": {githubtest.Status(429), catalog.ErrRefused},
		"sign-in page": {githubtest.SignInPage(), catalog.ErrSignInPage}, "not found": {githubtest.Status(404), catalog.ErrNotFound},
		"unchanged": {githubtest.Status(304), catalog.ErrServer}, "cut": {githubtest.Silent(), catalog.ErrOffline},
	} {
		c := b.open(t, func(c *download.Config) { c.Idle = 2 * time.Second })
		b.Inject(githubtest.Site, 1, tt.fault)
		if to, err := c.Leads(t.Context(), latest); !errors.Is(err, tt.want) || to != nil {
			t.Errorf("%s: %v, %v", name, to, err)
		}
	}
}

func TestLimitsSayUntilWhen(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	b := start(t, func(c *download.Config) { c.Now = func() time.Time { return now } })
	for _, tt := range []struct {
		after string
		wait  time.Duration // 0 for not known
	}{{"60", time.Minute}, {strconv.Itoa(1 << 20), time.Hour}, {now.Add(2 * time.Minute).Format(http.TimeFormat), 2 * time.Minute}, {"soon", 0}, {"-5", 0}, {"", 0}} {
		b.Inject(githubtest.Files, 1, githubtest.Status(429, "Retry-After", tt.after, "Date", now.Format(http.TimeFormat)))
		_, err := b.get(t.Context())
		want := time.Time{}
		if tt.wait > 0 {
			want = now.Add(tt.wait)
		}
		if limit := (*catalog.LimitError)(nil); !errors.As(err, &limit) || !limit.Until.Equal(want) {
			t.Errorf("%q: %v, want %v", tt.after, err, want)
		}
	}
	if len(b.slept) > 0 {
		t.Errorf("waited %v", b.slept)
	}
}

func TestStoppingIsPrompt(t *testing.T) {
	for name, fault := range map[string]githubtest.Fault{
		"while nothing arrives": githubtest.Silent(), "while it trickles": githubtest.Slow(1, 10*time.Millisecond),
	} {
		t.Run(name, func(t *testing.T) {
			b := start(t)
			b.Inject(githubtest.Files, githubtest.Always, fault)
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			began := time.Now()
			if _, err := b.get(ctx); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, catalog.ErrOffline) {
				t.Errorf("got %v", err)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func ExampleParseBase() {
	u, err := download.ParseBase("https://org.github.io/library")
	fmt.Println(u, err)
	_, err = download.ParseBase("http://org.github.io/library")
	fmt.Println(err)
	// Output:
	// https://org.github.io/library/ <nil>
	// reading the address of a server: "http://org.github.io/library" is not https
}
