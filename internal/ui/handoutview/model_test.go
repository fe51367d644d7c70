package handoutview

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func library() *catalog.Catalog {
	return &catalog.Catalog{
		Modules: []catalog.Module{{
			ID: "overdose", Title: "Responding to an overdose",
			Handouts: []catalog.Handout{{
				ID: "steps", Library: "van", Module: "overdose", Title: "Overdose: what to do", Audience: "People who use opioids", Version: "1.2", Language: "en",
				ReviewBy: day("2027-05-21"), Link: "https://www.example.org/steps", Services: []string{"naloxone"},
				Formats: []paper.Format{paper.LeafletA4, paper.Card},
				Changes: []catalog.Amendment{{Version: "1.2", What: "Two breaths, not five."}},
				Body:    catalog.Document{Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: "1", Source: "who"}}}}},
				Translations: []catalog.Handout{
					{ID: "steps", Title: "Cách cứu người", Version: "1.1", Language: "vi", ReviewBy: day("2027-05-21"), Translates: "1.1", MachineDraft: true, Formats: []paper.Format{paper.LeafletA4, paper.Card}},
					{ID: "steps", Title: "Qué hacer", Version: "1.2", Language: "es", ReviewBy: day("2027-05-21"), Translates: "1.2", Formats: []paper.Format{paper.LeafletA4, paper.Card}},
				},
			}},
		}},
		Handouts: []catalog.Handout{{ID: "alone", Title: "On its own", Version: "1.0", Language: "en", ReviewBy: day("2027-05-21")}},
	}
}

func places() []catalog.Service {
	return []catalog.Service{
		{ID: "harbour", Name: "Harbour Street NSP", Checked: day("2026-11-01")},
		{ID: "van", Name: "The van", Checked: day("2026-06-01")},
	}
}

func newTestModel(today string) model {
	h, m, _ := library().Handout("steps")
	return newModel(h, m, Usual{}, day(today))
}

func TestState(t *testing.T) {
	m := newTestModel("2026-11-22")
	m.made = paper.Sheet{Pages: 2, Size: paper.A4, TextSize: 11.5}
	want := state{
		Title: "Overdose: what to do", Audience: "People who use opioids", Draft: true, CanPack: true,
		Facts: []fact{
			{"Version", "1.2"}, {"Review by", "21 May 2027"}, {"Sources", "1 named at the end"},
			{"Square code", "opens example.org"}, {"New in 1.2", "Two breaths, not five."}, {"Paper", "A4, 2 pages"}, {"Size of type", "11.5 points"},
		},
		Choices: choices{
			Formats: []option{
				{"A4 sheet", ""}, {"US Letter sheet", ""}, {"Wallet card", "Size of a bank card, both sides, 10 to a sheet"},
				{"PDF for the screen", "To read or to send: links work"},
			},
			Stocks:    []option{{"A4", ""}},
			Languages: []option{{"English", ""}, {"Spanish", ""}}, HasDrafts: true,
			Services:  []option{{"None", "Nothing of your own is printed on it."}, {"Add a service…", "Your own name, address, hours and phone."}},
			HasPoints: true, HasMono: true,
		},
	}
	if diff := cmp.Diff(want, m.state()); diff != "" {
		t.Error(diff)
	}
	m.made, m.failure = paper.Sheet{}, fmt.Errorf("setting: %w", &paper.TooLongError{Format: paper.Card})
	if s := m.state(); len(s.Facts) != 5 || s.CanPack {
		t.Errorf("what does not fit: %+v", s)
	}
}

func TestStandsAlone(t *testing.T) {
	h, mod, _ := library().Handout("alone")
	m := newModel(h, mod, Usual{}, day("2026-11-22"))
	if s := m.state(); !s.Draft || len(s.Choices.Formats) != 3 {
		t.Errorf("%+v", s)
	}
}

func TestWarnings(t *testing.T) {
	for name, c := range map[string]struct {
		today  string
		change func(m *model)
		want   []warning
	}{
		"nothing to say":         {"2026-11-22", nil, nil},
		"on its last good day":   {"2027-05-21", nil, nil},
		"the day after":          {"2027-05-22", nil, []warning{{Title: "Out of date"}}},
		"details that are fresh": {"2026-11-22", func(m *model) { m.service = "harbour" }, nil},
		"details that nobody has checked for long": {"2026-11-22", func(m *model) { m.service = "van" }, []warning{
			{Title: "The van", Text: "Not checked for 174 days: check before printing.", Check: true},
		}},
		"a translation of this version": {"2026-11-22", func(m *model) { m.language = "es" }, nil},
		"a machine draft of an earlier version": {"2026-11-22", func(m *model) { m.drafts, m.language = true, "vi" }, []warning{
			{Title: "Machine draft, not reviewed"},
			{Title: "Behind its original", Text: "It translates version 1.1. The English one is version 1.2 by now, so something in it may have changed."},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			m := newTestModel(c.today)
			m.found(places())
			if c.change != nil {
				c.change(&m)
			}
			got := m.warnings()
			for i := range got {
				if i < len(c.want) && c.want[i].Text == "" && got[i].Text != "" {
					got[i].Text = "" // said elsewhere
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNotesComeFromThePress(t *testing.T) {
	m := newTestModel("2026-11-22")
	m.made = paper.Sheet{Pages: 2, Warnings: []paper.Warning{paper.MorePages, paper.NoService, paper.OutOfDate}}
	want := []warning{
		{Title: "More than one page", Text: "It is meant for one page, and takes 2 pages. Nothing is cut off. Smaller type or another format may fit."},
		{Title: "No place to go", Text: "It tells people to go somewhere, and there is no such service in the library or on this computer: Naloxone."},
	}
	if diff := cmp.Diff(want, m.notes()); diff != "" {
		t.Error(diff)
	}
}

func TestLocalServices(t *testing.T) {
	for name, c := range map[string]struct {
		services []catalog.Service
		last     catalog.ServiceID
		want     catalog.ServiceID
	}{
		"none":                        {nil, "", ""},
		"the only one is printed":     {places()[:1], "", "harbour"},
		"of several none is guessed":  {places(), "", ""},
		"the last one is kept":        {places(), "van", "van"},
		"the last one is gone":        {places(), "gone", ""},
		"the last one of one is gone": {places()[:1], "gone", "harbour"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newTestModel("2026-11-22")
			m.service = c.last
			m.found(c.services)
			if m.service != c.want || m.line().Service != c.want {
				t.Errorf("%q, want %q", m.service, c.want)
			}
		})
	}
}

func TestFormHoldsOnlyWhatTheFormatHas(t *testing.T) {
	chosen := paper.HandoutForm{Stock: paper.Letter, Points: 18, Mono: true}
	for f, want := range map[paper.Format]paper.HandoutForm{
		paper.LeafletA4: {Points: 18, Mono: true},
		paper.Card:      {Stock: paper.Letter, Mono: true},
		paper.Screen:    {Points: 18},
		paper.Receipt:   {Mono: true},
	} {
		m := newTestModel("2026-11-22")
		m.form = chosen
		m.form.Format, want.Format = f, f
		if diff := cmp.Diff(want, m.line().Form); diff != "" {
			t.Error(f, diff)
		}
	}
}

func TestATranslationComesInTheFormatsItIsOfferedIn(t *testing.T) {
	m := newTestModel("2026-11-22")
	m.handout.Translations[1].Formats = []paper.Format{paper.LeafletA5, paper.LeafletA4}
	m.form.Format = paper.Card
	m.keepOffered()
	if m.form.Format != paper.Card {
		t.Errorf("the original is not offered as a card, but as %s", m.form.Format)
	}
	m.language = "es"
	m.keepOffered()
	want := []paper.Format{paper.LeafletA5, paper.LeafletA4, paper.LeafletLetter, paper.Screen}
	if diff := cmp.Diff(want, m.formats()); diff != "" || m.form.Format != paper.LeafletA5 {
		t.Errorf("it is %s: %s", m.form.Format, diff)
	}
}

func TestMachineDraftsAreOfferedOnlyWhenAsked(t *testing.T) {
	m := newTestModel("2026-11-22")
	m.offerDrafts(true)
	if got := m.choices().Languages; len(got) != 3 || got[1].Text != "Vietnamese (machine draft)" {
		t.Fatalf("%+v", got)
	}
	m.language = "vi"
	if s := m.state(); !s.MachineDraft || s.Title != "Overdose: what to do" {
		t.Errorf("%+v", s)
	}
	if got := m.fileName(); got != "steps-1.1-vi-a4.pdf" {
		t.Error(got)
	}
	m.offerDrafts(false)
	if m.language != "en" || m.state().MachineDraft {
		t.Error("the machine draft is still shown")
	}
}

func TestAddingToThePack(t *testing.T) {
	card := paper.HandoutForm{Format: paper.Card}
	there := pack.Pack{Entries: []pack.Entry{{Handout: "other", Form: card, Copies: 5}}}
	for name, c := range map[string]struct {
		cart   pack.Pack
		change func(m *model)
		want   pack.Pack
		said   string
	}{
		"as it is": {pack.Pack{}, nil, pack.Pack{Entries: []pack.Entry{{Handout: "steps", Form: card, Copies: 1}}}, "Overdose: what to do: Wallet card."},
		"once more": {
			pack.Pack{Entries: []pack.Entry{{Handout: "steps", Form: card, Copies: 2}}}, nil,
			pack.Pack{Entries: []pack.Entry{{Handout: "steps", Form: card, Copies: 3}}}, "Overdose: what to do: Wallet card.",
		},
		"in a language of its own": {
			pack.Pack{}, func(m *model) { m.language = "es" },
			pack.Pack{Entries: []pack.Entry{{Handout: "steps", Form: card, Copies: 1}}, Languages: []catalog.Language{"es"}},
			"Overdose: what to do: Wallet card. The pack is made in Spanish.",
		},
		"in a machine draft beside something else": {
			there, func(m *model) { m.drafts, m.language = true, "vi" },
			pack.Pack{
				Entries:   []pack.Entry{{Handout: "other", Form: card, Copies: 5}, {Handout: "steps", Form: card, Copies: 1}},
				Languages: []catalog.Language{"en", "vi"}, MachineDrafts: true,
			},
			"Overdose: what to do: Wallet card. The pack is made in English and Vietnamese.",
		},
		"with a service": {
			pack.Pack{Services: []catalog.ServiceID{"van"}}, func(m *model) { m.service = "van" },
			pack.Pack{Entries: []pack.Entry{{Handout: "steps", Form: card, Copies: 1}}, Services: []catalog.ServiceID{"van"}},
			"Overdose: what to do: Wallet card. The van is printed on it.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newTestModel("2026-11-22")
			m.found(places())
			m.form.Format = paper.Card
			if c.change != nil {
				c.change(&m)
			}
			got, said := m.added(c.cart)
			if diff := cmp.Diff(c.want, got); diff != "" || said != c.said {
				t.Errorf("%q, want %q\n%s", said, c.said, diff)
			}
		})
	}
}

func TestCardsToASheetFollowThePaper(t *testing.T) {
	for stock, want := range map[paper.Size]string{"": "8", paper.A4: "8", paper.Letter: "6", paper.A5: "8"} {
		if got := about(paper.FoldedCard, stock); got != "Folded once to fit a wallet, "+want+" to a sheet" {
			t.Errorf("on %q: %q", stock, got)
		}
	}
}

func TestEveryFormatHasAShapeAndAPlace(t *testing.T) {
	for _, f := range paper.Formats() {
		if s, _ := size(paper.HandoutForm{Format: f}); s == "" {
			t.Errorf("%s has no size", f)
		}
	}
	for form, want := range map[paper.HandoutForm]paper.Size{
		{Format: paper.BookletA6}:                      paper.A5,
		{Format: paper.BookletA6, Stock: paper.A4}:     paper.A4,
		{Format: paper.BookletA6, Stock: paper.A5}:     paper.A5,
		{Format: paper.BookletA5, Stock: paper.Letter}: paper.Letter,
		{Format: paper.TriFold}:                        paper.A4,
	} {
		if s, across := size(form); s != want || across != (form.Format != paper.BookletA6 || want == paper.A5) {
			t.Errorf("%+v comes on %s, across: %v", form, s, across)
		}
	}
	m := newTestModel("2026-11-22")
	m.form = paper.HandoutForm{Format: paper.BookletA6, Stock: paper.A4}
	if got := m.line().Form.Stock; got != paper.A4 {
		t.Errorf("two booklets at once are made on %q", got)
	}
	if s, _ := size(paper.HandoutForm{Format: paper.Card, Stock: paper.Letter}); s != paper.Letter {
		t.Errorf("a card on Letter comes on %s", s)
	}
}
