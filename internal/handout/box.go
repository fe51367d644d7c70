package handout

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/paper"
)

// A BoxInput is everything that goes into a session in a box.
type BoxInput struct {
	PlanInput
	People   int      // that it is for; 0 for those that the plan expects, and 1 at least
	Tickets  []string // a code for each participant; none where they make up their own
	Handouts []Input  // each is made in its own form; those of the plan, as a rule
	// Only is one part alone, without the list of what is in the box; empty for everything.
	Only paper.BoxPart
}

// A BoxPart is one thing in the box. Copies of it are to be printed.
type BoxPart struct {
	Kind   BoxKind
	Name   string // what people call it
	Sheet  paper.Sheet
	Copies int
}

// A BoxKind is what sort of thing a part is.
type BoxKind string

// The kinds of part, in the order in which they are in the box.
const (
	BoxPlan       BoxKind = "plan"
	BoxMaterials  BoxKind = "materials"
	BoxConsent    BoxKind = "consent"
	BoxTickets    BoxKind = "tickets"
	BoxBefore     BoxKind = "before"
	BoxAfter      BoxKind = "after"
	BoxKey        BoxKind = "key"
	BoxHandout    BoxKind = "handout"
	BoxEvaluation BoxKind = "evaluation"
	BoxCover      BoxKind = "cover"
)

// part is what a person who wants one part alone calls this kind; empty for the list of what is in the box.
func (k BoxKind) part() paper.BoxPart {
	return map[BoxKind]paper.BoxPart{
		BoxPlan: paper.BoxPlan, BoxMaterials: paper.BoxMaterials, BoxConsent: paper.BoxConsent, BoxTickets: paper.BoxSheets, BoxBefore: paper.BoxSheets,
		BoxAfter: paper.BoxSheets, BoxKey: paper.BoxKey, BoxHandout: paper.BoxHandouts, BoxEvaluation: paper.BoxEvaluation,
	}[k]
}

// people is how many the box is for.
func (in BoxInput) people() int { return max(1, cmp.Or(in.People, in.Plan.People)) }

// Box makes everything on paper that a session takes, in the order in which one needs it; the last is the list of what is
// in the box. A brief talk takes its sheet, handouts and forms. The errors of handouts are those of PDF.
func (p *Press) Box(ctx context.Context, in BoxInput) ([]BoxPart, error) {
	in.Plan.People = in.people()
	b := boxMaker{press: p, in: in}
	b.say, _ = sessionWordsFor(in.Plan.Language)
	if in.Plan.Brief {
		b.add(BoxPlan, b.say.Brief, 1, func() (paper.Sheet, error) { return p.Brief(ctx, in.PlanInput) })
	} else {
		b.add(BoxPlan, b.say.Plan, 1, func() (paper.Sheet, error) { return p.Plan(ctx, in.PlanInput) })
	}
	if !in.Plan.Brief || in.Only != "" { // the sheet of a brief talk says what to bring
		b.add(BoxMaterials, b.say.Materials, 1, func() (paper.Sheet, error) { return p.Materials(ctx, in.PlanInput) })
	}
	b.check(ctx)
	b.handouts(ctx)
	b.add(BoxEvaluation, b.say.Evaluation, in.each(EvaluationsPerPage(in.Form)), func() (paper.Sheet, error) { return p.EvaluationSheet(ctx, in.PlanInput) })
	b.add(BoxCover, b.say.Box, 1, func() (paper.Sheet, error) { return p.sessionSheet(ctx, "boxlist", in.list(b.parts), in.PlanInput) })
	if b.err != nil {
		return nil, fmt.Errorf("making a session in a box: %w", b.err)
	}
	return b.parts, nil
}

// each is how many sheets it takes for everybody, when each gives so many.
func (in BoxInput) each(perSheet int) int { return (in.people() + perSheet - 1) / max(1, perSheet) }

// A boxMaker collects parts until one cannot be made.
type boxMaker struct {
	press *Press
	in    BoxInput
	say   sessionWords
	parts []BoxPart
	err   error
}

func (b *boxMaker) add(kind BoxKind, name string, copies int, make func() (paper.Sheet, error)) {
	if b.err != nil || b.in.Only != "" && kind.part() != b.in.Only {
		return
	}
	part := BoxPart{Kind: kind, Name: name, Copies: copies}
	if part.Sheet, b.err = make(); b.err == nil {
		b.parts = append(b.parts, part)
	}
}

// check adds what belongs to the questions of before and after.
func (b *boxMaker) check(ctx context.Context) {
	in := b.in
	if len(in.Plan.Check) == 0 || in.Plan.Brief {
		return
	}
	b.add(BoxConsent, b.say.Consent, 1, func() (paper.Sheet, error) { return b.press.Consent(ctx, in.PlanInput) })
	copies := in.people()
	if len(in.Tickets) > 0 {
		copies = 1 // which has a sheet for each
		b.add(BoxTickets, b.say.Tickets, 1, func() (paper.Sheet, error) {
			return b.press.Tickets(ctx, TicketsInput{PlanInput: in.PlanInput, Tickets: in.Tickets})
		})
	}
	sheets := func(phase evaluation.Phase) func() (paper.Sheet, error) {
		return func() (paper.Sheet, error) {
			return b.press.CheckSheet(ctx, CheckInput{PlanInput: in.PlanInput, Phase: phase, Tickets: in.Tickets})
		}
	}
	b.add(BoxBefore, b.say.Before, copies, sheets(evaluation.Before))
	b.add(BoxAfter, b.say.After, copies, sheets(evaluation.After))
	b.add(BoxKey, b.say.Key, 1, func() (paper.Sheet, error) { return b.press.CheckKey(ctx, in.PlanInput) })
}

// handouts adds the handouts: one for everybody, and of a poster one for the room.
func (b *boxMaker) handouts(ctx context.Context) {
	for _, h := range b.in.Handouts {
		copies := b.in.each(max(1, imposition.CardsToASheet(h.Form)))
		if h.Form.Format == paper.PosterA3 || h.Form.Format == paper.PosterTiled {
			copies = 1
		}
		b.add(BoxHandout, h.Handout.Title, copies, func() (paper.Sheet, error) { return b.press.PDF(ctx, h) })
	}
}

// boxData is /doc.json of the list of what is in a box.
type boxData struct {
	sessionData
	Rows []boxRow `json:"rows"`
}

type boxRow struct {
	Name   string `json:"name"`
	About  string `json:"about"`
	Copies string `json:"copies"`
	Sheets string `json:"sheets"`
}

// list is what is in the box, with boxes to tick.
func (in BoxInput) list(parts []BoxPart) boxData {
	d := boxData{sessionData: in.session(func(w sessionWords) string { return w.Box }), Rows: []boxRow{}}
	d.Facts = in.facts(d.Say)
	total := 0
	for _, part := range parts {
		sheets := part.sheets()
		total += sheets
		row := boxRow{Name: isolate(loose(part.Name)), Copies: strconv.Itoa(part.Copies), Sheets: strconv.Itoa(sheets)}
		switch {
		case part.Kind == BoxTickets || part.Copies == 1 && len(in.Tickets) > 0 && (part.Kind == BoxBefore || part.Kind == BoxAfter):
			row.About, row.Copies = d.Say.EachOwn, strconv.Itoa(len(in.Tickets))
		case part.Kind == BoxEvaluation && EvaluationsPerPage(in.Form) > 1:
			row.About = fmt.Sprintf(d.Say.ToAPage, EvaluationsPerPage(in.Form))
		}
		d.Rows = append(d.Rows, row)
	}
	d.Intro = []string{d.Say.MaterialsH, fmt.Sprintf(d.Say.PaperFor, counted(in.people(), d.Say.PersonOne, d.Say.PersonMany), paperWordsFor(in.Plan.Language).sheets(total))}
	return d
}

// sheets is how many sheets of paper the part takes, printed on both sides where it has several pages.
func (part BoxPart) sheets() int {
	each := part.Sheet.Pages
	if part.Sheet.TwoSided {
		each = (each + 1) / 2
	}
	return each * part.Copies
}
