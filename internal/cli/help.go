package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// A command is one word after pal, or two: what it is about and what it does.
type command struct {
	name, args, about string
	options           []option
	help              string // more, with examples
	run               func(ctx context.Context, c *call) error
	troubles          []trouble // what it has better words for than others
}

// commands lists what pal can do, in the order of its help.
func commands() []command {
	return []command{
		checkCommand(), newCommand(), previewCommand(), listCommand(), updateCommand(), installCommand(), orderCommand(), backCommand(), removeCommand(), librariesCommand(),
		handoutCommand(), importServicesCommand(), servicesCommand(),
		newKeyCommand(), rotateKeyCommand(), showKeyCommand(), publishCommand(), signCommand(), packCommand(),
		importCommand(), exportCommand(), quizStatsCommand(), recordCommand(), verifyCommand(),
		planCommand(), sessionReportCommand(), sessionYearCommand(), sessionsCommand(),
	}
}

// find finds the command that the first words of a call name, and gives the others.
func find(args []string) (cmd command, rest []string, ok bool) {
	for _, c := range commands() {
		if words := strings.Fields(c.name); len(args) >= len(words) && slices.Equal(args[:len(words)], words) {
			return c, args[len(words):], true
		}
	}
	return command{}, nil, false
}

// about finds the commands of two words that begin with one.
func about(word string) []command {
	return slices.DeleteFunc(commands(), func(c command) bool { return !strings.HasPrefix(c.name, word+" ") })
}

func isHelp(arg string) bool { return arg == "-h" || arg == "-help" || arg == "--help" }

// usage is the line that shows how a command is written.
func (c command) usage() string {
	words := []string{c.name}
	if c.args != "" {
		words = append(words, c.args)
	}
	const many = 8 // more options than that are not read in a line
	for _, o := range c.options {
		if o.required || len(c.options) <= many {
			words = append(words, o.usage())
		}
	}
	if len(c.options) > many {
		words = append(words, "[OPTION ...]")
	}
	return strings.Join(words, " ")
}

func help(in Invocation, args []string) int {
	if len(args) == 0 {
		overview(in.Stdout)
		return Done
	}
	if cmd, _, ok := find(args); ok {
		cmd.explain(in.Stdout)
		return Done
	}
	group := about(args[0])
	if len(group) == 0 || len(args) > 1 {
		return unknown(in.Stderr, args)
	}
	for i, cmd := range group {
		if i > 0 {
			fmt.Fprintln(in.Stdout)
		}
		cmd.explain(in.Stdout)
	}
	return Done
}

// explain writes all there is to know of a command.
func (c command) explain(out io.Writer) {
	fmt.Fprintf(out, "pal %s\n\n%s.\n%s\n\nOptions:\n", c.usage(), capital(c.about), c.help)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, o := range c.options {
		fmt.Fprintf(w, "  %s\t%s\n", o.written(), o.about)
	}
	_ = w.Flush() // an error of out shows at its next use
}

func overview(out io.Writer) {
	fmt.Fprint(out, "pal: the library of Passalong, for authors and scripts\n\nCommands:\n")
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, c := range commands() {
		fmt.Fprintf(w, "  pal %s\t%s\n", c.name, c.about)
	}
	fmt.Fprint(w, "  pal help COMMAND\toptions and examples\n  pal version\tthe program's version\n\nExit codes:\n")
	for _, e := range exitCodes() {
		fmt.Fprintf(w, "  %d\t%s\n", e.code, e.means)
	}
	_ = w.Flush() // as above
	fmt.Fprint(out, "\nResults go to the standard output, messages and progress to the standard error.\n")
}

type exitCode struct {
	code  int
	means string
}

func exitCodes() []exitCode {
	return []exitCode{
		{Done, "done"},
		{Failed, "failed, or stopped with Ctrl+C; the message says why"},
		{Usage, "wrong command, option or argument"},
		{Content, "the content has problems"},
		{Offline, "the source of updates cannot be reached, or asks to wait"},
	}
}
