package library_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library"
	"github.com/passalong/passalong/internal/library/librarytest"
	"github.com/passalong/passalong/internal/manifest"
	"github.com/passalong/passalong/internal/signature"
)

// Each test is named for the attack that it makes, with real keys and real signatures. The victim has revision 5 of
// the library that came with the program, whose publisher's keys came with it. Whatever the attack, that revision
// stays as it is.

type victim struct {
	dir      string
	lib      *library.Library
	honest   *librarytest.Publisher
	src      *librarytest.Source
	revision catalog.Revision
}

// bundleOf is the content that comes with a program whose publisher has keys.
func bundleOf(p *librarytest.Publisher) files { return starter().with("keys.json", string(p.Set)) }

func noUnsigned(c *library.Config) { c.AllowUnsigned = nil }

func signedBundle(p *librarytest.Publisher) func(*library.Config) {
	return func(c *library.Config) { c.Bundled, c.AllowUnsigned = bundleOf(p).fs(), nil }
}

func newVictim(t *testing.T, changes ...func(*library.Config)) *victim {
	t.Helper()
	v := &victim{dir: t.TempDir(), honest: librarytest.NewPublisher("passalong", "", 3), src: &librarytest.Source{Address: "example/library"}}
	v.lib = open(t, v.dir, append([]func(*library.Config){signedBundle(v.honest)}, changes...)...)
	v.honest.Sequence = 4
	v.src.Offer(v.honest.Release(starter().with("safer/en/01.md", "revision 5")))
	v.revision = add(t, v.lib, v.src, catalog.KnownKeys)
	load(t, v.lib)
	return v
}

// add looks at a source and installs what it offers, if that is trusted as expected.
func add(t *testing.T, l *library.Library, src library.Source, trust catalog.Trust) catalog.Revision {
	t.Helper()
	u, err := l.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal(err)
	}
	if u.Trust != trust {
		t.Fatalf("trust is %q, want %q", u.Trust, trust)
	}
	r, err := l.Install(t.Context(), src, u, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// refuses offers a release by every way in, and checks that it is refused and nothing has changed.
func (v *victim) refuses(t *testing.T, r librarytest.Release, want error) error {
	t.Helper()
	before := snapshot(t, v.dir)
	src := &librarytest.Source{Address: v.src.Address}
	src.Offer(r)
	_, err := v.lib.Check(t.Context(), "passalong", src)
	if !errors.Is(err, want) {
		t.Errorf("check: got %v, want %v", err, want)
	}
	elsewhere := &librarytest.Source{Address: "/media/stick/library.passalong"}
	elsewhere.Offer(r)
	if u, err := v.lib.Look(t.Context(), elsewhere, ""); err == nil && u.Library == "passalong" || err != nil && !errors.Is(err, want) && !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("from a file: got %v, want %v", err, want)
	}
	for _, trust := range []catalog.Trust{catalog.KnownKeys, catalog.NewKeys, catalog.Unsigned} {
		u := catalog.Update{
			Library: "passalong", Trust: trust, Mark: "1", Manifest: r.Manifest, Signature: r.Signature,
			Keys: []catalog.SignedKeySet{r.Keys[0]}, Fingerprint: signature.Fingerprint(r.Keys[0].Set),
		}
		if _, err := v.lib.Install(t.Context(), src, u, nil); err == nil {
			t.Errorf("it was installed as %q", trust)
		}
	}
	if c := load(t, v.lib); c.Revision != v.revision {
		t.Errorf("now %+v is in use", c.Revision)
	}
	if d := cmp.Diff(snapshot(t, v.dir), before); d != "" {
		t.Errorf("the folder (-after +before):\n%s", d)
	}
	return err
}

// snapshot is every file of a folder with the hash of its bytes, without the lock and what was merely seen.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		short, _ := filepath.Rel(dir, name)
		if d.IsDir() {
			m[short] = "folder"
			return nil
		}
		data, err := os.ReadFile(name)
		if short != "lock" && short != "seen" {
			m[short] = manifest.Sum(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func lesson(text string) files { return starter().with("safer/en/01.md", text) }

func TestArbitraryContentIsRefused(t *testing.T) {
	v := newVictim(t)
	good := v.honest.Release(lesson("revision 6"))
	stranger := librarytest.NewPublisher("passalong", "a stranger", 3)
	stranger.Sequence = 9
	forged := stranger.Release(lesson("poison"))

	resigned := good // the honest key set beside what a stranger signed
	resigned.Signature = stranger.Keys[0].Sign(good.Manifest, "")
	v.refuses(t, resigned, catalog.ErrSignature)

	swapped := good // one hash is another
	swapped.Manifest = bytes.Replace(good.Manifest, []byte(manifest.Sum([]byte("revision 6"))), []byte(manifest.Sum([]byte("poison"))), 1)
	v.refuses(t, swapped, catalog.ErrSignature)

	posing := forged // a stranger's revision beside the honest key set
	posing.Keys = good.Keys
	v.refuses(t, posing, catalog.ErrSignature)

	other := good // a signature that is honest, of another manifest
	other.Signature = v.honest.Keys[0].Sign([]byte("something else"), "")
	v.refuses(t, other, catalog.ErrSignature)
}

func TestArbitraryContentOfAFileIsRefused(t *testing.T) {
	v := newVictim(t)
	v.src.Offer(v.honest.Release(lesson("revision 6")))
	u, err := v.lib.Check(t.Context(), "passalong", v.src)
	if err != nil {
		t.Fatal(err)
	}
	for _, tamper := range []func(string, []byte) ([]byte, error){
		func(string, []byte) ([]byte, error) { return []byte("revision 7"), nil },
		func(_ string, data []byte) ([]byte, error) { return append(bytes.Clone(data), 'x'), nil },
		func(_ string, data []byte) ([]byte, error) { return data[:len(data)-1], nil },
		func(string, []byte) ([]byte, error) { return nil, nil },
	} {
		v.src.Tamper = tamper
		if _, err := v.lib.Install(t.Context(), v.src, u, nil); !errors.Is(err, catalog.ErrDamaged) {
			t.Errorf("got %v", err)
		}
	}
	if c := load(t, v.lib); c.Revision != v.revision || read(t, c, "safer/en/01.md") != "revision 5" {
		t.Errorf("now %+v", c.Revision)
	}
}

func TestRollbackIsRefused(t *testing.T) {
	v := newVictim(t)
	v.honest.Sequence = 3
	v.refuses(t, v.honest.Release(lesson("revision 4")), catalog.ErrOlder)
	if _, err := v.lib.RollBack(t.Context(), "passalong"); err != nil { // by the person's own wish
		t.Fatal(err)
	}
	v.revision = load(t, v.lib).Revision
	v.honest.Sequence = 3
	v.refuses(t, v.honest.Release(lesson("revision 4")), catalog.ErrOlder)
}

func TestRollbackBehindTheBundledLibraryIsRefused(t *testing.T) {
	honest := librarytest.NewPublisher("passalong", "", 3)
	l, src := open(t, t.TempDir(), signedBundle(honest)), &librarytest.Source{Address: "example/library"}
	honest.Issued = time.Date(2025, 12, 30, 0, 0, 0, 0, time.UTC) // the bundled library is of January 2026
	src.Offer(honest.Release(lesson("old")))
	if _, err := l.Check(t.Context(), "passalong", src); !errors.Is(err, catalog.ErrOlder) {
		t.Errorf("got %v", err)
	}
}

// Nothing new for a long time is said and never stops anybody from reading.
func TestFreezeIsSaidAndBlocksNothing(t *testing.T) {
	later := now
	v := newVictim(t, func(c *library.Config) { c.Now = func() time.Time { return later() } })
	later = func() time.Time { return time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC) }
	if _, err := v.lib.Check(t.Context(), "passalong", v.src); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("got %v", err)
	}
	d := described(t, v.lib, "passalong")
	if want := time.Date(2027, 5, 21, 0, 0, 0, 0, time.UTC); !d.ReviewBy.Equal(want) || !d.Checked.Equal(later()) || d.Fault != nil {
		t.Errorf("review by %v, checked %v, fault %v", d.ReviewBy, d.Checked, d.Fault)
	}
	if c := load(t, v.lib); c.Revision != v.revision {
		t.Errorf("reading shows %+v", c.Revision)
	}
}

func TestMixAndMatchIsRefused(t *testing.T) {
	v := newVictim(t)
	six := v.honest.Release(lesson("revision 6").with("naloxone/en/01.md", "revision 6"))
	seven := v.honest.Release(lesson("revision 7").with("naloxone/en/01.md", "revision 7"))
	mixed := seven
	mixed.Signature = six.Signature
	v.refuses(t, mixed, catalog.ErrSignature)

	v.src.Offer(seven) // the manifest of 7, some files of 6
	u, err := v.lib.Check(t.Context(), "passalong", v.src)
	if err != nil {
		t.Fatal(err)
	}
	v.src.Tamper = func(path string, data []byte) ([]byte, error) {
		if path == "modules/naloxone/en/01.md" {
			return six.Files[path], nil
		}
		return data, nil
	}
	if _, err := v.lib.Install(t.Context(), v.src, u, nil); !errors.Is(err, catalog.ErrDamaged) {
		t.Errorf("files of two revisions: %v", err)
	}
	if c := load(t, v.lib); c.Revision != v.revision || read(t, c, "safer/en/01.md") != "revision 5" {
		t.Error("parts of another revision were put to use")
	}
}

func TestEndlessDataIsCutOff(t *testing.T) {
	v := newVictim(t)
	for _, r := range []librarytest.Release{
		{Manifest: bytes.Repeat([]byte(" "), manifest.MaxManifest+1), Signature: []byte("x"), Keys: map[int]catalog.SignedKeySet{0: {}}},
		{Manifest: []byte("{}"), Signature: bytes.Repeat([]byte("x"), manifest.MaxSignature+1), Keys: map[int]catalog.SignedKeySet{0: {}}},
	} {
		v.refuses(t, r, catalog.ErrNotLibrary)
	}
	big := v.honest.Release(lesson("x"), func(m *catalog.Manifest) { m.Files[0].Size = manifest.MaxFile + 1 })
	v.refuses(t, big, catalog.ErrNotLibrary)
	keys := v.honest.Release(lesson("x"))
	keys.Signature = librarytest.NewPublisher("passalong", "a stranger", 1).Keys[0].Sign(keys.Manifest, "")
	keys.Keys = map[int]catalog.SignedKeySet{0: {Set: bytes.Repeat([]byte(" "), manifest.MaxKeySet+1)}}
	v.refuses(t, keys, catalog.ErrSignature)

	v.honest.Sequence = 9
	v.src.Offer(v.honest.Release(lesson("revision 10")))
	u, err := v.lib.Check(t.Context(), "passalong", v.src)
	if err != nil {
		t.Fatal(err)
	}
	v.src.Tamper = func(string, []byte) ([]byte, error) { return bytes.Repeat([]byte("x"), 1<<20), nil }
	if _, err := v.lib.Install(t.Context(), v.src, u, nil); !errors.Is(err, catalog.ErrDamaged) {
		t.Errorf("a file without an end: %v", err)
	}
}

func TestWrongRepositoryIsRefused(t *testing.T) {
	v := newVictim(t)
	fork := librarytest.NewPublisher("org.example.fork", "", 1)
	fork.Sequence = 20
	r := fork.Release(files{"library.yaml": "org.example.fork"})
	src := &librarytest.Source{Address: v.src.Address}
	src.Offer(r)
	if _, err := v.lib.Check(t.Context(), "passalong", src); !errors.Is(err, catalog.ErrOtherOne) {
		t.Errorf("another library: %v", err)
	}
	u, err := v.lib.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal(err)
	}
	u.Library = "passalong"
	if _, err := v.lib.Install(t.Context(), src, u, nil); !errors.Is(err, catalog.ErrOtherOne) {
		t.Errorf("another library under this one's name: %v", err)
	}

	// The publisher of this library signs another one; it cannot be passed off as this one.
	mine := v.honest.Copy()
	mine.ID = "org.example.second"
	mine.Set = bytes.Replace(mine.Set, []byte("passalong"), []byte("org.example.second"), 1)
	second := mine.Release(files{"library.yaml": "org.example.second"})
	other := &librarytest.Source{Address: v.src.Address}
	other.Offer(second)
	if u, err := v.lib.Look(t.Context(), other, ""); err != nil || u.Library != "org.example.second" || u.Trust != catalog.NewKeys {
		t.Errorf("another library of the same publisher, to be added: %+v, %v", u, err)
	}
	if _, err := v.lib.Check(t.Context(), "passalong", other); !errors.Is(err, catalog.ErrOtherOne) {
		t.Errorf("another library of the same publisher: %v", err)
	}
	if load(t, v.lib).Revision != v.revision {
		t.Error("the library has changed")
	}
}

// named offers revisions, signed as they should be, with files of these names.
func (v *victim) named(t *testing.T, paths ...[]string) {
	t.Helper()
	for _, names := range paths {
		v.honest.Sequence = 9
		r := v.honest.Release(lesson("x"), func(m *catalog.Manifest) {
			for _, name := range names {
				m.Files = append(m.Files, catalog.File{Path: name, Size: 1, SHA256: manifest.Sum([]byte("x"))})
			}
			slices.SortFunc(m.Files, func(a, b catalog.File) int { return strings.Compare(a.Path, b.Path) })
		})
		for _, name := range names {
			r.Files[name] = []byte("x")
		}
		v.refuses(t, r, catalog.ErrNotLibrary)
	}
}

func TestPathTraversalIsRefused(t *testing.T) {
	newVictim(t).named(t,
		[]string{"modules/../current"}, []string{"../escape.md"}, []string{"/etc/x.md"}, []string{"modules/a/../../b.md"}, []string{`modules\..\x.md`},
		[]string{"modules/a//b.md"}, []string{"modules/./a.md"}, []string{"C:/x.md"}, []string{"//host/share/x.md"}, []string{"modules/a\x00.md"},
		[]string{"channel/manifest.md"}, []string{"modules/%2e%2e/x.md"}, []string{"modules/a:b.md"},
	)
}

func TestCaseCollisionIsRefused(t *testing.T) {
	newVictim(t).named(t,
		[]string{"modules/safer/en/02.md", "modules/safer/en/02.MD"}, []string{"modules/Safer/en/02.md"}, []string{"modules/SAFER.md"},
		[]string{"modules/safer/en/ﬁ.md"}, []string{"modules/safer/en/\u212a.md"}, []string{"modules/x.md", "modules/x.md/a.md"}, []string{"modules/x.md", "modules/x.md"},
	)
}

func TestWindowsReservedNamesAreRefused(t *testing.T) {
	newVictim(t).named(t,
		[]string{"modules/con.md"}, []string{"modules/nul/a.md"}, []string{"modules/a/aux.txt"}, []string{"modules/com1.md"}, []string{"modules/lpt9.tar.md"},
		[]string{"modules/prn.md"}, []string{"modules/a./b.md"}, []string{"modules/a /b.md"}, []string{"modules/a.md "}, []string{"modules/a.md."}, []string{"modules/a.md::$data"},
	)
}

// A revision far ahead would shut out all that follow. There is an upper end, and other keys may begin anew.
func TestFastForwardIsRecoveredFrom(t *testing.T) {
	v := newVictim(t)
	v.refuses(t, v.honest.Release(lesson("x"), func(m *catalog.Manifest) { m.Sequence = 1 << 40 }), catalog.ErrNotLibrary)

	v.honest.Sequence = manifest.MaxSequence - 1
	v.src.Offer(v.honest.Release(lesson("a thief's")))
	add(t, v.lib, v.src, catalog.KnownKeys)
	v.honest.Sequence = 6
	v.src.Offer(v.honest.Release(lesson("honest")))
	if _, err := v.lib.Check(t.Context(), "passalong", v.src); !errors.Is(err, catalog.ErrOlder) {
		t.Errorf("before the keys change: %v", err)
	}
	v.honest.Rotate(0)
	v.honest.Sequence = 7
	v.src.Offer(v.honest.Release(lesson("honest")))
	if r := add(t, v.lib, v.src, catalog.KnownKeys); r.Sequence != 8 {
		t.Errorf("got %+v", r)
	}
}

func TestEquivocationIsRefused(t *testing.T) {
	v := newVictim(t)
	v.honest.Sequence = 4
	v.refuses(t, v.honest.Release(lesson("another revision 5")), catalog.ErrSameNumber)
}

func TestUnsignedAfterSignedIsRefused(t *testing.T) {
	always := func(c *library.Config) { c.AllowUnsigned = always }
	v := newVictim(t, always)
	v.refuses(t, v.honest.Unsigned(lesson("revision 6")), catalog.ErrUnsigned)
	v.refuses(t, v.honest.Unsigned(lesson("revision 6"), func(m *catalog.Manifest) { m.Keys = 0 }), catalog.ErrUnsigned)
	if err := v.refuses(t, v.honest.Unsigned(lesson("revision 6").with("keys.json", "{}")), catalog.ErrUnsigned); err == nil {
		t.Error("a library that is signed was replaced by one that is not")
	}
}

func TestUnsignedIsForAuthorsOnly(t *testing.T) {
	allowed := false
	l := open(t, t.TempDir(), func(c *library.Config) { c.AllowUnsigned = func() bool { return allowed } })
	src := newSource("example/draft")
	src.channel = "org.example.draft"
	src.publish(t, files{"library.yaml": "org.example.draft"})
	if _, err := l.Look(t.Context(), src, ""); !errors.Is(err, catalog.ErrUnsigned) {
		t.Errorf("not allowed: %v", err)
	}
	allowed = true
	if _, err := l.Look(t.Context(), src, strings.Repeat("12345 ", 6)); !errors.Is(err, catalog.ErrFingerprint) {
		t.Errorf("with a fingerprint: %v", err)
	}
	u, err := l.Look(t.Context(), src, "")
	if err != nil || u.Trust != catalog.Unsigned || u.To.Signed || u.Fingerprint != "" {
		t.Fatalf("allowed: %+v, %v", u, err)
	}
	allowed = false
	if _, err := l.Install(t.Context(), src, u, nil); !errors.Is(err, catalog.ErrUnsigned) {
		t.Errorf("not allowed any more: %v", err)
	}
	allowed = true
	if _, err := l.Install(t.Context(), src, u, nil); err != nil {
		t.Fatal(err)
	}
	if d := described(t, l, "org.example.draft"); d.Trust != catalog.Unsigned || d.CanPack {
		t.Errorf("listed as %+v", d)
	}
}

func TestKeysChangedStopsEverything(t *testing.T) {
	v := newVictim(t)
	stranger := librarytest.NewPublisher("passalong", "a stranger", 3)
	stranger.Sequence = 9
	same := stranger.Release(lesson("poison"))
	stranger.RotateSignedBy(append(slices.Clone(v.honest.Keys[:1]), stranger.Keys...)...) // one of three old keys is not enough
	later := stranger.Release(lesson("poison"))
	for name, r := range map[string]librarytest.Release{"the same version": same, "a later version": later} {
		err := v.refuses(t, r, catalog.ErrSignature)
		var changed *catalog.KeysChangedError
		if !errors.As(err, &changed) {
			t.Fatalf("%s: got %v", name, err)
		}
		want := &catalog.KeysChangedError{Library: "passalong", Title: "Passalong", Known: v.honest.Fingerprint(), Offered: signature.Fingerprint(r.Keys[0].Set)}
		if d := cmp.Diff(changed, want); d != "" {
			t.Errorf("%s (-got +want):\n%s", name, d)
		}
	}
}

func TestStolenOldKeyIsWorthless(t *testing.T) {
	v := newVictim(t)
	stolen := v.honest.Copy()
	v.honest.Rotate(0)
	v.src.Offer(v.honest.Release(lesson("revision 6")))
	v.revision = add(t, v.lib, v.src, catalog.KnownKeys)

	stolen.Sequence, stolen.Issued = 40, stolen.Issued.AddDate(0, 6, 0)
	err := v.refuses(t, stolen.Release(lesson("poison")), catalog.ErrSignature)
	var changed *catalog.KeysChangedError
	if !errors.As(err, &changed) || changed.Known != v.honest.Fingerprint() {
		t.Errorf("as a newer revision: %v", err)
	}
	posing := stolen.Release(lesson("poison"), func(m *catalog.Manifest) { m.Keys = 2 })
	posing.Keys = map[int]catalog.SignedKeySet{0: v.honest.Changes[2], 2: v.honest.Changes[2]}
	v.refuses(t, posing, catalog.ErrSignature)

	// A key that both sets have, on a revision from before the change.
	kept := stolen.Copy()
	kept.Keys = stolen.Keys[1:]
	v.refuses(t, kept.Release(lesson("poison")), catalog.ErrOlder)

	// An old copy, such as a pack from before the change, is older and no alarm.
	stolen.Sequence, stolen.Issued = 4, v.honest.Issued
	v.refuses(t, stolen.Release(lesson("revision 5, again")), catalog.ErrOlder)
}

func TestStolenKeyCannotChangeTheKeys(t *testing.T) {
	v := newVictim(t)
	thief := v.honest.Copy()
	one := thief.Keys[0]
	mine := []int{}
	for range 3 {
		thief.Keys = append([]signature.Key{thief.NewKey(), thief.NewKey()}, one)
		thief.RotateSignedBy(thief.Keys...) // one of the old, enough of the new
		mine = append(mine, thief.Version())
	}
	thief.Sequence = 9
	r := thief.Release(lesson("poison"))
	if len(mine) != 3 || len(r.Keys) != 5 {
		t.Fatalf("%v, %d sets", mine, len(r.Keys))
	}
	v.refuses(t, r, catalog.ErrSignature)
}

func TestSkippedOrReorderedKeyChangesAreRefused(t *testing.T) {
	v := newVictim(t)
	for range 3 {
		v.honest.Rotate(0)
	}
	r := v.honest.Release(lesson("revision 6"))
	for name, change := range map[string]func(map[int]catalog.SignedKeySet){
		"one is missing":               func(k map[int]catalog.SignedKeySet) { delete(k, 3) },
		"two are swapped":              func(k map[int]catalog.SignedKeySet) { k[2], k[3] = k[3], k[2] },
		"the last one is there thrice": func(k map[int]catalog.SignedKeySet) { k[2], k[3] = k[4], k[4] },
		"without signatures":           func(k map[int]catalog.SignedKeySet) { k[3] = catalog.SignedKeySet{Set: k[3].Set} },
		"signed by one of them": func(k map[int]catalog.SignedKeySet) {
			k[3] = catalog.SignedKeySet{Set: k[3].Set, Signatures: k[3].Signatures[:1]}
		},
		"the last one is another": func(k map[int]catalog.SignedKeySet) {
			k[4] = catalog.SignedKeySet{Set: append(bytes.Clone(k[4].Set), ' '), Signatures: k[4].Signatures}
		},
	} {
		t.Run(name, func(t *testing.T) {
			bad := r
			bad.Keys = map[int]catalog.SignedKeySet{}
			for n, k := range r.Keys {
				bad.Keys[n] = k
			}
			change(bad.Keys)
			v.refuses(t, bad, catalog.ErrSignature)
		})
	}
	v.src.Offer(r)
	add(t, v.lib, v.src, catalog.KnownKeys)
}

func TestTooManyKeyChangesAreRefused(t *testing.T) {
	v := newVictim(t)
	for range manifest.MaxKeyChanges + 1 {
		v.honest.Rotate(0)
	}
	v.refuses(t, v.honest.Release(lesson("revision 6")), catalog.ErrSignature)
}

// The next person to get the revision must see the keys that signed it.
func TestOtherKeysInTheRevisionAreRefused(t *testing.T) {
	v := newVictim(t)
	stranger := librarytest.NewPublisher("passalong", "a stranger", 3)
	for _, set := range []string{string(stranger.Set), "{}", string(v.honest.Set) + " "} {
		v.honest.Sequence = 9
		v.refuses(t, v.honest.Release(lesson("x").with("keys.json", set)), catalog.ErrNotLibrary)
	}
	v.honest.Sequence = 9
	v.refuses(t, v.honest.Release(lesson("x"), func(m *catalog.Manifest) {
		m.Files = slices.DeleteFunc(m.Files, func(f catalog.File) bool { return f.Path == manifest.KeySetPath })
	}), catalog.ErrNotLibrary)
}

func TestFingerprintThatWasNamedMustBeRight(t *testing.T) {
	l, src := open(t, t.TempDir(), noUnsigned), &librarytest.Source{Address: "example/local"}
	p := librarytest.NewPublisher("org.example.local", "", 3)
	stranger := librarytest.NewPublisher("org.example.local", "a stranger", 3)
	src.Offer(p.Release(files{"library.yaml": "org.example.local"}))
	if _, err := l.Look(t.Context(), src, stranger.Fingerprint()); !errors.Is(err, catalog.ErrFingerprint) {
		t.Errorf("another one: %v", err)
	}
	if _, err := l.Look(t.Context(), src, "12345"); !errors.Is(err, catalog.ErrFingerprint) {
		t.Errorf("half of one: %v", err)
	}
	u, err := l.Look(t.Context(), src, strings.ReplaceAll(p.Fingerprint(), " ", "-"))
	if err != nil || !u.Compared || u.Trust != catalog.NewKeys || u.Fingerprint != p.Fingerprint() {
		t.Fatalf("the right one: %+v, %v", u, err)
	}
	for _, bad := range []catalog.Update{
		{Fingerprint: stranger.Fingerprint(), Trust: catalog.NewKeys}, {Fingerprint: p.Fingerprint(), Trust: catalog.KnownKeys}, {},
	} { // what the person accepted is something else
		forged := u
		forged.Fingerprint, forged.Trust = bad.Fingerprint, bad.Trust
		if _, err := l.Install(t.Context(), src, forged, nil); !errors.Is(err, catalog.ErrFingerprint) {
			t.Errorf("accepted %q as %q: %v", bad.Fingerprint, bad.Trust, err)
		}
	}
}

// The signature is looked at before anything of a manifest is.
func TestNothingIsReadBeforeTheSignature(t *testing.T) {
	v := newVictim(t)
	for _, text := range []string{"not even JSON", "{", `{"format":99}`, "", strings.Repeat("[", 1<<20)} {
		r := v.honest.Release(lesson("x"))
		r.Manifest = []byte(text)
		v.refuses(t, r, catalog.ErrSignature)
	}
}

// A good revision signed in the form of old programs, over the bytes themselves, is no signature.
func TestOldKindOfSignatureIsRefused(t *testing.T) {
	v := newVictim(t)
	r := v.honest.Release(lesson("x"))
	lines := strings.Split(string(r.Signature), "\n")
	if len(lines) < 4 {
		t.Fatalf("%q", r.Signature)
	}
	lines[1] = strings.Replace(lines[1], "RU", "RW", 1) // Ed in place of ED
	r.Signature = []byte(strings.Join(lines, "\n"))
	v.refuses(t, r, catalog.ErrSignature)
}

func TestUpdateIsJudgedByWhatIsSigned(t *testing.T) {
	v := newVictim(t)
	v.src.Offer(v.honest.Release(lesson("revision 6")))
	u, err := v.lib.Check(t.Context(), "passalong", v.src)
	if err != nil {
		t.Fatal(err)
	}
	u.To.Sequence, u.To.Manifest, u.Title, u.Trust = 99, "x", "Another", catalog.NewKeys
	r, err := v.lib.Install(t.Context(), v.src, u, nil)
	if err != nil || r.Sequence != 6 || !r.Signed || r.Manifest == "x" {
		t.Errorf("got %+v, %v", r, err)
	}
}
