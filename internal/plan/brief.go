package plan

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// How long a brief talk takes.
const (
	FewestBrief = 5
	MostBrief   = 15
)

// Brief makes a talk of 5 to 15 minutes of a module: from the guide's version for the counter or, without one, from what
// the lessons say in so many words. Its check has five items that can be asked aloud, the critical ones first, and its
// materials are the kit.
func Brief(c *catalog.Catalog, id catalog.ModuleID, minutes int) (Plan, error) {
	modules, err := find(c, []catalog.ModuleID{id})
	if err != nil {
		return Plan{}, err
	}
	m := modules[0]
	g := readGuide(m)
	p := Plan{
		Title: m.Title, Language: m.Language, Brief: true, Modules: []Module{moduleOf(m)},
		Care: g.care, Check: checkOf(modules, mostAsked, aloud),
	}
	p.Sections = briefSections(m, g.brief)
	if len(p.Sections) == 0 {
		p.Sections = spoken(m)
	}
	for i := range p.Sections {
		p.Sections[i].ID = SectionID(fmt.Sprintf("%s-brief-%d", m.ID, i+1))
	}
	p.Sections[0].Kind = Opening
	if last := len(p.Sections) - 1; last > 0 {
		p.Sections[last].Kind = Closing
	}
	kit := guide{sections: p.Sections}
	kit.spreadMaterials(m.Guide.Materials, true) // what the talk does not speak of stays at home
	kit.handOut(m)
	p.keepHandouts(c)
	p.showInBrief(m)
	p.addTitle()
	p.numberPolls()
	return p.Fit(min(max(minutes, FewestBrief), MostBrief)), nil
}

var (
	minutesInBrackets = regexp.MustCompile(`^\(([0-9]{1,2}) (?:minutes?|min)\)[:.]?\s*`)
	minutesOnly       = regexp.MustCompile(`^([0-9]{1,2}) (?:minutes?|min)$`)
)

// briefSections makes a section of each item of the list in the guide's version for the counter. A bold text at its head
// is the title, and minutes stand in brackets behind it or in place of it. What stands before the list is told first.
func briefSections(m *catalog.Module, blocks []catalog.Block) []Section {
	var sections []Section
	var before []catalog.Block
	for _, b := range blocks {
		l, is := b.(catalog.List)
		if !is {
			before = append(before, b)
			continue
		}
		for _, item := range l.Items {
			sections = append(sections, briefSection(m, len(sections)+1, item))
		}
	}
	if len(sections) > 0 {
		sections[0].Notes = append(notesOf(before), sections[0].Notes...)
	}
	return sections
}

func briefSection(m *catalog.Module, number int, item catalog.ListItem) Section {
	s := Section{Module: m.ID, Kind: Talk}
	minutes, rest := 0, item.Blocks
	if p, is := first(rest).(catalog.Paragraph); is && len(p.Text) > 0 && p.Text[0].Bold {
		title := strings.TrimRight(oneLine(p.Text[0].Text), ".: ")
		spans := slices.Clone(p.Text[1:])
		if n := minutesOnly.FindStringSubmatch(title); n != nil {
			minutes, _ = strconv.Atoi(n[1])
		} else if LeadOf(p.Text[0].Text) == NoLead {
			s.Title = title
		} else {
			spans = p.Text
		}
		if len(spans) > 0 {
			text := strings.TrimLeft(spans[0].Text, " ")
			if n := minutesInBrackets.FindStringSubmatch(text); n != nil {
				minutes, _ = strconv.Atoi(n[1])
				text = text[len(n[0]):]
			}
			spans[0].Text = strings.TrimLeft(text, ": ")
		}
		rest = append([]catalog.Block{catalog.Paragraph{Text: spans}}, rest[1:]...)
	}
	s.Notes = notesOf(rest)
	s.Title = cmp.Or(s.Title, fmt.Sprintf("Step %d", number))
	const usually = 2
	s.Usual = max(cmp.Or(minutes, usually), 1)
	s.Minutes, s.Least = s.Usual, max(s.Usual/2, 1)
	return s
}

// spoken makes a brief talk of a module whose guide has none.
func spoken(m *catalog.Module) []Section {
	section := func(title string, notes ...Note) Section {
		return Section{Module: m.ID, Kind: Talk, Title: title, Minutes: 2, Usual: 2, Least: 1, Notes: notes}
	}
	all := []Section{section(welcomeTitle, Note{Kind: Ask, Text: welcomeAsk})}
	for _, l := range m.Lessons {
		if notes := sayings(m, l); len(notes) > 0 {
			all = append(all, section(l.Title, notes...))
		}
	}
	return append(all, section(closeTitle, Note{Kind: Ask, Text: closeAsk}))
}

// showInBrief gives each section the pictures and warnings of the lessons that speak of the same: where their titles do,
// or where two words of the section stand in the headings and pictures of the lesson.
func (p *Plan) showInBrief(m *catalog.Module) {
	for _, l := range m.Lessons {
		title, outline := about(l.Title), about(outlineOf(l))
		at, best := 0, 1
		for i, s := range p.Sections {
			if n := 2*inCommon(about(s.Title), title) + inCommon(about(s.words()), outline); n > best {
				at, best = i, n
			}
		}
		if best == 1 {
			continue
		}
		s := &p.Sections[at]
		for _, slide := range SlidesOf(m, l.ID) {
			if slide.Kind == PictureSlide || slide.Kind == WarningSlide {
				s.Steps = append(s.Steps, Step{Slide: &slide})
			}
		}
		s.aim(m, l.Objectives...)
	}
}

// outlineOf is a lesson's title and headings, and what its pictures teach.
func outlineOf(l catalog.Lesson) string {
	words := l.Title
	l.Body.Walk(func(b catalog.Block) {
		switch b := b.(type) {
		case catalog.Heading:
			words += " " + textOf(b.Text)
		case catalog.Picture:
			words += " " + b.Alt
		}
	})
	return words
}
