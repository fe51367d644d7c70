package pack_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
)

var (
	card = paper.HandoutForm{Format: paper.Card}
	a4   = paper.HandoutForm{Format: paper.LeafletA4}
)

// library has "naloxone" in a module, in English, Vietnamese and, by a machine, Arabic; and "fentanyl" alone, in
// English.
func library() *catalog.Catalog {
	return &catalog.Catalog{
		Modules: []catalog.Module{{ID: "overdose", Handouts: []catalog.Handout{{
			ID: "naloxone", Module: "overdose", Title: "Naloxone", Version: "1.1", Language: "en",
			Translations: []catalog.Handout{
				{ID: "naloxone", Title: "Naloxone (vi)", Version: "1.0", Translates: "1.0", Language: "vi"},
				{ID: "naloxone", Title: "Naloxone (ar)", Version: "1.0", Translates: "1.1", Language: "ar", MachineDraft: true},
			},
		}}}},
		Handouts: []catalog.Handout{{ID: "fentanyl", Title: "Fentanyl", Version: "2.0", Language: "en"}, {
			ID: "sores", Title: "Sores", Version: "1.0", Language: "en", Formats: []paper.Format{paper.LeafletA4, paper.Card},
			Translations: []catalog.Handout{{ID: "sores", Title: "Sores (vi)", Translates: "1.0", Language: "vi", Formats: []paper.Format{paper.LeafletA4}}},
		}},
	}
}

func TestLinesAreHandoutsByLanguagesByServices(t *testing.T) {
	both := []pack.Entry{{"naloxone", card, 10}, {"fentanyl", paper.HandoutForm{}, 5}}
	for _, c := range []struct {
		name    string
		pack    pack.Pack
		lines   []pack.Line
		missing []pack.Missing
	}{
		{name: "nothing of nothing"},
		{
			name:  "each original, without a service",
			pack:  pack.Pack{Entries: both},
			lines: []pack.Line{{"naloxone", "en", card, "", 10}, {"fentanyl", "en", a4, "", 5}},
		},
		{
			name: "the stack of each service together",
			pack: pack.Pack{Entries: both, Services: []catalog.ServiceID{"van", "harbour", "van"}},
			lines: []pack.Line{
				{"naloxone", "en", card, "van", 10}, {"fentanyl", "en", a4, "van", 5},
				{"naloxone", "en", card, "harbour", 10}, {"fentanyl", "en", a4, "harbour", 5},
			},
		},
		{
			name:    "languages, of which a handout lacks one",
			pack:    pack.Pack{Entries: both, Languages: []catalog.Language{"vi", "en", "vi"}, Services: []catalog.ServiceID{"van", "harbour"}},
			lines:   []pack.Line{{"naloxone", "vi", card, "van", 10}, {"naloxone", "en", card, "van", 10}, {"fentanyl", "en", a4, "van", 5}, {"naloxone", "vi", card, "harbour", 10}, {"naloxone", "en", card, "harbour", 10}, {"fentanyl", "en", a4, "harbour", 5}},
			missing: []pack.Missing{{Handout: "fentanyl", Title: "Fentanyl", Language: "vi"}},
		},
		{
			name:    "no draft of a machine unasked",
			pack:    pack.Pack{Entries: both[:1], Languages: []catalog.Language{"ar"}},
			missing: []pack.Missing{{Handout: "naloxone", Title: "Naloxone", Language: "ar", MachineDraft: true}},
		},
		{
			name:  "the draft of a machine that was asked for",
			pack:  pack.Pack{Entries: both[:1], Languages: []catalog.Language{"ar"}, MachineDrafts: true},
			lines: []pack.Line{{"naloxone", "ar", card, "", 10}},
		},
		{
			name:  "no draft where its language was not asked for",
			pack:  pack.Pack{Entries: both[:1], MachineDrafts: true},
			lines: []pack.Line{{"naloxone", "en", card, "", 10}},
		},
		{
			name: "no format that is not offered in the language",
			pack: pack.Pack{Entries: []pack.Entry{{"sores", card, 2}, {"sores", paper.HandoutForm{Format: paper.LeafletLetter, Mono: true}, 1}}, Languages: []catalog.Language{"en", "vi"}},
			lines: []pack.Line{
				{"sores", "en", card, "", 2}, {"sores", "en", paper.HandoutForm{Format: paper.LeafletLetter, Mono: true}, "", 1},
				{"sores", "vi", paper.HandoutForm{Format: paper.LeafletLetter, Mono: true}, "", 1},
			},
			missing: []pack.Missing{{Handout: "sores", Title: "Sores", Language: "vi", Format: paper.Card}},
		},
		{
			name:    "no format that is offered no more",
			pack:    pack.Pack{Entries: []pack.Entry{{"sores", paper.HandoutForm{Format: paper.Receipt}, 2}, {"sores", paper.HandoutForm{Format: paper.Web}, 1}}},
			lines:   []pack.Line{{"sores", "en", paper.HandoutForm{Format: paper.Web}, "", 1}},
			missing: []pack.Missing{{Handout: "sores", Title: "Sores", Language: "en", Format: paper.Receipt}},
		},
		{
			name:    "what the library does not have, once",
			pack:    pack.Pack{Entries: []pack.Entry{{"gone", card, 1}, {"gone", a4, 1}}, Languages: []catalog.Language{"en", "vi"}},
			missing: []pack.Missing{{Handout: "gone"}},
		},
		{
			name:  "entries that are the same, joined",
			pack:  pack.Pack{Entries: []pack.Entry{{"fentanyl", paper.HandoutForm{}, 5}, {"fentanyl", a4, 7}, {"fentanyl", card, 0}}},
			lines: []pack.Line{{"fentanyl", "en", a4, "", 12}, {"fentanyl", "en", card, "", 1}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines, missing := c.pack.Lines(library())
			if diff := cmp.Diff(c.lines, lines); diff != "" {
				t.Error("lines:", diff)
			}
			if diff := cmp.Diff(c.missing, missing); diff != "" {
				t.Error("missing:", diff)
			}
		})
	}
}

func TestCopiesStayInBounds(t *testing.T) {
	p := pack.Pack{}.Add(pack.Entry{Handout: "naloxone", Form: card, Copies: -3})
	for _, c := range []struct {
		name   string
		change func(pack.Pack) pack.Pack
		want   int
	}{
		{"fewer than one", func(p pack.Pack) pack.Pack { return p }, 1},
		{"set to none", func(p pack.Pack) pack.Pack { return p.SetCopies("naloxone", card, 0) }, 1},
		{"set", func(p pack.Pack) pack.Pack { return p.SetCopies("naloxone", card, 40) }, 40},
		{"set beyond", func(p pack.Pack) pack.Pack { return p.SetCopies("naloxone", card, 5000) }, 999},
		{"added beyond", func(p pack.Pack) pack.Pack {
			return p.SetCopies("naloxone", card, 998).Add(p.Entries[0]).Add(p.Entries[0])
		}, 999},
		{"set for another form", func(p pack.Pack) pack.Pack { return p.SetCopies("naloxone", a4, 40) }, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.change(p)
			if len(got.Entries) != 1 || got.Entries[0].Copies != c.want {
				t.Errorf("got %+v, want %d copies", got.Entries, c.want)
			}
			if p.Entries[0].Copies != 1 {
				t.Error("the pack that it was made of has changed")
			}
		})
	}
}

func TestAddingAndTakingOut(t *testing.T) {
	p := pack.Pack{Title: "New client"}.Add(pack.Entry{"naloxone", card, 2}).Add(pack.Entry{"naloxone", a4, 3})
	with := p.Add(pack.Entry{"naloxone", paper.HandoutForm{}, 4})
	if diff := cmp.Diff([]pack.Entry{{"naloxone", card, 2}, {"naloxone", a4, 7}}, with.Entries); diff != "" {
		t.Error("added:", diff)
	}
	without := with.Remove("naloxone", card).Remove("nothing", card)
	if diff := cmp.Diff([]pack.Entry{{"naloxone", a4, 7}}, without.Entries); diff != "" {
		t.Error("taken out:", diff)
	}
	if empty := without.Remove("naloxone", paper.HandoutForm{}); !empty.Empty() || empty.Title != "New client" {
		t.Errorf("all taken out: %+v", empty)
	}
	if diff := cmp.Diff([]pack.Entry{{"naloxone", card, 2}, {"naloxone", a4, 3}}, p.Entries); diff != "" {
		t.Error("the pack that they were made of has changed:", diff)
	}
}

func TestAReadyPackIsTakenInSets(t *testing.T) {
	ready := catalog.Pack{Title: "Naloxone pack", Items: []catalog.PackItem{
		{Handout: "naloxone", Format: paper.Card, Copies: 2}, {Handout: "fentanyl", Copies: 0}, {Handout: "naloxone", Format: paper.Card, Copies: 1},
	}}
	for sets, want := range map[int][]pack.Entry{
		0:   {{"naloxone", card, 3}, {"fentanyl", a4, 1}},
		10:  {{"naloxone", card, 30}, {"fentanyl", a4, 10}},
		999: {{"naloxone", card, 999}, {"fentanyl", a4, 999}},
	} {
		p := pack.FromReady(ready, sets)
		if diff := cmp.Diff(want, p.Entries); diff != "" || p.Title != ready.Title {
			t.Errorf("%d sets of %q: %s", sets, p.Title, diff)
		}
	}
}

func TestSheetsOfPaper(t *testing.T) {
	for _, c := range []struct {
		pages, copies int
		both          bool
		want          int
	}{{1, 1, false, 1}, {1, 1, true, 1}, {2, 40, true, 40}, {2, 40, false, 80}, {3, 10, true, 20}, {3, 0, true, 2}, {0, 5, true, 0}} {
		if got := pack.Sheets(pack.Line{Copies: c.copies}, paper.Sheet{Pages: c.pages}, c.both); got != c.want {
			t.Errorf("%+v: got %d", c, got)
		}
	}
	if n := pack.Copies([]pack.Line{{Copies: 3}, {Copies: 0}, {Copies: 10}}); n != 14 {
		t.Errorf("%d copies in all", n)
	}
}
