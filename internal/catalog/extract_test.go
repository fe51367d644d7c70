package catalog_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

func spoken(s string) []catalog.Span { return []catalog.Span{{Text: s}} }

func says(s string) catalog.Paragraph { return catalog.Paragraph{Text: spoken(s)} }

func headed(s string) catalog.Heading { return catalog.Heading{Level: 2, Text: spoken(s)} }

func items(texts ...string) []catalog.ListItem {
	var all []catalog.ListItem
	for _, s := range texts {
		all = append(all, catalog.ListItem{Blocks: []catalog.Block{says(s)}})
	}
	return all
}

// leaflet has a beginning without a heading, a list, and a section with one of everything.
func leaflet() catalog.Document {
	return catalog.Document{Blocks: []catalog.Block{
		says("Before."),
		headed("1. Check"),
		catalog.List{Ordered: true, Start: 1, Items: items("Shout", "Rub", "Look", "Listen")},
		headed("2. Stay"),
		says("Stay."),
		catalog.Heading{Level: 3, Text: spoken("Why")},
		catalog.Picture{Path: "a.svg"},
		catalog.Table{Head: [][]catalog.Span{spoken("Sign")}, Rows: [][][]catalog.Span{{spoken("Slow")}, {spoken("Blue")}}},
		catalog.Callout{Kind: catalog.Tip, Blocks: []catalog.Block{says("Be kind."), says("Be calm.")}},
	}}
}

func TestDocumentIsDividedAtItsHeadings(t *testing.T) {
	var got []string
	var counts []int
	for _, s := range leaflet().Sections() {
		got, counts = append(got, s.Heading), append(counts, s.Lines())
	}
	if diff := cmp.Diff([]string{"", "1. Check", "2. Stay"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]int{1, 4, 3}, counts); diff != "" {
		t.Errorf("lines: -want +got:\n%s", diff)
	}
	if s := (catalog.Document{Blocks: []catalog.Block{headed("A")}}).Sections(); len(s) != 1 || s[0].Heading != "A" {
		t.Errorf("a document that begins with its heading has the sections %+v", s)
	}
}

func TestShortFormatsCarryWhatTheAuthorChose(t *testing.T) {
	all := leaflet().Blocks
	for _, test := range []struct {
		name     string
		extracts []catalog.Extract
		want     []catalog.Block
	}{
		{"everything where nothing was chosen", []catalog.Extract{}, all},
		{"a whole section", []catalog.Extract{{Section: "2. Stay"}}, all[3:]},
		{"what comes before the first heading", []catalog.Extract{{}}, all[:1]},
		{"items keep their numbers, in the order of the section", []catalog.Extract{{Section: "1. Check", Lines: []int{4, 1, 2}}}, []catalog.Block{
			all[1],
			catalog.List{Ordered: true, Start: 1, Items: items("Shout", "Rub")},
			catalog.List{Ordered: true, Start: 4, Items: items("Listen")},
		}},
		{"rows of a table below its head", []catalog.Extract{{Section: "2. Stay", Lines: []int{3}}}, []catalog.Block{
			all[3],
			all[5],
			catalog.Table{Head: [][]catalog.Span{spoken("Sign")}, Rows: [][][]catalog.Span{{spoken("Blue")}}},
		}},
		{"a line that is not there", []catalog.Extract{{Section: "2. Stay", Lines: []int{99}}}, []catalog.Block{all[3], all[5]}},
		{"a section that is not there", []catalog.Extract{{Section: "3. Go"}}, nil},
		{"sections in the author's order", []catalog.Extract{{Section: "2. Stay", Lines: []int{1}}, {}}, []catalog.Block{all[3], all[4], all[5], all[0]}},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := catalog.Handout{Body: leaflet(), Short: map[paper.Format][]catalog.Extract{paper.Card: test.extracts}}
			if diff := cmp.Diff(test.want, h.BodyFor(paper.Card).Blocks); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if diff := cmp.Diff(leaflet(), h.BodyFor(paper.LeafletA4)); diff != "" {
				t.Errorf("another format: -want +got:\n%s", diff)
			}
			if diff := cmp.Diff(leaflet(), h.Body); diff != "" {
				t.Errorf("the handout itself has changed: -want +got:\n%s", diff)
			}
		})
	}
}

func TestEveryLineCanBePickedAlone(t *testing.T) {
	for _, s := range leaflet().Sections() {
		for n := 1; n <= s.Lines(); n++ {
			if got := (catalog.Section{Heading: s.Heading, Blocks: s.Pick([]int{n})}).Lines(); got != 1 {
				t.Errorf("line %d of %q gives %d lines", n, s.Heading, got)
			}
		}
	}
}

func TestHandoutOffersMoreThanItsAuthorNames(t *testing.T) {
	for _, test := range []struct {
		name    string
		formats []paper.Format
		want    []paper.Format
	}{
		{"Letter where there is A4", []paper.Format{"card", "a4"}, []paper.Format{"card", "a4", "letter", "screen", "web"}},
		{"no Letter without A4", []paper.Format{"poster-a3"}, []paper.Format{"poster-a3", "screen", "web"}},
		{"Letter behind A4", []paper.Format{"a4", "card"}, []paper.Format{"a4", "letter", "card", "screen", "web"}},
		{"A4 where its author names none", nil, []paper.Format{"a4", "letter", "screen", "web"}},
		{"each once", []paper.Format{"screen", "letter", "a4"}, []paper.Format{"screen", "letter", "a4", "web"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := catalog.Handout{Formats: test.formats}
			if got := h.Offers(); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
