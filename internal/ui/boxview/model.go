package boxview

import (
	"cmp"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
)

// mostPeople is how many sheets are made at once.
const mostPeople = 60

// usualPeople is how many are expected where the plan does not say.
const usualPeople = 10

// state is everything that the screen says besides the pages.
type state struct {
	Title, About string
	Draft        bool
	Parts        []partState
	Part         int
	People       int
	HasCodes     bool // there are questions before and after
	OwnCodes     bool
	CodesNote    string
	Large        bool
	Paper        int
}

// A partState is something that can be printed by itself.
type partState struct{ Text, Note string }

type model struct {
	plan  plan.Plan
	parts []paper.BoxPart // empty first: everything
	form  paper.BoxForm
}

// newModel begins with a part of the box, or everything.
func newModel(p plan.Plan, part paper.BoxPart, seed [32]byte) *model {
	m := &model{plan: p, form: paper.BoxForm{Form: paper.Form{Size: paper.A4}, People: cmp.Or(p.People, usualPeople), Part: part, Seed: seed}}
	m.parts = []paper.BoxPart{""}
	for _, part := range paper.BoxParts() {
		if m.has(part) {
			m.parts = append(m.parts, part)
		}
	}
	if !slices.Contains(m.parts, part) {
		m.form.Part = ""
	}
	return m
}

// has reports whether the plan has anything for a part.
func (m *model) has(part paper.BoxPart) bool {
	switch part {
	case paper.BoxConsent:
		return !m.plan.Brief
	case paper.BoxSheets, paper.BoxKey:
		return len(m.plan.Check) > 0 && !m.plan.Brief
	case paper.BoxHandouts:
		return len(m.plan.Handouts()) > 0
	}
	return true
}

func (m *model) state() state {
	s := state{
		Title: "Session in a box", About: m.plan.Title, Part: slices.Index(m.parts, m.form.Part), People: m.form.People,
		HasCodes: m.has(paper.BoxSheets), OwnCodes: m.form.OwnCodes, Large: m.form.Large, Paper: slices.Index(papers(), m.form.Size),
	}
	if m.plan.Brief {
		s.Title = "Brief talk on paper"
	}
	for _, p := range m.parts {
		s.Parts = append(s.Parts, m.describe(p))
	}
	for _, mod := range m.plan.Modules {
		s.Draft = s.Draft || mod.Draft
	}
	s.CodesNote = "Each person draws a ticket with a code. The codes are made anew each time you open this page, and no list of them is kept."
	if m.form.OwnCodes {
		s.CodesNote = "Each person makes a code that only they can make again, from questions on the sheet."
	}
	return s
}

func papers() []paper.Size { return []paper.Size{paper.A4, paper.Letter} }

func (m *model) describe(p paper.BoxPart) partState {
	switch p {
	case paper.BoxPlan:
		if m.plan.Brief {
			return partState{"The talk", "what to say in steps, five questions, what to have at hand"}
		}
		return partState{"The plan", "for you, to read at the table"}
	case paper.BoxMaterials:
		return partState{"What to bring", "a list to tick off"}
	case paper.BoxConsent:
		return partState{"Consent words", "to read out at the start"}
	case paper.BoxSheets:
		if m.form.OwnCodes {
			return partState{"Questions before and after", "a pair for each person"}
		}
		return partState{"Tickets, questions before and after", "a set for each person"}
	case paper.BoxKey:
		return partState{"Answer key", "for you, to key in the sheets"}
	case paper.BoxHandouts:
		return partState{"Handouts of the plan", "one of each for everybody"}
	case paper.BoxEvaluation:
		return partState{"How was it for you?", "a form for each person, without names"}
	}
	return partState{"Everything", "in the order in which you need it"}
}

// fileName is what the PDF is called when it is kept.
func (m *model) fileName() string {
	parts := []string{"session", cmp.Or(string(m.form.Part), "box")}
	if m.form.Large {
		parts = append(parts, "large")
	}
	return strings.Join(parts, "-") + ".pdf"
}
