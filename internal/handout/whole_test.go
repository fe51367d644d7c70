package handout_test

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// steps is a section whose first and last words can be found again.
func steps(name string, items int) []catalog.Block {
	list := catalog.List{}
	for i := range items {
		text := "Do this one thing and then look at them again"
		if i == 0 {
			text = name + "first " + text
		}
		if i == items-1 {
			text += " " + name + "last"
		}
		list.Items = append(list.Items, catalog.ListItem{Blocks: []catalog.Block{say(text)}})
	}
	return []catalog.Block{head(2, "What comes now"), list}
}

func TestStepsThatBelongTogetherStayOnOneSide(t *testing.T) {
	for _, c := range []struct {
		format   paper.Format
		sections int
		items    int
		width    float64 // of a panel, in millimetres
	}{
		{paper.TriFold, 3, 6, 297.0 / 3},
		{paper.TriFold, 3, 7, 297.0 / 3},
		{paper.FoldedCard, 2, 3, 52.5},
		{paper.BookletA5, 3, 8, 148.5},
		{paper.BookletA5, 5, 7, 148.5},
	} {
		t.Run(fmt.Sprintf("%d sections of %d lines as %s", c.sections, c.items, c.format.Name()), func(t *testing.T) {
			in := sample()
			in.Form = paper.HandoutForm{Format: c.format}
			in.Handout.Body.Blocks, in.Handout.Short = nil, nil
			for i := range c.sections {
				in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, steps(fmt.Sprintf("Part%d", i), c.items)...)
			}
			all := placedWords(t, madeSheet(t, in).PDF)
			sides := map[float64]bool{}
			for i := range c.sections {
				first, last := find(t, all, fmt.Sprintf("Part%dfirst", i)), find(t, all, fmt.Sprintf("Part%dlast", i))
				side := math.Floor(first.left / (c.width * 72 / 25.4))
				if math.Floor(last.left/(c.width*72/25.4)) != side || last.top < first.top {
					t.Errorf("section %d begins on one side and ends on another", i)
				}
				sides[side] = true
			}
			if len(sides) < 2 {
				t.Error("everything is on one side, so nothing was shown")
			}
		})
	}
}

var pageOf = regexp.MustCompile(`>(\d)/(\d)<`)

// TestNoPanelOfALeafletIsEmpty makes leaflets of many lengths, for it is the last line of a panel that pushes out what
// follows it.
func TestNoPanelOfALeafletIsEmpty(t *testing.T) {
	panel := 297.0 / 3 * 72 / 25.4
	for try := range 45 {
		lines, heads := 22+try/3, try%3 // by which the length grows in small steps
		in := sample()
		in.Form = paper.HandoutForm{Format: paper.TriFold}
		in.Handout.Services, in.Handout.Link, in.Handout.Short = []string{"drug-help"}, "", nil
		in.Handout.Body.Blocks = []catalog.Block{head(2, "What to do")}
		for range lines {
			in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, say("Look at them again."))
		}
		for range heads {
			in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, head(3, "Then"))
		}
		in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, catalog.Paragraph{Text: []catalog.Span{{Text: "Stay."}, {Text: "1", Source: "who-od"}}})
		sides := strings.Split(tool(t, madeSheet(t, in).PDF, "pdftotext", "-bbox", "PDF", "-"), "<page ")[1:]
		for number, side := range sides {
			says := map[float64]int{} // words of text and sources, by panel
			numbered := map[float64]string{}
			for _, m := range wordLine.FindAllStringSubmatch(side, -1) {
				var left, top float64
				if _, err := fmt.Sscan(m[1]+" "+m[2], &left, &top); err != nil {
					t.Fatal(err)
				}
				if found := pageOf.FindString(m[0]); found != "" {
					numbered[math.Floor(left/panel)] = found
				} else if top < 555 { // of 595, and what stands below is the foot
					says[math.Floor(left/panel)]++
				}
			}
			for at, page := range numbered {
				if says[at] == 0 {
					t.Errorf("%d lines and %d headings: page %s on side %d is empty", lines, heads, strings.Trim(page, "<>"), number+1)
				}
			}
		}
	}
}

func TestHelpStaysOnOneSideOfAFlyer(t *testing.T) {
	for items := 12; items <= 30; items++ {
		in := sample()
		in.Form = paper.HandoutForm{Format: paper.LeafletA5}
		in.Handout.Body.Blocks, in.Handout.Services, in.Local = steps("Part", items), []string{"drug-help"}, nil
		in.Services = nil
		for i := range 3 {
			in.Services = append(in.Services, catalog.Service{
				ID: catalog.ServiceID(fmt.Sprintf("line-%d", i)), Region: "au-vic", Name: fmt.Sprintf("Line%d", i), Kinds: []string{"drug-help"},
				Phone: "1800 000 000", Hours: "24 hours, every day", Note: "Free and confidential, for anyone in Victoria.", Web: "line.example.org",
			})
		}
		for number, page := range strings.Split(tool(t, madeSheet(t, in).PDF, "pdftotext", "PDF", "-"), "\f") {
			if strings.Contains(page, "Line0") != strings.Contains(page, "Line2") {
				t.Errorf("%d items: page %d has some of the help lines, and not all", items, number+1)
			}
		}
	}
}

func TestAPosterThatIsFullSaysOnceWhatItIs(t *testing.T) {
	in := sample()
	in.Form = paper.HandoutForm{Format: paper.PosterA3}
	in.Handout.Body.Blocks, in.Handout.Short = nil, nil
	for i := range 3 {
		in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, steps(fmt.Sprintf("Part%d", i), 5)...)
	}
	text := textOf(t, madeSheet(t, in).PDF)
	if strings.Contains(text, "Far away") || strings.Contains(text, "24 hours") {
		t.Fatal("there is room for everything, so nothing was shown")
	}
	for _, once := range []string{"Draft", "Version 1.2", "CC BY-SA 4.0"} {
		if n := strings.Count(text, once); n != 1 {
			t.Errorf("%q is there %d times, want once", once, n)
		}
	}
}

func TestRoomForAPenIsALine(t *testing.T) {
	for _, room := range []string{"____________", "………………………………"} {
		in := bare("en", "My dates", "Dose: "+room+" and then "+room)
		pdf := pdfOf(t, in)
		if text := textOf(t, pdf); strings.ContainsAny(text, "_…") {
			t.Errorf("what the author wrote for a line is on the paper: %q", text)
		}
		all := placedWords(t, pdf)
		dose, and := find(t, all, "Dose:"), find(t, all, "and")
		if and.top != dose.top || and.left-dose.right < 60 {
			t.Errorf("between %v and %v there is no room to write", dose, and)
		}
	}
}

func TestHelpLinesStandTwoAndTwoWhereAColumnIsWide(t *testing.T) {
	for format, want := range map[paper.Format]bool{paper.LeafletA5: true, paper.Screen: true, paper.LeafletA4: false} {
		in := sample()
		in.Form = paper.HandoutForm{Format: format}
		in.Handout.Services = []string{"drug-help", "poisons"}
		all := placedWords(t, madeSheet(t, in).PDF)
		one, two := find(t, all, "DirectLine"), find(t, all, "Poisons")
		if beside := one.top == two.top && one.right < two.left; beside != want {
			t.Errorf("%s: side by side is %v, want %v", format, beside, want)
		}
	}
}

func TestTypeOnACardIsSmallerBeforeStepsGoOverToTheBack(t *testing.T) {
	for items := 2; items <= 4; items++ {
		in := sample()
		in.Form = paper.HandoutForm{Format: paper.Card}
		in.Handout.Services, in.Handout.Short, in.Local = []string{"emergency"}, nil, nil
		in.Handout.Body.Blocks = append(steps("Part0", 3), steps("Part1", items)...)
		sheet := madeSheet(t, in)
		if sheet.TextSize < 8 {
			t.Errorf("%d lines: the type is of %g points, want 8 at least", items, sheet.TextSize)
		}
		for side, text := range strings.Split(tool(t, sheet.PDF, "pdftotext", "PDF", "-"), "\f") {
			if strings.Contains(text, "Part1first") != strings.Contains(text, "Part1last") {
				t.Errorf("%d lines: side %d has some of the second section, and not all", items, side+1)
			}
		}
	}
}

func TestTheHeadingOfTheSourcesStandsAboveOne(t *testing.T) {
	for try := range 64 {
		lines, heads := 18+try/4, try%4
		in := sample()
		in.Form = paper.HandoutForm{Format: paper.Screen}
		in.Handout.Services, in.Handout.Link, in.Local = nil, "", nil
		in.Handout.Body.Blocks = []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: "Stay."}, {Text: "1", Source: "who-od"}, {Text: "2", Source: "nowhere"}}}}
		for range lines {
			in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, say("Look at them again."))
		}
		for range heads {
			in.Handout.Body.Blocks = append(in.Handout.Body.Blocks, head(3, "Then"))
		}
		for number, page := range strings.Split(tool(t, madeSheet(t, in).PDF, "pdftotext", "PDF", "-"), "\f") {
			if strings.Contains(page, "Where this comes from") != strings.Contains(page, "World Health Organization") {
				t.Errorf("%d lines and %d headings: page %d has the heading or the first source alone", lines, heads, number+1)
			}
		}
	}
}
