package app_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
)

func TestFilesOfOtherPrograms(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, size int) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.Repeat("x", size)), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tests := map[string]struct {
		path string
		size int
		want error // of reading and then importing
	}{
		"as large as may be":  {write("full", exchange.MaxSize), exchange.MaxSize, exchange.ErrUnknown},
		"much larger":         {write("large", exchange.MaxSize+100), exchange.MaxSize + 1, exchange.ErrTooLarge},
		"a file that is gone": {filepath.Join(dir, "gone"), 0, fs.ErrNotExist},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			data, err := app.Exchange{}.ReadFile(t.Context(), tt.path)
			if err == nil {
				_, err = exchange.Import(data)
			}
			if len(data) != tt.size || !errors.Is(err, tt.want) {
				t.Errorf("%d bytes and %v, want %d and %v", len(data), err, tt.size, tt.want)
			}
		})
	}
}

func TestFoldersOfOtherPrograms(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(
		os.Mkdir(filepath.Join(dir, "quizzes"), 0o700),
		os.WriteFile(filepath.Join(dir, "one.txt"), nil, 0o600),
		os.Symlink(filepath.Join(dir, "quizzes"), filepath.Join(dir, "shortcut")),
		os.Symlink(filepath.Join(dir, "gone"), filepath.Join(dir, "broken")),
	); err != nil {
		t.Fatal(err)
	}
	entries, err := app.Exchange{}.ReadDir(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	folders := map[string]bool{}
	for _, e := range entries {
		folders[e.Name()] = e.IsDir()
	}
	for name, folder := range map[string]bool{"quizzes": true, "one.txt": false, "shortcut": true, "broken": false} {
		if got, there := folders[name]; !there || got != folder {
			t.Errorf("%s: there %v, a folder %v; want %v", name, there, got, folder)
		}
	}
	if _, err := (app.Exchange{}).ReadDir(t.Context(), filepath.Join(dir, "gone")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestAQuizForALibrary(t *testing.T) {
	q := quiz.Quiz{ID: "q", Pass: 80, Items: []quiz.Item{{ID: "a", Kind: quiz.Short, Prompt: "What?"}}}
	got, err := app.Exchange{}.QuizYAML(q)
	if want, _ := app.QuizYAML(q); err != nil || len(got) == 0 || string(got) != string(want) {
		t.Errorf("%v: wrote %q, want %q", err, got, want)
	}
}
