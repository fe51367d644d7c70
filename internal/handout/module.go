package handout

import (
	"fmt"
	"io"
	"io/fs"

	"github.com/passalong/passalong/internal/catalog"
)

// A ModuleInput is everything that goes into the page of a whole module.
type ModuleInput struct {
	Module   *catalog.Module
	Library  catalog.Library
	Sources  map[catalog.SourceKey]catalog.Source
	Pictures fs.FS // catalog.Catalog.Files
	Here     catalog.Region
	Services []catalog.Service
}

// ModuleHTML is HTML for all lessons of a module, one below the other.
func ModuleHTML(w io.Writer, in ModuleInput) error {
	var all catalog.Document
	for _, l := range in.Module.Lessons {
		all.Blocks = append(all.Blocks, catalog.Heading{Level: 2, Text: []catalog.Span{{Text: l.Title}}})
		for _, b := range l.Body.Blocks {
			if h, ok := b.(catalog.Heading); ok {
				h.Level = min(h.Level+1, 4)
				b = h
			}
			all.Blocks = append(all.Blocks, b)
		}
	}
	p, err := lessonPage(LessonInput{
		Lesson: &catalog.Lesson{Title: in.Module.Title, Body: all},
		Module: in.Module, Library: in.Library, Sources: in.Sources, Pictures: in.Pictures, Here: in.Here, Services: in.Services,
	})
	if err != nil {
		return fmt.Errorf("making a page of the module %q: %w", in.Module.ID, err)
	}
	p.Subtitle = in.Module.Summary
	if err := p.write(w); err != nil {
		return fmt.Errorf("writing a page of the module %q: %w", in.Module.ID, err)
	}
	return nil
}
