package download

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/packfile"
)

// A Pack is one on a server, and what is wanted of it.
type Pack struct {
	URL      string
	Manifest catalog.Manifest // of the revision that it holds
	Need     []catalog.File   // what is wanted
	// Keep is called for each content of Need, once, in the order of the pack, with bytes that have its hash.
	Keep func(catalog.File, []byte) error
	// Progress is called with how many bytes of Need have arrived, as a share of the pack; it may be nil.
	Progress func(int64)
}

// GetPack hands over what is wanted of a pack. Where that is most of it, all of the pack is read by way of a spool, so
// that it is continued when it is cut off; otherwise only the places where the files are. It fails with
// catalog.ErrNotFound when there is no pack, or the server gives no places of it; with ErrDamaged when it is not the pack
// of that revision; otherwise as Get, open and p.Keep do.
func (c *Client) GetPack(ctx context.Context, p Pack, open func() (Spool, error)) error {
	get := func() error { return c.getWhole(ctx, p, open) }
	if places := p.places(); costOf(places) < bytesOf(p.Manifest.Files) {
		get = func() error { return c.getPlaces(ctx, p, places) }
	}
	if err := get(); err != nil {
		return fmt.Errorf("reading %s: %w", p.URL, err)
	}
	return nil
}

func (c *Client) getWhole(ctx context.Context, p Pack, open func() (Spool, error)) error {
	spool, err := open()
	if err != nil {
		return errKeeping{err}
	}
	whole, wanted := bytesOf(p.Manifest.Files), bytesOf(p.Need)
	f := File{URL: p.URL, Size: Unknown, Limit: limits(p.Manifest).Total, Progress: func(came int64) {
		if p.Progress != nil && whole > 0 {
			p.Progress(int64(min(1, float64(came)/float64(whole)) * float64(wanted)))
		}
	}}
	return c.GetPart(ctx, f, spool, func(r *io.SectionReader) error { return p.unpack(ctx, r) })
}

// limits are those of the pack of a manifest.
func limits(m catalog.Manifest) packfile.Limits {
	const (
		keyBlocks = manifest.MaxKeySet + manifest.MaxSignatures*manifest.MaxSignature + (manifest.MaxSignatures+1)*2*block
	)
	most := packfile.MostKeySets * (manifest.MaxSignatures + 1)
	return packfile.Limits{
		Entries: len(m.Files) + most + 2,
		Entry:   manifest.MaxFile,
		Total: bytesOf(m.Files) + int64(len(m.Files))*2*block + packfile.MostKeySets*keyBlocks +
			manifest.MaxManifest + manifest.MaxSignature + 64<<10,
	}
}

// unpack hands over what is wanted of a pack.
func (p Pack) unpack(ctx context.Context, from io.Reader) error {
	want := map[string]catalog.File{}
	for _, f := range p.Need {
		want[f.SHA256] = f
	}
	r, order := packfile.NewReader(from, limits(p.Manifest)), packfile.Order{}
	for len(want) > 0 {
		name, size, body, err := r.Next()
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("%w: the pack lacks %d files", catalog.ErrDamaged, len(want))
		}
		if err != nil {
			return ofPack(err)
		}
		part, err := order.Next(name)
		if err != nil {
			return ofPack(err)
		}
		f, wanted := want[part.Sum]
		if part.Kind != packfile.ObjectPart || !wanted {
			continue
		}
		if err := p.hand(ctx, f, size, body); err != nil {
			return err
		}
		delete(want, part.Sum)
	}
	return nil
}

// hand checks one content and hands it over.
func (p Pack) hand(ctx context.Context, f catalog.File, size int64, body io.Reader) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if size != f.Size {
		return fmt.Errorf("%w: %s has %d bytes in the pack", catalog.ErrDamaged, f.Path, size)
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(body, data); err != nil {
		return ofPack(err)
	}
	return p.check(f, data)
}

// check hands over data that are those of f.
func (p Pack) check(f catalog.File, data []byte) error {
	if manifest.Sum(data) != f.SHA256 {
		return fmt.Errorf("%w: %s has another hash in the pack", catalog.ErrDamaged, f.Path)
	}
	return p.Keep(f, data)
}

// ofPack gives the archive's errors the catalog's name.
func ofPack(err error) error {
	if errors.Is(err, packfile.ErrFormat) {
		return fmt.Errorf("%w: %w", catalog.ErrDamaged, err)
	}
	return err
}

const block = 512 // bytes, of a tar

// bytesOf counts each content once, as a pack holds it.
func bytesOf(files []catalog.File) int64 {
	seen := map[string]bool{}
	var n int64
	for _, f := range files {
		if !seen[f.SHA256] {
			seen[f.SHA256] = true
			n += f.Size
		}
	}
	return n
}
