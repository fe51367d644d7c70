//go:build !windows && !darwin

package association_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/association"
)

// at is the association of a program for a person whose folder is dir.
func at(dir, program string) *association.Association {
	return association.New(program, func(name string) string {
		if name == "XDG_DATA_HOME" {
			return dir
		}
		return ""
	})
}

func TestPacksOpenWithTheProgramUntilThatIsTakenBack(t *testing.T) {
	dir := t.TempDir()
	a := at(dir, "/opt/pass along/passalong")
	if a.On() || !a.Supported() {
		t.Fatal("on from the start, or not supported")
	}
	for range 2 { // setting it again is no error
		if err := a.Set(true); err != nil {
			t.Fatal(err)
		}
	}
	if !a.On() || at(dir, "/elsewhere/passalong").On() {
		t.Error("it is not on for this program alone")
	}
	for range 2 {
		if err := a.Set(false); err != nil {
			t.Fatal(err)
		}
	}
	if a.On() || len(named(t, dir)) > 0 {
		t.Errorf("left behind: %q", named(t, dir))
	}
}

// named lists the files below dir that name this program.
func named(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.Contains(d.Name(), "passalong") {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// The desktop's own tools say what they make of it.
func TestTheDesktopUnderstandsIt(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(t.TempDir(), "pass $along 100%", "passalong")
	if err := at(dir, program).Set(true); err != nil {
		t.Fatal(err)
	}
	entry := filepath.Join(dir, "applications", "org.passalong.app.desktop")
	text, err := os.ReadFile(entry)
	if err != nil {
		t.Fatal(err)
	}
	if want := `pass \\$along 100%%/passalong" %f`; !strings.Contains(string(text), want) {
		t.Errorf("the entry has no %q:\n%s", want, text)
	}
	check, err := exec.LookPath("desktop-file-validate")
	if err != nil {
		t.Skip("desktop-file-validate is not installed: apt-get install desktop-file-utils")
	}
	if out, err := exec.Command(check, entry).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if _, err := exec.LookPath("update-mime-database"); err != nil {
		t.Skip("update-mime-database is not installed: apt-get install shared-mime-info")
	}
	globs, err := os.ReadFile(filepath.Join(dir, "mime", "globs"))
	if err != nil || !slices.Contains(strings.Split(string(globs), "\n"), association.MediaType+":*"+association.Extension) {
		t.Errorf("the desktop knows no packs: %v\n%s", err, globs)
	}
}

func TestWithoutAHomeThereIsNothingToSet(t *testing.T) {
	a := association.New("/opt/passalong", func(string) string { return "" })
	if err := a.Set(true); a.Supported() || err == nil {
		t.Errorf("it was set: %v", err)
	}
}
