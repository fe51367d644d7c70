package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// A keyring gives a version of a source's key set with the signatures over it; version 0 is the one in use.
type keyring func(ctx context.Context, version int) (catalog.SignedKeySet, error)

// A verdict is what is known of a published revision once its signature and its own rules are checked.
type verdict struct {
	manifest    catalog.Manifest
	to          catalog.Revision
	trust       catalog.Trust
	set         []byte                 // the file of the key set that signs it; nil when it is unsigned
	keys        []catalog.SignedKeySet // to be accepted with it
	library     holding                // that it is a revision of
	known       bool                   // whether that is on this computer
	fingerprint string
}

// An offer is a published revision that is to be judged.
type offer struct {
	published catalog.Published
	origin    string
	id        string // of the library that it has to be; empty for any
	ring      keyring
}

// judge holds an offer to the rules: the signature first, before anything of it is read, then those of the
// manifest, then what is known of the library.
func (l *Library) judge(ctx context.Context, p pointer, b *bundle, o offer) (verdict, error) {
	pub := o.published
	if len(pub.Manifest) > manifest.MaxManifest || len(pub.Signature) > manifest.MaxSignature {
		return verdict{}, fmt.Errorf("%w: the manifest or its signature is too long", catalog.ErrNotLibrary)
	}
	read := l.readUnsigned
	if len(pub.Signature) > 0 {
		read = l.readSigned
	}
	v, err := read(ctx, p, o)
	if err != nil {
		return verdict{}, err
	}
	m := v.manifest
	if o.id != "" && m.Channel != o.id {
		return verdict{}, fmt.Errorf("%w: %q", catalog.ErrOtherOne, m.Channel)
	}
	v.to = catalog.Revision{
		Manifest: manifest.Sum(pub.Manifest), Sequence: m.Sequence, Issued: m.Issued, Origin: o.origin, Signed: v.set != nil,
	}
	if v.set != nil {
		v.fingerprint = signature.Fingerprint(v.set)
		if err := carries(m, v.set); err != nil {
			return verdict{}, err
		}
	}
	if v.trust != catalog.NewKeys && len(v.keys) == 0 { // other keys may begin to count anew
		if err := v.library.follows(v.to); err != nil {
			return verdict{}, err
		}
	}
	return v, notBehind(v, b)
}

// readUnsigned reads what nobody has signed, where that is allowed.
func (l *Library) readUnsigned(_ context.Context, p pointer, o offer) (verdict, error) {
	if h, _ := p.find(o.id); h.Keys != nil || l.cfg.AllowUnsigned == nil || !l.cfg.AllowUnsigned() {
		return verdict{}, catalog.ErrUnsigned
	}
	m, err := manifest.Parse(o.published.Manifest, l.cfg.Version)
	if err != nil {
		return verdict{}, err
	}
	h, known := p.find(m.Channel)
	if h.Keys != nil {
		return verdict{}, catalog.ErrUnsigned
	}
	return verdict{manifest: m, trust: catalog.Unsigned, library: h, known: known}, nil
}

// readSigned reads what keys have signed that are trusted, or that the source says are the publisher's.
func (l *Library) readSigned(ctx context.Context, p pointer, o offer) (verdict, error) {
	var signers []string // libraries whose keys signed it
	for _, h := range p.Libraries {
		if (o.id == "" || h.ID == o.id) && signedBy(h.Keys, o.published) {
			signers = append(signers, h.ID)
		}
	}
	if len(signers) == 0 {
		return l.readOffered(ctx, p, o)
	}
	m, err := manifest.Parse(o.published.Manifest, l.cfg.Version)
	if err != nil {
		return verdict{}, err
	}
	if !slices.Contains(signers, m.Channel) { // the same publisher's, and another library
		if o.id != "" {
			return verdict{}, fmt.Errorf("%w: %q", catalog.ErrOtherOne, m.Channel)
		}
		return l.readOffered(ctx, p, o)
	}
	h, known := p.find(m.Channel)
	switch trusted := h.version(); {
	case m.Keys > trusted:
		return l.readOffered(ctx, p, o)
	case m.Keys < trusted:
		return verdict{}, fmt.Errorf("%w: signed with version %d of the keys after %d", catalog.ErrOlder, m.Keys, trusted)
	}
	return verdict{manifest: m, trust: catalog.KnownKeys, set: h.Keys, library: h, known: known}, nil
}

// readOffered reads what is signed with the keys that the source offers as the publisher's. Those of a library
// that is known must come from the trusted ones by changes of keys.
func (l *Library) readOffered(ctx context.Context, p pointer, o offer) (verdict, error) {
	signed, err := o.ring(ctx, 0)
	if errors.Is(err, catalog.ErrNotFound) {
		return verdict{}, fmt.Errorf("%w: its keys are not there: %w", catalog.ErrSignature, err)
	}
	if err != nil {
		return verdict{}, err
	}
	raw := signed.Set
	set, err := signature.ParseKeySet(raw)
	if err != nil {
		return verdict{}, fmt.Errorf("%w: %s: %w", catalog.ErrSignature, manifest.KeySetPath, err)
	}
	if !set.Signed(o.published.Manifest, o.published.Signature) {
		return verdict{}, catalog.ErrSignature
	}
	if o.id != "" && set.Channel != o.id {
		return verdict{}, fmt.Errorf("%w: %q", catalog.ErrOtherOne, set.Channel)
	}
	h, known := p.find(set.Channel)
	v := verdict{trust: catalog.NewKeys, set: raw, keys: []catalog.SignedKeySet{{Set: raw}}, library: h, known: known}
	if h.Keys != nil {
		v.trust = catalog.KnownKeys
		if v.keys, err = chain(ctx, h.Keys, raw, o.ring); err != nil {
			return verdict{}, l.otherKeys(p, o, h, raw, err)
		}
	}
	if v.manifest, err = manifest.Parse(o.published.Manifest, l.cfg.Version); err != nil {
		return verdict{}, err
	}
	if v.manifest.Channel != set.Channel || v.manifest.Keys != set.Version {
		return verdict{}, fmt.Errorf("%w: the manifest of %q, keys %d, is signed with the keys of %q, version %d", catalog.ErrNotLibrary,
			v.manifest.Channel, v.manifest.Keys, set.Channel, set.Version)
	}
	return v, nil
}

func signedBy(keys []byte, pub catalog.Published) bool {
	if keys == nil {
		return false
	}
	set, err := signature.ParseKeySet(keys)
	return err == nil && set.Signed(pub.Manifest, pub.Signature)
}

// errNoChain says that nobody who may has put other keys in the place of those that are trusted.
var errNoChain = errors.New("the keys were not changed by those who may")

// chain is how the publisher came from the keys that are trusted to those that are offered. Its errors are
// errNoChain and those of the ring.
func chain(ctx context.Context, trusted, offered []byte, ring keyring) ([]catalog.SignedKeySet, error) {
	from, err := signature.ParseKeySet(trusted)
	if err != nil {
		return nil, err
	}
	to, err := signature.ParseKeySet(offered)
	if err != nil {
		return nil, err
	}
	if to.Version <= from.Version || to.Version-from.Version > manifest.MaxKeyChanges {
		return nil, fmt.Errorf("%w: version %d after %d", errNoChain, to.Version, from.Version)
	}
	var changes []catalog.SignedKeySet
	for from.Version < to.Version {
		change, err := ring(ctx, from.Version+1)
		if errors.Is(err, catalog.ErrNotFound) {
			return nil, fmt.Errorf("%w: %w", errNoChain, err)
		}
		if err != nil {
			return nil, err
		}
		if from, err = from.Next(change.Set, change.Signatures); err != nil {
			return nil, fmt.Errorf("%w: %w", errNoChain, err)
		}
		changes = append(changes, change)
	}
	if !bytes.Equal(changes[len(changes)-1].Set, offered) {
		return nil, fmt.Errorf("%w: version %d is another one", errNoChain, to.Version)
	}
	return changes, nil
}

// otherKeys says what it means that a library is offered with keys that the trusted ones do not lead to. Keys of
// before, on something that is not newer, are an old copy, and no reason for alarm.
func (l *Library) otherKeys(p pointer, o offer, h holding, offered []byte, err error) error {
	if !errors.Is(err, errNoChain) {
		return err
	}
	if slices.Contains(h.Past, signature.Fingerprint(offered)) {
		m, parseErr := manifest.Parse(o.published.Manifest, "")
		if newest := h.newest(); parseErr == nil && !newest.IsZero() && !m.Issued.After(newest) {
			return fmt.Errorf("%w: it is signed with keys of before", catalog.ErrOlder)
		}
	}
	return fmt.Errorf("%w: %w", &catalog.KeysChangedError{
		Library: h.ID, Title: l.title(h), Known: signature.Fingerprint(h.Keys), Offered: signature.Fingerprint(offered),
	}, err)
}

// newest is the date of the newest revision that was accepted; zero when that is not known.
func (h holding) newest() time.Time {
	if h.Seen.Issued.IsZero() && h.Cur != nil {
		return h.Cur.Issued
	}
	return h.Seen.Issued
}

// carries makes sure that a revision brings the key set that signs it, so that the next one to get it sees the
// same keys.
func carries(m catalog.Manifest, set []byte) error {
	i := slices.IndexFunc(m.Files, func(f catalog.File) bool { return f.Path == manifest.KeySetPath })
	if i < 0 || m.Files[i].SHA256 != manifest.Sum(set) || m.Files[i].Size != int64(len(set)) {
		return fmt.Errorf("%w: %s is not the key set that signs it", catalog.ErrNotLibrary, manifest.KeySetPath)
	}
	return nil
}

// follows makes sure that a revision is not older than the newest one that was accepted, nor another one under
// its number.
func (h holding) follows(r catalog.Revision) error {
	switch {
	case r.Sequence < h.Seen.Sequence:
		return fmt.Errorf("%w: number %d after %d", catalog.ErrOlder, r.Sequence, h.Seen.Sequence)
	case r.Sequence == h.Seen.Sequence && r.Manifest != h.Seen.Manifest:
		return fmt.Errorf("%w: %d", catalog.ErrSameNumber, r.Sequence)
	}
	return nil
}

// aDay is how far dates may be apart that name the same day in different parts of the world.
const aDay = 24 * time.Hour

// notBehind makes sure that a revision is not older than what came with the program and is in use.
func notBehind(v verdict, b *bundle) error {
	old := v.to.Issued.Add(aDay).Before(b.library.Issued) && v.to.Manifest != v.library.Seen.Manifest
	if v.library.ID == b.library.ID && v.library.Cur == nil && old {
		return fmt.Errorf("%w: it is of %s", catalog.ErrOlder, v.to.Issued.Format(time.DateOnly))
	}
	return nil
}
