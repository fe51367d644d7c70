package app

import (
	"context"
	"io/fs"
	"sync"

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

	mu      sync.Mutex
	current *catalog.Catalog // of the last Load
}

// Load reads what is in use. When a part of it cannot be used, the catalog is of the others and the error a
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
	if cat != nil {
		c.mu.Lock()
		c.current = cat
		c.mu.Unlock()
	}
	return cat, err
}

// loaded is the catalog of the last Load, which it does first if there was none.
func (c *Content) loaded(ctx context.Context) (*catalog.Catalog, error) {
	c.mu.Lock()
	cat := c.current
	c.mu.Unlock()
	if cat != nil {
		return cat, nil
	}
	if cat, err := c.Load(ctx); cat == nil {
		return nil, err
	}
	return c.loaded(ctx)
}
