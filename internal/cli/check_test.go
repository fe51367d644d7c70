package cli_test

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/cli"
)

// checked runs pal check on a library with some problems.
func checked(t *testing.T, problems []catalog.Problem, args ...string) result {
	t.Helper()
	cat := &catalog.Catalog{Library: catalog.Library{Languages: []catalog.Language{"en", "vi", "en-AU", "ar"}}, Modules: make([]catalog.Module, 3)}
	var out, errOut bytes.Buffer
	code := cli.Run(t.Context(), cli.Invocation{Args: append([]string{"check"}, args...), Stdout: &out, Stderr: &errOut}, cli.Services{
		Check: func(context.Context, string) (*catalog.Catalog, []catalog.Problem, error) { return cat, problems, nil },
	})
	return result{code, out.String(), errOut.String()}
}

func someProblems() []catalog.Problem {
	return []catalog.Problem{
		{File: "a/module.yaml", Line: 3, Column: 5, Message: "unknown key “x”", Module: "a"},
		{File: "a/en/01.md", Line: 7, Severity: catalog.Advice, Message: "long", Suggestion: "make two of it", Rule: "sentence-length"},
		{File: "a/en/02.md", Severity: catalog.Advice, Message: "of the loader"},
	}
}

const unread = "Not looked for in vi, ar, since these rules know only English: reading-grade, sentence-length, person-first, spelling, dose, alt-text\n"

func TestCheckListsProblemsWithTheirRules(t *testing.T) {
	got := checked(t, someProblems(), "lib")
	want := result{cli.Content,
		"a/module.yaml:3:5: unknown key “x”\na/en/01.md:7: warning: long (make two of it) [sentence-length]\na/en/02.md: warning: of the loader\n",
		unread + "3 working modules, 1 error, 2 warnings\n"}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(result{})); diff != "" {
		t.Error(diff)
	}
}

func TestCheckAnnotatesFilesOfACheckout(t *testing.T) {
	problems := []catalog.Problem{
		{File: "a/module.yaml", Line: 3, Column: 5, Message: "100% bad:\r\n::error::not a command\x1b[31m"},
		{File: "a/en/01,b:c%.md", Line: 7, Severity: catalog.Advice, Message: "long", Suggestion: "make two", Rule: "sentence-length"},
		{File: "a", Severity: catalog.Advice, Message: "whole"},
	}
	const annotations = "::error file=PRE/a/module.yaml,line=3,col=5::100%25 bad:%0D%0A::error::not a command\uFFFD[31m\n" +
		"::warning file=PRE/a/en/01%2Cb%3Ac%25.md,line=7,title=sentence-length::long (make two)\n::warning file=PRE/a::whole\n"
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		args   []string
		folder string
	}{
		{"a folder of the working folder", []string{"modules"}, "modules/"},
		{"a folder below that", []string{"./x/../content/modules/"}, "content/modules/"},
		{"the working folder itself", []string{"."}, ""},
		{"a folder by its whole path", []string{filepath.Join(here, "modules")}, "modules/"},
		{"a checkout that is elsewhere", []string{"-root", "repo", "repo/modules"}, "modules/"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := checked(t, problems, append([]string{"-format", "github"}, c.args...)...)
			want := strings.ReplaceAll(annotations, "PRE/", c.folder)
			if diff := cmp.Diff(want, got.out); diff != "" || got.code != cli.Content {
				t.Errorf("exit code %d, %s", got.code, diff)
			}
		})
	}
	if got := checked(t, problems, "-format", "github", "-root", "repo", "elsewhere"); got.code != cli.Usage || !strings.Contains(got.errOut, "name the checkout with -root") {
		t.Errorf("a library outside of the checkout: %+v", got)
	}
}

func TestCheckFailsByWhatWasAskedFor(t *testing.T) {
	warnings := someProblems()[1:]
	for _, c := range []struct {
		name     string
		problems []catalog.Problem
		args     []string
		want     int
	}{
		{"nothing", nil, nil, cli.Done},
		{"warnings", warnings, nil, cli.Done},
		{"warnings, strictly", warnings, []string{"-strict"}, cli.Content},
		{"no warnings, strictly", nil, []string{"-strict"}, cli.Done},
		{"an error", someProblems(), nil, cli.Content},
		{"an error while one rule is looked at", someProblems(), []string{"-only", "spelling"}, cli.Content},
		{"a warning of another rule, strictly", warnings, []string{"-only", "spelling", "-strict"}, cli.Done},
		{"a warning of the rule, strictly", warnings, []string{"-only", "sentence-length", "-strict"}, cli.Content},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := checked(t, c.problems, append(c.args, "lib")...); got.code != c.want {
				t.Errorf("exit code %d, want %d", got.code, c.want)
			}
		})
	}
}

func TestCheckShowsOneRuleAndWhatIsBroken(t *testing.T) {
	got := checked(t, someProblems(), "-only", "sentence-length", "lib")
	if want := "a/module.yaml:3:5: unknown key “x”\na/en/01.md:7: warning: long (make two of it) [sentence-length]\n"; got.out != want {
		t.Errorf("got %q", got.out)
	}
	if want := unread + "3 working modules, 1 error, 1 warning\n"; got.errOut != want {
		t.Errorf("got %q", got.errOut)
	}
}

func TestCheckRefusesWhatItCannotDo(t *testing.T) {
	for args, want := range map[string]string{
		"-format sarif lib":        `there is no format "sarif"; there are text, json, github`,
		"-json -format github lib": "-json and -format github do not go together",
		"-only speling lib":        `there is no rule "speling"; did you mean "spelling"?`,
		"-only qqq lib":            `there is no rule "qqq"; there are reading-grade, `,
		"":                         "name the folder of a library",
	} {
		got := checked(t, nil, strings.Fields(args)...)
		if got.code != cli.Usage || !strings.HasPrefix(got.errOut, "pal check: "+want) {
			t.Errorf("%s: exit code %d, %q", args, got.code, got.errOut)
		}
	}
}

func TestCheckAnswersInJSONWithTheRule(t *testing.T) {
	short, long := checked(t, someProblems(), "-json", "lib"), checked(t, someProblems(), "-format", "json", "lib")
	if short != long || short.errOut != "" {
		t.Errorf("-json says %+v, -format json %+v", short, long)
	}
	for _, want := range []string{`"modules": 3`, `"errors": 1`, `"warnings": 2`, `"rule": "sentence-length"`, `"suggestion": "make two of it"`} {
		if !strings.Contains(long.out, want) {
			t.Errorf("%s is not in %s", want, long.out)
		}
	}
	if strings.Count(long.out, `"rule"`) != 1 {
		t.Error("problems of the loader have a rule")
	}
}
