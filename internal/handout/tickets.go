package handout

import (
	"context"
	"fmt"

	"github.com/passalong/passalong/internal/paper"
)

// A TicketsInput is everything that goes onto strips that participants draw.
type TicketsInput struct {
	PlanInput
	Tickets []string // codes, each on a strip of its own
}

// ticketsData is /doc.json of strips.
type ticketsData struct {
	sessionData
	Codes []string `json:"codes"`
	Rows  int      `json:"rows"` // strips on a page
}

// Tickets makes strips to cut apart and to draw from a bowl. A strip has its code twice: one part for the sheet before,
// one to keep for the sheet after. There is no list of the codes, and nothing on a strip says what the session is about.
func (p *Press) Tickets(ctx context.Context, in TicketsInput) (paper.Sheet, error) {
	const rows, largeRows = 9, 5
	d := ticketsData{sessionData: in.session(func(w sessionWords) string { return w.Tickets }), Codes: append([]string{}, in.Tickets...), Rows: rows}
	if d.Title = d.Kind; in.Form.Large {
		d.Rows = largeRows
	}
	sheet, err := p.set(ctx, "tickets", d, d.Size, map[string][]byte{})
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making tickets: %w", err)
	}
	sheet = in.onPaper(sheet)
	sheet.TwoSided = false // a strip has no back
	return sheet, nil
}
