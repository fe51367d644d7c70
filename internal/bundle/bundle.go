// Package bundle is a published library that lies on a disk: a pack, which is one file to pass from hand to hand, or
// a folder as it is published, such as a checkout or a copy of one on a USB stick.
//
// It judges the form of a pack alone. Who signed it, and whether the bytes are those that the manifest names, is for
// the library to find out, as with a source on the network.
package bundle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// A Bundle is an open pack or folder. Its methods may be called from several goroutines.
type Bundle struct {
	name string
	form form

	mu        sync.Mutex // guards what follows
	inspected bool
	fault     error // that was found in the whole
}

// A form is what a bundle lies on the disk as. Its errors do not say where that is.
type form interface {
	published() (catalog.Published, error)
	// keySet is version 1 for modules/keys.json, without signatures. There is one for the others only when the
	// publisher has changed keys.
	keySet(version int) (catalog.SignedKeySet, error)
	// inspect holds the whole to the manifest, which has been found to be signed.
	inspect(ctx context.Context) error
	// open gives the bytes of a file, as many as f.Size.
	open(f catalog.File) (io.ReadCloser, error)
	// sort puts files into the order in which they are best read.
	sort(files []catalog.File)
	close() error
}

// Open opens a pack, or a folder in which channel/manifest.json and modules/ lie. Of a folder that holds exactly one
// pack, or exactly one such folder, that one is opened; Name says so. The caller closes it.
//
// It fails with catalog.ErrNotPack for a file that is something else and for a folder that holds more than one, with
// ErrDamaged for a pack that is not whole, with ErrNotFound for a folder with nothing in it, and with the errors of
// package fs. All of them say where.
func Open(path string) (*Bundle, error) {
	path = filepath.Clean(path)
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("opening a pack: %w", err)
	}
	switch {
	case info.IsDir():
		return openFolder(path)
	case info.Mode().IsRegular():
		return openPack(path)
	}
	return nil, fmt.Errorf("opening %s: %w", path, catalog.ErrNotPack)
}

func openPack(path string) (*Bundle, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening a pack: %w", err)
	}
	p, err := readPack(f)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	return &Bundle{name: path, form: p}, nil
}

func openFolder(path string) (*Bundle, error) {
	if f, err := readFolder(path); err == nil || !errors.Is(err, catalog.ErrNotFound) {
		if err != nil {
			return nil, fmt.Errorf("opening %s: %w", path, err)
		}
		return &Bundle{name: path, form: f}, nil
	}
	found, err := within(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("opening %s: %w", path, err)
	case len(found) == 0:
		return nil, fmt.Errorf("opening %s: %w", path, catalog.ErrNotFound)
	case len(found) > 1:
		return nil, fmt.Errorf("opening %s: %w: there are several in it: %s", path, catalog.ErrNotPack, strings.Join(found, ", "))
	}
	inner := filepath.Join(path, found[0])
	if isPack(found[0]) {
		return openPack(inner)
	}
	f, err := readFolder(inner)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", inner, err)
	}
	return &Bundle{name: inner, form: f}, nil
}

// within lists the packs and the published folders that lie directly in a folder. Links are not followed.
func within(path string) ([]string, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, e := range entries {
		switch {
		case e.IsDir():
			f, err := readFolder(filepath.Join(path, e.Name()))
			if err != nil {
				continue // what cannot be looked into is none
			}
			if err := f.close(); err != nil {
				return nil, err
			}
			found = append(found, e.Name())
		case e.Type().IsRegular() && isPack(e.Name()):
			found = append(found, e.Name())
		}
	}
	return found, nil
}

func isPack(name string) bool { return strings.EqualFold(filepath.Ext(name), catalog.PackExtension) }

// Name is the path of the pack or the folder.
func (b *Bundle) Name() string { return b.name }

// Close gives the files back. Nothing can be read any more.
func (b *Bundle) Close() error { return b.place(b.form.close()) }

// Latest returns what lies there, or catalog.ErrUpToDate when that is the state called known. The state is named by
// the SHA-256 of the manifest.
func (b *Bundle) Latest(ctx context.Context, known string) (catalog.Published, error) {
	if err := ctx.Err(); err != nil {
		return catalog.Published{}, err
	}
	pub, err := b.form.published()
	if err != nil {
		return catalog.Published{}, b.place(err)
	}
	pub.Mark = manifest.Sum(pub.Manifest)
	if pub.Mark == known {
		return catalog.Published{}, catalog.ErrUpToDate
	}
	return pub, nil
}

// KeySet returns the key set in modules/keys.json for version 0, without signatures, or the one by which the
// publisher has changed keys to a version. It fails with catalog.ErrNotFound when there is none.
//
// What it returns for version 0 is not yet known to be the file that the manifest names.
func (b *Bundle) KeySet(ctx context.Context, _ string, version int) (catalog.SignedKeySet, error) {
	if err := ctx.Err(); err != nil {
		return catalog.SignedKeySet{}, err
	}
	set, err := b.form.keySet(version)
	if err != nil {
		return catalog.SignedKeySet{}, b.place(fmt.Errorf("key set %d: %w", version, err))
	}
	return set, nil
}

// Fetch writes a file of the manifest, which must have been found to be signed before. The first Fetch holds all files
// to the manifest, every byte, so that nothing is used of a bundle that is damaged.
func (b *Bundle) Fetch(ctx context.Context, _ string, f catalog.File, w io.Writer, progress func(int64)) error {
	if err := b.ready(ctx); err != nil {
		return err
	}
	return b.copy(ctx, f, w, progress)
}

// FetchAll hands the files of need to keep in one pass, each as the manifest names it. As with Fetch, all
// are looked at before. progress gets the bytes of all of them so far.
func (b *Bundle) FetchAll(
	ctx context.Context, _ string, _ catalog.Manifest, need []catalog.File,
	keep func(catalog.File, []byte) error, progress func(int64),
) error {
	if err := b.ready(ctx); err != nil {
		return err
	}
	need = slices.Clone(need)
	b.form.sort(need)
	var done int64
	for _, f := range need {
		data := make(buffer, 0, min(max(f.Size, 0), manifest.MaxFile))
		if err := b.copy(ctx, f, &data, func(n int64) { progress(done + n) }); err != nil {
			return err
		}
		if manifest.Sum(data) != f.SHA256 {
			return b.place(fmt.Errorf("%s: %w: its hash differs", f.Path, catalog.ErrDamaged))
		}
		if err := keep(f, data); err != nil {
			return err
		}
		done += f.Size
		progress(done)
	}
	return nil
}

// ready looks at the whole, once: what is damaged is found before anything is taken of it. The bytes are in the memory
// of the system then, so that reading them again is quick.
func (b *Bundle) ready(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.inspected {
		return b.fault
	}
	err := b.place(b.form.inspect(ctx))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	b.inspected, b.fault = true, err
	return err
}

// same reports, as catalog.ErrDamaged, that bytes are not those of a file.
func same(r io.Reader, f catalog.File) error {
	hash := sha256.New()
	n, err := io.Copy(hash, io.LimitReader(r, f.Size+1))
	if err != nil {
		return fmt.Errorf("%s: %w", f.Path, err)
	}
	if n != f.Size || hex.EncodeToString(hash.Sum(nil)) != f.SHA256 {
		return damaged("%s is not what the manifest names", f.Path)
	}
	return nil
}

// A buffer is where a file is collected whose size is known.
type buffer []byte

// Write never fails.
func (b *buffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

// copy writes the bytes of a file, for as long as ctx lasts.
func (b *Bundle) copy(ctx context.Context, f catalog.File, w io.Writer, progress func(int64)) error {
	r, err := b.form.open(f)
	if err != nil {
		return b.place(fmt.Errorf("%s: %w", f.Path, err))
	}
	defer r.Close() // it was only read
	const piece = 256 << 10
	for done := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := io.CopyN(w, r, min(piece, f.Size-done))
		done += n
		progress(done)
		switch {
		case errors.Is(err, io.EOF):
			return b.place(fmt.Errorf("%s: %w: it ends too early", f.Path, catalog.ErrDamaged))
		case err != nil:
			return b.place(fmt.Errorf("%s: %w", f.Path, err))
		case done >= f.Size:
			return nil
		}
	}
}

// place says where an error happened.
func (b *Bundle) place(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", b.name, err)
}

// damaged gives a reason for catalog.ErrDamaged.
func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %w", catalog.ErrDamaged, fmt.Errorf(format, args...))
}

// missing turns a file that is not there into catalog.ErrNotFound.
func missing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", catalog.ErrNotFound, err)
	}
	return err
}
