package plan

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// A guide is what a module's guide says, by its ## headings.
type guide struct {
	prepare  []string
	sections []Section
	care     []Care
	brief    []catalog.Block // of "At the counter"; nil when there is none
}

// A part is a ## heading with what stands below it.
type part struct {
	title  string // as written
	blocks []catalog.Block
}

func partsOf(d catalog.Document) []part {
	all := []part{{}}
	for _, b := range d.Blocks {
		if h, is := b.(catalog.Heading); is && h.Level == 2 {
			all = append(all, part{title: textOf(h.Text)})
			continue
		}
		last := &all[len(all)-1]
		last.blocks = append(last.blocks, b)
	}
	return all
}

// readGuide reads the guide of a module.
func readGuide(m *catalog.Module) guide {
	var g guide
	for _, p := range partsOf(m.Guide.Body) {
		title := strings.ToLower(p.title)
		t, timed := TimingOf(p.title)
		switch {
		case timed:
			g.sections = append(g.sections, sectionOf(m, t, p.blocks))
		case strings.HasPrefix(title, "if ") || strings.HasPrefix(title, "when "):
			g.care = append(g.care, careOf(p)...)
		case g.brief == nil && (strings.HasPrefix(title, "at the counter") || strings.Contains(title, "-minute version")):
			g.brief = p.blocks
		default:
			for _, n := range notesOf(p.blocks) {
				g.prepare = append(g.prepare, n.Text)
			}
		}
	}
	g.setKinds()
	for i := range g.sections {
		g.sections[i].ID = SectionID(fmt.Sprintf("%s-%d", m.ID, i+1))
	}
	return g
}

// sectionOf reads one section of a guide. Show, Poll and Hand out become steps and handouts; everything else, and what
// stands beside their links, is a note.
func sectionOf(m *catalog.Module, t Timing, blocks []catalog.Block) Section {
	s := Section{Module: m.ID, Kind: Activity, Title: t.Title, Minutes: max(t.Minutes, 1), Usual: max(t.Minutes, 1)}
	if s.Title == "" {
		s.Title = m.Title
	}
	s.Least = leastOf(s.Usual)
	if t.Least > 0 {
		s.Least = min(t.Least, s.Usual)
	}
	var told []catalog.Block
	for _, b := range blocks {
		switch b := b.(type) {
		case catalog.Picture:
			slide := pictureSlide(s.Title, b)
			s.Steps = append(s.Steps, Step{Slide: &slide})
		case catalog.Paragraph:
			if lead, rest := leadOf(b); lead != NoLead {
				s.take(m, lead, rest)
				continue
			}
			if slide, is := agreementSlide(s.Title, b); is {
				s.Steps = append(s.Steps, Step{Slide: &slide})
			}
			told = append(told, b)
		default:
			told = append(told, b)
		}
	}
	s.Notes = append(s.Notes, notesOf(told)...)
	return s
}

// leadOf is the lead of a paragraph that shows, polls or hands out, and the spans behind it.
func leadOf(p catalog.Paragraph) (Lead, []catalog.Span) {
	if len(p.Text) == 0 || !p.Text[0].Bold {
		return NoLead, nil
	}
	switch lead := LeadOf(p.Text[0].Text); lead {
	case LeadShow, LeadPoll, LeadHandOut:
		return lead, p.Text[1:]
	}
	return NoLead, nil
}

// take makes steps and handouts of the spans behind a lead.
func (s *Section) take(m *catalog.Module, lead Lead, spans []catalog.Span) {
	var rest []catalog.Span
	for _, sp := range spans {
		switch {
		case lead == LeadShow && sp.Lesson != "":
			s.show(m, sp.Lesson)
		case lead == LeadPoll && sp.Code:
			if poll, ok := named(m, sp.Text); ok {
				s.Steps = append(s.Steps, Step{Poll: &poll})
			}
		case lead == LeadHandOut && sp.Code:
			if id := catalog.HandoutID(sp.Text); !slices.Contains(s.Handouts, id) {
				s.Handouts = append(s.Handouts, id)
			}
		case lead == LeadPoll && sp.Source == "":
			for _, q := range Quoted(sp.Text) {
				wall := WallOf(q)
				s.Steps = append(s.Steps, Step{Poll: &wall})
			}
			rest = append(rest, sp)
		default:
			rest = append(rest, sp)
		}
	}
	if text := textOf(rest); saysMore(quotedPattern.ReplaceAllString(text, "")) {
		s.Notes = append(s.Notes, Note{Kind: Do, Text: strings.Trim(text, " ,;"), Sources: sourcesOf(rest)})
	}
}

// saysMore reports whether there is more in a text than what stands between names.
func saysMore(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.ContainsFunc(words, func(w string) bool { return w != "and" && w != "or" && w != "then" })
}

func (s *Section) show(m *catalog.Module, lesson catalog.LessonID) {
	for _, slide := range SlidesOf(m, lesson) {
		s.Steps = append(s.Steps, Step{Slide: &slide})
	}
	s.aim(m, lessonObjectives(m, lesson)...)
}

// named finds an item or a scenario of a module.
func named(m *catalog.Module, text string) (Poll, bool) {
	kind, id := PollRef(text)
	if it, ok := m.Quiz.Item(quiz.ItemID(id)); ok && kind != ScenarioPoll {
		return PollOf(m, it), true
	}
	if s, ok := m.Scenario(scenario.ID(id)); ok && kind != ItemPoll {
		return ScenarioPollOf(m, s), true
	}
	return Poll{}, false
}

func lessonObjectives(m *catalog.Module, id catalog.LessonID) []catalog.ObjectiveID {
	if l, _, ok := m.Lesson(id); ok {
		return l.Objectives
	}
	return nil
}

// aim adds objectives of the module that the section works on.
func (s *Section) aim(m *catalog.Module, ids ...catalog.ObjectiveID) {
	for _, o := range m.Objectives {
		if slices.Contains(ids, o.ID) && !slices.Contains(s.Aims, o.Text) {
			s.Aims = append(s.Aims, o.Text)
		}
	}
}

// aimByPolls adds what the items and scenarios of the section are about.
func (s *Section) aimByPolls(m *catalog.Module) {
	for _, step := range s.Steps {
		switch {
		case step.Poll == nil:
		case step.Poll.Item != nil:
			s.aim(m, catalog.ObjectiveID(step.Poll.Item.Objective))
		case step.Poll.Scenario != nil:
			for _, o := range step.Poll.Scenario.Objectives {
				s.aim(m, catalog.ObjectiveID(o))
			}
		}
	}
}

// agreementSlide is what the group could agree on: a paragraph whose lead speaks of an agreement, by its semicolons.
func agreementSlide(title string, p catalog.Paragraph) (Slide, bool) {
	if len(p.Text) < 2 || !p.Text[0].Bold {
		return Slide{}, false
	}
	lead := leadText(p.Text[0].Text)
	if !strings.HasSuffix(lead, ":") || !strings.Contains(lead, "agreement") {
		return Slide{}, false
	}
	slide := Slide{Kind: PointsSlide, Title: title, Sources: sourcesOf(p.Text)}
	for line := range strings.SplitSeq(strings.TrimSuffix(textOf(p.Text[1:]), "."), ";") {
		if line = capitalised(strings.TrimSpace(line)); line != "" {
			slide.Lines = append(slide.Lines, line)
		}
	}
	return slide, slide.validate("") == nil
}

func capitalised(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if !unicode.IsLower(r) {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// careOf reads what to do when it gets hard: a list or paragraphs with bold leads, or a table.
func careOf(p part) []Care {
	var all []Care
	add := func(spans []catalog.Span, more string) {
		c := Care{When: p.title, Do: textOf(spans)}
		if len(spans) > 0 && spans[0].Bold {
			c = Care{When: strings.TrimRight(oneLine(spans[0].Text), ".: "), Do: textOf(spans[1:])}
		}
		if c.Do = oneLine(c.Do + " " + more); c.Do == "" {
			c = Care{When: p.title, Do: c.When}
		}
		all = append(all, c)
	}
	for _, b := range p.blocks {
		switch b := b.(type) {
		case catalog.List:
			for _, item := range b.Items {
				var spans []catalog.Span
				rest := item.Blocks
				if text, is := first(rest).(catalog.Paragraph); is {
					spans, rest = text.Text, rest[1:]
				}
				add(spans, noteTexts(rest))
			}
		case catalog.Table:
			for _, row := range b.Rows {
				all = append(all, Care{When: textOf(row[0]), Do: cells(row[1:])})
			}
		case catalog.Paragraph:
			add(b.Text, "")
		default:
			add(nil, noteTexts([]catalog.Block{b}))
		}
	}
	return slices.DeleteFunc(all, func(c Care) bool { return c.When == "" || c.Do == "" })
}

func noteTexts(blocks []catalog.Block) string {
	var all []string
	for _, n := range notesOf(blocks) {
		all = append(all, n.Text)
	}
	return strings.Join(all, " ")
}

// Titles that tell the kind of a section, by the words they begin with.
var (
	openings = []string{"welcome", "opening", "hello", "check-in", "check in", "introduction", "arrive"}
	closings = []string{"close", "closing", "goodbye", "check-out", "check out", "take one thing", "take home", "wrap up", "end"}
	breaks   = []string{"break", "pause", "lunch"}
	talks    = []string{"talk"}
)

func begins(title string, words []string) bool {
	title = strings.ToLower(title)
	return slices.ContainsFunc(words, func(w string) bool {
		rest, is := strings.CutPrefix(title, w)
		next, _ := utf8.DecodeRuneInString(rest)
		return is && !unicode.IsLetter(next)
	})
}

// setKinds tells what each section is for. Of three and more, the first opens and the last closes, whatever they are called.
func (g *guide) setKinds() {
	for i := range g.sections {
		s, enough := &g.sections[i], len(g.sections) >= 3
		switch {
		case begins(s.Title, breaks):
			s.Kind = Break
		case i == 0 && (enough || begins(s.Title, openings)):
			s.Kind = Opening
		case i == len(g.sections)-1 && (enough || begins(s.Title, closings)):
			s.Kind = Closing
		case begins(s.Title, talks):
			s.Kind = Talk
		}
	}
}
