package handout

import (
	"cmp"
	"context"
	"errors"
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
		paper.PosterA3:      p.poster,
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

// poster makes a poster on one sheet.
func (p *Press) poster(ctx context.Context, in Input) (paper.Sheet, error) {
	sheet, err := p.flowPoster(ctx, in, posterPage(paper.A3, in.Form))
	sheet.Size = paper.A3
	return sheet, err
}

// flowPoster sets a poster. Where it is too long, the services are there by name and telephone only: what to do comes
// before where to go, and in type that is read from the other side of a street.
func (p *Press) flowPoster(ctx context.Context, in Input, page pageSpec) (paper.Sheet, error) {
	sheet, err := p.flow(ctx, in, page)
	if tooLong := (*paper.TooLongError)(nil); !errors.As(err, &tooLong) {
		return sheet, err
	}
	page.Services = urgent
	return p.flow(ctx, in, page)
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
