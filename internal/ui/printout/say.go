package printout

import "github.com/passalong/passalong/internal/paper"

// PrinterInWords says what a printer is doing and where it stands, such as "Ready · Room 1 · the usual one".
func PrinterInWords(p paper.Printer) string { return printerNote(p) }

// ReasonInWords turns the print system's keywords into words, such as "it has no paper"; nothing for those that have
// none.
func ReasonInWords(keywords string) string { return reasonInWords(keywords) }
