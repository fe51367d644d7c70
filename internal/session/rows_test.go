package session_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

func TestRows(t *testing.T) {
	order, pairs := *ordered(), *matched()
	freely := quiz.Item{Kind: quiz.Short, Survey: true}
	for name, c := range map[string]struct {
		item quiz.Item
		want []string // letter and key
	}{
		"one choice":                {*single(), []string{"A sleep", "B call", "C bath", " unsure"}},
		"several choices":           {*multiple(), []string{"A blue", "B slow", "C chatty", " unsure"}},
		"true or false":             {*trueFalse(), []string{"A true", "B false", "C unsure"}},
		"a survey":                  {*survey(), []string{"A not", "B some", "C very"}},
		"an order, with part marks": {order, []string{" right", " partly", " wrong", " unsure"}},
		"pairs, all or nothing":     {pairs, []string{" right", " wrong", " unsure"}},
		"a typed answer":            {*short(), []string{" right", " wrong", " unsure"}},
		"a free text":               {freely, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, row := range session.Rows(c.item) {
				if row.Text == "" {
					t.Errorf("%q says nothing", row.Key)
				}
				got = append(got, row.Letter+" "+row.Key)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLetters(t *testing.T) {
	for i, want := range map[int]string{0: "A", 3: "D", 25: "Z", 26: "27"} {
		if got := session.Letter(i); got != want {
			t.Errorf("choice %d is %q, want %q", i, got, want)
		}
	}
}

func TestWhatIsShownIsTheSameEverywhere(t *testing.T) {
	m := began(t, workshop())
	m.join(1)
	m.do(atSteps, session.Asked{Poll: "overdose/steps"})
	shown, _ := session.Shown(*item("overdose/steps", ordered()))
	texts := func(p *session.RoomPoll) []string {
		var all []string
		for _, row := range p.Choices {
			all = append(all, row.Letter+" "+row.Text)
		}
		return all
	}
	var paper []string
	for i, c := range shown.Choices {
		paper = append(paper, session.Letter(i)+" "+c.Text)
	}
	room, phone := texts(m.Room().Poll), texts(m.Phone(aPhone(1)).Poll)
	if !cmp.Equal(paper, room) || !cmp.Equal(paper, phone) || cmp.Equal(paper, []string{"A Look", "B Shout", "C Ring", "D Spray"}) {
		t.Errorf("on paper %v, for the room %v, on phones %v", paper, room, phone)
	}
	if item, rights := session.Shown(plan.Poll{Kind: plan.WallPoll}); item.ID != "" || rights != nil {
		t.Errorf("a wall shows %+v", item)
	}
}

// TestAnswersByPlace answers what is put in order and what is matched by the places at which phones see the choices.
func TestAnswersByPlace(t *testing.T) {
	m := began(t, workshop())
	m.join(2)
	m.do(atSteps, session.Asked{Poll: "overdose/steps"})
	m.do(answer("overdose/steps", 1, 1, byText(t, m.Room().Poll.Choices, "Look", "Shout", "Ring", "Spray")...))
	m.do(answer("overdose/steps", 1, 2, byText(t, m.Room().Poll.Choices, "Shout", "Look", "Ring", "Spray")...))
	if got := m.Desk().Poll.Tally; got.Right != 1 || got.Bars[0].Count != 1 || got.Bars[1].Count != 1 {
		t.Errorf("the order: %+v", got)
	}
	if got := m.Phone(aPhone(1)).Mine.Choices; !cmp.Equal(got, byText(t, m.Room().Poll.Choices, "Look", "Shout", "Ring", "Spray")) {
		t.Errorf("the phone gave %v", got)
	}
	m.do(atPairs, session.Asked{Poll: "overdose/pairs"})
	var rights []session.Row
	for i, text := range m.Room().Poll.Rights {
		rights = append(rights, session.Row{Key: "#" + string(rune('1'+i)), Text: text})
	}
	given := byText(t, rights, "Blue", "Slow", "Small")
	m.do(answer("overdose/pairs", 1, 1, given...), answer("overdose/pairs", 1, 2, given[0], "", given[2]))
	if got := m.Desk().Poll.Tally; got.Right != 1 || got.Answered != 2 {
		t.Errorf("the pairs: %+v", got)
	}
	if got := m.Phone(aPhone(2)).Mine.Choices; !cmp.Equal(got, []quiz.ChoiceID{given[0], "", given[2]}) {
		t.Errorf("the phone gave %v", got)
	}
}

// byText are the keys of rows with these texts.
func byText(t *testing.T, rows []session.Row, texts ...string) []quiz.ChoiceID {
	t.Helper()
	var keys []quiz.ChoiceID
	for _, text := range texts {
		for _, row := range rows {
			if row.Text == text {
				keys = append(keys, quiz.ChoiceID(row.Key))
			}
		}
	}
	if len(keys) != len(texts) {
		t.Fatalf("%v are not all in %v", texts, rows)
	}
	return keys
}
