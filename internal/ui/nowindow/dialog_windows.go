package nowindow

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// showDialog returns when the dialog was closed.
func showDialog(heading, text string) error {
	title, err := windows.UTF16PtrFromString(heading)
	if err != nil {
		return fmt.Errorf("showing a dialog: %w", err)
	}
	body, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return fmt.Errorf("showing a dialog: %w", err)
	}
	if _, err := windows.MessageBox(0, body, title, windows.MB_OK|windows.MB_ICONERROR|windows.MB_SETFOREGROUND); err != nil {
		return fmt.Errorf("showing a dialog: %w", err)
	}
	return nil
}
