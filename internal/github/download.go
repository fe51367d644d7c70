package github

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

const (
	apiTries   = 3 // each costs one of the few questions that the API answers
	fileTries  = 6 // that bring nothing new
	slowTries  = 2
	longestGap = 30 * time.Second // between tries
	leastRate  = 1 << 10          // bytes a second
	unknown    = -1               // the size of a file
)

var errSlow = errors.New("it arrives too slowly")

// tryAgain calls f until it succeeds, fails for good, or has failed often enough. It waits longer each time.
func (s *Source) tryAgain(ctx context.Context, tries int, f func() error) error {
	for failed := 1; ; failed++ {
		err := f()
		if !errors.As(err, new(passing)) || failed == tries {
			return err
		}
		if err := s.cfg.Sleep(ctx, gap(failed)); err != nil {
			return err
		}
	}
}

// gap is how long to wait after a number of failures: 1, 2, 4, … seconds.
func gap(failed int) time.Duration {
	return min(time.Second<<min(failed-1, 10), longestGap)
}

// A download is one file to read.
type download struct {
	url      string
	size     int64  // of the whole; or unknown
	limit    int64  // no more than this is read
	etag     string // the version that is here already; empty for none
	progress func(int64)
}

// A received file, as far as it has come.
type received struct {
	data []byte
	etag string // its version, when the server names one that stands for the very bytes
}

// download reads a file, and continues where it was cut off. Tries that bring it further are not counted.
func (s *Source) download(ctx context.Context, d download) (received, error) {
	var r received
	failed, slow, furthest := 0, 0, 0
	for {
		err := s.continueOnce(ctx, d, &r)
		if !errors.As(err, new(passing)) {
			return r, err
		}
		if errors.Is(err, errSlow) {
			slow++
		}
		if failed++; len(r.data) > furthest {
			failed, furthest = 1, len(r.data)
		}
		if failed == fileTries || slow == slowTries {
			return r, err
		}
		if err := s.cfg.Sleep(ctx, gap(failed)); err != nil {
			return r, err
		}
	}
}

// continueOnce sends one request for what is missing of a file.
func (s *Source) continueOnce(ctx context.Context, d download, r *received) error {
	call, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	idle := time.AfterFunc(s.cfg.Idle, func() { cancel(errIdle) })
	defer idle.Stop()
	q, err := http.NewRequestWithContext(call, http.MethodGet, d.url, nil)
	if err != nil {
		return err
	}
	d.ask(q, r)
	q.Header.Set("User-Agent", s.cfg.UserAgent)
	resp, err := s.files.Do(q)
	if err != nil {
		return s.brokenOff(ctx, call, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusRequestedRangeNotSatisfiable {
		*r = received{}
		return passing{fmt.Errorf("%w: %s", catalog.ErrServer, resp.Status)}
	}
	if err := s.judge(resp); err != nil {
		return err
	}
	if err := d.begin(resp, r); err != nil {
		return err
	}
	if err := s.copy(resp.Body, d, r, idle); err != nil {
		return s.brokenOff(ctx, call, err)
	}
	if d.size != unknown && int64(len(r.data)) < d.size {
		return passing{fmt.Errorf("%w: %w", catalog.ErrOffline, io.ErrUnexpectedEOF)}
	}
	return nil
}

func (s *Source) brokenOff(ctx, call context.Context, err error) error {
	if errors.Is(context.Cause(call), errIdle) {
		err = errIdle
	}
	if errors.Is(err, catalog.ErrDamaged) {
		return err
	}
	return s.unreached(ctx, err)
}

// ask says in the request which bytes are wanted. A file of known size is asked for as it is, since its size
// and the places in it are those of the bytes themselves.
func (d download) ask(q *http.Request, r *received) {
	if d.size != unknown {
		q.Header.Set("Accept-Encoding", "identity")
	}
	if d.etag != "" {
		q.Header.Set("If-None-Match", d.etag)
	}
	if d.size != unknown && len(r.data) > 0 && r.etag != "" {
		q.Header.Set("Range", fmt.Sprintf("bytes=%d-", len(r.data)))
		q.Header.Set("If-Range", r.etag)
		return
	}
	r.data = r.data[:0]
}

// begin looks at the head of an answer and decides where its bytes go.
func (d download) begin(resp *http.Response, r *received) error {
	if isPage(resp) {
		return catalog.ErrSignInPage
	}
	if coding := resp.Header.Get("Content-Encoding"); coding != "" && coding != "identity" {
		return fmt.Errorf("%w: it is packed as %.20q, unasked", catalog.ErrDamaged, coding)
	}
	if resp.StatusCode == http.StatusPartialContent {
		want := fmt.Sprintf("bytes %d-%d/%d", len(r.data), d.size-1, d.size)
		if got := resp.Header.Get("Content-Range"); got != want {
			*r = received{}
			return passing{fmt.Errorf("%w: it sends %.80q instead of %q", catalog.ErrServer, got, want)}
		}
		return nil
	}
	r.data, r.etag = r.data[:0], resp.Header.Get("ETag")
	if d.size != unknown && (strings.HasPrefix(r.etag, "W/") || resp.Uncompressed) {
		r.etag = ""
	}
	if d.size != unknown && resp.ContentLength >= 0 && resp.ContentLength != d.size {
		return fmt.Errorf("%w: it has %d bytes, the manifest says %d", catalog.ErrDamaged, resp.ContentLength, d.size)
	}
	return nil
}

// copy reads an answer to its end, as long as it keeps coming and does not grow too long.
func (s *Source) copy(from io.Reader, d download, r *received, idle *time.Timer) error {
	buf := make([]byte, 32<<10)
	since, sinceLen := s.cfg.Now(), len(r.data)
	for {
		n, err := from.Read(buf)
		idle.Reset(s.cfg.Idle)
		if int64(len(r.data)+n) > d.limit {
			*r = received{}
			return fmt.Errorf("%w: it goes on after %d bytes", catalog.ErrDamaged, d.limit)
		}
		r.data = append(r.data, buf[:n]...)
		if d.progress != nil && n > 0 {
			d.progress(int64(len(r.data)))
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if took := s.cfg.Now().Sub(since); took >= s.cfg.Window {
			if float64(len(r.data)-sinceLen) < leastRate*took.Seconds() {
				return errSlow
			}
			since, sinceLen = s.cfg.Now(), len(r.data)
		}
	}
}
