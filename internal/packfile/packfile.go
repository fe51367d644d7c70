// Package packfile reads and writes the archive that a pack of a library is: a plain tar of regular files in a
// fixed order, of which nothing is ever unpacked by its name.
//
// In its order:
//
//	manifest.json               the manifest
//	manifest.json.minisig       its signature; left out of a pack that nobody has signed
//	keys/<N>.json               key set N, from 2 on and without gaps, each with its signatures:
//	keys/<N>.json.<i>.minisig   from 1 on and without gaps
//	objects/<sha256>            every file of the manifest in its order, each content once
//
// After that only the end of the archive may come. The reader takes the ustar format alone: none of the
// extensions by which a tar says something about an entry elsewhere than in its header, no links, no devices, no
// folders, no sparse files. It holds no more than one block in memory, whatever it is given.
package packfile

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrFormat says that something is no archive of a pack, or a damaged one.
var ErrFormat = errors.New("not the archive of a pack")

const (
	blockSize = 512
	// mostPadding is how many zero bytes may follow the two blocks that end an archive: tar fills up to 10 KiB.
	mostPadding = 20 * blockSize
)

// Limits are what a reader takes at most.
type Limits struct {
	Entries int   // in the archive
	Entry   int64 // bytes of one
	Total   int64 // bytes of the archive
}

// A Reader reads the entries of an archive one after the other.
type Reader struct {
	r      io.Reader
	seeker io.Seeker // r, when it can go on without reading
	limits Limits

	offset  int64 // of what is read next
	left    int64 // bytes of the current entry
	padding int64 // zero bytes after them
	entries int
	err     error // of the last Next, for ever
	block   [2 * blockSize]byte
}

// NewReader reads an archive from r, from where r stands. When r is an io.Seeker, what the caller does not read of
// an entry is not read at all. NewReader takes r to stand at offset 0.
func NewReader(r io.Reader, l Limits) *Reader {
	seeker, _ := r.(io.Seeker)
	return &Reader{r: r, seeker: seeker, limits: l}
}

// Next goes on to the next entry. Its body is read from the reader that it returns, which gives size bytes and is
// of no use any more after another Next. At the end of the archive the error is io.EOF, once it is sure that
// nothing follows. Any other error is one of r, or ErrFormat, wrapped; after that Next returns the same again.
func (r *Reader) Next() (name string, size int64, body io.Reader, err error) {
	if r.err == nil {
		name, size, r.err = r.next()
	}
	if r.err != nil {
		return "", 0, nil, r.err
	}
	return name, size, entry{r, r.entries}, nil
}

// Offset is where the body of the current entry begins, as long as nothing of it has been read.
func (r *Reader) Offset() int64 { return r.offset }

func (r *Reader) next() (string, int64, error) {
	if err := r.skip(); err != nil {
		return "", 0, err
	}
	block := r.block[:r.padding+blockSize]
	if err := r.read(block); err != nil {
		return "", 0, err
	}
	padding, head := block[:r.padding], block[r.padding:]
	r.padding = 0
	if !zero(padding) {
		return "", 0, r.wrong("the padding of an entry is not empty")
	}
	if zero(head) {
		return "", 0, r.end()
	}
	h, err := header(head)
	if err != nil {
		return "", 0, r.wrong("%w", err)
	}
	r.entries++
	switch {
	case r.entries > r.limits.Entries:
		return "", 0, r.wrong("more than %d entries", r.limits.Entries)
	case h.Size > r.limits.Entry:
		return "", 0, r.wrong("%.100q has %d bytes, more than %d", h.Name, h.Size, r.limits.Entry)
	case h.Size > r.limits.Total-r.offset:
		return "", 0, r.wrong("more than %d bytes", r.limits.Total)
	}
	r.left, r.padding = h.Size, -h.Size&(blockSize-1)
	return h.Name, h.Size, nil
}

// header reads the block before an entry. It is given that block alone, so that nothing else can say anything
// about the entry.
func header(block []byte) (*tar.Header, error) {
	if kind := block[156]; kind != tar.TypeReg {
		return nil, fmt.Errorf("an entry of kind %q", kind)
	}
	h, err := tar.NewReader(bytes.NewReader(block)).Next()
	switch {
	case err != nil:
		return nil, err
	case h.Format != tar.FormatUSTAR:
		return nil, fmt.Errorf("an entry in format %v", h.Format)
	case h.Typeflag != tar.TypeReg || strings.HasSuffix(h.Name, "/") || h.Linkname != "" || len(h.PAXRecords) > 0:
		return nil, fmt.Errorf("%.100q is no regular file", h.Name)
	case h.Size < 0:
		return nil, fmt.Errorf("%.100q has %d bytes", h.Name, h.Size)
	}
	return h, nil
}

// skip leaves out what was not read of the current entry.
func (r *Reader) skip() error {
	if r.left == 0 {
		return nil
	}
	if r.seeker != nil {
		if _, err := r.seeker.Seek(r.left, io.SeekCurrent); err != nil {
			return err
		}
		r.offset, r.left = r.offset+r.left, 0
		return nil
	}
	n, err := io.CopyN(io.Discard, r.r, r.left)
	r.offset, r.left = r.offset+n, r.left-n
	return r.cut(err)
}

// end sees to it that nothing follows the first of the two empty blocks that end an archive.
func (r *Reader) end() error {
	if err := r.read(r.block[:blockSize]); err != nil {
		return err
	}
	if !zero(r.block[:blockSize]) {
		return r.wrong("an empty block in the middle")
	}
	for padding := 0; ; {
		n, err := r.r.Read(r.block[:])
		r.offset += int64(n)
		padding += n
		switch {
		case !zero(r.block[:n]) || padding > mostPadding:
			return r.wrong("data after the end")
		case errors.Is(err, io.EOF):
			return io.EOF
		case err != nil:
			return err
		}
	}
}

func (r *Reader) read(p []byte) error {
	if int64(len(p)) > r.limits.Total-r.offset {
		return r.wrong("more than %d bytes", r.limits.Total)
	}
	n, err := io.ReadFull(r.r, p)
	r.offset += int64(n)
	return r.cut(err)
}

// cut gives the end of r in the middle of an archive its name.
func (r *Reader) cut(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return r.wrong("it ends too early")
	}
	return err
}

func (r *Reader) wrong(format string, args ...any) error {
	return fmt.Errorf("%w: before byte %d: %w", ErrFormat, r.offset, fmt.Errorf(format, args...))
}

func zero(p []byte) bool {
	for _, b := range p {
		if b != 0 {
			return false
		}
	}
	return true
}

// An entry reads the body of one entry.
type entry struct {
	r      *Reader
	number int
}

// Read reads on. An archive that ends in the middle is ErrFormat.
func (e entry) Read(p []byte) (int, error) {
	if e.number != e.r.entries || e.r.left == 0 {
		return 0, io.EOF
	}
	n, err := e.r.r.Read(p[:min(int64(len(p)), e.r.left)])
	e.r.offset += int64(n)
	e.r.left -= int64(n)
	if errors.Is(err, io.EOF) {
		err = nil
		if e.r.left > 0 {
			err = e.r.cut(io.ErrUnexpectedEOF)
		}
	}
	return n, err
}

// A Writer writes an archive. The same entries give the same bytes: nothing is written of when, where and by whom.
type Writer struct{ w *tar.Writer }

// NewWriter begins an archive on w.
func NewWriter(w io.Writer) *Writer { return &Writer{tar.NewWriter(w)} }

// Add writes an entry. The name has at most 100 bytes.
func (w *Writer) Add(name string, body []byte) error {
	h := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: int64(len(body)), Mode: 0o644, Format: tar.FormatUSTAR}
	if err := w.w.WriteHeader(h); err != nil {
		return fmt.Errorf("writing %.100q: %w", name, err)
	}
	if _, err := w.w.Write(body); err != nil {
		return fmt.Errorf("writing %.100q: %w", name, err)
	}
	return nil
}

// Close writes the end of the archive. It does not close what the archive is written to.
func (w *Writer) Close() error {
	if err := w.w.Close(); err != nil {
		return fmt.Errorf("writing the end of the archive: %w", err)
	}
	return nil
}
