// Package nowindow tells a person that the app cannot open its window, and what to do about it, without a
// window of the app's own.
package nowindow

import (
	"fmt"
	"io"
	"strings"
)

const heading = "Passalong cannot open its window."

// Tell writes to w why there is no window, with what to do on an operating system named as Go does, and shows
// the same in a dialog of the system where it has one. It does not wait for that to be read, except on Windows,
// where the dialog would end with the program. Logged is what Fyne logged meanwhile: it gives no other reason.
func Tell(w io.Writer, goos, logged string) error {
	text := words(goos, lastCause(logged))
	if _, err := fmt.Fprintln(w, text); err != nil {
		return fmt.Errorf("saying that there is no window: %w", err)
	}
	return showDialog(heading, text)
}

// words say what to do.
func words(goos, details string) string {
	parts := []string{
		heading + " This computer's graphics (OpenGL 2.1) did not start.",
		"What you can do:\n  - " + strings.Join(advice(goos), "\n  - "),
		"What you have learned is safe. Until the window opens, the command \"pal\" makes handouts\nand updates content without one: pal help",
	}
	if details != "" {
		parts = append(parts, "Details, for whoever helps you:\n  "+details)
	}
	return strings.Join(parts, "\n\n")
}

// lastCause is the last reason in a log of Fyne's; empty when there is none.
func lastCause(logged string) string {
	cause := ""
	for line := range strings.Lines(logged) {
		if _, after, ok := strings.Cut(line, "Cause: "); ok {
			cause = strings.TrimSpace(after)
		}
	}
	return cause
}

func advice(goos string) []string {
	update := "Update the driver of the graphics card, then start the computer again."
	switch goos {
	case "windows":
		return []string{
			update,
			"Over Remote Desktop, start Passalong at the computer itself; in a virtual machine, switch on 3D graphics.",
			"Without a graphics driver: put Mesa's opengl32.dll (software graphics) into the folder of passalong.exe.",
		}
	case "darwin":
		return []string{"Start Passalong from the desktop of somebody who is signed in, not over ssh.", "Update macOS, then start the computer again."}
	}
	return []string{
		"Start Passalong from a desktop: the variable DISPLAY names it, and over ssh it is \"ssh -X\".",
		"Install Mesa, which draws without a graphics card: sudo apt install libgl1 libgl1-mesa-dri",
		update,
		"Have the processor draw: LIBGL_ALWAYS_SOFTWARE=1 passalong",
		"On a remote desktop or a virtual screen, switch on its extension GLX (OpenGL).",
	}
}
