package catalog

import (
	"slices"
	"strings"
)

// A Document is the parsed Markdown of a lesson, handout or guide: what every renderer (window, page,
// HTML) draws from.
type Document struct {
	Blocks []Block
}

// A Block is one of Heading, Paragraph, List, Table, Callout, Quote, Code, Picture and Rule.
type Block interface{ block() }

// Blocks of a document.
type (
	// Heading has a level from 2 to 4: the title of a lesson is not in its body.
	Heading struct {
		Level int
		Text  []Span
	}
	Paragraph struct{ Text []Span }
	List      struct {
		Ordered bool
		Start   int // number of the first item of an ordered list
		Items   []ListItem
	}
	ListItem struct{ Blocks []Block }
	// Table has rows as wide as its head.
	Table struct {
		Head  [][]Span
		Align []Align // one for each column
		Rows  [][][]Span
	}
	Callout struct {
		Kind   CalloutKind
		Blocks []Block
	}
	Quote struct{ Blocks []Block }
	Code  struct{ Text string }
	// Picture is an image of the library. Width and Height are its own, in pixels or SVG units.
	Picture struct {
		Path          string // in Catalog.Files
		Alt           string
		Width, Height int
	}
	Rule struct{}
)

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}
func (Callout) block()   {}
func (Quote) block()     {}
func (Code) block()      {}
func (Picture) block()   {}
func (Rule) block()      {}

// Align is the alignment of a table column.
type Align int

// Alignments of a table column.
const (
	AlignStart Align = iota
	AlignCenter
	AlignEnd
)

// A CalloutKind is the kind of a GitHub alert.
type CalloutKind string

// The kinds of callout.
const (
	Note      CalloutKind = "note"
	Tip       CalloutKind = "tip"
	Important CalloutKind = "important"
	Warning   CalloutKind = "warning"
	Caution   CalloutKind = "caution"
)

// A Span is a run of text in one style. At most one of URL, Lesson, Source and Term is set.
type Span struct {
	Text                       string // "\n" is a hard line break
	Bold, Italic, Strike, Code bool
	URL                        string    // where a link leads: https: or tel:
	Lesson                     LessonID  // a link to another lesson of the module
	Source                     SourceKey // a citation; Text is its number in the document
	Term                       string    // headword of the glossary term that the text is
}

// PlainText joins the text of spans, without citation numbers.
func PlainText(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		if s.Source == "" {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// Walk calls visit for every block, outer before inner, in reading order.
func (d Document) Walk(visit func(Block)) { walk(d.Blocks, visit) }

func walk(blocks []Block, visit func(Block)) {
	for _, b := range blocks {
		visit(b)
		switch b := b.(type) {
		case List:
			for _, it := range b.Items {
				walk(it.Blocks, visit)
			}
		case Callout:
			walk(b.Blocks, visit)
		case Quote:
			walk(b.Blocks, visit)
		}
	}
}

// Spans calls visit for every run of text of the document, in reading order.
func (d Document) Spans(visit func(Span)) {
	each := func(spans []Span) {
		for _, s := range spans {
			visit(s)
		}
	}
	d.Walk(func(b Block) {
		switch b := b.(type) {
		case Heading:
			each(b.Text)
		case Paragraph:
			each(b.Text)
		case Table:
			for _, cell := range b.Head {
				each(cell)
			}
			for _, row := range b.Rows {
				for _, cell := range row {
					each(cell)
				}
			}
		}
	})
}

// Cited lists the source notes the document cites, each once; the citation numbered n is at n-1.
func (d Document) Cited() []SourceKey {
	var keys []SourceKey
	d.Spans(func(s Span) {
		if s.Source != "" && !slices.Contains(keys, s.Source) {
			keys = append(keys, s.Source)
		}
	})
	return keys
}

// PlainText is the document as words for searching and counting: blocks are separated by newlines,
// pictures give their alt text.
func (d Document) PlainText() string {
	var lines []string
	add := func(spans []Span) { lines = append(lines, PlainText(spans)) }
	d.Walk(func(b Block) {
		switch b := b.(type) {
		case Heading:
			add(b.Text)
		case Paragraph:
			add(b.Text)
		case Code:
			lines = append(lines, b.Text)
		case Picture:
			lines = append(lines, b.Alt)
		case Table:
			for _, cell := range b.Head {
				add(cell)
			}
			for _, row := range b.Rows {
				for _, cell := range row {
					add(cell)
				}
			}
		}
	})
	return strings.Join(lines, "\n")
}
