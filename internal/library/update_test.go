package library_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/library"
)

func TestBundledLibraryIsThereFirst(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "library")
	l := open(t, dir)
	c := load(t, l)
	if !c.Revision.Bundled() || c.Revision.Issued.IsZero() || len(c.Modules) != 2 {
		t.Errorf("got %d modules of revision %+v", len(c.Modules), c.Revision)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading made a folder: %v", err)
	}
	if _, ok := previous(t, l); ok {
		t.Error("there is a revision before the first one")
	}
	if _, err := l.RollBack(t.Context(), "passalong"); !errors.Is(err, catalog.ErrNoPrevious) {
		t.Errorf("going back from the bundled library: %v", err)
	}
}

func TestCheckSaysWhatAnUpdateBrings(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("example/library")
	src.publish(t, starter().with(
		"naloxone/en/01.md", "# Naloxone, again\n",
		"naloxone/images/a.svg", "",
		"safer/module.yaml", "", "safer/en/01.md", "",
		"wounds/module.yaml", "wounds 1.0", "wounds/en/01.md", "# Naloxone\n", // the same bytes as a bundled file
		"sources.yaml", "who: WHO"))
	u, err := l.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal(err)
	}
	want := []catalog.Change{
		{Kind: catalog.Changed, Module: "naloxone", Files: 2, Bytes: 18},
		{Kind: catalog.Removed, Module: "safer", Files: 2},
		{Kind: catalog.Added, Module: "wounds", Files: 2, Bytes: 10},
		{Kind: catalog.Changed, Files: 1, Bytes: 8},
	}
	if d := cmp.Diff(u.Changes, want); d != "" {
		t.Errorf("changes (-got +want):\n%s", d)
	}
	if u.Files != 3 || u.Download != 36 || !u.From.Bundled() || u.To.Sequence != 1 || u.To.Origin != "example/library" || u.To.Signed {
		t.Errorf("update %+v", u)
	}
}

func TestInstallFetchesOnlyWhatIsMissing(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("example/library")
	src.publish(t, starter().with("naloxone/en/01.md", "# Naloxone 2\n"))
	u, err := l.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal(err)
	}
	var last catalog.Transfer
	r, err := l.Install(t.Context(), src, u, func(tr catalog.Transfer) { last = tr })
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(src.sent, []string{"modules/naloxone/en/01.md"}); d != "" {
		t.Errorf("fetched (-got +want):\n%s", d)
	}
	if last != (catalog.Transfer{Done: 13, Total: 13}) {
		t.Errorf("progress ended at %+v", last)
	}
	c := load(t, l)
	if d := cmp.Diff(c.Revision, r); d != "" || read(t, c, "naloxone/en/01.md") != "# Naloxone 2\n" {
		t.Errorf("loaded another revision (-got +want):\n%s", d)
	}
	if err := fstest.TestFS(c.Files, "library.yaml", "naloxone/images/a.svg"); err != nil {
		t.Error(err)
	}
}

func TestInstalledRevisionIsThereAfterRestart(t *testing.T) {
	dir, src := t.TempDir(), newSource("example/library")
	src.publish(t, starter().with("safer/en/01.md", "# New\n"))
	first := open(t, dir)
	r := install(t, first, src)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if c := load(t, open(t, dir)); c.Revision != r || read(t, c, "safer/en/01.md") != "# New\n" {
		t.Errorf("after a restart: %+v", c.Revision)
	}
}

func TestOnlyWhatIsNewIsReadInFull(t *testing.T) {
	var full, again int
	counted := func(n *int) library.Parse {
		return func(ctx context.Context, fsys fs.FS) (*catalog.Catalog, []catalog.Problem, error) {
			*n++
			return parse(ctx, fsys)
		}
	}
	l := open(t, t.TempDir(), func(cfg *library.Config) { cfg.Parse, cfg.Reparse = counted(&full), counted(&again) })
	load(t, l)
	if full != 0 || again != 1 {
		t.Errorf("the bundled library was read %d times in full, %d times again", full, again)
	}
	src := newSource("example/library")
	src.publish(t, starter().with("safer/en/01.md", "# New\n"))
	install(t, l, src)
	if full == 0 {
		t.Error("what arrived was not read in full")
	}
	before := full
	load(t, l)
	if full != before {
		t.Error("what is installed was read in full once more")
	}
}

func TestNothingChangedAsksOnce(t *testing.T) {
	dir, src := t.TempDir(), newSource("example/library")
	src.publish(t, starter().with("safer/en/01.md", "# New\n"))
	l := open(t, dir)
	first, err := l.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal(err)
	}
	again, err := l.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal("an update that was seen but not installed is forgotten:", err)
	}
	if d := cmp.Diff(again, first); d != "" {
		t.Errorf("the second check (-got +want):\n%s", d)
	}
	install(t, l, src)
	l.Close()
	l = open(t, dir)
	if _, err := l.Look(t.Context(), src, ""); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("after installing: %v", err)
	}
	if d := described(t, l, "passalong"); !d.Checked.Equal(now()) || d.Source != src.Name() {
		t.Errorf("last check %v of %q", d.Checked, d.Source)
	}
	if src.asked != 4 {
		t.Errorf("asked %d times in 4 checks", src.asked)
	}
}

func TestPublishedBundleIsNothingNew(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("example/library")
	src.publish(t, starter())
	if _, err := l.Look(t.Context(), src, ""); !errors.Is(err, catalog.ErrUpToDate) {
		t.Errorf("got %v", err)
	}
}

func TestGoingBackAndForth(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("example/library")
	src.publish(t, starter().with("safer/en/01.md", "one"))
	one := install(t, l, src)
	src.publish(t, starter().with("safer/en/01.md", "two"))
	two := install(t, l, src)
	if prev, ok := previous(t, l); !ok || prev != one {
		t.Errorf("before the newest is %+v, %v", prev, ok)
	}
	for _, want := range []catalog.Revision{one, two, one} {
		if got, err := l.RollBack(t.Context(), "passalong"); err != nil || got != want {
			t.Fatalf("went back to %+v, %v; want %+v", got, err, want)
		}
		if c := load(t, l); c.Revision != want {
			t.Errorf("loaded %+v", c.Revision)
		}
	}
	u, err := l.Look(t.Context(), src, "")
	if err != nil || u.To != two || u.Download != 0 {
		t.Errorf("after going back the newest is offered as %+v, %v", u, err)
	}
}

func TestFirstRevisionCanBeTakenBack(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("example/library")
	src.publish(t, starter().with("safer/en/01.md", "one"))
	install(t, l, src)
	if prev, ok := previous(t, l); !ok || !prev.Bundled() || prev.Issued.IsZero() {
		t.Errorf("before the first is %+v, %v", prev, ok)
	}
	if _, err := l.RollBack(t.Context(), "passalong"); err != nil || !load(t, l).Revision.Bundled() {
		t.Errorf("going back to the bundled library: %v", err)
	}
}

func TestLibraryKeepsToItsNumber(t *testing.T) {
	changed := starter().with("safer/en/01.md", "changed")
	for _, tt := range []struct {
		name    string
		publish func(*testing.T, *shelfSource)
		want    error
	}{
		{"another library", func(t *testing.T, s *shelfSource) {
			s.channel = "other"
			s.publishAs(t, starter().with("library.yaml", "other"), 9)
		}, catalog.ErrOtherOne},
		{"an older number", func(t *testing.T, s *shelfSource) { s.publishAs(t, changed, 4) }, catalog.ErrOlder},
		{"the same number for other content", func(t *testing.T, s *shelfSource) { s.publishAs(t, changed, 5) }, catalog.ErrSameNumber},
		{"a newer number", func(t *testing.T, s *shelfSource) { s.publishAs(t, changed, 6) }, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, src := open(t, t.TempDir()), newSource("Example/Library")
			src.publishAs(t, starter().with("safer/en/01.md", "new"), 5)
			before := install(t, l, src)
			if _, err := l.RollBack(t.Context(), "passalong"); err != nil { // the pin outlives what was installed
				t.Fatal(err)
			}
			tt.publish(t, src)
			src.name = "example/library"
			if _, err := l.Check(t.Context(), "passalong", src); !errors.Is(err, tt.want) {
				t.Errorf("check: %v", err)
			}
			u := catalog.Update{Library: "passalong", Mark: "2", Manifest: src.raw[1], Trust: catalog.Unsigned}
			if _, err := l.Install(t.Context(), src, u, nil); !errors.Is(err, tt.want) {
				t.Errorf("install: %v", err)
			}
			if tt.want != nil {
				if r, err := l.RollBack(t.Context(), "passalong"); err != nil || r != before {
					t.Errorf("the refused revision left %+v, %v", r, err)
				}
			}
		})
	}
}

func TestSourceOfALibraryMustPublishThatOne(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("somebody/else")
	src.channel = "other"
	src.publish(t, starter().with("library.yaml", "other"))
	if _, err := l.Check(t.Context(), "passalong", src); !errors.Is(err, catalog.ErrOtherOne) {
		t.Errorf("another library: %v", err)
	}
	if _, err := l.Check(t.Context(), "other", src); !errors.Is(err, catalog.ErrNoLibrary) {
		t.Errorf("a library that is not there: %v", err)
	}
	if u, err := l.Look(t.Context(), src, ""); err != nil || u.Library != "other" || !u.First || u.Trust != catalog.Unsigned {
		t.Errorf("to be added: %+v, %v", u, err)
	}
}

func TestBrokenContentChangesNothing(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("example/library")
	src.publish(t, starter().with("safer/en/01.md", "good"))
	before := install(t, l, src)
	src.publish(t, starter().with("safer/en/01.md", "BROKEN"))
	u, err := l.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.Install(t.Context(), src, u, nil)
	var bad *catalog.ContentError
	if !errors.As(err, &bad) || len(bad.Problems) != 1 || bad.Problems[0].File != "safer/en/01.md" {
		t.Errorf("got %v", err)
	}
	if c := load(t, l); c.Revision != before {
		t.Errorf("now %+v", c.Revision)
	}
}

func TestLibraryMustBeWhatItIsPublishedAs(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("example/library")
	src.publish(t, starter().with("library.yaml", "other"))
	u, err := l.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Install(t.Context(), src, u, nil); !errors.Is(err, catalog.ErrNotLibrary) {
		t.Errorf("got %v", err)
	}
}

func TestWrongBytesAreAskedForTwiceAndRefused(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("example/library")
	src.publish(t, starter().with("safer/en/01.md", "good"))
	src.fault = func(_ string, data []byte) ([]byte, error) { return []byte(strings.ToUpper(string(data))), nil }
	u, err := l.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Install(t.Context(), src, u, nil); !errors.Is(err, catalog.ErrDamaged) || len(src.sent) != 2 {
		t.Errorf("got %v after %d requests", err, len(src.sent))
	}
	src.fault = func(_ string, data []byte) ([]byte, error) { return append(data, "more"...), nil }
	if _, err := l.Install(t.Context(), src, u, nil); !errors.Is(err, catalog.ErrDamaged) {
		t.Errorf("too many bytes: %v", err)
	}
	src.fault = nil
	if _, err := l.Install(t.Context(), src, u, nil); err != nil {
		t.Errorf("once the source is right again: %v", err)
	}
}

func TestCancelledInstallGoesOnWhereItWas(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("example/library")
	more := starter()
	for i := range 40 {
		more = more.with(fmt.Sprintf("safer/en/%02d.md", i), fmt.Sprint("lesson ", i))
	}
	src.publish(t, more)
	ctx, cancel := context.WithCancel(t.Context())
	src.fault = func(p string, data []byte) ([]byte, error) {
		if p == "modules/safer/en/20.md" {
			cancel()
			return nil, ctx.Err()
		}
		return data, nil
	}
	u, err := l.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Install(ctx, src, u, nil); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if !load(t, l).Revision.Bundled() {
		t.Error("a cancelled installation changed the library")
	}
	src.fault, src.sent = nil, nil
	install(t, l, src)
	if len(src.sent) > 25 {
		t.Errorf("fetched %d of 40 files again", len(src.sent))
	}
}

func TestDamageIsNoticedAndMended(t *testing.T) {
	dir, src := t.TempDir(), newSource("example/library")
	src.publish(t, starter().with("safer/en/01.md", "a text of its own"))
	l := open(t, dir)
	r := install(t, l, src)
	objects, err := filepath.Glob(filepath.Join(dir, "objects", "*", "*"))
	if err != nil || len(objects) == 0 {
		t.Fatal(objects, err)
	}
	for _, name := range objects {
		if data, _ := os.ReadFile(name); string(data) == "a text of its own" {
			os.WriteFile(name, []byte("a text of its ovn"), 0o600)
		}
	}
	c, err := l.Load(t.Context())
	var notice *catalog.FallbackError
	if !errors.As(err, &notice) || !errors.Is(err, catalog.ErrDamaged) || notice.Revision != r || c == nil || !c.Revision.Bundled() {
		t.Fatalf("got %v", err)
	}
	if u, err := l.Look(t.Context(), src, ""); err != nil || u.Files != 1 {
		t.Errorf("mending is offered as %+v, %v", u, err)
	}
	install(t, l, src)
	if c := load(t, l); c.Revision != r {
		t.Errorf("after mending: %+v", c.Revision)
	}
}

func TestDamagedPointerFallsBackAndDeletesNothing(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       error
		installs   error
	}{
		{"cut off", `{"format":1,"cur":{"mani`, catalog.ErrDamaged, nil},
		{"empty", ``, catalog.ErrDamaged, nil},
		{"zeros", "\x00\x00\x00\x00", catalog.ErrDamaged, nil},
		{"a name that is none", `{"format":1,"cur":{"manifest":"../../etc/passwd"}}`, catalog.ErrDamaged, nil},
		{"of a newer program", `{"format":3,"cur":{"what":1}}`, catalog.ErrNewerFormat, catalog.ErrNewerFormat},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, src := t.TempDir(), newSource("example/library")
			src.publish(t, starter().with("safer/en/01.md", "one"))
			l := open(t, dir)
			install(t, l, src)
			before, _ := filepath.Glob(filepath.Join(dir, "objects", "*", "*"))
			l.Close()
			if err := os.WriteFile(filepath.Join(dir, "current"), []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			l = open(t, dir)
			c, err := l.Load(t.Context())
			if !errors.Is(err, tt.want) || c == nil || !c.Revision.Bundled() {
				t.Errorf("load: %v", err)
			}
			src.publish(t, starter().with("safer/en/01.md", "two"))
			u := catalog.Update{Mark: "2", Manifest: src.raw[1], Trust: catalog.Unsigned}
			if _, err := l.Install(t.Context(), src, u, nil); !errors.Is(err, tt.installs) {
				t.Errorf("install: %v", err)
			}
			for _, name := range before {
				if _, err := os.Stat(name); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestOnlyOneProcessChangesALibrary(t *testing.T) {
	dir, src := t.TempDir(), newSource("example/library")
	src.publish(t, starter().with("safer/en/01.md", "one"))
	first := open(t, dir)
	r := install(t, first, src)
	runtime.GC() // a lock in a value that nobody holds is gone after this
	runtime.GC()
	src.publish(t, starter().with("safer/en/01.md", "two"))
	second := open(t, dir)
	if c := load(t, second); c.Revision != r {
		t.Errorf("the second reads %+v", c.Revision)
	}
	u, err := second.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := second.Install(t.Context(), src, u, nil); !errors.Is(err, catalog.ErrBusy) {
		t.Errorf("the second installs: %v", err)
	}
	if _, err := second.RollBack(t.Context(), "passalong"); !errors.Is(err, catalog.ErrBusy) {
		t.Errorf("the second goes back: %v", err)
	}
	runtime.KeepAlive(first)
	first.Close()
	if _, err := second.Install(t.Context(), src, u, nil); err != nil {
		t.Errorf("after the first has closed: %v", err)
	}
}

func TestSecondCallWhileInstallingIsRefused(t *testing.T) {
	l, src := open(t, t.TempDir()), newSource("example/library")
	src.publish(t, starter().with("safer/en/01.md", "one"))
	u, err := l.Look(t.Context(), src, "")
	if err != nil {
		t.Fatal(err)
	}
	src.fault = func(_ string, data []byte) ([]byte, error) {
		if _, err := l.Install(t.Context(), src, u, nil); !errors.Is(err, catalog.ErrBusy) {
			t.Errorf("within an installation: %v", err)
		}
		return data, nil
	}
	if _, err := l.Install(t.Context(), src, u, nil); err != nil {
		t.Error(err)
	}
}

func TestOldFilesGoWhenNothingNeedsThem(t *testing.T) {
	dir, src := t.TempDir(), newSource("example/library")
	l := open(t, dir)
	var reading *catalog.Catalog
	for i := range 5 {
		src.publish(t, starter().with("naloxone/images/a.svg", fmt.Sprintf("<svg id='%d'/>", i)))
		install(t, l, src)
		if i == 1 {
			reading = load(t, l)
		}
	}
	if got := read(t, reading, "naloxone/images/a.svg"); got != "<svg id='1'/>" {
		t.Errorf("a catalog still in use reads %q", got)
	}
	manifests, _ := os.ReadDir(filepath.Join(dir, "manifests"))
	objects, _ := filepath.Glob(filepath.Join(dir, "objects", "*", "*"))
	if len(manifests) != 3 || len(objects) != 6+3 {
		t.Errorf("kept %d manifests and %d files; want those of two revisions and the one in use", len(manifests), len(objects))
	}
	if left, _ := os.ReadDir(filepath.Join(dir, "tmp")); len(left) != 0 {
		t.Errorf("%d files left in tmp", len(left))
	}
}

func TestCheckPassesOnWhatTheSourceSays(t *testing.T) {
	l := open(t, t.TempDir())
	if _, err := l.Look(t.Context(), nil, ""); !errors.Is(err, catalog.ErrNoSource) {
		t.Errorf("no source: %v", err)
	}
	_, err := l.Look(t.Context(), newSource("example/empty"), "")
	if !errors.Is(err, catalog.ErrNotFound) || !strings.HasPrefix(err.Error(), "checking example/empty: ") {
		t.Errorf("an empty source: %v", err)
	}
}

func TestOpenNeedsItsConfig(t *testing.T) {
	if _, err := library.Open(library.Config{Dir: t.TempDir()}); err == nil {
		t.Error("opened without content")
	}
}
