package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
)

// Exchange reads files of other programs, and writes quizzes as a library has them. The zero value is ready, for
// several goroutines.
type Exchange struct{}

// ReadFile reads a whole file. It returns exchange.ErrTooLarge, having read no more than that, for one that is larger
// than exchange.MaxSize, and otherwise fs.ErrNotExist, fs.ErrPermission or what else kept it from being read.
func (Exchange) ReadFile(ctx context.Context, path string) ([]byte, error) {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("reading %s: %w", name, errFolder)
	}
	data, err := io.ReadAll(io.LimitReader(stoppable{ctx, f}, exchange.MaxSize+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading %s: %w", name, err)
	case len(data) > exchange.MaxSize:
		return nil, fmt.Errorf("reading %s: %w", name, exchange.ErrTooLarge)
	}
	return data, nil
}

// A stoppable reader ends with its context.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

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

// QuizYAML writes a quiz as the quiz.yaml of a module. The error names the item whose text has a character that
// cannot stand in one.
func (Exchange) QuizYAML(q quiz.Quiz) ([]byte, error) {
	var out bytes.Buffer
	if err := content.WriteQuiz(&out, q); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
