package alertview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/place"
	"github.com/passalong/passalong/internal/ui/revision"
)

// model is what is known of an alert, and how it is to be printed.
type model struct {
	catalog  *catalog.Catalog
	alert    *catalog.Alert // nil for the list
	today    time.Time
	region   catalog.Region
	services []catalog.Service
	form     int // in forms
	mono     bool
	service  catalog.ServiceID
}

// forms are what an alert comes as.
func forms() []paper.Format {
	return []paper.Format{paper.LeafletA4, paper.LeafletLetter, paper.LeafletA5, paper.Receipt}
}

func formName(f paper.Format) string {
	switch f {
	case paper.LeafletA4:
		return "A4 poster"
	case paper.LeafletLetter:
		return "US Letter poster"
	}
	return f.Name()
}

// state is everything that the screen says of an alert.
type state struct {
	Title   string
	From    string // the library that it is of; empty where there is one only
	Urgency urgency
	Status  string // whether it holds
	Over    bool
	Coming  bool
	Draft   bool
	Facts   []fact
	Text    []block
	Sources []string

	Forms    []string
	Form     int
	Mono     bool
	Services []string // that can go on it, beginning with none; empty where there are none
	Service  int
}

// An urgency is how bad it is, in words and with a mark.
type urgency struct {
	Words string
	Level int // 0 to 2, the worst
}

// A fact is one line about the alert.
type fact struct{ Name, Value string }

// A block is a piece of its text.
type block struct {
	Text    string
	Heading bool
	Item    string // mark of a list item; empty for none
	Strong  bool   // it is in a callout
}

func urgencyOf(u catalog.Urgency) urgency {
	switch u {
	case catalog.Deadly:
		return urgency{"Deadly: people have died or may", 2}
	case catalog.Serious:
		return urgency{"Serious: people were hurt", 1}
	}
	return urgency{"Good to know", 0}
}

func (m *model) state() state {
	a := m.alert
	s := state{
		Title: a.Title, From: revision.From(m.catalog, a.Library), Urgency: urgencyOf(a.Urgency), Draft: len(a.MissingReviews()) > 0, Form: m.form, Mono: m.mono,
		Text: textOf(a.Body), Sources: m.sources(),
	}
	switch a.StateOn(m.today) {
	case catalog.AlertExpired:
		s.Over, s.Status = true, "It held until "+glance.Date(a.Expires)+" and is over."
	case catalog.AlertComing:
		s.Coming, s.Status = true, "It holds from "+glance.Date(a.From)+"."
	default:
		s.Status = "It holds until " + glance.Date(a.Expires) + "."
	}
	s.Facts = []fact{
		{"Where", place.Regions(a.Regions)}, {"From", glance.Date(a.From)}, {"Until", glance.Date(a.Expires)}, {"Version", a.Version},
	}
	for _, f := range forms() {
		s.Forms = append(s.Forms, formName(f))
	}
	if len(m.services) > 0 {
		s.Services = []string{"No local service"}
		for i, sv := range m.services {
			s.Services = append(s.Services, sv.Name)
			if sv.ID == m.service {
				s.Service = i + 1
			}
		}
	}
	return s
}

// paperForm is how it is to be made.
func (m *model) paperForm() paper.HandoutForm {
	return paper.HandoutForm{Format: forms()[m.form], Mono: m.mono}
}

// fileName is the name of its PDF.
func (m *model) fileName() string {
	return fmt.Sprintf("alert-%s-%s.pdf", m.alert.ID, paper.HandoutForm{Format: forms()[m.form]}.Format)
}

func (m *model) sources() []string {
	var out []string
	for _, key := range m.alert.Body.Cited() {
		if src, ok := m.catalog.Sources[key]; ok {
			out = append(out, glance.Join(src.Organisation, src.Title, src.Date))
		}
	}
	return out
}

// textOf is a document as short pieces, to be read beside its page.
func textOf(d catalog.Document) []block {
	var out []block
	var add func(bs []catalog.Block, strong bool)
	add = func(bs []catalog.Block, strong bool) {
		for _, b := range bs {
			switch b := b.(type) {
			case catalog.Heading:
				out = append(out, block{Text: catalog.PlainText(b.Text), Heading: true})
			case catalog.Paragraph:
				out = append(out, block{Text: catalog.PlainText(b.Text), Strong: strong})
			case catalog.List:
				for i, it := range b.Items {
					mark := "•"
					if b.Ordered {
						mark = fmt.Sprintf("%d.", max(b.Start, 1)+i)
					}
					out = append(out, block{Text: plain(it.Blocks), Item: mark, Strong: strong})
				}
			case catalog.Callout:
				add(b.Blocks, true)
			case catalog.Quote:
				add(b.Blocks, strong)
			case catalog.Table:
				for _, r := range b.Rows {
					out = append(out, block{Text: cells(r), Item: "•", Strong: strong})
				}
			}
		}
	}
	add(d.Blocks, false)
	return slices.DeleteFunc(out, func(b block) bool { return b.Text == "" })
}

func plain(bs []catalog.Block) string {
	var parts []string
	for _, b := range textOf(catalog.Document{Blocks: bs}) {
		parts = append(parts, b.Text)
	}
	return strings.Join(parts, " ")
}

func cells(row [][]catalog.Span) string {
	var parts []string
	for _, c := range row {
		parts = append(parts, catalog.PlainText(c))
	}
	return glance.Join(parts...)
}

// A group is alerts that belong together in the list.
type group struct {
	Heading string
	Entries []entry
}

// An entry is one alert of the list.
type entry struct {
	ID      catalog.AlertID
	Title   string
	Urgency urgency
	Meta    string // where, and until when
	Unread  bool
	Over    bool
}

// groups are all alerts: those that hold here, those that are coming, those elsewhere, and those that are over.
func (m *model) groups(read func(*catalog.Alert) bool) []group {
	all := []group{{Heading: "Now"}, {Heading: "Coming"}, {Heading: "Elsewhere"}, {Heading: "Over"}}
	for i := range m.catalog.Alerts {
		a := &m.catalog.Alerts[i]
		at, until := 0, "until "+glance.Date(a.Expires)
		switch a.StateOn(m.today) {
		case catalog.AlertExpired:
			at, until = 3, "it was over on "+glance.Date(a.Expires)
		case catalog.AlertComing:
			at, until = 1, "from "+glance.Date(a.From)+" "+until
		default:
			if !a.In(m.region) {
				at = 2
			}
		}
		all[at].Entries = append(all[at].Entries, entry{
			ID: a.ID, Title: a.Title, Urgency: urgencyOf(a.Urgency), Meta: glance.Join(place.Regions(a.Regions), until),
			Unread: at == 0 && !read(a), Over: at == 3,
		})
	}
	for i := range all[:3] {
		slices.SortStableFunc(all[i].Entries, func(a, b entry) int { return cmp.Compare(b.Urgency.Level, a.Urgency.Level) })
	}
	return slices.DeleteFunc(all, func(g group) bool { return len(g.Entries) == 0 })
}
