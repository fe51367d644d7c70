package app_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/modules"
)

func checkout(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "modules")
	if err := os.CopyFS(dir, modules.FS); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestFolderQuizzesSayOnWhichLineItemsStand(t *testing.T) {
	dir := checkout(t)
	all, err := app.FolderQuizzes(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	one, err := app.FolderQuizzes(t.Context(), filepath.Join(dir, "overdose-response"))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 3 || len(one) != 1 || one[0].Module != "overdose-response" {
		t.Fatalf("%d quizzes in the library, %d in the module", len(all), len(one))
	}
	for _, s := range append(all, one...) {
		src, err := os.ReadFile(s.File)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(src), "\n")
		for _, it := range s.Quiz.Items {
			if n := s.Lines[it.ID]; n < 1 || !strings.HasSuffix(lines[n-1], "id: "+string(it.ID)) {
				t.Errorf("%s: the item %s is not on the line %d", s.File, it.ID, n)
			}
		}
	}
}

func TestFolderQuizzesOfWhatIsNone(t *testing.T) {
	dir := checkout(t)
	broken := filepath.Join(dir, "overdose-response", "module.yaml")
	if err := os.WriteFile(broken, []byte("id: overdose-response\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := app.FolderQuizzes(t.Context(), filepath.Dir(broken))
	if bad := (*catalog.ContentError)(nil); !errors.As(err, &bad) || len(bad.Problems) == 0 {
		t.Errorf("a broken module: %v", err)
	} else {
		for _, p := range bad.Problems {
			if p.Module != "overdose-response" {
				t.Errorf("a problem of another module: %v", p)
			}
		}
	}
	_, err = app.FolderQuizzes(t.Context(), t.TempDir())
	if folder := (*catalog.FolderError)(nil); !errors.As(err, &folder) {
		t.Errorf("an empty folder: %v", err)
	}
}

func TestReadFileStopsAtALimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(path, []byte("0123456789"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := app.ReadFile(t.Context(), path, 4); string(got) != "0123" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := app.ReadFile(t.Context(), path+"x", 4); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestQuizYAMLRefusesWhatCannotBeContent(t *testing.T) {
	q := quiz.Quiz{ID: "q", Pass: 80, Items: []quiz.Item{{ID: "i", Kind: quiz.Short, Survey: true, Prompt: "Which?"}}}
	if yaml, err := app.QuizYAML(q); err != nil || !strings.Contains(string(yaml), "prompt: Which?") {
		t.Errorf("%s, %v", yaml, err)
	}
	q.Items[0].Prompt = "\u202eWhich?"
	if yaml, err := app.QuizYAML(q); err == nil || len(yaml) > 0 {
		t.Errorf("%s, %v", yaml, err)
	}
}

// TestBundledQuizzesGoOutAndComeBack takes every bundled quiz through each format, and what has come back
// through a quiz.yaml. All is the same but what the format says that it cannot carry.
func TestBundledQuizzesGoOutAndComeBack(t *testing.T) {
	sources, err := app.FolderQuizzes(t.Context(), checkout(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []exchange.Format{exchange.GIFT, exchange.MoodleXML} {
		for _, s := range sources {
			t.Run(string(f)+" of "+s.Module, func(t *testing.T) {
				data, lost, err := exchange.Export(s.Quiz, f)
				if err != nil {
					t.Fatal(err)
				}
				got, err := exchange.Import(data)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(without(s.Quiz, lost), got.Quiz.Items, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if _, err := app.QuizYAML(got.Quiz); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// without gives the items of a quiz as they are when what is lost has gone.
func without(q quiz.Quiz, lost []exchange.Lost) []quiz.Item {
	gone := func(it quiz.Item, what string) bool {
		return slices.ContainsFunc(lost, func(l exchange.Lost) bool { return l.Item == string(it.ID) && strings.HasPrefix(l.What, what) })
	}
	var items []quiz.Item
	for _, it := range q.Items {
		if gone(it, "the question itself") {
			continue
		}
		if gone(it, "the hint") {
			it.Hint = ""
		}
		if gone(it, "the unit") {
			it.Unit = ""
		}
		it.Choices = slices.Clone(it.Choices)
		for i := range it.Choices {
			if c := &it.Choices[i]; c.ID == quiz.Unsure && gone(it, "the choice “I don't know”") || gone(it, "the feedback for") {
				c.Feedback = ""
			}
		}
		items = append(items, it)
	}
	return items
}
