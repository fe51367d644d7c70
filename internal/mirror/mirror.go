// Package mirror reads a published library from any server that gives its files by their paths, such as GitHub Pages
// or the web server of a partner organisation.
package mirror

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/download"
)

// Config says which server to read, and how. Base and Now are required.
type Config struct {
	// Base is the address below which channel/ and modules/ lie, such as "https://org.github.io/library/". Without TLS
	// it must be on this machine. Redirects to other servers are not followed.
	Base      string
	UserAgent string // "content-updater" by default: it never tells which program this is
	// Log is called for every request, also those that failed. It may be called from several goroutines.
	Log func(catalog.NetworkEntry)
	Now func() time.Time
	// Transport makes the connections; nil for download.Transport with the proxy of the environment.
	Transport http.RoundTripper
	// Spool opens what keeps a pack while it arrives: download.Temporary by default.
	Spool func() (download.Spool, error)
	// Sleep, Idle and Window are as in download.Config.
	Sleep        func(ctx context.Context, d time.Duration) error
	Idle, Window time.Duration
}

// A Source reads one server. Its methods may be called from several goroutines.
type Source struct {
	base   *url.URL
	client *download.Client
	spool  func() (download.Spool, error)
}

// New prepares a source; it connects to nothing. It fails with catalog.ErrUnknownName when Base is no address of a
// folder on a server with TLS.
func New(cfg Config) (*Source, error) {
	if cfg.Now == nil {
		return nil, errors.New("reading from a mirror: Now is required")
	}
	base, err := download.ParseBase(strings.TrimSpace(cfg.Base))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", catalog.ErrUnknownName, err)
	}
	base = base.JoinPath() // without dots
	if cfg.Spool == nil {
		cfg.Spool = download.Temporary
	}
	return &Source{base: base, spool: cfg.Spool, client: download.New(download.Config{
		Origins: []*url.URL{base}, UserAgent: cfg.UserAgent, Log: cfg.Log, Now: cfg.Now,
		Transport: cfg.Transport, Sleep: cfg.Sleep, Idle: cfg.Idle, Window: cfg.Window,
	})}, nil
}

// Name is the address, with a slash at its end.
func (s *Source) Name() string { return s.base.String() }

func (s *Source) tree() download.Tree { return download.Tree{Client: s.client, Base: s.base} }

// etagMark begins every mark: after it comes the version of the manifest, as the server names it.
const etagMark = "etag:"

// Latest returns what the server has now. When it still has the state called known, that is one request and fails with
// catalog.ErrUpToDate.
func (s *Source) Latest(ctx context.Context, known string) (catalog.Published, error) {
	etag, ours := strings.CutPrefix(known, etagMark)
	if !ours {
		etag = ""
	}
	m, sig, err := s.tree().Published(ctx, etag)
	if err != nil {
		return catalog.Published{}, fmt.Errorf("asking for the newest revision at %s: %w", s.Name(), err)
	}
	return catalog.Published{Mark: etagMark + m.ETag, Manifest: m.Data, Signature: sig, Cached: true}, nil
}

// Fetch reads a file as the server has it now, whatever the mark: the hash tells whether it is the one meant. What is
// cut off is continued; the file is written to w in one piece when all of it is there.
func (s *Source) Fetch(ctx context.Context, _ string, f catalog.File, w io.Writer, progress func(int64)) error {
	return s.tree().Fetch(ctx, f, w, progress)
}

// KeySet reads version n of the key set and the signatures over it, or with 0 the one in use, which has none. It fails
// with catalog.ErrNotFound when there is no such version.
func (s *Source) KeySet(ctx context.Context, _ string, n int) (catalog.SignedKeySet, error) {
	set, err := s.tree().KeySet(ctx, n)
	if err != nil {
		return catalog.SignedKeySet{}, fmt.Errorf("asking for the keys at %s: %w", s.Name(), err)
	}
	return set, nil
}

// FetchAll reads the pack content-<sequence>.passalong, and hands over what is needed of it. A pack that was cut off is
// continued, the next time too when the spool outlives the program. It fails with catalog.ErrNotFound when there is no
// such pack, and when the files one by one are much less to read.
func (s *Source) FetchAll(ctx context.Context, _ string, m catalog.Manifest, need []catalog.File,
	keep func(catalog.File, []byte) error, progress func(int64),
) error {
	address := s.base.JoinPath(fmt.Sprintf("content-%d%s", m.Sequence, catalog.PackExtension)).String()
	err := s.client.GetPack(ctx, download.Pack{URL: address, Manifest: m, Need: need, Keep: keep, Progress: progress}, s.spool)
	if err != nil {
		return fmt.Errorf("asking for the pack at %s: %w", s.Name(), err)
	}
	return nil
}
