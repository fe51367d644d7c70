package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// checkOptions are those of the command check.
type checkOptions struct {
	root   string // that paths in annotations begin at
	only   string // a rule
	strict bool   // warnings fail as well
}

func checkCommand() command {
	return command{
		name: "check", args: "DIR", about: "say what is wrong with a library, with file, line and what to do",
		options: []option{
			{name: "format", value: "text|json|github", about: "how to say it; github annotates the files of a pull request", text: func(c *call) *string { return &c.format }},
			{name: "only", value: "RULE", about: "only what one rule finds, and what is broken", text: func(c *call) *string { return &c.lint.only }},
			{name: "strict", about: "warnings fail as well", on: func(c *call) *bool { return &c.lint.strict }},
			againstOption(),
			{name: "root", value: "FOLDER", about: "for github: the checkout, in place of the working folder", text: func(c *call) *string { return &c.lint.root }},
			jsonOption(),
		},
		help: `
Reads the library in DIR, the folder with library.yaml, exactly as the app does, and then as an editor would.
Every problem is one line: file:line:column: message (what to do) [rule]. A module with an error is
unavailable; a warning keeps nothing from working.

Rules for warnings, which lint.yaml in DIR can turn off for a file:
` + rulesHelp() + `
Examples:
  pal check modules
  pal check -only spelling modules
  pal check -format github modules                            in GitHub Actions
  pal check -against ../before modules
  pal check -format json modules | jq -r '.problems[].file'

Exit code 0 when there is no error, and with -strict no warning; otherwise 3.`,
		run: check,
	}
}

// A ruleName is a rule of package lint, as the help shows it.
type ruleName struct {
	id, about string
	english   bool // whether it holds for texts in English only
}

// ruleNames are the rules with what each wants, in the words of the help. A test of cmd/pal keeps
// them those that there are.
func ruleNames() []ruleName {
	return []ruleName{
		{"reading-grade", "texts are for grade 8 at most, handouts for grade 6", true},
		{"sentence-length", "a sentence has 25 words at most", true},
		{"person-first", "people come before labels", true},
		{"spelling", "words are spelt as in Australia, Britain or America", true},
		{"dose", "amounts are written so that nobody takes them for others", true},
		{"alt-text", "the text of a picture says what it teaches", true},
		{"no-source", "figures, phone numbers and what the law says have a source", false},
		{"answer-length", "right answers are the longest or shortest no more often than chance", false},
		{"source-age", "each source was opened in the last year", false},
		{"service-age", "each service was rung or opened in the last year", false},
		{"review-date", "review dates are more than 60 days away", false},
		{"exceptions", "lint.yaml can be read, and allows nothing that is not there", false},
	}
}

func rulesHelp() string {
	var b strings.Builder
	for _, r := range ruleNames() {
		fmt.Fprintf(&b, "  %-16s %s\n", r.id, r.about)
	}
	return b.String()
}

// checkJSON is what a check has found, for scripts.
type checkJSON struct {
	Modules  int           `json:"modules"` // that work
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Problems []problemJSON `json:"problems"`
	// Differences are there with -against: all of them, also those that are no problem.
	Differences []differenceJSON `json:"differences,omitzero"`
}

func check(ctx context.Context, c *call) error {
	dir, err := c.argument("the folder of a library")
	if err == nil {
		err = c.understandCheck()
	}
	if err != nil {
		return err
	}
	cat, problems, err := c.services.Check(ctx, dir)
	if err != nil && problems == nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	faults, differences, err := c.compareAgainst(ctx, dir, cat, problems)
	if err != nil {
		return err
	}
	problems = append(problems, faults...)
	if c.lint.only != "" {
		problems = slices.DeleteFunc(problems, func(p catalog.Problem) bool { return p.Severity == catalog.Advice && p.Rule != c.lint.only })
	}
	out := checkJSON{Problems: problemsJSON(problems), Differences: differences}
	for _, p := range problems {
		if p.Severity == catalog.Broken {
			out.Errors++
		} else {
			out.Warnings++
		}
	}
	if cat != nil {
		out.Modules = len(cat.Modules)
		c.sayUnread(cat.Library.Languages)
	}
	if err := c.showProblems(dir, problems, out); err != nil {
		return err
	}
	if out.Errors > 0 || c.lint.strict && out.Warnings > 0 {
		return &trouble{code: Content} // the problems have been listed
	}
	return nil
}

// understandCheck looks at the options before the work.
func (c *call) understandCheck() error {
	formats := []string{"text", "json", "github"}
	switch {
	case c.json && c.format != "" && c.format != "json":
		return misused("-json and -format %s do not go together", c.format)
	case c.json:
		c.format = "json"
	case c.format == "":
		c.format = "text"
	case !slices.Contains(formats, c.format):
		return misused("there is no format %q; there are %s", c.format, strings.Join(formats, ", "))
	}
	var ids []string
	for _, r := range ruleNames() {
		ids = append(ids, r.id)
	}
	if only := c.lint.only; only != "" && !slices.Contains(ids, only) {
		if near, ok := nearest(only, ids); ok {
			return misused("there is no rule %q; did you mean %q?", only, near)
		}
		return misused("there is no rule %q; there are %s", only, strings.Join(ids, ", "))
	}
	return nil
}

// showProblems lists the problems in the format that was asked for.
func (c *call) showProblems(dir string, problems []catalog.Problem, out checkJSON) error {
	switch c.format {
	case "json":
		return writeJSON(c.Stdout, out)
	case "github":
		folder, err := inCheckout(c.lint.root, dir)
		if err != nil {
			return err
		}
		annotate(c.Stdout, folder, problems)
	default:
		list(c.Stdout, problems)
	}
	fmt.Fprintf(c.Stderr, "%s, %s, %s\n", count(out.Modules, "working module"), count(out.Errors, "error"), count(out.Warnings, "warning"))
	return nil
}

// sayUnread says which rules cannot judge which languages.
func (c *call) sayUnread(languages []catalog.Language) {
	var others []string
	for _, l := range languages {
		if l != "en" && !strings.HasPrefix(string(l), "en-") {
			others = append(others, string(l))
		}
	}
	if len(others) == 0 || c.format == "json" {
		return
	}
	var ids []string
	for _, r := range ruleNames() {
		if r.english {
			ids = append(ids, r.id)
		}
	}
	fmt.Fprintf(c.Stderr, "Not looked for in %s, since these rules know only English: %s\n", strings.Join(others, ", "), strings.Join(ids, ", "))
}
