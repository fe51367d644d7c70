package download

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	gopath "path"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// A Tree is one state of a published library: files that lie below an address, by the paths that they have in the
// repository.
type Tree struct {
	Client *Client
	Base   *url.URL
	Tries  int // as in File
}

// Published reads the manifest and, when there is one, its signature. It fails with catalog.ErrUpToDate when the
// manifest still has the version etag.
func (t Tree) Published(ctx context.Context, etag string) (m Received, signature []byte, err error) {
	return t.Client.Published(ctx, t.address(manifest.Path), etag, t.Tries)
}

// Published reads a manifest at an address and, when there is one, the signature beside it.
func (c *Client) Published(ctx context.Context, address, etag string, tries int) (m Received, signature []byte, err error) {
	m, err = c.Get(ctx, File{URL: address, Size: Unknown, Limit: manifest.MaxManifest, ETag: etag, Tries: tries})
	if err != nil {
		return Received{}, nil, err
	}
	const extension = ".minisig"
	sig, err := c.Get(ctx, File{URL: address + extension, Size: Unknown, Limit: manifest.MaxSignature, Tries: tries})
	if err != nil && !errors.Is(err, catalog.ErrNotFound) {
		return Received{}, nil, fmt.Errorf("its signature: %w", err)
	}
	return m, sig.Data, nil
}

// KeySet reads version n of the key set and the signatures over it, or with 0 the one in use, which has none.
// It fails with catalog.ErrNotFound when there is no such version.
func (t Tree) KeySet(ctx context.Context, n int) (catalog.SignedKeySet, error) {
	path := manifest.KeySetPath
	if n > 0 {
		path = manifest.KeyChangePath(n)
	}
	set, err := t.small(ctx, path, manifest.MaxKeySet)
	if err != nil {
		return catalog.SignedKeySet{}, fmt.Errorf("reading %s: %w", path, err)
	}
	signed := catalog.SignedKeySet{Set: set}
	for i := 1; n > 0 && i <= manifest.MaxSignatures; i++ {
		path := manifest.KeySignaturePath(n, i)
		sig, err := t.small(ctx, path, manifest.MaxSignature)
		if errors.Is(err, catalog.ErrNotFound) {
			break
		}
		if err != nil {
			return catalog.SignedKeySet{}, fmt.Errorf("reading %s: %w", path, err)
		}
		signed.Signatures = append(signed.Signatures, sig)
	}
	return signed, nil
}

func (t Tree) small(ctx context.Context, path string, limit int64) ([]byte, error) {
	got, err := t.Client.Get(ctx, File{URL: t.address(path), Size: Unknown, Limit: limit, Tries: t.Tries})
	return got.Data, err
}

// Fetch reads a file. What is cut off is continued; the file is written to w in one piece when all of it is there.
func (t Tree) Fetch(ctx context.Context, f catalog.File, w io.Writer, progress func(int64)) error {
	if err := manifest.CheckPath(f.Path); err != nil {
		return fmt.Errorf("fetching %.200q: %w", f.Path, err)
	}
	if f.Size < 0 || f.Size > manifest.MaxFile {
		return fmt.Errorf("fetching %s: %w: %d bytes", f.Path, catalog.ErrDamaged, f.Size)
	}
	got, err := t.Client.Get(ctx, File{
		URL: t.address(f.Path), Size: f.Size, Limit: f.Size, Tries: t.Tries, Progress: progress,
		Short: f.Size <= shortText && !isPicture(f.Path),
	})
	if err != nil {
		return fmt.Errorf("fetching %s: %w", f.Path, err)
	}
	if _, err := w.Write(got.Data); err != nil {
		return fmt.Errorf("fetching %s: %w", f.Path, err)
	}
	return nil
}

// shortText is how long a text may be, in bytes, that is rather asked for packed than in parts.
const shortText = 32 << 10

// isPicture reports whether packing would not make a file smaller.
func isPicture(path string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg"}, gopath.Ext(path))
}

func (t Tree) address(path string) string { return t.Base.JoinPath(path).String() }
