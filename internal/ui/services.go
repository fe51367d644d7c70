package ui

import (
	"context"
	"io"
	"io/fs"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/alertview"
	"github.com/passalong/passalong/internal/ui/boxview"
	"github.com/passalong/passalong/internal/ui/exchangeview"
	"github.com/passalong/passalong/internal/ui/packview"
	"github.com/passalong/passalong/internal/ui/printlogview"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/servicesview"
	"github.com/passalong/passalong/internal/ui/sessionreportview"
	"github.com/passalong/passalong/internal/ui/settingsview"
	"github.com/passalong/passalong/internal/ui/sheetview"
	"github.com/passalong/passalong/internal/ui/updateview"
	"github.com/passalong/passalong/internal/ui/yearview"
)

// Services are what the window and its screens need of the rest of the program. Each screen names the part
// that it uses; the interfaces here only add up what one value has to offer.
type Services struct {
	Library  Library
	Profiles Profiles
	Handouts Handouts
	Sheets   Sheets
	Sessions Sessions
	Exchange Exchange
	Settings Settings
	Network  Network

	Directory servicesview.Directory // local services of this computer
	Logos     servicesview.Logos
	Cart      packview.Cart // the print pack
	PrintLog  PrintLog

	// Packs says with which program this computer opens packs; nil leaves that to others.
	Packs settingsview.Packs
	// Preview is what an author is working on, in place of the installed content; nil for that.
	Preview Preview
	// Asked is what somebody opened the program with, to look at and perhaps to install: a pack, a folder or an
	// address; empty for nothing.
	Asked string
	// Listen calls ask, on a goroutine of its own, with what further starts of the program were opened with, until ctx
	// ends.
	Listen func(ctx context.Context, ask func(what string)) error

	// Notice is what went wrong at the start and did not stop it, such as settings that were damaged; nil when
	// all is well.
	Notice error

	Now     func() time.Time
	NewID   func() string   // of a new attempt, run or observation; never the same twice
	Seed    func() uint64   // of the order of a new attempt
	Random  io.Reader       // of the numbers of certificates: nobody may guess them
	Secret  func() [32]byte // of the tickets of a session: nobody may guess it
	Version string
	Notices string // licences
	DataDir string
}

// A Library is what is installed, and the way to what is newer.
type Library interface {
	Load(ctx context.Context) (*catalog.Catalog, error)
	updateview.Shelf
	updateview.Courier
	// Look asks what lies at an address: owner/repo, an https address, or the path of a pack or a folder.
	Look(ctx context.Context, address string) (catalog.Update, error)
}

// Profiles are the records on this machine.
type Profiles interface {
	List(ctx context.Context) ([]progress.Profile, error)
	Create(ctx context.Context, nickname string) (progress.Keeper, error)
	Open(ctx context.Context, id progress.ProfileID) (progress.Keeper, error)
	Guest(ctx context.Context) (progress.Keeper, error)
	Rename(ctx context.Context, id progress.ProfileID, nickname string) error
	Delete(ctx context.Context, id progress.ProfileID) error
	Restore(ctx context.Context, id progress.ProfileID) error
}

// Handouts makes, draws, prints and saves handouts, and pages for the browser.
type Handouts interface {
	packview.Press
	alertview.Press
	printlogview.Press
	printout.Pages
	printout.Printing
	printout.Arranger
	printout.Flips
	// Warm loads the typesetting engine in the background, where that is quick. It returns at once.
	Warm()
	// Ready reports whether the typesetting engine has been used on this machine before.
	Ready() bool
	HandoutPage(ctx context.Context, l pack.Line) ([]byte, error)
	LessonPage(ctx context.Context, m catalog.ModuleID, l catalog.LessonID) ([]byte, error)
	ModulePage(ctx context.Context, m catalog.ModuleID) ([]byte, error)
	SuggestPath(name string) string
	Save(ctx context.Context, path string, data []byte, replace bool) error
	// Shown writes a file that another program can show, and returns its path.
	Shown(ctx context.Context, name string, data []byte) (string, error)
}

// Sheets makes what is printed besides handouts.
type Sheets interface {
	sheetview.Press
	boxview.Press
	sessionreportview.Press
	yearview.Press
}

// A PrintLog keeps what was printed on this machine.
type PrintLog interface {
	printout.Log
	printlogview.Log
}

// Exchange reads the files of other programs.
type Exchange interface {
	exchangeview.Quizzes
	ReadDir(ctx context.Context, dir string) ([]fs.DirEntry, error)
}

// Settings are what the people at this computer chose.
type Settings interface {
	Current() settings.Settings
	Save(ctx context.Context, s settings.Settings) error
}

// Network is the log of what was asked of the network.
type Network interface {
	Entries() ([]catalog.NetworkEntry, error)
	Clear() error
}
