package handout

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// A block is a catalog.Block in the shape that the templates walk. Kind says which of the fields count.
type block struct {
	Kind    string    `json:"kind"`
	Level   int       `json:"level,omitempty"`
	Number  int       `json:"number,omitempty"` // of a heading such as "2. Call"
	Text    []span    `json:"text,omitempty"`
	Ordered bool      `json:"ordered,omitempty"`
	Start   int       `json:"start,omitempty"`
	Items   [][]block `json:"items,omitempty"`
	Widths  []int     `json:"widths,omitempty"` // of table columns, in parts
	Align   []string  `json:"align,omitempty"`  // "start", "center" or "end"
	Head    [][]span  `json:"head,omitempty"`
	Rows    [][]cell  `json:"rows,omitempty"`
	Callout string    `json:"callout,omitempty"`
	Label   string    `json:"label,omitempty"`
	Blocks  []block   `json:"blocks,omitempty"`
	Code    string    `json:"code,omitempty"`
	File    string    `json:"file,omitempty"`
	Alt     string    `json:"alt,omitempty"`
	Share   float64   `json:"share,omitempty"` // of the width, for a picture
	Ratio   float64   `json:"-"`               // height of a picture by its width
	Whole   bool      `json:"whole,omitempty"` // it stays in one column
	Stack   bool      `json:"stack,omitempty"` // the rows of a table are set one below the other, without columns
	// RowsWhole says that each row of such a table stays in one column.
	RowsWhole bool   `json:"rows_whole,omitempty"`
	content   []byte // of a picture
}

// A cell is wrapped, since an array of arrays of arrays would be flattened too far.
type cell struct {
	Text []span `json:"text"`
}

type span struct {
	Text   string `json:"text"`
	Bold   bool   `json:"bold,omitempty"`
	Italic bool   `json:"italic,omitempty"`
	Strike bool   `json:"strike,omitempty"`
	Code   bool   `json:"code,omitempty"`
	URL    string `json:"url,omitempty"`
	Host   string `json:"host,omitempty"` // where the link leads, when its text does not say it
	Cite   int    `json:"cite,omitempty"` // number of the source
}

// A walker turns a catalog.Document into blocks and gathers what it meets.
type walker struct {
	words    words
	cited    []catalog.SourceKey // the source numbered n is at n-1
	pictures fs.FS
	files    map[string][]byte // pictures, by the path under which templates know them
	err      error             // the first one
}

func (w *walker) blocks(all []catalog.Block) []block {
	out := make([]block, 0, len(all))
	for _, b := range all {
		out = append(out, w.block(b))
	}
	return out
}

func (w *walker) block(b catalog.Block) block {
	switch b := b.(type) {
	case catalog.Heading:
		return w.heading(b)
	case catalog.Paragraph:
		return block{Kind: "paragraph", Text: w.spans(b.Text)}
	case catalog.List:
		out := block{Kind: "list", Ordered: b.Ordered, Start: b.Start}
		for _, item := range b.Items {
			out.Items = append(out.Items, w.blocks(item.Blocks))
		}
		return out
	case catalog.Table:
		return w.table(b)
	case catalog.Callout:
		return block{
			Kind: "callout", Callout: string(b.Kind), Label: w.words.Callouts[b.Kind], Blocks: w.blocks(b.Blocks),
		}
	case catalog.Quote:
		return block{Kind: "quote", Blocks: w.blocks(b.Blocks)}
	case catalog.Code:
		return block{Kind: "code", Code: loose(b.Text)}
	case catalog.Picture:
		return w.picture(b)
	case catalog.Rule:
		return block{Kind: "rule"}
	}
	w.fail(fmt.Errorf("a block of kind %T is not known", b))
	return block{}
}

// heading takes the number off a heading such as "2. Call 000", to be drawn as a numeral.
func (w *walker) heading(h catalog.Heading) block {
	out := block{Kind: "heading", Level: h.Level, Text: w.spans(h.Text)}
	if len(out.Text) == 0 {
		return out
	}
	number, rest, found := strings.Cut(out.Text[0].Text, ". ")
	if n, err := strconv.Atoi(number); found && err == nil && n > 0 && n < 100 {
		out.Number, out.Text[0].Text = n, rest
	}
	return out
}

func (w *walker) table(t catalog.Table) block {
	out := block{Kind: "table"}
	longest := make([]int, len(t.Head))
	for i, head := range t.Head {
		out.Head = append(out.Head, w.spans(head))
		longest[i] = len([]rune(catalog.PlainText(head)))
	}
	for _, row := range t.Rows {
		var cells []cell
		for i, text := range row {
			cells = append(cells, cell{w.spans(text)})
			longest[i] = max(longest[i], len([]rune(catalog.PlainText(text))))
		}
		out.Rows = append(out.Rows, cells)
	}
	for i, n := range longest {
		out.Widths = append(out.Widths, min(max(n, 12), 36)) // so that no column starves
		align := catalog.AlignStart
		if i < len(t.Align) {
			align = t.Align[i]
		}
		out.Align = append(out.Align, [...]string{"start", "center", "end"}[align])
	}
	return out
}

// picture reads a picture of the library.
func (w *walker) picture(p catalog.Picture) block {
	file := "/pictures/" + p.Path
	content, err := fs.ReadFile(w.pictures, p.Path)
	if err != nil {
		w.fail(fmt.Errorf("reading the picture %s: %w", p.Path, err))
	}
	w.files[file] = content
	ratio := 1.0
	if p.Width > 0 && p.Height > 0 {
		ratio = float64(p.Height) / float64(p.Width)
	}
	return block{Kind: "picture", File: file, Alt: p.Alt, Share: 1, Ratio: ratio, content: content}
}

func (w *walker) spans(all []catalog.Span) []span {
	out := make([]span, 0, len(all))
	for _, s := range all {
		if s.Source != "" {
			out = append(out, span{Cite: w.number(s.Source)})
			continue
		}
		v := span{Text: loose(keepNumbers(s.Text)), Bold: s.Bold, Italic: s.Italic, Strike: s.Strike, Code: s.Code, URL: s.URL}
		if host := hostOf(s.URL); host != "" && !strings.Contains(s.Text, host) {
			v.Host = host
		}
		out = append(out, v)
	}
	return out
}

// keepNumbers keeps the groups of a phone number on one line.
func keepNumbers(text string) string {
	const noBreakSpace = '\u00a0'
	runes := []rune(text)
	for i := 1; i+1 < len(runes); i++ {
		if runes[i] == ' ' && isDigit(runes[i-1]) && isDigit(runes[i+1]) {
			runes[i] = noBreakSpace
		}
	}
	return string(runes)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// number gives a source its number, in the order of first use.
func (w *walker) number(key catalog.SourceKey) int {
	for i, known := range w.cited {
		if known == key {
			return i + 1
		}
	}
	w.cited = append(w.cited, key)
	return len(w.cited)
}

func (w *walker) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// hostOf is the host of a web address without "www."; empty for anything else, such as a phone number.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Host, "www.")
}

// dataURL is the content of a picture as an address that holds it.
func dataURL(file string, content []byte) string {
	kind := map[string]string{".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}[path.Ext(file)]
	if kind == "" {
		kind = "application/octet-stream" // which no browser draws
	}
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(content)
}
