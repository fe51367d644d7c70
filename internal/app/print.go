package app

import (
	"context"

	"github.com/passalong/passalong/internal/paper"
)

// Printers lists the printers of this machine. It returns paper.ErrNoPrintSystem where the program cannot
// print.
func (h *Handouts) Printers(ctx context.Context) ([]paper.Printer, error) {
	return h.printing.List(ctx)
}

// Print hands finished pages to a printer. Its errors are those of package paper.
func (h *Handouts) Print(ctx context.Context, printer string, job paper.Job, pdf []byte) error {
	return h.printing.Print(ctx, printer, job, pdf)
}
