package lessonview

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/place"
)

// A model is one lesson and how far the learner has read it.
type model struct {
	catalog  *catalog.Catalog
	module   *catalog.Module // nil when the lesson is not in the library
	lesson   *catalog.Lesson
	index    int // of the lesson in its module
	visit    progress.Visit
	kept     progress.Visit // as last handed over to be kept
	problem  error          // why the place was not kept
	pageFail error          // why the web page did not open
	opening  bool           // the web page
	known    time.Time      // when a pre-check showed that the learner knows all of it; zero when none did
	active   time.Time      // when somebody was last seen to be here
}

// newModel finds the lesson and where the learner stopped.
func newModel(c *catalog.Catalog, m catalog.ModuleID, l catalog.LessonID, r progress.Record, now time.Time) *model {
	mo := &model{catalog: c}
	mod, ok := c.Module(m)
	if !ok {
		return mo
	}
	lesson, i, ok := mod.Lesson(l)
	if !ok {
		return mo
	}
	mo.module, mo.lesson, mo.index = mod, lesson, i
	mo.visit, _ = r.Visit(m, l)
	mo.visit.Module, mo.visit.Lesson = m, l
	mo.visit.ModuleVersion, mo.visit.Opened = mod.Version, now
	mo.active, mo.known = now, knownSince(mod, lesson, r)
	return mo
}

// knownSince is when a lesson was shown to be known.
func knownSince(mod *catalog.Module, l *catalog.Lesson, r progress.Record) time.Time {
	if len(l.Objectives) == 0 || slices.Contains(progress.ShortPath(mod, r), l.ID) {
		return time.Time{}
	}
	return progress.KnownObjectives(mod, r)[l.Objectives[0]]
}

func (m *model) found() bool { return m.lesson != nil }

// longestStill is how long somebody may read one screen without moving it. What goes on longer counts as that long:
// the computer may have been left.
const longestStill = 2 * time.Minute

// here says that somebody is here now: they scroll, press keys or leave.
func (m *model) here(now time.Time) {
	if !m.found() {
		return
	}
	if still := now.Sub(m.active); still > 0 {
		m.visit.Spent += min(still, longestStill)
	}
	m.active = now
}

// startBlock is where reading goes on: where it stopped, or the beginning for a lesson that was read to its end.
func (m *model) startBlock() int {
	if !m.found() || !m.visit.Finished.IsZero() || m.visit.Block < 0 || m.visit.Block >= len(m.lesson.Body.Blocks) {
		return 0
	}
	return m.visit.Block
}

// moved takes in what is on screen. It reports whether the lesson has just been read to its end.
func (m *model) moved(block int, atEnd bool, now time.Time) (finished bool) {
	m.here(now)
	m.visit.Block = block
	if !atEnd || !m.visit.Finished.IsZero() {
		return false
	}
	m.visit.Finished = now
	return true
}

// unsaved is the visit to keep; ok is false when it is kept already.
func (m *model) unsaved() (v progress.Visit, ok bool) {
	if !m.found() || m.visit == m.kept {
		return progress.Visit{}, false
	}
	m.kept = m.visit
	return m.visit, true
}

// saved takes in how keeping the place ended. After a failure it is tried again with the next move.
func (m *model) saved(err error) {
	m.problem = err
	if err != nil {
		m.kept = progress.Visit{}
	}
}

// state is everything that the screen shows around the lesson's body.
type state struct {
	Found    bool
	Module   string
	Title    string
	Meta     string // "Lesson 2 of 5 · 4 minutes"
	Draft    string // empty when every review is in
	Abroad   string // what holds in another country; empty at home
	Finished bool
	Known    string // what a pre-check showed; empty when the lesson was read or is not known
	Previous *step  // nil before the first lesson
	Next     *step  // nil when there is nowhere further
	Sources  []sourceLine
	Problem  error
	PageFail error
	Opening  bool
}

// A step is a way to another screen.
type step struct {
	Label string
	Title string // of the lesson it leads to
	Quiz  bool
	Route nav.Route
}

// A sourceLine is one entry of the list of sources; its number is the one in the text.
type sourceLine struct {
	Number string
	Label  string
	Key    catalog.SourceKey
}

func (m *model) state() state {
	if !m.found() {
		return state{}
	}
	st := state{
		Found: true, Module: m.module.Title, Title: m.lesson.Title,
		Meta:     m.meta(),
		Finished: !m.visit.Finished.IsZero(), Sources: m.sources(),
		Problem: m.problem, PageFail: m.pageFail, Opening: m.opening,
	}
	st.Draft, st.Abroad = draft(m.module), m.abroad()
	if !m.known.IsZero() && m.visit.Finished.IsZero() {
		st.Known = "You know this: shown on " + glance.Date(m.known)
	}
	st.Previous, st.Next = m.previous(), m.next()
	return st
}

// abroad warns whoever reads the lesson in another country than the one it is written for.
func (m *model) abroad() string {
	if !m.catalog.Abroad() || m.lesson.Region != "" {
		return ""
	}
	text := "This lesson is written for " + place.Region(m.catalog.Library.HomeRegion) + ". "
	if number := m.catalog.Emergency(); number != "" {
		text += "In " + place.Region(m.catalog.Region) + " the emergency number is " + number + ". "
	} else {
		text += "The emergency number may be another one in " + place.Region(m.catalog.Region) + ". "
	}
	return text + "Law and services may differ too."
}

// meta says where the lesson is in its module, and for where it is written when that is not where it is read.
func (m *model) meta() string {
	meta := fmt.Sprintf("Lesson %d of %d · %s", m.index+1, len(m.module.Lessons), minutes(m.lesson.Minutes))
	switch {
	case m.lesson.Region != "":
		meta += " · as in " + place.Region(m.lesson.Region)
	case m.catalog.Region != "":
		meta += " · written for " + place.Region(m.catalog.Library.HomeRegion)
	}
	return meta
}

// draft says what a module still waits for, and nothing for one that was reviewed.
func draft(m *catalog.Module) string {
	missing := m.MissingReviews()
	switch {
	case len(missing) == 0:
		return ""
	case len(m.Reviewers) == 0:
		return "Draft, not yet reviewed"
	}
	return "Draft: waits for " + join(missing) + " review"
}

func minutes(n int) string {
	if n == 1 {
		return "1 minute"
	}
	return fmt.Sprintf("%d minutes", n)
}

// join writes a list as people say it.
func join(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

func (m *model) previous() *step {
	if m.index == 0 {
		return nil
	}
	return m.to("Previous lesson", m.index-1)
}

func (m *model) next() *step {
	if m.index+1 < len(m.module.Lessons) {
		return m.to("Next lesson", m.index+1)
	}
	if len(m.module.Quiz.Items) == 0 {
		return nil
	}
	return &step{Label: "Take the quiz", Quiz: true, Route: nav.Route{Screen: nav.Quiz, Module: m.module.ID}}
}

func (m *model) to(label string, index int) *step {
	l := m.module.Lessons[index]
	return &step{Label: label, Title: l.Title, Route: nav.Route{Screen: nav.Lesson, Module: m.module.ID, Lesson: l.ID}}
}

func (m *model) sources() []sourceLine {
	var lines []sourceLine
	for i, key := range m.lesson.Body.Cited() {
		s := m.catalog.Sources[key]
		label := strings.TrimPrefix(s.Organisation+": "+s.Title, ": ")
		if s.Title == "" {
			label = string(key)
		}
		lines = append(lines, sourceLine{fmt.Sprintf("%d", i+1), label, key})
	}
	return lines
}
