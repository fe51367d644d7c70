package download

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// maxWait caps what a server, or a wrong clock, may make us tell a person to wait.
const maxWait = time.Hour

var errIdle = errors.New("nothing arrived for too long")

// A passing error may be gone at the next try.
type passing struct{ error }

func (p passing) Unwrap() error { return p.error }

// errKeeping says that what arrives cannot be kept here, which is no fault of the network.
type errKeeping struct{ error }

func (e errKeeping) Error() string { return "keeping what arrives: " + e.error.Error() }
func (e errKeeping) Unwrap() error { return e.error }

// Judge turns an answer that is not the one hoped for into an error; nil for 200 and 206.
func (c *Client) Judge(r *http.Response) error {
	fail := func(err error) error { return fmt.Errorf("%w: %s", err, r.Status) }
	switch code := r.StatusCode; {
	case code == http.StatusOK || code == http.StatusPartialContent:
		return nil
	case code == http.StatusNotModified:
		return catalog.ErrUpToDate
	case code == http.StatusForbidden || code == http.StatusTooManyRequests:
		return fail(&catalog.LimitError{Until: c.until(r.Header)})
	case code == http.StatusNotFound || code == http.StatusGone ||
		code == http.StatusConflict || code == http.StatusUnprocessableEntity: // an empty repository; no such branch
		return fail(catalog.ErrNotFound)
	case code == http.StatusNetworkAuthenticationRequired:
		return fail(catalog.ErrSignInPage)
	case code >= 500 || code == http.StatusAccepted:
		return passing{fail(catalog.ErrServer)}
	case code >= 400:
		return fail(catalog.ErrRefused)
	}
	return fail(catalog.ErrServer)
}

// until is when the server is ready to be asked again; zero when it does not say, or says what cannot be.
// It is never waited for.
func (c *Client) until(h http.Header) time.Time {
	now := c.cfg.Now()
	their, err := http.ParseTime(h.Get("Date")) // their times are by their clock
	if err != nil {
		their = now
	}
	var wait time.Duration
	after := h.Get("Retry-After")
	if n, err := strconv.ParseInt(after, 10, 32); err == nil {
		wait = time.Duration(n) * time.Second
	} else if at, err := http.ParseTime(after); err == nil {
		wait = at.Sub(their)
	} else if n, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64); err == nil && h.Get("X-RateLimit-Remaining") == "0" {
		wait = time.Unix(n, 0).Sub(their)
	}
	if wait <= 0 {
		return time.Time{}
	}
	return now.Add(min(wait, maxWait))
}

// Unreached says why a request made with HTTP has no answer, or only part of one. ctx is the caller's.
func (c *Client) Unreached(ctx context.Context, err error) error {
	var authority x509.UnknownAuthorityError
	var hostname x509.HostnameError
	var refusal *proxyError
	var network *net.OpError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, catalog.ErrNeverOnline):
		return catalog.ErrNeverOnline
	case errors.Is(err, errElsewhere), errors.As(err, &authority), errors.As(err, &hostname):
		return fmt.Errorf("%w: %w", catalog.ErrSignInPage, err)
	case errors.Is(err, errRedirects):
		return fmt.Errorf("%w: %w", catalog.ErrServer, err)
	case errors.Is(err, errTooLong):
		return fmt.Errorf("%w: %w", catalog.ErrDamaged, err)
	case errors.As(err, &refusal) && refusal.code < 500:
		return fmt.Errorf("%w: %w", catalog.ErrRefused, err)
	case errors.As(err, &network) && network.Op == "proxyconnect": // as net/http calls it
		return passing{fmt.Errorf("%w: the proxy does not answer: %w", catalog.ErrOffline, err)}
	}
	return passing{fmt.Errorf("%w: %w", catalog.ErrOffline, err)}
}

// brokenOff says why a call of ours ended before the end of its answer.
func (c *Client) brokenOff(ctx, call context.Context, err error) error {
	if errors.As(err, new(errKeeping)) || errors.Is(err, catalog.ErrDamaged) {
		return err
	}
	if errors.Is(context.Cause(call), errIdle) {
		err = errIdle
	}
	return c.Unreached(ctx, err)
}

// IsPage reports whether an answer is a web page, which no file of a library is.
func IsPage(r *http.Response) bool {
	return strings.HasPrefix(strings.ToLower(r.Header.Get("Content-Type")), "text/html")
}
