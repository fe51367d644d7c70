package exchange_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
)

// checkImported holds what every import promises, whatever the bytes were.
func checkImported(t *testing.T, data []byte) {
	t.Helper()
	got, err := exchange.Import(data)
	if err != nil {
		return
	}
	taken := map[quiz.ItemID]bool{}
	for _, it := range got.Quiz.Items {
		if taken[it.ID] || it.ID == "" || strings.ToLower(string(it.ID)) != string(it.ID) || strings.ContainsAny(string(it.ID), " _.") {
			t.Errorf("the id %q", it.ID)
		}
		taken[it.ID] = true
		checkItem(t, it)
	}
	end := strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data)), "\n") + 1
	for _, f := range got.Faults {
		if f.Reason == "" || f.Line < 0 || f.Line > end || f.Column < 0 {
			t.Errorf("the fault %+v in %d lines", f, end)
		}
	}
}

func checkItem(t *testing.T, it quiz.Item) {
	t.Helper()
	if it.Prompt == "" || !slices.Contains(kinds, it.Kind) {
		t.Errorf("the item %+v", it)
	}
	rightOnes, ids := 0, map[quiz.ChoiceID]bool{}
	for _, c := range it.Choices {
		if c.Correct {
			rightOnes++
		}
		if c.ID == "" || ids[c.ID] || c.Credit > quiz.Full || c.Credit < -quiz.Full {
			t.Errorf("the choice %+v of %s", c, it.ID)
		}
		ids[c.ID] = true
		if it.Kind == quiz.Number && c.Text != "*" && !it.Survey {
			if _, ok := it.Matched(quiz.Given{Text: c.Text}); !ok {
				t.Errorf("%s does not know its own number %q", it.ID, c.Text)
			}
		}
	}
	switch {
	case it.Survey, it.Kind == quiz.Order, it.Kind == quiz.Match:
		if rightOnes > 0 {
			t.Errorf("%s of the kind %s has right choices", it.ID, it.Kind)
		}
	case rightOnes == 0, rightOnes > 1 && (it.Kind == quiz.Single || it.Kind == quiz.TrueFalse):
		t.Errorf("%s of the kind %s has %d right choices", it.ID, it.Kind, rightOnes)
	}
}

func FuzzImport(f *testing.F) {
	for seed := range uint64(8) {
		for _, format := range []exchange.Format{exchange.GIFT, exchange.MoodleXML} {
			data, _, err := exchange.Export(newRandom(seed).quiz(), format)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	for _, s := range []string{
		"a{", "}{", "::", "a{#1..}", "a{~%-%b~}", "\ufeff", "//", "a{=%1%", "$CATEGORY:", "<quiz>", "<quiz><question type='", "<!DOCTYPE a [<!ENTITY b 'c'>]><quiz/>",
		"<quiz><question type='multichoice'><answer>", "a{>3\nb\n", "[html]<a{T}", "\\{}\\", "a{#.5e-99:1e99}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(checkImported)
}

func TestDamagedFilesNeverDoHarm(t *testing.T) {
	for seed := range uint64(200) {
		r := newRandom(seed)
		for _, format := range []exchange.Format{exchange.GIFT, exchange.MoodleXML} {
			data, _, err := exchange.Export(r.quiz(), format)
			if err != nil {
				t.Fatal(err)
			}
			for range 5 {
				checkImported(t, damage(r, data))
			}
		}
		if t.Failed() {
			t.Fatalf("with the seed %d", seed)
		}
	}
}

// damage changes, cuts out or doubles a few places of a file.
func damage(r random, data []byte) []byte {
	data = slices.Clone(data)
	for range 1 + r.IntN(4) {
		if len(data) == 0 {
			break
		}
		at, length := r.IntN(len(data)), r.IntN(20)
		end := min(at+length, len(data))
		switch r.IntN(4) {
		case 0:
			data = slices.Delete(data, at, end)
		case 1:
			data = slices.Insert(data, at, slices.Clone(data[at:end])...)
		case 2:
			data[at] = byte(r.IntN(256))
		default:
			data = slices.Insert(data, at, []byte(r.pick(nasty...))...)
		}
	}
	return data
}
