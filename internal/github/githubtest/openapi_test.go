package githubtest_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/passalong/passalong/internal/github/githubtest"
)

// An api is GitHub's own description of what its API answers, cut to what the server has: testdata/cut.py says how.
type api struct {
	doc    *openapi3.T
	router routers.Router
}

func describe(t *testing.T, server string) api {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromFile("testdata/api.github.com.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	doc.Servers = openapi3.Servers{{URL: strings.TrimSuffix(server, "/")}}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	// A bare commit is the text itself, and not JSON.
	openapi3filter.RegisterBodyDecoder("application/vnd.github.sha", openapi3filter.PlainBodyDecoder)
	return api{doc, router}
}

// check holds an answer to the description. Of the statuses that it does not list for a path, such as 304 and 403, it
// is the shape of errors that counts.
func (a api) check(t *testing.T, q *http.Request, r *http.Response, body []byte) {
	t.Helper()
	route, params, err := a.router.FindRoute(q)
	if err != nil {
		t.Fatal(err)
	}
	if r.StatusCode == http.StatusNotModified {
		if len(body) > 0 || r.Header.Get("ETag") == "" {
			t.Errorf("304 with %d bytes, version %q", len(body), r.Header.Get("ETag"))
		}
		return
	}
	input := &openapi3filter.RequestValidationInput{Request: q, PathParams: params, Route: route}
	if route.Operation.Responses.Status(r.StatusCode) == nil {
		var value any
		if err := decode(body, &value); err != nil {
			t.Fatal(err)
		}
		if err := a.doc.Components.Schemas["basic-error"].Value.VisitJSON(value); err != nil {
			t.Error(err)
		}
		return
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: input, Status: r.StatusCode, Header: r.Header}
	out.SetBodyBytes(body)
	if err := openapi3filter.ValidateResponse(t.Context(), out); err != nil {
		t.Error(err)
	}
}

func TestAnswersAreAsGitHubDescribesThem(t *testing.T) {
	server, commit := publish(t)
	empty, err := githubtest.Start(true)
	if err != nil {
		t.Fatal(err)
	}
	defer empty.Close()
	const repo = "repos/" + githubtest.Repository
	for _, tt := range []struct {
		name, path string
		server     *githubtest.Server
		known      string
		prepare    func(*githubtest.Server)
		status     int
	}{
		{"the commit of a branch", repo + "/commits/published", server, "", nil, 200},
		{"a commit", repo + "/commits/" + commit, server, "", nil, 200},
		{"the same commit again", repo + "/commits/published", server, commit, nil, 304},
		{"another commit than was known", repo + "/commits/published", server, strings.Repeat("0", 40), nil, 200},
		{"no such branch", repo + "/commits/main", server, "", nil, 422},
		{"no such repository", "repos/example/nothing/commits/published", server, "", nil, 404},
		{"an empty repository", repo + "/commits/published", empty, "", nil, 409},
		{"what is left", "rate_limit", server, "", nil, 200},
		{"used up", repo + "/commits/published", server, "", func(s *githubtest.Server) { s.Limit(0) }, 403},
		{"what is left of nothing", "rate_limit", server, "", nil, 200},
		{"trouble", repo + "/commits/published", server, "", fault(githubtest.Status(500)), 500},
		{"more trouble", repo + "/commits/published", server, "", fault(githubtest.Status(503)), 503},
		{"too many requests", repo + "/commits/published", server, "", fault(githubtest.Status(429, "Retry-After", "60")), 429},
		{"renamed", repo + "/commits/published", server, "", func(s *githubtest.Server) { s.Limit(60); s.Rename("example/other") }, 301},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.prepare != nil {
				tt.prepare(tt.server)
			}
			q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, tt.server.BaseURL+tt.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			q.Header.Set("Accept", "application/vnd.github.sha")
			if tt.known != "" {
				q.Header.Set("If-None-Match", `"`+tt.known+`"`)
			}
			r, body := get(t, q)
			if r.StatusCode != tt.status {
				t.Fatalf("got %s: %s", r.Status, body)
			}
			describe(t, tt.server.BaseURL).check(t, q, r, body)
		})
	}
}

func TestDescriptionRefusesOtherAnswers(t *testing.T) {
	server, _ := publish(t)
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.BaseURL+"rate_limit", nil)
	if err != nil {
		t.Fatal(err)
	}
	a := describe(t, server.BaseURL)
	route, params, err := a.router.FindRoute(q)
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range []string{`{}`, `{"resources":{},"rate":{"limit":"60"}}`, `[`} {
		out := &openapi3filter.ResponseValidationInput{
			RequestValidationInput: &openapi3filter.RequestValidationInput{Request: q, PathParams: params, Route: route},
			Status:                 200, Header: http.Header{"Content-Type": {"application/json"}},
		}
		out.SetBodyBytes([]byte(body))
		if openapi3filter.ValidateResponse(t.Context(), out) == nil {
			t.Errorf("%s is taken", body)
		}
	}
}

func fault(f githubtest.Fault) func(*githubtest.Server) {
	return func(s *githubtest.Server) { s.Inject(githubtest.API, 1, f) }
}

func get(t *testing.T, q *http.Request) (*http.Response, []byte) {
	t.Helper()
	r, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var body bytes.Buffer
	if _, err := io.Copy(&body, r.Body); err != nil {
		t.Fatal(err)
	}
	return r, body.Bytes()
}
