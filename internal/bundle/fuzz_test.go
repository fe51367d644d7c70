package bundle_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/passalong/passalong/internal/bundle"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// tiny is a library whose pack is short, so that there is much to be found in it by chance.
func tiny() map[string]string {
	return map[string]string{"library.yaml": "id: " + libraryID + "\n", "a/module.yaml": "id: a\n", "a/en/a.md": "", "a/en/b.md": "# B\n"}
}

// FuzzPack holds packs to this: whatever lies in a file, opening it ends with what it should say; and whatever passes
// for signed by the publisher is, byte for byte, what the publisher signed.
func FuzzPack(f *testing.F) {
	signed, changed, unsigned := publish(f, 1, tiny()), rotated(f, 2, tiny()), publish(f, 3, tiny())
	delete(unsigned, manifest.SignaturePath)
	for _, p := range []publication{signed, changed, unsigned} {
		pack := p.pack(f)
		f.Add(pack)
		f.Add(pack[:len(pack)-1024])
		f.Add(flip(pack, len(pack)/2))
		parts := partsOf(f, pack)
		f.Add(archive(f, append(parts, plain("readme.txt", "Hello"))...))
		f.Add(archive(f, without(parts, "objects/")...))
	}
	originals := map[string]publication{}
	for _, p := range []publication{signed, changed} {
		originals[manifest.Sum(p[manifest.Path])] = p
	}
	sets := []signature.KeySet{parsed(f, signed), parsed(f, changed)}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := bundle.OpenBytes(data)
		if err != nil {
			if !errors.Is(err, catalog.ErrNotPack) && !errors.Is(err, catalog.ErrDamaged) {
				t.Fatalf("it says %v", err)
			}
			return
		}
		pub, err := b.Latest(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		if len(pub.Manifest) > manifest.MaxManifest || len(pub.Signature) > manifest.MaxSignature {
			t.Fatal("it is larger than it may be")
		}
		for version := range 4 {
			if set, err := b.KeySet(t.Context(), pub.Mark, version); len(set.Set) > manifest.MaxKeySet || len(set.Signatures) > manifest.MaxSignatures || err == nil && set.Set == nil && version == 0 {
				t.Fatalf("key set %d: %d bytes, %v", version, len(set.Set), err)
			}
		}
		genuine := sets[0].Signed(pub.Manifest, pub.Signature) || sets[1].Signed(pub.Manifest, pub.Signature)
		p, known := originals[pub.Mark]
		if genuine && !known {
			t.Fatal("the publisher never signed this")
		}
		m, err := manifest.Parse(pub.Manifest, "")
		if err != nil {
			m = signed.manifest(t) // to ask for something
		}
		for _, f := range m.Files {
			var got bytes.Buffer
			err := b.Fetch(t.Context(), pub.Mark, f, &got, func(int64) {})
			if int64(got.Len()) > f.Size || err == nil && manifest.Sum(got.Bytes()) != f.SHA256 {
				t.Fatalf("%s: %d bytes of %d", f.Path, got.Len(), f.Size)
			}
			if err == nil && genuine && !bytes.Equal(got.Bytes(), p[f.Path]) {
				t.Fatalf("%s is not what the publisher signed", f.Path)
			}
		}
		if err := b.Fetch(t.Context(), pub.Mark, catalog.File{Path: "modules/x.md", Size: 1, SHA256: manifest.Sum(data)}, io.Discard, func(int64) {}); err == nil {
			t.Fatal("it gave a file that it does not have")
		}
	})
}

func parsed(t testing.TB, p publication) signature.KeySet {
	t.Helper()
	set, err := signature.ParseKeySet(p[manifest.KeySetPath])
	if err != nil {
		t.Fatal(err)
	}
	return set
}
