package bundle

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/packfile"
)

// limits are those of the largest revision that there may be.
var limits = packfile.Limits{
	Entries: 2 + packfile.MostKeySets*(1+packfile.MostSignatures) + manifest.MaxFiles,
	Entry:   max(manifest.MaxManifest, manifest.MaxFile),
	Total:   manifest.MaxTotal + 2*manifest.MaxManifest + 1024*manifest.MaxFiles + 4<<20, // headers, padding, keys
}

// A pack knows where in its file everything lies. The file stays open: on systems where that can be, another one may
// take its place, and what was seen stays what it was.
type pack struct {
	file      file
	manifest  []byte
	signature []byte
	keys      []catalog.SignedKeySet // from version 2
	order     []string               // sums of the objects
	objects   map[string]span
}

// A file is what a pack is read of.
type file interface {
	io.ReadSeeker
	io.ReaderAt
	io.Closer
}

// A span is a part of a file, in bytes.
type span struct{ offset, size int64 }

// readPack finds out where everything lies. It reads the small parts, and of the objects only that they are there. It
// closes a file that is no pack.
func readPack(f file) (*pack, error) {
	p := &pack{file: f, objects: map[string]span{}}
	if err := p.index(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return p, nil
}

func (p *pack) index() error {
	var order packfile.Order
	r := packfile.NewReader(p.file, limits)
	for {
		name, size, body, err := r.Next()
		if errors.Is(err, io.EOF) {
			err = order.End()
			if err == nil {
				return nil
			}
		}
		var part packfile.Part
		if err == nil {
			part, err = order.Next(name)
		}
		if err == nil {
			err = p.add(part, span{r.Offset(), size}, body)
		}
		if err != nil {
			return p.blame(err)
		}
	}
}

// add takes one part over.
func (p *pack) add(part packfile.Part, at span, body io.Reader) error {
	switch part.Kind {
	case packfile.ManifestPart:
		return take(&p.manifest, at.size, manifest.MaxManifest, body)
	case packfile.SignaturePart:
		return take(&p.signature, at.size, manifest.MaxSignature, body)
	case packfile.KeySetPart:
		p.keys = append(p.keys, catalog.SignedKeySet{})
		return take(&p.keys[len(p.keys)-1].Set, at.size, manifest.MaxKeySet, body)
	case packfile.KeySignaturePart:
		set := &p.keys[len(p.keys)-1]
		set.Signatures = append(set.Signatures, nil)
		return take(&set.Signatures[len(set.Signatures)-1], at.size, manifest.MaxSignature, body)
	}
	p.objects[part.Sum] = at
	p.order = append(p.order, part.Sum)
	return nil
}

// take reads a small part whole.
func take(to *[]byte, size, most int64, body io.Reader) error {
	if size > most {
		return fmt.Errorf("%w: %d bytes where %d may be", packfile.ErrFormat, size, most)
	}
	data := make([]byte, size)
	_, err := io.ReadFull(body, data)
	*to = data
	return err
}

// blame says what a fault of the archive means: with the first entry still to come it is something else than a pack.
func (p *pack) blame(err error) error {
	switch {
	case !errors.Is(err, packfile.ErrFormat):
		return err
	case p.manifest == nil:
		return fmt.Errorf("%w: %w", catalog.ErrNotPack, err)
	}
	return fmt.Errorf("%w: %w", catalog.ErrDamaged, err)
}

func (p *pack) published() (catalog.Published, error) {
	return catalog.Published{Manifest: p.manifest, Signature: p.signature}, nil
}

func (p *pack) keySet(version int) (catalog.SignedKeySet, error) {
	if version == 0 {
		return p.firstKeySet()
	}
	if version < 2 || version-2 >= len(p.keys) {
		return catalog.SignedKeySet{}, catalog.ErrNotFound
	}
	return p.keys[version-2], nil
}

// keySetLine finds the key set in a manifest that nobody has checked the signature of yet, and so is not to be
// parsed: whoever sees a library for the first time needs its keys before. What it finds is good for nothing but to
// choose an object, which the manifest has to name once it is known to be signed.
var keySetLine = regexp.MustCompile(`"path"\s*:\s*"` + regexp.QuoteMeta(manifest.KeySetPath) + `"\s*,\s*"size"\s*:\s*[0-9]{1,6}\s*,\s*"sha256"\s*:\s*"([0-9a-f]{64})"`)

func (p *pack) firstKeySet() (catalog.SignedKeySet, error) {
	found := keySetLine.FindSubmatch(p.manifest)
	if found == nil {
		return catalog.SignedKeySet{}, catalog.ErrNotFound
	}
	at, ok := p.objects[string(found[1])]
	if !ok {
		return catalog.SignedKeySet{}, damaged("%s is missing", manifest.KeySetPath)
	}
	var set catalog.SignedKeySet
	err := take(&set.Set, at.size, manifest.MaxKeySet, io.NewSectionReader(p.file, at.offset, at.size))
	if err != nil {
		return catalog.SignedKeySet{}, p.blame(err)
	}
	if manifest.Sum(set.Set) != string(found[1]) {
		return catalog.SignedKeySet{}, damaged("the hash of %s differs", manifest.KeySetPath)
	}
	return set, nil
}

// inspect reads the whole pack.
func (p *pack) inspect(ctx context.Context) error {
	m, err := manifest.Parse(p.manifest, "")
	if err != nil {
		return err
	}
	files := contents(m.Files)
	if err := p.arranged(files); err != nil {
		return err
	}
	for _, f := range files {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		at := p.objects[f.SHA256]
		if err := same(io.NewSectionReader(p.file, at.offset, at.size), f); err != nil {
			return err
		}
	}
	return nil
}

// arranged holds the objects to the manifest: all of them, no others, in its order.
func (p *pack) arranged(want []catalog.File) error {
	if len(want) != len(p.order) {
		return damaged("%d objects where the manifest names %d", len(p.order), len(want))
	}
	for i, f := range want {
		if p.order[i] != f.SHA256 {
			return damaged("%s does not come where the manifest names it", f.Path)
		}
		if p.objects[f.SHA256].size != f.Size {
			return damaged("%s has %d bytes, not %d", f.Path, p.objects[f.SHA256].size, f.Size)
		}
	}
	return nil
}

// contents leaves out the files whose bytes are those of one before.
func contents(files []catalog.File) []catalog.File {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(files), func(f catalog.File) bool {
		again := seen[f.SHA256]
		seen[f.SHA256] = true
		return again
	})
}

func (p *pack) open(f catalog.File) (io.ReadCloser, error) {
	at, ok := p.objects[f.SHA256]
	if !ok {
		return nil, damaged("it is missing")
	}
	if at.size != f.Size {
		return nil, damaged("it has %d bytes, not %d", at.size, f.Size)
	}
	return io.NopCloser(io.NewSectionReader(p.file, at.offset, at.size)), nil
}

func (p *pack) sort(files []catalog.File) {
	slices.SortStableFunc(files, func(a, b catalog.File) int {
		return cmp.Compare(p.objects[a.SHA256].offset, p.objects[b.SHA256].offset)
	})
}

func (p *pack) close() error {
	if err := p.file.Close(); err != nil && !errors.Is(err, fs.ErrClosed) {
		return err
	}
	return nil
}
