package handout_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/paper"
)

// onCards is what the overdose handout carries where there is little room.
var onCards = map[paper.Format][]catalog.Extract{
	paper.Card: {
		{Section: "1. Check", Lines: []int{2}}, {Section: "2. Call 000 and give naloxone", Lines: []int{1, 2}}, {Section: "3. Help them breathe", Lines: []int{1, 2}},
	},
	paper.FoldedCard: {
		{Section: "1. Check", Lines: []int{1, 2}}, {Section: "2. Call 000 and give naloxone"}, {Section: "3. Help them breathe", Lines: []int{1, 2}},
		{Section: "4. Stay", Lines: []int{1, 3}},
	},
}

// bundled is the library that comes with the program, read once.
var bundled = sync.OnceValues(func() (*catalog.Catalog, error) {
	c, _, err := content.Load(context.Background(), os.DirFS("../../modules"))
	return c, err
})

// overdose is the bundled handout on overdose, with a local service, in a form.
func overdose(t *testing.T, form paper.HandoutForm) handout.Input {
	t.Helper()
	c, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	h, m, ok := c.Handout("overdose-steps")
	if !ok {
		t.Fatal("there is no handout on overdose")
	}
	own := *h
	own.Short = maps.Clone(h.Short)
	maps.Copy(own.Short, onCards)
	return handout.Input{
		Handout: &own, Module: m, Form: form, Library: c.Library, Sources: c.Sources, Services: c.Services, Pictures: c.Files,
		Local: &catalog.Service{
			Name: "Harbour Street van", Phone: "03 9000 1234", Address: "12 Harbour Street, Footscray", Hours: "Tue–Sat 6 pm to midnight",
			Web: "harbour.example.org/van", Checked: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
		},
		Today: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC),
	}
}

func madeSheet(t *testing.T, in handout.Input) paper.Sheet {
	t.Helper()
	sheet, err := newPress(t).PDF(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, sheet.PDF)
	return sheet
}

// A putTogether is a format whose pages are put together on paper, and what its sheet has to be.
type putTogether struct {
	name  string
	form  paper.HandoutForm
	want  paper.Sheet // but for the PDF, warnings, and pages where they are 0
	paper string
	least float64 // type of the text, in points
}

func allPutTogether() []putTogether {
	const a4, a4Across, letter, letterAcross = "595.276 x 841.89 pts", "841.89 x 595.276 pts", "612 x 792 pts", "792 x 612 pts"
	upright := func(size paper.Size, pages int) paper.Sheet {
		return paper.Sheet{Size: size, Pages: pages, TwoSided: true}
	}
	across := func(size paper.Size, pages int) paper.Sheet {
		return paper.Sheet{Size: size, Pages: pages, TwoSided: true, Across: true, ShortEdge: true}
	}
	form := func(f paper.Format) paper.HandoutForm { return paper.HandoutForm{Format: f} }
	on := func(f paper.Format, size paper.Size) paper.HandoutForm {
		return paper.HandoutForm{Format: f, Stock: size}
	}
	return []putTogether{
		{"card", form(paper.Card), upright(paper.A4, 2), a4, 7.5},
		{"card on Letter", on(paper.Card, paper.Letter), upright(paper.Letter, 2), letter, 7.5},
		{"card in black and white", paper.HandoutForm{Format: paper.Card, Mono: true}, upright(paper.A4, 2), a4, 7.5},
		{"folded card", form(paper.FoldedCard), upright(paper.A4, 2), a4, 7.5},
		{"folded card on Letter", on(paper.FoldedCard, paper.Letter), upright(paper.Letter, 2), letter, 7.5},
		{"tri-fold", form(paper.TriFold), across(paper.A4, 2), a4Across, 9},
		{"tri-fold on Letter", on(paper.TriFold, paper.Letter), across(paper.Letter, 2), letterAcross, 9},
		{"tri-fold in black and white", paper.HandoutForm{Format: paper.TriFold, Mono: true}, across(paper.A4, 2), a4Across, 9},
		{"A5 booklet", form(paper.BookletA5), across(paper.A4, 0), a4Across, 11},
		{"A5 booklet on Letter", on(paper.BookletA5, paper.Letter), across(paper.Letter, 0), letterAcross, 11},
		{"A5 booklet in large print", paper.HandoutForm{Format: paper.BookletA5, Points: 18}, across(paper.A4, 0), a4Across, 18},
		{"A6 booklet", form(paper.BookletA6), across(paper.A5, 0), "595.276 x 419.528 pts", 9.5},
		{"A6 booklet on A4", on(paper.BookletA6, paper.A4), upright(paper.A4, 0), a4, 9.5},
		{"A6 booklet on Letter", on(paper.BookletA6, paper.Letter), upright(paper.Letter, 0), letter, 9.5},
		{"poster on two sheets", form(paper.PosterTiled), paper.Sheet{Size: paper.A4, Pages: 2, Across: true}, a4Across, 20},
	}
}

func TestFormatsThatArePutTogether(t *testing.T) {
	for _, f := range allPutTogether() {
		t.Run(f.name, func(t *testing.T) {
			in := overdose(t, f.form)
			if f.form.Format == paper.PosterTiled { // there is no room for it in letters that are read from two metres
				in.Local = nil
			}
			got := madeSheet(t, in)
			if again := madeSheet(t, in); !bytes.Equal(got.PDF, again.PDF) {
				t.Error("the same input gave different bytes")
			}
			isOnPaper(t, got, f.paper)
			if got.Size != f.want.Size || got.Across != f.want.Across || got.TwoSided != f.want.TwoSided || got.ShortEdge != f.want.ShortEdge {
				t.Errorf("on %s, across %v, two-sided %v, short edge %v", got.Size, got.Across, got.TwoSided, got.ShortEdge)
			}
			if f.want.Pages > 0 && got.Pages != f.want.Pages || f.want.Pages == 0 && (got.Pages%2 != 0 || got.Pages > 16) {
				t.Errorf("%d sides", got.Pages)
			}
			if got.TextSize < f.least {
				t.Errorf("the type has %g points", got.TextSize)
			}
			t.Logf("%d sides at %g points, %d kB", got.Pages, got.TextSize, len(got.PDF)/1000)
			info := tool(t, got.PDF, "pdfinfo", "PDF")
			if !regexp.MustCompile(`Title:\s+Overdose: what to do`).MatchString(info) {
				t.Error(info)
			}
			text := textOf(t, got.PDF)
			for _, want := range []string{"Overdose: what to do", "000", "DirectLine", "Call 000 and give naloxone", "Version 1.0", "review by 21 May 2027", "Draft: awaiting"} {
				if !strings.Contains(text, want) {
					t.Errorf("it does not say %q:\n%s", want, text)
				}
			}
			if in.Local != nil && (!strings.Contains(text, in.Local.Name) || !strings.Contains(text, in.Local.Phone)) {
				t.Error("the local service is not on it")
			}
		})
	}
}

func TestCardThatIsTooSmallSaysByHowMuch(t *testing.T) {
	in := overdose(t, paper.HandoutForm{Format: paper.Card})
	in.Handout.Short = nil
	_, err := newPress(t).PDF(t.Context(), in)
	var long *paper.TooLongError
	if !errors.As(err, &long) || long.Format != paper.Card || long.Over < 20 || long.Lines < 5 {
		t.Fatalf("error %v", err)
	}
	t.Log(err)
}

func TestQRCodesOfSmallFormatsCanBeRead(t *testing.T) {
	for _, f := range []struct {
		form paper.HandoutForm
		side string
	}{
		{paper.HandoutForm{Format: paper.Card}, "2"}, {paper.HandoutForm{Format: paper.FoldedCard}, "1"}, {paper.HandoutForm{Format: paper.FoldedCard, Mono: true}, "1"},
		{paper.HandoutForm{Format: paper.BookletA6}, "1"}, {paper.HandoutForm{Format: paper.BookletA5}, "1"}, {paper.HandoutForm{Format: paper.TriFold}, "1"},
	} {
		t.Run(f.form.Name(), func(t *testing.T) {
			in := overdose(t, f.form)
			if got := codeSomewhereIn(t, pictureOf(t, madeSheet(t, in).PDF, f.side, "150")); got != in.Handout.Link {
				t.Errorf("the QR code says %q, want %q", got, in.Handout.Link)
			}
		})
	}
}

// codeSomewhereIn is what a QR code in a picture says; of several the one that is found first, so each part is looked at.
func codeSomewhereIn(t *testing.T, picture image.Image) string {
	t.Helper()
	size := picture.Bounds().Size()
	for _, part := range []image.Rectangle{
		image.Rect(0, 0, size.X/2, size.Y/4), image.Rect(0, 0, size.X/2, size.Y), picture.Bounds(),
	} {
		cut := picture.(interface {
			SubImage(image.Rectangle) image.Image
		}).SubImage(part)
		if says, err := codeIn(cut); err == nil {
			return says
		}
	}
	return ""
}

func TestServiceWithALongNameIsPrintedWholeOrNotAtAll(t *testing.T) {
	name := strings.TrimSpace(strings.Repeat("Needle and syringe ", 16)) // 300 characters
	for _, f := range []paper.Format{paper.Card, paper.FoldedCard, paper.TriFold, paper.BookletA6} {
		t.Run(string(f), func(t *testing.T) {
			in := overdose(t, paper.HandoutForm{Format: f})
			in.Local.Name = name
			sheet, err := newPress(t).PDF(t.Context(), in)
			var long *paper.TooLongError
			switch {
			case errors.As(err, &long) && (f == paper.Card || f == paper.FoldedCard):
				t.Log(err)
			case err != nil:
				t.Fatal(err)
			case !strings.Contains(textOf(t, sheet.PDF), name):
				t.Error("the name is not whole")
			}
		})
	}
}

func TestBookletHasALimit(t *testing.T) {
	in := overdose(t, paper.HandoutForm{Format: paper.BookletA6})
	all := in.Handout.Body.Blocks
	for len(in.Handout.Body.Blocks) < 60*len(all) {
		in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, all...)
	}
	_, err := newPress(t).PDF(t.Context(), in)
	var long *paper.TooLongError
	if !errors.As(err, &long) || long.Most != imposition.MostPages || long.Pages <= long.Most || long.Format != paper.BookletA6 {
		t.Fatalf("error %v", err)
	}
	in = overdose(t, paper.HandoutForm{Format: paper.TriFold})
	for range 6 {
		in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, all...)
	}
	if _, err := newPress(t).PDF(t.Context(), in); !errors.As(err, &long) || long.Over < 50 || long.Lines < 10 {
		t.Fatalf("error %v", err)
	}
	t.Log(err, long)
}

func TestFoldedFormatsOpenFromTheOtherSideInArabic(t *testing.T) {
	for _, f := range []paper.Format{paper.FoldedCard, paper.TriFold, paper.BookletA5} {
		in := overdose(t, paper.HandoutForm{Format: f})
		in.Local = nil // for which a card has no room in large letters
		english := pictureOf(t, madeSheet(t, in).PDF, "1", twoDotsAMillimetre)
		in.Handout.Language = "ar"
		arabic := pictureOf(t, madeSheet(t, in).PDF, "1", twoDotsAMillimetre)
		// The cover, whose band is the darkest part of the first side, is on the left in Arabic. In English it is on the right.
		width, height := float64(arabic.Bounds().Dx())/2, float64(arabic.Bounds().Dy())/2
		if f == paper.FoldedCard {
			width /= 2
		}
		dark := func(p image.Image, left bool) float64 {
			if left {
				return darkness(p, 0, height/6, width/3, height/4)
			}
			return darkness(p, width*2/3, height/6, width/3, height/4)
		}
		if dark(english, true) > dark(english, false) || dark(arabic, false) > dark(arabic, true) {
			t.Errorf("%s: English %.2f and %.2f, Arabic %.2f and %.2f", f, dark(english, true), dark(english, false), dark(arabic, true), dark(arabic, false))
		}
	}
}

func TestPosterOnTwoSheetsComesTogether(t *testing.T) {
	in := overdose(t, paper.HandoutForm{Format: paper.PosterTiled})
	in.Local = nil
	sheet := madeSheet(t, in)
	says(t, sheet.PDF, "Cut", "Glue")
	upper, lower := pictureOf(t, sheet.PDF, "1", twoDotsAMillimetre), pictureOf(t, sheet.PDF, "2", twoDotsAMillimetre)
	// The strip at the foot of the upper sheet is that at the head of the lower one; the marks at the edges are not.
	differ, dark := 0, 0
	for y := range int(2 * imposition.Overlap) {
		for x := 40; x < upper.Bounds().Dx()-40; x++ {
			a, b := greyAt(upper, x, upper.Bounds().Dy()-int(2*imposition.Overlap)+y), greyAt(lower, x, y)
			if min(a, b) < 128 {
				dark++
			}
			if max(a, b)-min(a, b) > 96 { // the edges of letters may
				differ++
			}
		}
	}
	if dark < 500 || differ > dark/3 {
		t.Errorf("of %d dark dots %d differ where the sheets lie on each other", dark, differ)
	}
}

func TestOldHandoutSaysSoOnEveryCard(t *testing.T) {
	for _, f := range []paper.Format{paper.Card, paper.FoldedCard, paper.TriFold, paper.BookletA6} {
		in := overdose(t, paper.HandoutForm{Format: f})
		in.Local, in.Today = nil, in.Handout.ReviewBy.AddDate(0, 1, 0)
		sheet := madeSheet(t, in)
		if !slices.Contains(sheet.Warnings, paper.OutOfDate) {
			t.Errorf("%s: warnings %v", f, sheet.Warnings)
		}
		if n := strings.Count(textOf(t, sheet.PDF), "Check before use"); n < 2 {
			t.Errorf("%s: it says %d times that it is out of date", f, n)
		}
	}
}
