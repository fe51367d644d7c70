// Package githubtest is a GitHub for tests: a real git repository behind real HTTP, which answers as GitHub
// does, and badly when it is told to.
package githubtest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Repository is the one that a Server has.
const Repository = "example/library"

// Branch is the branch that Commit writes.
const Branch = "published"

// A Server is a GitHub with one repository. Its methods may be called from several goroutines.
type Server struct {
	BaseURL, RawURL string // of the API, and of plain files
	Transport       http.RoundTripper

	http *httptest.Server
	dir  string

	mu       sync.Mutex
	name     string // the repository's name now
	requests []Request
	faults   []*fault
}

// A Request is one that arrived.
type Request struct {
	Place  Place
	Path   string
	Range  string
	Status int
}

// Start starts a server on this machine, with TLS unless plain is set. Transport trusts its certificate. It
// needs git. The caller closes it.
func Start(plain bool) (*Server, error) {
	dir, err := os.MkdirTemp("", "githubtest")
	if err != nil {
		return nil, fmt.Errorf("starting a server: %w", err)
	}
	s := &Server{dir: dir, name: Repository}
	if _, err := s.git("init", "--quiet", "--initial-branch", Branch); err != nil {
		return nil, errors.Join(fmt.Errorf("starting a server: %w", err), os.RemoveAll(dir))
	}
	s.http = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	if plain {
		s.http.Start()
	} else {
		s.http.EnableHTTP2 = true
		s.http.StartTLS()
	}
	s.Transport = s.http.Client().Transport
	s.BaseURL, s.RawURL = s.http.URL+"/api/", s.http.URL+"/raw/"
	return s, nil
}

// Close stops the server and removes its repository.
func (s *Server) Close() error {
	s.http.CloseClientConnections()
	s.http.Close()
	return os.RemoveAll(s.dir)
}

// Commit makes files, path to content, all there is on the branch, and returns the commit.
func (s *Server) Commit(files map[string][]byte) (string, error) {
	if err := s.write(files); err != nil {
		return "", fmt.Errorf("committing: %w", err)
	}
	for _, args := range [][]string{
		{"add", "--all", "--force"},
		{"-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--allow-empty", "--message", "Publish"},
	} {
		if _, err := s.git(args...); err != nil {
			return "", fmt.Errorf("committing: %w", err)
		}
	}
	commit, err := s.git("rev-parse", "HEAD")
	return strings.TrimSpace(string(commit)), err
}

func (s *Server) write(files map[string][]byte) error {
	old, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	for _, e := range old {
		if e.Name() != ".git" {
			if err := os.RemoveAll(filepath.Join(s.dir, e.Name())); err != nil {
				return err
			}
		}
	}
	for name, data := range files {
		name = filepath.Join(s.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Rename gives the repository another name. The old one leads to it, as on GitHub.
func (s *Server) Rename(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.name = name
}

// Requests returns those that arrived since the last call.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.requests
	s.requests = nil
	return r
}

func (s *Server) git(args ...string) ([]byte, error) {
	cmd := exec.Command("git", append([]string{"-C", s.dir, "-c", "core.autocrlf=false", "-c", "commit.gpgsign=false"}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("git %s: %w: %s", args[0], err, stderr.Bytes())
	}
	return out, nil
}

// serve notes a request and answers it, after the faults have had their way.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	place, answer := API, s.serveAPI
	if strings.HasPrefix(r.URL.Path, "/raw/") {
		place, answer = Files, s.serveRaw
		if strings.Contains(r.URL.Path, "/channel/") {
			place = Manifest
		}
	}
	status := &statusWriter{ResponseWriter: w, status: http.StatusOK}
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.requests = append(s.requests, Request{place, r.URL.Path, r.Header.Get("Range"), status.status})
	}()
	s.faulty(place, http.HandlerFunc(answer)).ServeHTTP(status, r)
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets faults flush.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// numbered is the path by which GitHub redirects to a renamed repository.
const numbered = "/api/repositories/1"

// serveAPI answers GET /repos/OWNER/REPO/commits/REF for the media type that is the bare commit.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	name := s.name
	s.mu.Unlock()
	h := w.Header()
	h.Set("X-RateLimit-Limit", "60")
	h.Set("X-RateLimit-Remaining", "59")
	h.Set("X-RateLimit-Reset", "4102444800")
	ref, found := strings.CutPrefix(r.URL.Path, "/api/repos/"+name+"/commits/")
	if !found {
		ref, found = strings.CutPrefix(r.URL.Path, numbered+"/commits/")
	}
	if moved, ok := strings.CutPrefix(r.URL.Path, "/api/repos/"+Repository); !found && ok {
		h.Set("Location", s.http.URL+numbered+moved)
		apiError(w, http.StatusMovedPermanently, "Moved Permanently")
		return
	}
	if !found {
		apiError(w, http.StatusNotFound, "Not Found")
		return
	}
	commit, err := s.git("rev-parse", "--verify", "--quiet", ref+"^{commit}")
	if err != nil {
		apiError(w, http.StatusUnprocessableEntity, "No commit found for SHA: "+ref)
		return
	}
	commit = bytes.TrimSpace(commit)
	h.Set("ETag", `"`+string(commit)+`"`)
	h.Set("Content-Type", "application/vnd.github.sha; charset=utf-8")
	if r.Header.Get("If-None-Match") == h.Get("ETag") {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Write(commit)
}

func apiError(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"message":%q,"documentation_url":"https://docs.github.com/rest","status":"%d"}`, message, status)
}

// serveRaw answers GET /OWNER/REPO/REF/PATH with the bytes that git has, in parts when asked.
func (s *Server) serveRaw(w http.ResponseWriter, r *http.Request) {
	parts := strings.SplitN(strings.TrimPrefix(r.URL.Path, "/raw/"), "/", 4)
	s.mu.Lock()
	known := len(parts) == 4 && (parts[0]+"/"+parts[1] == s.name || parts[0]+"/"+parts[1] == Repository)
	s.mu.Unlock()
	var data []byte
	err := errors.New("no such repository")
	if known {
		data, err = s.git("cat-file", "blob", parts[2]+":"+parts[3])
	}
	if err != nil {
		http.Error(w, "404: Not Found", http.StatusNotFound)
		return
	}
	sum := sha256.Sum256(data)
	h := w.Header()
	h.Set("ETag", `"`+hex.EncodeToString(sum[:])+`"`)
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "max-age=300")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
