package library

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/signature"
)

// List says which libraries are on this computer, in their order, and what is known of each. It loads them first
// when that was not done since they changed. Its error is ctx's, or that the bundled library does not load.
func (l *Library) List(ctx context.Context) ([]catalog.InstalledLibrary, error) {
	b, err := l.bundled(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing the libraries: %w", err)
	}
	p, pointerErr := l.shelf.pointer()
	p = p.with(b)
	l.mu.Lock()
	r := l.last
	l.mu.Unlock()
	if r.state != p.state() {
		if cat, err := l.Load(ctx); cat == nil {
			return nil, err
		}
		l.mu.Lock()
		r = l.last
		l.mu.Unlock()
	}
	list := make([]catalog.InstalledLibrary, len(p.Libraries))
	for i, h := range p.Libraries {
		list[i] = l.describe(h, b, r)
		if pointerErr != nil && h.ID == b.library.ID {
			list[i].Fault = &catalog.FallbackError{Err: pointerErr}
		}
	}
	return list, nil
}

func (l *Library) describe(h holding, b *bundle, r report) catalog.InstalledLibrary {
	head, bundled := r.heads[h.ID], h.ID == b.library.ID
	d := catalog.InstalledLibrary{
		ID: h.ID, Title: head.Title, Publisher: head.Publisher, Source: h.source(b), Bundled: bundled,
		Revision: b.revision(), Trust: catalog.KnownKeys, Fault: r.faults[h.ID],
	}
	if h.Cur != nil {
		l.describeRevision(&d, h)
	}
	if h.Keys != nil {
		d.Fingerprint = signature.Fingerprint(h.Keys)
	}
	switch {
	case h.unsignedBefore():
	case h.Prev != nil && !same(h.Cur, h.Prev):
		d.Previous, d.HasPrevious = h.Prev.revision(), true
	case h.Prev == nil && h.Cur != nil && bundled:
		d.Previous, d.HasPrevious = b.revision(), true
	}
	d.Checked = l.checked(h.ID, d.Source)
	for _, hidden := range r.hidden {
		if hidden.Library == h.ID {
			d.Hidden = append(d.Hidden, hidden)
		}
	}
	return d
}

// describeRevision fills in what is known of an installed revision.
func (l *Library) describeRevision(d *catalog.InstalledLibrary, h holding) {
	e := *h.Cur
	d.Revision, d.CanPack = e.revision(), e.Signed && d.Fault == nil
	if !e.Signed {
		d.Trust = catalog.Unsigned
	}
	m, err := l.shelf.parsed(e.Manifest, "")
	if err != nil {
		return
	}
	d.ReviewBy, d.Mirrors = dateOf(m.ReviewBy), m.Mirrors
	if typed := h.Source; strings.HasPrefix(typed, "https://") && !sameName(typed, d.Source) { // it answered once
		d.Mirrors = append([]string{typed}, d.Mirrors...)
	}
	if d.Title == "" {
		d.Title, d.Publisher = m.Title, m.Publisher
	}
}

// title is how this computer knows a library.
func (l *Library) title(h holding) string {
	l.mu.Lock()
	head := l.last.heads[h.ID]
	l.mu.Unlock()
	if head.Title == "" && h.Cur != nil {
		if m, err := l.shelf.parsed(h.Cur.Manifest, ""); err == nil {
			return m.Title
		}
	}
	return head.Title
}

// Order puts the libraries into another order: where ids collide, the first counts. ids are those of all libraries.
// It fails with catalog.ErrNoLibrary when they are not, and with ErrBusy, ErrNoSpace or ErrReadOnly.
func (l *Library) Order(ctx context.Context, ids []string) error {
	defer runtime.KeepAlive(l) // and so the lock
	err := l.change(ctx, func(p pointer, b *bundle) error {
		next := p
		next.Libraries = nil
		for _, id := range ids {
			h, known := p.find(id)
			if !known || at(next.Libraries, id) >= 0 {
				return fmt.Errorf("%w: %q", catalog.ErrNoLibrary, id)
			}
			next.Libraries = append(next.Libraries, h)
		}
		if len(next.Libraries) != len(p.Libraries) {
			return fmt.Errorf("%w: %d of %d are named", catalog.ErrNoLibrary, len(ids), len(p.Libraries))
		}
		return l.settle(ctx, p, next, b)
	})
	if err != nil {
		return fmt.Errorf("ordering the libraries: %w", err)
	}
	return nil
}

// settle makes next the pointer, in which the same revisions are in use.
func (l *Library) settle(ctx context.Context, p, next pointer, b *bundle) error {
	if p.Format == 0 { // nothing is changed for a library whose pointer cannot be read
		return catalog.ErrDamaged
	}
	if err := l.shelf.prepare(); err != nil {
		return err
	}
	return l.use(ctx, next, b)
}

// Contents gives the revision of a library that is in use, as it was published, and its files. It stays whole until
// this process ends. It fails with catalog.ErrNoLibrary, with ErrCannotPack when it is the bundled library itself
// or nobody has signed it, and with ErrDamaged.
func (l *Library) Contents(ctx context.Context, id string) (catalog.Contents, []catalog.File, error) {
	c, files, err := l.contents(ctx, id)
	if err != nil {
		return catalog.Contents{}, nil, fmt.Errorf("the contents of %s: %w", id, err)
	}
	return c, files, nil
}

func (l *Library) contents(ctx context.Context, id string) (catalog.Contents, []catalog.File, error) {
	p, _, err := l.pinned(ctx)
	if err != nil {
		return catalog.Contents{}, nil, err
	}
	h, known := p.find(id)
	switch {
	case !known:
		return catalog.Contents{}, nil, catalog.ErrNoLibrary
	case h.Cur == nil || !h.Cur.Signed:
		return catalog.Contents{}, nil, catalog.ErrCannotPack
	}
	c := catalog.Contents{Object: l.shelf.object}
	if c.Manifest, err = l.shelf.manifest(h.Cur.Manifest); err != nil {
		return catalog.Contents{}, nil, err
	}
	if c.Signature, err = l.shelf.disk.ReadFile(manifestPath(h.Cur.Manifest) + signatureExt); err != nil {
		return catalog.Contents{}, nil, fmt.Errorf("%w: %w", catalog.ErrDamaged, err)
	}
	m, err := l.shelf.parsed(h.Cur.Manifest, "")
	if err != nil {
		return catalog.Contents{}, nil, err
	}
	for _, change := range h.Chain { // no later keys than those that sign it
		if set, err := signature.ParseKeySet(change.Set); err == nil && set.Version <= m.Keys {
			c.Keys = append(c.Keys, change.signedKeySet())
		}
	}
	return c, slices.Clone(m.Files), nil
}
