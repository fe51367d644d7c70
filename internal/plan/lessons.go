package plan

import (
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
)

// Words for a module whose guide says nothing.
const (
	welcomeTitle = "Welcome"
	closeTitle   = "Take one thing home"
	welcomeAsk   = "What do you already know about this?"
	closeAsk     = "What would you tell a friend about this?"
)

// lessonSections makes sections of the lessons of a module without a guide. Each asks the critical items of its lesson.
func lessonSections(m *catalog.Module) []Section {
	section := func(kind SectionKind, title string, minutes int) Section {
		minutes = max(minutes, 1)
		return Section{Module: m.ID, Kind: kind, Title: title, Minutes: minutes, Usual: minutes, Least: leastOf(minutes)}
	}
	open := section(Opening, welcomeTitle, 5)
	wall := WallOf(welcomeAsk)
	open.Notes, open.Steps = []Note{{Kind: Ask, Text: welcomeAsk}}, []Step{{Poll: &wall}}
	all := []Section{open}
	for _, l := range m.Lessons {
		const forTalk = 2 // a lesson is read in its minutes; in a group it is talked about too
		s := section(Talk, l.Title, l.Minutes*forTalk)
		s.Notes = sayings(m, l)
		s.show(m, l.ID)
		for _, it := range m.Quiz.Items {
			if it.Critical && it.Lesson == string(l.ID) {
				poll := PollOf(m, it)
				s.Steps = append(s.Steps, Step{Poll: &poll})
			}
		}
		all = append(all, s)
	}
	end := section(Closing, closeTitle, 5)
	end.Notes = []Note{{Kind: Ask, Text: closeAsk}}
	all = append(all, end)
	for i := range all {
		all[i].ID = SectionID(fmt.Sprintf("%s-%d", m.ID, i+1))
	}
	return all
}

// sayings are notes of what a lesson says in so many words: its warnings, and the lines that it offers.
func sayings(m *catalog.Module, l catalog.Lesson) []Note {
	var notes []Note
	for _, slide := range slidesOf(l.Title, m.Language, l.Body.Blocks) {
		switch slide.Kind {
		case SayingSlide:
			notes = append(notes, Note{Kind: Say, Text: joinLines(slide.Lines), Sources: slide.Sources})
		case WarningSlide:
			notes = append(notes, Note{Kind: Watch, Text: joinLines(slide.Lines), Sources: slide.Sources})
		}
	}
	return notes
}

// showLessons gives slides to the sections of a guide that shows nothing: each lesson goes to the section that asks its
// items or speaks of the same, and else to the first that has no slides yet.
func (g *guide) showLessons(m *catalog.Module) {
	if slices.ContainsFunc(g.sections, Section.shows) {
		return
	}
	for i, lessons := range g.lessonsFor(m) {
		s := &g.sections[i]
		own := s.Steps
		asked := slices.IndexFunc(own, func(st Step) bool { return st.Poll != nil })
		if asked < 0 {
			asked = len(own)
		}
		s.Steps = slices.Clone(own[:asked])
		for _, l := range lessons {
			s.show(m, l)
		}
		s.Steps = append(s.Steps, own[asked:]...)
	}
}

// shows reports whether a guide gave a section slides, besides the agreement of the opening.
func (s Section) shows() bool {
	return slices.ContainsFunc(s.Steps, func(st Step) bool {
		return st.Slide != nil && (st.Slide.Kind != PointsSlide || s.Kind != Opening)
	})
}

// lessonsFor spreads the lessons over the sections, in their order in each.
func (g *guide) lessonsFor(m *catalog.Module) [][]catalog.LessonID {
	var free []int
	for i, s := range g.sections {
		if s.Kind == Activity || s.Kind == Talk {
			free = append(free, i)
		}
	}
	if len(free) == 0 {
		for i := range g.sections {
			free = append(free, i)
		}
	}
	at, taken := make([]int, len(m.Lessons)), make(map[int]bool)
	for n, l := range m.Lessons {
		best := 0
		for _, i := range free {
			if fits := g.sections[i].fits(m, l); fits > best {
				at[n], best = i+1, fits
				taken[i] = true
			}
		}
	}
	given := make([][]catalog.LessonID, len(g.sections))
	for n, l := range m.Lessons {
		if at[n] == 0 {
			i := slices.IndexFunc(free, func(i int) bool { return !taken[i] })
			if i < 0 {
				i = len(free) - 1
			}
			at[n], taken[free[i]] = free[i]+1, true
		}
		given[at[n]-1] = append(given[at[n]-1], l.ID)
	}
	return given
}

// fits says how well a lesson goes with a section: by the items that the section asks, and by the words of its title.
func (s *Section) fits(m *catalog.Module, l catalog.Lesson) int {
	n := 0
	for _, step := range s.Steps {
		if step.Poll != nil && step.Poll.Item != nil && step.Poll.Item.Lesson == string(l.ID) {
			n += 10
		}
	}
	words := l.Title
	for _, o := range m.Objectives {
		if slices.Contains(l.Objectives, o.ID) {
			words += " " + o.Text
		}
	}
	return n + inCommon(about(s.Title), about(words))
}

// spreadMaterials gives each thing to the sections that speak of it: of at least half of what it is about or, if few words
// will do, of one of them. What no section speaks of is returned.
func (g *guide) spreadMaterials(materials []string, fewWords bool) (left []string) {
	texts := make([]map[string]bool, len(g.sections))
	for i, s := range g.sections {
		texts[i] = about(s.words())
	}
	for _, thing := range materials {
		words, placed := about(thing), false
		enough := max((len(words)+1)/2, 1)
		if fewWords {
			enough = 1
		}
		for i := range g.sections {
			if inCommon(words, texts[i]) >= enough {
				g.sections[i].Materials, placed = append(g.sections[i].Materials, thing), true
			}
		}
		if !placed {
			left = append(left, thing)
		}
	}
	return left
}

// words are a section's title and notes.
func (s *Section) words() string {
	words := s.Title
	for _, n := range s.Notes {
		words += " " + n.Text
	}
	return words
}

// handOut gives out the module's handouts at the end, where the guide says nothing of any.
func (g *guide) handOut(m *catalog.Module) {
	if slices.ContainsFunc(g.sections, func(s Section) bool { return len(s.Handouts) > 0 }) {
		return
	}
	last := &g.sections[len(g.sections)-1]
	for _, h := range m.Handouts {
		last.Handouts = append(last.Handouts, h.ID)
	}
}
