package refresher_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/progress/progresstest"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
)

const day = 24 * time.Hour

var start = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

func after(days float64) time.Time { return start.Add(time.Duration(days * float64(day))) }

// single is an item whose right choice is the one named.
func single(id quiz.ItemID, right quiz.ChoiceID) quiz.Item {
	it := quiz.Item{ID: id, Kind: quiz.Single, Objective: "o-" + string(id), Prompt: "Which?"}
	for _, c := range []quiz.ChoiceID{"a", "b"} {
		it.Choices = append(it.Choices, quiz.Choice{ID: c, Text: string(c), Correct: c == right})
	}
	return it
}

func critical(it quiz.Item) quiz.Item {
	it.Critical = true
	return it
}

func module(id catalog.ModuleID, items ...quiz.Item) catalog.Module {
	return catalog.Module{ID: id, Title: string(id), Quiz: quiz.Quiz{ID: quiz.ID(id) + "-quiz", Items: items}}
}

func library(modules ...catalog.Module) *catalog.Catalog { return &catalog.Catalog{Modules: modules} }

// answered is an attempt that answers each item of a quiz at one time: x right, y wrong, n right and not sure, h right with the
// hint, s right and sure, p with three quarters of the credit, q with a quarter.
func answered(id string, m catalog.Module, p quiz.Purpose, at time.Time, answers string) quiz.Attempt {
	a := quiz.Attempt{ID: id, Purpose: p, Module: string(m.ID), Started: at, Quiz: m.Quiz}
	for i, letter := range answers {
		r := quiz.Response{Item: m.Quiz.Items[i].ID, Choices: []quiz.ChoiceID{"a"}, At: at, Credit: quiz.Full, Correct: true}
		switch letter {
		case 'y':
			r.Credit, r.Correct = 0, false
		case 'p':
			r.Credit, r.Correct = quiz.Full*3/4, false
		case 'q':
			r.Credit, r.Correct = quiz.Full/4, false
		case 'n':
			r.Sure = quiz.NotSure
		case 's':
			r.Sure = quiz.Sure
		case 'h':
			r.Hinted = true
		}
		a.Responses = append(a.Responses, r)
	}
	return a
}

func record(attempts ...quiz.Attempt) progress.Record { return progress.Record{Attempts: attempts} }

func cardOf(t *testing.T, d *refresher.Deck, m catalog.ModuleID, item quiz.ItemID) refresher.Card {
	t.Helper()
	c, ok := d.Card(refresher.Ref{Module: m, Item: item})
	if !ok {
		t.Fatalf("there is no card for %s/%s", m, item)
	}
	return c
}

// The stabilities of a first response, in days, are the first three weights of FSRS-6.
func TestHowAResponseIsRated(t *testing.T) {
	const again, hard, good = 0.212, 1.2931, 2.3065
	cases := []struct {
		name     string
		answer   string
		critical bool
		want     float64
	}{
		{"right is good", "x", false, good},
		{"right and sure is no more than good", "s", false, good},
		{"right and not sure is hard", "n", false, hard},
		{"right with the hint is hard", "h", false, hard},
		{"wrong is again", "y", false, again},
		{"most of the credit is hard", "p", false, hard},
		{"little of the credit is again", "q", false, again},
		{"part of the credit of a critical item is again", "p", true, again},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			it := single("i", "a")
			it.Critical, it.Partial = c.critical, true
			m, done := module("m", it), module("m", single("other", "a"))
			r := record(answered("1", m, quiz.ForPass, start, "x"), answered("2", m, quiz.Practice, after(0), c.answer))
			r.Attempts[0].Quiz.Items = []quiz.Item{done.Quiz.Items[0]} // passed without that item
			r.Attempts[0].Responses[0].Item = "other"
			got := cardOf(t, refresher.NewDeck(library(m), r), "m", "i")
			if math.Abs(got.Stability-c.want) > 1e-9 || got.Reviews != 1 {
				t.Errorf("the stability is %v after %d reviews, want %v", got.Stability, got.Reviews, c.want)
			}
			if want := max(time.Duration(c.want*float64(day)), day/2); (got.Due.Sub(got.Last) - want).Abs() > time.Second {
				t.Errorf("it is due after %v, want %v", got.Due.Sub(got.Last), want)
			}
		})
	}
}

func TestWhatIsInADeck(t *testing.T) {
	survey := single("view", "a")
	survey.Survey = true
	done := module("done", single("a", "a"), survey, single("b", "a"))
	underway := module("underway", single("a", "a"))
	c := library(done, underway)
	pass := answered("1", done, quiz.ForPass, start, "xxx")
	pass.Quiz.Items = pass.Quiz.Items[:2] // "b" is new
	pass.Responses = pass.Responses[:2]
	d := refresher.NewDeck(c, record(pass, answered("2", underway, quiz.Practice, start, "x")))
	want := []refresher.Card{
		{Ref: refresher.Ref{Module: "done", Item: "a"}, Objective: "o-a", Reviews: 1, Right: true, Last: start, Due: cardOf(t, d, "done", "a").Due, Stability: 2.3065},
		{Ref: refresher.Ref{Module: "done", Item: "b"}, Objective: "o-b", Due: start},
	}
	if diff := cmp.Diff(want, d.Cards(), cmpopts.IgnoreUnexported(refresher.Card{})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]refresher.Completion{{Module: "done", At: start}}, d.Completed()); diff != "" {
		t.Error(diff)
	}
	if got, ok := d.Retrievability(refresher.Ref{Module: "done", Item: "b"}, start); got != 0 || !ok {
		t.Errorf("what was never asked is known with %v", got)
	}
	if _, ok := d.Retrievability(refresher.Ref{Module: "underway", Item: "a"}, start); ok {
		t.Error("an item of a module that is not completed is in the deck")
	}
}

func TestAnItemKeepsItsScheduleThroughUpdatesUntilItsAnswerChanges(t *testing.T) {
	old := module("m", single("i", "a"))
	r := record(answered("1", old, quiz.ForPass, start, "x"), answered("2", old, quiz.Practice, after(3), "x"))
	before := cardOf(t, refresher.NewDeck(library(old), r), "m", "i")

	reworded := module("m", single("i", "a"))
	reworded.Quiz.Items[0].Prompt, reworded.Quiz.Items[0].Choices[1].Text = "Which one?", "the other"
	same := cardOf(t, refresher.NewDeck(library(reworded), r), "m", "i")
	if !same.Due.Equal(before.Due) || same.Changed {
		t.Errorf("other words move it from %v to %v", before.Due, same.Due)
	}

	corrected := module("m", single("i", "b"))
	changed := cardOf(t, refresher.NewDeck(library(corrected), r), "m", "i")
	if !changed.Changed || changed.Reviews != 0 || changed.Stability != 0 || changed.Due.After(after(3)) {
		t.Errorf("with another right answer it is %+v", changed)
	}

	r.Attempts = append(r.Attempts, answered("3", corrected, quiz.Refresher, after(5), "x"))
	again := cardOf(t, refresher.NewDeck(library(corrected), r), "m", "i")
	if again.Changed || again.Reviews != 1 || math.Abs(again.Stability-2.3065) > 1e-9 {
		t.Errorf("answered since, it is %+v", again)
	}
}

func TestWhatIsDueComesInOrder(t *testing.T) {
	items := []quiz.Item{single("fresh", "a"), single("wrong", "a"), single("old", "a"), critical(single("critical", "a")), single("new", "a")}
	m := module("m", items...)
	given := module("m", items[:4]...)
	pass := answered("1", given, quiz.ForPass, start, "xyxx")
	d := refresher.NewDeck(library(m), record(pass, answered("2", module("m", items[0]), quiz.Practice, after(9), "x")))
	var got []quiz.ItemID
	for _, c := range d.Due(after(10), 99) {
		got = append(got, c.Item)
	}
	want := []quiz.ItemID{"critical", "new", "wrong", "old"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := d.Count(after(10)); n != 4 {
		t.Errorf("%d are due, want 4", n)
	}
	if next := d.Next(after(10)); !next.Equal(cardOf(t, d, "m", "fresh").Due) {
		t.Errorf("the next is due at %v", next)
	}
	for _, most := range []int{-1, 0, 1, 3} {
		if got := len(d.Due(after(10), most)); got != max(most, 0) {
			t.Errorf("of at most %d there are %d", most, got)
		}
	}
}

func TestASessionIsNeverLongerThanAsked(t *testing.T) {
	c := progresstest.Catalog(5)
	d := refresher.NewDeck(c, progresstest.Record(c, 300, today))
	later := today.AddDate(2, 0, 0)
	for minutes, want := range map[int]int{-5: 0, 0: 0, 1: 3, 2: 6, 5: 15} {
		q := refresher.Session(c, d, later, minutes)
		if len(q.Items) != want || refresher.Fits(minutes) != want {
			t.Errorf("%d minutes give %d items, want %d", minutes, len(q.Items), want)
		}
	}
	q := refresher.Session(c, d, later, 600)
	if len(q.Items) != d.Count(later) || q.ID != refresher.SessionID || !q.AskSure || q.Feedback != quiz.AtOnce || q.Pass != 0 {
		t.Errorf("the session has %d items of %d: %+v", len(q.Items), d.Count(later), q.ID)
	}
	for _, it := range q.Items {
		module, id := it.Ref("")
		if _, ok := d.Card(refresher.Ref{Module: catalog.ModuleID(module), Item: id}); !ok {
			t.Errorf("the item %q of %q is not due", id, module)
		}
	}
}

func TestAnswersInASessionMoveItems(t *testing.T) {
	m := module("m", single("i", "a"))
	c := library(m)
	r := record(answered("1", m, quiz.ForPass, start, "x"))
	d := refresher.NewDeck(c, r)
	q := refresher.Session(c, d, after(9), 2)
	if len(q.Items) != 1 {
		t.Fatalf("%d items are due", len(q.Items))
	}
	a := quiz.Attempt{ID: "2", Purpose: quiz.Refresher, Started: after(9), Quiz: q}
	a, _, err := a.Answer(quiz.Given{Choices: []quiz.ChoiceID{"a"}}, after(9))
	if err != nil {
		t.Fatal(err)
	}
	r.Attempts = append(r.Attempts, a)
	again := refresher.NewDeck(c, r)
	if again.Count(after(9)) != 0 || d.Count(after(9)) != 1 {
		t.Errorf("%d are due after the answer, %d in the deck before it", again.Count(after(9)), d.Count(after(9)))
	}
}

// A clock that was years ahead while something was answered must not keep it away for years.
func TestAnswersFromTheFutureHideNothing(t *testing.T) {
	m := module("m", single("i", "a"), single("j", "a"))
	c, today := library(m), after(100)
	future := answered("2", module("m", single("i", "a")), quiz.Practice, after(4000), "x")
	r := record(answered("1", m, quiz.ForPass, start, "xx"), future)
	d := refresher.NewDeck(c, r)
	if n := d.Count(today); n != 2 || len(d.Due(today, 9)) != 2 {
		t.Errorf("%d are due, want both", n)
	}
	if known, _ := d.Retrievability(refresher.Ref{Module: "m", Item: "i"}, today); known > 0.6 {
		t.Errorf("after 100 days it is known with %v", known)
	}
	r.Attempts = append(r.Attempts, answered("3", module("m", single("i", "a")), quiz.Refresher, today, "x"))
	d = refresher.NewDeck(c, r)
	if n := d.Count(today); n != 1 {
		t.Errorf("after an answer today %d are due, want the other", n)
	}
	if next := d.Next(today); next.IsZero() || next.After(after(200)) {
		t.Errorf("the next is due at %v", next)
	}

	r = record(answered("1", m, quiz.ForPass, after(4000), "xx"))
	d = refresher.NewDeck(c, r)
	if n := d.Count(today); n != 2 {
		t.Errorf("of a module that was completed in the future %d are due, want both", n)
	}
	if n := len(refresher.BoostersOf(d.Completed(), r, today)); n != 1 {
		t.Errorf("%d boosters are due, want 1", n)
	}
	boosted := answered("2", m, quiz.Booster, today, "xx")
	r.Attempts = append(r.Attempts, boosted)
	if n := len(refresher.BoostersOf(d.Completed(), r, today)); n != 0 {
		t.Errorf("after one today %d boosters are due", n)
	}
}

func TestTheCurveGoesThroughWhatWasAnswered(t *testing.T) {
	m, other := module("m", single("i", "a"), single("j", "a")), module("other", single("i", "a"))
	given := module("m", single("i", "a"))
	d := refresher.NewDeck(library(m, other), record(
		answered("1", given, quiz.ForPass, start, "x"), answered("2", given, quiz.Practice, after(10), "x"), answered("3", other, quiz.ForPass, after(10), "x"),
	))
	at := []time.Time{after(-1), start, after(2.3065), after(9.99), after(10), after(40)}
	points := d.Curve("m", at)
	if points[0].Items != 0 || points[0].Known != 0 {
		t.Errorf("before the first answer there is %+v", points[0])
	}
	for i, want := range map[int]float64{1: 1, 2: 0.9, 4: 1} {
		if math.Abs(points[i].Known-want) > 1e-3 || points[i].Items != 1 {
			t.Errorf("point %d is %+v, want %v", i, points[i], want)
		}
	}
	if points[3].Known > 0.9 || points[5].Known > 0.95 || points[5].Known < points[3].Known-0.2 {
		t.Errorf("it fades from %v and %v", points[3].Known, points[5].Known)
	}
	if all := d.Curve("", at); all[5].Items != 2 {
		t.Errorf("all modules have %d items", all[5].Items)
	}
	days := refresher.Days(start, 2, 3)
	if len(days) != 6 || !days[2].Equal(start) || !days[5].Equal(start.AddDate(0, 0, 3)) {
		t.Errorf("the days are %v", days)
	}
}

func TestBoosters(t *testing.T) {
	a, b := module("a", single("i", "a")), module("b", single("i", "a"))
	c := library(a, b, module("c", single("i", "a")))
	passes := []quiz.Attempt{answered("1", a, quiz.ForPass, start, "x"), answered("2", b, quiz.ForPass, after(-5), "x")}
	boost := answered("3", a, quiz.Booster, after(70), "x")
	unfinished := boost
	unfinished.ID, unfinished.Responses = "4", nil
	cases := []struct {
		name  string
		extra []quiz.Attempt
		now   time.Time
		want  []refresher.Booster
	}{
		{"none before ten weeks", nil, after(64.9), nil},
		{"the module that was completed first", nil, after(65), []refresher.Booster{{Module: "b", Due: after(65)}}},
		{"longest due first", nil, after(71), []refresher.Booster{{Module: "b", Due: after(65)}, {Module: "a", Due: after(70)}}},
		{"a booster that was begun is still due", []quiz.Attempt{unfinished}, after(71), []refresher.Booster{{Module: "b", Due: after(65)}, {Module: "a", Due: after(70)}}},
		{"ten weeks after the last booster", []quiz.Attempt{boost}, after(140), []refresher.Booster{{Module: "b", Due: after(65)}, {Module: "a", Due: after(140)}}},
		{"not so long after it", []quiz.Attempt{boost}, after(139), []refresher.Booster{{Module: "b", Due: after(65)}}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			r := record(append(passes[:2:2], tc.extra...)...)
			got := refresher.BoostersOf(refresher.Completed(c, r), r, tc.now)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatABoosterAsks(t *testing.T) {
	var items []quiz.Item
	for i := range 14 {
		it := single(quiz.ItemID(fmt.Sprintf("i%02d", i)), "a")
		it.Objective = fmt.Sprint("o", i%3)
		it.Critical = i == 4 || i == 8
		items = append(items, it)
	}
	items[13].Objective, items[12].Survey = "rare", true
	m := module("m", items...)
	answers := "xxxxyxyxxxxxxx" // 4 is critical, 6 is not
	m.Quiz.Items[4].Critical = true
	pass := answered("1", m, quiz.ForPass, start, "xxxxxxxxxxxxxx")
	d := refresher.NewDeck(library(m), record(pass, answered("2", m, quiz.Practice, after(1), answers)))
	q := refresher.BoosterQuiz(&m, d, after(2))
	var got []quiz.ItemID
	for _, it := range q.Items {
		got = append(got, it.ID)
	}
	want := []quiz.ItemID{"i04", "i08", "i06", "i13", "i00", "i01"} // critical; then an item of each objective left; then enough
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := len(refresher.BoosterQuiz(&m, d, after(500)).Items); n != 8 {
		t.Errorf("when all has faded it has %d items, want 8", n)
	}
	small := module("s", single("only", "a"))
	if n := len(refresher.BoosterQuiz(&small, d, after(2)).Items); n != 1 {
		t.Errorf("of a module with one item it has %d", n)
	}
	if q.ID == m.Quiz.ID || q.Pass != 0 || len(q.Draws) != 0 || !q.AskSure {
		t.Errorf("it is %+v", q)
	}
}
