package exchange

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPlainText(t *testing.T) {
	cases := []struct {
		name   string
		format textFormat
		text   string
		want   string
		lost   string
	}{
		{"paragraphs are lines", inHTML, "<p>One\n two</p><p>three<br>four</p>", "One two\nthree\nfour", ""},
		{"lists are lines", inHTML, "<ul><li>a</li><li>b</li></ul>", "a\nb", ""},
		{"entities", inHTML, "a &amp; b &#233; &eacute;&nbsp;&lt;c&gt; &unknown; AT&T", "a & b é é <c> &unknown; AT&T", ""},
		{"emphasis", inHTML, "<b>a</b> <i>b</i>", "a b", "emphasis"},
		{"raised letters", inHTML, "10<sup>3</sup>", "103", "raised or lowered letters"},
		{"a picture with words", inHTML, `<img src="m.png" alt="a &quot;mask&quot;">`, "", `a picture (m.png) of “a "mask"”`},
		{"a link", inHTML, `<a href='https://example.org'>here</a>`, "here", "a link (https://example.org)"},
		{"a table", inHTML, "<table><tr><td>a</td><td>b</td></tr></table>", "a b", "a table"},
		{"scripts and styles", inHTML, "a<script>if (1<2) x</script><style>p{}</style>b", "ab", "a script or style"},
		{"comments of HTML", inHTML, "a<!-- <b> -->b<!-- open", "ab", ""},
		{"an unknown tag in HTML", inHTML, "a<blink>b</blink>", "ab", "<blink>"},
		{"an unknown tag in Moodle's text", inMoodle, "a<blink>b", "a<blink>b", ""},
		{"a known tag in Moodle's text", inMoodle, "a<b>b</b>\n c", "ab\nc", "emphasis"},
		{"less than", inHTML, "1 < 2 and 3 > 2", "1 < 2 and 3 > 2", ""},
		{"a tag with a sign in quotes", inHTML, `<span title="a > b">c</span>`, "c", ""},
		{"a tag that does not end", inHTML, `a <b title="x`, `a <b title="x`, ""},
		{"plain text is as it is", inPlain, "<b>a</b> &amp; **b**", "<b>a</b> &amp; **b**", ""},
		{"Markdown", inMarkdown, "**a** and *b* and `c` and [d](e) ![f](g)", "a and b and c and d", "a picture (g); a link (e); emphasis"},
		{"stars that are none in Markdown", inMarkdown, "2 * 3 * 4", "2 * 3 * 4", ""},
		{"characters that cannot be seen", inPlain, "0\u200b.\u202e5\x00", "0.5", "characters that cannot be seen"},
		{"joiners within words", inPlain, "a\u200db 5\u200c", "a\u200db 5", "characters that cannot be seen"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, lost := plainText(c.text, c.format)
			if diff := cmp.Diff(c.want+"|"+c.lost, got+"|"+strings.Join(lost, "; ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestHostileTextsEndSoon holds long texts that would take hours if time grew with their square.
func TestHostileTextsEndSoon(t *testing.T) {
	for _, piece := range []string{"<", "<a", `<a b="`, "<!--", "&", "&lt", "<b>", "*a", "**", "[a](", "![", "_", "`", "<a b='>", "\u200d1", "<script>"} {
		text := strings.Repeat(piece, 200_000/len(piece))
		for _, f := range []textFormat{inHTML, inMoodle, inMarkdown, inPlain} {
			began := time.Now()
			plainText(text, f)
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("%q in %s took %v", piece, f, took)
			}
		}
	}
}

func TestNumberOf(t *testing.T) {
	cases := []struct{ in, text, tolerance string }{
		{"3", "3", ""}, {" -3.50 ", "-3.50", ""}, {"3:0.5", "3", "0.5"}, {"3:0", "3", ""}, {"3:-0.5", "3", "0.5"}, {"1..5", "3", "2"}, {"5..1", "3", "2"},
		{"2..2", "2", ""}, {"-1..0", "-0.5", "0.5"}, {"1e3", "1000", ""}, {"1.5E-2", "0.015", ""}, {"+4", "4", ""}, {".5", "0.5", ""}, {"5.", "5", ""},
		{"2,5", "2.5", ""}, {"*", "*", ""}, {"*:0", "*", ""}, {"0.1..0.2", "0.15", "0.05"},
	}
	for _, c := range cases {
		text, tolerance, ok := numberOf(c.in)
		if !ok || text != c.text || tolerance != c.tolerance {
			t.Errorf("%q is %q with %q, %v; want %q with %q", c.in, text, tolerance, ok, c.text, c.tolerance)
		}
	}
	for _, bad := range []string{"", "x", "1..", "..1", "1:x", "1e999999999", "0x10", "1/2", "1_000", "NaN", "Inf", "1 2", strings.Repeat("9", 61), "1e-99", ".."} {
		if text, tolerance, ok := numberOf(bad); ok {
			t.Errorf("%q is %q with %q", bad, text, tolerance)
		}
	}
}

func TestUUIDsAreThoseOfTheStandard(t *testing.T) {
	dns := urlNamespace
	dns[3] = 0x10
	if got := uuidText(uuid5(dns, "www.example.com")); got != "2ed6657d-e927-568b-95e1-2665a8aea6a2" { // RFC 9562, appendix A.4
		t.Errorf("%s", got)
	}
}

func TestSlugs(t *testing.T) {
	for in, want := range map[string]string{
		"Put a person on their side": "put-a-person-on-their-side", "  Q 1: (a)  ": "q-1-a", "Đường thở": "duong-tho", "呼吸": "", "a呼吸": "", "--": "", "A_b.c": "a-b-c",
		strings.Repeat("x", 100): strings.Repeat("x", 48), "é\u0301e": "ee",
	} {
		if got := slug(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
