package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/bundle"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/publish"
)

// A Publisher does what authors do with the checkout of a repository that publishes a library. Each method returns a
// *catalog.FolderError when there is no library in the folder's modules, and otherwise fails as that of
// publish.Checkout does.
type Publisher struct{}

// checkout is a folder with a library.
func checkout(dir string) (publish.Checkout, error) {
	if err := lookInto(dir, filepath.Join(libraryFolder, libraryFile), ".."); err != nil {
		return publish.Checkout{}, err
	}
	return publish.Checkout{Dir: dir, Parse: content.Load, Now: time.Now, Random: rand.Reader}, nil
}

// Publish makes a checkout ready for learners, or to be signed.
func (Publisher) Publish(ctx context.Context, dir string, mirrors []string) (catalog.Publication, error) {
	c, err := checkout(dir)
	if err != nil {
		return catalog.Publication{}, err
	}
	return c.Publish(ctx, mirrors)
}

// Before reads the library as it was published last, from git, for comparing. What was broken then is Unavailable, and
// the pictures cannot be opened.
func (Publisher) Before(ctx context.Context, dir string) (*catalog.Catalog, error) {
	c, err := checkout(dir)
	if err != nil {
		return nil, err
	}
	return laidOut(ctx, func(keep func(catalog.File, []byte) error) error { return c.Before(ctx, keep) })
}

// laidOut reads a library that is handed over file by file.
func laidOut(ctx context.Context, handOver func(keep func(catalog.File, []byte) error) error) (*catalog.Catalog, error) {
	dir, err := os.MkdirTemp("", "earlier-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	keep := func(f catalog.File, data []byte) error {
		at := strings.TrimPrefix(f.Path, manifest.ContentDir) // its manifest was parsed, so it stays in the folder
		if err := root.MkdirAll(path.Dir(at), 0o700); err != nil {
			return err
		}
		return root.WriteFile(at, data, 0o600)
	}
	if err := handOver(keep); err != nil {
		return nil, err
	}
	cat, _, err := content.Reload(ctx, root.FS())
	return cat, err
}

// Sign signs what Publish wrote.
func (Publisher) Sign(ctx context.Context, dir, key string, unlock catalog.Password) (catalog.Publication, error) {
	c, err := checkout(dir)
	if err != nil {
		return catalog.Publication{}, err
	}
	return c.Sign(ctx, key, unlock)
}

// Keys says which keys sign the library.
func (Publisher) Keys(ctx context.Context, dir string) (catalog.PublisherKeys, error) {
	c, err := checkout(dir)
	if err != nil {
		return catalog.PublisherKeys{}, err
	}
	return c.Keys(ctx)
}

// NewKeys makes the library's first keys.
func (Publisher) NewKeys(ctx context.Context, dir string, n catalog.FirstKeys) (catalog.KeyChange, error) {
	c, err := checkout(dir)
	if err != nil {
		return catalog.KeyChange{}, err
	}
	return c.NewKeys(ctx, n)
}

// Rotate changes the keys.
func (Publisher) Rotate(ctx context.Context, dir string, r catalog.KeyRotation) (catalog.KeyChange, error) {
	c, err := checkout(dir)
	if err != nil {
		return catalog.KeyChange{}, err
	}
	return c.Rotate(ctx, r)
}

// AddSignatures signs a change of keys that waits.
func (Publisher) AddSignatures(ctx context.Context, dir string, keys []string, unlock catalog.Password) (catalog.KeyChange, error) {
	c, err := checkout(dir)
	if err != nil {
		return catalog.KeyChange{}, err
	}
	return c.AddSignatures(ctx, keys, unlock)
}

// Pack writes the signed revision of a checkout as a pack, whole or not at all, and gives its size in bytes. Unless it
// is to replace one, it returns fs.ErrExist where there is a file already.
func (Publisher) Pack(ctx context.Context, dir, path string, replace bool) (int64, error) {
	c, err := checkout(dir)
	if err != nil {
		return 0, err
	}
	return savePack(path, replace, func() (catalog.Contents, []catalog.File, error) { return c.Contents(ctx) })
}

// savePack writes a pack beside its place, and moves it there when it is whole: it may be too large for the memory of
// an old computer.
func savePack(path string, replace bool, contents func() (catalog.Contents, []catalog.File, error)) (size int64, err error) {
	if _, err := os.Lstat(path); err == nil && !replace {
		return 0, fmt.Errorf("saving %s: %w", filepath.Base(path), fs.ErrExist)
	}
	revision, files, err := contents()
	if err != nil {
		return 0, err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return 0, saveError(path, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the error before it says what happened
		}
	}()
	if size, err = writePack(f, revision, files); err != nil {
		return 0, saveError(path, err)
	}
	return size, saveError(path, atomicfile.Rename(f.Name(), path))
}

// writePack fills a file that is there, and closes it.
func writePack(f *os.File, c catalog.Contents, files []catalog.File) (int64, error) {
	err := bundle.Write(f, c, files)
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = f.Chmod(0o644)
	}
	info, statErr := f.Stat()
	if err = errors.Join(err, statErr, f.Close()); err != nil {
		return 0, err
	}
	return info.Size(), nil
}
