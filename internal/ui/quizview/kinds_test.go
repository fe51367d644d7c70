package quizview

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// Items of every further kind.
func steps() quiz.Item {
	return quiz.Item{ID: "steps", Kind: quiz.Order, Prompt: "What comes when?", Critical: true, Partial: true, Hint: "Look first.", Choices: []quiz.Choice{
		{ID: "look", Text: "Look for danger", Feedback: "You help nobody if you are hurt."},
		{ID: "call", Text: "Call an ambulance"},
		{ID: "give", Text: "Give naloxone"},
	}}
}

func pairs() quiz.Item {
	return quiz.Item{ID: "pairs", Kind: quiz.Match, Prompt: "What does what?", Partial: true, Choices: []quiz.Choice{
		{ID: "nal", Text: "Naloxone", Match: "Reverses opioids", Feedback: "For a while."},
		{ID: "air", Text: "Breaths", Match: "Bring oxygen"},
		{ID: "salt", Match: "Do nothing"},
	}}
}

func word() quiz.Item {
	return quiz.Item{ID: "word", Kind: quiz.Short, Prompt: "What reverses it?", Explanation: "It is naloxone.", Choices: []quiz.Choice{
		{ID: "a", Text: "naloxone", Correct: true, Feedback: "Yes."},
		{ID: "b", Text: "*salt*", Feedback: "Salt does not help."},
	}}
}

func number() quiz.Item {
	return quiz.Item{ID: "number", Kind: quiz.Number, Unit: "minutes", Prompt: "How long until a second dose?", Choices: []quiz.Choice{
		{ID: "a", Text: "2", Tolerance: "0.5", Correct: true, Feedback: "Two to three."},
		{ID: "b", Text: "*", Feedback: "Sooner than that."},
	}}
}

func view() quiz.Item {
	return quiz.Item{ID: "view", Kind: quiz.Single, Survey: true, Prompt: "How ready do you feel?", Choices: []quiz.Choice{
		{ID: "ready", Text: "Ready"}, {ID: "unready", Text: "Not ready"},
	}}
}

// with opens an attempt at a quiz of these items.
func with(t *testing.T, items ...quiz.Item) *rig {
	t.Helper()
	return withQuiz(t, quiz.Quiz{ID: "q", Pass: 60, Items: items})
}

func withQuiz(t *testing.T, q quiz.Quiz) *rig {
	t.Helper()
	a := quiz.Attempt{ID: "a", Module: "m", Quiz: q, Started: noon, Seed: 1}
	return open(t, record(a), "a")
}

// typed types text into what has the keyboard.
func (g *rig) typed(text string) {
	g.t.Helper()
	for _, r := range text {
		f := g.canvas.Focused()
		if f == nil {
			g.t.Fatal("nothing has the keyboard")
		}
		f.TypedRune(r)
	}
}

// alt types a key while Alt is held.
func (g *rig) alt(k fyne.KeyName) {
	g.t.Helper()
	g.canvas.Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierAlt})
}

// only is the one response that was kept.
func (g *rig) only() quiz.Response {
	g.t.Helper()
	g.work.Drain()
	if len(g.keeper.saved) != 1 {
		g.t.Fatalf("%d responses kept; missing: %q", len(g.keeper.saved), g.model.given.problem)
	}
	return g.keeper.saved[0]
}

// settle puts an Order right with keys alone: for each place in turn, it goes to the row that belongs there and
// moves it up.
func (g *rig) settle(move func(rows int)) {
	for place := range g.model.item.Choices {
		at := slices.IndexFunc(g.model.given.chosen, func(id quiz.ChoiceID) bool { return g.model.choice(id).Place == place+1 })
		for g.item.order.list.Current() < at {
			g.key(fyne.KeyDown)
		}
		for g.item.order.list.Current() > at {
			g.key(fyne.KeyUp)
		}
		move(at - place)
	}
}

func TestAnOrderIsPutRightWithAltAndArrows(t *testing.T) {
	g := with(t, steps())
	g.settle(func(rows int) {
		for range rows {
			g.alt(fyne.KeyUp)
		}
	})
	if got := g.model.state().Says; !strings.Contains(got, "is now number") {
		t.Errorf("what moved is not said: %q", got)
	}
	g.key(fyne.KeyReturn)
	want := quiz.Response{Item: "steps", Choices: ids{"look", "call", "give"}, Credit: quiz.Full, Correct: true, At: noon}
	if diff := cmp.Diff(want, g.only()); diff != "" {
		t.Error(diff)
	}
}

func TestAnOrderIsPutRightByTakingRowsUp(t *testing.T) {
	g := with(t, steps())
	g.settle(func(rows int) {
		g.key(fyne.KeySpace)
		for range rows {
			g.key(fyne.KeyUp)
		}
		g.key(fyne.KeySpace)
	})
	g.key(fyne.KeyReturn)
	if r := g.only(); !r.Correct {
		t.Errorf("the order is %v", r.Choices)
	}
	if g.canvas.Focused() != g.item.next {
		t.Error("the keyboard is not on the way on")
	}
}

func TestAnOrderIsPutRightWithNumbers(t *testing.T) {
	g := with(t, steps())
	for place := range 3 {
		at := slices.IndexFunc(g.model.given.chosen, func(id quiz.ChoiceID) bool { return g.model.choice(id).Place == place+1 })
		g.item.order.list.Focus(at)
		g.key([]fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3}[place])
		if g.item.order.list.Current() != place {
			t.Errorf("the keyboard did not follow the row to %d", place)
		}
	}
	g.key(fyne.KeyReturn)
	if r := g.only(); !r.Correct {
		t.Errorf("the order is %v", r.Choices)
	}
}

func TestAnOrderThatWasNotTouchedIsAskedAbout(t *testing.T) {
	g := with(t, steps())
	g.key(fyne.KeyReturn)
	if !strings.HasPrefix(g.model.state().Missing, "Nothing is moved yet.") || !g.item.missing.Visible() {
		t.Fatalf("missing: %q", g.model.state().Missing)
	}
	g.key(fyne.KeyReturn)
	if r := g.only(); r.Correct || r.Credit == quiz.Full {
		t.Errorf("worth %d", r.Credit)
	}
	st := g.model.state()
	if v := st.Outcome.Verdict; v != wasPartly && v != wasWrong {
		t.Errorf("verdict %d", v)
	}
	if diff := cmp.Diff([]string{"1. Look for danger", "2. Call an ambulance", "3. Give naloxone"}, st.Outcome.Answer); diff != "" {
		t.Error(diff)
	}
}

func TestReturnPutsARowDownFirst(t *testing.T) {
	g := with(t, steps())
	g.key(fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn)
	if g.model.given.up != -1 || len(g.keeper.saved) != 0 || g.model.saving {
		t.Errorf("up %d, saving %v", g.model.given.up, g.model.saving)
	}
}

func TestPairsAreMadeWithLetters(t *testing.T) {
	g := with(t, pairs())
	for row, id := range (ids{"nal", "air"}) {
		at := slices.IndexFunc(g.model.given.rights, func(c quiz.Choice) bool { return c.ID == id })
		g.key(fyne.KeyName(letter(at)))
		if g.model.given.beside(row) != at {
			t.Fatalf("beside row %d is %d, want %d", row, g.model.given.beside(row), at)
		}
		g.key(fyne.KeyDown)
	}
	g.key(fyne.KeyReturn)
	want := quiz.Response{Item: "pairs", Choices: ids{"nal", "air"}, Credit: quiz.Full, Correct: true, At: noon}
	if diff := cmp.Diff(want, g.only()); diff != "" {
		t.Error(diff)
	}
}

func TestPairsAreMadeWithArrows(t *testing.T) {
	g := with(t, pairs())
	for row, id := range (ids{"nal", "air"}) {
		for range 5 {
			if g.model.given.chosen[row] != id {
				g.key(fyne.KeyRight)
			}
		}
		g.key(fyne.KeyDown)
	}
	g.key(fyne.KeyReturn)
	if r := g.only(); !r.Correct {
		t.Errorf("given %v", r.Choices)
	}
}

func TestPairsAreMadeFromAList(t *testing.T) {
	g := with(t, pairs())
	for row, id := range (ids{"nal", "air"}) {
		at := slices.IndexFunc(g.model.given.rights, func(c quiz.Choice) bool { return c.ID == id })
		g.key(fyne.KeyReturn) // on a row with nothing beside it
		if g.canvas.Overlays().Top() == nil {
			t.Fatal("the list does not open")
		}
		for range at {
			g.key(fyne.KeyDown)
		}
		g.key(fyne.KeySpace)
		if g.canvas.Overlays().Top() != nil || g.item.match.list.Current() != row {
			t.Fatalf("the keyboard does not go back to row %d", row)
		}
		g.key(fyne.KeyDown)
	}
	g.key(fyne.KeyReturn)
	if r := g.only(); !r.Correct {
		t.Errorf("given %v", r.Choices)
	}
}

func TestARightSideStandsBesideOneRow(t *testing.T) {
	g := with(t, pairs())
	g.key(fyne.KeyA, fyne.KeyDown, fyne.KeyA)
	if got := g.model.given.chosen; got[0] != "" || got[1] == "" {
		t.Errorf("given %v", got)
	}
	g.key(fyne.KeyReturn)
	if !strings.HasPrefix(g.model.state().Missing, "One row has nothing beside it yet.") {
		t.Errorf("missing: %q", g.model.state().Missing)
	}
	g.key(fyne.KeyReturn) // once more leaves it open
	if r := g.only(); r.Choices[0] != "" || r.Choices[1] == "" {
		t.Errorf("kept %v", r.Choices)
	}
	if p := g.model.state().Pairs[0]; p.Right != "" || p.Note != "Goes with: Reverses opioids. For a while." || p.Mark != wrong {
		t.Errorf("the open row shows %+v", p)
	}
}

func TestWordsAreTyped(t *testing.T) {
	g := with(t, word())
	g.key(fyne.KeyReturn)
	if got := g.model.state().Missing; got != "Write an answer first. A guess is fine." {
		t.Errorf("missing: %q", got)
	}
	g.typed("Salt water")
	if g.model.state().Missing != "" {
		t.Error("what was missing stays while something is written")
	}
	g.key(fyne.KeyReturn)
	want := quiz.Response{Item: "word", Text: "Salt water", At: noon}
	if diff := cmp.Diff(want, g.only()); diff != "" {
		t.Error(diff)
	}
	rows := []choiceState{{"Salt water", "Salt does not help.", wrong}, {"naloxone", "This is right.", missed}}
	if diff := cmp.Diff(rows, g.model.state().Choices); diff != "" {
		t.Error(diff)
	}
}

func TestANumberThatIsNoneLosesNothing(t *testing.T) {
	g := with(t, number())
	g.typed("soon")
	g.key(fyne.KeyReturn)
	if got := g.model.state().Missing; got != "That is not a number yet. Write it in figures, such as 2 or 0.5, in minutes." {
		t.Errorf("missing: %q", got)
	}
	if g.item.decimal.entry.Text() != "soon" || g.canvas.Focused() != g.item.decimal.first() {
		t.Error("what was written is gone, or the keyboard is")
	}
	test.AssertRendersToMarkup(t, "not_a_number.xml", g.canvas)
	g.key(fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace)
	g.typed("2,5")
	g.key(fyne.KeyReturn)
	if r := g.only(); !r.Correct || r.Text != "2,5" {
		t.Errorf("kept %+v", r)
	}
	if diff := cmp.Diff([]choiceState{{"2,5 minutes", "Two to three.", right}}, g.model.state().Choices); diff != "" {
		t.Error(diff)
	}
}

func TestNoughtChoosesNotToKnowAmongTheChoices(t *testing.T) {
	g := with(t, sample().Items[2])
	if keys := g.model.state().Keys; !strings.Contains(keys, "0 chooses “I don't know”.") {
		t.Errorf("the key is not named: %q", keys)
	}
	g.key(fyne.Key0)
	if !slices.Equal(g.chosen(), ids{quiz.Unsure}) || len(g.keeper.saved) != 0 {
		t.Errorf("chosen %v; %d saved", g.chosen(), len(g.keeper.saved))
	}
	g.key(fyne.KeyReturn)
	if r := g.only(); !r.Given().DontKnow() || r.Sure != quiz.NotAsked {
		t.Errorf("kept %+v", r)
	}
}

func TestASurveyHasNoVerdict(t *testing.T) {
	for name, c := range map[string]struct {
		keys []fyne.KeyName
		want ids
	}{
		"a view is kept":      {[]fyne.KeyName{fyne.Key2, fyne.KeyReturn}, ids{"unready"}},
		"it can be left open": {[]fyne.KeyName{fyne.Key1, fyne.Key1, fyne.KeyTab, fyne.KeyTab, fyne.KeyReturn}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			g := withQuiz(t, quiz.Quiz{ID: "q", AskSure: true, Items: []quiz.Item{view()}})
			g.key(c.keys...)
			r := g.only()
			if len(r.Choices) != len(c.want) || r.Sure != quiz.NotAsked || r.Credit != 0 {
				t.Errorf("kept %+v", r)
			}
			if v := g.model.state().Outcome.Verdict; v != wasView {
				t.Errorf("verdict %d", v)
			}
		})
	}
}

func TestSurenessIsSaidWithOneKey(t *testing.T) {
	for name, c := range map[string]struct {
		keys []fyne.KeyName
		want quiz.Sureness
	}{
		"S is sure":                       {[]fyne.KeyName{fyne.Key1, fyne.KeyS}, quiz.Sure},
		"N is not sure":                   {[]fyne.KeyName{fyne.Key1, fyne.KeyN}, quiz.NotSure},
		"Return leads to the buttons":     {[]fyne.KeyName{fyne.Key1, fyne.KeyReturn, fyne.KeyReturn}, quiz.Sure},
		"and Tab to the one for unsure":   {[]fyne.KeyName{fyne.Key1, fyne.KeyReturn, fyne.KeyTab, fyne.KeyReturn}, quiz.NotSure},
		"S without a choice does nothing": {[]fyne.KeyName{fyne.KeyS, fyne.Key2, fyne.KeyN}, quiz.NotSure},
	} {
		t.Run(name, func(t *testing.T) {
			q := sample()
			q.AskSure = true
			g := withQuiz(t, q)
			g.key(c.keys...)
			if r := g.only(); r.Sure != c.want {
				t.Errorf("sureness %q, want %q", r.Sure, c.want)
			}
		})
	}
}

func TestNotKnowingIsNotAskedHowSure(t *testing.T) {
	q := quiz.Quiz{ID: "q", AskSure: true, Items: sample().Items[2:]}
	g := withQuiz(t, q)
	g.key(fyne.Key3)
	if g.item.answer.Hidden || !g.item.sure[0].Hidden {
		t.Error("how sure is asked of who does not know")
	}
	g.key(fyne.KeyReturn)
	if r := g.only(); r.Sure != quiz.NotAsked || g.model.state().Outcome.Verdict != wasUnsure {
		t.Errorf("kept %+v", r)
	}
}

// Nobody is held up by a question, nor made to guess.
func TestIDontKnowIsAnAnswerToEveryKind(t *testing.T) {
	single := sample().Items[0]
	for name, it := range map[string]quiz.Item{"single": single, "order": steps(), "match": pairs(), "short": word(), "number": number()} {
		t.Run(name, func(t *testing.T) {
			g := with(t, it)
			if it.Kind == quiz.Short || it.Kind == quiz.Number {
				g.canvas.Focus(g.item.skip)
				g.key(fyne.KeySpace)
			} else {
				g.key(fyne.Key0)
			}
			if r := g.only(); r.Correct || !r.Given().DontKnow() || r.Sure != quiz.NotAsked {
				t.Errorf("kept %+v", r)
			}
			st := g.model.state()
			if st.Outcome.Verdict != wasUnsure || st.Phase != explained {
				t.Errorf("verdict %v in phase %v", st.Outcome.Verdict, st.Phase)
			}
			for _, c := range st.Choices {
				if c.Mark == wrong {
					t.Errorf("%q is marked as a mistake", c.Text)
				}
			}
			for _, p := range st.Pairs {
				if p.Mark != missed || !strings.HasPrefix(p.Note, "Goes with: ") {
					t.Errorf("%q is %v, %q", p.Left, p.Mark, p.Note)
				}
			}
		})
	}
	for name, it := range map[string]quiz.Item{"a survey": view(), "true or false": sample().Items[2]} {
		if g := with(t, it); !g.item.skip.Hidden {
			t.Errorf("%s offers it beside its choices", name)
		}
	}
}

func TestTheHintIsShownOnRequestAndNoted(t *testing.T) {
	g := with(t, steps())
	if g.model.state().Hint != "" || g.item.tip.Hidden {
		t.Fatal("the hint shows before it is asked for, or cannot be asked for")
	}
	g.key(fyne.KeyH)
	if g.model.state().Hint != "Look first." || !g.item.tip.Hidden || g.item.order.list.Current() != 0 {
		t.Errorf("hint %q, at row %d", g.model.state().Hint, g.item.order.list.Current())
	}
	g.alt(fyne.KeyDown)
	g.key(fyne.KeyReturn)
	if r := g.only(); !r.Hinted {
		t.Error("the hint is not noted")
	}
}

func TestFeedbackAtTheEndShowsNoVerdictBetween(t *testing.T) {
	q := sample()
	q.Feedback = quiz.AtTheEnd
	g := withQuiz(t, q)
	for range q.Items {
		g.key(fyne.Key1, fyne.KeyReturn)
		g.work.Drain()
		if g.model.phase == explained || g.item.outcome.root.Visible() {
			t.Fatalf("a verdict shows after item %d", g.model.number)
		}
	}
	if len(g.keeper.saved) != 3 || len(g.way.replaced) != 1 {
		t.Errorf("%d kept, led to %v", len(g.keeper.saved), g.way.replaced)
	}
}

func TestTimeIsTakenFromSeeingToAnswering(t *testing.T) {
	for name, c := range map[string]struct {
		away, want time.Duration
	}{
		"while somebody is there": {40 * time.Second, 40 * time.Second},
		"five minutes at most":    {3 * time.Hour, 5 * time.Minute},
		"a clock that went back":  {-time.Hour, 0},
	} {
		t.Run(name, func(t *testing.T) {
			g := with(t, sample().Items...)
			g.now = noon.Add(c.away)
			g.key(fyne.Key1, fyne.KeyReturn)
			if r := g.only(); r.Took != c.want {
				t.Errorf("took %v, want %v", r.Took, c.want)
			}
		})
	}
}

func TestAFullDiskKeepsWhatWasGiven(t *testing.T) {
	for name, c := range map[string]struct {
		item quiz.Item
		give func(g *rig)
		kept func(g *rig) bool
	}{
		"an order": {steps(), func(g *rig) { g.alt(fyne.KeyDown) }, func(g *rig) bool { return g.model.given.touched && len(g.model.given.chosen) == 3 }},
		"pairs":    {pairs(), func(g *rig) { g.key(fyne.KeyA, fyne.KeyDown, fyne.KeyB) }, func(g *rig) bool { return g.model.given.beside(0) == 0 && g.model.given.beside(1) == 1 }},
		"words":    {word(), func(g *rig) { g.typed("naloxone") }, func(g *rig) bool { return g.item.short.entry.Text() == "naloxone" }},
		"a number": {number(), func(g *rig) { g.typed("2") }, func(g *rig) bool { return g.item.decimal.entry.Text() == "2" }},
		"a view":   {view(), func(g *rig) { g.key(fyne.Key2) }, func(g *rig) bool { return g.model.given.isChosen("unready") }},
	} {
		t.Run(name, func(t *testing.T) {
			g := with(t, c.item)
			g.keeper.err = progress.ErrDiskFull
			c.give(g)
			g.key(fyne.KeyReturn)
			g.work.Drain()
			if !g.item.error.Visible() || g.model.phase != answering || !c.kept(g) {
				t.Fatalf("error shown %v, phase %d, given %+v", g.item.error.Visible(), g.model.phase, g.model.given)
			}
			g.keeper.err = nil
			g.key(fyne.KeyReturn) // on "Try again"
			g.only()
			if g.model.phase != explained {
				t.Errorf("phase %d after another try", g.model.phase)
			}
		})
	}
}
