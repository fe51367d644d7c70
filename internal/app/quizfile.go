package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
)

// ReadFile reads a file that somebody names, but no more than most bytes of it.
func ReadFile(ctx context.Context, path string, most int64) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", filepath.Base(path), err)
	}
	data, err := io.ReadAll(io.LimitReader(f, most))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("reading %s: %w", filepath.Base(path), err)
	}
	return data, nil
}

// QuizYAML writes a quiz as a quiz.yaml.
func QuizYAML(q quiz.Quiz) ([]byte, error) {
	var b bytes.Buffer
	err := content.WriteQuiz(&b, q)
	return b.Bytes(), err
}

const moduleFile = "module.yaml"

// FolderQuizzes reads the quizzes of the modules of a library in a folder, or of the one module whose folder it
// is. It returns a *catalog.FolderError when the folder is neither, and a *catalog.ContentError when a module
// has errors.
func FolderQuizzes(ctx context.Context, dir string) ([]exchange.Source, error) {
	library, only := dir, ""
	if _, err := os.Stat(filepath.Join(dir, moduleFile)); err == nil {
		whole, err := filepath.Abs(dir)
		if err != nil {
			return nil, fmt.Errorf("finding %s: %w", dir, err)
		}
		library, only = filepath.Dir(whole), filepath.Base(whole)
	}
	cat, problems, err := CheckFolder(ctx, library)
	if err != nil {
		return nil, err
	}
	shown := library
	if only != "" {
		shown = filepath.Dir(filepath.Clean(dir)) // as it was typed, where that can be
		if shown == "." && filepath.Clean(dir) == "." {
			shown = ".."
		}
	}
	var sources []exchange.Source
	for i := range cat.Modules {
		if m := &cat.Modules[i]; only == "" || string(m.ID) == only {
			name := filepath.Join(string(m.ID), string(m.Language), "quiz.yaml")
			sources = append(sources, exchange.Source{
				Module: string(m.ID), Quiz: m.Quiz, File: filepath.Join(shown, name), Lines: itemLines(filepath.Join(library, name)),
			})
		}
	}
	if len(sources) == 0 {
		return nil, &catalog.ContentError{Problems: problemsOfModule(problems, only)}
	}
	return sources, nil
}

// problemsOfModule keeps what is wrong with one module; all when it is empty.
func problemsOfModule(all []catalog.Problem, module string) []catalog.Problem {
	var own []catalog.Problem
	for _, p := range all {
		if module == "" || string(p.Module) == module {
			own = append(own, p)
		}
	}
	return own
}

// itemLines finds the lines of a quiz.yaml on which its items begin. The library has been read with it, so
// that what cannot be found is only not said.
func itemLines(path string) map[quiz.ItemID]int {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	var doc struct {
		Items []yaml.Node `yaml:"items"`
	}
	if yaml.Unmarshal(src, &doc) != nil {
		return nil
	}
	lines := map[quiz.ItemID]int{}
	for _, n := range doc.Items {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == "id" {
				lines[quiz.ItemID(n.Content[i+1].Value)] = n.Content[i].Line
			}
		}
	}
	return lines
}
