package handout

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/passalong/passalong/internal/catalog"
)

// A fitter estimates how much room a handout needs, so that the template does not have to lay it out again
// and again to find the size of type that fills its page. The numbers follow template/handout.typ; lengths
// are in points, and em stands for the size of type.
type fitter struct {
	size float64
	unit float64 // scale of insets: pageSpec.Unit
	tall float64 // what a line is taller by than one in English, in em
}

const (
	millimetre = 72 / 25.4
	pageHeight = (297 - 12 - 21) * millimetre // of a sheet that is not a handout

	charWidth   = 0.435 // of running text in the interface font, in em
	lineHeight  = 1.32  // from line to line, in em
	listIndent  = 1.12
	enumIndent  = 2.15
	headingSize = 1.3
	paragraphs  = 0.95 // between paragraphs, in em
	listItems   = 0.78
	enumItems   = 0.95
	sectionGap  = 1.4
)

// columnWidth is the width of a column, in points.
func (p *pageSpec) columnWidth() float64 {
	n := float64(max(1, p.Columns))
	return (p.Width - 2*p.Margin.X - (n-1)*p.Gutter) / n * millimetre
}

// columnHeight is the height of a column that has the page to itself, in points. That of a roll has no end.
func (p *pageSpec) columnHeight() float64 {
	if p.Height == 0 {
		return math.Inf(1)
	}
	return (p.Height - p.Margin.Top - p.Margin.Bottom) * millimetre
}

// estimate names the largest of the sizes of a try in which the content seems to fit, or the last; and reports
// whether even that seems to be far too large.
func (d *data) estimate(t try) (at int, hopeless bool) {
	const (
		spare = 0.98 // of the columns; the rest is lost where they break
		far   = 1.1
	)
	for at = range t.Sizes {
		d.set(t, t.Sizes[at])
		need, room := d.needs(), float64(t.Pages*d.Page.Columns)*d.Page.columnHeight()
		if t.Pages == 0 || need <= spare*room {
			return at, false
		}
		hopeless = need > far*room
	}
	return at, hopeless
}

// wholeSizes are those of a try in which every section stays in one column.
func (d *data) wholeSizes(t try) []float64 {
	return slices.DeleteFunc(slices.Clone(t.Sizes), func(size float64) bool {
		d.set(t, size)
		return slices.ContainsFunc(d.Body, func(s section) bool { return !s.Whole })
	})
}

// set is the data in a size of type, which tells what can stay together.
func (d *data) set(t try, size float64) {
	d.Size, d.Page.Most = size, t.Pages
	if t.Columns > 0 {
		d.Page.Columns = t.Columns
	}
	most := tallest // of a column, for a section that stays in one
	if t.Pages != 1 {
		most = 0.35 // less, or there are holes at the foot of pages
	}
	most = cmp.Or(t.Whole, most)
	f, width, column := d.fitter(), d.Page.columnWidth(), d.Page.columnHeight()
	for i := range d.Body {
		own := f.together(d.Body[i].Blocks, width, column)
		d.Body[i].Whole = own < most*column
	}
	for i := range d.Services {
		d.Services[i].Whole = f.service(d.Services[i], width) < tallest*column
	}
	if d.Local != nil {
		d.Local.Whole = f.service(*d.Local, width) < 0.8*tallest*column
	}
	d.HelpWhole = t.Pages != 1 && f.help(d) < 0.85*column
}

func (d *data) fitter() fitter {
	return fitter{d.Size, d.Page.Unit, tallness(catalog.Language(d.Lang))}
}

// together settles what of blocks stays together in a column of a height, tables among them, and gives the height of
// all.
func (f fitter) together(all []block, width, column float64) float64 {
	const picture = 0.35 // of a column: a taller one crowds out the words that it goes with
	for i := range all {
		b := &all[i]
		switch b.Kind {
		case "callout", "quote":
			f.together(b.Blocks, width, column)
		case "list":
			for _, item := range b.Items {
				f.together(item, width, column)
			}
		case "table":
			b.Stack = f.narrow(*b, width)
			b.RowsWhole = !slices.ContainsFunc(b.Rows, func(row []cell) bool { return f.stackRow(row, width) > tallest*column })
		case "picture":
			b.Share = min(1, 1/b.Ratio, picture*column/(width*b.Ratio))
		}
		b.Whole = f.block(*b, width) < 0.8*tallest*column
	}
	return f.blocks(all, width)
}

// narrow reports whether a table has columns too narrow to read, so that its rows are better read one by one.
func (f fitter) narrow(b block, width float64) bool {
	const least = 8.5 // em, for a column
	return width < f.em(least)*float64(len(b.Widths))
}

// fitTitle makes a title smaller that takes more than a line, where the page allows it.
func (d *data) fitTitle() {
	if d.Page.TitleLeast == 0 {
		return
	}
	const bold = 1.22 // how much wider than running text
	room := (d.Page.Width-2*d.Page.Margin.X)*millimetre - d.Page.Title
	d.Page.Title = min(d.Page.Title, max(d.Page.TitleLeast, room/(charWidth*bold*letters(d.Title))))
}

// tallEdges reports whether bands or foot may take more room than the margins have.
func (d *data) tallEdges() bool {
	if len(d.Bands) > 0 || d.Page.Foot != full || d.Page.Unit != 1 || d.fitter().tall > 0 {
		return true
	}
	const wide = 1.15 // how much wider the foot is than running text, with its boxes
	foot := letters(strings.Join(d.Notices, "  ")+d.Version+d.Words.Page) * charWidth * wide * (d.Page.Small + 1.2)
	return foot > (d.Page.Width-2*d.Page.Margin.X)*millimetre*0.95
}

// needs is the height that everything takes, in points of one column.
func (d *data) needs() float64 {
	f, width := d.fitter(), d.Page.columnWidth()
	help := f.help(d)
	if d.Page.Help == helpAtFoot {
		help *= float64(d.Page.Columns)
	}
	height := help - f.em(sectionGap) // there is none above the first section
	for _, s := range d.Body {
		height += f.blocks(s.Blocks, width)
	}
	return height + (d.headHeight()+d.sourcesHeight())*float64(d.Page.Columns)
}

// headHeight is the height of what stands above the text, across all columns.
func (d *data) headHeight() float64 {
	width, tall := (d.Page.Width-2*d.Page.Margin.X)*millimetre, d.fitter().tall
	height := 0.0
	for _, says := range d.Bands {
		height += 6*d.Page.Unit*millimetre + (1.3+tall)*d.Page.Band*lines(says, width, d.Page.Band)
	}
	inset := 15.2 * millimetre * d.Page.Title / 27 // of the band, with the space below it
	switch d.Page.Head {
	case headLine:
		inset = 1.9*d.Page.Unit*millimetre + 0.22*d.Page.Title
	case headAlert:
		inset = 3.9 * d.Page.Title
	}
	height += inset + d.Page.Title*(1.06+tall)*lines(d.Title, width*0.94, d.Page.Title*1.06)
	if d.Page.Audience > 0 {
		height += d.Page.Audience * (1.3 + tall) * lines(d.Audience, width*0.94, d.Page.Audience)
	}
	return height
}

// sourcesHeight is the height of the list of sources in as many columns as the text, with the space above it.
func (d *data) sourcesHeight() float64 {
	if len(d.Sources) == 0 || d.Page.Sources == none {
		return 0
	}
	size, width := d.Page.Small, d.Page.columnWidth()
	if d.Page.Sources == short {
		text := ""
		for _, s := range d.Sources {
			text += s.Short + " · 1 "
		}
		return size * 1.3 * lines(text, width*float64(d.Page.Columns), size)
	}
	half := (len(d.Sources) + d.Page.Columns - 1) / d.Page.Columns
	tallest := 0.0
	for start := 0; start < len(d.Sources); start += half {
		height := 0.0
		for _, s := range d.Sources[start:min(start+half, len(d.Sources))] {
			height += size*(1.08+d.fitter().tall)*lines(s.Text+" "+s.Host, width-4*millimetre, size) + 0.9*millimetre - 0.42*size
		}
		tallest = max(tallest, height)
	}
	return tallest + 7*millimetre
}

// lines is how many lines a text takes, at least one.
func lines(text string, width, size float64) float64 {
	n := charWidth * size * letters(text) / width
	if n <= 1 {
		return 1
	}
	const ragged = 1.04 // what is left free at the ends of lines
	return math.Ceil(n * ragged)
}

// letters is how wide a text is, in letters of the Latin alphabet.
func letters(text string) (n float64) {
	const ideograph = 1 / charWidth
	for _, r := range text {
		switch {
		case r < 0x300:
			n++
		case unicode.In(r, unicode.Mn, unicode.Cf):
		case r >= 0x2e80 && r < 0xa000 || r >= 0xf900 && r < 0xfb00 || r >= 0xff00:
			n += ideograph
		case r >= 0xe00 && r < 0x10a0: // Thai, Burmese
			n += 1.25
		default:
			n++
		}
	}
	return n
}

func (f fitter) em(n float64) float64 { return n * f.size }

// text is the height of a paragraph.
func (f fitter) text(s string, width float64) float64 {
	return f.em((lineHeight+f.tall)*lines(s, width, f.size) - 0.66)
}

func (f fitter) spans(all []span, width float64) float64 {
	text := ""
	for _, s := range all {
		text += s.Text
		if s.Host != "" {
			text += " (" + s.Host + ")"
		}
	}
	return f.text(text, width)
}

// blocks is the height of blocks with the space between them.
func (f fitter) blocks(all []block, width float64) float64 {
	height := 0.0
	for i, b := range all {
		if i > 0 && b.Kind != "heading" && all[i-1].Kind != "heading" {
			height += f.em(paragraphs)
		}
		height += f.block(b, width)
	}
	return height
}

func (f fitter) block(b block, width float64) float64 {
	switch b.Kind {
	case "heading":
		size := map[int]float64{2: headingSize, 3: 1.08}[b.Level]
		h := fitter{f.size * max(size, 1), f.unit, f.tall}
		return h.spans(b.Text, width) + f.em(sectionGap) + h.em(0.75)
	case "list":
		return f.list(b, width)
	case "table":
		return f.table(b, width)
	case "callout":
		return f.em(1.7) + f.blocks(b.Blocks, width-f.mm(14.6)) + f.mm(5.6)
	case "quote":
		return f.blocks(b.Blocks, width-f.mm(4))
	case "picture":
		return width * b.Share * b.Ratio
	}
	return f.spans(b.Text, width) + f.text(b.Code, width)*min(1, float64(len(b.Code)))
}

func (f fitter) list(b block, width float64) float64 {
	indent, gap := listIndent, listItems
	if b.Ordered {
		indent, gap = enumIndent, enumItems
	}
	height := 0.0
	for i, item := range b.Items {
		if i > 0 {
			height += f.em(gap)
		}
		height += f.blocks(item, width-f.em(indent))
	}
	return height
}

func (f fitter) table(b block, width float64) float64 {
	if b.Stack {
		return f.stack(b, width)
	}
	parts := 0
	for _, w := range b.Widths {
		parts += w
	}
	rows := [][]cell{nil}
	for _, head := range b.Head {
		rows[0] = append(rows[0], cell{head})
	}
	height := 0.0
	for _, row := range append(rows, b.Rows...) {
		tallest := 0.0
		for i, c := range row {
			tallest = max(tallest, f.spans(c.Text, width*float64(b.Widths[i])/float64(parts)-f.mm(3.6)))
		}
		height += tallest + f.mm(3.8)
	}
	return height
}

// stack is the height of a table whose rows are read one by one, below what its columns are.
func (f fitter) stack(b block, width float64) float64 {
	height := f.em(0.7) + f.spans(slices.Concat(b.Head...), width)
	for _, row := range b.Rows {
		height += f.stackRow(row, width)
	}
	return height
}

func (f fitter) stackRow(row []cell, width float64) float64 {
	height := f.em(1)
	for _, c := range row {
		height += f.spans(c.Text, width) + f.em(0.55)
	}
	return height
}

func (f fitter) mm(n float64) float64 { return n * f.unit * millimetre }
