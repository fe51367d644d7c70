package printout

import (
	"context"

	"github.com/passalong/passalong/internal/paper"
)

// A Job is something to print.
type Job struct {
	// Make makes its PDF. It is called in the background.
	Make func(ctx context.Context) (paper.Sheet, error)
	Name string // as in "this handout"
	File string // its name when it is kept, which must not tell more than the sheet's title
	// Size and Across are the shape that is expected, until the sheet says it.
	Size   paper.Size
	Across bool
	// Fixed says that its pages are laid out on the paper already, as cards and booklets are: all are printed, as
	// they are.
	Fixed bool
	Mono  bool // made for black ink
	// Warnings are to be read before anything is printed.
	Warnings []Warning
	// Private keeps it from being handed to another program, which might keep a copy.
	Private bool
	// SaveNote is to be read before it is saved; empty for none.
	SaveNote string
	// Printed is told what a printer has taken, and for which place as it was typed; nil asks for no place.
	Printed func(copies int, place string)
	Place   string // that is suggested
}

// A Warning is something to read before printing.
type Warning struct{ Title, Text string }

// rollLength is how long a receipt is thought to be until it is there, in inches.
const rollLength = 8

// shapeOf is the size of a page in inches.
func shapeOf(size paper.Size, across bool) inches {
	w, h := size.Millimetres()
	if across {
		w, h = h, w
	}
	s := inches{w / 25.4, h / 25.4}
	if size == paper.Roll80 {
		s.height = rollLength
	}
	return s
}
