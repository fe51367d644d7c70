package handout_test

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/quiz"
)

// A kindOfSheet is one that is not a handout.
type kindOfSheet struct {
	name  string
	title string // of the PDF
	tags  []string
	make  func(t *testing.T, form paper.Form) (paper.Sheet, error)
}

func kindsOfSheet() []kindOfSheet {
	ofQuiz := func(show paper.QuizShow) func(*testing.T, paper.Form) (paper.Sheet, error) {
		return func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			in := quizInput(show)
			in.Form.Form = form
			return newPress(t).Quiz(t.Context(), in)
		}
	}
	const module = ": Responding to an opioid overdose"
	return []kindOfSheet{
		{"questions", "Question sheet" + module, []string{"H2", "L (block)", "LI", "Lbl"}, ofQuiz(paper.Blank)},
		{"questions with answers", "Questions with answers" + module, []string{"H2", "L (block)", "LI", "Lbl"}, ofQuiz(paper.WithAnswers)},
		{"key", "Answer key" + module, []string{"Table", "TH"}, ofQuiz(paper.AnswerKey)},
		{"checklist", "Skills checklist" + module, []string{"H2", "Table", "TH"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			return newPress(t).Checklist(t.Context(), checklistInput(form))
		}},
		{"certificate", "Certificate" + module, []string{"H2", "L (block)", "Figure"}, func(t *testing.T, form paper.Form) (paper.Sheet, error) {
			in := certificateInput()
			in.Size = form.Size
			return newPress(t).Certificate(t.Context(), in)
		}},
	}
}

func TestSheetsAreSoundTaggedAndTheSameEachTime(t *testing.T) {
	areSoundTaggedAndTheSame(t, kindsOfSheet())
}

func areSoundTaggedAndTheSame(t *testing.T, kinds []kindOfSheet) {
	t.Helper()
	for _, kind := range kinds {
		for name, form := range map[string]paper.Form{"A4": {}, "letter": {Size: paper.Letter}, "A4 in large print": {Large: true}} {
			t.Run(kind.name+" on "+name, func(t *testing.T) {
				sheet, err := kind.make(t, form)
				if err != nil {
					t.Fatal(err)
				}
				keep(t, sheet.PDF)
				if again, err := kind.make(t, form); err != nil || !bytes.Equal(sheet.PDF, again.PDF) {
					t.Errorf("the same input gave different bytes (error %v)", err)
				}
				if got := pageCount(t, sheet.PDF); got != sheet.Pages {
					t.Errorf("the PDF has %d pages, the sheet says %d", got, sheet.Pages)
				}
				isSound(t, sheet.PDF)
				embedsItsFonts(t, sheet.PDF)
				isTagged(t, sheet.PDF, kind)
				size := "A4"
				if form.Size == paper.Letter {
					size = "letter"
				}
				if info := tool(t, sheet.PDF, "pdfinfo", "PDF"); !regexp.MustCompile(`Page size:.*` + size).MatchString(info) {
					t.Errorf("the paper is not %s:\n%s", size, info)
				}
			})
		}
	}
}

func isTagged(t *testing.T, pdf []byte, kind kindOfSheet) {
	t.Helper()
	info := tool(t, pdf, "pdfinfo", "PDF")
	for _, want := range []string{`Title:\s+` + kind.title + "\n", `Author:\s+The project`, `Tagged:\s+yes`, `JavaScript:\s+no`} {
		if !regexp.MustCompile(want).MatchString(info) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, info)
		}
	}
	if !strings.Contains(tool(t, pdf, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-"), "/Lang (en)") {
		t.Error("the PDF has no language")
	}
	structure := tool(t, pdf, "pdfinfo", "-struct", "PDF")
	for _, want := range kind.tags {
		if !strings.Contains(structure, want) {
			t.Errorf("the tags have no %q", want)
		}
	}
}

func TestTextOfSheetsIsNeverSource(t *testing.T) {
	const hostile = "#panic(\"boom\") $x$ ] } ) \\u{41} <pages> @pages *b* _i_ // c ``` `` #let doc = 1 </script>\u202e"
	q := quizInput(paper.WithAnswers)
	q.Module.Title, q.Library.Title, q.Module.Version = hostile, hostile, hostile
	for i := range q.Module.Quiz.Items {
		it := &q.Module.Quiz.Items[i]
		it.Prompt, it.Explanation, it.Sources = hostile, hostile, []string{hostile}
		if it.Kind == quiz.Number {
			it.Unit = hostile
			continue
		}
		for j := range it.Choices {
			it.Choices[j].Text += hostile
			it.Choices[j].Match += hostile
		}
	}
	list := checklistInput(paper.Form{})
	list.Module.Title = hostile
	list.Module.Skills = []catalog.Skill{{ID: "s", Title: hostile, Steps: []catalog.SkillStep{{ID: "a", Text: hostile}}}}
	cert := certificateInput()
	cert.Name, cert.Payload = hostile, hostile
	cert.Certificate.Title, cert.Certificate.Number, cert.Certificate.Objectives, cert.Certificate.Skills = hostile, hostile, []string{hostile}, []string{hostile}
	cert.Certificate.Modules[0].Title = hostile
	press := newPress(t)
	for name, make := range map[string]func() (paper.Sheet, error){
		"questions":   func() (paper.Sheet, error) { return press.Quiz(t.Context(), q) },
		"key":         func() (paper.Sheet, error) { q.Form.Show = paper.AnswerKey; return press.Quiz(t.Context(), q) },
		"checklist":   func() (paper.Sheet, error) { return press.Checklist(t.Context(), list) },
		"certificate": func() (paper.Sheet, error) { return press.Certificate(t.Context(), cert) },
	} {
		t.Run(name, func(t *testing.T) {
			sheet, err := make()
			if err != nil {
				t.Fatal(err)
			}
			if text := textOf(t, sheet.PDF); !strings.Contains(text, `#panic("boom")`) {
				t.Error("the text was not printed as it stands")
			}
		})
	}
}

func TestBundledSheets(t *testing.T) {
	c, _, err := content.Load(t.Context(), os.DirFS("../../modules"))
	if err != nil {
		t.Fatal(err)
	}
	press := newPress(t)
	for i := range c.Modules {
		m := &c.Modules[i]
		for _, show := range []paper.QuizShow{paper.Blank, paper.WithAnswers, paper.AnswerKey} {
			t.Run(string(m.ID)+" "+string(show), func(t *testing.T) {
				in := handout.QuizInput{Module: m, Library: c.Library, Sources: c.Sources, Form: paper.QuizForm{Show: show, Number: 1}}
				sheet, err := press.Quiz(t.Context(), in)
				if err != nil {
					t.Fatal(err)
				}
				keep(t, sheet.PDF)
				t.Logf("%d pages at %g points", sheet.Pages, sheet.TextSize)
				if show == paper.AnswerKey && sheet.Pages > 1 {
					t.Error("the key takes more than a page")
				}
			})
		}
		if len(m.Skills) == 0 {
			continue
		}
		t.Run(string(m.ID)+" skills", func(t *testing.T) {
			sheet, err := press.Checklist(t.Context(), handout.ChecklistInput{Module: m, Library: c.Library})
			if err != nil {
				t.Fatal(err)
			}
			keep(t, sheet.PDF)
		})
	}
}
