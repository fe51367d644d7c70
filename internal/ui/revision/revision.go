// Package revision says in words which content is in use and what is known of it, so that every screen says
// it in the same way.
package revision

import (
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/glance"
)

// InWords says which content a revision is, as a sentence without its full stop.
func InWords(r catalog.Revision) string {
	switch {
	case r.Bundled():
		return fmt.Sprintf("The content of %s that came with Passalong", glance.Date(r.Issued))
	case r.Origin == "":
		return "Content of " + glance.Date(r.Issued)
	default:
		return fmt.Sprintf("Content of %s from %s", glance.Date(r.Issued), r.Origin)
	}
}

// A Vouch says whether somebody's signature under the content was checked. Text is empty where nothing has to
// be said: what came with the program is vouched for by whoever gave it.
type Vouch struct {
	Text   string
	Signed bool
}

// Signature says who vouches for a revision.
func Signature(r catalog.Revision) Vouch {
	switch {
	case r.Bundled():
		return Vouch{}
	case r.Signed:
		return Vouch{"Signed by its publisher.", true}
	default:
		return Vouch{Text: "Unsigned: nobody's signature has been checked."}
	}
}

// Bytes is a size as people say it.
func Bytes(n int64) string {
	switch {
	case n == 1:
		return "1 byte"
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 999_500:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	default:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
}
