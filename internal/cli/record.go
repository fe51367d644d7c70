package cli

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/proof"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/report"
)

func profileOption() option {
	return option{name: "profile", value: "NAME", about: "the profile's nickname or id", required: true, text: func(c *call) *string { return &c.profile }}
}

func tableNames() string { return namesOf(report.Tables()) }

// tableLines are the names for a help text, so many to a line.
func tableLines() string {
	var lines []string
	for tables := range slices.Chunk(report.Tables(), 7) {
		lines = append(lines, namesOf(tables))
	}
	return strings.Join(lines, ",\n        ")
}

func namesOf(tables []report.Table) string {
	var names []string
	for _, t := range tables {
		names = append(names, string(t))
	}
	return strings.Join(names, ", ")
}

func recordCommand() command {
	return command{
		name: "record export", about: "write a learner's record for other programs",
		options: []option{
			profileOption(),
			{name: "format", value: "xapi|csv|json", about: "the format", required: true, text: func(c *call) *string { return &c.format }},
			{name: "table", value: "TABLE", about: "of csv, which table; responses without it", text: func(c *call) *string { return &c.table }},
			outOption(), replaceOption(), dataOption(),
		},
		help: `
Formats:
  xapi  statements of xAPI 1.0.3, a JSON array, for a learning record store; the same record gives the same
        ids, so that it can be sent again
  csv   one table, for a spreadsheet:
        ` + tableLines() + `
  json  all of these tables with their totals

No format holds a name or a nickname: the learner is a pseudonym, or nobody. What the learner typed as an
answer is in all of them; the initials of facilitators are in csv and json.

Examples:
  pal record export -profile Robin -format xapi -o statements.json
  pal record export -profile Robin -format csv -table attempts > attempts.csv`,
		run: exportRecord,
	}
}

func exportRecord(ctx context.Context, c *call) error {
	if err := c.checkRecordOptions(); err != nil {
		return err
	}
	return c.withRecord(ctx, func(cat *catalog.Catalog, who progress.Profile, r progress.Record) error {
		data, err := c.recordAs(cat, who, r)
		if err != nil {
			return err
		}
		return c.put(ctx, data)
	})
}

func (c *call) checkRecordOptions() error {
	tables := report.Tables()
	switch {
	case len(c.args) > 0:
		return misused("%q is one argument too many", c.args[0])
	case c.profile == "":
		return misused("say with -profile whose record to write")
	case !slices.Contains([]string{"xapi", "csv", "json"}, c.format):
		return misused("say with -format whether to write xapi, csv or json")
	case c.table != "" && c.format != "csv":
		return misused("-table is for -format csv only")
	case c.table != "" && !slices.Contains(tables, report.Table(c.table)):
		return misused("there is no table %q: say %s", c.table, tableNames())
	}
	return nil
}

func (c *call) recordAs(cat *catalog.Catalog, who progress.Profile, r progress.Record) ([]byte, error) {
	if c.format == "xapi" {
		return exchange.Statements(cat, r, who.Pseudonym)
	}
	rep := report.New(cat, r, refresher.NewDeck(cat, r), c.services.Now())
	var b bytes.Buffer
	if c.format == "json" {
		err := rep.JSON(&b)
		return b.Bytes(), err
	}
	table := report.ResponsesTable
	if c.table != "" {
		table = report.Table(c.table)
	}
	err := rep.CSV(&b, table)
	return b.Bytes(), err
}

func verifyCommand() command {
	return command{
		name: "record verify", args: "CODE", about: "hold a certificate against the record that it was made from",
		options: []option{
			{name: "profile", value: "NAME", about: "the profile's nickname or id", text: func(c *call) *string { return &c.profile }},
			{name: "badge", value: "FILE", about: "an Open Badges file, in place of CODE", text: func(c *call) *string { return &c.badge }},
			dataOption(),
		},
		help: `
CODE is what the QR code of a certificate says, or the number on it. With the QR code's text, everything on the
certificate is compared; with the number, only whether the record has such a certificate. Both need -profile.

With -badge, no record is needed: the file's signature is checked. It shows that nothing in the file was changed
since a copy of Passalong made it for itself, and not who that was.

Examples:
  pal record verify 7K3F-9Q2M-XW4T-C -profile Robin
  pal record verify -badge certificate.json

Exit code 0 when it is as in the record, or as it was signed, and 1 when it is not.`,
		run: verifyRecord,
	}
}

func verifyRecord(ctx context.Context, c *call) error {
	if c.badge != "" {
		return c.verifyBadge(ctx)
	}
	code, err := c.argument("a certificate's number, or the text of its QR code")
	if err != nil {
		return err
	}
	if c.profile == "" {
		return misused("say with -profile whose certificate it is")
	}
	return c.withRecord(ctx, func(_ *catalog.Catalog, _ progress.Profile, r progress.Record) error {
		return c.tellVerdict(proof.Verify(code, r))
	})
}

func (c *call) verifyBadge(ctx context.Context) error {
	if len(c.args) > 0 || c.profile != "" {
		return misused("-badge goes without a code and without -profile")
	}
	file, err := c.read(ctx, c.badge)
	if err != nil {
		return err
	}
	if err := proof.VerifyCredential(file); err != nil {
		return &trouble{code: Failed, what: visible(err.Error()), next: "Do not trust it. It may have been changed."}
	}
	fmt.Fprintln(c.Stdout, "The file is as it was signed. It is self-issued: no organisation vouches for it.")
	return nil
}

func (c *call) tellVerdict(v proof.Verdict) error {
	switch v.State {
	case proof.Matches:
		fmt.Fprintf(c.Stdout, "%s: %s, %s\n", v.Number, visible(v.Certificate.Title), v.Certificate.Issued.Format(dateOnly))
		if v.Whole {
			fmt.Fprintln(c.Stdout, "Everything on it is as in the record.")
		} else {
			fmt.Fprintln(c.Stdout, "The record has a certificate of this number.")
		}
		return nil
	case proof.Differs:
		var facts []string
		for _, f := range v.Differing {
			facts = append(facts, string(f))
		}
		return &trouble{
			code: Failed, what: fmt.Sprintf("the certificate %s is not as in the record: %s", v.Number, strings.Join(facts, ", ")),
			next: "Do not trust it. It may have been changed.",
		}
	case proof.Unknown:
		return &trouble{code: Failed, what: fmt.Sprintf("the record has no certificate %s", v.Number), next: "Check that this is the right profile."}
	}
	return &trouble{code: Failed, what: "that is not the number of a certificate", next: "Type it as it is printed, or paste what the QR code says."}
}

// withRecord reads the record of the profile that the options name, and gives it with the library in use.
func (c *call) withRecord(ctx context.Context, use func(*catalog.Catalog, progress.Profile, progress.Record) error) error {
	return c.open(ctx, func(d Data) error {
		cat, err := c.load(ctx, d.Library)
		if err != nil {
			return err
		}
		who, err := c.findProfile(ctx, d.Profiles)
		if err != nil {
			return err
		}
		keeper, err := d.Profiles.Open(ctx, who.ID)
		if err != nil {
			return err
		}
		r, err := keeper.Load(ctx)
		who = keeper.Profile() // with its pseudonym
		if closed := keeper.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return err
		}
		return use(cat, who, r)
	})
}

// findProfile finds a profile by its id, its nickname, or its nickname in other capitals.
func (c *call) findProfile(ctx context.Context, profiles Profiles) (progress.Profile, error) {
	all, err := profiles.List(ctx)
	if err != nil {
		return progress.Profile{}, err
	}
	for _, same := range []func(progress.Profile) bool{
		func(p progress.Profile) bool { return string(p.ID) == c.profile },
		func(p progress.Profile) bool { return p.Nickname == c.profile },
		func(p progress.Profile) bool { return p.Nickname != "" && strings.EqualFold(p.Nickname, c.profile) },
	} {
		var found []progress.Profile
		for _, p := range all {
			if same(p) {
				found = append(found, p)
			}
		}
		switch len(found) {
		case 0:
		case 1:
			return found[0], found[0].Problem
		default:
			return progress.Profile{}, severalProfiles(c.profile, found)
		}
	}
	return progress.Profile{}, noSuchProfile(c.profile, all)
}

func severalProfiles(name string, found []progress.Profile) error {
	var ids []string
	for _, p := range found {
		ids = append(ids, string(p.ID)+" (of "+p.Created.Format(dateOnly)+")")
	}
	return &trouble{code: Failed, what: fmt.Sprintf("%d profiles are named %q", len(found), name), next: "Name one by its id: " + strings.Join(ids, ", ")}
}

func noSuchProfile(name string, all []progress.Profile) error {
	t := &trouble{code: Failed, what: fmt.Sprintf("there is no profile %q", name), next: "There is none in this data folder; -data names another one."}
	var names []string
	for _, p := range all {
		if p.Nickname != "" {
			names = append(names, p.Nickname)
		}
	}
	if len(names) > 0 {
		t.next = "There are: " + strings.Join(names, ", ")
	}
	return t
}
