// Package download reads files over HTTP as a desktop program on a bad network must: it continues what was cut off,
// gives up what does not come, goes nowhere but where it may, takes no more than was agreed, and never sleeps because
// a server says so. What arrives is not yet trusted; hashes and signatures are for the caller to check.
package download

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// Config is how to read. Origins and Now are required.
type Config struct {
	Origins []*url.URL // the servers that a request, and a redirect, may lead to
	// UserAgent is "content-updater" by default: it never tells which program this is.
	UserAgent string
	// Log is called for every request, also those that failed. It may be called from several goroutines.
	Log func(catalog.NetworkEntry)
	Now func() time.Time
	// Transport makes the connections; nil for Transport with the proxy of the environment. A request that may not
	// be made never reaches it.
	Transport http.RoundTripper
	// Sleep waits before the next try; nil waits on the clock, with jitter.
	Sleep func(ctx context.Context, d time.Duration) error
	// Idle is how long nothing may arrive before a try is given up: 30 seconds by default. Window is the time
	// in which at least 1 KiB a second must arrive: 60 seconds by default.
	Idle, Window time.Duration
}

// A Client reads files. Its methods may be called from several goroutines.
type Client struct {
	cfg     Config
	origins map[string]bool
}

// New prepares a client; it connects to nothing.
func New(cfg Config) *Client {
	if cfg.UserAgent == "" {
		cfg.UserAgent = "content-updater"
	}
	if cfg.Transport == nil {
		cfg.Transport = Transport(http.ProxyFromEnvironment)
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
	c := &Client{cfg: cfg, origins: map[string]bool{}}
	for _, u := range cfg.Origins {
		c.origins[originOf(u)] = true
	}
	return c
}

// HTTP is a client for another library's requests, under the same rules. No more than limit bytes of an answer can
// be read, counted after unpacking.
func (c *Client) HTTP(limit int64) *http.Client {
	return &http.Client{
		Transport:     guard{next: c.cfg.Transport, origins: c.origins, limit: limit, log: c.cfg.Log, now: c.cfg.Now},
		CheckRedirect: fewRedirects,
	}
}

// UserAgent is what the client calls itself.
func (c *Client) UserAgent() string { return c.cfg.UserAgent }

// Patience limits one request made with HTTP whose answer is short: it ends when nothing has come for too long.
func (c *Client) Patience(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, c.cfg.Idle, errIdle)
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

// Unknown is the size of a file of which nobody has said how long it is.
const Unknown = -1

// A File is one to read.
type File struct {
	URL   string
	Size  int64  // bytes of the whole; or Unknown
	Limit int64  // no more than this is read
	ETag  string // the version that is here already; empty for none
	// Short says that the file is better asked for again than continued, so that it may come packed.
	Short bool
	// Tries is how often to ask, when nothing new arrives; 0 for enough of them for a bad network.
	Tries    int
	Progress func(int64) // called with the bytes that are here; may be nil
}

// A Received file is all of it.
type Received struct {
	Data []byte
	ETag string // its version; empty when the server names none
}

// Get reads a file into memory. Its error is catalog.ErrUpToDate when the server still has the version f.ETag, a
// *catalog.LimitError when it asks to wait, or another of catalog's, or ctx's. A server's trouble and a bad network
// are met with further tries, 1, 2, 4… seconds apart.
func (c *Client) Get(ctx context.Context, f File) (Received, error) {
	var m memory
	err := c.read(ctx, transfer{File: f, to: &m, plain: f.Size != Unknown && !f.Short})
	if err != nil {
		return Received{}, err
	}
	return Received{m.data, m.etag}, nil
}

// Leads asks an address where it leads to, without going there: one request. Its error is as that of Get.
func (c *Client) Leads(ctx context.Context, address string) (*url.URL, error) {
	call, cancel := c.Patience(ctx)
	defer cancel()
	q, err := http.NewRequestWithContext(call, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	q.Header.Set("User-Agent", c.cfg.UserAgent)
	client := c.HTTP(1 << 20)
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := client.Do(q)
	if err != nil {
		return nil, c.brokenOff(ctx, call, err)
	}
	defer resp.Body.Close()
	if to, err := resp.Location(); err == nil && resp.StatusCode/100 == 3 {
		return to, nil
	}
	if err := c.Judge(resp); err != nil && !errors.Is(err, catalog.ErrUpToDate) {
		return nil, err
	}
	if IsPage(resp) {
		return nil, catalog.ErrSignInPage
	}
	return nil, fmt.Errorf("%w: an answer that leads nowhere", catalog.ErrServer)
}

// TryAgain calls f until it succeeds, fails for good, or has failed so often. It waits longer each time.
func (c *Client) TryAgain(ctx context.Context, tries int, f func() error) error {
	for failed := 1; ; failed++ {
		err := f()
		if !errors.As(err, new(passing)) || failed == tries {
			return err
		}
		if err := c.cfg.Sleep(ctx, gap(failed)); err != nil {
			return err
		}
	}
}

// gap is how long to wait after a number of failures: 1, 2, 4, … seconds.
func gap(failed int) time.Duration {
	return min(time.Second<<min(failed-1, 10), longestGap)
}
