// Package revision says in words which content is in use, whose it is and what is known of it, so that every screen
// says it in the same way.
package revision

import (
	"fmt"
	"time"

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

// Beside is InWords where another revision of the same library stands beside it: of two of one day, the hour tells them
// apart.
func Beside(r, other catalog.Revision) string {
	switch {
	case !twins(r, other):
		return InWords(r)
	case r.Origin == "":
		return Dated(r, other)
	}
	return Dated(r, other) + " from " + r.Origin
}

// Dated says of when a revision is, beside another of the same library.
func Dated(r, other catalog.Revision) string {
	if r.Bundled() || !twins(r, other) {
		return "Content of " + glance.Date(r.Issued)
	}
	return "Content of " + r.Issued.Local().Format("2 January 2006, 15:04")
}

// twins reports whether the days of two revisions do not tell them apart. Content that came with the program has no hour.
func twins(a, b catalog.Revision) bool {
	return !a.Bundled() && !b.Bundled() && glance.Date(a.Issued) == glance.Date(b.Issued)
}

// From says which library something is of, where there are several to tell apart; empty where there is one.
func From(c *catalog.Catalog, library string) string {
	if len(c.Parts) < 2 {
		return ""
	}
	for _, p := range c.Parts {
		if p.Library.ID == library {
			return "From: " + Whose(p.Library.Title, p.Library.Publisher)
		}
	}
	return ""
}

// Whose names a library and who publishes it.
func Whose(title, publisher string) string {
	if publisher == "" {
		return title
	}
	return title + ", " + publisher
}

// A Vouch says who vouches for content. Text is empty where nothing has to be said.
type Vouch struct {
	Text   string
	Signed bool
}

// Signature says who vouches for a revision. What came with the program is vouched for by whoever gave it, which is not
// said here.
func Signature(r catalog.Revision) Vouch {
	switch {
	case r.Bundled():
		return Vouch{}
	case r.Signed:
		return Vouch{"Signed by its publisher.", true}
	default:
		return Vouch{Text: "Nobody has signed this."}
	}
}

// Voucher says who vouches for a library on this computer.
func Voucher(l catalog.InstalledLibrary) Vouch {
	switch {
	case l.Revision.Bundled():
		return Vouch{"Came with the program.", true}
	case l.Revision.Signed:
		return Vouch{"Signed by " + publisher(l.Publisher) + ".", true}
	default:
		return Vouch{Text: "Nobody has signed this."}
	}
}

// Offered says who vouches for what could be installed.
func Offered(u catalog.Update) Vouch {
	switch u.Trust {
	case catalog.KnownKeys:
		return Vouch{"Signed by " + publisher(u.Publisher) + ", whose keys this computer knows.", true}
	case catalog.NewKeys:
		return Vouch{Text: "Signed with keys that this computer has not seen before."}
	default:
		return Vouch{Text: "Nobody has signed this."}
	}
}

func publisher(name string) string {
	if name == "" {
		return "its publisher"
	}
	return name
}

// Moment is a time as people say it: "today 14:02", "tomorrow 00:10" or "3 May 2026, 14:02".
func Moment(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	switch {
	case sameDay(t, now):
		return "today " + t.Format("15:04")
	case sameDay(t, now.AddDate(0, 0, 1)):
		return "tomorrow " + t.Format("15:04")
	}
	return t.Format("2 January 2006, 15:04")
}

// Clock is a time later today as "14:05", and else as Moment says it.
func Clock(t, now time.Time) string {
	if t, now = t.Local(), now.Local(); sameDay(t, now) {
		return t.Format("15:04")
	}
	return Moment(t, now)
}

func sameDay(a, b time.Time) bool { return a.YearDay() == b.YearDay() && a.Year() == b.Year() }

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
