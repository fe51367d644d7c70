package homeview

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/revision"
)

// shownModules is how many modules there is room for at a glance.
const shownModules = 6

// model is what the screen knows.
type model struct {
	catalog *catalog.Catalog
	notice  error

	today  func() time.Time      // for alerts; nil shows none
	toBin  int                   // entries of the print log that are to be thrown away
	region func() catalog.Region // whose alerts count; nil or empty for that of the library

	news newsState // empty until it is worked out

	now     func() time.Time
	deck    *refresher.Deck // nil until it is worked out, and where there is none
	minutes int             // of a refresher, at most; 0 is none
	unkept  error           // why the choice of minutes is not kept
}

// state is everything the view draws.
type state struct {
	Title   string
	Guest   bool
	Alerts  alertsState
	News    newsState
	Next    card
	Sharp   sharpState
	Modules []tile
	All     string // label of the way to every module; empty when all are shown
	Draft   string // empty when nothing is a draft
	Content string
	Notice  explain.Trouble
	Begun   bool   // there is progress to look at
	Missing string // modules that cannot be shown; empty when there are none
}

// A card is the one thing that is next.
type card struct {
	Kicker, Heading, Text, Meta string
	Action                      string // label of its button
	To                          nav.Route
	Calm                        bool // nothing has to be done: the button is not a primary one
	Done                        bool
	Empty                       bool // there is nothing to learn at all
	Share                       float64
}

// A tile is one module at a glance.
type tile struct {
	Module          catalog.ModuleID
	Title, Standing string
	Share           float64
	Done, Draft     bool
}

func (m *model) state(who progress.Profile, r progress.Record) state {
	s := state{Title: "Hello, " + who.Nickname, Guest: who.Guest, Next: m.next(r), Content: contentLine(m.catalog)}
	if who.Guest || who.Nickname == "" {
		s.Title = "Welcome"
	}
	s.Alerts, s.News = m.alerts(r), m.news
	s.Sharp = m.sharp(r)
	s.Sharp.Primary = s.Sharp.Shown && s.Next.Calm && !s.Sharp.More
	s.Modules = m.tiles(r)
	if n := len(m.catalog.Modules); n > len(s.Modules) {
		s.All = "See all " + glance.Modules(n)
	}
	s.Begun = len(r.Visits)+len(r.Attempts)+len(r.Runs) > 0
	s.Draft = m.draft()
	s.Notice = explainNotice(m.notice)
	if n := len(m.catalog.Unavailable); n > 0 {
		s.Missing = glance.Modules(n) + " cannot be shown. Learn says why; the others work."
	}
	return s
}

// next turns the learner's next step into a card.
func (m *model) next(r progress.Record) card {
	step := progress.NextStep(m.catalog, r)
	mod, ok := m.catalog.Module(step.Module)
	if !ok {
		return m.nothingNext()
	}
	st := progress.StatusOf(mod, r)
	c := card{Kicker: mod.Title, Share: st.Fraction()}
	switch step.Kind {
	case progress.StartModule:
		c.Kicker, c.Heading, c.Text, c.Meta = "Start here", mod.Title, mod.Summary, glance.Size(mod)
		if len(r.Visits)+len(r.Attempts) > 0 {
			c.Kicker = "Next module"
		}
		if i := slices.IndexFunc(m.catalog.Library.Tracks, func(t catalog.Track) bool { return t.ID == step.Track && t.ID != "" }); i >= 0 {
			c.Kicker = "Next in " + m.catalog.Library.Tracks[i].Title
		}
		c.Action, c.To = "Start", lessonRoute(step)
		c.Share = -1
	case progress.ContinueRead:
		l, number, _ := mod.Lesson(step.Lesson)
		c.Heading = "Continue: " + l.Title
		c.Meta = glance.Join(fmt.Sprintf("Lesson %d of %d", number+1, len(mod.Lessons)), glance.Minutes(l.Minutes))
		c.Action, c.To = "Continue", lessonRoute(step)
	case progress.TakeQuiz:
		c.Heading, c.Action = "Take the quiz", "Take the quiz"
		c.Text = "You have read every lesson. The quiz explains each answer, and you can take it as often as you like."
		if st.LessonsKnown > 0 {
			c.Text = "You have read or know every lesson. The quiz explains each answer, and you can take it as often as you like."
		}
		c.Meta, c.To = glance.Items(len(mod.Quiz.Given(0).Items)), quizRoute(step)
	case progress.ContinueQuiz:
		c.Heading, c.Action = "Go on with the quiz", "Go on with the quiz"
		c.Text = "Your answers so far are saved."
		c.Meta, c.To = glance.Answered(*st.OpenAttempt), quizRoute(step)
		c.Share = float64(len(st.OpenAttempt.Responses)) / float64(max(1, len(st.OpenAttempt.Quiz.Items)))
	case progress.RetakeQuiz:
		c.Heading, c.Action = "Try the quiz again", "Try the quiz again"
		c.Text = "Not yet: read again what you were unsure of, then have another go."
		c.Meta, c.To = "Best so far: "+glance.Score(st.BestResult), quizRoute(step)
	}
	return c
}

// nothingNext is for a learner who has done everything, and for a library without modules.
func (m *model) nothingNext() card {
	if len(m.catalog.Modules) == 0 {
		return card{
			Empty: true, Heading: "There is nothing to learn yet", Calm: true, Share: -1,
			Text:   "No module of this library can be shown. Look for newer content, or see in Learn what is wrong with this one.",
			Action: "Look for newer content", To: nav.Route{Screen: nav.Update},
		}
	}
	return card{
		Done: true, Kicker: "All done", Heading: "You have finished every module", Calm: true, Share: -1,
		Text:   "Now pass it along: print a handout for somebody, or read a lesson again before you talk about it.",
		Action: "See the handouts", To: nav.Route{Screen: nav.Handouts},
	}
}

func lessonRoute(s progress.Step) nav.Route {
	return nav.Route{Screen: nav.Lesson, Module: s.Module, Lesson: s.Lesson}
}

func quizRoute(s progress.Step) nav.Route {
	return nav.Route{Screen: nav.Quiz, Module: s.Module, Attempt: s.Attempt}
}

// tiles are the modules at a glance: what was begun comes before what was not, and that before what is done. What was not
// begun comes in the order of the track that the learner is on, and then in that of the library.
func (m *model) tiles(r progress.Record) []tile {
	var begun, fresh, done []tile
	for i := range m.catalog.Modules {
		mod := &m.catalog.Modules[i]
		st := progress.StatusOf(mod, r)
		t := tile{Module: mod.ID, Title: mod.Title, Standing: glance.Standing(st), Share: st.Fraction(), Draft: mod.Draft()}
		switch {
		case st.Stage == progress.NotStarted:
			t.Standing, t.Share = glance.Size(mod), -1
			fresh = append(fresh, t)
		case st.Stage == progress.Completed:
			t.Done = true
			done = append(done, t)
		default:
			begun = append(begun, t)
		}
	}
	if track, ok := progress.Following(m.catalog, r); ok {
		first := func(t tile) int {
			if i := slices.Index(track.Modules, t.Module); i >= 0 {
				return i
			}
			return len(track.Modules)
		}
		slices.SortStableFunc(fresh, func(a, b tile) int { return first(a) - first(b) })
	}
	all := append(append(begun, fresh...), done...)
	return all[:min(shownModules, len(all))]
}

func (m *model) draft() string {
	n := 0
	for i := range m.catalog.Modules {
		if m.catalog.Modules[i].Draft() {
			n++
		}
	}
	switch {
	case n == 0:
		return ""
	case n == len(m.catalog.Modules):
		return "Everything here is a draft. It still waits for its clinical, legal and peer review."
	}
	if n == 1 {
		return fmt.Sprintf("1 of %s is a draft. It still waits for a clinical, legal or peer review.", glance.Modules(len(m.catalog.Modules)))
	}
	return fmt.Sprintf("%d of %s are drafts. They still wait for a clinical, legal or peer review.", n, glance.Modules(len(m.catalog.Modules)))
}

// contentLine says which content this is, and who vouches for it where that has to be said.
func contentLine(c *catalog.Catalog) string {
	line := revision.InWords(c.Revision)
	if !c.Revision.Bundled() {
		line = glance.Join(line, map[bool]string{true: "signed", false: "unsigned"}[c.Revision.Signed])
	}
	switch more := len(c.Parts) - 1; {
	case more == 1:
		line = glance.Join(line, "and one more library")
	case more > 1:
		line = glance.Join(line, fmt.Sprintf("and %d more libraries", more))
	}
	return line
}

// explainNotice says why the content is not the content that was installed.
func explainNotice(err error) explain.Trouble {
	t := explain.Error(err)
	if fallback := (*catalog.FallbackError)(nil); errors.As(err, &fallback) && len(fallback.Left) == 0 {
		t.What = "The content you installed cannot be used, so you see the content that came with Passalong."
		t.Next = "What you have learned is safe. Look for newer content to put this right."
	}
	return t
}
