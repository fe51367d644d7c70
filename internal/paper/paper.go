// Package paper describes sheets, printers and print jobs as plain data.
package paper

import "errors"

// A Size is a paper size by the short name that content and settings use.
type Size string

// The paper sizes.
const (
	A4     Size = "a4"
	Letter Size = "letter" // as in North America
)

// Millimetres gives width and height, upright. What is no size is taken for A4.
func (s Size) Millimetres() (width, height float64) {
	if s == Letter {
		return 215.9, 279.4
	}
	return 210, 297
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
}

// A Job is what is asked of a printer.
type Job struct {
	Title    string // shown in the print queue: neutral words only
	Copies   int
	Size     Size
	TwoSided bool // flipped on the long edge
	Colour   bool
}

// What can go wrong with printing.
var (
	ErrNoPrintSystem = errors.New("this machine offers no print system that the program can use")
	ErrNoPrinter     = errors.New("there is no such printer")
	ErrRefused       = errors.New("the printer refused the job")
)
