// Package ready carries sheets that were made before the program was shipped: those that a person looks at first, on
// a machine on which the press is not ready yet. They are the very bytes that the press would make; "make ready"
// writes them anew after templates, fonts or handouts have changed, and a test says when that was forgotten.
package ready

import (
	"embed"
	"io/fs"
)

//go:embed prints/*
var files embed.FS

// Prints holds the sheets as typst.NewShelf wants them.
func Prints() (fs.FS, error) { return fs.Sub(files, "prints") }
