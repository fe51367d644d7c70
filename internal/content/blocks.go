package content

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"

	"github.com/passalong/passalong/internal/catalog"
)

// blocks converts the children of a node.
func (c *converter) blocks(parent ast.Node, depth int) []catalog.Block {
	if depth > maxNesting {
		c.broken(parent, "", "this is nested more than %d levels deep", maxNesting)
		return nil
	}
	all := slices.Grow([]catalog.Block(nil), parent.ChildCount())
	for n := parent.FirstChild(); n != nil && !c.f.full(); n = n.NextSibling() {
		if b := c.block(n, depth); b != nil {
			all = append(all, b)
		}
	}
	return all
}

// block converts one block; nil when there is nothing to show or a problem with it.
func (c *converter) block(n ast.Node, depth int) catalog.Block {
	if c.see != nil {
		c.see(c, n)
	}
	switch n := n.(type) {
	case *ast.Heading:
		return c.heading(n)
	case *ast.Paragraph, *ast.TextBlock:
		return c.paragraph(n)
	case *ast.List:
		return c.list(n, depth)
	case *ast.Blockquote:
		return c.quote(n, depth)
	case *tables.Table:
		return c.table(n)
	case *ast.FencedCodeBlock:
		return catalog.Code{Text: c.lines(n)}
	case *ast.CodeBlock:
		return catalog.Code{Text: c.lines(n)}
	case *ast.ThematicBreak:
		return catalog.Rule{}
	case *ast.HTMLBlock:
		c.broken(n, "write it in Markdown", "HTML is not read")
	case *ast.LinkReferenceDefinition:
	default:
		c.broken(n, "", "this kind of text (%s) is not read", n.Kind())
	}
	return nil
}

func (c *converter) lines(n ast.Node) string {
	return strings.TrimRight(string(n.Lines().Value(c.src)), "\n")
}

func (c *converter) heading(n *ast.Heading) catalog.Block {
	const deepest = 4
	switch {
	case n.Level == 1 && c.titled:
		c.broken(n, "use ##", "the file has a # title already")
	case n.Level == 1:
		c.broken(n, "use ##: the title is in the front matter", "this file has no # title of its own")
	case n.Level > deepest:
		c.broken(n, "", "headings go from ## to ####")
	case n.Level > c.lastLevel+1:
		c.f.advise(c.at(n), "use "+strings.Repeat("#", c.lastLevel+1), "the heading skips a level")
	}
	c.lastLevel = n.Level
	text := c.inline(n)
	if len(text) == 0 {
		c.broken(n, "", "the heading is empty")
	}
	return catalog.Heading{Level: min(max(n.Level, 2), deepest), Text: text}
}

// paragraph converts a paragraph, or the picture that is all there is in it.
func (c *converter) paragraph(n ast.Node) catalog.Block {
	if img, ok := n.FirstChild().(*ast.Image); ok && img.NextSibling() == nil {
		return c.picture(img)
	}
	text := c.inline(n)
	if len(text) == 0 {
		return nil
	}
	return catalog.Paragraph{Text: text}
}

func (c *converter) list(n *ast.List, depth int) catalog.Block {
	list := catalog.List{Ordered: n.IsOrdered(), Start: n.Start, Items: make([]catalog.ListItem, 0, n.ChildCount())}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		list.Items = append(list.Items, catalog.ListItem{Blocks: c.blocks(item, depth+1)})
	}
	return list
}

func (c *converter) table(n *tables.Table) catalog.Block {
	t := catalog.Table{Align: make([]catalog.Align, 0, len(n.Alignments)), Rows: make([][][]catalog.Span, 0, n.ChildCount())}
	for _, a := range n.Alignments {
		t.Align = append(t.Align, alignment(a))
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		cells := make([][]catalog.Span, 0, len(t.Align))
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, c.inline(cell))
		}
		c.checkWidth(row, len(t.Align))
		cells = append(cells, make([][]catalog.Span, max(0, len(t.Align)-len(cells)))...)[:len(t.Align)]
		if row.Kind() == tables.KindTableHeader {
			t.Head = cells
		} else {
			t.Rows = append(t.Rows, cells)
		}
	}
	if len(t.Rows) == 0 {
		c.broken(n, "", "the table has no rows")
	}
	return t
}

// checkWidth reports a row with more cells than the head: the parser drops them.
func (c *converter) checkWidth(row ast.Node, columns int) {
	at := c.at(row)
	line := strings.TrimSpace(c.f.line(at.line))
	line = strings.ReplaceAll(strings.TrimLeft(line, "> "), `\|`, "")
	line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
	if cells := 1 + strings.Count(line, "|"); cells > columns {
		c.f.broken(at, `a bar within a cell is written \|`, "the row has %d cells and the table %d columns", cells, columns)
	}
}

func alignment(a tables.Alignment) catalog.Align {
	switch a {
	case tables.AlignCenter:
		return catalog.AlignCenter
	case tables.AlignRight:
		return catalog.AlignEnd
	}
	return catalog.AlignStart
}

var calloutPattern = regexp.MustCompile(`^\[!([A-Za-z]+)\][ \t]*(.*)$`)

// quote converts a block quote, which is a callout when it begins with [!KIND].
func (c *converter) quote(n *ast.Blockquote, depth int) catalog.Block {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return catalog.Quote{Blocks: c.blocks(n, depth+1)}
	}
	line := first.Lines().At(0)
	m := calloutPattern.FindStringSubmatch(strings.TrimRight(string(line.Value(c.src)), " \t\n"))
	if m == nil {
		return catalog.Quote{Blocks: c.blocks(n, depth+1)}
	}
	kind, known := c.calloutKind(first, m[1])
	switch {
	case known && m[2] != "":
		c.broken(first, "move the text into the next line", "[!%s] stands in a line of its own", m[1])
	case n.Parent().Kind() != ast.KindDocument:
		c.broken(n, "move it out", "a callout does not stand within a list or quote")
	}
	for child := first.FirstChild(); child != nil; {
		next := child.NextSibling()
		if child.Pos() < line.Stop {
			first.RemoveChild(first, child)
		}
		child = next
	}
	callout := catalog.Callout{Kind: kind, Blocks: c.blocks(n, depth+1)}
	if len(callout.Blocks) == 0 && m[2] == "" {
		c.broken(first, "write its text in the lines below, each with > in front", "the callout is empty")
	}
	return callout
}

func (c *converter) calloutKind(n ast.Node, name string) (catalog.CalloutKind, bool) {
	kinds := []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"}
	if upper := strings.ToUpper(name); slices.Contains(kinds, upper) {
		return catalog.CalloutKind(strings.ToLower(name)), true
	}
	c.broken(n, didYouMean(strings.ToUpper(name), kinds), "there is no callout “%s”", name)
	return catalog.Note, false
}
