package catalog

import (
	"slices"

	"github.com/passalong/passalong/internal/paper"
)

// A Section is a heading of level 2 and what follows it, up to the next.
type Section struct {
	Heading string // its words; empty for what comes before the first heading
	Blocks  []Block
}

// Sections divides a document. What comes before the first heading is a section only when there is something.
func (d Document) Sections() []Section {
	var all []Section
	for _, b := range d.Blocks {
		if h, ok := b.(Heading); ok && h.Level == 2 {
			all = append(all, Section{Heading: PlainText(h.Text), Blocks: []Block{b}})
			continue
		}
		if len(all) == 0 {
			all = append(all, Section{})
		}
		last := &all[len(all)-1]
		last.Blocks = append(last.Blocks, b)
	}
	return all
}

// Lines is how many lines a section has, as an Extract counts them: paragraphs, items of lists and rows of
// tables. Headings, pictures, callouts and quotes are none.
func (s Section) Lines() int {
	n := 0
	for _, b := range s.Blocks {
		n += lines(b)
	}
	return n
}

func lines(b Block) int {
	switch b := b.(type) {
	case Paragraph:
		return 1
	case List:
		return len(b.Items)
	case Table:
		return len(b.Rows)
	}
	return 0
}

// Pick gives the section with the lines of these numbers, counted from 1, in the order of the section, below its
// headings; the whole section when there are none. Items of a list keep their numbers.
func (s Section) Pick(numbers []int) []Block {
	if len(numbers) == 0 {
		return s.Blocks
	}
	var all []Block
	before := 0
	for _, b := range s.Blocks {
		if h, ok := b.(Heading); ok {
			all = append(all, h)
		}
		chosen := func(line int) bool { return slices.Contains(numbers, before+line+1) }
		all = append(all, pick(b, chosen)...)
		before += lines(b)
	}
	return all
}

// pick gives the lines of a block that are chosen, by their numbers in the block, counted from 0.
func pick(b Block, chosen func(line int) bool) []Block {
	switch b := b.(type) {
	case List:
		var all []Block
		last := -2 // the item that was chosen before
		for i, it := range b.Items {
			switch {
			case !chosen(i):
				continue
			case i == last+1:
				run := all[len(all)-1].(List)
				run.Items = append(run.Items, it)
				all[len(all)-1] = run
			default:
				all = append(all, List{Ordered: b.Ordered, Start: b.Start + i, Items: []ListItem{it}})
			}
			last = i
		}
		return all
	case Table:
		t := Table{Head: b.Head, Align: b.Align}
		for i, row := range b.Rows {
			if chosen(i) {
				t.Rows = append(t.Rows, row)
			}
		}
		if len(t.Rows) > 0 {
			return []Block{t}
		}
	default:
		if lines(b) > 0 && chosen(0) {
			return []Block{b}
		}
	}
	return nil
}

// BodyFor gives what the handout carries in a format: everything, or what its author chose for it. A section that
// is not there is left out; whoever reads content sees to it that there is none.
func (h *Handout) BodyFor(f paper.Format) Document {
	extracts := h.Short[f]
	if len(extracts) == 0 {
		return h.Body
	}
	sections := h.Body.Sections()
	var d Document
	for _, e := range extracts {
		i := slices.IndexFunc(sections, func(s Section) bool { return s.Heading == e.Section })
		if i >= 0 {
			d.Blocks = append(d.Blocks, sections[i].Pick(e.Lines)...)
		}
	}
	return d
}

// Offers lists the formats in which the handout can be made, each once: those of its author, or else A4; US Letter
// behind A4; and the screen and the web, which are always there.
func (h *Handout) Offers() []paper.Format {
	var offers []paper.Format
	add := func(f paper.Format) {
		if !slices.Contains(offers, f) {
			offers = append(offers, f)
		}
	}
	for _, f := range h.Formats {
		add(f)
		if f == paper.LeafletA4 && !slices.Contains(h.Formats, paper.LeafletLetter) {
			add(paper.LeafletLetter)
		}
	}
	if len(offers) == 0 {
		offers = []paper.Format{paper.LeafletA4, paper.LeafletLetter}
	}
	add(paper.Screen)
	add(paper.Web)
	return offers
}
