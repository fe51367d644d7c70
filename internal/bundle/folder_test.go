package bundle_test

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/passalong/passalong/internal/bundle"
	"github.com/passalong/passalong/internal/catalog"
)

func TestLinksInAFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("making links needs rights that people do not have on Windows")
	}
	secret := put(t, filepath.Join(t.TempDir(), "secret.md"), []byte("# Secret\n"))
	link := func(target, name string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			path := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.RemoveAll(path); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(target, path); err != nil {
				t.Fatal(err)
			}
		}
	}
	inside := newer(t)
	for _, c := range []struct {
		name   string
		change func(t *testing.T, dir string)
	}{
		{"a file out of the folder", link(secret, "modules/overdose/en/a.md")},
		{"a file within the folder", link("b.md", "modules/overdose/en/a.md")},
		{"a folder out of the folder", link(filepath.Dir(secret), "modules/overdose")},
		{"a folder within the folder", func(t *testing.T, dir string) {
			if err := os.Rename(filepath.Join(dir, "modules", "overdose"), filepath.Join(dir, "elsewhere")); err != nil {
				t.Fatal(err)
			}
			link("../elsewhere", "modules/overdose")(t, dir)
		}},
		{"the manifest", link(secret, "channel/manifest.json")},
		{"the signature", link(secret, "channel/manifest.json.minisig")},
		{"the keys", link(secret, "modules/keys.json")},
		{"the folder of the manifest", link(filepath.Dir(secret), "channel")},
		{"a device", link(os.DevNull, "modules/overdose/en/a.md")},
		{"a link to itself", link("a.md", "modules/overdose/en/a.md")},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := inside.lay(t, t.TempDir())
			c.change(t, dir)
			newComputer(t).refuses(t, dir, nil)
		})
	}
	t.Run("a folder that is a link itself is what somebody chose", func(t *testing.T) {
		to := filepath.Join(t.TempDir(), "link")
		if err := os.Symlink(inside.lay(t, t.TempDir()), to); err != nil {
			t.Fatal(err)
		}
		if err := newComputer(t).install(t, to); err != nil {
			t.Error(err)
		}
	})
	t.Run("a link to a pack is not looked for", func(t *testing.T) {
		dir := t.TempDir()
		link(put(t, filepath.Join(t.TempDir(), "p.passalong"), inside.pack(t)), "p.passalong")(t, dir)
		if _, err := bundle.Open(dir); !errors.Is(err, catalog.ErrNotFound) {
			t.Error(err)
		}
	})
}

func TestFoldersThatAreNotWhatTheyWere(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p publication)
		want   error
	}{
		{"a file was changed", func(p publication) { p["modules/overdose/en/a.md"] = []byte("# Evil\n") }, catalog.ErrDamaged},
		{"a file was changed and is as long", func(p publication) { p["modules/overdose/en/new.md"] = []byte("# Bad\n") }, catalog.ErrDamaged},
		{"a file has other ends of lines", func(p publication) {
			p["modules/library.yaml"] = bytes.ReplaceAll(p["modules/library.yaml"], []byte("\n"), []byte("\r\n"))
		}, catalog.ErrDamaged},
		{"a file is missing", func(p publication) { delete(p, "modules/overdose/module.yaml") }, catalog.ErrDamaged},
		{"the keys are missing", func(p publication) { delete(p, "modules/keys.json") }, catalog.ErrSignature},
		{"the signature is missing", func(p publication) { delete(p, "channel/manifest.json.minisig") }, catalog.ErrUnsigned},
		{"the manifest is missing", func(p publication) { delete(p, "channel/manifest.json") }, catalog.ErrNotFound},
		{"the manifest is too long", func(p publication) { p["channel/manifest.json"] = make([]byte, 5<<20) }, catalog.ErrDamaged},
		{"the signature is too long", func(p publication) { p["channel/manifest.json.minisig"] = make([]byte, 5<<10) }, catalog.ErrDamaged},
		{"the manifest is a folder", func(p publication) {
			p["channel/manifest.json/x"] = nil
			delete(p, "channel/manifest.json")
		}, catalog.ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := maps.Clone(newer(t))
			c.change(p)
			newComputer(t).refuses(t, p.lay(t, t.TempDir()), c.want)
		})
	}
	t.Run("a file more is nothing to it", func(t *testing.T) {
		p := newer(t)
		p["README.md"], p["modules/overdose/en/notes.md"] = []byte("# Read me"), []byte("# Not published")
		if err := newComputer(t).install(t, p.lay(t, t.TempDir())); err != nil {
			t.Error(err)
		}
	})
}
