package printing

import (
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/paper"
)

// unreachable is the keyword for a printer that does not answer.
const unreachable = "offline-report"

// saidInWords is how the backends of CUPS say, in words only, that a printer does not answer: their job stays
// "processing" and the printer has no reasons. Jobs ask for English, so that these arrive as they are here.
var saidInWords = [...]string{
	"The printer may not exist or is unavailable at this time.",
	"The printer configuration is incorrect or the printer no longer exists.",
	"The printer is not responding.",
	"The printer is not connected.",
	"The printer is unreachable at this time.",
	"Waiting for printer to become available.",
}

// reasonsOf are the keywords that matter to a person, most telling first: what the printer's message says, that it
// takes no jobs, and its own, without "none" and what CUPS only notes for itself.
func reasonsOf(keywords []string, message string, accepting bool) []string {
	var all []string
	if slices.Contains(saidInWords[:], message) {
		all = append(all, unreachable)
	}
	if !accepting {
		all = append(all, "not-accepting-jobs")
	}
	for _, keyword := range keywords {
		if keyword != "none" && !strings.HasPrefix(keyword, "cups-") && !slices.Contains(all, keyword) {
			all = append(all, keyword)
		}
	}
	return all
}

func joined(keywords []string) string { return strings.Join(keywords, ", ") }

// needsHelp reports whether one of the keywords means that nothing goes on until somebody comes.
func needsHelp(keywords []string) bool {
	return slices.ContainsFunc(keywords, func(keyword string) bool {
		if keyword == unreachable {
			return true
		}
		// Whether the printer calls it an error or a warning says little: some send warnings and stop.
		kind := strings.TrimSuffix(strings.TrimSuffix(keyword, "-error"), "-warning")
		switch kind {
		case "media-empty", "media-needed", "media-jam", "cover-open", "door-open", "interlock-open", "input-tray-missing",
			"output-area-full", "output-tray-missing", "toner-empty", "marker-supply-empty", "marker-supply-missing",
			"marker-waste-full", "offline", "shutdown", "paused", "timed-out", "stopped-partly":
			return true
		}
		return strings.HasSuffix(keyword, "-error")
	})
}

// The states of jobs of RFC 8011, section 5.3.7.
const (
	jobPending = 3 + iota
	jobHeld
	jobProcessing
	jobStopped
	jobCanceled
	jobAborted
	jobCompleted
)

// jobStateOf puts the state of a job together with what the printer needs.
func jobStateOf(state int, printerStopped bool, reasons []string) paper.JobState {
	switch state {
	case jobCanceled:
		return paper.Canceled
	case jobAborted:
		return paper.Aborted
	case jobCompleted:
		return paper.Printed
	case jobHeld, jobStopped:
		return paper.Halted
	case jobProcessing:
		if needsHelp(reasons) {
			return paper.Halted
		}
		return paper.Printing
	}
	if printerStopped {
		return paper.Halted
	}
	return paper.Waiting
}
