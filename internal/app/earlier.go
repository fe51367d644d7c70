package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/passalong/passalong/internal/bundle"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/manifest"
)

// Earlier reads an earlier state of a library for comparing: its folder, a checkout that has it in modules, or a pack.
// Nobody's signature is asked for. What was broken then is Unavailable, and the pictures cannot be opened. It returns
// a *catalog.FolderError when there is no library, and the errors of package bundle.
func Earlier(ctx context.Context, name string) (*catalog.Catalog, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, &catalog.FolderError{Folder: name, Err: err}
	}
	if !info.IsDir() {
		return earlierPack(ctx, name)
	}
	if _, err := os.Stat(filepath.Join(name, libraryFolder, libraryFile)); err == nil {
		name = filepath.Join(name, libraryFolder)
	}
	root, err := openFolder(name)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	cat, _, err := content.Reload(ctx, root.FS())
	return cat, err
}

// earlierPack lays the files of a pack out in a folder that is gone afterwards.
func earlierPack(ctx context.Context, name string) (*catalog.Catalog, error) {
	b, err := bundle.Open(name)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	published, err := b.Latest(ctx, "")
	if err != nil {
		return nil, err
	}
	m, err := manifest.Parse(published.Manifest, Version())
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return laidOut(ctx, func(keep func(catalog.File, []byte) error) error {
		return b.FetchAll(ctx, published.Mark, m, m.Files, keep, func(int64) {})
	})
}
