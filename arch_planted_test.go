package passalong_test

import (
	"strings"
	"testing"
	"testing/fstest"
)

// planted breaks each rule at least once: the rule by its name, one file, and what the rule says of it.
var planted = []struct {
	rule, path, text, want string
}{
	{"imports follow the table", "internal/store/x.go", own("internal/github"), "internal/store must not import internal/github"},
	{"imports follow the table", "internal/ui/quizview/x.go", own("internal/store"), "internal/ui must not import internal/store"},
	{"imports follow the table", "internal/ui/x.go", own("internal/app"), "internal/ui must not import internal/app"},
	{"imports follow the table", "internal/cli/x.go", own("internal/ui/look"), "internal/cli must not import internal/ui/look"},
	{"imports follow the table", "internal/cli/x.go", own("internal/library"), "internal/cli must not import internal/library"},
	{"imports follow the table", "internal/quiz/x.go", own("internal/catalog"), "internal/quiz must not import internal/catalog"},
	{"imports follow the table", "internal/settings/x.go", own("internal/store"), "internal/settings must not import internal/store"},
	{"imports follow the table", "internal/app/x.go", own("internal/ui"), "internal/app must not import internal/ui"},
	{"imports follow the table", "cmd/pal/x.go", own("internal/store"), "cmd/pal must not import internal/store"},
	{"imports follow the table", "e2e/desk/x.go", own("internal/store"), "e2e must not import internal/store"},
	{"imports follow the table", "internal/newcomer/x.go", "package newcomer", "has no place in mayImport"},
	{"one package owns one technology", "internal/app/x.go", imports("fyne.io/fyne/v2"), "may import fyne.io/fyne/v2"},
	{"one package owns one technology", "cmd/pal/x.go", imports("fyne.io/fyne/v2/widget"), "may import fyne.io/fyne/v2/widget"},
	{"one package owns one technology", "internal/library/x.go", imports("gorm.io/gorm"), "may import gorm.io/gorm"},
	{"one package owns one technology", "internal/app/x.go", imports("github.com/glebarez/sqlite"), "may import github.com/glebarez/sqlite"},
	{"one package owns one technology", "internal/store/x.go", imports("modernc.org/sqlite"), "may import modernc.org/sqlite"},
	{"one package owns one technology", "internal/library/x.go", imports("github.com/google/go-github/v62/github"), "may import github.com/google/go-github"},
	{"one package owns one technology", "internal/ui/x.go", imports("fyne.io/fyne/v2/test"), "is for tests"},
	{"pure packages reach nothing outside", "internal/quiz/x.go", imports("os"), "must not import os"},
	{"pure packages reach nothing outside", "internal/catalog/x.go", imports("net/http"), "must not import net/http"},
	{"pure packages reach nothing outside", "internal/progress/x.go", imports("database/sql"), "must not import database/sql"},
	{"pure packages reach nothing outside", "internal/paper/x.go", imports("github.com/google/uuid"), "must not import github.com/google/uuid"},
	{"the clock is read by cmd and app only", "internal/quiz/x.go", "package quiz\nimport \"time\"\nvar t = time.Now()", "x.go:3:9: time.Now"},
	{"the clock is read by cmd and app only", "internal/store/x.go", "package store\nimport clock \"time\"\nvar now = clock.Now", "x.go:3:11: clock.Now"},
	{"what belongs to the process is used by cmd only", "internal/cli/x.go", "package cli\nimport \"os\"\nfunc f() { os.Exit(1) }", "x.go:3:12: os.Exit"},
	{"what belongs to the process is used by cmd only", "internal/app/x.go", "package app\nimport \"os\"\nvar out = os.Stdout", "os.Stdout"},
	{"what belongs to the process is used by cmd only", "internal/app/x.go", "package app\nimport \"log\"\nfunc f() { log.Fatalf(\"\") }", "log.Fatalf"},
	{"only internal/ui/bg starts goroutines of the window", "internal/ui/quizview/x.go", "package quizview\nfunc f() { go f() }", "x.go:2:12: a go statement"},
	{"only internal/ui/bg starts goroutines of the window", "internal/ui/x.go", "package ui\nimport \"fyne.io/fyne/v2\"\nfunc f() { fyne.Do(nil) }", "fyne.Do"},
	{"only internal/ui/bg starts goroutines of the window", "internal/ui/x.go", "package ui\nimport f2 \"fyne.io/fyne/v2\"\nfunc f() { f2.DoAndWait(nil) }", "f2.DoAndWait"},
	{"model.go knows no Fyne", "internal/ui/quizview/model.go", imports("fyne.io/fyne/v2"), "model.go: imports fyne.io/fyne/v2"},
	{"screens do not import screens", "internal/ui/quizview/x.go", own("internal/ui/homeview"), "imports the screen internal/ui/homeview"},
	{"screens do not import screens", "internal/ui/widgets/x.go", own("internal/ui/homeview"), "imports the screen internal/ui/homeview"},
	{"doubles are for tests", "internal/ui/quizview/x.go", own("internal/ui/bg/bgtest"), "imports the double internal/ui/bg/bgtest"},
	{"App goes no further than cmd", "internal/ui/x.go", "package ui\nimport \"github.com/passalong/passalong/internal/app\"\ntype s struct { a *app.App }", "app.App"},
	{"packages are named for what they are", "internal/util/x.go", "package util", `"util" says nothing`},
	{"packages are named for what they are", "internal/ui/common/x.go", "package parts", `"common" says nothing`},
	{"packages are named for what they are", "internal/learner/x.go", "package manager", `"manager" says nothing`},
	{"every package says what it is for", "internal/quiz/x.go", "package quiz", "internal/quiz: has no package comment"},
	{"files and functions are short", "internal/quiz/x.go", "package quiz\n" + strings.Repeat("\n", 500), "has 501 lines, more than 500"},
	{"files and functions are short", "internal/quiz/x.go", "package quiz\nfunc f() {" + strings.Repeat("\n", 80) + "}", "f has 81 lines, more than 80"},
	{"main only begins", "cmd/pal/main.go", "package main\n" + strings.Repeat("\n", 40), "has 41 lines, more than 40"},
}

func imports(imported string) string { return "package x\nimport _ \"" + imported + "\"" }

func own(pkg string) string { return imports(goModule + pkg) }

func TestEveryRuleSeesAPlantedViolation(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range planted {
		t.Run(p.rule+" in "+p.path, func(t *testing.T) {
			files, err := sourcesOf(fstest.MapFS{p.path: {Data: []byte(p.text)}})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rules {
				if r.name != p.rule {
					continue
				}
				seen[r.name] = true
				if got := strings.Join(r.check(files), "\n"); !strings.Contains(got, p.want) {
					t.Errorf("the rule says %q, want %q", got, p.want)
				}
			}
		})
	}
	for _, r := range rules {
		if !seen[r.name] {
			t.Errorf("nothing breaks the rule %q", r.name)
		}
	}
}

func TestNoRuleForbidsWhatIsAllowed(t *testing.T) {
	comment := "// Package x is an example.\n"
	allowed := map[string]string{
		"internal/quiz/a.go":             comment + imports("time"),
		"internal/catalog/a.go":          comment + own("internal/quiz"),
		"internal/store/a.go":            comment + "package x\nimport (\n_ \"gorm.io/gorm\"\n_ \"" + goModule + "internal/progress\"\n_ \"" + goModule + "internal/atomicfile\"\n)",
		"internal/handout/a.go":          comment + own("internal/typst"),
		"internal/ui/a.go":               comment + own("internal/ui/quizview"),
		"internal/ui/quizview/view.go":   comment + "package x\nimport (\n_ \"fyne.io/fyne/v2\"\n_ \"" + goModule + "internal/ui/bg\"\n)",
		"internal/ui/lessonview/view.go": comment + own("internal/ui/docview"),
		"internal/ui/bg/a.go":            comment + "package x\nimport \"fyne.io/fyne/v2\"\nfunc f() { go f(); fyne.Do(nil) }",
		"internal/ui/bg/bgtest/a.go":     comment + own("internal/ui/bg"),
		"internal/app/a.go":              comment + "package x\nimport \"time\"\nvar now = time.Now",
		"internal/app/b.go":              comment + own("modules"),
		"e2e/journey/a.go":               comment + own("internal/github/githubtest"),
		"cmd/pal/main.go":                comment + "package main\nimport \"os\"\nfunc main() { os.Exit(0) }",
		"internal/quiz/testdata/x.go":    "not Go at all",
		"internal/quiz/x_test.go":        imports("os"),
		"deps.go":                        "package main",
	}
	tree := fstest.MapFS{}
	for name, text := range allowed {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	files, err := sourcesOf(tree)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		for _, broken := range r.check(files) {
			t.Errorf("%s: %s", r.name, broken)
		}
	}
}

func TestPalIsCheckedForWindowsAndC(t *testing.T) {
	out := `{"ImportPath": "runtime/cgo", "Standard": true, "CgoFiles": ["cgo.go"]}
{"ImportPath": "fyne.io/fyne/v2/theme"}
{"ImportPath": "github.com/passalong/passalong/internal/ui/look"}
{"ImportPath": "github.com/mattn/go-sqlite3", "CgoFiles": ["sqlite3.go"]}
{"ImportPath": "gorm.io/gorm"}`
	packages, err := decodeLinked(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	want := "pal links fyne.io/fyne/v2/theme\npal links github.com/passalong/passalong/internal/ui/look\npal needs a C compiler for github.com/mattn/go-sqlite3"
	if got := strings.Join(checkPal(packages), "\n"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
