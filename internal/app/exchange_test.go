package app_test

import (
	"context"
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
	small, full, large := write("small", 5), write("full", exchange.MaxSize), write("large", exchange.MaxSize+1)
	ended, end := context.WithCancel(t.Context())
	end()
	tests := map[string]struct {
		ctx  context.Context
		path string
		size int
		want error
	}{
		"a small one":                       {t.Context(), small, 5, nil},
		"one as large as may be":            {t.Context(), full, exchange.MaxSize, nil},
		"one byte more":                     {t.Context(), large, 0, exchange.ErrTooLarge},
		"one that is not there":             {t.Context(), filepath.Join(dir, "no"), 0, fs.ErrNotExist},
		"one that nobody waits for anymore": {ended, small, 0, context.Canceled},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			data, err := app.Exchange{}.ReadFile(tt.ctx, tt.path)
			if len(data) != tt.size || !errors.Is(err, tt.want) {
				t.Errorf("%d bytes and %v, want %d and %v", len(data), err, tt.size, tt.want)
			}
		})
	}
	if _, err := (app.Exchange{}).ReadFile(t.Context(), dir); err == nil {
		t.Error("a folder was read as a file")
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
	item := quiz.Item{ID: "call-first", Kind: quiz.TrueFalse, Prompt: "Call first.", Choices: []quiz.Choice{
		{ID: quiz.True, Correct: true}, {ID: quiz.False}, {ID: quiz.Unsure},
	}}
	data, err := app.Exchange{}.QuizYAML(quiz.Quiz{Pass: 80, Items: []quiz.Item{item}})
	if err != nil || !strings.Contains(string(data), "prompt: Call first.") {
		t.Errorf("%v:\n%s", err, data)
	}
	item.Prompt = "Call \x01 first."
	if _, err := (app.Exchange{}).QuizYAML(quiz.Quiz{Items: []quiz.Item{item}}); err == nil || !strings.Contains(err.Error(), "call-first") {
		t.Errorf("a control character: %v", err)
	}
}
