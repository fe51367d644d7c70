package packview

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/place"
	"github.com/passalong/passalong/internal/ui/printout"
)

func handouts(n int) string { return glance.Count(n, "handout", "handouts") }

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// lower begins a name as in the middle of a sentence, but for those that begin with a size.
func lower(name string) string {
	if len(name) > 1 && name[1] >= 'a' && name[1] <= 'z' {
		return strings.ToLower(name[:1]) + name[1:]
	}
	return name
}

func missingInWords(m pack.Missing) string {
	switch {
	case m.Language == "":
		return fmt.Sprintf("“%s” is not in the library any more, so it is left out.", m.Handout)
	case m.MachineDraft:
		return fmt.Sprintf("“%s” has only a machine draft in %s, which nobody has reviewed, so it is left out.", m.Title, place.Language(m.Language))
	case m.Format != "":
		return fmt.Sprintf("The %s version of “%s” does not come as “%s”, so it is left out.", place.Language(m.Language), m.Title, m.Format.Name())
	}
	return fmt.Sprintf("There is no %s version of “%s”, so it is left out.", place.Language(m.Language), m.Title)
}

// warnings are what somebody should know before anything of this is handed out.
func (m *model) warnings(lines []pack.Line) []warning {
	var out []warning
	add := func(w paper.Warning, title, text string) {
		if of := m.withWarning(lines, w); len(of) > 0 {
			out = append(out, warning{title, fmt.Sprintf(text, glance.List(of))})
		}
	}
	add(paper.OutOfDate, "Out of date", "%s: the review date has passed. It prints with a band that says: check before use.")
	if again := m.uncheckedServices(); len(again) > 0 {
		out = append(out, warning{"Check these details first", fmt.Sprintf("Nobody has checked %s for 90 days. Ring or go there before you print.", glance.List(again))})
	}
	add(paper.Unsigned, "Unsigned content", "%s: nobody has signed the library that it is of. It prints with a band that says: for its authors only.")
	add(paper.Abroad, "Written for another country", "%s: the emergency number and the law in it are those of another country. It prints with a band that says so.")
	add(paper.MachineDraft, "Machine drafts", "%s: a machine translated it, and nobody has reviewed that. It says so on the page.")
	add(paper.Stale, "Older translations", "%s: it translates an earlier version.")
	add(paper.NoLetters, "Letters are missing", "%s: Passalong has no font for some of the letters, and prints empty boxes for them.")
	add(paper.NoService, "Nobody to name", "%s: it asks for a kind of service of which there is none here.")
	add(paper.MorePages, "More than one page", "%s: it does not fit the one page it is meant for.")
	return out
}

// withWarning lists the titles of the lines that were made with a warning, each once.
func (m *model) withWarning(lines []pack.Line, w paper.Warning) []string {
	var titles []string
	for _, l := range lines {
		if f, ok := m.facts[one(l)]; !ok || !slices.Contains(f.sheet.Warnings, w) {
			continue
		}
		title := string(l.Handout)
		if h, _, ok := m.catalog.Handout(l.Handout); ok {
			title = "“" + h.Title + "”"
		}
		if !slices.Contains(titles, title) {
			titles = append(titles, title)
		}
	}
	return titles
}

// uncheckedServices names the services of the pack whose details nobody has checked lately.
func (m *model) uncheckedServices() []string {
	var names []string
	for _, s := range m.services {
		if slices.Contains(m.pack.Services, s.ID) && s.UncheckedOn(m.now()) {
			names = append(names, s.Name)
		}
	}
	return names
}

// tooLong says of every line that cannot be made why, each reason once.
func (m *model) tooLong(lines []pack.Line) []string {
	var out []string
	for _, l := range lines {
		f, ok := m.facts[one(l)]
		if !ok || f.err == nil {
			continue
		}
		l.Service = "" // it would say the same of each
		t := explain.Error(f.err)
		if text := m.called(l) + ": " + t.What + " " + t.Next; !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// A batchState is what the screen says of what is being printed or saved.
type batchState struct {
	Busy    bool
	Heading string
	Text    string
	Share   float64
	Waits   string
	Steps   []string // to put the stack back; empty while that is not asked for
	Over    bool
	Good    bool // all of it was done
	Lines   []string
	Folder  string          // that can be shown
	Trouble explain.Trouble // that it is not in the print log
}

// inWords says how far a batch has come.
func (p standing) inWords() batchState {
	var s batchState
	switch p.phase {
	case printing, saving:
		s.Busy, s.Text = true, p.title
		s.Heading = fmt.Sprintf("Printing %d of %d", p.at, p.total)
		if p.saves {
			s.Heading = fmt.Sprintf("Saving %d of %d", p.at, p.total)
		}
		s.Share = float64(len(p.done)) / float64(p.total)
		if p.turn {
			s.Heading, s.Steps = fmt.Sprintf("Now the backs of %d of %d", p.at, p.total), printout.BacksSteps()
		}
		if p.waits != "" {
			s.Waits = "The printer waits: " + p.waits + "."
		}
	case over:
		p.ended(&s)
	}
	return s
}

// ended says what a batch has done.
func (p standing) ended(s *batchState) {
	s.Over = true
	good := p.good()
	s.Good = good == p.total
	verb, where := "Printed", "on "+p.place
	if p.saves {
		verb, where = "Saved", "in "+p.place
		if good > 0 {
			s.Folder = p.place
		}
	}
	switch {
	case s.Good:
		s.Heading = fmt.Sprintf("%s %s %s", verb, all(p.total), where)
	case p.stopped:
		s.Heading = fmt.Sprintf("Stopped: %s %d of %d %s", strings.ToLower(verb), good, p.total, where)
	default:
		s.Heading = fmt.Sprintf("%s %d of %d %s", verb, good, p.total, where)
	}
	for _, r := range p.done {
		if r.err != nil {
			s.Lines = append(s.Lines, r.title+": "+whyNot(r.err))
		}
	}
	if rest := p.total - len(p.done); rest > 0 {
		s.Lines = append(s.Lines, glance.Count(rest, "thing was", "things were")+" not begun.")
	}
	s.Trouble = printout.Unkept(p.unkept)
}

func all(n int) string {
	if n == 1 {
		return "it"
	}
	return fmt.Sprintf("all %d", n)
}

// whyNot says why a thing was not printed or saved.
func whyNot(err error) string {
	begun := ""
	if errors.Is(err, errSome) {
		begun = " Some sheets may have come out already."
	}
	switch {
	case errors.Is(err, errNoPaper):
		return "it is for reading on a screen. Save it instead."
	case errors.Is(err, errAborted):
		return "the printer gave up." + begun
	case errors.Is(err, errStopped):
		return "it was stopped." + begun
	case errors.Is(err, errTakenOff):
		return "somebody took it off the queue." + begun
	}
	t := filebox.Explain(err)
	if len(t.What) > 1 {
		t.What = strings.ToLower(t.What[:1]) + t.What[1:]
	}
	return strings.TrimSpace(t.What+" "+t.Next) + begun
}
