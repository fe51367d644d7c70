package githubtest

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/cgi"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// serve notes a request and answers it, after the faults have had their way.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	place, answer := s.route(r.URL.Path)
	status := &statusWriter{ResponseWriter: w, status: http.StatusOK}
	noted := &Request{Place: place, Path: r.URL.Path, Range: r.Header.Get("Range")}
	s.mu.Lock()
	s.requests = append(s.requests, noted)
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		noted.Status = status.status
	}()
	s.faulty(place, answer).ServeHTTP(status, r)
}

// route finds who answers for a path.
func (s *Server) route(path string) (Place, http.HandlerFunc) {
	server, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch server {
	case "raw":
		if strings.Contains(rest, "/channel/") {
			return Manifest, s.serveRaw
		}
		return Files, s.serveRaw
	case "site":
		return Site, s.serveSite
	case "assets":
		return Assets, s.serveAsset
	case "pages":
		return Pages, s.servePages
	case "git":
		return Git, s.serveGit
	}
	return API, s.serveAPI
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

// reset is when the API answers again: in the year 2100.
const reset = 4102444800

// serveAPI answers GET /repos/OWNER/REPO/commits/REF for the media type that is the bare commit, and GET /rate_limit.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/api/rate_limit" { // which is not counted
		s.serveRate(w)
		return
	}
	if !s.count(w.Header()) {
		apiError(w, http.StatusForbidden, "API rate limit exceeded for 127.0.0.1. (But here's the good news: Authenticated requests get a higher rate limit.)")
		return
	}
	name := s.repository()
	ref, found := strings.CutPrefix(r.URL.Path, "/api/repos/"+name+"/commits/")
	if !found {
		ref, found = strings.CutPrefix(r.URL.Path, numbered+"/commits/")
	}
	if moved, ok := strings.CutPrefix(r.URL.Path, "/api/repos/"+Repository); !found && ok {
		w.Header().Set("Location", s.http.URL+numbered+moved)
		apiError(w, http.StatusMovedPermanently, "Moved Permanently")
		return
	}
	if !found {
		apiError(w, http.StatusNotFound, "Not Found")
		return
	}
	s.serveCommit(w, r, ref)
}

func (s *Server) repository() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.name
}

// count counts a question, and says in the headers how many are left; false when there was none left.
func (s *Server) count(h http.Header) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	ok := s.left > 0
	if ok {
		s.left--
	}
	s.rateHeaders(h)
	return ok
}

func (s *Server) rateHeaders(h http.Header) {
	h.Set("X-RateLimit-Limit", strconv.Itoa(perHour))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(s.left))
	h.Set("X-RateLimit-Used", strconv.Itoa(perHour-s.left))
	h.Set("X-RateLimit-Reset", strconv.Itoa(reset))
	h.Set("X-RateLimit-Resource", "core")
}

func (s *Server) serveRate(w http.ResponseWriter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rateHeaders(w.Header())
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	core := fmt.Sprintf(`{"limit":%d,"remaining":%d,"reset":%d,"used":%d}`, perHour, s.left, reset, perHour-s.left)
	fmt.Fprintf(w, `{"resources":{"core":%s,"search":{"limit":10,"remaining":10,"reset":%d,"used":0}},"rate":%s}`, core, reset, core)
}

func (s *Server) serveCommit(w http.ResponseWriter, r *http.Request, ref string) {
	if _, err := s.git("rev-parse", "--verify", "--quiet", "HEAD"); err != nil {
		apiError(w, http.StatusConflict, "Git Repository is empty.")
		return
	}
	commit, err := s.git("rev-parse", "--verify", "--quiet", ref+"^{commit}")
	if err != nil {
		apiError(w, http.StatusUnprocessableEntity, "No commit found for SHA: "+ref)
		return
	}
	commit = bytes.TrimSpace(commit)
	h := w.Header()
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

// serveRaw answers GET /OWNER/REPO/REF/PATH with the bytes that git has.
func (s *Server) serveRaw(w http.ResponseWriter, r *http.Request) {
	parts := strings.SplitN(strings.TrimPrefix(r.URL.Path, "/raw/"), "/", 4)
	if len(parts) != 4 || !s.knows(parts[0]+"/"+parts[1]) {
		http.Error(w, "404: Not Found", http.StatusNotFound)
		return
	}
	s.serveBlob(w, r, parts[2], parts[3], "max-age=300")
}

// knows reports whether the repository has, or had, that name.
func (s *Server) knows(name string) bool { return name == Repository || name == s.repository() }

// servePages answers GET /PATH with the file of the branch.
func (s *Server) servePages(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, "/pages/")
	data, err := s.blob(Branch, path)
	if err == nil {
		s.serveBytes(w, r, data, "max-age=600")
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	fmt.Fprint(w, "<!DOCTYPE html><title>Page not found &middot; GitHub Pages</title>")
}

func (s *Server) serveBlob(w http.ResponseWriter, r *http.Request, ref, path, cache string) {
	data, err := s.blob(ref, path)
	if err != nil {
		http.Error(w, "404: Not Found", http.StatusNotFound)
		return
	}
	s.serveBytes(w, r, data, cache)
}

// serveBytes answers with text, packed when that is asked for and in parts when that is.
func (s *Server) serveBytes(w http.ResponseWriter, r *http.Request, data []byte, cache string) {
	sum := sha256.Sum256(data)
	tag := `"` + hex.EncodeToString(sum[:]) + `"`
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", cache)
	h.Set("Vary", "Accept-Encoding")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("ETag", tag)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
		return
	}
	h.Set("ETag", "W/"+tag)
	if r.Header.Get("If-None-Match") == "W/"+tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	z.Write(data)
	z.Close()
}

// serveGit lets git read the repository: git's own server for HTTP, so that a fetch is what it is on GitHub.
func (s *Server) serveGit(w http.ResponseWriter, r *http.Request) {
	rest, ok := strings.CutPrefix(r.URL.Path, "/git/"+Repository+".git")
	git, err := exec.LookPath("git")
	if !ok || err != nil {
		http.NotFound(w, r)
		return
	}
	r.URL.Path = "/.git" + rest
	backend := &cgi.Handler{
		Path: git, Args: []string{"http-backend"}, Dir: s.dir,
		Env: []string{"GIT_PROJECT_ROOT=" + filepath.ToSlash(s.dir), "GIT_HTTP_EXPORT_ALL=1", "GIT_PROTOCOL=" + r.Header.Get("Git-Protocol")},
	}
	backend.ServeHTTP(w, r)
}
