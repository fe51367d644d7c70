// Package catalog says what there is to teach: modules, lessons, handouts, source notes, services and
// the words for them, as plain data. It reads nothing and knows no clock.
package catalog

import (
	"io/fs"
	"slices"
	"time"
)

// Identifiers are permanent: a learner's record names them.
type (
	ModuleID    string
	LessonID    string
	ObjectiveID string
	HandoutID   string
	SkillID     string
	ServiceID   string
	SourceKey   string
	TrackID     string
	TopicID     string
	AudienceID  string
	AlertID     string
	PackID      string
	Region      string // such as "au-vic"
	Language    string // BCP 47, such as "en" or "vi"
)

// A Catalog is one revision of the library, read and checked. It does not change after it was made, so
// any number of goroutines may read it.
type Catalog struct {
	Library     Library  // the one that goes before all others; its tracks, topics, audiences and languages are those of all
	Revision    Revision // of that library
	Region      Region   // that it is read in, when that is not the library's home; see In
	Parts       []Part   // the libraries that it is made of, in their order, that one first
	Hidden      []Hidden // what is not in it because of their order
	Modules     []Module // in the order of the tracks, each once
	Unavailable []UnavailableModule
	Handouts    []Handout // that stand alone
	Withdrawn   []Withdrawal
	Packs       []Pack
	Alerts      []Alert // newest first
	Sources     map[SourceKey]Source
	Services    []Service
	Glossary    []Term
	// Files holds the pictures, by the paths that Picture.Path names.
	Files fs.FS
}

// A Library is what library.yaml says of the whole.
type Library struct {
	ID         string
	Title      string
	Publisher  string
	Licence    string
	Issued     time.Time // date of the content
	Languages  []Language
	HomeRegion Region
	Update     string // "owner/repo" that publishes newer revisions; empty while nobody does
	Tracks     []Track
	Topics     []Topic    // of handouts
	Audiences  []Audience // of handouts
	Retired    []ModuleID // that it had once; never used again
}

// A Part is a library among those that a catalog is made of.
type Part struct {
	Library  Library
	Revision Revision
}

// A Track is an ordered list of modules for one kind of learner.
type Track struct {
	ID      TrackID
	Title   string
	Modules []ModuleID
}

// An UnavailableModule could not be loaded. The others work all the same.
type UnavailableModule struct {
	ID       ModuleID
	Problems []Problem
}

// A Revision is one published state of a library.
type Revision struct {
	Manifest string // SHA-256 of its manifest in hexadecimal; empty for the bundled library
	Sequence int64  // rises with each revision; 0 for the bundled library
	Issued   time.Time
	Origin   string // address that it came from; empty for the bundled library
	Signed   bool   // whether a publisher's signature was checked
}

// Bundled reports whether the revision came with the program.
func (r Revision) Bundled() bool { return r.Manifest == "" }

// Module finds a module by its id.
func (c *Catalog) Module(id ModuleID) (*Module, bool) {
	i := slices.IndexFunc(c.Modules, func(m Module) bool { return m.ID == id })
	if i < 0 {
		return nil, false
	}
	return &c.Modules[i], true
}

// Service finds a service by its id.
func (c *Catalog) Service(id ServiceID) (Service, bool) {
	i := slices.IndexFunc(c.Services, func(s Service) bool { return s.ID == id })
	if i < 0 {
		return Service{}, false
	}
	return c.Services[i], true
}

// Term finds a glossary entry by its headword.
func (c *Catalog) Term(headword string) (Term, bool) {
	i := slices.IndexFunc(c.Glossary, func(t Term) bool { return t.Headword == headword })
	if i < 0 {
		return Term{}, false
	}
	return c.Glossary[i], true
}

// Unsigned reports whether nobody vouches for a library: it was installed, and no publisher's signature was checked.
func (c *Catalog) Unsigned(library string) bool {
	return slices.ContainsFunc(c.Parts, func(p Part) bool {
		return p.Library.ID == library && !p.Revision.Signed && !p.Revision.Bundled()
	})
}
