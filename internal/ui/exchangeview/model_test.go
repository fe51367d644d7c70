package exchangeview

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
)

// withQuiz is a model of a module that asks these items.
func withQuiz(t *testing.T, items ...quiz.Item) *model {
	t.Helper()
	c := &catalog.Catalog{Modules: []catalog.Module{{ID: "basics", Title: "The basics", Quiz: quiz.Quiz{ID: "q", Pass: 80, Items: items}}}}
	m := newModel(c, "basics")
	all, err := exportAll(m.module.Quiz)
	if err != nil {
		t.Fatal(err)
	}
	m.ready = all
	return m
}

func single(id quiz.ItemID, prompt string) quiz.Item {
	return quiz.Item{ID: id, Kind: quiz.Single, Objective: "o", Lesson: "l", Prompt: prompt, Choices: []quiz.Choice{
		{ID: "a", Text: "Yes", Correct: true, Feedback: "Right."}, {ID: "b", Text: "No", Feedback: "Not yet."},
	}}
}

func order(id quiz.ItemID, prompt string) quiz.Item {
	return quiz.Item{ID: id, Kind: quiz.Order, Objective: "o", Lesson: "l", Prompt: prompt, Choices: []quiz.Choice{
		{ID: "a", Text: "Call"}, {ID: "b", Text: "Breathe"}, {ID: "c", Text: "Wait"},
	}}
}

func TestWhatDoesNotGoAlongIsListedByQuestion(t *testing.T) {
	hinted := single("call", "Who do you call?")
	hinted.Hint = "Three digits."
	m := withQuiz(t, single("see", "What do you see?"), hinted, order("steps", strings.Repeat("Put these in order, ", 9)))
	m.format = 1 // GIFT has neither orders nor hints
	want := list{Heading: "What does not go along", Entries: []entry{
		{Title: "The quiz as a whole", Lines: []string{"The pass mark of 80 %"}},
		{Title: "Question 2: Who do you call?", Lines: []string{"The hint"}},
		{
			Title: "Question 3: Put these in order, Put these in order, Put these in order…",
			Lines: []string{"The question itself: GIFT has none that put things in order"},
		},
	}}
	s := m.state().Out
	if diff := cmp.Diff(want, s.Losses); diff != "" {
		t.Error(diff)
	}
	if want := "2 of 3 questions go along. 1 of them loses something, as listed below."; s.Summary != want {
		t.Errorf("sums up %q", s.Summary)
	}
	if s.Action != "Save as GIFT" || m.fileName() != "basics-questions.txt" || !s.CanSave {
		t.Errorf("offers %q as %q", s.Action, m.fileName())
	}
}

func TestSummingUpWhatGoesAlong(t *testing.T) {
	tests := map[string]struct {
		items int
		lost  []exchange.Lost
		want  string
	}{
		"everything":        {2, nil, "2 questions go along, with everything that belongs to them."},
		"one question":      {1, nil, "1 question goes along, with everything that belongs to them."},
		"all but rules":     {2, []exchange.Lost{{What: "the pass mark"}}, "2 questions go along. The rules of the quiz do not, as listed below."},
		"parts of one":      {2, []exchange.Lost{{What: "the hint", Line: 1}, {What: "the unit", Line: 1}}, "2 questions go along. 1 of them loses something, as listed below."},
		"parts of several":  {3, []exchange.Lost{{What: "the hint", Line: 1}, {What: "the unit", Line: 3}}, "3 questions go along. 2 of them lose something, as listed below."},
		"not one":           {3, []exchange.Lost{{What: "the question", Line: 2, Out: true}}, "2 of 3 questions go along. What stays behind is listed below."},
		"not one, and part": {3, []exchange.Lost{{What: "the question", Line: 2, Out: true}, {What: "the hint", Line: 3}}, "2 of 3 questions go along. 1 of them loses something, as listed below."},
		"none":              {1, []exchange.Lost{{What: "the question", Line: 1, Out: true}}, "None of the questions can go along in this format."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := &model{ready: []export{{lost: tt.lost}, {}}}
			if got := m.sumUp(tt.items); got != tt.want {
				t.Errorf("says %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTheWayOutBeforeItIsKnownAndWithoutQuestions(t *testing.T) {
	m := withQuiz(t, single("a", "What?"))
	m.ready = nil
	if s := m.state().Out; s.CanSave || s.Summary == "" || s.None {
		t.Errorf("before it is known: %+v", s)
	}
	m = withQuiz(t, order("steps", "In order:"))
	m.format = 1 // GIFT has no orders
	if s := m.state().Out; s.CanSave {
		t.Errorf("a file without questions can be saved: %+v", s)
	}
	if s := withQuiz(t).state().Out; s.CanSave || !s.None {
		t.Errorf("without questions: %+v", s)
	}
	if s := newModel(&catalog.Catalog{}, "gone").state(); s.Both || s.Way != bringIn || s.Module != "" {
		t.Errorf("without a module: %+v", s)
	}
}

// read imports a text, as opening a file does.
func read(t *testing.T, text string) *model {
	t.Helper()
	in, err := exchange.Import([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	m := newModel(&catalog.Catalog{}, "")
	m.opened("/usb/week1.txt", in)
	return m
}

func TestEveryFaultIsListedWithItsLine(t *testing.T) {
	m := read(t, "::first:: Is it warm? {=Yes ~No}\n\n::second {=a\n\n// a note\n$CATEGORY: x\n\nIs it late? {T}\n")
	s := m.state().In
	if s.Source != "week1.txt · GIFT" || s.Heading != "2 questions came through" || s.Good || !s.CanPractise || !s.CanSave {
		t.Errorf("says %+v", s)
	}
	var got []string
	for _, l := range s.Faults {
		got = append(got, l.Heading)
		for _, e := range l.Entries {
			got = append(got, fmt.Sprintf("%s | %s | %s | %s", e.Where, e.Title, strings.Join(e.Lines, " "), e.Next))
		}
		got = append(got, l.More)
	}
	want := []string{
		"1 place could not be read", "Line 3 |  | The name of the question does not end. | Close it with ::.", "",
		"2 questions need more before they can be published", "Show which",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	m.show[2] += many
	open := m.state().In.Faults[1].Entries
	if len(open) != 2 || open[0].Title != "Is it warm?" || open[0].Where != "Line 1" {
		t.Errorf("opened: %+v", open)
	}
}

func TestNothingIsDroppedFromLongLists(t *testing.T) {
	var in exchange.Imported
	for i := range few + many + 12 {
		in.Faults = append(in.Faults, exchange.Fault{Kind: exchange.Refused, Line: i + 1, Reason: "no answers"})
	}
	m := newModel(&catalog.Catalog{}, "")
	m.opened("a.txt", in)
	for _, want := range []struct {
		entries int
		more    string
	}{{few, "And 112 more: show the next 100"}, {few + many, "And 12 more"}, {few + many + 12, ""}} {
		l := m.state().In.Faults[0]
		if len(l.Entries) != want.entries || l.More != want.more {
			t.Errorf("%d entries and %q, want %d and %q", len(l.Entries), l.More, want.entries, want.more)
		}
		m.show[0] += many
	}
	if s := m.state().In; s.Heading != "No question came through" || s.CanPractise || s.CanSave {
		t.Errorf("says %+v", s)
	}
}

func TestWhatSumsUpAFile(t *testing.T) {
	item := single("a", "What?")
	tests := map[string]struct {
		in      exchange.Imported
		summary string
		good    bool
	}{
		"all of it": {exchange.Imported{Quiz: quiz.Quiz{Items: []quiz.Item{item}}}, "Nothing in the file was left out.", true},
		"all of it, unfinished": {
			exchange.Imported{Quiz: quiz.Quiz{Items: []quiz.Item{item}}, Faults: []exchange.Fault{{Kind: exchange.Unfinished, Item: "a", Reason: "needs a lesson"}}},
			"Nothing in the file was left out.", true,
		},
		"some of it": {
			exchange.Imported{Quiz: quiz.Quiz{Items: []quiz.Item{item}}, Faults: []exchange.Fault{{Kind: exchange.Changed, Item: "a", Reason: "not carried: a picture"}}},
			"Everything that is missing is listed below, with its line in the file.", false,
		},
		"none of it":     {exchange.Imported{Faults: []exchange.Fault{{Kind: exchange.Refused, Reason: "no"}}}, "Everything that is missing is listed below, with its line in the file.", false},
		"nothing to see": {exchange.Imported{}, "There are no questions in this file.", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := newModel(&catalog.Catalog{}, "")
			m.opened("a.txt", tt.in)
			if s := m.state().In; s.Summary != tt.summary || s.Good != tt.good {
				t.Errorf("says %q, good %v", s.Summary, s.Good)
			}
		})
	}
}

func TestWhyAFileIsNotOpenedInWords(t *testing.T) {
	tests := map[string]struct {
		err  error
		want string
	}{
		"too large":     {exchange.ErrTooLarge, "This file is larger than 32 MB, which is the most that is read."},
		"neither":       {exchange.ErrUnknown, "This file is neither GIFT nor Moodle XML."},
		"not allowed":   {fs.ErrPermission, "This computer does not let you read this file."},
		"not there":     {fs.ErrNotExist, "There is no file of that name."},
		"anything else": {errors.New("the cable was cut"), "Something went wrong."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := explainOpening(fmt.Errorf("reading a.txt: %w", tt.err))
			if got.What != tt.want || got.Next == "" {
				t.Errorf("says %+v", got)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "close it with ::": "Close it with ::.", "élan": "Élan.", "Done.": "Done.", "cut short…": "Cut short…",
	} {
		if got := sentence(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestAQuizForALibraryIsNamedAfterItsFile(t *testing.T) {
	for file, want := range map[string]quiz.ID{"/usb/Week 1.xml": "week-1", "/usb/第一週.txt": "quiz"} {
		m := newModel(&catalog.Catalog{}, "")
		m.opened(file, exchange.Imported{Quiz: quiz.Quiz{Items: []quiz.Item{single("a", "What?")}}})
		if got := m.toWrite().ID; got != want {
			t.Errorf("%s is named %q, want %q", file, got, want)
		}
		if strings.Contains(m.noteOnWriting(), "Line breaks") {
			t.Error("it speaks of line breaks where there are none")
		}
		m.imported.Quiz.Items[0].Prompt = "What?\nWhy?"
		if !strings.Contains(m.noteOnWriting(), "Line breaks") {
			t.Error("line breaks are lost in silence")
		}
	}
}
