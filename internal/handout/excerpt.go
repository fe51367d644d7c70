package handout

import (
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// carries gives what a handout carries in a format: everything, or the extracts that its author chose.
func carries(h *catalog.Handout, f paper.Format) ([]catalog.Block, error) {
	extracts := h.Short[f]
	if len(extracts) == 0 {
		return h.Body.Blocks, nil
	}
	var out []catalog.Block
	for _, e := range extracts {
		blocks, found := sectionOf(h.Body.Blocks, e.Section)
		if !found {
			return nil, fmt.Errorf("a %s is to carry %q, and there is no such section", f, e.Section)
		}
		picked, missing := linesOf(blocks, e.Lines)
		if missing > 0 {
			return nil, fmt.Errorf("a %s is to carry line %d of %q, which has fewer", f, missing, e.Section)
		}
		out = append(out, picked...)
	}
	return out, nil
}

// sectionOf gives a heading of level 2 with what follows; without a title what comes before the first.
func sectionOf(all []catalog.Block, title string) (blocks []catalog.Block, found bool) {
	found = title == ""
	start := 0
	for i, b := range all {
		h, ok := b.(catalog.Heading)
		switch {
		case !ok || h.Level != 2:
		case found:
			return all[start:i], true
		case catalog.PlainText(h.Text) == title:
			start, found = i, true
		}
	}
	return all[start:], found
}

// linesOf keeps some lines of a section: items of lists, rows of tables and paragraphs, counted from 1. No numbers
// are all lines. A number that there is no line of is given back.
func linesOf(blocks []catalog.Block, numbers []int) (kept []catalog.Block, missing int) {
	if len(numbers) == 0 {
		return blocks, 0
	}
	line := 0
	next := func() bool {
		line++
		return slices.Contains(numbers, line)
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case catalog.Heading:
			kept = append(kept, b)
		case catalog.Paragraph:
			if next() {
				kept = append(kept, b)
			}
		case catalog.List:
			b.Items = slices.DeleteFunc(slices.Clone(b.Items), func(catalog.ListItem) bool { return !next() })
			if len(b.Items) > 0 {
				kept = append(kept, b)
			}
		case catalog.Table:
			b.Rows = slices.DeleteFunc(slices.Clone(b.Rows), func([][]catalog.Span) bool { return !next() })
			if len(b.Rows) > 0 {
				kept = append(kept, b)
			}
		}
	}
	if most := slices.Max(numbers); most > line {
		return nil, most
	}
	return kept, 0
}
