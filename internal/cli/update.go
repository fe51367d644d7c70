package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
)

func updateCommand() command {
	return command{
		name: "update", args: "[ID ...]", about: "see what is newer, and install it",
		options: []option{
			{name: "check", about: "only look", on: func(c *call) *bool { return &c.check }},
			{name: "yes", about: "install without asking", on: func(c *call) *bool { return &c.yes }},
			jsonOption(),
			{name: "source", value: "OWNER/REPO", about: "only what this source publishes, wherever its library came from", text: func(c *call) *string { return &c.place.Source }},
			dataOption(), githubOption(),
		},
		help: `
Asks the source of each library on this computer, or of those with an ID, what is newer, shows what would
change and how much has to be fetched, and asks before it installs. The publisher's signature is checked
first, then every byte. The revision before is kept, and "pal libraries back" goes back to it; what people
have learned stays. Nothing else is ever sent or fetched.

Examples:
  pal update -check                       only look
  pal update                              look, ask, install
  pal update -yes -source owner/repo      for scripts: install without asking
  pal update -json -check | jq .up_to_date

With -json nothing is asked: without -yes, nothing is installed. Exit code 0 when content was installed,
when nothing is newer, and when you said no; 3 when the new content has mistakes; 4 when the source cannot
be reached, or asks to wait. What goes wrong with one library keeps no other from being updated.`,
		run: update,
	}
}

func githubOption() option {
	return option{
		name: "github", value: "URL", about: "a mirror that answers below URL/api/ and URL/raw/ as GitHub does",
		text: func(c *call) *string { return &c.place.GitHub },
	}
}

func update(ctx context.Context, c *call) error {
	switch {
	case c.check && c.yes:
		return misused("say -check to look or -yes to install")
	case c.place.Source != "" && len(c.args) > 0:
		return misused("say -source or name libraries")
	}
	return c.open(ctx, func(d Data) error {
		o := offers{call: c, data: d, titles: titlesOf(ctx, d.Library)}
		if source := c.place.Source; source != "" {
			look := func(ctx context.Context) (catalog.Update, error) { return known(d.Updates.Look(ctx, source)) }
			return o.all(ctx, []question{{source: source, look: look}})
		}
		installed, err := d.Libraries.Libraries(ctx)
		if err != nil {
			return err
		}
		if installed, err = chosen(installed, c.args); err != nil {
			return err
		}
		var asked []question
		for _, l := range installed {
			look := func(ctx context.Context) (catalog.Update, error) { return known(d.Updates.Check(ctx, l.ID)) }
			asked = append(asked, question{id: l.ID, title: l.Title, source: l.Source, look: look})
		}
		return o.all(ctx, asked)
	})
}

// known lets updates pass whose keys are known: others are not to come in by a command that compares none.
func known(u catalog.Update, err error) (catalog.Update, error) {
	if err == nil && u.Trust == catalog.NewKeys {
		return u, &trouble{
			code: Failed, what: fmt.Sprintf("%s is signed by keys that are new to this computer", named(u.Title, u.Library)),
			next: "Nothing was changed. To compare them and add the library: pal install " + u.Source,
		}
	}
	return u, err
}

// chosen keeps the libraries with one of these ids; all of them when there are no ids.
func chosen(installed []catalog.InstalledLibrary, ids []string) ([]catalog.InstalledLibrary, error) {
	if len(ids) == 0 {
		return installed, nil
	}
	var out []catalog.InstalledLibrary
	for _, id := range ids {
		i := slices.IndexFunc(installed, func(l catalog.InstalledLibrary) bool { return l.ID == id })
		if i < 0 {
			return nil, unknownLibrary(id, installed)
		}
		out = append(out, installed[i])
	}
	return out, nil
}

// A question is to a source, about one library.
type question struct {
	id, title, source string // empty where they are not known yet
	look              func(context.Context) (catalog.Update, error)
}

// An answer is what came of a question.
type answer struct {
	question
	update    *catalog.Update // nil when nothing is newer
	installed bool
	err       error
}

// all asks one source after the other and installs what is agreed to. What goes wrong with one is said, and the
// others still have their turn.
func (o offers) all(ctx context.Context, asked []question) error {
	var answers []answer
	for i, q := range asked {
		if len(asked) > 1 && !o.json {
			if i > 0 {
				fmt.Fprintln(o.Stdout)
			}
			fmt.Fprintln(o.Stdout, visible(named(q.title, q.id)))
		}
		o.asking = q.source
		a := o.one(ctx, q)
		answers = append(answers, a)
		if a.err != nil && (len(asked) == 1 || ctx.Err() != nil || errors.Is(a.err, catalog.ErrNeverOnline)) {
			return a.err
		}
		if a.err != nil {
			o.mention(a.err)
		}
	}
	if o.json {
		if err := writeJSON(o.Stdout, updatesOf(answers, o.titles)); err != nil {
			return err
		}
	}
	return o.verdict(answers)
}

// one asks one source.
func (o offers) one(ctx context.Context, q question) answer {
	a := answer{question: q}
	u, err := q.look(ctx)
	if errors.Is(err, catalog.ErrUpToDate) {
		if !o.json {
			fmt.Fprintln(o.Stdout, "You have the newest content.")
		}
		return a
	}
	if err != nil {
		a.err = err
		return a
	}
	a.update, a.id, a.title = &u, u.Library, u.Title
	if !o.json {
		if a.err = o.describe(u); a.err != nil {
			return a
		}
	}
	agreed, err := o.agreed(ctx)
	if err != nil || !agreed {
		a.err = err
		return a
	}
	a.err = o.install(ctx, u)
	a.installed = a.err == nil
	return a
}

// mention says what went wrong with one library of several.
func (o offers) mention(err error) {
	o.tell(o.explain(err))
	list(o.Stderr, problemsOf(err))
}

// verdict is the trouble that all together end with: that there is a library without a source only when there is no
// other, and that a source cannot be reached only when nothing is worse.
func (o offers) verdict(answers []answer) error {
	worst := &trouble{}
	sources := 0
	for _, a := range answers {
		if a.err == nil || !errors.Is(a.err, catalog.ErrNoSource) {
			sources++
		} else {
			continue
		}
		if a.err == nil {
			continue
		}
		if t := o.explain(a.err); worst.code == Done || worst.code == Offline && t.code != Offline {
			worst.code = t.code
		}
	}
	switch {
	case worst.code != Done:
		return worst // each has been said
	case sources == 0 && len(answers) > 0:
		return &trouble{code: Failed}
	}
	return nil
}
