package app

import (
	"context"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
)

// MakeCover makes the list that lies on top of a printed pack: what is in it, in which version, to be ticked off.
// What cannot be made is not in the pack and so not on the list; when nothing can, the error is that of the first.
func (h *Handouts) MakeCover(ctx context.Context, p pack.Pack) (paper.Sheet, error) {
	cat, err := h.content.loaded(ctx)
	if err != nil {
		return paper.Sheet{}, err
	}
	in := handout.CoverInput{Title: p.Title, Library: h.library(cat, ""), Size: sizeOf(p), Today: h.now()}
	lines, _ := p.Lines(cat)
	var first error
	for _, l := range lines {
		row, err := h.coverRow(ctx, l)
		if ctx.Err() != nil {
			return paper.Sheet{}, ctx.Err()
		}
		if err == nil {
			in.Rows = append(in.Rows, row)
		} else if first == nil {
			first = err
		}
	}
	if len(in.Rows) == 0 && first != nil {
		return paper.Sheet{}, first
	}
	return h.press.Cover(ctx, in)
}

// coverRow counts the sheets of a line, which has to be made for that unless it was before. A web page has none.
func (h *Handouts) coverRow(ctx context.Context, l pack.Line) (handout.CoverRow, error) {
	in, err := h.input(ctx, l)
	if err != nil {
		return handout.CoverRow{}, err
	}
	row := handout.CoverRow{Handout: in.Handout, Form: l.Form, Service: in.Local, Copies: l.Copies}
	if l.Form.Format == paper.Web {
		return row, nil
	}
	key, err := keyOf(l, in)
	if err != nil {
		return row, err
	}
	var known bool
	if row.Sheet, known = h.counted.get(key); known {
		return row, nil
	}
	row.Sheet, err = h.set(ctx, l, in)
	row.Sheet.PDF = nil
	return row, err
}

// sizeOf is the paper that is in the printer for a pack.
func sizeOf(p pack.Pack) paper.Size {
	letter := func(e pack.Entry) bool { return e.Form.Format == paper.LeafletLetter || e.Form.Stock == paper.Letter }
	if slices.ContainsFunc(p.Entries, letter) {
		return paper.Letter
	}
	return paper.A4
}

// MakeChanges makes the list of what is to be thrown away and what has changed, in the order of the recalls.
func (h *Handouts) MakeChanges(ctx context.Context, recalls []recall.Recall) (paper.Sheet, error) {
	cat, err := h.content.loaded(ctx)
	if err != nil {
		return paper.Sheet{}, err
	}
	titles := map[catalog.HandoutID]string{}
	for original := range cat.AllHandouts() {
		titles[original.ID] = original.Title
	}
	return h.press.Changes(ctx, handout.ChangesInput{Recalls: recalls, Titles: titles, Library: h.library(cat, ""), Today: h.now()})
}

// TestSheet makes the two sides that show how a printer turns paper over.
func (h *Handouts) TestSheet(ctx context.Context, size paper.Size) (paper.Sheet, error) {
	return h.press.TestSheet(ctx, size)
}
