package library

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// spareSpace is what an installation leaves free, in bytes.
const spareSpace = 64 << 20

// Install fetches what an update lacks, checks every byte, parses the whole and only then puts it to use, as a
// newer revision of a library or as one more library behind the others. The revision before it is kept.
// Whatever fails, nothing is changed; files that have arrived are not fetched again the next time. progress may
// be nil; it is called by one goroutine at a time.
//
// An update with Trust NewKeys is installed because a person accepted its Fingerprint: from then on these keys
// are the only ones for the library, except for others that they lead to. The update is judged once more from
// its signed bytes, whatever its other fields say.
//
// Ending ctx stops it until the moment of the switch. It fails with catalog.ErrBusy while another process,
// or another call, changes the library; with a *catalog.ContentError when the update does not load; with
// ErrDamaged, ErrNoSpace or ErrReadOnly; as Look does; and as the source does.
func (l *Library) Install(ctx context.Context, src Source, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error) {
	defer runtime.KeepAlive(l) // and so the lock
	if src == nil {
		return catalog.Revision{}, catalog.ErrNoSource
	}
	var to catalog.Revision
	err := l.change(ctx, func(p pointer, b *bundle) error {
		v, err := l.judgeAgain(ctx, p, b, src.Name(), u)
		if err != nil {
			return err
		}
		v.to.Origin = origin(src.Name())
		to = v.to
		if err := l.fill(ctx, transfer{src, u.Mark, progress}, v.manifest, b); err != nil {
			return err
		}
		if err := l.shelve(ctx, v.manifest, u); err != nil {
			return err
		}
		cat, err := l.tryOut(ctx, v.manifest)
		if err != nil {
			l.tidy(p)
			return err
		}
		h := v.installed(cat.Library.Update)
		if h.Chain, err = history(ctx, h, v.library.Cur == nil, keyring(func(ctx context.Context, version int) (catalog.SignedKeySet, error) {
			return src.KeySet(ctx, u.Mark, version)
		})); err != nil {
			return err
		}
		if isAddress(src.Name()) {
			h.Source = src.Name()
		}
		return l.use(ctx, p.put(h), b)
	})
	if err != nil {
		return catalog.Revision{}, fmt.Errorf("installing from %s: %w", src.Name(), err)
	}
	return to, nil
}

// origin is what is kept of where a revision came from. Of a file that is its name: in which folders of which stick it
// lay is nobody's business.
func origin(source string) string {
	if isAddress(source) {
		return source
	}
	return filepath.Base(source)
}

// judgeAgain judges an update as it is about to be installed: what is on this computer may have changed since it
// was looked at, and the keys are those that a person was shown.
func (l *Library) judgeAgain(ctx context.Context, p pointer, b *bundle, origin string, u catalog.Update) (verdict, error) {
	pub := catalog.Published{Mark: u.Mark, Manifest: u.Manifest, Signature: u.Signature}
	v, err := l.judge(ctx, p, b, offer{pub, origin, u.Library, shownKeys(u.Keys)})
	switch {
	case err != nil:
		return verdict{}, err
	case v.trust == catalog.Unsigned && u.Trust != catalog.Unsigned:
		return verdict{}, catalog.ErrUnsigned
	case v.trust == catalog.NewKeys && (u.Trust != catalog.NewKeys || u.Fingerprint != v.fingerprint):
		return verdict{}, catalog.ErrFingerprint
	}
	return v, nil
}

// shownKeys are the key sets of an update, the last of which is the one in use.
func shownKeys(keys []catalog.SignedKeySet) keyring {
	return func(_ context.Context, version int) (catalog.SignedKeySet, error) {
		if version == 0 && len(keys) > 0 {
			return keys[len(keys)-1], nil
		}
		for _, k := range keys {
			if set, err := signature.ParseKeySet(k.Set); err == nil && set.Version == version {
				return k, nil
			}
		}
		return catalog.SignedKeySet{}, catalog.ErrNotFound
	}
}

// installed is the library with the revision in use that was judged, and its keys pinned.
func (v verdict) installed(update string) holding {
	h := v.library.switchTo(editionOf(v.to, update))
	h.Seen = pin{Sequence: v.to.Sequence, Manifest: v.to.Manifest, Issued: v.to.Issued}
	switch {
	case v.trust == catalog.NewKeys:
		h.Keys, h.Chain = v.set, nil
	case len(v.keys) > 0:
		h.Past, h.Chain = slices.Clone(h.Past), slices.Clone(h.Chain)
		trusted := h.Keys
		for _, k := range v.keys {
			h.Past = append(h.Past, signature.Fingerprint(trusted))
			h.Chain = append(h.Chain, keyChangeOf(k))
			trusted = k.Set
		}
		h.Keys = v.set
	}
	return h
}

// history is how the publisher came to the keys that are trusted, from the second version on. It is not needed to
// trust them, only to pass the library on to somebody who knows earlier ones; so what cannot be had is left out.
func history(ctx context.Context, h holding, first bool, ring keyring) ([]keyChange, error) {
	version := h.version()
	if len(h.Chain) >= version-1 || !first || version-1 > manifest.MaxKeyChanges {
		return h.Chain, nil
	}
	var chain []keyChange
	for n := 2; n <= version; n++ {
		change, err := ring(ctx, n)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			return h.Chain, nil
		}
		chain = append(chain, keyChangeOf(change))
	}
	if !linked(chain) || string(chain[len(chain)-1].Set) != string(h.Keys) {
		return h.Chain, nil
	}
	return chain, nil
}

// linked reports whether each key set is signed by those of the one before it.
func linked(chain []keyChange) bool {
	for i := range len(chain) - 1 {
		from, err := signature.ParseKeySet(chain[i].Set)
		if err != nil {
			return false
		}
		if _, err := from.Next(chain[i+1].Set, chain[i+1].Signatures); err != nil {
			return false
		}
	}
	return true
}

// fill brings the files of a manifest onto the shelf that are not there.
func (l *Library) fill(ctx context.Context, t transfer, m catalog.Manifest, b *bundle) error {
	if err := l.shelf.prepare(); err != nil {
		return err
	}
	own, err := b.list()
	if err != nil {
		return err
	}
	fetch, local := l.missing(m, own)
	need := bytesOf(fetch) + bytesOf(local)
	if free, known := l.shelf.disk.Free(); known && need > 0 && free < 2*need+spareSpace {
		return fmt.Errorf("%w: %d bytes are needed", catalog.ErrNoSpace, 2*need+spareSpace-free)
	}
	for _, f := range local {
		data, err := fs.ReadFile(l.cfg.Bundled, own.bySum[f.SHA256])
		if err != nil || manifest.Sum(data) != f.SHA256 {
			return fmt.Errorf("%w: bundled %s: %w", catalog.ErrDamaged, f.Path, err)
		}
		if err := l.shelf.putObject(f.SHA256, data); err != nil {
			return err
		}
	}
	return t.fetch(ctx, m, fetch, func(f catalog.File, data []byte) error { return l.shelf.putObject(f.SHA256, data) })
}

// shelve makes everything that was written last, and reads it all again: nothing is used that cannot be
// read back.
func (l *Library) shelve(ctx context.Context, m catalog.Manifest, u catalog.Update) error {
	if err := l.shelf.settle(m); err != nil {
		return err
	}
	if err := l.shelf.putManifest(u.Manifest, u.Signature); err != nil {
		return err
	}
	return l.shelf.verify(ctx, m)
}

// tryOut parses a revision that is on the shelf.
func (l *Library) tryOut(ctx context.Context, m catalog.Manifest) (*catalog.Catalog, error) {
	cat, problems, err := l.cfg.Parse(ctx, newTree(l.shelf, m))
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if broken := slices.DeleteFunc(slices.Clone(problems), func(p catalog.Problem) bool { return p.Severity != catalog.Broken }); len(broken) > 0 {
		return nil, &catalog.ContentError{Problems: broken}
	}
	if err != nil {
		return nil, err
	}
	if cat.Library.ID != m.Channel {
		return nil, fmt.Errorf("%w: library %q is published as %q", catalog.ErrNotLibrary, cat.Library.ID, m.Channel)
	}
	return cat, nil
}

// use makes next the pointer and removes what is not needed any more.
func (l *Library) use(ctx context.Context, next pointer, b *bundle) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	next.Bundled = b.library.Issued
	l.mu.Lock()
	err := l.shelf.flip(next)
	l.mu.Unlock()
	if err != nil {
		return err
	}
	l.tidy(next)
	l.writeSightings(next, b)
	return nil
}

// tidy removes what neither the pointer nor a catalog of this process needs. After a pointer that could not
// be read it is not known what it needed, and nothing is removed.
func (l *Library) tidy(p pointer) {
	if p.Format == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.shelf.collect(append(p.manifests(), slices.Collect(maps.Keys(l.loaded))...))
}

// manifests are those of all revisions that are kept.
func (p pointer) manifests() []string {
	var sums []string
	for _, h := range p.Libraries {
		for _, e := range []*edition{h.Cur, h.Prev} {
			if e != nil {
				sums = append(sums, e.Manifest)
			}
		}
	}
	return sums
}
