package paper_test

import (
	"slices"
	"testing"

	"github.com/passalong/passalong/internal/paper"
)

func TestWhatIsSmallHasNoRoomForLargePrint(t *testing.T) {
	var none []paper.Format
	for _, f := range paper.Formats() {
		if !f.TakesLargePrint() {
			none = append(none, f)
		}
	}
	if want := []paper.Format{paper.Card, paper.FoldedCard, paper.TriFold, paper.Receipt, paper.Web}; !slices.Equal(none, want) {
		t.Errorf("got %v, want %v", none, want)
	}
}

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

func TestContentThatIsTooLongSaysByHowMuch(t *testing.T) {
	for _, c := range []struct {
		err  paper.TooLongError
		want string
	}{
		{paper.TooLongError{Format: paper.Card, Over: 4.2, Lines: 1}, "the content is 4 mm too long for the format card, about 1 line"},
		{paper.TooLongError{Format: paper.PosterA3, Over: 12, Lines: 3}, "the content is 12 mm too long for the format poster-a3, about 3 lines"},
		{paper.TooLongError{Format: paper.BookletA6, Pages: 41, Most: 32}, "the content takes 41 pages, and the format booklet-a6 has 32 at most"},
	} {
		if got := c.err.Error(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
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
