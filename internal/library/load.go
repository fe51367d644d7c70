package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// A report is what the last Load found.
type report struct {
	state  string // of what was installed
	hidden []catalog.Hidden
	faults map[string]error           // of libraries that could not be used, by their ids
	heads  map[string]catalog.Library // of those that could
}

// Load returns the revisions in use of all libraries, read and checked, as one catalog: where ids collide the
// library that goes before the other counts.
//
// When an installed revision cannot be used, Load does without it, with the bundled library in its place where
// it is a revision of that, and returns a *catalog.FallbackError that says why beside the catalog. The catalog is
// nil only when ctx has ended or the bundled library itself does not load.
func (l *Library) Load(ctx context.Context) (*catalog.Catalog, error) {
	p, b, err := l.pinned(ctx)
	if b == nil {
		return nil, fmt.Errorf("loading the library: %w", err)
	}
	var broken []*catalog.FallbackError
	if err != nil {
		broken = append(broken, &catalog.FallbackError{Err: err, Bundled: true})
	}
	r := report{state: p.state(), faults: map[string]error{}, heads: map[string]catalog.Library{}}
	var parts []*catalog.Catalog
	for _, h := range p.Libraries {
		cat, err := l.part(ctx, h, b)
		if ctx.Err() != nil {
			return nil, fmt.Errorf("loading the library: %w", ctx.Err())
		}
		if err != nil {
			fault := &catalog.FallbackError{Revision: h.Cur.revision(), Err: err, Bundled: h.ID == b.library.ID}
			if !fault.Bundled {
				fault.Left = []string{cmp.Or(l.title(h), h.ID)}
			}
			broken, r.faults[h.ID] = append(broken, fault), fault
		}
		if cat != nil {
			parts, r.heads[h.ID] = append(parts, cat), cat.Library
		}
	}
	cat := catalog.Merge(parts)
	r.hidden = cat.Hidden
	l.mu.Lock()
	l.last = r
	l.mu.Unlock()
	return cat, together(broken)
}

// part is one library of those that are shown, and why it is not the revision that is installed.
func (l *Library) part(ctx context.Context, h holding, b *bundle) (*catalog.Catalog, error) {
	if h.Cur == nil {
		return b.copy(), nil
	}
	cat, err := l.read(ctx, h)
	if err != nil && h.ID == b.library.ID {
		return b.copy(), err
	}
	return cat, err
}

func (b *bundle) copy() *catalog.Catalog {
	cat := *b.catalog
	cat.Revision = b.revision()
	return &cat
}

// together is one error for all revisions that cannot be used.
func together(broken []*catalog.FallbackError) error {
	switch len(broken) {
	case 0:
		return nil
	case 1:
		return broken[0]
	}
	all := &catalog.FallbackError{Revision: broken[0].Revision}
	errs := make([]error, len(broken))
	for i, b := range broken {
		errs[i], all.Left, all.Bundled = b.Err, append(all.Left, b.Left...), all.Bundled || b.Bundled
	}
	all.Err = errors.Join(errs...)
	return all
}

// pinned is what is on this computer now, and sees to it that the revisions in use stay on the shelf for as
// long as this process runs.
func (l *Library) pinned(ctx context.Context) (pointer, *bundle, error) {
	b, err := l.bundled(ctx)
	if err != nil {
		return pointer{}, nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	p, err := l.shelf.pointer()
	p = p.with(b)
	for _, h := range p.Libraries {
		if h.Cur != nil {
			l.loaded[h.Cur.Manifest] = struct{}{}
		}
	}
	return p, b, err
}

// state says which revisions are in use, and in which order.
func (p pointer) state() string {
	var s strings.Builder
	for _, h := range p.Libraries {
		s.WriteString(h.ID)
		if h.Cur != nil {
			s.WriteString(" " + h.Cur.Manifest)
		}
		s.WriteString("\n")
	}
	return s.String()
}

// read checks every byte of an installed revision and parses it.
func (l *Library) read(ctx context.Context, h holding) (*catalog.Catalog, error) {
	return l.readEdition(ctx, h.ID, *h.Cur)
}

func (l *Library) readEdition(ctx context.Context, id string, e edition) (*catalog.Catalog, error) {
	m, err := l.shelf.parsed(e.Manifest, l.cfg.Version)
	if err != nil {
		return nil, err
	}
	t := newTree(l.shelf, m)
	cat, _, err := l.cfg.Reparse(ctx, t)
	if damaged := t.verify(ctx); damaged != nil { // whatever parsing made of it
		return nil, damaged
	}
	if err != nil {
		return nil, err
	}
	if cat.Library.ID != id {
		return nil, fmt.Errorf("%w: it is library %q", catalog.ErrDamaged, cat.Library.ID)
	}
	cat.Revision = e.revision()
	return cat, nil
}
