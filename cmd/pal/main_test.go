package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/github/githubtest"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/proof"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/signature"
	"github.com/passalong/passalong/internal/typst/typsttest"
	"github.com/passalong/passalong/modules"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"pal": main})
}

// TestScripts runs pal as people and scripts do. In each script's folder are checkout, with the bundled
// library in it as an author has it, and data, a data folder whose typesetting engine is ready.
// $GITHUB is a mirror of GitHub on this machine, which has nothing published yet.
func TestScripts(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed: these tests publish with it")
	}
	engine := cmp.Or(typsttest.CacheDir(t), t.TempDir())
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "internal", "cli", "testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               func(env *testscript.Env) error { return setUp(env, engine) },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "github": github, "append": appendText, "damage": damage,
			"library": copyLibrary, "keys": makeKeys, "publish": publish, "traces": traces,
			"hold":  func(ts *testscript.TestScript, _ bool, args []string) { hold(t.Context(), ts, args) },
			"learn": func(ts *testscript.TestScript, _ bool, args []string) { learn(t.Context(), ts, args) },
			"meet":  func(ts *testscript.TestScript, _ bool, args []string) { meet(t.Context(), ts, args) },
		},
	})
}

func setUp(env *testscript.Env, engine string) error {
	hub, err := githubtest.Start(true)
	if err != nil {
		return err
	}
	env.Defer(func() {
		if err := hub.Close(); err != nil {
			env.T().Log(err)
		}
	})
	env.Values[hubKey{}] = &mirror{Server: hub, arrived: make(chan struct{})}
	env.Setenv("GITHUB", strings.TrimSuffix(hub.BaseURL, "/api/"))
	for _, name := range []string{"GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "EMAIL"} {
		env.Setenv(name, "test@example.org")
	}
	env.Setenv("GORACE", "atexit_sleep_ms=0") // otherwise each pal of the race detector's waits a second when it ends
	cache := filepath.Join(env.WorkDir, "data", "cache")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return err
	}
	if err := os.MkdirAll(engine, 0o700); err != nil {
		return err
	}
	if err := os.Symlink(engine, filepath.Join(cache, "typesetting")); err != nil {
		return err
	}
	return os.CopyFS(filepath.Join(env.WorkDir, "checkout", "modules"), modules.FS)
}

// exits runs a program that must end with an exit code: exits CODE PROGRAM ARGS...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		failed := (*exec.ExitError)(nil)
		if !errors.As(err, &failed) {
			ts.Fatalf("%v", err)
		}
		got = failed.ExitCode()
	}
	if got != want {
		ts.Fatalf("the exit code is %d, want %d", got, want)
	}
}

// copyLibrary makes a checkout with the bundled library in it under another id: library DIR ID
func copyLibrary(ts *testscript.TestScript, neg bool, args []string) {
	dir := filepath.Join(ts.MkAbs(args[0]), "modules")
	ts.Check(os.CopyFS(dir, modules.FS))
	head, err := fs.ReadFile(modules.FS, "library.yaml")
	ts.Check(err)
	head = regexp.MustCompile(`(?m)^id: .*$`).ReplaceAll(head, []byte("id: "+args[1]))
	path := filepath.Join(dir, "library.yaml")
	ts.Check(os.Remove(path)) // it is read-only, as it is in the program
	ts.Check(os.WriteFile(path, head, 0o600))
}

// makeKeys makes the keys of a checkout's library, beside it. $FINGERPRINT is theirs then: keys DIR
func makeKeys(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(ts.Exec("pal", "key", "new", args[0], "-keys", args[0]+"-keys", "-no-password"))
	set, err := os.ReadFile(filepath.Join(ts.MkAbs(args[0]), "modules", "keys.json"))
	ts.Check(err)
	ts.Setenv("FINGERPRINT", strings.ReplaceAll(signature.Fingerprint(set), " ", "-"))
}

// publish makes a checkout ready for learners, signed when its library has keys: publish DIR
func publish(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(ts.Exec("pal", "publish", args[0]))
	keys, err := filepath.Glob(ts.MkAbs(args[0] + "-keys/*.key"))
	ts.Check(err)
	if len(keys) > 0 {
		ts.Check(ts.Exec("pal", "sign", args[0], "-key", keys[0]))
	}
}

// traces finds what is left of a text in a data folder, and there must be nothing: traces DIR TEXT
func traces(ts *testscript.TestScript, neg bool, args []string) {
	root := os.DirFS(ts.MkAbs(args[0]))
	ts.Check(fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if err == nil && (strings.Contains(name, args[1]) || bytes.Contains(data, []byte(args[1]))) {
			err = fmt.Errorf("%s still has %s", name, args[1])
		}
		return err
	}))
}

type hubKey struct{}

// A mirror is the GitHub of a script.
type mirror struct {
	*githubtest.Server
	once    sync.Once
	arrived chan struct{} // closed when a request came to the fault "silent"
}

// github changes what the mirror does:
//
//	github commit DIR   publish a folder
//	github fault NAME   answer badly from now on
//	github await        wait until a request has come to the fault silent
//	github mend         answer well again
func github(ts *testscript.TestScript, neg bool, args []string) {
	hub := ts.Value(hubKey{}).(*mirror)
	switch {
	case len(args) == 2 && args[0] == "commit":
		files, err := published(ts.MkAbs(args[1]))
		ts.Check(err)
		_, err = hub.Commit(files)
		ts.Check(err)
	case len(args) == 2 && args[0] == "fault":
		hub.Inject(githubtest.Anywhere, githubtest.Always, hub.fault(ts, args[1]))
	case len(args) == 1 && args[0] == "await":
		<-hub.arrived
	case len(args) == 1 && args[0] == "mend":
		hub.Mend()
	default:
		ts.Fatalf("github cannot %q", args)
	}
}

func (m *mirror) fault(ts *testscript.TestScript, name string) githubtest.Fault {
	switch name {
	case "limit":
		return githubtest.Status(http.StatusForbidden, "X-RateLimit-Remaining", "0", "Retry-After", "1200")
	case "sign-in":
		return githubtest.SignInPage()
	case "silent":
		return func(next http.Handler) http.Handler {
			m.once.Do(func() { close(m.arrived) })
			return githubtest.Silent()(next)
		}
	}
	ts.Fatalf("there is no fault %q", name)
	return nil
}

// published reads what git would publish of a checkout.
func published(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	root := os.DirFS(dir)
	return files, fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && d.Name() == ".git" {
				return fs.SkipDir
			}
			return err
		}
		files[name], err = fs.ReadFile(root, name)
		return err
	})
}

// appendText adds a line to a file: append FILE TEXT
func appendText(ts *testscript.TestScript, neg bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_WRONLY, 0)
	ts.Check(err)
	_, err = fmt.Fprintf(f, "\n%s\n", args[1])
	ts.Check(errors.Join(err, f.Close()))
}

// damage writes into one of the installed files of a data folder: damage DIR
func damage(ts *testscript.TestScript, neg bool, args []string) {
	objects, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "library", "objects", "*", "*"))
	ts.Check(err)
	if len(objects) == 0 {
		ts.Fatalf("nothing is installed in %s", args[0])
	}
	ts.Check(os.WriteFile(objects[0], []byte("damaged"), 0o600))
}

// hold keeps a data folder open as the app does, to the end of the script: hold DIR
func hold(ctx context.Context, ts *testscript.TestScript, args []string) {
	a, err := app.Start(ctx, app.Options{Data: ts.MkAbs(args[0])})
	ts.Check(err)
	ts.Defer(func() { ts.Check(a.Close()) })
}

// learn makes a profile whose learner has passed a module and has a certificate of it. $NUMBER is the
// certificate's number then, $CODE what its QR code says: learn DIR NICKNAME MODULE
func learn(ctx context.Context, ts *testscript.TestScript, args []string) {
	a, err := app.Start(ctx, app.Options{Data: ts.MkAbs(args[0])})
	ts.Check(err)
	defer func() { ts.Check(a.Close()) }()
	cat, err := a.Content.Load(ctx)
	ts.Check(err)
	m, ok := cat.Module(catalog.ModuleID(args[2]))
	if !ok {
		ts.Fatalf("there is no module %s", args[2])
	}
	k, err := a.Profiles.Create(ctx, args[1])
	ts.Check(err)
	defer func() { ts.Check(k.Close()) }()
	ts.Check(pass(ctx, k, m))
	r, err := k.Load(ctx)
	ts.Check(err)
	c, err := proof.ForModule(m, r, time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), rand.Reader)
	ts.Check(err)
	ts.Check(k.SaveCertificate(ctx, c))
	ts.Setenv("NUMBER", c.Number)
	ts.Setenv("CODE", proof.Payload(c))
	badge, err := proof.Credential(c, catalog.Library{})
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("badge.json"), badge, 0o600))
}

// pass reads every lesson and answers every item rightly.
func pass(ctx context.Context, k progress.Keeper, m *catalog.Module) error {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for _, l := range m.Lessons {
		v := progress.Visit{Module: m.ID, Lesson: l.ID, ModuleVersion: m.Version, Opened: at, Finished: at, Spent: time.Minute}
		if err := k.SaveVisit(ctx, v); err != nil {
			return err
		}
	}
	attempt := quiz.Attempt{ID: strings.Repeat("a", 32), Module: string(m.ID), ModuleVersion: m.Version, Started: at, Quiz: m.Quiz}
	attempt.Quiz.Draws = nil
	if err := k.StartAttempt(ctx, attempt); err != nil {
		return err
	}
	for {
		it, number, ok := attempt.Current()
		if !ok {
			return nil
		}
		next, r, err := attempt.Answer(rightAnswer(it), at.Add(time.Duration(number)*time.Minute))
		if err != nil {
			return err
		}
		if err := k.SaveResponse(ctx, attempt.ID, r); err != nil {
			return err
		}
		attempt = next
	}
}

func rightAnswer(it quiz.Item) quiz.Given {
	var g quiz.Given
	for _, c := range it.Choices {
		switch {
		case it.Kind == quiz.Short || it.Kind == quiz.Number:
			if c.Correct && g.Text == "" {
				g.Text = c.Text
			}
		case c.Correct, it.Kind == quiz.Match && c.Text != "":
			g.Choices = append(g.Choices, c.ID)
		}
	}
	if it.Kind == quiz.Order {
		steps := slices.Clone(it.Choices)
		slices.SortStableFunc(steps, func(a, b quiz.Choice) int { return a.Place - b.Place })
		for _, c := range steps {
			g.Choices = append(g.Choices, c.ID)
		}
	}
	return g
}
