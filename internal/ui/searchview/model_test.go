package searchview

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/uitest"
)

// A shelf finds the same for every word but the empty one.
type shelf []catalog.Hit

func (s shelf) Search(query string, limit int) []catalog.Hit {
	if query == "" {
		return nil
	}
	return s[:min(limit, len(s))]
}

func hits() shelf {
	return shelf{
		{Kind: catalog.HitTerm, Term: "naloxone", Title: "naloxone", Snippet: "A medicine", TitleMatches: []catalog.Match{{Start: 0, End: 8}}},
		{Kind: catalog.HitLesson, Module: "basics", Lesson: "what", Title: "What it is"},
		{Kind: catalog.HitModule, Module: "basics", Title: "The basics"},
		{Kind: catalog.HitLesson, Module: "overdose", Lesson: "act", Title: "Act fast"},
	}
}

func TestResultsOfOneKindStandTogetherWithTheBestFirst(t *testing.T) {
	m := &model{catalog: uitest.Library(), finder: hits()}
	m.setQuery("naloxone")
	m.move(1)
	s := m.state()
	want := []group{
		{"Words explained", []row{{Index: 0, Kind: catalog.HitTerm, Title: []part{{"naloxone", true}}, Snippet: []part{{Text: "A medicine"}}}}},
		{"Lessons that mention it", []row{
			{Index: 1, Kind: catalog.HitLesson, Title: []part{{Text: "What it is"}}, Where: "The basics", Chosen: true},
			{Index: 2, Kind: catalog.HitLesson, Title: []part{{Text: "Act fast"}}, Where: "Overdose"},
		}},
		{"Modules that mention it", []row{{Index: 3, Kind: catalog.HitModule, Title: []part{{Text: "The basics"}}, Where: "2 lessons · 12 minutes"}}},
	}
	if diff := cmp.Diff(want, s.Groups); diff != "" {
		t.Error(diff)
	}
	if s.Count != "4 results for “naloxone”" || s.Empty {
		t.Errorf("count %q, empty %v", s.Count, s.Empty)
	}
}

func TestTheChoiceStaysWithinTheResults(t *testing.T) {
	m := &model{catalog: uitest.Library(), finder: hits()}
	m.setQuery("a")
	m.move(-1)
	if m.chosen != 0 {
		t.Errorf("chosen is %d", m.chosen)
	}
	m.move(99)
	if m.chosen != 3 {
		t.Errorf("chosen is %d", m.chosen)
	}
	m.setQuery("ab")
	if m.chosen != 0 {
		t.Error("another query keeps the choice of the one before")
	}
}

func TestManyResultsAreCut(t *testing.T) {
	var many shelf
	for i := range most + 5 {
		many = append(many, catalog.Hit{Kind: catalog.HitLesson, Module: "basics", Title: fmt.Sprint(i)})
	}
	m := &model{catalog: uitest.Library(), finder: many}
	m.setQuery("a")
	if got, want := m.state().Count, "The first 40 results for “a”. Another word narrows them down."; got != want {
		t.Errorf("got %q", got)
	}
	m.finder = many[:most]
	m.setQuery("a")
	if got, want := m.state().Count, "40 results for “a”"; got != want {
		t.Errorf("got %q", got)
	}
	m.finder = many[:1]
	m.setQuery("a")
	if got, want := m.state().Count, "1 result for “a”"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestNothingFoundOffersWords(t *testing.T) {
	for query, want := range map[string]string{"": "What are you looking for?", " zzz ": "Nothing found for “zzz”"} {
		m := &model{catalog: uitest.Library(), finder: shelf(nil)}
		m.setQuery(query)
		s := m.state()
		if !s.Empty || s.Heading != want || len(s.Suggestions) != 1 || s.Suggestions[0] != "naloxone" {
			t.Errorf("%q: %+v", query, s)
		}
	}
}

func TestPartsAreCutAtMatches(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		matches []catalog.Match
		want    []part
	}{
		"no match":               {"Stay calm", nil, []part{{Text: "Stay calm"}}},
		"one in the middle":      {"Give naloxone now", []catalog.Match{{Start: 5, End: 13}}, []part{{Text: "Give "}, {"naloxone", true}, {Text: " now"}}},
		"all of it":              {"naloxone", []catalog.Match{{Start: 0, End: 8}}, []part{{"naloxone", true}}},
		"letters of many bytes":  {"Ánh sáng", []catalog.Match{{Start: 5, End: 10}}, []part{{Text: "Ánh "}, {"sáng", true}}},
		"one that lies outside":  {"short", []catalog.Match{{Start: 3, End: 9}}, []part{{Text: "short"}}},
		"two that overlap":       {"overdose", []catalog.Match{{Start: 0, End: 4}, {Start: 2, End: 8}}, []part{{"over", true}, {Text: "dose"}}},
		"an end that is cut off": {"give it and …", nil, []part{{Text: "give it and\u00a0…"}}},
		"nothing":                {"", nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, parts(c.text, c.matches)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestResultsLeadToTheirScreens(t *testing.T) {
	for want, h := range map[nav.Route]catalog.Hit{
		{Screen: nav.Module, Module: "m"}:              {Kind: catalog.HitModule, Module: "m"},
		{Screen: nav.Lesson, Module: "m", Lesson: "l"}: {Kind: catalog.HitLesson, Module: "m", Lesson: "l"},
		{Screen: nav.Handout, Handout: "h"}:            {Kind: catalog.HitHandout, Module: "m", Handout: "h"},
		{Screen: nav.Alert, Alert: "a"}:                {Kind: catalog.HitAlert, Alert: "a"},
		{}:                                             {Kind: catalog.HitTerm, Term: "t"},
	} {
		if got := route(h); got != want {
			t.Errorf("%+v leads to %+v, want %+v", h, got, want)
		}
	}
}

func TestOnlyWhatIsKnownOfAServiceIsShown(t *testing.T) {
	got := facts(catalog.Service{Name: "The Line", Phone: "1800 000 000", Kinds: []string{"drug-help", "family"}, Languages: []catalog.Language{"en", "vi"}})
	want := []fact{{"Phone", "1800 000 000"}, {"For", "Help with drugs and alcohol · Families and friends"}, {"Languages", "English and Vietnamese"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
