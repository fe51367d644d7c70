package handout_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/typst"
	"github.com/passalong/passalong/internal/typst/typsttest"
)

func TestSameHandoutGivesTheSameBytes(t *testing.T) {
	first, err := newPress(t).PDF(t.Context(), sample())
	if err != nil {
		t.Fatal(err)
	}
	tomorrow := func() time.Time { return time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC) }
	other, err := typst.Open(t.Context(), typst.Options{CacheDir: typsttest.CacheDir(t), Now: tomorrow})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	press, err := handout.New(other, fonts())
	if err != nil {
		t.Fatal(err)
	}
	again, err := press.PDF(t.Context(), sample())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.PDF, again.PDF) {
		t.Error("two runs gave different bytes")
	}
	if first.Pages != 1 || len(first.Warnings) != 0 {
		t.Errorf("%d pages, warnings %v", first.Pages, first.Warnings)
	}
	in := sample()
	in.Today = in.Today.AddDate(0, 1, 0)
	if later, err := newPress(t).PDF(t.Context(), in); err != nil || !bytes.Equal(first.PDF, later.PDF) {
		t.Errorf("a month later the bytes differ (error %v)", err)
	}
}

func TestEveryWordIsOnThePage(t *testing.T) {
	sheet, err := newPress(t).PDF(t.Context(), sample())
	if err != nil {
		t.Fatal(err)
	}
	text := textOf(t, sheet.PDF)
	for _, want := range []string{
		"Overdose: what to do", "Anyone", "Đừng dùng một mình. Hãy gọi 000.", "1 Check", "Rub their breastbone.",
		"3", "Third", "4", "Fourth", "Sign", "Under 12", "Warning", "Stay with them.", "If they can't wake, I act.",
		"Near you", "Harbour Street van", "03 9000 1234", "harbour.example.org/van",
		"Emergency", "000", "Help lines and services", "DirectLine", "1800 888 236", "24 hours", "directline.org.au",
		"a page (example.org)", "example.org/naloxone?",
		"Where this comes from", "World Health Organization: Opioid overdose, 2023-08-29. who.int", "nowhere", "20 November 2026",
		"Draft: awaiting clinical, legal and peer review", "Version 1.2", "review by 21 May 2027",
		"Passalong library", "CC BY-SA 4.0", "Page 1 of 1",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, unwanted := range []string{"Poisons line", "Far away", "Check before use"} {
		if strings.Contains(text, unwanted) {
			t.Errorf("the page says %q", unwanted)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

func TestReviewedModuleIsNoDraft(t *testing.T) {
	in := sample()
	for _, role := range []string{"clinical", "peer"} {
		in.Module.Reviewers = append(in.Module.Reviewers, catalog.Reviewer{Name: "A", Role: role})
	}
	press := newPress(t)
	sheet, err := press.PDF(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if text := textOf(t, sheet.PDF); !strings.Contains(text, "Draft: awaiting legal review") {
		t.Error("the missing legal review is not named")
	}
	in.Module.Reviewers = append(in.Module.Reviewers, catalog.Reviewer{Name: "B", Role: "legal"})
	if sheet, err = press.PDF(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if text := textOf(t, sheet.PDF); strings.Contains(text, "Draft") {
		t.Error("a reviewed module is called a draft")
	}
}

func TestWarnings(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*handout.Input)
		want   []paper.Warning
		says   string
	}{
		"on the last day of review": {func(in *handout.Input) { in.Today, in.Local.Checked = reviewBy, reviewBy }, nil, "review by"},
		"the day after": {
			func(in *handout.Input) { in.Today, in.Local.Checked = reviewBy.AddDate(0, 0, 1), reviewBy },
			[]paper.Warning{paper.OutOfDate}, "Check before use: review date passed on 21 May 2027",
		},
		"a kind of service that nobody offers": {
			func(in *handout.Input) { in.Handout.Services = []string{"nurse", "drug-help"} },
			[]paper.Warning{paper.NoService}, "DirectLine",
		},
		"a kind that only the learner's own service offers": {
			func(in *handout.Input) { in.Handout.Services = []string{"needles"} }, nil, "Harbour Street van",
		},
		"too much for a page": {
			func(in *handout.Input) {
				for i := range 40 {
					in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, head(2, fmt.Sprintf("Part %d", i)), say(strings.Repeat("More to say. ", 15)))
				}
			},
			[]paper.Warning{paper.MorePages}, "Part 39",
		},
	} {
		t.Run(name, func(t *testing.T) {
			in := sample()
			test.change(&in)
			sheet, err := newPress(t).PDF(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, sheet.Warnings); diff != "" {
				t.Error(diff)
			}
			if overflows := sheet.Pages > 1; overflows != (len(test.want) == 1 && test.want[0] == paper.MorePages) {
				t.Errorf("%d pages", sheet.Pages)
			}
			if got := pageCount(t, sheet.PDF); got != sheet.Pages {
				t.Errorf("the PDF has %d pages, the sheet says %d", got, sheet.Pages)
			}
			if !strings.Contains(textOf(t, sheet.PDF), test.says) {
				t.Errorf("the page does not say %q", test.says)
			}
		})
	}
}

func TestTextIsNeverSource(t *testing.T) {
	hostile := "#panic(\"boom\") $x$ ] } ) \\u{41} <pages> @pages *b* _i_ // c ``` `` #let doc = 1 </script>\u202e"
	in := sample()
	in.Handout.Title, in.Handout.Audience, in.Handout.Link = hostile, hostile, "https://example.org/#panic(\"x\")]"
	in.Handout.Version, in.Library.Title, in.Library.Licence = hostile, hostile, hostile
	in.Local = &catalog.Service{
		Name: hostile, Phone: hostile, Hours: hostile, Address: hostile, Note: hostile, Web: "javascript:alert(1)",
	}
	in.Sources = map[catalog.SourceKey]catalog.Source{"who-od": {Organisation: hostile, Title: hostile, URL: "https://x/" + hostile}}
	in.Handout.Body.Blocks = append(in.Handout.Body.Blocks,
		say(hostile), head(2, hostile), catalog.Code{Text: hostile}, catalog.List{Items: items(hostile)},
		catalog.Paragraph{Text: []catalog.Span{{Text: hostile, Code: true, URL: "https://example.org/" + hostile}}})
	sheet, err := newPress(t).PDF(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if text := textOf(t, sheet.PDF); !strings.Contains(text, `#panic("boom")`) {
		t.Error("the text was not printed as it stands")
	}
}

func TestMissingPictureIsNamed(t *testing.T) {
	in := sample()
	in.Pictures = fstest.MapFS{}
	_, err := newPress(t).PDF(t.Context(), in)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "steps/images/side.svg") {
		t.Errorf("error %v", err)
	}
}

func TestDamagedPictureIsTheDocumentsFault(t *testing.T) {
	in := sample()
	in.Pictures = fstest.MapFS{"steps/images/side.svg": {Data: []byte("<svg")}}
	_, err := newPress(t).PDF(t.Context(), in)
	var documentError *typst.DocumentError
	if !errors.As(err, &documentError) {
		t.Errorf("error %v, want a *typst.DocumentError", err)
	}
}

func TestHandoutMayBeNearlyEmpty(t *testing.T) {
	in := sample()
	in.Local, in.Handout.Services, in.Handout.Link, in.Handout.Audience = nil, nil, "", ""
	in.Handout.Body = catalog.Document{Blocks: []catalog.Block{say("One line.")}}
	in.Library = catalog.Library{Issued: in.Library.Issued}
	sheet, err := newPress(t).PDF(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if sheet.Pages != 1 || sheet.TextSize < 13 {
		t.Errorf("%d pages at %g points", sheet.Pages, sheet.TextSize)
	}
}

func TestBundledHandoutsFitTheirPage(t *testing.T) {
	c, _, err := content.Load(t.Context(), os.DirFS("../../modules"))
	if err != nil {
		t.Fatal(err)
	}
	press, n := newPress(t), 0
	for i := range c.Modules {
		m := &c.Modules[i]
		for j := range m.Handouts {
			n++
			in := handout.Input{
				Handout: &m.Handouts[j], Module: m, Library: c.Library, Sources: c.Sources, Services: c.Services,
				Pictures: c.Files, Today: c.Library.Issued,
				Local: &catalog.Service{Name: "The van", Phone: "03 9000 1234", Address: "12 Harbour Street", Hours: "9 to 5", Checked: c.Library.Issued},
			}
			begin := time.Now()
			sheet, err := press.PDF(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s: %g points, %v", in.Handout.ID, sheet.TextSize, time.Since(begin).Round(time.Millisecond))
			if len(sheet.Warnings) > 0 || sheet.TextSize < 10.5 {
				t.Errorf("%s: warnings %v, text of %g points", in.Handout.ID, sheet.Warnings, sheet.TextSize)
			}
		}
	}
	if n == 0 {
		t.Error("the bundled library has no handouts")
	}
}

// BenchmarkHundredHandouts makes 100 handouts, each with a text of its own, as one operation.
func BenchmarkHundredHandouts(b *testing.B) {
	press := newPress(b)
	if _, err := press.PDF(b.Context(), sample()); err != nil {
		b.Fatal(err)
	}
	run := 0
	for b.Loop() {
		for i := range 100 {
			run++
			if _, err := press.PDF(b.Context(), different(run, i)); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// different is a handout in which no line is as in another one.
func different(run, i int) handout.Input {
	in := sample()
	mark := fmt.Sprintf(" %d.%d", run, i)
	in.Handout.Title += mark
	in.Handout.Link += mark
	in.Handout.Body.Blocks = append(everything()[:2],
		head(2, "1. Check"+mark), catalog.List{Items: items("Shout their name"+mark, "Rub their breastbone hard, and look at their lips"+mark)},
		head(2, "2. Call"+mark), catalog.List{Ordered: true, Start: 1, Items: items("Call and say where you are"+mark, "Put the phone on speaker"+mark, "Tip the head back"+mark)},
		head(2, "3. Stay"+mark), say("Naloxone lasts for 30 to 90 minutes, and the overdose can come back, so stay"+mark),
		catalog.Callout{Kind: catalog.Warning, Blocks: []catalog.Block{say("Stay with them until help comes" + mark)}},
	)
	in.Local.Name += mark
	return in
}
