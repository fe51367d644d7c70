package library

import (
	"context"
	"fmt"
	"runtime"

	"github.com/passalong/passalong/internal/catalog"
)

// Previous returns the revision that RollBack would put to use; ok is false when there is none.
func (l *Library) Previous(ctx context.Context) (r catalog.Revision, ok bool) {
	p, err := l.shelf.pointer()
	if err != nil || same(p.Cur, p.Prev) {
		return catalog.Revision{}, false
	}
	if p.Prev != nil {
		return p.Prev.revision(), true
	}
	b, err := l.bundled(ctx)
	if err != nil {
		return catalog.Revision{}, false
	}
	return b.revision(), true
}

// RollBack puts the revision to use that was used before, checked anew. The one it replaces is kept, so
// that a second RollBack undoes the first.
//
// It fails with catalog.ErrNoPrevious, with ErrDamaged or a *catalog.ContentError when the earlier revision
// cannot be used any more, and with ErrBusy, ErrNoSpace or ErrReadOnly as Install does.
func (l *Library) RollBack(ctx context.Context) (catalog.Revision, error) {
	r, err := l.turnTo(ctx, func(p pointer) (*edition, error) {
		if same(p.Cur, p.Prev) {
			return nil, catalog.ErrNoPrevious
		}
		return p.Prev, nil
	})
	if err != nil {
		return catalog.Revision{}, fmt.Errorf("going back: %w", err)
	}
	return r, nil
}

// UseBundled puts the library to use that came with the program. The revision it replaces is kept for
// RollBack. The errors are those of RollBack, without ErrNoPrevious.
func (l *Library) UseBundled(ctx context.Context) (catalog.Revision, error) {
	r, err := l.turnTo(ctx, func(pointer) (*edition, error) { return nil, nil })
	if err != nil {
		return catalog.Revision{}, fmt.Errorf("going back to the bundled library: %w", err)
	}
	return r, nil
}

// turnTo puts a revision to use that is on the shelf, or the bundled one.
func (l *Library) turnTo(ctx context.Context, choose func(pointer) (*edition, error)) (catalog.Revision, error) {
	defer runtime.KeepAlive(l) // and so the lock
	b, err := l.bundled(ctx)
	if err != nil {
		return catalog.Revision{}, err
	}
	to := b.revision()
	err = l.change(func(p pointer) error {
		e, err := choose(p)
		if err != nil {
			return err
		}
		if e != nil {
			if _, _, err := l.read(ctx, *e); err != nil {
				return err
			}
			to = e.revision()
		}
		if same(e, p.Cur) && p.Format != 0 {
			return nil
		}
		if err := l.shelf.prepare(); err != nil {
			return err
		}
		return l.use(ctx, p.switchTo(e))
	})
	return to, err
}
