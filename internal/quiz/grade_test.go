package quiz_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/quiz"
)

type ids = []quiz.ChoiceID

func chose(chosen ...quiz.ChoiceID) quiz.Given { return quiz.Given{Choices: chosen} }

func wrote(text string) quiz.Given { return quiz.Given{Text: text} }

// steps is an Order of these choices.
func steps(id quiz.ItemID, all ...quiz.ChoiceID) quiz.Item {
	it := quiz.Item{ID: id, Kind: quiz.Order, Partial: true}
	for _, c := range all {
		it.Choices = append(it.Choices, quiz.Choice{ID: c, Text: "step " + string(c)})
	}
	return it
}

// pairs is a Match of "left=right" texts with the ids a, b, c and so on; a left side may be empty.
func pairs(texts ...string) quiz.Item {
	it := quiz.Item{ID: "pairs", Kind: quiz.Match, Partial: true}
	for i, text := range texts {
		left, right, _ := strings.Cut(text, "=")
		it.Choices = append(it.Choices, quiz.Choice{ID: quiz.ChoiceID(rune('a' + i)), Text: left, Match: right})
	}
	return it
}

// known is a Short or Number item of "text" (right), "text ± tolerance" (right), "!text" (wrong) or "50 text"
// (worth 50 percent); ids are a, b, c and so on.
func known(kind quiz.Kind, texts ...string) quiz.Item {
	it := quiz.Item{ID: "known", Kind: kind, Partial: true}
	for i, text := range texts {
		c := quiz.Choice{ID: quiz.ChoiceID(rune('a' + i))}
		text, c.Tolerance, _ = strings.Cut(text, " ± ")
		switch {
		case strings.HasPrefix(text, "!"):
			c.Text = text[1:]
		case strings.HasPrefix(text, "50 "):
			c.Text, c.Credit = text[3:], quiz.Full/2
		default:
			c.Text, c.Correct = text, true
		}
		it.Choices = append(it.Choices, c)
	}
	return it
}

// worth gives the choices of an item these credits, in percent.
func worth(it quiz.Item, percent ...int) quiz.Item {
	it.Partial = true
	for i, p := range percent {
		it.Choices[i].Credit = p * quiz.Full / 100
	}
	return it
}

func partial(it quiz.Item) quiz.Item { it.Partial = true; return it }

func whole(it quiz.Item) quiz.Item { it.Partial = false; return it }

func survey(it quiz.Item) quiz.Item { it.Survey = true; return it }

func TestCredit(t *testing.T) {
	three := multiple("m", ids{"x", "y", "z"}, "x", "y", "z", "p", "q")
	thirds := multiple("m", ids{"x", "y", "z"}, "x", "y", "z", "p", "q")
	for i := range 3 {
		thirds.Choices[i].Credit = 33333
	}
	thirds.Choices[3].Credit = -33333
	thirds = partial(thirds)
	body := pairs("Breathing=Slow", "Lips=Blue", "Eyes=Small", "=Wide")
	cases := []struct {
		name  string
		item  quiz.Item
		given quiz.Given
		want  int
	}{
		{"single, right", single("s", "x", "x", "y"), chose("x"), quiz.Full},
		{"single, half", worth(single("s", "x", "x", "y"), 0, 50), chose("y"), 50_000},
		{"single, a choice that costs", worth(single("s", "x", "x", "y"), 0, -50), chose("y"), 0},
		{"single, a wrong choice is never worth all", worth(single("s", "x", "x", "y"), 0, 100), chose("y"), quiz.Full - 1},
		{"single, half, where nothing is partial", whole(worth(single("s", "x", "x", "y"), 0, 50)), chose("y"), 0},
		{"multiple, one of three", partial(three), chose("x"), 33_333},
		{"multiple, two of three", partial(three), chose("z", "x"), 66_666},
		{"multiple, all three", partial(three), chose("z", "x", "y"), quiz.Full},
		{"multiple, two and a wrong one", partial(three), chose("z", "x", "p"), 33_333},
		{"multiple, everything", partial(three), chose("x", "y", "z", "p", "q"), 33_333},
		{"multiple, only wrong ones", partial(three), chose("p", "q"), 0},
		{"multiple, two of three, all or nothing", three, chose("z", "x"), 0},
		{"multiple, stated thirds add up", thirds, chose("x", "y", "z"), quiz.Full},
		{"multiple, stated, one", thirds, chose("x"), 33_333},
		{"multiple, stated, one and one that costs", thirds, chose("x", "p"), 0},
		{"multiple, stated, one that costs nothing", thirds, chose("x", "y", "z", "q"), 99_999},
		{"multiple, one of which is worth all", worth(multiple("m", ids{"x", "y"}, "x", "y"), 100, 100), chose("x"), quiz.Full - 1},
		{"multiple without a right choice", partial(multiple("m", nil, "x", "y")), chose("x"), 0},
		{"order, right", steps("o", "a", "b", "c", "d"), chose("a", "b", "c", "d"), quiz.Full},
		{"order, the first one last", steps("o", "a", "b", "c", "d"), chose("b", "c", "d", "a"), 66_666},
		{"order, two swapped", steps("o", "a", "b", "c", "d"), chose("b", "a", "d", "c"), 33_333},
		{"order, backwards", steps("o", "a", "b", "c", "d"), chose("d", "c", "b", "a"), 0},
		{"order, two swapped, all or nothing", whole(steps("o", "a", "b", "c")), chose("b", "a", "c"), 0},
		{"order of one", steps("o", "a"), chose("a"), quiz.Full},
		{"order, one missing", steps("o", "a", "b"), chose("a"), 0},
		{"match, all", body, chose("a", "b", "c"), quiz.Full},
		{"match, one of three", body, chose("a", "c", "b"), 33_333},
		{"match, two of three and a gap", body, chose("a", "b", ""), 66_666},
		{"match, with what belongs to nothing", body, chose("d", "b", "c"), 66_666},
		{"match, none", body, chose("c", "a", "b"), 0},
		{"match, two of three, all or nothing", whole(body), chose("a", "b", ""), 0},
		{"match, two right sides that say the same", pairs("1=odd", "2=even", "3=odd"), chose("c", "b", "a"), quiz.Full},
		{"short, a variant", known(quiz.Short, "naloxone", "narcan"), wrote("Narcan"), quiz.Full},
		{"short, half", known(quiz.Short, "naloxone", "50 nal*"), wrote("naloxine"), 50_000},
		{"short, a known mistake", known(quiz.Short, "naloxone", "!*salt*"), wrote("salt water"), 0},
		{"short, unknown", known(quiz.Short, "naloxone"), wrote("water"), 0},
		{"number, within", known(quiz.Number, "2 ± 0.5"), wrote("2,5"), quiz.Full},
		{"number, outside", known(quiz.Number, "2 ± 0.5", "!*"), wrote("2.51"), 0},
		{"number, half", known(quiz.Number, "2", "50 2 ± 1"), wrote("3"), 50_000},
		{"a survey", survey(single("s", "x", "x", "y")), chose("x"), 0},
		{"a survey in words", survey(known(quiz.Short, "x")), wrote("x"), 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.item.Credit(c.given); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
			if got := c.item.Correct(c.given); got != (c.want == quiz.Full) {
				t.Errorf("correct: %v", got)
			}
		})
	}
}

func TestAccepts(t *testing.T) {
	s, m := single("s", "x", "x", "y"), multiple("m", ids{"x"}, "x", "y")
	o, p := steps("o", "a", "b", "c"), pairs("1=odd", "2=even", "=both")
	words, count := known(quiz.Short, "x"), known(quiz.Number, "2")
	cases := []struct {
		name  string
		item  quiz.Item
		given quiz.Given
		want  error
	}{
		{"one of a single", s, chose("y"), nil},
		{"the same twice", s, chose("y", "y"), nil},
		{"two of a single", s, chose("y", "x"), quiz.ErrOneChoice},
		{"nothing of a single", s, chose(), quiz.ErrNothingChosen},
		{"only text for a single", s, wrote("x"), quiz.ErrNothingChosen},
		{"two of a multiple", m, chose("y", "x"), nil},
		{"an unknown one", m, chose("y", "q"), quiz.ErrUnknownChoice},
		{"all in an order", o, chose("c", "a", "b"), nil},
		{"two of three in an order", o, chose("c", "a"), quiz.ErrNotAllPlaced},
		{"one twice in an order", o, chose("c", "a", "a"), quiz.ErrNotAllPlaced},
		{"one too many in an order", o, chose("c", "a", "b", "a"), quiz.ErrNotAllPlaced},
		{"a gap in an order", o, chose("c", "", "a"), quiz.ErrUnknownChoice},
		{"nothing in order", o, chose(), quiz.ErrNothingChosen},
		{"all beside something", p, chose("c", "a"), nil},
		{"the same beside both", p, chose("c", "c"), nil},
		{"a gap", p, chose("", "a"), nil},
		{"only gaps", p, chose("", ""), quiz.ErrNothingChosen},
		{"too few", p, chose("a"), quiz.ErrNotAllPlaced},
		{"too many", p, chose("a", "b", "c"), quiz.ErrNotAllPlaced},
		{"an unknown right side", p, chose("a", "q"), quiz.ErrUnknownChoice},
		{"words", words, wrote(" ? "), nil},
		{"spaces", words, wrote(" \n\u00a0"), quiz.ErrNothingChosen},
		{"a choice where words are wanted", words, chose("a"), quiz.ErrUnknownChoice},
		{"a novel", words, wrote(strings.Repeat("x", quiz.MaxText+1)), quiz.ErrTooLong},
		{"a number", count, wrote("2"), nil},
		{"a number in words", count, wrote("two"), quiz.ErrNotANumber},
		{"no number", count, wrote(""), quiz.ErrNothingChosen},
		{"nothing for a survey", survey(s), chose(), nil},
		{"one of a survey", survey(s), chose("x"), nil},
		{"an unknown one of a survey", survey(s), chose("q"), quiz.ErrUnknownChoice},
		{"no words for a survey", survey(words), wrote(" "), nil},
		{"words for a number of a survey", survey(count), wrote("few"), quiz.ErrNotANumber},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.item.Accepts(c.given); !errors.Is(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// What a learner sees is graded as what was written, also where it was shuffled.
func TestGradingDoesNotDependOnWhatIsShown(t *testing.T) {
	items := []quiz.Item{
		single("s", "x", "x", "y", "z"), multiple("m", ids{"x", "y"}, "x", "y", "z"), steps("o", "a", "b", "c", "d"),
		pairs("1=odd", "2=even", "=both"), known(quiz.Short, "x", "!*"), known(quiz.Number, "2", "!*"),
	}
	r := rand.New(rand.NewPCG(3, 3))
	for range 2000 {
		it := items[r.IntN(len(items))]
		shown := it.Shown(r.Uint64())
		g := anyGiven(r, it)
		if a, b := it.Credit(g), shown.Credit(g); a != b {
			t.Fatalf("%s %+v: %d as written, %d as shown", it.ID, g, a, b)
		}
		if a, b := fmt.Sprint(it.RightWords()), fmt.Sprint(shown.RightWords()); it.Kind == quiz.Order && a != b {
			t.Fatalf("right is %s as written, %s as shown", a, b)
		}
		if it.Key() != shown.Key() {
			t.Fatalf("%s has another key when it is shown", it.ID)
		}
	}
}

// anyGiven is some response, sound or not.
func anyGiven(r *rand.Rand, it quiz.Item) quiz.Given {
	var g quiz.Given
	for range r.IntN(len(it.Choices) + 2) {
		g.Choices = append(g.Choices, it.Choices[r.IntN(len(it.Choices))].ID)
	}
	switch r.IntN(4) {
	case 0:
		g.Text = fmt.Sprint(r.IntN(4))
	case 1:
		g.Text = "x"
	case 2:
		g.Choices = g.Choices[:0]
		for _, at := range r.Perm(len(it.Choices)) {
			g.Choices = append(g.Choices, it.Choices[at].ID)
		}
	}
	return g
}

// FuzzCredit wants, for any item and any response, that nothing panics, that credits are within bounds, and
// that there is none for what is not accepted.
func FuzzCredit(f *testing.F) {
	f.Add(uint8(0), "a,b", "x", "a|b|c", uint8(1))
	f.Add(uint8(3), "c,b,a", "", "a|b|c", uint8(2))
	f.Add(uint8(4), "b,a,", "", "x=1|y=2|=3", uint8(2))
	f.Add(uint8(5), "", "Take-home!", "take home|*|\\*", uint8(2))
	f.Add(uint8(6), "", "1.000,5 min", "1000.5|*", uint8(6))
	kinds := []quiz.Kind{quiz.Single, quiz.Multiple, quiz.TrueFalse, quiz.Order, quiz.Match, quiz.Short, quiz.Number, "nonsense"}
	f.Fuzz(func(t *testing.T, kind uint8, chosen, text, choices string, how uint8) {
		it := quiz.Item{ID: "i", Kind: kinds[int(kind)%len(kinds)], Partial: how&2 != 0, Survey: how&1 != 0, Unit: "minutes"}
		for i, c := range strings.Split(choices, "|") {
			left, right, _ := strings.Cut(c, "=")
			it.Choices = append(it.Choices, quiz.Choice{
				ID: quiz.ChoiceID(rune('a' + i%26)), Text: left, Match: right, Tolerance: right,
				Correct: (i+int(how))%2 == 0, Credit: (int(how) - 128) * 997 * i,
			})
		}
		g := quiz.Given{Text: text}
		for c := range strings.SplitSeq(chosen, ",") {
			g.Choices = append(g.Choices, quiz.ChoiceID(c))
		}
		if it.Kind == quiz.Short || it.Kind == quiz.Number || chosen == "" {
			g.Choices = nil
		}
		credit, refused := it.Credit(g), it.Accepts(g)
		if credit < 0 || credit > quiz.Full || (refused != nil || it.Survey) && credit != 0 {
			t.Errorf("credit %d (%v)", credit, refused)
		}
		if it.Correct(g) != (credit == quiz.Full) {
			t.Errorf("correct is %v at %d", it.Correct(g), credit)
		}
		if !it.Partial && credit != 0 && credit != quiz.Full {
			t.Errorf("part of the credit, %d, where there is none", credit)
		}
		if c, ok := it.Matched(g); ok && c.Correct && !it.Survey && credit != quiz.Full {
			t.Errorf("%q is right and worth %d", c.Text, credit)
		}
		for i := range it.Choices {
			it.HiddenBy(i)
		}
		it.GivenWords(g)
		it.RightWords()
		it.Key()
		it.Rights(uint64(how))
		it.Shown(uint64(how))
	})
}

func BenchmarkGrade(b *testing.B) {
	many := multiple("m", ids{"x", "y"}, "x", "y", "z", "p")
	short := known(quiz.Short, "naloxone", "narcan", "nyxoid", "!*salt*", "!*")
	number := known(quiz.Number, "2 ± 0.5", "!20", "!*")
	number.Unit = "minutes"
	work := []struct {
		item  quiz.Item
		given quiz.Given
	}{
		{single("s", "x", "x", "y", "z"), chose("y")},
		{partial(many), chose("x", "z")},
		{trueFalse("t", quiz.True), chose(quiz.Unsure)},
		{steps("o", "a", "b", "c", "d", "e", "f"), chose("b", "a", "c", "d", "f", "e")},
		{pairs("1=a", "2=b", "3=c", "4=d", "=e"), chose("b", "a", "c", "d")},
		{short, wrote("Some salt water")},
		{short, wrote("Nalóxone")},
		{number, wrote("2,5 minutes")},
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		w := &work[i%len(work)]
		w.item.Credit(w.given)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "responses/s")
}

func TestAnswerGradesAndKeepsWhatWasGiven(t *testing.T) {
	q := quiz.Quiz{Items: []quiz.Item{
		steps("o", "a", "b", "c"), known(quiz.Number, "2"), survey(single("why", "", "x", "y")), partial(pairs("1=odd", "2=even")),
	}}
	a := quiz.Attempt{Quiz: q, Seed: 5}
	given := []quiz.Given{
		{Choices: ids{"b", "a", "c"}, Sure: quiz.Sure, Text: "ignored"},
		{Text: " 2 ", Hinted: true, Took: -5},
		{Sure: quiz.Sure},
		{Choices: ids{"b", ""}, Sure: quiz.NotSure, Took: 7},
	}
	want := []quiz.Response{
		{Item: "o", Choices: ids{"b", "a", "c"}, Sure: quiz.Sure, Credit: 50_000, At: noon},
		{Item: "known", Text: " 2 ", Hinted: true, Credit: quiz.Full, Correct: true, At: noon},
		{Item: "why", Choices: ids{}, At: noon},
		{Item: "pairs", Choices: ids{"b", ""}, Sure: quiz.NotSure, Took: 7, At: noon},
	}
	for i, g := range given {
		next, r, err := a.Answer(g, noon)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprintf("%+v", r) != fmt.Sprintf("%+v", want[i]) {
			t.Errorf("got  %+v\nwant %+v", r, want[i])
		}
		a = next
	}
	if got := a.Score(); got.Items != 3 || got.Answered != 3 || got.Right != 1 || got.Percent != 50 || !got.Passed {
		t.Errorf("got %+v", got)
	}
	for _, p := range []quiz.Purpose{quiz.Practice, quiz.Imported} {
		a.Purpose = p
		if a.Score().Passed {
			t.Errorf("%s was passed", p)
		}
	}
}

func TestASurveyNeverBlocksPassing(t *testing.T) {
	q := of(2, 100)
	q.Items = append(q.Items, survey(single("why", "", "x", "y")))
	q.Items[2].Critical = true
	a := quiz.Attempt{Quiz: q}
	for range 2 {
		a, _, _ = a.Answer(chose("x"), noon)
	}
	if !a.Score().Passed || a.Complete() {
		t.Errorf("got %+v, complete %v", a.Score(), a.Complete())
	}
	a, r, err := a.Answer(chose("y"), noon)
	if got := a.Score(); err != nil || r.Correct || !got.Passed || got.Items != 2 || !a.Complete() {
		t.Errorf("got %+v, %+v, %v", got, r, err)
	}
}

func TestAScoreIsWithinBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 3000 {
		a := quiz.Attempt{Quiz: of(r.IntN(6), r.IntN(101))}
		for i := range a.Quiz.Items {
			a.Quiz.Items[i].Survey, a.Quiz.Items[i].Critical = r.IntN(4) == 0, r.IntN(4) == 0
		}
		for range r.IntN(8) {
			credit := r.IntN(3*quiz.Full) - quiz.Full
			a.Responses = append(a.Responses, quiz.Response{
				Item: quiz.ItemID(rune('a' + r.IntN(7))), Credit: credit, Correct: credit == quiz.Full || r.IntN(3) == 0,
			})
		}
		s := a.Score()
		sound := s.Percent >= 0 && s.Percent <= 100 && s.Right <= s.Answered && s.Answered <= s.Items && s.Items <= len(a.Quiz.Items)
		if !sound || s.Passed && (s.Percent < a.Quiz.Pass || s.Answered < s.Items || len(s.MissedCritical) > 0) {
			t.Fatalf("%+v of %+v", s, a)
		}
		if s.Percent == 100 && s.Right != s.Items {
			t.Fatalf("100 percent without all right: %+v", s)
		}
	}
}

func TestPartsOfTheCreditAddUpToAScore(t *testing.T) {
	a := quiz.Attempt{Quiz: of(3, 66)}
	for i, credit := range []int{quiz.Full, 33_333, 66_666} {
		a.Responses = append(a.Responses, quiz.Response{Item: a.Quiz.Items[i].ID, Credit: credit, Correct: credit == quiz.Full})
	}
	if got := a.Score(); got.Percent != 66 || got.Right != 1 || !got.Passed {
		t.Errorf("got %+v", got)
	}
	if !slices.Equal(a.Score().MissedCritical, nil) {
		t.Error("a critical item was missed where none is")
	}
}
