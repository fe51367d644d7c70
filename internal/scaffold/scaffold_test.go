package scaffold_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/lint"
	"github.com/passalong/passalong/internal/scaffold"
	"github.com/passalong/passalong/modules"
)

var today = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// bundled lays the bundled library out.
func bundled(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "modules")
	if err := os.CopyFS(dir, modules.FS); err != nil {
		t.Fatal(err)
	}
	return dir
}

func make1(t *testing.T, kind scaffold.Kind, id, dir string) (catalog.Creation, error) {
	t.Helper()
	return scaffold.Make(t.Context(), scaffold.Request{Kind: kind, ID: id, Dir: dir, Today: today})
}

// sound reads a library and fails on what is broken, in it or in how it is written.
func sound(t *testing.T, dir string) *catalog.Catalog {
	t.Helper()
	cat, problems, err := content.Load(t.Context(), os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if p.Severity == catalog.Broken {
			t.Error(p)
		}
	}
	advice, err := lint.Check(t.Context(), os.DirFS(dir), cat, lint.Options{Today: today, Found: problems})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range advice {
		if p.Rule != "no-source" { // a template cannot have one
			t.Error(p)
		}
	}
	return cat
}

// state is every file below a folder with what is in it.
func state(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			all[name+"/"] = ""
			return err
		}
		raw, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		all[name] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// without takes lines out of a file.
func without(t *testing.T, path string, lines ...string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for _, l := range lines {
		if !strings.Contains(text, l) {
			t.Fatalf("%s has no line %q", path, l)
		}
		text = strings.Replace(text, l, "", 1)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestEveryKindCanBeUsedAtOnceAndIsMadeOnce(t *testing.T) {
	for _, c := range []struct {
		kind    scaffold.Kind
		at      string // in the library
		made    string
		changed string
		there   func(*catalog.Catalog) bool
	}{
		{scaffold.Module, "", "wound-care/module.yaml", "library.yaml", func(c *catalog.Catalog) bool {
			m, ok := c.Module("wound-care")
			return ok && m.Title == "Wound care" && len(m.Lessons) == 1 && len(m.Quiz.Items) == 1 && m.Guide.Minutes == 30
		}},
		{scaffold.Lesson, "overdose-response", "overdose-response/en/08-wound-care.md", "overdose-response/module.yaml", func(c *catalog.Catalog) bool {
			m, _ := c.Module("overdose-response")
			_, i, ok := m.Lesson("wound-care")
			return ok && i == 7
		}},
		{scaffold.Scenario, "overdose-response", "overdose-response/en/scenario-wound-care.yaml", "overdose-response/module.yaml", func(c *catalog.Catalog) bool {
			m, _ := c.Module("overdose-response")
			_, ok := m.Scenario("wound-care")
			return ok && len(m.Scenarios) == 2
		}},
		{scaffold.Handout, "overdose-response", "overdose-response/en/handouts/wound-care.md", "overdose-response/module.yaml", func(c *catalog.Catalog) bool {
			h, m, ok := c.Handout("wound-care")
			return ok && m.ID == "overdose-response" && h.ReviewBy.Equal(time.Date(2027, 5, 22, 0, 0, 0, 0, time.UTC))
		}},
		{scaffold.Handout, "", "handouts/en/wound-care.md", "", func(c *catalog.Catalog) bool {
			_, m, ok := c.Handout("wound-care")
			return ok && m == nil
		}},
	} {
		t.Run("a "+string(c.kind)+" in /"+c.at, func(t *testing.T) {
			dir := bundled(t)
			before := state(t, dir)
			got, err := make1(t, c.kind, "wound-care", filepath.Join(dir, c.at))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(got.Made, filepath.Join(dir, filepath.FromSlash(c.made))) || len(got.Next) == 0 {
				t.Errorf("made %v, next %v", got.Made, got.Next)
			}
			if c.changed != "" && !slices.Equal(got.Changed, []string{filepath.Join(dir, filepath.FromSlash(c.changed))}) {
				t.Errorf("changed %v", got.Changed)
			}
			if cat := sound(t, dir); !c.there(cat) {
				t.Error("it is not in the library")
			}
			after := state(t, dir)
			for name, text := range before {
				if name != c.changed && after[name] != text {
					t.Errorf("%s changed", name)
				}
			}
			_, err = make1(t, c.kind, "wound-care", filepath.Join(dir, c.at))
			var taken *catalog.NameError
			if !errors.As(err, &taken) || !errors.Is(err, catalog.ErrTaken) || taken.Where == "" {
				t.Errorf("made twice: %v", err)
			}
			if diff := cmp.Diff(after, state(t, dir)); diff != "" {
				t.Error("made twice, something changed:", diff)
			}
		})
	}
}

func TestQuizIsForAModuleThatHasNone(t *testing.T) {
	dir := bundled(t)
	module := filepath.Join(dir, "overdose-response")
	if _, err := make1(t, scaffold.Quiz, "again", module); !errors.Is(err, catalog.ErrTaken) {
		t.Errorf("the module has a quiz: %v", err)
	}
	without(t, filepath.Join(module, "module.yaml"), "quiz: quiz.yaml\n")
	without(t, filepath.Join(module, "module.yaml"), "guide: guide.md\n") // it asks items of the old quiz
	for _, name := range []string{"quiz.yaml", "guide.md"} {
		if err := os.Remove(filepath.Join(module, "en", name)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := make1(t, scaffold.Quiz, "again", module); err != nil {
		t.Fatal(err)
	}
	m, ok := sound(t, dir).Module("overdose-response")
	if !ok || m.Quiz.ID != "again" || m.Quiz.Items[0].Objective != "explain" {
		t.Errorf("the quiz is %q", m.Quiz.ID)
	}
}

func TestLibraryOfNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Our own library")
	if _, err := make1(t, scaffold.Library, "", dir); err != nil {
		t.Fatal(err)
	}
	cat := sound(t, dir)
	if cat.Library.ID != "our-own-library" || cat.Library.Title != "Our own library" || len(cat.Modules) != 1 {
		t.Errorf("the library is %+v with %d modules", cat.Library, len(cat.Modules))
	}
	for _, kind := range []scaffold.Kind{scaffold.Module, scaffold.Handout} {
		if _, err := make1(t, kind, "second", dir); err != nil {
			t.Error(err)
		}
	}
	for _, kind := range []scaffold.Kind{scaffold.Lesson, scaffold.Scenario} {
		if _, err := make1(t, kind, "third", filepath.Join(dir, "second")); err != nil {
			t.Error(err)
		}
	}
	if cat := sound(t, dir); len(cat.Modules) != 2 || len(cat.Modules[1].Lessons) != 2 || len(cat.Handouts) != 1 {
		t.Errorf("%d modules and %d handouts", len(cat.Modules), len(cat.Handouts))
	}
	if _, err := make1(t, scaffold.Library, "", dir); !errors.Is(err, catalog.ErrTaken) {
		t.Errorf("a library in a folder that has files: %v", err)
	}
}

func TestLibraryIsMadeInACheckoutThatIsEmpty(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "modules")
	if err := os.MkdirAll(filepath.Join(dir, ".git"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := make1(t, scaffold.Library, "", dir); err != nil {
		t.Fatal(err)
	}
	if id := sound(t, dir).Library.ID; id != "our-library" {
		t.Errorf("the id is %q", id)
	}
}

func TestIDsThatAreNone(t *testing.T) {
	dir := bundled(t)
	before := state(t, dir)
	for id, try := range map[string]string{
		"Wound Care!": "wound-care", "../evil": "evil", "wound_care": "wound-care", "": "", "Ärzte": "rzte", "---": "", "a/b": "a-b", "con.": "con",
		strings.Repeat("x", 70): strings.Repeat("x", 64),
	} {
		for _, kind := range []scaffold.Kind{scaffold.Module, scaffold.Lesson, scaffold.Handout} {
			_, err := make1(t, kind, id, dir)
			var bad *catalog.NameError
			if !errors.As(err, &bad) || bad.Try != try || errors.Is(err, catalog.ErrTaken) {
				t.Errorf("a %s %q: %v", kind, id, err)
			}
		}
	}
	if diff := cmp.Diff(before, state(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestFoldersThatAreNotOfTheKind(t *testing.T) {
	dir := bundled(t)
	for _, c := range []struct {
		kind              scaffold.Kind
		dir, missing, try string
	}{
		{scaffold.Module, filepath.Dir(dir), "library.yaml", dir},
		{scaffold.Module, filepath.Join(dir, "overdose-response"), "library.yaml", filepath.Clean(dir)},
		{scaffold.Lesson, dir, "module.yaml", ""},
		{scaffold.Handout, filepath.Join(dir, "glossary"), "module.yaml", ""},
	} {
		_, err := make1(t, c.kind, "new", c.dir)
		var none *catalog.FolderError
		if !errors.As(err, &none) || none.Missing != c.missing || c.try != "" && filepath.Clean(none.Try) != c.try {
			t.Errorf("a %s in %s: %v", c.kind, c.dir, err)
		}
	}
	_, err := make1(t, scaffold.Module, "new", filepath.Join(dir, "nowhere"))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("in a folder that is not there: %v", err)
	}
}

func TestModuleGoesIntoTheTrackThatIsNamed(t *testing.T) {
	dir := bundled(t)
	r := scaffold.Request{Kind: scaffold.Module, ID: "wound-care", Dir: dir, Track: "outreach", Today: today}
	if _, err := scaffold.Make(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	tracks := sound(t, dir).Library.Tracks
	at := slices.IndexFunc(tracks, func(t catalog.Track) bool { return t.ID == "outreach" })
	if of := tracks[at].Modules; of[len(of)-1] != "wound-care" {
		t.Errorf("the track has %v", of)
	}
	r.ID, r.Track = "other", "nowhere"
	_, err := scaffold.Make(t.Context(), r)
	var bad *catalog.NameError
	if !errors.As(err, &bad) || bad.Try != "start, peer, responder, outreach, facilitator" {
		t.Errorf("a track that is not there: %v", err)
	}
}

func TestNothingIsLeftWhenItCannotBeFinished(t *testing.T) {
	dir := bundled(t)
	module := filepath.Join(dir, "overdose-response")
	if err := os.Mkdir(filepath.Join(module, "en", "scenario-new.yaml"), 0o700); err != nil { // in its way
		t.Fatal(err)
	}
	before := state(t, dir)
	if _, err := make1(t, scaffold.Scenario, "new", module); err == nil {
		t.Error("a scenario was made where a folder is")
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := scaffold.Make(ctx, scaffold.Request{Kind: scaffold.Module, ID: "new", Dir: dir, Today: today}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if diff := cmp.Diff(before, state(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestHandoutIDsAreThoseOfTheWholeLibrary(t *testing.T) {
	dir := bundled(t)
	for id, at := range map[string]string{"overdose-steps": filepath.Join(dir, "harm-reduction-basics"), "naloxone-spray": filepath.Join(dir, "overdose-response"), "peer-chat-card": dir} {
		if _, err := make1(t, scaffold.Handout, id, at); !errors.Is(err, catalog.ErrTaken) {
			t.Errorf("%s in %s: %v", id, at, err)
		}
	}
}
