package handout

import (
	"cmp"
	"context"
	"fmt"

	"github.com/passalong/passalong/internal/paper"
)

// A maker makes a handout in one format.
type maker func(ctx context.Context, in Input) (paper.Sheet, error)

// makers says how each format is made.
func (p *Press) makers() map[paper.Format]maker {
	return map[paper.Format]maker{
		paper.LeafletA4:     p.on(paper.A4, leafletPage),
		paper.LeafletLetter: p.on(paper.Letter, leafletPage),
		paper.LeafletA5:     p.on(paper.A5, flyerPage),
		paper.Screen:        p.on(paper.A4, screenPage),
		paper.PosterA3:      p.on(paper.A3, posterPage),
		paper.Receipt:       p.on(paper.Roll80, receiptPage),
		paper.Card:          p.card,
		paper.FoldedCard:    p.foldedCard,
		paper.TriFold:       p.triFold,
		paper.BookletA5:     p.booklet,
		paper.BookletA6:     p.booklet,
		paper.PosterTiled:   p.tiledPoster,
	}
}

// make makes a handout in its format.
func (p *Press) make(ctx context.Context, in Input) (paper.Sheet, error) {
	format := cmp.Or(in.Form.Format, paper.LeafletA4)
	in.Form.Format = format
	made, ok := p.makers()[format]
	if !ok {
		return paper.Sheet{}, fmt.Errorf("%w: %q", ErrNotOnPaper, format)
	}
	return made(ctx, in)
}

// on makes a handout on whole sheets of paper: what flows is what is printed.
func (p *Press) on(size paper.Size, page func(paper.Size, paper.HandoutForm) pageSpec) maker {
	return func(ctx context.Context, in Input) (paper.Sheet, error) {
		sheet, err := p.flow(ctx, in, page(size, in.Form))
		sheet.Size = size
		sheet.TwoSided = sheet.Pages > 1 && in.Form.Format != paper.Screen
		return sheet, err
	}
}
