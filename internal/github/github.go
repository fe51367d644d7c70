// Package github reads a published library from a public GitHub repository.
//
// It asks GitHub's API one thing only, where the branch stands, since anonymous questions are few and shared
// by everybody behind one address. Everything else comes as plain files, named by the commit.
package github

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/google/go-github/v62/github"

	"github.com/passalong/passalong/internal/catalog"
)

// Where a published repository keeps its manifest and the signature of it.
const (
	manifestPath  = "channel/manifest.json"
	signaturePath = manifestPath + ".minisig"
)

// Limits of what is read, in bytes.
const (
	maxAnswer    = 64 << 10 // of the API
	maxManifest  = 1 << 20
	maxSignature = 1 << 10
	maxFile      = 8 << 20
)

// Config says which repository to read, and how. Repository and Now are required.
type Config struct {
	Repository string // "owner/repo", or its address on github.com
	Branch     string // "published" by default
	// Signature makes Latest ask for the signature of the manifest too, which is one request more.
	Signature bool
	UserAgent string // "content-updater" by default: it never tells which program this is
	// Log is called for every request, also those that failed. It may be called from several goroutines.
	Log func(catalog.NetworkEntry)
	Now func() time.Time

	// Transport makes the connections; nil for one with sensible time limits and the proxy of the
	// environment. A request to an address that is not GitHub's never reaches it.
	Transport http.RoundTripper
	// BaseURL and RawURL stand in for https://api.github.com/ and https://raw.githubusercontent.com/. Without
	// TLS they must be on this machine.
	BaseURL, RawURL string
	// Sleep waits before the next try; nil waits on the clock, with jitter.
	Sleep func(ctx context.Context, d time.Duration) error
	// Idle is how long nothing may arrive before a try is given up: 30 seconds by default. Window is the time
	// in which at least 1 KiB a second must arrive: 60 seconds by default.
	Idle, Window time.Duration
}

// A Source reads one repository. Its methods may be called from several goroutines.
type Source struct {
	cfg         Config
	owner, repo string
	base, raw   *url.URL
	api, files  *http.Client
}

var (
	ownerPattern  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,38}$`)
	repoPattern   = regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}$`)
	branchPattern = regexp.MustCompile(`^[A-Za-z0-9._/-]{1,100}$`)
	commitPattern = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)
)

// New prepares a source; it connects to nothing. It fails with catalog.ErrUnknownName when Repository or
// Branch cannot be a name on GitHub.
func New(cfg Config) (*Source, error) {
	if cfg.Now == nil {
		return nil, errors.New("reading from GitHub: Now is required")
	}
	s := &Source{cfg: withDefaults(cfg)}
	var err error
	if s.owner, s.repo, err = parseName(cfg.Repository); err != nil {
		return nil, err
	}
	if b := s.cfg.Branch; !branchPattern.MatchString(b) || strings.Contains(b, "..") {
		return nil, fmt.Errorf("%w: branch %.100q", catalog.ErrUnknownName, b)
	}
	if s.base, err = parseBase(s.cfg.BaseURL); err != nil {
		return nil, err
	}
	if s.raw, err = parseBase(s.cfg.RawURL); err != nil {
		return nil, err
	}
	hosts := allowed(s.base, s.raw)
	client := func(limit int64) *http.Client {
		return &http.Client{
			Transport:     guard{next: s.cfg.Transport, origins: hosts, limit: limit, log: s.cfg.Log, now: s.cfg.Now},
			CheckRedirect: fewRedirects,
		}
	}
	s.api, s.files = client(maxAnswer), client(maxFile+1)
	return s, nil
}

func withDefaults(cfg Config) Config {
	def := func(value *string, def string) {
		if *value == "" {
			*value = def
		}
	}
	def(&cfg.Branch, "published")
	def(&cfg.UserAgent, "content-updater")
	def(&cfg.BaseURL, "https://api.github.com/")
	def(&cfg.RawURL, "https://raw.githubusercontent.com/")
	if cfg.Transport == nil {
		cfg.Transport = transport()
	}
	if cfg.Log == nil {
		cfg.Log = func(catalog.NetworkEntry) {}
	}
	if cfg.Sleep == nil {
		cfg.Sleep = sleep
	}
	if cfg.Idle <= 0 {
		cfg.Idle = 30 * time.Second
	}
	if cfg.Window <= 0 {
		cfg.Window = time.Minute
	}
	return cfg
}

// sleep waits for d, give or take, so that programs that failed together do not come back together.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d/2 + rand.N(d/2+1))
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// parseName reads "owner/repo", or the address that a browser shows for it.
func parseName(name string) (owner, repo string, err error) {
	short := strings.TrimSpace(name)
	for _, prefix := range []string{"https://", "http://", "www.", "github.com/"} {
		short = strings.TrimPrefix(short, prefix)
	}
	short = strings.TrimSuffix(strings.TrimSuffix(short, "/"), ".git")
	owner, repo, _ = strings.Cut(short, "/")
	if !ownerPattern.MatchString(owner) || !repoPattern.MatchString(repo) || repo == "." || repo == ".." {
		return "", "", fmt.Errorf("%w, not %.100q", catalog.ErrUnknownName, name)
	}
	return owner, repo, nil
}

// Name is "owner/repo".
func (s *Source) Name() string { return s.owner + "/" + s.repo }

// Latest returns what the branch holds. When it is still at the commit known, that costs one question to the
// API and fails with catalog.ErrUpToDate. When the API refuses because others behind the same address have
// asked too much, the manifest is read from the branch itself.
func (s *Source) Latest(ctx context.Context, known string) (catalog.Published, error) {
	pub, err := s.latest(ctx, known)
	if err != nil {
		return catalog.Published{}, fmt.Errorf("asking for the newest revision of %s: %w", s.Name(), err)
	}
	return pub, nil
}

func (s *Source) latest(ctx context.Context, known string) (catalog.Published, error) {
	commit, err := s.head(ctx, known)
	if limit := (*catalog.LimitError)(nil); errors.As(err, &limit) {
		if pub, rawErr := s.withoutAPI(ctx, known); rawErr == nil || errors.Is(rawErr, catalog.ErrUpToDate) {
			return pub, rawErr
		}
	}
	if err != nil {
		return catalog.Published{}, err
	}
	manifest, err := s.download(ctx, download{url: s.fileURL(commit, manifestPath), size: unknown, limit: maxManifest})
	if err != nil {
		return catalog.Published{}, err
	}
	signature, err := s.signature(ctx, commit)
	if err != nil {
		return catalog.Published{}, err
	}
	return catalog.Published{Mark: commit, Manifest: manifest.data, Signature: signature}, nil
}

// withoutAPI reads the manifest at the branch. Its mark is the branch with the version that the server names;
// what is fetched by it may be of a newer commit, which the hashes tell.
func (s *Source) withoutAPI(ctx context.Context, known string) (catalog.Published, error) {
	_, etag, _ := strings.Cut(known, branchMark)
	manifest, err := s.download(ctx, download{url: s.fileURL(s.cfg.Branch, manifestPath), size: unknown, limit: maxManifest, etag: etag})
	if err != nil {
		return catalog.Published{}, err
	}
	signature, err := s.signature(ctx, s.cfg.Branch)
	if err != nil {
		return catalog.Published{}, err
	}
	return catalog.Published{Mark: branchMark + manifest.etag, Manifest: manifest.data, Signature: signature}, nil
}

// branchMark begins the mark of a state that was read without the API.
const branchMark = "branch:"

func (s *Source) signature(ctx context.Context, ref string) ([]byte, error) {
	if !s.cfg.Signature {
		return nil, nil
	}
	sig, err := s.download(ctx, download{url: s.fileURL(ref, signaturePath), size: unknown, limit: maxSignature})
	if errors.Is(err, catalog.ErrNotFound) {
		return nil, nil
	}
	return sig.data, err
}

// Fetch reads a file at a mark that Latest gave. What is cut off is continued; the file is written to w in
// one piece when all of it is there.
func (s *Source) Fetch(ctx context.Context, mark string, f catalog.File, w io.Writer, progress func(int64)) error {
	ref := mark
	if strings.HasPrefix(mark, branchMark) {
		ref = s.cfg.Branch
	} else if !commitPattern.MatchString(mark) {
		return fmt.Errorf("fetching %s: %w: no commit %.80q", f.Path, catalog.ErrNotFound, mark)
	}
	if f.Size < 0 || f.Size > maxFile {
		return fmt.Errorf("fetching %s: %w: %d bytes", f.Path, catalog.ErrDamaged, f.Size)
	}
	got, err := s.download(ctx, download{url: s.fileURL(ref, f.Path), size: f.Size, limit: f.Size, progress: progress})
	if err != nil {
		return fmt.Errorf("fetching %s: %w", f.Path, err)
	}
	if _, err := w.Write(got.data); err != nil {
		return fmt.Errorf("fetching %s: %w", f.Path, err)
	}
	return nil
}

func (s *Source) fileURL(ref, path string) string {
	return s.raw.JoinPath(s.owner, s.repo, ref, path).String()
}

// head asks the API for the commit of the branch.
func (s *Source) head(ctx context.Context, known string) (string, error) {
	if !commitPattern.MatchString(known) {
		known = ""
	}
	var commit string
	err := s.tryAgain(ctx, apiTries, func() (err error) {
		commit, err = s.headOnce(ctx, known)
		return err
	})
	return commit, err
}

func (s *Source) headOnce(ctx context.Context, known string) (string, error) {
	call, cancel := context.WithTimeoutCause(ctx, s.cfg.Idle, errIdle)
	defer cancel()
	// A new client each time: one that has met a limit refuses to ask again until a moment that it takes
	// from this machine's clock, which may be wrong by years.
	client := github.NewClient(s.api)
	client.BaseURL, client.UserAgent = s.base, s.cfg.UserAgent
	commit, resp, err := client.Repositories.GetCommitSHA1(call, s.owner, s.repo, s.cfg.Branch, known)
	if resp == nil || resp.Response == nil {
		return "", s.unreached(ctx, err)
	}
	if err := s.judge(resp.Response); err != nil {
		return "", err
	}
	if err != nil { // the answer broke off
		return "", s.unreached(ctx, err)
	}
	commit = strings.TrimSpace(commit)
	switch {
	case commitPattern.MatchString(commit):
		return commit, nil
	case isPage(resp.Response) || strings.HasPrefix(commit, "<"):
		return "", catalog.ErrSignInPage
	}
	return "", fmt.Errorf("%w: an answer that names no commit", catalog.ErrServer)
}
