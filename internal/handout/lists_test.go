package handout_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
)

var onTheDay = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

func coverInput() handout.CoverInput {
	steps := &catalog.Handout{ID: "steps", Title: "Overdose: what to do", Version: "1.2", Language: "en", ReviewBy: reviewBy}
	spray := &catalog.Handout{ID: "spray", Title: "Thuốc xịt naloxone", Version: "1.0", Language: "vi", ReviewBy: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)}
	van := &catalog.Service{Name: "Harbour Street van", Checked: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)}
	return handout.CoverInput{
		Title: "New client pack", Library: sample().Library, Today: onTheDay,
		Rows: []handout.CoverRow{
			{Handout: steps, Copies: 40, Service: van, Sheet: paper.Sheet{Pages: 1, Warnings: []paper.Warning{paper.Unchecked}}},
			{Handout: steps, Form: paper.HandoutForm{Format: paper.FoldedCard, Mono: true}, Copies: 5, Service: van, Sheet: paper.Sheet{Pages: 2, TwoSided: true, Warnings: []paper.Warning{paper.Unchecked}}},
			{Handout: spray, Form: paper.HandoutForm{Format: paper.BookletA6}, Copies: 1, Sheet: paper.Sheet{
				Pages: 3, TwoSided: true, Warnings: []paper.Warning{paper.OutOfDate, paper.MachineDraft, paper.Stale, paper.NoService, paper.MorePages},
			}},
		},
	}
}

func changesInput() handout.ChangesInput {
	at := time.Date(2026, 5, 3, 9, 0, 0, 0, time.UTC)
	of := func(title, version string, copies int, place string) recall.Print {
		return recall.Print{Title: title, Version: version, Language: "en", Copies: copies, Place: place, At: at}
	}
	return handout.ChangesInput{
		Library: sample().Library, Today: onTheDay, Titles: map[catalog.HandoutID]string{"spray": "Naloxone spray: how to use it"},
		Recalls: []recall.Recall{
			{Print: of("Needle sharing", "1.0", 12, ""), Cause: recall.Withdrawn, Withdrawal: &catalog.Withdrawal{On: onTheDay, Why: "the advice was wrong.", Instead: "spray"}},
			{Print: of("Overdose: what to do", "2.1", 40, "the van"), Cause: recall.Changed, Now: "2.3", Changes: []catalog.Amendment{
				{Version: "2.3", Date: onTheDay, What: "Two sprays, not one, before CPR.", Recall: true}, {Version: "2.2", Date: at, What: "A new phone number."},
			}},
			{Print: of("Strong tablets", "1.1", 1, ""), Cause: recall.Expired, ReviewBy: reviewBy},
			{Print: of("Used needles", "1.0", 3, ""), Cause: recall.OutOfDate, ReviewBy: reviewBy},
			{Print: of("Gone", "1.0", 3, ""), Cause: recall.Gone},
			{Print: of("Too hot?", "1.0", 25, "the rack"), Cause: recall.Newer, Now: "1.1"},
		},
	}
}

func says(t *testing.T, pdf []byte, wanted ...string) {
	t.Helper()
	text := textOf(t, pdf)
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
}

func TestCoverListOfAPack(t *testing.T) {
	sheet, err := newPress(t).Cover(t.Context(), coverInput())
	if err != nil {
		t.Fatal(err)
	}
	keep(t, sheet.PDF)
	says(t, sheet.PDF,
		"Print pack", "New client pack", "Printed on 22 November 2026", "46 copies on 47 sheets of paper.", "Overdose: what to do", "English · Version 1.2 · review by 21 May 2027",
		"A4 sheet", "Folded wallet card, black and white", "Harbour Street van", "40", "Thuốc xịt naloxone", "Vietnamese · Version 1.0", "None", "Before you hand them out",
		"The details of Harbour Street van were last checked on 2 March 2026.", "should have been reviewed by 1 October 2026", "in Vietnamese is a machine draft", "translates an earlier version", "names a kind of service",
	)
	if n := strings.Count(textOf(t, sheet.PDF), "were last checked"); n != 1 {
		t.Errorf("a service is to be checked %d times", n)
	}
	if sheet.Pages != 1 || sheet.Size != paper.A4 {
		t.Errorf("%d pages of %s", sheet.Pages, sheet.Size)
	}
}

func TestCoverListOfManyLines(t *testing.T) {
	in := coverInput()
	in.Title = strings.Repeat("A pack with a long name ", 13)
	in.Rows[0].Service.Name = strings.Repeat("Needle and syringe ", 16) // 300 characters
	for len(in.Rows) < 60 {
		in.Rows = append(in.Rows, in.Rows[0])
	}
	sheet, err := newPress(t).Cover(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, sheet.PDF)
	if sheet.Pages < 3 || !sheet.TwoSided {
		t.Errorf("%d pages", sheet.Pages)
	}
	if n := strings.Count(textOf(t, sheet.PDF), "Overdose: what to do"); n != 59 {
		t.Errorf("%d of 59 lines", n)
	}
	empty, err := newPress(t).Cover(t.Context(), handout.CoverInput{Size: paper.Letter, Today: onTheDay})
	if err != nil || empty.Pages != 1 || empty.Size != paper.Letter {
		t.Errorf("an empty pack: %d pages of %s, %v", empty.Pages, empty.Size, err)
	}
}

func TestListOfWhatToBin(t *testing.T) {
	sheet, err := newPress(t).Changes(t.Context(), changesInput())
	if err != nil {
		t.Fatal(err)
	}
	keep(t, sheet.PDF)
	says(t, sheet.PDF,
		"Take these out of your box", "Needle sharing", "12 copies · A4 sheet · version 1.0 · English · printed on 3 May 2026", "The library took them back on 22 November 2026: the advice was wrong.",
		"Hand out “Naloxone spray: how to use it” in their place.", "Bin them", "40 copies · A4 sheet · version 2.1 · English · printed on 3 May 2026 · for the van",
		"Version 2.3 has replaced them", "What changed", "version 2.3, 22 November 2026: Two sprays, not one, before CPR.", "A new phone number.",
		"1 copy", "The alert ended on 21 May 2027.", "should have been reviewed by 21 May 2027", "not in the library any more", "There is a version 1.1. These still hold.", "Use them up",
	)
	if text := textOf(t, sheet.PDF); strings.Contains(text, "%!") || strings.Count(text, "Bin them") != 5 {
		t.Error(text)
	}
	none, err := newPress(t).Changes(t.Context(), handout.ChangesInput{Today: onTheDay})
	if err != nil {
		t.Fatal(err)
	}
	says(t, none.PDF, "There is nothing to take out.")
}

func TestPrinterTest(t *testing.T) {
	for _, size := range []paper.Size{paper.A4, paper.Letter, paper.A5, paper.A3, paper.A6, paper.Roll80} {
		t.Run(string(size), func(t *testing.T) {
			sheet, err := newPress(t).TestSheet(t.Context(), size)
			if err != nil {
				t.Fatal(err)
			}
			keep(t, sheet.PDF)
			if again, err := newPress(t).TestSheet(t.Context(), size); err != nil || !bytes.Equal(sheet.PDF, again.PDF) {
				t.Errorf("the same input gave different bytes (error %v)", err)
			}
			if sheet.Pages != 2 || pageCount(t, sheet.PDF) != 2 || !sheet.TwoSided || sheet.ShortEdge || sheet.Across {
				t.Errorf("%d pages, two-sided %v, short edge %v, across %v", sheet.Pages, sheet.TwoSided, sheet.ShortEdge, sheet.Across)
			}
			says(t, sheet.PDF, "Turn the page over like a book. Does the back stand upright?", "This is the front", "This is the back", "Yes, the arrow points up", "100 mm")
		})
	}
}

func TestRulerOfThePrinterTestIs100Millimetres(t *testing.T) {
	sheet, err := newPress(t).TestSheet(t.Context(), paper.A4)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"1", "2"} {
		picture := pictureOf(t, sheet.PDF, page, twoDotsAMillimetre)
		longest := 0
		for y := range picture.Bounds().Dy() {
			run := 0
			for x := range picture.Bounds().Dx() {
				if run++; greyAt(picture, x, y) > 200 {
					run = 0
				}
				longest = max(longest, run)
			}
		}
		if longest < 199 || longest > 202 {
			t.Errorf("on page %s the longest line has %g mm", page, float64(longest)/2)
		}
		// The arrow is narrow above and wide below.
		if tip, foot := darkness(picture, 100, 40, 10, 3), darkness(picture, 80, 40, 10, 3); tip < foot {
			t.Errorf("on page %s the arrow does not point up", page)
		}
	}
}

func TestListsAreSoundTaggedAndTheSameEachTime(t *testing.T) {
	press := newPress(t)
	for _, kind := range []struct {
		name  string
		title string
		tags  []string
		make  func() (paper.Sheet, error)
	}{
		{"cover list", "Print pack: New client pack", []string{"Table", "TH", "H2"}, func() (paper.Sheet, error) { return press.Cover(t.Context(), coverInput()) }},
		{"what to bin", "Take these out of your box", []string{"H2", "L (block)", "LI"}, func() (paper.Sheet, error) { return press.Changes(t.Context(), changesInput()) }},
		{"printer test", "Printer test", []string{"P (block)"}, func() (paper.Sheet, error) { return press.TestSheet(t.Context(), paper.A4) }},
	} {
		t.Run(kind.name, func(t *testing.T) {
			sheet, err := kind.make()
			if err != nil {
				t.Fatal(err)
			}
			if again, err := kind.make(); err != nil || !bytes.Equal(sheet.PDF, again.PDF) {
				t.Errorf("the same input gave different bytes (error %v)", err)
			}
			if got := pageCount(t, sheet.PDF); got != sheet.Pages {
				t.Errorf("the PDF has %d pages, the sheet says %d", got, sheet.Pages)
			}
			isSound(t, sheet.PDF)
			embedsItsFonts(t, sheet.PDF)
			if info := tool(t, sheet.PDF, "pdfinfo", "PDF"); !strings.Contains(info, kind.title) {
				t.Errorf("its title is not %q:\n%s", kind.title, info)
			}
			if !strings.Contains(tool(t, sheet.PDF, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-"), "/Lang (en)") {
				t.Error("the PDF has no language")
			}
			structure := tool(t, sheet.PDF, "pdfinfo", "-struct", "PDF")
			for _, want := range kind.tags {
				if !strings.Contains(structure, want) {
					t.Errorf("the tags have no %q:\n%s", want, structure)
				}
			}
		})
	}
}

func TestTextOfListsIsNeverSource(t *testing.T) {
	const hostile = "#panic(\"boom\") $x$ ] } ) <pages> *b* _i_ // c ``` \u202e"
	cover, list := coverInput(), changesInput()
	cover.Title, cover.Rows[0].Handout.Title, cover.Rows[0].Service.Name = hostile, hostile, hostile
	for i := range list.Recalls {
		list.Recalls[i].Print.Title, list.Recalls[i].Print.Place = hostile, hostile
	}
	list.Recalls[0].Withdrawal.Why, list.Recalls[1].Changes[0].What, list.Recalls[1].Now = hostile, hostile, hostile
	press := newPress(t)
	for name, make := range map[string]func() (paper.Sheet, error){
		"cover list":  func() (paper.Sheet, error) { return press.Cover(t.Context(), cover) },
		"what to bin": func() (paper.Sheet, error) { return press.Changes(t.Context(), list) },
	} {
		sheet, err := make()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		says(t, sheet.PDF, `#panic("boom")`)
	}
}
