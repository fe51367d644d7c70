package publish_test

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/publish"
	"github.com/passalong/passalong/internal/signature"
)

// newKeys makes the first keys of a checkout, without passwords: those cost seconds each.
func newKeys(t *testing.T, c publish.Checkout, count int) catalog.KeyChange {
	t.Helper()
	k, err := c.NewKeys(t.Context(), catalog.FirstKeys{Folder: t.TempDir(), Count: count})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// signed is a checkout with three keys and a signed revision.
func signed(t *testing.T) (publish.Checkout, catalog.KeyChange) {
	t.Helper()
	c := checkout(t)
	k := newKeys(t, c, 3)
	published(t, c)
	sign(t, c, k.Made[0].File)
	return c, k
}

func sign(t *testing.T, c publish.Checkout, key string) catalog.Publication {
	t.Helper()
	p, err := c.Sign(t.Context(), key, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func files(made []catalog.MadeKey, which ...int) []string {
	var paths []string
	for _, i := range which {
		paths = append(paths, made[i].File)
	}
	return paths
}

// trusted follows the keys of a checkout from its first set, as a learner's program does.
func trusted(t *testing.T, c publish.Checkout) signature.KeySet {
	t.Helper()
	all := snapshot(t, c)
	set, err := signature.ParseKeySet([]byte(all[manifest.KeyChangePath(1)]))
	if err != nil {
		t.Fatal(err)
	}
	for n := 2; all[manifest.KeyChangePath(n)] != ""; n++ {
		var sigs [][]byte
		for i := 1; all[manifest.KeySignaturePath(n, i)] != ""; i++ {
			sigs = append(sigs, []byte(all[manifest.KeySignaturePath(n, i)]))
		}
		if set, err = set.Next([]byte(all[manifest.KeyChangePath(n)]), sigs); err != nil {
			t.Fatal(err)
		}
	}
	return set
}

func TestNewKeys(t *testing.T) {
	c, folder := checkout(t), filepath.Join(t.TempDir(), "to be made", "keys")
	k, err := c.NewKeys(t.Context(), catalog.FirstKeys{Folder: folder, Count: 3})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(k.Written, []string{"channel/keys/1.json", "modules/keys.json"}); d != "" {
		t.Error(d)
	}
	all := snapshot(t, c)
	set, err := signature.ParseKeySet([]byte(all["modules/keys.json"]))
	if err != nil || set.Version != 1 || set.Threshold != 2 || len(set.Keys) != 3 || set.Channel != "org.example.hr" {
		t.Errorf("key set %+v, %v", set, err)
	}
	if all["channel/keys/1.json"] != all["modules/keys.json"] || k.Fingerprint != signature.Fingerprint([]byte(all["modules/keys.json"])) {
		t.Error("the two copies of the key set, or the fingerprint, differ")
	}
	for i, made := range k.Made {
		info, err := os.Stat(made.File)
		if err != nil || info.Mode().Perm() != 0o600 || filepath.Dir(made.File) != folder || made.Public != set.Keys[i] {
			t.Errorf("key %+v: %v, %v", made, info, err)
		}
		data, err := os.ReadFile(made.File)
		if err != nil {
			t.Fatal(err)
		}
		if key, err := signature.ReadKey(data, ""); err != nil || key.Public() != made.Public {
			t.Errorf("reading %s: %v", made.File, err)
		}
	}
	for name, text := range all {
		if strings.Contains(text, "secret key") {
			t.Errorf("%s has a secret key", name)
		}
	}
	t.Run("there is one set of keys for each library", func(t *testing.T) {
		unchanged(t, c, catalog.ErrHasKeys, func() error {
			_, err := c.NewKeys(t.Context(), catalog.FirstKeys{Folder: t.TempDir(), Count: 3})
			return err
		})
	})
}

func TestNewKeysRefuses(t *testing.T) {
	c := checkout(t)
	if err := os.MkdirAll(filepath.Join(c.Dir, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	worktree := t.TempDir()
	if err := os.WriteFile(filepath.Join(worktree, ".git"), []byte("gitdir: elsewhere"), 0o644); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(c.Dir, link); err != nil {
		t.Skip("no links here:", err)
	}
	taken := t.TempDir()
	if err := os.WriteFile(filepath.Join(taken, "org.example.hr-set1-2.key"), []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		keys catalog.FirstKeys
		want error
	}{
		{"a folder in the checkout", catalog.FirstKeys{Folder: filepath.Join(c.Dir, "keys"), Count: 3}, catalog.ErrInCheckout},
		{"the checkout itself", catalog.FirstKeys{Folder: c.Dir, Count: 3}, catalog.ErrInCheckout},
		{"a folder in another work tree", catalog.FirstKeys{Folder: filepath.Join(worktree, "a", "b"), Count: 3}, catalog.ErrInCheckout},
		{"a link into the checkout", catalog.FirstKeys{Folder: filepath.Join(link, "keys"), Count: 3}, catalog.ErrInCheckout},
		{"a key of that name", catalog.FirstKeys{Folder: taken, Count: 3}, catalog.ErrKeyExists},
		{"no keys", catalog.FirstKeys{Folder: t.TempDir()}, catalog.ErrKeyChange},
		{"nine keys", catalog.FirstKeys{Folder: t.TempDir(), Count: 9}, catalog.ErrKeyChange},
		{"one of three for a change", catalog.FirstKeys{Folder: t.TempDir(), Count: 3, Threshold: 1}, catalog.ErrKeyChange},
		{"replacing what was never there", catalog.FirstKeys{Folder: t.TempDir(), Count: 3, StartAgain: true}, catalog.ErrNoKeys},
	} {
		t.Run(tt.name, func(t *testing.T) {
			unchanged(t, c, tt.want, func() error { _, err := c.NewKeys(t.Context(), tt.keys); return err })
			left, err := filepath.Glob(filepath.Join(tt.keys.Folder, "*.key"))
			if err != nil || len(left) > 0 && tt.keys.Folder != taken || len(left) > 1 {
				t.Errorf("secret keys were left: %v, %v", left, err)
			}
		})
	}
	if data, _ := os.ReadFile(filepath.Join(taken, "org.example.hr-set1-2.key")); string(data) != "precious" {
		t.Errorf("a key was written over: %q", data)
	}
}

// A stopper is randomness during which somebody presses Ctrl+C.
type stopper struct{ stop context.CancelFunc }

func (s stopper) Read(p []byte) (int, error) {
	s.stop()
	return rand.Read(p)
}

func TestNewKeysCanBeStopped(t *testing.T) {
	c, folder := checkout(t), t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.Random = stopper{cancel}
	before := snapshot(t, c)
	if _, err := c.NewKeys(ctx, catalog.FirstKeys{Folder: folder, Count: 3}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("secret keys were left: %v, %v", left, err)
	}
	if d := cmp.Diff(before, snapshot(t, c)); d != "" {
		t.Error(d)
	}
}

func TestNewKeysWritesAllOrNothing(t *testing.T) {
	c, folder := checkout(t), t.TempDir()
	if err := os.MkdirAll(filepath.Join(c.Dir, manifest.KeySetPath, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := c.NewKeys(t.Context(), catalog.FirstKeys{Folder: folder, Count: 3}); err == nil {
		t.Error("no error")
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("secret keys were left: %v, %v", left, err)
	}
	if _, err := os.Stat(filepath.Join(c.Dir, manifest.KeyChangePath(1))); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("half of the key set was left: %v", err)
	}
}

func TestSign(t *testing.T) {
	c, k := signed(t)
	all := snapshot(t, c)
	for _, name := range []string{"one key is enough", "any of them"} {
		t.Run(name, func(t *testing.T) {
			if !trusted(t, c).Signed([]byte(all[manifest.Path]), []byte(snapshot(t, c)[manifest.SignaturePath])) {
				t.Error("a learner's program refuses it")
			}
			p := sign(t, c, k.Made[2].File)
			if len(p.Next) != 4 || !p.Revision.Signed || p.Revision.Sequence != 1 {
				t.Errorf("publication %+v", p)
			}
		})
	}
	t.Run("publishing without a change leaves the signature", func(t *testing.T) {
		if p := published(t, c); len(p.Written) > 0 || p.Next != nil {
			t.Errorf("publication %+v", p)
		}
		if _, _, err := c.Contents(t.Context()); err != nil {
			t.Error(err)
		}
	})
	t.Run("publishing a change says to sign it", func(t *testing.T) {
		put(t, c, "modules/safer/en/01.md", "changed")
		if p := published(t, c); len(p.Next) != 1 || !strings.HasPrefix(p.Next[0], "pal sign ") {
			t.Errorf("publication %+v", p)
		}
		unchanged(t, c, catalog.ErrUnsigned, func() error { _, _, err := c.Contents(t.Context()); return err })
	})
}

func TestSignRefuses(t *testing.T) {
	c, k := signed(t)
	stranger := newKeys(t, checkout(t), 1).Made[0].File
	plain := checkout(t)
	published(t, plain)
	try := func(c publish.Checkout, key string) func() error {
		return func() error { _, err := c.Sign(t.Context(), key, nil); return err }
	}
	unchanged(t, c, catalog.ErrNotItsKey, try(c, stranger))
	public := filepath.Join(t.TempDir(), "public.key")
	if err := os.WriteFile(public, []byte("untrusted comment: minisign public key\n"+k.Keys[0]+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	unchanged(t, c, catalog.ErrSecretKey, try(c, public))
	unchanged(t, c, fs.ErrNotExist, try(c, filepath.Join(t.TempDir(), "none.key")))
	unchanged(t, c, catalog.ErrInCheckout, try(c, filepath.Join(c.Dir, "channel", "mine.key")))
	unchanged(t, plain, catalog.ErrNoKeys, try(plain, k.Made[0].File))
	t.Run("content that is not published", func(t *testing.T) {
		put(t, c, "modules/safer/en/01.md", "changed")
		unchanged(t, c, catalog.ErrUnpublished, try(c, k.Made[0].File))
		if _, _, err := c.Contents(t.Context()); !errors.Is(err, catalog.ErrUnpublished) {
			t.Errorf("packing: %v", err)
		}
	})
	t.Run("nothing published", func(t *testing.T) {
		unchanged(t, checkout(t), catalog.ErrUnpublished, try(checkout(t), k.Made[0].File))
	})
	t.Run("a password that nobody was asked for", func(t *testing.T) {
		// Decoded, it says that it is encrypted; nothing more is looked at.
		locked := filepath.Join(t.TempDir(), "locked.key")
		if err := os.WriteFile(locked, []byte("untrusted comment: x\nRWRTY0Iy"+strings.Repeat("A", 204)+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		c, _ := signed(t)
		unchanged(t, c, catalog.ErrKeyPassword, try(c, locked))
		asked := ""
		_, err := c.Sign(t.Context(), locked, func(file string) (string, error) { asked = file; return "", fs.ErrClosed })
		if !errors.Is(err, fs.ErrClosed) || asked != locked {
			t.Errorf("asked for %q: %v", asked, err)
		}
	})
}

func TestKeyFilesHaveToBelongTogether(t *testing.T) {
	for name, damage := range map[string]func(c publish.Checkout){
		"the set in use is missing":     func(c publish.Checkout) { remove(t, c, "modules/keys.json") },
		"its copy is missing":           func(c publish.Checkout) { remove(t, c, "channel/keys/1.json") },
		"both are missing":              func(c publish.Checkout) { remove(t, c, "modules/keys.json"); remove(t, c, "channel/keys") },
		"the set in use cannot be read": func(c publish.Checkout) { put(t, c, "modules/keys.json", "{}") },
		"its copy differs":              func(c publish.Checkout) { put(t, c, "channel/keys/1.json", snapshot(t, c)["modules/keys.json"]+" ") },
		"a change was left half done":   func(c publish.Checkout) { put(t, c, "channel/keys/2.json", "{}") },
		"they are of another library": func(c publish.Checkout) {
			put(t, c, "modules/library.yaml", "org.example.other")
			remove(t, c, "channel/manifest.json")
		},
		"they are of another set of keys": func(c publish.Checkout) {
			put(t, c, "modules/keys.json", snapshot(t, strangers(t))["modules/keys.json"])
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := signed(t)
			damage(c)
			unchanged(t, c, catalog.ErrKeyFiles, func() error { _, err := c.Publish(t.Context(), nil); return err })
		})
	}
}

func strangers(t *testing.T) publish.Checkout {
	t.Helper()
	c := checkout(t)
	newKeys(t, c, 3)
	return c
}

func TestContents(t *testing.T) {
	c, _ := signed(t)
	contents, list, err := c.Contents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := snapshot(t, c)
	if string(contents.Manifest) != all[manifest.Path] || string(contents.Signature) != all[manifest.SignaturePath] || contents.Keys != nil || len(list) != 6 {
		t.Errorf("contents %d files, %d changes of keys", len(list), len(contents.Keys))
	}
	for _, f := range list {
		if data, err := contents.Object(f.SHA256); err != nil || string(data) != all[f.Path] {
			t.Errorf("%s: %q, %v", f.Path, data, err)
		}
	}
	put(t, c, "modules/safer/en/01.md", "changed meanwhile")
	for _, f := range list {
		if _, err := contents.Object(f.SHA256); f.Path == "modules/safer/en/01.md" && !errors.Is(err, catalog.ErrDamaged) {
			t.Errorf("what has changed meanwhile: %v", err)
		}
	}
	if _, err := contents.Object(strings.Repeat("0", 64)); !errors.Is(err, catalog.ErrDamaged) {
		t.Errorf("what is not listed: %v", err)
	}
	put(t, c, "modules/safer/en/01.md", all["modules/safer/en/01.md"])
	put(t, c, manifest.SignaturePath, "no signature")
	if _, _, err := c.Contents(t.Context()); !errors.Is(err, catalog.ErrSignature) {
		t.Errorf("a bad signature: %v", err)
	}
}
