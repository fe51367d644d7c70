package download

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/packfile"
)

// The head of a pack is what comes before its first object. It is tried with little of it first.
const (
	shortHead = 256 << 10
	longHead  = manifest.MaxManifest + 2<<20
)

// KeysOfPack reads version n of the key set, from 2 on, and the signatures over it from the head of a pack on a server,
// or with 0 the one that its files have. Nothing of it is trusted yet: the manifest only says where in the pack the keys
// are. It fails with catalog.ErrNotFound when the pack does not have them, and otherwise as GetPack does.
func (c *Client) KeysOfPack(ctx context.Context, address string, n int) (catalog.SignedKeySet, error) {
	set, err := c.keysOfPack(ctx, address, n)
	if err != nil {
		return catalog.SignedKeySet{}, fmt.Errorf("reading the keys in %s: %w", address, err)
	}
	return set, nil
}

func (c *Client) keysOfPack(ctx context.Context, address string, n int) (catalog.SignedKeySet, error) {
	etag, size, err := c.version(ctx, address)
	if err != nil {
		return catalog.SignedKeySet{}, err
	}
	read := func(from, to int64) ([]byte, error) {
		return c.section(ctx, Pack{URL: address}, section{etag: etag, whole: size, from: from, to: min(to, size)}, nil)
	}
	var h packHead
	for _, length := range []int64{shortHead, longHead} {
		raw, err := read(0, length)
		if err != nil {
			return catalog.SignedKeySet{}, err
		}
		if h, err = readHead(raw); err == nil {
			break
		}
		if length == longHead || length >= size {
			return catalog.SignedKeySet{}, ofPack(err)
		}
	}
	if n > 0 {
		set, ok := h.keys[n]
		if !ok {
			return catalog.SignedKeySet{}, fmt.Errorf("%w: no key set %d", catalog.ErrNotFound, n)
		}
		return set, nil
	}
	f, at, err := h.keySet()
	if err != nil {
		return catalog.SignedKeySet{}, err
	}
	raw, err := read(h.length+at, h.length+at+f.Size)
	if err != nil {
		return catalog.SignedKeySet{}, err
	}
	if manifest.Sum(raw) != f.SHA256 {
		return catalog.SignedKeySet{}, fmt.Errorf("%w: %s has another hash in the pack", catalog.ErrDamaged, f.Path)
	}
	return catalog.SignedKeySet{Set: raw}, nil
}

type packHead struct {
	manifest []byte
	keys     map[int]catalog.SignedKeySet
	length   int64
}

// readHead reads the beginning of a pack as far as to its first object. Its error is packfile.ErrFormat.
func readHead(raw []byte) (packHead, error) {
	h := packHead{keys: map[int]catalog.SignedKeySet{}}
	r := packfile.NewReader(bytes.NewBuffer(raw), packfile.Limits{Entries: 2 + packfile.MostKeySets*9, Entry: manifest.MaxManifest, Total: longHead})
	for order := (packfile.Order{}); ; {
		name, size, body, err := r.Next()
		if err != nil {
			return packHead{}, err
		}
		part, err := order.Next(name)
		if err != nil {
			return packHead{}, err
		}
		if part.Kind == packfile.ObjectPart {
			h.length = r.Offset() - block
			return h, nil
		}
		var data bytes.Buffer
		if _, err := data.ReadFrom(body); err != nil {
			return packHead{}, err
		}
		if int64(data.Len()) != size {
			return packHead{}, packfile.ErrFormat
		}
		h.take(part, data.Bytes())
	}
}

func (h *packHead) take(part packfile.Part, data []byte) {
	set := h.keys[part.Version]
	switch part.Kind {
	case packfile.ManifestPart:
		h.manifest = data
	case packfile.KeySetPart:
		h.keys[part.Version] = catalog.SignedKeySet{Set: data}
	case packfile.KeySignaturePart:
		set.Signatures = append(set.Signatures, data)
		h.keys[part.Version] = set
	}
}

// keySet says where the key set of the files is, counted from the first object.
func (h packHead) keySet() (f catalog.File, at int64, err error) {
	m, err := manifest.Parse(h.manifest, "")
	if err != nil {
		return catalog.File{}, 0, err
	}
	i := slices.IndexFunc(m.Files, func(f catalog.File) bool { return f.Path == manifest.KeySetPath })
	if i < 0 || m.Files[i].Size > manifest.MaxKeySet {
		return catalog.File{}, 0, fmt.Errorf("%w: no key set", catalog.ErrNotFound)
	}
	Pack{Manifest: m}.walk(func(g catalog.File, offset int64) {
		if g.SHA256 == m.Files[i].SHA256 {
			at = offset
		}
	})
	return m.Files[i], at, nil
}
