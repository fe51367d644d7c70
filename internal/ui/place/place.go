// Package place says in words where something is and what it is for: regions, languages and kinds of service,
// which content names by short codes. Every screen takes its words from here.
package place

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/glance"
)

// regionNames are the regions of Australia and New Zealand by their codes in ISO 3166-1 and 3166-2, and some
// countries around them.
func regionNames() map[catalog.Region]string {
	return map[catalog.Region]string{
		"au": "Australia", "au-act": "Australian Capital Territory", "au-nsw": "New South Wales", "au-nt": "Northern Territory",
		"au-qld": "Queensland", "au-sa": "South Australia", "au-tas": "Tasmania", "au-vic": "Victoria", "au-wa": "Western Australia",
		"nz": "New Zealand", "gb": "the United Kingdom", "ie": "Ireland", "ca": "Canada", "us": "the United States",
	}
}

// Region is a region in words; one without words is shown as its code.
func Region(r catalog.Region) string {
	if name, ok := regionNames()[r]; ok {
		return name
	}
	return strings.ToUpper(string(r))
}

// Regions are regions in words, as a sentence has them; none is everywhere.
func Regions(rs []catalog.Region) string {
	if len(rs) == 0 {
		return "Everywhere"
	}
	words := make([]string, len(rs))
	for i, r := range rs {
		words[i] = Region(r)
	}
	return glance.List(words)
}

// RegionsOf lists the regions that content knows, each once: that of the library, those of services and those of
// alerts, by their names.
func RegionsOf(c *catalog.Catalog) []catalog.Region {
	all := []catalog.Region{c.Library.HomeRegion}
	for _, s := range c.Services {
		all = append(all, s.Region)
	}
	for _, a := range c.Alerts {
		all = append(all, a.Regions...)
	}
	all = slices.DeleteFunc(all, func(r catalog.Region) bool { return r == "" })
	slices.SortFunc(all, func(a, b catalog.Region) int { return cmp.Compare(Region(a), Region(b)) })
	return slices.Compact(all)
}

// kindNames are the kinds of service that content asks for, in the order in which people are offered them.
func kindNames() []struct{ kind, name string } {
	return []struct{ kind, name string }{
		{"needles", "Needles and syringes"}, {"disposal", "Taking back used needles"}, {"naloxone", "Naloxone"},
		{"drug-help", "Help with drugs and alcohol"}, {"pharmacotherapy", "Methadone and buprenorphine"}, {"peer", "Peers and drug user groups"},
		{"drug-checking", "Drug checking"}, {"consumption-room", "Supervised injecting"},
		{"hepatitis", "Hepatitis"}, {"hiv", "HIV"}, {"nurse", "A nurse"}, {"crisis", "Crisis support"}, {"violence", "Violence in the family"}, {"family", "Families and friends"},
		{"pregnancy", "Pregnancy and babies"}, {"youth", "Young people"}, {"aboriginal", "Aboriginal and Torres Strait Islander people"}, {"legal", "Legal help"},
		{"interpreter", "Interpreters"}, {"poisons", "Poisons advice"}, {"emergency", "Emergency"},
	}
}

// Kind is a kind of service in words, such as "Needles and syringes".
func Kind(kind string) string {
	for _, k := range kindNames() {
		if k.kind == kind {
			return k.name
		}
	}
	return capital(strings.ReplaceAll(kind, "-", " "))
}

// Kinds are kinds of service in words, on one line.
func Kinds(kinds []string) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = Kind(k)
	}
	return glance.Join(words...)
}

// KindsOf lists the kinds of service that content names, each once: those that have words come first.
func KindsOf(c *catalog.Catalog) []string {
	var all []string
	for _, s := range c.Services {
		all = append(all, s.Kinds...)
	}
	for h := range c.AllHandouts() {
		all = append(all, h.Services...)
	}
	for _, a := range c.Alerts {
		all = append(all, a.Services...)
	}
	rank := func(kind string) int {
		names := kindNames()
		for i, k := range names {
			if k.kind == kind {
				return i
			}
		}
		return len(names)
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(rank(a)-rank(b), cmp.Compare(a, b)) })
	return slices.Compact(all)
}

// Checked says when somebody made sure of the details of a service, and whether that has to be done again before
// they are printed.
func Checked(s catalog.Service, today time.Time) (words string, again bool) {
	again = s.UncheckedOn(today)
	days := int(today.Sub(s.Checked).Hours() / 24)
	switch {
	case s.Checked.IsZero():
		return "Never checked: check the details before you print them", true
	case again && days < 0:
		return "The day it was checked has not come yet: check before printing", true
	case again && days >= 730:
		return "Not checked since " + glance.Date(s.Checked) + ": check before printing", true
	case again:
		return "Not checked for " + glance.Days(days) + ": check before printing", true
	}
	return "Checked on " + glance.Date(s.Checked), false
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
