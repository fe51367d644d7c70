package handout

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/typst"
)

// A pageSpec describes the pages that a handout is set on, before they are put on paper: what is left when
// everything around them has been cut off. The JSON names are those of template/handout.typ.
type pageSpec struct {
	Width   float64 `json:"width"`  // in millimetres, as all lengths here
	Height  float64 `json:"height"` // 0 for as long as the content is
	Margin  margin  `json:"margin"`
	Columns int     `json:"columns"`
	Gutter  float64 `json:"gutter"`
	// Unit is the scale of insets and rules; 1 is that of an A4 sheet.
	Unit  float64  `json:"unit"`
	Head  headKind `json:"head"`
	Title float64  `json:"title"` // size of type, in points
	// TitleLeast is how small the title may become so that it keeps to one line; 0 for no smaller.
	TitleLeast float64  `json:"-"`
	Audience   float64  `json:"audience"` // size of type, in points; 0 to leave the line out
	Sources    fullness `json:"sources"`
	Services   fullness `json:"services"`
	Foot       fullness `json:"foot"`
	Help       helpSpot `json:"help"`
	// HelpPairs sets help lines two and two, where a column has the width for it.
	HelpPairs bool    `json:"help_pairs"`
	QR        float64 `json:"qr"`      // side; 0 for none
	QRText    bool    `json:"qr_text"` // whether the address stands beside it
	Small     float64 `json:"small"`   // size of type of sources and foot, in points
	// Back keeps the last page for services, sources and imprint: the back of a card, a leaflet or a booklet.
	Back bool `json:"back"`
	Most int  `json:"most"` // pages that there are; set by a try
	// End puts sources and imprint after the text, rather than at the foot of the last page.
	End bool `json:"end"`
	// What follows is set by flow; a roll is always in black and white.
	Large bool    `json:"large"` // large print
	Mono  bool    `json:"mono"`  // black and white
	Band  float64 `json:"band"`  // size of type of the bands across the top of each page, in points
	// Edges says that bands and foot have to be measured, since the margins may have no room for them. That takes a
	// sixth of the time of a page.
	Edges bool `json:"edges"`

	// Tries are gone through until one succeeds. When none does, the content is too long.
	Tries []try `json:"-"`
	// Fill makes the type larger until the pages are full.
	Fill bool `json:"-"`
	// Meant is how many pages it should not be more than; 0 for any number. More is a warning.
	Meant int `json:"-"`
	// InPages makes a paper.TooLongError count pages rather than millimetres.
	InPages bool `json:"-"`
}

// A margin is the least room around the text of a page. Bands at the top and a tall foot take more.
type margin struct {
	Top    float64 `json:"top"`
	Bottom float64 `json:"bottom"`
	X      float64 `json:"x"`
}

// A try is a way to make content fit.
type try struct {
	Pages   int       // that there are; 0 for as many as it takes
	Columns int       // 0 for those of the page
	Sizes   []float64 // of type, in points, the largest first
	// Whole is the share of a column that a section may take and still stay in one; 0 for what suits the number of pages.
	Whole float64
	// AllWhole passes over sizes in which a section takes more than that.
	AllWhole bool
}

// A headKind is how title and audience stand on the first page.
type headKind string

// The heads.
const (
	headBand  headKind = "band"  // across the page, white on dark
	headLine  headKind = "line"  // one slim line
	headCover headKind = "cover" // a page of its own
	headSlip  headKind = "slip"  // between two heavy rules, for a till roll
	headAlert headKind = "alert" // with the urgency, the region and the dates of an alert
)

// A helpSpot is where services and QR code stand.
type helpSpot string

// The spots.
const (
	helpInColumn helpSpot = ""     // after the text
	helpAtFoot   helpSpot = "foot" // at the foot of the last page, side by side
)

// A fullness is how much of a part is printed.
type fullness string

// The fullnesses.
const (
	full  fullness = "full"
	short fullness = "short" // sources by number and organisation; services by name and telephone; a foot of one line
	none  fullness = "none"

	urgent fullness = "urgent" // services in short, but emergency numbers large
	names  fullness = "names"  // sources by organisation alone, with no numbers in the text
)

// flow sets what a handout carries in its format on pages of any trim size. Pages, TextSize and Warnings of the
// sheet are set, everything about the paper is the caller's. Content that does not fit, not even in the smallest
// type, is a *paper.TooLongError: nothing is ever cut off.
func (p *Press) flow(ctx context.Context, in Input, page pageSpec) (paper.Sheet, error) {
	doc, err := p.document(in, page)
	if err != nil {
		return paper.Sheet{}, err
	}
	return p.fill(ctx, doc)
}

// A document is what one handout gives the template.
type document struct {
	data  data
	files map[string][]byte
}

// tallest is how much of a page may be taken by what cannot be broken.
const tallest = 0.7

// fill goes through the tries of the page.
func (p *Press) fill(ctx context.Context, doc document) (paper.Sheet, error) {
	page := doc.data.Page
	if over := doc.data.headHeight() - tallest*page.columnHeight(); over > 0 {
		return paper.Sheet{}, excess{height: over, lines: int(math.Ceil(over / page.Title)), pages: 2, most: 1}.tooLong(doc.data.format, page.InPages)
	}
	if err := p.noteLetters(&doc.data); err != nil {
		return paper.Sheet{}, err
	}
	doc.data.unpin()
	var over excess
	for i, t := range page.Tries {
		last := i == len(page.Tries)-1
		if t.AllWhole {
			t.Sizes = doc.data.wholeSizes(t)
		}
		start, hopeless := doc.data.estimate(t)
		// What an estimate says of a card is far too much: its lines are closer.
		if (hopeless && page.Services != urgent || len(t.Sizes) == 0) && !last {
			continue
		}
		sheet, too, err := p.try(ctx, doc, t, start)
		if err != nil {
			return paper.Sheet{}, err
		}
		if too == nil {
			sheet.Warnings = doc.data.warnings
			if page.Meant > 0 && sheet.Pages > page.Meant {
				sheet.Warnings = append(sheet.Warnings, paper.MorePages)
			}
			return sheet, nil
		}
		over = *too
	}
	return paper.Sheet{}, over.tooLong(doc.data.format, page.InPages)
}

// unpin takes from the foot of the page what is too tall to stand there.
func (d *data) unpin() {
	most := tallest * d.Page.columnHeight()
	if d.sourcesHeight() > most {
		d.Page.End = true
	}
	small := d.Page.Tries[len(d.Page.Tries)-1]
	d.set(small, small.Sizes[len(small.Sizes)-1])
	if d.Page.Help == helpAtFoot && d.fitter().help(d)+d.sourcesHeight() > most {
		d.Page.Help = helpInColumn
	}
}

// try looks for the size of type that fits, from the one that the estimate named. The excess is that in the
// smallest size; nil when it fits.
func (p *Press) try(ctx context.Context, doc document, t try, start int) (paper.Sheet, *excess, error) {
	at := start
	sheet, over, err := p.typeset(ctx, doc, t, at)
	for err == nil && over != nil && at+1 < len(t.Sizes) {
		at++
		sheet, over, err = p.typeset(ctx, doc, t, at)
	}
	if err != nil || over != nil || !doc.data.Page.Fill || at != start {
		return sheet, over, err
	}
	for at > 0 {
		at--
		larger, over, err := p.typeset(ctx, doc, t, at)
		if err != nil || over != nil {
			return sheet, nil, err
		}
		sheet = larger
	}
	return sheet, nil, nil
}

// typeset makes the PDF in one size of type, and tells by how much it takes more room than there is.
func (p *Press) typeset(ctx context.Context, doc document, t try, at int) (paper.Sheet, *excess, error) {
	doc.data.set(t, t.Sizes[at])
	sheet, end, err := p.measured(ctx, "handout", doc.data, doc.files, t.Pages)
	if err != nil {
		return paper.Sheet{}, nil, err
	}
	sheet.TextSize = t.Sizes[at]
	if t.Pages == 0 || sheet.Pages <= t.Pages {
		return sheet, nil, nil
	}
	over := end.beyond(t.Pages, doc.data.Page, t.Sizes[at])
	return paper.Sheet{}, &over, nil
}

// A pageEnd is where the text of a sheet ends, as its template tells. Lengths are in points.
type pageEnd struct {
	Pages   int     `json:"pages"`
	Page    int     `json:"page"`    // on which the text ends
	Column  int     `json:"column"`  // in which it ends, counted from 0
	Used    float64 `json:"used"`    // height of that column down to the end
	Height  float64 `json:"height"`  // of a column
	Sources float64 `json:"sources"` // height of what stands at the foot of the last page
	Foot    int     `json:"foot"`    // the page it stands on; 0 where there is none
	Back    float64 `json:"back"`    // what does not fit the page that pageSpec.Back keeps
}

// An excess is what does not fit.
type excess struct {
	height      float64 // of a column, in points
	lines       int
	pages, most int
}

// beyond is what is too much for a number of pages.
func (e pageEnd) beyond(pages int, page pageSpec, size float64) excess {
	columns := page.Columns
	needed := float64((e.Page-1)*columns+e.Column)*e.Height + e.Used
	if e.Foot > pages {
		needed += e.Sources * float64(columns) // that has no room yet
	}
	text := pages
	if page.Back {
		text--
	}
	line := lineHeight * size
	height := max(max(needed-float64(text*columns)*e.Height, 0)+e.Back*float64(columns), line)
	return excess{height: height, lines: int(math.Ceil(height / line)), pages: e.Pages, most: pages}
}

func (e excess) tooLong(f paper.Format, inPages bool) error {
	if inPages {
		return &paper.TooLongError{Format: f, Pages: e.pages, Most: e.most}
	}
	return &paper.TooLongError{Format: f, Over: e.height / millimetre, Lines: e.lines}
}

// measured makes a PDF of a template with its data, which is /doc.json to it, and tells where its text ends. When that
// takes more pages than most, which is 0 for any number, there is no PDF.
func (p *Press) measured(ctx context.Context, template string, data any, files map[string][]byte, most int) (paper.Sheet, pageEnd, error) {
	raw, err := json.Marshal(data)
	if err != nil {
		return paper.Sheet{}, pageEnd{}, err
	}
	all := map[string][]byte{"/doc.json": raw}
	maps.Copy(all, files)
	fonts, err := p.fontsFor(raw, all)
	if err != nil {
		return paper.Sheet{}, pageEnd{}, err
	}
	doc := typst.Document{Main: p.templates[template], Files: all, Fonts: fonts, Query: "<pages>"}
	if most > 0 {
		doc.Wanted = func(answer []byte) bool { end, err := endOf(answer); return err == nil && end.Pages <= most }
	}
	out, err := p.engine.PDF(ctx, doc)
	if err != nil {
		return paper.Sheet{}, pageEnd{}, err
	}
	end, err := endOf(out.Answer)
	return paper.Sheet{PDF: out.PDF, Pages: end.Pages}, end, err
}

// endOf reads the answer of a template.
func endOf(answer []byte) (pageEnd, error) {
	var answers []struct {
		Value pageEnd `json:"value"`
	}
	if err := json.Unmarshal(answer, &answers); err != nil {
		return pageEnd{}, fmt.Errorf("counting the pages: %w", err)
	}
	if len(answers) != 1 {
		return pageEnd{}, fmt.Errorf("counting the pages: %d answers", len(answers))
	}
	return answers[0].Value, nil
}

// ErrNotOnPaper says that a format is none that is made as PDF.
var ErrNotOnPaper = errors.New("there is no such format on paper")
