package journey

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/scenario"
)

// A curtain is what the room must not see: notes of the plan and whatever else is for the facilitator alone, what was not
// revealed yet, words that nobody approved, and everything of the app's other window.
//
// Text is told by runs of letters in a line: of each hidden text those that no text for the room has. So one misread letter
// hides nothing but the runs around it, and lines may break anywhere.
type curtain struct {
	hidden map[string]string // a run of letters, and the text that it is of
	shown  map[string]bool   // runs of what the room may see
	labels []string          // phrases that must not be legible
}

// run is how many letters are enough to know a text by. Two texts of one language have far fewer in common by chance.
const run = 14

// rightMark is what the room's window sets beside a right answer.
const rightMark = "Right answer"

// newCurtain hides all of a plan that is not for the room.
func newCurtain(p plan.Plan) *curtain {
	c := &curtain{hidden: map[string]string{}, shown: map[string]bool{}, labels: []string{
		rightMark, "Sessions", "Settings", "Handouts", "Looking around", "If it gets hard", "Section 1 of", "min left", "Ends about", "Expect to hear",
		"Watch for", "Open the questions", "words wait", "not asked yet", "Ask again",
	}}
	c.show(p.Title)
	for _, s := range p.Sections {
		c.show(s.Title)
		for _, st := range s.Steps {
			c.showStep(st)
		}
	}
	c.hide(p.Prepare...)
	for _, care := range p.Care {
		c.hide(care.When, care.Do)
	}
	for _, s := range p.Sections {
		c.hide(s.Aims...)
		c.hide(s.Materials...)
		for _, n := range s.Notes {
			c.hide(n.Text)
		}
		for _, st := range s.Steps {
			if st.Poll != nil {
				c.hidePoll(*st.Poll)
			}
		}
	}
	for _, poll := range p.Check {
		c.hidePoll(poll)
	}
	return c
}

// showStep shows what a step can show before anything is revealed.
func (c *curtain) showStep(st plan.Step) {
	if s := st.Slide; s != nil {
		c.show(s.Title)
		c.show(s.Lines...)
		c.show(strings.Join(s.Lines, " "))
	}
	if p := st.Poll; p != nil {
		c.show(p.Prompt)
		if p.Item != nil {
			c.show(p.Item.Prompt)
			for _, choice := range p.Item.Choices {
				c.show(choice.Text, choice.Match)
			}
		}
		if p.Scenario != nil {
			c.show(p.Scenario.Title)
			for _, scene := range p.Scenario.Scenes {
				c.showScene(scene)
			}
		}
	}
}

func (c *curtain) showScene(s scenario.Scene) {
	for _, part := range s.Parts {
		c.show(part.Text)
	}
	for _, a := range s.Actions {
		c.show(a.Text)
	}
}

// hidePoll hides why an answer is right, and what is said of each.
func (c *curtain) hidePoll(p plan.Poll) {
	if p.Item != nil {
		c.hide(p.Item.Explanation)
		for _, choice := range p.Item.Choices {
			c.hide(choice.Feedback)
		}
	}
	if p.Scenario != nil {
		for _, scene := range p.Scenario.Scenes {
			for _, a := range scene.Actions {
				c.hide(a.Why)
			}
		}
	}
}

// show takes texts from behind the curtain: the room may see them from now on.
func (c *curtain) show(texts ...string) {
	for _, t := range texts {
		for _, r := range runs(t) {
			c.shown[r] = true
			delete(c.hidden, r)
		}
	}
}

// hide puts texts behind the curtain, but for what the room sees anyway.
func (c *curtain) hide(texts ...string) {
	for _, t := range texts {
		for _, r := range runs(t) {
			if !c.shown[r] {
				c.hidden[r] = t
			}
		}
	}
}

// allow lets a phrase be legible from now on.
func (c *curtain) allow(phrase string) {
	c.labels = slices.DeleteFunc(c.labels, func(l string) bool { return l == phrase })
}

// check fails when something that is hidden can be read.
func (c *curtain) check(words []desk.Word) error {
	for _, l := range c.labels {
		if desk.Legible(words, l) {
			return fmt.Errorf("the room reads %q: %s", l, spoken(words))
		}
	}
	for _, line := range desk.Lines(words) {
		for _, r := range runs(line.Text) {
			if t, ok := c.hidden[r]; ok {
				return fmt.Errorf("the room reads %q, which is of %q: %s", r, t, spoken(words))
			}
		}
	}
	return nil
}

func spoken(words []desk.Word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.Text + " ")
	}
	return b.String()
}

// runs are all runs of letters of a text, one for each letter that begins one.
func runs(text string) []string {
	letters := []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text))
	var all []string
	for i := 0; i+run <= len(letters); i++ {
		all = append(all, string(letters[i:i+run]))
	}
	return all
}
