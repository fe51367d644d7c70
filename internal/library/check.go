package library

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// Look asks a source, whatever it publishes, what it would bring: a newer revision of a library that is on this
// computer, or a library that can be added. It installs nothing. When the source still offers what it did the
// last time, that is one request.
//
// fingerprint is that of the keys which the person expects; empty when none was named. With other keys it
// fails with catalog.ErrFingerprint.
//
// It fails with catalog.ErrUpToDate when there is nothing to install; with ErrNoSource for a nil source; with
// ErrUnsigned or ErrSignature, and with a *catalog.KeysChangedError when a library that is known is signed with
// keys that nobody who may has put in the place of the trusted ones; with ErrOlder or ErrSameNumber; with
// ErrNotLibrary or ErrNewerFormat; and as the source does.
func (l *Library) Look(ctx context.Context, src Source, fingerprint string) (catalog.Update, error) {
	return l.ask(ctx, src, "", fingerprint)
}

// Check is Look for a source that has to publish the library with the id. It fails with catalog.ErrNoLibrary when
// that is not on this computer, and with ErrOtherOne when the source publishes another.
func (l *Library) Check(ctx context.Context, id string, src Source) (catalog.Update, error) {
	return l.ask(ctx, src, id, "")
}

func (l *Library) ask(ctx context.Context, src Source, id, fingerprint string) (catalog.Update, error) {
	if src == nil {
		return catalog.Update{}, catalog.ErrNoSource
	}
	u, err := l.asked(ctx, src, id, fingerprint)
	if err != nil {
		return catalog.Update{}, fmt.Errorf("checking %s: %w", src.Name(), err)
	}
	return u, nil
}

func (l *Library) asked(ctx context.Context, src Source, id, fingerprint string) (catalog.Update, error) {
	p, b, err := l.now(ctx)
	if err != nil && !errors.Is(err, catalog.ErrDamaged) {
		return catalog.Update{}, err
	}
	if _, known := p.find(id); id != "" && !known {
		return catalog.Update{}, fmt.Errorf("%w: %q", catalog.ErrNoLibrary, id)
	}
	seen := l.lastSeen(src.Name())
	pub, err := src.Latest(ctx, seen.Mark)
	switch {
	case errors.Is(err, catalog.ErrUpToDate) && seen.Mark != "":
	case err != nil:
		return catalog.Update{}, err
	default:
		seen = sighting{Mark: pub.Mark, Manifest: pub.Manifest, Signature: pub.Signature}
	}
	v, err := l.judge(ctx, p, b, offer{seen.published(), src.Name(), id, seen.ring(src)})
	if err != nil {
		return catalog.Update{}, soften(err, pub.Cached)
	}
	if fingerprint != "" && !signature.SameFingerprint(fingerprint, v.fingerprint) {
		return catalog.Update{}, fmt.Errorf("%w: theirs is %s", catalog.ErrFingerprint, v.fingerprint)
	}
	seen.Library, seen.Origin, seen.Checked = v.manifest.Channel, src.Name(), l.cfg.Now().UTC()
	if isAddress(src.Name()) { // to look at a file again costs nothing, and leaves no trace of it
		l.remember(seen, p, b)
	}
	u, err := l.weigh(v, b)
	if err != nil {
		return catalog.Update{}, err
	}
	u.Compared = fingerprint != ""
	u.Mark, u.Manifest, u.Signature = seen.Mark, seen.Manifest, seen.Signature
	return u, nil
}

// soften says of what came by way of a cache what it is most likely to be: no attack, but a copy of some minutes ago. It
// is refused all the same.
func soften(err error, cached bool) error {
	switch {
	case !cached || errors.As(err, new(*catalog.KeysChangedError)):
		return err
	case errors.Is(err, catalog.ErrOlder):
		return fmt.Errorf("%w: this way leads to a copy that is older", catalog.ErrUpToDate)
	case errors.Is(err, catalog.ErrSignature):
		return fmt.Errorf("%w: manifest and signature may be of two states: %v", catalog.ErrServer, err)
	}
	return err
}

// weigh says what a revision would bring, or catalog.ErrUpToDate when that is nothing.
func (l *Library) weigh(v verdict, b *bundle) (catalog.Update, error) {
	own, err := b.list()
	if err != nil {
		return catalog.Update{}, err
	}
	h, bundled := v.library, v.library.ID == b.library.ID && v.library.Cur == nil
	var from catalog.Revision
	var have []catalog.File
	whole := false // whether the list of what is installed is
	switch {
	case h.Cur != nil:
		from = h.Cur.revision()
		have, whole = l.installedFiles(*h.Cur)
	case bundled:
		from, have = b.revision(), own.files
	}
	fetch, local := l.missing(v.manifest, own)
	changes := manifest.Changes(have, v.manifest.Files, fetch)
	current := whole && h.Cur.Manifest == v.to.Manifest && len(fetch)+len(local) == 0
	passed := bundled && v.to.Manifest == h.Seen.Manifest && v.to.Issued.Before(b.library.Issued) // a newer program went past it
	if current || passed || bundled && len(changes) == 0 {
		return catalog.Update{}, catalog.ErrUpToDate
	}
	return catalog.Update{
		Library: v.manifest.Channel, Title: v.manifest.Title, Publisher: v.manifest.Publisher, Source: v.to.Origin,
		First: h.Cur == nil, Trust: v.trust, Fingerprint: v.fingerprint, Keys: v.keys,
		From: from, To: v.to, ReviewBy: dateOf(v.manifest.ReviewBy),
		Changes: changes, Download: bytesOf(fetch), Files: len(fetch),
	}, nil
}

// dateOf reads a date that a manifest was allowed to have.
func dateOf(text string) time.Time {
	date, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}
	}
	return date
}

// installedFiles lists the files of an installed revision; none when its manifest is damaged, so that
// everything counts as new.
func (l *Library) installedFiles(e edition) (files []catalog.File, whole bool) {
	m, err := l.shelf.parsed(e.Manifest, "")
	return m.Files, err == nil
}

// missing lists the files whose bytes are not on the shelf, each content once: those to fetch, and those
// that came with the program and only have to be copied.
func (l *Library) missing(m catalog.Manifest, own listed) (fetch, local []catalog.File) {
	seen := map[string]bool{}
	for _, f := range m.Files {
		if seen[f.SHA256] {
			continue
		}
		seen[f.SHA256] = true
		if l.shelf.has(f.SHA256) {
			continue
		}
		if _, ok := own.bySum[f.SHA256]; ok {
			local = append(local, f)
		} else {
			fetch = append(fetch, f)
		}
	}
	return fetch, local
}

func bytesOf(files []catalog.File) int64 {
	var n int64
	for _, f := range files {
		n += f.Size
	}
	return n
}
