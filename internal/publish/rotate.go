package publish

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// proposedPath is where a change of keys waits for signatures. Learners never look there.
const proposedPath = manifest.ChannelDir + "proposed-keys.json"

func proposedSignature(i int) string { return proposedPath + "." + strconv.Itoa(i) + ".minisig" }

// A proposal is a key set that waits to be signed.
type proposal struct {
	set  signature.KeySet
	raw  []byte
	sigs [][]byte // each by another key of the set in use or of the next
}

// Rotate changes the keys of the library. The change holds once it is signed by enough keys of the set in use and by
// enough of the new one; until then it waits in channel/proposed-keys.json for AddSignatures, when r.Unsigned allows
// it.
//
// The errors are catalog.ErrNoKeys, ErrKeyFiles, ErrProposed, ErrKeyChange, ErrTooFewKeys, ErrNotItsKey,
// ErrInCheckout, ErrKeyExists, ErrSecretKey, ErrKeyPassword, ErrNoSpace and ErrReadOnly. Nothing is written then.
func (c Checkout) Rotate(ctx context.Context, r catalog.KeyRotation) (catalog.KeyChange, error) {
	ring, err := c.keyring()
	if err != nil {
		return catalog.KeyChange{}, err
	}
	if ring.set.Version == 0 {
		return catalog.KeyChange{}, catalog.ErrNoKeys
	}
	if waiting, err := c.read(proposedPath, signature.MaxKeySet); err != nil || waiting != nil {
		return catalog.KeyChange{}, errors.Join(err, catalog.ErrProposed)
	}
	var secrets []secret
	if r.New > 0 {
		if err := c.keptApart(r.Folder); err != nil {
			return catalog.KeyChange{}, err
		}
		next := signature.KeySet{Channel: ring.set.Channel, Version: ring.set.Version + 1}
		if secrets, err = c.makeKeys(r.New, func(i int) string { return keyName(next, i) }); err != nil {
			return catalog.KeyChange{}, err
		}
	}
	p, err := propose(r, ring.set, secrets)
	if err != nil {
		return catalog.KeyChange{}, err
	}
	for _, s := range secrets {
		p.sign(s.key, c.comment("key set %d of %s", p.set.Version, p.set.Channel))
	}
	if err := c.signAll(ring.set, &p, r.Sign, r.Unlock); err != nil {
		return catalog.KeyChange{}, err
	}
	return c.keep(ctx, ring, p, r, secrets)
}

// AddSignatures signs the change of keys that waits, and puts it to use when that was the last signature it needed.
// Its errors are those of Rotate, and catalog.ErrNoProposal.
func (c Checkout) AddSignatures(ctx context.Context, keys []string, unlock catalog.Password) (catalog.KeyChange, error) {
	ring, err := c.keyring()
	if err != nil {
		return catalog.KeyChange{}, err
	}
	if ring.set.Version == 0 {
		return catalog.KeyChange{}, catalog.ErrNoKeys
	}
	p, err := c.proposal(ring)
	if err != nil {
		return catalog.KeyChange{}, err
	}
	if err := c.signAll(ring.set, &p, keys, unlock); err != nil {
		return catalog.KeyChange{}, err
	}
	return c.keep(ctx, ring, p, catalog.KeyRotation{Unsigned: true}, nil)
}

// propose makes the key set that a change leads to.
func propose(r catalog.KeyRotation, old signature.KeySet, secrets []secret) (proposal, error) {
	next := signature.KeySet{Format: 1, Channel: old.Channel, Version: old.Version + 1, Threshold: r.Threshold}
	gone := map[string]bool{}
	for _, name := range r.Drop {
		key, err := named(old, name)
		if err != nil {
			return proposal{}, err
		}
		gone[key] = true
	}
	for _, key := range old.Keys {
		if !gone[key] {
			next.Keys = append(next.Keys, key)
		}
	}
	next.Keys = append(next.Keys, r.Add...)
	for _, s := range secrets {
		next.Keys = append(next.Keys, s.key.Public())
	}
	if slices.Equal(next.Keys, old.Keys) && (r.Threshold == 0 || r.Threshold == old.Threshold) {
		return proposal{}, fmt.Errorf("%w: nothing would change", catalog.ErrKeyChange)
	}
	if next.Threshold == 0 {
		next.Threshold = max(min(old.Threshold, len(next.Keys)), min(2, len(next.Keys)))
	}
	raw, err := next.Encode()
	if err != nil {
		return proposal{}, fmt.Errorf("%w: %w", catalog.ErrKeyChange, err)
	}
	return proposal{set: next, raw: raw}, nil
}

// named finds a key of a set by its number, from 1, or by itself.
func named(set signature.KeySet, name string) (string, error) {
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(set.Keys) {
		return set.Keys[n-1], nil
	}
	if slices.Contains(set.Keys, name) {
		return name, nil
	}
	return "", fmt.Errorf("%w: %.80q is none of the %d keys", catalog.ErrKeyChange, name, len(set.Keys))
}

// proposal reads the change of keys that waits. Signatures that do not count are left out.
func (c Checkout) proposal(ring keyring) (proposal, error) {
	waiting, err := c.signedSet(proposedPath, proposedSignature)
	if err != nil {
		return proposal{}, err
	}
	if waiting.Set == nil {
		return proposal{}, catalog.ErrNoProposal
	}
	set, err := signature.ParseKeySet(waiting.Set)
	switch {
	case err != nil:
		return proposal{}, keyFiles("%s: %w", proposedPath, err)
	case set.Channel != ring.set.Channel || set.Version != ring.set.Version+1:
		return proposal{}, keyFiles("%s is version %d for %s, and the keys in use are version %d for %s; delete it", proposedPath, set.Version, set.Channel, ring.set.Version, ring.set.Channel)
	}
	p := proposal{set: set, raw: waiting.Set}
	for _, sig := range waiting.Signatures {
		if ring.set.Signed(p.raw, sig) || set.Signed(p.raw, sig) {
			p.sigs = append(p.sigs, sig)
		}
	}
	return p, nil
}

func (c Checkout) signAll(old signature.KeySet, p *proposal, files []string, unlock catalog.Password) error {
	for _, path := range files {
		key, err := c.readKey(path, unlock)
		if err != nil {
			return err
		}
		if has(old, key, path) != nil && has(p.set, key, path) != nil {
			return has(old, key, path)
		}
		p.sign(key, c.comment("key set %d of %s", p.set.Version, p.set.Channel))
	}
	return nil
}

// sign adds a signature, unless the key has signed already.
func (p *proposal) sign(key signature.Key, comment string) {
	own := signature.KeySet{Keys: []string{key.Public()}}
	if len(own.SignedBy(p.raw, p.sigs)) == 0 {
		p.sigs = append(p.sigs, key.Sign(p.raw, comment))
	}
}

func (p proposal) describe(old signature.KeySet) *catalog.ProposedKeys {
	byOld, byNew := old.SignedBy(p.raw, p.sigs), p.set.SignedBy(p.raw, p.sigs)
	signed := append(slices.Clone(byOld), slices.DeleteFunc(slices.Clone(byNew), func(k string) bool { return slices.Contains(byOld, k) })...)
	return &catalog.ProposedKeys{
		Version: p.set.Version, Threshold: p.set.Threshold, Keys: p.set.Keys, Fingerprint: signature.Fingerprint(p.raw), Signed: signed,
		MissingOld: max(0, old.Threshold-len(byOld)), MissingNew: max(0, p.set.Threshold-len(byNew)),
	}
}

// keep puts a change of keys to use when it is signed by enough, and else lets it wait.
func (c Checkout) keep(ctx context.Context, ring keyring, p proposal, r catalog.KeyRotation, secrets []secret) (catalog.KeyChange, error) {
	if len(p.sigs) > signature.MaxSignatures {
		return catalog.KeyChange{}, fmt.Errorf("%w: a change of keys has room for %d signatures", catalog.ErrKeyChange, signature.MaxSignatures)
	}
	waiting := []file{{proposedPath, p.raw}}
	for i, sig := range p.sigs {
		waiting = append(waiting, file{proposedSignature(i + 1), sig})
	}
	_, err := ring.set.Next(p.raw, p.sigs)
	switch {
	case err == nil:
		var done []string
		for _, f := range waiting {
			done = append(done, f.path)
		}
		return c.keepKeys(ctx, r.Folder, r.Password, secrets, keyFilesOf(p.set.Version, p.raw, p.sigs), done)
	case !r.Unsigned:
		d := p.describe(ring.set)
		return catalog.KeyChange{}, fmt.Errorf("%w: %d more of those in use and %d more of the new set have to sign", catalog.ErrTooFewKeys, d.MissingOld, d.MissingNew)
	}
	return c.keepKeys(ctx, r.Folder, r.Password, secrets, waiting, nil)
}
