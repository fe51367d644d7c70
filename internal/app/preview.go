package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/watch"
)

// settled is how long nothing must be saved before the preview looks: editors and git write in several steps.
const settled = 150 * time.Millisecond

// A Preview is the folder of a library that its author is working on.
type Preview struct {
	folder string
	root   *os.Root

	mu       sync.Mutex
	problems []catalog.Problem
}

// openPreview opens the folder of a library, or that of a repository with one.
func openPreview(dir string) (*Preview, error) {
	root, err := openFolder(dir)
	if none := (*catalog.FolderError)(nil); errors.As(err, &none) && none.Try == filepath.Join(dir, libraryFolder) {
		dir = none.Try
		root, err = openFolder(dir)
	}
	if err != nil {
		return nil, err
	}
	return &Preview{folder: dir, root: root}, nil
}

// Folder is the folder that is shown.
func (p *Preview) Folder() string { return p.folder }

// Problems lists what was wrong with the library when it was last loaded, as pal check does.
func (p *Preview) Problems() []catalog.Problem {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.problems
}

// Watch calls saved after each time that something in the folder was saved. It returns when ctx ends, or with an error
// when this machine does not tell.
func (p *Preview) Watch(ctx context.Context, saved func()) error {
	return watch.Folder(ctx, p.folder, settled, saved)
}

// load reads the library, whatever can be used of it. The error is a *catalog.ContentError when that is nothing.
func (p *Preview) load(ctx context.Context) (*catalog.Catalog, error) {
	cat, problems, err := content.Load(ctx, p.root.FS())
	if ctx.Err() == nil {
		p.mu.Lock()
		p.problems = problems
		p.mu.Unlock()
	}
	return cat, err
}

// canPreview says why a folder cannot be previewed: a *catalog.FolderError; nil when it can.
func canPreview(dir string) error {
	p, err := openPreview(dir)
	if err != nil {
		return err
	}
	return p.root.Close()
}
