// Package handout makes the sheets that are handed to people, as tagged PDF for paper and screen, and plain
// HTML of handouts and lessons for browsers and screen readers.
//
// The PDF is set by one fixed Typst template that walks the handout as data. No text of the content or of
// a person ever becomes Typst source.
package handout

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
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
	covered   *coverage
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
	Written  catalog.Region // home of the library as its authors said, where Library has the region of this computer; empty for the same
	Unsigned bool           // nobody has signed the library, so nothing of it is to be handed out
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
	p := &Press{engine: engine, fonts: fonts, covered: coverageOf(fonts), templates: map[string]string{}, icons: map[string][]byte{}}
	for name, parts := range map[string][]string{
		"handout": {"look", "handout"}, "quiz": {"look", "form", "quiz"}, "checklist": {"look", "form", "checklist"},
		"certificate": {"look", "certificate"}, "impose": {"impose"}, "testsheet": {"look", "testsheet"},
		"cover": {"look", "form", "cover"}, "changes": {"look", "form", "changes"},
		"plan": {"look", "form", "session", "plan"}, "materials": {"look", "form", "session", "materials"}, "brief": {"look", "form", "session", "brief"},
		"tickets": {"look", "form", "session", "tickets"}, "check": {"look", "form", "session", "asked", "check"},
		"checkkey": {"look", "form", "session", "checkkey"}, "slips": {"look", "form", "session", "asked", "slips"},
		"consent": {"look", "form", "session", "consent"}, "feeling": {"look", "form", "session", "feeling"},
		"boxlist": {"look", "form", "session", "boxlist"}, "together": {"together"},
		"report": {"look", "form", "session", "figures", "report"}, "year": {"look", "form", "session", "figures", "year"},
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

// PDF makes the handout in its form: every format but paper.Web, which is HTML. Its error wraps ErrNotOnPaper for a
// format that is none; it is a *paper.TooLongError when the content does not fit, for nothing is ever cut off, and a
// *catalog.ServiceError for a logo that cannot be drawn. A picture that is missing is named, wrapping fs.ErrNotExist.
func (p *Press) PDF(ctx context.Context, in Input) (paper.Sheet, error) {
	sheet, err := p.make(ctx, in)
	if drawn := (*typst.DocumentError)(nil); errors.As(err, &drawn) && in.Local != nil && len(in.Local.Logo) > 0 {
		err = p.blame(ctx, in, err)
	}
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the handout %q: %w", in.Handout.ID, err)
	}
	return sheet, nil
}

// set makes a PDF of a template with its data, which is /doc.json to it.
func (p *Press) set(ctx context.Context, template string, data any, size float64, files map[string][]byte) (paper.Sheet, error) {
	sheet, _, err := p.measured(ctx, template, data, files, 0)
	sheet.TextSize = size
	return sheet, err
}
