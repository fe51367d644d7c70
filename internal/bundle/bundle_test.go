package bundle_test

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/bundle"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
)

// forms lays a publication out in every way in which Open reads it.
func forms(t *testing.T, p publication) map[string]string {
	t.Helper()
	dir := t.TempDir()
	stick := filepath.Join(dir, "stick")
	put(t, filepath.Join(stick, "Letters.txt"), []byte("something else"))
	put(t, filepath.Join(stick, "UPDATE.PASSALONG"), p.pack(t))
	p.lay(t, filepath.Join(dir, "above", "checkout"))
	return map[string]string{
		"a pack":                              put(t, filepath.Join(dir, "update.passalong"), p.pack(t)),
		"a pack of any name":                  put(t, filepath.Join(dir, "update (1).bin"), p.pack(t)),
		"a folder":                            p.lay(t, filepath.Join(dir, "folder")),
		"a folder with one pack":              stick,
		"a folder with one such folder in it": filepath.Join(dir, "above"),
	}
}

func TestABundleIsASource(t *testing.T) {
	p := rotated(t, 7, small())
	m := p.manifest(t)
	for name, path := range forms(t, p) {
		t.Run(name, func(t *testing.T) {
			b := opened(t, path)
			pub, err := b.Latest(t.Context(), "")
			want := catalog.Published{Mark: manifest.Sum(p[manifest.Path]), Manifest: p[manifest.Path], Signature: p[manifest.SignaturePath]}
			if diff := cmp.Diff(want, pub); err != nil || diff != "" {
				t.Fatalf("the newest: %v %s", err, diff)
			}
			if _, err := b.Latest(t.Context(), pub.Mark); !errors.Is(err, catalog.ErrUpToDate) {
				t.Errorf("when it is known: %v", err)
			}
			for version, want := range map[int]catalog.SignedKeySet{0: {Set: p["modules/keys.json"]}, 2: p.contents().Keys[0]} {
				set, err := b.KeySet(t.Context(), pub.Mark, version)
				if diff := cmp.Diff(want, set); err != nil || diff != "" {
					t.Errorf("key set %d: %v %s", version, err, diff)
				}
			}
			if _, err := b.KeySet(t.Context(), pub.Mark, 3); !errors.Is(err, catalog.ErrNotFound) {
				t.Errorf("a key set that is not there: %v", err)
			}
			for _, f := range m.Files {
				var got bytes.Buffer
				var came []int64
				err := b.Fetch(t.Context(), pub.Mark, f, &got, func(n int64) { came = append(came, n) })
				if err != nil || !bytes.Equal(got.Bytes(), p[f.Path]) || came[len(came)-1] != f.Size {
					t.Errorf("%s: %d bytes, progress %v, %v", f.Path, got.Len(), came, err)
				}
			}
			files, last := fetchAll(t, b, m)
			for _, f := range m.Files {
				if !bytes.Equal(files[f.Path], p[f.Path]) {
					t.Errorf("in one pass %s has %d bytes", f.Path, len(files[f.Path]))
				}
			}
			if total := sizeOf(m.Files); last != total {
				t.Errorf("the progress ends at %d of %d", last, total)
			}
		})
	}
}

func fetchAll(t *testing.T, b *bundle.Bundle, m catalog.Manifest) (files map[string][]byte, last int64) {
	t.Helper()
	files = map[string][]byte{}
	keep := func(f catalog.File, data []byte) error { files[f.Path] = data; return nil }
	if err := b.FetchAll(t.Context(), "", m, m.Files, keep, func(n int64) { last = n }); err != nil {
		t.Error(err)
	}
	return files, last
}

func sizeOf(files []catalog.File) (n int64) {
	for _, f := range files {
		n += f.Size
	}
	return n
}

func TestNameSaysWhatWasOpened(t *testing.T) {
	for name, path := range forms(t, publish(t, 1, small())) {
		want := path
		switch name {
		case "a folder with one pack":
			want = filepath.Join(path, "UPDATE.PASSALONG")
		case "a folder with one such folder in it":
			want = filepath.Join(path, "checkout")
		}
		if got := opened(t, path+string(filepath.Separator)+".").Name(); name == "a folder" && got != want {
			t.Errorf("%s: %s", name, got)
		}
		if got := opened(t, path).Name(); got != want {
			t.Errorf("%s is called %s, want %s", name, got, want)
		}
	}
}

func TestWhatCannotBeOpenedSaysWhereAndWhy(t *testing.T) {
	dir := t.TempDir()
	p := publish(t, 1, small())
	p.lay(t, filepath.Join(dir, "two", "a"))
	put(t, filepath.Join(dir, "two", "b.passalong"), p.pack(t))
	put(t, filepath.Join(dir, "none", "letter.txt"), nil)
	put(t, filepath.Join(dir, "cut.passalong"), p.pack(t)[:3000])
	put(t, filepath.Join(dir, "photo.jpg"), []byte("\xff\xd8\xff\xe0"))
	for name, want := range map[string]error{
		"nothing": fs.ErrNotExist, "two": catalog.ErrNotPack, "none": catalog.ErrNotFound, "cut.passalong": catalog.ErrDamaged, "photo.jpg": catalog.ErrNotPack,
	} {
		path := filepath.Join(dir, name)
		_, err := bundle.Open(path)
		if !errors.Is(err, want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := bundle.Open(filepath.Join(dir, "two"))
	if err == nil || !strings.HasSuffix(err.Error(), "there are several in it: a, b.passalong") {
		t.Errorf("of two: %v", err)
	}
	if _, err := bundle.Open(os.DevNull); !errors.Is(err, catalog.ErrNotPack) {
		t.Errorf("a device: %v", err)
	}
}

func TestAnUnsignedBundleHasNoSignature(t *testing.T) {
	p := publish(t, 1, small())
	delete(p, manifest.SignaturePath)
	for name, path := range forms(t, p) {
		pub, err := opened(t, path).Latest(t.Context(), "")
		if err != nil || pub.Signature != nil {
			t.Errorf("%s: %q, %v", name, pub.Signature, err)
		}
	}
}

func TestPacksOfTheSameRevisionAreTheSame(t *testing.T) {
	p := rotated(t, 7, small())
	if !bytes.Equal(p.pack(t), p.pack(t)) {
		t.Error("two packs differ")
	}
	var names []string
	for r := tar.NewReader(bytes.NewReader(p.pack(t))); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Mode != 0o644 || h.ModTime.Unix() != 0 || h.Uid != 0 || h.Gid != 0 || h.Uname+h.Gname != "" {
			t.Errorf("%s says who made it, or when: %+v", h.Name, h)
		}
		names = append(names, h.Name)
	}
	want := []string{"manifest.json", "manifest.json.minisig", "keys/2.json", "keys/2.json.1.minisig", "keys/2.json.2.minisig"}
	seen := map[string]bool{}
	for _, f := range p.manifest(t).Files {
		if !seen[f.SHA256] {
			want = append(want, "objects/"+f.SHA256)
		}
		seen[f.SHA256] = true
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

func TestWriteRefusesWhatOpenWould(t *testing.T) {
	p := rotated(t, 7, small())
	m := p.manifest(t)
	full := errors.New("the disk is full")
	for _, c := range []struct {
		name   string
		change func(*catalog.Contents)
		want   error
	}{
		{"a file that is not there", func(c *catalog.Contents) {
			c.Object = func(string) ([]byte, error) { return nil, catalog.ErrDamaged }
		}, catalog.ErrDamaged},
		{"other bytes", func(c *catalog.Contents) { c.Object = func(string) ([]byte, error) { return []byte("x"), nil } }, catalog.ErrDamaged},
		{"a disk that fails", func(c *catalog.Contents) { c.Object = func(string) ([]byte, error) { return nil, full } }, full},
		{"a key set that nobody signed", func(c *catalog.Contents) { c.Keys = []catalog.SignedKeySet{{Set: []byte("{}")}} }, catalog.ErrDamaged},
	} {
		contents := p.contents()
		c.change(&contents)
		if err := bundle.Write(io.Discard, contents, m.Files); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, room := range []int{0, 600, 5000} {
		if err := bundle.Write(&disk{room, full}, p.contents(), m.Files); !errors.Is(err, full) {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
	}
}

// A disk has room for so many bytes.
type disk struct {
	room int
	full error
}

func (d *disk) Write(p []byte) (int, error) {
	if len(p) > d.room {
		return 0, d.full
	}
	d.room -= len(p)
	return len(p), nil
}

func TestReadingEndsWithItsContext(t *testing.T) {
	p := publish(t, 1, small())
	m := p.manifest(t)
	for name, path := range forms(t, p) {
		b := opened(t, path)
		ctx, cancel := context.WithCancel(t.Context())
		kept := 0
		keep := func(catalog.File, []byte) error { kept++; cancel(); return nil }
		if err := b.FetchAll(ctx, "", m, m.Files, keep, func(int64) {}); !errors.Is(err, context.Canceled) || kept != 1 {
			t.Errorf("%s: %d files, %v", name, kept, err)
		}
		if err := b.Fetch(ctx, "", m.Files[0], io.Discard, func(int64) {}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: one file: %v", name, err)
		}
		if _, err := b.Latest(ctx, ""); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: the newest: %v", name, err)
		}
		if _, err := b.KeySet(ctx, "", 0); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: the keys: %v", name, err)
		}
	}
}

func TestWhatKeepSaysEndsThePass(t *testing.T) {
	p := publish(t, 1, small())
	full := errors.New("the disk is full")
	b := opened(t, put(t, filepath.Join(t.TempDir(), "p"), p.pack(t)))
	m := p.manifest(t)
	err := b.FetchAll(t.Context(), "", m, m.Files, func(catalog.File, []byte) error { return full }, func(int64) {})
	if !errors.Is(err, full) {
		t.Error(err)
	}
}

func TestAFileThatIsNotInIt(t *testing.T) {
	p := publish(t, 1, small())
	other := catalog.File{Path: "modules/overdose/en/other.md", Size: 5, SHA256: manifest.Sum([]byte("other"))}
	longer := p.manifest(t).Files[0]
	longer.Size++
	for name, path := range forms(t, p) {
		b := opened(t, path)
		for _, f := range []catalog.File{other, longer} {
			err := b.Fetch(t.Context(), "", f, io.Discard, func(int64) {})
			if !errors.Is(err, catalog.ErrDamaged) || !strings.Contains(err.Error(), b.Name()) {
				t.Errorf("%s: %s: %v", name, f.Path, err)
			}
		}
	}
}
