package handout

import (
	"cmp"
	"context"

	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/paper"
)

// Sizes of cards, in millimetres.
var (
	creditCard, _ = imposition.Card(paper.Card)
	foldedCard, _ = imposition.Card(paper.FoldedCard)
	foldedPage    = imposition.Area{Width: foldedCard.Width / 2, Height: foldedCard.Height}
)

// leastOnCards is the smallest type of the text on a card, in points. Smaller is what only the one who prints it
// needs: version, sources and imprint.
const leastOnCards = 7.5

// cardPage is one side of a card of the size of a credit card. Text runs on from the front to the back.
func cardPage() pageSpec {
	return pageSpec{
		Width: creditCard.Width, Height: creditCard.Height, Margin: margin{Top: 3.6, Bottom: 3.6, X: 4.2}, Columns: 1, Unit: 0.4,
		Head: headLine, Title: 11, Sources: names, Services: urgent, Foot: none, QR: 18, Small: 5.5,
		Tries: cardTries(2, 10), Fill: true, End: true,
	}
}

// foldedCardPage is a page of a folded card: cover, two pages of text, and the back.
func foldedCardPage() pageSpec {
	return pageSpec{
		Width: foldedPage.Width, Height: foldedPage.Height, Margin: margin{Top: 5, Bottom: 5, X: 5}, Columns: 1, Unit: 0.4,
		Head: headCover, Title: 14, Audience: 7.5, Sources: names, Services: urgent, Foot: none, QR: 18, Small: 5.5,
		Tries: cardTries(4, 10.5), Fill: true, End: true, Back: true,
	}
}

// cardTries fill so many pages in type of up to a size. Steps that belong together stay on one side of the card while
// the type is not much smaller for it.
func cardTries(pages int, largest float64) []try {
	const readable = 8
	return []try{{Pages: pages, Sizes: downTo(largest, readable, 0.25), Whole: 0.95, AllWhole: true}, {Pages: pages, Sizes: downTo(largest, leastOnCards, 0.25)}}
}

// stock is the paper that goes into the printer for a form, where that is left open.
func stock(form paper.HandoutForm, usual paper.Size) paper.Size { return cmp.Or(form.Stock, usual) }

// card makes cards of the size of a credit card, as many as fit on a sheet.
func (p *Press) card(ctx context.Context, in Input) (paper.Sheet, error) {
	pages, err := p.flow(ctx, in, cardPage())
	if err != nil {
		return paper.Sheet{}, err
	}
	size := stock(in.Form, paper.A4)
	sides := [][]int{{1}, {2}}
	return p.impose(ctx, pages, imposition.Cards(creditCard, imposition.Of(size, false), runsLeft(in), sides[:min(2, pages.Pages)]...), size)
}

// foldedCard makes cards that are folded once, as many as fit on a sheet.
func (p *Press) foldedCard(ctx context.Context, in Input) (paper.Sheet, error) {
	pages, err := p.flow(ctx, in, foldedCardPage())
	if err != nil {
		return paper.Sheet{}, err
	}
	size := stock(in.Form, paper.A4)
	four := imposition.Leaves(pages.Pages, true)
	plan := imposition.Cards(foldedCard, imposition.Of(size, false), runsLeft(in), []int{four[3], four[0]}, []int{four[1], four[2]})
	return p.impose(ctx, pages, plan, size)
}

// runsLeft reports whether what is folded opens from the other side.
func runsLeft(in Input) bool { return rightToLeft(in.Handout.Language) }
