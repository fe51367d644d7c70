// Package recall finds the printed copies that should not be handed out any more.
package recall

import (
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// A Print is one entry of the print log: what was printed on this machine. It says nothing about who did it.
type Print struct {
	ID      string // of the entry
	Handout catalog.HandoutID
	Alert   catalog.AlertID // of an alert; Handout is empty then
	Title   string
	Version string
	// Translates is the version of the original that a translation translated; empty for an original.
	Translates string
	ReviewBy   time.Time // that stands on what was printed; of an alert its last day
	Language   catalog.Language
	Form       paper.HandoutForm
	Copies     int
	Place      string // for which place, as typed, or the name of the local service; may be empty
	At         time.Time
	Settled    time.Time // when somebody said that the copies are gone; zero while they may be about
}

// OfHandout is the entry for copies of a handout, in the language in which it was printed. ID is left to the log.
func OfHandout(h *catalog.Handout, f paper.HandoutForm, copies int, place string, at time.Time) Print {
	return Print{
		Handout: h.ID, Title: h.Title, Version: h.Version, Translates: h.Translates, ReviewBy: h.ReviewBy, Language: h.Language,
		Form: f, Copies: copies, Place: place, At: at,
	}
}

// OfAlert is the entry for copies of an alert.
func OfAlert(a *catalog.Alert, f paper.HandoutForm, copies int, place string, at time.Time) Print {
	return Print{
		Alert: a.ID, Title: a.Title, Version: a.Version, ReviewBy: a.Expires, Language: a.Language,
		Form: f, Copies: copies, Place: place, At: at,
	}
}

// A Cause is why copies should not be handed out.
type Cause string

// The causes, the most pressing first.
const (
	Withdrawn Cause = "withdrawn" // the library took the handout back
	Changed   Cause = "changed"   // a newer version says that earlier ones are to be binned
	Expired   Cause = "expired"   // an alert that is over
	OutOfDate Cause = "out of date"
	Gone      Cause = "gone"  // the handout is not in the library any more, and nobody said why
	Newer     Cause = "newer" // there is a newer version; what was printed may be used up
)

// Bin reports whether the copies are to be thrown away.
func (c Cause) Bin() bool { return c != Newer }

// A Recall is one entry of the print log whose copies should not be handed out, or need not.
type Recall struct {
	Print      Print
	Cause      Cause
	Now        string              // version in the library; empty when there is none
	Changes    []catalog.Amendment // since the printed version, newest first
	Withdrawal *catalog.Withdrawal
	ReviewBy   time.Time // that has passed, for OutOfDate and Expired
}
