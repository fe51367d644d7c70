package lint

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdownParser is CommonMark with tables and strike-through, as the loader reads it. Citations are blotted out
// before, so it need not know them. Any number of goroutines may use it.
func markdownParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithInlineParsers(util.Prioritized(extension.NewStrikethroughParser(), 500)),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
}

// A blot is a stretch of a Markdown text that was blotted out.
type blot struct {
	from, to int
	citation bool // rather than the mark of a callout
}

// A reader takes the passages out of a Markdown file.
type reader struct {
	src      []byte // with what is not text blotted out
	base     int    // offset of src in the file
	blots    []blot
	passages []passage
	block    int
	quotes   int // block quotes around
}

// markdown gives the passages of a file from an offset on.
func markdown(p parser.Parser, s *source, base int) []passage {
	r := &reader{base: base, src: []byte(s.text[base:])}
	r.blotOut()
	doc := p.Parse(text.NewReader(r.src))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		r.block++
		r.read(n)
	}
	return r.passages
}

// blotOut takes away what stands in a text and is not read: citations, and the marks of callouts. Commas are as little
// to emphasis and links as brackets are.
func (r *reader) blotOut() {
	for i := 0; i+1 < len(r.src); i++ {
		if r.src[i] != '[' || r.src[i+1] != '^' && r.src[i+1] != '!' {
			continue
		}
		b := blot{from: i, citation: r.src[i+1] == '^'}
		end := bytes.IndexAny(r.src[i+2:], "[]\n")
		if end < 1 || r.src[i+2+end] != ']' || !b.citation && !r.beginsQuote(i) {
			continue
		}
		b.to = i + 2 + end + 1
		r.blots = append(r.blots, b)
		for ; i < b.to; i++ {
			r.src[i] = ','
		}
		i--
	}
}

// beginsQuote reports whether only the mark of a quote stands before an offset in its line.
func (r *reader) beginsQuote(at int) bool {
	line := r.src[bytes.LastIndexByte(r.src[:at], '\n')+1 : at]
	return string(bytes.TrimSpace(line)) == ">"
}

// read takes the passages of a block.
func (r *reader) read(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		r.take(n, line, false)
	case *ast.Paragraph, *ast.TextBlock:
		r.take(n, prose, r.quotes > 0)
	case *tables.Table:
		r.table(n)
	case *ast.Blockquote:
		first, ok := n.FirstChild().(*ast.Paragraph)
		callout := ok && first.Lines().Len() > 0 && r.isCallout(first.Lines().At(0).Start)
		if !callout {
			r.quotes++
		}
		r.children(n)
		if !callout {
			r.quotes--
		}
	case *ast.List, *ast.ListItem:
		r.children(n)
	}
}

func (r *reader) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.read(c)
	}
}

// avoided are heads of columns with words that a table teaches not to use.
var avoided = regexp.MustCompile(`(?i)^(instead of|not this|don[’']t say|do not say|avoid|old words?)\b`)

func (r *reader) table(n *tables.Table) {
	shunned := map[int]bool{}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		column := 0
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			before := len(r.passages)
			r.take(cell, line, shunned[column])
			if row.Kind() == tables.KindTableHeader && len(r.passages) > before && avoided.MatchString(r.passages[before].text) {
				shunned[column] = true
			}
			column++
		}
	}
}

// take makes a passage of the text in a block. Pictures in it are passages of their own.
func (r *reader) take(n ast.Node, kind passageKind, quoted bool) {
	t := taker{r: r}
	t.inline(n)
	if strings.TrimSpace(t.b.String()) == "" {
		return
	}
	r.passages = append(r.passages, passage{
		text: t.b.String(), pieces: t.pieces, kind: kind, block: r.block, quoted: quoted, cited: t.cited,
	})
}

// A taker puts the text of one block together.
type taker struct {
	r      *reader
	b      strings.Builder
	pieces []piece
	cited  bool
}

func (t *taker) inline(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			t.add(c.Segment.Start, c.Segment.Stop)
			if c.SoftLineBreak() || c.HardLineBreak() {
				t.b.WriteByte(' ')
			}
		case *ast.CodeSpan, *ast.AutoLink, *ast.RawHTML:
			t.b.WriteString(" … ") // read by nobody
		case *ast.Image:
			alt := taker{r: t.r}
			alt.inline(c)
			if alt.b.Len() > 0 {
				t.r.passages = append(t.r.passages, passage{text: alt.b.String(), pieces: alt.pieces, kind: picture, block: t.r.block})
			}
		default:
			t.inline(c)
		}
	}
}

// add takes a stretch of the file, without what is blotted out and without the backslashes before marks.
func (t *taker) add(from, to int) {
	for from < to {
		next, skip := t.r.nextSkip(from, to)
		if next > from {
			t.pieces = append(t.pieces, piece{t.b.Len(), t.r.base + from})
			t.b.Write(t.r.src[from:next])
		}
		for _, b := range t.r.blots {
			t.cited = t.cited || b.citation && b.from == next
		}
		from = next + skip
	}
}

// nextSkip finds what is to be left out next, and how long it is.
func (r *reader) nextSkip(from, to int) (at, length int) {
	for _, b := range r.blots {
		if b.to > from && b.from < to {
			start := max(from, b.from)
			to, length = start, min(b.to, to)-start
			break
		}
	}
	for i := from; i+1 < to; i++ {
		if r.src[i] == '\\' && util.IsPunct(r.src[i+1]) {
			return i, 1
		}
	}
	return to, length
}

// isCallout reports whether the mark of a callout was at an offset.
func (r *reader) isCallout(at int) bool {
	return slices.ContainsFunc(r.blots, func(b blot) bool { return !b.citation && b.from == at })
}
