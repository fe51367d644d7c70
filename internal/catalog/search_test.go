package catalog_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
)

func words(text string) catalog.Document {
	return catalog.Document{Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: text}}}}}
}

func searchable() *catalog.Catalog {
	return &catalog.Catalog{
		Modules: []catalog.Module{
			{
				ID: "basics", Title: "What harm reduction is", Summary: "Naloxone is for another module.",
				Objectives: []catalog.Objective{{ID: "explain", Text: "Explain it in your own words"}},
				Lessons:    []catalog.Lesson{{ID: "paths", Title: "Many places to stand", Body: words("People walk different paths. Give naloxone when somebody has taken opioids and does not breathe, and stay until help is there, whatever it takes and however long.")}},
			},
			{
				ID: "overdose", Title: "Naloxone and breathing", Summary: "What to do.",
				Handouts: []catalog.Handout{{ID: "steps", Module: "overdose", Title: "Overdose: what to do", Body: words("Shout. Call 000.")}},
			},
		},
		Handouts: []catalog.Handout{{ID: "vein-care", Title: "Look after your veins", Body: words("Rest a sore place.")}},
		Alerts:   []catalog.Alert{{ID: "strong-pills", Title: "Yellow pills are strong", Body: words("They hold nitazenes.")}},
		Glossary: []catalog.Term{{Headword: "Đường tiêm", Also: []string{"Nyxoid"}, Meaning: "Where it goes in. Café."}},
		Services: []catalog.Service{{ID: "directline", Name: "DirectLine", Phone: "1800 888 236", Kinds: []string{"drug-help"}}},
	}
}

// named tells hits apart in a few letters.
func named(hits []catalog.Hit) string {
	var names []string
	for _, h := range hits {
		names = append(names, strings.Trim(fmt.Sprintf("%s/%s%s%s%s%s", h.Module, h.Lesson, h.Handout, h.Term, h.Service, h.Alert), "/"))
	}
	return strings.Join(names, " ")
}

func TestSearchFindsByEveryWord(t *testing.T) {
	x := catalog.NewIndex(searchable())
	for _, test := range []struct{ name, query, want string }{
		{"titles come before texts", "naloxone", "overdose basics basics/paths"},
		{"what is called so comes first", "look after your veins", "vein-care"},
		{"a single letter behind a word is whole", "call o", ""},
		{"every word has to be there", "naloxone opioids", "basics/paths"},
		{"the last word may be a beginning", "harm red", "basics"},
		{"a word before the last is whole", "har reduction", ""},
		{"case does not matter", "NALOXONE BREATHING", "overdose"},
		{"Vietnamese is found without its marks", "duong tiem", "Đường tiêm"},
		{"Vietnamese is found with its marks", "đường", "Đường tiêm"},
		{"decomposed letters are found", "cafe\u0301", "Đường tiêm"},
		{"other names of a term are found", "nyx", "Đường tiêm"},
		{"numbers are words", "1800 888", "directline"},
		{"objectives belong to the module", "own words", "basics"},
		{"handouts are found by their text", "shout", "overdose/steps"},
		{"handouts that stand alone are found", "sore", "vein-care"},
		{"alerts are found", "nitaz", "strong-pills"},
		{"what is nowhere is not found", "zebra", ""},
		{"no word, no hit", " … ", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := named(x.Search(test.query, 10)); got != test.want {
				t.Errorf("Search(%q) = %q, want %q", test.query, got, test.want)
			}
		})
	}
}

func TestWhatIsCalledLikeTheQueryComesFirst(t *testing.T) {
	c := searchable()
	c.Glossary = append(c.Glossary, catalog.Term{Headword: "naloxone", Meaning: "A medicine."}, catalog.Term{Headword: "naloxones", Meaning: "More of it."})
	c.Modules = append(c.Modules, catalog.Module{ID: "last", Title: "All about naloxone"})
	x := catalog.NewIndex(c)
	if got, want := named(x.Search("Naloxone", 10)), "naloxone overdose last naloxones basics basics/paths"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSearchReturnsAtMostTheLimit(t *testing.T) {
	x := catalog.NewIndex(searchable())
	if got := named(x.Search("naloxone", 1)); got != "overdose" {
		t.Errorf("got %q, want the best hit alone", got)
	}
	if got := x.Search("naloxone", 0); got != nil {
		t.Errorf("got %v for a limit of 0", got)
	}
}

func TestHitShowsWhatMatched(t *testing.T) {
	x := catalog.NewIndex(searchable())
	marked := func(text string, ms []catalog.Match) string {
		for i := len(ms) - 1; i >= 0; i-- {
			text = text[:ms[i].Start] + "[" + text[ms[i].Start:ms[i].End] + "]" + text[ms[i].End:]
		}
		return text
	}
	for _, test := range []struct {
		name, query string
		want        [2]string // title and snippet, with matches in brackets
	}{
		{"in the middle of a text", "nalox", [2]string{"Many places to stand", "People walk different paths. Give [nalox]one when somebody has taken opioids and does not breathe, and stay until …"}},
		{"far from the beginning", "stay", [2]string{"Many places to stand", "… opioids and does not breathe, and [stay] until help is there, whatever it takes and however long."}},
		{"in a title with marks", "duong ti", [2]string{"[Đường] [ti]êm", "Where it goes in. Café."}},
		{"by another name, which is not shown", "nyxoid", [2]string{"Đường tiêm", "Where it goes in. Café."}},
		{"by a kind, which is not shown", "drug help", [2]string{"DirectLine", "1800 888 236"}},
		{"in upper case with marks", "CAFÉ", [2]string{"Đường tiêm", "Where it goes in. [Café]."}},
	} {
		t.Run(test.name, func(t *testing.T) {
			hits := x.Search(test.query, 10)
			h := hits[len(hits)-1]
			got := [2]string{marked(h.Title, h.TitleMatches), marked(h.Snippet, h.SnippetMatches)}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// library has a thousand modules of five lessons with 300 words, of a vocabulary of 4,000.
func library() *catalog.Catalog {
	r := rand.New(rand.NewPCG(1, 2))
	text := func(n int) string {
		var b strings.Builder
		for range n {
			x := r.Float64()
			fmt.Fprintf(&b, "%c%c%dword ", 'a'+r.IntN(3), 'a'+r.IntN(2), int(x*x*4000))
		}
		return b.String()
	}
	c := &catalog.Catalog{}
	for i := range 1000 {
		m := catalog.Module{ID: catalog.ModuleID(fmt.Sprint(i)), Title: text(4)}
		for j := range 5 {
			m.Lessons = append(m.Lessons, catalog.Lesson{ID: catalog.LessonID(fmt.Sprint(j)), Title: text(4), Body: words(text(300))})
		}
		c.Modules = append(c.Modules, m)
	}
	return c
}

func BenchmarkSearch(b *testing.B) {
	x := catalog.NewIndex(library())
	for _, query := range []string{"a", "ab1", "aa1word ab2word ba", "ba12word"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				if len(x.Search(query, 30)) == 0 {
					b.Fatal("nothing found")
				}
			}
		})
	}
}

func BenchmarkNewIndex(b *testing.B) {
	c := library()
	for b.Loop() {
		catalog.NewIndex(c)
	}
}
