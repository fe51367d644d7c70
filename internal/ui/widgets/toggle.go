package widgets

import "fyne.io/fyne/v2"

// SetVisible shows or hides o. What is so already is left alone, since either would draw it anew.
func SetVisible(o fyne.CanvasObject, on bool) {
	switch {
	case on == o.Visible():
	case on:
		o.Show()
	default:
		o.Hide()
	}
}

// SetEnabled enables or disables o.
func SetEnabled(o fyne.Disableable, on bool) {
	if on {
		o.Enable()
	} else {
		o.Disable()
	}
}
