package app

import (
	"context"

	"github.com/passalong/passalong/internal/paper"
)

// Printers lists the printers of this machine.
func (h *Handouts) Printers(ctx context.Context) ([]paper.Printer, error) {
	return nil, paper.ErrNoPrintSystem
}

// Print hands finished pages to a printer.
func (h *Handouts) Print(ctx context.Context, printer string, job paper.Job, pdf []byte) error {
	return paper.ErrNoPrintSystem
}
