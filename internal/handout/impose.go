package handout

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/typst"
)

// imposedData is /doc.json of sides of paper with finished pages on them.
type imposedData struct {
	Title  string        `json:"title"`
	Author string        `json:"author"`
	Lang   string        `json:"lang"`
	Date   day           `json:"date"` // none where its year is 0
	Fonts  []string      `json:"fonts"`
	Width  float64       `json:"width"`  // of a side, in millimetres as all lengths here
	Height float64       `json:"height"` // 0 for as long as its page is
	Sides  []imposedSide `json:"sides"`
}

type imposedSide struct {
	Pages []imposedPage `json:"pages"`
	Marks []imposedMark `json:"marks"`
}

type imposedPage struct {
	Page   int     `json:"page"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
	Turned bool    `json:"turned"`
	Alt    string  `json:"alt"`
}

type imposedMark struct {
	Kind imposition.MarkKind `json:"kind"`
	X1   float64             `json:"x1"`
	Y1   float64             `json:"y1"`
	X2   float64             `json:"x2"`
	Y2   float64             `json:"y2"`
	Says string              `json:"says"` // what stands to its right
}

// Arrange puts the pages of a sheet that a Press made on paper: some of them, several to a side, as a booklet, fronts
// or backs alone. The zero arrangement gives the sheet as it is. The errors are those of imposition.Arrange.
//
// What is arranged is for paper only: its tags are gone, and each page is one picture that is described by its number
// and the title. For screens and e-mail there is the sheet itself.
func (p *Press) Arrange(ctx context.Context, s paper.Sheet, a paper.Arrangement) (paper.Sheet, error) {
	if len(a.Pages) == 0 && a.PerSide <= 1 && !a.Booklet && a.Half == paper.Both && !a.TurnBacks {
		return s, nil
	}
	plan, size, err := imposition.Arrange(s, a, rightToLeft(describe(s.PDF).language))
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("arranging pages: %w", err)
	}
	out, err := p.impose(ctx, s, plan, size)
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("arranging pages: %w", err)
	}
	if page := imposition.Of(s.Size, s.Across); len(plan.Sides) > 0 && len(plan.Sides[0].Placements) > 0 {
		out.TextSize *= plan.Sides[0].Placements[0].Width / page.Width
	}
	return out, nil
}

// impose puts the pages of a sheet where a plan says, on paper of a size.
func (p *Press) impose(ctx context.Context, s paper.Sheet, plan imposition.Plan, size paper.Size) (paper.Sheet, error) {
	about := describe(s.PDF)
	raw, err := json.Marshal(p.imposed(about, plan))
	if err != nil {
		return paper.Sheet{}, err
	}
	out, err := p.engine.PDF(ctx, typst.Document{
		Main: p.templates["impose"], Fonts: p.fonts.Files, Files: map[string][]byte{"/doc.json": raw, "/src.pdf": s.PDF},
	})
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("putting pages on paper: %w", err)
	}
	return paper.Sheet{
		PDF: out.PDF, Pages: len(plan.Sides), Size: size, Across: plan.Height > 0 && plan.Width > plan.Height,
		TwoSided: plan.TwoSided, ShortEdge: plan.ShortEdge, TextSize: s.TextSize, Warnings: s.Warnings,
	}, nil
}

func (p *Press) imposed(about description, plan imposition.Plan) imposedData {
	w := paperWordsFor(about.language)
	d := imposedData{
		Title: about.title, Author: about.author, Lang: string(about.language), Fonts: p.fonts.Families,
		Width: plan.Width, Height: plan.Height, Sides: []imposedSide{},
	}
	if !about.made.IsZero() {
		d.Date = dayOf(about.made)
	}
	for _, side := range plan.Sides {
		out := imposedSide{Pages: []imposedPage{}, Marks: []imposedMark{}}
		for _, at := range side.Placements {
			if at.Page > 0 {
				out.Pages = append(out.Pages, imposedPage{
					Page: at.Page, X: at.X, Y: at.Y, Width: at.Width, Height: at.Height, Turned: at.Turned,
					Alt: fmt.Sprintf(w.PageOf, at.Page, about.title),
				})
			}
		}
		for _, m := range side.Marks {
			out.Marks = append(out.Marks, imposedMark{Kind: m.Kind, X1: m.X1, Y1: m.Y1, X2: m.X2, Y2: m.Y2})
		}
		d.Sides = append(d.Sides, out)
	}
	d.explain(w)
	return d
}

// explain says at the left edge what marks are for, where sheets are to be joined: nobody knows that by heart.
func (d *imposedData) explain(w paperWords) {
	says := map[imposition.MarkKind]string{imposition.Cut: w.Cut, imposition.Join: w.Join}
	joined := slices.ContainsFunc(d.Sides, func(s imposedSide) bool {
		return slices.ContainsFunc(s.Marks, func(m imposedMark) bool { return m.Kind == imposition.Join })
	})
	for _, side := range d.Sides {
		for i, m := range side.Marks {
			if joined && m.X1 == 0 {
				side.Marks[i].Says = says[m.Kind]
			}
		}
	}
}

// A description is what a PDF says of itself.
type description struct {
	title, author string
	language      catalog.Language
	made          time.Time
}

// The language stands in the catalogue of a PDF; the metadata lists all languages that occur.
var languageOfPDF = regexp.MustCompile(`/Lang \(([A-Za-z0-9-]+)\)`)

// describe reads what a PDF of a Press says of itself, in its metadata. What it does not say stays empty; the
// language is English then.
func describe(pdf []byte) description {
	var d description
	var meta struct {
		Title   string `xml:"RDF>Description>title>Alt>li"`
		Author  string `xml:"RDF>Description>creator>Seq>li"`
		Created string `xml:"RDF>Description>CreateDate"`
	}
	start, end := bytes.LastIndex(pdf, []byte("<x:xmpmeta")), bytes.LastIndex(pdf, []byte("</x:xmpmeta>"))
	if start >= 0 && end > start && xml.Unmarshal(pdf[start:end+len("</x:xmpmeta>")], &meta) == nil {
		d.title, d.author = strings.TrimSpace(meta.Title), strings.TrimSpace(meta.Author)
		d.made, _ = time.Parse(time.RFC3339, meta.Created) // zero when it is no date
	}
	if at := bytes.LastIndex(pdf, []byte("/Type /Catalog")); at >= 0 {
		if found := languageOfPDF.FindSubmatch(pdf[at:]); found != nil {
			d.language = catalog.Language(found[1])
		}
	}
	d.language = cmp.Or(d.language, "en")
	return d
}
