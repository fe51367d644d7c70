package app

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/github"
	"github.com/passalong/passalong/internal/library"
	"github.com/passalong/passalong/internal/netlog"
)

// Content is the installed library together with the source that the settings name.
type Content struct {
	lib      *library.Library
	settings *Preferences
	named    string // a source in place of the one in the settings
	source   func(repository string) (library.Source, error)
	folder   fs.FS    // of a library in place of lib; nil for lib
	preview  *Preview // in place of lib; nil for lib

	mu      sync.Mutex
	current *catalog.Catalog // of the last Load
}

// Load reads the library in use. When an installed revision cannot be used, the catalog is the bundled one
// and the error a *catalog.FallbackError. That of a folder has to be without a mistake: the error is a
// *catalog.ContentError otherwise.
func (c *Content) Load(ctx context.Context) (*catalog.Catalog, error) {
	read := c.lib.Load
	if c.folder != nil {
		read = c.loadFolder
	}
	if c.preview != nil {
		read = c.preview.load
	}
	cat, err := read(ctx)
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

// Source names where updates come from: the settings' source, or else the one that the library presets.
// It is empty when there is none.
func (c *Content) Source(ctx context.Context) string {
	if c.named != "" {
		return c.named
	}
	if s := c.settings.Current().UpdateSource; s != "" {
		return s
	}
	if cat, err := c.loaded(ctx); err == nil {
		return cat.Library.Update
	}
	return ""
}

func (c *Content) openSource(ctx context.Context) (library.Source, error) {
	if c.settings.Current().NeverConnect {
		return nil, catalog.ErrNeverOnline
	}
	name := c.Source(ctx)
	if name == "" {
		return nil, catalog.ErrNoSource
	}
	return c.source(name)
}

// Check asks the source what is newer. Its errors are those of package catalog.
func (c *Content) Check(ctx context.Context) (catalog.Update, error) {
	src, err := c.openSource(ctx)
	if err != nil {
		return catalog.Update{}, err
	}
	return c.lib.Look(ctx, src, "")
}

// Install fetches an update and puts it to use. progress is called from other goroutines.
func (c *Content) Install(ctx context.Context, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error) {
	src, err := c.openSource(ctx)
	if err != nil {
		return catalog.Revision{}, err
	}
	return c.lib.Install(ctx, src, u, progress)
}

// Previous is the revision that RollBack goes back to.
func (c *Content) Previous(ctx context.Context) (catalog.Revision, bool) {
	first := c.bundled(ctx)
	return first.Previous, first.HasPrevious
}

// RollBack goes back to the revision that was in use before.
func (c *Content) RollBack(ctx context.Context) (catalog.Revision, error) {
	return c.lib.RollBack(ctx, c.bundled(ctx).ID)
}

// LastCheck says when a source last answered.
func (c *Content) LastCheck() (time.Time, bool) {
	at := c.bundled(context.Background()).Checked
	return at, !at.IsZero()
}

// bundled is the library that came with the program.
func (c *Content) bundled(ctx context.Context) catalog.InstalledLibrary {
	all, err := c.lib.List(ctx)
	if i := slices.IndexFunc(all, func(l catalog.InstalledLibrary) bool { return l.Bundled }); err == nil && i >= 0 {
		return all[i]
	}
	return catalog.InstalledLibrary{}
}

// sourceMaker opens GitHub repositories by name.
func sourceMaker(cfg Config, log *netlog.Log) func(string) (library.Source, error) {
	return func(repository string) (library.Source, error) {
		gh := github.Config{
			Repository: repository, Transport: cfg.Transport, Now: cfg.Now,
			Log: func(e catalog.NetworkEntry) { _ = log.Add(e) }, // a full disk must not stop a check
		}
		if cfg.GitHub != "" {
			mirror := strings.TrimSuffix(cfg.GitHub, "/")
			gh.BaseURL, gh.RawURL = mirror+"/api/", mirror+"/raw/"
		}
		return github.New(gh)
	}
}
