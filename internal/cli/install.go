package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

func installCommand() command {
	return command{
		name: "install", args: "ADDRESS|FILE", about: "add a library, or bring one up to date, from GitHub, a web address, a pack or a folder",
		options: []option{
			{name: "fingerprint", value: "DIGITS", about: "that of the publisher's keys, as the publisher gave it to you", text: func(c *call) *string { return &c.fingerprint }},
			{name: "check", about: "only look", on: func(c *call) *bool { return &c.check }},
			{name: "yes", about: "install without asking", on: func(c *call) *bool { return &c.yes }},
			jsonOption(), dataOption(), githubOption(),
		},
		help: `
ADDRESS is OWNER/REPO on GitHub, or begins with https://. FILE is a pack, which ends in .passalong, or a folder
with channel and modules in it, such as a USB stick. Shows which library it is, who publishes it and what it
would bring, and asks before it installs.

A library that is new to this computer comes with keys that are new to it. Compare their fingerprint with the
one that the publisher gave you in another way, such as on paper: then nobody in between can have changed a
word, now or in any update. It may stand with the address, too: OWNER/REPO#12345-67890-...

Examples:
  pal install owner/repo                              look, compare, ask, install
  pal install /media/usb/update.passalong             the same without internet
  pal install -yes -fingerprint "12345 67890 ..." owner/repo     for scripts
  pal install -check -json update.passalong | jq -r '.libraries[].fingerprint'

Without anybody to ask, nothing is installed that is not asked for with -yes, and no library with keys that
are new to this computer without their fingerprint. Exit codes as of "pal update".`,
		run: install,
		troubles: []trouble{
			{catalog.ErrUnknownName, Failed, "that is neither an address nor a file", "Write OWNER/REPO as on GitHub, an address that begins with https://, or the path of a pack or a folder."},
			{catalog.ErrDamaged, Failed, "what is there is damaged, or not what was published", "Nothing was changed. Copy or fetch it anew; if it happens twice, tell whoever publishes the library."},
			{catalog.ErrNotFound, Failed, "there is no published library there", "Check the spelling. A repository must be public and have a branch \"published\"; a folder has channel and modules in it, or one pack."},
		},
	}
}

func install(ctx context.Context, c *call) error {
	address, err := c.argument("an address, a pack or a folder")
	switch {
	case err != nil:
		return err
	case c.check && c.yes:
		return misused("say -check to look or -yes to install")
	case c.fingerprint != "" && strings.Contains(address, "#"):
		return misused("name the fingerprint once")
	}
	c.asking = address
	if c.fingerprint != "" {
		address += "#" + strings.Join(strings.Fields(c.fingerprint), "-")
	}
	return c.open(ctx, func(d Data) error {
		o := offers{call: c, data: d, titles: titlesOf(ctx, d.Library)}
		u, err := d.Updates.Look(ctx, address)
		if errors.Is(err, catalog.ErrUpToDate) {
			return o.finish(answer{question: question{source: c.asking}})
		}
		if err != nil {
			return err
		}
		return o.consider(ctx, u)
	})
}

// consider installs an update from a source that somebody named, if they agree to its keys and to the rest.
func (o offers) consider(ctx context.Context, u catalog.Update) error {
	if !o.json {
		if err := o.introduce(u); err != nil {
			return err
		}
	}
	a := answer{question: question{id: u.Library, title: u.Title, source: u.Source}, update: &u}
	agreed, err := o.compared(ctx, u)
	if err == nil && agreed {
		agreed, err = o.agreed(ctx)
	}
	if err == nil && agreed {
		err = o.install(ctx, u)
		a.installed = err == nil
	}
	if err != nil {
		return err
	}
	return o.finish(a)
}

// finish says what came of it.
func (o offers) finish(a answer) error {
	switch {
	case o.json:
		return writeJSON(o.Stdout, updatesOf([]answer{a}, o.titles))
	case a.update == nil:
		fmt.Fprintln(o.Stdout, "You have the newest content.")
	}
	return nil
}

// introduce shows whose library it is and what it would bring.
func (o offers) introduce(u catalog.Update) error {
	rows := [][]string{{"Library:", named(u.Title, u.Library)}, {"Publisher:", u.Publisher}, {"From:", u.Source}, {"Signed by:", signers(u.Trust)}}
	if u.Fingerprint != "" {
		rows = append(rows, []string{"Fingerprint:", u.Fingerprint})
	}
	for _, r := range rows {
		if r[1] != "" {
			fmt.Fprintf(o.Stdout, "%-13s%s\n", r[0], visible(r[1]))
		}
	}
	fmt.Fprintln(o.Stdout)
	return o.describe(u)
}

func signers(t catalog.Trust) string {
	switch t {
	case catalog.KnownKeys:
		return "keys that this computer knows for it"
	case catalog.NewKeys:
		return "keys that are new to this computer"
	}
	return "nobody"
}

// compared reports whether the keys of an update may be trusted: they are known, or somebody has compared their
// fingerprint. What nobody has signed is let through here: that it is offered at all is set in the app.
func (o offers) compared(ctx context.Context, u catalog.Update) (bool, error) {
	switch {
	case u.Trust == catalog.Unsigned:
		fmt.Fprintln(o.Stderr, "Nobody has signed this: anybody on the way can have changed it. It is for its authors only.")
		return true, nil
	case u.Trust != catalog.NewKeys || u.Compared || o.check:
		return true, nil
	case o.yes || !o.asks():
		return false, &trouble{
			code: Failed, what: "this library is new to this computer, and nobody has compared its fingerprint",
			// Not the digits themselves: whoever copies them from here has compared nothing.
			next: fmt.Sprintf("Nothing was changed. Name the fingerprint that the publisher gave you: pal install -fingerprint DIGITS %s", o.asking),
		}
	}
	fmt.Fprintln(o.Stderr, "This library is new to this computer. Compare the fingerprint with the one that the publisher gave you\nin another way than this: on paper, by telephone, face to face.")
	same, err := o.ask(ctx, "Are all digits the same?")
	if err == nil && !same {
		fmt.Fprintln(o.Stderr, "Nothing was installed.")
	}
	return same, err
}
