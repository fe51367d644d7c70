package cli

import (
	"cmp"
	"context"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
)

// SessionSheets makes the pages about sessions.
type SessionSheets interface {
	// Box makes what a session takes on paper, or a part of it.
	Box(ctx context.Context, p plan.Plan, form paper.BoxForm) (paper.Sheet, error)
	SessionReport(ctx context.Context, r evaluation.Report, form paper.Form) (paper.Sheet, error)
	YearReport(ctx context.Context, sum evaluation.Summary, form paper.Form) (paper.Sheet, error)
}

// sessionOptions are the options of pal plan and pal sessions.
type sessionOptions struct {
	modules                []string
	brief, july            bool
	minutes, people        string
	materials, spreadsheet string
}

// Bounds of -minutes and -people. A session of several days is planned day by day.
const (
	leastMinutes = 5
	mostMinutes  = 600
	usualBrief   = 10
	mostPeople   = 500
)

func planCommand() command {
	return command{
		name: "plan", about: "plan a session from the guides of modules",
		options: []option{
			{name: "module", value: "ID", about: "a module; say it again for another one", required: true, each: func(c *call) *[]string { return &c.session.modules }},
			{name: "minutes", value: "N", about: "how many minutes there are; without it, as many as the guide takes", text: func(c *call) *string { return &c.session.minutes }},
			{name: "brief", about: "a brief talk of 5 to 15 minutes about one module, with five questions", on: func(c *call) *bool { return &c.session.brief }},
			{name: "people", value: "N", about: "how many are expected, for the list of what to bring", text: func(c *call) *string { return &c.session.people }},
			{name: "o", value: "FILE", about: "make a PDF of the plan; without it, the plan is text on the standard output", text: func(c *call) *string { return &c.out }},
			{name: "materials", value: "FILE", about: "make a PDF of the list of what to bring", text: func(c *call) *string { return &c.session.materials }},
			sheetText("paper", "a4|letter", "the paper in the printer", func(s *sheetOptions) *string { return &s.stock }),
			sheetSwitch("large-print", "in large print", func(s *sheetOptions) *bool { return &s.large }),
			replaceOption(), dataOption(),
		},
		help: `
Plans a session as the app does: sections with their minutes, what to say and what to ask, what the room sees,
what to bring and what to do when it gets hard. With less time than the guide takes, sections get shorter; where
that is too long still, the least necessary are left out, and the plan says which. The welcome and the end stay.

-brief makes a script for the counter of a module: what to say, five questions and the kit. Without -minutes it takes ten.

Nothing is saved: plans that are to be changed by hand are made in the app.

Examples:
  pal plan -module overdose-response
  pal plan -module overdose-response -module safer-injecting -minutes 180 -o plan.pdf -materials bring.pdf
  pal plan -module overdose-response -brief -minutes 5`,
		run: makePlan,
	}
}

func makePlan(ctx context.Context, c *call) error {
	minutes, people, err := c.planOptions()
	if err != nil {
		return err
	}
	return c.open(ctx, func(d Data) error {
		cat, err := c.load(ctx, d.Library)
		if err != nil {
			return err
		}
		p, err := c.plan(cat, minutes)
		if err != nil {
			return err
		}
		p.People = people
		c.notePlan(p)
		if c.out == "" && c.session.materials == "" {
			return writePlan(c.Stdout, p)
		}
		part := func(part paper.BoxPart) func(context.Context) (paper.Sheet, error) {
			form := paper.BoxForm{Form: c.paperForm(), People: max(1, people), Part: part, OwnCodes: true}
			return func(ctx context.Context) (paper.Sheet, error) { return d.Sheets.Box(ctx, p, form) }
		}
		return c.makeSheets(ctx, d, []wantedSheet{
			{path: c.out, what: "plan", make: part(paper.BoxPlan)},
			{path: c.session.materials, what: "list of what to bring", make: part(paper.BoxMaterials)},
		})
	})
}

func (c *call) planOptions() (minutes, people int, err error) {
	s := c.session
	switch {
	case len(c.args) > 0:
		return 0, 0, misused("name modules with -module, not %q alone", c.args[0])
	case len(s.modules) == 0:
		return 0, 0, misused("say with -module which module to plan a session from")
	case s.brief && len(s.modules) > 1:
		return 0, 0, misused("a brief talk is about one module")
	case s.brief && s.materials != "":
		return 0, 0, misused("a brief talk has its kit on its own page: leave -materials out")
	case c.out != "" && c.out == s.materials:
		return 0, 0, misused("the plan and the list of what to bring do not both go into %q", c.out)
	}
	if err := c.checkPaper(); err != nil {
		return 0, 0, err
	}
	if people, err = c.wholeNumber("people", s.people, 0, 1, mostPeople); err != nil {
		return 0, 0, err
	}
	if s.brief {
		minutes, err = c.wholeNumber("minutes", s.minutes, usualBrief, plan.FewestBrief, plan.MostBrief)
	} else {
		minutes, err = c.wholeNumber("minutes", s.minutes, 0, leastMinutes, mostMinutes)
	}
	return minutes, people, err
}

// checkPaper looks at the options of pages.
func (c *call) checkPaper() error {
	if !slices.Contains([]string{"", string(paper.A4), string(paper.Letter)}, c.sheet.stock) {
		return misused("say with -paper a4 or letter, not %q", c.sheet.stock)
	}
	return nil
}

func (c *call) paperForm() paper.Form {
	return paper.Form{Size: cmp.Or(paper.Size(c.sheet.stock), paper.A4), Large: c.sheet.large}
}

func (c *call) plan(cat *catalog.Catalog, minutes int) (plan.Plan, error) {
	var ids []catalog.ModuleID
	for _, id := range c.session.modules {
		if _, ok := cat.Module(catalog.ModuleID(id)); !ok {
			return plan.Plan{}, noModuleOf(cat, id)
		}
		ids = append(ids, catalog.ModuleID(id))
	}
	if c.session.brief {
		return plan.Brief(cat, ids[0], minutes)
	}
	return plan.Make(cat, ids, minutes)
}

func noModuleOf(cat *catalog.Catalog, id string) error {
	var ids []string
	for i := range cat.Modules {
		ids = append(ids, string(cat.Modules[i].ID))
	}
	return noSuch("module", id, ids)
}

// notePlan says what to know of a plan before it is used.
func (c *call) notePlan(p plan.Plan) {
	for _, m := range p.Modules {
		if m.Draft {
			c.note("the module %s is a draft: it awaits clinical, legal and peer review", m.ID)
		}
	}
	if over := p.Over(); over > 0 {
		c.note("this needs %s more than there are, even with everything left out that can be", count(over, "minute"))
	}
}

// A wantedSheet is a PDF that is to be made; one without a path is not.
type wantedSheet struct {
	path, what string
	make       func(ctx context.Context) (paper.Sheet, error)
}

// makeSheets makes PDFs and saves each when it is whole. "-" is the standard output.
func (c *call) makeSheets(ctx context.Context, d Data, sheets []wantedSheet) error {
	sheets = slices.DeleteFunc(sheets, func(s wantedSheet) bool { return s.path == "" })
	if len(sheets) == 0 {
		return nil
	}
	for _, s := range sheets {
		if s.path == "-" && c.TerminalOut {
			return misused("a PDF is no text for a terminal: name a file, or pass it on to another program")
		}
		if s.path != "-" {
			if err := d.Files.CanSave(s.path); err != nil {
				return err
			}
		}
	}
	if !d.Engine.Ready() {
		c.say("Making the typesetting engine ready, once on this machine ...")
	}
	if err := d.Engine.Prepare(ctx); err != nil {
		return err
	}
	for _, s := range sheets {
		sheet, err := s.make(ctx)
		if err != nil {
			return tooLong(err)
		}
		for _, w := range sheet.Warnings {
			c.sayWarnings(map[paper.Warning][]string{w: {s.what}}, 1)
		}
		if err := c.putAt(ctx, s.path, sheet.PDF); err != nil {
			return err
		}
	}
	return nil
}
