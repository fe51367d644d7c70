package library

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/windows"
)

// hold opens a file as a virus scanner does: nobody may replace or remove it meanwhile.
func hold(t *testing.T, path string) (letGo func()) {
	t.Helper()
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	h, err := windows.CreateFile(name, windows.GENERIC_READ, windows.FILE_SHARE_READ, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := windows.CloseHandle(h); err != nil {
			t.Error(err)
		}
	}
}

func TestRenameWaitsForAVirusScanner(t *testing.T) {
	d := osDisk{t.TempDir()}
	for name, text := range map[string]string{"current": "old", "new": "new"} {
		if err := os.WriteFile(filepath.Join(d.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	letGo := hold(t, filepath.Join(d.dir, "current"))
	time.AfterFunc(300*time.Millisecond, letGo)
	if err := d.Rename("new", "current"); err != nil {
		t.Fatal(err)
	}
	if got, err := d.ReadFile("current"); string(got) != "new" || err != nil {
		t.Errorf("it holds %q, %v", got, err)
	}
}

func TestRenameGivesUpOnAFileThatIsHeldForGood(t *testing.T) {
	d := osDisk{t.TempDir()}
	for name, text := range map[string]string{"current": "old", "new": "new"} {
		if err := os.WriteFile(filepath.Join(d.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	defer hold(t, filepath.Join(d.dir, "current"))()
	if err := d.Rename("new", "current"); err == nil || errors.Is(err, os.ErrNotExist) {
		t.Errorf("it was replaced: %v", err)
	}
	if got, err := d.ReadFile("current"); string(got) != "old" || err != nil {
		t.Errorf("it holds %q, %v", got, err)
	}
}
