package searchview

import (
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/place"
)

// most is how many results are shown: nobody reads on after that, and typing stays quick.
const most = 40

// suggestions is how many words are offered to somebody who has found nothing yet.
const suggestions = 6

// A Finder finds what holds the words of a query.
type Finder interface {
	Search(query string, limit int) []catalog.Hit
}

// model is what the screen knows.
type model struct {
	catalog *catalog.Catalog
	finder  Finder
	query   string
	hits    []catalog.Hit // in the order in which they are shown
	cut     bool          // there are more
	chosen  int           // what Return opens
}

// state is everything the view draws.
type state struct {
	Title       string
	Count       string
	Groups      []group
	Empty       bool // nothing to show
	Heading     string
	Text        string
	Suggestions []string
}

// A group is the results of one kind.
type group struct {
	Title string
	Rows  []row
}

// A row is one result. Index is its place among all.
type row struct {
	Index          int
	Kind           catalog.HitKind
	Title, Snippet []part
	Where          string
	Chosen         bool
}

// A part is a stretch of text that matches or does not.
type part struct {
	Text    string
	Matches bool
}

// setQuery searches anew.
func (m *model) setQuery(query string) {
	m.query, m.chosen = query, 0
	m.hits = m.finder.Search(query, most+1)
	// Results of one kind stand together; the kind with the best result comes first. What is called so comes before what
	// mentions it: there may be thirty lessons that do.
	rank := make(map[section]int)
	for i, h := range m.hits {
		if s := sectionOf(h); rank[s] == 0 {
			rank[s] = i + 1
		}
	}
	m.cut = len(m.hits) > most
	m.hits = slices.Clone(m.hits[:min(most, len(m.hits))])
	slices.SortStableFunc(m.hits, func(a, b catalog.Hit) int { return rank[sectionOf(a)] - rank[sectionOf(b)] })
}

// A section is results of one kind, in whose titles or only in whose texts the words are.
type section struct {
	kind   catalog.HitKind
	titled bool
}

func sectionOf(h catalog.Hit) section { return section{h.Kind, len(h.TitleMatches) > 0} }

// move chooses the result below or above, and stays within them.
func (m *model) move(by int) { m.chosen = max(0, min(m.chosen+by, len(m.hits)-1)) }

func (m *model) state() state {
	q := strings.TrimSpace(m.query)
	s := state{Title: "Search"}
	if len(m.hits) == 0 {
		s.Empty = true
		s.Suggestions = m.suggest()
		s.Heading, s.Text = "What are you looking for?", "Type a word above. Search looks through modules, lessons, handouts, drug alerts, words and local services."
		if q != "" {
			s.Heading = fmt.Sprintf("Nothing found for “%s”", q)
			s.Text = "Check the spelling, or try fewer or shorter words."
		}
		return s
	}
	s.Count = count(len(m.hits), m.cut, q)
	titled := len(m.hits[0].TitleMatches) > 0 // and not only mentions
	for i, h := range m.hits {
		if i == 0 || sectionOf(m.hits[i-1]) != sectionOf(h) {
			title := kindTitle(h.Kind)
			if titled && len(h.TitleMatches) == 0 {
				title += " that mention it"
			}
			s.Groups = append(s.Groups, group{Title: title})
		}
		g := &s.Groups[len(s.Groups)-1]
		g.Rows = append(g.Rows, row{
			Index: i, Kind: h.Kind, Chosen: i == m.chosen, Where: m.where(h),
			Title: parts(h.Title, h.TitleMatches), Snippet: parts(h.Snippet, h.SnippetMatches),
		})
	}
	return s
}

func count(n int, cut bool, query string) string {
	switch {
	case n == 1:
		return fmt.Sprintf("1 result for “%s”", query)
	case cut:
		return fmt.Sprintf("The first %d results for “%s”. Another word narrows them down.", n, query)
	}
	return fmt.Sprintf("%d results for “%s”", n, query)
}

func kindTitle(k catalog.HitKind) string {
	switch k {
	case catalog.HitModule:
		return "Modules"
	case catalog.HitLesson:
		return "Lessons"
	case catalog.HitHandout:
		return "Handouts"
	case catalog.HitTerm:
		return "Words explained"
	case catalog.HitAlert:
		return "Drug alerts"
	}
	return "Local services"
}

// where says which module a result belongs to.
func (m *model) where(h catalog.Hit) string {
	mod, ok := m.catalog.Module(h.Module)
	if !ok {
		return ""
	}
	if h.Kind == catalog.HitModule {
		return glance.Size(mod)
	}
	return mod.Title
}

// parts cuts a text at its matches. Matches that overlap or lie outside are passed over.
func parts(text string, matches []catalog.Match) []part {
	var out []part
	at := 0
	for _, x := range matches {
		if x.Start < at || x.End > len(text) || x.Start >= x.End {
			continue
		}
		if x.Start > at {
			out = append(out, part{Text: text[at:x.Start]})
		}
		out = append(out, part{text[x.Start:x.End], true})
		at = x.End
	}
	if at < len(text) {
		rest := text[at:]
		if more, ok := strings.CutSuffix(rest, " …"); ok {
			rest = more + "\u00a0…" // never on a line of its own
		}
		out = append(out, part{Text: rest})
	}
	return out
}

// suggest offers words that the library explains.
func (m *model) suggest() []string {
	var words []string
	for _, t := range m.catalog.Glossary {
		if len(words) < suggestions {
			words = append(words, t.Headword)
		}
	}
	return words
}

// route leads to a result; zero for what is shown in place.
func route(h catalog.Hit) nav.Route {
	switch h.Kind {
	case catalog.HitModule:
		return nav.Route{Screen: nav.Module, Module: h.Module}
	case catalog.HitLesson:
		return nav.Route{Screen: nav.Lesson, Module: h.Module, Lesson: h.Lesson}
	case catalog.HitHandout:
		return nav.Route{Screen: nav.Handout, Handout: h.Handout}
	case catalog.HitAlert:
		return nav.Route{Screen: nav.Alert, Alert: h.Alert}
	}
	return nav.Route{}
}

// A fact is one line of what is known of a service.
type fact struct{ Name, Value string }

// phone names the fact that stands out.
const phone = "Phone"

// facts of a service, without those that are not known.
func facts(s catalog.Service) []fact {
	checked := glance.Date(s.Checked)
	all := []fact{
		{phone, s.Phone},
		{"Hours", s.Hours},
		{"Address", s.Address},
		{"For", place.Kinds(s.Kinds)},
		{"Languages", place.Languages(s.Languages)},
		{"Good to know", s.Note},
		{"Checked on", checked},
	}
	return slices.DeleteFunc(all, func(f fact) bool { return f.Value == "" })
}
