package handout

import (
	"cmp"
	"context"
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// testData is /doc.json of a printer test.
type testData struct {
	frame
	Width  float64    `json:"width"` // in millimetres
	Height float64    `json:"height"`
	Say    paperWords `json:"say"`
}

// TestSheet makes two pages that show how a printer puts them on one sheet of paper: whether the back stands upright
// once the paper is turned over like a page of a book, whether the size was changed, and what is lost at the edges.
// A roll cannot be turned over; it gets the pages of A4.
func (p *Press) TestSheet(ctx context.Context, size paper.Size) (paper.Sheet, error) {
	if size == paper.Roll80 {
		size = paper.A4
	}
	d := testData{frame: frameOf("en", catalog.Library{}), Say: paperWordsFor("en")}
	d.Width, d.Height = size.Millimetres()
	d.Title, d.Size = d.Say.Test, listSize
	sheet, err := p.set(ctx, "testsheet", d, d.Size, map[string][]byte{})
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making a printer test: %w", err)
	}
	sheet.Size, sheet.TwoSided = cmp.Or(size, paper.A4), true
	return sheet, nil
}
