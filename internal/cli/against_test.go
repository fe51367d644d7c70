package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/cli"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/modules"
)

// authoring are the services of an author who has folders.
func authoring() cli.Services {
	return cli.Services{
		Check: func(ctx context.Context, dir string) (*catalog.Catalog, []catalog.Problem, error) {
			return content.Load(ctx, os.DirFS(dir))
		},
		Earlier: func(ctx context.Context, dir string) (*catalog.Catalog, error) {
			c, _, err := content.Reload(ctx, os.DirFS(dir))
			return c, err
		},
		Read: func(_ context.Context, name string, _ int64) ([]byte, error) { return os.ReadFile(name) },
	}
}

// copies lays the bundled library out twice.
func copies(t *testing.T) (before, after string) {
	t.Helper()
	before, after = filepath.Join(t.TempDir(), "before"), filepath.Join(t.TempDir(), "after")
	for _, dir := range []string{before, after} {
		if err := os.CopyFS(dir, modules.FS); err != nil {
			t.Fatal(err)
		}
	}
	return before, after
}

func edit(t *testing.T, dir, file, old, text string) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(file))
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(raw, []byte(old)) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	if err := os.WriteFile(name, bytes.ReplaceAll(raw, []byte(old), []byte(text)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func checkAgainst(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = cli.Run(t.Context(), cli.Invocation{Args: append([]string{"check"}, args...), Stdout: &stdout, Stderr: &stderr}, authoring())
	return code, stdout.String(), stderr.String()
}

const room = "supervised-injecting/module.yaml"

// libraryLine is a place in library.yaml, which grows as modules come and go.
var libraryLine = regexp.MustCompile(`^library\.yaml:[0-9]+:`)

func TestCheckAgainstAnEarlierState(t *testing.T) {
	for _, test := range []struct {
		name string
		edit func(t *testing.T, dir string)
		code int
		want []string
	}{
		{"nothing changed", func(*testing.T, string) {}, cli.Done, nil},
		{"a lesson is gone", func(t *testing.T, dir string) {
			edit(t, dir, room, "{id: too-far-away,", "{id: far-away,")
			edit(t, dir, "supervised-injecting/en/quiz.yaml", "lesson: too-far-away\n", "lesson: far-away\n")
		}, cli.Content, []string{
			"supervised-injecting/module.yaml:2: warning: the module changed, and its version is still 1.0",
			"supervised-injecting/module.yaml:1: the lesson “too-far-away” is gone, and nothing says so",
		}},
		{"the library has another id", func(t *testing.T, dir string) { edit(t, dir, "library.yaml", "id: passalong\n", "id: passalon\n") },
			cli.Content, []string{"library.yaml: the id of the library is “passalon”, and was “passalong”"}},
		{"a version goes down", func(t *testing.T, dir string) { edit(t, dir, room, "version: 1.0", "version: 0.9") },
			cli.Content, []string{"supervised-injecting/module.yaml:2: the version is 0.9, and was 1.0"}},
		{"a version has no note", func(t *testing.T, dir string) { edit(t, dir, room, "version: 1.0", "version: 1.1") },
			cli.Done, []string{"supervised-injecting/module.yaml:2: warning: version 1.1 is new, and “changes” does not speak of it"}},
		{"a handout changes", func(t *testing.T, dir string) {
			edit(t, dir, "overdose-response/en/handouts/overdose-steps.md", "audience: ", "audience: Everybody. ")
		}, cli.Done, []string{"overdose-response/en/handouts/overdose-steps.md:4: warning: the handout changed, and its version is still 1.0"}},
		{"a handout that stands alone is gone", func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, "handouts", "en", "too-hot.md")); err != nil {
				t.Fatal(err)
			}
		}, cli.Content, []string{"library.yaml: the handout “too-hot” is gone, and nothing says so"}},
		{"a handout that cannot be read is listed once", func(t *testing.T, dir string) {
			edit(t, dir, "handouts/en/too-hot.md", "---\n", "")
		}, cli.Content, []string{"handouts/en/too-hot.md:1:1: the front matter is missing"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, after := copies(t)
			test.edit(t, after)
			code, out, errs := checkAgainst(t, "-against", before, after)
			if code != test.code {
				t.Errorf("exit code %d, want %d: %s", code, test.code, errs)
			}
			var got []string
			for line := range strings.Lines(out) {
				line, _, _ = strings.Cut(strings.TrimSpace(line), " (")
				if !strings.Contains(line, "packs.yaml") && !strings.Contains(line, "shows this file") && !strings.Contains(line, "there is no handout") {
					got = append(got, libraryLine.ReplaceAllString(line, "library.yaml:"))
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestCheckAgainstFindsAFlippedAnswer(t *testing.T) {
	before, after := copies(t)
	c, _, err := content.Reload(t.Context(), os.DirFS(after))
	if err != nil {
		t.Fatal(err)
	}
	m, _ := c.Module("overdose-response")
	item := string(m.Quiz.Items[0].ID)
	const quizFile = "overdose-response/en/quiz.yaml"
	raw, err := os.ReadFile(filepath.Join(after, quizFile))
	if err != nil {
		t.Fatal(err)
	}
	right := slices.IndexFunc(m.Quiz.Items[0].Choices, func(c quiz.Choice) bool { return c.Correct })
	choice := string(m.Quiz.Items[0].Choices[right].ID)
	edit(t, after, quizFile, "id: "+choice, "id: "+choice+"-now")
	line := 1 + strings.Count(string(raw[:bytes.Index(raw, []byte("id: "+item))]), "\n")

	code, out, _ := checkAgainst(t, "-json", "-against", before, after)
	var answer struct {
		Errors, Warnings int
		Problems         []struct {
			File    string
			Line    int
			Message string
		}
		Differences []struct {
			Of, ID, Item, Change string
			Faults               []string
		}
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatal(err, out)
	}
	if code != cli.Content || answer.Errors != 1 || answer.Warnings != 1 {
		t.Fatalf("exit code %d, %+v", code, answer)
	}
	p := answer.Problems[1]
	if p.File != quizFile || p.Line != line || !strings.Contains(p.Message, "right answer of “"+item+"”") {
		t.Errorf("got %+v, want line %d of %s", p, line, quizFile)
	}
	if n := len(answer.Differences); n != 4 { // the module, the item, one choice that came and one that went
		t.Errorf("%d differences: %+v", n, answer.Differences)
	}
}

func TestCheckAgainstWhatIsNoLibrary(t *testing.T) {
	_, after := copies(t)
	s := authoring()
	s.Earlier = func(context.Context, string) (*catalog.Catalog, error) {
		return nil, &catalog.FolderError{Folder: "before", Err: fs.ErrNotExist}
	}
	var stdout, stderr bytes.Buffer
	code := cli.Run(t.Context(), cli.Invocation{Args: []string{"check", "-against", "before", after}, Stdout: &stdout, Stderr: &stderr}, s)
	if code == cli.Done || stderr.Len() == 0 {
		t.Errorf("exit code %d, said %q", code, stderr.String())
	}
	if stdout.Len() > 0 {
		t.Errorf("wrote %q", stdout.String())
	}
}
