package handout

import (
	"context"

	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/paper"
)

// sheetsOfPoster is of how many sheets a poster is put together.
const sheetsOfPoster = 2

// tiledPoster makes a poster on two sheets that are glued together: as wide as A3, and shorter by the overlap.
func (p *Press) tiledPoster(ctx context.Context, in Input) (paper.Sheet, error) {
	size := stock(in.Form, paper.A4)
	sheet := imposition.Of(size, true)
	poster := imposition.Poster(sheet, sheetsOfPoster)
	page := posterPage(paper.A3, in.Form)
	page.Width, page.Height = poster.Width, poster.Height
	pages, err := p.flowPoster(ctx, in, page)
	if err != nil {
		return paper.Sheet{}, err
	}
	return p.impose(ctx, pages, imposition.Tiles(sheet, sheetsOfPoster), size)
}
