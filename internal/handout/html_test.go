package handout_test

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
)

func handoutHTML(t *testing.T, in handout.Input) string {
	t.Helper()
	var b bytes.Buffer
	if err := handout.HTML(&b, in); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func sampleLesson() handout.LessonInput {
	in := sample()
	return handout.LessonInput{
		Lesson: &catalog.Lesson{ID: "l", Title: "What an overdose is", Body: catalog.Document{Blocks: everything()}},
		Module: in.Module, Library: in.Library, Sources: in.Sources, Pictures: in.Pictures,
	}
}

// checkElements parses a page and fails on elements that are not closed, and on scripts and other things
// that fetch or run. It gives the number of each element.
func checkElements(t *testing.T, page string) map[string]int {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	count := map[string]int{}
	var open []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			count[token.Name.Local]++
			open = append(open, token.Name.Local)
			checkAttributes(t, token)
		case xml.EndElement:
			if last := open[len(open)-1]; last != token.Name.Local {
				t.Fatalf("<%s> is ended by </%s>", last, token.Name.Local)
			}
			open = open[:len(open)-1]
		}
	}
	for _, banned := range []string{"script", "iframe", "object", "embed", "form", "base"} {
		if count[banned] > 0 {
			t.Errorf("the page has a <%s>", banned)
		}
	}
	return count
}

func checkAttributes(t *testing.T, e xml.StartElement) {
	t.Helper()
	for _, a := range e.Attr {
		name, value := a.Name.Local, a.Value
		if strings.HasPrefix(name, "on") {
			t.Errorf("<%s> has %s", e.Name.Local, name)
		}
		if name == "src" && !strings.HasPrefix(value, "data:image/") {
			t.Errorf("<%s> fetches %q", e.Name.Local, value)
		}
		if name == "href" && !strings.HasPrefix(value, "https://") && !strings.HasPrefix(value, "tel:") && !strings.HasPrefix(value, "#") {
			t.Errorf("<%s> leads to %q", e.Name.Local, value)
		}
	}
}

func TestHandoutPageHoldsEverything(t *testing.T) {
	page := handoutHTML(t, sample())
	count := checkElements(t, page)
	for element, want := range map[string]int{
		"h1": 1, "h3": 1, "ul": 1, "table": 1, "th": 2, "aside": 1, "blockquote": 1, "pre": 1, "hr": 1, "img": 1, "main": 1, "s": 1,
	} {
		if count[element] != want {
			t.Errorf("%d <%s>, want %d", count[element], element, want)
		}
	}
	for _, want := range []string{
		`<html lang="en" dir="ltr">`, `<title>Overdose: what to do</title>`, `alt="A person on their side"`,
		"data:image/svg&#43;xml;base64," + base64.StdEncoding.EncodeToString([]byte(picture)),
		`<h2>1. Check</h2>`, `<ol start="3">`, `class="end"`, `href="tel:1800888236"`, `href="https://www.example.org/page"`,
		`<sup><a href="#source-1">1</a></sup>`, `id="source-2"`, `line<br>break`, `Draft: awaiting clinical, legal and peer review`,
		`Near you`, `Version 1.2 · review by 21 May 2027`, `<a href="https://www.who.int/od">who.int</a>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if t.Failed() {
		t.Log(page)
	}
}

func TestLessonPageHoldsEverything(t *testing.T) {
	var b bytes.Buffer
	if err := handout.LessonHTML(&b, sampleLesson()); err != nil {
		t.Fatal(err)
	}
	count := checkElements(t, b.String())
	if count["h1"] != 1 || count["img"] != 1 || count["table"] != 1 || count["section"] != 1 {
		t.Errorf("elements %v", count)
	}
	for _, want := range []string{"<h1>What an overdose is</h1>", "<p>Responding</p>", "Draft: awaiting", "World Health Organization", "Version 1.0"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page has no %s", want)
		}
	}
}

func TestTextIsNeverMarkup(t *testing.T) {
	hostile := `<script>alert(1)</script>" onload="x" </style>&amp;`
	in := sample()
	in.Handout.Title, in.Handout.Audience = hostile, hostile
	in.Local = &catalog.Service{Name: hostile, Phone: hostile, Note: hostile, Web: "javascript:alert(1)"}
	in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, say(hostile), catalog.Code{Text: hostile},
		catalog.Paragraph{Text: []catalog.Span{{Text: hostile, URL: "javascript:alert(1)"}, {Text: "x", URL: "data:text/html,x"}}})
	page := handoutHTML(t, in)
	checkElements(t, page)
	if !strings.Contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;") {
		t.Error("the text is not there as it stands")
	}
}

func TestRightToLeftLanguage(t *testing.T) {
	in := sample()
	in.Handout.Language = "ar"
	if page := handoutHTML(t, in); !strings.Contains(page, `<html lang="ar" dir="rtl">`) {
		t.Error("the page does not run from right to left")
	}
}

func TestPageWithMissingPictureIsNotBegun(t *testing.T) {
	in, lesson := sample(), sampleLesson()
	in.Pictures, lesson.Pictures = fstest.MapFS{}, fstest.MapFS{}
	var b bytes.Buffer
	for what, err := range map[string]error{"handout": handout.HTML(&b, in), "lesson": handout.LessonHTML(&b, lesson)} {
		if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "steps/images/side.svg") {
			t.Errorf("%s: error %v", what, err)
		}
	}
	if b.Len() > 0 {
		t.Errorf("%d bytes were written all the same", b.Len())
	}
}
