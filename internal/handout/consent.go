package handout

import (
	"context"
	"fmt"

	"github.com/passalong/passalong/internal/paper"
)

// consentData is /doc.json of the words to read out.
type consentData struct {
	sessionData
	Parts []saidPart `json:"parts"`
}

// A saidPart is a heading with what is said below it.
type saidPart struct {
	Head  string   `json:"head"`
	Lines []string `json:"lines"`
}

// consentSizes are tried so that what is read out stays on one page.
var consentSizes = [...]float64{16, 15, 14, 13.5, 13, 12.5, 12}

// Consent makes the words to read out before the first questions: what is asked, what is kept, that one can pass or
// leave, and whom to ask. Nobody signs it.
func (p *Press) Consent(ctx context.Context, in PlanInput) (paper.Sheet, error) {
	d := consentData{sessionData: in.session(func(w sessionWords) string { return w.Consent })}
	d.Parts, d.Notices = d.Say.ConsentParts, []string{} // it says nothing that waits for a review
	sheet, err := p.fitted(ctx, "consent", in, consentSizes[:], func(size float64) any { d.Size = size; return d })
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the words to read out for %q: %w", in.Plan.ID, err)
	}
	return sheet, nil
}

// feelingData is /doc.json of the form "How was it for you?".
type feelingData struct {
	sessionData
	Questions []string `json:"questions"`
	Scale     []string `json:"scale"` // words from the worst to the best, with a face each
	Copies    int      `json:"copies"`
}

// EvaluationSheet makes the form "How was it for you?": short questions with faces and words to tick, and a free line. It
// asks for no name. A page has EvaluationsPerPage of them, to be cut apart.
func (p *Press) EvaluationSheet(ctx context.Context, in PlanInput) (paper.Sheet, error) {
	d := feelingData{sessionData: in.session(func(w sessionWords) string { return w.Evaluation }), Copies: EvaluationsPerPage(in.Form)}
	d.Questions, d.Scale, d.Intro = d.Say.Feelings, d.Say.Scale, []string{d.Say.FeelingsHow}
	d.Notices = []string{} // it says nothing that waits for a review
	sheet, err := p.sessionSheet(ctx, "feeling", d, in)
	sheet.TwoSided = false
	return sheet, err
}

// EvaluationsPerPage is how many forms are on a page of EvaluationSheet.
func EvaluationsPerPage(f paper.Form) int {
	if f.Large {
		return 1
	}
	return 2
}
