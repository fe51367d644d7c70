//go:build linux && amd64

// Package winetest runs tests of Windows' parts on Linux, under Wine.
package winetest

import (
	_ "embed"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A Wine is a Windows of the test's own, with nothing on its disk but Windows. Files of Linux are below Z:.
type Wine struct{ Env []string }

//go:embed testdata/prng.c
var prng []byte

// Start makes a Windows that ends with the test. It skips the test, and says why, where something is missing. extra
// is added to the environment.
func Start(t *testing.T, extra ...string) *Wine {
	t.Helper()
	if _, err := exec.LookPath("wine"); err != nil {
		t.Skipf("no test of Windows: %v", err)
	}
	prefix, err := os.MkdirTemp("", "wine")
	if err != nil {
		t.Fatal(err)
	}
	w := &Wine{append(append(os.Environ(), "WINEPREFIX="+prefix, "WINEARCH=win64", "WINEDEBUG=-all",
		"WINEDLLOVERRIDES=mscoree,mshtml=", "DISPLAY=", "HOME="+prefix, "TMPDIR="+prefix), extra...)}
	t.Cleanup(func() {
		end := exec.Command(server(), "-k", "-w")
		end.Env = w.Env
		_ = end.Run() // it may have ended by itself
		_ = os.RemoveAll(prefix)
	})
	w.Run(t, "wineboot", "-i")
	w.complete(t, filepath.Join(prefix, "drive_c", "windows", "system32", "bcryptprimitives.dll"))
	return w
}

// complete compiles a library that the Go runtime needs and old versions of Wine do not have.
func (w *Wine) complete(t *testing.T, library string) {
	t.Helper()
	if _, err := os.Stat(library); err == nil {
		return
	}
	compiler, err := exec.LookPath("x86_64-w64-mingw32-gcc")
	if err != nil {
		t.Skipf("no test of Windows: this Wine has no bcryptprimitives.dll: %v", err)
	}
	source := filepath.Join(t.TempDir(), "prng.c")
	if err := os.WriteFile(source, prng, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), compiler, "-shared", "-o", library, source, "-ladvapi32").CombinedOutput(); err != nil {
		t.Fatalf("compiling %s: %v: %s", library, err, out)
	}
}

// server is the program that Wine's processes share.
func server() string {
	for _, name := range []string{"wineserver", "/usr/lib/wine/wineserver64", "/usr/lib/wine/wineserver"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return "wineserver"
}

// Run runs a program of Windows and gives what it writes; the test ends when that fails.
func (w *Wine) Run(t *testing.T, args ...string) string {
	t.Helper()
	out, err := w.run(t, args...)
	if err != nil {
		t.Fatalf("wine %v: %v: %s", args, err, out)
	}
	return out
}

func (w *Wine) run(t *testing.T, args ...string) (string, error) {
	cmd := exec.CommandContext(t.Context(), "wine", args...)
	cmd.Env = w.Env
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// cleanup is what the testing package says at the end of a test that has used a temporary folder: Wine 8 does not know
// the call by which Go removes folders. It says nothing of what was tested.
var cleanup = regexp.MustCompile(`(?m)^ +testing\.go:\d+: TempDir RemoveAll cleanup: .*: Invalid function\.\r?\n`)

// Tests runs these tests of a program that Compile made. Each must run and have nothing to say.
func (w *Wine) Tests(t *testing.T, program string, names ...string) {
	t.Helper()
	out, err := w.run(t, program, "-test.v", "-test.count=1", "-test.run", "^("+strings.Join(names, "|")+")$")
	if err != nil && !cleanup.MatchString(out) {
		t.Errorf("%v:\n%s", err, out)
		return
	}
	out = cleanup.ReplaceAllString(out, "")
	for _, name := range names {
		if !strings.Contains(out, "=== RUN   "+name) {
			t.Errorf("%s did not run", name)
		}
	}
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "panic:") || strings.HasPrefix(line, "--- SKIP") {
			t.Errorf("it says:\n%s", out)
			return
		}
	}
}

// Compile builds the tests of the package in the working folder as a program of Windows.
func Compile(t *testing.T) (program string) {
	t.Helper()
	program = filepath.Join(t.TempDir(), "windows.test.exe")
	build := exec.CommandContext(t.Context(), "go", "test", "-c", "-o", program, ".")
	build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("compiling for Windows: %v: %s", err, out)
	}
	return program
}
