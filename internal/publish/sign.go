package publish

import (
	"context"
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// Sign signs what Publish wrote with the secret key in a file, and verifies what it wrote as learners do. unlock is
// asked when the key has a password.
//
// It signs only what is there: a manifest of this very content, made for the keys in use. Otherwise it fails with
// catalog.ErrUnpublished. Other errors are ErrNoKeys, ErrKeyFiles, ErrNotItsKey, ErrSecretKey, ErrKeyPassword,
// ErrInCheckout, ErrDamaged, ErrNoSpace and ErrReadOnly.
func (c Checkout) Sign(_ context.Context, keyFile string, unlock catalog.Password) (catalog.Publication, error) {
	ring, now, err := c.published()
	if err != nil {
		return catalog.Publication{}, fmt.Errorf("signing %s: %w", c.Dir, err)
	}
	key, err := c.readKey(keyFile, unlock)
	if err != nil {
		return catalog.Publication{}, err
	}
	if err := has(ring.set, key, keyFile); err != nil {
		return catalog.Publication{}, err
	}
	sig := key.Sign(now.raw, c.comment("revision %d of %s", now.Sequence, now.Channel))
	if !ring.set.Signed(now.raw, sig) {
		return catalog.Publication{}, fmt.Errorf("signing %s: %w", c.Dir, catalog.ErrSignature)
	}
	if err := c.writeAll([]file{{manifest.SignaturePath, sig}}); err != nil {
		return catalog.Publication{}, fmt.Errorf("signing %s: %w", c.Dir, err)
	}
	if signed, err := c.isSigned(ring); err != nil || !signed {
		return catalog.Publication{}, fmt.Errorf("reading the signature again: %w: %w", catalog.ErrDamaged, err)
	}
	revision := now.Revision
	revision.Signed = true
	return catalog.Publication{Revision: revision, Written: []string{manifest.SignaturePath}, Next: c.pushing(now.Sequence)}, nil
}

// isSigned reports whether the manifest in the checkout is signed by one of the keys in use.
func (c Checkout) isSigned(ring keyring) (bool, error) {
	raw, err := c.read(manifest.Path, manifest.MaxManifest)
	if err != nil {
		return false, err
	}
	sig, err := c.read(manifest.SignaturePath, signature.MaxSignature)
	return raw != nil && ring.set.Signed(raw, sig), err
}

// published reads what Publish wrote, and makes sure that it is of this content and for these keys.
func (c Checkout) published() (keyring, revision, error) {
	now, err := c.lastPublished()
	if err != nil {
		return keyring{}, revision{}, err
	}
	if now.raw == nil {
		return keyring{}, revision{}, fmt.Errorf("%w: there is no %s", catalog.ErrUnpublished, manifest.Path)
	}
	ring, err := c.keysOf(now.Channel)
	switch {
	case err != nil:
		return keyring{}, revision{}, err
	case ring.set.Version == 0:
		return keyring{}, revision{}, catalog.ErrNoKeys
	case now.Keys != ring.set.Version:
		return keyring{}, revision{}, fmt.Errorf("%w: it is for version %d of the keys, and version %d is in use", catalog.ErrUnpublished, now.Keys, ring.set.Version)
	}
	files, problems, err := manifest.List(c.tree())
	switch {
	case err != nil:
		return keyring{}, revision{}, err
	case len(problems) > 0:
		return keyring{}, revision{}, &catalog.ContentError{Problems: problems}
	case !slices.Equal(files, now.Files):
		return keyring{}, revision{}, fmt.Errorf("%w: files have changed since", catalog.ErrUnpublished)
	}
	return ring, now, nil
}

// Contents gives the signed revision in the checkout, to be written as a pack. Its errors are those of Sign, and
// catalog.ErrUnsigned and ErrSignature.
func (c Checkout) Contents(_ context.Context) (catalog.Contents, []catalog.File, error) {
	ring, now, err := c.published()
	if err != nil {
		return catalog.Contents{}, nil, fmt.Errorf("reading %s: %w", c.Dir, err)
	}
	sig, err := c.read(manifest.SignaturePath, signature.MaxSignature)
	switch {
	case err != nil:
		return catalog.Contents{}, nil, err
	case sig == nil:
		return catalog.Contents{}, nil, catalog.ErrUnsigned
	case !ring.set.Signed(now.raw, sig):
		return catalog.Contents{}, nil, fmt.Errorf("%w: %s", catalog.ErrSignature, manifest.SignaturePath)
	}
	paths := map[string]string{}
	for _, f := range now.Files {
		paths[f.SHA256] = f.Path
	}
	object := func(sum string) ([]byte, error) {
		path, ok := paths[sum]
		if !ok {
			return nil, fmt.Errorf("%w: no file has the sum %s", catalog.ErrDamaged, sum)
		}
		data, err := c.read(path, manifest.MaxFile)
		if err == nil && manifest.Sum(data) != sum {
			err = fmt.Errorf("%w: %s has changed", catalog.ErrDamaged, path)
		}
		return data, err
	}
	return catalog.Contents{Manifest: now.raw, Signature: sig, Keys: ring.changes, Object: object}, now.Files, nil
}
