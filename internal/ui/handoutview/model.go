package handoutview

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/place"
	"github.com/passalong/passalong/internal/ui/printout"
)

// state is everything that the screen says of the handout.
type state struct {
	Title, Audience string
	From            string // the library that it is of; empty where there is one only
	Draft           bool
	MachineDraft    bool
	Fresh           catalog.Freshness
	Favourite       bool
	Warnings        []warning // to be read before anything is printed
	Notes           []warning // good to know
	Facts           []fact
	Choices         choices
	CanPack         bool
}

// A warning says what to know of the handout.
type warning struct {
	Title, Text string
	// Check says that it is about the details of the local service, which can be put right.
	Check bool
}

// A fact is one line of what is on the page.
type fact struct{ Name, Value string }

// model is what is known of the handout, and what was chosen.
type model struct {
	handout   *catalog.Handout // the original
	module    *catalog.Module  // nil for one that stands alone
	from      string           // the library that it is of, in words; empty where there is one only
	today     time.Time
	favourite bool

	services []catalog.Service // of this computer
	known    bool              // services were read
	drafts   bool              // machine drafts are offered
	language catalog.Language
	form     paper.HandoutForm
	service  catalog.ServiceID

	made    paper.Sheet // empty while there is none
	failure error       // why there will be none
}

// newModel chooses what is usual.
func newModel(h *catalog.Handout, m *catalog.Module, u Usual, today time.Time) model {
	md := model{handout: h, module: m, today: today, language: h.Language, service: u.Service}
	md.form = paper.HandoutForm{Format: md.formats()[0], Stock: u.Stock}
	return md
}

// shown is the handout in the language that was chosen.
func (m *model) shown() *catalog.Handout {
	if t, ok := m.handout.In(m.language); ok {
		return t
	}
	return m.handout
}

// line is what is to be made.
func (m *model) line() pack.Line {
	return pack.Line{Handout: m.handout.ID, Language: m.shown().Language, Form: m.chosenForm(), Service: m.service, Copies: 1}
}

// found takes the local services of this computer. The one that was chosen last is printed if it is still there, else
// the only one.
func (m *model) found(services []catalog.Service) {
	m.services, m.known = services, true
	if _, ok := m.local(); ok {
		return
	}
	m.service = ""
	if len(services) == 1 {
		m.service = services[0].ID
	}
}

// local is the local service that is printed; ok is false for none.
func (m *model) local() (s catalog.Service, ok bool) {
	for _, s := range m.services {
		if s.ID == m.service && s.ID != "" {
			return s, true
		}
	}
	return catalog.Service{}, false
}

func (m *model) state() state {
	h := m.shown()
	return state{
		// In the words of the original: the letters of the window do not have every script.
		Title: m.handout.Title, Audience: m.handout.Audience, From: m.from, Draft: m.draft(), MachineDraft: h.MachineDraft,
		Fresh: catalog.FreshnessOn(h.ReviewBy, m.today), Favourite: m.favourite,
		Warnings: m.warnings(), Notes: m.notes(), Facts: m.facts(), Choices: m.choices(),
		CanPack: !errors.As(m.failure, new(*paper.TooLongError)),
	}
}

// draft reports whether the handout waits for a review: its own, or that of its module.
func (m *model) draft() bool {
	if m.module != nil {
		return m.module.Draft()
	}
	return m.handout.Draft()
}

// warnings are what has to be read before the handout is given to anybody.
func (m *model) warnings() []warning {
	var all []warning
	h := m.shown()
	if h.MachineDraft {
		all = append(all, warning{Title: "Machine draft, not reviewed", Text: "A machine translated this, and nobody has checked it. " +
			"It may say the wrong thing. Have somebody read it who speaks " + place.Language(h.Language) + " and knows the subject, before anybody gets it."})
	}
	if text := printout.OldWarning(h.ReviewBy, m.today); text != "" {
		all = append(all, warning{Title: "Out of date", Text: text + " A band on it says “Check before use”."})
	}
	if h.StaleAgainst(m.handout) {
		all = append(all, warning{Title: "Behind its original", Text: fmt.Sprintf(
			"It translates version %s. The %s one is version %s by now, so something in it may have changed.",
			h.Translates, place.Language(m.handout.Language), m.handout.Version)})
	}
	if s, ok := m.local(); ok {
		if words, again := place.Checked(s, m.today); again {
			all = append(all, warning{Title: s.Name, Text: words + ".", Check: true})
		}
	}
	return all
}

// notes are what the pages have shown to be good to know.
func (m *model) notes() []warning {
	var all []warning
	for _, w := range m.made.Warnings {
		switch w {
		case paper.MorePages:
			all = append(all, warning{Title: "More than one page", Text: "It is meant for one page, and takes " + printout.PagesInWords(m.made.Pages) +
				". Nothing is cut off. Smaller type or another format may fit."})
		case paper.NoLetters:
			all = append(all, warning{Title: "Letters are missing", Text: "Passalong has no font for some of the letters, and prints empty boxes for them. " +
				"Look at the name and the note of the service."})
		case paper.NoService:
			all = append(all, warning{Title: "No place to go", Text: "It tells people to go somewhere, and there is no such service in the library or on this computer: " +
				place.Kinds(m.handout.Services) + "."})
		}
	}
	return all
}

func (m *model) facts() []fact {
	h := m.shown()
	facts := []fact{{"Version", h.Version}, {"Review by", glance.Date(h.ReviewBy)}}
	if n := len(h.Body.Cited()); n > 0 {
		facts = append(facts, fact{"Sources", fmt.Sprintf("%d named at the end", n)})
	}
	if h.Link != "" {
		facts = append(facts, fact{"Square code", "opens " + host(h.Link)})
	}
	if len(h.Changes) > 0 && h == m.handout {
		c := h.Changes[0]
		facts = append(facts, fact{"New in " + c.Version, c.What})
	}
	if m.made.Pages == 0 {
		return facts
	}
	facts = append(facts, fact{"Paper", printout.PaperInWords(m.made)})
	if m.made.TextSize > 0 {
		facts = append(facts, fact{"Size of type", fmt.Sprintf("%g points", m.made.TextSize)})
	}
	return facts
}

// host is what people call an address.
func host(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return link
	}
	return strings.TrimPrefix(u.Host, "www.")
}

// fileName is what the PDF is called when it is kept.
func (m *model) fileName() string { return pack.FileName(m.line(), m.shown().Version) }

// added puts the handout into a pack as it is shown, and says what the pack holds now.
func (m *model) added(p pack.Pack) (pack.Pack, string) {
	l := m.line()
	first := p.Empty()
	p = p.Add(pack.Entry{Handout: l.Handout, Form: l.Form, Copies: l.Copies})
	said := fmt.Sprintf("%s: %s.", m.handout.Title, l.Form.Name())
	if l.Language != m.handout.Language {
		if len(p.Languages) == 0 && !first {
			p.Languages = append(p.Languages, m.handout.Language)
		}
		p.Languages = append(p.Languages, l.Language)
		p.MachineDrafts = p.MachineDrafts || m.shown().MachineDraft
		p = p.Merge()
		said += fmt.Sprintf(" The pack is made in %s.", place.Languages(p.Languages))
	}
	if s, ok := m.local(); ok {
		p.Services = append(p.Services, s.ID)
		p = p.Merge()
		said += fmt.Sprintf(" %s is printed on it.", cmp.Or(s.Name, string(s.ID)))
	}
	return p, said
}

// offerDrafts has machine drafts among the languages, or not. One that was chosen goes with the offer.
func (m *model) offerDrafts(on bool) {
	m.drafts = on
	if m.shown().MachineDraft && !on {
		m.language = m.handout.Language
	}
}

// printed is what the page holds of the local service, to be compared.
func (m *model) printed() string {
	s, _ := m.local()
	return fmt.Sprint(s)
}
