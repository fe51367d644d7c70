package printout

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/explain"
)

// maxCopies is the most copies of one job.
const maxCopies = 200

// printModel is what the learner has chosen in the print dialog.
type printModel struct {
	pages    int
	size     paper.Size
	warning  string
	loading  bool
	sending  bool
	printers []paper.Printer
	chosen   int
	copies   string // as typed
	twoSided bool
	mono     bool
	trouble  explain.Trouble
}

// printState is everything that the print dialog shows.
type printState struct {
	Loading     bool
	Printers    []printerRow
	None        bool // the machine has no printer
	Chosen      int
	Copies      string
	CopiesError string
	CanLess     bool
	CanMore     bool
	Sides       bool // there is a choice of sides
	TwoSided    bool
	Mono        bool
	Warning     string
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

func newPrintModel(pages int, j Job) printModel {
	return printModel{pages: pages, size: j.Size, warning: j.Warning, loading: true, copies: "1", twoSided: pages > 1}
}

// found takes the printers of the machine and chooses the default one.
func (m *printModel) found(printers []paper.Printer, err error) {
	m.loading, m.printers, m.chosen = false, nil, 0
	if m.trouble = explain.Error(err); err != nil {
		return
	}
	m.printers = printers
	for i, p := range printers {
		if p.Default {
			m.chosen = i
		}
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

// job is what the printer is asked; ok is false while something is missing. Its title shows in the print
// queue, where others can read it, so that it says nothing.
func (m *printModel) job() (printer paper.Printer, j paper.Job, ok bool) {
	n, ok := m.count()
	if !ok || m.chosen >= len(m.printers) {
		return paper.Printer{}, paper.Job{}, false
	}
	sides := paper.OneSide
	if m.twoSided && m.pages > 1 {
		sides = paper.LongEdge
	}
	return m.printers[m.chosen], paper.Job{
		Title: "Handout", Copies: n, Size: cmp.Or(m.size, paper.A4), Sides: sides, Colour: !m.mono,
	}, true
}

func (m *printModel) state() printState {
	n, valid := m.count()
	s := printState{
		Loading: m.loading, None: !m.loading && len(m.printers) == 0 && m.trouble.What == "", Chosen: m.chosen,
		Copies: m.copies, CanLess: !valid || n > 1, CanMore: !valid || n < maxCopies,
		Sides: m.pages > 1, TwoSided: m.twoSided, Mono: m.mono, Warning: m.warning,
		Sending: m.sending, Trouble: m.trouble,
	}
	for _, p := range m.printers {
		s.Printers = append(s.Printers, printerRow{Name: p.Description, Note: printerNote(p), Stopped: p.State == paper.Stopped})
	}
	if !valid {
		s.CopiesError = fmt.Sprintf("A number from 1 to %d.", maxCopies)
	}
	_, _, s.CanPrint = m.job()
	s.Action = "Print"
	switch {
	case m.sending:
		s.Action = "Sending…"
	case m.warning != "":
		s.Action = "Print anyway"
	}
	return s
}

// sent says what was asked of the printer.
func sent(p paper.Printer, j paper.Job) string {
	if j.Copies == 1 {
		return fmt.Sprintf("1 copy is on its way to %s.", p.Description)
	}
	return fmt.Sprintf("%d copies are on their way to %s.", j.Copies, p.Description)
}

func printerNote(p paper.Printer) string {
	note := stateInWords(p)
	if p.Location != "" {
		note += " · " + p.Location
	}
	if p.Default {
		note += " · the usual one"
	}
	return note
}

func stateInWords(p paper.Printer) string {
	reason := reasonInWords(p.Reason)
	switch p.State {
	case paper.Stopped:
		if reason == "" {
			return "Stopped: the job waits until someone starts it again"
		}
		return "Stopped: " + reason
	case paper.Busy:
		return "Printing something else first"
	default:
		if reason != "" {
			return "Ready, but " + reason
		}
		return "Ready"
	}
}

// reasonInWords turns the print system's keywords, such as "media-empty-error", into words. A printer may
// give several, the first of which that has words is used.
func reasonInWords(keywords string) string {
	words := [...]struct{ key, text string }{
		{"media-empty", "it has no paper"},
		{"media-needed", "it needs paper"},
		{"media-jam", "paper is jammed"},
		{"media-low", "it is low on paper"},
		{"toner-empty", "it has no toner"},
		{"toner-low", "it is low on toner"},
		{"marker-supply-empty", "it has no ink"},
		{"marker-supply-low", "it is low on ink"},
		{"cover-open", "a cover is open"},
		{"door-open", "a door is open"},
		{"offline", "it cannot be reached"},
		{"shutdown", "it is switched off"},
		{"connecting-to-device", "it is being looked for"},
		{"timed-out", "it does not answer"},
		{"paused", "someone has paused it"},
	}
	for _, k := range strings.FieldsFunc(keywords, func(r rune) bool { return r == ',' || r == ' ' }) {
		for _, w := range words {
			if strings.HasPrefix(k, w.key) {
				return w.text
			}
		}
	}
	return ""
}
