package printing

import (
	"context"

	"github.com/passalong/passalong/internal/paper"
)

// A System is the print system of this machine. Any number of goroutines may use it.
type System struct{}

// Open gives a System that can do nothing: printing on Windows is left to the PDF viewer.
func Open(func(string) string, Drawer) *System { return &System{} }

// List says paper.ErrNoPrintSystem.
func (*System) List(context.Context) ([]paper.Printer, error) { return nil, paper.ErrNoPrintSystem }

// Print says paper.ErrNoPrintSystem.
func (*System) Print(context.Context, string, paper.Job, []byte) (paper.Ticket, error) {
	return paper.Ticket{}, paper.ErrNoPrintSystem
}

// Follow says paper.ErrNoPrintSystem.
func (*System) Follow(context.Context, paper.Ticket) (paper.Progress, error) {
	return paper.Progress{}, paper.ErrNoPrintSystem
}

// Cancel says paper.ErrNoPrintSystem.
func (*System) Cancel(context.Context, paper.Ticket) error { return paper.ErrNoPrintSystem }
