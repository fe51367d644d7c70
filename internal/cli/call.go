package cli

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// A call is a command under way, with its options and arguments.
type call struct {
	Invocation
	services Services
	cmd      command

	place            Place
	json, yes, check bool
	out              string
	replace          bool
	format           string
	table, profile   string
	badge            string
	against          string // an earlier state of the library
	fingerprint      string
	installed        string        // id of a library that is to be packed
	asking           string        // the source that is being asked; empty for none, or for one that is not known
	lines            *bufio.Reader // Stdin, once something was read of it
	sheet            sheetOptions
	session          sessionOptions
	lint             checkOptions
	track            string
	keys             keyOptions
	args             []string
}

// An option is a flag of a command. It sets a text or a switch of the call, or adds to a list.
type option struct {
	name, value, about string
	required           bool
	text               func(*call) *string
	on                 func(*call) *bool
	each               func(*call) *[]string // it may be there several times
}

func jsonOption() option {
	return option{name: "json", about: "answer in JSON, for scripts", on: func(c *call) *bool { return &c.json }}
}

func dataOption() option {
	return option{name: "data", value: "DIR", about: "the data folder, in place of the usual one", text: func(c *call) *string { return &c.place.Dir }}
}

func outOption() option {
	return option{name: "o", value: "FILE", about: "where to put it; without it, to the standard output", text: func(c *call) *string { return &c.out }}
}

func replaceOption() option {
	return option{name: "replace", about: "write over a file that is there already", on: func(c *call) *bool { return &c.replace }}
}

// written is an option with the name of its value.
func (o option) written() string {
	if o.value == "" {
		return "-" + o.name
	}
	return "-" + o.name + " " + o.value
}

// usage is how an option stands in the line that shows how a command is written.
func (o option) usage() string {
	s := o.written()
	if !o.required {
		s = "[" + s + "]"
	}
	if o.each != nil {
		s += " ..."
	}
	return s
}

// parse lets options stand before and after the arguments. It returns flag.ErrHelp when help was asked for.
func (c *call) parse(args []string) error {
	flags := flag.NewFlagSet(c.cmd.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	for _, o := range c.cmd.options {
		switch {
		case o.on != nil:
			flags.BoolVar(o.on(c), o.name, false, "")
		case o.each != nil:
			all := o.each(c)
			flags.Func(o.name, "", func(s string) error { *all = append(*all, s); return nil })
		default:
			flags.StringVar(o.text(c), o.name, "", "")
		}
	}
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return err
		}
		rest := flags.Args()
		if read := len(args) - len(rest); read > 0 && args[read-1] == "--" {
			c.args = append(c.args, rest...)
			return nil
		}
		if len(rest) > 0 {
			c.args, rest = append(c.args, rest[0]), rest[1:]
		}
		args = rest
	}
	return nil
}

// argument is the only argument of a command that must have one.
func (c *call) argument(what string) (string, error) {
	switch {
	case len(c.args) == 0:
		return "", misused("name %s", what)
	case len(c.args) > 1:
		return "", misused("%q is one argument too many", c.args[1])
	}
	return c.args[0], nil
}

// put writes what was asked for: to the file of -o, or to the standard output.
func (c *call) put(ctx context.Context, data []byte) error {
	return c.putAt(ctx, c.out, data)
}

// putAt writes to a file, or to the standard output when its name is empty or -.
func (c *call) putAt(ctx context.Context, path string, data []byte) error {
	if path == "" || path == "-" {
		_, err := c.Stdout.Write(data)
		return err
	}
	if err := c.services.Save(ctx, path, data, c.replace); err != nil {
		return err
	}
	c.say("%s: %s", path, size(int64(len(data))))
	return nil
}

// open opens the data folder that the options name, for as long as use takes.
func (c *call) open(ctx context.Context, use func(Data) error) error {
	d, err := c.services.Open(ctx, c.place)
	if err != nil {
		return err
	}
	if d.Notice != nil {
		c.warn(d.Notice)
	}
	err = use(d)
	if closed := d.Close(); err == nil {
		err = closed
	}
	return err
}

// load reads the library in use, and says so when that is not the installed one.
func (c *call) load(ctx context.Context, lib Library) (*catalog.Catalog, error) {
	cat, err := lib.Load(ctx)
	if cat != nil && err != nil {
		c.warn(err)
		return cat, nil
	}
	return cat, err
}

// say writes a line for a person who waits, where somebody may be looking.
func (c *call) say(format string, args ...any) {
	if c.TerminalErr {
		fmt.Fprintf(c.Stderr, format+"\n", args...)
	}
}

// list writes problems, a line each.
func list(w io.Writer, problems []catalog.Problem) {
	for _, p := range problems {
		fmt.Fprintln(w, visible(p.Error()))
	}
}

// visible replaces what a terminal would obey by what it can show: content may come from anywhere.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return '\uFFFD'
		}
		return r
	}, s)
}

// problemsOf gives the problems that an error carries.
func problemsOf(err error) []catalog.Problem {
	if bad := (*catalog.ContentError)(nil); errors.As(err, &bad) {
		return bad.Problems
	}
	return nil
}
