package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// A LessonVariant is what a lesson says in a region where law, products or numbers differ from those of the library's
// home. It is whole: nothing of the lesson's own text has to be added.
type LessonVariant struct {
	Region Region
	Body   Document // without the title
	Words  int
}

// In is the lesson as it is read in a region: its variant for that region, or for the smallest one around it, or the
// lesson itself.
func (l *Lesson) In(r Region) Lesson {
	best := -1
	for i, v := range l.Variants {
		if v.Region.Contains(r) && (best < 0 || len(v.Region) > len(l.Variants[best].Region)) {
			best = i
		}
	}
	if best < 0 {
		return *l
	}
	v := l.Variants[best]
	own := *l
	own.Body, own.Words, own.Region = v.Body, v.Words, v.Region
	return own
}

// In is the catalog as it is read in a region: each lesson that has a variant for it is that variant. At its home it
// is returned as it is. What is not a lesson stays: handouts and alerts look for their region when they are printed.
func (c *Catalog) In(r Region) *Catalog {
	if r == c.Library.HomeRegion {
		return c
	}
	own := *c
	own.Region = r
	own.Modules = slices.Clone(c.Modules)
	for i := range own.Modules {
		own.Modules[i].Lessons, _ = rewrite(c.Modules[i].Lessons, func(l Lesson) (Lesson, bool) {
			there := l.In(r)
			return there, there.Region != l.Region
		})
	}
	return &own
}

// Abroad reports whether the catalog is read in another country than its home, where emergency numbers are others too.
func (c *Catalog) Abroad() bool { return Elsewhere(c.Library.HomeRegion, c.Region) }

// Elsewhere reports whether a region is in another country than the one that a text is written for. Where either is not
// known it is not.
func Elsewhere(written, here Region) bool {
	return written != "" && here != "" && written.country() != here.country()
}

// country is the part of a region that names its country: "nz" of "nz-auk".
func (r Region) country() Region {
	country, _, _ := strings.Cut(string(r), "-")
	return Region(country)
}

// Emergency is the number to ring where the catalog is read; empty where the library knows none.
func (c *Catalog) Emergency() string {
	return EmergencyIn(c.Services, cmp.Or(c.Region, c.Library.HomeRegion))
}

// EmergencyIn is the number to ring in a region; empty where no service is known.
func EmergencyIn(services []Service, r Region) string {
	for _, s := range Nearest(services, r, "emergency") {
		if s.Phone != "" {
			return s.Phone
		}
	}
	return ""
}
