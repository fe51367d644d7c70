package handout

import "math"

// A fitter estimates how much room a handout needs, so that the template does not have to lay it out again
// and again to find the size of type that fills its page. The numbers follow template/handout.typ; lengths
// are in points, and em stands for the size of type.
type fitter struct{ size float64 }

const (
	millimetre  = 72 / 25.4
	columnWidth = (210 - 2*14 - 8) / 2 * millimetre
	pageHeight  = (297 - 12 - 21) * millimetre

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

// fit picks the largest of the sizes in which the estimate says that the handout fits one page, or the
// last, and tells which sections can stay in one column.
func (d *data) fit(sizes []float64) {
	const (
		spare   = 0.98 // of two columns; the rest is lost where they break
		longest = 0.7  // of a column, for a section that stays in one
	)
	column := pageHeight - d.bandHeight() - d.sourcesHeight()
	for _, d.Size = range sizes {
		f := fitter{d.Size}
		height := f.help(d) - f.em(sectionGap) // there is none above the first section
		for i, s := range d.Body {
			own := f.blocks(s.Blocks, columnWidth)
			d.Body[i].Whole = own < longest*column
			height += own
		}
		if height <= 2*spare*column {
			return
		}
	}
}

// bandHeight is the height of the title band with the space below it.
func (d *data) bandHeight() float64 {
	const titleSize, audienceSize = 27, 11.5
	width := (210 - 2*14 - 2*6) * millimetre
	return 15.2*millimetre + titleSize*1.06*lines(d.Title, width, titleSize*1.06) +
		audienceSize*1.3*lines(d.Audience, width, audienceSize)
}

// sourcesHeight is the height of the list of sources in two columns, with the space above it.
func (d *data) sourcesHeight() float64 {
	if len(d.Sources) == 0 {
		return 0
	}
	const size = 7.2
	half := (len(d.Sources) + 1) / 2
	tallest := 0.0
	for start := 0; start < len(d.Sources); start += half {
		height := 0.0
		for _, s := range d.Sources[start:min(start+half, len(d.Sources))] {
			height += size*1.08*lines(s.Text+" "+s.Host, columnWidth-4*millimetre, size) + 0.9*millimetre - 0.42*size
		}
		tallest = max(tallest, height)
	}
	return tallest + 7*millimetre
}

// lines is how many lines a text takes, at least one.
func lines(text string, width, size float64) float64 {
	n := float64(len([]rune(text))) * charWidth * size / width
	if n <= 1 {
		return 1
	}
	const ragged = 1.04 // what is left free at the ends of lines
	return math.Ceil(n * ragged)
}

func (f fitter) em(n float64) float64 { return n * f.size }

// text is the height of a paragraph.
func (f fitter) text(s string, width float64) float64 {
	return f.em(lineHeight*lines(s, width, f.size) - 0.66)
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
		h := fitter{f.size * max(size, 1)}
		return h.spans(b.Text, width) + f.em(sectionGap) + h.em(0.75)
	case "list":
		return f.list(b, width)
	case "table":
		return f.table(b, width)
	case "callout":
		return f.em(1.7) + f.blocks(b.Blocks, width-14.6*millimetre) + 5.6*millimetre
	case "quote":
		return f.blocks(b.Blocks, width-4*millimetre)
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
			tallest = max(tallest, f.spans(c.Text, width*float64(b.Widths[i])/float64(parts)-3.6*millimetre))
		}
		height += tallest + 3.8*millimetre
	}
	return height
}

// help is the height of the services and the QR code.
func (f fitter) help(d *data) float64 {
	height := 0.0
	for _, s := range d.Services {
		if s.Emergency {
			height += f.em(4.3) + 6.4*millimetre
		} else {
			height += f.service(s, columnWidth) + f.em(1.05)
		}
	}
	if d.Local != nil {
		height += f.service(*d.Local, columnWidth-6.8*millimetre) + f.em(4.2) + 6.8*millimetre
	}
	if len(d.Services) > 0 || d.QR != nil {
		height += f.em(3.1) + 2.6*millimetre
	}
	if d.QR != nil {
		height += 27*millimetre + f.em(1.1)
	}
	return height
}

func (f fitter) service(s serviceData, width float64) float64 {
	height := f.em(0.95)
	small := fitter{f.size * 0.88}
	if s.Phone != "" {
		height += f.em(1.62)
	}
	for _, text := range []string{s.Hours, s.Address, s.Note, s.Web} {
		if text != "" {
			height += small.em(1.23) * lines(text, width, small.size)
		}
	}
	return height
}
