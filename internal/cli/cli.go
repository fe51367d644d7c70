// Package cli holds the commands of pal, the program for authors and scripts.
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// The exit codes of pal.
const (
	Done    = 0
	Failed  = 1
	Usage   = 2 // wrong command, option or argument
	Content = 3 // the content has problems
	Offline = 4 // the source cannot be reached, or asks to wait
)

// An Invocation is one call of pal.
type Invocation struct {
	Args           []string // without the program's name
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Version        string // empty for one that was built from a working copy

	// Which of them are a terminal. Questions are asked only where they can be answered, progress is drawn
	// only where it can be drawn over, and no PDF is written where somebody would have to look at it.
	TerminalIn, TerminalOut, TerminalErr bool
}

// Services are what the commands need of the rest of the program.
type Services struct {
	// Check reads the library in a folder as the app does. It returns a *catalog.FolderError when there is
	// none.
	Check func(ctx context.Context, dir string) (*catalog.Catalog, []catalog.Problem, error)
	// New makes something for an author: kind is a word of pal new, and id may be empty for a library. Its errors are
	// *catalog.NameError, *catalog.FolderError, *catalog.ByHandError and *catalog.ContentError.
	New func(ctx context.Context, kind, id, dir, track string) (catalog.Creation, error)
	// Earlier reads an earlier state of a library: its folder, a checkout that has it in modules, or a pack. Its errors
	// are those of Check and of package catalog.
	Earlier func(ctx context.Context, path string) (*catalog.Catalog, error)
	// Preview opens the app on the folder of a library and returns when it is closed. It returns
	// exec.ErrNotFound when there is no app, or a *catalog.FolderError when the folder holds no library.
	Preview func(ctx context.Context, dir string) error
	// Publisher is what authors do with the checkout of a repository that publishes.
	Publisher Publisher
	// Password asks for one on the terminal and does not show it.
	Password func(ctx context.Context, question string) (string, error)
	// Open opens the data folder of the app.
	Open func(ctx context.Context, p Place) (Data, error)

	// Read reads a file, but no more than most bytes of it.
	Read func(ctx context.Context, path string, most int64) ([]byte, error)
	// Save writes a file whole or not at all. Unless it is to replace one, it returns fs.ErrExist where there is
	// one already.
	Save func(ctx context.Context, path string, data []byte, replace bool) error
	// Quizzes reads the quizzes in the folder of a library or of a module. It returns a *catalog.FolderError or
	// a *catalog.ContentError when that is none.
	Quizzes func(ctx context.Context, dir string) ([]exchange.Source, error)
	// QuizYAML writes a quiz as a quiz.yaml.
	QuizYAML func(q quiz.Quiz) ([]byte, error)
	Now      func() time.Time
}

// A Place says which data a command works on.
type Place struct {
	Dir    string // data folder; empty for the usual one
	Source string // the only source that is asked, whichever library it publishes; empty for those of all libraries
	GitHub string // address of a mirror of GitHub; empty for GitHub itself
	// Library is the folder of a library in place of the installed one; empty for that one. Data.Library.Load returns
	// a *catalog.ContentError when there are mistakes in it, and Open a *catalog.FolderError when it is none.
	Library string
}

// Data is an open data folder.
type Data struct {
	Library   Library
	Libraries Libraries
	Updates   Updates
	Handouts  Handouts
	Files     Files
	Services  Directory
	Engine    Engine
	Profiles  Profiles
	Sessions  Sessions
	Sheets    SessionSheets
	Notice    error // what was wrong with the folder and did not keep it from being opened; nil when all is well
	Close     func() error
}

// A Library is the installed content: all libraries on this computer as one.
type Library interface {
	// Load returns what is in use; when a part of it is damaged, what can be used and a *catalog.FallbackError.
	Load(ctx context.Context) (*catalog.Catalog, error)
}

// Updates brings what is newer. Its errors are those of package catalog.
type Updates interface {
	// Check asks the source of a library on this computer. It returns catalog.ErrUpToDate when nothing is newer.
	Check(ctx context.Context, id string) (catalog.Update, error)
	// Look asks any source, of a library that may be on this computer or not: owner/repo, an address that begins
	// with https://, or the path of a pack or of a published folder. A fingerprint may follow it, behind a #.
	Look(ctx context.Context, address string) (catalog.Update, error)
	// Install puts an update to use. Installing one with new keys says that a person has compared them. Whatever
	// fails, and when ctx ends, nothing is changed. It calls progress from other goroutines.
	Install(ctx context.Context, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error)
}

// Libraries are the libraries on this computer. Their errors are those of package catalog.
type Libraries interface {
	// Libraries gives them in their order.
	Libraries(ctx context.Context) ([]catalog.InstalledLibrary, error)
	// Order puts all libraries into this order.
	Order(ctx context.Context, ids []string) error
	RollBack(ctx context.Context, id string) (catalog.Revision, error)
	// Remove takes a library and all that was kept of it away.
	Remove(ctx context.Context, id string) error
	// Pack writes the revision in use to a file, whole or not at all, and gives its size in bytes. Unless it is to
	// replace one, it returns fs.ErrExist where there is a file already.
	Pack(ctx context.Context, id, path string, replace bool) (int64, error)
}

// Handouts makes pages. What does not fit its format is a *paper.TooLongError.
type Handouts interface {
	Make(ctx context.Context, l pack.Line) (paper.Sheet, error)
	// HandoutPage makes HTML.
	HandoutPage(ctx context.Context, l pack.Line) ([]byte, error)
	MakeAlert(ctx context.Context, id catalog.AlertID, form paper.HandoutForm, service catalog.ServiceID) (paper.Sheet, error)
	// MakeCover makes the list of what is in a pack.
	MakeCover(ctx context.Context, p pack.Pack) (paper.Sheet, error)
}

// Files are the files and folders of this machine.
type Files interface {
	// CanSave says why Save could not write a file, before the work that makes it.
	CanSave(path string) error
	// Save writes a file whole or not at all.
	Save(ctx context.Context, path string, data []byte, replace bool) error
	IsFolder(path string) bool
	// MakeFolder makes a folder and those above it. One that is there already is fine.
	MakeFolder(path string) error
}

// Directory is the local services of this machine.
type Directory interface {
	// List gives them by name. When their file was damaged there are none, and Notice says so.
	List() ([]catalog.Service, error)
	Notice() error
	// Save keeps one: a new one when it has no id. It returns a *catalog.ServiceError for details that cannot be kept.
	Save(ctx context.Context, s catalog.Service) (catalog.Service, error)
}

// An Engine typesets the PDFs.
type Engine interface {
	// Ready reports whether Prepare would return at once.
	Ready() bool
	Prepare(ctx context.Context) error
}

// Profiles are the records on this machine.
type Profiles interface {
	List(ctx context.Context) ([]progress.Profile, error)
	Open(ctx context.Context, id progress.ProfileID) (progress.Keeper, error)
}

// Run runs one command and returns its exit code. What was asked for goes to Stdout, everything else to
// Stderr. When ctx ends, Run stops as soon as nothing would be left half done.
func Run(ctx context.Context, in Invocation, s Services) int {
	args := in.Args
	if len(args) == 0 {
		args = []string{"help"}
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		return help(in, args[1:])
	case "version", "-version", "--version":
		fmt.Fprintln(in.Stdout, "pal", version(in.Version))
		return Done
	}
	cmd, rest, ok := find(args)
	if !ok && len(args) > 1 && isHelp(args[1]) {
		return help(in, args[:1])
	}
	if !ok {
		return unknown(in.Stderr, args)
	}
	c := &call{Invocation: in, services: s, cmd: cmd}
	if err := c.parse(rest); errors.Is(err, flag.ErrHelp) {
		return help(in, strings.Fields(cmd.name))
	} else if err != nil {
		return c.report(ctx, misused("%v", err))
	}
	return c.report(ctx, cmd.run(ctx, c))
}

func version(v string) string {
	if v == "" {
		return "(built from a working copy)"
	}
	return v
}
