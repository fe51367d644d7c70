package download

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

const maxRedirects = 5

var (
	errElsewhere = errors.New("the answer leads to another place")
	errRedirects = errors.New("the answer leads round in circles")
	errTooLong   = errors.New("the answer is too long")
)

// ParseBase reads the address of a server, or of a folder on it, and ends it in a slash. Without TLS it must be on this
// machine; a name, a password, a query and a fragment are not taken.
func ParseBase(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSuffix(address, "/") + "/")
	if err != nil {
		return nil, fmt.Errorf("reading the address of a server: %w", err)
	}
	if u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Opaque != "" {
		return nil, fmt.Errorf("reading the address of a server: %.200q is not the address of a folder", address)
	}
	if u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname()) {
		return u, nil
	}
	return nil, fmt.Errorf("reading the address of a server: %.200q is not https", address)
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func originOf(u *url.URL) string {
	host := strings.ToLower(u.Host)
	if u.Scheme == "https" {
		host = strings.TrimSuffix(host, ":443")
	}
	return u.Scheme + "://" + host
}

func fewRedirects(_ *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return errRedirects
	}
	return nil
}

// A guard stands before the network: it lets nothing out to other places, lets no more than limit bytes of
// an answer in, counted after unpacking, and writes everything down.
type guard struct {
	next    http.RoundTripper
	origins map[string]bool
	limit   int64
	log     func(catalog.NetworkEntry)
	now     func() time.Time
}

// RoundTrip sends a request, redirected ones included.
func (g guard) RoundTrip(q *http.Request) (*http.Response, error) {
	if !g.origins[originOf(q.URL)] || q.URL.User != nil {
		return nil, fmt.Errorf("%w: %s", errElsewhere, q.URL.Host)
	}
	e := catalog.NetworkEntry{At: g.now(), Method: q.Method, URL: withoutQuery(q.URL)}
	r, err := g.next.RoundTrip(q)
	if err != nil {
		e.Error = err.Error()
		g.log(e)
		return nil, err
	}
	e.Status = r.StatusCode
	r.Body = &body{ReadCloser: r.Body, limit: g.limit, entry: e, log: g.log}
	return r, nil
}

// withoutQuery is an address to write down. A query is never ours: it is how GitHub lets a redirect expire.
func withoutQuery(u *url.URL) string {
	short := *u
	short.RawQuery = ""
	return short.String()
}

// A body counts what is read of an answer, and logs it at its end: go-github does not close the body of an
// answer that is an error to it, such as 304.
type body struct {
	io.ReadCloser
	limit int64
	log   func(catalog.NetworkEntry)
	once  sync.Once
	entry catalog.NetworkEntry
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.entry.Bytes += int64(n)
	if b.entry.Bytes > b.limit {
		err = errTooLong
	}
	if err != nil {
		if !errors.Is(err, io.EOF) {
			b.entry.Error = err.Error()
		}
		b.done()
	}
	return n, err
}

func (b *body) Close() error {
	b.done()
	return b.ReadCloser.Close()
}

func (b *body) done() { b.once.Do(func() { b.log(b.entry) }) }
