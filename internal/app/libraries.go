package app

import (
	"context"
	"fmt"
	"os"

	"github.com/passalong/passalong/internal/catalog"
)

// Libraries lists what is on this computer, in its order.
func (c *Content) Libraries(ctx context.Context) ([]catalog.InstalledLibrary, error) {
	return c.lib.List(ctx)
}

// Look asks what lies at an address: owner/repo, an https address, or the path of a pack or a folder, with an optional
// fingerprint of the publisher's keys behind a #. Nothing is changed. It fails with catalog.ErrUpToDate when it is what
// is here already.
func (c *Content) Look(ctx context.Context, address string) (catalog.Update, error) {
	where, fingerprint := cutFingerprint(address)
	src, done, err := c.at(ctx, where)
	if err != nil {
		return catalog.Update{}, err
	}
	defer done()
	return c.lib.Look(ctx, src, fingerprint)
}

// Check asks the source of a library what is newer. Its errors are those of package catalog.
func (c *Content) Check(ctx context.Context, id string) (catalog.Update, error) {
	l, err := c.installed(ctx, id)
	if err != nil {
		return catalog.Update{}, err
	}
	src, done, err := c.named(ctx, l.Source)
	if err != nil {
		return catalog.Update{}, err
	}
	defer done()
	return c.lib.Check(ctx, id, src)
}

func (c *Content) installed(ctx context.Context, id string) (catalog.InstalledLibrary, error) {
	all, err := c.lib.List(ctx)
	if err != nil {
		return catalog.InstalledLibrary{}, err
	}
	for _, l := range all {
		if l.ID == id {
			return l, nil
		}
	}
	return catalog.InstalledLibrary{}, fmt.Errorf("%w: %q", catalog.ErrNoLibrary, id)
}

// Install fetches what an update lacks from where it was found and puts it to use. To install one by keys that are new
// here says that its fingerprint was compared. progress is called from other goroutines.
func (c *Content) Install(ctx context.Context, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error) {
	src, done, err := c.named(ctx, u.Source)
	if err != nil {
		return catalog.Revision{}, err
	}
	defer done()
	return c.lib.Install(ctx, src, u, progress)
}

// RollBack goes back to the revision of a library that was in use before.
func (c *Content) RollBack(ctx context.Context, id string) (catalog.Revision, error) {
	return c.lib.RollBack(ctx, id)
}

// Remove takes a library off this computer, with all that was kept of it, and with what had arrived of any that was
// being fetched: that says where it came from.
func (c *Content) Remove(ctx context.Context, id string) error {
	if err := c.lib.Remove(ctx, id); err != nil {
		return err
	}
	_ = os.RemoveAll(c.arriving) // the next download makes room of it
	return nil
}

// Order puts the libraries of these ids first, in this order.
func (c *Content) Order(ctx context.Context, ids []string) error { return c.lib.Order(ctx, ids) }

// Pack writes the revision of a library that is in use to a file which another computer can install, whole or not at
// all, and gives its size in bytes. Unless it is to replace one, it returns fs.ErrExist where there is a file already.
func (c *Content) Pack(ctx context.Context, id, path string, replace bool) (int64, error) {
	return savePack(path, replace, func() (catalog.Contents, []catalog.File, error) { return c.lib.Contents(ctx, id) })
}
