package quiz_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/quiz"
)

func TestShortAnswersAreForgiving(t *testing.T) {
	cases := []struct {
		known string
		yes   []string
		no    []string
	}{
		{"naloxone", []string{"naloxone", "NALOXONE", " Naloxone. ", "nalóxone", "na\u0301loxone", "“naloxone”", "naloxone!!", "nalo-xone"}, []string{"naloxon", "naloxone spray", "nal oxone", ""}},
		{"Thuốc giải độc", []string{"thuoc giai doc", "THUỐC  GIẢI\tĐỘC"}, []string{"thuoc giaidoc"}},
		{"don't wait", []string{"dont wait", "don’t\u00a0wait", "DON`T WAIT"}, []string{"do not wait"}},
		{"take-home naloxone", []string{"take home naloxone", "takehome naloxone", "take–home naloxone"}, []string{"take homenaloxone"}},
		{"reassess", []string{"re-assess", "Reassess"}, []string{"re assess"}},
		{"re assess", []string{"re-assess"}, []string{"reassess"}},
		{"*salt*", []string{"salt", "some salt water", "Salty"}, []string{"sal t", "sugar"}},
		{"give * air", []string{"give them air", "Give the person AIR."}, []string{"give air", "give air now"}},
		{"a*b*c", []string{"abc", "a b b c", "aXbYc"}, []string{"acb", "abcd"}},
		{`5\*`, []string{"5*", "5*."}, []string{"5", "55", `5\*`}},
		{`C:\temp`, []string{`c:\TEMP`}, []string{"c:temp"}},
		{"*", []string{"anything", "?"}, nil},
		{"?", []string{"?"}, []string{"!", "a"}},
		{"120 / 80", []string{"120 / 80"}, []string{"120 80"}},
		{"a\u200bb", []string{"ab"}, nil},
	}
	for _, c := range cases {
		t.Run("known: "+c.known, func(t *testing.T) {
			it := known(quiz.Short, c.known)
			for _, text := range c.yes {
				if _, ok := it.Matched(wrote(text)); !ok {
					t.Errorf("%q is not taken", text)
				}
			}
			for _, text := range c.no {
				if _, ok := it.Matched(wrote(text)); ok {
					t.Errorf("%q is taken", text)
				}
			}
		})
	}
}

func TestTheFirstKnownAnswerCounts(t *testing.T) {
	it := known(quiz.Short, "naloxone", "!*lox*", "!*")
	for text, want := range map[string]quiz.ChoiceID{"Naloxone": "a", "naloxine": "b", "water": "c"} {
		if got, ok := it.Matched(wrote(text)); !ok || got.ID != want {
			t.Errorf("%q is %s (%v), want %s", text, got.ID, ok, want)
		}
	}
	if _, ok := single("s", "x", "x").Matched(wrote("x")); ok {
		t.Error("a single item was matched with words")
	}
}

func TestNumbersAreReadAsPeopleWriteThem(t *testing.T) {
	same := map[string][]string{
		"2":                      {"2", " 2 ", "2.0", "2,0", "+2", "002", "2.", "2 minutes", "2min", "2 min.", "2 Minute", "2 MINUTES"},
		"0.5":                    {".5", ",5", "0,5", "0.50", "0,500"},
		"-3.25":                  {"-3.25", "−3,25", "- 3.25", "–3.250"},
		"1000":                   {"1000", "1 000", "1,000", "1\u2009000", "1\u202f000", "1\u00a0000", "1,000.0", "1.000,0"},
		"1234567.5":              {"1,234,567.5", "1.234.567,5", "1 234 567,5", "1234567.5"},
		"1234567":                {"1,234,567", "1.234.567"},
		"1.25":                   {"1.25", "1,25", "1.250"},
		"1250":                   {"1,250"},
		"1234.567":               {"1234,567", "1234.567"},
		"0.33333333333333333333": {"0.33333333333333333333", "0,333333333333333333330"},
		"12345678901234567890":   {"12345678901234567890", "12,345,678,901,234,567,890"},
	}
	for want, texts := range same {
		it := known(quiz.Number, want)
		it.Unit = "minutes"
		for _, text := range texts {
			if _, ok := it.Matched(wrote(text)); !ok {
				t.Errorf("%q is not %s (%v)", text, want, it.Accepts(wrote(text)))
			}
		}
	}
	it := known(quiz.Number, "*")
	it.Unit = "minutes"
	for _, text := range []string{
		"two", "-", ".", ",", "2 hours", "2 m", "1 2", "1,2,3", "1.2.3", "12 34", "1,23,456", "2 or 3", "2-3", "--2", "1e3", "0x2", "NaN", "Inf", "½",
		"minutes", "1/2", "2 minutess", "1,0000,000", "1..2", strings.Repeat("1", 101), "٣",
	} {
		if c, ok := it.Matched(wrote(text)); ok {
			t.Errorf("%q was taken as %v", text, c)
		}
	}
	if none := known(quiz.Number, "2"); none.Accepts(wrote("2 minutes")) == nil || none.Accepts(wrote("2.")) != nil {
		t.Error("a number without a unit takes one, or no full stop")
	}
	if square := known(quiz.Number, "2"); !unit(square, "m2").Correct(wrote("2 m2")) || !unit(square, "%").Correct(wrote("2%")) {
		t.Error("a unit with a digit or a sign is not taken")
	}
}

func unit(it quiz.Item, u string) quiz.Item { it.Unit = u; return it }

func TestNumbersAreExact(t *testing.T) {
	cases := []struct {
		known, given string
		want         bool
	}{
		{"0.3 ± 0.1", "0.4", true}, // in binary fractions, 0.4 - 0.3 is over 0.1
		{"0.3 ± 0.1", "0.2", true},
		{"0.3 ± 0.1", "0.400000001", false},
		{"0.3 ± 0.1", "0.4000000000000000000001", false},
		{"0.3 ± 0.1", "0.3999999999999999999999", true},
		{"9007199254740993", "9007199254740992", false},
		{"999999999.999999999 ± 999999999.999999999", "-0", true},
		{"-2 ± 1", "-3", true},
		{"-2 ± 1", "-3.1", false},
		{"-2", "2", false},
		{"1.20", "1.2", true},
		{"two", "2", false},
		{"2 ± lots", "2", false},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%s, given %s", c.known, c.given), func(t *testing.T) {
			if got := known(quiz.Number, c.known).Correct(wrote(c.given)); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestIsDecimal(t *testing.T) {
	for text, want := range map[string]bool{
		"2": true, "-2.50": true, "0.5": true, "": false, "-": false, ".5": false, "2.": false, "+2": false, "1,5": false, "1e3": false,
		"*": false, " 2": false, "1.2.3": false, "--2": false, strings.Repeat("9", 60): true, strings.Repeat("9", 61): false,
	} {
		if got := quiz.IsDecimal(text); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
}

func TestHiddenKnownAnswersAreFound(t *testing.T) {
	cases := []struct {
		name  string
		item  quiz.Item
		hides string // for each choice, the one that hides it, or "-"
	}{
		{"the same text folded", known(quiz.Short, "naloxone", "Nalóxone", "narcan"), "-a-"},
		{"a hyphen", known(quiz.Short, "take home", "take-home", "takehome"), "-a-"},
		{"anything before the rest", known(quiz.Short, "a", "*", "b"), "--b"},
		{"a wider pattern before a narrower one", known(quiz.Short, "*salt*", "salt", "* salt *", "s*t"), "-aa-"},
		{"a narrower pattern before a wider one", known(quiz.Short, "salt", "*salt*", "*"), "---"},
		{"a star", known(quiz.Short, `a\*`, "a*", `a\*`), "--a"},
		{"numbers", known(quiz.Number, "2 ± 1", "2.5 ± 0.5", "3", "2.5 ± 0.6", "*", "9"), "-aa--e"},
		{"choices that are picked", single("s", "x", "x", "x"), "--"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			for i := range c.item.Choices {
				if by, hidden := c.item.HiddenBy(i); hidden {
					got += string(by.ID)
				} else {
					got += "-"
				}
			}
			if got != c.hides {
				t.Errorf("got %s, want %s", got, c.hides)
			}
		})
	}
}

func TestHostilePatternsEndSoon(t *testing.T) {
	it := quiz.Item{Kind: quiz.Short}
	for range 20 {
		it.Choices = append(it.Choices, quiz.Choice{Text: strings.Repeat("a*", quiz.MaxKnown/2-1) + "-b"})
	}
	it.Choices = append(it.Choices, quiz.Choice{Text: strings.Repeat("*", 1<<20), Correct: true})
	started := time.Now()
	if it.Correct(wrote(strings.Repeat("a", quiz.MaxText))) {
		t.Error("a known answer without end was compared")
	}
	const slow = 10 * time.Second // it takes milliseconds; machines that test are busy
	if took := time.Since(started); took > slow {
		t.Errorf("took %v", took)
	}
}
