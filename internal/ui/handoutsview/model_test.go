package handoutsview

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func library() *catalog.Catalog {
	signed := []catalog.Reviewer{{Role: "clinical"}, {Role: "legal"}, {Role: "peer"}}
	return &catalog.Catalog{
		Library: catalog.Library{
			Topics:    []catalog.Topic{{ID: "overdose", Title: "Overdose"}, {ID: "virus", Title: "Hepatitis and HIV"}, {ID: "unused", Title: "Nothing yet"}},
			Audiences: []catalog.Audience{{ID: "users", Title: "People who use"}, {ID: "workers", Title: "Workers"}},
		},
		Modules: []catalog.Module{
			{ID: "overdose", Title: "Responding to an overdose", Handouts: []catalog.Handout{
				{
					ID: "steps", Module: "overdose", Title: "Overdose: what to do", Audience: "People who use opioids", Version: "1.2", ReviewBy: day("2027-05-21"),
					Language: "en", Topics: []catalog.TopicID{"overdose"}, For: []catalog.AudienceID{"users"}, Formats: []paper.Format{paper.Card, paper.LeafletA4, paper.Screen},
					Translations: []catalog.Handout{
						{Language: "vi", Title: "Cách cứu người", MachineDraft: true}, {Language: "es", Title: "Qué hacer"},
					},
				},
				{
					ID: "kit", Module: "overdose", Title: "What is in the kit", Audience: "NSP workers", Version: "1.0", ReviewBy: day("2026-12-20"), Language: "en",
					Topics: []catalog.TopicID{"overdose"}, For: []catalog.AudienceID{"workers"}, Formats: []paper.Format{paper.LeafletA5},
				},
			}},
			{ID: "bare", Title: "A module with no handout"},
			{ID: "needles", Title: "Needles and syringes", Reviewers: signed, Handouts: []catalog.Handout{
				{
					ID: "hep-c", Module: "needles", Title: "Hep C basics", Audience: "Anyone", Version: "2.0", ReviewBy: day("2026-11-01"), Language: "en",
					Topics: []catalog.TopicID{"virus"}, For: []catalog.AudienceID{"users", "workers"},
				},
			}},
		},
		Handouts: []catalog.Handout{{ID: "alone", Title: "Safer nights", Audience: "Everybody", Version: "1.0", ReviewBy: day("2027-05-21"), Language: "en", Reviewers: signed}},
		Packs: []catalog.Pack{{ID: "naloxone", Title: "Naloxone pack", About: "For a new kit.", Items: []catalog.PackItem{
			{Handout: "steps", Format: paper.Card, Copies: 2}, {Handout: "kit", Format: paper.LeafletA5}, {Handout: "gone", Format: paper.Card},
		}}},
		Alerts: []catalog.Alert{
			{ID: "strong", Title: "Strong tablets", From: day("2026-11-01"), Expires: day("2026-12-01"), Regions: []catalog.Region{"au-vic"}},
			{ID: "far", Title: "Elsewhere", From: day("2026-11-01"), Expires: day("2026-12-01"), Regions: []catalog.Region{"nz"}},
			{ID: "old", Title: "Over", From: day("2026-01-01"), Expires: day("2026-02-01")},
			{ID: "all", Title: "Everywhere", From: day("2026-11-01"), Expires: day("2026-11-22")},
		},
	}
}

func many(n int) *catalog.Catalog {
	c := &catalog.Catalog{Modules: []catalog.Module{{Title: "Many"}}}
	for i := range n {
		c.Modules[0].Handouts = append(c.Modules[0].Handouts, catalog.Handout{
			ID: catalog.HandoutID(fmt.Sprintf("h%d", i)), Title: fmt.Sprintf("Sheet %d", i), ReviewBy: day("2028-01-01"),
		})
	}
	return c
}

func testModel(favourites ...catalog.HandoutID) model {
	return newModel(library(), favourites, "au-vic", day("2026-11-22"))
}

func ids(rows []row) []catalog.HandoutID {
	var all []catalog.HandoutID
	for _, r := range rows {
		all = append(all, r.ID)
	}
	return all
}

func TestState(t *testing.T) {
	m := testModel("hep-c")
	m.cart = pack.Pack{Entries: []pack.Entry{
		{Handout: "steps", Form: paper.HandoutForm{Format: paper.Card}, Copies: 20}, {Handout: "steps", Form: paper.HandoutForm{Format: paper.LeafletA4}, Copies: 5},
	}}
	m.recalls = []recall.Recall{{Cause: recall.Changed}, {Cause: recall.Newer}, {Cause: recall.Gone}}
	want := state{
		Alerts: []alert{{"strong", "Strong tablets"}, {"all", "Everywhere"}},
		Recall: "2 things that were printed here are not to be handed out any more.", Pack: "Print pack (25)", Log: "Print log (2 to bin)",
		HasDrafts: true,
		Rows: []row{
			{
				ID: "hep-c", Title: "Hep C basics", Audience: "For anyone", Meta: "Version 2.0 · review by 1 November 2026 · English · A4 sheet and 1 more format",
				Fresh: catalog.OutOfDate, Favourite: true, Pack: "Add to pack",
			},
			{
				ID: "steps", Title: "Overdose: what to do", Audience: "For people who use opioids",
				Meta: "Version 1.2 · review by 21 May 2027 · English and Spanish · Wallet card and 2 more formats", Draft: true, Pack: "Add more (25)",
			},
			{
				ID: "kit", Title: "What is in the kit", Audience: "For NSP workers", Meta: "Version 1.0 · review by 20 December 2026 · English · A5 flyer",
				Fresh: catalog.ReviewSoon, Draft: true, Pack: "Add to pack",
			},
			{
				ID: "alone", Title: "Safer nights", Audience: "For everybody", Meta: "Version 1.0 · review by 21 May 2027 · English · A4 sheet and 1 more format",
				Pack: "Add to pack",
			},
		},
		Packs: []readyPack{{
			ID: "naloxone", Title: "Naloxone pack", About: "For a new kit.",
			Items: []string{"2 × Overdose: what to do: Wallet card", "1 × What is in the kit: A5 flyer"},
		}},
	}
	if diff := cmp.Diff(want, m.state()); diff != "" {
		t.Error(diff)
	}
	m.offerDrafts(true)
	if got := m.state().Rows[1].Machine; got != "Vietnamese" {
		t.Errorf("machine drafts in %q", got)
	}
	m.region = "nz"
	if got := m.state().Alerts; len(got) != 2 || got[0].ID != "far" {
		t.Errorf("alerts elsewhere: %+v", got)
	}
	m.region = "au"
	if got := m.state().Alerts; len(got) != 2 || got[0].ID != "strong" {
		t.Errorf("an alert for a part of the region is left out: %+v", got)
	}
	m.region = ""
	if got := m.state().Alerts; len(got) != 3 {
		t.Errorf("without a region: %+v", got)
	}
}

func TestNarrowing(t *testing.T) {
	everything := []catalog.HandoutID{"kit", "steps", "hep-c", "alone"} // kit is a favourite
	for name, c := range map[string]struct {
		to     narrowing
		drafts bool
		want   []catalog.HandoutID
		count  string
		empty  empty
	}{
		"nothing typed shows everything and counts nothing": {narrowing{Text: "  "}, false, everything, "", notEmpty},
		"a word of the title":                               {narrowing{Text: "basics"}, false, []catalog.HandoutID{"hep-c"}, "1 handout", notEmpty},
		"upper and lower case are one":                      {narrowing{Text: "KIT"}, false, []catalog.HandoutID{"kit"}, "1 handout", notEmpty},
		"the audience counts":                               {narrowing{Text: "opioids"}, false, []catalog.HandoutID{"steps"}, "1 handout", notEmpty},
		"the module counts":                                 {narrowing{Text: "responding"}, false, []catalog.HandoutID{"kit", "steps"}, "2 handouts", notEmpty},
		"the topic counts":                                  {narrowing{Text: "hiv"}, false, []catalog.HandoutID{"hep-c"}, "1 handout", notEmpty},
		"the mark counts":                                   {narrowing{Text: "out of date"}, false, []catalog.HandoutID{"hep-c"}, "1 handout", notEmpty},
		"the language counts":                               {narrowing{Text: "spanish"}, false, []catalog.HandoutID{"steps"}, "1 handout", notEmpty},
		"a translated title counts":                         {narrowing{Text: "qué"}, false, []catalog.HandoutID{"steps"}, "1 handout", notEmpty},
		"that of a machine draft does not":                  {narrowing{Text: "cách"}, false, nil, "0 handouts", noMatch},
		"unless it is offered":                              {narrowing{Text: "cách"}, true, []catalog.HandoutID{"steps"}, "1 handout", notEmpty},
		"every word must be there, in any order":            {narrowing{Text: "workers kit"}, false, []catalog.HandoutID{"kit"}, "1 handout", notEmpty},
		"no handout":                                        {narrowing{Text: "bicycle"}, false, nil, "0 handouts", noMatch},
		"by topic":                                          {narrowing{Topic: "overdose"}, false, []catalog.HandoutID{"kit", "steps"}, "2 handouts", notEmpty},
		"by audience":                                       {narrowing{Audience: "workers"}, false, []catalog.HandoutID{"kit", "hep-c"}, "2 handouts", notEmpty},
		"by language":                                       {narrowing{Language: "es"}, false, []catalog.HandoutID{"steps"}, "1 handout", notEmpty},
		"by the language of a machine draft":                {narrowing{Language: "vi"}, true, []catalog.HandoutID{"steps"}, "1 handout", notEmpty},
		"by format":                                         {narrowing{Format: paper.LeafletLetter}, false, []catalog.HandoutID{"steps", "hep-c", "alone"}, "3 handouts", notEmpty},
		"favourites":                                        {narrowing{Favourites: true}, false, []catalog.HandoutID{"kit"}, "1 handout", notEmpty},
		"everything at once":                                {narrowing{Text: "what", Topic: "overdose", Audience: "users", Format: paper.Card}, false, []catalog.HandoutID{"steps"}, "1 handout", notEmpty},
	} {
		t.Run(name, func(t *testing.T) {
			m := testModel("kit")
			m.offerDrafts(c.drafts)
			m.setNarrow(func(n *narrowing) { *n = c.to })
			s := m.state()
			if diff := cmp.Diff(c.want, ids(s.Rows)); diff != "" {
				t.Error(diff)
			}
			if s.Count != c.count || s.Empty != c.empty {
				t.Errorf("count %q, empty %v; want %q, %v", s.Count, s.Empty, c.count, c.empty)
			}
		})
	}
}

func TestOptionsAreThoseThatFindSomething(t *testing.T) {
	m := testModel()
	if got := m.topics(); len(got) != 3 {
		t.Errorf("topics %+v", got)
	}
	if got := m.audiences(); len(got) != 3 {
		t.Errorf("audiences %+v", got)
	}
	want := []option[catalog.Language]{{"", "All languages"}, {"en", "English"}, {"es", "Spanish"}}
	if diff := cmp.Diff(want, m.languages(), cmp.AllowUnexported(option[catalog.Language]{})); diff != "" {
		t.Error(diff)
	}
	var got []paper.Format
	for _, o := range m.formats()[1:] {
		got = append(got, o.value)
	}
	if diff := cmp.Diff([]paper.Format{paper.LeafletA4, paper.LeafletLetter, paper.LeafletA5, paper.Card}, got); diff != "" {
		t.Error(diff)
	}
	m.offerDrafts(true)
	m.setNarrow(func(n *narrowing) { n.Language = "vi" })
	m.offerDrafts(false)
	if m.narrow.Language != "" {
		t.Error("the list is narrowed to a language that is not offered")
	}
}

func TestAStarMovesNothingUntilTheListIsMadeAnew(t *testing.T) {
	m := testModel("kit")
	m.marked([]catalog.HandoutID{"kit", "alone"})
	if got := m.state().Rows; got[0].ID != "kit" || got[3].ID != "alone" || !got[3].Favourite {
		t.Errorf("%v", ids(got))
	}
	m.setNarrow(func(*narrowing) {})
	if diff := cmp.Diff([]catalog.HandoutID{"kit", "alone", "steps", "hep-c"}, ids(m.state().Rows)); diff != "" {
		t.Error(diff)
	}
}

func TestPacks(t *testing.T) {
	c := library()
	p := withHandout(pack.Pack{}, &c.Modules[0].Handouts[0])
	if got := packInWords(p); got != "The pack: 1 copy" || p.Entries[0].Form.Format != paper.Card {
		t.Errorf("%q: %+v", got, p)
	}
	p = withReady(p, c.Packs[0])
	if p.Title != "" || copiesOf(p, "steps") != 3 || copiesOf(p, "kit") != 1 {
		t.Errorf("%+v", p)
	}
	if p = withReady(pack.Pack{}, c.Packs[0]); p.Title != "Naloxone pack" {
		t.Errorf("%+v", p)
	}
	m := testModel()
	m.cart, m.added = p, "naloxone"
	if got := m.state().Packs[0].Said; got != "It is in the pack. The pack: 3 handouts, 4 copies." {
		t.Errorf("%q", got)
	}
}

func TestMore(t *testing.T) {
	m := newModel(many(70), nil, "", day("2026-11-22"))
	for _, want := range []struct {
		rows int
		more string
	}{{30, "Show 30 more"}, {60, "Show 10 more"}, {70, ""}} {
		s := m.state()
		if got := len(s.Rows); got != want.rows || s.More != want.more {
			t.Errorf("%d rows and %q, want %d and %q", got, s.More, want.rows, want.more)
		}
		m.showMore()
	}
	m.setNarrow(func(n *narrowing) { n.Text = "sheet" })
	if s := m.state(); len(s.Rows) != atOnce || s.Count != "70 handouts" {
		t.Errorf("after typing: %d rows, %q; want the first %d of 70 handouts", len(s.Rows), s.Count, atOnce)
	}
}

func TestEmptyLibrary(t *testing.T) {
	m := newModel(&catalog.Catalog{Modules: []catalog.Module{{Title: "Bare"}}}, nil, "", day("2026-11-22"))
	m.setNarrow(func(n *narrowing) { n.Text = "kit" })
	if got := m.state().Empty; got != noHandouts {
		t.Errorf("empty is %v, want noHandouts", got)
	}
}
