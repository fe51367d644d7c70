package download

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A Spool keeps what has arrived of a big file until all of it is there.
type Spool interface {
	io.ReaderAt
	io.WriterAt
	Truncate(size int64) error
	Size() (int64, error)
	Close() error  // keeps what is there for the next time, where there is one
	Remove() error // closes it for good
}

// Folder opens spools that outlive the program: a part that was cut off is continued the next time. There is one in
// the folder at a time, so the caller reads one big file at a time.
func Folder(dir string) func() (Spool, error) {
	return func() (Spool, error) {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
		f, err := os.OpenFile(filepath.Join(dir, "part"), os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		return &diskSpool{File: f}, nil
	}
}

// Temporary opens a spool in the system's folder for temporary files. It is gone when it is closed.
func Temporary() (Spool, error) {
	f, err := os.CreateTemp("", "content-*.part")
	if err != nil {
		return nil, err
	}
	return &diskSpool{File: f, passes: true}, nil
}

type diskSpool struct {
	*os.File
	passes bool
}

func (s *diskSpool) Size() (int64, error) {
	info, err := s.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (s *diskSpool) Close() error {
	if s.passes {
		return s.Remove()
	}
	return s.File.Close()
}

func (s *diskSpool) Remove() error { return errors.Join(s.File.Close(), os.Remove(s.Name())) }

// headSize is the room before the bytes of a part, in which it says what it is a part of.
const headSize = 4 << 10

// A head is that: JSON, filled up with spaces.
type head struct {
	URL  string `json:"url"`
	ETag string `json:"etag"`
	Size int64  `json:"size"` // of the whole; or Unknown
}

// A part is a buffer in a spool.
type part struct {
	spool Spool
	head  head
	came  int64
}

// openPart finds out what is in a spool of the file at an address: nothing, when it holds anything else.
func openPart(s Spool, address string) *part {
	p := &part{spool: s, head: head{URL: address, Size: Unknown}}
	size, err := s.Size()
	if err != nil || size < headSize {
		return p
	}
	raw := make([]byte, headSize)
	var h head
	if _, err := s.ReadAt(raw, 0); err != nil || json.Unmarshal(raw, &h) != nil || h.URL != address {
		return p
	}
	if came := size - headSize; h.ETag != "" && h.Size >= came && h.Size >= 0 {
		p.head, p.came = h, came
	}
	return p
}

func (p *part) length() int64 { return p.came }

func (p *part) version() (string, int64) { return p.head.ETag, p.head.Size }

func (p *part) restart(etag string, size int64) error {
	p.head.ETag, p.head.Size, p.came = etag, size, 0
	raw, err := json.Marshal(p.head)
	if err != nil {
		return errKeeping{err}
	}
	if len(raw) > headSize {
		return errKeeping{fmt.Errorf("the address or the version is too long: %d bytes", len(raw))}
	}
	if err := p.spool.Truncate(0); err != nil {
		return errKeeping{err}
	}
	if _, err := p.spool.WriteAt([]byte(string(raw)+strings.Repeat(" ", headSize-len(raw))), 0); err != nil {
		return errKeeping{err}
	}
	return nil
}

func (p *part) add(b []byte) error {
	n, err := p.spool.WriteAt(b, headSize+p.came)
	p.came += int64(n)
	return err
}

// GetPart reads a big file by way of a spool, and hands all of it to use. What a spool holds of the file already, at
// the version that the server still has, is not read again: when it is all there, nothing is asked.
//
// Its error is that of Get, of the spool or of use. The spool is removed after use, whether that succeeded or not, and
// otherwise closed: it keeps what has arrived.
func (c *Client) GetPart(ctx context.Context, f File, s Spool, use func(*io.SectionReader) error) error {
	p := openPart(s, f.URL)
	if whole := p.head.Size != Unknown && p.came == p.head.Size; !whole {
		if err := c.read(ctx, transfer{File: f, to: p, plain: true}); err != nil {
			return errors.Join(err, s.Close())
		}
	}
	defer func() { _ = s.Remove() }() // where it stays, only room is lost
	return use(io.NewSectionReader(s, headSize, p.came))
}
