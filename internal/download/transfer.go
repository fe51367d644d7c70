package download

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
	fileTries  = 6  // that bring nothing new
	partTries  = 12 // the same, when a part is here that can be continued
	slowTries  = 2
	leastStep  = 4 << 10          // bytes that a try must bring not to be counted
	longestGap = 30 * time.Second // between tries
	leastRate  = 1 << 10          // bytes a second
)

var errSlow = errors.New("it arrives too slowly")

// A transfer is a file on its way to where it is kept.
type transfer struct {
	File
	to buffer
	// plain says that the bytes are wanted as they are, and not packed: places in the file are those of the bytes.
	plain bool
	// part is the section of the file that File stands for; nil for all of it.
	part *section
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
		if !t.plain { // what is packed has an end of its own
			return fmt.Errorf("%w: it has %d bytes, the manifest says %d", catalog.ErrDamaged, t.to.length(), size)
		}
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
	if t.part != nil {
		q.Header.Set("Range", fmt.Sprintf("bytes=%d-%d", t.part.from+t.to.length(), t.part.to-1))
		q.Header.Set("If-Range", t.part.etag)
		return
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
		if t.part != nil {
			want = fmt.Sprintf("bytes %d-%d/%d", t.part.from+t.to.length(), t.part.to-1, t.part.whole)
		}
		if got := resp.Header.Get("Content-Range"); got != want {
			return t.startOver(fmt.Errorf("%w: it sends %.80q instead of %q", catalog.ErrServer, got, want))
		}
		return nil
	}
	if t.part != nil { // all of it, since it is another version, or because there are no parts
		return errNoPlaces
	}
	etag, size := resp.Header.Get("ETag"), t.Size
	if size != Unknown && resp.ContentLength >= 0 && resp.ContentLength != size {
		return fmt.Errorf("%w: it has %d bytes, the manifest says %d", catalog.ErrDamaged, resp.ContentLength, size)
	}
	if t.plain {
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
