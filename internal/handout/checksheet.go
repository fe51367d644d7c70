package handout

import (
	"context"
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
)

// A CheckInput is everything that goes onto the sheets with the questions of before and after.
type CheckInput struct {
	PlanInput
	Phase   evaluation.Phase
	Tickets []string // one sheet for each, with its code; none for one sheet that asks for an own code
}

// checkData is /doc.json of the sheets of a phase, which differ in nothing but their code.
type checkData struct {
	sessionData
	Codes []string    `json:"codes"` // "" for one that is made up
	Own   []ownData   `json:"own"`   // questions by which it is made up
	Items []askedData `json:"items"`
	Pages int         `json:"sheet_pages"` // of each sheet, for its footers
}

// An ownData is a question for one sign of an own code.
type ownData struct {
	Text  string `json:"text"`
	Hint  string `json:"hint"`
	Boxes int    `json:"boxes"`
}

// ownQuestions ask for an own code, as phones do.
func ownQuestions(l catalog.Language) []ownData {
	all := []ownData{}
	for _, q := range evaluation.OwnQuestions(l) {
		boxes := 1
		if q.Kind == evaluation.OwnNumber {
			boxes = 2
		}
		all = append(all, ownData{q.Text, q.Hint, boxes})
	}
	return all
}

// checkSizes are tried so that a sheet stays on one sheet of paper.
var checkSizes = [...]float64{usualSize, 10.5, 10}

// CheckSheet makes the sheets with the questions that are asked before and after, for each ticket one. A sheet of
// several pages begins on the front of the paper.
func (p *Press) CheckSheet(ctx context.Context, in CheckInput) (paper.Sheet, error) {
	sheet, err := p.checkSheet(ctx, in)
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the question sheets of the plan %q: %w", in.Plan.ID, err)
	}
	return sheet, nil
}

func (p *Press) checkSheet(ctx context.Context, in CheckInput) (paper.Sheet, error) {
	d := gatherCheck(in)
	codes := d.Codes
	sizes := checkSizes[:]
	if in.Form.Large {
		sizes = []float64{largeSize}
	}
	for _, size := range sizes { // one sheet says for all how long they are
		d.Size, d.Codes = size, codes[:1]
		one, err := p.set(ctx, "check", d, size, map[string][]byte{})
		if err != nil {
			return paper.Sheet{}, err
		}
		if d.Pages = one.Pages; d.Pages <= 2 {
			break
		}
	}
	d.Codes = codes
	sheet, err := p.set(ctx, "check", d, d.Size, map[string][]byte{})
	if err != nil {
		return paper.Sheet{}, err
	}
	sheet = in.onPaper(sheet)
	sheet.TwoSided = d.Pages > 1
	return sheet, nil
}

func gatherCheck(in CheckInput) checkData {
	d := checkData{sessionData: in.session(func(w sessionWords) string {
		if in.Phase == evaluation.After {
			return w.After
		}
		return w.Before
	}), Codes: []string{""}, Own: ownQuestions(in.Plan.Language), Items: []askedData{}, Pages: 1}
	d.Intro = append(d.Intro, d.Say.CheckIntro...)
	if len(in.Tickets) > 0 {
		d.Codes = in.Tickets
	}
	for i, p := range in.Plan.Check {
		d.Items = append(d.Items, d.ask(p, i+1))
	}
	return d
}

// checkKeyData is /doc.json of the key to the sheets.
type checkKeyData struct {
	sessionData
	Key []checkKey `json:"key"`
}

// A checkKey is a line of the key: what stands on a sheet that is right, and what it means.
type checkKey struct {
	Number   int    `json:"number"`
	Prompt   string `json:"prompt"`
	Critical bool   `json:"critical"`
	Mark     string `json:"mark"`
	Words    string `json:"words"`
}

// CheckKey makes the answer key to the sheets of CheckSheet, with the letters to key in.
func (p *Press) CheckKey(ctx context.Context, in PlanInput) (paper.Sheet, error) {
	d := checkKeyData{sessionData: in.session(func(w sessionWords) string { return w.Key }), Key: []checkKey{}}
	d.Intro = append(d.Intro, d.Say.KeyHow...)
	for i, poll := range in.Plan.Check {
		d.Key = append(d.Key, d.keyed(poll, i+1))
	}
	sheet, err := p.fitted(ctx, "checkkey", in, keySizes[:], func(size float64) any { d.Size = size; return d })
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the answer key of the plan %q: %w", in.Plan.ID, err)
	}
	return sheet, nil
}

// fitted makes a sheet in the largest of the sizes of type in which it fits one page, and in large print in that.
func (p *Press) fitted(ctx context.Context, template string, in PlanInput, sizes []float64, data func(size float64) any) (paper.Sheet, error) {
	on := setting{template: template, sizes: sizes, otherwise: sizes[0], files: map[string][]byte{}, data: data}
	if in.Form.Large {
		on.sizes, on.otherwise = nil, largeSize
	}
	sheet, err := p.onePage(ctx, on)
	return in.onPaper(sheet), err
}
