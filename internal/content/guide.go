package content

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/plan"
)

const maxGuideMinutes = 480

// mostAsked is how long a question for a word wall should be at most, in characters.
const mostAsked = 160

func (m *moduleResult) readGuide(name string) {
	f, ok := m.open(name, maxMarkdown)
	if !ok {
		return
	}
	r, body, ok := f.frontMatter("the guide")
	if !ok {
		return
	}
	g := &m.module.Guide
	g.Minutes, g.Group = r.number("minutes", 1, maxGuideMinutes), r.text("group")
	g.Materials = typed[string](r.texts("materials"))
	r.done()
	m.guide = guideCheck{file: f}
	_, g.Body = m.documentSeen(f, body, true, true, m.guide.see)
	if sum := activityMinutes(g.Body); g.Minutes > 0 && sum != g.Minutes {
		f.broken(r.at("minutes"), "the minutes of an activity end its ## heading: (10 min)",
			"“minutes” is %d, and the activities take %d", g.Minutes, sum)
	}
}

// activityMinutes adds up what the ## headings say.
func activityMinutes(d catalog.Document) int {
	sum := 0
	for _, b := range d.Blocks {
		if h, ok := b.(catalog.Heading); ok && h.Level == 2 {
			t, _ := plan.TimingOf(catalog.PlainText(h.Text))
			sum += t.Minutes
		}
	}
	return sum
}

// A guideCheck is what a guide names that is known only when the rest of the module, or all of the library, is read.
type guideCheck struct {
	file     *file
	timed    bool     // below a heading with minutes
	polls    []scalar // items and scenarios of the module
	handouts []scalar
}

// see looks at a heading or paragraph of a guide.
func (g *guideCheck) see(c *converter, n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		if n.Level == 2 {
			g.heading(c, n)
		}
	case *ast.Paragraph, *ast.TextBlock: // the latter in a list
		lead, isBold := n.FirstChild().(*ast.Emphasis)
		if !isBold || lead.Level != 2 {
			return
		}
		bold := rawText(c.src, lead)
		switch kind := plan.LeadOf(bold); {
		case names(kind):
			g.paragraph(c, n, kind)
		case kind == plan.NoLead && names(plan.LeadOf(strings.TrimSpace(bold)+":")):
			c.f.advise(c.at(n), "write **"+strings.TrimSpace(bold)+":**, with the colon in bold too", "nothing is shown, asked or given out here")
		}
	}
}

// names reports whether a paragraph that begins so names what is shown, asked or given out.
func names(kind plan.Lead) bool {
	return kind == plan.LeadShow || kind == plan.LeadPoll || kind == plan.LeadHandOut
}

// unreadMinutes is how headings end that seem to mean minutes and say them in another way.
var unreadMinutes = regexp.MustCompile(`\([0-9]+ ?(min\b|mins\b|minutes\b)[^()]*\)$`)

func (g *guideCheck) heading(c *converter, n *ast.Heading) {
	text := rawText(c.src, n)
	t, timed := plan.TimingOf(text)
	g.timed = timed
	switch {
	case timed && t.Least > t.Minutes:
		c.broken(n, "", "at least %d minutes are more than the %d of the activity", t.Least, t.Minutes)
	case !timed && strings.HasSuffix(text, ")") && strings.Contains(text, " min, at least"):
		c.broken(n, "write it as in (10 min, at least 5)", "the minutes of the heading cannot be read")
	case !timed && unreadMinutes.MatchString(text):
		c.f.advise(c.at(n), "write them as in (10 min)", "the minutes of the heading are not counted")
	}
}

// paragraph looks at what a Show, Poll or Hand out paragraph names.
func (g *guideCheck) paragraph(c *converter, n ast.Node, kind plan.Lead) {
	if n.Parent().Kind() != ast.KindDocument || !g.timed {
		c.f.advise(c.at(n), "move it below a ## heading with minutes, in a paragraph of its own", "nothing is shown, asked or given out here")
		return
	}
	links, codes := referred(c, n)
	hint := ""
	switch kind {
	case plan.LeadShow:
		if links == 0 && !pictureFollows(n) {
			hint = "link to a lesson of this module, or put a picture into the next paragraph"
		}
	case plan.LeadPoll:
		g.polls = append(g.polls, codes...)
		asked := plan.Quoted(rawText(c.src, n))
		if len(codes) == 0 && len(asked) == 0 {
			hint = "name an item or scenario of this module in backticks, or ask something in quotation marks"
		}
		for _, q := range asked {
			if utf8.RuneCountInString(q) > mostAsked {
				c.f.advise(c.at(n), fmt.Sprintf("ask it in at most %d characters: it is read from six metres, and on a phone", mostAsked), "the question for the wall is long")
			}
		}
	case plan.LeadHandOut:
		g.handouts = append(g.handouts, codes...)
		if len(codes) == 0 {
			hint = "name a handout in backticks"
		}
	}
	if hint != "" {
		c.f.advise(c.at(n), hint, "the paragraph names nothing")
	}
}

// referred counts the links to lessons in a paragraph and lists its code.
func referred(c *converter, n ast.Node) (links int, codes []scalar) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Link:
			if path.Ext(string(child.Destination)) == ".md" {
				links++
			}
		case *ast.CodeSpan:
			at := c.at(child)
			if first := child.FirstChild(); first != nil {
				at = c.at(first)
			}
			codes = append(codes, scalar{c.code(child), at})
		}
	}
	return links, codes
}

func pictureFollows(n ast.Node) bool {
	next, ok := n.NextSibling().(*ast.Paragraph)
	if !ok {
		return false
	}
	_, ok = next.FirstChild().(*ast.Image)
	return ok
}

// rawText is the text in a node as it was typed, without marks of emphasis, links and code.
func rawText(src []byte, n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			b.Write(t.Segment.Value(src))
			if t.SoftLineBreak() || t.HardLineBreak() {
				b.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// checkPolls looks up what the guide asks. It comes when the whole module is read.
func (m *moduleResult) checkPolls() {
	var items, scenarios []string
	for _, it := range m.module.Quiz.Items {
		items = append(items, string(it.ID))
	}
	for _, s := range m.module.Scenarios {
		scenarios = append(scenarios, string(s.ID))
	}
	if len(items) == 0 {
		return // the quiz has problems of its own
	}
	known := slices.Concat(items, scenarios)
	for _, p := range m.guide.polls {
		kind, id := plan.PollRef(p.text)
		isItem, isScenario := slices.Contains(items, id) && kind != plan.ScenarioPoll, slices.Contains(scenarios, id) && kind != plan.ItemPoll
		switch {
		case isItem && isScenario:
			m.guide.file.broken(p.at, "write `item "+id+"` or `scenario "+id+"`", "an item and a scenario of the module are called “%s”", id)
		case !isItem && !isScenario:
			m.guide.file.broken(p.at, didYouMean(id, known), "the module has no item or scenario “%s”", p.text)
		}
	}
}

// checkGivenOut looks up the handouts that guides give out: those of any module, and those that stand alone.
func checkGivenOut(results []*moduleResult, taken map[catalog.HandoutID]catalog.ModuleID, alone []string) {
	known := slices.Clone(alone)
	for id := range taken {
		known = append(known, string(id))
	}
	slices.Sort(known)
	for _, r := range results {
		for _, h := range r.guide.handouts {
			if !slices.Contains(known, h.text) {
				r.guide.file.broken(h.at, didYouMean(h.text, known), "there is no handout “%s”", h.text)
			}
		}
	}
}
