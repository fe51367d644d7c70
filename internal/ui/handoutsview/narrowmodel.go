package handoutsview

import (
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/place"
)

// narrowing is what the list is narrowed to. What is empty narrows nothing.
type narrowing struct {
	Text       string
	Topic      catalog.TopicID
	Audience   catalog.AudienceID
	Language   catalog.Language
	Format     paper.Format
	Favourites bool // only those
}

// none reports whether everything is shown.
func (n narrowing) none() bool {
	return strings.TrimSpace(n.Text) == "" && n.Topic == "" && n.Audience == "" && n.Language == "" && n.Format == "" && !n.Favourites
}

// An option is a way to narrow the list; the first of several narrows nothing.
type option[T comparable] struct {
	value T
	text  string
}

// topics are those that some handout is about, in the order of the library.
func (m *model) topics() []option[catalog.TopicID] {
	all := []option[catalog.TopicID]{{"", "All topics"}}
	for _, t := range m.catalog.Library.Topics {
		if m.any(func(h *catalog.Handout) bool { return slices.Contains(h.Topics, t.ID) }) {
			all = append(all, option[catalog.TopicID]{t.ID, t.Title})
		}
	}
	return all
}

// audiences are those that some handout is for.
func (m *model) audiences() []option[catalog.AudienceID] {
	all := []option[catalog.AudienceID]{{"", "Everybody"}}
	for _, a := range m.catalog.Library.Audiences {
		if m.any(func(h *catalog.Handout) bool { return slices.Contains(h.For, a.ID) }) {
			all = append(all, option[catalog.AudienceID]{a.ID, a.Title})
		}
	}
	return all
}

// languages are those that some handout comes in.
func (m *model) languages() []option[catalog.Language] {
	all := []option[catalog.Language]{{"", "All languages"}}
	for h := range m.catalog.AllHandouts() {
		for _, l := range h.Languages(m.drafts) {
			if o := (option[catalog.Language]{l, place.Language(l)}); !slices.Contains(all, o) {
				all = append(all, o)
			}
		}
	}
	slices.SortStableFunc(all[1:], func(a, b option[catalog.Language]) int { return strings.Compare(a.text, b.text) })
	return all
}

// formats are those that some handout comes in.
func (m *model) formats() []option[paper.Format] {
	all := []option[paper.Format]{{"", "All formats"}}
	for _, f := range paper.Formats() {
		if m.any(func(h *catalog.Handout) bool { return slices.Contains(formats(h), f) }) {
			all = append(all, option[paper.Format]{f, f.Name()})
		}
	}
	return all
}

func (m *model) any(is func(*catalog.Handout) bool) bool {
	for h := range m.catalog.AllHandouts() {
		if is(h) {
			return true
		}
	}
	return false
}

// formats are those in which a handout is printed, the usual one first.
func formats(h *catalog.Handout) []paper.Format {
	var all []paper.Format
	for _, f := range h.Formats {
		if f != paper.Screen && f != paper.Web { // every handout comes so
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		all = []paper.Format{paper.LeafletA4}
	}
	if slices.Contains(all, paper.LeafletA4) && !slices.Contains(all, paper.LeafletLetter) {
		all = append(all, paper.LeafletLetter)
	}
	return all
}

// matches reports whether a handout is in the narrowed list.
func (m *model) matches(h *catalog.Handout) bool {
	n := m.narrow
	switch {
	case n.Favourites && !m.first[h.ID]:
		return false
	case n.Topic != "" && !slices.Contains(h.Topics, n.Topic):
		return false
	case n.Audience != "" && !slices.Contains(h.For, n.Audience):
		return false
	case n.Language != "" && !slices.Contains(h.Languages(m.drafts), n.Language):
		return false
	case n.Format != "" && !slices.Contains(formats(h), n.Format):
		return false
	}
	words := strings.Fields(strings.ToLower(n.Text))
	return len(words) == 0 || containsAll(m.text(h), words)
}

// text is what words are looked for in, in lower case.
func (m *model) text(h *catalog.Handout) string {
	parts := []string{h.Title, h.Audience, glance.Fresh(catalog.FreshnessOn(h.ReviewBy, m.today))}
	if mod, ok := m.catalog.Module(h.Module); ok {
		parts = append(parts, mod.Title)
	}
	for _, t := range m.catalog.Library.Topics {
		if slices.Contains(h.Topics, t.ID) {
			parts = append(parts, t.Title)
		}
	}
	for _, a := range m.catalog.Library.Audiences {
		if slices.Contains(h.For, a.ID) {
			parts = append(parts, a.Title)
		}
	}
	for _, t := range h.Translations {
		if m.drafts || !t.MachineDraft {
			parts = append(parts, t.Title)
		}
	}
	for _, l := range h.Languages(m.drafts) {
		parts = append(parts, place.Language(l))
	}
	return strings.ToLower(strings.Join(parts, "\n"))
}

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// offerDrafts has machine drafts offered, or not any more.
func (m *model) offerDrafts(on bool) {
	m.drafts = on
	if !slices.ContainsFunc(m.languages(), func(o option[catalog.Language]) bool { return o.value == m.narrow.Language }) {
		m.narrow.Language = ""
	}
}
