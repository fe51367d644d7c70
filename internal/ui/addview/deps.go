// Package addview is the screen that brings a library from an address, a file or a folder: what it is, who vouches
// for it, and only then its installation.
package addview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/nav"
)

// Libraries are those on this computer and those that could be. Its errors are those of package catalog.
type Libraries interface {
	// Look asks what lies at an address: owner/repo, an https address, or the path of a pack or a folder, each with
	// an optional fingerprint behind a #. Nothing is changed.
	Look(ctx context.Context, address string) (catalog.Update, error)
	// Install fetches what Look found and puts it to use. It calls progress from other goroutines. Whatever
	// fails, and when ctx ends, nothing is changed.
	Install(ctx context.Context, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error)
}

// Settings are what is set on this computer.
type Settings interface{ Current() settings.Settings }

// Deps is what the screen needs.
type Deps struct {
	Catalog *catalog.Catalog // for the titles of modules that are here already
	Nav     nav.Navigator
	Run     bg.Runner
	Canvas  fyne.Canvas // of the window that the screen is shown in
	Now     func() time.Time

	Libraries Libraries
	Folders   filebox.Folders // where files lie
	Settings  Settings
	// Every calls tick on the UI goroutine once a second until ctx ends.
	Every func(ctx context.Context, tick func())
	// OnChanged is called when other content is in use, so that the window reads it anew.
	OnChanged func()
}
