package github_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/github"
	"github.com/passalong/passalong/internal/github/githubtest"
)

func TestAnswersOfTheAPI(t *testing.T) {
	type asked = map[githubtest.Place]int
	for _, tt := range []struct {
		name     string
		fault    githubtest.Fault // of every server
		want     error
		requests asked
	}{
		{"not found", githubtest.Status(404), catalog.ErrNotFound, asked{githubtest.API: 1}},
		{"empty repository", githubtest.Status(409), catalog.ErrNotFound, asked{githubtest.API: 1}},
		{"no such branch", githubtest.Status(422), catalog.ErrNotFound, asked{githubtest.API: 1}},
		{"legal reasons", githubtest.Status(451), catalog.ErrRefused, asked{githubtest.API: 1, githubtest.Manifest: 1, githubtest.Site: 1}},
		{"wants a password", githubtest.Status(401), catalog.ErrRefused, asked{githubtest.API: 1, githubtest.Manifest: 1, githubtest.Site: 1}},
		{"trouble", githubtest.Status(502), catalog.ErrServer, asked{githubtest.API: 3, githubtest.Manifest: 1, githubtest.Site: 1}},
		{"network sign-in", githubtest.Status(511), catalog.ErrSignInPage, asked{githubtest.API: 1, githubtest.Manifest: 1, githubtest.Site: 1}},
		{"sign-in page", githubtest.SignInPage(), catalog.ErrSignInPage, asked{githubtest.API: 1, githubtest.Manifest: 1, githubtest.Site: 1}},
		{"endless", githubtest.Endless(), catalog.ErrDamaged, asked{githubtest.API: 1, githubtest.Manifest: 1, githubtest.Site: 1}},
		{"elsewhere", githubtest.Redirect("https://portal.example.org/login"), catalog.ErrSignInPage, asked{githubtest.API: 1, githubtest.Manifest: 1, githubtest.Site: 1}},
		{"elsewhere without TLS", githubtest.Redirect("http://api.github.com/"), catalog.ErrSignInPage, asked{githubtest.API: 1, githubtest.Manifest: 1, githubtest.Site: 1}},
		{"in circles", githubtest.Circle(), catalog.ErrServer, asked{githubtest.API: 6, githubtest.Manifest: 6, githubtest.Site: 4}},
		{"cut off", githubtest.Cut(5), catalog.ErrOffline, asked{githubtest.API: 3, githubtest.Manifest: 1, githubtest.Site: 1}},
		{"silent", githubtest.Silent(), catalog.ErrOffline, asked{githubtest.API: 3, githubtest.Manifest: 1, githubtest.Site: 1}},
		{"unchanged, unasked", githubtest.Status(304), catalog.ErrServer, asked{githubtest.API: 1, githubtest.Manifest: 1, githubtest.Site: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel() // some wait for what never comes
			w := start(t, patience(tt.name == "silent", time.Second))
			w.Inject(githubtest.Anywhere, githubtest.Always, tt.fault)
			_, err := w.source.Latest(t.Context(), "")
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if d := cmp.Diff(w.count(), tt.requests); d != "" {
				t.Errorf("requests (-got +want):\n%s", d)
			}
		})
	}
}

// patience limits how long an answer is waited for, where none comes.
func patience(limited bool, d time.Duration) func(*github.Config) {
	return func(c *github.Config) {
		if limited {
			c.Idle = d
		}
	}
}

// Whatever is wrong with the API alone, the newest revision is found by plain files.
func TestTroubleOfTheAPIAloneIsGoneRound(t *testing.T) {
	for name, fault := range map[string]githubtest.Fault{
		"limited": githubtest.Status(403), "too many": githubtest.Status(429, "Retry-After", "3600"), "legal reasons": githubtest.Status(451),
		"trouble": githubtest.Status(500), "sign-in page": githubtest.SignInPage(), "silent": githubtest.Silent(), "endless": githubtest.Endless(),
		"not a commit": githubtest.Changed(func([]byte) []byte { return []byte("main") }), "elsewhere": githubtest.Redirect("https://portal.example.org/"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, patience(name == "silent", 3*time.Second))
			w.Inject(githubtest.API, githubtest.Always, fault)
			if got, err := w.source.Latest(t.Context(), ""); err != nil || string(got.Signature) != "signed" {
				t.Errorf("got %q, %v", got.Signature, err)
			}
		})
	}
}

func TestLimitsAreToldAndNotWaitedFor(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	at := func(d time.Duration) string { return fmt.Sprint(now.Add(d).Unix()) }
	date := now.Format(http.TimeFormat)
	for _, tt := range []struct {
		name    string
		status  int
		headers []string
		wait    time.Duration // 0 for not known
	}{
		{"403 until a time", 403, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", at(20 * time.Minute), "Date", date}, 20 * time.Minute},
		{"403 without a time", 403, []string{"X-RateLimit-Remaining", "0", "Date", date}, 0},
		{"403 and nothing more", 403, []string{"Date", date}, 0},
		{"403 after a while", 403, []string{"Retry-After", "90", "Date", date}, 90 * time.Second},
		{"429 after a while", 429, []string{"Retry-After", "60", "Date", date}, time.Minute},
		{"429 until a time", 429, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", at(time.Minute), "Date", date}, time.Minute},
		{"429 until a date", 429, []string{"Retry-After", now.Add(2 * time.Minute).Format(http.TimeFormat), "Date", date}, 2 * time.Minute},
		{"429 and nothing more", 429, []string{"Date", date}, 0},
		{"429 for a day", 429, []string{"Retry-After", "86400", "Date", date}, time.Hour},
		{"403 while this clock is years behind", 403, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", at(1000*time.Hour + time.Minute), "Date", now.Add(1000 * time.Hour).Format(http.TimeFormat)}, time.Minute},
		{"403 until a time gone by", 403, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", at(-time.Hour), "Date", date}, 0},
		{"429 with nonsense", 429, []string{"Retry-After", "soon", "X-RateLimit-Reset", "-", "Date", date}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := start(t, func(c *github.Config) { c.Now = func() time.Time { return now } })
			w.Inject(githubtest.Anywhere, githubtest.Always, githubtest.Status(tt.status, tt.headers...))
			var want time.Time
			if tt.wait > 0 {
				want = now.Add(tt.wait)
			}
			_, err := w.source.Latest(t.Context(), "")
			w.wantLimit(t, err, want)
			if d := cmp.Diff(w.count(), map[githubtest.Place]int{githubtest.API: 1, githubtest.Manifest: 1, githubtest.Site: 1}); d != "" {
				t.Errorf("requests (-got +want):\n%s", d)
			}
			_, err = w.fetch(t.Context())
			w.wantLimit(t, err, want)
			if n := len(w.Requests()); n != 1 {
				t.Errorf("%d requests for a file", n)
			}
		})
	}
}

func (w *world) wantLimit(t *testing.T, err error, until time.Time) {
	t.Helper()
	var limit *catalog.LimitError
	if !errors.As(err, &limit) || !errors.Is(err, catalog.ErrRefused) || !limit.Until.Equal(until) {
		t.Errorf("got %v, want a limit until %v", err, until)
	}
	if len(w.slept) > 0 {
		t.Errorf("waited %v", w.slept)
	}
}

func TestBranchIsReadWhenTheAPIIsUsedUp(t *testing.T) {
	w := start(t)
	w.Inject(githubtest.API, githubtest.Always, githubtest.Status(403, "X-RateLimit-Remaining", "0"))
	got, err := w.source.Latest(t.Context(), w.commit)
	if err != nil || string(got.Manifest) != `{"format":1}` {
		t.Fatalf("got %q, %v", got.Manifest, err)
	}
	if _, err := w.source.Latest(t.Context(), got.Mark); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("asked again: %v", err)
	}
	var b bytes.Buffer
	if err := w.source.Fetch(t.Context(), got.Mark, w.file(), &b, nil); err != nil || !bytes.Equal(b.Bytes(), w.lesson) {
		t.Errorf("a file of that state: %d bytes, %v", b.Len(), err)
	}
	if _, err := w.Commit(map[string][]byte{"channel/manifest.json": []byte(`{"format":1,"sequence":2}`)}); err != nil {
		t.Fatal(err)
	}
	if next, err := w.source.Latest(t.Context(), got.Mark); err != nil || next.Mark == got.Mark {
		t.Errorf("after a change: %q, %v", next.Mark, err)
	}
	w.Mend()
	if next, err := w.source.Latest(t.Context(), got.Mark); err != nil || len(next.Mark) != 40 {
		t.Errorf("once the API answers again: %q, %v", next.Mark, err)
	}
}

func TestManifestMayBePackedButNotTooLong(t *testing.T) {
	w := start(t)
	w.Inject(githubtest.Manifest, 1, githubtest.Packed())
	if got, err := w.source.Latest(t.Context(), ""); err != nil || string(got.Manifest) != `{"format":1}` {
		t.Errorf("packed: %q, %v", got.Manifest, err)
	}
	bomb := githubtest.Changed(func([]byte) []byte { return bytes.Repeat([]byte{' '}, 9<<20) })
	w.Inject(githubtest.Manifest, githubtest.Always, func(next http.Handler) http.Handler { return githubtest.Packed()(bomb(next)) })
	if _, err := w.source.Latest(t.Context(), ""); !errors.Is(err, catalog.ErrDamaged) {
		t.Errorf("unpacks to 9 MiB: %v", err)
	}
}

func TestStoppingIsPrompt(t *testing.T) {
	for name, fault := range map[string]githubtest.Fault{
		"while nothing arrives": githubtest.Silent(), "while it trickles": githubtest.Slow(1, 10*time.Millisecond),
	} {
		t.Run(name, func(t *testing.T) {
			w := start(t)
			w.Inject(githubtest.Anywhere, githubtest.Always, fault)
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			began := time.Now()
			if _, err := w.fetch(ctx); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, catalog.ErrOffline) {
				t.Errorf("fetch: %v", err)
			}
			if _, err := w.source.Latest(ctx, ""); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("latest: %v", err)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
