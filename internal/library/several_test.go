package library_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// local is the content of a library of another publisher. One of its modules has an id that the bundled library uses,
// too.
func local(text string) files {
	return files{
		"library.yaml": "org.example.local example/local", "wounds/module.yaml": "wounds 1.0", "wounds/en/01.md": text,
		"safer/module.yaml": "local safer 1.0", "safer/en/01.md": "# Safer use\n",
	}
}

// withLocal adds a second library to that of the victim.
func withLocal(t *testing.T) (*victim, *librarytest.Publisher, *librarytest.Source) {
	t.Helper()
	v := newVictim(t)
	p, src := librarytest.NewPublisher("org.example.local", "", 1), &librarytest.Source{Address: "example/local"}
	src.Offer(p.Release(local("local 1")))
	add(t, v.lib, src, catalog.NewKeys)
	return v, p, src
}

func ids(t *testing.T, l *library.Library) []string {
	t.Helper()
	all, err := l.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, d := range all {
		ids = append(ids, d.ID)
	}
	return ids
}

func TestSeveralLibrariesSideBySide(t *testing.T) {
	v, p, src := withLocal(t)
	c := load(t, v.lib)
	if len(c.Modules) != 3 || len(c.Parts) != 2 || c.Library.ID != "passalong" {
		t.Errorf("%d modules of %d libraries, first %s", len(c.Modules), len(c.Parts), c.Library.ID)
	}
	safer, _ := c.Module("safer")
	if safer == nil || safer.Library != "passalong" || safer.Version != "safer 1.0" {
		t.Errorf("of two modules called safer this one is shown: %+v", safer)
	}
	d := described(t, v.lib, "org.example.local")
	if len(d.Hidden) != 1 || d.Hidden[0].ID != "safer" || d.Hidden[0].By != "passalong" {
		t.Errorf("hidden %+v", d.Hidden)
	}
	if d.Fingerprint != p.Fingerprint() || d.Trust != catalog.KnownKeys || d.Source != "example/local" || d.Bundled || d.HasPrevious || !d.CanPack || d.Fault != nil {
		t.Errorf("listed as %+v", d)
	}
	src.Offer(p.Release(local("local 2")))
	if u, err := v.lib.Check(t.Context(), "org.example.local", src); err != nil || u.First || u.Trust != catalog.KnownKeys || u.Files != 1 {
		t.Errorf("its update: %+v, %v", u, err)
	}
	second := add(t, v.lib, src, catalog.KnownKeys)
	if d := described(t, v.lib, "org.example.local"); d.Revision != second || !d.HasPrevious || d.Previous.Sequence != 1 {
		t.Errorf("after its update %+v", d)
	}
	if r, err := v.lib.RollBack(t.Context(), "org.example.local"); err != nil || r.Sequence != 1 {
		t.Errorf("going back: %+v, %v", r, err)
	}
	if d := described(t, v.lib, "passalong"); d.Revision != v.revision {
		t.Errorf("the other one is now %+v", d.Revision)
	}
}

func TestOrderSaysWhichGoesFirst(t *testing.T) {
	v, _, _ := withLocal(t)
	if err := v.lib.Order(t.Context(), []string{"org.example.local", "passalong"}); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(ids(t, v.lib), []string{"org.example.local", "passalong"}); d != "" {
		t.Error(d)
	}
	c := load(t, v.lib)
	if safer, _ := c.Module("safer"); safer == nil || safer.Library != "org.example.local" {
		t.Errorf("of two modules called safer this one is shown: %+v", safer)
	}
	for _, bad := range [][]string{nil, {"passalong"}, {"passalong", "passalong"}, {"passalong", "none"}, {"passalong", "org.example.local", "passalong"}} {
		if err := v.lib.Order(t.Context(), bad); !errors.Is(err, catalog.ErrNoLibrary) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	v.lib.Close()
	again := open(t, v.dir, signedBundle(v.honest))
	if d := cmp.Diff(ids(t, again), []string{"org.example.local", "passalong"}); d != "" {
		t.Errorf("after a restart: %s", d)
	}
}

func TestNothingChangedAsksOnceForEachLibrary(t *testing.T) {
	v, p, src := withLocal(t)
	p.Rotate(0)
	src.Offer(p.Release(local("local 2"))) // seen, with its change of keys, and not installed
	if _, err := v.lib.Check(t.Context(), "org.example.local", src); err != nil {
		t.Fatal(err)
	}
	v.lib.Close()
	l := open(t, v.dir, signedBundle(v.honest))
	src.Asked()
	v.src.Asked()
	if u, err := l.Check(t.Context(), "org.example.local", src); err != nil || len(u.Keys) != 1 {
		t.Errorf("seen before: %+v, %v", u, err)
	}
	if _, err := l.Check(t.Context(), "passalong", v.src); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("installed: %v", err)
	}
	for name, s := range map[string]*librarytest.Source{"one": src, "the other": v.src} {
		if latest, files, keys := s.Asked(); latest != 1 || len(files)+len(keys) != 0 {
			t.Errorf("%s: asked %d times, for the files %v and the keys %v", name, latest, files, keys)
		}
	}
}

func TestKeysChangeAsTheOnesBeforeAllow(t *testing.T) {
	v := newVictim(t)
	var last string
	for i := range 5 {
		v.honest.Rotate(i % 3)
		v.src.Offer(v.honest.Release(lesson(fmt.Sprint("after change ", i))))
		if i == 2 {
			continue // two changes at once
		}
		add(t, v.lib, v.src, catalog.KnownKeys)
		last = v.honest.Fingerprint()
	}
	if d := described(t, v.lib, "passalong"); d.Fingerprint != last || d.Revision.Sequence != 10 {
		t.Errorf("%+v", d)
	}
	c, listed, err := v.lib.Contents(t.Context(), "passalong")
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Keys) != 5 || !bytes.Equal(c.Keys[4].Set, v.honest.Set) || len(listed) != 8 {
		t.Errorf("%d changes of keys and %d files are passed on", len(c.Keys), len(listed))
	}
	for _, f := range listed {
		if data, err := c.Object(f.SHA256); err != nil || int64(len(data)) != f.Size {
			t.Errorf("%s: %v", f.Path, err)
		}
	}

	// Somebody who knows only the first keys gets it from this computer.
	src := &librarytest.Source{Address: "/media/stick/passalong.passalong"}
	r := librarytest.Release{Manifest: c.Manifest, Signature: c.Signature, Files: map[string][]byte{}, Keys: map[int]catalog.SignedKeySet{0: {Set: v.honest.Set}}}
	for i, k := range c.Keys {
		r.Keys[i+2] = k
	}
	for _, f := range listed {
		if r.Files[f.Path], err = c.Object(f.SHA256); err != nil {
			t.Fatal(err)
		}
	}
	src.Offer(r)
	next := open(t, t.TempDir(), signedBundle(librarytest.NewPublisher("passalong", "", 3)))
	if got := add(t, next, src, catalog.KnownKeys); got.Sequence != 10 {
		t.Errorf("from hand to hand: %+v", got)
	}
	if d := described(t, next, "passalong"); d.Source != "" || !d.CanPack {
		t.Errorf("from hand to hand: %+v", d)
	}
}

// A library that is first met after its keys have changed can be passed on to those who know the first ones.
func TestChangesOfKeysAreFetchedToBePassedOn(t *testing.T) {
	p, src := librarytest.NewPublisher("org.example.local", "", 3), &librarytest.Source{Address: "example/local"}
	p.Rotate(0)
	p.Rotate(1)
	src.Offer(p.Release(local("x")))
	l := open(t, t.TempDir(), noUnsigned)
	add(t, l, src, catalog.NewKeys)
	if c, _, err := l.Contents(t.Context(), "org.example.local"); err != nil || len(c.Keys) != 2 {
		t.Errorf("%d changes, %v", len(c.Keys), err)
	}
	src.KeyFault = func(version int) error {
		if version > 0 {
			return catalog.ErrNotFound
		}
		return nil
	}
	l = open(t, t.TempDir(), noUnsigned)
	add(t, l, src, catalog.NewKeys)
	if c, _, err := l.Contents(t.Context(), "org.example.local"); err != nil || len(c.Keys) != 0 {
		t.Errorf("where they are not: %d changes, %v", len(c.Keys), err)
	}
}

func TestOnlySignedRevisionsArePassedOn(t *testing.T) {
	l := open(t, t.TempDir())
	src := newSource("example/library")
	src.publish(t, starter().with("safer/en/01.md", "unsigned"))
	for i, want := range []error{catalog.ErrCannotPack, catalog.ErrCannotPack} {
		if _, _, err := l.Contents(t.Context(), "passalong"); !errors.Is(err, want) {
			t.Errorf("%d: %v", i, err)
		}
		if i == 0 {
			install(t, l, src)
		}
	}
	if _, _, err := l.Contents(t.Context(), "none"); !errors.Is(err, catalog.ErrNoLibrary) {
		t.Errorf("none: %v", err)
	}
}

func TestRemovalLeavesNoTrace(t *testing.T) {
	v := newVictim(t)
	before := snapshot(t, v.dir)
	p, src := librarytest.NewPublisher("org.example.local", "", 3), &librarytest.Source{Address: "example/local"}
	p.Rotate(0)
	for i := range 2 {
		src.Offer(p.Release(local(fmt.Sprint("local ", i))))
		u, err := v.lib.Look(t.Context(), src, "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := v.lib.Install(t.Context(), src, u, nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := v.lib.Check(t.Context(), "org.example.local", src); !errors.Is(err, catalog.ErrUpToDate) {
		t.Fatal(err)
	}
	if seen, err := os.ReadFile(filepath.Join(v.dir, "seen")); err != nil || !bytes.Contains(seen, []byte("example/local")) {
		t.Fatal("nothing to forget", err)
	}
	reading := load(t, v.lib)
	if err := v.lib.Remove(t.Context(), "org.example.local"); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(ids(t, v.lib), []string{"passalong"}); d != "" {
		t.Error(d)
	}
	if got := read(t, reading, "library.yaml"); got == "" {
		t.Error("a catalog that is still read is without its pictures")
	}
	v.lib.Close()
	if d := cmp.Diff(snapshot(t, v.dir), before); d != "" {
		t.Errorf("once it is closed, the folder (-after +before):\n%s", d)
	}
	again := open(t, v.dir, signedBundle(v.honest))
	if c := load(t, again); c.Revision != v.revision || len(c.Parts) != 1 {
		t.Errorf("now %+v in %d parts", c.Revision, len(c.Parts))
	}
	if d := cmp.Diff(snapshot(t, v.dir), before); d != "" {
		t.Errorf("the folder (-after +before):\n%s", d)
	}
	noWord(t, v.dir, "example/local", "org.example.local")
}

// noWord checks that no file of a folder holds one of the words.
func noWord(t *testing.T, dir string, words ...string) {
	t.Helper()
	err := filepath.Walk(dir, func(name string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		for _, w := range words {
			if bytes.Contains(data, []byte(w)) {
				t.Errorf("%s holds %q", name, w)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Where there was nothing but the program itself there is nothing afterwards.
func TestRemovalOfTheOnlyOneLeavesAnEmptyFolder(t *testing.T) {
	honest := librarytest.NewPublisher("passalong", "", 3)
	dir := t.TempDir()
	l, p, src := open(t, dir, signedBundle(honest)), librarytest.NewPublisher("org.example.local", "", 1), &librarytest.Source{Address: "example/local"}
	src.Offer(p.Release(local("x")))
	add(t, l, src, catalog.NewKeys)
	if err := l.Remove(t.Context(), "org.example.local"); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(snapshot(t, dir), map[string]string{".": "folder"}); d != "" {
		t.Errorf("left (-got +want):\n%s", d)
	}
	add(t, l, src, catalog.NewKeys) // a person compares the keys anew
}

func TestRemoveRefuses(t *testing.T) {
	v := newVictim(t)
	for id, want := range map[string]error{"passalong": catalog.ErrBundled, "none": catalog.ErrNoLibrary, "": catalog.ErrNoLibrary} {
		if err := v.lib.Remove(t.Context(), id); !errors.Is(err, want) {
			t.Errorf("%q: %v", id, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w, _, _ := withLocal(t)
	if err := w.lib.Remove(ctx, "org.example.local"); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// newer is the bundle of a later release of the program.
func newer(c files, issued time.Time) func(*library.Config) {
	return func(cfg *library.Config) {
		cfg.Bundled, cfg.AllowUnsigned = c.fs(), nil
		cfg.Reparse = func(ctx context.Context, fsys fs.FS) (*catalog.Catalog, []catalog.Problem, error) {
			cat, problems, err := parse(ctx, fsys)
			if cat != nil {
				cat.Library.Issued = issued
			}
			return cat, problems, err
		}
	}
}

func TestNewerBundledLibraryGoesBeforeAnOlderRevision(t *testing.T) {
	v := newVictim(t)
	v.lib.Close()
	content := bundleOf(v.honest).with("safer/en/01.md", "of the new program")
	l := open(t, v.dir, newer(content, time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC)))
	d := described(t, l, "passalong")
	if c := load(t, l); !c.Revision.Bundled() || !d.Revision.Bundled() || d.Fault != nil || d.Previous != v.revision {
		t.Errorf("with a newer program %+v is shown; listed as %+v", c.Revision, d)
	}
	if _, err := l.Check(t.Context(), "passalong", v.src); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("what was installed is offered once more: %v", err)
	}
	if r, err := l.RollBack(t.Context(), "passalong"); err != nil || r != v.revision {
		t.Errorf("going back: %+v, %v", r, err)
	}
	if c := load(t, l); c.Revision != v.revision {
		t.Errorf("what a person went back to is not shown: %+v", c.Revision)
	}
	v.honest.Issued = time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)
	v.src.Offer(v.honest.Release(lesson("revision 6")))
	if r := add(t, l, v.src, catalog.KnownKeys); load(t, l).Revision != r {
		t.Error("a newer revision does not go before the bundled library")
	}
}

func TestNewProgramBringsNewKeys(t *testing.T) {
	v := newVictim(t)
	v.lib.Close()
	v.honest.Keys = []signature.Key{v.honest.NewKey(), v.honest.NewKey(), v.honest.NewKey()} // all were lost
	v.honest.RotateSignedBy(v.honest.Keys...)
	v.honest.Sequence = 0
	v.src.Offer(v.honest.Release(lesson("with new keys")))
	old := open(t, v.dir, signedBundle(librarytest.NewPublisher("passalong", "", 3)))
	var changed *catalog.KeysChangedError
	if _, err := old.Check(t.Context(), "passalong", v.src); !errors.As(err, &changed) {
		t.Errorf("with the old program: %v", err)
	}
	old.Close()
	l := open(t, v.dir, signedBundle(v.honest))
	if d := described(t, l, "passalong"); d.Fingerprint != v.honest.Fingerprint() || !d.Revision.Bundled() || d.Previous != v.revision {
		t.Errorf("listed as %+v", d)
	}
	if r := add(t, l, v.src, catalog.KnownKeys); r.Sequence != 1 {
		t.Errorf("got %+v", r)
	}
	l.Close()
	back := open(t, v.dir, signedBundle(librarytest.NewPublisher("passalong", "", 3))) // the old program once more
	if d := described(t, back, "passalong"); d.Fingerprint != v.honest.Fingerprint() {
		t.Errorf("an older program trusts %s", d.Fingerprint)
	}
}

func TestLibraryThatNobodySignedBecomesSigned(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("example/local")
	src.channel = "org.example.local"
	src.publishAs(t, local("draft"), 7)
	install(t, l, src)
	p, signed := librarytest.NewPublisher("org.example.local", "", 1), &librarytest.Source{Address: "example/local"}
	signed.Offer(p.Release(local("signed")))
	u, err := l.Look(t.Context(), signed, "")
	if err != nil || u.Trust != catalog.NewKeys || u.First {
		t.Fatalf("%+v, %v", u, err)
	}
	if _, err := l.Install(t.Context(), signed, u, nil); err != nil {
		t.Fatal(err)
	}
	src.publishAs(t, local("draft again"), 9)
	if _, err := l.Look(t.Context(), src, ""); !errors.Is(err, catalog.ErrUnsigned) {
		t.Errorf("unsigned after signed: %v", err)
	}
}

// A publisher may move: what the signed library says goes before the address that somebody typed once. That one stays
// another way where it can be one.
func TestSourceOfALibrary(t *testing.T) {
	v, p, src := withLocal(t)
	source := func() (string, []string) {
		d := described(t, v.lib, "org.example.local")
		return d.Source, d.Mirrors
	}
	if at, _ := source(); at != "example/local" {
		t.Errorf("at first it is %q", at)
	}
	src.Address = "https://example.org/local/"
	src.Offer(p.Release(local("2")))
	add(t, v.lib, src, catalog.KnownKeys)
	if at, mirrors := source(); at != "example/local" || !slices.Contains(mirrors, src.Address) {
		t.Errorf("after an update from elsewhere it is %q, with %q", at, mirrors)
	}
	moved := local("3")
	moved["library.yaml"] = "org.example.local elsewhere/local"
	src.Offer(p.Release(moved))
	add(t, v.lib, src, catalog.KnownKeys)
	if at, _ := source(); at != "elsewhere/local" {
		t.Errorf("after the publisher moved it is %q", at)
	}
	nowhere := local("4")
	nowhere["library.yaml"] = "org.example.local"
	src.Offer(p.Release(nowhere))
	add(t, v.lib, src, catalog.KnownKeys)
	if at, _ := source(); at != src.Address {
		t.Errorf("where the library says nothing it is %q", at)
	}
}

func TestPointerOfTheOldProgramIsConverted(t *testing.T) {
	for _, tt := range []struct{ name, id string }{{"a revision of the bundled library", "passalong"}, {"another library", "org.example.local"}} {
		t.Run(tt.name, func(t *testing.T) {
			dir, src := t.TempDir(), newSource("Example/Library")
			l := open(t, dir)
			src.channel = tt.id
			var revisions []catalog.Revision
			for _, text := range []string{"one", "two"} {
				src.publish(t, starter().with("library.yaml", tt.id, "safer/en/01.md", text))
				revisions = append(revisions, install(t, l, src))
			}
			l.Close()
			edition := func(r catalog.Revision) map[string]any {
				return map[string]any{"manifest": r.Manifest, "sequence": r.Sequence, "issued": r.Issued, "origin": r.Origin, "signed": true}
			}
			old, err := json.Marshal(map[string]any{
				"format": 1, "cur": edition(revisions[1]), "prev": edition(revisions[0]),
				"pins": map[string]any{"example/library": map[string]any{"channel": tt.id, "sequence": 2, "manifest": revisions[1].Manifest}},
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "current"), old, 0o600); err != nil {
				t.Fatal(err)
			}
			withoutTitles(t, dir, revisions)
			l = open(t, dir)
			d := described(t, l, tt.id)
			if d.Revision != revisions[1] || d.Previous != revisions[0] || d.Trust != catalog.Unsigned || d.Source != "Example/Library" || d.Fault != nil {
				t.Errorf("converted to %+v", d)
			}
			src.publishAs(t, starter().with("library.yaml", tt.id, "safer/en/01.md", "older"), 1)
			if _, err := l.Check(t.Context(), tt.id, src); !errors.Is(err, catalog.ErrOlder) {
				t.Errorf("what was pinned is forgotten: %v", err)
			}
			if r, err := l.RollBack(t.Context(), tt.id); err != nil || r != revisions[0] {
				t.Errorf("going back: %+v, %v", r, err)
			}
		})
	}
}

// withoutTitles puts manifests of the old form on the shelf, which named neither title nor publisher, under the
// names that they then have, and renames what the pointer says.
func withoutTitles(t *testing.T, dir string, revisions []catalog.Revision) {
	t.Helper()
	pointer, err := os.ReadFile(filepath.Join(dir, "current"))
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range revisions {
		raw, err := os.ReadFile(filepath.Join(dir, "manifests", r.Manifest))
		if err != nil {
			t.Fatal(err)
		}
		raw = slices.Concat([]byte{}, bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte(" \"title\": \"Passalong\",\n"), nil), []byte(" \"publisher\": \"Example\",\n"), nil))
		if bytes.Contains(raw, []byte("title")) {
			t.Fatal("it has a title still")
		}
		revisions[i].Manifest = manifest.Sum(raw)
		if err := os.WriteFile(filepath.Join(dir, "manifests", revisions[i].Manifest), raw, 0o600); err != nil {
			t.Fatal(err)
		}
		pointer = bytes.ReplaceAll(pointer, []byte(r.Manifest), []byte(revisions[i].Manifest))
	}
	if err := os.WriteFile(filepath.Join(dir, "current"), pointer, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedLibraryIsLeftOutAndTheOthersWork(t *testing.T) {
	v, _, src := withLocal(t)
	r := described(t, v.lib, "org.example.local").Revision
	v.lib.Close()
	if err := os.WriteFile(filepath.Join(v.dir, "manifests", r.Manifest), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	l := open(t, v.dir, signedBundle(v.honest))
	c, err := l.Load(t.Context())
	var fault *catalog.FallbackError
	if !errors.As(err, &fault) || fault.Revision != r || c == nil || len(c.Parts) != 1 || c.Revision != v.revision {
		t.Errorf("load: %v", err)
	}
	if d := described(t, l, "org.example.local"); !errors.Is(d.Fault, catalog.ErrDamaged) || d.CanPack {
		t.Errorf("listed as %+v", d)
	}
	if d := described(t, l, "passalong"); d.Fault != nil {
		t.Errorf("the other one: %v", d.Fault)
	}
	add(t, l, src, catalog.KnownKeys)
	if c := load(t, l); len(c.Parts) != 2 {
		t.Error("installing it again does not mend it")
	}
}

func TestReadOnlyFolderCanBeRead(t *testing.T) {
	if os.Getuid() == 0 {
		t.Log("as root everything can be written: only the errors are looked at, in the crash tests")
	}
	v, _, _ := withLocal(t)
	v.lib.Close()
	for _, dir := range []string{"objects", "manifests", "tmp", "."} {
		if err := os.Chmod(filepath.Join(v.dir, dir), 0o500); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(filepath.Join(v.dir, dir), 0o700)
	}
	l := open(t, v.dir, signedBundle(v.honest))
	if c := load(t, l); len(c.Parts) != 2 || c.Revision != v.revision {
		t.Errorf("%d parts, %+v", len(c.Parts), c.Revision)
	}
	if _, err := l.Check(t.Context(), "passalong", v.src); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("check: %v", err)
	}
}

// A wholeSource gives everything at once, as the test says.
type wholeSource struct {
	*librarytest.Source
	release librarytest.Release
	asked   int
	spoil   func(n int, data []byte) ([]byte, error)
}

func (s *wholeSource) FetchAll(_ context.Context, _ string, _ catalog.Manifest, need []catalog.File, keep func(catalog.File, []byte) error, progress func(int64)) error {
	s.asked++
	var n int64
	for i, f := range need {
		data, err := s.spoil(i, s.release.Files[f.Path])
		if err != nil {
			return err
		}
		if err := keep(f, data); err != nil {
			return err
		}
		n += f.Size
		progress(n)
	}
	return nil
}

func TestMuchIsFetchedAtOnceAndTheRestOneByOne(t *testing.T) {
	broken := errors.New("the line is cut")
	for _, tt := range []struct {
		name  string
		files int
		spoil func(n int, data []byte) ([]byte, error)
		asked int
		one   int // files that are fetched one by one
	}{
		{"all at once", 100, func(_ int, d []byte) ([]byte, error) { return d, nil }, 1, 0},
		{"cut off", 100, func(n int, d []byte) ([]byte, error) {
			if n == 60 {
				return nil, broken
			}
			return d, nil
		}, 1, 43},
		{"wrong bytes", 100, func(n int, d []byte) ([]byte, error) { return []byte(strings.Repeat("x", len(d))), nil }, 1, 103},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := librarytest.NewPublisher("org.example.local", "", 1)
			content := files{"library.yaml": "org.example.local", "a/module.yaml": "a 1.0"}
			for i := range tt.files {
				content[fmt.Sprintf("a/en/%03d.md", i)] = fmt.Sprint("lesson ", i)
			}
			src := &wholeSource{Source: &librarytest.Source{Address: "example/local"}, release: p.Release(content), spoil: tt.spoil}
			src.Offer(src.release)
			l := open(t, t.TempDir(), noUnsigned)
			u, err := l.Look(t.Context(), src, "")
			if err != nil {
				t.Fatal(err)
			}
			var last catalog.Transfer
			if _, err := l.Install(t.Context(), src, u, func(tr catalog.Transfer) { last = tr }); err != nil {
				t.Fatal(err)
			}
			_, one, _ := src.Asked()
			if src.asked != tt.asked || len(one) != tt.one || last.Done != last.Total {
				t.Errorf("asked %d times, then for %d files, %+v", src.asked, len(one), last)
			}
			if c := load(t, l); len(c.Parts) != 2 {
				t.Error("it was not installed")
			}

			src.release = p.Release(content)
			content["a/en/001.md"] = "one small change"
			src.release = p.Release(content)
			src.Offer(src.release)
			src.asked = 0
			add(t, l, src, catalog.KnownKeys)
			if _, one, _ := src.Asked(); src.asked != 0 || len(one) != 1 {
				t.Errorf("for one small change: asked %d times for everything, and for %v", src.asked, one)
			}
		})
	}
}
