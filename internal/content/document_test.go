package content_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
)

// lessonOf loads the good library with this text in the first lesson, after its title, and returns the blocks.
func lessonOf(t *testing.T, markdown string) []catalog.Block {
	t.Helper()
	c, problems, err := content.Load(t.Context(), edited(t, edit{lesson, "", "# Title\n\n" + markdown + "\n"}))
	if err != nil {
		t.Fatal(err)
	}
	m, ok := c.Module("alpha")
	if !ok {
		t.Fatalf("the module does not load: %v", problems)
	}
	return m.Lessons[0].Body.Blocks
}

func text(s string) catalog.Span { return catalog.Span{Text: s} }

func para(spans ...catalog.Span) catalog.Paragraph { return catalog.Paragraph{Text: spans} }

func TestMarkdownBecomesBlocks(t *testing.T) {
	for _, test := range []struct {
		name, markdown string
		want           []catalog.Block
	}{
		{"headings", "## One\n\n### Two", []catalog.Block{
			catalog.Heading{Level: 2, Text: []catalog.Span{text("One")}},
			catalog.Heading{Level: 3, Text: []catalog.Span{text("Two")}},
		}},
		{"lists within lists", "3. a\n4. b\n   - c\n\n---", []catalog.Block{
			catalog.List{Ordered: true, Start: 3, Items: []catalog.ListItem{
				{Blocks: []catalog.Block{para(text("a"))}},
				{Blocks: []catalog.Block{para(text("b")), catalog.List{Items: []catalog.ListItem{{Blocks: []catalog.Block{para(text("c"))}}}}}},
			}},
			catalog.Rule{},
		}},
		{"a table", "| a | b | c |\n|:--|:-:|--:|\n| 1 | **2** | 3 \\| 4 |\n| 5 |", []catalog.Block{
			catalog.Table{
				Head:  [][]catalog.Span{{text("a")}, {text("b")}, {text("c")}},
				Align: []catalog.Align{catalog.AlignStart, catalog.AlignCenter, catalog.AlignEnd},
				Rows: [][][]catalog.Span{
					{{text("1")}, {{Text: "2", Bold: true}}, {text("3 | 4")}},
					{{text("5")}, nil, nil},
				},
			},
		}},
		{"a callout", "> [!WARNING]\n> Stop.\n>\n> - now", []catalog.Block{
			catalog.Callout{Kind: catalog.Warning, Blocks: []catalog.Block{
				para(text("Stop.")),
				catalog.List{Items: []catalog.ListItem{{Blocks: []catalog.Block{para(text("now"))}}}},
			}},
		}},
		{"a callout with its text after a blank line", "> [!note]\n>\n> Look.", []catalog.Block{
			catalog.Callout{Kind: catalog.Note, Blocks: []catalog.Block{para(text("Look."))}},
		}},
		{"a quote", "> \"You choose.\"", []catalog.Block{catalog.Quote{Blocks: []catalog.Block{para(text("\"You choose.\""))}}}},
		{"code", "```sh\na *b*\n```", []catalog.Block{catalog.Code{Text: "a *b*"}}},
		{"a picture", "![A *steady* hand.](../images/hand.svg)", []catalog.Block{
			catalog.Picture{Path: "alpha/images/hand.svg", Alt: "A steady hand.", Width: 48, Height: 30},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, lessonOf(t, test.markdown)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestMarkdownBecomesSpans(t *testing.T) {
	for _, test := range []struct {
		name, markdown string
		want           []catalog.Span
	}{
		{"styles", "a *b **c*** ~~d~~ `e  *f*`", []catalog.Span{
			text("a "), {Text: "b ", Italic: true}, {Text: "c", Italic: true, Bold: true}, text(" "), {Text: "d", Strike: true}, text(" "), {Text: "e  *f*", Code: true},
		}},
		{"neighbours of one style are one", "a \\* b &amp; c\nd", []catalog.Span{text("a * b & c d")}},
		{"escapes and entities are resolved once", `\&amp; &#38;lt; &nope; &#x2713;`, []catalog.Span{text("&amp; &lt; &nope; ✓")}},
		{"a hard line break", "a\\\nb", []catalog.Span{text("a\nb")}},
		{"links", "[the *second*](02-second.md), [call](tel:000), <https://example.org/x>, [p][r]\n\n[r]: https://example.org/r", []catalog.Span{
			{Text: "the ", Lesson: "second"},
			{Text: "second", Italic: true, Lesson: "second"},
			text(", "),
			{Text: "call", URL: "tel:000"},
			text(", "),
			{Text: "https://example.org/x", URL: "https://example.org/x"},
			text(", "),
			{Text: "p", URL: "https://example.org/r"},
		}},
		{"citations count by first use", "a[^dline] b[^who-od][^dline]", []catalog.Span{
			text("a"), {Text: "1", Source: "dline"}, text(" b"), {Text: "2", Source: "who-od"}, {Text: "1", Source: "dline"},
		}},
		{"an escaped citation is text", `a\[^dline]`, []catalog.Span{text("a[^dline]")}},
		{"a citation in bold is plain", "**a[^dline]**", []catalog.Span{{Text: "a", Bold: true}, {Text: "1", Source: "dline"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := []catalog.Block{para(test.want...)}
			if diff := cmp.Diff(want, lessonOf(t, test.markdown)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestCitationsCountThroughTheWholeDocument(t *testing.T) {
	blocks := lessonOf(t, "- a[^dline]\n\n| b[^who-od] |\n|---|\n| c[^dline] |")
	d := catalog.Document{Blocks: blocks}
	want := []catalog.SourceKey{"dline", "who-od"}
	if diff := cmp.Diff(want, d.Cited()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	var numbers []string
	d.Spans(func(s catalog.Span) {
		if s.Source != "" {
			numbers = append(numbers, s.Text)
		}
	})
	if diff := cmp.Diff([]string{"1", "2", "1"}, numbers); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// terms are the texts that became tappable, with what they stand for.
func terms(blocks []catalog.Block) [][2]string {
	var all [][2]string
	catalog.Document{Blocks: blocks}.Spans(func(s catalog.Span) {
		if s.Term != "" {
			all = append(all, [2]string{s.Text, s.Term})
		}
	})
	return all
}

func TestTheFirstUseOfATermIsMarked(t *testing.T) {
	for _, test := range []struct {
		name, markdown string
		want           [][2]string
	}{
		{"once, in any case", "NALOXONE and naloxone.", [][2]string{{"NALOXONE", "naloxone"}}},
		{"under another name, and then not again", "Nyxoid is naloxone.", [][2]string{{"Nyxoid", "naloxone"}}},
		{"the longest wins", "An opioid overdose of opioids.", [][2]string{{"opioid overdose", "opioid overdose"}, {"opioids", "opioid"}}},
		{"a longer one that was used hides a shorter", "opioid overdose, opioid overdose, opioid", [][2]string{{"opioid overdose", "opioid overdose"}, {"opioid", "opioid"}}},
		{"as a whole word", "Nonopioid opioidlike opioid-free", [][2]string{{"opioid", "opioid"}}},
		{"with an ending behind an apostrophe", "naloxone's", [][2]string{{"naloxone", "naloxone"}}},
		{"not in headings, links and code", "## Naloxone\n\n[naloxone](https://example.org) `naloxone` **naloxone**", [][2]string{{"naloxone", "naloxone"}}},
		{"in tables, lists and callouts", "| a |\n|---|\n| naloxone |\n\n- opioids\n\n> [!TIP]\n> An opioid overdose.", [][2]string{{"naloxone", "naloxone"}, {"opioids", "opioid"}, {"opioid overdose", "opioid overdose"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, terms(lessonOf(t, test.markdown))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestMarkingATermKeepsTheStyleAroundIt(t *testing.T) {
	want := []catalog.Block{para(
		catalog.Span{Text: "Give ", Bold: true}, catalog.Span{Text: "naloxone", Bold: true, Term: "naloxone"}, catalog.Span{Text: " now", Bold: true},
	)}
	if diff := cmp.Diff(want, lessonOf(t, "**Give naloxone now**")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
