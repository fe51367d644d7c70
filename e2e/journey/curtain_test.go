package journey

import (
	"fmt"
	"strings"
	"testing"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/modules"
)

// plans are those of the module that the workshop is about, and of two that are unlike it. Of a whole library some notes
// and slides have a run of letters in common by chance.
func plans(t *testing.T) []plan.Plan {
	t.Helper()
	cat, _, err := content.Load(t.Context(), modules.FS)
	if err != nil {
		t.Fatal(err)
	}
	var all []plan.Plan
	for _, id := range []catalog.ModuleID{WorkshopModule, "harm-reduction-basics", "needle-programs"} {
		p, err := plan.Make(cat, []catalog.ModuleID{id}, 90)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// read is texts below each other as they would be read from a picture: in lines of some words, with every 40th letter misread.
func read(texts ...string) []desk.Word {
	var words []desk.Word
	letters, line := 0, 0
	for _, text := range texts {
		for i, w := range strings.Fields(text) {
			misread := []rune(w)
			for j := range misread {
				if letters++; letters%40 == 0 {
					misread[j] = '¢'
				}
			}
			words = append(words, desk.Word{Text: string(misread), X: 80 * (i % 9), Y: 30 * (line + i/9), W: 70, H: 20})
		}
		line += 1 + len(strings.Fields(text))/9
	}
	return words
}

// TestANoteIsFoundInWhatTheRoomReads plants every note of every bundled plan into what the room reads.
func TestANoteIsFoundInWhatTheRoomReads(t *testing.T) {
	for _, p := range plans(t) {
		c := newCurtain(p)
		planted, missed := 0, 0
		for _, s := range p.Sections {
			slide := "Responding " + s.Title
			for _, n := range s.Notes {
				planted++
				if c.check(read(slide, n.Text, "Answer now by phone, on paper or by hand.")) == nil {
					missed++
					t.Logf("%s: not told from what the room may see: %q", p.Title, n.Text)
				}
			}
		}
		const few = 10 // percent: one of a few words, or one that a slide says too
		if planted == 0 || 100*missed > few*planted {
			t.Errorf("%s: %d of %d notes are not found", p.Title, missed, planted)
		}
	}
}

func TestWhatIsForTheRoomIsNotHidden(t *testing.T) {
	for _, p := range plans(t) {
		c := newCurtain(p)
		for _, s := range p.Sections {
			for i, st := range s.Steps {
				text := []string{p.Title, s.Title}
				if st.Slide != nil {
					text = append(append(text, st.Slide.Title), st.Slide.Lines...)
				}
				if st.Poll != nil && st.Poll.Item != nil {
					text = append(text, st.Poll.Item.Prompt)
					for _, choice := range st.Poll.Item.Choices {
						text = append(text, choice.Text)
					}
				}
				if err := c.check(read(text...)); err != nil {
					t.Errorf("%s, step %d of %q: %v", p.Title, i, s.Title, err)
				}
			}
		}
	}
}

func TestTheCurtainOpensBitByBit(t *testing.T) {
	const why = "No answer and breathing that is not normal means act now."
	c := newCurtain(plan.Plan{Title: "Overdose", Sections: []plan.Section{{Title: "Signs", Notes: []plan.Note{{Text: "Ask the quiet ones first, and wait."}}}}})
	c.hide(why, "Flamingos in the kitchen")
	for _, s := range []struct {
		name, text string
		hidden     bool
	}{
		{"the title", "Overdose Signs", false},
		{"a note", "Overdose Ask the quiet ones first, and wait.", true},
		{"an explanation", "Signs " + why, true},
		{"a word that nobody approved", "flamingos in the kitchen +1", true},
		{"the mark of a right answer", "A Shout his name Right answer", true},
		{"a part of the app", "Signs 9 min left", true},
	} {
		if err := c.check(read(s.text)); (err != nil) != s.hidden {
			t.Errorf("%s: %v", s.name, err)
		}
	}
	c.show(why)
	c.allow(rightMark)
	if err := c.check(read(fmt.Sprintf("A Shout his name %s Why %s", rightMark, why))); err != nil {
		t.Error(err)
	}
}
