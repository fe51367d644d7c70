package sheetview

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/nav"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func library() *catalog.Catalog {
	return &catalog.Catalog{Modules: []catalog.Module{
		{
			ID: "overdose", Version: "1.2", Title: "Responding to an overdose", ReviewBy: day("2027-05-21"),
			Quiz: quiz.Quiz{ID: "overdose-quiz", Draws: []quiz.Draw{{Count: 2}}, Items: []quiz.Item{
				{ID: "a", Kind: quiz.Single, Critical: true}, {ID: "b", Kind: quiz.Single}, {ID: "c", Kind: quiz.Single}, {ID: "d", Kind: quiz.Short, Survey: true},
			}},
			Skills: []catalog.Skill{{ID: "recovery", Title: "Recovery position", Steps: []catalog.SkillStep{{ID: "arm", Text: "Puts the arm out"}}}},
		},
		{ID: "words", Version: "1.0", Title: "Words", ReviewBy: day("2027-05-21"), Reviewers: []catalog.Reviewer{{Role: "clinical"}, {Role: "legal"}, {Role: "peer"}}},
	}}
}

func record() progress.Record {
	return progress.Record{Certificates: []progress.Certificate{{
		Number: "7K3F-9Q2M-XW4T-7", Kind: progress.ModuleCertificate, Subject: "overdose", Title: "Responding to an overdose",
		Modules: []progress.CertifiedModule{{Module: "overdose", Title: "Responding to an overdose", Version: "1.1", Completed: day("2026-11-20")}},
		Skills:  []string{"Recovery position"}, Issued: day("2026-11-22"),
	}}}
}

func modelOf(kind nav.SheetKind, today string) model {
	return newModel(library(), record(), nav.Route{Screen: nav.Sheet, Sheet: kind, Module: "overdose", Number: "7K3F-9Q2M-XW4T-7"}, day(today))
}

func TestStateOfQuestions(t *testing.T) {
	m := modelOf(nav.QuizSheet, "2026-11-22")
	fresh := catalog.Fresh
	want := state{
		Title: "Question sheet", About: "Responding to an overdose", Draft: true, Fresh: &fresh,
		Facts: []fact{{"Version", "1.2"}, {"Review by", "21 May 2027"}, {"Questions", "3"}, {"Must be right", "1"}, {"Paper", "A4"}},
		Note:  "Each person makes up a code of 4 characters. Nobody writes a name.",
		Shows: []string{"Blank", "With answers", "Answer key"}, HasLarge: true, Papers: []string{"A4", "Letter"},
		Number: "Sheet 1", CanMore: true,
	}
	if diff := cmp.Diff(want, m.state()); diff != "" {
		t.Error(diff)
	}
	m.form.Show, m.form.Size, m.form.Large, m.pages = paper.AnswerKey, paper.Letter, true, 2
	m.step(1)
	s := m.state()
	if s.Show != 2 || s.Paper != 1 || !s.Large || s.Number != "Sheet 2" || !s.CanLess || s.Facts[4].Value != "Letter, 2 pages" {
		t.Errorf("after choosing otherwise: %+v", s)
	}
}

func TestStateOfAChecklist(t *testing.T) {
	m := modelOf(nav.ChecklistSheet, "2026-11-22")
	s := m.state()
	if s.Title != "Skills checklist" || len(s.Shows) > 0 || s.Number != "" || s.HasName || !s.HasLarge {
		t.Errorf("%+v", s)
	}
	if diff := cmp.Diff(fact{"Skills", "1"}, s.Facts[2]); diff != "" {
		t.Error(diff)
	}
}

func TestStateOfACertificate(t *testing.T) {
	m := modelOf(nav.CertificateSheet, "2026-11-22")
	s := m.state()
	want := []fact{
		{"Number", "7K3F-9Q2M-XW4T-7"}, {"Issued on", "22 November 2026"},
		{"Responding to an overdose", "version 1.1, completed on 20 November 2026"}, {"Skills that were seen", "1"}, {"Paper", "A4"},
	}
	if diff := cmp.Diff(want, s.Facts); diff != "" {
		t.Error(diff)
	}
	if !s.HasName || s.HasLarge || len(s.Shows) > 0 || s.Fresh != nil || !s.Draft || s.Warning != "" || m.named() || m.name != "" {
		t.Errorf("%+v", s)
	}
	without := s.NameHint
	m.name = "  "
	if m.named() || m.state().NameHint != without {
		t.Error("spaces are taken for a name")
	}
	m.name = "Robin"
	if s := m.state(); !m.named() || s.NameHint == without || !strings.Contains(s.NameHint, "not kept") {
		t.Errorf("with a name: %q", s.NameHint)
	}
	m.proof.Modules[0].Module = "words"
	if m.state().Draft {
		t.Error("a certificate of reviewed content is called a draft")
	}
	m.proof.Modules[0].Module = "gone"
	if m.state().Draft {
		t.Error("a certificate of a module that is gone is called a draft")
	}
}

func TestWarningsOfOldContent(t *testing.T) {
	for _, c := range []struct {
		kind  nav.SheetKind
		today string
		warns bool
	}{
		{nav.QuizSheet, "2027-05-21", false}, {nav.QuizSheet, "2027-05-22", true},
		{nav.ChecklistSheet, "2027-05-22", true}, {nav.CertificateSheet, "2027-05-22", false},
	} {
		m := modelOf(c.kind, c.today)
		if got := m.state().Warning != ""; got != c.warns {
			t.Errorf("%s on %s warns: %v", c.kind, c.today, got)
		}
	}
}

func TestWhatThereIsNot(t *testing.T) {
	for _, c := range []struct {
		name  string
		route nav.Route
		to    nav.Route
	}{
		{"questions of a module that is gone", nav.Route{Sheet: nav.QuizSheet, Module: "gone"}, nav.Route{Screen: nav.Learn}},
		{"skills of a module that is gone", nav.Route{Sheet: nav.ChecklistSheet, Module: "gone"}, nav.Route{Screen: nav.Learn}},
		{"a module without questions", nav.Route{Sheet: nav.QuizSheet, Module: "words"}, nav.Route{Screen: nav.Module, Module: "words"}},
		{"a module without skills", nav.Route{Sheet: nav.ChecklistSheet, Module: "words"}, nav.Route{Screen: nav.Module, Module: "words"}},
		{"another number", nav.Route{Sheet: nav.CertificateSheet, Number: "0000"}, nav.Route{Screen: nav.Progress}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newModel(library(), record(), c.route, day("2026-11-22"))
			s := m.state()
			if s.Missing == nil || s.Missing.To != c.to || s.Missing.Heading == "" || s.Missing.Text == "" || s.Missing.Action == "" {
				t.Errorf("%+v", s.Missing)
			}
		})
	}
}

func TestStepsStayWithinTheSheetsThereAre(t *testing.T) {
	m := modelOf(nav.QuizSheet, "2026-11-22")
	for _, c := range []struct {
		by   int
		want uint64
	}{{-1, 1}, {1, 2}, {200, 99}, {1, 99}, {-98, 1}} {
		if m.step(c.by); m.form.Number != c.want {
			t.Errorf("after %+d: %d, want %d", c.by, m.form.Number, c.want)
		}
	}
}

func TestFileNamesSayWhatItIsAndNoName(t *testing.T) {
	for _, c := range []struct {
		kind   nav.SheetKind
		form   paper.QuizForm
		file   string
		called string
	}{
		{nav.QuizSheet, paper.QuizForm{Number: 3}, "overdose-questions-3.pdf", "this question sheet"},
		{nav.QuizSheet, paper.QuizForm{Number: 3, Show: paper.WithAnswers, Form: paper.Form{Large: true}}, "overdose-answers-3-large.pdf", "this question sheet"},
		{nav.QuizSheet, paper.QuizForm{Number: 1, Show: paper.AnswerKey}, "overdose-key-1.pdf", "this answer key"},
		{nav.ChecklistSheet, paper.QuizForm{Form: paper.Form{Large: true}}, "overdose-checklist-large.pdf", "this checklist"},
		{nav.CertificateSheet, paper.QuizForm{}, "certificate-7K3F-9Q2M-XW4T-7.pdf", "this certificate"},
	} {
		m := modelOf(c.kind, "2026-11-22")
		m.form, m.name = c.form, "Robin"
		if m.fileName() != c.file || m.called() != c.called {
			t.Errorf("%q and %q, want %q and %q", m.fileName(), m.called(), c.file, c.called)
		}
	}
}
