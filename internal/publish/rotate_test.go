package publish_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/publish"
)

const proposed = "channel/proposed-keys.json"

// rotated changes keys, which must succeed.
func rotated(t *testing.T, c publish.Checkout, r catalog.KeyRotation) catalog.KeyChange {
	t.Helper()
	if r.New > 0 && r.Folder == "" {
		r.Folder = t.TempDir()
	}
	k, err := c.Rotate(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestRotateInOneStep(t *testing.T) {
	c, k := signed(t)
	// The third key was stolen: the two others drop it and take in a new one.
	change := rotated(t, c, catalog.KeyRotation{Drop: []string{"3"}, New: 1, Sign: files(k.Made, 0, 1)})
	want := []string{"channel/keys/2.json", "channel/keys/2.json.1.minisig", "channel/keys/2.json.2.minisig", "channel/keys/2.json.3.minisig", "modules/keys.json"}
	if d := cmp.Diff(change.Written, want); d != "" {
		t.Error(d)
	}
	set := trusted(t, c)
	if set.Version != 2 || set.Threshold != 2 || slices.Contains(set.Keys, k.Made[2].Public) || !slices.Contains(set.Keys, change.Made[0].Public) || len(set.Keys) != 3 {
		t.Errorf("key set %+v", set)
	}
	t.Run("what was published for the keys before is not signed with the new ones", func(t *testing.T) {
		unchanged(t, c, catalog.ErrUnpublished, func() error { _, err := c.Sign(t.Context(), k.Made[0].File, nil); return err })
	})
	if p := published(t, c); p.Revision.Sequence != 2 || manifestOf(t, c).Keys != 2 {
		t.Errorf("publication %+v", p)
	}
	t.Run("the key that was dropped signs no more", func(t *testing.T) {
		unchanged(t, c, catalog.ErrNotItsKey, func() error { _, err := c.Sign(t.Context(), k.Made[2].File, nil); return err })
	})
	sign(t, c, change.Made[0].File)
	t.Run("a pack has the change", func(t *testing.T) {
		contents, _, err := c.Contents(t.Context())
		if err != nil || len(contents.Keys) != 1 || len(contents.Keys[0].Signatures) != 3 {
			t.Errorf("%+v, %v", contents.Keys, err)
		}
	})
	t.Run("and once more", func(t *testing.T) {
		made := []catalog.MadeKey{k.Made[0], k.Made[1], change.Made[0]}
		rotated(t, c, catalog.KeyRotation{Drop: []string{k.Made[0].Public}, Add: []string{newKeys(t, checkout(t), 1).Made[0].Public}, Sign: files(made, 1, 2)})
		if set := trusted(t, c); set.Version != 3 || slices.Contains(set.Keys, k.Made[0].Public) {
			t.Errorf("key set %+v", set)
		}
	})
}

func TestRotateInTwoSteps(t *testing.T) {
	c, k := signed(t)
	change := rotated(t, c, catalog.KeyRotation{Drop: []string{"3"}, Add: []string{newKeys(t, checkout(t), 1).Made[0].Public}, Unsigned: true})
	want := &catalog.ProposedKeys{Version: 2, Threshold: 2, Keys: change.Proposed.Keys, Fingerprint: change.Proposed.Fingerprint, MissingOld: 2, MissingNew: 2}
	if d := cmp.Diff(change.Proposed, want); d != "" {
		t.Error(d)
	}
	t.Run("until it is signed the old keys hold", func(t *testing.T) {
		if set := trusted(t, c); set.Version != 1 {
			t.Errorf("key set %+v", set)
		}
		put(t, c, "modules/safer/en/01.md", "changed meanwhile")
		published(t, c)
		sign(t, c, k.Made[1].File)
	})
	t.Run("one change waits at a time", func(t *testing.T) {
		unchanged(t, c, catalog.ErrProposed, func() error {
			_, err := c.Rotate(t.Context(), catalog.KeyRotation{Drop: []string{"1"}, Unsigned: true})
			return err
		})
	})
	t.Run("a stranger cannot sign it", func(t *testing.T) {
		stranger := newKeys(t, checkout(t), 1).Made
		unchanged(t, c, catalog.ErrNotItsKey, func() error { _, err := c.AddSignatures(t.Context(), files(stranger, 0), nil); return err })
	})
	first, err := c.AddSignatures(t.Context(), files(k.Made, 0), nil)
	if err != nil || first.Proposed == nil || first.Proposed.MissingOld != 1 || first.Proposed.MissingNew != 1 || len(first.Proposed.Signed) != 1 {
		t.Fatalf("after one signature: %+v, %v", first.Proposed, err)
	}
	again, err := c.AddSignatures(t.Context(), files(k.Made, 0), nil)
	if err != nil || cmp.Diff(again.Proposed, first.Proposed) != "" {
		t.Fatalf("the same key again: %+v, %v", again.Proposed, err)
	}
	dropped, err := c.AddSignatures(t.Context(), files(k.Made, 2), nil)
	if err != nil || dropped.Proposed == nil || dropped.Proposed.MissingOld != 0 || dropped.Proposed.MissingNew != 1 {
		t.Fatalf("after the key that goes: %+v, %v", dropped.Proposed, err)
	}
	last, err := c.AddSignatures(t.Context(), files(k.Made, 1), nil)
	if err != nil || last.Proposed != nil || last.Version != 2 {
		t.Fatalf("after the last: %+v, %v", last, err)
	}
	if set := trusted(t, c); set.Version != 2 {
		t.Errorf("key set %+v", set)
	}
	if left, err := filepath.Glob(filepath.Join(c.Dir, proposed+"*")); err != nil || len(left) > 0 {
		t.Errorf("left of the proposal: %v, %v", left, err)
	}
	if _, err := c.Keys(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestRotateRefuses(t *testing.T) {
	c, k := signed(t)
	stranger := newKeys(t, checkout(t), 1).Made
	both := files(k.Made, 0, 1)
	for _, tt := range []struct {
		name string
		r    catalog.KeyRotation
		want error
	}{
		{"nothing changes", catalog.KeyRotation{Sign: both}, catalog.ErrKeyChange},
		{"a key that is none of them goes", catalog.KeyRotation{Drop: []string{"4"}, Sign: both}, catalog.ErrKeyChange},
		{"all keys go", catalog.KeyRotation{Drop: []string{"1", "2", "3"}, Sign: both}, catalog.ErrKeyChange},
		{"a key comes twice", catalog.KeyRotation{Add: []string{k.Made[0].Public}, Sign: both}, catalog.ErrKeyChange},
		{"what comes is no key", catalog.KeyRotation{Add: []string{"RWQ"}, Sign: both}, catalog.ErrKeyChange},
		{"a threshold that one key reaches", catalog.KeyRotation{Threshold: 1, Sign: both}, catalog.ErrKeyChange},
		{"one signature", catalog.KeyRotation{Drop: []string{"3"}, Sign: files(k.Made, 0)}, catalog.ErrTooFewKeys},
		{"one signature, twice", catalog.KeyRotation{Drop: []string{"3"}, Sign: files(k.Made, 0, 0)}, catalog.ErrTooFewKeys},
		{"one signature of those that stay", catalog.KeyRotation{Drop: []string{"3"}, Sign: files(k.Made, 0, 2)}, catalog.ErrTooFewKeys},
		{"a signature of a stranger", catalog.KeyRotation{Drop: []string{"3"}, Sign: files(stranger, 0)}, catalog.ErrNotItsKey},
		{"a new key in the checkout", catalog.KeyRotation{New: 1, Folder: filepath.Join(c.Dir, "keys"), Sign: both}, catalog.ErrInCheckout},
	} {
		t.Run(tt.name, func(t *testing.T) {
			unchanged(t, c, tt.want, func() error { _, err := c.Rotate(t.Context(), tt.r); return err })
		})
	}
	t.Run("without keys, and without a proposal", func(t *testing.T) {
		plain := checkout(t)
		unchanged(t, plain, catalog.ErrNoKeys, func() error { _, err := plain.Rotate(t.Context(), catalog.KeyRotation{New: 1}); return err })
		unchanged(t, plain, catalog.ErrNoKeys, func() error { _, err := plain.AddSignatures(t.Context(), both, nil); return err })
		unchanged(t, c, catalog.ErrNoProposal, func() error { _, err := c.AddSignatures(t.Context(), both, nil); return err })
	})
}

func TestRotateWritesAllOrNothing(t *testing.T) {
	c, k := signed(t)
	folder := t.TempDir()
	// A folder stands where the second signature would go.
	if err := os.MkdirAll(filepath.Join(c.Dir, manifest.KeySignaturePath(2, 2), "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, c)
	if _, err := c.Rotate(t.Context(), catalog.KeyRotation{Drop: []string{"3"}, New: 1, Folder: folder, Sign: files(k.Made, 0, 1)}); err == nil {
		t.Error("no error")
	}
	if d := cmp.Diff(before, snapshot(t, c)); d != "" {
		t.Errorf("half of it was written:\n%s", d)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("a secret key was left: %v, %v", left, err)
	}
}

func TestProposalsOfOtherKeysAreRefused(t *testing.T) {
	c, k := signed(t)
	rotated(t, c, catalog.KeyRotation{Drop: []string{"3"}, Unsigned: true})
	put(t, c, proposed, snapshot(t, c)["modules/keys.json"]) // version 1 again
	unchanged(t, c, catalog.ErrKeyFiles, func() error { _, err := c.AddSignatures(t.Context(), files(k.Made, 0), nil); return err })
	put(t, c, proposed, "{}")
	unchanged(t, c, catalog.ErrKeyFiles, func() error { _, err := c.AddSignatures(t.Context(), files(k.Made, 0), nil); return err })
}

func TestAnInterruptedChangeOfKeysCanBeFinished(t *testing.T) {
	c, k := signed(t)
	rotated(t, c, catalog.KeyRotation{Drop: []string{"3"}, Sign: files(k.Made, 0), Unsigned: true})
	// As after a power cut: the first files of the change are there, modules/keys.json is as it was.
	put(t, c, manifest.KeyChangePath(2), snapshot(t, c)[proposed])
	unchanged(t, c, catalog.ErrKeyFiles, func() error { _, err := c.Publish(t.Context(), nil); return err })
	if _, err := c.AddSignatures(t.Context(), files(k.Made, 1), nil); err != nil {
		t.Fatal(err)
	}
	published(t, c)
	sign(t, c, k.Made[1].File)
}

func TestStartAgainAfterTooManyKeysWereLost(t *testing.T) {
	c, k := signed(t)
	rotated(t, c, catalog.KeyRotation{Drop: []string{"3"}, Unsigned: true})
	again, err := c.NewKeys(t.Context(), catalog.FirstKeys{Folder: t.TempDir(), Count: 3, StartAgain: true})
	if err != nil || again.Version != 2 || again.Proposed != nil {
		t.Fatalf("%+v, %v", again, err)
	}
	published(t, c)
	unchanged(t, c, catalog.ErrNotItsKey, func() error { _, err := c.Sign(t.Context(), k.Made[0].File, nil); return err })
	sign(t, c, again.Made[0].File)
	contents, _, err := c.Contents(t.Context())
	if err != nil || len(contents.Keys) != 1 || len(contents.Keys[0].Signatures) == 0 {
		t.Errorf("%+v, %v", contents.Keys, err)
	}
	t.Run("a change of which some signatures got lost is no new beginning", func(t *testing.T) {
		c, k := signed(t)
		rotated(t, c, catalog.KeyRotation{Drop: []string{"3"}, New: 1, Sign: files(k.Made, 0, 1)})
		remove(t, c, manifest.KeySignaturePath(2, 3))
		unchanged(t, c, catalog.ErrKeyFiles, func() error { _, err := c.Publish(t.Context(), nil); return err })
	})
}
