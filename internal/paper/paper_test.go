package paper_test

import (
	"testing"

	"github.com/passalong/passalong/internal/paper"
)

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		size          paper.Size
		width, height float64
	}{{paper.A4, 210, 297}, {paper.Letter, 215.9, 279.4}, {"", 210, 297}, {"foolscap", 210, 297}} {
		if w, h := c.size.Millimetres(); w != c.width || h != c.height {
			t.Errorf("%q has %g by %g mm, want %g by %g", c.size, w, h, c.width, c.height)
		}
	}
}

func TestBackFollowsTheFront(t *testing.T) {
	for _, c := range []struct {
		sheet paper.Sheet
		want  paper.Sides
	}{
		{paper.Sheet{}, paper.LongEdge},
		{paper.Sheet{Across: true}, paper.ShortEdge},
		{paper.Sheet{TwoSided: true}, paper.LongEdge},
		{paper.Sheet{TwoSided: true, Across: true}, paper.LongEdge},
		{paper.Sheet{TwoSided: true, Across: true, ShortEdge: true}, paper.ShortEdge},
		{paper.Sheet{ShortEdge: true}, paper.LongEdge},
	} {
		if got := c.sheet.BothSides(); got != c.want {
			t.Errorf("%+v is turned along the %s, want %s", c.sheet, got, c.want)
		}
	}
}
