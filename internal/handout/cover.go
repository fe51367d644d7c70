package handout

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// A CoverInput is everything that goes onto the cover list of a pack.
type CoverInput struct {
	Title    string // of the pack; may be empty
	Rows     []CoverRow
	Library  catalog.Library
	Language catalog.Language // of the list itself; empty for that of the library's makers, English
	Size     paper.Size
	Today    time.Time
}

// A CoverRow is one line of a pack.
type CoverRow struct {
	Handout *catalog.Handout // in the language in which it is printed
	Form    paper.HandoutForm
	Service *catalog.Service // the local service that is on it; nil for none
	Copies  int
	// Sheet is what was made of it: sheets are counted by its sides, and its warnings become notes. Its PDF is not
	// needed.
	Sheet paper.Sheet
}

// sheets is how many sheets of paper all copies take.
func (r CoverRow) sheets() int {
	each := r.Sheet.Pages
	if r.Sheet.TwoSided {
		each = (each + 1) / 2
	}
	return each * r.Copies
}

// coverData is /doc.json of a cover list.
type coverData struct {
	frame
	Kind    string     `json:"kind"`
	Subject string     `json:"subject"`
	Form    string     `json:"form"`
	Say     paperWords `json:"say"`
	Intro   []string   `json:"intro"`
	Rows    []coverRow `json:"rows"`
	Notes   []string   `json:"notes"`
}

type coverRow struct {
	Title   string `json:"title"`
	About   string `json:"about"` // language, version, review date
	Format  string `json:"format"`
	Service string `json:"service"`
	Copies  string `json:"copies"`
}

// Cover makes the cover list of a pack: what is in it, with boxes to tick, and what to look at before it is handed
// out.
func (p *Press) Cover(ctx context.Context, in CoverInput) (paper.Sheet, error) {
	d := gatherCover(in)
	sheet, err := p.set(ctx, "cover", d, d.Size, map[string][]byte{})
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the cover list of a pack: %w", err)
	}
	sheet.Size, sheet.TwoSided = cmp.Or(in.Size, paper.A4), sheet.Pages > 1
	return sheet, nil
}

func gatherCover(in CoverInput) coverData {
	language := cmp.Or(in.Language, "en")
	d := coverData{frame: frameOf(language, in.Library), Say: paperWordsFor(language), Rows: []coverRow{}, Notes: []string{}}
	w := d.Say
	d.Size, d.Paper = listSize, typstPaper(in.Size)
	d.Kind, d.Subject = w.Pack, isolate(cmp.Or(in.Title, w.Pack))
	d.Title, d.Keywords, d.Number = w.Pack+": "+cmp.Or(in.Title, w.Pack), []string{w.Pack}, w.Pack
	d.Date, d.Version = dayOf(in.Today), fmt.Sprintf(w.PrintedOn, d.Words.day(in.Today))
	copies, sheets := 0, 0
	for _, r := range in.Rows {
		copies, sheets = copies+r.Copies, sheets+r.sheets()
		row := coverRow{
			Title: isolate(r.Handout.Title), Format: r.Form.Name(), Service: w.NoService, Copies: fmt.Sprint(r.Copies),
			About: w.language(r.Handout.Language) + " · " + fmt.Sprintf(w.Of, r.Handout.Version, d.Words.day(r.Handout.ReviewBy)),
		}
		if r.Service != nil {
			row.Service = isolate(r.Service.Name)
		}
		d.Rows = append(d.Rows, row)
		for _, note := range d.notes(r) {
			if !slices.Contains(d.Notes, note) {
				d.Notes = append(d.Notes, note)
			}
		}
	}
	d.Intro = []string{w.PackHow, fmt.Sprintf(w.Total, w.copies(copies), w.sheets(sheets))}
	return d
}

// listSize is the size of type of lists that people work through, in points.
const listSize = 11.5

// notes says what to look at before a line of a pack is handed out.
func (d *coverData) notes(r CoverRow) []string {
	w, title := d.Say, isolate(r.Handout.Title)
	var all []string
	for _, warning := range r.Sheet.Warnings {
		switch warning {
		case paper.OutOfDate:
			all = append(all, fmt.Sprintf(w.OutOfDate, title, d.Words.day(r.Handout.ReviewBy)))
		case paper.Unsigned:
			all = append(all, english().Marks.Unsigned)
		case paper.MachineDraft:
			all = append(all, fmt.Sprintf(w.Draft, title, w.language(r.Handout.Language)))
		case paper.Stale:
			all = append(all, fmt.Sprintf(w.Stale, title, w.language(r.Handout.Language)))
		case paper.NoService:
			all = append(all, fmt.Sprintf(w.MissingKind, title))
		case paper.Unchecked:
			all = append(all, d.unchecked(r.Service))
		}
	}
	return slices.DeleteFunc(all, func(note string) bool { return note == "" })
}

// unchecked asks for a look at the details of a service.
func (d *coverData) unchecked(s *catalog.Service) string {
	switch {
	case s == nil:
		return ""
	case s.Checked.IsZero():
		return fmt.Sprintf(d.Say.NotChecked, isolate(s.Name))
	}
	return fmt.Sprintf(d.Say.CheckedOn, isolate(s.Name), d.Words.day(s.Checked))
}
