package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// A keyring is what a checkout has of the keys of its library. Without keys, its set has version 0.
type keyring struct {
	set     signature.KeySet
	raw     []byte                 // of the set in use
	changes []catalog.SignedKeySet // versions 2 and later
}

// Keys says which keys sign the library of the checkout. Its errors are catalog.ErrNoKeys and catalog.ErrKeyFiles.
func (c Checkout) Keys(ctx context.Context) (catalog.PublisherKeys, error) {
	ring, err := c.keyring()
	if err != nil {
		return catalog.PublisherKeys{}, err
	}
	if ring.set.Version == 0 {
		return catalog.PublisherKeys{}, catalog.ErrNoKeys
	}
	return c.describe(ctx, ring)
}

func (c Checkout) describe(ctx context.Context, ring keyring) (catalog.PublisherKeys, error) {
	keys := catalog.PublisherKeys{
		Library: ring.set.Channel, Version: ring.set.Version, Threshold: ring.set.Threshold, Keys: ring.set.Keys,
		Fingerprint: signature.Fingerprint(ring.raw),
	}
	if cat, _, err := c.load(ctx); err == nil { // a library that does not load is for pal check
		keys.Source = cat.Library.Update
	}
	p, err := c.proposal(ring)
	if errors.Is(err, catalog.ErrNoProposal) {
		return keys, nil
	}
	if err != nil {
		return catalog.PublisherKeys{}, err
	}
	keys.Proposed = p.describe(ring.set)
	return keys, nil
}

// keyring reads the keys of a checkout and holds them to what learners will hold them to.
func (c Checkout) keyring() (keyring, error) {
	raw, err := c.read(manifest.KeySetPath, signature.MaxKeySet)
	if err != nil {
		return keyring{}, err
	}
	if raw == nil {
		return keyring{}, c.neverHadKeys()
	}
	now, err := signature.ParseKeySet(raw)
	if err != nil {
		return keyring{}, keyFiles("%s: %w", manifest.KeySetPath, err)
	}
	ring := keyring{raw: raw}
	for version := 1; version <= now.Version; version++ {
		if err := c.follow(&ring, version); err != nil {
			return keyring{}, err
		}
	}
	if last, _ := c.read(manifest.KeyChangePath(now.Version), signature.MaxKeySet); !bytes.Equal(last, raw) {
		return keyring{}, keyFiles("%s and %s differ", manifest.KeySetPath, manifest.KeyChangePath(now.Version))
	}
	return ring, nil
}

// follow accepts the next version of the keys.
func (c Checkout) follow(ring *keyring, version int) error {
	signed, err := c.signedSet(manifest.KeyChangePath(version), func(i int) string { return manifest.KeySignaturePath(version, i) })
	if err != nil {
		return err
	}
	set, err := signature.ParseKeySet(signed.Set)
	switch {
	case err != nil:
		return keyFiles("%s: %w", manifest.KeyChangePath(version), err)
	case version == 1 && set.Version != 1:
		return keyFiles("%s has version %d", manifest.KeyChangePath(version), set.Version)
	}
	if version > 1 {
		if _, err := ring.set.Next(signed.Set, signed.Signatures); err != nil && !startsAgain(ring.set, set, signed) {
			return keyFiles("%s: %w", manifest.KeyChangePath(version), err)
		}
		ring.changes = append(ring.changes, signed)
	}
	ring.set = set
	return nil
}

// startsAgain reports whether a set begins anew because too many of the old keys were lost: it is signed by its own
// keys alone.
func startsAgain(old, set signature.KeySet, signed catalog.SignedKeySet) bool {
	return set.Channel == old.Channel && set.Version == old.Version+1 &&
		len(old.SignedBy(signed.Set, signed.Signatures)) == 0 && len(set.SignedBy(signed.Set, signed.Signatures)) >= set.Threshold
}

// signedSet reads a key set and the signatures over it. The set is nil when there is none.
func (c Checkout) signedSet(path string, signaturePath func(i int) string) (catalog.SignedKeySet, error) {
	var s catalog.SignedKeySet
	var err error
	if s.Set, err = c.read(path, signature.MaxKeySet); err != nil || s.Set == nil {
		return s, err
	}
	for i := 1; i <= signature.MaxSignatures; i++ {
		sig, err := c.read(signaturePath(i), signature.MaxSignature)
		if err != nil {
			return s, err
		}
		if sig == nil {
			break
		}
		s.Signatures = append(s.Signatures, sig)
	}
	return s, nil
}

// neverHadKeys makes sure that keys were not lost on the way: learners would refuse what follows.
func (c Checkout) neverHadKeys() error {
	last, err := c.lastPublished()
	if err != nil {
		return err
	}
	if _, err := os.Stat(c.path(manifest.KeyChangePath(1))); err == nil && last.Keys > 0 {
		return keyFiles("%s is missing; restore it from git", manifest.KeySetPath)
	}
	if last.Keys > 0 {
		return keyFiles("%s is missing, and the last revision was signed; restore it from git", manifest.KeySetPath)
	}
	return nil
}

func keyFiles(format string, args ...any) error {
	return fmt.Errorf("%w: %w", catalog.ErrKeyFiles, fmt.Errorf(format, args...))
}

// settled makes sure that no change of keys was left half done.
func (c Checkout) settled(ring keyring) error {
	next := manifest.KeyChangePath(ring.set.Version + 1)
	if _, err := os.Stat(c.path(next)); ring.set.Version > 0 && err == nil {
		return keyFiles("%s is there, and %s has version %d", next, manifest.KeySetPath, ring.set.Version)
	}
	return nil
}

// NewKeys makes the first keys of the library: the secret ones outside of every checkout, the public ones in the
// checkout. It writes all of it or nothing.
//
// The errors are catalog.ErrHasKeys, ErrInCheckout, ErrKeyExists, ErrKeyChange, ErrNoSpace, ErrReadOnly, and those of
// reading the library.
func (c Checkout) NewKeys(ctx context.Context, n catalog.FirstKeys) (catalog.KeyChange, error) {
	if err := c.keptApart(n.Folder); err != nil {
		return catalog.KeyChange{}, err
	}
	cat, _, err := c.load(ctx)
	if err != nil {
		return catalog.KeyChange{}, err
	}
	ring, err := c.keyring()
	switch {
	case err != nil:
		return catalog.KeyChange{}, err
	case ring.set.Version > 0 && !n.StartAgain:
		return catalog.KeyChange{}, catalog.ErrHasKeys
	case ring.set.Version == 0 && n.StartAgain:
		return catalog.KeyChange{}, catalog.ErrNoKeys
	}
	set := signature.KeySet{Format: 1, Channel: cat.Library.ID, Version: ring.set.Version + 1, Threshold: n.Threshold}
	if set.Threshold == 0 {
		set.Threshold = usualThreshold(n.Count)
	}
	secrets, err := c.makeKeys(n.Count, func(i int) string { return keyName(set, i) })
	if err != nil {
		return catalog.KeyChange{}, err
	}
	for _, s := range secrets {
		set.Keys = append(set.Keys, s.key.Public())
	}
	raw, err := set.Encode()
	if err != nil {
		return catalog.KeyChange{}, fmt.Errorf("%w: %w", catalog.ErrKeyChange, err)
	}
	var sigs [][]byte
	for _, s := range secrets {
		sigs = append(sigs, s.key.Sign(raw, c.comment("key set %d of %s", set.Version, set.Channel)))
	}
	// A change that waits for signatures of the keys before has nothing to wait for any more.
	waiting := []string{proposedPath}
	for i := 1; i <= signature.MaxSignatures; i++ {
		waiting = append(waiting, proposedSignature(i))
	}
	return c.keepKeys(ctx, n.Folder, n.Password, secrets, keyFilesOf(set.Version, raw, sigs), waiting)
}

// keepKeys writes secret keys, then what makes them those of the library.
func (c Checkout) keepKeys(ctx context.Context, folder, password string, secrets []secret, files []file, remove []string) (catalog.KeyChange, error) {
	made, undo, err := writeKeys(ctx, folder, secrets, password)
	if err != nil {
		return catalog.KeyChange{}, err
	}
	if err := c.writeAll(files, remove...); err != nil {
		undo()
		return catalog.KeyChange{}, err
	}
	ring, err := c.keyring()
	if err != nil {
		return catalog.KeyChange{}, err
	}
	keys, err := c.describe(ctx, ring)
	change := catalog.KeyChange{PublisherKeys: keys, Made: made}
	for _, f := range files {
		change.Written = append(change.Written, f.path)
	}
	if keys.Proposed == nil {
		change.Next = []string{command("pal", "publish", c.Dir), command("pal", "sign", c.Dir, "-key", keyFile(made))}
	} else {
		change.Next = []string{command("pal", "key", "rotate", c.Dir, "-sign", "-key", "FILE")}
	}
	return change, err
}

func keyFile(made []catalog.MadeKey) string {
	if len(made) == 0 {
		return "FILE"
	}
	return made[0].File
}

// keyFilesOf are the files of a key set, the one that puts it to use last. The first set needs no signature.
func keyFilesOf(version int, raw []byte, sigs [][]byte) []file {
	files := []file{{manifest.KeyChangePath(version), raw}}
	for i, sig := range sigs {
		if version > 1 {
			files = append(files, file{manifest.KeySignaturePath(version, i+1), sig})
		}
	}
	return append(files, file{manifest.KeySetPath, raw})
}

// keyName names the file of a secret key.
func keyName(set signature.KeySet, i int) string {
	return fmt.Sprintf("%s-set%d-%d.key", set.Channel, set.Version, i)
}

// usualThreshold is more than half of the keys, so that one lost or stolen key of three changes nothing.
func usualThreshold(keys int) int { return keys/2 + 1 }

func (c Checkout) comment(format string, args ...any) string {
	return fmt.Sprintf("timestamp:%d\t%s", c.Now().Unix(), fmt.Sprintf(format, args...))
}

// has reports whether a key is one of a set, and gives catalog.ErrNotItsKey when it is not.
func has(set signature.KeySet, k signature.Key, path string) error {
	if slices.Contains(set.Keys, k.Public()) {
		return nil
	}
	return fmt.Errorf("%w: %s has the public key %s", catalog.ErrNotItsKey, path, k.Public())
}
