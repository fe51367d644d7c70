//go:build !windows

package nowindow

import (
	"fmt"
	"os"
	"os/exec"
)

// dialogs are the programs that can show a text, the better ones first. None of them needs OpenGL.
func dialogs(heading, text string) [][]string {
	return [][]string{
		{"zenity", "--error", "--no-markup", "--no-wrap", "--title=" + heading, "--text=" + text},
		{"kdialog", "--title", heading, "--error", text},
		{"xmessage", "-center", "-title", heading, text},
	}
}

// showDialog leaves the dialog open behind the program, so that a program that was started by another one can
// end.
func showDialog(heading, text string) error {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return nil // there is nowhere to show it
	}
	for _, command := range dialogs(heading, text) {
		path, err := exec.LookPath(command[0])
		if err != nil {
			continue
		}
		dialog := exec.Command(path, command[1:]...)
		if err := dialog.Start(); err != nil {
			return fmt.Errorf("showing a dialog: %w", err)
		}
		return dialog.Process.Release()
	}
	return nil
}
