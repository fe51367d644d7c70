package app

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
)

// Exchange is for the window what ReadFile and QuizYAML are for pal. The zero value is ready, for several goroutines.
type Exchange struct{}

// ReadFile reads a file of another program, with one byte more than exchange.MaxSize of one that is larger: Import
// then refuses it.
func (Exchange) ReadFile(ctx context.Context, path string) ([]byte, error) {
	return ReadFile(ctx, path, exchange.MaxSize+1)
}

// QuizYAML writes a quiz as a quiz.yaml.
func (Exchange) QuizYAML(q quiz.Quiz) ([]byte, error) { return QuizYAML(q) }

// ReadDir lists what is in a folder; a link is what it leads to, where it leads anywhere.
func (Exchange) ReadDir(ctx context.Context, dir string) ([]fs.DirEntry, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("looking into a folder: %w", err)
	}
	for i, e := range entries {
		if e.Type()&fs.ModeSymlink == 0 {
			continue
		}
		if info, err := os.Stat(filepath.Join(dir, e.Name())); err == nil {
			entries[i] = fs.FileInfoToDirEntry(info)
		}
	}
	return entries, nil
}
