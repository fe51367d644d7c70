package download

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// A place is a stretch of a pack with files that are wanted. Offsets are counted from the first object.
type place struct {
	from, to int64
	files    []placed
}

// A placed file begins at an offset.
type placed struct {
	catalog.File
	at int64
}

const (
	mostPlaces   = 20
	smallestGap  = 64 << 10 // bytes between two files that are rather read as well than left out
	longestPlace = 16 << 20 // is read into memory
)

// places says where the files are that are wanted: the manifest tells, since a pack has its files one after the
// other, each content once, with a block before it and padding after it.
func (p Pack) places() []place {
	want := map[string]bool{}
	for _, f := range p.Need {
		want[f.SHA256] = true
	}
	var all []place
	p.walk(func(f catalog.File, at int64) {
		if !want[f.SHA256] {
			return
		}
		next := place{at, at + f.Size, []placed{{f, at}}}
		if n := len(all) - 1; n >= 0 && next.from-all[n].to <= smallestGap && next.to-all[n].from <= longestPlace {
			all[n].to, all[n].files = next.to, append(all[n].files, next.files...)
			return
		}
		all = append(all, next)
	})
	return all
}

// walk goes through the contents of a pack, and returns how long all of them are.
func (p Pack) walk(f func(f catalog.File, at int64)) int64 {
	seen := map[string]bool{}
	var at int64
	for _, file := range p.Manifest.Files {
		if seen[file.SHA256] {
			continue
		}
		seen[file.SHA256] = true
		f(file, at+block)
		at += block + (file.Size+block-1)/block*block
	}
	return at
}

// costOf is what it costs to read places, in bytes: a request costs time and, where many people share an address,
// goodwill. More than a few places are not worth it at all.
func costOf(places []place) int64 {
	if len(places) > mostPlaces {
		return 1 << 62
	}
	n := int64(len(places)+1) * 128 << 10
	for _, at := range places {
		n += at.to - at.from
	}
	return n
}

// getPlaces reads the places of a pack one after the other.
func (c *Client) getPlaces(ctx context.Context, p Pack, places []place) error {
	etag, size, err := c.version(ctx, p.URL)
	if err != nil {
		return err
	}
	objects := p.walk(func(catalog.File, int64) {})
	first := size - objects - 2*block // after the head: the manifest, its signature, keys
	if most := limits(p.Manifest).Total; first < 2*block || first%block != 0 || size > most {
		return fmt.Errorf("%w: the pack has %d bytes", catalog.ErrDamaged, size)
	}
	var done int64
	for _, at := range places {
		data, err := c.section(ctx, p, section{etag: etag, whole: size, from: first + at.from, to: first + at.to}, func(n int64) {
			if p.Progress != nil {
				p.Progress(done + min(n, at.wanted()))
			}
		})
		if err != nil {
			return err
		}
		for _, f := range at.files {
			begin := f.at - at.from
			if err := p.check(f.File, data[begin:begin+f.Size]); err != nil {
				return err
			}
		}
		done += at.wanted()
	}
	return nil
}

func (at place) wanted() int64 {
	var n int64
	for _, f := range at.files {
		n += f.Size
	}
	return n
}

var errNoPlaces = fmt.Errorf("%w: the server gives no parts of it", catalog.ErrNotFound)

// version asks for one byte of a file to learn how long the file is, and what the server calls its version.
func (c *Client) version(ctx context.Context, address string) (etag string, size int64, err error) {
	err = c.TryAgain(ctx, fileTries, func() error {
		etag, size, err = c.versionOnce(ctx, address)
		return err
	})
	return etag, size, err
}

func (c *Client) versionOnce(ctx context.Context, address string) (etag string, size int64, err error) {
	call, cancel := c.Patience(ctx)
	defer cancel()
	q, err := http.NewRequestWithContext(call, http.MethodGet, address, nil)
	if err != nil {
		return "", 0, err
	}
	q.Header.Set("User-Agent", c.cfg.UserAgent)
	q.Header.Set("Accept-Encoding", "identity")
	q.Header.Set("Range", "bytes=0-0")
	resp, err := c.HTTP(1 << 10).Do(q)
	if err != nil {
		return "", 0, c.brokenOff(ctx, call, err)
	}
	defer resp.Body.Close()
	if err := c.Judge(resp); err != nil {
		return "", 0, err
	}
	etag = resp.Header.Get("ETag")
	if resp.StatusCode != http.StatusPartialContent || etag == "" || strings.HasPrefix(etag, "W/") {
		return "", 0, errNoPlaces
	}
	if _, err := io.Copy(io.Discard, resp.Body); err != nil { // so that the connection can be used again
		return "", 0, c.brokenOff(ctx, call, err)
	}
	_, whole, _ := strings.Cut(resp.Header.Get("Content-Range"), "bytes 0-0/")
	if size, err = strconv.ParseInt(whole, 10, 64); err != nil {
		return "", 0, passing{fmt.Errorf("%w: it does not say how long it is", catalog.ErrServer)}
	}
	return etag, size, nil
}

// A section is the bytes of a file from one offset to before another.
type section struct {
	etag     string
	whole    int64
	from, to int64
}

// section reads a section of a pack into memory, and continues where it was cut off.
func (c *Client) section(ctx context.Context, p Pack, s section, progress func(int64)) ([]byte, error) {
	m := memory{etag: s.etag, size: s.to - s.from}
	t := transfer{File: File{URL: p.URL, Size: m.size, Limit: m.size, Progress: progress}, to: &m, plain: true, part: &s}
	if err := c.read(ctx, t); err != nil {
		return nil, err
	}
	if int64(len(m.data)) != s.to-s.from {
		return nil, errors.Join(catalog.ErrDamaged, io.ErrUnexpectedEOF)
	}
	return slices.Clip(m.data), nil
}
