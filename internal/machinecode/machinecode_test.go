package machinecode_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/machinecode"
)

func TestInTellsWholeFilesFromThoseBeingWritten(t *testing.T) {
	if machinecode.In("") {
		t.Error("no folder has machine code")
	}
	dir := filepath.Join(t.TempDir(), "[home]")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if machinecode.In(dir) || machinecode.In(filepath.Join(dir, "missing")) {
		t.Error("an empty folder has machine code")
	}
	below := filepath.Join(dir, "wazero-v1-amd64-linux")
	if err := os.MkdirAll(below, 0o755); err != nil {
		t.Fatal(err)
	}
	name := strings.Repeat("a", 64)
	for _, c := range []struct {
		file string
		want bool
	}{{name + ".12345.tmp", false}, {name, true}} {
		if err := os.WriteFile(filepath.Join(below, c.file), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if got := machinecode.In(dir); got != c.want {
			t.Errorf("with %s it says %v", c.file, got)
		}
	}
}
