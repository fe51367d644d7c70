package app

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Preview opens the window on the folder of a library and waits until it is closed. It returns a
// *catalog.FolderError when the folder holds none, and exec.ErrNotFound when the program of the window is not there, which
// writes what it cannot show to the terminal.
func (t Terminal) Preview(ctx context.Context, dir string) error {
	if err := canPreview(dir); err != nil {
		return err
	}
	program, err := window()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, program, "-preview", dir)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // it has a folder to remove
	cmd.Stderr = t.Out
	if err := cmd.Run(); err != nil && ctx.Err() == nil {
		return fmt.Errorf("showing the preview: %w", err)
	}
	return ctx.Err()
}

// window finds the program of the window: beside this program, or else on the search path.
func window() (string, error) {
	name := "passalong"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if self, err := os.Executable(); err == nil {
		if beside := filepath.Join(filepath.Dir(self), name); isProgram(beside) {
			return beside, nil
		}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("looking for %s: %w", name, err)
	}
	return path, nil
}

func isProgram(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
