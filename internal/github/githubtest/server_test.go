package githubtest_test

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/github/githubtest"
)

func decode(data []byte, to any) error { return json.Unmarshal(data, to) }

// publish starts a server without TLS that has one commit and a release of it.
func publish(t *testing.T) (server *githubtest.Server, commit string) {
	t.Helper()
	server, err := githubtest.Start(true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	commit, err = server.Commit(map[string][]byte{"channel/manifest.json": []byte("{}"), "modules/a.md": []byte("# A\n")})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Release("content-1", map[string][]byte{"manifest.json": []byte("{}"), "content-1.passalong": []byte("0123456789")}); err != nil {
		t.Fatal(err)
	}
	return server, commit
}

func TestAnHourHasSixtyQuestionsAnd304CountsToo(t *testing.T) {
	server, commit := publish(t)
	seen := map[int]int{}
	for range 65 {
		q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.BaseURL+"repos/"+githubtest.Repository+"/commits/published", nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("If-None-Match", `"`+commit+`"`)
		r, _ := get(t, q)
		seen[r.StatusCode]++
		if r.StatusCode == http.StatusForbidden && r.Header.Get("X-RateLimit-Remaining") != "0" {
			t.Errorf("headers %v", r.Header)
		}
	}
	if d := cmp.Diff(seen, map[int]int{304: 60, 403: 5}); d != "" {
		t.Errorf("(-got +want):\n%s", d)
	}
}

func TestAddresses(t *testing.T) {
	server, commit := publish(t)
	raw, site := server.RawURL+githubtest.Repository+"/", server.SiteURL+githubtest.Repository+"/releases/"
	for _, tt := range []struct {
		name, address string
		header        []string
		status        int
		body, is      string // is: a header and what it is
	}{
		{"a file of a commit", raw + commit + "/modules/a.md", nil, 200, "# A\n", ""},
		{"a file of a tag", raw + "content-1/modules/a.md", nil, 200, "# A\n", ""},
		{"part of a file", raw + "published/modules/a.md", []string{"Range", "bytes=2-"}, 206, "A\n", "Content-Range: bytes 2-3/4"},
		{"a file that is not there", raw + "published/modules/b.md", nil, 404, "404: Not Found\n", ""},
		{"a file of another repository", server.RawURL + "o/r/published/modules/a.md", nil, 404, "404: Not Found\n", ""},
		{"the latest release", site + "latest/download/manifest.json", nil, 302, "", "Location: " + site + "download/content-1/manifest.json"},
		{"a file of a release", site + "download/content-1/content-1.passalong", nil, 302, "", "Location: " + server.AssetsURL + "0/content-1.passalong?sp=r&sig=expires%2Fsoon"},
		{"a release that is not there", site + "download/content-2/manifest.json", nil, 404, "Not Found", ""},
		{"where a release leads", server.AssetsURL + "0/content-1.passalong?sig=x", []string{"Range", "bytes=8-"}, 206, "89", "Accept-Ranges: bytes"},
		{"the same without its signature", server.AssetsURL + "0/content-1.passalong", nil, 404, "\n", ""},
		{"a page", server.PagesURL + "modules/a.md", nil, 200, "# A\n", "Cache-Control: max-age=600"},
		{"a page that is not there", server.PagesURL + "b", nil, 404, "<!DOCTYPE html><title>Page not found &middot; GitHub Pages</title>", "Content-Type: text/html; charset=utf-8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, tt.address, nil)
			if err != nil {
				t.Fatal(err)
			}
			q.Header.Set("Accept-Encoding", "identity")
			for i := 0; i+1 < len(tt.header); i += 2 {
				q.Header.Set(tt.header[i], tt.header[i+1])
			}
			r, body := get(t, q)
			name, value, _ := strings.Cut(tt.is, ": ")
			if r.StatusCode != tt.status || r.StatusCode != 302 && string(body) != tt.body || name != "" && r.Header.Get(name) != value {
				t.Errorf("got %s, %q, %v", r.Status, body, r.Header)
			}
		})
	}
}

func TestTextIsPackedWhenThatIsAskedFor(t *testing.T) {
	server, _ := publish(t)
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.RawURL+githubtest.Repository+"/published/modules/a.md", nil)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Accept-Encoding", "gzip")
	r, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	z, err := gzip.NewReader(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || string(got) != "# A\n" || !strings.HasPrefix(r.Header.Get("ETag"), `W/"`) {
		t.Errorf("got %q, %v, version %s", got, err, r.Header.Get("ETag"))
	}
	q.Header.Set("If-None-Match", r.Header.Get("ETag"))
	if again, _ := get(t, q); again.StatusCode != http.StatusNotModified {
		t.Errorf("again: %s", again.Status)
	}
}

func TestGitItselfCanCloneAndTrafficIsCounted(t *testing.T) {
	server, commit := publish(t)
	server.Traffic()
	dir := filepath.Join(t.TempDir(), "clone")
	if out, err := exec.CommandContext(t.Context(), "git", "clone", "--quiet", "--depth", "1", server.GitURL, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	got, err := exec.CommandContext(t.Context(), "git", "-C", dir, "rev-parse", "HEAD").Output()
	if err != nil || strings.TrimSpace(string(got)) != commit {
		t.Errorf("got %s, %v", got, err)
	}
	if tr := server.Traffic(); tr.Connections == 0 || tr.In < 300 || tr.Out < 300 || tr.Out > 20_000 {
		t.Errorf("traffic %+v", tr)
	}
	if tr := server.Traffic(); tr.Out != 0 {
		t.Errorf("counted twice: %+v", tr)
	}
}
