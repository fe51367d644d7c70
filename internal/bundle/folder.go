package bundle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/packfile"
)

// A folder is read below a root that no link leads out of. Links within it are refused as well: git makes them of
// what somebody committed.
type folder struct{ root *os.Root }

// readFolder fails with catalog.ErrNotFound for a folder with no manifest in it.
func readFolder(path string) (folder, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return folder{}, err
	}
	f := folder{root}
	file, _, err := f.file(manifest.Path, manifest.MaxManifest)
	if err == nil {
		err = file.Close()
	}
	if err != nil {
		return folder{}, errors.Join(missing(err), root.Close())
	}
	return f, nil
}

// file opens a regular file of at most so many bytes, and says how many it has.
func (f folder) file(name string, most int64) (*os.File, int64, error) {
	if !fs.ValidPath(name) {
		return nil, 0, damaged("the path %.200q", name)
	}
	for i, c := range name {
		if c != '/' {
			continue
		}
		info, err := f.root.Lstat(name[:i])
		if err != nil {
			return nil, 0, err
		}
		if !info.IsDir() {
			return nil, 0, damaged("%s is no folder", name[:i])
		}
	}
	info, err := f.root.Lstat(name)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, damaged("%s is no regular file", name)
	}
	if info.Size() > most {
		return nil, 0, damaged("%s has %d bytes, more than %d", name, info.Size(), most)
	}
	file, err := f.root.Open(name)
	return file, info.Size(), err
}

// read reads a small file whole.
func (f folder) read(name string, most int64) ([]byte, error) {
	file, _, err := f.file(name, most)
	if err != nil {
		return nil, err
	}
	defer file.Close() // it was only read
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(data)) > most {
		err = damaged("%s has more than %d bytes", name, most)
	}
	return data, err
}

// optional reads a small file that may be missing: then it is nil.
func (f folder) optional(name string, most int64) ([]byte, error) {
	data, err := f.read(name, most)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// published reads what lies there now, which may be another revision than before.
func (f folder) published() (catalog.Published, error) {
	raw, err := f.read(manifest.Path, manifest.MaxManifest)
	if err != nil {
		return catalog.Published{}, missing(err)
	}
	signature, err := f.optional(manifest.SignaturePath, manifest.MaxSignature)
	return catalog.Published{Manifest: raw, Signature: signature}, err
}

func (f folder) keySet(version int) (catalog.SignedKeySet, error) {
	name := manifest.KeySetPath
	if version != 0 {
		name = manifest.KeyChangePath(version)
	}
	raw, err := f.read(name, manifest.MaxKeySet)
	if err != nil {
		return catalog.SignedKeySet{}, missing(err)
	}
	set := catalog.SignedKeySet{Set: raw}
	for i := 1; version != 0 && i <= packfile.MostSignatures; i++ {
		signature, err := f.optional(manifest.KeySignaturePath(version, i), manifest.MaxSignature)
		if err != nil {
			return catalog.SignedKeySet{}, err
		}
		if signature == nil {
			break
		}
		set.Signatures = append(set.Signatures, signature)
	}
	return set, nil
}

// inspect holds every file to the manifest. The folder may hold more than what is published.
func (f folder) inspect(ctx context.Context) error {
	raw, err := f.read(manifest.Path, manifest.MaxManifest)
	if err != nil {
		return missing(err)
	}
	m, err := manifest.Parse(raw, "")
	if err != nil {
		return err
	}
	for _, file := range m.Files {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r, err := f.open(file)
		if err != nil {
			return fmt.Errorf("%s: %w", file.Path, err)
		}
		if err := errors.Join(same(r, file), r.Close()); err != nil {
			return err
		}
	}
	return nil
}

func (f folder) open(file catalog.File) (io.ReadCloser, error) {
	r, size, err := f.file(file.Path, manifest.MaxFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w: it is missing: %w", catalog.ErrDamaged, err)
	case err != nil:
		return nil, err
	case size != file.Size:
		return nil, errors.Join(damaged("it has %d bytes, not %d", size, file.Size), r.Close())
	}
	return r, nil
}

// sort leaves the order of the manifest, which is that of the folders.
func (folder) sort([]catalog.File) {}

func (f folder) close() error { return f.root.Close() }
