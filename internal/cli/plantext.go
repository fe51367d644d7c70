package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/plan"
)

// lineWidth is where lines of a plan break.
const lineWidth = 100

// A planWriter writes a plan as text. What a terminal would obey is replaced.
type planWriter struct{ b bytes.Buffer }

// writePlan writes a plan to be read: what there is to do in its order, and then what to bring and what to ask.
func writePlan(w io.Writer, p plan.Plan) error {
	var out planWriter
	out.head(p)
	out.list("Before the session", p.Prepare)
	at := 0
	for _, s := range p.Sections {
		if !s.Off {
			out.section(s, at)
			at += s.Minutes
		}
	}
	out.leftOut(p)
	if len(p.Care) > 0 {
		out.title("When it gets hard")
		for _, c := range p.Care {
			out.line("  - ", c.When+": "+c.Do)
		}
	}
	var bring []string
	for _, m := range p.Materials() {
		bring = append(bring, fmt.Sprintf("%s (%s)", m.Text, strings.Join(m.For, ", ")))
	}
	out.list("Bring", bring)
	out.check(p)
	_, err := out.b.WriteTo(w)
	return err
}

func (w *planWriter) head(p plan.Plan) {
	fmt.Fprintln(&w.b, visible(p.Title))
	about := fmt.Sprintf("%s of %d planned", count(p.Used(), "minute"), p.Minutes)
	if p.Brief {
		about = "a brief talk, " + about
	}
	if p.Group != "" {
		about += "; for " + p.Group
	}
	w.line("", about)
	for _, m := range p.Modules {
		w.line("", fmt.Sprintf("%s %s: %s", m.ID, m.Version, m.Title))
	}
}

func (w *planWriter) title(text string) { fmt.Fprintf(&w.b, "\n%s\n", visible(text)) }

func (w *planWriter) list(title string, all []string) {
	if len(all) == 0 {
		return
	}
	w.title(title)
	for _, text := range all {
		w.line("  - ", text)
	}
}

// line writes a text behind a lead, and breaks it at spaces. What follows stands below its beginning.
func (w *planWriter) line(lead, text string) {
	at := utf8.RuneCountInString(lead)
	w.b.WriteString(lead)
	indent := strings.Repeat(" ", at)
	for i, word := range strings.Fields(visible(strings.ReplaceAll(text, "\n", " "))) {
		length := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case at+1+length > lineWidth:
			w.b.WriteString("\n" + indent)
			at = len(indent)
		default:
			w.b.WriteByte(' ')
			at++
		}
		w.b.WriteString(word)
		at += length
	}
	w.b.WriteByte('\n')
}

func (w *planWriter) section(s plan.Section, at int) {
	w.title(fmt.Sprintf("%d:%02d  %s (%d min)", at/60, at%60, s.Title, s.Minutes))
	for _, aim := range s.Aims {
		w.line("  Aim:     ", aim)
	}
	for _, n := range s.Notes {
		w.line(leadOf(n.Kind), n.Text)
	}
	for i := 0; i < len(s.Steps); i++ {
		switch step := s.Steps[i]; {
		case step.Poll != nil:
			w.line("  Poll:    ", step.Poll.Asks())
		case step.Slide != nil:
			alike := slidesOf(s.Steps[i:], step.Slide.Title)
			w.line("  Show:    ", step.Slide.Title+times(alike))
			i += alike - 1
		}
	}
	for _, id := range s.Handouts {
		w.line("  Give:    ", string(id))
	}
}

// slidesOf counts the slides with this title that follow one another.
func slidesOf(steps []plan.Step, title string) int {
	for i, s := range steps {
		if s.Slide == nil || s.Slide.Title != title {
			return i
		}
	}
	return len(steps)
}

func times(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" (%d slides)", n)
}

// leadOf is what stands before a note.
func leadOf(k plan.NoteKind) string {
	switch k {
	case plan.Say:
		return "  Say:     "
	case plan.Ask:
		return "  Ask:     "
	case plan.Expect:
		return "  Expect:  "
	case plan.Watch:
		return "  Watch:   "
	}
	return "  Do:      "
}

// leftOut names the sections for which there is no time.
func (w *planWriter) leftOut(p plan.Plan) {
	var off []string
	for _, s := range p.Sections {
		if s.Off {
			off = append(off, fmt.Sprintf("%s (%d min)", s.Title, s.Usual))
		}
	}
	w.list("Left out for want of time", off)
}

func (w *planWriter) check(p plan.Plan) {
	if len(p.Check) == 0 {
		return
	}
	title := "Questions before and after"
	if p.Brief {
		title = "Questions to ask"
	}
	w.title(title)
	for i, poll := range p.Check {
		w.line(fmt.Sprintf("  %2d. ", i+1), poll.Asks())
	}
}
