package bundle_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/passalong/passalong/internal/catalog"
)

func TestManifestsInPacks(t *testing.T) {
	p := newer(t)
	change := func(old, with string) func(string) string {
		return func(raw string) string { return strings.Replace(raw, old, with, 1) }
	}
	refuseAll(t, []bad{
		{"another library's name", resigned(t, p, change(`"channel": "`+libraryID, `"channel": "org.other`)), nil},
		{"a later key set than there is", resigned(t, p, change(`"keys": 1`, `"keys": 2`)), nil},
		{"a format of the future", resigned(t, p, change(`"format": 1`, `"format": 2`)), catalog.ErrNewerFormat},
		{"a program of the future", resigned(t, p, change(`"min_app": ""`, `"min_app": "99.0"`)), catalog.ErrNewerFormat},
		{"a number that leaves no room", resigned(t, p, change(`"sequence": 2`, `"sequence": 4294967296`)), catalog.ErrNotLibrary},
		{"a number below nothing", resigned(t, p, change(`"sequence": 2`, `"sequence": -1`)), catalog.ErrNotLibrary},
		{"a field that nobody knows", resigned(t, p, change(`"format": 1`, `"format": 1, "evil": true`)), catalog.ErrNotLibrary},
		{"a field twice", resigned(t, p, change(`"format": 1`, `"format": 1, "format": 1`)), catalog.ErrNotLibrary},
		{"something behind its end", resigned(t, p, func(raw string) string { return raw + "{}" }), catalog.ErrNotLibrary},
		{"no JSON", resigned(t, p, func(string) string { return "hello" }), nil},
		{"no files", resigned(t, p, func(raw string) string { return raw[:strings.Index(raw, `"files"`)] + `"files": []}` }), nil},
		{"a file that is too large", resigned(t, p, change(`"size": 15000`, `"size": 1000000000000`)), catalog.ErrNotLibrary},
		{"another size than the object has", resigned(t, p, change(`"size": 15000`, `"size": 15001`)), catalog.ErrDamaged},
		{"a hash that is none", resigned(t, p, change(`"sha256": "`, `"sha256": "x`)), nil},
		{"a mirror without encryption", resigned(t, p, change(`"files"`, `"mirrors": ["http://example.org/"], "files"`)), catalog.ErrNotLibrary},
	})
}

func TestArbitraryContentInAPack(t *testing.T) {
	has := newComputer(t, publish(t, 5, small()))
	changed := small()
	changed["overdose/en/a.md"] = "# Twice the dose\n"
	byStranger := publishTree(t, treeOf(changed, keySet(t, 1, 2, 1, 2, 3)), catalog.Manifest{Sequence: 6, Keys: 1}, stranger)
	strangers := publishTree(t, treeOf(changed, keySet(t, 1, 1, stranger)), catalog.Manifest{Sequence: 6, Keys: 1}, stranger)
	jumped := publishTree(t, treeOf(changed, keySet(t, 2, 1, stranger)), catalog.Manifest{Sequence: 6, Keys: 2}, stranger)
	jumped["channel/keys/2.json"] = keySet(t, 2, 1, stranger)
	jumped["channel/keys/2.json.1.minisig"] = key(t, stranger).Sign(jumped["channel/keys/2.json"], "")
	other := publish(t, 6, changed)
	parts := partsOf(t, publish(t, 6, small()).pack(t))
	parts[1] = plain(parts[1].Name, string(other["channel/manifest.json.minisig"]))
	edited := partsOf(t, publish(t, 6, small()).pack(t))
	edited[0] = plain(edited[0].Name, strings.Replace(string(edited[0].body), `"sequence": 6`, `"sequence": 7`, 1))
	for _, p := range []bad{
		{"signed by somebody else", byStranger.pack(t), catalog.ErrSignature},
		{"with the keys of somebody else", strangers.pack(t), catalog.ErrSignature},
		{"with keys that somebody else has put in their place", jumped.pack(t), catalog.ErrSignature},
		{"with the signature of another revision", archive(t, parts...), catalog.ErrSignature},
		{"with a manifest that was edited", archive(t, edited...), catalog.ErrSignature},
		{"an earlier revision", publish(t, 4, changed).pack(t), catalog.ErrOlder},
		{"another revision of the same number", publish(t, 5, changed).pack(t), catalog.ErrSameNumber},
	} {
		t.Run(p.name, func(t *testing.T) {
			has.refuses(t, put(t, filepath.Join(t.TempDir(), "bad.passalong"), p.data), p.want)
		})
	}
	t.Run("somebody else on a computer without the library", func(t *testing.T) {
		newComputer(t).refuses(t, put(t, filepath.Join(t.TempDir(), "bad.passalong"), byStranger.pack(t)), catalog.ErrSignature)
	})
	err := has.install(t, put(t, filepath.Join(t.TempDir(), "bad.passalong"), strangers.pack(t)))
	if e := (*catalog.KeysChangedError)(nil); !errors.As(err, &e) || e.Library != libraryID || e.Known == e.Offered {
		t.Errorf("other keys are said to be %v", err)
	}
}

// treeOf is the folder of a library.
func treeOf(files map[string]string, keys []byte) fstest.MapFS {
	tree := fstest.MapFS{"keys.json": {Data: keys}}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

func TestChangesOfKeysInAPack(t *testing.T) {
	p := rotated(t, 2, small())
	parts := partsOf(t, p.pack(t))
	set, first, second := parts[2], parts[3], parts[4]
	by := func(number int, numbers ...int) part {
		return plain(fmt.Sprintf("keys/2.json.%d.minisig", number), string(key(t, numbers[0]).Sign(set.body, "")))
	}
	replaced := func(more ...part) []byte {
		return archive(t, slices.Concat(parts[:2], more, parts[5:])...)
	}
	third := plain("keys/3.json", string(set.body))
	for _, c := range []bad{
		{"no change of keys", replaced(), catalog.ErrSignature},
		{"one signature where two are needed", replaced(set, first), catalog.ErrSignature},
		{"the same signature twice", replaced(set, first, plain(second.Name, string(first.body))), catalog.ErrSignature},
		{"two of the old keys and one of the new", replaced(set, by(1, 1), by(2, 2)), catalog.ErrSignature},
		{"two of the new keys and one of the old", replaced(set, by(1, 4), by(2, 3)), catalog.ErrSignature},
		{"somebody else", replaced(set, by(1, stranger), by(2, stranger)), catalog.ErrSignature},
		{"a key set without signatures", replaced(set), catalog.ErrDamaged},
		{"signatures before the key set", replaced(first, second, set), catalog.ErrDamaged},
		{"signatures out of order", replaced(set, second, first), catalog.ErrDamaged},
		{"a signature left out", replaced(set, second), catalog.ErrDamaged},
		{"a later key set first", replaced(third, plain("keys/3.json.1.minisig", "x"), set, first, second), catalog.ErrDamaged},
		{"the key set of the beginning", replaced(plain("keys/1.json", "{}"), plain("keys/1.json.1.minisig", "x"), set, first, second), catalog.ErrDamaged},
		{"the key set twice", replaced(set, first, second, set, first, second), catalog.ErrDamaged},
		{"a key set that is too long", replaced(plain(set.Name, strings.Repeat(" ", 17<<10)), first, second), catalog.ErrDamaged},
		{"a key set that is no JSON", replaced(plain(set.Name, "hello"), first, second), catalog.ErrSignature},
		{"nine signatures", replaced(append([]part{set}, nine(first)...)...), catalog.ErrDamaged},
		{"keys behind the objects", archive(t, slices.Concat(parts[:2], parts[5:], parts[2:5])...), catalog.ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			has := newComputer(t, publish(t, 1, small()))
			has.refuses(t, put(t, filepath.Join(t.TempDir(), "bad.passalong"), c.data), c.want)
		})
	}
	t.Run("a change that is signed by those who may is followed", func(t *testing.T) {
		has := newComputer(t, publish(t, 9, small()))
		if err := has.install(t, put(t, filepath.Join(t.TempDir(), "good.passalong"), p.pack(t))); err != nil {
			t.Fatal(err)
		}
		has.refuses(t, put(t, filepath.Join(t.TempDir(), "old.passalong"), publish(t, 10, small()).pack(t)), nil)
	})
}

// nine signatures are one more than a key set has.
func nine(signature part) (all []part) {
	for i := range 9 {
		all = append(all, plain(fmt.Sprintf("keys/2.json.%d.minisig", i+1), string(signature.body)))
	}
	return all
}
