package app

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
)

// errEmptyBox says that there is nothing to print, since the plan has nothing for the part that was asked for.
var errEmptyBox = errors.New("the plan has nothing for this part of its box")

// Box makes what a session takes on paper, or a part of it, as one sheet to print in one go. A handout that the library
// does not have any more, or not for this paper, is left out; the list of what is in the box says what there is.
func (s *Sheets) Box(ctx context.Context, p plan.Plan, form paper.BoxForm) (paper.Sheet, error) {
	in, err := s.boxInput(ctx, p, form)
	if err != nil {
		return paper.Sheet{}, err
	}
	parts, err := s.press.Box(ctx, in)
	if err != nil {
		return paper.Sheet{}, err
	}
	switch {
	case len(parts) == 0:
		return paper.Sheet{}, fmt.Errorf("making the box of %q: %w", p.ID, errEmptyBox)
	case len(parts) == 1 && parts[0].Copies == 1:
		return parts[0].Sheet, nil
	}
	bothSides := slices.ContainsFunc(parts, func(part handout.BoxPart) bool { return part.Sheet.TwoSided || part.Sheet.Pages > 1 })
	sheet, rest, err := s.press.Together(ctx, parts, parts[0].Sheet.Size, bothSides)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("making the box of %q: %d of its parts do not go with the others", p.ID, len(rest))
	}
	return sheet, err
}

func (s *Sheets) boxInput(ctx context.Context, p plan.Plan, form paper.BoxForm) (handout.BoxInput, error) {
	base, cat, err := s.planInput(ctx, p, form.Form)
	if err != nil {
		return handout.BoxInput{}, err
	}
	in := handout.BoxInput{PlanInput: base, People: form.People, Only: form.Part}
	if !form.OwnCodes {
		tickets, err := evaluation.NewTickets(rand.NewChaCha8(form.Seed), form.People)
		if err != nil {
			return handout.BoxInput{}, err
		}
		for _, t := range tickets {
			in.Tickets = append(in.Tickets, string(t))
		}
	}
	if form.Part != "" && form.Part != paper.BoxHandouts {
		return in, nil
	}
	for _, id := range p.Handouts() {
		line, ok := lineFor(cat, id, form.Form)
		if !ok {
			continue
		}
		h, err := s.handouts.input(ctx, line)
		if err != nil {
			return handout.BoxInput{}, err
		}
		in.Handouts = append(in.Handouts, h)
	}
	return in, nil
}

// lineFor is a handout as a leaflet on the paper of the other sheets; ok is false where it is not offered so.
func lineFor(cat *catalog.Catalog, id catalog.HandoutID, form paper.Form) (l pack.Line, ok bool) {
	h, _, found := cat.Handout(id)
	if !found {
		return pack.Line{}, false
	}
	format := paper.LeafletA4
	if form.Size == paper.Letter {
		format = paper.LeafletLetter
	}
	l = pack.Line{Handout: id, Form: paper.HandoutForm{Format: format}, Copies: 1}
	if form.Large {
		l.Form.Points = paper.LargePrint
	}
	return l, slices.Contains(h.Formats, format)
}
