package handout_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
)

func onDay(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func alertInput() handout.AlertInput {
	in := sample()
	return handout.AlertInput{
		Alert: &catalog.Alert{
			ID: "nitazenes", Version: "1.1", Title: "Strong opioid sold as MDMA", Urgency: catalog.Deadly, Regions: []catalog.Region{"au-vic", "fj"}, Language: "en",
			From: onDay(2026, 11, 20), Expires: onDay(2027, 1, 31), Services: []string{"emergency", "drug-help"}, Link: "https://example.org/alert",
			Reviewers: []catalog.Reviewer{{Name: "A", Role: "clinical"}, {Name: "B", Role: "legal"}, {Name: "C", Role: "peer"}},
			Body: catalog.Document{Blocks: []catalog.Block{
				head(2, "What we know"), catalog.Paragraph{Text: []catalog.Span{{Text: "Four people collapsed."}, {Text: "1", Source: "who-od"}}},
				head(2, "What to do"), catalog.List{Items: items("Carry naloxone.", "Don't use alone.")},
			}},
		},
		Library: in.Library, Sources: in.Sources, Local: in.Local, Services: in.Services, Pictures: fstest.MapFS{}, Today: onDay(2026, 11, 22),
	}
}

// alertForms are those that an alert is made in.
func alertForms() []paper.HandoutForm {
	return []paper.HandoutForm{
		{}, {Format: paper.LeafletLetter}, {Format: paper.LeafletA5}, {Format: paper.Receipt}, {Mono: true}, {Format: paper.LeafletA5, Mono: true}, {Points: 24},
	}
}

func TestAlertsAreSound(t *testing.T) {
	press := newPress(t)
	for _, form := range alertForms() {
		t.Run(form.Name(), func(t *testing.T) {
			t.Parallel()
			in := alertInput()
			in.Form = form
			sheet, err := press.Alert(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			keep(t, sheet.PDF)
			if again, err := press.Alert(t.Context(), in); err != nil || !bytes.Equal(again.PDF, sheet.PDF) {
				t.Errorf("the same input gave different bytes (error %v)", err)
			}
			isSound(t, sheet.PDF)
			embedsItsFonts(t, sheet.PDF)
			saysWhatItIs(t, sheet.PDF, in.Alert.Title)
			hasSize(t, sheet)
			staysOnItsPages(t, sheet.PDF)
			if got := readAnyCode(t, sheet, 150); got != in.Alert.Link {
				t.Errorf("the QR code says %q", got)
			}
			if len(sheet.Warnings) > 0 {
				t.Errorf("warnings %v", sheet.Warnings)
			}
			text := textOf(t, sheet.PDF)
			for _, want := range []string{
				"Drug alert", "Deadly: people may die", "Strong opioid sold as MDMA", "Where", "Victoria", "FJ", "From", "20 November 2026", "Until", "31 January 2027",
				"Four people collapsed.", "Carry naloxone.", "000", "Harbour Street van", "DirectLine", "World Health Organization", "Version 1.1",
			} {
				if !strings.Contains(text, want) {
					t.Errorf("it does not say %q", want)
				}
			}
			if emergency, line := strings.Index(text, "000"), strings.Index(text, "DirectLine"); emergency > line {
				t.Error("the emergency number does not come first")
			}
			if t.Failed() {
				t.Log(text)
			}
		})
	}
}

func TestAlertSaysWhetherItHolds(t *testing.T) {
	for name, test := range map[string]struct {
		today time.Time
		want  []paper.Warning
		band  string
	}{
		"the day before it holds": {onDay(2026, 11, 19), nil, "Holds from 20 November 2026"},
		"on its first day":        {onDay(2026, 11, 20), nil, ""},
		"on its last day":         {onDay(2027, 1, 31), nil, ""},
		"the day after":           {onDay(2027, 2, 1), []paper.Warning{paper.Expired}, "Expired on 31 January 2027 — not current"},
	} {
		for _, form := range []paper.HandoutForm{{}, {Format: paper.Receipt}, {Format: paper.LeafletA5, Points: 24}} {
			t.Run(name+" as "+form.Name(), func(t *testing.T) {
				in := alertInput()
				in.Form, in.Today = form, test.today
				in.Local.Checked = test.today
				sheet, err := newPress(t).Alert(t.Context(), in)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(test.want, sheet.Warnings); diff != "" {
					t.Error(diff)
				}
				var page bytes.Buffer
				if err := handout.AlertHTML(&page, in); err != nil {
					t.Fatal(err)
				}
				if test.band != "" {
					onEveryPage(t, sheet, page.String(), test.band)
				} else if text := textOf(t, sheet.PDF) + page.String(); strings.Contains(text, "not current") || strings.Contains(text, "Holds from") {
					t.Error("a current alert has a band")
				}
			})
		}
	}
}

func TestUrgencyIsToldByAShape(t *testing.T) {
	made := map[catalog.Urgency]paper.Sheet{}
	for urgency, says := range map[catalog.Urgency]string{
		catalog.Notice: "Good to know", catalog.Serious: "Serious: people were hurt", catalog.Deadly: "Deadly: people may die",
	} {
		in := alertInput()
		in.Alert.Urgency, in.Form.Mono = urgency, true
		sheet, err := newPress(t).Alert(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		if text := textOf(t, sheet.PDF); !strings.Contains(text, "Drug alert · "+says) {
			t.Errorf("%s: it does not say %q", urgency, says)
		}
		made[urgency] = sheet
	}
	// The number of corners: the paths of the pages differ in more than their words.
	paths := func(u catalog.Urgency) int {
		plain := tool(t, made[u].PDF, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-")
		return strings.Count(plain, " l\n")
	}
	if three, eight := paths(catalog.Serious), paths(catalog.Deadly); eight-three < 4 {
		t.Errorf("%d straight lines with three corners, %d with eight", three, eight)
	}
}

func TestPageOfAnAlert(t *testing.T) {
	in := alertInput()
	in.Alert.Title, in.Alert.Reviewers = `<script>alert(1)</script>`, nil
	var page bytes.Buffer
	if err := handout.AlertHTML(&page, in); err != nil {
		t.Fatal(err)
	}
	if count := checkElements(t, page.String()); count["h1"] != 1 || count["dl"] != 1 || count["dd"] != 3 {
		t.Errorf("elements %v", count)
	}
	for _, want := range []string{
		"Deadly: people may die", "<dd>Victoria · FJ</dd>", "<dd>31 January 2027</dd>", "&lt;script&gt;", "Draft: awaiting clinical, legal and peer review", "Four people collapsed.",
	} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page has no %s", want)
		}
	}
}

func TestAlertThatCannotBeMade(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*handout.AlertInput)
		want   error
	}{
		"in a format that alerts have not": {func(in *handout.AlertInput) { in.Form.Format = paper.TriFold }, handout.ErrNotOnPaper},
		"with a bad logo":                  {func(in *handout.AlertInput) { in.Local.Logo = []byte("x") }, catalog.ErrBadService},
	} {
		t.Run(name, func(t *testing.T) {
			in := alertInput()
			test.change(&in)
			if _, err := newPress(t).Alert(t.Context(), in); !errors.Is(err, test.want) || !strings.Contains(err.Error(), "nitazenes") {
				t.Errorf("error %v", err)
			}
		})
	}
	in := alertInput()
	in.Alert.Regions, in.Local, in.Alert.Body.Blocks = nil, nil, append(in.Alert.Body.Blocks, say("#panic(\"boom\") $x$"))
	for range 60 {
		in.Alert.Body.Blocks = append(in.Alert.Body.Blocks, say(strings.Repeat("More to say. ", 15)))
	}
	sheet, err := newPress(t).Alert(t.Context(), in)
	if err != nil || sheet.Pages < 2 || !cmp.Equal(sheet.Warnings, []paper.Warning{paper.MorePages}) {
		t.Fatalf("a long alert has %d pages, warnings %v, error %v", sheet.Pages, sheet.Warnings, err)
	}
	if text := textOf(t, sheet.PDF); !strings.Contains(text, "Everywhere") || !strings.Contains(text, `#panic("boom") $x$`) {
		t.Errorf("%.400s", text)
	}
}
