package packview

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/place"
)

// A fact is what is known of a line once it was made.
type fact struct {
	sheet paper.Sheet // without its bytes
	err   error
}

// model is what is in the pack, and what is known of it.
type model struct {
	catalog  *catalog.Catalog
	now      func() time.Time
	pack     pack.Pack
	services []catalog.Service
	facts    map[pack.Line]fact // by the line for one copy
	sets     map[catalog.PackID]int
	cover    bool
	slow     bool // the press has to be made ready before the paper can be counted
	unsaved  explain.Trouble
	trouble  explain.Trouble // with the list of services
	before   *pack.Pack      // what the last step has changed, to be taken back
	said     string
}

func newModel(c *catalog.Catalog, p pack.Pack, now func() time.Time) model {
	return model{catalog: c, now: now, pack: p, facts: map[pack.Line]fact{}, sets: map[catalog.PackID]int{}, cover: true}
}

// state is everything that the screen shows, but for what is being printed or saved.
type state struct {
	Empty   bool
	Title   string
	Rows    []row
	Total   sum
	Missing []string
	Warns   []warning
	TooLong []string

	Languages []choice
	HasDrafts bool // there is a translation that nobody has reviewed
	Drafts    bool // it is taken
	Services  []choice
	NoService bool // none was entered on this computer

	Cover   bool
	Ready   []ready
	Unsaved explain.Trouble
	Trouble explain.Trouble
	Said    string
	CanUndo bool
}

// A row is one handout of the pack.
type row struct {
	Handout          catalog.HandoutID
	Form             paper.HandoutForm
	Title, Note      string
	Copies           string
	CanLess, CanMore bool
	Gone             bool // the library does not have it
}

// A choice is a language or a service.
type choice struct {
	ID, Name, Note string
	On             bool
}

// A warning is something to know before it is handed out.
type warning struct{ Title, Text string }

// A ready is a ready-made pack.
type ready struct {
	ID          catalog.PackID
	Title, Text string
	Holds       string
	Sets        string
	CanLess     bool
	CanMore     bool
}

// lines are the lines of the pack.
func (m *model) lines() []pack.Line {
	lines, _ := m.pack.Lines(m.catalog)
	return lines
}

func (m *model) state() state {
	lines, missing := m.pack.Lines(m.catalog)
	s := state{
		Empty: m.pack.Empty(), Title: cmp.Or(m.pack.Title, "Your print pack"), Cover: m.cover, Unsaved: m.unsaved, Trouble: m.trouble,
		Said: m.said, CanUndo: m.before != nil, NoService: len(m.services) == 0, Drafts: m.pack.MachineDrafts,
	}
	for _, e := range m.pack.Entries {
		s.Rows = append(s.Rows, m.row(e))
	}
	s.Languages, s.HasDrafts = m.languages()
	for _, sv := range m.services {
		words, again := place.Checked(sv, m.now())
		c := choice{ID: string(sv.ID), Name: sv.Name, On: slices.Contains(m.pack.Services, sv.ID)}
		if again {
			c.Note = words
		}
		s.Services = append(s.Services, c)
	}
	s.Total = m.sum(lines)
	for _, miss := range missing {
		s.Missing = append(s.Missing, missingInWords(miss))
	}
	s.Warns, s.TooLong = m.warnings(lines), m.tooLong(lines)
	for _, p := range m.catalog.Packs {
		s.Ready = append(s.Ready, m.ready(p))
	}
	return s
}

func (m *model) row(e pack.Entry) row {
	r := row{
		Handout: e.Handout, Form: e.Form, Note: glance.Join(e.Form.Name(), toASheet(e.Form)),
		Copies: fmt.Sprint(e.Copies), CanLess: e.Copies > pack.LeastCopies, CanMore: e.Copies < pack.MostCopies,
	}
	h, _, ok := m.catalog.Handout(e.Handout)
	if !ok {
		r.Title, r.Gone, r.Note = string(e.Handout), true, "The library does not have this handout any more."
		return r
	}
	r.Title = h.Title
	return r
}

// toASheet says how many of a small format come on a sheet: copies are of the whole sheet.
func toASheet(f paper.HandoutForm) string {
	if n := imposition.CardsToASheet(f); n > 0 {
		return glance.Count(n, "card", "cards") + " to a sheet"
	}
	return ""
}

// languages are those of the handouts in the pack. Translations that nobody has reviewed are among them only when they
// are asked for.
func (m *model) languages() (choices []choice, drafts bool) {
	type lang struct {
		n     int
		draft bool
	}
	var order []catalog.Language
	known := map[catalog.Language]lang{}
	for _, e := range m.pack.Entries {
		h, _, ok := m.catalog.Handout(e.Handout)
		if !ok {
			continue
		}
		drafts = drafts || len(h.Languages(true)) > len(h.Languages(false))
		for _, l := range h.Languages(m.pack.MachineDrafts) {
			if !slices.Contains(order, l) {
				order = append(order, l)
			}
			t, _ := h.In(l)
			k := known[l]
			known[l] = lang{k.n + 1, k.draft || t.MachineDraft}
		}
	}
	on := m.chosenLanguages()
	for _, l := range order {
		c := choice{ID: string(l), Name: place.Language(l), On: slices.Contains(on, l)}
		if n := known[l].n; n < len(m.pack.Entries) {
			c.Note = fmt.Sprintf("%d of %s", n, handouts(len(m.pack.Entries)))
		}
		if known[l].draft {
			c.Note = glance.Join("Machine draft: not reviewed", c.Note)
		}
		choices = append(choices, c)
	}
	return choices, drafts
}

// chosenLanguages are the languages of the pack, or those of the originals where none was chosen.
func (m *model) chosenLanguages() []catalog.Language {
	if len(m.pack.Languages) > 0 {
		return m.pack.Languages
	}
	var own []catalog.Language
	for _, e := range m.pack.Entries {
		if h, _, ok := m.catalog.Handout(e.Handout); ok && !slices.Contains(own, h.Language) {
			own = append(own, h.Language)
		}
	}
	return own
}

func (m *model) ready(p catalog.Pack) ready {
	sets := m.setsOf(p.ID)
	r := ready{ID: p.ID, Title: p.Title, Text: p.About, Sets: glance.Count(sets, "set", "sets"), CanLess: sets > 1, CanMore: sets < mostSets}
	for _, it := range p.Items {
		title := string(it.Handout)
		if h, _, ok := m.catalog.Handout(it.Handout); ok {
			title = h.Title
		}
		if r.Holds != "" {
			r.Holds += "\n"
		}
		r.Holds += fmt.Sprintf("%d × %s, %s", max(it.Copies, 1), title, lower(paper.HandoutForm{Format: it.Format}.Name()))
	}
	return r
}

const mostSets = 200

func (m *model) setsOf(id catalog.PackID) int { return max(m.sets[id], 1) }

// change replaces the pack, and says what was done; a step with words can be taken back.
func (m *model) change(p pack.Pack, said string) {
	m.before, m.said = nil, said
	if said != "" {
		old := m.pack
		m.before = &old
	}
	m.pack = p
}

// addReady puts a ready-made pack into this one.
func (m *model) addReady(id catalog.PackID) {
	p, ok := m.catalog.Pack(id)
	if !ok {
		return
	}
	sets := m.setsOf(id)
	added := pack.FromReady(p, sets)
	next := m.pack
	next.Title = cmp.Or(next.Title, added.Title)
	for _, e := range added.Entries {
		next = next.Add(e)
	}
	m.change(next, fmt.Sprintf("“%s” is in the pack: %s.", p.Title, glance.Count(sets, "set", "sets")))
}

// turnLanguage puts a language into the pack or takes it out; one always stays.
func (m *model) turnLanguage(l catalog.Language) {
	next := m.pack
	next.Languages = toggled(m.chosenLanguages(), l)
	if len(next.Languages) > 0 {
		m.change(next, "")
	}
}

func (m *model) turnService(id catalog.ServiceID) {
	next := m.pack
	next.Services = toggled(next.Services, id)
	m.change(next, "")
}

// toggled is a list with v in it or without, whichever it was not.
func toggled[T comparable](list []T, v T) []T {
	if i := slices.Index(list, v); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clip(list), v)
}
