package docview

import (
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
)

// gapAbove is the distance of a block from the one before it.
func gapAbove(b catalog.Block, first bool) float32 {
	if first {
		return 0
	}
	switch b := b.(type) {
	case catalog.Heading:
		if b.Level == 2 {
			return look.Gap32 + look.Gap4
		}
		return look.Gap24
	case catalog.Callout, catalog.Table, catalog.Picture:
		return look.Gap24
	}
	return look.Gap16
}

// estimate is about how high a block will be in a column, before it is built. It need not be right: a better
// estimate only makes the scroll bar jump less.
func estimate(b catalog.Block, width, textSize float32) float32 {
	perLine := width / (textSize * 0.46)
	line := textSize * 1.5
	rows := func(chars int, share float32) float32 {
		return float32(int(float32(chars)/max(1, perLine*share))+1) * line
	}
	switch b := b.(type) {
	case catalog.Heading:
		return rows(chars(b.Text), 0.75) * 1.3
	case catalog.Paragraph:
		return rows(chars(b.Text), 1)
	case catalog.List:
		h := float32(0)
		for _, it := range b.Items {
			h += estimateAll(it.Blocks, width-2*textSize, textSize) + look.Gap8
		}
		return h
	case catalog.Table:
		h := line + look.Gap16
		for _, r := range b.Rows {
			most := float32(0)
			for _, cell := range r {
				most = max(most, rows(chars(cell), 0.9/float32(len(r))))
			}
			h += most + look.Gap16
		}
		return h
	case catalog.Callout:
		return estimateAll(b.Blocks, width-40, textSize) + line + 40
	case catalog.Quote:
		return estimateAll(b.Blocks, width-24, textSize)
	case catalog.Picture:
		return pictureHeight(b, width, textSize)
	case catalog.Code:
		return rows(len(b.Text), 0.8) + look.Gap24
	}
	return line
}

func estimateAll(blocks []catalog.Block, width, textSize float32) float32 {
	h := float32(0)
	for _, b := range blocks {
		h += estimate(b, width, textSize) + look.Gap8
	}
	return h
}

func chars(spans []catalog.Span) int {
	n := 0
	for _, s := range spans {
		n += utf8.RuneCountInString(s.Text)
	}
	return n
}
