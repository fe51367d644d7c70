package updateview

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

// Shelf is what is on this computer: the libraries, in their order. Its errors are those of package catalog.
type Shelf interface {
	Libraries(ctx context.Context) ([]catalog.InstalledLibrary, error)
	// Order puts the libraries of these ids first, in this order.
	Order(ctx context.Context, ids []string) error
	// Remove takes a library and all that was kept of it away.
	Remove(ctx context.Context, id string) error
}

// A Courier brings revisions and takes them along. Its errors are those of package catalog.
type Courier interface {
	// Check asks the source of a library what is newer; it returns catalog.ErrUpToDate when nothing is.
	Check(ctx context.Context, id string) (catalog.Update, error)
	// Install fetches an update and puts it to use. It calls progress from other goroutines. Whatever
	// fails, and when ctx ends, nothing is changed.
	Install(ctx context.Context, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error)
	// RollBack goes back to the revision that was in use before.
	RollBack(ctx context.Context, id string) (catalog.Revision, error)
	// Pack writes what is installed of a library to a file, whole or not at all, and returns its bytes. Unless it
	// is to replace one, it returns fs.ErrExist where there is a file already.
	Pack(ctx context.Context, id, path string, replace bool) (int64, error)
}

// Settings are what is set on this computer.
type Settings interface{ Current() settings.Settings }

// Deps is what the screen needs.
type Deps struct {
	Catalog *catalog.Catalog // for the titles of modules
	Nav     nav.Navigator
	Run     bg.Runner
	Canvas  fyne.Canvas // of the window that the screen is shown in
	Now     func() time.Time

	Shelf    Shelf
	Courier  Courier
	Files    filebox.Files // where packs are saved
	Settings Settings
	// Every calls tick on the UI goroutine once a second until ctx ends.
	Every func(ctx context.Context, tick func())
	// OnChanged is called when other content is in use, so that the window reads it anew.
	OnChanged func()
}
