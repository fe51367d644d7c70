package lint_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/lint"
	"github.com/passalong/passalong/modules"
)

var today = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// library is a library that nothing is wrong with, with other files in the place of some of its own.
func library(other map[string]string) fstest.MapFS {
	files := map[string]string{
		"library.yaml": `id: test
title: Test library
publisher: The Wirraway Project
licence: CC BY-SA 4.0
issued: 2026-11-21
languages: [en, vi]
home_region: au
tracks:
  - {id: start, title: Start here, modules: [a]}
`,
		"sources.yaml": `who:
  organisation: World Health Organization
  title: Opioid overdose
  checked: 2026-11-21
`,
		"glossary/en.yaml": "- {term: naloxone, also: [Nyxoid], meaning: A medicine that reverses opioids.}\n",
		"services/au.yaml": "- {id: line, name: DirectLine Zwygg, kinds: [drug-help], phone: 1800 888 236, checked: 2026-11-21}\n",
		"a/module.yaml": `id: a
version: 1.0
title: A module
summary: Say what helps.
minutes: 10
language: en
review_by: 2027-05-21
objectives: [{id: help, text: Help a friend}]
lessons: [{id: one, file: one.md, minutes: 5, objectives: [help]}]
quiz: quiz.yaml
handouts: [{id: sheet, file: handouts/sheet.md}]
`,
		"a/en/one.md":    lesson("Stay with them.[^who]"),
		"a/en/quiz.yaml": quiz("", ""),
		"a/en/handouts/sheet.md": `---
title: What helps
audience: Everyone
version: 1.0
review_by: 2027-05-21
formats: [a4]
---
## Help

Stay with them.[^who]
`,
	}
	maps.Copy(files, other)
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// lesson has the text in line 5.
func lesson(text string) string {
	return "# A lesson\n\nRobin is on the couch. You have 5 minutes.\n\n" + text + "\n"
}

// quiz has an item whose explanation and sources are in lines 12 and 13.
func quiz(explanation, sources string) string {
	q := `id: quiz
pass: 80
items:
  - id: first
    type: single
    objective: help
    lesson: one
    prompt: What do you do?
    choices:
      - {id: stay, text: Stay, correct: true, feedback: Yes.}
      - {id: go, text: Say that addicts never learn, feedback: They need you.}
`
	if explanation != "" {
		q += "    explanation: " + explanation + "\n"
	}
	if sources != "" {
		q += "    sources: [" + sources + "]\n"
	}
	return q
}

// lengths is a quiz whose right answers have so many letters, beside one of four.
func lengths(right ...int) string {
	q := "id: quiz\npass: 80\nitems:\n"
	for i, n := range right {
		q += fmt.Sprintf("  - id: item-%d\n    type: single\n    objective: help\n    lesson: one\n    prompt: What do you do?\n    choices:\n"+
			"      - {id: yes-it-is, text: %s, correct: true, feedback: Yes.}\n      - {id: not-it, text: Wait, feedback: They need you.}\n", i, strings.TrimSpace(strings.Repeat("I ", (n+1)/2)))
	}
	return q
}

// found lists what the rules find, as file:line:column rule: message.
func found(t *testing.T, fsys fstest.MapFS) []string {
	t.Helper()
	cat, problems, err := content.Load(t.Context(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if p.Severity == catalog.Broken {
			t.Fatal("the example is broken:", p)
		}
	}
	advice, err := lint.Check(t.Context(), fsys, cat, lint.Options{Today: today, Found: problems})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range advice {
		if p.Severity != catalog.Advice || p.Rule == "" {
			t.Errorf("%v is no advice of a rule", p)
		}
		all = append(all, fmt.Sprintf("%s:%d:%d %s: %s", p.File, p.Line, p.Column, p.Rule, p.Message))
	}
	return all
}

func TestNothingIsFoundInWhatIsWellWritten(t *testing.T) {
	if got := found(t, library(nil)); len(got) > 0 {
		t.Error(strings.Join(got, "\n"))
	}
}

// TestBundledLibraryIsWellWritten wants no false alarm, and no true one either.
func TestBundledLibraryIsWellWritten(t *testing.T) {
	cat, problems, err := content.Reload(t.Context(), modules.FS)
	if err != nil {
		t.Fatal(err)
	}
	advice, err := lint.Check(t.Context(), modules.FS, cat, lint.Options{Today: cat.Library.Issued, Found: problems})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range advice {
		t.Error(p)
	}
}

func TestTextsOfALesson(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("you and ", 12))
	hard := strings.Repeat("Organisational responsibilities necessitate interdisciplinary considerations regarding vulnerability. ", 15)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a sentence of 25 words", "[^who] Stay " + long + ".", nil},
		{"a sentence of 26 words", "[^who] Be kind. Stay " + long + " me.", []string{"5:17 sentence-length: the sentence “Stay you and you and you …” has 26 words; up to 25 read well"}},
		{"a long sentence with a colon in it", "[^who] You and you and you and you and you and you and you and: you and you and you and you and you and you and you and you.", nil},
		{"a paragraph that is hard", "[^who] " + hard, []string{
			"0:0 reading-grade: the text reads at grade 46.0; a lesson is for grade 8 at most",
			"5:8 reading-grade: the paragraph “Organisational responsibilities necessitate interdisciplinary considerations regarding …” reads at grade 50",
		}},
		{"a word that is wrong", "[^who] Stay *whith* them, and whith me.", []string{"5:14 spelling: “whith” is in no dictionary, 2 times in this file"}},
		{"words that the library knows", "[^who] Nyxoid by Wirraway and Zwygg, with benzos.", nil},
		{"what nobody reads", "[^who] `teh` and <https://example.org/teh> and [this](https://example.org/teh).", nil},
		{"a word behind an escape and a citation", "a \\* b[^who] c whith", []string{"5:16 spelling: “whith” is in no dictionary"}},
		{"a label", "[^who] He is an **addict**, they said.", []string{"5:19 person-first: “addict”: it puts the label before the person"}},
		{"a label over two lines", "[^who] A drug\nuser came.", []string{"5:10 person-first: “drug user”: it puts the label before the person"}},
		{"a label in a quotation", "[^who] \"He is an addict.\" “Addict” and ‘the addict’s word’ hurt.\n\n> He is an addict.", nil},
		{"a label in a table that is about words", "| Instead of | Say[^who] |\n|---|---|\n| addict | person |", nil},
		{"a label in another table", "| Say[^who] | Do |\n|---|---|\n| stay | addict |", []string{"7:10 person-first: “addict”: it puts the label before the person"}},
		{"a label in a callout", "> [!TIP]\n> Ask an addict.[^who]", []string{"6:10 person-first: “addict”: it puts the label before the person"}},
		{"a figure with a source", "Wait 3 minutes.[^who]", nil},
		{"a figure without one", "[^who] Stay.\n\nWait 3 minutes, or 2 to 4 hours.", []string{"7:6 no-source: “3 minutes” has no source", "7:20 no-source: “2 to 4 hours” has no source"}},
		{"a figure that is cited elsewhere", "Wait 2 to 3 minutes.[^who]\n\nAfter 3 minutes, again.", nil},
		{"a figure in a list with a source", "- Wait 3 minutes.\n- Stay.[^who]", nil},
		{"a figure in the words of somebody", "[^who] Stay.\n\n\"Wait 3 minutes,\" he says.\n\n**Say it in your own words:** \"Now,\" in 3 minutes.", nil},
		{"figures that are none", "[^who] Stay.\n\nCall 000, or 112. Step 2. From 2010 to 2012, or 10 000. Go at 9. 10 people came. 2. Gọi.", []string{"7:85 spelling: “Gọi” is in no dictionary"}},
		{"phone numbers without a source", "[^who] Stay.\n\nRing 1800 888 236, 13 11 26 or (03) 8345 3931.", []string{
			"7:6 no-source: “1800 888 236” has no source", "7:20 no-source: “13 11 26” has no source", "7:32 no-source: “(03) 8345 3931” has no source"}},
		{"a phone number that is cited elsewhere", "Ring 1800 888 236.[^who]\n\n- 1800 888 236", nil},
		{"what the law says without a source", "[^who] Stay.\n\nTo carry it is illegal, and the law protects you. Section 3 of the Wrongs Act 1958.\n\nIs the law fair? “It is illegal,” he says.", []string{
			"7:16 no-source: “illegal” has no source", "7:29 no-source: “the law protects” has no source", "7:75 no-source: “Act 1958” has no source"}},
		{"what the law says with one", "To carry it is illegal.[^who]", nil},
		{"a citation that does not end", "Wait.[^who] Stay.[^who and stay.", []string{"5:18 no-source: “[^who” is no citation, and is shown as it stands"}},
		{"a key without its mark", "Wait.[^who] Stay.[who] And wait.^[who] [Stay] [x].", []string{"5:18 no-source: “[who]” is no citation, and is shown as it stands", "5:33 no-source: “^[who]” is no citation, and is shown as it stands"}},
		{"units that can be misread", "[^who] Give 400mcg, or 0.4 Mg, or 2 cc.", []string{
			"5:13 dose: “400mcg” has a unit that can be taken for another", "5:24 dose: “0.4 Mg” has a unit that can be taken for another", "5:35 dose: “2 cc” has a unit that can be taken for another",
		}},
		{"points that can be overlooked", "[^who] Give .5 mg, then 1.0 mg.", []string{
			"5:13 dose: “.5 mg” is taken for ten times as much and more when the point is overlooked",
			"5:25 dose: “1.0 mg” is taken for ten times as much and more when the point is overlooked",
		}},
		{"a letter among digits", "[^who] Give 1O mg, or l0 mg, or O.4 mg.", []string{
			"5:13 dose: “1O mg” has a letter among its digits", "5:23 dose: “l0 mg” has a letter among its digits", "5:33 dose: “O.4 mg” has a letter among its digits",
		}},
		{"amounts as they are to be", "[^who] Give 0.4 mg, 1.05 mg, 2 mL, 10 units, 400 micrograms, 5 g. Version 1.0 grew. It is 5 ML.", []string{"5:91 dose: “5 ML” has a unit that can be taken for another"}},
		{"no source at all", "Stay.", []string{"0:0 no-source: the lesson cites no source"}},
		{"notes to oneself", "[//]: # (whith an addict)\n\nStay.[^who]", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var want []string
			for _, w := range c.want {
				want = append(want, "a/en/one.md:"+w)
			}
			if diff := cmp.Diff(want, found(t, library(map[string]string{"a/en/one.md": lesson(c.text)}))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOtherFiles(t *testing.T) {
	const sheet = "a/en/handouts/sheet.md"
	head := "---\ntitle: What helps\naudience: Everyone\nversion: 1.0\nreview_by: 2027-05-21\nformats: [a4]\n"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"a quiz with a slip, and a label in what people wrongly believe", map[string]string{"a/en/quiz.yaml": quiz("\"Adicts need \\\"you\\\", recieve it.\"", "who")},
			[]string{"a/en/quiz.yaml:12:19 spelling: “Adicts” is in no dictionary", "a/en/quiz.yaml:12:40 spelling: “recieve” is in no dictionary"}},
		{"a figure of an item without sources", map[string]string{"a/en/quiz.yaml": quiz("It takes 3 minutes.", "")},
			[]string{"a/en/quiz.yaml:12:18 no-source: “3 minutes” has no source"}},
		{"a figure of an item with sources", map[string]string{"a/en/quiz.yaml": quiz("It takes 3 minutes.", "who")}, nil},
		{"the right answer is always the longest", map[string]string{"a/en/quiz.yaml": lengths(9, 9, 9)},
			[]string{"a/en/quiz.yaml:4:3 answer-length: whoever picks the longest answer gets 3.0 of 3 right, and by chance it would be 1.5"}},
		{"the right answer is always the shortest", map[string]string{"a/en/quiz.yaml": lengths(1, 1, 1)},
			[]string{"a/en/quiz.yaml:4:3 answer-length: whoever picks the shortest answer gets 3.0 of 3 right, and by chance it would be 1.5"}},
		{"the right answer is the longest now and then", map[string]string{"a/en/quiz.yaml": lengths(9, 1, 9)}, nil},
		{"a text for a region", map[string]string{"a/en/one.md": lesson("## The law\n\nStay.[^who]"), "a/en/nz/one.md": "## The law\n\nWait 3 minutes, adict.\n\n## More\n\nStay.[^who]\n"},
			[]string{"a/en/nz/one.md:3:6 no-source: “3 minutes” has no source", "a/en/nz/one.md:3:17 spelling: “adict” is in no dictionary"}},
		{"keys and values at the head of a handout", map[string]string{sheet: strings.Replace(head, "What helps", "\"What: hepls\"", 1) + "changes: [{version: 1.0, date: 2026-11-21, what: Wait 3 minutes.}]\n---\nStay.[^who]\n"},
			[]string{sheet + ":2:15 spelling: “hepls” is in no dictionary"}},
		{"a text over lines", map[string]string{"a/module.yaml": strings.Replace(string(library(nil)["a/module.yaml"].Data), "Say what helps.", "Say\n  what hepls.   # a note\n", 1)},
			[]string{"a/module.yaml:5:8 spelling: “hepls” is in no dictionary"}},
		{"a translation", map[string]string{
			sheet: head + "---\nWait 3 minutes.[^who]\n", "a/vi/handouts/sheet.md": "---\ntitle: Gì\naudience: Ai\ntranslates: 1.0\n---\nAddict, whith: 30%.[^who]\n\nCòn 7 minutes.\n"},
			[]string{"a/vi/handouts/sheet.md:8:5 no-source: “7 minutes” has no source"}},
		{"dates that have passed", map[string]string{
			"a/module.yaml":    strings.Replace(string(library(nil)["a/module.yaml"].Data), "2027-05-21", "2026-11-21", 1),
			sheet:              strings.Replace(head, "2027-05-21", "2027-01-20", 1) + "---\nStay.[^who]\n",
			"services/au.yaml": "- {id: line, name: Line, kinds: [drug-help], phone: 1800 888 236, checked: 2025-11-20}\n",
			"sources.yaml":     "who: {organisation: WHO, title: Opioids, checked: 2025-11-20}\nold: {organisation: WHO, title: Old, checked: 2025-11-22}\nnew: {organisation: WHO, title: New, checked: 2026-12-24}\n",
		}, []string{
			"sources.yaml:1:51 source-age: nobody has checked the source “who” since 2025-11-20",
			"sources.yaml:3:47 source-age: the source “new” was checked on a day that is still to come",
			"services/au.yaml:1:76 service-age: nobody has checked the service “line” since 2025-11-20",
			"a/module.yaml:7:12 review-date: the review date 2026-11-21 has passed: pages say “check before use”",
			sheet + ":5:12 review-date: the review date 2027-01-20 is less than 60 days away",
		}},
		{"an alert that is over", map[string]string{"alerts/heat.md": "---\ntitle: Hot days\nversion: 1.0\nurgency: notice\nfrom: 2026-10-01\nexpires: 2026-11-20\n---\nRest.[^who]\n"},
			[]string{"alerts/heat.md:6:10 review-date: the alert ended on 2026-11-20"}},
		{"texts of pictures", map[string]string{
			"a/images/x.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0L4 4"/></svg>`,
			"a/en/one.md":    lesson("![Image of a bench](../images/x.svg)\n\n![bench](../images/x.svg)\n\n![bench.svg is it](../images/x.svg)\n\n![Two people sit on a bench](../images/x.svg)\n\nStay.[^who]"),
		}, []string{
			"a/en/one.md:5:3 alt-text: the text of the picture begins by saying that it is one",
			"a/en/one.md:7:3 alt-text: the text “bench” does not say what the picture teaches",
			"a/en/one.md:9:3 alt-text: the text of the picture is the name of a file",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, found(t, library(c.files))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSuggestionsSayWhatToWrite(t *testing.T) {
	fsys := library(map[string]string{"a/en/one.md": lesson("An addict recieved it.[^who]")})
	cat, problems, err := content.Load(t.Context(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	advice, err := lint.Check(t.Context(), fsys, cat, lint.Options{Today: today, Found: problems})
	if err != nil || len(advice) != 2 {
		t.Fatal(advice, err)
	}
	if s := advice[0].Suggestion; s != "better: person who uses drugs, or person with a dependence; Power of Words" {
		t.Errorf("for a label: %q", s)
	}
	if s := advice[1].Suggestion; !strings.HasPrefix(s, "did you mean “received”") || !strings.Contains(s, "add it to “words” in lint.yaml") {
		t.Errorf("for a slip: %q", s)
	}
	if advice[0].Module != "a" {
		t.Errorf("the module is %q", advice[0].Module)
	}
}

func TestFilesThatTheLoaderCouldNotUseAreLeftOut(t *testing.T) {
	fsys := library(map[string]string{"a/en/one.md": lesson("An addict.[^who] <b>x</b>"), "handouts/en/x.md": "an addict", "handouts/en/_note.md": "an addict"})
	cat, problems, err := content.Load(t.Context(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	advice, err := lint.Check(t.Context(), fsys, cat, lint.Options{Today: today, Found: problems})
	if err != nil || len(advice) > 0 {
		t.Error(advice, err)
	}
}

func TestManyProblemsOfARuleAreCutShort(t *testing.T) {
	var words []string
	for i := range 40 {
		words = append(words, "wrng"+strings.Repeat(string(rune('a'+i%26)), i/26+2))
	}
	got := found(t, library(map[string]string{"a/en/one.md": lesson("Stay.[^who]\n\n- " + strings.Join(words, ".\n- "))}))
	if len(got) != 21 || !strings.HasSuffix(got[20], "spelling: there is more of this in the file") {
		t.Errorf("%d are listed, the last as %s", len(got), got[len(got)-1])
	}
}

// TestLongTexts would take minutes if any rule went through a text again for each of its parts.
func TestLongTexts(t *testing.T) {
	module := string(library(nil)["a/module.yaml"].Data)
	for _, part := range []string{"a.", "“", "‘", "\\\"", "word ", "wrng ", "3 minutes ", "addict ", "e.g. ", "one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six. ", "a\n  "} {
		text := strings.Repeat(part, 200_000/len(part))
		t.Run(fmt.Sprintf("of %q", part), func(t *testing.T) {
			fsys := library(map[string]string{"a/module.yaml": strings.Replace(module, "Say what helps.", "\""+text+"\"", 1)})
			cat, problems, err := content.Load(t.Context(), fsys)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := lint.Check(t.Context(), fsys, cat, lint.Options{Today: today, Found: problems}); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestCheckStopsWithItsContext(t *testing.T) {
	fsys := library(nil)
	cat, _, err := content.Load(t.Context(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := lint.Check(ctx, fsys, cat, lint.Options{Today: today}); !errors.Is(err, context.Canceled) || !strings.HasPrefix(err.Error(), "looking through the library: ") {
		t.Errorf("got %v", err)
	}
}

func TestOrderIsTheSameEachTime(t *testing.T) {
	files := map[string]string{"a/en/one.md": lesson("Adicts[^who] whith.\n\nWait 3 hours."), "a/en/quiz.yaml": quiz("Adicts whith.", ""), "sources.yaml": "who: {organisation: WHO, title: Opioids, checked: 2020-11-20}\n"}
	want := found(t, library(files))
	for range 5 {
		if diff := cmp.Diff(want, found(t, library(files))); diff != "" {
			t.Fatal(diff)
		}
	}
}
