package plan_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
)

// slides are those of a lesson with this Markdown below its title.
func slides(t testing.TB, text string) []plan.Slide {
	t.Helper()
	c := written(t, "", "# Signs\n\n"+text)
	all := plan.SlidesOf(&c.Modules[0], "l1")
	for _, s := range all {
		checkSlide(t, s)
	}
	return all
}

func checkSlide(t testing.TB, s plan.Slide) {
	t.Helper()
	if len(s.Lines) > plan.MostLines {
		t.Errorf("%q has %d lines", s.Title, len(s.Lines))
	}
	for _, l := range s.Lines {
		if n := utf8.RuneCountInString(l); n == 0 || n > plan.MostLine {
			t.Errorf("%q has a line of %d characters: %s", s.Title, n, l)
		}
	}
	if s.Title == "" || s.Kind == plan.PictureSlide && (s.Picture == "" || s.Alt == "") {
		t.Errorf("something is missing: %+v", s)
	}
}

func TestALessonBecomesSlides(t *testing.T) {
	who := []catalog.SourceKey{"who"}
	long := "This sentence is so long that it would never fit into a line of a slide for a room, however hard one tries."
	for _, test := range []struct {
		name, text string
		want       []plan.Slide
	}{
		{"prose is left to the facilitator", "Only words here. " + long, nil},
		{"a list is points", "## What helps\n\n- Air[^who]\n- **Call** now. Stay.\n", []plan.Slide{
			{Kind: plan.PointsSlide, Title: "What helps", Lines: []string{"Air", "Call now. Stay."}, Sources: who},
		}},
		{"a numbered list is numbered", "1. Call.\n2. Stay.\n", []plan.Slide{{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"Call.", "Stay."}, Numbered: true}}},
		{"one that begins later has its numbers in it", "3. Call.\n4. Stay.\n", []plan.Slide{{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"3. Call.", "4. Stay."}}}},
		{"a long list is two slides of like length", "- a\n- b\n- c\n- d\n- e\n- f\n- g\n", []plan.Slide{
			{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"a", "b", "c", "d"}}, {Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"e", "f", "g"}},
		}},
		{"an item of two long sentences stays together", "- " + long[:85] + "a. Call them and say where you are before you do anything else, and stay on the line.\n", []plan.Slide{
			{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{long[:85] + "a.", "Call them and say where you are before you do anything else, and stay on the line."}},
		}},
		{"an item that would need shortening is left out", "- Air.\n- Call. " + long + "\n", []plan.Slide{{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"Air."}}}},
		{"a numbered list without one of its steps is none", "1. Air.\n2. Call. " + long + "\n", nil},
		{"a warning is whole", "> [!WARNING]\n> Stay.\n>\n> - " + long + "[^who]\n", []plan.Slide{
			{Kind: plan.WarningSlide, Title: "Signs", Lines: []string{"Stay.", "This sentence is so long that it would never fit into a line of a slide for a room,", "however hard one tries."}, Sources: who},
		}},
		{"tips and notes are not shown", "> [!TIP]\n> Smile.\n\n> [!NOTE]\n> The law.\n", nil},
		{"questions and answers are lines", "| Ask | Answer |\n|---|---|\n| How soon? | In 2 to 5 minutes[^who] |\n| Breathing | Slow |\n| A break: prison | Less |\n", []plan.Slide{
			{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"How soon? In 2 to 5 minutes", "Breathing: Slow", "A break: prison – Less"}, Sources: who},
		}},
		{"what not to do is never an answer", "| Do | Do not |\n|---|---|\n| Wash it | Scrub it |\n| Call | |\n", []plan.Slide{
			{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"Do: Wash it", "Do not: Scrub it", "Do: Call"}},
		}},
		{"columns beside each other say which they are", "| It can tell | It can't tell |\n|---|---|\n| What is in it | What is in the rest |\n", []plan.Slide{
			{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"It can tell: What is in it", "It can't tell: What is in the rest"}},
		}},
		{"and so do those whose heads end alike", "| Talk first | Practise first |\n|---|---|\n| Five steps | You find him like this |\n", []plan.Slide{
			{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"Talk first: Five steps", "Practise first: You find him like this"}},
		}},
		{"a head of one word is a question", "| Drink | One standard drink |\n|---|---|\n| Wine | 100 mL |\n| \"Lend us 20.\" | \"No.\" |\n", []plan.Slide{
			{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"Wine: 100 mL", "\"Lend us 20.\" \"No.\""}},
		}},
		{"what to leave out is never a question", "| Leave this out | Because |\n|---|---|\n| Scrubbing it | Soap will do |\n", []plan.Slide{
			{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"Leave this out: Scrubbing it", "Because: Soap will do"}},
		}},
		{"a long answer has a slide of its own", "| They say | You say |\n|---|---|\n| It is late. | Go. |\n| They want to use again | It is still in you, and the spray wears off sooner. Stay here with me till then. |\n| Bye. | Stay. |\n", []plan.Slide{
			{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"It is late. Go."}},
			{Kind: plan.PointsSlide, Title: "They want to use again", Lines: []string{"It is still in you, and the spray wears off sooner. Stay here with me till then."}},
			{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"Bye. Stay."}},
		}},
		{"more columns are slides of their own", "| Check | Asleep | Overdose |\n|---|---|---|\n| Voice | Answers | None |\n| Skin | As usual | Pale |\n", []plan.Slide{
			{Kind: plan.PointsSlide, Title: "Signs – Asleep", Lines: []string{"Voice: Answers", "Skin: As usual"}},
			{Kind: plan.PointsSlide, Title: "Signs – Overdose", Lines: []string{"Voice: None", "Skin: Pale"}},
		}},
		{"a saying", "**Say it in your own words:** \"I act.\"[^who]", []plan.Slide{{Kind: plan.SayingSlide, Title: "Say it in your own words", Lines: []string{`"I act."`}, Sources: who}}},
		{"a condition right before a list is shown", "Give naloxone, then roll them.\n\n1. Kneel.\n2. Roll.\n", []plan.Slide{
			{Kind: plan.SayingSlide, Title: "Signs", Lines: []string{"Give naloxone, then roll them."}},
			{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"Kneel.", "Roll."}, Numbered: true},
		}},
		{"questions stay with their answers", "- Wash your hands with soap and warm water, for as long as you can. No tap? Then use a new swab for each finger.\n", []plan.Slide{
			{Kind: plan.PointsSlide, Title: "Signs", Lines: []string{"Wash your hands with soap and warm water, for as long as you can.", "No tap? Then use a new swab for each finger."}},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, slides(t, test.text)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	if got := plan.SlidesOf(&written(t, "").Modules[0], "nothing"); got != nil {
		t.Errorf("no lesson gives %v", got)
	}
}

func TestTablesOfOtherLanguagesSayWhichColumnIsWhich(t *testing.T) {
	c := written(t, "", "# Zeichen\n\n| Richtig | Falsch |\n|---|---|\n| Waschen | Schrubben |\n")
	m := c.Modules[0]
	m.Language = "de"
	got := plan.SlidesOf(&m, "l1")
	if diff := cmp.Diff([]string{"Richtig: Waschen", "Falsch: Schrubben"}, got[0].Lines); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestSlidesSayNothingThatLessonsDoNot holds for every lesson there is: what a line says stands in the lesson, in whole
// sentences, and every warning is complete.
func TestSlidesSayNothingThatLessonsDoNot(t *testing.T) {
	c := library(t)
	shown := 0
	for i := range c.Modules {
		m := &c.Modules[i]
		for _, l := range m.Lessons {
			all := plan.SlidesOf(m, l.ID)
			text, lines := letters(l.Title+l.Body.PlainText()), ""
			for _, s := range all {
				checkSlide(t, s)
				if s.Kind == plan.WarningSlide {
					lines += letters(strings.Join(s.Lines, ""))
				}
				if text := strings.Join(s.Lines, " "); s.Kind == plan.SayingSlide && strings.Count(text, `"`)%2 != 0 {
					t.Errorf("%s: a quote is open: %s", l.ID, text)
				}
				for _, line := range s.Lines {
					shown++
					if s.Kind != plan.PointsSlide && !strings.Contains(text, letters(line)) {
						t.Errorf("%s: the lesson does not say %q", l.ID, line)
					}
				}
			}
			for _, b := range l.Body.Blocks {
				if call, is := b.(catalog.Callout); is && call.Kind == catalog.Important {
					want := letters(catalog.Document{Blocks: call.Blocks}.PlainText())
					if !strings.Contains(lines, want) {
						t.Errorf("%s: the warning is not whole: %s", l.ID, want)
					}
				}
			}
			if len(all) < 2 {
				t.Errorf("%s has %d slides", l.ID, len(all))
			}
		}
	}
	if shown < 150 {
		t.Errorf("only %d lines are shown", shown)
	}
}

func FuzzSlides(f *testing.F) {
	for _, seed := range []string{"One. Two? Three! e.g. four.", strings.Repeat("word ", 60), strings.Repeat("x", 300), "Ja؟ نعم. 1. Zwei", "\"A.\" b. (C.) D"} {
		f.Add(seed, seed, true)
	}
	f.Fuzz(func(t *testing.T, a, b string, ordered bool) {
		span := func(s string) []catalog.Span { return []catalog.Span{{Text: s}} }
		para := func(s string) []catalog.Block { return []catalog.Block{catalog.Paragraph{Text: span(s)}} }
		m := &catalog.Module{Language: "en", Lessons: []catalog.Lesson{{ID: "l", Title: "T", Body: catalog.Document{Blocks: []catalog.Block{
			catalog.List{Ordered: ordered, Start: 1, Items: []catalog.ListItem{{Blocks: para(a)}, {Blocks: para(b)}, {}}},
			catalog.Callout{Kind: catalog.Warning, Blocks: para(b)},
			catalog.Table{Head: [][]catalog.Span{span(a), span(b)}, Rows: [][][]catalog.Span{{span(b), span(a)}, {span(""), span(b)}}},
			catalog.Table{Head: [][]catalog.Span{span(a), span(b), span(a)}, Rows: [][][]catalog.Span{{span(b), span(a), span(b)}}},
			catalog.Paragraph{Text: append([]catalog.Span{{Text: a, Bold: true}}, span(b)...)},
			catalog.Heading{Level: 2, Text: span(b)},
		}}}}}
		warned := ""
		for _, s := range plan.SlidesOf(m, "l") {
			checkSlide(t, s)
			if s.Kind == plan.WarningSlide {
				warned += strings.Join(s.Lines, "")
			}
		}
		squeezed := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if squeezed(warned) != squeezed(b) {
			t.Errorf("of the warning %q came %q", b, warned)
		}
	})
}
