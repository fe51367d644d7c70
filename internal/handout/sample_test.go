package handout_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/passalong/passalong/assets"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/typst/typsttest"
)

const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300"><rect width="480" height="300" fill="#FBF3E7"/></svg>`

var reviewBy = time.Date(2027, 5, 21, 0, 0, 0, 0, time.UTC)

func fonts() handout.Fonts {
	return handout.Fonts{
		Families: []string{"Source Sans 3"},
		Files:    [][]byte{assets.Regular, assets.Italic, assets.Bold, assets.BoldItalic},
	}
}

func newPress(tb testing.TB) *handout.Press {
	tb.Helper()
	press, err := handout.New(typsttest.Engine(tb), fonts())
	if err != nil {
		tb.Fatal(err)
	}
	return press
}

func words(text string) []catalog.Span { return []catalog.Span{{Text: text}} }

func say(text string) catalog.Paragraph { return catalog.Paragraph{Text: words(text)} }

func head(level int, text string) catalog.Heading {
	return catalog.Heading{Level: level, Text: words(text)}
}

func items(texts ...string) []catalog.ListItem {
	var list []catalog.ListItem
	for _, text := range texts {
		list = append(list, catalog.ListItem{Blocks: []catalog.Block{say(text)}})
	}
	return list
}

// everything has each kind of block and span.
func everything() []catalog.Block {
	return []catalog.Block{
		say("Đừng dùng một mình. Hãy gọi 000."),
		catalog.Picture{Path: "steps/images/side.svg", Alt: "A person on their side", Width: 480, Height: 300},
		head(2, "1. Check"),
		catalog.List{Items: items("Shout their name.", "Rub their breastbone.")},
		catalog.List{Ordered: true, Start: 3, Items: items("Third", "Fourth")},
		head(3, "What you see"),
		catalog.Table{
			Head: [][]catalog.Span{words("Sign"), words("How many")}, Align: []catalog.Align{catalog.AlignStart, catalog.AlignEnd},
			Rows: [][][]catalog.Span{{words("Breaths"), words("Under 12")}},
		},
		catalog.Callout{Kind: catalog.Warning, Blocks: []catalog.Block{say("Stay with them.")}},
		catalog.Quote{Blocks: []catalog.Block{say("If they can't wake, I act.")}},
		catalog.Code{Text: "a\n  b"},
		catalog.Rule{},
		catalog.Paragraph{Text: []catalog.Span{
			{Text: "Opioids slow breathing."},
			{Text: "1", Source: "who-od"},
			{Text: " And again", Bold: true},
			{Text: "1", Source: "who-od"},
			{Text: "2", Source: "nowhere"},
			{Text: "line\nbreak", Italic: true},
			{Text: "code", Code: true},
			{Text: "gone", Strike: true},
			{Text: "a page", URL: "https://www.example.org/page"},
			{Text: "1800 888 236", URL: "tel:1800888236"},
		}},
	}
}

// sample is a handout with everything.
func sample() handout.Input {
	services := []catalog.Service{
		{ID: "emergency-000", Region: "au-vic", Name: "Emergency", Kinds: []string{"emergency"}, Phone: "000"},
		{
			ID: "directline", Region: "au-vic", Name: "DirectLine", Kinds: []string{"drug-help"}, Phone: "1800 888 236",
			Hours: "24 hours", Web: "https://www.directline.org.au/", Note: "Free",
		},
		{ID: "other", Region: "au-vic", Name: "Poisons line", Kinds: []string{"poisons"}, Phone: "13 11 26"},
		{ID: "elsewhere", Region: "au-nsw", Name: "Far away", Kinds: []string{"drug-help"}, Phone: "1"},
	}
	return handout.Input{
		Handout: &catalog.Handout{
			ID: "steps", Title: "Overdose: what to do", Audience: "Anyone", Version: "1.2", Language: "en",
			ReviewBy: reviewBy, Services: []string{"drug-help", "emergency"}, Link: "https://example.org/naloxone?from=paper",
			Body: catalog.Document{Blocks: everything()},
		},
		Module: &catalog.Module{ID: "m", Title: "Responding", Version: "1.0", Language: "en", ReviewBy: reviewBy},
		Library: catalog.Library{
			Title: "Passalong library", Publisher: "The project", Licence: "CC BY-SA 4.0", HomeRegion: "au-vic",
			Issued: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC),
		},
		Sources: map[catalog.SourceKey]catalog.Source{"who-od": {
			Key: "who-od", Organisation: "World Health Organization", Title: "Opioid overdose", Date: "2023-08-29",
			URL: "https://www.who.int/od", Checked: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		}},
		Local: &catalog.Service{
			Name: "Harbour Street van", Phone: "03 9000 1234", Address: "12 Harbour Street", Kinds: []string{"needles"},
			Web: "harbour.example.org/van", Checked: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		},
		Services: services,
		Pictures: fstest.MapFS{"steps/images/side.svg": {Data: []byte(picture)}},
		Today:    time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC),
	}
}
