package exchange_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
)

func TestSniff(t *testing.T) {
	cases := []struct {
		name, file string
		want       exchange.Format
	}{
		{"XML", "<?xml version=\"1.0\"?>\n<quiz></quiz>", exchange.MoodleXML},
		{"XML with a byte order mark", "\ufeff\r\n<quiz>", exchange.MoodleXML},
		{"XML with a comment first", "<!-- x --><quiz>", exchange.MoodleXML},
		{"GIFT", "Is it?{T}", exchange.GIFT},
		{"GIFT that begins with a tag", "<b>Is</b> it?{T}", exchange.GIFT},
		{"comments alone", "// nothing yet", exchange.GIFT},
		{"a category alone", "$CATEGORY: x", exchange.GIFT},
		{"a letter", "Dear Robin", ""},
		{"nothing", " \n", ""},
		{"a picture", "\x89PNG\r\n\x1a\n\x00{}", ""},
		{"text in UTF-16", "\xff\xfeI\x00s\x00{\x00", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := exchange.Sniff([]byte(c.file)); got != c.want || ok != (c.want != "") {
				t.Errorf("%q, %v, want %q", got, ok, c.want)
			}
		})
	}
}

func TestWhatIsNoQuizIsNotRead(t *testing.T) {
	if _, err := exchange.Import([]byte("Dear Robin")); !errors.Is(err, exchange.ErrUnknown) {
		t.Errorf("a letter: %v", err)
	}
	if _, err := exchange.Import(bytes.Repeat([]byte("a{T}\n\n"), exchange.MaxSize/6+1)); !errors.Is(err, exchange.ErrTooLarge) {
		t.Errorf("a file of more than 32 MB: %v", err)
	}
	if _, _, err := exchange.Export(quiz.Quiz{}, "qti"); !errors.Is(err, exchange.ErrUnknown) {
		t.Errorf("another format: %v", err)
	}
}

func TestVeryManyQuestionsAreLimited(t *testing.T) {
	got := read(t, strings.Repeat("Is it?{T}\n\n", 20_000))
	if len(got.Quiz.Items) != 10_000 || len(got.Faults) > 1_001 {
		t.Errorf("%d items, %d faults", len(got.Quiz.Items), len(got.Faults))
	}
	if last := got.Faults[len(got.Faults)-1]; !strings.Contains(last.Reason, "more faults are not listed") || got.Whole() {
		t.Errorf("the last fault: %+v", last)
	}
}

// lossy is a quiz with everything that a format may have no place for.
func lossy() quiz.Quiz {
	return quiz.Quiz{
		ID: "q", Pass: 80, ShuffleItems: true, ShuffleChoices: true, Feedback: quiz.AtTheEnd, AskSure: true, Draws: []quiz.Draw{{Count: 2, Bank: "extra"}, {Count: 1}},
		Items: []quiz.Item{
			{ID: "steps", Kind: quiz.Order, Prompt: "Order.", Hint: "Think.", Choices: []quiz.Choice{{ID: "a", Text: "A"}, {ID: "b", Text: "B"}, {ID: "c", Text: "C"}}},
			{ID: "sun", Kind: quiz.TrueFalse, Prompt: "Sun.", Hint: "Look up.", Choices: []quiz.Choice{{ID: quiz.True, Correct: true}, {ID: quiz.False}, {ID: quiz.Unsure}}},
			{ID: "pairs", Kind: quiz.Match, Prompt: "Match.", Choices: []quiz.Choice{{ID: "a", Text: "A -> x", Match: "1", Feedback: "Yes"}, {ID: "b", Text: "B", Match: "2"}, {ID: "c", Match: "3"}}},
			{ID: "all", Kind: quiz.Multiple, Prompt: "All.", Choices: []quiz.Choice{{ID: "a", Text: "A", Correct: true}, {ID: "b", Text: "B", Correct: true}}},
			{ID: "mood", Kind: quiz.Single, Survey: true, Prompt: "How?", Choices: []quiz.Choice{{ID: "a", Text: "Good"}, {ID: "b", Text: "Bad"}}},
			{ID: "age", Kind: quiz.Number, Survey: true, Unit: "years", Prompt: "How old?"},
			{ID: "odd", Kind: quiz.Multiple, Partial: true, Prompt: "Odd.", Choices: []quiz.Choice{{ID: "a", Text: "A", Correct: true, Credit: quiz.Full / 4}, {ID: "b", Text: "B\u202e", Credit: -1}}},
		},
	}
}

func TestWhatAFormatCannotCarryIsListed(t *testing.T) {
	shared := []string{
		"0 : the pass mark of 80 %", "0 : that the questions are shuffled", "0 : that feedback comes at the end", "0 : that learners are asked how sure they are",
		"0 : the draw of 2 from extra", "0 : the draw of 1 from all",
	}
	want := map[exchange.Format][]string{
		exchange.GIFT: {
			"0 : that the choices are shuffled", "1 steps: the question itself: GIFT has none that put things in order", "2 sun: the choice “I don't know” and its feedback", "2 sun: the hint",
			"3 pairs: the feedback for 1 pair", "3 pairs: all or nothing (part of the answer is worth part of the credit there)", "3 pairs: “->”, which is written “→”",
			"4 all: all or nothing (part of the answer is worth part of the credit there)", "5 mood: that it has no right answer (every answer is right there)",
			"6 age: that the answer is a number (it is a text there)", "6 age: the unit “years”",
			"7 odd: what each right answer is worth (they are worth equal shares there)", "7 odd: characters that cannot be seen",
		},
		exchange.MoodleXML: {
			"2 sun: the choice “I don't know” and its feedback", "3 pairs: the feedback for 1 pair", "3 pairs: all or nothing (part of the answer is worth part of the credit there)",
			"4 all: all or nothing (part of the answer is worth part of the credit there)", "5 mood: that it has no right answer (every answer is right there)",
			"6 age: that the answer is a number (it is a text there)", "6 age: the unit “years”",
			"7 odd: what each right answer is worth (they are worth equal shares there)", "7 odd: characters that cannot be seen",
		},
	}
	for f, own := range want {
		t.Run(string(f), func(t *testing.T) {
			_, lost, err := exchange.Export(lossy(), f)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, l := range lost {
				if l.Out != strings.HasPrefix(l.What, "the question itself") {
					t.Errorf("%+v", l)
				}
				got = append(got, strings.TrimSpace(string(rune('0'+l.Line))+" "+l.Item+": "+l.What))
			}
			if diff := cmp.Diff(append(append([]string{}, shared...), own...), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestJoinedQuizzesKeepTheirItemsApart(t *testing.T) {
	one := exchange.Source{Module: "one", File: "one/quiz.yaml", Lines: map[quiz.ItemID]int{"a": 7}, Quiz: quiz.Quiz{ID: "q1", Pass: 70, Items: []quiz.Item{{ID: "a"}}}}
	two := exchange.Source{Module: "two", Quiz: quiz.Quiz{ID: "q2", Pass: 90, Items: []quiz.Item{{ID: "a", Bank: "b"}, {ID: "s", Survey: true}}}}
	q, from := exchange.Join([]exchange.Source{one})
	if q.ID != "q1" || q.Items[0].ID != "a" || from[0] != (exchange.Origin{Module: "one", Item: "a", File: "one/quiz.yaml", Line: 7}) {
		t.Errorf("one alone: %+v from %+v", q, from)
	}
	q, from = exchange.Join([]exchange.Source{one, two})
	want := []quiz.Item{{ID: "one-a", Bank: "one"}, {ID: "two-a", Bank: "two-b"}, {ID: "two-s", Survey: true}}
	if diff := cmp.Diff(want, q.Items); diff != "" || len(from) != 3 || from[1] != (exchange.Origin{Module: "two", Item: "a"}) {
		t.Errorf("two: %s from %+v", diff, from)
	}
	if q, from := exchange.Join(nil); len(q.Items)+len(from) > 0 {
		t.Error("none gives something")
	}
}

func BenchmarkImport(b *testing.B) {
	var q quiz.Quiz
	for seed := range uint64(200) {
		q.Items = append(q.Items, newRandom(seed).quiz().Items...)
	}
	for _, f := range []exchange.Format{exchange.GIFT, exchange.MoodleXML} {
		data, _, err := exchange.Export(q, f)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(string(f), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := exchange.Import(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
