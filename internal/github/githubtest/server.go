// Package githubtest is a GitHub for tests: a real git repository behind real HTTP, which answers as GitHub
// does, and badly when it is told to. It has the API, plain files, releases, Pages and git itself.
package githubtest

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// Repository is the one that a Server has.
const Repository = "example/library"

// Branch is the branch that Commit writes.
const Branch = "published"

// A Server is a GitHub with one repository. Its methods may be called from several goroutines.
type Server struct {
	BaseURL, RawURL    string // of the API, and of plain files
	SiteURL, AssetsURL string // of releases, and of the files that these lead to
	PagesURL           string // of the branch as a web site
	GitURL             string // of the repository, for git itself
	Transport          http.RoundTripper

	http, assets *httptest.Server // assets is nil when the first has them too
	dir          string
	traffic      traffic

	mu       sync.Mutex
	name     string // the repository's name now
	left     int    // questions that the API still answers
	releases []release
	blobs    map[string][]byte // read since the last commit or tag, by ref and path
	requests []*Request
	faults   []*fault
}

// perHour is how many questions GitHub's API answers to one address without a name and a password. GitHub counts those
// as well to which the answer is 304.
const perHour = 60

// A Request is one that arrived.
type Request struct {
	Place  Place
	Path   string
	Range  string
	Status int // 0 while it is not answered
}

// Start starts a server on this machine, with TLS unless plain is set, and then the files of releases have a server
// of their own, as on GitHub. Transport trusts its certificate. It needs git. The caller closes it.
func Start(plain bool) (*Server, error) {
	dir, err := os.MkdirTemp("", "githubtest")
	if err != nil {
		return nil, fmt.Errorf("starting a server: %w", err)
	}
	s := &Server{dir: dir, name: Repository, left: perHour, blobs: map[string][]byte{}}
	if _, err := s.git("init", "--quiet", "--initial-branch", Branch); err != nil {
		return nil, errors.Join(fmt.Errorf("starting a server: %w", err), os.RemoveAll(dir))
	}
	s.http = s.start(s.serve, plain)
	s.Transport = s.http.Client().Transport
	s.BaseURL, s.RawURL, s.SiteURL, s.AssetsURL = s.http.URL+"/api/", s.http.URL+"/raw/", s.http.URL+"/site/", s.http.URL+"/assets/"
	s.PagesURL, s.GitURL = s.http.URL+"/pages/", s.http.URL+"/git/"+Repository+".git"
	if !plain {
		s.assets = s.start(s.serve, false)
		s.AssetsURL = s.assets.URL + "/assets/"
	}
	return s, nil
}

func (s *Server) start(answer http.HandlerFunc, plain bool) *httptest.Server {
	server := httptest.NewUnstartedServer(answer)
	server.Listener = counted{server.Listener, &s.traffic}
	if plain {
		server.Start()
		return server
	}
	server.EnableHTTP2 = true
	server.StartTLS()
	return server
}

// Close stops the server and removes its repository.
func (s *Server) Close() error {
	for _, server := range []*httptest.Server{s.http, s.assets} {
		if server != nil {
			server.CloseClientConnections()
			server.Close()
		}
	}
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
	s.forget()
	commit, err := s.git("rev-parse", "HEAD")
	return strings.TrimSpace(string(commit)), err
}

// blob reads a file of the repository at a ref. Git is asked once.
func (s *Server) blob(ref, path string) ([]byte, error) {
	name := ref + ":" + path
	s.mu.Lock()
	data, ok := s.blobs[name]
	s.mu.Unlock()
	if ok {
		return data, nil
	}
	data, err := s.git("cat-file", "blob", name)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.blobs[name] = data
	return data, nil
}

// forget makes blob ask git again.
func (s *Server) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.blobs = map[string][]byte{}
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

// Limit says how many questions the API still answers in this hour.
func (s *Server) Limit(left int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left = left
}

// Requests returns those that arrived since the last call.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Request, len(s.requests))
	for i, r := range s.requests {
		all[i] = *r
	}
	s.requests = nil
	return all
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
