package bundle_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/passalong/passalong/internal/bundle"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

const (
	libraryID = "org.example.hr"
	stranger  = 99 // number of a key that is in no key set
)

// key gives keys that are the same in every run.
func key(t testing.TB, number int) signature.Key {
	t.Helper()
	_, k, err := signature.NewKey(bytes.NewReader(seed(number)))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func seed(number int) []byte {
	var b []byte
	for i := range 8 {
		sum := sha256.Sum256([]byte{byte(number), byte(i)})
		b = append(b, sum[:]...)
	}
	return b
}

// keySet is the bytes of a key set with these keys.
func keySet(t testing.TB, version, threshold int, numbers ...int) []byte {
	t.Helper()
	set := signature.KeySet{Format: 1, Channel: libraryID, Version: version, Threshold: threshold}
	for _, n := range numbers {
		set.Keys = append(set.Keys, key(t, n).Public())
	}
	raw, err := set.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// A publication is what a publisher has in a checkout, by path.
type publication map[string][]byte

// publish signs a library of these files, with the keys 1, 2 and 3 of which two change the keys.
func publish(t testing.TB, sequence int64, files map[string]string) publication {
	t.Helper()
	tree := fstest.MapFS{"keys.json": {Data: keySet(t, 1, 2, 1, 2, 3)}}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return publishTree(t, tree, catalog.Manifest{Sequence: sequence, Keys: 1}, 1)
}

// publishTree signs whatever there is with a key.
func publishTree(t testing.TB, tree fstest.MapFS, m catalog.Manifest, signer int) publication {
	t.Helper()
	m.Channel, m.Title, m.Publisher, m.Issued = libraryID, "Example library", "Example", time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	_, raw, err := manifest.Build(tree, m)
	if err != nil {
		t.Fatal(err)
	}
	p := publication{manifest.Path: raw, manifest.SignaturePath: key(t, signer).Sign(raw, "")}
	for name, f := range tree {
		p[manifest.ContentDir+name] = f.Data
	}
	return p
}

// rotated publishes with key set 2, which has the keys 2, 3 and 4.
func rotated(t testing.TB, sequence int64, files map[string]string) publication {
	t.Helper()
	second := keySet(t, 2, 2, 2, 3, 4)
	tree := fstest.MapFS{"keys.json": {Data: second}}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	p := publishTree(t, tree, catalog.Manifest{Sequence: sequence, Keys: 2}, 4)
	p[manifest.KeyChangePath(1)] = keySet(t, 1, 2, 1, 2, 3)
	p[manifest.KeyChangePath(2)] = second
	p[manifest.KeySignaturePath(2, 1)] = key(t, 2).Sign(second, "")
	p[manifest.KeySignaturePath(2, 2)] = key(t, 3).Sign(second, "")
	return p
}

// small is a library with a module, two files of which have the same bytes.
func small() map[string]string {
	return map[string]string{
		"library.yaml":          "id: " + libraryID + "\ntitle: Example library\n",
		"overdose/module.yaml":  "id: overdose\n",
		"overdose/en/a.md":      "# The same\n",
		"overdose/en/b.md":      "# The same\n",
		"overdose/en/empty.txt": "",
		"overdose/en/long.md":   string(bytes.Repeat([]byte("word "), 3000)),
	}
}

// manifest reads the manifest of a publication.
func (p publication) manifest(t testing.TB) catalog.Manifest {
	t.Helper()
	m, err := manifest.Parse(p[manifest.Path], "")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// contents is what Write is given.
func (p publication) contents() catalog.Contents {
	c := catalog.Contents{Manifest: p[manifest.Path], Signature: p[manifest.SignaturePath]}
	for version := 2; p[manifest.KeyChangePath(version)] != nil; version++ {
		set := catalog.SignedKeySet{Set: p[manifest.KeyChangePath(version)]}
		for i := 1; p[manifest.KeySignaturePath(version, i)] != nil; i++ {
			set.Signatures = append(set.Signatures, p[manifest.KeySignaturePath(version, i)])
		}
		c.Keys = append(c.Keys, set)
	}
	bySum := map[string][]byte{}
	for _, data := range p {
		bySum[manifest.Sum(data)] = data
	}
	c.Object = func(sum string) ([]byte, error) {
		data, ok := bySum[sum]
		if !ok {
			return nil, fmt.Errorf("%w: no object %s", catalog.ErrDamaged, sum)
		}
		return data, nil
	}
	return c
}

// pack is the publication as a pack.
func (p publication) pack(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := bundle.Write(&b, p.contents(), p.manifest(t).Files); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lay writes the publication into a folder, as git does.
func (p publication) lay(t testing.TB, dir string) string {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(p)) {
		put(t, filepath.Join(dir, filepath.FromSlash(name)), p[name])
	}
	return dir
}

func put(t testing.TB, path string, data []byte) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// opened opens a bundle for the length of a test.
func opened(t testing.TB, path string) *bundle.Bundle {
	t.Helper()
	b, err := bundle.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}
