// Package app puts the program together: it opens the services that window and command line share, and
// closes them. It has no rules of its own and knows nothing of windows.
package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/passalong/passalong/internal/association"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/directory"
	"github.com/passalong/passalong/internal/download"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/library"
	"github.com/passalong/passalong/internal/netlog"
	"github.com/passalong/passalong/internal/printlog"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/store"
	"github.com/passalong/passalong/internal/typst"
)

// Config is what an App is made from. DataDir, CacheDir, Bundled and Now are required.
type Config struct {
	DataDir  string // everything that must not be lost
	CacheDir string // what can be made again
	Bundled  fs.FS  // the library that came with the program
	Fonts    handout.Fonts
	Now      func() time.Time
	Version  string
	Program  string // path of the program of the window, for packs to be opened with
	// Ready holds sheets that were made before, for typst.NewShelf; nil for none. Missed, if not nil, is told of each
	// that had to be made all the same.
	Ready  fs.FS
	Missed func(key string, out typst.Output)
	// Getenv reads the environment, which says where the print system is; nil means an empty one.
	Getenv func(string) string

	// Folder is that of a library which stands in for the installed one, for its author; empty for none.
	Folder string
	// Preview is that of a library which its author is working on; empty for none. What is wrong in it is told, and
	// keeps nothing else from being shown.
	Preview string

	// GitHub is the address of a mirror that answers below /api/ as api.github.com does and below /raw/ as
	// raw.githubusercontent.com does; empty means GitHub itself.
	GitHub string
	// Transport carries what the program asks of the network; nil means Go's own, with the machine's proxy.
	Transport http.RoundTripper
}

// An App holds the open services. They may be used from several goroutines until Close.
type App struct {
	Content  *Content
	Profiles Profiles
	Handouts *Handouts
	Sheets   *Sheets
	Sessions *Sessions
	Settings *Preferences
	Network  *netlog.Log
	Services *directory.Directory
	PrintLog *PrintLog
	Cart     *Cart
	Packs    *association.Association
	Preview  *Preview // nil unless an author's folder is shown
	DataDir  string

	close []func() error
}

// Open opens the services of a data folder and makes the folder when it is missing. It reads no content and
// starts no engine: whatever is slow happens when it is first asked for. It returns settings.ErrNoFolder, with
// the reason, when the folder cannot be made or used.
func Open(ctx context.Context, cfg Config) (*App, error) {
	if cfg.Getenv == nil {
		cfg.Getenv = func(string) string { return "" }
	}
	for _, dir := range []string{cfg.DataDir, cfg.CacheDir} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("%w: %w", settings.ErrNoFolder, err)
		}
	}
	a := &App{DataDir: cfg.DataDir, Network: netlog.Open(filepath.Join(cfg.DataDir, "network.log"))}
	if err := a.open(ctx, cfg); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *App) open(ctx context.Context, cfg Config) (err error) {
	a.Settings = openPreferences(cfg.DataDir)
	a.Packs = association.New(cfg.Program, cfg.Getenv)
	a.Services = directory.Open(cfg.DataDir)
	a.PrintLog = &PrintLog{log: printlog.Open(filepath.Join(cfg.DataDir, "print.log")), settings: a.Settings}
	a.Cart = openCart(cfg.DataDir)
	a.takeOver(ctx)
	profiles, err := store.OpenProfiles(filepath.Join(cfg.DataDir, "profiles"), cfg.Now)
	if err != nil {
		return fmt.Errorf("%w: %w", settings.ErrNoFolder, err)
	}
	a.Profiles = profiles
	sessions, err := store.OpenSessions(filepath.Join(cfg.DataDir, "sessions.db"), cfg.Now)
	if err != nil {
		return fmt.Errorf("%w: %w", settings.ErrNoFolder, err)
	}
	a.close = append(a.close, sessions.Close)
	a.Sessions = &Sessions{kept: sessions, now: cfg.Now, late: make(chan struct{}, 1), claims: claims{of: map[session.ID]*claim{}}}
	lib, err := library.Open(library.Config{
		Dir: filepath.Join(cfg.DataDir, "library"), Bundled: cfg.Bundled, Parse: content.Load, Reparse: content.Reload, Now: cfg.Now, Version: cfg.Version,
		AllowUnsigned: func() bool { return a.Settings.Current().AllowUnsigned },
	})
	if err != nil {
		return err
	}
	a.close = append(a.close, lib.Close)
	arriving := filepath.Join(cfg.CacheDir, "arriving")
	online := dialer{cfg, a.Settings, a.Network, download.Folder(arriving)}
	a.Content = &Content{lib: lib, settings: a.Settings, online: online.open, arriving: arriving}
	if cfg.Folder != "" {
		folder, err := openFolder(cfg.Folder)
		if err != nil {
			return err
		}
		a.close = append(a.close, folder.Close)
		a.Content.folder = folder.FS()
	}
	if cfg.Preview != "" {
		if a.Preview, err = openPreview(cfg.Preview); err != nil {
			return err
		}
		a.close = append(a.close, a.Preview.root.Close)
		a.Content.preview = a.Preview
	}

	a.Handouts, err = openHandouts(ctx, cfg, a.Content, a.Settings, a.Services)
	if err != nil {
		return err
	}
	a.close = append(a.close, a.Handouts.Close)
	a.Sheets = &Sheets{content: a.Content, handouts: a.Handouts, press: a.Handouts.press, now: cfg.Now}
	return nil
}

// Notice is what went wrong at the start and did not stop it: settings or local services that were damaged; nil when
// all is well.
func (a *App) Notice() error {
	if err := a.Settings.Notice(); err != nil {
		return err
	}
	if _, err := a.Services.List(); err != nil {
		return err
	}
	return a.Services.Notice()
}

// Close ends the services, the last opened first.
func (a *App) Close() error {
	var errs []error
	for i := len(a.close) - 1; i >= 0; i-- {
		errs = append(errs, a.close[i]())
	}
	a.close = nil
	return errors.Join(errs...)
}
