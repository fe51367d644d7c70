package content

import (
	"bytes"
	"html"
	"path"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"github.com/passalong/passalong/internal/catalog"
)

// inline converts the text in a block, with neighbours of equal style joined.
func (c *converter) inline(n ast.Node) []catalog.Span {
	defer func(start int) { c.spans = c.spans[:start] }(len(c.spans))
	return c.joined(c.children(n, catalog.Span{}))
}

// children converts what is in a node. The spans are good until the next call.
func (c *converter) children(n ast.Node, style catalog.Span) []catalog.Span {
	start := len(c.spans)
	for child := n.FirstChild(); child != nil && !c.f.full(); child = child.NextSibling() {
		c.span(child, style)
	}
	return c.spans[start:]
}

func (c *converter) add(s catalog.Span) { c.spans = append(c.spans, s) }

// span converts one inline node within text of a style.
func (c *converter) span(n ast.Node, style catalog.Span) {
	switch n := n.(type) {
	case *ast.Text:
		style.Text = c.text(n)
		c.add(style)
	case *ast.Emphasis:
		style.Italic, style.Bold = style.Italic || n.Level == 1, style.Bold || n.Level > 1
		c.children(n, style)
	case *tables.Strikethrough:
		style.Strike = true
		c.children(n, style)
	case *ast.CodeSpan:
		style.Code, style.Text = true, c.code(n)
		c.add(style)
	case *citation:
		c.cite(n, style)
	case *ast.Link:
		c.link(n, style)
	case *ast.AutoLink:
		c.autoLink(n, style)
	case *ast.Image:
		c.broken(n, "leave a blank line before and after it", "a picture stands in a paragraph of its own")
	case *ast.RawHTML:
		c.broken(n, "write it in Markdown; a < in text is written \\<", "HTML is not read")
	default:
		c.broken(n, "", "this kind of text (%s) is not read", n.Kind())
	}
}

// text is the text of a node with escapes and entities resolved and its line break made of it.
func (c *converter) text(n *ast.Text) string {
	raw := n.Segment.Value(c.src)
	text := raw
	if !n.IsRaw() && bytes.ContainsAny(raw, `\&`) {
		s := unescape(raw)
		if i, r := firstUnseen(s); i >= 0 {
			at := n.Segment.Start + max(0, bytes.IndexByte(raw, '&'))
			c.f.broken(c.f.place(c.base+at), "delete it", "%s", unseen(r))
		}
		text = []byte(s)
	}
	end := ""
	switch {
	case n.HardLineBreak():
		end = "\n"
	case n.SoftLineBreak():
		end = " "
	}
	return c.u.room.keep(text, end)
}

var entity = regexp.MustCompile(`^&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// unescape resolves backslash escapes and entities in one pass, so that \&amp; stays as it is.
func unescape(raw []byte) string {
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] == '\\' && i+1 < len(raw) && util.IsPunct(raw[i+1]) {
			i++
			b.WriteByte(raw[i])
			continue
		}
		if raw[i] == '&' {
			if e := entity.Find(raw[i:]); e != nil {
				b.WriteString(html.UnescapeString(string(e)))
				i += len(e) - 1
				continue
			}
		}
		b.WriteByte(raw[i])
	}
	return b.String()
}

func (c *converter) code(n *ast.CodeSpan) string {
	var b strings.Builder
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if t, ok := child.(*ast.Text); ok {
			b.WriteString(strings.ReplaceAll(string(t.Segment.Value(c.src)), "\n", " "))
		}
	}
	return b.String()
}

func (c *converter) cite(n *citation, style catalog.Span) {
	at := c.at(n)
	after := c.src[min(n.Pos()+len("[^]")+len(n.key), len(c.src)):]
	switch {
	case at.column == 1 && bytes.HasPrefix(after, []byte(":")):
		c.footnote(at, "^"+n.key)
	case style.URL != "" || style.Lesson != "":
		c.f.broken(at, "move it behind the link", "a citation does not stand in a link")
	case c.u.loader.cite(c.f, scalar{n.key, at}):
		key := catalog.SourceKey(n.key)
		c.add(catalog.Span{Text: c.number(key), Source: key})
	}
}

func (c *converter) link(n *ast.Link, style catalog.Span) {
	if len(n.Title) > 0 {
		c.broken(n, "delete it", "a link has no title")
	}
	if !c.target(n, string(n.Destination), &style) {
		return
	}
	if catalog.PlainText(c.children(n, style)) == "" {
		c.broken(n, "say where it leads", "the link has no text")
	}
}

func (c *converter) autoLink(n *ast.AutoLink, style catalog.Span) {
	style.Text = string(n.Label(c.src))
	if n.AutoLinkType == ast.AutoLinkEmail {
		c.broken(n, "write it as text", "mail addresses are not linked")
		return
	}
	if c.target(n, string(n.URL(c.src)), &style) {
		c.add(style)
	}
}

var telPattern = regexp.MustCompile(`^tel:\+?[0-9][0-9-]{1,20}$`)

// target checks where a link leads, and sets it in the style of its text.
func (c *converter) target(n ast.Node, to string, style *catalog.Span) bool {
	scheme, _, hasScheme := strings.Cut(to, ":")
	switch {
	case strings.EqualFold(scheme, "https") && hasScheme:
		if why := badWebAddress(to); why != "" {
			c.broken(n, "https://name/page", "%s", why)
			return false
		}
		style.URL = to
		return true
	case telPattern.MatchString(to):
		style.URL = to
		return true
	case scheme == "tel" && hasScheme:
		c.broken(n, "tel: and digits, such as tel:1800888236", "“%s” is not a telephone number", to)
		return false
	case !hasScheme && c.lessons && isFile(to) && path.Ext(to) == ".md":
		return c.lessonLink(n, to, style)
	}
	hint := "links are https:, tel: or another lesson of this module"
	if !c.lessons {
		hint = "links in a handout are https: or tel:"
	}
	c.broken(n, hint, "the link “%s” is not allowed", to)
	return false
}

func (c *converter) lessonLink(n ast.Node, to string, style *catalog.Span) bool {
	name := path.Join(path.Dir(c.f.path), to)
	id, ok := c.u.lessonFiles[name]
	if !ok {
		var names []string
		for other := range c.u.lessonFiles {
			names = append(names, path.Base(other))
		}
		hint, near := closest(to, sortedCopy(names))
		if near {
			hint = "did you mean “" + hint + "”?"
		}
		c.broken(n, hint, "“%s” is not a lesson of this module", to)
		return false
	}
	style.Lesson = catalog.LessonID(id)
	return true
}

// joined is a copy of spans in which neighbours of equal style are one. Citations stay by themselves.
func (c *converter) joined(spans []catalog.Span) []catalog.Span {
	runs := 0
	for i := 0; i < len(spans); i = runEnd(spans, i) {
		if spans[i].Text != "" {
			runs++
		}
	}
	if runs == 0 {
		return nil
	}
	out := c.u.room.list(runs)
	for i := 0; i < len(spans); {
		end := runEnd(spans, i)
		if s := spans[i]; s.Text != "" {
			s.Text = textOf(spans[i:end])
			out = append(out, s)
		}
		i = end
	}
	return out
}

// runEnd is the end of the run of spans that begins at start: those of one style, and empty ones among them.
func runEnd(spans []catalog.Span, start int) int {
	end := start + 1
	if spans[start].Text == "" || spans[start].Source != "" {
		return end
	}
	style := spans[start]
	style.Text = ""
	for ; end < len(spans); end++ {
		next := spans[end]
		next.Text = ""
		if spans[end].Text != "" && next != style {
			break
		}
	}
	return end
}

func textOf(spans []catalog.Span) string {
	if len(spans) == 1 {
		return spans[0].Text
	}
	size := 0
	for _, s := range spans {
		size += len(s.Text)
	}
	var b strings.Builder
	b.Grow(size)
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}
