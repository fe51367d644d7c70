package catalog

import (
	"slices"
	"time"
)

// A Source is a source note: a citation that content refers to by key.
type Source struct {
	Key          SourceKey
	Organisation string
	Title        string
	URL          string // https; empty where there is none
	Date         string // YYYY, YYYY-MM or YYYY-MM-DD as printed by the source; empty where there is none
	Checked      time.Time
	Note         string
}

// A Service is a local place or line that people can go to or call.
type Service struct {
	ID        ServiceID
	Region    Region
	Name      string
	Kinds     []string
	Phone     string
	Hours     string
	Web       string
	Address   string
	Note      string
	Languages []Language
	Checked   time.Time
	Source    SourceKey
	Logo      []byte // SVG, PNG or JPEG, checked by whoever read it; nil for none
}

// UncheckedOn reports whether the details have to be checked again before they are printed: nobody did so for
// more than 90 days, or ever. A day that is still to come is a mistake, and as none; the next may have begun elsewhere.
func (s Service) UncheckedOn(today time.Time) bool {
	const day, good = 24 * time.Hour, 90
	since := dateOf(today).Sub(dateOf(s.Checked))
	return since > good*day || since < -day
}

// A Term is a glossary entry.
type Term struct {
	Headword string
	Also     []string // other spellings and names that mean the same
	Meaning  string
	Language Language
}

// Nearest picks the services of a kind that are for a region: its own, and where it has none those of the smallest
// region around it, so that "au-vic" falls back on "au". They keep their order.
func Nearest(services []Service, r Region, kind string) []Service {
	var picked []Service
	for _, s := range services {
		if !slices.Contains(s.Kinds, kind) || !s.Region.Contains(r) {
			continue
		}
		if len(picked) > 0 && len(s.Region) > len(picked[0].Region) {
			picked = nil
		}
		if len(picked) == 0 || len(s.Region) == len(picked[0].Region) {
			picked = append(picked, s)
		}
	}
	return picked
}
