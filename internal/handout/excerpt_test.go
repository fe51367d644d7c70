package handout

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

func spansOf(text string) []catalog.Span { return []catalog.Span{{Text: text}} }

func itemOf(text string) catalog.ListItem {
	return catalog.ListItem{Blocks: []catalog.Block{catalog.Paragraph{Text: spansOf(text)}}}
}

// excerptBody has a lead, a section with lines of each kind, and a last section.
func excerptBody() catalog.Document {
	return catalog.Document{Blocks: []catalog.Block{
		catalog.Paragraph{Text: spansOf("Lead one")}, catalog.Paragraph{Text: spansOf("Lead two")},
		catalog.Heading{Level: 2, Text: []catalog.Span{{Text: "1. Check"}, {Text: "1", Source: "who"}}},
		catalog.Paragraph{Text: spansOf("p1")},
		catalog.List{Items: []catalog.ListItem{itemOf("i2"), itemOf("i3")}},
		catalog.Heading{Level: 3, Text: spansOf("Signs")},
		catalog.Table{Head: [][]catalog.Span{spansOf("H")}, Rows: [][][]catalog.Span{{spansOf("r4")}, {spansOf("r5")}}},
		catalog.Callout{Kind: catalog.Tip, Blocks: []catalog.Block{catalog.Paragraph{Text: spansOf("tip")}}},
		catalog.Heading{Level: 2, Text: spansOf("Stay")},
		catalog.Paragraph{Text: spansOf("last")},
	}}
}

func TestWhatAFormatCarries(t *testing.T) {
	for name, test := range map[string]struct {
		short []catalog.Extract
		want  string
		fails string
	}{
		"everything where nothing was chosen": {nil, "Lead one|Lead two|1. Check|p1|i2|i3|Signs|H|r4|r5|tip|Stay|last", ""},
		"a section whole":                     {[]catalog.Extract{{Section: "Stay"}}, "Stay|last", ""},
		"sections in another order":           {[]catalog.Extract{{Section: "Stay"}, {Section: ""}}, "Stay|last|Lead one|Lead two", ""},
		"lines of a section":                  {[]catalog.Extract{{Section: "1. Check", Lines: []int{1, 3, 5}}}, "1. Check|p1|i3|Signs|H|r5", ""},
		"a line of the lead":                  {[]catalog.Extract{{Lines: []int{2}}}, "Lead two", ""},
		"a line that there is not":            {[]catalog.Extract{{Section: "1. Check", Lines: []int{2, 6}}}, "", "line 6"},
		"a section that there is not":         {[]catalog.Extract{{Section: "Go"}}, "", `"Go"`},
	} {
		t.Run(name, func(t *testing.T) {
			h := &catalog.Handout{Body: excerptBody(), Short: map[paper.Format][]catalog.Extract{paper.Card: test.short}}
			got, err := carries(h, paper.Card)
			if test.fails != "" {
				if err == nil || !strings.Contains(err.Error(), test.fails) {
					t.Errorf("error %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(catalog.Document{Blocks: got}.PlainText(), "\n", "|")
			if diff := cmp.Diff(test.want, text); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(excerptBody(), h.Body); diff != "" {
				t.Errorf("the handout itself has changed: %s", diff)
			}
		})
	}
}

func FuzzLongWordsBreakAndNothingElseChanges(f *testing.F) {
	for _, text := range []string{"", "a word", strings.Repeat("x", 300), "ກຂຄ" + strings.Repeat("ก", 60), "a\u00a0" + strings.Repeat("b\u0301", 40), "https://example.org/" + strings.Repeat("c", 90)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(strings.ReplaceAll(text, "\u200b", ""), "")
		got := loose(text)
		if strings.ReplaceAll(got, "\u200b", "") != text {
			t.Fatalf("%q became %q", text, got)
		}
		for word := range strings.FieldsFuncSeq(got, func(r rune) bool { return r == '\u200b' || r == ' ' || r == '-' || r == '/' }) {
			if n := len([]rune(word)); n > 40 && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == "" {
				t.Fatalf("%q has a piece of %d letters", got, n)
			}
		}
	})
}

func TestPaintsOfBlackAndWhite(t *testing.T) {
	for colour, want := range map[string]string{
		"#2B2A33": paintBlack, "#1F6F6B": paintDark, "#D98E32": paintLight, "#FBF3E7": paintWhite, "#fff": paintWhite, "black": paintBlack,
		"rgb(31, 111, 107)": paintDark, "none": "none", "currentColor": "currentColor", "#12": "#12", "": "",
	} {
		if got := monoPaint(colour, 1); got != want {
			t.Errorf("%q is painted %q, want %q", colour, got, want)
		}
	}
	if got := monoPaint("#D98E32", 0.28); got != paintWhite {
		t.Errorf("a colour that hardly covers is painted %q", got)
	}
}

func TestDrawingInBlackAndWhite(t *testing.T) {
	const drawing = `<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300">
<title>A &amp; B</title>
<rect width="480" height="300" fill="#FBF3E7"/><path d="M0 0L9 9" fill="none" stroke="#8D5B3E" stroke-opacity="0.9"/>
</svg>
`
	got, err := monoDrawing([]byte(drawing))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<pattern id="dark-hatch"`, `<title>A &amp; B</title>`, `height="300" fill="#fff" stroke="#000"`, `fill="none" stroke="url(#dark-hatch)"></path>`,
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("the drawing has no %s:\n%s", want, got)
		}
	}
	if strings.Contains(string(got), "opacity") || strings.Contains(string(got), "8D5B3E") {
		t.Errorf("something is still coloured:\n%s", got)
	}
	if got, err := monoDrawing([]byte("<svg")); err != nil || string(got) != "<svg" {
		t.Errorf("what cannot be read became %q, error %v", got, err)
	}
}
