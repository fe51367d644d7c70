package sheetview

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
)

// mostSheets is how many different sheets of questions can be chosen from.
const mostSheets = 99

// state is everything that the screen says of the sheet.
type state struct {
	Missing *missing // why there is no sheet; nil when there is one

	Title, About string
	Draft        bool
	Fresh        *catalog.Freshness // nil where it does not count
	Warning      string             // to be read before anything is printed
	Facts        []fact
	Note         string

	Shows    []string // what a sheet of questions can show; empty for other sheets
	Show     int
	HasLarge bool
	Large    bool
	Papers   []string
	Paper    int
	Number   string // of the sheet of questions; empty for other sheets
	CanLess  bool
	CanMore  bool
	HasName  bool // there may be a name
	NameHint string
}

// missing says why there is no sheet, and where to go instead.
type missing struct {
	Heading, Text, Action string
	To                    nav.Route
}

// A fact is one line of what is on the sheet.
type fact struct{ Name, Value string }

// model is what is known of the sheet and what was chosen.
type model struct {
	kind    nav.SheetKind
	catalog *catalog.Catalog
	module  *catalog.Module       // nil for a certificate
	proof   *progress.Certificate // nil for the others
	gone    *missing
	today   time.Time

	form  paper.QuizForm
	name  string // on the certificate: kept nowhere else
	pages int    // 0 while there are none
}

func newModel(c *catalog.Catalog, r progress.Record, route nav.Route, today time.Time) model {
	m := model{kind: route.Sheet, catalog: c, today: today, form: paper.QuizForm{Number: 1, Form: paper.Form{Size: paper.A4}}}
	if m.kind == nav.CertificateSheet {
		i := slices.IndexFunc(r.Certificates, func(p progress.Certificate) bool { return p.Number == route.Number })
		if i < 0 {
			m.gone = &missing{
				"This certificate is not here", "Your record on this computer has no certificate with this number.",
				"See your progress", nav.Route{Screen: nav.Progress},
			}
			return m
		}
		m.proof = &r.Certificates[i]
		return m
	}
	module, ok := c.Module(route.Module)
	back := nav.Route{Screen: nav.Module, Module: route.Module}
	switch {
	case !ok:
		m.gone = &missing{
			"This module is not here any more", "The content in use does not have it. It may have been taken out, or put together with another one.",
			"See all modules", nav.Route{Screen: nav.Learn},
		}
	case m.kind == nav.ChecklistSheet && len(module.Skills) == 0:
		m.gone = &missing{"Nothing to watch", "This module has no skills that a facilitator watches.", "Back to the module", back}
	case m.kind == nav.QuizSheet && len(module.Quiz.Items) == 0:
		m.gone = &missing{"No questions", "This module has no questions.", "Back to the module", back}
	}
	m.module = module
	return m
}

// shows are what a sheet of questions can show, in the order in which they are offered.
func shows() []paper.QuizShow {
	return []paper.QuizShow{paper.Blank, paper.WithAnswers, paper.AnswerKey}
}

func papers() []paper.Size { return []paper.Size{paper.A4, paper.Letter} }

func (m *model) state() state {
	if m.gone != nil {
		return state{Missing: m.gone}
	}
	s := state{Papers: []string{"A4", "Letter"}, Paper: slices.Index(papers(), m.form.Size), HasLarge: m.proof == nil, Large: m.form.Large}
	if m.module != nil {
		fresh := catalog.FreshnessOn(m.module.ReviewBy, m.today)
		s.About, s.Draft, s.Fresh, s.Warning = m.module.Title, m.module.Draft(), &fresh, m.warning()
		s.Facts = []fact{{"Version", m.module.Version}, {"Review by", glance.Date(m.module.ReviewBy)}}
	}
	switch m.kind {
	case nav.CertificateSheet:
		m.certificate(&s)
	case nav.ChecklistSheet:
		s.Title, s.Note = "Skills checklist", "Learners are told apart by a code that they make up. Nobody writes a name."
		s.Facts = append(s.Facts, fact{"Skills", fmt.Sprint(len(m.module.Skills))})
	default:
		m.questions(&s)
	}
	s.Facts = append(s.Facts, fact{"Paper", m.paper()})
	return s
}

func (m *model) questions(s *state) {
	s.Title, s.Note = "Question sheet", "Each person makes up a code of 4 characters. Nobody writes a name."
	s.Shows, s.Show = []string{"Blank", "With answers", "Answer key"}, slices.Index(shows(), m.form.Show)
	s.Number, s.CanLess, s.CanMore = fmt.Sprintf("Sheet %d", m.form.Number), m.form.Number > 1, m.form.Number < mostSheets
	asked := m.module.Quiz.Given(m.form.Number).Items
	s.Facts = append(s.Facts, fact{"Questions", fmt.Sprint(len(asked))})
	if n := count(asked, func(it quiz.Item) bool { return it.Critical }); n > 0 {
		s.Facts = append(s.Facts, fact{"Must be right", fmt.Sprint(n)})
	}
}

func (m *model) certificate(s *state) {
	c := m.proof
	s.Title, s.About, s.HasName = "Certificate", c.Title, true
	s.NameHint = "Printed only, not kept. Leave it empty for a certificate without a name."
	if m.named() {
		s.NameHint = "Printed only, not kept. So with a name it does not open in other programs, which may keep a copy."
	}
	s.Facts = []fact{{"Number", c.Number}, {"Issued on", glance.Date(c.Issued)}}
	for _, part := range c.Modules {
		s.Facts = append(s.Facts, fact{part.Title, "version " + part.Version + ", completed on " + glance.Date(part.Completed)})
		if module, ok := m.catalog.Module(part.Module); ok && module.Draft() {
			s.Draft = true
		}
	}
	if n := len(c.Skills); n > 0 {
		s.Facts = append(s.Facts, fact{"Skills that were seen", fmt.Sprint(n)})
	}
	s.Note = "It says what your record says. Whoever wants to check it holds the number or the square code against your record, in Passalong."
}

func count(items []quiz.Item, is func(quiz.Item) bool) int {
	n := 0
	for _, it := range items {
		if is(it) {
			n++
		}
	}
	return n
}

// paper is what it takes.
func (m *model) paper() string {
	name := "A4"
	if m.form.Size == paper.Letter {
		name = "Letter"
	}
	if m.pages == 0 {
		return name
	}
	return name + ", " + printout.PagesInWords(m.pages)
}

func (m *model) warning() string {
	if m.module == nil {
		return ""
	}
	return printout.OldWarning(m.module.ReviewBy, m.today)
}

// warnings is the warning as the print dialog shows it.
func (m *model) warnings() []printout.Warning {
	if text := m.warning(); text != "" {
		return []printout.Warning{{Title: "Out of date", Text: text}}
	}
	return nil
}

// named reports whether there is a name to print.
func (m *model) named() bool { return strings.TrimSpace(m.name) != "" }

// step goes to the sheet of questions by by numbers on.
func (m *model) step(by int) {
	m.form.Number = uint64(min(max(int(m.form.Number)+by, 1), mostSheets))
}

// fileName is what the PDF is called when it is kept. It never has the name of a person in it.
func (m *model) fileName() string {
	parts := []string{}
	switch m.kind {
	case nav.CertificateSheet:
		return "certificate-" + m.proof.Number + ".pdf"
	case nav.ChecklistSheet:
		parts = append(parts, string(m.module.ID), "checklist")
	default:
		what := map[paper.QuizShow]string{paper.Blank: "questions", paper.WithAnswers: "answers", paper.AnswerKey: "key"}[m.form.Show]
		parts = append(parts, string(m.module.ID), what, fmt.Sprint(m.form.Number))
	}
	if m.form.Large {
		parts = append(parts, "large")
	}
	return strings.Join(parts, "-") + ".pdf"
}

// called is what the sheet is in a sentence.
func (m *model) called() string {
	switch {
	case m.kind == nav.CertificateSheet:
		return "this certificate"
	case m.kind == nav.ChecklistSheet:
		return "this checklist"
	case m.form.Show == paper.AnswerKey:
		return "this answer key"
	}
	return "this question sheet"
}
