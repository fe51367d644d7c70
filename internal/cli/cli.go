// Package cli holds the commands of pal, the program for authors and scripts.
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
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
	Terminal       bool // Stderr is a terminal: progress may be drawn there
	Interactive    bool // Stdin is a terminal: questions may be asked
	Version        string
}

// Services are what the commands need of the rest of the program.
type Services struct {
	// Check reads the library in a folder as the app does.
	Check func(ctx context.Context, dir string) (*catalog.Catalog, []catalog.Problem, error)
	// Publish makes a folder ready for learners.
	Publish func(ctx context.Context, dir string) (catalog.Publication, error)
	// Open opens the data folder of the app. An empty folder is the usual one of this machine.
	Open func(ctx context.Context, p Place) (Data, error)
}

// A Place says which data a command works on.
type Place struct {
	Dir    string // data folder; empty for the usual one
	Source string // owner/repo in place of the one in the settings; empty for that one
	GitHub string // address of the API of a GitHub server of one's own; empty for github.com
}

// Data is an open data folder.
type Data struct {
	Library  Library
	Handouts Handouts
	Close    func() error
}

// A Library is the installed content.
type Library interface {
	Load(ctx context.Context) (*catalog.Catalog, error)
	Check(ctx context.Context) (catalog.Update, error)
	Install(ctx context.Context, u catalog.Update, progress func(catalog.Transfer)) (catalog.Revision, error)
}

// Handouts makes PDFs.
type Handouts interface {
	PDF(ctx context.Context, id catalog.HandoutID) ([]byte, error)
	Save(ctx context.Context, path string, pdf []byte, replace bool) error
}

// A command is one word after pal.
type command struct {
	name, args, about string
	help              string // more, with examples
	run               func(ctx context.Context, c *call) error
}

// A call is a command under way.
type call struct {
	Invocation
	services Services
	flags    *flag.FlagSet
	place    Place
	json     bool
	args     []string
}

var errUsage = errors.New("wrong usage")

// Run runs one command and returns its exit code. What is asked for goes to Stdout, everything else to
// Stderr.
func Run(ctx context.Context, in Invocation, s Services) int {
	name, rest := "help", []string(nil)
	if len(in.Args) > 0 {
		name, rest = in.Args[0], in.Args[1:]
	}
	switch name {
	case "help", "-h", "-help", "--help":
		return help(in, rest)
	case "version", "-version", "--version":
		fmt.Fprintln(in.Stdout, "pal", in.Version)
		return Done
	}
	cmd, ok := find(name)
	if !ok {
		fmt.Fprintf(in.Stderr, "pal: there is no command %q; \"pal help\" lists them\n", name)
		return Usage
	}
	c := &call{Invocation: in, services: s}
	if err := c.parse(cmd, rest); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return help(in, []string{name})
		}
		fmt.Fprintf(in.Stderr, "pal %s: %v\nUsage: pal %s %s\n", name, err, name, cmd.args)
		return Usage
	}
	return c.report(name, cmd.run(ctx, c))
}

// parse lets options stand before and after the arguments.
func (c *call) parse(cmd command, args []string) error {
	c.flags = flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	c.flags.SetOutput(io.Discard)
	c.flags.BoolVar(&c.json, "json", false, "")
	c.flags.StringVar(&c.place.Dir, "data", "", "")
	c.flags.StringVar(&c.place.Source, "source", "", "")
	c.flags.StringVar(&c.place.GitHub, "github", "", "")
	c.flags.String("o", "", "")
	c.flags.Bool("yes", false, "")
	c.flags.Bool("check", false, "")
	for len(args) > 0 {
		if err := c.flags.Parse(args); err != nil {
			return err
		}
		args = c.flags.Args()
		if len(args) > 0 {
			c.args, args = append(c.args, args[0]), args[1:]
		}
	}
	var unknown error
	c.flags.Visit(func(f *flag.Flag) {
		if !strings.Contains(cmd.args+" ", "-"+f.Name) {
			unknown = fmt.Errorf("the option -%s belongs to another command", f.Name)
		}
	})
	return unknown
}

func (c *call) option(name string) string { return c.flags.Lookup(name).Value.String() }

// open opens the data folder that the options name, for as long as use takes.
func (c *call) open(ctx context.Context, use func(Data) error) error {
	d, err := c.services.Open(ctx, c.place)
	if err != nil {
		return err
	}
	return errors.Join(use(d), d.Close())
}

// report says what went wrong and turns it into an exit code.
func (c *call) report(name string, err error) int {
	switch {
	case err == nil:
		return Done
	case errors.Is(err, errUsage):
		cmd, _ := find(name)
		fmt.Fprintf(c.Stderr, "pal %s: %s\nUsage: pal %s %s\n", name, strings.TrimPrefix(err.Error(), errUsage.Error()+": "), name, cmd.args)
		return Usage
	case errors.Is(err, errContent):
		return Content // the problems have been listed
	}
	fmt.Fprintf(c.Stderr, "pal %s: %v\n", name, err)
	if next := advice(err); next != "" {
		fmt.Fprintln(c.Stderr, next)
	}
	bad := (*catalog.ContentError)(nil)
	switch {
	case errors.As(err, &bad):
		for _, p := range bad.Problems {
			fmt.Fprintln(c.Stderr, p)
		}
		return Content
	case errors.Is(err, catalog.ErrOffline), errors.Is(err, catalog.ErrRefused), errors.Is(err, catalog.ErrSignInPage), errors.Is(err, catalog.ErrServer):
		return Offline
	}
	return Failed
}

// advice says what to do about an error; empty when there is nothing to add.
func advice(err error) string {
	for _, a := range [...]struct {
		err  error
		next string
	}{
		{catalog.ErrNoSource, "Name one: pal update -source owner/repo, or add it in the app's settings."},
		{catalog.ErrUnknownName, "Write it as on GitHub: owner/repo."},
		{catalog.ErrNeverOnline, "The app's settings have the switch \"Never connect\"."},
		{catalog.ErrSignInPage, "Open a browser, sign in to the network, then try again."},
		{catalog.ErrBusy, "Close the app, or wait for the other pal, then try again."},
		{catalog.ErrNoSuchHandout, "pal list shows the ids of handouts."},
	} {
		if errors.Is(err, a.err) {
			return a.next
		}
	}
	return ""
}
