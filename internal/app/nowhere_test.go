package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/settings"
)

func TestAGuestLearnsWithoutADataFolder(t *testing.T) {
	scratch := t.TempDir()
	t.Setenv("TMPDIR", scratch)
	t.Setenv("TMP", scratch) // of Windows
	named := filepath.Join(t.TempDir(), "data")
	write(t, named, "a file is in the way")

	a, err := app.StartAnyway(t.Context(), app.Options{Data: named})
	if err != nil {
		t.Fatal(err)
	}
	if a.DataDir != named {
		t.Errorf("the folder is %s, not %s", a.DataDir, named)
	}
	if _, err := a.Profiles.List(t.Context()); !errors.Is(err, settings.ErrNoFolder) {
		t.Errorf("the list of profiles gives %v", err)
	}
	if _, err := a.Profiles.Create(t.Context(), "Kit"); !errors.Is(err, settings.ErrNoFolder) {
		t.Errorf("a new profile gives %v", err)
	}
	guest, err := a.Profiles.Guest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if cat, err := a.Content.Load(t.Context()); err != nil || len(cat.Modules) == 0 {
		t.Errorf("the library: %v", err)
	}
	if err := errors.Join(guest.Close(), a.Close()); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(scratch); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestAUsableDataFolderIsUsed(t *testing.T) {
	named := filepath.Join(t.TempDir(), "data")
	a, err := app.StartAnyway(t.Context(), app.Options{Data: named})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if _, err := os.Stat(filepath.Join(named, "profiles")); err != nil || a.DataDir != named {
		t.Errorf("data is in %s: %v", a.DataDir, err)
	}
}
