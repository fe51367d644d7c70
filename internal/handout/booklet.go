package handout

import (
	"context"
	"math"

	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/paper"
)

// bookletPage is a page of a booklet: the cover, as much text as there is, and the back cover.
func bookletPage(page imposition.Area) pageSpec {
	spec := pageSpec{
		Width: page.Width, Height: page.Height, Margin: margin{Top: 11, Bottom: 14, X: 12}, Columns: 1, Unit: 0.8,
		Head: headCover, Title: 28, Audience: 13, Sources: full, Services: full, Foot: short, QR: 27, QRText: true, Small: 7,
		Tries: bookletTries(14, 12), Fill: true, InPages: true, Back: true, HelpPairs: true,
	}
	if page.Width < 120 {
		spec.Margin, spec.Unit, spec.HelpPairs = margin{Top: 9, Bottom: 11, X: 9}, 0.65, false
		spec.Title, spec.Audience, spec.QR, spec.Small = 21, 10.5, 22, 6.5
		spec.Tries = bookletTries(12, 10.5)
	}
	return spec
}

// bookletTries fill one sheet in type of up to a size, or two in larger type, so that few pages stay empty; a longer
// text is set in a comfortable one.
func bookletTries(largest, comfortable float64) []try {
	const whole, larger = 0.6, 1.3
	return []try{
		{Pages: 4, Sizes: downTo(largest, comfortable-1, 0.5), Whole: whole}, {Pages: 4, Sizes: downTo(largest, comfortable, 0.5)},
		{Pages: 8, Sizes: downTo(math.Round(larger*largest), comfortable, 0.5), Whole: whole},
		{Pages: imposition.MostPages, Sizes: []float64{comfortable, comfortable - 1}},
	}
}

// A bookletMaking is on what a booklet is printed.
type bookletMaking struct {
	page, sheet imposition.Area
	size        paper.Size
	perSide     int
}

// bookletOn says how a booklet is made from paper. The A6 booklet is made from A5; from A4 or Letter come two at once,
// to be cut apart. On Letter a page is half or a quarter of the sheet.
func bookletOn(format paper.Format, size paper.Size) bookletMaking {
	half := func(s paper.Size) imposition.Area { // of a sheet
		a := imposition.Of(s, true)
		return imposition.Area{Width: a.Width / 2, Height: a.Height}
	}
	if format == paper.BookletA5 {
		if size == paper.Letter {
			return bookletMaking{half(size), imposition.Of(size, true), size, 2}
		}
		return bookletMaking{imposition.Of(paper.A5, false), imposition.Of(paper.A4, true), paper.A4, 2}
	}
	switch size {
	case paper.A4:
		return bookletMaking{imposition.Of(paper.A6, false), imposition.Of(size, false), size, 4}
	case paper.Letter:
		page := imposition.Of(size, false)
		return bookletMaking{imposition.Area{Width: page.Width / 2, Height: page.Height / 2}, page, size, 4}
	}
	return bookletMaking{imposition.Of(paper.A6, false), imposition.Of(paper.A5, true), paper.A5, 2}
}

// booklet makes a booklet that is folded once and stapled.
func (p *Press) booklet(ctx context.Context, in Input) (paper.Sheet, error) {
	m := bookletOn(in.Form.Format, in.Form.Stock)
	pages, err := p.flow(ctx, in, bookletPage(m.page))
	if err != nil {
		return paper.Sheet{}, err
	}
	plan, err := imposition.Booklet(imposition.Leaves(pages.Pages, true), imposition.Binding{
		Page: m.page, Sheet: m.sheet, PerSide: m.perSide, Cut: m.perSide > 2, Same: m.perSide > 2, RightToLeft: runsLeft(in),
	})
	if err != nil {
		return paper.Sheet{}, err
	}
	return p.impose(ctx, pages, plan, m.size)
}
