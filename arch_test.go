// Package passalong_test holds the rules of the whole code base: who may import whom, and how large things
// may become. docs/architecture.md says why; arch_planted_test.go breaks each rule once.
package passalong_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const goModule = "github.com/passalong/passalong/"

// Groups of packages, for the table.
var (
	pure = []string{
		"internal/fold", "internal/quiz", "internal/scenario", "internal/catalog", "internal/progress", "internal/refresher", "internal/report",
		"internal/proof", "internal/exchange", "internal/paper", "internal/imposition", "internal/pack", "internal/recall",
		"internal/manifest", "internal/compare", "internal/news", "internal/plan", "internal/evaluation", "internal/session",
		"internal/tabular", "internal/giveaway",
	}
	leaves = []string{"internal/atomicfile", "internal/linelog", "internal/machinecode", "internal/packfile", "internal/picture", "internal/signature", "internal/spelling", "internal/watch"} // without knowledge of the domain
)

// mayImport says which packages of the project a package may import, and with it those below it. The
// longest name that fits a package counts. A package that is not here has no place yet: give it one.
var mayImport = map[string][]string{
	"internal/fold":       {},
	"internal/quiz":       {"internal/fold"},
	"internal/giveaway":   {"internal/quiz"},
	"internal/scenario":   {},
	"internal/catalog":    {"internal/fold", "internal/paper", "internal/quiz", "internal/scenario"},
	"internal/paper":      {},
	"internal/imposition": {"internal/paper"},
	"internal/pack":       {"internal/catalog", "internal/paper"},
	"internal/recall":     {"internal/catalog", "internal/paper"},
	"internal/progress":   {"internal/catalog", "internal/quiz", "internal/scenario"},
	"internal/refresher":  {"internal/catalog", "internal/quiz", "internal/progress"},
	"internal/report":     {"internal/catalog", "internal/quiz", "internal/scenario", "internal/progress", "internal/refresher", "internal/tabular"},
	"internal/tabular":    {},
	"internal/proof":      {"internal/catalog", "internal/quiz", "internal/progress"},
	"internal/exchange":   {"internal/fold", "internal/catalog", "internal/quiz", "internal/scenario", "internal/progress"},
	"internal/manifest":   {"internal/catalog"},
	"internal/compare":    {"internal/catalog", "internal/quiz"},
	"internal/news":       {"internal/catalog", "internal/quiz", "internal/progress", "internal/recall"},
	"internal/plan":       {"internal/catalog", "internal/quiz", "internal/scenario"},
	"internal/evaluation": {"internal/catalog", "internal/quiz", "internal/fold", "internal/plan", "internal/tabular"},
	"internal/session":    {"internal/catalog", "internal/quiz", "internal/scenario", "internal/fold", "internal/plan", "internal/evaluation"},

	"internal/atomicfile":  {},
	"internal/linelog":     {"internal/atomicfile"},
	"internal/machinecode": {},
	"internal/packfile":    {},
	"internal/picture":     {},
	"internal/signature":   {},
	"internal/spelling":    {},
	"internal/watch":       {},
	"internal/winetest":    {}, // of tests only
	"internal/settings":    with(pure, leaves),
	"internal/directory":   with(pure, leaves),
	"internal/printlog":    with(pure, leaves),

	"internal/content":  with(pure, leaves),
	"internal/library":  with(pure, leaves),
	"internal/download": with(pure, leaves), // what every source on the network has in common
	"internal/github":   with(pure, leaves, []string{"internal/download"}),
	"internal/mirror":   with(pure, leaves, []string{"internal/download"}),
	"internal/bundle":   with(pure, leaves),
	"internal/publish":  with(pure, leaves),
	"internal/lint":     with(pure, leaves),
	"internal/scaffold": with(pure, leaves),
	"internal/store":    with(pure, leaves),
	"internal/conduct":  with(pure, leaves),
	"internal/live":     with(pure, leaves),
	"internal/netlog":   with(pure, leaves),
	"internal/typst":    leaves,
	"internal/handout":  with(pure, leaves, []string{"internal/typst"}),
	"internal/preview":  with(pure, leaves),
	"internal/printing": with(pure, leaves),

	"internal/association": with(leaves, []string{"internal/catalog"}),

	"internal/app": with(pure, leaves, []string{
		"internal/settings", "internal/content", "internal/library", "internal/download", "internal/github", "internal/mirror", "internal/bundle", "internal/store",
		"internal/publish", "internal/lint", "internal/scaffold", "internal/association", "internal/conduct", "internal/live",
		"internal/netlog", "internal/directory", "internal/printlog", "internal/typst", "internal/handout", "internal/preview", "internal/printing",
		"modules", "assets", "ready", // what comes with both programs
	}),
	"internal/cli": with(pure, []string{"internal/settings"}),
	"internal/ui":  with(pure, []string{"internal/settings", "internal/ui", "assets"}),

	"cmd/passalong": {"internal/app", "internal/ui", "internal/plan", "internal/session"}, // the words in which it hands sessions over
	"cmd/pal":       {"internal/app", "internal/cli"},
	"modules":       {},
	"assets":        {},
	"ready":         {},
	"scripts":       {},
	"e2e":           with(pure, []string{"e2e", "internal/machinecode", "internal/content", "internal/github/githubtest", "internal/store/storetest", "internal/live/livetest", "modules"}), // knows the library; sees only what a person would see
}

// onlyIn says which packages, and those below them, may import what begins so.
var onlyIn = map[string][]string{
	"fyne.io/":                     {"internal/ui", "cmd/passalong", "e2e/bench/empty"},
	"gorm.io/":                     {"internal/store"},
	"github.com/glebarez/":         {"internal/store"},
	"modernc.org/":                 {}, // a second import of the driver would end the program at its start
	"github.com/google/go-github/": {"internal/github"},
	"aead.dev/minisign":            {"internal/signature"},
	"github.com/fsnotify/":         {"internal/watch"},
	"golang.org/x/crypto/":         {"internal/conduct"},
	"github.com/chromedp/":         {"internal/live", "e2e"}, // of tests only

	"github.com/open-spaced-repetition/": {"internal/refresher"},
}

// impure are the parts of the standard library that reach outside the program.
var impure = []string{"os", "net", "database/sql", "syscall", "io/ioutil", "log", "plugin", "unsafe"}

// pureLibraries compute and reach nothing, so pure packages may use them.
var pureLibraries = []string{"github.com/open-spaced-repetition/go-fsrs/v4"}

// processWide is what belongs to main: a package that uses it cannot be tested or used twice.
var processWide = map[string][]string{
	"os":      {"Exit", "Args", "Stdin", "Stdout", "Stderr"},
	"log":     {"Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln"},
	"runtime": {"Goexit"},
}

// namesOfNothing say that things are in one place and not why.
var namesOfNothing = []string{
	"base", "common", "core", "helper", "helpers", "lib", "manager", "managers", "misc", "models", "service", "services",
	"shared", "types", "util", "utils",
}

// notScreens are packages of internal/ui whose names end in "view" although they are parts of screens.
var notScreens = []string{"internal/ui/docview"}

const (
	longestFile     = 500
	longestFunction = 80
	longestMain     = 40
)

// A source is one Go file that is not a test.
type source struct {
	pkg     string // folder in the repository, such as "internal/quiz"
	path    string
	lines   int
	syntax  *ast.File
	files   *token.FileSet
	imports map[string]string // path -> the name that the file uses for it
}

// A rule finds what breaks it, as "file: what".
type rule struct {
	name  string
	check func([]source) []string
}

var rules = []rule{
	{"imports follow the table", checkTable},
	{"one package owns one technology", each(checkOwners)},
	{"pure packages reach nothing outside", each(checkPure)},
	{"the clock is read by cmd and app only", each(checkClock)},
	{"what belongs to the process is used by cmd only", each(checkProcess)},
	{"only internal/ui/bg starts goroutines of the window", each(checkGoroutines)},
	{"model.go knows no Fyne", each(checkModels)},
	{"screens do not import screens", each(checkScreens)},
	{"doubles are for tests", each(checkDoubles)},
	{"App goes no further than cmd", each(checkApp)},
	{"packages are named for what they are", checkNames},
	{"every package says what it is for", checkComments},
	{"files and functions are short", each(checkSizes)},
	{"main only begins", each(checkMain)},
}

func TestRules(t *testing.T) {
	files, err := sourcesOf(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("only %d files were found", len(files))
	}
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			for _, broken := range r.check(files) {
				t.Error(broken)
			}
		})
	}
}

// sourcesOf parses the Go files below the root. At the root itself there are only tests.
func sourcesOf(root fs.FS) ([]source, error) {
	var files []source
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			hidden := name != "." && strings.ContainsAny(d.Name()[:1], "._")
			if hidden || d.Name() == "testdata" || name == "dist" || name == "bin" {
				return fs.SkipDir
			}
			return nil
		}
		if path.Dir(name) == "." || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // removed while this test runs
		}
		if err != nil {
			return err
		}
		f, err := parse(name, text)
		files = append(files, f)
		return err
	})
	return files, err
}

func parse(name string, text []byte) (source, error) {
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return source{}, err
	}
	f := source{
		pkg: path.Dir(name), path: name, lines: bytes.Count(text, []byte("\n")), syntax: syntax, files: set, imports: map[string]string{},
	}
	for _, spec := range syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return source{}, err
		}
		local := path.Base(imported)
		if spec.Name != nil {
			local = spec.Name.Name
		} else if len(local) > 1 && local[0] == 'v' && local[1] >= '2' && local[1] <= '9' {
			local = path.Base(path.Dir(imported)) // fyne.io/fyne/v2
		}
		f.imports[imported] = local
	}
	return f, nil
}

// own gives the packages of the project that a file imports.
func (f source) own() []string {
	var own []string
	for imported := range f.imports {
		if inside, ok := strings.CutPrefix(imported, goModule); ok {
			own = append(own, inside)
		}
	}
	slices.Sort(own)
	return own
}

// uses gives the places at which a file names something of a package.
func (f source) uses(imported string, names ...string) []string {
	local, ok := f.imports[imported]
	if !ok {
		return nil
	}
	var found []string
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && slices.Contains(names, s.Sel.Name) {
			if id, ok := s.X.(*ast.Ident); ok && id.Name == local {
				found = append(found, fmt.Sprintf("%s: %s.%s", f.files.Position(s.Pos()), local, s.Sel.Name))
			}
		}
		return true
	})
	return found
}

// within reports whether a package is one of these or below one.
func within(pkg string, places ...string) bool {
	return slices.ContainsFunc(places, func(p string) bool { return pkg == p || strings.HasPrefix(pkg, p+"/") })
}

func with(groups ...[]string) []string { return slices.Concat(groups...) }

func each(check func(source) []string) func([]source) []string {
	return func(files []source) []string {
		var broken []string
		for _, f := range files {
			broken = append(broken, check(f)...)
		}
		return broken
	}
}

func checkTable(files []source) []string {
	var broken []string
	homeless := map[string]bool{}
	for _, f := range files {
		place, ok := placeOf(f.pkg)
		if !ok && !homeless[f.pkg] {
			homeless[f.pkg] = true
			broken = append(broken, fmt.Sprintf("%s: the package has no place in mayImport", f.path))
		}
		for _, imported := range f.own() {
			sameFamily := within(imported, place) // such as a package and its double
			if ok && !sameFamily && !within(imported, mayImport[place]...) {
				broken = append(broken, fmt.Sprintf("%s: %s must not import %s", f.path, place, imported))
			}
		}
	}
	return broken
}

func placeOf(pkg string) (string, bool) {
	for p := pkg; p != "."; p = path.Dir(p) {
		if _, ok := mayImport[p]; ok {
			return p, true
		}
	}
	return "", false
}

func checkOwners(f source) []string {
	var broken []string
	for imported := range f.imports {
		for prefix, owners := range onlyIn {
			if strings.HasPrefix(imported, prefix) && !within(f.pkg, owners...) {
				broken = append(broken, fmt.Sprintf("%s: only %v may import %s", f.path, owners, imported))
			}
		}
		if imported == "fyne.io/fyne/v2/test" && !isDouble(f.pkg) {
			broken = append(broken, fmt.Sprintf("%s: %s starts an app of its own; it is for tests", f.path, imported))
		}
	}
	return broken
}

func checkPure(f source) []string {
	if !within(f.pkg, pure...) {
		return nil
	}
	var broken []string
	for imported := range f.imports {
		first, _, _ := strings.Cut(imported, "/")
		foreign := strings.Contains(first, ".") && !strings.HasPrefix(imported, goModule) && !slices.Contains(pureLibraries, imported)
		if foreign || within(imported, impure...) {
			broken = append(broken, fmt.Sprintf("%s: a pure package must not import %s", f.path, imported))
		}
	}
	return broken
}

func checkClock(f source) []string {
	if within(f.pkg, "cmd", "internal/app", "e2e") {
		return nil
	}
	return f.uses("time", "Now", "Since", "Until")
}

func checkProcess(f source) []string {
	if !within(f.pkg, "internal") {
		return nil
	}
	var broken []string
	for imported, names := range processWide {
		broken = append(broken, f.uses(imported, names...)...)
	}
	return broken
}

func checkGoroutines(f source) []string {
	if !within(f.pkg, "internal/ui") || within(f.pkg, "internal/ui/bg") {
		return nil
	}
	broken := f.uses("fyne.io/fyne/v2", "Do", "DoAndWait")
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if g, ok := n.(*ast.GoStmt); ok {
			broken = append(broken, fmt.Sprintf("%s: a go statement; use bg.Start", f.files.Position(g.Pos())))
		}
		return true
	})
	return broken
}

func checkModels(f source) []string {
	var broken []string
	for imported := range f.imports {
		if path.Base(f.path) == "model.go" && strings.HasPrefix(imported, "fyne.io/") {
			broken = append(broken, fmt.Sprintf("%s: imports %s", f.path, imported))
		}
	}
	return broken
}

func isScreen(pkg string) bool {
	return path.Dir(pkg) == "internal/ui" && strings.HasSuffix(pkg, "view") && !slices.Contains(notScreens, pkg)
}

func checkScreens(f source) []string {
	var broken []string
	for _, imported := range f.own() {
		if imported != f.pkg && isScreen(imported) && f.pkg != "internal/ui" {
			broken = append(broken, fmt.Sprintf("%s: imports the screen %s; ask the navigator", f.path, imported))
		}
	}
	return broken
}

// isDouble recognises the package of doubles of another, such as internal/ui/bg/bgtest.
func isDouble(pkg string) bool {
	return path.Base(pkg) == path.Base(path.Dir(pkg))+"test"
}

func checkDoubles(f source) []string {
	var broken []string
	for _, imported := range f.own() {
		if isDouble(imported) && !isDouble(f.pkg) && !within(f.pkg, "e2e") {
			broken = append(broken, fmt.Sprintf("%s: imports the double %s", f.path, imported))
		}
	}
	return broken
}

func checkApp(f source) []string {
	if within(f.pkg, "cmd", "internal/app") {
		return nil
	}
	return f.uses(goModule+"internal/app", "App")
}

func checkNames(files []source) []string {
	seen := map[string]bool{}
	var broken []string
	for _, f := range files {
		for _, part := range append(strings.Split(f.pkg, "/"), f.syntax.Name.Name) {
			if slices.Contains(namesOfNothing, part) && !seen[f.pkg] {
				seen[f.pkg] = true
				broken = append(broken, fmt.Sprintf("%s: %q says nothing", f.path, part))
			}
		}
	}
	return broken
}

func checkComments(files []source) []string {
	said := map[string]bool{}
	for _, f := range files {
		said[f.pkg] = said[f.pkg] || f.syntax.Doc != nil
	}
	var broken []string
	for pkg, ok := range said {
		if !ok {
			broken = append(broken, pkg+": has no package comment")
		}
	}
	return broken
}

func checkSizes(f source) []string {
	var broken []string
	if f.lines > longestFile {
		broken = append(broken, fmt.Sprintf("%s: has %d lines, more than %d", f.path, f.lines, longestFile))
	}
	for _, d := range f.syntax.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		from, to := f.files.Position(fn.Pos()), f.files.Position(fn.End())
		if n := to.Line - from.Line + 1; n > longestFunction {
			broken = append(broken, fmt.Sprintf("%s: %s has %d lines, more than %d", from, fn.Name.Name, n, longestFunction))
		}
	}
	return broken
}

func checkMain(f source) []string {
	if within(f.pkg, "cmd") && f.lines > longestMain {
		return []string{fmt.Sprintf("%s: has %d lines, more than %d; move the rest below internal", f.path, f.lines, longestMain)}
	}
	return nil
}

// A linked package is one that a program is made of.
type linked struct {
	ImportPath string
	Standard   bool
	CgoFiles   []string
}

func TestPalNeedsNoWindowAndNoCCompiler(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Standard,CgoFiles", "./cmd/pal")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=1") // so that packages that would use C say so
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages, err := decodeLinked(bytes.NewReader(out))
	if err != nil || len(packages) < 20 {
		t.Fatalf("go list names %d packages: %v", len(packages), err)
	}
	for _, broken := range checkPal(packages) {
		t.Error(broken)
	}
}

func decodeLinked(r io.Reader) ([]linked, error) {
	var packages []linked
	for dec := json.NewDecoder(r); ; {
		var p linked
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages = append(packages, p)
	}
}

func checkPal(packages []linked) []string {
	var broken []string
	for _, p := range packages {
		switch {
		case strings.HasPrefix(p.ImportPath, "fyne.io/"), within(p.ImportPath, goModule+"internal/ui"):
			broken = append(broken, "pal links "+p.ImportPath)
		case !p.Standard && len(p.CgoFiles) > 0:
			broken = append(broken, "pal needs a C compiler for "+p.ImportPath)
		}
	}
	return broken
}
