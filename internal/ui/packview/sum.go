package packview

import (
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/printout"
)

// A sum says what the pack comes to.
type sum struct {
	Things string // "3 handouts × 2 languages × 1 service = 6 leaflets"
	Paper  string // "48 copies on 48 sheets of paper"
	Share  float64
	Counts bool // it is still being counted
}

// sum says what the pack comes to: in leaflets at once, and in paper as soon as all of them were made.
func (m *model) sum(lines []pack.Line) sum {
	s := sum{Things: m.things(len(lines))}
	sheets, counted, toCount := 0, 0, 0
	var printed []pack.Line
	for _, l := range lines {
		if !onPaper(l) {
			continue
		}
		toCount++
		printed = append(printed, l)
		if f, ok := m.facts[one(l)]; ok {
			counted++
			sheets += pack.Sheets(l, f.sheet, true)
		}
	}
	switch {
	case counted < toCount && m.slow:
		s.Counts, s.Paper = true, printout.GettingReady
	case counted < toCount:
		s.Counts, s.Share = true, float64(counted)/float64(toCount)
		s.Paper = fmt.Sprintf("Counting the paper: %d of %d…", counted, toCount)
	default:
		s.Paper = glance.Count(pack.Copies(printed), "copy", "copies") + " on " + glance.Count(sheets, "sheet of paper", "sheets of paper") + ", printed on both sides"
	}
	if n := len(lines) - toCount; n > 0 {
		s.Paper += ". " + glance.Count(n, "file is", "files are") + " for a screen: save them."
	}
	return s
}

// things multiplies out what is in the pack, of which so many leaflets can be made.
func (m *model) things(leaflets int) string {
	things, all := handouts(len(m.pack.Entries)), len(m.pack.Entries)
	if languages := len(m.pack.Languages); languages > 0 {
		all *= languages
		if languages > 1 {
			things += fmt.Sprintf(" × %d languages", languages)
		}
	}
	if services := len(m.pack.Services); services > 0 {
		all *= services
		things += " × " + glance.Count(services, "service", "services")
	}
	lacks := all - leaflets
	if lacks > 0 {
		things += fmt.Sprintf(", less %d that %s missing", lacks, isAre(lacks))
	}
	if all > len(m.pack.Entries) || len(m.pack.Services) > 0 || lacks > 0 {
		things += " = " + glance.Count(leaflets, "leaflet", "leaflets")
	}
	return things
}

// onPaper reports whether a line is printed; others are for a screen.
func onPaper(l pack.Line) bool { return l.Form.Format != paper.Screen && l.Form.Format != paper.Web }

// papers are the sizes of paper that have to be in the printer, each once, as far as that is known.
func (m *model) papers() []paper.Size {
	var sizes []paper.Size
	known := map[paper.Size]bool{}
	for _, l := range m.lines() {
		f, ok := m.facts[one(l)]
		if !ok || f.err != nil || !onPaper(l) || known[f.sheet.Size] {
			continue
		}
		known[f.sheet.Size] = true
		sizes = append(sizes, f.sheet.Size)
	}
	return sizes
}

// twoSided reports whether something of it has a front and a back that belong together, as far as that is known.
func (m *model) twoSided() bool {
	for _, l := range m.lines() {
		if s := m.facts[one(l)].sheet; onPaper(l) && s.TwoSided && s.Pages > 1 {
			return true
		}
	}
	return false
}

// one is a line for a single copy: how many are made changes nothing of what is made.
func one(l pack.Line) pack.Line {
	l.Copies = 1
	return l
}

// uncounted is the next line of which nothing is known. Web pages have no paper to be counted.
func (m *model) uncounted() (pack.Line, bool) {
	for _, l := range m.lines() {
		if _, ok := m.facts[one(l)]; !ok && l.Form.Format != paper.Web {
			return one(l), true
		}
	}
	return pack.Line{}, false
}

// serviceName is that of a local service; empty for none.
func (m *model) serviceName(id catalog.ServiceID) string {
	for _, s := range m.services {
		if s.ID == id {
			return s.Name
		}
	}
	return ""
}
