package packview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/printout"
)

// printModel is what is known and chosen in the print dialog.
type printModel struct {
	total    sum
	warns    []warning
	tooLong  int          // handouts that do not fit
	papers   []paper.Size // that it takes
	twoSided bool         // something of it has a front and a back that belong together
	logs     bool         // what is printed is kept in the log
	services []string     // that it is made for

	loading  bool
	printers []paper.Printer
	chosen   int
	problem  explain.Trouble
}

// printState is everything that the print dialog shows.
type printState struct {
	Things, Paper string
	Warns         []warning
	Looking       bool
	None          bool // there is no printer
	Trouble       explain.Trouble
	Printers      []choice
	Notes         []string // to know about the chosen one
	HasPlace      bool     // it is asked for which place they are
	Place         string   // that is suggested
	Action        string   // words of the primary button
	CanPrint      bool
}

// take takes what is known of the pack by now.
func (m *printModel) take(from *model) {
	st := from.state()
	m.total, m.warns, m.tooLong, m.papers, m.twoSided = st.Total, st.Warns, len(st.TooLong), from.papers(), from.twoSided()
	m.services = nil
	for _, id := range from.pack.Services {
		m.services = append(m.services, from.serviceName(id))
	}
}

// found takes the printers of the machine, and chooses the default one.
func (m *printModel) found(printers []paper.Printer, err error) {
	m.loading, m.printers, m.chosen, m.problem = false, printers, 0, explain.Error(err)
	if i := slices.IndexFunc(printers, func(p paper.Printer) bool { return p.Default }); i >= 0 {
		m.chosen = i
	}
}

// look is called when printers are looked for.
func (m *printModel) look() { m.loading, m.problem = true, explain.Trouble{} }

// printer is the chosen one; ok is false while there is none.
func (m *printModel) printer() (p paper.Printer, ok bool) {
	if m.loading || m.chosen >= len(m.printers) {
		return paper.Printer{}, false
	}
	return m.printers[m.chosen], true
}

func (m *printModel) state() printState {
	s := printState{
		Things: m.total.Things, Paper: m.total.Paper, Warns: m.warns, Looking: m.loading, Trouble: m.problem, Action: "Print all",
		None: !m.loading && len(m.printers) == 0 && m.problem.What == "",
	}
	if m.tooLong > 0 {
		s.Warns = append(slices.Clip(s.Warns), warning{"Left out", glance.Count(m.tooLong, "handout does", "handouts do") + " not fit the format. The screen behind says by how much."})
	}
	if len(s.Warns) > 0 {
		s.Action = "Print anyway"
	}
	for i, p := range m.printers {
		s.Printers = append(s.Printers, choice{ID: p.Name, Name: p.Description, Note: printout.PrinterInWords(p), On: i == m.chosen})
	}
	// What is made for several services goes to each of them, whatever would be typed.
	if s.HasPlace = m.logs && len(m.services) < 2; len(m.services) == 1 {
		s.Place = m.services[0]
	}
	p, ok := m.printer()
	s.CanPrint = ok && !m.total.Counts // until all was made nobody knows what to warn of
	if ok {
		s.Notes = m.notes(p)
	}
	return s
}

// notes say what to know before it is printed on a printer.
func (m *printModel) notes(p paper.Printer) []string {
	var notes, names, lacks []string
	for _, size := range m.papers {
		names = append(names, printout.SizeName(size))
		if len(p.Sizes) > 0 && !slices.Contains(p.Sizes, cmp.Or(size, paper.A4)) {
			lacks = append(lacks, printout.SizeName(size))
		}
	}
	if len(names) > 1 || len(names) == 1 && cmp.Or(m.papers[0], paper.A4) != paper.A4 {
		notes = append(notes, fmt.Sprintf("Paper that it takes: %s. Have it ready: the printer asks for it.", glance.List(names)))
	}
	if len(lacks) > 0 {
		notes = append(notes, fmt.Sprintf("%s does not say that it takes %s.", p.Description, strings.Join(lacks, " or ")))
	}
	if p.OneSided && m.twoSided {
		notes = append(notes, "This printer cannot turn paper over. After the fronts of each handout, Passalong tells you how to put the stack back for the backs.")
	}
	return notes
}
