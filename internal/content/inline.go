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
	return joined(c.children(n, catalog.Span{}))
}

func (c *converter) children(n ast.Node, style catalog.Span) []catalog.Span {
	var all []catalog.Span
	for child := n.FirstChild(); child != nil && !c.f.full(); child = child.NextSibling() {
		all = append(all, c.span(child, style)...)
	}
	return all
}

// span converts one inline node within text of a style.
func (c *converter) span(n ast.Node, style catalog.Span) []catalog.Span {
	switch n := n.(type) {
	case *ast.Text:
		style.Text = c.text(n)
		return []catalog.Span{style}
	case *ast.Emphasis:
		style.Italic, style.Bold = style.Italic || n.Level == 1, style.Bold || n.Level > 1
		return c.children(n, style)
	case *tables.Strikethrough:
		style.Strike = true
		return c.children(n, style)
	case *ast.CodeSpan:
		style.Code, style.Text = true, c.code(n)
		return []catalog.Span{style}
	case *citation:
		return c.cite(n, style)
	case *ast.Link:
		return c.link(n, style)
	case *ast.AutoLink:
		return c.autoLink(n, style)
	case *ast.Image:
		c.broken(n, "leave a blank line before and after it", "a picture stands in a paragraph of its own")
	case *ast.RawHTML:
		c.broken(n, "write it in Markdown; a < in text is written \\<", "HTML is not read")
	default:
		c.broken(n, "", "this kind of text (%s) is not read", n.Kind())
	}
	return nil
}

// text is the text of a node with escapes and entities resolved and its line break made of it.
func (c *converter) text(n *ast.Text) string {
	raw := n.Segment.Value(c.src)
	s := string(raw)
	if !n.IsRaw() && bytes.ContainsAny(raw, `\&`) {
		s = unescape(raw)
		if i, r := firstUnseen(s); i >= 0 {
			at := n.Segment.Start + max(0, bytes.IndexByte(raw, '&'))
			c.f.broken(c.f.place(c.base+at), "delete it", "%s", unseen(r))
		}
	}
	switch {
	case n.HardLineBreak():
		s += "\n"
	case n.SoftLineBreak():
		s += " "
	}
	return s
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

func (c *converter) cite(n *citation, style catalog.Span) []catalog.Span {
	at := c.at(n)
	after := c.src[min(n.Pos()+len("[^]")+len(n.key), len(c.src)):]
	switch {
	case at.column == 1 && bytes.HasPrefix(after, []byte(":")):
		c.footnote(at, "^"+n.key)
	case style.URL != "" || style.Lesson != "":
		c.f.broken(at, "move it behind the link", "a citation does not stand in a link")
	case c.u.loader.cite(c.f, scalar{n.key, at}):
		key := catalog.SourceKey(n.key)
		return []catalog.Span{{Text: c.number(key), Source: key}}
	}
	return nil
}

func (c *converter) link(n *ast.Link, style catalog.Span) []catalog.Span {
	if len(n.Title) > 0 {
		c.broken(n, "delete it", "a link has no title")
	}
	if !c.target(n, string(n.Destination), &style) {
		return nil
	}
	spans := c.children(n, style)
	if catalog.PlainText(spans) == "" {
		c.broken(n, "say where it leads", "the link has no text")
	}
	return spans
}

func (c *converter) autoLink(n *ast.AutoLink, style catalog.Span) []catalog.Span {
	style.Text = string(n.Label(c.src))
	if n.AutoLinkType == ast.AutoLinkEmail {
		c.broken(n, "write it as text", "mail addresses are not linked")
		return nil
	}
	if !c.target(n, string(n.URL(c.src)), &style) {
		return nil
	}
	return []catalog.Span{style}
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

// joined merges neighbours of equal style. Citations stay by themselves.
func joined(spans []catalog.Span) []catalog.Span {
	var out []catalog.Span
	for _, s := range spans {
		if s.Text == "" {
			continue
		}
		if last := len(out) - 1; last >= 0 && s.Source == "" {
			before, text := out[last], s.Text
			before.Text, s.Text = "", ""
			if before == s {
				out[last].Text += text
				continue
			}
			s.Text = text
		}
		out = append(out, s)
	}
	return out
}
