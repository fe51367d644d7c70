package handout

import (
	"context"
	"fmt"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
)

// A SlipsInput is everything that goes onto slips with one question.
type SlipsInput struct {
	PlanInput
	Poll plan.Poll
}

// slipsData is /doc.json of a page of slips.
type slipsData struct {
	sessionData
	Asked askedData `json:"asked"`
	Most  int       `json:"most"` // slips on a page
}

// Slips makes a page of slips with one question, for a poll that is answered on paper: as many as fit, to be cut apart.
// perPage says how many.
func (p *Press) Slips(ctx context.Context, in SlipsInput) (sheet paper.Sheet, perPage int, err error) {
	d := slipsData{sessionData: in.session(func(w sessionWords) string { return w.Slips })}
	d.Asked = d.ask(in.Poll, 0)
	for _, d.Most = range []int{8, 6, 4, 3, 2, 1} {
		sheet, err = p.set(ctx, "slips", d, d.Size, map[string][]byte{})
		if err != nil {
			return paper.Sheet{}, 0, fmt.Errorf("making slips of the poll %q: %w", in.Poll.ID, err)
		}
		if sheet.Pages == 1 {
			break
		}
	}
	sheet = in.onPaper(sheet)
	sheet.TwoSided = d.Most == 1 && sheet.Pages > 1
	return sheet, d.Most, nil
}
