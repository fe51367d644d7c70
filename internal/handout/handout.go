// Package handout makes the sheets that are handed to people, as tagged PDF for paper and screen, and plain
// HTML of handouts and lessons for browsers and screen readers.
//
// The PDF is set by one fixed Typst template that walks the handout as data. No text of the content or of
// a person ever becomes Typst source.
package handout

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/typst"
)

//go:embed template
var templates embed.FS

// An Engine typesets documents; *typst.Engine is one.
type Engine interface {
	PDF(ctx context.Context, doc typst.Document) (typst.Output, error)
}

// A Press makes handouts. Any number of goroutines may use it.
type Press struct {
	engine    Engine
	fonts     Fonts
	templates map[string]string // Typst source by name, such as "handout"
	icons     map[string][]byte
}

// An Input is everything that goes into one handout.
type Input struct {
	Handout *catalog.Handout
	Form    paper.HandoutForm
	// Original is what a translation translates; Handout itself for an original.
	Original *catalog.Handout
	Module   *catalog.Module // that the handout belongs to; nil for one that stands alone
	Library  catalog.Library
	Sources  map[catalog.SourceKey]catalog.Source
	// Local is the learner's own service, printed as "Near you"; nil for none. Nothing in it is trusted.
	Local *catalog.Service
	// Services may be all there are: those of the library's home region whose kind the handout asks for
	// are printed.
	Services []catalog.Service
	Pictures fs.FS     // catalog.Catalog.Files
	Today    time.Time // to tell whether the handout is out of date
}

// New gives a Press that typesets with engine. The engine stays the caller's to close.
func New(engine Engine, fonts Fonts) (*Press, error) {
	p := &Press{engine: engine, fonts: fonts, templates: map[string]string{}, icons: map[string][]byte{}}
	for name, parts := range map[string][]string{
		"handout": {"look", "handout"}, "quiz": {"look", "form", "quiz"}, "checklist": {"look", "form", "checklist"},
		"certificate": {"look", "certificate"},
	} {
		for _, part := range parts {
			source, err := templates.ReadFile("template/" + part + ".typ")
			if err != nil {
				return nil, fmt.Errorf("reading the templates: %w", err)
			}
			p.templates[name] += string(source)
		}
	}
	entries, err := templates.ReadDir("template/icons")
	if err != nil {
		return nil, fmt.Errorf("reading the templates: %w", err)
	}
	for _, entry := range entries {
		name := path.Join("icons", entry.Name())
		if p.icons["/"+name], err = templates.ReadFile(path.Join("template", name)); err != nil {
			return nil, fmt.Errorf("reading the templates: %w", err)
		}
	}
	return p, nil
}

// textSizes are the sizes of type that are tried, in points, the largest first.
var textSizes = [...]float64{13.5, 13, 12.5, 12, 11.5, 11, 10.5, 10}

// comfortableSize is the size of type of a handout that does not fit one page in any size.
const comfortableSize = 11.5

// PDF makes the handout. A handout that needs more than a page gets more, and a warning: nothing is cut
// off. The error names a picture that is missing, wrapping fs.ErrNotExist.
func (p *Press) PDF(ctx context.Context, in Input) (paper.Sheet, error) {
	doc, warnings, err := p.document(in)
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the handout %q: %w", in.Handout.ID, err)
	}
	sheet, err := p.fill(ctx, doc)
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the handout %q: %w", in.Handout.ID, err)
	}
	if sheet.Pages > 1 {
		warnings = append(warnings, paper.MorePages)
	}
	sheet.Warnings = warnings
	return sheet, nil
}

// fill makes one page in the largest size of type that fits, or several in a comfortable one.
func (p *Press) fill(ctx context.Context, doc document) (paper.Sheet, error) {
	// The size comes from an estimate; where that was too bold, smaller ones are tried.
	for sizes := textSizes[:]; len(sizes) > 0; {
		doc.data.fit(sizes)
		sheet, err := p.typeset(ctx, doc)
		if err != nil || sheet.Pages <= 1 {
			return sheet, err
		}
		sizes = sizes[slices.Index(sizes, sheet.TextSize)+1:]
	}
	doc.data.fit([]float64{comfortableSize})
	return p.typeset(ctx, doc)
}

// A document is what one handout gives the template.
type document struct {
	data  data
	files map[string][]byte
}

// typeset makes the PDF in the size of type that the data names.
func (p *Press) typeset(ctx context.Context, doc document) (paper.Sheet, error) {
	return p.set(ctx, "handout", doc.data, doc.data.Size, doc.files)
}

// set makes a PDF of a template with its data, which is /doc.json to it. The files get two more.
func (p *Press) set(ctx context.Context, template string, data any, size float64, files map[string][]byte) (paper.Sheet, error) {
	raw, err := json.Marshal(data)
	if err != nil {
		return paper.Sheet{}, err
	}
	files["/doc.json"] = raw
	fonts, err := p.fontsFor(raw, files)
	if err != nil {
		return paper.Sheet{}, err
	}
	out, err := p.engine.PDF(ctx, typst.Document{Main: p.templates[template], Files: files, Fonts: fonts, Query: "<pages>"})
	if err != nil {
		return paper.Sheet{}, err
	}
	var pages []struct {
		Value int `json:"value"`
	}
	if err := json.Unmarshal(out.Answer, &pages); err != nil {
		return paper.Sheet{}, fmt.Errorf("counting the pages: %w", err)
	}
	if len(pages) != 1 {
		return paper.Sheet{}, fmt.Errorf("counting the pages: %d answers", len(pages))
	}
	return paper.Sheet{PDF: out.PDF, Pages: pages[0].Value, TextSize: size}, nil
}
