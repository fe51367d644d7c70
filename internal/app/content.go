package app

import (
	"cmp"
	"context"
	"io/fs"
	"runtime/debug"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library"
)

// Content is what is installed, and the way to what is newer.
type Content struct {
	lib      *library.Library
	settings *Preferences
	online   func(address string, mirrors []string) (library.Source, error)
	arriving string   // folder of what has arrived of a pack that was cut off
	folder   fs.FS    // of a library in place of lib; nil for lib
	preview  *Preview // in place of lib; nil for lib

	mu    sync.Mutex
	local localCatalog // of the last Load
}

// A localCatalog is a catalog as it is read in a region.
type localCatalog struct {
	of, here *catalog.Catalog
	region   catalog.Region
}

// shown is how long after a library was read its first screen is there too. Then what was needed for it goes back to
// the system: of the bundled library 30 MB, and 4 are kept. A program that ends before does without.
const shown = time.Second

// Load reads what is in use, as it is read in the region of the settings. When a part of it cannot be used, the catalog is of the others and the error a
// *catalog.FallbackError. That of a folder has to be without a mistake: the error is a
// *catalog.ContentError otherwise.
func (c *Content) Load(ctx context.Context) (*catalog.Catalog, error) {
	read := c.lib.Load
	if c.folder != nil {
		read = c.loadFolder
	}
	if c.preview != nil {
		read = c.preview.load
	}
	done := sparing()
	cat, err := read(ctx)
	done()
	time.AfterFunc(shown, debug.FreeOSMemory)
	if cat != nil {
		cat = c.here(cat)
	}
	return cat, err
}

// here is a catalog in the region of the settings. The same catalog gives the same answer, so that whoever keeps something
// by its catalog need not make it again.
func (c *Content) here(cat *catalog.Catalog) *catalog.Catalog {
	region := cmp.Or(c.settings.Current().Region, cat.Library.HomeRegion)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.local.of != cat || c.local.region != region {
		c.local = localCatalog{cat, cat.In(region), region}
	}
	return c.local.here
}

// loaded is the catalog of the last Load, in the region of the settings; it is loaded first if it was not.
func (c *Content) loaded(ctx context.Context) (*catalog.Catalog, error) {
	c.mu.Lock()
	cat := c.local.of
	c.mu.Unlock()
	if cat != nil {
		return c.here(cat), nil
	}
	cat, err := c.Load(ctx)
	if cat == nil {
		return nil, err
	}
	return cat, nil
}
