package handout

import (
	"context"

	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/paper"
)

// triFoldPage is a panel of a tri-fold leaflet, as narrow as the one that is folded in: cover, three panels inside,
// the flap, and the back.
func triFoldPage(sheet imposition.Area) pageSpec {
	return pageSpec{
		Width: imposition.Panels(sheet)[2], Height: sheet.Height, Margin: margin{Top: 10, Bottom: 10, X: 8}, Columns: 1, Unit: 0.75,
		Head: headCover, Title: 24, Audience: 12, Sources: full, Services: full, Foot: short, QR: 26, QRText: true, Small: 6.5,
		Tries: []try{{Pages: 6, Sizes: downTo(18, 12, 0.5), Whole: 0.95, AllWhole: true}, {Pages: 6, Sizes: downTo(16, 9, 0.5)}}, Fill: true, Back: true,
	}
}

// triFold makes a leaflet of six panels that fits a DL envelope.
func (p *Press) triFold(ctx context.Context, in Input) (paper.Sheet, error) {
	size := stock(in.Form, paper.A4)
	sheet := imposition.Of(size, true)
	page := triFoldPage(sheet)
	pages, err := p.flow(ctx, in, page)
	if err != nil {
		return paper.Sheet{}, err
	}
	plan := imposition.TriFold(imposition.Area{Width: page.Width, Height: page.Height}, sheet, runsLeft(in))
	return p.impose(ctx, pages, plan.Renumbered(backLast(pages.Pages, 6)), size)
}

// backLast is what is on so many pages when there are fewer: blank ones come before the last. The page numbered n is
// at n-1.
func backLast(pages, of int) []int {
	all := make([]int, of)
	for i := range min(pages, of) {
		all[i] = i + 1
	}
	if pages < of {
		all[pages-1], all[of-1] = 0, pages
	}
	return all
}
