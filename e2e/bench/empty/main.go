// Empty is a Fyne program with an empty window: what the app's start, memory and idle work are compared with.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

func main() {
	w := app.NewWithID("org.passalong.empty").NewWindow("Empty")
	w.Resize(fyne.NewSize(1100, 720))
	w.ShowAndRun()
}
