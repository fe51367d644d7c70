package nowindow

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestWordsSayWhatToDoOnEverySystem(t *testing.T) {
	for goos, want := range map[string]string{
		"linux": "libgl1-mesa-dri", "freebsd": "LIBGL_ALWAYS_SOFTWARE=1", "windows": "opengl32.dll", "darwin": "Update macOS",
	} {
		text := words(goos, "GLX: no such thing")
		for _, s := range []string{"cannot open its window", want, "pal help", "GLX: no such thing"} {
			if !strings.Contains(text, s) {
				t.Errorf("%s: %q is missing in\n%s", goos, s, text)
			}
		}
	}
	if text := words("linux", ""); strings.Contains(text, "Details") {
		t.Errorf("details without any:\n%s", text)
	}
}

func TestTheLastCauseOfALogIsTheReason(t *testing.T) {
	logged := "2026/11/22 Fyne error:  locale\n2026/11/22   Cause: tag is wrong\n2026/11/22   At: a.go:1\n" +
		"2026/11/22 Fyne error:  window\n2026/11/22   Cause: GLX: no such thing\n2026/11/22   At: b.go:1\n"
	if got := lastCause(logged); got != "GLX: no such thing" {
		t.Errorf("cause %q", got)
	}
	if got := lastCause("all is well\n"); got != "" {
		t.Errorf("cause %q of nothing", got)
	}
}

// program builds the app as it is shipped to those who build it.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "passalong")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", path, "../../../cmd/passalong")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the app: %v\n%s", err, out)
	}
	return path
}

// virtualScreen starts an X server without OpenGL and returns the name of its display.
func virtualScreen(t *testing.T) string {
	t.Helper()
	xvfb, err := exec.LookPath("Xvfb")
	if err != nil {
		t.Skip("Xvfb is not installed, so there is no screen without OpenGL")
	}
	chosen, ready, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.CommandContext(t.Context(), xvfb, "-displayfd", "3", "-screen", "0", "800x600x24", "-nolisten", "tcp", "-extension", "GLX")
	server.ExtraFiles = []*os.File{ready}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	if err := ready.Close(); err != nil {
		t.Fatal(err)
	}
	defer chosen.Close()
	number, err := io.ReadAll(io.LimitReader(chosen, 8))
	if err != nil || len(number) == 0 {
		t.Fatalf("Xvfb did not say its display: %q, %v", number, err)
	}
	return ":" + strings.TrimSpace(string(number))
}

func TestAMachineWithoutGraphicsGetsAMessageAndNoPanic(t *testing.T) {
	passalong := program(t)
	for name, display := range map[string]string{"no OpenGL": virtualScreen(t), "no display": ""} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			app := exec.CommandContext(ctx, passalong, "-data", t.TempDir())
			app.Env = []string{"HOME=" + t.TempDir(), "DISPLAY=" + display, "PATH="} // no program for a dialog
			var said strings.Builder
			app.Stderr = &said
			err := app.Run()
			if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != 1 {
				t.Errorf("the app ended with %v", err)
			}
			if text := said.String(); !strings.HasPrefix(text, heading) || !strings.Contains(text, "Details") || strings.Contains(text, "goroutine") {
				t.Errorf("the app said\n%s", text)
			}
		})
	}
}
