package handout_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

func TestNoStepIsCutByTheFoldOfACard(t *testing.T) {
	in := sample()
	in.Form = paper.HandoutForm{Format: paper.FoldedCard}
	list := catalog.List{}
	for i := range 7 {
		list.Items = append(list.Items, catalog.ListItem{Blocks: []catalog.Block{
			say(fmt.Sprintf("First%d comes what to do, in as many words as it takes to fill four lines or five of them, which a fold may well go through in the middle, at last%d", i, i)),
		}})
	}
	in.Handout.Body.Blocks = []catalog.Block{head(2, "Steps"), list}
	all := placedWords(t, madeSheet(t, in).PDF)
	pages := map[bool]int{}
	for i := range list.Items {
		first, last := find(t, all, fmt.Sprintf("First%d", i)), find(t, all, fmt.Sprintf("last%d", i))
		const page = 52.5 * 72 / 25.4 // wide
		if math.Floor(first.left/page) != math.Floor(last.left/page) {
			t.Errorf("step %d begins on one page and ends on another", i)
		}
		pages[first.left > page]++
	}
	if len(pages) < 2 {
		t.Error("the steps do not reach the fold, so nothing was shown")
	}
}

func TestATableThatIsReadRowByRowSaysWhatItsColumnsAre(t *testing.T) {
	for _, format := range []paper.Format{paper.Card, paper.FoldedCard, paper.TriFold, paper.Receipt} {
		for _, names := range [][]string{{"Drug", "Wait"}, {"Drug", "Wait", "Why"}} {
			t.Run(fmt.Sprintf("%d columns as %s", len(names), format.Name()), func(t *testing.T) {
				in := sample()
				in.Form = paper.HandoutForm{Format: format}
				in.Handout.Services, in.Local = nil, nil
				table := catalog.Table{Align: make([]catalog.Align, len(names)), Rows: [][][]catalog.Span{nil}}
				for i, name := range names {
					table.Head = append(table.Head, words(name))
					table.Rows[0] = append(table.Rows[0], words(fmt.Sprintf("what stands in column %d and takes some room there", i)))
				}
				in.Handout.Body.Blocks = []catalog.Block{head(2, "Times"), table}
				says(t, madeSheet(t, in).PDF, append(names, "column 0", "column 1")...)
			})
		}
	}
}

func TestTheSecondLineOfANumberedHeadingStandsBelowItsWords(t *testing.T) {
	for language, c := range map[catalog.Language]struct {
		first, text string
		side        func(placed) float64
	}{
		"en": {"Alpha", "1. Alpha and then so many words that the heading takes at least two lines of its column", func(w placed) float64 { return w.left }},
		"ar": {"Alpha", "1. Alpha ثم كلمات كثيرة جدا حتى يأخذ العنوان سطرين على الأقل من العمود الذي يقف فيه", func(w placed) float64 { return -w.right }},
	} {
		in := bare(language, "—", "text")
		in.Handout.Body.Blocks = []catalog.Block{head(2, c.text), say("text")}
		all, side := placedWords(t, pdfOf(t, in)), c.side
		first := find(t, all, c.first)
		second := placed{left: math.Inf(1), right: math.Inf(-1)}
		for _, w := range all {
			if w.top > first.top+10 && w.top < first.top+30 && side(w) < side(second) {
				second = w
			}
		}
		if off := math.Abs(side(second) - side(first)); off > 2 {
			t.Errorf("%s: the second line begins with %q, %.1f points from where the first one does", language, second.text, off)
		}
	}
}
