package packview

import (
	"cmp"
	"context"

	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/place"
)

// A maker makes what is printed and saved.
type maker interface {
	Make(ctx context.Context, l pack.Line) (paper.Sheet, error)
	MakeCover(ctx context.Context, p pack.Pack) (paper.Sheet, error)
	// HandoutPage makes a line as a web page.
	HandoutPage(ctx context.Context, l pack.Line) ([]byte, error)
}

// listFile is the name of the list of the pack in a folder.
const listFile = "pack-list.pdf"

// items are what is to be printed or saved: the cover list, if it is wanted, and every line. forPlace is where they
// will be given out, as typed; empty for the places of their local services.
func (m *model) items(with maker, forPlace string) []item {
	var items []item
	if m.cover {
		p := m.pack
		items = append(items, item{
			title: "The list of the pack", file: listFile, copies: 1,
			make: func(ctx context.Context) (paper.Sheet, error) { return with.MakeCover(ctx, p) },
		})
	}
	for _, l := range m.lines() {
		original, _, _ := m.catalog.Handout(l.Handout)
		h, _ := original.In(l.Language)
		entry := recall.OfHandout(h, l.Form, l.Copies, cmp.Or(forPlace, m.serviceName(l.Service)), m.now())
		entry.Title = original.Title // the letters of the window do not have every script
		items = append(items, item{
			title: m.called(l), file: pack.FileName(l, h.Version), copies: l.Copies, mono: l.Form.Mono, screen: !onPaper(l), log: &entry,
			make: makes(with, l),
		})
	}
	return items
}

// makes is how a line is made: as a PDF, or as a page for browsers.
func makes(with maker, l pack.Line) func(context.Context) (paper.Sheet, error) {
	if l.Form.Format != paper.Web {
		return func(ctx context.Context) (paper.Sheet, error) { return with.Make(ctx, l) }
	}
	return func(ctx context.Context) (paper.Sheet, error) {
		page, err := with.HandoutPage(ctx, l)
		return paper.Sheet{PDF: page}, err
	}
}

// called is a line in words, such as "Overdose steps, wallet card, Vietnamese, Harbour Street".
func (m *model) called(l pack.Line) string {
	title := string(l.Handout)
	if h, _, ok := m.catalog.Handout(l.Handout); ok {
		title = h.Title
	}
	title += ", " + lower(l.Form.Name())
	if len(m.chosenLanguages()) > 1 {
		title += ", " + place.Language(l.Language)
	}
	if name := m.serviceName(l.Service); name != "" {
		title += ", for " + name
	}
	return title
}
