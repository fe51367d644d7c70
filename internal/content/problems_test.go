package content_test

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
)

// A problemCase is one way to spoil the good library, and everything that is said of it.
type problemCase struct {
	name  string
	edits []edit
}

func one(file, old, new string) []edit { return []edit{{file, old, new}} }

var update = flag.Bool("update", false, "write what is said of each case to testdata")

// checkProblems loads each case, and wants exactly the problems of the golden file. Unless the case says
// that both modules depend on what it spoils, beta has to be there each time.
func checkProblems(t *testing.T, golden string, cases []problemCase, also ...string) {
	t.Helper()
	var said strings.Builder
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			c, problems, err := content.Load(t.Context(), edited(t, test.edits...))
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&said, "== %s\n", test.name)
			broken := false
			for _, p := range problems {
				fmt.Fprintln(&said, p)
				broken = broken || p.Severity == catalog.Broken && p.Module == "alpha"
			}
			if _, ok := c.Module("alpha"); ok == broken {
				t.Errorf("alpha available: %t, broken: %t", ok, broken)
			}
			if _, ok := c.Module("beta"); ok == slices.Contains(also, test.name) {
				t.Errorf("beta available: %t", ok)
			}
		})
	}
	name := filepath.Join("testdata", golden+".txt")
	if *update {
		if err := os.WriteFile(name, []byte(said.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(said.String(), "\n")); diff != "" {
		t.Errorf("%s: -want +got:\n%s", name, diff)
	}
}

func TestTheGoodLibraryHasNoProblem(t *testing.T) {
	c, problems, err := content.Load(t.Context(), edited(t))
	if err != nil || len(problems) > 0 || len(c.Modules) != 2 {
		t.Errorf("got %v, %v", problems, err)
	}
}

const manifest = "alpha/module.yaml"

func TestProblemsOfYAML(t *testing.T) {
	long := "id: alpha\nk:\n"
	for i := range 2_100 {
		long += "  k" + strconv.Itoa(i) + ": 1\n"
	}
	checkProblems(t, "yaml", []problemCase{
		{name: "a mistyped key", edits: one(manifest, "title:", "titel:")},
		{name: "a key from nowhere", edits: one(manifest, "summary:", "zebra: 1\nsummary:")},
		{name: "a comma in a flow mapping", edits: one(manifest, "Recognise the signs", "Recognise the signs, and act")},
		{name: "a key given twice", edits: one(manifest, "minutes: 25", "minutes: 25\nminutes: 30")},
		{name: "a list where a text belongs", edits: one(manifest, "title: Responding", "title: [a, b]")},
		{name: "a text where a list belongs", edits: one(manifest, "regions: [au-vic]", "regions: au-vic")},
		{name: "a text where a mapping belongs", edits: one(manifest, "- {id: recognise, text: Recognise the signs}", "- recognise")},
		{name: "an empty value", edits: one(manifest, "title: Responding", "title:")},
		{name: "an empty text", edits: one(manifest, "title: Responding", `title: " "`)},
		{name: "a version without a minor part", edits: one(manifest, "version: 1.0", "version: 1")},
		{name: "a date that does not exist", edits: one(manifest, "2027-05-21", "2027-02-30")},
		{name: "a number out of range", edits: one(manifest, "minutes: 25", "minutes: 601")},
		{name: "a number in words", edits: one(manifest, "minutes: 25", "minutes: many")},
		{name: "an id in capitals", edits: one(manifest, "id: recognise", "id: Recognise")},
		{name: "an enumerated value", edits: one(manifest, "role: peer", "role: pear")},
		{name: "an anchor and an alias", edits: one(manifest, "title: Responding\nsummary: Notice it, and act.", "title: &t Responding\nsummary: *t")},
		{name: "a merge key", edits: one(manifest, "text: Recognise the signs", "<<: {text: Recognise}")},
		{name: "a tag", edits: one(manifest, "title: Responding", "title: !!str Responding")},
		{name: "a second document", edits: one(manifest, "prerequisites: []", "---\nprerequisites: []")},
		{name: "a text with a colon", edits: one(manifest, "title: Responding", "title: Overdose: responding")},
		{name: "no YAML at all", edits: one(manifest, "", "\tid: [")},
		{name: "an empty file", edits: one(manifest, "", "")},
		{name: "a list instead of keys", edits: one(manifest, "", "- a\n")},
		{name: "nesting without end", edits: one(manifest, "regions: [au-vic]", "regions: "+strings.Repeat("[", 30)+strings.Repeat("]", 30))},
		{name: "a bomb of aliases", edits: one(manifest, "", bomb())},
		{name: "a bomb of keys", edits: one(manifest, "", long)},
		{name: "a bomb of values", edits: one(manifest, "", "id: ["+strings.Repeat("1,", 60_000)+"]")},
		{name: "a file without end", edits: one(manifest, "", strings.Repeat("# nothing\n", 30_000))},
		{name: "an invisible character", edits: one(manifest, "title: Responding", "title: R\u200besponding")},
		{name: "an escaped change of direction", edits: one(manifest, "title: Responding", `title: "1\u202e0 mg"`)},
		{name: "bytes that are no UTF-8", edits: one(manifest, "title: Responding", "title: R\xffesponding")},
		{name: "a key that is missing", edits: one(manifest, "review_by: 2027-05-21\n", "")},
		{name: "a byte order mark and Windows line ends are fine", edits: one(manifest, "", "\ufeff"+strings.ReplaceAll(good()[manifest], "\n", "\r\n"))},
	})
}

func bomb() string {
	text := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'z'; c++ {
		refs := strings.Repeat("*"+string(c-1)+", ", 9)
		text += string(c) + ": &" + string(c) + " [" + refs + "]\n"
	}
	return text
}

func TestProblemsOfALibrary(t *testing.T) {
	checkProblems(t, "library", []problemCase{
		{name: "a module that is not there", edits: one("library.yaml", "[alpha, beta]", "[alpha, alpa, beta]")},
		{name: "a module in no track", edits: one("library.yaml", "[alpha, beta]", "[beta]")},
		{name: "a module twice in a track", edits: one("library.yaml", "[alpha, beta]", "[alpha, beta, alpha]")},
		{name: "a source of updates that is none", edits: one("library.yaml", "tracks:", "update: github.com/owner/repo\ntracks:")},
		{name: "a source note with a wrong date", edits: one("sources.yaml", "date: 2023-08", "date: 2023-13")},
		{name: "a source note without a title", edits: one("sources.yaml", "  title: Terms\n", "")},
		{name: "a source note at an http address", edits: one("sources.yaml", "https://www.who.int", "http://www.who.int")},
		{name: "a source file that is no YAML", edits: one("sources.yaml", "who-od:", "who-od: [")},
		{name: "a term explained twice", edits: one("glossary/en.yaml", "also: [opioids]", "also: [Naloxone]")},
		{name: "a glossary of another language", edits: []edit{{"glossary/vi.yaml", "", "- {term: tiêm, meaning: To inject.}\n"}}},
		{name: "a service that cannot be reached", edits: one("services/au-vic.yaml", "  phone: 1800 888 236\n  hours: 24 hours\n  web: https://www.directline.org.au\n", "")},
		{name: "a service of an unknown kind", edits: one("services/au-vic.yaml", "naloxone]", "nalaxone]")},
		{name: "a service with an unknown source", edits: one("services/au-vic.yaml", "source: dline", "source: dlin")},
		{name: "a service id in two regions", edits: []edit{{"services/au-nsw.yaml", "", "- {id: directline, name: D, kinds: [peer], phone: 000, checked: 2026-11-21}\n"}}},
		{name: "a file of services named after nothing", edits: []edit{{"services/AU.yaml", "", "[]"}}},
	}, "a source note with a wrong date", "a source note at an http address", "a source file that is no YAML")
}

func TestProblemsOfAModule(t *testing.T) {
	checkProblems(t, "module", []problemCase{
		{name: "an id that is not the folder's", edits: one(manifest, "id: alpha", "id: alfa")},
		{name: "a prerequisite that is not there", edits: one(manifest, "prerequisites: []", "prerequisites: [bete]")},
		{name: "a prerequisite that is itself", edits: one(manifest, "prerequisites: []", "prerequisites: [alpha]")},
		{name: "a language the library does not have", edits: one(manifest, "language: en", "language: vi")},
		{name: "two lessons of one id", edits: one(manifest, "id: second", "id: first")},
		{name: "a lesson for no objective", edits: one(manifest, "objectives: [recognise]}", "objectives: [recognize]}")},
		{name: "an objective nobody teaches or asks for", edits: one(manifest, "the signs}", "the signs}\n  - {id: act, text: Act at once}")},
		{name: "a lesson that is not there", edits: one(manifest, "01-first.md", "01-frist.md")},
		{name: "a lesson listed twice", edits: one(manifest, "02-second.md", "01-first.md")},
		{name: "a path out of the tree", edits: one(manifest, "guide: guide.md", "guide: ../../../secret.md")},
		{name: "an absolute path", edits: one(manifest, "guide: guide.md", "guide: /etc/passwd.md")},
		{name: "a handout id of another module", edits: []edit{
			{"library.yaml", "[alpha, beta]", "[beta, alpha]"}, {manifest, "alpha-steps", "beta-steps"},
		}},
		{name: "a file that nothing lists", edits: []edit{{"alpha/en/03-third.md", "", "# Third\n"}, {"alpha/README.md", "", "Hello"}}},
		{name: "a picture that nothing shows", edits: []edit{{"alpha/images/foot.svg", "", "<svg/>"}}},
		{name: "a reviewer without a date", edits: one(manifest, ", date: 2026-11-01", "")},
	})
}

const quizFile = "alpha/en/quiz.yaml"

func TestProblemsOfAQuiz(t *testing.T) {
	checkProblems(t, "quiz", []problemCase{
		{name: "an unknown type", edits: one(quizFile, "type: single", "type: singel")},
		{name: "two right answers to a single item", edits: one(quizFile, "text: Wait", "text: Wait\n        correct: true")},
		{name: "no right answer to a single item", edits: one(quizFile, "        correct: true\n", "")},
		{name: "no right answer to a multiple item", edits: one(quizFile, "type: single", "type: multiple")},
		{name: "a multiple item without a right answer", edits: []edit{{quizFile, "type: single", "type: multiple"}, {quizFile, "        correct: true\n", ""}}},
		{name: "one choice", edits: one(quizFile, "      - id: wait\n        text: Wait\n        feedback: No.\n", "")},
		{name: "a true-false item without unsure", edits: one(quizFile, "      - {id: unsure, feedback: Fair enough.}\n", "")},
		{name: "a true-false item with words", edits: one(quizFile, `{id: "true",`, `{id: "true", text: Yes,`)},
		{name: "unsure as the right answer", edits: one(quizFile, "{id: unsure,", "{id: unsure, correct: true,")},
		{name: "true and false both right", edits: one(quizFile, `{id: "false",`, `{id: "false", correct: true,`)},
		{name: "a choice without feedback", edits: one(quizFile, "        feedback: No.\n", "")},
		{name: "a choice twice", edits: one(quizFile, "id: wait", "id: shout")},
		{name: "an item twice", edits: one(quizFile, "id: wears-off", "id: first-check")},
		{name: "an unknown objective", edits: one(quizFile, "objective: recognise", "objective: recognize")},
		{name: "an unknown lesson", edits: one(quizFile, "lesson: first", "lesson: frist")},
		{name: "an unknown source", edits: one(quizFile, "[who-od]", "[who-ob]")},
		{name: "a pass mark over a hundred", edits: one(quizFile, "pass: 80", "pass: 101")},
		{name: "yes for true", edits: one(quizFile, "critical: true", "critical: yes")},
		{name: "shuffling what cannot be shuffled", edits: one(quizFile, "[items, choices]", "[items, answers]")},
	})
}

const lesson = "alpha/en/01-first.md"

// line puts a paragraph of its own into the lesson. It stands in line 5.
func line(text string) []edit { return one(lesson, "![A hand.]", text+"\n\n![A hand.]") }

func TestProblemsOfMarkdown(t *testing.T) {
	checkProblems(t, "markdown", []problemCase{
		{name: "an unknown source", edits: line("Naïve.[^who-do] More.[^nothing-like-it]")},
		{name: "a footnote definition with an address", edits: line("[^who-od]: https://www.who.int")},
		{name: "a footnote definition with words", edits: line("[^who-od]: World Health Organization, 2023")},
		{name: "HTML in a block", edits: line("<div>\nhello\n</div>")},
		{name: "HTML in a line", edits: line("Give <b>one</b> dose.")},
		{name: "a comment", edits: line("<!-- later -->")},
		{name: "a script as a link", edits: line("[x](javascript:alert(1))")},
		{name: "a data link", edits: line("[x](data:text/html,x)")},
		{name: "an http link", edits: line("[x](http://example.org)")},
		{name: "a link with a user", edits: line("[x](https://www.who.int@evil.example/)")},
		{name: "a link with a port", edits: line("<https://example.org:8080/>")},
		{name: "a link without a scheme", edits: line("[x](//evil.example)")},
		{name: "a link to a file", edits: line("[x](file:///c:/x)")},
		{name: "a link to letters that look alike", edits: line("[x](https://www.whо.int)")},
		{name: "a reference to a bad address", edits: line("[x][r]\n\n[r]: http://evil.example")},
		{name: "a mail address", edits: line("<mailto:a@b.example> and <a@b.example>")},
		{name: "a telephone number in words", edits: line("[call](tel:help)")},
		{name: "a lesson that is not there", edits: line("[x](02-secnd.md)")},
		{name: "an anchor", edits: line("[x](#there)")},
		{name: "a link without words", edits: line("[](https://example.org)")},
		{name: "a citation in a link", edits: line("[x[^who-od]](https://example.org)")},
		{name: "an unknown callout", edits: line("> [!WARNIG]\n> Stop.")},
		{name: "a callout with text in its first line", edits: line("> [!WARNING] Stop.")},
		{name: "a callout without text", edits: line("> [!WARNING]")},
		{name: "a callout in a list", edits: line("- > [!NOTE]\n  > Stop.")},
		{name: "a second title", edits: line("# Another")},
		{name: "a heading too deep", edits: line("##### Deep")},
		{name: "a heading that skips a level", edits: line("### Deep")},
		{name: "no title", edits: one(lesson, "# The first lesson\n", "")},
		{name: "a row with too many cells", edits: one(lesson, "| Breathing | Slow |", "| Breathing | Slow | Blue lips |")},
		{name: "an entity that hides a change of direction", edits: line("Give 1&#x202e;0 mg.")},
		{name: "an invisible character", edits: line("Give 1\u200b0 mg.")},
		{name: "a joiner in a number", edits: line("Give 1\u200d0 mg.")},
		{name: "joiners between letters are fine", edits: line("می\u200cخواهم and 👩\u200d⚕")},
		{name: "bytes that are no UTF-8", edits: line("Give \xff.")},
		{name: "quotes without end", edits: line(strings.Repeat(">", 48<<10))},
		{name: "brackets without end", edits: line(strings.Repeat("[", 10_000))},
		{name: "emphasis without end", edits: line(strings.Repeat("*a ", 10_000))},
		{name: "lists without end", edits: line(strings.Repeat("- ", 30) + "a")},
		{name: "a file without end", edits: line(strings.Repeat("word ", 30_000))},
		{name: "a short lesson", edits: one("alpha/en/02-second.md", "", "# Second\n\nToo short.\n")},
		{name: "a long lesson", edits: line(strings.Repeat("word ", 400))},
		{name: "an empty lesson", edits: one("alpha/en/02-second.md", "", "# Second\n")},
	})
}

func TestProblemsOfGuidesAndHandouts(t *testing.T) {
	const guide, handout = "alpha/en/guide.md", "alpha/en/handouts/steps.md"
	told := func(text string) []edit { return one(guide, "Say goodbye.", text) }
	checkProblems(t, "sheets", []problemCase{
		{name: "minutes that do not add up", edits: one(guide, "(5 min)", "(15 min)")},
		{name: "at least more than there are", edits: one(guide, "(5 min)", "(5 min, at least 6)")},
		{name: "at least in words", edits: one(guide, "(5 min)", "(5 min, at least two)")},
		{name: "a poll that is not there", edits: told("**Poll:** `first-chek`, `item door`")},
		{name: "a poll that could be two things", edits: []edit{{guide, "Say goodbye.", "**Poll:** `wears-off`"}, {"alpha/en/scenario-door.yaml", "id: alpha-door", "id: wears-off"}}},
		{name: "polls that are there", edits: told("**Poll:** `first-check` `scenario alpha-door` \"What now?\"")},
		{name: "a poll without its colon", edits: told("**Poll** `first-check`")},
		{name: "a poll with its colon behind", edits: told("**Poll**: `first-check`")},
		{name: "a long question for the wall", edits: told("**Poll:** \"" + strings.Repeat("What? ", 30) + "\"")},
		{name: "minutes written out", edits: one(guide, "(5 min)", "(5 minutes)")},
		{name: "minutes that are none", edits: one(guide, "(5 min)", "(5 min each)")},
		{name: "a poll of nothing", edits: told("**Poll:** ask them")},
		{name: "a lesson that is not there", edits: told("**Show:** [First](01-frist.md)")},
		{name: "a page that is no lesson", edits: told("**Show:** [First](https://example.org/page)")},
		{name: "a lesson and a picture that are there", edits: told("**Show:** [First](01-first.md)\n\n**Show:**\n\n![A hand.](../images/hand.svg)")},
		{name: "a handout that is not there", edits: told("**Hand out:** `alpha-stps`")},
		{name: "a handout of another module", edits: told("**Hand out:** `beta-steps`")},
		{name: "nothing handed out", edits: told("**Hand out:** the cards")},
		{name: "shown in a list", edits: told("- **Show:** [First](01-first.md)")},
		{name: "polled before the start", edits: one(guide, "## Welcome (10 min)", "## Before you start\n\n**Poll:** `first-check`\n\n## Welcome (10 min)")},
		{name: "no front matter", edits: one(guide, "---\n", "")},
		{name: "front matter without end", edits: one(handout, "---\n## Check", "## Check")},
		{name: "an unknown key in front matter", edits: one(handout, "audience:", "audiense:")},
		{name: "an unknown format", edits: one(handout, "[a4]", "[a4, foldedcard]")},
		{name: "an unknown kind of service", edits: one(handout, "[naloxone]", "[naloxon]")},
		{name: "a title of its own", edits: one(handout, "## Check", "# Check")},
		{name: "a link to a lesson", edits: one(handout, "1. Shout.", "1. [Shout](../01-first.md).")},
		{name: "a link that is no address", edits: one(handout, "https://www.health.vic.gov.au/page", "www.health.vic.gov.au")},
	})
}

const svgFile = "alpha/images/hand.svg"

func TestProblemsOfPictures(t *testing.T) {
	showing := func(name string) edit { return edit{lesson, "../images/hand.svg", name} }
	checkProblems(t, "pictures", []problemCase{
		{name: "a picture that is not there", edits: []edit{showing("../images/hnad.svg")}},
		{name: "a picture out of the tree", edits: []edit{showing("../../../secret.png")}},
		{name: "a remote picture", edits: []edit{showing("https://evil.example/p.png")}},
		{name: "a picture on a disk", edits: []edit{showing("file:///c:/p.png")}},
		{name: "a picture with a query", edits: []edit{showing("../images/hand.svg?u=1")}},
		{name: "no alt text", edits: one(lesson, "![A hand.]", "![]")},
		{name: "a picture in a sentence", edits: one(lesson, "![A hand.]", "Look: ![A hand.]")},
		{name: "a picture with a title", edits: one(lesson, "hand.svg)", `hand.svg "Hand")`)},
		{name: "a picture of another kind", edits: []edit{showing("../images/hand.gif"), {"alpha/images/hand.gif", "", "GIF89a"}, {svgFile, "", gone}}},
		{name: "20,000 pixels", edits: []edit{showing("../images/hand.png"), {"alpha/images/hand.png", "", string(hugePNG(t))}, {svgFile, "", gone}}},
		{name: "a picture cut off", edits: []edit{showing("../images/hand.png"), {"alpha/images/hand.png", "", string(smallPNG(t)[:60])}, {svgFile, "", gone}}},
		{name: "a text that says it is a picture", edits: []edit{showing("../images/hand.jpg"), {"alpha/images/hand.jpg", "", "hello"}, {svgFile, "", gone}}},
		{name: "a picture that is too large", edits: []edit{showing("../images/hand.png"), {"alpha/images/hand.png", "", strings.Repeat("x", 3<<20)}, {svgFile, "", gone}}},
		{name: "a good picture", edits: []edit{showing("../images/hand.png"), {"alpha/images/hand.png", "", string(smallPNG(t))}, {svgFile, "", gone}}},
		{name: "a script in an SVG", edits: one(svgFile, "<path", "<script>x</script>\n<path")},
		{name: "text in an SVG", edits: one(svgFile, "<path", "<text x=\"1\">Hi</text>\n<path")},
		{name: "words between elements", edits: one(svgFile, "<path", "Hi\n<path")},
		{name: "a style in an SVG", edits: one(svgFile, `fill="none"`, `style="fill:none"`)},
		{name: "a handler in an SVG", edits: one(svgFile, `fill="none"`, `onload="x()"`)},
		{name: "a link in an SVG", edits: one(svgFile, `fill="none"`, `xlink:href="http://evil.example"`)},
		{name: "an address as a colour", edits: one(svgFile, `fill="none"`, `fill="url(#g)"`)},
		{name: "a mistyped attribute", edits: one(svgFile, `fill="none"`, `fil="none"`)},
		{name: "an entity in an SVG", edits: one(svgFile, "<svg", "<!DOCTYPE svg [<!ENTITY a \"b\">]>\n<svg")},
		{name: "an undefined entity", edits: one(svgFile, "A hand", "A &hand;")},
		{name: "another namespace", edits: one(svgFile, "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml")},
		{name: "no viewBox", edits: one(svgFile, ` viewBox="0 0 48 30"`, "")},
		{name: "a viewBox of three numbers", edits: one(svgFile, "0 0 48 30", "0 0 48")},
		{name: "an SVG that does not end", edits: one(svgFile, "</svg>", "")},
		{name: "too many elements", edits: one(svgFile, "<path", strings.Repeat("<g/>", 6000)+"<path")},
		{name: "elements within elements", edits: one(svgFile, "<path", strings.Repeat("<g>", 40)+strings.Repeat("</g>", 40)+"<path")},
	})
}

func smallPNG(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 12, 8))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// hugePNG says that it has 20,000 pixels a side, in the 70 bytes of a small one.
func hugePNG(t *testing.T) []byte {
	t.Helper()
	src := smallPNG(t)
	const width = 16 // offset of width and height in the file
	copy(src[width:], []byte{0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20})
	return rechecked(src)
}

// rechecked mends the checksum of the head of a PNG file.
func rechecked(src []byte) []byte {
	const head, end = 12, 29 // the IHDR chunk without its length
	binary.BigEndian.PutUint32(src[end:], crc32.ChecksumIEEE(src[head:end]))
	return src
}
