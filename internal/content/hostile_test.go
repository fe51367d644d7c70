package content_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/content"
)

// Inputs that are within the limits of size, and made to be slow.
func TestHostileFilesAreReadInTime(t *testing.T) {
	const size = 127 << 10
	fill := func(piece string) string { return strings.Repeat(piece, size/len(piece)) }
	nested := func(indent int, mark string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.Repeat(" ", (i%200)*indent) + mark + "a\n")
		}
		return b.String()
	}
	numbered := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()[:size]
	}
	const limit = 20 * time.Second // the slowest takes 0.1 s, 1 s under the race detector, 5 s on a very busy machine
	for name, text := range map[string]string{
		"brackets to the limit":     strings.Repeat(strings.Repeat("[", 199)+"\n", 10),
		"emphasis to the limit":     strings.Repeat("*a _b ", 1999),
		"brackets in lines":         fill(strings.Repeat("[", 199) + "\n"),
		"images in lines":           fill(strings.Repeat("![", 99) + "\n"),
		"emphasis in lines":         fill(strings.Repeat("*a ", 160) + "\n"),
		"emphasis of two kinds":     fill(strings.Repeat("*a_b ", 99) + "\n"),
		"strokes":                   fill(strings.Repeat("~~a ", 99) + "\n"),
		"quotes":                    fill(">>>>>>>> a\n"),
		"lists":                     nested(2, "- "),
		"quoted lists":              nested(2, "> - "),
		"backticks":                 numbered("`%d``%[1]d```\n"),
		"references":                numbered("[r%d]: https://example.org\n"),
		"links to references":       "[a]: https://example.org\n\n" + strings.Repeat("[a] [a", 900),
		"links":                     fill(strings.Repeat("[a](https://b.c)", 20) + "\n"),
		"half links":                fill(strings.Repeat("[a](<b", 20) + "\n"),
		"entities":                  fill("&#1234567;"),
		"citations of nothing":      numbered("[^k%d]\n"),
		"tables":                    fill(strings.Repeat("|a", 100) + "\n" + strings.Repeat("|-", 100) + "\n" + strings.Repeat("|b", 100) + "\n\n"),
		"a table as wide as may be": strings.Repeat("|a", 20) + "\n" + strings.Repeat("|-", 20) + "\n" + strings.Repeat("b\n", 3900),
		"a table of many columns":   strings.Repeat("|a", 10_000) + "\n" + strings.Repeat("|-", 10_000) + "\n" + strings.Repeat("|b\n", 20_000),
		"half HTML":                 fill("<a b=\""),
		"comments":                  fill("<!-- "),
		"declarations":              fill("<!A "),
		"headings":                  fill("# a\n"),
		"callouts":                  fill("> [!TIP]\n> a\n\n"),
		"one word":                  fill("opioid overdos "),
	} {
		t.Run(name, func(t *testing.T) {
			fsys := edited(t, edit{lesson, "", "# T\n\n" + text})
			started := time.Now()
			if _, _, err := content.Load(t.Context(), fsys); err != nil {
				t.Fatal(err)
			}
			took := time.Since(started)
			t.Log(took)
			if took > limit {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestHostileYAMLIsReadInTime(t *testing.T) {
	const half = 120 << 10
	long := strings.Repeat("a", half)
	const limit = 20 * time.Second
	for name, text := range map[string]string{
		"two names without end":   "lessons:\n  - {id: " + long + "}\nobjectives:\n  - {id: b" + long + "}\n",
		"a key without end":       long + ": 1\n",
		"keys within keys":        strings.Repeat("? ", half) + "\n",
		"lists within lists":      strings.Repeat("- ", half) + "\n",
		"brackets without end":    "a: " + strings.Repeat("[", half),
		"many short keys":         strings.Repeat("{a: {b: {c: 1}}}\n", half/20),
		"empty entries":           "objectives:\n" + strings.Repeat("  -\n", half/5),
		"a text of escapes":       "title: \"" + strings.Repeat(`\u202e`, half/6) + "\"\n",
		"ids that nothing knows":  "objectives: [{id: a, text: b}]\nlessons: [" + strings.Repeat("{id: x, file: y.md, minutes: 1, objectives: [z]},", half/60) + "]\n",
		"a document after it all": good()[manifest] + strings.Repeat("---\n", half/4),
	} {
		t.Run(name, func(t *testing.T) {
			fsys := edited(t, edit{manifest, "", text})
			started := time.Now()
			c, problems, err := content.Load(t.Context(), fsys)
			if took := time.Since(started); err != nil || took > limit {
				t.Errorf("took %v: %v", took, err)
			}
			if len(problems) == 0 || len(c.Unavailable) != 1 {
				t.Errorf("got %d problems, %d modules unavailable", len(problems), len(c.Unavailable))
			}
			for _, p := range problems {
				if len(p.Error()) > 1000 {
					t.Errorf("a problem of %d bytes", len(p.Error()))
				}
			}
		})
	}
}

// A page that nobody would print is content all the same: the press says that it does not fit.
func TestAParagraphOfFiveThousandWordsLoads(t *testing.T) {
	for _, test := range []struct{ name, file, old string }{
		{"in a handout", veins, "Rest a sore place."}, {"in a translation", stepsVI, "Gọi to."}, {"in an alert", pills, "Take less."},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, problems, err := content.Load(t.Context(), street(t, edit{test.file, test.old, strings.TrimSpace(strings.Repeat("word ", 5000)) + "."}))
			if err != nil || len(problems) > 0 {
				t.Fatal(err, problems)
			}
			words := 0
			for h := range c.AllHandouts() {
				for _, lang := range h.Languages(true) {
					in, _ := h.In(lang)
					words = max(words, len(strings.Fields(in.Body.PlainText())))
				}
			}
			words = max(words, len(strings.Fields(c.Alerts[0].Body.PlainText())))
			if words < 5000 {
				t.Errorf("%d words are left", words)
			}
		})
	}
}

// What would do something in a typesetter, a browser or a shell is text here, letter by letter.
func TestMarkupOfOtherProgramsIsText(t *testing.T) {
	for _, text := range []string{
		`#panic("boom")`, "$x^2$", `\#import "/etc/passwd"`, "@label and &lt;label&gt;", "`#eval(\"1\")`", `\{\{.Secret}} ${HOME} %s %n`, "= Heading", "/ Term: meaning",
	} {
		t.Run(text, func(t *testing.T) {
			c, problems, err := content.Load(t.Context(), street(t, edit{veins, "- Hot?", "- Hot? " + text}, edit{veins, "title: Look after your veins", "title: '" + text + "'"}))
			if err != nil || len(problems) > 0 {
				t.Fatal(err, problems)
			}
			h, _, _ := c.Handout("vein-care")
			plain := strings.NewReplacer(`\#`, "#", "`", "", `\{`, "{", "&lt;", "<", "&gt;", ">").Replace(text)
			if !strings.Contains(h.Body.PlainText(), plain) || h.Title != text {
				t.Errorf("got %q and %q, want %q", h.Title, h.Body.PlainText(), plain)
			}
		})
	}
}
