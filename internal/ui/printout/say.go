package printout

import "github.com/passalong/passalong/internal/paper"

// PrinterInWords says what a printer is doing and where it stands, such as "Ready · Room 1 · the usual one".
func PrinterInWords(p paper.Printer) string { return printerNote(p) }

// ReasonInWords turns the print system's keywords into words, such as "it has no paper"; nothing for those that have
// none.
func ReasonInWords(keywords string) string { return reasonInWords(keywords) }

// GettingReady says why nothing comes for a while when the first page is made on a computer.
const GettingReady = "Getting the printing press ready: only the first time, about 15 seconds."

// BacksSteps say how the stack goes back into a printer that prints one side at a time, when the fronts are printed.
func BacksSteps() []string {
	return []string{
		"Take the stack out as it lies, the printed side up. Do not sort it.",
		"Put it back into the paper tray so that the empty sides are printed, the top edge going in as before. " +
			"Not sure which way? Print on a sheet with a cross on one side first.",
	}
}
