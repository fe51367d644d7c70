package paperview

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// press gives keys to a slot: "⌫" takes one back.
func press(s *slot, keys string) {
	for _, r := range keys {
		if r == '⌫' {
			s.back()
			continue
		}
		s.key(r)
	}
}

func sure(p plan.Poll) plan.Poll {
	p.AskSure = true
	return p
}

func TestWhatKeysMean(t *testing.T) {
	for _, c := range []struct {
		name  string
		poll  plan.Poll
		keys  string
		words string
		given quiz.Given
		full  bool // so that the next item comes by itself
		kept  bool
	}{
		{"nothing", single("q"), "", "", quiz.Given{}, false, false},
		{"a letter", single("q"), "b", "Call for help", quiz.Given{Choices: []quiz.ChoiceID{"call"}}, true, true},
		{"a capital", single("q"), "D", "A cold bath", quiz.Given{Choices: []quiz.ChoiceID{"bath"}}, true, true},
		{"a number for a letter", single("q"), "2", "Call for help", quiz.Given{Choices: []quiz.ChoiceID{"call"}}, true, true},
		{"a letter that is not there", single("q"), "e5x", "", quiz.Given{}, false, false},
		{"another letter instead", single("q"), "ab", "Call for help", quiz.Given{Choices: []quiz.ChoiceID{"call"}}, true, true},
		{"don't know", single("q"), "?", "I don't know", quiz.Given{Choices: []quiz.ChoiceID{quiz.Unsure}}, true, true},
		{"left empty", single("q"), "-", "Left empty", quiz.Given{}, true, false},
		{"a letter after left empty", single("q"), "-a", "Wait", quiz.Given{Choices: []quiz.ChoiceID{"wait"}}, true, true},
		{"how sure is waited for", sure(single("q")), "b", "Call for help", quiz.Given{Choices: []quiz.ChoiceID{"call"}}, false, true},
		{"sure", sure(single("q")), "bs", "Call for help", quiz.Given{Choices: []quiz.ChoiceID{"call"}, Sure: quiz.Sure}, true, true},
		{"not sure", sure(single("q")), "bN", "Call for help", quiz.Given{Choices: []quiz.ChoiceID{"call"}, Sure: quiz.NotSure}, true, true},
		{"how sure is not on the sheet", sure(single("q")), "b-", "Call for help", quiz.Given{Choices: []quiz.ChoiceID{"call"}}, true, true},
		{"another letter before how sure", sure(single("q")), "abs", "Call for help", quiz.Given{Choices: []quiz.ChoiceID{"call"}, Sure: quiz.Sure}, true, true},
		{"who does not know is not asked", sure(single("q")), "?s", "I don't know", quiz.Given{Choices: []quiz.ChoiceID{quiz.Unsure}}, true, true},
		{"sure of nothing", sure(single("q")), "s", "", quiz.Given{}, false, false},
		{"sure where it is not asked", single("q"), "bs", "Call for help", quiz.Given{Choices: []quiz.ChoiceID{"call"}}, true, true},
		{"true", trueFalse(), "a", "True", quiz.Given{Choices: []quiz.ChoiceID{quiz.True}}, true, true},
		{"unsure by its letter", trueFalse(), "c", "I don't know", quiz.Given{Choices: []quiz.ChoiceID{quiz.Unsure}}, true, true},
		{"unsure by its sign", trueFalse(), "?", "I don't know", quiz.Given{Choices: []quiz.ChoiceID{quiz.Unsure}}, true, true},
		{"several letters", multiple(), "ba", "A B", quiz.Given{Choices: []quiz.ChoiceID{"slow", "blue"}}, false, true},
		{"a letter that is taken back", multiple(), "aba", "Slow breath", quiz.Given{Choices: []quiz.ChoiceID{"slow"}}, false, true},
		{"Backspace takes one back", multiple(), "ab⌫", "Blue lips", quiz.Given{Choices: []quiz.ChoiceID{"blue"}}, false, true},
		{"several, sure", sure(multiple()), "abs", "A B", quiz.Given{Choices: []quiz.ChoiceID{"blue", "slow"}, Sure: quiz.Sure}, true, true},
		{"the same twice in an order", ordered(), "aab", "A B", quiz.Given{}, false, false},
		{"a number", number(), "2.5", "2.5 minutes", quiz.Given{Text: "2.5"}, false, true},
		{"letters in a number", number(), "1o0⌫x", "1 minutes", quiz.Given{Text: "1"}, false, true},
		{"no number", number(), "..", ".. minutes", quiz.Given{}, false, false},
		{"a number nobody knows", number(), "?", "I don't know", quiz.Given{Choices: []quiz.ChoiceID{quiz.Unsure}}, true, true},
		{"words", short(), " triple 0", "triple 0", quiz.Given{Text: "triple 0"}, false, true},
		{"words with a hyphen and a question mark", short(), "on-call?", "on-call?", quiz.Given{Text: "on-call?"}, false, true},
		{"words after don't know", short(), "?000", "000", quiz.Given{Text: "000"}, false, true},
		{"a survey", survey(), "b", "Tired", quiz.Given{Choices: []quiz.ChoiceID{"tired"}}, true, true},
		{"a survey knows no don't know", survey(), "?", "", quiz.Given{}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSlot(c.poll)
			press(&s, c.keys)
			r, kept := s.response()
			if s.words() != c.words || s.full() != c.full || kept != c.kept {
				t.Errorf("%q, full %t, kept %t; want %q, %t, %t", s.words(), s.full(), kept, c.words, c.full, c.kept)
			}
			if diff := cmp.Diff(c.given, r.Given()); kept && diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The letters are those of the paper and of the room: what is put in order or matched is shuffled there.
func TestLettersAreThoseOfThePaper(t *testing.T) {
	shown, _ := session.Shown(ordered())
	s := newSlot(ordered())
	press(&s, "cab")
	want := []quiz.ChoiceID{shown.Choices[2].ID, shown.Choices[0].ID, shown.Choices[1].ID}
	if r, ok := s.response(); !ok || !cmp.Equal(r.Choices, want) || !s.full() || s.words() != "C A B" {
		t.Errorf("%v, %q; want %v", r.Choices, s.words(), want)
	}
	press(&s, "b") // a full order is begun again
	if s.words() != "B" || !s.half() {
		t.Errorf("%q", s.words())
	}
	_, rights := session.Shown(matched())
	s = newSlot(matched())
	press(&s, "b-a")
	want = []quiz.ChoiceID{rights[1].ID, "", rights[0].ID}
	if r, ok := s.response(); !ok || !cmp.Equal(r.Choices, want) || !s.full() || s.words() != "B – A" {
		t.Errorf("%v, %q; want %v", r.Choices, s.words(), want)
	}
	press(&s, "⌫⌫")
	if r, ok := s.response(); !ok || !cmp.Equal(r.Choices, []quiz.ChoiceID{rights[1].ID, "", ""}) {
		t.Errorf("rows that are not keyed in are %v", r.Choices)
	}
}

// Whatever is pressed, what is kept is an answer to the item, and shows as the same when it is opened again.
func TestAnyKeysMakeAnAnswerThatComesBack(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	keys := []rune("aabbccdd?--1234sSnN ⌫⌫x.000ü")
	for _, p := range []plan.Poll{
		single("q"), sure(single("q")), multiple(), sure(multiple()), trueFalse(), sure(trueFalse()), ordered(), sure(ordered()), matched(),
		sure(matched()), number(), short(), survey(),
	} {
		for range 800 {
			s := newSlot(p)
			for range random.IntN(9) {
				press(&s, string(keys[random.IntN(len(keys))]))
			}
			_ = s.state(1)
			r, ok := s.response()
			if !ok {
				continue
			}
			if err := p.Item.Accepts(r.Given()); err != nil {
				t.Fatalf("%s: %+v: %v", p.Item.Kind, r, err)
			}
			again := newSlot(p)
			again.fill(r)
			r2, ok := again.response()
			if !ok || !cmp.Equal(r, r2) || !again.touched() {
				t.Fatalf("%s: %+v became %+v", p.Item.Kind, r, r2)
			}
		}
	}
}
