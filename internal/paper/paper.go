// Package paper describes sheets, formats, printers and print jobs as plain data.
package paper

import (
	"errors"
	"fmt"
)

// A Size is a size of paper by the short name that content and settings use.
type Size string

// The paper sizes.
const (
	A3     Size = "a3"
	A4     Size = "a4"
	A5     Size = "a5"
	A6     Size = "a6"
	A7     Size = "a7"
	Letter Size = "letter" // as in North America
	Roll80 Size = "roll80" // till roll, 80 mm wide; as long as what is on it
)

// Millimetres gives width and height, upright. A roll has no height; what is no size is taken for A4.
func (s Size) Millimetres() (width, height float64) {
	switch s {
	case A3:
		return 297, 420
	case A5:
		return 148, 210
	case A6:
		return 105, 148
	case A7:
		return 74, 105
	case Letter:
		return 215.9, 279.4
	case Roll80:
		return 80, 0
	}
	return 210, 297
}

// A Sheet is pages that were made and are ready for a printer or a file.
type Sheet struct {
	PDF       []byte  // the same bytes for the same input
	Pages     int     // of the PDF: sides of paper
	Size      Size    // of the paper that goes into the printer
	Across    bool    // whether the sides lie on their long edge
	TwoSided  bool    // whether front and back belong together, as in a card or a booklet
	ShortEdge bool    // whether the paper is turned over along its short edge; only where it is TwoSided
	TextSize  float64 // of the body, in points
	Warnings  []Warning
}

// BothSides is how the paper is turned over when both of its sides are printed on: what has no back of its own is
// turned like the page of a book, also where it lies across.
func (s Sheet) BothSides() Sides {
	if s.TwoSided && s.ShortEdge || !s.TwoSided && s.Across {
		return ShortEdge
	}
	return LongEdge
}

// A Warning is something that a person should know before the sheet is handed out.
type Warning string

// The warnings.
const (
	MorePages    Warning = "more pages"    // it does not fit the one page it is meant for
	OutOfDate    Warning = "out of date"   // its review date has passed
	NoService    Warning = "no service"    // it asks for a kind of service of which there is none
	Unchecked    Warning = "unchecked"     // nobody has checked the details of a local service for 90 days
	Abroad       Warning = "abroad"        // it is written for another country, with its emergency number and law
	MachineDraft Warning = "machine draft" // a machine translated it and nobody has reviewed that
	Stale        Warning = "stale"         // it translates an earlier version
	Expired      Warning = "expired"       // an alert that is over
	Unsigned     Warning = "unsigned"      // it is of a library that nobody has signed, for its authors only
	NoLetters    Warning = "no letters"    // some letters are in no font here: empty boxes stand for them
)

// A TooLongError says that content does not fit a format, and by how much. Nothing was made.
type TooLongError struct {
	Format Format
	Over   float64 // millimetres of height beyond what there is
	Lines  int     // about as many lines of text
	Pages  int     // that it would take, for a format of a limited number of pages; else 0
	Most   int     // pages that there are; 0 where Over counts
}

// Error says by how much, in figures.
func (e *TooLongError) Error() string {
	if e.Most > 0 {
		return fmt.Sprintf("the content takes %d pages, and the format %s has %d at most", e.Pages, e.Format, e.Most)
	}
	lines := "1 line"
	if e.Lines != 1 {
		lines = fmt.Sprintf("%d lines", e.Lines)
	}
	return fmt.Sprintf("the content is %.0f mm too long for the format %s, about %s", e.Over, e.Format, lines)
}

// A PrinterState is what a printer is doing.
type PrinterState string

// The states of a printer.
const (
	Idle    PrinterState = "idle"
	Busy    PrinterState = "busy"
	Stopped PrinterState = "stopped"
)

// A Printer is a print queue of this machine.
type Printer struct {
	Name        string // what the print system calls it
	Description string // what people call it; never empty
	Location    string
	Default     bool
	State       PrinterState
	Reason      string // why it is stopped or what it needs, in the print system's keywords; may be empty
	// What it can do. A print system that does not say so leaves them empty, which means: try it.
	OneSided  bool   // it cannot turn paper over by itself
	Mono      bool   // it has black ink only
	Sizes     []Size // of the paper it takes
	CannotSay bool   // nothing is known of what it can do
}

// Sides is on which sides of the paper a job is printed.
type Sides string

// The sides.
const (
	OneSide   Sides = "one"
	LongEdge  Sides = "long-edge"  // both, turned over along the long edge, as a book is
	ShortEdge Sides = "short-edge" // both, turned over along the short edge, as a notepad is
)

// A Job is what is asked of a printer.
type Job struct {
	Title  string // shown in the print queue: neutral words only
	Copies int
	Size   Size
	Across bool // the pages lie on their long edge
	Sides  Sides
	Colour bool
}

// A Ticket names a job that a print system has taken.
type Ticket struct {
	Printer string
	Number  int
}

// A JobState is how far a job has come.
type JobState string

// The states of a job.
const (
	Waiting  JobState = "waiting"
	Printing JobState = "printing"
	Halted   JobState = "halted" // until somebody helps the printer; Progress.Reason says how
	Printed  JobState = "printed"
	Canceled JobState = "canceled"
	Aborted  JobState = "aborted" // the print system gave up
)

// Over reports whether nothing more will come.
func (s JobState) Over() bool { return s == Printed || s == Canceled || s == Aborted }

// Progress is how far a job has come.
type Progress struct {
	State  JobState
	Sides  int    // that have come out, as far as the printer tells; 0 when it does not
	Reason string // why it waits, in the print system's keywords; may be empty
}

// What can go wrong with printing.
var (
	ErrNoPrintSystem = errors.New("this machine offers no print system that the program can use")
	ErrNoPrinter     = errors.New("there is no such printer")
	ErrRefused       = errors.New("the printer refused the job")
	ErrNoJob         = errors.New("the print system does not know this job any more")
)
