package catalog

import (
	"iter"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/paper"
)

// A Handout is a printable for the people we serve. Translations have the id of their original.
type Handout struct {
	ID        HandoutID
	Library   string   // id of the library that it is of
	Module    ModuleID // that it belongs to; empty for one that stands alone
	Title     string
	Audience  string // in words, as printed
	Topics    []TopicID
	For       []AudienceID
	Version   string
	Language  Language
	ReviewBy  time.Time
	Reviewers []Reviewer     // of the module, for one that belongs to one
	Formats   []paper.Format // that the author offers, the usual one first
	// Short says what a format carries that has no room for everything. A format that is not in it carries everything.
	Short    map[paper.Format][]Extract
	Services []string // kinds of service printed at its end
	Link     string   // what its QR code holds; empty for none
	Body     Document
	Changes  []Amendment // newest first

	// Translations are the handout in other languages. A translation has none.
	Translations []Handout
	// Translates is the version of the original that a translation translates; empty for an original.
	Translates string
	// MachineDraft says that a machine translated it and nobody has reviewed that: it is never offered unasked.
	MachineDraft bool
}

// An Extract is a part of a handout: a section by its heading, and of that section all or some lines.
type Extract struct {
	Section string // text of a heading of level 2; empty for what comes before the first
	Lines   []int  // list items, table rows and paragraphs of the section, counted from 1; none for all
}

// An Amendment says what is new in a version.
type Amendment struct {
	Version string
	Date    time.Time
	What    string
	Recall  bool // whether copies of earlier versions are to be binned
}

// A Withdrawal takes a handout back for good.
type Withdrawal struct {
	Handout HandoutID
	Title   string
	On      time.Time
	Why     string
	Instead HandoutID // what to hand out in its place; empty for nothing
}

// A Topic is what handouts are about.
type Topic struct {
	ID    TopicID
	Title string
}

// An Audience is who handouts are for.
type Audience struct {
	ID    AudienceID
	Title string
}

// Draft reports whether the handout still waits for its clinical, legal or peer review.
func (h *Handout) Draft() bool { return len(h.MissingReviews()) > 0 }

// MissingReviews lists the roles whose review the handout still waits for.
func (h *Handout) MissingReviews() []string { return missingReviews(h.Reviewers) }

// In gives the handout in a language: the original or a translation.
func (h *Handout) In(l Language) (*Handout, bool) {
	if h.Language == l {
		return h, true
	}
	i := slices.IndexFunc(h.Translations, func(t Handout) bool { return t.Language == l })
	if i < 0 {
		return nil, false
	}
	return &h.Translations[i], true
}

// Languages lists the languages of the handout, that of the original first. Machine drafts are among them only
// when they are asked for.
func (h *Handout) Languages(machineDrafts bool) []Language {
	all := []Language{h.Language}
	for _, t := range h.Translations {
		if machineDrafts || !t.MachineDraft {
			all = append(all, t.Language)
		}
	}
	return all
}

// StaleAgainst reports whether a translation is of another version than the original has now.
func (h *Handout) StaleAgainst(original *Handout) bool {
	return h.Translates != "" && h.Translates != original.Version
}

// AllHandouts goes through the originals of all handouts: those of the modules, then those that stand alone.
func (c *Catalog) AllHandouts() iter.Seq[*Handout] {
	return func(yield func(*Handout) bool) {
		for i := range c.Modules {
			for j := range c.Modules[i].Handouts {
				if !yield(&c.Modules[i].Handouts[j]) {
					return
				}
			}
		}
		for i := range c.Handouts {
			if !yield(&c.Handouts[i]) {
				return
			}
		}
	}
}

// Handout finds the original of a handout, and the module it belongs to, which is nil for one that stands alone.
func (c *Catalog) Handout(id HandoutID) (*Handout, *Module, bool) {
	for h := range c.AllHandouts() {
		if h.ID == id {
			m, _ := c.Module(h.Module)
			return h, m, true
		}
	}
	return nil, nil, false
}

// A Pack is handouts that are given out together.
type Pack struct {
	ID    PackID
	Title string
	About string
	Items []PackItem
}

// A PackItem is one handout of a pack.
type PackItem struct {
	Handout HandoutID
	Format  paper.Format
	Copies  int // for one set
}

// Pack finds a pack by its id.
func (c *Catalog) Pack(id PackID) (Pack, bool) {
	i := slices.IndexFunc(c.Packs, func(p Pack) bool { return p.ID == id })
	if i < 0 {
		return Pack{}, false
	}
	return c.Packs[i], true
}
