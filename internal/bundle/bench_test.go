package bundle_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/passalong/passalong/internal/bundle"
	"github.com/passalong/passalong/internal/catalog"
)

// BenchmarkPack is of a library of 400 files, 20 MB.
func BenchmarkPack(b *testing.B) {
	files := map[string]string{"library.yaml": "id: " + libraryID + "\n"}
	random := rand.NewChaCha8([32]byte{})
	for i := range 400 {
		data := make([]byte, 50_000)
		if _, err := random.Read(data); err != nil {
			b.Fatal(err)
		}
		files[fmt.Sprintf("a/images/%d.png", i)] = string(data)
	}
	p := publish(b, 1, files)
	m := p.manifest(b)
	path := put(b, filepath.Join(b.TempDir(), "p.passalong"), p.pack(b))
	b.Run("write", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := bundle.Write(io.Discard, p.contents(), m.Files); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("open", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			pack, err := bundle.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			if err := pack.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("open, check and read", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			pack, err := bundle.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			keep := func(catalog.File, []byte) error { return nil }
			if err := pack.FetchAll(b.Context(), "", m, m.Files, keep, func(int64) {}); err != nil {
				b.Fatal(err)
			}
			if err := pack.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
