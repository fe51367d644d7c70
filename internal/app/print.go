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

// Print hands finished pages to a printer and gives the ticket of the job. Its errors are those of package paper.
func (h *Handouts) Print(ctx context.Context, printer string, job paper.Job, pdf []byte) (paper.Ticket, error) {
	return h.printing.Print(ctx, printer, job, pdf)
}

// Follow tells how far a job has come. It returns paper.ErrNoJob when the print system does not know it any more.
func (h *Handouts) Follow(ctx context.Context, ticket paper.Ticket) (paper.Progress, error) {
	return h.printing.Follow(ctx, ticket)
}

// Cancel takes a job back.
func (h *Handouts) Cancel(ctx context.Context, ticket paper.Ticket) error {
	return h.printing.Cancel(ctx, ticket)
}
