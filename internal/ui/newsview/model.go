package newsview

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/news"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
)

// How much is shown at first. Modules that the learner has begun are always shown.
const (
	fewOthers = 12
	fewPrints = 4
)

// model is what is new, and what was done about it.
type model struct {
	catalog *catalog.Catalog
	record  progress.Record
	zone    *time.Location
	news    news.News
	round   int  // how often what is shown of it has changed
	ready   bool // news is worked out
	all     bool // modules that were not begun are all shown
	saving  bool
	unkept  error // why it is not kept that all was seen
	unread  error // why nothing is known of what was printed
}

// state is everything that the screen shows.
type state struct {
	Loading bool
	Round   int // other Modules have another one
	Empty   bool
	Trouble explain.Trouble
	Lead    string
	Bin     binState
	Modules []card
	More    string // label of what shows the others; empty when all are shown
	CanMark bool
	Saving  bool
}

// binState is what was printed and is to be thrown away.
type binState struct {
	Lines []string
	More  string // how many others; empty for none
}

// A card is what is new in one module.
type card struct {
	Module    catalog.ModuleID
	Title     string
	Library   string
	Kind      kind
	When      string // "Changed on 3 December 2026 (version 1.0 → 1.1)"
	Text      string // for what is new, has left or came without a note
	Notes     []note
	Ways      []way // to the lessons that changed, or the module
	Corrected []corrected
	Again     way // answers them again; no label for nowhere
	Handouts  []handout
}

// A kind is what happened to a module.
type kind int

const (
	changed kind = iota
	added
	left
)

// A note is what the author says of one version.
type note struct {
	Head string // version and date, where there are several
	What string
	Why  string
}

// A way leads somewhere.
type way struct {
	Label string
	To    nav.Route
}

// A handout is one that changed.
type handout struct {
	What string
	Bin  bool // earlier copies are to be thrown away
	Way  way
}

// corrected is a question as it was answered and as it is now.
type corrected struct {
	Asked  string
	You    string // "You answered", or what else was done
	Given  []string
	Now    string // how it is asked now; empty where that is the same
	Answer []string
	Stands string // what the answer is worth now
	Why    string // explanation, as it is now
}

func (m *model) state() state {
	s := state{Loading: !m.ready, Round: m.round, Saving: m.saving, Trouble: explain.Error(m.unkept)}
	if s.Trouble.What == "" && m.unread != nil {
		s.Trouble = explain.Error(m.unread)
	}
	if !m.ready {
		return s
	}
	s.Bin = m.bin()
	others := 0
	for i := range m.news.Modules {
		n := &m.news.Modules[i]
		if !n.Begun {
			others++
		}
		if n.Begun || m.all || others <= fewOthers {
			s.Modules = append(s.Modules, m.card(n))
		}
	}
	if rest := others - fewOthers; rest > 0 && !m.all {
		s.More = "Show " + strings.Replace(glance.Modules(rest), " ", " more ", 1) + " that you have not begun"
	}
	s.CanMark = len(s.Modules) > 0
	s.Empty = !s.CanMark && len(s.Bin.Lines) == 0
	if s.CanMark {
		s.Lead = "What changed in the modules since you looked here last, and why."
	}
	return s
}

// bin lists what was printed and is to be thrown away.
func (m *model) bin() binState {
	var b binState
	for i, r := range m.news.Bin {
		if i == fewPrints {
			b.More = fmt.Sprintf("And %d more.", len(m.news.Bin)-fewPrints)
			break
		}
		p := r.Print
		line := fmt.Sprintf("%d × %s", p.Copies, p.Title)
		if p.Version != "" {
			line += ", version " + p.Version
		}
		if p.Place != "" {
			line += ", for " + p.Place
		}
		b.Lines = append(b.Lines, fmt.Sprintf("%s, printed on %s: %s.", line, glance.Date(p.At.In(m.zone)), causes[r.Cause]))
	}
	return b
}

var causes = map[recall.Cause]string{
	recall.Withdrawn: "the library took it back",
	recall.Changed:   "a newer version corrects it",
	recall.Expired:   "the alert is over",
	recall.OutOfDate: "its review date has passed",
	recall.Gone:      "the library does not have it any more",
}

// card says what is new in a module.
func (m *model) card(n *news.Module) card {
	c := card{Module: n.Module, Title: n.Title, Library: n.Library}
	switch {
	case n.Left():
		c.Kind, c.When = left, "Not in the library any more"
		c.Text = "What you did in it stays in your record. Nobody keeps what it said up to date any more."
		if n.Title == string(n.Module) { // what it was called is not known
			c.Title = "The module “" + n.Title + "”"
		}
		return c
	case n.New():
		c.Kind, c.When = added, "New: version "+n.To
		c.Ways = []way{{"Open the module", nav.Route{Screen: nav.Module, Module: n.Module}}}
		if mod, ok := m.catalog.Module(n.Module); ok {
			c.Text, c.When = mod.Summary, glance.Join("New", glance.Size(mod))
		}
		return c
	}
	c.When = when(n)
	for _, ch := range n.Changes {
		no := note{What: strings.TrimSpace(ch.What), Why: strings.TrimSpace(ch.Why)}
		if len(n.Changes) > 1 {
			no.Head = glance.Join("Version "+ch.Version, glance.Date(ch.Date))
		}
		c.Notes = append(c.Notes, no)
	}
	if len(n.Changes) == 0 {
		c.Text = "Its authors left no note on what changed."
	}
	for _, l := range n.Lessons {
		c.Ways = append(c.Ways, way{"Read: " + l.Title, nav.Route{Screen: nav.Lesson, Module: n.Module, Lesson: l.ID}})
	}
	if len(c.Ways) == 0 {
		c.Ways = []way{{"Open the module", nav.Route{Screen: nav.Module, Module: n.Module}}}
	}
	for i := range n.Corrected {
		c.Corrected = append(c.Corrected, correctedOf(&n.Corrected[i]))
	}
	if len(c.Corrected) > 0 {
		c.Again = m.again(n)
	}
	for _, h := range n.Handouts {
		what := fmt.Sprintf("%s, version %s: %s", h.Title, h.Version, strings.TrimSpace(h.What))
		c.Handouts = append(c.Handouts, handout{what, h.Recall, way{"Open “" + h.Title + "”", nav.Route{Screen: nav.Handout, Handout: h.Handout}}})
	}
	return c
}

// when says when a module changed, and from which version to which.
func when(n *news.Module) string {
	s := "Changed"
	if d := n.Date(); !d.IsZero() {
		s += " on " + glance.Date(d)
	}
	if n.From == news.Unknown {
		return fmt.Sprintf("%s (now version %s)", s, n.To)
	}
	return fmt.Sprintf("%s (version %s → %s)", s, n.From, n.To)
}

// again leads to where the questions of a module can be answered as they are now: practice, where no practice with the
// old ones is open, or else the quiz, or else the module.
func (m *model) again(n *news.Module) way {
	w := way{Label: "Answer it again", To: nav.Route{Screen: nav.Module, Module: n.Module}}
	if len(n.Corrected) > 1 {
		w.Label = "Answer them again"
	}
	for _, p := range []quiz.Purpose{quiz.Practice, quiz.ForPass} {
		if open, ok := progress.OpenAttempt(m.record, p, n.Module); !ok || open.ModuleVersion == n.To {
			w.To = nav.Route{Screen: nav.Quiz, Module: n.Module, Purpose: p}
			return w
		}
	}
	w.Label = "Open the module"
	return w
}

func correctedOf(it *news.Item) corrected {
	given := it.Answer.Given()
	c := corrected{
		Asked: it.Asked.Prompt, You: "You answered", Given: it.Asked.GivenWords(given),
		Answer: it.Now.RightWords(), Why: it.Now.Explanation, Stands: stands(it),
	}
	if len(c.Given) == 0 {
		c.You = "You left it open"
	}
	if !slices.Equal(strings.Fields(it.Asked.Prompt), strings.Fields(it.Now.Prompt)) {
		c.Now = it.Now.Prompt
	}
	return c
}

// stands says what an answer is worth by what is right now.
func stands(it *news.Item) string {
	was := it.Answer.Correct
	switch {
	case it.Answer.Given().DontKnow():
		return ""
	case it.Standing == news.Right && was:
		return "Your answer is right, then and now."
	case it.Standing == news.Right:
		return "Your answer would be right now."
	case it.Standing == news.NotRight && was:
		return "Your answer was right then. It is not right any more."
	case it.Standing == news.NotRight:
		return "Your answer would not be right yet."
	}
	return "The answers read differently now, so have another look."
}

// found takes in what is new for a record, and why nothing is known of what was printed.
func (m *model) found(r progress.Record, n news.News, unread error) {
	m.record, m.news, m.unread, m.ready = r, n, unread, true
	m.round++
}

// showAll shows the modules that were not begun too.
func (m *model) showAll() {
	m.all = true
	m.round++
}

// marked takes in how keeping that all was seen ended; done means that the screen has nothing more to say.
func (m *model) marked(err error) (done bool) {
	m.saving, m.unkept = false, err
	if err == nil {
		m.news.Modules = nil
		m.round++
	}
	return err == nil
}
