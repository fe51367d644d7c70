package handout_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
)

func boxInput(form paper.Form) handout.BoxInput {
	leaflet, card := sample(), sample()
	card.Form.Format, card.Handout.ID, card.Handout.Title = paper.Card, "card", "A card"
	card.Handout.Body.Blocks = nil
	for range 4 {
		card.Handout.Body.Blocks = append(card.Handout.Body.Blocks, say(strings.Repeat("Stay with them. ", 6)))
	}
	return handout.BoxInput{PlanInput: planInput(form), People: 11, Tickets: sampleTickets(11), Handouts: []handout.Input{leaflet, card}}
}

func makeBox(t *testing.T, in handout.BoxInput) []handout.BoxPart {
	t.Helper()
	parts, err := newPress(t).Box(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return parts
}

// copies are the copies of the parts by kind and name.
func copies(parts []handout.BoxPart) []string {
	var all []string
	for _, p := range parts {
		all = append(all, string(p.Kind)+" "+p.Name+" "+strings.Repeat("I", p.Copies))
	}
	return all
}

func TestBoxHasEverythingInTheOrderInWhichItIsNeeded(t *testing.T) {
	in := boxInput(paper.Form{})
	eleven := strings.Repeat("I", 11)
	want := []string{
		"plan Session plan I", "materials What to bring I", "consent Words to read out I", "tickets Tickets I", "before Questions before we start I",
		"after Questions at the end I", "key Answer key I", "handout Overdose: what to do " + eleven, "handout A card II", "evaluation How was it for you? IIIIII",
		"cover Session in a box I",
	}
	parts := makeBox(t, in)
	if diff := cmp.Diff(want, copies(parts)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	cover := parts[len(parts)-1].Sheet.PDF
	keep(t, cover)
	text := textOf(t, cover)
	for _, want := range []string{"For 11 people, on", "Overdose: what to do", "one for each ticket", "2 to a page, to cut apart"} {
		if !strings.Contains(text, want) {
			t.Errorf("the list does not say %q:\n%s", want, text)
		}
	}
	in.Tickets = nil
	own := copies(makeBox(t, in))
	if own[3] != "before Questions before we start "+eleven || own[4] != "after Questions at the end "+eleven {
		t.Errorf("with own codes there is no sheet for everybody: %q", own)
	}
	in.Plan = briefInput(paper.Form{}).Plan
	if diff := cmp.Diff([]string{"plan Brief talk I", "handout Overdose: what to do " + eleven, "handout A card II", "evaluation How was it for you? IIIIII", "cover Session in a box I"}, copies(makeBox(t, in))); diff != "" {
		t.Errorf("of a brief talk: -want +got:\n%s", diff)
	}
}

func TestOnePartOfTheBoxAlone(t *testing.T) {
	in := boxInput(paper.Form{})
	in.Handouts = in.Handouts[:1]
	for part, want := range map[paper.BoxPart][]string{
		paper.BoxSheets: {"tickets Tickets I", "before Questions before we start I", "after Questions at the end I"}, paper.BoxMaterials: {"materials What to bring I"},
		paper.BoxHandouts: {"handout Overdose: what to do " + strings.Repeat("I", 11)}, paper.BoxEvaluation: {"evaluation How was it for you? IIIIII"},
	} {
		in.Only = part
		if diff := cmp.Diff(want, copies(makeBox(t, in))); diff != "" {
			t.Errorf("%s: -want +got:\n%s", part, diff)
		}
	}
	in.Plan, in.Only = briefInput(paper.Form{}).Plan, paper.BoxMaterials
	if diff := cmp.Diff([]string{"materials What to bring I"}, copies(makeBox(t, in))); diff != "" {
		t.Errorf("of a brief talk: -want +got:\n%s", diff)
	}
}

func TestBoxIsPrintedInOneGoAsFarAsItCan(t *testing.T) {
	press, parts := newPress(t), makeBox(t, boxInput(paper.Form{}))
	for name, test := range map[string]struct {
		bothSides bool
		rest      []string
	}{
		"both sides": {true, nil},
		"one side":   {false, []string{"handout A card II"}},
	} {
		t.Run(name, func(t *testing.T) {
			sheet, rest, err := press.Together(t.Context(), parts, paper.A4, test.bothSides)
			if err != nil {
				t.Fatal(err)
			}
			keep(t, sheet.PDF)
			t.Logf("%d pages, %d kB", sheet.Pages, len(sheet.PDF)>>10)
			isSound(t, sheet.PDF)
			if got := pageCount(t, sheet.PDF); got != sheet.Pages || test.bothSides && got%2 != 0 || sheet.TwoSided != test.bothSides {
				t.Errorf("%d pages in the file, %d in the sheet, two-sided %v", got, sheet.Pages, sheet.TwoSided)
			}
			if diff := cmp.Diff(test.rest, copies(rest)); diff != "" {
				t.Errorf("what is left: -want +got:\n%s", diff)
			}
			text := textOf(t, sheet.PDF)
			for ticket := range strings.SplitSeq(strings.Join(sampleTickets(11), " "), " ") {
				if !strings.Contains(text, ticket) {
					t.Errorf("ticket %s is missing", ticket)
				}
			}
			again, _, err := press.Together(t.Context(), parts, paper.A4, test.bothSides)
			if err != nil || !bytes.Equal(again.PDF, sheet.PDF) {
				t.Errorf("the same parts gave different bytes (error %v)", err)
			}
		})
	}
	sheet, rest, err := press.Together(t.Context(), parts, paper.Letter, true)
	if err != nil || sheet.Pages != 0 || len(rest) != len(parts) {
		t.Errorf("on paper that none is made for: %d pages, %d left, error %v", sheet.Pages, len(rest), err)
	}
}
