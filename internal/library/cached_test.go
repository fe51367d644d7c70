package library_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library/librarytest"
)

// A cache offers what a server between here and the publisher has kept.
type cache struct{ *librarytest.Source }

func (c cache) Latest(ctx context.Context, known string) (catalog.Published, error) {
	pub, err := c.Source.Latest(ctx, known)
	pub.Cached = true
	return pub, err
}

func TestAStaleCopyIsRefusedWithoutAlarm(t *testing.T) {
	v := newVictim(t)
	old := librarytest.NewPublisher("passalong", "", 3)
	v.src.Offer(old.Release(starter()))
	if _, err := v.lib.Look(t.Context(), v.src, ""); !errors.Is(err, catalog.ErrOlder) {
		t.Errorf("straight from the source: %v", err)
	}
	if _, err := v.lib.Look(t.Context(), cache{v.src}, ""); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("by way of a cache: %v", err)
	}
	mixed := v.honest.Release(starter())
	mixed.Signature = old.Keys[0].Sign([]byte("the manifest of another state"), "")
	v.src.Offer(mixed)
	if _, err := v.lib.Look(t.Context(), cache{v.src}, ""); !errors.Is(err, catalog.ErrServer) || errors.Is(err, catalog.ErrSignature) {
		t.Errorf("two states by way of a cache: %v", err)
	}
	v.src.Offer(librarytest.NewPublisher("passalong", "somebody else", 3).Release(starter()))
	if _, err := v.lib.Look(t.Context(), cache{v.src}, ""); !errors.As(err, new(*catalog.KeysChangedError)) {
		t.Errorf("other keys by way of a cache: %v", err)
	}
	if got := load(t, v.lib).Revision; got != v.revision {
		t.Errorf("in use is %+v", got)
	}
}

func TestOfAFileOnlyItsNameIsKept(t *testing.T) {
	v := newVictim(t)
	v.src.Address = "/media/somebody/STICK/secret/content.passalong"
	v.src.Offer(v.honest.Release(starter().with("safer/en/01.md", "from a stick")))
	if r := add(t, v.lib, v.src, catalog.KnownKeys); r.Origin != "content.passalong" {
		t.Errorf("it came from %q", r.Origin)
	}
	root := os.DirFS(v.dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if bytes.Contains(data, []byte("STICK")) {
			t.Errorf("%s tells where it lay", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
