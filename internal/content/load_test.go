package content_test

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
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/content/contenttest"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/modules"
)

func TestBundledLibraryHasNoBrokenProblems(t *testing.T) {
	c, problems, err := content.Load(t.Context(), modules.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if p.Severity == catalog.Broken {
			t.Error(p)
		}
	}
	if len(c.Modules) != 22 || len(c.Unavailable) != 0 {
		t.Errorf("got %d modules and %d unavailable, want 22 and none", len(c.Modules), len(c.Unavailable))
	}
	for _, m := range c.Modules {
		if len(m.Cited()) == 0 || len(m.Quiz.Items) < 10 || len(m.Handouts) == 0 || !m.Draft() {
			t.Errorf("%s: %d sources, %d items, %d handouts, draft %t", m.ID, len(m.Cited()), len(m.Quiz.Items), len(m.Handouts), m.Draft())
		}
	}
}

func TestGeneratedLibraryHasNoProblemsAtAll(t *testing.T) {
	const n = 7
	c, problems, err := content.Load(t.Context(), contenttest.Library(n))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	if len(c.Modules) != n {
		t.Errorf("got %d modules, want %d", len(c.Modules), n)
	}
	for _, l := range c.Modules[0].Lessons {
		if l.Words != contenttest.LessonWords {
			t.Errorf("lesson %s has %d words, want %d", l.ID, l.Words, contenttest.LessonWords)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, bench := range []struct {
		name string
		fsys fs.FS
		load func(context.Context, fs.FS) (*catalog.Catalog, []catalog.Problem, error)
	}{
		{"bundled", modules.FS, content.Load},
		{"again", modules.FS, content.Reload},
		{"1000 modules", contenttest.Library(1000), content.Load},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := bench.load(b.Context(), bench.fsys); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestLoadReadsEveryPart(t *testing.T) {
	fsys := edited(t)
	c, _, err := content.Load(t.Context(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	date := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	m, _ := c.Module("alpha")
	bodies := cmpopts.IgnoreTypes(catalog.Document{}, quiz.Quiz{}, []scenario.Scenario{})
	want := &catalog.Module{
		ID: "alpha", Version: "1.0", Title: "Responding", Summary: "Notice it, and act.", Minutes: 25, Language: "en",
		Regions:    []catalog.Region{"au-vic"},
		Objectives: []catalog.Objective{{ID: "recognise", Text: "Recognise the signs"}},
		Lessons: []catalog.Lesson{
			{ID: "first", Title: "The first lesson", Minutes: 4, Objectives: []catalog.ObjectiveID{"recognise"}, Words: 164},
			{ID: "second", Title: "The second lesson", Minutes: 4, Objectives: []catalog.ObjectiveID{"recognise"}, Words: 150},
		},
		Skills: []catalog.Skill{{
			ID: "assemble", Title: "Assemble the spray", Objective: "recognise",
			Steps: []catalog.SkillStep{{ID: "twist", Text: "Twists the cap off"}, {ID: "push", Text: "Pushes the glass in"}},
		}},
		Guide: catalog.Guide{Minutes: 15, Group: "up to 10 people", Materials: []string{"pens"}},
		Handouts: []catalog.Handout{{
			ID: "alpha-steps", Module: "alpha", Title: "Overdose: what to do", Audience: "Everyone", Version: "1.0", Language: "en", ReviewBy: date("2027-05-21"),
			Reviewers: []catalog.Reviewer{{Name: "A. Person", Organisation: "Nobody", Role: "peer", Date: date("2026-11-01")}},
			Formats:   []paper.Format{"a4"}, Services: []string{"naloxone"}, Link: "https://www.health.vic.gov.au/page",
		}},
		ReviewBy:  date("2027-05-21"),
		Reviewers: []catalog.Reviewer{{Name: "A. Person", Organisation: "Nobody", Role: "peer", Date: date("2026-11-01")}},
	}
	if diff := cmp.Diff(want, m, bodies); diff != "" {
		t.Errorf("module: -want +got:\n%s", diff)
	}
	wantItem := quiz.Item{
		ID: "wears-off", Kind: quiz.TrueFalse, Objective: "recognise", Lesson: "second", Prompt: "It wears off.",
		Choices: []quiz.Choice{
			{ID: quiz.True, Correct: true, Feedback: "Right."}, {ID: quiz.False, Feedback: "It does."}, {ID: quiz.Unsure, Feedback: "Fair enough."},
		},
	}
	if diff := cmp.Diff(wantItem, m.Quiz.Items[1]); diff != "" {
		t.Errorf("item: -want +got:\n%s", diff)
	}
	if it := m.Quiz.Items[0]; !it.Critical || it.Kind != quiz.Single || len(it.Sources) != 1 || !m.Quiz.ShuffleItems || m.Quiz.Pass != 80 {
		t.Errorf("quiz: %+v", m.Quiz)
	}
	wantService := catalog.Service{
		ID: "directline", Region: "au-vic", Name: "DirectLine", Kinds: []string{"drug-help", "naloxone"}, Phone: "1800 888 236", Hours: "24 hours",
		Web: "https://www.directline.org.au", Languages: []catalog.Language{"en"}, Checked: date("2026-11-21"), Source: "dline",
	}
	if diff := cmp.Diff([]catalog.Service{wantService}, c.Services); diff != "" {
		t.Errorf("services: -want +got:\n%s", diff)
	}
	if got := c.Sources["who-od"].Date; got != "2023-08" {
		t.Errorf("date of the source: %q", got)
	}
	if picture, err := fs.ReadFile(c.Files, "alpha/images/hand.svg"); err != nil || len(picture) == 0 {
		t.Errorf("picture: %v", err)
	}
}

func TestNumbersStayAsTheyAreWritten(t *testing.T) {
	c, problems, _ := content.Load(t.Context(), edited(t, edit{manifest, "version: 1.0", "version: 1.20"}, edit{manifest, "title: Responding", "title: 0400"}))
	m, ok := c.Module("alpha")
	if !ok {
		t.Fatal(problems)
	}
	if m.Version != "1.20" || m.Title != "0400" {
		t.Errorf("got version %q and title %q", m.Version, m.Title)
	}
}

func TestLoadWithoutAReadableLibraryFile(t *testing.T) {
	for _, test := range []struct {
		name string
		edit edit
		want string
	}{
		{"missing", edit{"library.yaml", "", gone}, "library.yaml: the file is missing"},
		{"no YAML", edit{"library.yaml", "", "tracks: ["}, "library.yaml:1: this is not YAML: did not find expected node content"},
		{"a list", edit{"library.yaml", "", "- a"}, "library.yaml:1:1: the library has keys and values; this is a list"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, problems, err := content.Load(t.Context(), edited(t, test.edit))
			var refused *catalog.ContentError
			if c != nil || !errors.As(err, &refused) {
				t.Fatalf("got %v, %v; want no catalog and a ContentError", c, err)
			}
			if len(problems) != 1 || problems[0].Error() != test.want {
				t.Errorf("got %v, want %s", problems, test.want)
			}
		})
	}
}

func TestSlipsInYAMLAreExplained(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a tab", "tracks:\n\t- {id: a, title: B}\n", "library.yaml:2: this is not YAML: found character that cannot start any token (indent with spaces)"},
		{"curly quotes", "id: a\ntitle: “B: C”\n", "library.yaml:2: this is not YAML: mapping values are not allowed in this context (type straight quotes, \", in place of “ and ”: only those keep a text together)"},
		{"no space", "id:a\ntitle: B\n", "library.yaml:1: this is not YAML: mapping values are not allowed in this context (put a space behind the colon)"},
		{"a colon in a text", "id: a\ntitle: B: C\n", "library.yaml:2: this is not YAML: mapping values are not allowed in this context (put a text that holds “: ” in double quotes)"},
		{"quotes that are not closed", "id: a\ntitle: \"B\npublisher: \"C\"\n", "library.yaml:2: this is not YAML: did not find expected key (close the quotes that this line opens)"},
		{"no text at all", "id: a\x00\x00", "library.yaml:1:6: this is not a text (save it as plain text, in UTF-8)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, problems, _ := content.Load(t.Context(), edited(t, edit{"library.yaml", "", test.text}))
			if len(problems) != 1 || problems[0].Error() != test.want {
				t.Errorf("got %v\nwant %s", problems, test.want)
			}
		})
	}
}

func TestLibraryWithAFlawStillGivesACatalog(t *testing.T) {
	c, problems, err := content.Load(t.Context(), edited(t, edit{"library.yaml", "publisher: Nobody", "publishr: Nobody"}))
	if err != nil || len(c.Modules) != 2 || len(problems) != 2 {
		t.Errorf("got %v, %v, %v", c, problems, err)
	}
}

func TestLoadEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if c, _, err := content.Load(ctx, edited(t)); c != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, %v", c, err)
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(t.TempDir(), "secret.md")
	if err := os.WriteFile(secret, []byte("# Secret\n\nNot for you.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, edited(t, edit{"alpha/en/02-second.md", "", gone})); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(dir, "alpha/en/02-second.md")); err != nil {
		t.Skipf("this machine makes no links: %v", err)
	}
	c, problems, err := content.Load(t.Context(), os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	want := "alpha/en/02-second.md: a link or special file is not read (put the file itself here)"
	if !slices.ContainsFunc(problems, func(p catalog.Problem) bool { return p.Error() == want }) {
		t.Errorf("got %v, want %s", problems, want)
	}
	if _, ok := c.Module("alpha"); ok {
		t.Error("alpha was loaded through a link")
	}
	if _, ok := c.Module("beta"); !ok {
		t.Error("beta is not available")
	}
}

func TestUnavailableModuleHasItsReasons(t *testing.T) {
	c, _, err := content.Load(t.Context(), edited(t, edit{"library.yaml", "[alpha, beta]", "[alpha, gamma, beta]"}, edit{lesson, "[^who-od]", "[^none]"}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range c.Unavailable {
		for _, p := range u.Problems {
			got = append(got, string(u.ID)+" "+p.Error())
		}
	}
	want := []string{
		"alpha alpha/en/01-first.md:3:24: there is no source note “none” (add it to sources.yaml)",
		"gamma library.yaml:11:22: there is no gamma/module.yaml (known: alpha, beta)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestModulesThatNeedEachOther(t *testing.T) {
	_, problems, err := content.Load(t.Context(), edited(t,
		edit{manifest, "prerequisites: []", "prerequisites: [beta]"}, edit{"beta/module.yaml", "prerequisites: []", "prerequisites: [alpha]"}))
	if err != nil {
		t.Fatal(err)
	}
	if len(problems) != 2 {
		t.Errorf("got %v, want one problem in each", problems)
	}
}

func TestProblemsComeInTheSameOrderEachTime(t *testing.T) {
	edits := []edit{{lesson, "[^who-od]", "[^none]"}, {quizFile, "pass: 80", "pass: 0"}, {"beta/module.yaml", "title:", "titel:"}, {"services/au-vic.yaml", "kinds:", "kind:"}}
	_, first, _ := content.Load(t.Context(), edited(t, edits...))
	for range 20 {
		_, again, _ := content.Load(t.Context(), edited(t, edits...))
		if diff := cmp.Diff(first, again); diff != "" {
			t.Fatalf("-first +again:\n%s", diff)
		}
	}
}

func TestMoreProblemsThanCanBeListed(t *testing.T) {
	_, problems, _ := content.Load(t.Context(), edited(t, edit{lesson, "Opioids", strings.Repeat("[^none]\n\n", 200) + "Opioids"}))
	last := problems[len(problems)-1].Error()
	if want := "alpha/en/01-first.md: there are more problems than can be listed (mend the others first)"; len(problems) != 50 || last != want {
		t.Errorf("got %d problems, the last: %s", len(problems), last)
	}
}

// What was found sound is not played through again; what was not would be seen by Load alone.
func TestReloadPlaysNoScenario(t *testing.T) {
	stuck := edited(t, edit{scenarioFile, "        takes: 2\n", "        takes: 2\n        when: {called: no}\n"})
	loaded, _, err := content.Load(t.Context(), stuck)
	if err != nil || len(loaded.Unavailable) != 1 {
		t.Fatalf("Load finds %d modules that cannot be used, %v", len(loaded.Unavailable), err)
	}
	again, problems, err := content.Reload(t.Context(), stuck)
	if err != nil || len(again.Unavailable) != 0 || len(problems) != 0 || len(again.Modules) != len(loaded.Modules)+1 {
		t.Errorf("Reload: %d modules, %d problems, %v", len(again.Modules), len(problems), err)
	}
	sound, _, err := content.Load(t.Context(), edited(t))
	if err != nil {
		t.Fatal(err)
	}
	same, _, err := content.Reload(t.Context(), edited(t))
	if diff := cmp.Diff(sound.Modules, same.Modules); diff != "" || err != nil {
		t.Error(err, diff)
	}
}
