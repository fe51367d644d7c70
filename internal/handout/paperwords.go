package handout

import (
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
)

// paperWords are what is said about paper: around imposed pages, on cover lists, lists of what to bin, and printer
// tests, in one language.
type paperWords struct {
	PageOf string `json:"-"` // with %d for its number and %s for a title
	Cut    string `json:"-"`
	Join   string `json:"-"`

	Pack        string `json:"-"`
	PackHow     string `json:"-"`
	Packed      string `json:"packed"`
	What        string `json:"what"`
	Format      string `json:"format"`
	Service     string `json:"service"`
	Copies      string `json:"copies"`
	Of          string `json:"-"` // with %s for a version, and for a review date
	NoService   string `json:"-"`
	Total       string `json:"-"` // with %s for copies and for sheets
	PrintedOn   string `json:"-"` // with %s for a date
	CheckFirst  string `json:"check_first"`
	NotChecked  string `json:"-"` // with %s for a service
	CheckedOn   string `json:"-"` // with %s for a service and a date
	OutOfDate   string `json:"-"` // with %s for a title and a date
	Draft       string `json:"-"` // with %s for a title and a language
	Stale       string `json:"-"` // with %s for a title and a language
	MissingKind string `json:"-"` // with %s for a title

	Recalls    string                  `json:"-"`
	RecallsHow string                  `json:"-"`
	Bin        string                  `json:"-"`
	UseUp      string                  `json:"-"`
	Done       string                  `json:"done"`
	WhatIsNew  string                  `json:"what_is_new"`
	Because    map[recall.Cause]string `json:"-"` // with %s for a version or a date, where there is one
	TakenBack  string                  `json:"-"` // with %s for a date and for the reason
	Instead    string                  `json:"-"` // with %s for a title
	Copy       string                  `json:"-"`
	Many       string                  `json:"-"` // with %d for copies
	Sheet      string                  `json:"-"`
	Sheets     string                  `json:"-"` // with %d
	Versioned  string                  `json:"-"` // with %s for a version
	For        string                  `json:"-"` // with %s for a place
	Nothing    string                  `json:"-"`

	Test      string   `json:"-"`
	TestHow   string   `json:"test_how"`
	Front     string   `json:"front"`
	Back      string   `json:"back"`
	Question  string   `json:"question"`
	Stands    string   `json:"stands"`
	OnItsHead string   `json:"on_its_head"`
	Ruler     string   `json:"ruler"`
	RulerHow  string   `json:"ruler_how"`
	Edges     string   `json:"edges"`
	Languages []string `json:"-"` // code and name in turn
}

// paperWordsFor gives the words of a language; English where nobody has translated them yet.
func paperWordsFor(catalog.Language) paperWords {
	return paperWords{
		PageOf: "Page %d of %s", Cut: "Cut", Join: "Glue",

		Pack: "Print pack", PackHow: "Tick each line when it is in the pack.", Packed: "Packed",
		What: "What", Format: "Format", Service: "Service", Copies: "Copies", Of: "Version %s · review by %s", NoService: "None",
		Total: "%s on %s of paper.", PrintedOn: "Printed on %s", CheckFirst: "Before you hand them out",
		NotChecked: "Nobody has checked the details of %s yet. Ring them or look them up first.",
		CheckedOn:  "The details of %s were last checked on %s. Ring them or look them up first.",
		OutOfDate:  "“%s” should have been reviewed by %s. Ask whether it still holds.",
		Draft:      "“%s” in %s is a machine draft that nobody has reviewed.", Stale: "“%s” in %s translates an earlier version.",
		MissingKind: "“%s” names a kind of service that the library has none of.",

		Recalls: "Take these out of your box", RecallsHow: "Look for each of these where you keep handouts: in the box, the van, the rack by the door.",
		Bin: "Bin them", UseUp: "Use them up", Done: "Done", WhatIsNew: "What changed",
		Because: map[recall.Cause]string{
			recall.Changed: "Version %s has replaced them, and it says that earlier ones should go.",
			recall.Expired: "The alert ended on %s.", recall.OutOfDate: "They should have been reviewed by %s, and nobody has done it.",
			recall.Gone: "They are not in the library any more.", recall.Newer: "There is a version %s. These still hold.",
			recall.Withdrawn: "The library has taken them back.",
		},
		TakenBack: "The library took them back on %s: %s", Instead: "Hand out “%s” in their place.",
		Copy: "1 copy", Many: "%d copies", Sheet: "1 sheet", Sheets: "%d sheets", Versioned: "version %s", For: "for %s",
		Nothing: "There is nothing to take out. What you printed still holds.",

		Test: "Printer test", TestHow: "Print both pages on one sheet of paper, one on each side.", Front: "This is the front", Back: "This is the back",
		Question: "Turn the page over like a book. Does the back stand upright?", Stands: "Yes, the arrow points up", OnItsHead: "No, it points down",
		Ruler: "100 mm", RulerHow: "Hold a ruler to this line. If it is not 100 mm long, the printer changed the size: look for “Actual size” or “100 %”.",
		Edges:     "The steps at each edge are 2 mm apart. Steps that are missing are where your printer cannot print.",
		Languages: []string{"en", "English", "vi", "Vietnamese", "ar", "Arabic", "fa", "Persian", "zh", "Chinese", "th", "Thai", "my", "Burmese"},
	}
}

// language is the name of a language; its code where it has no name here.
func (w paperWords) language(l catalog.Language) string {
	for i := 0; i+1 < len(w.Languages); i += 2 {
		if w.Languages[i] == primary(l) {
			return w.Languages[i+1]
		}
	}
	return string(l)
}

func (w paperWords) copies(n int) string {
	if n == 1 {
		return w.Copy
	}
	return fmt.Sprintf(w.Many, n)
}

func (w paperWords) sheets(n int) string {
	if n == 1 {
		return w.Sheet
	}
	return fmt.Sprintf(w.Sheets, n)
}

// typstPaper is what Typst calls a size of paper; that of A4 for what is no sheet.
func typstPaper(s paper.Size) string {
	switch s {
	case paper.Letter:
		return "us-letter"
	case paper.A3, paper.A5, paper.A6, paper.A7:
		return string(s)
	}
	return string(paper.A4)
}
