package printout

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/explain"
)

// maxCopies is the most copies of one job.
const maxCopies = 200

// A layout is how many pages come on one side of the paper.
type layout int

const (
	oneUp layout = iota
	twoUp
	fourUp
	booklet // two on a side, in the order for folding
)

func (l layout) words() string {
	return [...]string{"1", "2", "4", "Booklet"}[l]
}

// leastBooklet is how many pages a booklet makes sense for: two fit one sheet as they are.
const leastBooklet = 3

// A turning is what the test of a printer has found.
type turning struct{ turns, known bool }

// printModel is what the learner has chosen in the print dialog.
type printModel struct {
	sheet    paper.Sheet
	job      Job
	arranges bool // pages can be arranged
	tests    bool // printers can be tested

	loading  bool
	sending  bool
	printers []paper.Printer
	turnings map[string]turning // by the name of the printer
	chosen   int
	copies   string // as typed
	some     bool   // not all pages, but those in pages
	pages    string // as typed
	layout   layout
	twoSided bool
	mono     bool
	place    string
	trouble  explain.Trouble
}

// printState is everything that the print dialog shows.
type printState struct {
	Loading     bool
	Printers    []printerRow
	None        bool // the machine has no printer
	Chosen      int
	CanTest     bool // the chosen printer
	Tested      string
	Copies      string
	CopiesError string
	CanLess     bool
	CanMore     bool
	HasPages    bool // there is a choice of pages
	Some        bool
	PagesError  string
	Layouts     []layout // to choose from; empty where there is no choice
	Layout      int
	Sides       bool // there is a choice of sides
	TwoSided    bool
	SidesNote   string
	Ink         bool // there is a choice of ink
	Mono        bool
	PaperNote   string // what to know about the paper that it takes
	PaperLacks  bool   // the printer does not say that it has it
	HasPlace    bool
	Warnings    []Warning
	Action      string // words of the primary button
	CanPrint    bool
	Sending     bool
	Trouble     explain.Trouble
}

// A printerRow is one printer to choose.
type printerRow struct {
	Name, Note string
	Stopped    bool
}

// An order is what is asked of a printer: what comes out of arrange is printed as job says, but for its shape.
type order struct {
	printer paper.Printer
	arrange paper.Arrangement
	copies  int
	both    bool // sides of the paper
	byHand  bool // the fronts and then the backs, since the printer cannot turn paper
	mono    bool
	sides   int // of one copy
	place   string
}

func newPrintModel(s paper.Sheet, j Job) printModel {
	return printModel{sheet: s, job: j, loading: true, copies: "1", twoSided: s.Pages > 1, mono: j.Mono, place: j.Place}
}

// found takes the printers of the machine, and what is known of how they turn paper, and chooses the default one.
func (m *printModel) found(printers []paper.Printer, turnings map[string]turning, err error) {
	m.loading, m.printers, m.turnings, m.chosen = false, nil, turnings, 0
	if m.trouble = explain.Error(err); err != nil {
		return
	}
	m.printers = printers
	if i := slices.IndexFunc(printers, func(p paper.Printer) bool { return p.Default }); i >= 0 {
		m.chosen = i
	}
}

// count is the number of copies, and whether what is typed is one.
func (m *printModel) count() (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(m.copies))
	return n, err == nil && n >= 1 && n <= maxCopies
}

// step changes the number of copies by by.
func (m *printModel) step(by int) {
	n, _ := strconv.Atoi(strings.TrimSpace(m.copies))
	m.copies = strconv.Itoa(min(max(n+by, 1), maxCopies))
}

// printer is the chosen one; ok is false while there is none.
func (m *printModel) printer() (p paper.Printer, ok bool) {
	if m.chosen >= len(m.printers) {
		return paper.Printer{}, false
	}
	return m.printers[m.chosen], true
}

// free reports whether pages may be left out and arranged.
func (m *printModel) free() bool {
	return m.arranges && !m.job.Fixed && m.sheet.Pages > 1
}

// layouts are those to choose from.
func (m *printModel) layouts() []layout {
	switch {
	case !m.free():
		return nil
	case m.sheet.Pages >= leastBooklet && !m.sheet.Across:
		return []layout{oneUp, twoUp, fourUp, booklet}
	}
	return []layout{oneUp, twoUp, fourUp}
}

// arrangement is what was chosen of the pages. What is wrong with it is a sentence.
func (m *printModel) arrangement() (a paper.Arrangement, wrong string) {
	if !m.free() {
		return a, ""
	}
	if m.some {
		if a.Pages, wrong = parsePages(m.pages, m.sheet.Pages); wrong != "" {
			return a, wrong
		}
	}
	switch m.layout {
	case twoUp:
		a.PerSide = 2
	case fourUp:
		a.PerSide = 4
	case booklet:
		a.Booklet = true
	}
	return a, ""
}

// sides is how many sides of paper an arrangement takes.
func (m *printModel) sides(a paper.Arrangement) int {
	n := m.sheet.Pages
	if len(a.Pages) > 0 {
		n = len(a.Pages)
	}
	if a.Booklet {
		return (n + 3) / 4 * 2
	}
	per := max(1, a.PerSide)
	return (n + per - 1) / per
}

// forced reports whether front and back belong together, as those of a card do and those of a leaflet need not.
func (m *printModel) forced(a paper.Arrangement) bool {
	return m.job.Fixed && m.sheet.TwoSided || a.Booklet
}

// order is what the printer is asked; ok is false while something is missing.
func (m *printModel) order() (o order, ok bool) {
	copies, valid := m.count()
	p, there := m.printer()
	a, wrong := m.arrangement()
	if !valid || !there || wrong != "" {
		return order{}, false
	}
	o = order{
		printer: p, arrange: a, copies: copies, sides: m.sides(a), mono: m.mono || p.Mono, place: strings.TrimSpace(m.place),
	}
	o.both = o.sides > 1 && (m.twoSided || m.forced(a))
	o.byHand = o.both && p.OneSided && m.arranges
	if o.both && !o.byHand && m.arranges {
		o.arrange.TurnBacks = m.turnings[p.Name].turns
	}
	return o, true
}

// job is what the print system is told of a sheet, whose pages are arranged already. Its title shows in the print
// queue, where others can read it, so that it says nothing.
func (o order) job(s paper.Sheet) paper.Job {
	j := paper.Job{Title: "Handout", Copies: o.copies, Size: s.Size, Across: s.Across, Sides: paper.OneSide, Colour: !o.mono}
	if j.Size == "" {
		j.Size = paper.A4
	}
	if o.both && !o.byHand {
		j.Sides = s.BothSides()
	}
	return j
}

// plain reports whether the pages go to the printer as they are.
func (o order) plain() bool {
	a := o.arrange
	return len(a.Pages) == 0 && a.PerSide <= 1 && !a.Booklet && a.Half == paper.Both && !a.TurnBacks
}

func (m *printModel) state() printState {
	n, valid := m.count()
	s := printState{
		Loading: m.loading, None: !m.loading && len(m.printers) == 0 && m.trouble.What == "", Chosen: m.chosen,
		Copies: m.copies, CanLess: !valid || n > 1, CanMore: !valid || n < maxCopies,
		HasPages: m.free(), Some: m.some, Layouts: m.layouts(), Ink: true, Mono: m.mono,
		HasPlace: m.job.Printed != nil, Warnings: m.job.Warnings, Sending: m.sending, Trouble: m.trouble,
	}
	for _, p := range m.printers {
		s.Printers = append(s.Printers, printerRow{Name: p.Description, Note: printerNote(p), Stopped: p.State == paper.Stopped})
	}
	if !valid {
		s.CopiesError = fmt.Sprintf("A number from 1 to %d.", maxCopies)
	}
	s.Layout = max(0, slices.Index(s.Layouts, m.layout))
	a, wrong := m.arrangement()
	s.PagesError = wrong
	if p, ok := m.printer(); ok {
		m.ofPrinter(&s, p, a)
	}
	_, s.CanPrint = m.order()
	s.Action = "Print"
	switch {
	case m.sending:
		s.Action = "Sending…"
	case len(m.job.Warnings) > 0:
		s.Action = "Print anyway"
	}
	return s
}

// ofPrinter fills in what hangs on the chosen printer.
func (m *printModel) ofPrinter(s *printState, p paper.Printer, a paper.Arrangement) {
	several := m.sides(a) > 1
	s.Sides = several && !m.forced(a)
	s.TwoSided = several && (m.twoSided || m.forced(a))
	s.SidesNote = m.sidesNote(p, a, s.TwoSided)
	s.Ink = !p.Mono
	s.CanTest = m.tests && m.arranges && !p.OneSided && s.TwoSided
	if found := m.turnings[p.Name]; s.CanTest {
		s.Tested = testedInWords(found)
	}
	s.PaperNote, s.PaperLacks = paperNote(m.sheet, p)
}

// sidesNote says how both sides are printed.
func (m *printModel) sidesNote(p paper.Printer, a paper.Arrangement, both bool) string {
	switch {
	case !both:
		return ""
	case p.OneSided && m.arranges:
		return "This printer cannot turn paper over. The fronts come first. Then Passalong tells you how to put the stack back for the backs."
	case m.forced(a):
		return "On both sides: front and back belong together."
	}
	return ""
}
