package ui

import (
	"context"

	"github.com/passalong/passalong/internal/catalog"
)

// oneLibrary shows the library in use and the source that the settings name as the only one on this computer.
type oneLibrary struct{ Library }

// Libraries has the one.
func (o oneLibrary) Libraries(ctx context.Context) ([]catalog.InstalledLibrary, error) {
	c, err := o.Load(ctx)
	if c == nil {
		return nil, err
	}
	l := catalog.InstalledLibrary{
		ID: c.Library.ID, Title: c.Library.Title, Publisher: c.Library.Publisher, Source: o.Source(ctx), Bundled: true, Revision: c.Revision,
	}
	if l.Revision.Issued.IsZero() {
		l.Revision.Issued = c.Library.Issued
	}
	l.Previous, l.HasPrevious = o.Previous(ctx)
	l.Checked, _ = o.LastCheck()
	return []catalog.InstalledLibrary{l}, nil
}

// Order changes nothing.
func (oneLibrary) Order(context.Context, []string) error { return nil }

// Remove is not possible.
func (oneLibrary) Remove(context.Context, string) error { return catalog.ErrBundled }

// Check asks the source.
func (o oneLibrary) Check(ctx context.Context, _ string) (catalog.Update, error) {
	return o.Library.Check(ctx)
}

// RollBack goes back.
func (o oneLibrary) RollBack(ctx context.Context, _ string) (catalog.Revision, error) {
	return o.Library.RollBack(ctx)
}

// Pack is not possible.
func (oneLibrary) Pack(context.Context, string, string, bool) (int64, error) {
	return 0, catalog.ErrCannotPack
}
