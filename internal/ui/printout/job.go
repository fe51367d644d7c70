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
	Size paper.Size
	// Across says that the sheet lies on its long side.
	Across bool
	// Warning is to be read before anything is printed; empty for none.
	Warning string
	// Private keeps it from being handed to another program, which might keep a copy.
	Private bool
	// SaveNote is to be read before it is saved; empty for none.
	SaveNote string
}

// sheet is the size of its page in inches.
func (j Job) sheet() inches {
	w, h := j.Size.Millimetres()
	if j.Across {
		w, h = h, w
	}
	return inches{w / 25.4, h / 25.4}
}
