package download_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/github/githubtest"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/packfile"
)

// An entry is one of a pack, by its name.
type entry struct{ name, data string }

func packOf(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := packfile.NewWriter(&b)
	for _, e := range entries {
		if err := w.Add(e.name, []byte(e.data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// listing is a manifest of files whose content is their name, and keys.json whose content is "set 2".
func listing(t *testing.T, files int) string {
	t.Helper()
	m := catalog.Manifest{
		Format: 1, Channel: "org.example", Title: "Example", Publisher: "Example", Sequence: 1, Keys: 2, ReviewBy: "2027-05-21",
		Issued: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC),
	}
	for i := range files {
		p := fmt.Sprintf("modules/a/%05d.md", i)
		m.Files = append(m.Files, catalog.File{Path: p, Size: int64(len(p)), SHA256: manifest.Sum([]byte(p))})
	}
	m.Files = append(m.Files, catalog.File{Path: manifest.KeySetPath, Size: 5, SHA256: manifest.Sum([]byte("set 2"))})
	raw, err := manifest.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// withKeys is a pack with so many files before its key set.
func withKeys(t *testing.T, files int, change ...entry) []byte {
	t.Helper()
	all := []entry{
		{packfile.Manifest, listing(t, files)}, {packfile.Signature, "signed"},
		{packfile.KeySet(2), "set 2"}, {packfile.KeySignature(2, 1), "a"}, {packfile.KeySignature(2, 2), "b"},
	}
	for i := range files {
		p := fmt.Sprintf("modules/a/%05d.md", i)
		all = append(all, entry{packfile.Object(manifest.Sum([]byte(p))), p})
	}
	all = append(all, entry{packfile.Object(manifest.Sum([]byte("set 2"))), "set 2"})
	for _, c := range change {
		for i := range all {
			if all[i].name == c.name {
				all[i].data = c.data
			}
		}
	}
	return packOf(t, all...)
}

func TestKeysOfAPack(t *testing.T) {
	setName := packfile.Object(manifest.Sum([]byte("set 2")))
	in := catalog.SignedKeySet{Set: []byte("set 2"), Signatures: [][]byte{[]byte("a"), []byte("b")}}
	for _, tt := range []struct {
		name string
		pack []byte
		n    int
		want catalog.SignedKeySet
		err  error
	}{
		{"the one in use", withKeys(t, 3), 0, catalog.SignedKeySet{Set: []byte("set 2")}, nil},
		{"a change", withKeys(t, 3), 2, in, nil},
		{"after a long manifest", withKeys(t, 3000), 2, in, nil},
		{"the one in use after a long manifest", withKeys(t, 3000), 0, catalog.SignedKeySet{Set: []byte("set 2")}, nil},
		{"one that is not there", withKeys(t, 3), 3, catalog.SignedKeySet{}, catalog.ErrNotFound},
		{"other bytes than the manifest says", withKeys(t, 3, entry{setName, "set 3"}), 0, catalog.SignedKeySet{}, catalog.ErrDamaged},
		{"a manifest that is none", withKeys(t, 3, entry{packfile.Manifest, "{}"}), 0, catalog.SignedKeySet{}, catalog.ErrNotLibrary},
		{"cut in its head", withKeys(t, 3)[:1500], 2, catalog.SignedKeySet{}, catalog.ErrDamaged},
		{"no pack", bytes.Repeat([]byte("no"), 4000), 0, catalog.SignedKeySet{}, catalog.ErrDamaged},
		{"long, and no pack", make([]byte, 1<<20), 0, catalog.SignedKeySet{}, catalog.ErrDamaged},
		{"an order of its own", packOf(t, entry{packfile.Signature, "s"}, entry{packfile.Manifest, "{}"}), 0, catalog.SignedKeySet{}, catalog.ErrDamaged},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := start(t)
			b.release(t, tt.pack)
			b.Traffic()
			got, err := b.client.KeysOfPack(t.Context(), b.SiteURL+githubtest.Repository+"/releases/download/content-3/content-3.passalong", tt.n)
			if d := cmp.Diff(got, tt.want); d != "" || !errors.Is(err, tt.err) || (err == nil) != (tt.err == nil) {
				t.Errorf("%v (-got +want):\n%s", err, d)
			}
			if n := len(b.Requests()); n > 8 {
				t.Errorf("%d requests", n)
			}
		})
	}
	b := start(t)
	if _, err := b.client.KeysOfPack(t.Context(), b.SiteURL+githubtest.Repository+"/releases/download/content-3/content-3.passalong", 0); !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("no release: %v", err)
	}
}
