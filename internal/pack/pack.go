// Package pack is the cart of an outreach worker: handouts × languages × services × copies, printed or saved in
// one go, with a cover list.
package pack

import (
	"cmp"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// A Line is one handout to be made, in one language, with one local service on it.
type Line struct {
	Handout  catalog.HandoutID
	Language catalog.Language // empty for that of the original
	Form     paper.HandoutForm
	Service  catalog.ServiceID // of a local service; empty for none
	Copies   int               // at least 1; does not change what is made
}

// An Entry is one handout in the cart.
type Entry struct {
	Handout catalog.HandoutID
	Form    paper.HandoutForm
	Copies  int // of each language and service
}

// A Pack is what is in the cart. Its zero value is empty. Its methods change nothing: they give another Pack.
type Pack struct {
	Title     string // of the ready-made pack it began with; may be empty
	Entries   []Entry
	Languages []catalog.Language  // none for that of each original
	Services  []catalog.ServiceID // of local services; none for no service
	// MachineDrafts takes translations that nobody has reviewed too, where their language is among Languages.
	MachineDrafts bool
}

// How many copies of an entry there may be.
const (
	LeastCopies = 1
	MostCopies  = 999
)

// Missing is a handout of a pack that cannot be made as it was asked for.
type Missing struct {
	Handout  catalog.HandoutID
	Title    string           // empty for a handout that the library does not have
	Language catalog.Language // that the handout does not have; empty for a handout that the library does not have
	// MachineDraft says that there is a translation, which only a machine made, and the pack takes none.
	MachineDraft bool
	// Format is the one that its author does not offer in that language, which there is otherwise; or empty.
	Format paper.Format
}

// FromReady fills a cart with a ready-made pack, this many times.
func FromReady(ready catalog.Pack, sets int) Pack {
	p := Pack{Title: ready.Title}
	for _, item := range ready.Items {
		p = p.Add(Entry{Handout: item.Handout, Form: paper.HandoutForm{Format: item.Format}, Copies: bounded(item.Copies) * bounded(sets)})
	}
	return p
}

// Empty reports whether there is nothing to make.
func (p Pack) Empty() bool { return len(p.Entries) == 0 }

// Add puts a handout into the pack. One that is in it already, in the same form, gets more copies.
func (p Pack) Add(e Entry) Pack {
	e.Copies = bounded(e.Copies)
	e.Form = plain(e.Form)
	p.Entries = slices.Clone(p.Entries)
	if i := p.find(e.Handout, e.Form); i >= 0 {
		p.Entries[i].Copies = bounded(p.Entries[i].Copies + e.Copies)
		return p
	}
	p.Entries = append(p.Entries, e)
	return p
}

// Remove takes a handout in a form out of the pack, if it is in it.
func (p Pack) Remove(id catalog.HandoutID, f paper.HandoutForm) Pack {
	p.Entries = slices.Clone(p.Entries)
	if i := p.find(id, plain(f)); i >= 0 {
		p.Entries = slices.Delete(p.Entries, i, i+1)
	}
	return p
}

// SetCopies changes how many copies of a handout in a form are made, between LeastCopies and MostCopies.
func (p Pack) SetCopies(id catalog.HandoutID, f paper.HandoutForm, copies int) Pack {
	p.Entries = slices.Clone(p.Entries)
	if i := p.find(id, plain(f)); i >= 0 {
		p.Entries[i].Copies = bounded(copies)
	}
	return p
}

// Merge joins entries of the same handout and form, wherever the pack came from, and puts their copies into
// bounds. Languages and services are left once each.
func (p Pack) Merge() Pack {
	entries := p.Entries
	p.Entries, p.Languages, p.Services = nil, once(p.Languages), once(p.Services)
	for _, e := range entries {
		p = p.Add(e)
	}
	return p
}

// Lines takes a pack apart into what is to be made: for each service, each handout in each language, so that the
// stack for one place comes out together. The language of a line is never empty. What the library does not have
// is missing, each once.
func (p Pack) Lines(c *catalog.Catalog) (lines []Line, missing []Missing) {
	p = p.Merge()
	services := p.Services
	if len(services) == 0 {
		services = []catalog.ServiceID{""}
	}
	for n, service := range services {
		for _, e := range p.Entries {
			made, lacks := p.languages(c, e)
			for _, language := range made {
				lines = append(lines, Line{Handout: e.Handout, Language: language, Form: e.Form, Service: service, Copies: e.Copies})
			}
			if n == 0 {
				missing = appendOnce(missing, lacks)
			}
		}
	}
	return lines, missing
}

// languages says in which languages an entry can be made, and in which it cannot.
func (p Pack) languages(c *catalog.Catalog, e Entry) (made []catalog.Language, missing []Missing) {
	h, _, ok := c.Handout(e.Handout)
	if !ok {
		return nil, []Missing{{Handout: e.Handout}}
	}
	languages := p.Languages
	if len(languages) == 0 {
		languages = []catalog.Language{h.Language}
	}
	for _, l := range languages {
		t, ok := h.In(l)
		switch {
		case !ok:
			missing = append(missing, Missing{Handout: h.ID, Title: h.Title, Language: l})
		case t.MachineDraft && !p.MachineDrafts:
			missing = append(missing, Missing{Handout: h.ID, Title: h.Title, Language: l, MachineDraft: true})
		case len(t.Formats) > 0 && !slices.Contains(t.Offers(), plain(e.Form).Format):
			missing = append(missing, Missing{Handout: h.ID, Title: h.Title, Language: l, Format: plain(e.Form).Format})
		default:
			made = append(made, l)
		}
	}
	return made, missing
}

// Copies adds up the copies of lines.
func Copies(lines []Line) int {
	n := 0
	for _, l := range lines {
		n += bounded(l.Copies)
	}
	return n
}

// Sheets is how many sheets of paper a line takes, when s was made of it and the printer uses both sides or one.
func Sheets(l Line, s paper.Sheet, bothSides bool) int {
	each := s.Pages
	if bothSides {
		each = (s.Pages + 1) / 2
	}
	return each * bounded(l.Copies)
}

func (p Pack) find(id catalog.HandoutID, f paper.HandoutForm) int {
	return slices.IndexFunc(p.Entries, func(e Entry) bool { return e.Handout == id && plain(e.Form) == f })
}

// plain is the one way to write a form.
func plain(f paper.HandoutForm) paper.HandoutForm {
	f.Format = cmp.Or(f.Format, paper.LeafletA4)
	return f
}

func bounded(copies int) int { return min(max(copies, LeastCopies), MostCopies) }

func once[T comparable](list []T) []T { return appendOnce(nil, list) }

func appendOnce[T comparable](list, more []T) []T {
	for _, v := range more {
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}
