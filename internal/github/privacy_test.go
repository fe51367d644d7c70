package github_test

import (
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/github"
)

// A witness notes the requests that leave the program.
type witness struct {
	next http.RoundTripper

	mu   sync.Mutex
	sent []*http.Request
}

func (w *witness) RoundTrip(q *http.Request) (*http.Response, error) {
	w.mu.Lock()
	w.sent = append(w.sent, q.Clone(q.Context()))
	w.mu.Unlock()
	return w.next.RoundTrip(q)
}

// Whoever watches learns that somebody at this address asks for content: not who, from which program, in which language
// or on what machine, and nothing by which one question could be told to be of the same person as another.
func TestRequestsSayNothingOfThePerson(t *testing.T) {
	w := released(t)
	seen := &witness{next: w.Transport}
	w.source = w.open(t, func(c *github.Config) { c.Transport = seen })
	pub, err := w.source.Latest(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.fetch(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, _ = w.source.Latest(t.Context(), pub.Mark)
	_, _ = w.source.KeySet(t.Context(), pub.Mark, 0)
	m := catalog.Manifest{Sequence: 1, Files: []catalog.File{w.file()}}
	if err := w.source.FetchAll(t.Context(), "", m, m.Files, func(catalog.File, []byte) error { return nil }, nil); err != nil {
		t.Fatal(err)
	}
	// Accept and X-Github-Api-Version are what go-github says to everybody; Referer is where GitHub's own redirect led from.
	allowed := []string{"Accept", "Accept-Encoding", "If-None-Match", "If-Range", "Range", "Referer", "User-Agent", "X-Github-Api-Version"}
	for _, q := range seen.sent {
		for name := range q.Header {
			if !slices.Contains(allowed, name) {
				t.Errorf("%s %s says %s: %q", q.Method, q.URL, name, q.Header[name])
			}
		}
		query := q.URL.RawQuery != "" && q.Header.Get("Referer") == "" // of a redirect it is GitHub's
		if agent := q.Header.Get("User-Agent"); agent != "content-updater" || query || q.Method != http.MethodGet || q.ContentLength != 0 {
			t.Errorf("%s %s from %q, with %d bytes", q.Method, q.URL, agent, q.ContentLength)
		}
	}
	if len(seen.sent) < 7 {
		t.Errorf("only %d requests", len(seen.sent))
	}
}
