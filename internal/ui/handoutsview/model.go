package handoutsview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/place"
)

// atOnce is how many handouts are drawn before the learner asks for more: a large library would make the
// screen slow to open, and nobody reads a hundred cards.
const atOnce = 30

// state is everything that the screen shows.
type state struct {
	Alerts []alert
	Recall string // how much of what was printed is to be binned; empty for nothing
	Pack   string // words of the button to the pack
	Log    string // words of the button to what was printed

	Narrow    narrowing
	HasDrafts bool // there are machine drafts to offer
	Drafts    bool

	Rows  []row
	Count string // how many handouts match; empty while nothing is narrowed
	More  string // words of the button that shows the rest; empty when all are shown
	Empty empty
	Packs []readyPack
}

// An alert is a warning that holds now.
type alert struct {
	ID    catalog.AlertID
	Title string
}

// empty says why there is nothing to show.
type empty int

const (
	notEmpty empty = iota
	noHandouts
	noMatch
)

// A row is one handout.
type row struct {
	ID                    catalog.HandoutID
	Title, Audience, Meta string
	Fresh                 catalog.Freshness
	Draft                 bool
	Machine               string // languages of machine drafts in words; empty while they are not offered
	Favourite             bool
	Pack                  string // words of the button that puts it into the pack
}

// A readyPack is handouts that are given out together.
type readyPack struct {
	ID           catalog.PackID
	Title, About string
	Items        []string
	Said         string // what has just been put into the pack
}

// model is the library and what the learner has chosen to narrow it.
type model struct {
	catalog *catalog.Catalog
	today   time.Time
	region  catalog.Region

	narrow    narrowing
	drafts    bool // machine drafts are offered
	limit     int
	favourite map[catalog.HandoutID]bool
	first     map[catalog.HandoutID]bool // favourites when the list was made: a press on a star moves nothing

	cart    pack.Pack
	added   catalog.PackID // put into the pack last; empty for none
	recalls []recall.Recall
}

func newModel(c *catalog.Catalog, favourites []catalog.HandoutID, region catalog.Region, today time.Time) model {
	m := model{catalog: c, today: today, region: region, limit: atOnce}
	m.marked(favourites)
	m.sort()
	return m
}

// marked takes the favourites as they are now.
func (m *model) marked(favourites []catalog.HandoutID) {
	m.favourite = map[catalog.HandoutID]bool{}
	for _, id := range favourites {
		m.favourite[id] = true
	}
}

// sort has the favourites of now come first.
func (m *model) sort() {
	m.first = map[catalog.HandoutID]bool{}
	for id := range m.favourite {
		m.first[id] = true
	}
}

// setNarrow narrows the list to what is chosen.
func (m *model) setNarrow(change func(n *narrowing)) {
	change(&m.narrow)
	m.limit = atOnce
	m.sort()
}

func (m *model) showMore() { m.limit += atOnce }

// found lists the handouts that match, favourites first.
func (m *model) found() []*catalog.Handout {
	var all []*catalog.Handout
	for h := range m.catalog.AllHandouts() {
		if m.matches(h) {
			all = append(all, h)
		}
	}
	slices.SortStableFunc(all, func(a, b *catalog.Handout) int { return cmp.Compare(m.rank(a), m.rank(b)) })
	return all
}

func (m *model) rank(h *catalog.Handout) int {
	if m.first[h.ID] {
		return 0
	}
	return 1
}

func (m *model) state() state {
	s := state{Narrow: m.narrow, Drafts: m.drafts, Alerts: m.alerts(), Pack: packButton(m.cart), Log: "Print log"}
	total := 0
	for h := range m.catalog.AllHandouts() {
		total++
		s.HasDrafts = s.HasDrafts || slices.ContainsFunc(h.Translations, func(t catalog.Handout) bool { return t.MachineDraft })
	}
	found := m.found()
	for _, h := range found[:min(len(found), m.limit)] {
		s.Rows = append(s.Rows, m.row(h))
	}
	switch {
	case total == 0:
		s.Empty = noHandouts
	case len(found) == 0:
		s.Empty, s.Count = noMatch, count(0)
	case !m.narrow.none():
		s.Count = count(len(found))
	}
	if rest := len(found) - len(s.Rows); rest > 0 {
		s.More = fmt.Sprintf("Show %d more", min(rest, atOnce))
	}
	if n := recall.ToBin(m.recalls); n > 0 {
		s.Recall = "Something that was printed here is not to be handed out any more."
		if n > 1 {
			s.Recall = fmt.Sprintf("%d things that were printed here are not to be handed out any more.", n)
		}
		s.Log += fmt.Sprintf(" (%d to bin)", n)
	}
	for _, p := range m.catalog.Packs {
		s.Packs = append(s.Packs, m.ready(p))
	}
	return s
}

// alerts are those that hold now, in the region or in a part of it.
func (m *model) alerts() []alert {
	var all []alert
	for i := range m.catalog.Alerts {
		a := &m.catalog.Alerts[i]
		near := m.region == "" || a.In(m.region) || slices.ContainsFunc(a.Regions, m.region.Contains)
		if a.StateOn(m.today) == catalog.AlertCurrent && near {
			all = append(all, alert{a.ID, a.Title})
		}
	}
	return all
}

func (m *model) row(h *catalog.Handout) row {
	r := row{
		ID: h.ID, Title: h.Title, Audience: "For " + lowerFirst(h.Audience), Fresh: catalog.FreshnessOn(h.ReviewBy, m.today),
		Draft: m.draft(h), Favourite: m.favourite[h.ID], Pack: "Add to pack",
		Meta: glance.Join("Version "+h.Version, "review by "+glance.Date(h.ReviewBy), place.Languages(h.Languages(false)), formatsInWords(formats(h))),
	}
	var machine []catalog.Language
	for _, t := range h.Translations {
		if t.MachineDraft && m.drafts {
			machine = append(machine, t.Language)
		}
	}
	r.Machine = place.Languages(machine)
	if n := copiesOf(m.cart, h.ID); n > 0 {
		r.Pack = fmt.Sprintf("Add more (%d)", n)
	}
	return r
}

// draft reports whether a handout waits for a review: its own, or that of its module.
func (m *model) draft(h *catalog.Handout) bool {
	if mod, ok := m.catalog.Module(h.Module); ok {
		return mod.Draft()
	}
	return h.Draft()
}

// ready is a ready-made pack in words.
func (m *model) ready(p catalog.Pack) readyPack {
	r := readyPack{ID: p.ID, Title: p.Title, About: p.About}
	for _, it := range p.Items {
		if h, _, ok := m.catalog.Handout(it.Handout); ok {
			r.Items = append(r.Items, fmt.Sprintf("%d × %s: %s", max(it.Copies, 1), h.Title, it.Format.Name()))
		}
	}
	if m.added == p.ID {
		r.Said = "It is in the pack. " + packInWords(m.cart) + "."
	}
	return r
}

// withHandout is the cart with one copy of a handout more, in its usual format.
func withHandout(p pack.Pack, h *catalog.Handout) pack.Pack {
	return p.Add(pack.Entry{Handout: h.ID, Form: paper.HandoutForm{Format: formats(h)[0]}, Copies: 1})
}

// withReady is the cart with a ready-made pack more.
func withReady(p pack.Pack, ready catalog.Pack) pack.Pack {
	more := pack.FromReady(ready, 1)
	if p.Empty() {
		p.Title = more.Title
	}
	for _, e := range more.Entries {
		p = p.Add(e)
	}
	return p
}

func copiesOf(p pack.Pack, id catalog.HandoutID) int {
	n := 0
	for _, e := range p.Entries {
		if e.Handout == id {
			n += e.Copies
		}
	}
	return n
}

// packButton is the words of the button to the pack, short enough to stand beside the title.
func packButton(p pack.Pack) string {
	if p.Empty() {
		return "Print pack"
	}
	return fmt.Sprintf("Print pack (%d)", copies(p))
}

func copies(p pack.Pack) int {
	n := 0
	for _, e := range p.Entries {
		n += e.Copies
	}
	return n
}

// packInWords says how much is in the pack.
func packInWords(p pack.Pack) string {
	if p.Empty() {
		return "The pack is empty"
	}
	n := copies(p)
	if n == 1 {
		return "The pack: 1 copy"
	}
	return fmt.Sprintf("The pack: %s, %d copies", count(len(p.Entries)), n)
}

// formatsInWords says in what a handout comes, the usual one first.
func formatsInWords(fs []paper.Format) string {
	if len(fs) == 1 {
		return fs[0].Name()
	}
	if len(fs) == 2 {
		return fs[0].Name() + " and 1 more format"
	}
	return fmt.Sprintf("%s and %d more formats", fs[0].Name(), len(fs)-1)
}

// lowerFirst makes a heading's first word fit the middle of a sentence. Words in capitals stay.
func lowerFirst(s string) string {
	if len(s) < 2 || s[0] < 'A' || s[0] > 'Z' || s[1] < 'a' || s[1] > 'z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

func count(n int) string {
	if n == 1 {
		return "1 handout"
	}
	return fmt.Sprintf("%d handouts", n)
}
