package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/cli"
)

// preview opens the app on a folder and waits until it is closed.
func preview(ctx context.Context, dir string) error {
	if err := app.CanPreview(dir); err != nil {
		return err
	}
	program, err := window()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, program, "-preview", dir)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // it has a folder to remove
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil && ctx.Err() == nil {
		return fmt.Errorf("showing the preview: %w", err)
	}
	return ctx.Err()
}

// window finds the app: beside this program, or else on the search path.
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
		return "", fmt.Errorf("%w: %w", cli.ErrNoApp, err)
	}
	return path, nil
}

func isProgram(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
