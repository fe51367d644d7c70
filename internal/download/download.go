// Package download reads files over HTTP as a desktop program on a bad network must: it continues what was cut off,
// gives up what does not come, goes nowhere but where it may, takes no more than was agreed, and never sleeps because
// a server says so. What arrives is not yet trusted; hashes and signatures are for the caller to check.
package download

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
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

const (
	fileTries  = 6  // that bring nothing new
	partTries  = 12 // the same, when a part is here that can be continued
	slowTries  = 2
	leastStep  = 4 << 10          // bytes that a try must bring not to be counted
	longestGap = 30 * time.Second // between tries
	leastRate  = 1 << 10          // bytes a second
)

var errSlow = errors.New("it arrives too slowly")

// A File is one to read.
type File struct {
	URL   string
	Size  int64  // bytes of the whole; or Unknown
	Limit int64  // no more than this is read
	ETag  string // the version that is here already; empty for none
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
	err := c.read(ctx, transfer{f, &m, f.Size != Unknown})
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

// A transfer is a file on its way to where it is kept.
type transfer struct {
	File
	to buffer
	// plain says that the bytes are wanted as they are, and not packed: places in the file are those of the bytes.
	plain bool
}

// A buffer keeps what has arrived of a file.
type buffer interface {
	length() int64
	// version is what the server called the version that the bytes are of, and how long it is; no name when a part
	// of it cannot be continued.
	version() (etag string, size int64)
	restart(etag string, size int64) error
	add(p []byte) error
}

// read reads a file, and continues where it was cut off. Tries that bring it further are not counted.
func (c *Client) read(ctx context.Context, t transfer) error {
	failed, slow, furthest := 0, 0, t.to.length()
	for {
		err := c.readOnce(ctx, t)
		if !errors.As(err, new(passing)) {
			return err
		}
		if errors.Is(err, errSlow) {
			slow++
		}
		if failed++; t.to.length() >= furthest+leastStep {
			failed, furthest = 1, t.to.length()
		}
		if failed >= t.tries() || slow == slowTries {
			return err
		}
		if err := c.cfg.Sleep(ctx, gap(failed)); err != nil {
			return err
		}
	}
}

func (t transfer) tries() int {
	switch etag, _ := t.to.version(); {
	case t.Tries > 0:
		return t.Tries
	case t.plain && etag != "" && t.to.length() > 0:
		return partTries
	}
	return fileTries
}

// readOnce sends one request for what is missing of a file.
func (c *Client) readOnce(ctx context.Context, t transfer) error {
	call, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	idle := time.AfterFunc(c.cfg.Idle, func() { cancel(errIdle) })
	defer idle.Stop()
	q, err := http.NewRequestWithContext(call, http.MethodGet, t.URL, nil)
	if err != nil {
		return err
	}
	t.ask(q)
	q.Header.Set("User-Agent", c.cfg.UserAgent)
	resp, err := c.HTTP(t.Limit + 1).Do(q)
	if err != nil {
		return c.brokenOff(ctx, call, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusRequestedRangeNotSatisfiable {
		return t.startOver(fmt.Errorf("%w: %s", catalog.ErrServer, resp.Status))
	}
	if err := c.Judge(resp); err != nil {
		if errors.Is(err, catalog.ErrUpToDate) && t.ETag == "" {
			return t.startOver(fmt.Errorf("%w: %s, unasked", catalog.ErrServer, resp.Status))
		}
		return err
	}
	if err := t.begin(resp); err != nil {
		return err
	}
	if err := c.copy(resp.Body, t, idle); err != nil {
		return c.brokenOff(ctx, call, err)
	}
	if _, size := t.to.version(); size != Unknown && t.to.length() < size {
		return passing{fmt.Errorf("%w: %w", catalog.ErrOffline, io.ErrUnexpectedEOF)}
	}
	return nil
}

// ask says in the request which bytes are wanted.
func (t transfer) ask(q *http.Request) {
	if t.plain {
		q.Header.Set("Accept-Encoding", "identity")
	}
	if t.ETag != "" {
		q.Header.Set("If-None-Match", t.ETag)
	}
	if etag, _ := t.to.version(); t.plain && t.to.length() > 0 && etag != "" {
		q.Header.Set("Range", fmt.Sprintf("bytes=%d-", t.to.length()))
		q.Header.Set("If-Range", etag)
	}
}

// startOver forgets what is here of a file, so that the next try asks for all of it.
func (t transfer) startOver(because error) error {
	if err := t.to.restart("", Unknown); err != nil {
		return err
	}
	return passing{because}
}

// begin looks at the head of an answer and decides where its bytes go.
func (t transfer) begin(resp *http.Response) error {
	if IsPage(resp) {
		return catalog.ErrSignInPage
	}
	if coding := resp.Header.Get("Content-Encoding"); coding != "" && coding != "identity" {
		return fmt.Errorf("%w: it is packed as %.20q, unasked", catalog.ErrDamaged, coding)
	}
	if resp.StatusCode == http.StatusPartialContent {
		_, size := t.to.version()
		want := fmt.Sprintf("bytes %d-%d/%d", t.to.length(), size-1, size)
		if got := resp.Header.Get("Content-Range"); got != want {
			return t.startOver(fmt.Errorf("%w: it sends %.80q instead of %q", catalog.ErrServer, got, want))
		}
		return nil
	}
	etag, size := resp.Header.Get("ETag"), t.Size
	if t.plain {
		if size != Unknown && resp.ContentLength >= 0 && resp.ContentLength != size {
			return fmt.Errorf("%w: it has %d bytes, the manifest says %d", catalog.ErrDamaged, resp.ContentLength, size)
		}
		if size == Unknown {
			size = max(resp.ContentLength, Unknown)
		}
		if size == Unknown || strings.HasPrefix(etag, "W/") || resp.Uncompressed {
			etag = "" // it cannot be continued
		}
	}
	if size > t.Limit {
		return fmt.Errorf("%w: it has %d bytes, more than %d", catalog.ErrDamaged, size, t.Limit)
	}
	return t.to.restart(etag, size)
}

// copy reads an answer to its end, as long as it keeps coming and does not grow too long.
func (c *Client) copy(from io.Reader, t transfer, idle *time.Timer) error {
	buf := make([]byte, 32<<10)
	since, sinceLen := c.cfg.Now(), t.to.length()
	for {
		n, err := from.Read(buf)
		idle.Reset(c.cfg.Idle)
		if err := t.take(buf[:n]); err != nil {
			return err
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if took := c.cfg.Now().Sub(since); took >= c.cfg.Window {
			if float64(t.to.length()-sinceLen) < leastRate*took.Seconds() {
				return errSlow
			}
			since, sinceLen = c.cfg.Now(), t.to.length()
		}
	}
}

// take keeps some bytes, unless they are too many.
func (t transfer) take(p []byte) error {
	if len(p) == 0 {
		return nil
	}
	limit := t.Limit
	if _, size := t.to.version(); size != Unknown {
		limit = min(limit, size)
	}
	if t.to.length()+int64(len(p)) > limit {
		return errors.Join(fmt.Errorf("%w: it goes on after %d bytes", catalog.ErrDamaged, limit), t.to.restart("", Unknown))
	}
	if err := t.to.add(p); err != nil {
		return errKeeping{err}
	}
	if t.Progress != nil {
		t.Progress(t.to.length())
	}
	return nil
}

// A memory is a buffer in memory.
type memory struct {
	data []byte
	etag string
	size int64
}

func (m *memory) length() int64 { return int64(len(m.data)) }

func (m *memory) version() (string, int64) {
	if m.etag == "" && m.size == 0 {
		return "", Unknown // not begun
	}
	return m.etag, m.size
}

func (m *memory) restart(etag string, size int64) error {
	m.data, m.etag, m.size = m.data[:0], etag, size
	return nil
}

func (m *memory) add(p []byte) error {
	m.data = append(m.data, p...)
	return nil
}
