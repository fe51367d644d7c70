package app

import (
	"context"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
)

// SessionReport makes the page about a session, for whoever paid for it.
func (s *Sheets) SessionReport(ctx context.Context, r evaluation.Report, form paper.Form) (paper.Sheet, error) {
	cat, err := s.content.loaded(ctx)
	if err != nil {
		return paper.Sheet{}, err
	}
	return s.press.SessionReport(ctx, handout.ReportInput{Report: r, Library: libraryOf(cat, r.Modules), Form: form})
}

// YearReport makes the pages that sum up the sessions of a time.
func (s *Sheets) YearReport(ctx context.Context, sum evaluation.Summary, form paper.Form) (paper.Sheet, error) {
	cat, err := s.content.loaded(ctx)
	if err != nil {
		return paper.Sheet{}, err
	}
	return s.press.YearReport(ctx, handout.YearInput{Summary: sum, Library: cat.Library, Form: form, Today: s.now()})
}

// libraryOf is the library of the first module that is still there, or else the first library.
func libraryOf(cat *catalog.Catalog, modules []plan.Module) catalog.Library {
	for _, known := range modules {
		if m, ok := cat.Module(known.ID); ok {
			return cat.LibraryOf(m.Library)
		}
	}
	return cat.Library
}

// planInput is what goes onto the sheets of a plan.
func (s *Sheets) planInput(ctx context.Context, p plan.Plan, form paper.Form) (handout.PlanInput, *catalog.Catalog, error) {
	cat, err := s.content.loaded(ctx)
	if err != nil {
		return handout.PlanInput{}, nil, err
	}
	in := handout.PlanInput{Plan: p, Library: libraryOf(cat, p.Modules), Form: form, Today: s.now(), Titles: map[catalog.HandoutID]string{}}
	for _, id := range p.Handouts() {
		if h, _, ok := cat.Handout(id); ok {
			in.Titles[id] = h.Title
		}
	}
	return in, cat, nil
}
