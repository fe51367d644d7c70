package app_test

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/assets"
	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/typst/typsttest"
	"github.com/passalong/passalong/modules"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// config is for a data folder of the test's own. What the engines compile is shared by all tests.
func config(t *testing.T) app.Config {
	t.Helper()
	dir := t.TempDir()
	cache := filepath.Join(dir, "cache")
	shared := typsttest.CacheDir(t)
	if shared == "" {
		shared = t.TempDir()
	}
	for _, d := range []string{cache, shared} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, engine := range []string{"typesetting", "preview"} {
		if err := os.Symlink(shared, filepath.Join(cache, engine)); err != nil {
			t.Fatal(err)
		}
	}
	return app.Config{
		DataDir: filepath.Join(dir, "data"), CacheDir: cache, Bundled: modules.FS, Now: func() time.Time { return noon },
		Fonts: handout.Fonts{Families: []string{assets.Family}, Files: [][]byte{assets.Regular, assets.Bold, assets.Italic, assets.BoldItalic}},
	}
}

func open(t *testing.T, cfg app.Config) *app.App {
	t.Helper()
	a, err := app.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

// nowhere is a network on which every request is a mistake.
type nowhere struct{ t *testing.T }

func (n nowhere) RoundTrip(r *http.Request) (*http.Response, error) {
	n.t.Errorf("%s was asked for", r.URL)
	return nil, errors.New("there is no network")
}

func TestContentComesFromTheBundleFirst(t *testing.T) {
	cfg := config(t)
	cfg.Transport = nowhere{t}
	a := open(t, cfg)
	cat, err := a.Content.Load(t.Context())
	if err != nil || !cat.Revision.Bundled() || len(cat.Modules) == 0 {
		t.Fatalf("got %d modules of revision %+v: %v", len(cat.Modules), cat.Revision, err)
	}
	l := bundledOf(t, a)
	if l.HasPrevious || !l.Checked.IsZero() || l.CanPack || l.Trust != catalog.KnownKeys {
		t.Errorf("it is listed as %+v", l)
	}
	if _, err := a.Content.Check(t.Context(), l.ID); !errors.Is(err, catalog.ErrNoSource) {
		t.Errorf("without a source: %v", err)
	}
	if _, err := a.Content.Check(t.Context(), "elsewhere"); !errors.Is(err, catalog.ErrNoLibrary) {
		t.Errorf("a library that is not here: %v", err)
	}
}

func TestSettingsAreThereAgainTheNextTime(t *testing.T) {
	cfg := config(t)
	a := open(t, cfg)
	if a.Settings.Notice() != nil || a.Settings.Current() != settings.Default() {
		t.Errorf("at first: %+v, %v", a.Settings.Current(), a.Settings.Notice())
	}
	want := a.Settings.Current()
	want.TextSize, want.Proxy = 150, "socks5://127.0.0.1:9150"
	if err := a.Settings.Save(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if got := open(t, cfg).Settings.Current(); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestDamagedSettingsAreNoticed(t *testing.T) {
	cfg := config(t)
	write(t, filepath.Join(cfg.DataDir, "settings.json"), "{")
	if err := open(t, cfg).Settings.Notice(); !errors.Is(err, settings.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func TestSettingsThatCannotBeSavedHoldUntilTheEnd(t *testing.T) {
	cfg := config(t)
	a := open(t, cfg)
	// A folder where the file would be.
	if err := os.MkdirAll(filepath.Join(cfg.DataDir, "settings.json", "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	want := settings.Default()
	want.Appearance = settings.Dark
	if err := a.Settings.Save(t.Context(), want); err == nil || a.Settings.Current() != want {
		t.Errorf("got %v and %+v", err, a.Settings.Current())
	}
}

func TestNeverConnectConnectsToNothing(t *testing.T) {
	cfg := config(t)
	cfg.Transport = nowhere{t}
	a := open(t, cfg)
	s := a.Settings.Current()
	s.NeverConnect = true
	if err := a.Settings.Save(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"nuaa/library", "https://nuaa.github.io/library/"} {
		if _, err := a.Content.Look(t.Context(), address); !errors.Is(err, catalog.ErrNeverOnline) {
			t.Errorf("Look at %s: %v", address, err)
		}
		if _, err := a.Content.Install(t.Context(), catalog.Update{Source: address}, nil); !errors.Is(err, catalog.ErrNeverOnline) {
			t.Errorf("Install from %s: %v", address, err)
		}
	}
	if entries, err := a.Network.Entries(); err != nil || len(entries) != 0 {
		t.Errorf("the network log has %v: %v", entries, err)
	}
}

func TestAFolderThatCannotBeUsed(t *testing.T) {
	cfg := config(t)
	write(t, cfg.DataDir, "a file is in the way")
	a, err := app.Open(t.Context(), cfg)
	if a != nil || !errors.Is(err, settings.ErrNoFolder) || !strings.Contains(err.Error(), cfg.DataDir) {
		t.Errorf("got %v", err)
	}
	t.Run("that may not be written to", func(t *testing.T) {
		if os.Geteuid() <= 0 {
			t.Skip("everything may be written by this user")
		}
		cfg := config(t)
		if err := os.Mkdir(cfg.DataDir, 0o500); err != nil {
			t.Fatal(err)
		}
		if _, err := app.Open(t.Context(), cfg); !errors.Is(err, settings.ErrNoFolder) || !errors.Is(err, progress.ErrCannotWrite) {
			t.Errorf("got %v", err)
		}
	})
}

func TestClosingTwiceIsFine(t *testing.T) {
	a, err := app.Open(t.Context(), config(t))
	if err != nil {
		t.Fatal(err)
	}
	for n := range 2 {
		if err := a.Close(); err != nil {
			t.Errorf("close %d: %v", n+1, err)
		}
	}
}

func TestAGuestLeavesNothing(t *testing.T) {
	cfg := config(t)
	a := open(t, cfg)
	before := files(t, cfg.DataDir)
	guest, err := a.Profiles.Guest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	visit := progress.Visit{Module: "overdose-response", Lesson: "what-an-overdose-is", ModuleVersion: "1.0", Opened: noon}
	if err := guest.SaveVisit(t.Context(), visit); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, files(t, cfg.DataDir)); diff != "" {
		t.Error("while they look around:", diff)
	}
	if err := guest.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, files(t, cfg.DataDir)); diff != "" {
		t.Error("afterwards:", diff)
	}
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		names = append(names, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestFoldersOfAuthors(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "modules"), modules.FS); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "file"), "")
	sub := func(names ...string) string { return filepath.Join(append([]string{dir}, names...)...) }
	check := func(ctx context.Context, dir string) error { _, _, err := app.CheckFolder(ctx, dir); return err }
	publish := func(ctx context.Context, dir string) error {
		_, err := app.Publisher{}.Publish(ctx, dir, nil)
		return err
	}
	for _, c := range []struct {
		name   string
		try    func(context.Context, string) error
		folder string
		want   *catalog.FolderError // but for its error
	}{
		{"a library", check, sub("modules"), nil},
		{"the checkout around it", check, dir, &catalog.FolderError{Missing: "library.yaml", Try: sub("modules")}},
		{"a module in it", check, sub("modules", "overdose-response"), &catalog.FolderError{Missing: "library.yaml", Try: sub("modules")}},
		{"something else in it", check, sub("modules", "overdose-response", "en"), &catalog.FolderError{Missing: "library.yaml"}},
		{"a file of it", check, sub("modules", "library.yaml"), &catalog.FolderError{Missing: "library.yaml", Try: sub("modules")}},
		{"no folder", check, sub("nowhere"), &catalog.FolderError{}},
		{"a checkout", publish, dir, nil},
		{"the library in it", publish, sub("modules"), &catalog.FolderError{Missing: "modules/library.yaml", Try: dir}},
		{"no checkout", publish, sub("nowhere"), &catalog.FolderError{}},
		{"a file in a checkout", publish, sub("file"), &catalog.FolderError{Missing: "modules/library.yaml", Try: dir}},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.try(t.Context(), c.folder)
			got := (*catalog.FolderError)(nil)
			if errors.As(err, &got); c.want == nil {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if got == nil {
				t.Fatalf("got %v", err)
			}
			c.want.Folder, c.want.Err = c.folder, got.Err
			if *got != *c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestWithoutAPrintSystem(t *testing.T) {
	cfg := config(t)
	cfg.Getenv = func(key string) string {
		return map[string]string{"CUPS_SERVER": filepath.Join(cfg.DataDir, "nobody.sock")}[key]
	}
	a := open(t, cfg)
	if printers, err := a.Handouts.Printers(t.Context()); !errors.Is(err, paper.ErrNoPrintSystem) {
		t.Errorf("got %v, %v", printers, err)
	}
	if _, err := a.Handouts.Print(t.Context(), "any", paper.Job{Copies: 1}, []byte("%PDF")); !errors.Is(err, paper.ErrNoPrintSystem) {
		t.Errorf("got %v", err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
