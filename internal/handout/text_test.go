package handout

import (
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

func TestGroupsOfNumbersStayTogether(t *testing.T) {
	for text, want := range map[string]string{
		"Ring 1800 888 236 now": "Ring 1800\u00a0888\u00a0236 now", "30 to 90": "30 to 90", "": "", "1 ": "1 ", "a 1 2": "a 1\u00a02",
	} {
		if got := keepNumbers(text); got != want {
			t.Errorf("keepNumbers(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string][3]string{
		"https://www.example.org/": {"example.org", "example.org", "https://www.example.org/"},
		"example.org/van":          {"example.org/van", "", "https://example.org/van"},
		"tel:000":                  {"tel:000", "", "https://tel:000"},
		"":                         {"", "", ""},
	} {
		got := [3]string{shownAddress(address), hostOf(address), webAddress(address)}
		if got != want {
			t.Errorf("%q: shown, host and link are %q, want %q", address, got, want)
		}
	}
}

func TestOnlyWholeNumbersBecomeNumerals(t *testing.T) {
	for text, want := range map[string]struct {
		number int
		rest   string
	}{
		"2. Call 000": {2, "Call 000"}, "Call. Now": {0, "Call. Now"}, "000. Call": {0, "000. Call"},
		"1.5 mg": {0, "1.5 mg"}, "2. ": {2, ""}, "": {0, ""},
	} {
		w := &walker{}
		got := w.heading(catalog.Heading{Level: 2, Text: []catalog.Span{{Text: text}}})
		if got.Number != want.number || got.Text[0].Text != want.rest {
			t.Errorf("heading %q: number %d, text %q", text, got.Number, got.Text[0].Text)
		}
	}
}

func TestUserTextIsIsolated(t *testing.T) {
	if got := isolate(" a "); got != "\u2068a\u2069" {
		t.Errorf("isolate gave %q", got)
	}
	if got := isolate("  "); got != "" {
		t.Errorf("isolate gave %q for nothing", got)
	}
}

func TestDraftNamesWhatIsMissing(t *testing.T) {
	w := english()
	for want, missing := range map[string][]string{
		"Draft: awaiting peer review":                     {"peer"},
		"Draft: awaiting legal and peer review":           {"legal", "peer"},
		"Draft: awaiting clinical, legal and peer review": {"clinical", "legal", "peer"},
		"Draft: awaiting somebody else's review":          {"somebody else's"},
	} {
		if got := w.draft(missing); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestMoreTextNeedsSmallerType(t *testing.T) {
	page := leafletPage(paper.A4, paper.HandoutForm{})
	one := page.Tries[0]
	last := 0
	for n := 1; n < 60; n += 8 {
		d := data{Page: page, Body: []section{{Blocks: make([]block, n)}}}
		for i := range d.Body[0].Blocks {
			d.Body[0].Blocks[i] = block{Kind: "paragraph", Text: []span{{Text: strings.Repeat("word ", 20)}}}
		}
		at, hopeless := d.estimate(one)
		if at < last {
			t.Errorf("%d paragraphs in %g points, after fewer in %g", n, one.Sizes[at], one.Sizes[last])
		}
		if hopeless && n < 20 {
			t.Errorf("%d paragraphs are given up", n)
		}
		last = at
	}
	if last != len(one.Sizes)-1 {
		t.Errorf("the longest is set in %g points", one.Sizes[last])
	}
}

func TestQRCodeHasItsQuietZone(t *testing.T) {
	svg, err := qrSVG("https://example.org")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(svg), `viewBox="0 0 33 33"`) || !strings.Contains(string(svg), "M4 4h7v1h-7z") {
		t.Errorf("a code of 25 modules is drawn as %.200s", svg)
	}
	if _, err := qrSVG(strings.Repeat("x", 5000)); err == nil {
		t.Error("5000 letters fitted a QR code")
	}
}
