package handout

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/typst"
)

// togetherData is /doc.json of several sheets one behind the other.
type togetherData struct {
	Title  string         `json:"title"`
	Author string         `json:"author"`
	Lang   string         `json:"lang"`
	Date   day            `json:"date"`
	Fonts  []string       `json:"fonts"`
	Width  float64        `json:"width"` // in millimetres
	Height float64        `json:"height"`
	Pages  []togetherPage `json:"pages"`
	Count  int            `json:"count"`
}

// A togetherPage is a page of one of the sheets; of none where a back stays blank.
type togetherPage struct {
	Source string `json:"source"`
	Page   int    `json:"page"`
	Alt    string `json:"alt"`
}

// mostTogether is how many pages are put into one file: a printer that stops halfway shall not stop a whole day.
const mostTogether = 600

// Together puts the parts of a box, with all their copies, into one sheet that is printed in one go. Where both sides of the
// paper are printed on, each copy begins on a front. What does not go with the others comes back as it is, to be
// printed by itself: parts on another paper or across, those whose backs belong to their fronts where only one side is
// printed on, and those beyond 600 pages. The sheet has no pages when no part goes.
//
// As with Arrange, the sheet is for paper only: its pages are pictures with a description.
func (p *Press) Together(ctx context.Context, parts []BoxPart, size paper.Size, bothSides bool) (sheet paper.Sheet, rest []BoxPart, err error) {
	page := imposition.Of(size, false)
	d := togetherData{Fonts: p.fonts.Families, Width: page.Width, Height: page.Height, Pages: []togetherPage{}}
	files := map[string][]byte{}
	for _, part := range parts {
		pages := part.pages(len(files), bothSides)
		if !part.goesOn(size, bothSides) || len(d.Pages)+len(pages) > mostTogether {
			rest = append(rest, part)
			continue
		}
		if len(files) == 0 {
			about := describe(part.Sheet.PDF)
			d.Title, d.Author, d.Lang, d.Date = about.title, about.author, string(about.language), dayOf(about.made)
		}
		files[sourceName(len(files))] = part.Sheet.PDF
		d.Pages = append(d.Pages, pages...)
	}
	if len(files) == 0 {
		return paper.Sheet{}, rest, nil
	}
	d.Count = len(d.Pages)
	raw, err := json.Marshal(d)
	if err != nil {
		return paper.Sheet{}, nil, fmt.Errorf("putting a box together: %w", err)
	}
	files["/doc.json"] = raw
	out, err := p.engine.PDF(ctx, typst.Document{Main: p.templates["together"], Fonts: p.fonts.Files, Files: files})
	if err != nil {
		return paper.Sheet{}, nil, fmt.Errorf("putting a box together: %w", err)
	}
	return paper.Sheet{PDF: out.PDF, Pages: d.Count, Size: size, TwoSided: bothSides}, rest, nil
}

// sourceName is what the file of a part is called.
func sourceName(n int) string { return fmt.Sprintf("/%d.pdf", n) }

// goesOn reports whether a part can be printed with others on paper of a size.
func (part BoxPart) goesOn(size paper.Size, bothSides bool) bool {
	s := part.Sheet
	joined := part.Kind == BoxHandout && s.TwoSided // front and back may be of one piece
	return s.Pages > 0 && part.Copies > 0 && s.Size == size && !s.Across && !s.ShortEdge && (bothSides || !joined)
}

// pages are those of all copies, with blank backs where the next begins on a front.
func (part BoxPart) pages(source int, bothSides bool) []togetherPage {
	about := describe(part.Sheet.PDF)
	w := paperWordsFor(catalog.Language(about.language))
	var one []togetherPage
	for n := range part.Sheet.Pages {
		one = append(one, togetherPage{Source: sourceName(source), Page: n + 1, Alt: fmt.Sprintf(w.PageOf, n+1, about.title)})
	}
	if bothSides && len(one)%2 == 1 {
		one = append(one, togetherPage{})
	}
	return slices.Repeat(one, max(0, part.Copies))
}
