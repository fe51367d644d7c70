package library

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
)

// Remove takes a library off this computer without a trace: its place, its keys, its files and what its source
// offered. What a catalog of this process still reads goes with Close, or else with the next start. It fails with
// catalog.ErrNoLibrary, with ErrBundled for the one that came with the program, and with ErrBusy, ErrNoSpace or
// ErrReadOnly.
func (l *Library) Remove(ctx context.Context, id string) error {
	defer runtime.KeepAlive(l) // and so the lock
	err := l.change(ctx, func(p pointer, b *bundle) error {
		switch _, known := p.find(id); {
		case !known:
			return catalog.ErrNoLibrary
		case id == b.library.ID:
			return catalog.ErrBundled
		case ctx.Err() != nil:
			return ctx.Err()
		}
		next := p.without(id).plain(b)
		next.Sweep, next.Bundled = true, b.library.Issued
		if err := l.shelf.prepare(); err != nil {
			return err
		}
		l.forgetSightings(id)
		l.mu.Lock()
		defer l.mu.Unlock()
		if err := l.shelf.flip(next); err != nil {
			return err
		}
		l.sweep(next)
		return nil
	})
	if err != nil {
		return fmt.Errorf("removing %s: %w", id, err)
	}
	return nil
}

// plain is the pointer without what it says of the bundled library when that is only what the program brought.
func (p pointer) plain(b *bundle) pointer {
	h, _ := p.find(b.library.ID)
	if bytes.Equal(h.Keys, b.keys) {
		h.Keys = nil
	}
	if h.untouched() {
		return p.put(h)
	}
	return p
}

// untouched reports whether there is nothing to be known of a library but that it came with the program.
func (h holding) untouched() bool {
	return h.Cur == nil && h.Prev == nil && h.Source == "" && h.Keys == nil && len(h.Chain) == 0 && len(h.Past) == 0 && h.Seen == pin{}
}

// sweep removes what is left of libraries that are not there any more, and takes the note of it from the pointer
// once it is gone for good. Whatever fails is done with the next start. The caller holds l.mu.
func (l *Library) sweep(p pointer) {
	if !l.shelf.collect(append(p.manifests(), slices.Collect(maps.Keys(l.loaded))...)) || !l.sweepSightings(p) || l.shelf.settleAll() != nil {
		return
	}
	kept := p.manifests()
	for sum := range l.loaded {
		if !slices.Contains(kept, sum) && l.shelf.exists(manifestPath(sum)) {
			return // a catalog of this process still reads it
		}
	}
	if len(p.Libraries) == 0 || len(p.Libraries) == 1 && p.Libraries[0].untouched() {
		if err := l.shelf.disk.Remove(pointerName); err != nil {
			return
		}
		l.shelf.pruneAll()
		_ = l.shelf.disk.SyncDir(".") // or it is swept once more
		return
	}
	p.Sweep = false
	_ = l.shelf.flip(p) // or it is swept once more
	l.shelf.prune()
}

// sweepSightings drops those of libraries that are not there from the file, and reports whether it could.
func (l *Library) sweepSightings(p pointer) bool {
	kept := slices.DeleteFunc(l.shelf.sightings(), func(s sighting) bool { return at(p.Libraries, s.Library) < 0 })
	return l.shelf.keepSightings(kept) == nil
}
