package library

import (
	"context"
	"fmt"
	"runtime"

	"github.com/passalong/passalong/internal/catalog"
)

// RollBack puts the revision of a library to use that was used before, checked anew. The one it replaces is kept,
// so that a second RollBack undoes the first.
//
// It fails with catalog.ErrNoLibrary, with ErrNoPrevious, with ErrUnsigned when nobody has signed the earlier
// revision and the library has had keys since, with ErrDamaged or a *catalog.ContentError when the
// earlier revision cannot be used any more, and with ErrBusy, ErrNoSpace or ErrReadOnly as Install does.
func (l *Library) RollBack(ctx context.Context, id string) (catalog.Revision, error) {
	defer runtime.KeepAlive(l) // and so the lock
	var to catalog.Revision
	err := l.change(ctx, func(p pointer, b *bundle) error {
		h, known := p.find(id)
		switch {
		case !known:
			return catalog.ErrNoLibrary
		case same(h.Cur, h.Prev) || h.Prev == nil && id != b.library.ID:
			return catalog.ErrNoPrevious
		case h.unsignedBefore():
			return catalog.ErrUnsigned
		}
		to = b.revision()
		if h.Prev != nil {
			if _, err := l.readEdition(ctx, id, *h.Prev); err != nil {
				return err
			}
			to = h.Prev.revision()
		}
		if err := l.shelf.prepare(); err != nil {
			return err
		}
		return l.use(ctx, p.put(h.switchTo(h.Prev)), b)
	})
	if err != nil {
		return catalog.Revision{}, fmt.Errorf("going back: %w", err)
	}
	return to, nil
}

// unsignedBefore reports whether the earlier revision is from before the library had keys. That is not to come back:
// whoever has keys never accepts what is not signed.
func (h holding) unsignedBefore() bool { return h.Keys != nil && h.Prev != nil && !h.Prev.Signed }
