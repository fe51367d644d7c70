package evaluation_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
)

func TestTheSameAnswersMakeTheSameCode(t *testing.T) {
	want, err := evaluation.OwnCode([]string{"s", "M", "2", "7"})
	if err != nil {
		t.Fatal(err)
	}
	for _, answers := range [][]string{
		{"S", "m", "02", "07"}, {" Smith St", "Morwell", "2 ", " 7"}, {"Ś", "Ṃ", "2", "7"}, {"s", "m", "٢", "۷"}, {"“S”", "M.", "２", "7"},
	} {
		if answers[1] == "Ṃ" {
			answers[1] = "M\u0323" // as some keyboards write it
		}
		if got, err := evaluation.OwnCode(answers); err != nil || got != want {
			t.Errorf("%q made %q, %v; want %q", answers, got, err, want)
		}
	}
	for _, answers := range [][]string{{"t", "M", "2", "7"}, {"s", "n", "2", "7"}, {"s", "M", "3", "7"}, {"s", "M", "2", "17"}, {"m", "s", "2", "7"}} {
		if got, err := evaluation.OwnCode(answers); err != nil || got == want {
			t.Errorf("%q made the same code, %v", answers, err)
		}
	}
}

func TestACodeIsNotMadeOfHalfTheAnswers(t *testing.T) {
	for _, answers := range [][]string{
		nil, {"s", "M", "2"}, {"s", "M", "2", "7", "x"}, {"", "M", "2", "7"}, {"?", "M", "2", "7"}, {"s", " ", "2", "7"}, {"s", "M", "two", "7"},
		{"s", "M", "", "7"}, {"s", "M", "31", "7"}, {"s", "M", "2", "0"}, {"s", "M", "2", "32"}, {"s", "M", "2", "007"}, {"s", "M", "-2", "7"},
		{"s", "M", "2", "7.5"}, {"s", "M", "99999999999999999999", "7"},
	} {
		if got, err := evaluation.OwnCode(answers); !errors.Is(err, evaluation.ErrOwnCode) || got != "" {
			t.Errorf("%q made %q, %v", answers, got, err)
		}
	}
}

func TestAnOwnCodeIsNoTicket(t *testing.T) {
	code, err := evaluation.OwnCode([]string{"1st Street", "ب", "0", "31"})
	if err != nil {
		t.Fatal(err)
	}
	if ticket, err := evaluation.ParseTicket(code); err == nil {
		t.Errorf("%q is the ticket %q, too", code, ticket)
	}
	if code != "own 1 ب 0 31" {
		t.Errorf("%q", code)
	}
	alef, err := evaluation.OwnCode([]string{"أحمد", "إ", "0", "31"})
	if err != nil || alef != "own ا ا 0 31" {
		t.Errorf("%q, %v", alef, err)
	}
}

func TestQuestionsAreAskedInEachLanguage(t *testing.T) {
	english := evaluation.OwnQuestions("en")
	if len(english) != 4 {
		t.Fatalf("%d questions", len(english))
	}
	for _, lang := range []catalog.Language{"en", "en-AU", "vi", "ar"} {
		for i, q := range evaluation.OwnQuestions(lang) {
			if q.Text == "" || q.Hint == "" || q.Kind != english[i].Kind || q.Most != english[i].Most || q.Least != english[i].Least {
				t.Errorf("%s: %+v", lang, q)
			}
			if foreign := lang == "vi" || lang == "ar"; foreign == (q.Text == english[i].Text) {
				t.Errorf("%s asks %q", lang, q.Text)
			}
		}
	}
	if got := evaluation.OwnQuestions("xx"); got[0] != english[0] {
		t.Errorf("without words it asks %q", got[0].Text)
	}
	english[0].Text = "changed"
	if evaluation.OwnQuestions("en")[0].Text == "changed" {
		t.Error("the questions can be changed from outside")
	}
	for _, q := range evaluation.OwnQuestions("en") {
		for _, word := range []string{"your name", "first name", "birthday", "address", "phone", "year"} {
			if strings.Contains(strings.ToLower(q.Text), word) {
				t.Errorf("%q asks for what names a person", q.Text)
			}
		}
	}
}
