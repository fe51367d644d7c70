package content

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/passalong/passalong/internal/catalog"
)

// Limits of Markdown. Beyond them the parser takes seconds, or makes a row of ten thousand cells out of each
// line.
const (
	maxLines        = 4000
	maxQuoteDepth   = 8
	maxLineBrackets = 200  // "[" in a line
	maxBrackets     = 2000 // "[" in a file
	maxEmphasis     = 4000 // "*", "_", "~" and "`" in a file
	maxBars         = 20   // "|" in a line
	maxIndent       = 64   // characters before the first of a line
	maxNesting      = 12   // blocks within blocks
)

// What a lesson should have.
const (
	fewWords  = 150
	manyWords = 350
)

// markdownParser is CommonMark with tables, strike-through and our citations. Any number of goroutines may
// use it.
func markdownParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithInlineParsers(
			util.Prioritized(citationParser{}, 150), // before links
			util.Prioritized(extension.NewStrikethroughParser(), 500),
		),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
}

// A citation is [^key] in Markdown.
type citation struct {
	ast.BaseInline
	key string
}

var kindCitation = ast.NewNodeKind("Citation")

// Kind tells goldmark which node this is.
func (*citation) Kind() ast.NodeKind { return kindCitation }

// Dump prints the node for debugging.
func (c *citation) Dump(source []byte, level int) {
	ast.DumpHelper(c, source, level, map[string]string{"key": c.key}, nil)
}

type citationParser struct{}

// Trigger names the character at which goldmark asks.
func (citationParser) Trigger() []byte { return []byte{'['} }

// Parse reads a citation where one begins.
func (citationParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	const open = "[^"
	if !bytes.HasPrefix(line, []byte(open)) {
		return nil
	}
	end := bytes.IndexAny(line[len(open):], "[]\n")
	if end <= 0 || line[len(open)+end] != ']' {
		return nil
	}
	block.Advance(len(open) + end + 1)
	c := &citation{key: string(line[len(open) : len(open)+end])}
	c.SetPos(segment.Start)
	return c
}

// checkShape refuses Markdown that would take the parser long.
func (f *file) checkShape() bool {
	before := len(f.problems)
	if len(f.lines()) > maxLines {
		f.broken(place{}, "split it", "the file has more than %d lines", maxLines)
		return false
	}
	brackets, emphasis := 0, 0
	for i := range f.lines() {
		line, at := f.lineBytes(i+1), place{line: i + 1}
		indent := len(line) - len(bytes.TrimLeft(line, " \t>-+*"))
		open := bytes.Count(line, []byte("["))
		brackets += open
		emphasis += countAny(line, "*_~`")
		switch marks := line[:indent]; {
		case bytes.Count(marks, []byte(">")) > maxQuoteDepth:
			f.broken(at, "", "quotes are nested more than %d levels deep", maxQuoteDepth)
		case len(bytes.TrimRight(marks, "-*+_")) > maxIndent:
			f.broken(at, "", "the line is indented by more than %d characters", maxIndent)
		case open > maxLineBrackets:
			f.broken(at, "break the line", "the line has more than %d square brackets", maxLineBrackets)
		case bytes.Count(line, []byte("|")) > maxBars:
			f.broken(at, "a table of two or three columns reads best", "the line has more than %d bars", maxBars)
		case brackets > maxBrackets:
			f.broken(at, "split the file", "the file has more than %d square brackets", maxBrackets)
			return false
		case emphasis > maxEmphasis:
			f.broken(at, "split the file", "the file has more than %d marks of emphasis", maxEmphasis)
			return false
		}
	}
	return len(f.problems) == before
}

func countAny(s []byte, chars string) int {
	n := 0
	for i := range len(chars) {
		n += bytes.Count(s, []byte{chars[i]})
	}
	return n
}

// A converter makes a document of one Markdown file.
type converter struct {
	f         *file
	u         *unit
	base      int    // offset of the Markdown in the file
	src       []byte // the Markdown
	titled    bool   // begins with a # title
	lessons   bool   // may link to lessons
	title     string
	numbers   map[catalog.SourceKey]string
	lastLevel int
	spans     []catalog.Span                 // of what is being converted
	see       func(c *converter, n ast.Node) // looks at each heading and paragraph; nil for nobody
}

// document converts the Markdown of a file from offset base on. titled tells whether it begins with a
// # title, which is returned and not in the document.
func (u *unit) document(f *file, base int, titled, lessons bool) (title string, d catalog.Document) {
	return u.documentSeen(f, base, titled, lessons, nil)
}

// documentSeen is document with somebody who looks at each heading and paragraph before it is converted.
func (u *unit) documentSeen(f *file, base int, titled, lessons bool, see func(*converter, ast.Node)) (title string, d catalog.Document) {
	if !f.checkShape() {
		return "", d
	}
	c := &converter{f: f, u: u, base: base, src: f.src[base:], titled: titled, lessons: lessons, numbers: make(map[catalog.SourceKey]string), lastLevel: 1, see: see}
	pc := parser.NewContext()
	doc := u.loader.markdown.Parse(text.NewReader(c.src), parser.WithContext(pc))
	for _, ref := range pc.References() {
		if label := string(ref.Label()); strings.HasPrefix(label, "^") {
			c.footnote(c.definitionPlace(label), label)
		}
	}
	if titled {
		c.takeTitle(doc)
	}
	d.Blocks = c.blocks(doc, 0)
	if len(d.Blocks) == 0 {
		f.broken(place{}, "", "the file has no text")
	}
	return c.title, d
}

func (c *converter) footnote(at place, label string) {
	c.f.broken(at, "delete the line: the citation ["+label+"] is enough", "footnotes are not defined here")
}

// definitionPlace finds where a footnote is defined.
func (c *converter) definitionPlace(label string) place {
	for i := range c.f.lines() {
		line := c.f.line(i + 1)
		if strings.HasPrefix(strings.ToLower(strings.TrimLeft(line, " >")), strings.ToLower("["+label+"]:")) {
			return place{line: i + 1, column: 1 + strings.Index(line, "[")}
		}
	}
	return place{}
}

// at is the place of a node.
func (c *converter) at(n ast.Node) place {
	for ; n != nil; n = n.Parent() {
		if n.Kind() != ast.KindDocument && n.Pos() >= 0 {
			return c.f.place(c.base + n.Pos())
		}
	}
	return c.f.place(c.base)
}

func (c *converter) broken(n ast.Node, hint, format string, args ...any) {
	c.f.broken(c.at(n), hint, format, args...)
}

// takeTitle removes the # title from the head of a document.
func (c *converter) takeTitle(doc ast.Node) {
	h, ok := doc.FirstChild().(*ast.Heading)
	if !ok || h.Level != 1 {
		c.f.broken(c.f.place(c.base), "begin with # and the title", "the title is missing")
		return
	}
	for _, s := range c.inline(h) {
		if s.Source != "" || s.URL != "" || s.Lesson != "" {
			c.broken(h, "move it into the text", "a title has no links and no citations")
		}
		c.title += s.Text
	}
	if c.title == "" {
		c.broken(h, "", "the title is empty")
	}
	c.numbers = make(map[catalog.SourceKey]string)
	doc.RemoveChild(doc, h)
}

// number is what a citation is shown as: its place in the order of first use.
func (c *converter) number(key catalog.SourceKey) string {
	n, ok := c.numbers[key]
	if !ok {
		n = strconv.Itoa(len(c.numbers) + 1)
		c.numbers[key] = n
	}
	return n
}

// countWords counts the words that a reader reads: not those that stand for pictures.
func countWords(d catalog.Document) int {
	n := words(d.PlainText())
	d.Walk(func(b catalog.Block) {
		if p, ok := b.(catalog.Picture); ok {
			n -= words(p.Alt)
		}
	})
	return n
}

func words(s string) int {
	n, within := 0, false
	for _, r := range s {
		if space := unicode.IsSpace(r); space == within {
			within = !space
			if within {
				n++
			}
		}
	}
	return n
}

func (m *moduleResult) readLesson(name string, lesson *catalog.Lesson) {
	f, ok := m.open(name, maxMarkdown)
	if !ok {
		return
	}
	lesson.Title, lesson.Body = m.document(f, 0, true, true)
	lesson.Words = countWords(lesson.Body)
	m.loader.glossaries[m.module.Language].mark(lesson.Body.Blocks, m.room)
	m.readVariants(f, lesson)
	switch {
	case len(f.problems) > 0:
	case lesson.Words < fewWords:
		f.advise(place{}, "", "the lesson has %d words; %d to %d read well", lesson.Words, fewWords, manyWords)
	case lesson.Words > manyWords:
		f.advise(place{}, "split it in two", "the lesson has %d words; %d to %d read well", lesson.Words, fewWords, manyWords)
	}
}
