// Package github reads a published library from a public GitHub repository.
//
// It asks GitHub's API one thing only, where the branch stands, since anonymous questions are few and shared
// by everybody behind one address. Everything else comes as plain files, named by the commit. When the API does not
// answer, the branch is read as plain files, and when these do not come either, what was last released.
package github

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/google/go-github/v62/github"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/download"
)

const (
	maxAnswer = 64 << 10 // bytes of the API
	apiTries  = 3        // each costs one of the few questions that the API answers
)

// Config says which repository to read, and how. Repository and Now are required.
type Config struct {
	Repository string // "owner/repo", or its address on github.com
	Branch     string // "published" by default
	UserAgent  string // "content-updater" by default: it never tells which program this is
	// Log is called for every request, also those that failed. It may be called from several goroutines.
	Log func(catalog.NetworkEntry)
	Now func() time.Time

	// Transport makes the connections; nil for download.Transport with the proxy of the environment. A request to
	// an address that is not GitHub's never reaches it.
	Transport http.RoundTripper
	// BaseURL, RawURL, SiteURL and AssetsURL stand in for https://api.github.com/, https://raw.githubusercontent.com/,
	// https://github.com/ and the servers that this one sends to for the files of a release. Without TLS they must be
	// on this machine. When one of the first two is set and SiteURL is not, releases are not looked at.
	BaseURL, RawURL, SiteURL, AssetsURL string
	// Spool opens what keeps a pack while it arrives: download.Temporary by default.
	Spool func() (download.Spool, error)
	// Sleep, Idle and Window are as in download.Config.
	Sleep        func(ctx context.Context, d time.Duration) error
	Idle, Window time.Duration
}

// A Source reads one repository. Its methods may be called from several goroutines.
type Source struct {
	cfg         Config
	owner, repo string
	servers     servers
	client      *download.Client
	api         *http.Client
}

var (
	ownerPattern  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,38}$`)
	repoPattern   = regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}$`)
	branchPattern = regexp.MustCompile(`^[A-Za-z0-9._/-]{1,100}$`)
	tagPattern    = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$`)
	commitPattern = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)
)

// New prepares a source; it connects to nothing. It fails with catalog.ErrUnknownName when Repository or
// Branch cannot be a name on GitHub.
func New(cfg Config) (*Source, error) {
	if cfg.Now == nil {
		return nil, errors.New("reading from GitHub: Now is required")
	}
	if cfg.Branch == "" {
		cfg.Branch = "published"
	}
	if cfg.Spool == nil {
		cfg.Spool = download.Temporary
	}
	s := &Source{cfg: cfg}
	var err error
	if s.owner, s.repo, err = parseName(cfg.Repository); err != nil {
		return nil, err
	}
	if b := cfg.Branch; !branchPattern.MatchString(b) || strings.Contains(b, "..") {
		return nil, fmt.Errorf("%w: branch %.100q", catalog.ErrUnknownName, b)
	}
	if s.servers, err = serversOf(cfg); err != nil {
		return nil, err
	}
	s.client = download.New(download.Config{
		Origins: s.servers.origins(), UserAgent: cfg.UserAgent, Log: cfg.Log, Now: cfg.Now,
		Transport: cfg.Transport, Sleep: cfg.Sleep, Idle: cfg.Idle, Window: cfg.Window,
	})
	s.api = s.client.HTTP(maxAnswer)
	return s, nil
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

// Servers are those that GitHub gives things from.
type servers struct {
	api, raw *url.URL
	site     *url.URL // nil when releases are not looked at
	assets   []*url.URL
}

func serversOf(cfg Config) (servers, error) {
	var s servers
	var err error
	parse := func(address, github string) *url.URL {
		if address == "" {
			address = github
		}
		u, e := download.ParseBase(address)
		err = errors.Join(err, e)
		return u
	}
	s.api = parse(cfg.BaseURL, "https://api.github.com/")
	s.raw = parse(cfg.RawURL, "https://raw.githubusercontent.com/")
	itself := cfg.BaseURL == "" && cfg.RawURL == ""
	if itself || cfg.SiteURL != "" {
		s.site = parse(cfg.SiteURL, "https://github.com/")
	}
	if itself && cfg.AssetsURL == "" {
		s.assets = []*url.URL{parse("", "https://release-assets.githubusercontent.com/"), parse("", "https://objects.githubusercontent.com/")}
	} else if cfg.AssetsURL != "" {
		s.assets = []*url.URL{parse(cfg.AssetsURL, "")}
	}
	return s, err
}

// origins are where a request, or a redirect, may lead.
func (s servers) origins() []*url.URL {
	all := append([]*url.URL{s.api, s.raw}, s.assets...)
	if s.site != nil {
		all = append(all, s.site)
	}
	return all
}

// Name is "owner/repo".
func (s *Source) Name() string { return s.owner + "/" + s.repo }

// Fetch reads a file at a mark that Latest gave, or with an empty mark as the branch has it now. What is cut off is
// continued; the file is written to w in one piece when all of it is there.
func (s *Source) Fetch(ctx context.Context, mark string, f catalog.File, w io.Writer, progress func(int64)) error {
	ref, err := s.ref(mark)
	if err != nil {
		return fmt.Errorf("fetching %s: %w", f.Path, err)
	}
	return s.tree(ref, 0).Fetch(ctx, f, w, progress)
}

// KeySet reads version n of the key set and the signatures over it at a mark that Latest gave, or with 0 the one in
// use, which has none. Where plain files do not come, those of a release are read from its pack. It fails with catalog.ErrNotFound when there is no such version.
func (s *Source) KeySet(ctx context.Context, mark string, n int) (catalog.SignedKeySet, error) {
	ref, err := s.ref(mark)
	if err != nil {
		return catalog.SignedKeySet{}, fmt.Errorf("asking for the keys of %s: %w", s.Name(), err)
	}
	set, err := s.tree(ref, 0).KeySet(ctx, n)
	if tag, released := strings.CutPrefix(mark, releaseMark); released && blocked(err) {
		// The release has them too, in its pack.
		if packed, packErr := s.client.KeysOfPack(ctx, s.released(tag, tag+catalog.PackExtension), n); packErr == nil {
			set, err = packed, nil
		}
	}
	if err != nil {
		return catalog.SignedKeySet{}, fmt.Errorf("asking for the keys of %s: %w", s.Name(), err)
	}
	return set, nil
}

// FetchAll reads the pack that was released with a revision, and hands over what is needed of it. A pack that was cut
// off is continued, the next time too when the spool outlives the program. It fails with catalog.ErrNotFound when there
// is no such pack, and when the files one by one are much less to read.
func (s *Source) FetchAll(ctx context.Context, _ string, m catalog.Manifest, need []catalog.File,
	keep func(catalog.File, []byte) error, progress func(int64),
) error {
	if s.servers.site == nil {
		return fmt.Errorf("asking for the pack of %s: %w", s.Name(), catalog.ErrNotFound)
	}
	tag := fmt.Sprintf("content-%d", m.Sequence)
	err := s.client.GetPack(ctx, download.Pack{
		URL: s.released(tag, tag+catalog.PackExtension), Manifest: m, Need: need, Keep: keep, Progress: progress,
	}, s.cfg.Spool)
	if err != nil {
		return fmt.Errorf("asking for the pack of %s: %w", s.Name(), err)
	}
	return nil
}

// tree is a state of the repository as plain files.
func (s *Source) tree(ref string, tries int) download.Tree {
	return download.Tree{Client: s.client, Base: s.servers.raw.JoinPath(s.owner, s.repo, ref), Tries: tries}
}

// released is the address of a file of a release.
func (s *Source) released(tag, file string) string {
	return s.servers.site.JoinPath(s.owner, s.repo, "releases/download", tag, file).String()
}

// head asks the API for the commit of the branch.
func (s *Source) head(ctx context.Context, known string) (string, error) {
	if !commitPattern.MatchString(known) {
		known = ""
	}
	var commit string
	err := s.client.TryAgain(ctx, apiTries, func() (err error) {
		commit, err = s.headOnce(ctx, known)
		return err
	})
	return commit, err
}

func (s *Source) headOnce(ctx context.Context, known string) (string, error) {
	call, cancel := s.client.Patience(ctx)
	defer cancel()
	// A new client each time: one that has met a limit refuses to ask again until a moment that it takes
	// from this machine's clock, which may be wrong by years.
	client := github.NewClient(s.api)
	client.BaseURL, client.UserAgent = s.servers.api, s.client.UserAgent()
	commit, resp, err := client.Repositories.GetCommitSHA1(call, s.owner, s.repo, s.cfg.Branch, known)
	if resp == nil || resp.Response == nil {
		return "", s.client.Unreached(ctx, err)
	}
	if err := s.client.Judge(resp.Response); err != nil {
		if errors.Is(err, catalog.ErrUpToDate) && known == "" {
			return "", fmt.Errorf("%w: %s, unasked", catalog.ErrServer, resp.Status)
		}
		return "", err
	}
	if err != nil { // the answer broke off
		return "", s.client.Unreached(ctx, err)
	}
	commit = strings.TrimSpace(commit)
	switch {
	case commitPattern.MatchString(commit):
		return commit, nil
	case download.IsPage(resp.Response) || strings.HasPrefix(commit, "<"):
		return "", catalog.ErrSignInPage
	}
	return "", fmt.Errorf("%w: an answer that names no commit", catalog.ErrServer)
}
