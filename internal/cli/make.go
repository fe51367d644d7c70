package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/paper"
)

// makeAll makes the files one after the other. What does not fit its format is left out and told at the end; any
// other trouble ends the work, and what was made before stays.
func (c *call) makeAll(ctx context.Context, d Data, orders []order) error {
	put, err := c.destination(ctx, d, orders)
	if err != nil {
		return err
	}
	if err := c.prepare(ctx, d, orders); err != nil {
		return err
	}
	done := made{warnings: map[paper.Warning][]string{}}
	steps := newSteps(c.Stderr, c.TerminalErr && len(orders) > 1, len(orders))
	for _, o := range orders {
		steps.next(o.name)
		data, warnings, err := o.make(ctx)
		var long *paper.TooLongError
		if errors.As(err, &long) {
			done.tooLong = append(done.tooLong, o.what+": "+long.Error())
			continue
		}
		if err == nil {
			err = put(o, data)
		}
		if err != nil {
			steps.end()
			return fmt.Errorf("%s: %w", o.what, err)
		}
		done.add(o, data, warnings)
	}
	steps.end()
	return c.sayMade(done, len(orders))
}

// prepare makes the engine ready when something has to be typeset.
func (c *call) prepare(ctx context.Context, d Data, orders []order) error {
	for _, o := range orders {
		if o.web {
			continue
		}
		if !d.Engine.Ready() {
			c.say("Making the typesetting engine ready, once on this machine ...")
		}
		return d.Engine.Prepare(ctx)
	}
	return nil
}

// destination finds out where the files go, before the work that makes them.
func (c *call) destination(ctx context.Context, d Data, orders []order) (put func(o order, data []byte) error, err error) {
	toFile := func(path string, data []byte) error { return d.Files.Save(ctx, path, data, true) }
	into := func(dir string) func(order, []byte) error {
		return func(o order, data []byte) error { return toFile(filepath.Join(dir, o.name), data) }
	}
	folder := d.Files.IsFolder(c.out)
	switch {
	case c.out == "-" && len(orders) > 1:
		return nil, misused("%d files do not go to the standard output: name a folder with -o", len(orders))
	case c.out == "-":
		return func(_ order, data []byte) error { _, err := c.Stdout.Write(data); return err }, nil
	case folder:
		return into(c.out), d.Files.CanSave(filepath.Join(c.out, orders[0].name))
	case len(orders) == 1 && !strings.HasSuffix(filepath.ToSlash(c.out), "/"):
		return func(_ order, data []byte) error { return toFile(c.out, data) }, d.Files.CanSave(c.out)
	}
	if err := d.Files.MakeFolder(c.out); err != nil {
		return nil, &trouble{err: err, code: Failed, what: "the folder " + c.out + " cannot be made", next: "Name another folder with -o."}
	}
	return into(c.out), nil
}

// made is what came of the orders.
type made struct {
	names    []string
	bytes    int64
	warnings map[paper.Warning][]string // names of files
	tooLong  []string
}

func (m *made) add(o order, data []byte, warnings []paper.Warning) {
	m.names = append(m.names, o.name)
	m.bytes += int64(len(data))
	for _, w := range warnings {
		m.warnings[w] = append(m.warnings[w], o.name)
	}
}

// sayMade says what was made, what to know about it, and what was not made.
func (c *call) sayMade(m made, wanted int) error {
	c.sayWarnings(m.warnings, wanted)
	switch {
	case len(m.names) == 0 || c.out == "-":
	case wanted == 1:
		c.say("%s: %s", c.out, size(m.bytes))
	default:
		c.say("%s in %s: %s", count(len(m.names), "file"), c.out, size(m.bytes))
	}
	if len(m.tooLong) == 0 {
		return nil
	}
	if wanted == 1 {
		return &trouble{code: Failed, what: m.tooLong[0], next: largerFormat}
	}
	c.note("%d of %d do not fit and were not made", len(m.tooLong), wanted)
	for _, line := range m.tooLong {
		fmt.Fprintln(c.Stderr, " ", visible(line))
	}
	fmt.Fprintln(c.Stderr, largerFormat)
	return &trouble{code: Failed} // it has been told
}

// tooLong adds what to do to the error of a page that does not fit.
func tooLong(err error) error {
	if long := (*paper.TooLongError)(nil); errors.As(err, &long) {
		return &trouble{code: Failed, what: long.Error(), next: largerFormat}
	}
	return err
}

const largerFormat = "Choose a larger format, or ask the author for a shorter text."

// sayWarnings says what to know before handing it out. One that has no words here is said all the same.
func (c *call) sayWarnings(of map[paper.Warning][]string, wanted int) {
	all := warningsInOrder()
	for _, w := range slices.Sorted(maps.Keys(of)) {
		if !slices.ContainsFunc(all, func(known warningWords) bool { return known.warning == w }) {
			all = append(all, warningWords{w, string(w)})
		}
	}
	for _, w := range all {
		switch names := of[w.warning]; {
		case len(names) == 0:
		case wanted == 1:
			c.note("%s", w.words)
		default:
			c.note("%s: %s", w.words, few(names))
		}
	}
}

type warningWords struct {
	warning paper.Warning
	words   string
}

// warningsInOrder has words for every warning, the most pressing first.
func warningsInOrder() []warningWords {
	return []warningWords{
		{paper.Expired, "this alert is over, and the page says so"},
		{paper.OutOfDate, "the review date has passed; check before use, as the page says"},
		{paper.Abroad, "this is written for another country, and the page says so; check its emergency number and law"},
		{paper.Unsigned, "nobody has signed the library that it is of, so it is for its authors only, and the page says so"},
		{paper.MachineDraft, "a machine made this translation and nobody has reviewed it"},
		{paper.Stale, "this translates an earlier version"},
		{paper.NoLetters, "some letters are in no font here, and empty boxes stand for them"},
		{paper.Unchecked, "nobody has checked the details of the local service for 90 days"},
		{paper.NoService, "it points to a kind of service of which there is none in this region"},
		{paper.MorePages, "this takes more pages than it is meant to"},
	}
}

// few lists names, and counts them where they are many.
func few(names []string) string {
	const most = 5
	if len(names) <= most+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// note says what a person should know and does not keep the command from doing its work.
func (c *call) note(format string, args ...any) {
	fmt.Fprintf(c.Stderr, "pal %s: %s\n", c.cmd.name, visible(fmt.Sprintf(format, args...)))
}
