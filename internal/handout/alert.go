package handout

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// An AlertInput is everything that goes into one alert.
type AlertInput struct {
	Alert *catalog.Alert
	// Form is a poster (paper.LeafletA4, LeafletLetter), a flyer (LeafletA5) or a till roll (Receipt).
	Form    paper.HandoutForm
	Library catalog.Library
	// Unsigned is as that of Input.
	Unsigned bool
	Sources  map[catalog.SourceKey]catalog.Source
	// Local and Services are as those of Input.
	Local    *catalog.Service
	Services []catalog.Service
	Pictures fs.FS     // catalog.Catalog.Files
	Today    time.Time // to tell whether the alert holds
}

// alertData is what the head of an alert says.
type alertData struct {
	Kind    string          `json:"kind"`
	Urgency catalog.Urgency `json:"urgency"` // which is told by a shape
	Says    string          `json:"says"`    // the urgency in words
	Facts   []alertFact     `json:"facts"`
}

// An alertFact is where or when an alert holds.
type alertFact struct {
	Label string `json:"label"`
	Says  string `json:"says"`
}

// Alert makes an alert as a sheet. One that is over can be made, with a band across every page that says so, and
// paper.Expired: it cannot be taken for current. The errors are those of PDF.
func (p *Press) Alert(ctx context.Context, in AlertInput) (paper.Sheet, error) {
	sheet, err := p.alert(ctx, in)
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the alert %q: %w", in.Alert.ID, err)
	}
	return sheet, nil
}

func (p *Press) alert(ctx context.Context, in AlertInput) (paper.Sheet, error) {
	in.Form.Format = cmp.Or(in.Form.Format, paper.LeafletA4)
	size, page, err := alertPage(in.Form)
	if err != nil {
		return paper.Sheet{}, err
	}
	d, files, err := gatherAlert(in)
	if err != nil {
		return paper.Sheet{}, err
	}
	d.Page = page.in(in.Form)
	doc, err := p.withFiles(d, files)
	if err != nil {
		return paper.Sheet{}, err
	}
	sheet, err := p.fill(ctx, doc)
	sheet.Size, sheet.TwoSided = size, sheet.Pages > 1
	return sheet, err
}

// alertPage is the page of an alert in a form.
func alertPage(form paper.HandoutForm) (paper.Size, pageSpec, error) {
	switch form.Format {
	case paper.LeafletA4:
		return paper.A4, alertPoster(paper.A4, form), nil
	case paper.LeafletLetter:
		return paper.Letter, alertPoster(paper.Letter, form), nil
	case paper.LeafletA5:
		return paper.A5, alertFlyer(form), nil
	case paper.Receipt:
		page := receiptPage(paper.Roll80, form)
		page.Head, page.Band = headAlert, 13
		return paper.Roll80, page, nil
	}
	return "", pageSpec{}, fmt.Errorf("%w for alerts: %q", ErrNotOnPaper, form.Format)
}

// alertPoster is a poster for a wall, read from a step or two away.
func alertPoster(size paper.Size, form paper.HandoutForm) pageSpec {
	width, height := size.Millimetres()
	page := pageSpec{
		Width: width, Height: height, Margin: margin{Top: 12, Bottom: 20, X: 15}, Columns: 1, Unit: 1.1,
		Head: headAlert, Title: 34, Sources: short, Services: full, Foot: full, QR: 32, QRText: true, Small: 8, Band: 19,
		Help: helpAtFoot, Tries: []try{{Pages: 1, Sizes: downTo(24, 11.5, 0.5)}, {Sizes: []float64{12.5}}}, Fill: true, Meant: 1,
	}
	if form.Points >= paper.LargePrint {
		large := largePage(size, form)
		large.Head, large.Sources = headAlert, short
		return large
	}
	return page
}

// alertFlyer is for a hand: one side of A5, or both.
func alertFlyer(form paper.HandoutForm) pageSpec {
	page := flyerPage(paper.A5, form)
	page.Head, page.Sources = headAlert, short
	if form.Points < paper.LargePrint {
		page.Title, page.Band = 22, 14
		page.Tries = []try{{Pages: 1, Sizes: downTo(15, 9.5, 0.5)}, {Pages: 2, Sizes: downTo(15, 10, 0.5)}, {Sizes: []float64{10.5}}}
	}
	return page
}

// gatherAlert says everything that an alert says, and gives its pictures.
func gatherAlert(in AlertInput) (data, map[string][]byte, error) {
	a, w := in.Alert, wordsFor(in.Alert.Language)
	walk := &walker{words: w, pictures: in.Pictures, files: map[string][]byte{}}
	d := data{
		frame: frameOf(a.Language, in.Library), Body: sections(walk.blocks(a.Body.Blocks)), Services: []serviceData{}, Bands: []string{},
		format: in.Form.Format, Alert: in.head(w),
	}
	if walk.err != nil {
		return data{}, nil, walk.err
	}
	d.Title, d.Number = loose(a.Title), string(a.ID)
	d.Version = w.Marks.Alert + " · " + fmt.Sprintf(w.Marks.AlertVersion, a.Version)
	d.Sources, d.Checked = sourceList(w, walk.cited, in.Sources), w.checked(walk.cited, in.Sources)
	if in.Unsigned {
		d.band(paper.Unsigned, isolate(english().Marks.Unsigned))
	}
	switch a.StateOn(in.Today) {
	case catalog.AlertExpired:
		d.band(paper.Expired, fmt.Sprintf(w.Marks.Expired, w.day(a.Expires)))
	case catalog.AlertComing:
		d.Bands = append(d.Bands, fmt.Sprintf(w.Marks.HoldsFrom, w.day(a.From)))
	}
	if missing := a.MissingReviews(); len(missing) > 0 {
		d.Notices = append(d.Notices, w.draft(missing))
	}
	services := Input{Library: in.Library, Local: in.Local, Services: in.Services, Today: in.Today}
	if err := d.addServices(services, a.Services); err != nil {
		return data{}, nil, err
	}
	d.addLink(a.Link)
	return d, walk.files, nil
}

// head is what the head of the alert says besides its title.
func (in AlertInput) head(w words) *alertData {
	a, where := in.Alert, w.Marks.Everywhere
	if len(a.Regions) > 0 {
		names := make([]string, len(a.Regions))
		for i, r := range a.Regions {
			if names[i] = w.Marks.Regions[r]; names[i] == "" {
				names[i] = strings.ToUpper(string(r))
			}
		}
		where = strings.Join(names, " · ")
	}
	return &alertData{
		Kind: w.Marks.Alert, Urgency: a.Urgency, Says: w.Marks.Urgencies[a.Urgency],
		Facts: []alertFact{{w.Marks.Where, where}, {w.Marks.From, w.day(a.From)}, {w.Marks.Until, w.day(a.Expires)}},
	}
}

// AlertHTML writes the alert as HTML does a handout.
func AlertHTML(w io.Writer, in AlertInput) error {
	d, _, err := gatherAlert(in)
	if err != nil {
		return fmt.Errorf("making a page of the alert %q: %w", in.Alert.ID, err)
	}
	if err := pageOf(d).write(w); err != nil {
		return fmt.Errorf("writing a page of the alert %q: %w", in.Alert.ID, err)
	}
	return nil
}
